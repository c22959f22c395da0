"""The pictures of a dropped document, decoded with care, and blurred where they are marked graphic."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from board.guards import guarded
from board.pictures import blurred, read_picture
from board.theme.apply import current_theme

LARGEST = QSize(1600, 1600)  # real pixels that are kept of a picture


@guarded
class PictureView(QWidget):
    """One picture, as large as there is room. Signals: reveal_changed(bool shown): a graphic one is shown, or blurred."""

    reveal_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._shown: QImage | None = None
        self._graphic = False
        self.revealed = False
        self._broken = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, data: bytes | None, media_type: str, name: str, *, graphic: bool) -> None:
        """Show this one; a sentence where it cannot be read."""
        self._image = read_picture(data, media_type, LARGEST) if data is not None else None
        self._broken = "" if self._image is not None else "This picture cannot be shown: it is damaged, or too large."
        self._graphic, self.revealed = graphic, False
        self.setAccessibleName(f"Picture {name}")
        self._draw_again()

    def set_graphic(self, graphic: bool) -> None:
        """Blur it, or no longer."""
        self._graphic, self.revealed = graphic, False
        self._draw_again()

    @property
    def is_blurred(self) -> bool:
        """Whether only its colours can be seen."""
        return self._graphic and not self.revealed

    def toggle(self) -> None:
        """Show what is blurred, or blur it again."""
        if self._graphic:
            self.revealed = not self.revealed
            self._draw_again()
            self.reveal_changed.emit(self.revealed)

    def _draw_again(self) -> None:
        self._shown = blurred(self._image) if self._image is not None and self.is_blurred else self._image
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._graphic else Qt.CursorShape.ArrowCursor)
        hint = "Marked graphic: a click or Space shows it." if self.is_blurred else ""
        self.setAccessibleDescription(self._broken or hint)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a small picture."""
        return QSize(320, 260)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows a graphic picture."""
        self.toggle()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter, too."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._graphic:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle, never larger than it is; words where there is none."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(theme.panel))
        room = self.rect().adjusted(14, 10, -14, -10)
        painter.setPen(QColor(theme.text_soft))
        if self._shown is None:
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._broken)
            return
        size = self._shown.size() / self.devicePixelRatioF()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRect(room.topLeft(), size)
        box.moveLeft(room.left() + (room.width() - size.width()) // 2)
        painter.drawImage(box, self._shown)
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        if self.is_blurred:
            strip = QRect(box.left(), box.center().y() - 13, box.width(), 26)
            painter.fillRect(strip, QColor(theme.panel))
            painter.setPen(QColor(theme.text))
            painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, "graphic · show")
