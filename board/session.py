"""One open board: its file, the focus, the tasks, and the records and counts that the panels share."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from board import apart, counting
from board.counting import Counting, count, filters_of
from board.faults import Harm, meet
from board.focus import UNASSIGNED, Focus, FocusState
from board.tasks import Task, TaskControl, Tasks
from db import Board, BoardError, Changes
from db.activity import Activity
from db.backups import rescue
from db.columns import IncidentColumns
from db.dates import today
from db.names import NameIndex
from db.profiles import PARTNERS
from db.records import Actor, Flashpoint, Profile, Relationship

log = logging.getLogger(__name__)
Result = TypeVar("Result")
MANY_RECORDS = 1_000  # a write of more would hold up the window: it is made apart


class Session(QObject):
    """What panels and commands are given; never global.

    Signals: board_changed(Changes): records changed, caches here are fresh again;
    said(str sentence, str tone): something for the status line, tone is "done", "note" or "error";
    displaced_noticed(str sentence): another program took the file away, replaced it or wrote over it;
    busy_changed(str sentence): why nothing can be written now, empty when it can;
    sheet_asked(str kind, int id): the summary sheet of a flashpoint, an actor or an incident is wanted;
    copy_asked(str kind, list of int ids): these records, or of the kind "focus" all in focus, are wanted as words.
    """

    board_changed = Signal(object)
    said = Signal(str, str)
    displaced_noticed = Signal(str)
    busy_changed = Signal(str)
    sheet_asked = Signal(str, object)  # an object, since ids have 64 bits
    copy_asked = Signal(str, object)

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.focus = Focus(self)
        self.tasks = Tasks(self)
        board.before_closing(self.tasks.stop_all)
        self._counting = Counting(self.tasks, self)
        self._counting.counted.connect(self._take_counts)
        self._counting.failed.connect(self._miss_counts)
        self.focus.prepare_with(self._count_first)
        self._activity: tuple[FocusState, Activity] | None = None
        self._copy_profile = PARTNERS  # for what is copied and dragged out; each start begins with the careful one
        self._busy = ""
        self._displaced = ""
        self._long_steps: set[str] = set()  # names of what was written apart, which takes long to be undone, too

    def ask_sheet(self, kind: str, about: int, *_: object) -> None:
        """Ask for the preview of the sheet of one thing, from wherever it is shown."""
        self.sheet_asked.emit(kind, about)

    def ask_copy(self, kind: str, ids: list[int], *_: object) -> None:
        """Ask for a copy of these records as words, from wherever they are shown."""
        self.copy_asked.emit(kind, ids)

    @property
    def copy_profile(self) -> Profile:
        """Under what copies and drags leave, as it stands on the board now; what lets least out where it is gone."""
        return self.board.profiles.standing(self._copy_profile)[0]

    @copy_profile.setter
    def copy_profile(self, profile: Profile) -> None:
        self._copy_profile = profile

    def copy_profile_gone(self) -> str:
        """What stands in for the profile of copies; empty while it is the one that was chosen."""
        return self.board.profiles.standing(self._copy_profile)[1]

    @property
    def busy(self) -> str:
        """Why nothing can be written now ("“ged.csv” is being read into the board."); empty when it can."""
        return self._busy

    def set_busy(self, sentence: str) -> None:
        """Say that a long write holds the board, or, with an empty sentence, that it is free again."""
        if sentence != self._busy:
            self._busy = sentence
            self.busy_changed.emit(sentence)

    @property
    def displaced(self) -> str:
        """What became of the file, where it no longer stands at its place; empty while all is well."""
        return self._displaced

    def look_at_file(self) -> None:
        """See whether the file still stands where it was opened: at each write, and when the window gets the focus."""
        if not self._displaced:
            self._displaced = self.board.displaced()
            if self._displaced:
                self.displaced_noticed.emit(self._displaced)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.board.read_only

    @property
    def writable(self) -> bool:
        """Whether something can be written now."""
        return not (self.read_only or self._busy)

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
        names = (
            (actor.id, name)
            for actor in self.actors.values()
            for name in (actor.name, actor.short_name, *actor.other_names)
        )
        return NameIndex((owner, name) for owner, name in names if name)

    @cached_property
    def flashpoint_names(self) -> NameIndex:
        """All names of all flashpoints."""
        return NameIndex(
            (point.id, name) for point in self.flashpoints.values() for name in (point.name, *point.other_names)
        )

    @cached_property
    def columns(self) -> IncidentColumns:
        """All incidents as arrays."""
        return self.board.columns()

    @cached_property
    def everything(self) -> Activity:
        """The counts of all incidents on the board, whatever the focus."""
        return Activity(self.columns)

    @cached_property
    def _span(self) -> tuple[int, int] | None:
        return self.columns.span()  # visits every incident, and is asked for by every panel at every step

    # -- the focus in numbers
    def activity(self) -> Activity:
        """The counts of the incidents that pass every filter of the focus but window and flashpoints."""
        filters = filters_of(self.focus.state)
        if filters == FocusState():
            return self.everything
        if self._activity is None or self._activity[0] != filters:
            self._activity = (filters, count(self.board, self.columns, filters))
        return self._activity[1]

    def _count_first(self, state: FocusState) -> bool:
        """Whether a focus must wait: its filter is another one, and the board is large."""
        filters = filters_of(state)
        counted = filters == FocusState() or (self._activity is not None and self._activity[0] == filters)
        if counted or len(self.columns) < counting.LARGE:
            self._counting.stop()
            return False
        self._counting.begin(self.board, self.columns, filters)
        return True

    def _take_counts(self, filters: FocusState, counts: Activity) -> None:
        # else the board was written meanwhile and it is counted anew, or it is not wanted any more
        if counts.columns is self.columns and filters == filters_of(self.focus.wanted):
            self._activity = (filters, counts)
        self.focus.arrive()

    def _miss_counts(self, sentence: str) -> None:
        self.focus.give_up()
        self.said.emit(sentence, "error")

    def full_span(self) -> tuple[int, int]:
        """The first and last day of all that is on the board; this month on an empty one."""
        if self._span is None:
            now = today()
            return now - 30, now
        return self._span

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

    def begin_with(self, state: FocusState) -> None:
        """Look at a kept state, without what is no longer on the board; it is where the trail begins."""
        self.focus.begin_with(state)
        self._drop_from_focus()

    # -- writing
    def run(self, name: str, work: Callable[[], Result]) -> Result | None:
        """Do one named, undoable write; a problem becomes a sentence and nothing is kept. None on a problem."""
        if self.refuses():
            return None
        try:
            with self.board.command(name):
                result = work()
        except BoardError as error:
            self.look_at_file()
            self.said.emit(str(error), "error")
            return None
        except Exception as error:  # noqa: BLE001 - why: a fault in a write is told, and the write was rolled back
            meet(error, Harm.TAKEN_BACK)
            return None
        self.tell(self.board.last_changes, f"{name}.")
        return result

    def run_apart(self, name: str, work: Callable[[Board], object]) -> bool:
        """Like `run` for a write of thousands of records: in a thread, on the connection that `work` is given.

        False where another long write is going on; what becomes of it is told later.
        """
        return self.run_controlled(name, partial(apart.without_control, work))

    def run_controlled(self, name: str, work: Callable[[Board, TaskControl], object]) -> bool:
        """Like `run_apart` for work that tells how far it is and can be cancelled; then nothing of it is kept."""
        self._long_steps.add(name)
        told = f"{name}."
        named = partial(apart.run_named, name, work)
        task = self.write_apart(name, f"“{name}” is being done.", named, on_success=partial(self._tell_travel, told))
        return task is not None

    def write_apart(
        self,
        name: str,
        busy: str,
        work: Callable[[Board, TaskControl], Any],
        *,
        on_success: Callable[[Any], None],
        on_failure: Callable[[str], None] | None = None,
        on_cancel: Callable[[], None] | None = None,
    ) -> Task | None:
        """Do a long write in a thread, on a connection of its own; until it ends the board is `busy`.

        `work` gets that connection and the control of its task; the callbacks come in the GUI thread, the board being
        free again. None where another long write is going on.
        """
        if self.refuses():
            return None
        self.set_busy(busy)
        return self.tasks.start(
            name,
            partial(apart.on_own_connection, self.board, work),
            on_success=partial(self._free_then, on_success),
            on_failure=partial(self._free_then, on_failure or self._tell_failure),
            on_cancel=partial(self._free_then, on_cancel),
        )

    def _free_then(self, follow: Callable[..., None] | None, *result: Any) -> None:
        self.set_busy("")
        if follow is not None:
            follow(*result)

    def _tell_failure(self, sentence: str) -> None:
        self.said.emit(sentence, "error")

    def refuses(self) -> bool:
        """Whether a long write holds the board; says so. What asks before it writes asks this first."""
        if self._busy:
            self.said.emit(f"{self._busy} Nothing else can be changed until it ends; reading goes on.", "error")
        return bool(self._busy)

    def undo(self) -> None:
        """Take the last step back; a large import in a thread of its own."""
        self._step(self.board.undo_name, back=True)

    def redo(self) -> None:
        """Do the last undone step again; an import in a thread of its own."""
        self._step(self.board.redo_name, back=False)

    def _step(self, name: str | None, *, back: bool) -> None:
        if name is None or self.refuses():
            return
        told = f"{'Undone' if back else 'Done again'}: {name}."
        if name in self._long_steps or apart.takes_long(self.board, name, back=back):
            busy = f"“{name}” is being {'undone' if back else 'done again'}."
            self.write_apart(
                f"{'Undo' if back else 'Redo'} “{name}”",
                busy,
                partial(apart.travel, back=back),
                on_success=partial(self._tell_travel, told),
            )
            return
        try:
            changes = self.board.undo() if back else self.board.redo()
        except BoardError as error:
            self._tell_failure(str(error))
            return
        except Exception as error:  # noqa: BLE001 - why: as in `run`
            meet(error, Harm.TAKEN_BACK)
            return
        self.tell(changes, told)

    def _tell_travel(self, sentence: str, changes: Changes) -> None:
        self.tell(changes, sentence)

    def tell(self, changes: Changes, sentence: str = "") -> None:
        """Refresh what is kept here for these changes, then let the panels know."""
        if not changes:
            return
        self.look_at_file()
        if changes.touches("flashpoints"):
            self._forget("flashpoints", "flashpoint_names")
        if changes.touches("actors"):
            self._forget("actors", "actor_names")
        if changes.touches("relationships"):
            self._forget("relationships")
        if changes.touches("incidents"):
            self._forget_counts()
        self._drop_from_focus()
        self.board_changed.emit(changes)
        if sentence and self._displaced:
            self.said.emit(f"{sentence} It is not saved: save a copy.", "error")
        elif sentence:
            self.said.emit(sentence, "done")

    def _forget_counts(self) -> None:
        """Let go of the counts, unless the write moved nothing that is counted: the board gives the same columns then."""
        old = self.__dict__.pop("columns", None)
        if old is None or self.columns is not old:
            self._forget("everything", "_span")
            self._activity = None
        elif self._activity is not None and self._activity[0].text:
            self._activity = None  # other words may find other incidents

    def _forget(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)

    def _drop_from_focus(self) -> None:
        """Let go of records in the focus that are no longer on the board."""
        state = self.focus.wanted
        self.focus.set(
            passing=True,
            flashpoints=frozenset(i for i in state.flashpoints if i == UNASSIGNED or i in self.flashpoints),
            actors=frozenset(i for i in state.actors if i in self.actors),
            pair=state.pair if state.pair and all(i in self.actors for i in state.pair) else None,
            relationship=state.relationship if state.relationship in self.relationships else None,
            incident=state.incident if state.incident and self.columns.place_of(state.incident) is not None else None,
        )

    def close(self) -> None:
        """End the tasks and close the file; what has lost its place is kept under a name of its own before."""
        self.tasks.stop_all()
        try:
            rescue(self.board)
        except BoardError:
            log.warning("A board that had lost its place could not be kept beside it")
        self.board.close()
