"""Attachments as thumbnails: pictures small, graphic ones blurred until asked for, other files by name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QSizePolicy, QVBoxLayout, QWidget

from board.guards import guarded
from board.pictures import blurred, is_picture, read_picture
from board.theme.apply import current_theme, icon_set
from board.theme.painting import scaled_font
from board.theme.widgets import plain_label, plain_tooltip
from db.names import show_controls
from db.records import Attachment

_SIZE = QSize(100, 66)


@guarded
class Thumbnail(QAbstractButton):
    """One attachment. Signals: clicked (of QAbstractButton); menu_asked(int attachment id, QPoint)."""

    menu_asked = Signal(object, QPoint)

    def __init__(self, attachment: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attachment = attachment
        self.hidden_picture = attachment.graphic
        self._image: QImage | None = None
        self._broken = False
        name = show_controls(attachment.name)
        self.setText(name)
        warning = " Marked graphic: press to see it." if attachment.graphic else ""
        self.setAccessibleName(f"Attachment {name}.{warning}")
        self.setToolTip(plain_tooltip(f"{name}\n{size_words(attachment.size)}{warning}"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As in the picture of the window."""
        return _SIZE

    def load(self, data: Callable[[str], bytes]) -> None:
        """Read the picture, if it is one."""
        if not is_picture(self.attachment.media_type):
            return
        room = _SIZE * self.devicePixelRatioF()
        self._image = read_picture(data(self.attachment.sha256), self.attachment.media_type, room)
        self._broken = self._image is None
        self.update()

    @property
    def picture(self) -> QImage | None:
        """What is shown: the blurred picture where it is hidden."""
        if self._image is None:
            return None
        return blurred(self._image) if self.hidden_picture else self._image

    def reveal(self) -> None:
        """Show a graphic picture."""
        self.hidden_picture = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with it."""
        self.menu_asked.emit(self.attachment.id, event.globalPos())
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture or name in a hairline box."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(theme.chip))
        picture = self.picture
        if picture is not None:
            size = picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(QPoint(0, 0), size)
            target.moveCenter(self.rect().center())
            painter.drawImage(target, picture)
        self._words(painter, picture is None)
        wide = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.hairline), wide))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _words(self, painter: QPainter, without_picture: bool) -> None:
        theme = current_theme()
        painter.setFont(scaled_font(self.font(), 10.5 / 13))
        if without_picture:
            side = 18
            mark = icon_set().pixmap(
                "warning" if self._broken else "file", side, theme.text_soft, self.devicePixelRatioF()
            )
            painter.drawPixmap((self.width() - side) // 2, 12, mark)
            painter.setPen(QColor(theme.text_soft))
            room = self.rect().adjusted(4, 34, -4, -4)
            shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextSingleLine, shown)
        elif self.hidden_picture:
            strip = QRect(0, self.height() - 18, self.width(), 18)
            painter.fillRect(strip, QColor(theme.panel))
            painter.setPen(QColor(theme.text))
            painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, "graphic · show")


class PicturePreview(QDialog):
    """One picture as large as the screen allows."""

    def __init__(self, name: str, data: bytes, media_type: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(show_controls(name))
        screen = QGuiApplication.primaryScreen().availableSize() * 0.8
        image = read_picture(data, media_type, screen)
        shown: QLabel = plain_label(
            "" if image is not None else "This picture cannot be read: it is damaged, or too large."
        )
        if image is not None:
            shown.setPixmap(QPixmap.fromImage(image))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(shown)


def size_words(size: int) -> str:
    """A number of bytes in words."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
