"""The fonts of a card and how texts fit their room, measured once and kept: painting asks for both all the time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from board.theme.painting import scaled_font

_MOST_KEPT = 4000


class Face:
    """One font with its measures."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.height = self.metrics.height()
        self._widths: dict[str, int] = {}
        self._cut: dict[tuple[str, int], str] = {}
        self._lines: dict[tuple[str, int, int], tuple[str, str]] = {}

    def width(self, text: str) -> int:
        """Width in px."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) > _MOST_KEPT:
                self._widths.clear()
            found = self._widths[text] = self.metrics.horizontalAdvance(text)
        return found

    def cut(self, text: str, room: int) -> str:
        """The text, ended with … where it does not fit."""
        if self.width(text) <= room:
            return text
        key = (text, room)
        if key not in self._cut:
            if len(self._cut) > _MOST_KEPT:
                self._cut.clear()
            self._cut[key] = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        return self._cut[key]

    def two_lines(self, text: str, first_room: int, second_room: int) -> tuple[str, str]:
        """The text in up to two lines, broken between words, the second cut where it must be."""
        if self.width(text) <= first_room:
            return text, ""
        key = (text, first_room, second_room)
        if key not in self._lines:
            if len(self._lines) > _MOST_KEPT:
                self._lines.clear()
            self._lines[key] = self._broken(text, first_room, second_room)
        return self._lines[key]

    def _broken(self, text: str, first_room: int, second_room: int) -> tuple[str, str]:
        words = text.split(" ")
        first = words.pop(0)
        while words and self.metrics.horizontalAdvance(f"{first} {words[0]}") <= first_room:
            first = f"{first} {words.pop(0)}"
        return self.cut(first, first_room), self.cut(" ".join(words), second_room)


class Faces:
    """The faces of a card for one font of the list."""

    def __init__(self, font: QFont) -> None:
        self.key = font.key()
        bold = scaled_font(font, 11.5 / 13, weight=QFont.Weight.DemiBold)
        self.name = Face(scaled_font(font, 1.05, weight=QFont.Weight.DemiBold))
        self.small = Face(scaled_font(font, 11.5 / 13))
        self.bold = Face(bold)
        self.figure = Face(scaled_font(font, 12 / 13))
