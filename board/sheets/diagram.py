"""Who stands how to whom, on paper: boxes by kind of actor, ties by stance in lines that need no colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import atan2, cos, hypot, pi, sin

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen, QPolygonF

from board.diagrams.labels import Words, place_words
from board.diagrams.routes import Box, Route, Wish, route_all
from board.sheets.blocks import Canvas, Picture
from board.sheets.diagram_layout import Size, placed
from board.sheets.ink import Style
from board.sheets.lettering import LABEL, LABEL_SOFT, Label, fitted
from board.sheets.paper import pt
from board.sheets.words import Lines
from board.theme.painting import draw_stance
from db.records import Actor, Relationship
from db.releasing import Released
from db.vocabulary import ACTOR_KINDS, STANCES, UNDIRECTED_STANCES

MOST_ACTORS = 60
_SIZES = (7.5, 7.0, 6.5)  # points of the names: the largest that leaves room
_UNIT = pt(0.62)  # of the routes and labels, which count in pixels of the panel
_WIDE_NAME = pt(66)  # a name is broken into two or three lines beyond it
_SAMPLE = pt(20)  # of a line in the legend
_NOTES = 3  # lines below the legend
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
    """A diagram that is laid out: boxes (centre and size), ties with their curves in units of `_UNIT`, words."""

    nodes: Mapping[int, Node]
    boxes: Mapping[int, QRectF]
    ties: Sequence[Relationship]
    routes: Mapping[str, Route]
    words: Mapping[str, tuple[Label, QPointF]]
    unsaid: Sequence[Relationship]
    left_out: Sequence[Actor]


def actor_diagram(released: Released, actor_ids: Sequence[int], *, tall: float) -> Picture:
    """These actors (most active first) and the ties between them in a frame `tall` twips high."""
    known = {actor.id: actor for actor in released.actors}
    actors = [known[one] for one in dict.fromkeys(actor_ids) if one in known]
    return Picture(tall, partial(_paint, actors, tuple(released.relationships)))


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


def _node(actor: Actor, size: float) -> Node:
    shape = ACTOR_KINDS[actor.kind].mark
    label = wrapped(actor.label, Style(size, shade=0.0))
    wide, high = label.width + pt(9), label.height + pt(5)
    if shape == "ellipse":
        wide, high = wide * 1.25, high * 1.25
    return Node(actor, label, shape, max(wide, pt(26)), high)


def lay_out(actors: Sequence[Actor], ties: Sequence[Relationship], frame: QRectF) -> Drawing:
    """Everything in its place within a frame; the most active actors come first and the last are left out for room."""
    chosen = list(actors[:MOST_ACTORS])
    nodes: list[Node] = []
    for size in _SIZES:
        nodes = [_node(actor, size) for actor in chosen]
        if _area(nodes) <= _FULL * frame.width() * frame.height():
            break
    while len(nodes) > 2 and _area(nodes) > 1.3 * _FULL * frame.width() * frame.height():
        nodes.pop()
    by_id = {node.actor.id: node for node in nodes}
    drawn = [tie for tie in ties if tie.from_id in by_id and tie.to_id in by_id and tie.from_id != tie.to_id]
    states = {node.actor.id for node in nodes if node.shape == "rectangle"}
    sizes: dict[int, Size] = {node.actor.id: (node.width, node.height) for node in nodes}
    pairs = [(tie.from_id, tie.to_id) for tie in drawn]
    centres = placed(sizes, pairs, states, (frame.width(), frame.height()))
    boxes: dict[int, QRectF] = {}
    for key, (x, y) in centres.items():
        box = QRectF(0, 0, *sizes[key])
        box.moveCenter(QPointF(frame.left() + x, frame.top() + y))
        boxes[key] = box
    routes = route_all(_wishes(drawn), {key: _unit_box(box, by_id[key].shape) for key, box in boxes.items()})
    inner = {key: route for key, route in routes.items() if _is_inside(route, frame)}
    routes = inner | {key: _straight(route) for key, route in routes.items() if key not in inner}
    words, unsaid = _words(drawn, routes, boxes, by_id, frame)
    there = set(boxes)
    return Drawing(by_id, boxes, drawn, routes, words, unsaid, [one for one in actors if one.id not in there])


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
    centre, high = box.center(), box.height() / _UNIT
    radius = 1.0 if shape == "rectangle" else high / 2
    return Box(centre.x() / _UNIT, centre.y() / _UNIT, box.width() / _UNIT, high, radius)


def _is_inside(route: Route, frame: QRectF) -> bool:
    points = route.points() * _UNIT
    return bool(
        (points[:, 0] > frame.left()).all()
        and (points[:, 0] < frame.right()).all()
        and (points[:, 1] > frame.top()).all()
        and (points[:, 1] < frame.bottom()).all()
    )


def _straight(route: Route) -> Route:
    middle = (route.start[0] + route.end[0]) / 2, (route.start[1] + route.end[1]) / 2
    return Route(route.start, middle, route.end)


def _words(
    ties: Sequence[Relationship],
    routes: Mapping[str, Route],
    boxes: Mapping[int, QRectF],
    nodes: Mapping[int, Node],
    frame: QRectF,
) -> tuple[dict[str, tuple[Label, QPointF]], list[Relationship]]:
    """The labels that found a free place, with its middle, and the ties whose labels did not."""
    labels = {str(tie.id): fitted(tie.label, LABEL, pt(110)) for tie in ties if tie.label.strip()}
    asked = [Words(key, label.width / _UNIT, label.height / _UNIT) for key, label in labels.items()]
    units = {key: _unit_box(box, nodes[key].shape) for key, box in boxes.items()}
    found = place_words(asked, routes, units)
    lines = {key: route.points(np.linspace(0, 1, 65)[:, None]) * _UNIT for key, route in routes.items()}
    words: dict[str, tuple[Label, QPointF]] = {}
    for key, (x, y) in found.items():
        label = labels[key]
        box = label.box(x * _UNIT - label.width / 2, y * _UNIT - label.height / 2)
        strange = any(_touches(box, line) for other, line in lines.items() if other != key)
        if frame.contains(box) and not strange:
            words[key] = label, box.center()
    return words, [tie for tie in ties if str(tie.id) in labels and str(tie.id) not in words]


def _touches(box: QRectF, line: np.ndarray) -> bool:
    inside = (line[:, 0] > box.left()) & (line[:, 0] < box.right())
    return bool((inside & (line[:, 1] > box.top()) & (line[:, 1] < box.bottom())).any())


# --- painting


def _paint(actors: Sequence[Actor], ties: Sequence[Relationship], canvas: Canvas, frame: QRectF) -> None:
    if not actors:
        fitted("No actors to draw.", LABEL_SOFT, frame.width()).draw(canvas, frame.left(), frame.top())
        return
    pitch = Label("X", LABEL_SOFT).pitch
    here = {actor.id for actor in actors[:MOST_ACTORS]}
    drawn = [tie for tie in ties if tie.from_id in here and tie.to_id in here]
    legend = _legend(drawn, actors[:MOST_ACTORS], frame.width())
    foot = (len(legend) + _NOTES) * pitch
    inner = frame.adjusted(pt(1), pt(1), -pt(1), -foot - pt(4))
    drawing = lay_out(actors, ties, inner)
    for tie in drawing.ties:
        _paint_tie(canvas, tie, drawing.routes[str(tie.id)])
    for label, middle in drawing.words.values():
        box = label.box(middle.x() - label.width / 2, middle.y() - label.height / 2)
        canvas.painter.fillRect(box.adjusted(-pt(1), 0, pt(1), 0), canvas.ink.shade(1.0))
        label.draw(canvas, box.left(), box.top())
    for tie in drawing.ties:
        if tie.contested:
            key = str(tie.id)
            _paint_doubt(canvas, tie, drawing.routes[key], drawing.words.get(key))
    for key, node in drawing.nodes.items():
        _paint_node(canvas, node, drawing.boxes[key])
    y = frame.bottom() - foot
    for row in legend:
        _paint_legend(canvas, row, frame.left(), y + pitch / 2)
        y += pitch
    _notes(drawing, frame.width()).draw(canvas, frame.left(), y)


def _paint_node(canvas: Canvas, node: Node, box: QRectF) -> None:
    painter, ink = canvas.painter, canvas.ink
    pen = QPen(ink.role(ACTOR_KINDS[node.actor.kind].role), pt(0.8))
    if node.actor.contested:
        pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(ink.shade(0.965))
    if node.shape == "ellipse":
        painter.drawEllipse(box)
    elif node.shape == "rounded":
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    else:
        painter.drawRect(box)
    node.label.draw_centred(canvas, box.center().x(), box.center().y())


def _paint_tie(canvas: Canvas, tie: Relationship, route: Route) -> None:
    term, path = STANCES[tie.stance], _path(route)
    colour = canvas.ink.role(term.role)
    draw_stance(canvas.painter, path, term.mark, colour.name(), "#ffffff", pt(0.95))
    if tie.stance not in UNDIRECTED_STANCES:
        _paint_head(canvas, QPointF(*route.control) * _UNIT, QPointF(*route.end) * _UNIT, tie.stance)


def _paint_doubt(canvas: Canvas, tie: Relationship, route: Route, words: tuple[Label, QPointF] | None) -> None:
    """The sign of a contested tie: before its words, else in its middle."""
    if words is not None:
        label, centre = words
        middle = QPointF(centre.x() - label.width / 2 - pt(4.6), centre.y())
    else:
        middle = _path(route).pointAtPercent(0.5)
    painter = canvas.painter
    painter.setPen(QPen(canvas.ink.role(STANCES[tie.stance].role), pt(0.7)))
    painter.setBrush(canvas.ink.shade(1.0))
    painter.drawEllipse(middle, pt(3.4), pt(3.4))
    Label("?", LABEL).draw_centred(canvas, middle.x(), middle.y())


def _path(route: Route) -> QPainterPath:
    path = QPainterPath(QPointF(*route.start) * _UNIT)
    path.quadTo(QPointF(*route.control) * _UNIT, QPointF(*route.end) * _UNIT)
    return path


def _paint_head(canvas: Canvas, before: QPointF, end: QPointF, stance: str) -> None:
    way = end - before
    angle = atan2(way.y(), way.x()) if hypot(way.x(), way.y()) > 1 else 0.0
    size = pt(5)
    corners = [end + QPointF(cos(angle + turn), sin(angle + turn)) * size for turn in (pi - 0.42, pi + 0.42)]
    canvas.painter.setPen(Qt.PenStyle.NoPen)
    canvas.painter.setBrush(canvas.ink.role(STANCES[stance].role))
    canvas.painter.drawPolygon(QPolygonF([end, *corners]))


def _legend(
    ties: Sequence[Relationship], actors: Sequence[Actor], width: float
) -> list[list[tuple[str, Label, float]]]:
    """Every line and sign that is drawn as rows of (stance or nothing, words, place of its line) in this width."""
    used = {tie.stance for tie in ties}
    entries = [(code, Label(STANCES.label(code), LABEL)) for code in STANCES.codes if code in used]
    if any(tie.contested for tie in ties):
        entries.append(("", Label("(?) contested", LABEL)))
    if any(actor.contested for actor in actors):
        entries.append(("", Label("dashed box: identity contested", LABEL)))
    rows: list[list[tuple[str, Label, float]]] = [[]]
    x = 0.0
    for code, label in entries:
        wide = (_SAMPLE + pt(3) if code else 0.0) + label.width
        if rows[-1] and x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((code, label, x))
        x += wide + pt(8)
    return rows


def _paint_legend(canvas: Canvas, row: Sequence[tuple[str, Label, float]], left: float, y: float) -> None:
    for code, label, place in row:
        x = left + place
        if code:
            end = x + _SAMPLE
            route = Route((x / _UNIT, y / _UNIT), ((x + end) / 2 / _UNIT, y / _UNIT), (end / _UNIT, y / _UNIT))
            _paint_tie(canvas, Relationship(0, 0, code), route)
            x = end + pt(3)
        label.draw(canvas, x, y - label.height / 2)


def _notes(drawing: Drawing, width: float) -> Lines:
    """The labels that found no place at their lines, and the actors left out, in the lines that there are for it."""
    name = {key: node.actor.label for key, node in drawing.nodes.items()}
    told = [f"{name[tie.from_id]} – {name[tie.to_id]}: {tie.label}" for tie in drawing.unsaid]
    for shown in range(len(told), -1, -1):
        rest = len(told) - shown
        parts = [*told[:shown], *([f"{rest} more, see the relationships"] if rest else [])]
        unsaid = f"Not written at their lines: {'; '.join(parts)}." if parts else ""
        lines = Lines(" ".join(filter(None, (_left_out(drawing), unsaid))), LABEL_SOFT, width)
        if lines.count <= _NOTES:
            break
    return lines


def _left_out(drawing: Drawing) -> str:
    if not drawing.left_out:
        return ""
    names = ", ".join(actor.label for actor in drawing.left_out[:4])
    more = len(drawing.left_out) - 4
    return f"Left out for room, least active: {names}{f' and {more:,} more' if more > 0 else ''}."
