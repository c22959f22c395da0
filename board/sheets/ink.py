"""Fonts, weights and colours of paper: everything reads in black and white; colour only says it again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import get_ident

from PySide6.QtGui import QColor, QFont

from board.sheets.paper import pt
from board.theme.palette import LIGHT

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in points, line height as a factor of the font's own, shade 0 (black) to 1 (white)."""

    size: float = 8.5
    bold: bool = False
    italic: bool = False
    shade: float = 0.07
    leading: float = 1.0

    def font(self) -> QFont:
        """The font in twips."""
        return _font(self.size, self.bold, self.italic, get_ident())


@lru_cache(maxsize=64)
def _font(size: float, bold: bool, italic: bool, _thread: int) -> QFont:
    """One for each thread: a font is not to be used by two at once."""
    font = QFont(list(FAMILIES))
    font.setPixelSize(round(pt(size)))
    font.setBold(bold)
    font.setItalic(italic)
    # the same glyph widths on screen, printer and PDF: the layout is made once for all of them
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


BODY = Style()
SMALL = Style(7.5, shade=0.22)
FOOT = Style(7, shade=0.3)
STRONG = Style(bold=True)
LEAD = Style(9.5)
HEADING = Style(10.5, bold=True)
TITLE = Style(19, bold=True)
TITLE_LONG = Style(15, bold=True)
TITLE_LONGEST = Style(12, bold=True)
SUBTITLE = Style(9.5, shade=0.22)
CELL = Style(8)
CELL_STRONG = Style(8, bold=True)


@dataclass(frozen=True, slots=True)
class Ink:
    """What colours a sheet is printed in. `mono`: black, white and greys only."""

    mono: bool = False

    def shade(self, lightness: float) -> QColor:
        """A grey: 0 is black, 1 is white."""
        level = round(255 * lightness)
        return QColor(level, level, level)

    def role(self, name: str) -> QColor:
        """The colour of a vocabulary role, dark enough for text; black and white: black."""
        return QColor(0, 0, 0) if self.mono else QColor(LIGHT.role(name))

    def fill(self, name: str) -> QColor:
        """The colour of a role for marks and lines; black and white: its grey."""
        if not self.mono:
            return QColor(LIGHT.fill(name))
        grey = QColor(LIGHT.fill(name)).lightnessF()
        return self.shade(min(0.75, grey))

    @property
    def accent(self) -> QColor:
        """The one accent colour."""
        return QColor(0, 0, 0) if self.mono else QColor(LIGHT.accent)
