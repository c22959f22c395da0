"""The window on the picture: zoom, pan, drag, link, and every key; it tells what the analyst did and changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsItem, QGraphicsView, QToolTip, QWidget

from board.actors.gestures import Drag, Linking
from board.actors.node_item import NodeItem
from board.actors.scene import ActorScene
from board.actors.tie_item import TieItem
from board.guards import guarded

SMALLEST, LARGEST = 0.25, 4.0
MARGIN = 14.0  # around the picture when it is fitted
_DRAG_STARTS = 5  # px that the mouse must move before a press becomes a drag
_REACH = 6.0  # px within which a tie is hit
_STEP = 12.0  # px that Shift+arrow moves an actor
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@guarded
class ActorView(QGraphicsView):
    """Shows an `ActorScene` and turns mouse and keys into wishes.

    Signals (ids are 63-bit, so objects): actor_clicked(id, bool add); tie_clicked(str key); ground_clicked();
    parts_toggled(id); actor_moved(id, QPointF centre); link_asked(from id, to id or None);
    edit_asked(object node id or tie key); delete_asked(same); menu_asked(same or None, QPoint global);
    tooltip_asked(same, QPoint global); current_changed(id or None); lift_asked(id): a relationship that was being
    drawn has left the picture, so that the actor is carried to somewhere else.
    """

    actor_clicked = Signal(object, bool)
    tie_clicked = Signal(str)
    ground_clicked = Signal()
    parts_toggled = Signal(object)
    actor_moved = Signal(object, QPointF)
    link_asked = Signal(object, object)
    edit_asked = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    tooltip_asked = Signal(object, QPoint)
    current_changed = Signal(object)
    lift_asked = Signal(object)

    def __init__(self, scene: ActorScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.picture = scene
        self.current: int | None = None
        self.current_tie: str | None = None
        self.read_only = False
        self.follows = True  # the picture is kept fitted until somebody zooms or pushes it
        self.drag: Drag | None = None
        self.linking: Linking | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        # a scene takes every drag over it and then loses it: what is dropped here goes through a DropZone
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)

    # -- zoom
    def fit(self) -> None:
        """Show the whole picture, never larger than 100 %, and keep it so when the panel is resized."""
        self.follows = True
        extent = self.picture.extent()
        if extent.isEmpty():
            return
        room = QRectF(self.viewport().rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        scale = min(room.width() / extent.width(), room.height() / extent.height(), 1.0)
        self._scale_to(max(scale, SMALLEST))
        self.centerOn(extent.center())

    def fit_if_needed(self) -> None:
        """Fit when the picture is kept fitted and some of it is out of sight."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if self.follows and not seen.contains(self.picture.extent()):
            self.fit()

    def zoom(self, factor: float) -> None:
        """Magnify about the pointer (or the middle, by key), within limits."""
        self.follows = False
        wanted = min(max(self.transform().m11() * factor, SMALLEST), LARGEST)
        self.scale(wanted / self.transform().m11(), wanted / self.transform().m22())

    def _scale_to(self, scale: float) -> None:
        self.resetTransform()
        self.scale(scale, scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture fitted."""
        super().resizeEvent(event)
        if self.follows:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel zooms, the wheel alone pushes the picture."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.0015 ** event.angleDelta().y())
            event.accept()
        else:
            self.follows = False
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinching zooms; tooltips are asked for when they are needed."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1.0 + event.value())
            return True
        if event.type() == QEvent.Type.ToolTip:
            thing = self.thing_at(event.pos())
            if thing is None:
                QToolTip.hideText()
            else:
                self.tooltip_asked.emit(thing, event.globalPos())
            return True
        if event.type() == QEvent.Type.Leave:
            self.picture.point_at(None)
        return super().viewportEvent(event)

    # -- what is where
    def item_under(self, place: QPoint) -> QGraphicsItem | None:
        """The box, else the tie, at a place of the viewport."""
        return self.picture.item_at(self.mapToScene(place), _REACH / self.transform().m11())

    def box_of(self, actor: int) -> QRect:
        """Where the box of an actor is in the viewport; empty where it is not shown."""
        node = self.picture.nodes.get(actor)
        if node is None:
            return QRect()
        return self.mapFromScene(node.rect().translated(node.pos())).boundingRect()

    def thing_at(self, place: QPoint) -> int | str | None:
        """The actor id or tie key at a place of the viewport."""
        return thing_of(self.item_under(place))

    def current_thing(self) -> int | str | None:
        """What keys act on: the tie or the actor that was reached last."""
        if self.current_tie in self.picture.ties:
            return self.current_tie
        return self.current if self.current in self.picture.nodes else None

    def set_current(self, actor: int | None, tie: str | None = None) -> None:
        """Move the keyboard to an actor (and one of its ties)."""
        self.current, self.current_tie = actor, tie
        self.picture.set_current(actor if self.hasFocus() else None)
        if actor in self.picture.nodes:
            self.ensureVisible(self.picture.nodes[actor], 20, 20)
        self.current_changed.emit(actor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.set_current(self.current if self.current in self.picture.nodes else self.picture.neighbour(None, 0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.picture.set_current(None)

    # -- mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a drag, a link (handle, Alt or right button) or a push (middle button)."""
        place = event.position().toPoint()
        item = self.item_under(place)
        self.stop_linking()
        self.drag = Drag.begun(self, item, event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun, else show what is under the pointer."""
        place = event.position().toPoint()
        if self.drag is None:
            self.picture.point_at(self.item_under(place))
            return
        if not self.drag.moved and (place - self.drag.pressed).manhattanLength() < _DRAG_STARTS:
            return
        self.drag.go_on(self, place)

    def let_go(self) -> None:
        """Give up what the mouse was doing."""
        self.drag = None
        self.viewport().unsetCursor()
        self.picture.show_rubber(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it: a click where the mouse was not moved."""
        drag, self.drag = self.drag, None
        if drag is not None:
            drag.end(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the form of what is under the pointer."""
        thing = self.thing_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and thing is not None:
            self.edit_asked.emit(thing)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is under the pointer, or of what the keyboard is at."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            event.accept()  # the right button may draw a link: its menu comes when it is let go
            return
        thing = self.current_thing()
        node = self.picture.nodes.get(self.current) if self.current is not None else None
        place = self.mapFromScene(node.pos()) if node is not None else self.viewport().rect().center()
        self.menu_asked.emit(thing, self.viewport().mapToGlobal(place))

    def push(self, by: QPoint) -> None:
        """Move the picture by so many px of the viewport."""
        self.follows = False
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())

    # -- keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Shift+arrows move, Space picks, Enter and F2 open, Del deletes, R links, T walks the ties."""
        key = Qt.Key(event.key())
        if self.linking is not None and self.linking.key(self, event):
            return
        if key in _ARROWS:
            self._arrow(_ARROWS[key], event.modifiers())
        elif key == Qt.Key.Key_Space:
            self._pick(add=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.current_thing() is not None:
            self.edit_asked.emit(self.current_thing())
        elif key == Qt.Key.Key_Delete and self.current_thing() is not None:
            self.delete_asked.emit(self.current_thing())
        elif key == Qt.Key.Key_Escape:
            self.ground_clicked.emit()
        elif event.text().lower() in ("r", "t", "e") and not event.modifiers() and self.current in self.picture.nodes:
            self._letter(event.text().lower())
        else:
            QFrame.keyPressEvent(self, event)  # not QGraphicsView's, which scrolls by page

    def _arrow(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self.current in self.picture.nodes:
            if not self.read_only:
                here = self.picture.nodes[self.current].pos()
                self.actor_moved.emit(self.current, here + QPointF(way[0] * _STEP, way[1] * _STEP))
            return
        self.set_current(self.picture.neighbour(self.current, *way))

    def _pick(self, *, add: bool) -> None:
        thing = self.current_thing()
        if isinstance(thing, str):
            self.tie_clicked.emit(thing)
        elif thing is not None:
            self.actor_clicked.emit(thing, add)

    def _letter(self, letter: str) -> None:
        assert self.current is not None
        if letter == "e":
            self.parts_toggled.emit(self.current)
        elif letter == "r" and not self.read_only:
            self.linking = Linking(self.current)
            self.linking.show(self)
        elif letter == "t":
            keys = [tie.key for tie in self.picture.ties_of(self.current)]
            if keys:
                at = keys.index(self.current_tie) + 1 if self.current_tie in keys else 0
                self.set_current(self.current, keys[at % len(keys)])
                self.tie_clicked.emit(self.current_tie)

    def stop_linking(self) -> None:
        """Give up the link that was begun by key."""
        if self.linking is not None:
            self.linking = None
            self.picture.show_rubber(None)


def thing_of(item: QGraphicsItem | None) -> int | str | None:
    """What an item stands for: an actor id, the key of a tie, or nothing."""
    if isinstance(item, NodeItem):
        return item.face.actor_id
    return item.tie.key if isinstance(item, TieItem) else None
