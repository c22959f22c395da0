"""The one object that says what the analyst is looking at; every panel reads and writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

UNASSIGNED = 0  # stands among the flashpoints for "assigned to none"
TRAIL_LIMIT = 200


@dataclass(frozen=True, slots=True)
class FocusState:
    """Ids and values, never model indexes. Empty sets and None mean "not narrowed"."""

    window: tuple[int, int] | None = None  # first and last Unix day
    as_of: int | None = None  # Unix day as of which ties and levels are shown; None: the end of the window
    flashpoints: frozenset[int] = frozenset()  # ids; UNASSIGNED for incidents at none
    actors: frozenset[int] = frozenset()  # an incident must name one of them
    pair: tuple[int, int] | None = None  # an incident must name both
    relationship: int | None = None  # the tie that was clicked
    kinds: frozenset[str] = frozenset()
    lowest_grade: str = ""  # "C3": this good or better; "C" or "3" alone narrow one half
    tags: frozenset[str] = frozenset()
    text: str = ""  # words that the search must find
    incident: int | None = None

    def narrowed(self) -> bool:
        """Whether any filter beside the window is set."""
        return replace(self, window=None, as_of=None, incident=None, relationship=None) != FocusState()

    def to_json(self) -> str:
        """The state as text, for saved views."""
        values = asdict(self)
        return json.dumps({name: sorted(v) if isinstance(v, frozenset) else v for name, v in values.items()})

    @classmethod
    def from_json(cls, text: str) -> FocusState:
        """The state that `to_json` wrote; what is unknown or malformed is left out."""
        values = json.loads(text)
        known: dict[str, Any] = {}
        for field in fields(cls):
            value = values.get(field.name)
            if value is None:
                continue
            if isinstance(getattr(cls(), field.name), frozenset):
                known[field.name] = frozenset(value)
            else:
                known[field.name] = tuple(value) if isinstance(value, list) else value
        return cls(**known)


Preparer = Callable[[FocusState], bool]


class Focus(QObject):
    """Holds the state, tells of changes, keeps the trail for Back and Forward.

    Signals: focus_changed(FocusState old): the state is another one now.
    """

    focus_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = self._wanted = FocusState()
        self._preparer: Preparer | None = None
        self._trail: list[FocusState] = [self._state]
        self._place = 0

    @property
    def state(self) -> FocusState:
        """What is looked at now."""
        return self._state

    @property
    def wanted(self) -> FocusState:
        """What was asked for last: the state, or what is still being counted for it."""
        return self._wanted

    def prepare_with(self, preparer: Preparer) -> None:
        """Ask `preparer` before a state is shown: if it says True, the state waits until `arrive`."""
        self._preparer = preparer

    def arrive(self) -> None:
        """What is wanted can be shown now."""
        self._show(self._wanted)

    def give_up(self) -> None:
        """What is wanted cannot be had: stay with the state."""
        self._wanted = self._state

    def set(self, *, passing: bool = False, **changes: Any) -> None:
        """Change parts of the state; `passing` (a brush still being dragged) leaves no step on the trail."""
        self.set_state(replace(self._wanted, **changes), passing=passing)

    def set_state(self, state: FocusState, *, passing: bool = False) -> None:
        """Look at this; an equal state emits nothing and leaves no step."""
        if not passing and state != self._trail[self._place]:
            del self._trail[self._place + 1 :]
            self._trail.append(state)
            del self._trail[:-TRAIL_LIMIT]
            self._place = len(self._trail) - 1
        self._show(state)

    def begin_with(self, state: FocusState) -> None:
        """Look at this without a step that Back would undo."""
        self._trail, self._place = [state], 0
        self._apply(state)

    def toggle_flashpoint(self, flashpoint_id: int, *, add: bool = False) -> None:
        """Look at this flashpoint alone, or (again) at all; with `add` it joins or leaves the others."""
        here = self._wanted.flashpoints
        if add:
            self.set(flashpoints=here ^ {flashpoint_id})
        else:
            self.set(flashpoints=frozenset() if here == {flashpoint_id} else frozenset({flashpoint_id}))

    def clear(self) -> None:
        """Take every filter off; the window, the as-of day and the incident stay."""
        now = self._wanted
        self.set_state(FocusState(window=now.window, as_of=now.as_of, incident=now.incident))

    @property
    def can_go_back(self) -> bool:
        """Whether the trail has an earlier step."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether Back was used and there is a later step."""
        return self._place < len(self._trail) - 1

    def back(self) -> None:
        """Look at what was looked at before."""
        if self.can_go_back:
            self._place -= 1
            self._show(self._trail[self._place])

    def forward(self) -> None:
        """Undo one Back."""
        if self.can_go_forward:
            self._place += 1
            self._show(self._trail[self._place])

    def _show(self, state: FocusState) -> None:
        self._wanted = state
        if state == self._state or self._preparer is None or not self._preparer(state):
            self._apply(state)

    def _apply(self, state: FocusState) -> None:
        self._wanted = state
        if state != self._state:
            old, self._state = self._state, state
            self.focus_changed.emit(old)
