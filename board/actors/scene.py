"""The items of the picture: made once, moved and dressed anew as the board and the focus change."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsScene

from board.actors.emphasis import Lit
from board.actors.faces import SMALL
from board.actors.node_item import NodeItem
from board.actors.picture import Picture, wishes_of
from board.actors.tie_item import TieItem, WordsItem
from board.actors.ties import Change, Tie, TieLook
from board.diagrams.labels import Words, place_words
from board.diagrams.routes import Route, distances, route_all
from board.theme.painting import scaled_font
from board.theme.palette import Theme
from db.vocabulary import STANCES

ROOM = 2000.0  # around the picture, so that it can be pushed about


class ActorScene(QGraphicsScene):
    """Shows a `Picture` and how its ties look; knows nothing of the board."""

    def __init__(self, theme: Theme, font: QFont, parent: object = None) -> None:
        super().__init__(parent)
        # nothing is looked up by place often enough to pay for an index that every move must keep
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.theme = theme
        self.text_font = font
        self.picture = Picture()
        self.nodes: dict[int, NodeItem] = {}
        self.ties: dict[str, TieItem] = {}
        self.words: dict[str, WordsItem] = {}
        self._spots: dict[str, tuple[float, float]] = {}
        self._spots_for: object = None
        self._routes: dict[str, Route] = {}
        self._show_past = False
        self._rubber = QGraphicsPathItem()
        self._rubber.setZValue(20)
        self._rubber.hide()
        self.addItem(self._rubber)
        self.linkable = True

    # -- the picture
    def show_picture(self, picture: Picture, theme: Theme, font: QFont) -> None:
        """Show this picture, keeping the items of those who stay."""
        self.picture, self.theme, self.text_font = picture, theme, font
        self._routes = dict(picture.routes)
        self._spots_for = None
        _drop(self, self.nodes, picture.faces)
        _drop(self, self.ties, picture.ties)
        _drop(self, self.words, picture.ties)
        for actor, face in picture.faces.items():
            node = self.nodes.get(actor)
            if node is None:
                node = self.nodes[actor] = NodeItem(face, theme, font)
                self.addItem(node)
            else:
                node.set_face(face, theme, font)
            node.linkable = self.linkable
            node.setPos(*picture.places[actor])
        small = scaled_font(font, SMALL)
        for key, tie in picture.ties.items():
            if key not in self.ties:
                self.ties[key] = TieItem(tie, theme)
                self.words[key] = WordsItem(small)
                self.addItem(self.ties[key])
                self.addItem(self.words[key])
            self.ties[key].set_route(self._routes[key], tie, theme)
        self.setSceneRect(self.extent().adjusted(-ROOM, -ROOM, ROOM, ROOM))
        self.setBackgroundBrush(QColor(theme.panel))

    def extent(self) -> QRectF:
        """The rectangle around all boxes and curves, in px at 100 %."""
        rect = QRectF()
        for node in self.nodes.values():
            rect = rect.united(node.rect().translated(node.pos()))
        for route in self._routes.values():
            points = route.points()
            rect = rect.united(QRectF(QPointF(*points.min(axis=0)), QPointF(*points.max(axis=0))))
        return rect

    # -- how it looks now
    def show_looks(self, looks: Mapping[str, TieLook], lit: Lit, *, show_past: bool = False) -> None:
        """Dress every item; only those that look different are painted again."""
        self._show_past = show_past
        for actor, node in self.nodes.items():
            node.set_state(lit=actor in lit.boxes, chosen=actor in lit.picked_boxes)
        changed = []
        for key, item in self.ties.items():
            look = looks[key]
            seen = look.drawn or show_past
            if seen != item.isVisible():
                item.setVisible(seen)
                changed.append(key)
            if item.set_look(look, key in lit.ties, key in lit.picked_ties):
                changed.append(key)
        for key in self.ties if (changed or self._spots_for is None) and self._find_spots() else changed:
            self._dress_words(key)

    def _find_spots(self) -> bool:
        """Places for the words of all ties that are seen, whether in focus or not: so they stay while one brushes.

        Tells whether they were sought anew.
        """
        seen = {key: item for key, item in self.ties.items() if item.isVisible()}
        asked = tuple((key, _said(item), item.look.contradictory, item.look.holds) for key, item in seen.items())
        if asked == self._spots_for:
            return False
        self._spots_for = asked
        metrics = QFontMetricsF(scaled_font(self.text_font, SMALL))
        words = []
        for key, item in seen.items():
            if item.look.text and (item.look.drawn):
                width, height = WordsItem.size_of(_said(item), self._is_flagged(item), metrics)
                words.append(Words(key, width, height, _weight(item), shy=_is_plain(item)))
        boxes = {actor: node.box() for actor, node in self.nodes.items()}
        self._spots = place_words(words, self._routes, boxes, list(seen))
        return True

    @staticmethod
    def _is_flagged(item: TieItem) -> bool:
        return item.look.contradictory and item.tie.stance == "hostile"

    def _dress_words(self, key: str) -> None:
        item, words = self.ties[key], self.words[key]
        spot = self._spots.get(key)
        pointed = item.hovered or item.chosen
        shown = item.isVisible() and bool(item.look.text) and (pointed or (spot is not None and item.lit))
        flagged = self._is_flagged(item) and item.isVisible()
        item.warn(flagged and not shown)
        words.setVisible(shown)
        if not shown:
            return
        colour = self.theme.role(STANCES[item.tie.stance].role) if item.look.holds else self.theme.text_soft
        words.show_words(_said(item), flagged, colour, self.theme, scaled_font(self.text_font, SMALL))
        words.setPos(*(spot or item.route.points()[16]))
        words.setZValue(15 if pointed else 9)

    def stances_in_use(self) -> list[str]:
        """The stances of the ties that are seen, in the order of the vocabulary."""
        used = {item.tie.stance for item in self.ties.values() if item.isVisible()}
        return STANCES.used(used)

    # -- pointing
    def item_at(self, place: QPointF, reach: float) -> NodeItem | TieItem | None:
        """The box at a place of the scene, else the nearest tie that is seen within `reach`."""
        for node in self.nodes.values():
            if node.is_hit(node.mapFromScene(place)):
                return node
        seen = [item for item in self.ties.values() if item.isVisible()]
        if not seen:
            return None
        lines = np.stack([item.route.points() for item in seen])
        away = distances(lines, np.array([place.x(), place.y()]))
        # of two that are as near, the one in focus lies on top
        nearest = int(np.argmin(away - np.array([1.5 * item.lit for item in seen])))
        return seen[nearest] if away[nearest] <= reach else None

    def point_at(self, item: QGraphicsItem | None) -> None:
        """Show what is under the pointer: a box with its handle, a tie with its words."""
        for node in self.nodes.values():
            node.set_state(hovered=node is item)
        for key, tie in self.ties.items():
            if tie.hovered != (tie is item):
                tie.point_at(tie is item)
                self._dress_words(key)

    def let_link(self, linkable: bool) -> None:
        """Let relationships be drawn from the boxes, or not."""
        self.linkable = linkable
        for node in self.nodes.values():
            node.linkable = linkable
        self.point_at(None)

    def set_current(self, actor: int | None) -> None:
        """Show where the keyboard is."""
        for number, node in self.nodes.items():
            node.set_state(current=number == actor)

    # -- moving and linking
    def move_actor(self, actor: int, place: QPointF) -> None:
        """Put a box elsewhere; its ties follow, the words of these come back when it is let go."""
        node = self.nodes[actor]
        node.setPos(place)
        own = [item.tie for item in self.ties.values() if actor in item.tie.pair]
        boxes = {number: other.box() for number, other in self.nodes.items()}
        for key, route in route_all(wishes_of(own), boxes).items():
            self._routes[key] = route
            self.ties[key].set_route(route, self.ties[key].tie, self.theme)
            self.words[key].hide()
        self._spots_for = None

    def show_rubber(self, from_actor: int | None, to: QPointF | None = None, target: int | None = None) -> None:
        """The line of a relationship that is being drawn, to a place or to a target; None takes it away."""
        for number, node in self.nodes.items():
            node.set_state(target=from_actor is not None and number in (from_actor, target))
        self._rubber.setVisible(from_actor is not None)
        if from_actor is None:
            return
        start = self.nodes[from_actor].pos()
        path = QPainterPath(start)
        path.lineTo(self.nodes[target].pos() if target is not None else to or start)
        self._rubber.setPath(path)
        self._rubber.setPen(QPen(QColor(self.theme.accent), 1.6, Qt.PenStyle.DashLine))

    def light_tie(self, key: str | None) -> None:
        """A halo along the tie that something is held over, and its words; None takes both away."""
        item = self.ties.get(key or "")
        self.point_at(item)
        self._rubber.setVisible(item is not None)
        if item is None:
            return
        points = item.route.points()
        path = QPainterPath(QPointF(*points[0]))
        for point in points[1:]:
            path.lineTo(QPointF(*point))
        halo = QColor(self.theme.accent)
        halo.setAlphaF(0.4)
        self._rubber.setPath(path)
        self._rubber.setPen(QPen(halo, 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))

    def neighbour(self, actor: int | None, dx: int, dy: int) -> int | None:
        """The nearest box in a direction; the top left one where none is given."""
        if actor not in self.nodes:
            order = sorted(self.nodes.items(), key=lambda pair: pair[1].x() + 2 * pair[1].y())
            return order[0][0] if order else None
        here = self.nodes[actor].pos()
        best, least = None, float("inf")
        for number, node in self.nodes.items():
            away = node.pos() - here
            ahead = away.x() * dx + away.y() * dy
            aside = abs(away.x() * dy) + abs(away.y() * dx)
            if number != actor and ahead > 1 and ahead + 2.2 * aside < least:
                best, least = number, ahead + 2.2 * aside
        return best if best is not None else actor

    def ties_of(self, actor: int) -> list[Tie]:
        """The ties of a box that are seen, in the order of the picture."""
        return [item.tie for item in self.ties.values() if item.isVisible() and actor in item.tie.pair]


def _weight(item: TieItem) -> int:
    """How much the words of a tie matter: what changed or is in doubt before what the line says already."""
    look, tie = item.look, item.tie
    weight = 8 if look.change.came or look.contradictory else 3 if look.change.gone else 0
    weight += 4 if look.contested else 0
    weight += 2 if tie.stance == "hostile" else 0
    return weight - (4 if _is_plain(item) else 0)


def _said(item: TieItem) -> str:
    before = {Change.ENDED: "ended: ", Change.LATER: "not yet: "}.get(item.look.change, "")
    return before + item.look.text


def _is_plain(item: TieItem) -> bool:
    return item.look.plain and not item.look.contradictory and item.look.change is Change.NONE


def _drop(scene: QGraphicsScene, items: dict, wanted: Mapping) -> None:
    """Take the items out whose key is not wanted any more."""
    for key in [key for key in items if key not in wanted]:
        scene.removeItem(items.pop(key))
