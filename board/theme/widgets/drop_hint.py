"""The dashed place that says what may be dropped, and is pressed where there is no mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.painting import scaled_font
from board.theme.palette import mix


@guarded
class DropHint(QAbstractButton):
    """A dashed place that says what may be dropped; pressing it is the way without a mouse.

    Signals: ``clicked`` (of QAbstractButton).  The drop itself is its owner's: this widget takes none.
    """

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_texts(title, sentence)

    def set_texts(self, title: str, sentence: str = "") -> None:
        """Say something else."""
        self._sentence = sentence
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Both texts, wrapped, with 12 px around them."""
        top, bottom = self._heights(width)
        return top + bottom + 24

    def sizeHint(self) -> QSize:
        """The title in one line where there is room."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 34
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow panels wrap the text."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dashes, title, sentence."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2 if self.hasFocus() else 1
        style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(theme.accent), wide, style))
        painter.setBrush(QColor(theme.accent_soft if self.underMouse() else mix(theme.accent_soft, theme.panel, 0.6)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        top, bottom = self._heights(self.width())
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        start = (self.height() - top - bottom) // 2
        painter.setPen(QColor(theme.accent))
        painter.drawText(self.rect().adjusted(12, start, -12, 0), flags, self.text())
        painter.setFont(scaled_font(self.font(), 11.5 / 13))
        painter.drawText(self.rect().adjusted(12, start + top, -12, 0), flags, self._sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self.update()

    def _heights(self, width: int) -> tuple[int, int]:
        room = self.rect()
        room.setWidth(max(40, width - 24))
        room.setHeight(10_000)
        flags = Qt.TextFlag.TextWordWrap
        small = QFontMetrics(scaled_font(self.font(), 11.5 / 13))
        top = self.fontMetrics().boundingRect(room, flags, self.text()).height()
        bottom = small.boundingRect(room, flags, self._sentence).height() + 2 if self._sentence else 0
        return top, bottom
