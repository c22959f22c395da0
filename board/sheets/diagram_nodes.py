"""Where the boxes, lines and words of a diagram of actors stand within a frame of paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from board.diagrams.labels import Words, place_words
from board.diagrams.routes import LANE, Box, Route, Wish, cut, route_all
from board.sheets.diagram_layout import Size, placed
from board.sheets.ink import Style
from board.sheets.lettering import LABEL, Label, fitted
from board.sheets.paper import pt
from db.records import Actor, Relationship
from db.vocabulary import ACTOR_KINDS

MOST_ACTORS, MOST_TIES = 60, 72  # beyond that a line can no longer be followed from box to box
_SIZES = (7.5, 7.0, 6.5)  # points of the names: the largest that leaves room
UNIT = pt(0.62)  # of the routes and labels, which count in pixels of the panel
_WIDE_NAME = pt(66)  # a name is broken into two or three lines beyond it
_ROUND = pt(9)  # the roundest corner of a box of several lines: a rounder one would cut its words
_STRAY_GAP = pt(8)
_FEWEST = 12  # actors that are drawn however many ties join them
_EACH, _FIRST = pt(88), pt(80)  # the width that the first actor and each more can use before lines are only long
_FULL = 0.34  # the share of a frame that boxes may fill: the rest is for ties


@dataclass(frozen=True, slots=True)
class Node:
    """The box of an actor: its name as it is written, its shape, and its size in twips."""

    actor: Actor
    label: Label
    shape: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram that is laid out: boxes (centre and size), ties with their curves in units of `UNIT`, words."""

    nodes: Mapping[int, Node]
    boxes: Mapping[int, QRectF]
    ties: Sequence[Relationship]
    routes: Mapping[str, Route]
    words: Mapping[str, tuple[Label, QPointF]]
    unsaid: Sequence[Relationship]
    left_out: Sequence[Actor]


def wrapped(name: str, style: Style) -> Label:
    """A name in up to three lines, as even as its words allow; a word too long for any line is cut short."""
    words = name.split()
    if Label(name, style).width <= _WIDE_NAME or len(words) < 2:
        return fitted(name, style, _WIDE_NAME * 1.6)
    count = 2 if Label(name, style).width <= _WIDE_NAME * 2 or len(words) == 2 else 3
    share = len(name) / count
    lines: list[str] = []
    for word in words:
        begun = len(" ".join([*lines, word]))
        if lines and (begun <= share * len(lines) + len(word) / 2 or len(lines) == count):
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return Label([fitted(line, style, _WIDE_NAME * 1.6).text for line in lines], style)


def corner(high: float) -> float:
    """The radius of the corners of a rounded box so high."""
    return min(high / 2, _ROUND)


def _node(actor: Actor, size: float) -> Node:
    shape = ACTOR_KINDS[actor.kind].mark
    label = wrapped(actor.label, Style(size, shade=0.0))
    wide, high = label.width + pt(9), label.height + pt(5)
    if shape == "ellipse":
        more = 1.25 if label.height < 1.5 * label.pitch else 1.42
        wide, high = wide * more, high * more
    return Node(actor, label, shape, max(wide, pt(26)), high)


def fitting(actors: Sequence[Actor], wide: float, tall: float) -> list[Node]:
    """The boxes of as many actors as a frame of this size has room for, the first of them first."""
    nodes: list[Node] = []
    room = _FULL * wide * tall
    for size in _SIZES:
        nodes = [_node(actor, size) for actor in actors]
        if _area(nodes) <= room:
            break
    while len(nodes) > 2 and _area(nodes) > 1.3 * room:
        nodes.pop()
    return nodes


def lay_out(actors: Sequence[Actor], ties: Sequence[Relationship], frame: QRectF) -> Drawing:
    """Everything in its place within a frame; the most active actors come first and the last are left out for room.

    Actors that no tie joins to others stand in rows at the foot.
    """
    nodes = fitting(actors[:MOST_ACTORS], frame.width(), frame.height())
    by_id = {node.actor.id: node for node in nodes}
    drawn = [tie for tie in ties if tie.from_id in by_id and tie.to_id in by_id and tie.from_id != tie.to_id]
    while len(drawn) > MOST_TIES and len(by_id) > _FEWEST:
        last = next(reversed(by_id))
        del by_id[last]
        drawn = [tie for tie in drawn if last not in (tie.from_id, tie.to_id)]
    nodes = list(by_id.values())
    tied = {end for tie in drawn for end in (tie.from_id, tie.to_id)}
    boxes = _stray_boxes([node for node in nodes if node.actor.id not in tied], frame, at_foot=bool(tied))
    if tied:
        top = min((box.top() for box in boxes.values()), default=frame.bottom() + _STRAY_GAP) - _STRAY_GAP
        wide = min(frame.width(), _FIRST + _EACH * len(tied))
        room = QRectF(frame.center().x() - wide / 2, frame.top(), wide, top - frame.top())
        boxes |= _tied_boxes([node for node in nodes if node.actor.id in tied], drawn, room)
    units = {key: _unit_box(box, by_id[key].shape) for key, box in boxes.items()}
    wishes = _wishes(drawn)
    routes = route_all(wishes, units)
    for wish in wishes:
        if not _is_inside(routes[wish.key], frame):
            routes[wish.key] = _straight(wish, units)
    words, unsaid = _words(drawn, routes, boxes, by_id, frame)
    return Drawing(by_id, boxes, drawn, routes, words, unsaid, [one for one in actors if one.id not in boxes])


def _tied_boxes(nodes: Sequence[Node], ties: Sequence[Relationship], room: QRectF) -> dict[int, QRectF]:
    sizes: dict[int, Size] = {node.actor.id: (node.width, node.height) for node in nodes}
    states = {node.actor.id for node in nodes if node.shape == "rectangle"}
    pairs = [(tie.from_id, tie.to_id) for tie in ties]
    boxes: dict[int, QRectF] = {}
    for key, (x, y) in placed(sizes, pairs, states, (room.width(), room.height())).items():
        boxes[key] = QRectF(0, 0, *sizes[key])
        boxes[key].moveCenter(QPointF(room.left() + x, room.top() + y))
    return boxes


def _stray_boxes(nodes: Sequence[Node], frame: QRectF, *, at_foot: bool) -> dict[int, QRectF]:
    """Rows from the left, at the head or at the foot of a frame."""
    boxes: dict[int, QRectF] = {}
    x, y, high = frame.left(), frame.top(), 0.0
    for node in nodes:
        if x > frame.left() and x + node.width > frame.right():
            x, y, high = frame.left(), y + high + _STRAY_GAP / 2, 0.0
        boxes[node.actor.id] = QRectF(x, y, node.width, node.height)
        x += node.width + _STRAY_GAP
        high = max(high, node.height)
    down = frame.bottom() - max((box.bottom() for box in boxes.values()), default=0.0) if at_foot else 0.0
    return {key: box.translated(0, down) for key, box in boxes.items()}


def _area(nodes: Sequence[Node]) -> float:
    return sum((node.width + pt(8)) * (node.height + pt(8)) for node in nodes)


def _wishes(ties: Sequence[Relationship]) -> list[Wish]:
    groups: dict[tuple[int, int], list[Relationship]] = {}
    for tie in ties:
        groups.setdefault((min(tie.from_id, tie.to_id), max(tie.from_id, tie.to_id)), []).append(tie)
    return [
        Wish(str(tie.id), tie.from_id, tie.to_id, lane, len(group))
        for group in groups.values()
        for lane, tie in enumerate(group)
    ]


def _unit_box(box: QRectF, shape: str) -> Box:
    centre, high = box.center(), box.height() / UNIT
    radius = {"rectangle": 1.0, "rounded": corner(box.height()) / UNIT}.get(shape, high / 2)
    return Box(centre.x() / UNIT, centre.y() / UNIT, box.width() / UNIT, high, radius)


def _is_inside(route: Route, frame: QRectF) -> bool:
    points = route.points() * UNIT
    return bool(
        (points[:, 0] > frame.left()).all()
        and (points[:, 0] < frame.right()).all()
        and (points[:, 1] > frame.top()).all()
        and (points[:, 1] < frame.bottom()).all()
    )


def _straight(wish: Wish, boxes: Mapping[int, Box]) -> Route:
    """From box to box without a bend, beside the parallel ones; it cannot leave what lies between the boxes."""
    low, high = (boxes[key] for key in sorted((wish.from_id, wish.to_id)))
    begin, end = np.array([low.x, low.y]), np.array([high.x, high.y])
    way = end - begin
    across = np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), 1e-9)
    room = min(abs(across[0]) * box.width + abs(across[1]) * box.height for box in (low, high)) * 0.7
    step = min(LANE, room / max(wish.lanes - 1, 1))
    begin, end = (place + across * (wish.lane - (wish.lanes - 1) / 2) * step for place in (begin, end))
    if wish.from_id > wish.to_id:
        begin, end = end, begin
    return cut(begin, (begin + end) / 2, end, boxes[wish.from_id], boxes[wish.to_id])


def _words(
    ties: Sequence[Relationship],
    routes: Mapping[str, Route],
    boxes: Mapping[int, QRectF],
    nodes: Mapping[int, Node],
    frame: QRectF,
) -> tuple[dict[str, tuple[Label, QPointF]], list[Relationship]]:
    """The labels that found a free place, with its middle, and the ties whose labels did not."""
    labels = {str(tie.id): fitted(tie.label, LABEL, pt(110)) for tie in ties if tie.label.strip()}
    asked = [Words(key, label.width / UNIT, label.height / UNIT) for key, label in labels.items()]
    units = {key: _unit_box(box, nodes[key].shape) for key, box in boxes.items()}
    found = place_words(asked, routes, units)
    lines = {key: route.points(np.linspace(0, 1, 65)[:, None]) * UNIT for key, route in routes.items()}
    words: dict[str, tuple[Label, QPointF]] = {}
    for key, (x, y) in found.items():
        label = labels[key]
        box = label.box(x * UNIT - label.width / 2, y * UNIT - label.height / 2)
        strange = any(_touches(box, line) for other, line in lines.items() if other != key)
        if frame.contains(box) and not strange:
            words[key] = label, box.center()
    return words, [tie for tie in ties if str(tie.id) in labels and str(tie.id) not in words]


def _touches(box: QRectF, line: np.ndarray) -> bool:
    inside = (line[:, 0] > box.left()) & (line[:, 0] < box.right())
    return bool((inside & (line[:, 1] > box.top()) & (line[:, 1] < box.bottom())).any())
