"""What a press of the mouse or the key R begins: moving an actor, drawing a relationship, pushing the picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGraphicsItem

from board.actors.node_item import NodeItem
from board.actors.tie_item import TieItem
from db.names import fold

if TYPE_CHECKING:
    from board.actors.view import ActorView


class Kind(Enum):
    """What a drag does once the mouse moves."""

    NOTHING = auto()
    MOVE = auto()
    LINK = auto()
    PUSH = auto()


@dataclass
class Drag:
    """One press of a button until it is let go."""

    kind: Kind
    button: Qt.MouseButton
    pressed: QPoint
    item: QGraphicsItem | None
    last: QPoint
    grip: QPointF = field(default_factory=QPointF)
    moved: bool = False
    on_chevron: bool = False

    @classmethod
    def begun(cls, view: ActorView, item: QGraphicsItem | None, event: QMouseEvent) -> Drag:
        """What this press begins, by button, key and what lies under it."""
        place, button = event.position().toPoint(), event.button()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        drag = cls(Kind.NOTHING, button, place, item, place)
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and item is None):
            drag.kind = Kind.PUSH
        elif isinstance(item, NodeItem) and not view.read_only:
            spot = item.mapFromScene(view.mapToScene(place))
            linking = alt or button == Qt.MouseButton.RightButton or item.on_handle(spot)
            drag.kind = Kind.LINK if linking else Kind.MOVE
            drag.grip = spot
        if isinstance(item, NodeItem):
            drag.on_chevron = item.on_chevron(item.mapFromScene(view.mapToScene(place)))
        return drag

    def go_on(self, view: ActorView, place: QPoint) -> None:
        """The mouse is at another place of the viewport."""
        if not self.moved and self.kind is Kind.PUSH:
            view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.moved = True
        if self.kind is Kind.PUSH:
            view.push(place - self.last)
        elif self.kind is Kind.MOVE and isinstance(self.item, NodeItem):
            view.picture.move_actor(self.item.face.actor_id, view.mapToScene(place) - self.grip)
        elif self.kind is Kind.LINK and isinstance(self.item, NodeItem):
            if not view.viewport().rect().contains(place):
                view.let_go()
                view.lift_asked.emit(self.item.face.actor_id)
                return
            target = self._target(view, place)
            view.picture.show_rubber(self.item.face.actor_id, view.mapToScene(place), target)
        self.last = place

    def end(self, view: ActorView, event: QMouseEvent) -> None:
        """The button was let go: tell what came of it."""
        place = event.position().toPoint()
        view.viewport().unsetCursor()
        if not self.moved:
            self._click(view, event)
        elif self.kind is Kind.MOVE and isinstance(self.item, NodeItem):
            view.actor_moved.emit(self.item.face.actor_id, self.item.pos())
        elif self.kind is Kind.LINK and isinstance(self.item, NodeItem):
            view.picture.show_rubber(None)
            target = self._target(view, place)
            if target is not None:
                view.link_asked.emit(self.item.face.actor_id, target)

    def _target(self, view: ActorView, place: QPoint) -> int | None:
        item = view.item_under(place)
        return item.face.actor_id if isinstance(item, NodeItem) and item is not self.item else None

    def _click(self, view: ActorView, event: QMouseEvent) -> None:
        item = self.item
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.button == Qt.MouseButton.RightButton:
            thing = item.face.actor_id if isinstance(item, NodeItem) else None
            thing = item.tie.key if isinstance(item, TieItem) else thing
            view.menu_asked.emit(thing, event.globalPosition().toPoint())
        elif self.button != Qt.MouseButton.LeftButton:
            return
        elif isinstance(item, NodeItem):
            view.set_current(item.face.actor_id)
            if self.on_chevron:
                view.parts_toggled.emit(item.face.actor_id)
            else:
                view.actor_clicked.emit(item.face.actor_id, add)
        elif isinstance(item, TieItem):
            view.set_current(None, item.tie.key)
            view.tie_clicked.emit(item.tie.key)
        else:
            view.set_current(None)
            view.ground_clicked.emit()


@dataclass
class Linking:
    """A relationship drawn by key: R begins, arrows or letters choose the other actor, Enter makes it, Esc gives up."""

    from_actor: int
    target: int | None = None
    typed: str = ""

    def show(self, view: ActorView) -> None:
        """Draw the line to the actor that is chosen now."""
        view.picture.show_rubber(self.from_actor, None, self.target)

    def key(self, view: ActorView, event: QKeyEvent) -> bool:
        """Take a key; False leaves it to the view."""
        key = event.key()
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key == Qt.Key.Key_Escape:
            view.stop_linking()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            view.stop_linking()
            view.link_asked.emit(self.from_actor, self.target)
        elif Qt.Key(key) in ways:
            found = view.picture.neighbour(self.target or self.from_actor, *ways[Qt.Key(key)])
            self.target = found if found != self.from_actor else None
            self.show(view)
        elif event.text().strip():
            self._type(view, event.text())
        elif key == Qt.Key.Key_Backspace:
            self._type(view, "")
        else:
            return False
        return True

    def _type(self, view: ActorView, letter: str) -> None:
        """Choose the first actor whose shown name begins with what was typed."""
        self.typed = self.typed + letter if letter else ""
        wanted = fold(self.typed)
        self.target = next(
            (
                actor
                for actor, node in sorted(view.picture.nodes.items())
                if actor != self.from_actor and wanted and fold(" ".join(node.face.lines)).startswith(wanted)
            ),
            None,
        )
        self.show(view)
