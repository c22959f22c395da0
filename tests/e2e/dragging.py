"""A hand that drags out of another program into a window: xdotool moves the mouse, `drag_source.py` is the program."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from board.dragging.hover_label import HoverLabel
from board.intake.drop import DropWords
from board.window import MainWindow
from tests.e2e.drag_source import SIDE
from tests.patience import PATIENCE_S

SOURCE = Path(__file__).with_name("drag_source.py")
AT = QPoint(1500, 40)  # beside the window, which is 1400 wide
_STEPS = 8


class Hand:
    """Lifts something in the other program, holds it over places of the window, and lets it go or not."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        self._source: subprocess.Popen[str] | None = None
        self._at = AT
        self._jiggle = cycle((0, 2))

    def lift(self, kind: str, *what: object) -> None:
        """Begin a drag of this; see `drag_source.py` for the kinds."""
        self.drop_all()
        self._source = subprocess.Popen(
            [sys.executable, str(SOURCE), str(AT.x()), str(AT.y()), kind, *map(str, what)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._source.stdout is not None
        assert self._source.stdout.readline() == "ready\n"
        self._at = AT + QPoint(SIDE // 2, SIDE // 2)
        xdotool("mousemove", self._at.x(), self._at.y(), "mousedown", 1)

    def over(self, widget: QWidget, place: QPoint | None = None, *, saying: str = "") -> str:
        """Hold it over a place of a widget (its middle) until the window says what a drop would do; returns the words.

        `saying`: until the words hold this; those of what lay on the way come first.
        """
        end = widget.mapToGlobal(widget.rect().center() if place is None else place)
        start = self._at
        for step in range(1, _STEPS + 1):
            way = start + (end - start) * step / _STEPS
            xdotool("mousemove", way.x(), way.y())
            self._qtbot.waitUntil(partial(_pointer_is_at, way))
        self._at = end
        # the other program begins its drag when it comes round to it: stir until it has
        self._qtbot.waitUntil(partial(self._stirred, saying))
        xdotool("mousemove", end.x(), end.y())
        self._qtbot.waitUntil(partial(_pointer_is_at, end))
        return shown_words(self._window)

    def _stirred(self, saying: str) -> None:
        xdotool("mousemove", self._at.x() + next(self._jiggle), self._at.y())
        words = shown_words(self._window)
        assert words
        assert saying in words

    def let_go(self) -> None:
        """Drop it where it is."""
        xdotool("mouseup", 1)

    def escape(self) -> None:
        """Change one's mind."""
        xdotool("key", "Escape")
        self._qtbot.waitUntil(lambda: shown_words(self._window) == "")
        xdotool("mouseup", 1)

    def drop_all(self) -> None:
        """End the other program."""
        if self._source is not None:
            xdotool("mouseup", 1)
            self._source.kill()
            self._source.wait()
            if self._source.stdout is not None:
                self._source.stdout.close()
            self._source = None


def xdotool(*words: object) -> None:
    """Move or press the mouse as a person would."""
    subprocess.run(["xdotool", *map(str, words)], check=True, timeout=PATIENCE_S)


def shown_words(window: MainWindow) -> str:
    """What the window says while something is held over it: beside the target, or over the whole window."""
    for kind in (HoverLabel, DropWords):
        for words in window.findChildren(kind):
            if words.isVisible() and words.sentence:
                return words.sentence
    return ""


def _pointer_is_at(point: QPoint) -> bool:
    return QCursor.pos() == point
