"""Badges: the marking of a board, the Admiralty grade of a citation, the level of a flashpoint."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.painting import paint_level_bar, scaled_font
from board.theme.palette import MARKING_GROUND
from board.theme.widgets.labels import plain_tooltip
from db.vocabulary import CREDIBILITIES, LEVELS, MARKINGS, RELIABILITIES


@guarded
class _Badge(QWidget):
    """A short text in a small box; what it says is also its accessible name."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """The text with 6 px beside it."""
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self._text) + 13, metrics.height() + 3)

    def minimumSizeHint(self) -> QSize:
        """A badge is never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box and text."""
        ground, edge, ink = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(self._font())
        painter.setPen(QColor(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self._text)

    def _say(self, text: str, spoken: str, tooltip: str) -> None:
        self._text = text
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tooltip(tooltip))
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return scaled_font(self.font(), 11.5 / 13, weight=QFont.Weight.Bold)

    def _colours(self) -> tuple[str, str, str]:
        """Ground, edge and text."""
        theme = current_theme()
        return theme.chip, theme.hairline, theme.text


class MarkingBadge(_Badge):
    """The TLP 2.0 marking in its own colours on black, in both themes; hidden where there is none."""

    def __init__(self, code: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self.set_code(code)

    def set_code(self, code: str | None) -> None:
        """Show the marking with this code of MARKINGS; KeyError for another."""
        label = MARKINGS[code].label if code else ""
        self._code = code or ""
        self._say(label, f"Marking {label}", f"This board is marked {label}." if label else "")

    def _font(self) -> QFont:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(max(9, round(self.fontInfo().pixelSize() * 12 / 13)))
        fixed.setWeight(QFont.Weight.Bold)
        return fixed

    def _colours(self) -> tuple[str, str, str]:
        ink = current_theme().role(MARKINGS[self._code].role) if self._code else "#ffffff"
        return MARKING_GROUND, MARKING_GROUND, ink


class GradeBadge(_Badge):
    """The Admiralty pair such as C3, its meaning as the tooltip; a missing half is a dash, none at all is hidden."""

    def __init__(self, grade: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_grade(grade)

    def set_grade(self, grade: str | None) -> None:
        """Show a pair: 'C3', or 'C' or '3' where one half is not judged yet; KeyError for letters of no scale."""
        letters = (grade or "").strip().upper()
        reliability = next((letter for letter in letters if letter in RELIABILITIES), "")
        credibility = next((letter for letter in letters if letter in CREDIBILITIES), "")
        if letters.replace("-", "").replace("–", "") != reliability + credibility:
            raise KeyError(f"{grade!r} is not a grade: it needs a letter from A to F and a digit from 1 to 6.")
        if not letters:
            self._say("", "", "")
            return
        source = RELIABILITIES.label(reliability) or "– · Not judged yet"
        said = CREDIBILITIES.label(credibility) or "– · Not judged yet"
        meaning = f"Source: {source}\nInformation: {said}"
        self._say((reliability or "–") + (credibility or "–"), f"Grade {letters}. {meaning}", meaning)


@guarded
class LevelBar(QWidget):
    """The level of a flashpoint as an upright bar: its height of filling says what its colour says."""

    def __init__(self, code: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.set_code(code)

    def set_code(self, code: str | None) -> None:
        """Show the level with this code of LEVELS, none as an empty bar; KeyError for another."""
        label = LEVELS[code].label if code else "not assessed"
        self._code = code
        self.setAccessibleName(f"Level: {label}")
        self.setToolTip(plain_tooltip(f"Level: {label}"))
        self.update()

    def sizeHint(self) -> QSize:
        """6 px wide, as high as it gets."""
        return QSize(6, 32)

    def minimumSizeHint(self) -> QSize:
        """High enough that six fillings differ."""
        return QSize(6, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar."""
        paint_level_bar(QPainter(self), QRectF(self.rect()), self._code, current_theme())
