"""Takes drops anywhere on a window: says in words what a drop will do, and hands it to the desk."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from board.commands.targets import WINDOW, Target
from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.painting import scaled_font

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)


class TakesDrops(Protocol):
    """What is done with what comes from outside."""

    def words(self, mime: QMimeData, target: Target) -> tuple[str, bool]:
        """(what a drop will do, whether it will be taken)."""

    def take(self, mime: QMimeData, target: Target, *, copy: bool = False) -> None:
        """Do it."""


@guarded
class DropTarget(QObject):
    """Makes a window take what is dropped where nothing else takes it."""

    def __init__(self, window: QWidget, desk: TakesDrops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._desk = window, desk
        self.words = DropWords(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The drags and drops of the window; all else goes on."""
        if watched is not self._window or event.type() not in _DRAGS:
            return False
        if event.type() == QEvent.Type.DragLeave:
            self.words.hide()
        elif isinstance(event, QDragMoveEvent):  # which a QDragEnterEvent is too
            self._hover(event)
        elif isinstance(event, QDropEvent):
            self._drop(event)
        return True

    def _hover(self, event: QDragMoveEvent) -> None:
        """Only the names are looked at: a stat could wait for a sleeping disk on every move of the mouse."""
        if event.type() == QEvent.Type.DragEnter:
            sentence, willing = self._desk.words(event.mimeData(), WINDOW)
            if not sentence:  # ours, carried from panel to panel
                event.ignore()
                return
            self.words.tell(sentence, willing=willing)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return
        if self.words.isVisible() and self.words.willing:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def _drop(self, event: QDropEvent) -> None:
        self.words.hide()
        event.setDropAction(Qt.DropAction.CopyAction)  # never move: the file stays where it is
        event.accept()
        self._desk.take(event.mimeData(), WINDOW, copy=True)


@guarded
class DropWords(QWidget):
    """The sentence in the middle of the window while something hangs over it, in a dashed frame."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.willing = False
        self.sentence = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def tell(self, sentence: str, *, willing: bool) -> None:
        """Show the sentence; `willing`: the drop will be taken."""
        self.sentence, self.willing = sentence, willing
        self.setAccessibleName(sentence)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil over the window, and the words on a card."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.window)
        veil.setAlphaF(0.55)
        painter.fillRect(self.rect(), veil)
        painter.setFont(scaled_font(self.font(), 15 / 13))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, min(520, max(120, self.width() - 96)), 400)
        card = painter.fontMetrics().boundingRect(room, flags, self.sentence).adjusted(-28, -20, 28, 20)
        card.moveCenter(QPoint(self.width() // 2, self.height() // 2))
        painter.setPen(QPen(QColor(theme.accent if self.willing else theme.outline), 2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(theme.accent_soft if self.willing else theme.raised))
        painter.drawRoundedRect(card, 8, 8)
        painter.setPen(QColor(theme.text))
        painter.drawText(card.adjusted(28, 20, -28, -20), flags, self.sentence)
