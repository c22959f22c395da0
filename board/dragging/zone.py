"""Makes a widget take drops: finds what is under the pointer, lights it up, says in words what letting go will do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollBar, QWidget

from board.commands.targets import WINDOW, Target
from board.dragging.hover_label import HoverLabel, TargetFrame
from board.dragging.router import Answer, DropRouter
from board.guards import guarded

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)
_EDGE, _TICK_MS = 28, 30
TargetAt = Callable[[QPoint], Target | None]
Highlight = Callable[[Target | None], QRect | None]


@guarded
class DropZone(QObject):
    """Drops on one widget, or on the viewport of a scroll area.

    `target_at(place)` names what is under a place of the widget (None: nothing of its own, so the window is meant);
    `highlight(target)` gives the rectangle, in the widget's coordinates, that is framed and that the words must not
    cover (None: nothing is framed, as where the panel lights it up itself); `highlight(None)` puts the light out.
    """

    def __init__(
        self,
        widget: QWidget,
        router: DropRouter,
        target_at: TargetAt,
        highlight: Highlight,
        scroll: Callable[[int], None] | None = None,
    ) -> None:
        """`scroll(px)` scrolls what shows no scroll bar of its own, when something is held near an edge."""
        super().__init__(widget)
        area = widget if isinstance(widget, QAbstractScrollArea) else None
        self._scroll = scroll or _scroll_of(area)
        self._widget: QWidget = area.viewport() if area is not None else widget
        self._router, self._target_at, self._highlight = router, target_at, highlight
        self._target: Target | None = None
        self._copy = False
        self._answer = Answer("", False)
        self._spared = QRect()
        self._place = QPoint()
        self._veiled = False
        self._mime: QMimeData | None = None
        self._scroller = QTimer(self, interval=_TICK_MS)
        self._scroller.timeout.connect(self._scroll_on)
        self._widget.setAcceptDrops(True)
        self._widget.installEventFilter(self)

    @property
    def answer(self) -> Answer:
        """What is told at the moment."""
        return self._answer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The drags of the widget; all else goes on."""
        if event.type() not in _DRAGS or watched is not self._widget:
            return False
        if event.type() == QEvent.Type.DragLeave:
            self._leave()
        elif isinstance(event, QDragMoveEvent):  # which a QDragEnterEvent is too
            self._hover(event)
        elif isinstance(event, QDropEvent):
            self._drop(event)
        return True

    # -- hovering
    def _hover(self, event: QDragMoveEvent) -> None:
        place, copy = event.position().toPoint(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.type() == QEvent.Type.DragEnter:
            self._target = None
            self._mime = event.mimeData()
        self._place = place
        self._look(event.mimeData(), copy)
        self._keep_scrolling()
        # accepted in any case: a refusal would hand the drag to the window, and this widget would hear no more of it
        action = self._answer.action
        if action is Qt.DropAction.MoveAction and not event.possibleActions() & action:
            action = Qt.DropAction.CopyAction
        event.setDropAction(action)
        if self._answer.willing or event.type() == QEvent.Type.DragEnter:
            event.accept()
        else:
            event.ignore()

    def _look(self, mime: QMimeData, copy: bool) -> None:
        """Find the target; words are asked for only where it is another than before."""
        target = self._target_at(self._place) or WINDOW
        if target != self._target or copy != self._copy:
            self._target, self._copy = target, copy
            self._spared = self._highlight(None if target is WINDOW else target) or QRect()
            self._answer = self._router.answer(mime, target, copy=copy)
        self._tell(target)

    def _tell(self, target: Target) -> None:
        label, veil, told = self._label(), self._router.veil, self._answer
        if target is WINDOW and told.sentence and veil is not None:
            label.hide()
            self._frame().hide()
            veil.tell(told.sentence, willing=told.willing)
            self._veiled = True
            return
        self._unveil()
        if not told.sentence:
            label.hide()
            self._frame().hide()
            return
        window = self._widget.window()
        seen = self._spared.intersected(self._widget.rect())
        spared = QRect(self._widget.mapTo(window, seen.topLeft()), seen.size())
        self._frame().surround(spared if told.willing else QRect())
        pointer = self._widget.mapTo(window, self._place)
        label.tell(told.sentence, willing=told.willing, pointer=pointer, beside=spared)

    def _label(self) -> HoverLabel:
        window = self._widget.window()
        return window.findChild(HoverLabel, options=Qt.FindChildOption.FindDirectChildrenOnly) or HoverLabel(window)

    def _frame(self) -> TargetFrame:
        window = self._widget.window()
        return window.findChild(TargetFrame, options=Qt.FindChildOption.FindDirectChildrenOnly) or TargetFrame(window)

    def _unveil(self) -> None:
        if self._veiled and self._router.veil is not None:
            self._router.veil.hide()
        self._veiled = False

    def _leave(self) -> None:
        self._scroller.stop()
        self._highlight(None)
        self._label().hide()
        self._frame().hide()
        self._unveil()
        self._target, self._mime = None, None
        self._answer = Answer("", False)

    # -- letting go
    def _drop(self, event: QDropEvent) -> None:
        self._place = event.position().toPoint()
        copy = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._look(event.mimeData(), copy)
        target, told = self._target or WINDOW, self._answer
        at = self._widget.mapToGlobal(self._place)
        self._leave()
        # never as a move: a file manager or an editor would delete what it gave
        event.setDropAction(Qt.DropAction.CopyAction if told.willing else Qt.DropAction.IgnoreAction)
        if told.willing:
            event.accept()
            self._router.take(event.mimeData(), target, at, copy=copy)
        else:
            event.ignore()

    # -- scrolling while something is held near an edge
    def _step(self) -> int:
        height = self._widget.height()
        if self._place.y() < _EDGE:
            return -max(2, (_EDGE - self._place.y()) // 2)
        if self._place.y() > height - _EDGE:
            return max(2, (self._place.y() - height + _EDGE) // 2)
        return 0

    def _keep_scrolling(self) -> None:
        if self._scroll is not None and self._step():
            if not self._scroller.isActive():
                self._scroller.start()
        else:
            self._scroller.stop()

    def _scroll_on(self) -> None:
        if self._scroll is None or self._mime is None:
            self._scroller.stop()
            return
        self._scroll(self._step())
        copy = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        self._target = None  # what lies under the pointer has moved
        self._look(self._mime, copy)


def _scroll_of(area: QAbstractScrollArea | None) -> Callable[[int], None] | None:
    """Scrolls an area by its bar; one whose bar is never shown is pushed by hand, and does not run away under a drag."""
    if area is None or area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return None
    return partial(_scroll_bar, area.verticalScrollBar())


def _scroll_bar(bar: QScrollBar, px: int) -> None:
    bar.setValue(bar.value() + px)
