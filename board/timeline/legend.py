"""The legend: what shapes, colours, outlines and bars of the timeline mean."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from board.guards import guarded
from board.theme.painting import scaled_font
from board.theme.palette import Theme
from board.timeline.picture import DASHED, FIRM, PLAIN, THIN
from board.timeline.sprites import paint_bar, paint_mark
from db.vocabulary import INCIDENT_KINDS

_ROW, _COLUMN, _MARGIN, _TEXT = 22, 240, 14, 26
_CLASH = INCIDENT_KINDS.number("clash")
OUTLINES: tuple[tuple[int, str], ...] = (
    (FIRM, "Grade A–B and 1–2"),
    (THIN, "C or 3"),
    (DASHED, "D–E or 4–5, doubtful"),
    (PLAIN, "Not graded, or F or 6"),
)
_GOES_ON = "Cut off: goes on beyond the window"
BARS: tuple[tuple[str, tuple[bool, bool], bool], ...] = (
    ("Some time within these days", (False, False), False),
    ("About then: uncertain ends", (True, True), False),
    ("By then, or from then on", (True, False), False),
    ("Recurring series", (False, False), True),
    (_GOES_ON, (False, False), False),
)
HANDS: tuple[str, ...] = (
    "Columns: many incidents; each lane is drawn to its own height",
    "Drag the strip: window · double click: everything",
    "Wheel: zoom · Shift+wheel: pan · Ctrl+wheel: lanes",
    "Drag over marks: choose several · right click: assign",
    "Shift+drag a mark: another day, another flashpoint",
    "← → next incident · + − zoom · Ctrl+G go to date",
)


def legend_text() -> str:
    """The same in words, for a tooltip and for screen readers."""
    outlines = ", ".join(("solid", "thin", "dashed", "none")[n] + f": {text}" for n, (_, text) in enumerate(OUTLINES))
    bars = "A bar is a date that is not exact; it fades where its end is not certain. Hatched: a recurring series."
    bars += (
        " Cut off: it goes on beyond the window. Blue columns are many incidents, each lane drawn to its own height."
    )
    return f"Shape and colour say the kind, the outline the grade ({outlines}). {bars}"


@guarded
class Legend(QWidget):
    """A small sheet over the window, gone with a click or Escape."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self.setAccessibleName("Legend of the incident timeline")
        self.setAccessibleDescription(legend_text())
        rows = max((len(INCIDENT_KINDS.terms) + 1) // 2, len(OUTLINES)) + 1
        self._lower = _MARGIN + rows * _ROW + 8
        height = self._lower + (max(len(OUTLINES), len(BARS)) + 1) * _ROW + 8 + len(HANDS) * 18 + _MARGIN
        self.setFixedSize(QSize(2 * _COLUMN + 2 * _MARGIN, height))

    def open_above(self, corner: QPoint) -> None:
        """Show it with its lower right corner there, as far as the screen allows."""
        screen = self.screen().availableGeometry()
        left = min(max(corner.x() - self.width(), screen.left()), screen.right() - self.width())
        top = corner.y() - self.height()
        self.move(left, top if top >= screen.top() else min(corner.y() + 30, screen.bottom() - self.height()))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes it."""
        self.close()

    def mousePressEvent(self, event: object) -> None:
        """So does a click."""
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Kinds above; grades and dates below; then the hands."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.raised))
        painter.setPen(QPen(QColor(theme.outline), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(scaled_font(self.font(), 12 / 13))
        self._heading(painter, _MARGIN, _MARGIN, "Kind of incident")
        half = (len(INCIDENT_KINDS.terms) + 1) // 2
        for number, term in enumerate(INCIDENT_KINDS.terms):
            left = _MARGIN + (number // half) * _COLUMN
            self._mark(painter, left, _MARGIN + (1 + number % half) * _ROW, number, PLAIN, term.label)
        self._heading(painter, _MARGIN, self._lower, "Outline: grade")
        for number, (outline, text) in enumerate(OUTLINES):
            self._mark(painter, _MARGIN, self._lower + (number + 1) * _ROW, _CLASH, outline, text)
        self._heading(painter, _MARGIN + _COLUMN, self._lower, "Bar: a date that is not exact")
        for number, bar in enumerate(BARS):
            self._bar(painter, _MARGIN + _COLUMN, self._lower + (number + 1) * _ROW, *bar)
        painter.setPen(QColor(theme.text_soft))
        top = self.height() - _MARGIN - len(HANDS) * 18
        for number, text in enumerate(HANDS):
            painter.drawText(_MARGIN, top + number * 18 + 13, text)

    def _heading(self, painter: QPainter, left: int, top: int, text: str) -> None:
        painter.setPen(QColor(self._theme.text_soft))
        painter.drawText(left, top + 14, text)

    def _mark(self, painter: QPainter, left: int, top: int, kind: int, outline: int, text: str) -> None:
        painter.save()
        painter.translate(left + 9, top + 10)
        paint_mark(painter, self._theme, kind, outline, False)
        painter.restore()
        painter.setPen(QColor(self._theme.text))
        painter.drawText(left + _TEXT, top + 14, text)

    def _bar(self, painter: QPainter, left: int, top: int, text: str, fades: tuple[bool, bool], hatched: bool) -> None:
        painter.save()
        goes_on = text == _GOES_ON
        painter.setClipRect(QRectF(left, top, 44, _ROW))
        room = QRectF(left, top + 5, 60 if goes_on else 44, 10)
        paint_bar(painter, self._theme, room, _CLASH, fades, hatched, 0.5)
        painter.restore()
        painter.setPen(QColor(self._theme.text))
        painter.drawText(left + 52, top + 14, text)
