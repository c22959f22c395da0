"""One open board: its file, the focus, the tasks, and the records and counts that the panels share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from board.focus import UNASSIGNED, Focus, FocusState
from board.tasks import Tasks
from db import Board, BoardError, Changes
from db.activity import Activity
from db.columns import IncidentColumns
from db.dates import today
from db.filters import mask_of
from db.names import NameIndex
from db.records import Actor, Flashpoint, Relationship

Result = TypeVar("Result")


class Session(QObject):
    """What panels and commands are given; never global.

    Signals: board_changed(Changes): records changed, caches here are fresh again;
    said(str sentence, str tone): something for the status line, tone is "done", "note" or "error".
    """

    board_changed = Signal(object)
    said = Signal(str, str)

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.focus = Focus(self)
        self.tasks = Tasks(self)
        self._activity: tuple[FocusState, Activity] | None = None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.board.read_only

    # -- records, read once and kept until they change
    @cached_property
    def flashpoints(self) -> dict[int, Flashpoint]:
        """All flashpoints by id, in the analyst's order."""
        return {flashpoint.id: flashpoint for flashpoint in self.board.flashpoints.all()}

    @cached_property
    def actors(self) -> dict[int, Actor]:
        """All actors by id, by name."""
        return {actor.id: actor for actor in self.board.actors.all()}

    @cached_property
    def relationships(self) -> dict[int, Relationship]:
        """All ties by id."""
        return {tie.id: tie for tie in self.board.relationships.all()}

    @cached_property
    def actor_names(self) -> NameIndex:
        """All names of all actors."""
        names = ((actor.id, name) for actor in self.actors.values() for name in (actor.name, actor.short_name, *actor.other_names))
        return NameIndex((owner, name) for owner, name in names if name)

    @cached_property
    def flashpoint_names(self) -> NameIndex:
        """All names of all flashpoints."""
        return NameIndex((point.id, name) for point in self.flashpoints.values() for name in (point.name, *point.other_names))

    @cached_property
    def columns(self) -> IncidentColumns:
        """All incidents as arrays."""
        return self.board.columns()

    @cached_property
    def everything(self) -> Activity:
        """The counts of all incidents on the board, whatever the focus."""
        return Activity(self.columns)

    # -- the focus in numbers
    def activity(self) -> Activity:
        """The counts of the incidents that pass every filter of the focus but window and flashpoints."""
        state = self.focus.state
        key = FocusState(
            actors=state.actors,
            pair=state.pair,
            kinds=state.kinds,
            lowest_grade=state.lowest_grade,
            tags=state.tags,
            text=state.text,
        )
        if key == FocusState():
            return self.everything
        if self._activity is None or self._activity[0] != key:
            self._activity = (key, Activity(self.columns, self._mask(key)))
        return self._activity[1]

    def _mask(self, key: FocusState) -> NDArray[np.bool_]:
        return mask_of(
            self.board,
            self.columns,
            actors=key.actors,
            pair=key.pair,
            kinds=key.kinds,
            lowest_grade=key.lowest_grade,
            tags=key.tags,
            text=key.text,
        )

    def full_span(self) -> tuple[int, int]:
        """The first and last day of all that is on the board; this month on an empty one."""
        span = self.columns.span()
        if span is None:
            now = today()
            return now - 30, now
        return span

    def window(self) -> tuple[int, int]:
        """The days looked at: the brushed window, else the whole span."""
        return self.focus.state.window or self.full_span()

    def as_of(self) -> int:
        """The day as of which ties and levels are shown."""
        chosen = self.focus.state.as_of
        return self.window()[1] if chosen is None else chosen

    def groups_in_focus(self) -> NDArray[np.int64] | None:
        """The flashpoints of the focus as group numbers of `Activity.by_flashpoint`; None for all."""
        chosen = self.focus.state.flashpoints
        if not chosen:
            return None
        return np.array([group for group in map(self.group_of, chosen) if group is not None], dtype=np.int64)

    def group_of(self, flashpoint_id: int) -> int | None:
        """The group number of a flashpoint (UNASSIGNED has one too); None where it has no incident yet."""
        ids = self.columns.flashpoint_ids
        if flashpoint_id == UNASSIGNED:
            return len(ids)
        place = int(np.searchsorted(ids, flashpoint_id))
        return place if place < len(ids) and ids[place] == flashpoint_id else None

    def places_in_focus(self) -> NDArray[np.int64]:
        """Positions in the columns of the incidents that pass the whole focus, by first day."""
        places = self.activity().overlapping(*self.window(), self.groups_in_focus())
        return places[np.argsort(self.columns.earliest[places], kind="stable")]

    # -- writing
    def run(self, name: str, work: Callable[[], Result]) -> Result | None:
        """Do one named, undoable write; a problem becomes a sentence and nothing is kept. None on a problem."""
        try:
            with self.board.command(name):
                result = work()
        except BoardError as error:
            self.said.emit(str(error), "error")
            return None
        self.tell(self.board.last_changes, f"{name}.")
        return result

    def undo(self) -> None:
        """Take the last step back."""
        self._step(self.board.undo_name, self.board.undo, "Undone")

    def redo(self) -> None:
        """Do the last undone step again."""
        self._step(self.board.redo_name, self.board.redo, "Done again")

    def _step(self, name: str | None, step: Callable[[], Changes], word: str) -> None:
        if name is None:
            return
        try:
            changes = step()
        except BoardError as error:
            self.said.emit(str(error), "error")
            return
        self.tell(changes, f"{word}: {name}.")

    def tell(self, changes: Changes, sentence: str = "") -> None:
        """Refresh what is kept here for these changes, then let the panels know."""
        if not changes:
            return
        if changes.touches("flashpoints"):
            self._forget("flashpoints", "flashpoint_names")
        if changes.touches("actors"):
            self._forget("actors", "actor_names")
        if changes.touches("relationships"):
            self._forget("relationships")
        if changes.touches("incidents"):
            self._forget("columns", "everything")
            self._activity = None
        self._drop_from_focus()
        self.board_changed.emit(changes)
        if sentence:
            self.said.emit(sentence, "done")

    def _forget(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)

    def _drop_from_focus(self) -> None:
        """Let go of records in the focus that are no longer on the board."""
        state = self.focus.state
        self.focus.set(
            passing=True,
            flashpoints=frozenset(i for i in state.flashpoints if i == UNASSIGNED or i in self.flashpoints),
            actors=frozenset(i for i in state.actors if i in self.actors),
            pair=state.pair if state.pair and all(i in self.actors for i in state.pair) else None,
            relationship=state.relationship if state.relationship in self.relationships else None,
            incident=state.incident if state.incident and self.columns.place_of(state.incident) is not None else None,
        )

    def close(self) -> None:
        """Stop the tasks and close the file."""
        self.tasks.stop_all()
        self.board.close()
