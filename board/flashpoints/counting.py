"""Counts the active sources of the cards in sight when nothing else is to do, so that no brush waits for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from board.focus import FocusState
from board.session import Session
from db.source_activity import MOST_INCIDENTS, active_sources

_REST_MS = 120  # after the last change of focus
_MOST_KNOWN = 2000


class SourceCounter(QObject):
    """Asks the board for one card at a time.

    Signals: counted(int flashpoint id, object count): how many sources were active, None for too many incidents.
    """

    counted = Signal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[int] = []
        self._known: dict[tuple[int, FocusState], int | None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count_one)

    def ask(self, flashpoint_ids: list[int]) -> None:
        """Count these next; what was asked before and is not done is dropped."""
        self._waiting = list(flashpoint_ids)
        self._timer.start(_REST_MS)

    def forget(self) -> None:
        """The records changed: nothing that was counted holds any more."""
        self._known.clear()

    def stop(self) -> None:
        """Ask nothing more."""
        self._waiting.clear()
        self._timer.stop()

    def _count_one(self) -> None:
        if not self._waiting:
            return
        flashpoint_id = self._waiting.pop(0)
        key = (flashpoint_id, self._filters())
        if key not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._count(flashpoint_id)
        self.counted.emit(flashpoint_id, self._known[key])
        if self._waiting:
            self._timer.start(0)

    def _filters(self) -> FocusState:
        """What the counts depend on."""
        state = self._session.focus.state
        return replace(
            state, window=self._session.window(), as_of=None, flashpoints=frozenset(), relationship=None, incident=None
        )

    def _count(self, flashpoint_id: int) -> int | None:
        group = self._session.group_of(flashpoint_id)
        if group is None:
            return 0
        first, last = self._session.window()
        if int(self._session.activity().by_flashpoint.counts(first, last)[group]) > MOST_INCIDENTS:
            return None
        places = self._session.activity().in_order.page(first, last, np.array([group]), MOST_INCIDENTS)
        return active_sources(self._session.board, self._session.columns.ids[places])
