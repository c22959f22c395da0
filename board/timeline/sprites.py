"""Marks painted once and kept as pixmaps, since a lane of four hundred would be slow to outline each time."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

from board.theme.painting import symbol_path
from board.theme.palette import Theme, mix
from board.timeline.picture import DASHED, FIRM, PLAIN, THIN
from db.vocabulary import INCIDENT_KINDS

SYMBOL_PX = 14.0
_BOX = 22  # side of a pixmap: the symbol with its outline
_DASHES = {DASHED: [2.0, 1.6]}
_HATCH_STEP = 4.0


class Sprites:
    """The marks of one theme at one pixel ratio."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.theme, self.ratio = theme, ratio
        self._kept: dict[tuple[int, int, bool], QPixmap] = {}

    def draw(self, painter: QPainter, x: float, y: float, kind: int, outline: int, hatched: bool) -> None:
        """Put a mark with its middle on (x, y), set on whole pixels of the screen so that it stays sharp."""
        key = (kind, outline, hatched)
        picture = self._kept.get(key)
        if picture is None:
            picture = self._kept[key] = self._painted(*key)
        ratio = self.ratio
        left, top = round((x - _BOX / 2) * ratio) / ratio, round((y - _BOX / 2) * ratio) / ratio
        painter.drawPixmap(QPointF(left, top), picture)

    def _painted(self, kind: int, outline: int, hatched: bool) -> QPixmap:
        picture = QPixmap(math.ceil(_BOX * self.ratio), math.ceil(_BOX * self.ratio))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_BOX / 2, _BOX / 2)
        paint_mark(painter, self.theme, kind, outline, hatched)
        painter.end()
        return picture


def paint_mark(painter: QPainter, theme: Theme, kind: int, outline: int, hatched: bool) -> None:
    """Paint one mark around (0, 0): shape and colour from its kind, fill and outline from its grade."""
    term = INCIDENT_KINDS.terms[kind]
    path = symbol_path(term.mark, SYMBOL_PX * (1.25 if term.mark in ("dot", "square_small") else 1.0))
    colour = theme.fill(term.role)
    hollow = outline == DASHED
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.panel))  # what lies behind must not shine through a hollow mark
    painter.drawPath(path)
    if hatched:
        _hatch(painter, path, colour, mix(colour, theme.panel, 0.25), 1.3)
    else:
        painter.setBrush(QColor(mix(colour, theme.panel, 0.12) if hollow else colour))
        painter.drawPath(path)
    pen = outline_pen(theme, term.role, outline, hatched)
    if pen is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)


def outline_pen(theme: Theme, role: str, outline: int, hatched: bool = False) -> QPen | None:
    """The outline that says the grade; None for a mark that is not graded and needs none to be seen."""
    if outline == PLAIN and not hatched:
        return None
    if outline == FIRM:
        pen = QPen(QColor(theme.text), 1.8)
    elif outline == THIN:
        pen = QPen(QColor(mix(theme.text, theme.fill(role), 0.75)), 1.0)
    else:
        pen = QPen(QColor(theme.role(role)), 1.4 if outline == DASHED else 1.0)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if outline in _DASHES:
        pen.setDashPattern(_DASHES[outline])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def paint_bar(
    painter: QPainter, theme: Theme, rect: QRectF, kind: int, fades: tuple[bool, bool], hatched: bool, share: float
) -> None:
    """A bar for a date that is not exact: it vanishes towards an end that is not certain, over `share` of it."""
    if rect.width() <= 0:
        return
    colour = QColor(theme.fill(INCIDENT_KINDS.terms[kind].role))
    radius = rect.height() / 2
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_faded(colour, 0.34, rect, fades, share))
    painter.drawPath(path)
    if hatched:
        pen = QPen(_faded(colour, 0.7, rect, fades, share), 1.2)
        _hatch_lines(painter, path, pen)


def _faded(colour: QColor, alpha: float, rect: QRectF, fades: tuple[bool, bool], share: float) -> QBrush:
    full, gone = QColor(colour), QColor(colour)
    full.setAlphaF(alpha)
    gone.setAlphaF(0.0)
    if not any(fades):
        return QBrush(full)
    gradient = QLinearGradient(rect.topLeft(), rect.topRight())
    gradient.setColorAt(0.0, gone if fades[0] else full)
    if fades[0]:
        gradient.setColorAt(share, full)
    if fades[1]:
        gradient.setColorAt(1 - share, full)
    gradient.setColorAt(1.0, gone if fades[1] else full)
    return QBrush(gradient)


def _hatch(painter: QPainter, path: QPainterPath, colour: str, ground: str, width: float) -> None:
    painter.setBrush(QColor(ground))
    painter.drawPath(path)
    _hatch_lines(painter, path, QPen(QColor(colour), width))


def _hatch_lines(painter: QPainter, path: QPainterPath, pen: QPen) -> None:
    """Slanted lines within the path: drawn, since Qt's own patterns keep their size at any scale of the screen."""
    rect = path.boundingRect()
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setPen(pen)
    first = math.floor((rect.left() - rect.height()) / _HATCH_STEP)
    number = math.ceil(rect.right() / _HATCH_STEP) - first
    feet = [(first + place) * _HATCH_STEP for place in range(number)]
    high, top, bottom = rect.height(), rect.top(), rect.bottom()
    painter.drawLines([QLineF(foot, bottom, foot + high, top) for foot in feet])
    painter.restore()
