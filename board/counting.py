"""The counts of a filter on a large board, made in a thread: until they are there the window keeps what it shows."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from board.focus import FocusState
from board.tasks import Task, TaskControl, Tasks
from db import Board
from db.activity import Activity
from db.columns import IncidentColumns
from db.filters import mask_of

LARGE = 100_000  # incidents from which a new filter takes longer than a frame


def filters_of(state: FocusState) -> FocusState:
    """Of a focus what decides which incidents are counted: everything but days, flashpoints and what is chosen."""
    return FocusState(
        actors=state.actors,
        pair=state.pair,
        kinds=state.kinds,
        lowest_grade=state.lowest_grade,
        tags=state.tags,
        text=state.text,
    )


def count(board: Board, columns: IncidentColumns, filters: FocusState) -> Activity:
    """The counts of the incidents that pass these filters; on the thread of the board."""
    mask = mask_of(
        board,
        columns,
        actors=filters.actors,
        pair=filters.pair,
        kinds=filters.kinds,
        lowest_grade=filters.lowest_grade,
        tags=filters.tags,
        text=filters.text,
    )
    return Activity(columns, mask)


class Counting(QObject):
    """Counts for one filter at a time; another one outruns it.

    Signals: counted(FocusState filters, Activity counts): what was asked for last is there;
    failed(str sentence): it cannot be had.
    """

    counted = Signal(object, object)
    failed = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._filters: FocusState | None = None
        self._task: Task | None = None

    def begin(self, board: Board, columns: IncidentColumns, filters: FocusState) -> None:
        """Count for these filters, unless that is being done."""
        if self._task is not None and filters == self._filters:
            return
        self.stop()
        self._filters = filters
        self._task = self._tasks.start("Counting what passes the filter", partial(_count_apart, board, columns, filters))
        self._task.succeeded.connect(partial(self._tell, self._task))
        self._task.failed.connect(partial(self._fail, self._task))

    def stop(self) -> None:
        """Nobody waits for it any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _tell(self, task: Task, counts: Activity) -> None:
        if task is self._task:
            self._task = None
            self.counted.emit(self._filters, counts)

    def _fail(self, task: Task, sentence: str) -> None:
        if task is self._task:
            self._task = None
            self.failed.emit(sentence)


def _count_apart(board: Board, columns: IncidentColumns, filters: FocusState, control: TaskControl) -> Activity:
    with board.again() as own:
        counts = count(own, columns, filters)
    for step, prepare in enumerate(_PREPARED):
        control.progress(step, len(_PREPARED), "counting")
        prepare(counts)
    return counts


def _order(counts: Activity) -> object:
    return counts.in_order


def _everything(counts: Activity) -> object:
    return counts.everything.groups, counts.by_flashpoint.groups, counts.by_actor.groups


def _by_place(counts: Activity) -> object:
    return counts.actor_counts(0, 0, np.zeros(1, np.int64))


def _by_pair(counts: Activity) -> object:
    return counts.pair_counts(0, 0)


_PREPARED = (_everything, _by_place, _by_pair, _order)  # what every panel asks for at once
