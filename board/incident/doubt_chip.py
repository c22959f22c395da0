"""A chip for what keeps an incident from being plain fact: its edge is broken, its ink the colour of a warning."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.painting import scaled_font
from board.theme.widgets import Chip


@guarded
class DoubtChip(Chip):
    """Says “reportedly”, disputed, recurring or withdrawn. Signals: those of `Chip`."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """A pill with a dashed edge: it reads in black and white too."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        edge = QColor(theme.accent if focused else theme.warn)
        style = Qt.PenStyle.SolidLine if focused else Qt.PenStyle.DashLine
        painter.setPen(QPen(edge, 2 if focused else 1, style))
        painter.setBrush(QColor(theme.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(room, room.height() / 2, room.height() / 2)
        painter.setFont(scaled_font(self.font(), 12 / 13))
        painter.setPen(QColor(theme.warn))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 18)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
