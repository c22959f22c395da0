"""Counts the active sources of the cards in sight when nothing else is to do, so that no brush waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from board.focus import FocusState
from board.session import Session
from board.tasks import TaskControl
from db import Board
from db.source_activity import MOST_INCIDENTS, active_sources

_REST_MS = 120  # after the last change of focus
_MOST_KNOWN = 2000
_AT_ONCE = 1000  # the sources of so many incidents are counted within a few milliseconds; of more, in a thread

Key = tuple[int, FocusState]


class SourceCounter(QObject):
    """Asks the board for one card at a time; where that would hold up the window, in a thread for all that are left.

    Signals: counted(int flashpoint id, object count): how many sources were active, None for too many incidents.
    """

    counted = Signal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[int] = []
        self._long: dict[Key, list[int]] = {}  # the incidents that are counted in a thread
        self._known: dict[Key, int | None] = {}
        self._asked = 0  # a count that was asked for before the records changed is dropped
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count_one)

    def ask(self, flashpoint_ids: list[int]) -> None:
        """Count these next; what was asked before and is not begun is dropped."""
        self._waiting = list(flashpoint_ids)
        self._long.clear()
        self._timer.start(_REST_MS)

    def forget(self) -> None:
        """The records changed: nothing that was counted holds any more."""
        self._known.clear()
        self._asked += 1

    def stop(self) -> None:
        """Ask nothing more."""
        self._waiting.clear()
        self._long.clear()
        self._timer.stop()
        self._asked += 1

    def _count_one(self) -> None:
        if self._waiting:
            self._count(self._waiting.pop(0))
        if self._waiting:
            self._timer.start(0)
        elif self._long:
            self._count_apart()

    def _count(self, flashpoint_id: int) -> None:
        key = (flashpoint_id, self._filters())
        if key in self._known:
            self.counted.emit(flashpoint_id, self._known[key])
            return
        ids = self._incidents(flashpoint_id)
        if ids is not None and len(ids) > _AT_ONCE:
            self._long[key] = ids
        else:
            self._keep(key, None if ids is None else active_sources(self._session.board, ids))

    def _count_apart(self) -> None:
        asked, self._long = self._long, {}
        work = partial(_count_all, self._session.board, asked)
        self._session.tasks.start("Counting sources", work, on_success=partial(self._take, self._asked))

    def _take(self, asked: int, found: Mapping[Key, int | None]) -> None:
        if asked == self._asked:
            for key, count in found.items():
                self._keep(key, count)

    def _keep(self, key: Key, count: int | None) -> None:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known[key] = count
        if key[1] == self._filters():
            self.counted.emit(key[0], count)

    def _filters(self) -> FocusState:
        """What the counts depend on."""
        state = self._session.focus.state
        return replace(
            state, window=self._session.window(), as_of=None, flashpoints=frozenset(), relationship=None, incident=None
        )

    def _incidents(self, flashpoint_id: int) -> list[int] | None:
        """The ids of the incidents whose sources count; None for too many of them."""
        session = self._session
        group = session.group_of(flashpoint_id)
        if group is None:
            return []
        first, last = session.window()
        if int(session.activity().by_flashpoint.counts(first, last)[group]) > MOST_INCIDENTS:
            return None
        places = session.activity().in_order.page(first, last, np.array([group]), MOST_INCIDENTS)
        ids: list[int] = session.columns.ids[places].tolist()
        return ids


def _count_all(board: Board, asked: Mapping[Key, list[int]], control: TaskControl) -> dict[Key, int | None]:
    """On a connection of its own."""
    found: dict[Key, int | None] = {}
    with board.again() as own:
        for key, ids in asked.items():
            if control.cancelled:
                break
            found[key] = active_sources(own, ids)
    return found
