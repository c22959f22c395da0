"""A hand that carries things within one window: it goes on while the drag that it began holds up the test."""

from __future__ import annotations

from itertools import cycle, pairwise

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from board.window import MainWindow
from tests.e2e.dragging import shown_words, xdotool

_STEPS, _TICK_MS = 10, 15


class OwnHand(QObject):
    """Presses at one place, goes to others, and lets go or gives up at the last; a timer moves it, also within a drag."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window)
        self._window, self._qtbot = window, qtbot
        self._way: list[QPoint] = []
        self._end = "mouseup"
        self._done = False
        self._stirs = cycle((0, 3))
        self.words = ""  # what the window said at the last place
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._go_on)

    def carry(self, *places: tuple[QWidget, QPoint], key: str = "", escape: bool = False) -> str:
        """Carry from the first place over all others; returns the words that were shown at the last one."""
        stops = [widget.mapToGlobal(place) for widget, place in places]
        self._way = []
        for start, end in pairwise(stops):
            self._way += [start + (end - start) * step / _STEPS for step in range(1, _STEPS + 1)]
        self._end = "escape" if escape else "mouseup"
        self._done, self.words = False, ""
        xdotool("mousemove", stops[0].x(), stops[0].y())
        self._qtbot.waitUntil(lambda: QCursor.pos() == stops[0])
        if key:
            xdotool("keydown", key)
        xdotool("mousedown", 1)
        self._timer.start()
        try:
            self._qtbot.waitUntil(lambda: self._done)
        finally:
            self._timer.stop()
            xdotool("mouseup", 1)
            if key:
                xdotool("keyup", key)
        return self.words

    def _go_on(self) -> None:
        if self._way:
            wanted = self._way[0]
            if QCursor.pos() == wanted:
                self._way.pop(0)
            else:
                xdotool("mousemove", wanted.x(), wanted.y())
            self._last = wanted
            return
        self.words = shown_words(self._window)
        if not self.words:  # the drag has not come round to it yet
            xdotool("mousemove", self._last.x() + next(self._stirs), self._last.y())
            return
        self._timer.stop()
        if self._end == "escape":
            xdotool("key", "Escape")
        else:
            xdotool("mouseup", 1)
        self._done = True
