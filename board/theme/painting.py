"""Shapes, pens and small painted parts that panels, legends and sheets share: a sign looks the same anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, pi, sin
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from board.theme.palette import Theme, mix
from db.vocabulary import LEVELS


def scaled_font(font: QFont, factor: float, *, weight: QFont.Weight | None = None) -> QFont:
    """A copy of ``font`` at ``factor`` times its size, whether it is counted in pixels or points."""
    result = QFont(font)
    if font.pixelSize() > 0:
        result.setPixelSize(max(1, round(font.pixelSize() * factor)))
    else:
        result.setPointSizeF(font.pointSizeF() * factor)
    if weight is not None:
        result.setWeight(weight)
    return result


# --- symbols of incident kinds: closed areas in a unit box around (0, 0), y downwards


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def _around(corners: int, radius: float, inner: float = 0.0) -> QPainterPath:
    """A regular polygon with a corner at the top; with ``inner`` a star whose dents lie at that radius."""
    steps = corners * 2 if inner else corners
    points = []
    for step in range(steps):
        reach = inner if inner and step % 2 else radius
        angle = 2 * pi * step / steps - pi / 2
        points.append((reach * cos(angle), reach * sin(angle)))
    return _polygon(*points)


def _square(half: float) -> QPainterPath:
    return _polygon((-half, -half), (half, -half), (half, half), (-half, half))


def _disc(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), radius, radius)
    return path


def _open_square() -> QPainterPath:
    path = _square(0.42)  # the inner square is a hole by the odd-even rule
    path.addPath(_square(0.2))
    return path


def _hexagon() -> QPainterPath:
    path = _around(6, 0.5)  # a ring as chemists draw it: a full one is a circle at 14 px
    path.addPath(_disc(0.2))
    return path


def _plus() -> QPainterPath:
    arm, half = 0.48, 0.16
    quarter = [(-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half)]
    return _polygon(*quarter, *((-x, -y) for x, y in quarter))


def _cross() -> QPainterPath:
    return QTransform().rotate(45).map(_plus())


def _arrow() -> QPainterPath:
    return _polygon((-0.5, -0.15), (0.02, -0.15), (0.02, -0.42), (0.5, 0), (0.02, 0.42), (0.02, 0.15), (-0.5, 0.15))


def _flag() -> QPainterPath:
    return _polygon((-0.36, -0.5), (0.46, -0.22), (-0.2, 0.06), (-0.2, 0.5), (-0.36, 0.5))


def _bubble() -> QPainterPath:
    body = QPainterPath()
    body.addRoundedRect(QRectF(-0.48, -0.42, 0.96, 0.66), 0.16, 0.16)
    return body.united(_polygon((-0.3, 0.2), (0.08, 0.2), (-0.3, 0.5)))


def _heart() -> QPainterPath:
    path = QPainterPath(QPointF(0, 0.46))
    path.cubicTo(-0.75, -0.02, -0.45, -0.62, 0, -0.22)
    path.cubicTo(0.45, -0.62, 0.75, -0.02, 0, 0.46)
    path.closeSubpath()
    return path


_SYMBOLS: Mapping[str, Callable[[], QPainterPath]] = MappingProxyType(
    {
        "circle": lambda: _disc(0.42),
        "triangle_down": lambda: _polygon((-0.48, -0.4), (0.48, -0.4), (0, 0.46)),
        "triangle_up": lambda: _polygon((-0.48, 0.4), (0.48, 0.4), (0, -0.46)),
        "star": lambda: _around(5, 0.52, 0.22),
        "cross": _cross,
        "square": lambda: _square(0.38),
        "square_open": _open_square,
        "hexagon": _hexagon,
        "diamond": lambda: _around(4, 0.52),
        "arrow": _arrow,
        "flag": _flag,
        "pentagon": lambda: _polygon((0, -0.52), (0.46, -0.08), (0.4, 0.44), (-0.4, 0.44), (-0.46, -0.08)),
        "bubble": _bubble,
        "plus": _plus,
        "heart": _heart,
        "square_small": lambda: _square(0.26),
        "dot": lambda: _disc(0.22),
    }
)
SYMBOL_MARKS: tuple[str, ...] = tuple(_SYMBOLS)


def symbol_path(mark: str, size: float = 1.0) -> QPainterPath:
    """The closed shape of a mark of INCIDENT_KINDS, ``size`` wide and high at most, centred on (0, 0).

    At size 1 it serves pyqtgraph as a symbol.  Raises KeyError for a mark that has no shape.
    """
    return QTransform.fromScale(size, size).map(_SYMBOLS[mark]())


# --- pens of stances: the pattern says the stance where colour can't

_PATTERNS: Mapping[str, tuple[float, tuple[float, ...]]] = MappingProxyType(
    {  # times the width asked for, dash pattern in units of the pen's width
        "solid": (1.0, ()),
        "double": (2.6, ()),
        "thin": (0.6, ()),
        "dash": (1.0, (5.0, 3.0)),
        "dashdot": (1.0, (6.0, 2.5, 1.2, 2.5)),
        "dot": (1.0, (1.2, 2.4)),
        "thick": (1.7, ()),
    }
)
STANCE_MARKS: tuple[str, ...] = tuple(_PATTERNS)


def pen_for_stance(mark: str, colour: str, width: float = 1.6) -> QPen:
    """The pen of a mark of STANCES, ``width`` for the plain solid line.

    For "double" it is the outer line; ``stance_pens`` also gives the gap.  Raises KeyError for an unknown mark.
    """
    factor, pattern = _PATTERNS[mark]
    pen = QPen(QColor(colour), width * factor)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if pattern:
        pen.setDashPattern(list(pattern))
    return pen


def stance_pens(mark: str, colour: str, ground: str, width: float = 1.6) -> tuple[QPen, ...]:
    """The pens to draw in turn along one line: a double line is a wide one with a gap in ``ground``."""
    outer = pen_for_stance(mark, colour, width)
    if mark != "double":
        return (outer,)
    gap = QPen(QColor(ground), width)
    gap.setCapStyle(Qt.PenCapStyle.FlatCap)
    return outer, gap


def draw_stance(painter: QPainter, path: QPainterPath, mark: str, colour: str, ground: str, width: float = 1.6) -> None:
    """Draw a tie along ``path`` in the pattern of its stance."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in stance_pens(mark, colour, ground, width):
        painter.setPen(pen)
        painter.drawPath(path)


# --- small painted parts, for delegates as for widgets


def paint_pill(painter: QPainter, rect: QRectF, ground: str, edge: str, width: float = 1.0) -> None:
    """A rounded pill that fills ``rect``, its edge inside it."""
    inset = width / 2
    inner = rect.adjusted(inset, inset, -inset, -inset)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), width))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)


def paint_level_bar(painter: QPainter, rect: QRectF, code: str | None, theme: Theme) -> None:
    """An upright bar for a flashpoint's level: the higher it is filled, the higher the level; empty for none."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.width() / 2
    painter.setBrush(QColor(mix(theme.text_faint, theme.panel, 0.35)))
    painter.drawRoundedRect(rect, radius, radius)
    if not code:
        return
    share = (LEVELS.number(code) + 1) / len(LEVELS.terms)
    filled = rect.adjusted(0, rect.height() * (1 - share), 0, 0)
    painter.setBrush(QColor(theme.fill(LEVELS[code].role)))
    painter.drawRoundedRect(filled, radius, radius)
