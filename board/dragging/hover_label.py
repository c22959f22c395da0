"""The small words beside what a drag hovers over: they say what letting go will do, and never cover it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from board.guards import guarded
from board.theme.apply import current_theme

_WIDEST, _GAP, _PAD = 320, 14, QSize(12, 8)
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


@guarded
class HoverLabel(QWidget):
    """One a window, a child of it; drags pass through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.sentence, self.willing = "", False
        self._window = window
        self.setObjectName("hover_label")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def tell(self, sentence: str, *, willing: bool, pointer: QPoint, beside: QRect) -> None:
        """Show the sentence by the pointer, clear of the rectangle `beside`; both in the window's coordinates."""
        if (sentence, willing) != (self.sentence, self.willing):
            self.sentence, self.willing = sentence, willing
            self.setAccessibleName(sentence)
            self.resize(self._wanted())
            self.update()
        self.move(self._place(pointer, beside))
        if not self.isVisible():
            self.show()
        self.raise_()

    def _wanted(self) -> QSize:
        metrics = QFontMetrics(self.font())
        words = metrics.boundingRect(QRect(0, 0, _WIDEST, 400), _FLAGS, self.sentence).size()
        return words + _PAD * 2 + QSize(2, 0)

    def _place(self, pointer: QPoint, beside: QRect) -> QPoint:
        """Below the pointer's thing, else above, else at its sides; within the window in any case."""
        room, size = self._window.rect().adjusted(6, 6, -6, -6), self.size()
        tall = beside.height() > room.height() // 3  # a whole page: there the pointer is what to keep clear of
        spared = QRect(pointer, QSize(1, 1)).adjusted(-10, -10, 18, 22) if tall or beside.isEmpty() else beside
        left = pointer.x() + _GAP
        for corner in (
            QPoint(left, spared.bottom() + _GAP // 2),
            QPoint(left, spared.top() - size.height() - _GAP // 2),
            QPoint(spared.right() + _GAP, pointer.y()),
            QPoint(spared.left() - size.width() - _GAP, pointer.y()),
        ):
            box = _within(QRect(corner, size), room)
            if not box.intersects(spared):
                return box.topLeft()
        return _within(QRect(QPoint(left, pointer.y() + 22), size), room).topLeft()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with the sentence; framed in the accent where a drop is taken, dashed and quiet where it is not."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.SolidLine if self.willing else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(theme.accent if self.willing else theme.outline), 1.5, style))
        painter.setBrush(QColor(theme.accent_soft if self.willing else theme.raised))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(QColor(theme.text if self.willing else theme.text_soft))
        inner = self.rect().adjusted(_PAD.width(), _PAD.height(), -_PAD.width(), -_PAD.height())
        painter.drawText(inner, _FLAGS, self.sentence)


@guarded
class TargetFrame(QWidget):
    """A frame around what a drop would go to; one a window, above all else but the words."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, box: QRect) -> None:
        """Show it around a rectangle of the window; an empty one hides it."""
        if box.isEmpty():
            self.hide()
            return
        self.setGeometry(box)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outline, and a breath of the accent within."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = QColor(theme.accent)
        tint.setAlphaF(0.10)
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(tint)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)


def _within(box: QRect, room: QRect) -> QRect:
    """The box moved into the room."""
    box.moveRight(min(box.right(), room.right()))
    box.moveLeft(max(box.left(), room.left()))
    box.moveBottom(min(box.bottom(), room.bottom()))
    box.moveTop(max(box.top(), room.top()))
    return box
