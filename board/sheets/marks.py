"""The signs of incidents on paper, the same as on the timeline: a shape for each kind, hatched where it recurs."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from board.sheets.blocks import Canvas
from board.sheets.paper import pt
from board.theme.painting import symbol_path
from db.records import Incident
from db.vocabulary import INCIDENT_KINDS

MARK = pt(7)  # width and height of a sign
_HATCH = pt(1.5)
_SMALL = ("dot", "square_small")
_STEPS = 7  # the strips into which a bar breaks up towards an end in doubt


def draw_mark(canvas: Canvas, at: QPointF, kind: str, *, hatched: bool = False, doubted: bool = False) -> None:
    """The sign of a kind of incident around a point; `doubted` ones are hollow."""
    term = INCIDENT_KINDS[kind]
    size = MARK * (1.25 if term.mark in _SMALL else 1.0)
    path = symbol_path(term.mark, size).translated(at)
    painter = canvas.painter
    colour = canvas.ink.role(term.role)
    painter.setPen(QPen(colour, pt(0.7)))
    painter.setBrush(canvas.ink.shade(1.0) if hatched or doubted else colour)
    painter.drawPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if hatched:
        hatch(canvas, path, colour)


def hatch(canvas: Canvas, path: QPainterPath, colour: QColor) -> None:
    """Slanted lines within a shape."""
    painter, rect = canvas.painter, path.boundingRect()
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, pt(0.45)))
    foot = rect.left() - rect.height()
    while foot < rect.right():
        painter.drawLine(QLineF(foot, rect.bottom(), foot + rect.height(), rect.top()))
        foot += _HATCH
    painter.restore()


def draw_bar(canvas: Canvas, rect: QRectF, incident: Incident, fading: tuple[bool, bool]) -> None:
    """A bar over the days that may be meant; towards an end in doubt it breaks up into thinner and thinner strips."""
    colour = canvas.ink.fill(INCIDENT_KINDS[incident.kind].role)
    pale = QColor(*(round(255 - (255 - part) * 0.42) for part in (colour.red(), colour.green(), colour.blue())))
    share = rect.width() * (0.3 if any(fading) else 0.0)
    firm = rect.adjusted(share if fading[0] else 0.0, 0.0, -share if fading[1] else 0.0, 0.0)
    painter = canvas.painter
    if incident.recurring:
        path = QPainterPath()
        path.addRect(firm)
        hatch(canvas, path, colour)
    else:
        painter.fillRect(firm, pale)
    step = share / _STEPS
    for at in range(_STEPS if share else 0):
        wide = step * (1 - (at + 1) / (_STEPS + 1))
        if fading[0]:
            painter.fillRect(QRectF(firm.left() - at * step - wide - step * 0.1, rect.top(), wide, rect.height()), pale)
        if fading[1]:
            painter.fillRect(QRectF(firm.right() + at * step + step * 0.1, rect.top(), wide, rect.height()), pale)
