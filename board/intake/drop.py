"""Takes drops anywhere on a window: says in words what a drop will do, then imports tables or opens a board."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from board.commands.dropped import accepts, examine, hover_words
from board.session import Session
from board.theme.apply import current_theme
from board.theme.painting import scaled_font

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)


class TakesTables(Protocol):
    """What is done with dropped tables."""

    def take_paths(self, paths: Iterable[Path]) -> None:
        """Import these files."""


class DropTarget(QObject):
    """Makes a window take tables and boards.

    Signals: board_dropped(Path): a board was dropped, to be opened.
    """

    board_dropped = Signal(object)

    def __init__(self, window: QWidget, session: Session, imports: TakesTables, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._session, self._imports = window, session, imports
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
            mime = event.mimeData()
            session = self._session
            told = hover_words(mime, read_only=session.read_only, busy=session.busy)
            self.words.tell(told, willing=accepts(mime))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return
        if self.words.willing:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def _drop(self, event: QDropEvent) -> None:
        self.words.hide()
        event.setDropAction(Qt.DropAction.CopyAction)  # never move: the file stays where it is
        event.accept()
        self.take(event.mimeData())

    def take(self, mime: QMimeData) -> None:
        """Do what a drop of this means, and say what was left aside."""
        drop = examine(mime, self._session.board.path)
        if drop.problem:
            self._session.said.emit(drop.problem, "note")
        if drop.tables:
            self._imports.take_paths(drop.tables)
        elif drop.board is not None:
            self.board_dropped.emit(drop.board)


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
