"""The small curve of a card: how much happened in each part of the window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

MOST_BINS = 16


def bin_edges(first: int, last: int, bins: int = MOST_BINS) -> NDArray[np.int64]:
    """Edges of up to `bins` spans of equally many whole days that end with `last`; the first may be shorter."""
    days = max(1, last - first + 1)
    width = -(-days // bins)
    count = -(-days // width)
    edges = last + 1 - width * np.arange(count, -1, -1, dtype=np.int64)
    edges[0] = first
    return edges


def points(values: Sequence[int] | NDArray[np.int64], rect: QRectF) -> list[QPointF]:
    """The corners of the curve in `rect`, its highest value at the top; all on the ground where nothing happened.

    A curve that never changes runs at half height: it is neither a peak nor silence.
    """
    numbers = [int(value) for value in values] or [0]
    top = max(1, *numbers)
    if top == min(numbers):
        top *= 2
    if len(numbers) == 1:
        numbers *= 2
    left, bottom, scale = rect.left(), rect.bottom(), rect.height() / top
    step = rect.width() / (len(numbers) - 1)
    return [QPointF(left + step * place, bottom - scale * number) for place, number in enumerate(numbers)]


def paint_sparkline(painter: QPainter, rect: QRectF, values: Sequence[int] | NDArray[np.int64], colour: str) -> None:
    """Draw the curve in `rect` with a line of 1.4 px that stays inside it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points(values, rect.adjusted(1, 1, -1, -1))))
