"""A chip: a rounded pill with a short text, to press and, if it is part of the focus, to remove."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.painting import paint_pill, scaled_font
from board.theme.widgets.labels import plain_tooltip

_SIDE = 10  # px before and after the text
_CROSS = 8  # px, the ✕
_WIDEST = 280


@guarded
class Chip(QAbstractButton):
    """A pill that is pressed with Enter or Space and removed with Delete, or by its ✕.

    Signals: ``clicked`` (of QAbstractButton), ``removed`` when the user asked to take it away: the chip
    itself stays until its owner acts.
    """

    removed = Signal()

    def __init__(
        self, text: str, removable: bool = False, parent: QWidget | None = None, *, accent: bool | None = None
    ) -> None:
        """``accent`` colours the pill as part of the focus; by default a removable chip is."""
        super().__init__(parent)
        self.removable = removable
        self.accent = removable if accent is None else accent
        self._cross_pressed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show ``text`` and read it out to a screen reader."""
        super().setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription("Press Delete to remove it." if self.removable else "")
        self.updateGeometry()
        self._tell_whole()

    def sizeHint(self) -> QSize:
        """The whole text, up to a limit."""
        metrics = self._metrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * _SIDE + self._cross_room()
        return QSize(min(_WIDEST, width + 1), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        whole = self.sizeHint()
        few = self._metrics().horizontalAdvance("mmm…") + 2 * _SIDE + self._cross_room()
        return QSize(min(whole.width(), few), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill, text, ✕ and, for the keyboard, a ring."""
        theme = current_theme()
        ground, edge, ink = theme.chip, theme.hairline, theme.text
        if self.accent or self.isChecked():
            ground, edge, ink = theme.accent_soft, theme.accent, theme.accent
        elif self.underMouse():
            edge = theme.outline
        if not self.isEnabled():
            ink = theme.text_faint
        painter = QPainter(self)
        ring = self.hasFocus()
        paint_pill(painter, QRectF(self.rect()), ground, theme.accent if ring else edge, 2 if ring else 1)
        painter.setFont(scaled_font(self.font(), 12 / 13))
        painter.setPen(QColor(ink))
        room = self.rect().adjusted(_SIDE, 0, -_SIDE - self._cross_room(), 0)
        shown = self._metrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(
            room.adjusted(0, 0, 2, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine,
            shown,
        )
        if self.removable:
            painter.setPen(QPen(QColor(ink), 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            cross = QRectF(self.width() - _SIDE - _CROSS + 1, (self.height() - _CROSS) / 2, _CROSS, _CROSS)
            cross.adjust(1, 1, -1, -1)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, Enter presses, the rest is Qt's."""
        if self.removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the ✕ is not a press on the chip."""
        self._cross_pressed = event.button() == Qt.MouseButton.LeftButton and self._on_cross(event.position())
        if not self._cross_pressed:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Removed only when pressed and let go on the ✕."""
        if self._cross_pressed:
            self._cross_pressed = False
            if self._on_cross(event.position()):
                self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self.update()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(scaled_font(self.font(), 12 / 13))

    def _cross_room(self) -> int:
        return _CROSS + 5 if self.removable else 0

    def _on_cross(self, place: QPointF) -> bool:
        return self.removable and place.x() >= self.width() - _SIDE - _CROSS - 3

    def _tell_whole(self) -> None:
        self.setToolTip(plain_tooltip(self.text()) if self.sizeHint().width() >= _WIDEST else "")
