"""The strokes of a diagram of actors: boxes by kind, ties by stance in lines that need no colour, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, hypot, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen, QPolygonF

from board.diagrams.routes import Route
from board.sheets.blocks import Canvas
from board.sheets.diagram_nodes import UNIT, Drawing, Node, corner
from board.sheets.lettering import LABEL, Label
from board.sheets.paper import pt
from board.theme.painting import draw_stance
from db.records import Actor, Relationship
from db.vocabulary import ACTOR_KINDS, STANCES, UNDIRECTED_STANCES

_SAMPLE = pt(20)  # of a line in the legend

LegendRow = list[tuple[str, Label, float]]


def paint_drawing(canvas: Canvas, drawing: Drawing) -> None:
    """Ties, their words, then the boxes."""
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
        painter.drawRoundedRect(box, corner(box.height()), corner(box.height()))
    else:
        painter.drawRect(box)
    node.label.draw_centred(canvas, box.center().x(), box.center().y())


def _paint_tie(canvas: Canvas, tie: Relationship, route: Route) -> None:
    term, path = STANCES[tie.stance], _path(route)
    colour = canvas.ink.role(term.role)
    draw_stance(canvas.painter, path, term.mark, colour.name(), "#ffffff", pt(0.95))
    if tie.stance not in UNDIRECTED_STANCES:
        _paint_head(canvas, QPointF(*route.control) * UNIT, QPointF(*route.end) * UNIT, tie.stance)


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
    path = QPainterPath(QPointF(*route.start) * UNIT)
    path.quadTo(QPointF(*route.control) * UNIT, QPointF(*route.end) * UNIT)
    return path


def _paint_head(canvas: Canvas, before: QPointF, end: QPointF, stance: str) -> None:
    way = end - before
    angle = atan2(way.y(), way.x()) if hypot(way.x(), way.y()) > 1 else 0.0
    size = pt(5)
    corners = [end + QPointF(cos(angle + turn), sin(angle + turn)) * size for turn in (pi - 0.42, pi + 0.42)]
    canvas.painter.setPen(Qt.PenStyle.NoPen)
    canvas.painter.setBrush(canvas.ink.role(STANCES[stance].role))
    canvas.painter.drawPolygon(QPolygonF([end, *corners]))


def legend_rows(ties: Sequence[Relationship], actors: Sequence[Actor], width: float) -> list[LegendRow]:
    """Every line and sign that is drawn as rows of (stance or nothing, words, place of its line) in this width."""
    used = {tie.stance for tie in ties}
    entries = [(code, Label(STANCES.label(code), LABEL)) for code in STANCES.used(used)]
    if any(tie.contested for tie in ties):
        entries.append(("", Label("(?) contested", LABEL)))
    if any(actor.contested for actor in actors):
        entries.append(("", Label("dashed box: identity contested", LABEL)))
    rows: list[LegendRow] = [[]]
    x = 0.0
    for code, label in entries:
        wide = (_SAMPLE + pt(3) if code else 0.0) + label.width
        if rows[-1] and x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((code, label, x))
        x += wide + pt(8)
    return rows


def paint_legend(canvas: Canvas, row: Sequence[tuple[str, Label, float]], left: float, y: float) -> None:
    for code, label, place in row:
        x = left + place
        if code:
            end = x + _SAMPLE
            route = Route((x / UNIT, y / UNIT), ((x + end) / 2 / UNIT, y / UNIT), (end / UNIT, y / UNIT))
            _paint_tie(canvas, Relationship(0, 0, code), route)
            x = end + pt(3)
        label.draw(canvas, x, y - label.height / 2)
