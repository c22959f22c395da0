"""The parts of the picture as graphics items: they are handed what to draw, and draw it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyqtgraph import GraphicsObject
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from board.guards import guarded
from board.theme.palette import Theme, mix
from board.timeline.density import heights
from board.timeline.frame import NAME_LEFT, STRIP_BOTTOM_PX, STRIP_TOP_PX, Frame
from board.timeline.scale import Tick

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_LINE = Qt.TextFlag.TextSingleLine
HANDLE_PX = 6.0  # half the width of the as-of handle


@guarded
class Part(GraphicsObject):
    """A rectangle of the view that paints itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.font = QFont()
        self._area = QRectF()

    def set_area(self, area: QRectF) -> None:
        """Where it lies, in pixels of the view."""
        if area != self._area:
            self.prepareGeometryChange()
            self._area = area

    def set_look(self, theme: Theme, font: QFont) -> None:
        """Draw with these colours and this font for the smaller texts."""
        self.theme, self.font = theme, font
        self.update()

    def boundingRect(self) -> QRectF:
        """Its area."""
        return self._area


@guarded
class StripItem(Part):
    """The density of everything, with the window as a brush."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._edges: Floats = np.empty(0)
        self._days: Ints = np.empty(0, np.int64)
        self._counts: Ints = np.empty(0, np.int64)
        self._inside: Ints = np.empty(0, np.int64)
        self._brush: tuple[float, float] = (0.0, 0.0)

    def set_bars(self, edges: Floats, days: Ints, counts: Ints, inside: Ints) -> None:
        """Edges in pixels and in days, shape (n + 1,); counts, and what of them is in the focus, shape (n,)."""
        self._edges, self._days, self._counts, self._inside = edges, days, counts, inside
        self.update()

    def bar_at(self, x: float) -> tuple[int, int, int] | None:
        """(first day, last day, incidents) of the bar at a pixel; None where there is none."""
        place = int(np.searchsorted(self._edges, x, side="right")) - 1
        if not 0 <= place < len(self._counts):
            return None
        return int(self._days[place]), int(self._days[place + 1]) - 1, int(self._counts[place])

    @property
    def counts(self) -> Ints:
        """What the bars stand for, shape (n,)."""
        return self._counts

    def set_brush(self, start: float, stop: float) -> None:
        """The pixels between which the window lies."""
        self._brush = (start, stop)
        self.update()

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        """Brush, bars, edges of the brush, hairline."""
        theme, area = self.theme, self._area
        top, bottom = area.top() + STRIP_TOP_PX, area.bottom() - STRIP_BOTTOM_PX
        start, stop = self._brush
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(start, area.top() + 3, stop - start, bottom - area.top() - 3), QColor(theme.brush))
        self._paint_bars(painter, top, bottom)
        for x in (start, stop):
            painter.fillRect(
                QRectF(round(x) - 1.0, area.top() + 3, 2, bottom - area.top() - 3), QColor(theme.brush_edge)
            )
        middle = (area.top() + 3 + bottom) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.brush_edge))
        for x in (start, stop):  # a grip says that the edges can be dragged
            painter.drawRoundedRect(QRectF(round(x) - 3.0, middle - 8, 6, 16), 2, 2)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(theme.hairline))

    def _paint_bars(self, painter: QPainter, top: float, bottom: float) -> None:
        if not len(self._counts):
            return
        theme, most = self.theme, max(int(self._counts.max()), 1)
        start, stop = self._brush
        narrowed = self._inside is not self._counts
        lefts, rights = np.round(self._edges[:-1]), np.round(self._edges[1:]) - 1
        middles = (self._edges[:-1] + self._edges[1:]) / 2
        brushed = (middles >= start) & (middles < stop)
        for counts, soft in ((self._counts, narrowed), (self._inside, False)):
            tall = heights(counts, most, bottom - top)
            for within, colour in ((False, theme.density), (True, theme.density_in)):
                chosen = np.flatnonzero((tall > 0) & (brushed == within))
                ground = theme.brush if within else theme.panel
                painter.setBrush(QColor(mix(colour, ground, 0.35) if soft else colour))
                painter.drawRects(
                    [
                        QRectF(lefts[i], bottom - tall[i], max(rights[i] - lefts[i], 1.0), tall[i])
                        for i in chosen.tolist()
                    ]
                )
            if not narrowed:
                return


@guarded
class AxisItem(Part):
    """The labels of the ticks below the lanes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._ticks: list[tuple[float, Tick]] = []

    def set_ticks(self, ticks: list[tuple[float, Tick]]) -> None:
        """Ticks with their pixels."""
        self._ticks = ticks
        self.update()

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        """A label to the right of each line of the grid."""
        area, theme = self._area, self.theme
        painter.setFont(self.font)
        metrics = painter.fontMetrics()
        taken = 0.0
        for x, tick in self._ticks:
            painter.setPen(QColor(theme.text if tick.strong else theme.text_soft))
            width = metrics.horizontalAdvance(tick.text) + 2
            if taken <= x + 5 and x + 5 + width <= area.right():
                taken = x + width + 12
                painter.drawText(
                    QRectF(x + 5, area.top(), width, area.height() - 2),
                    Qt.AlignmentFlag.AlignVCenter | _LINE,
                    tick.text,
                )


@guarded
class AsOfItem(Part):
    """The as-of day as a line through the lanes, with a handle on top."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._x: float | None = None
        self._chosen = False

    def set_day(self, x: float | None, chosen: bool) -> None:
        """The pixel of the end of the day, None where it is out of sight; whether a user chose it."""
        self._x, self._chosen = x, chosen
        self.update()

    @property
    def x_of_line(self) -> float | None:
        """Where the line is, None where it is out of sight."""
        return self._x

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        """A line; lighter where the day just follows the window."""
        if self._x is None:
            return
        area, x = self._area, round(self._x)
        colour = QColor(self.theme.as_of if self._chosen else mix(self.theme.as_of, self.theme.panel, 0.55))
        painter.fillRect(QRectF(x - 0.75, area.top(), 1.5, area.height()), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top = area.top() - 2
        corners = ((-HANDLE_PX, 0.0), (HANDLE_PX, 0.0), (HANDLE_PX, 2.0), (0.0, 9.0), (-HANDLE_PX, 2.0))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in corners]))

    def boundingRect(self) -> QRectF:
        """The lanes, and the handle that stands out above them."""
        return self._area.adjusted(0, -3, 0, 0)


@guarded
class DragItem(Part):
    """What is shown while something is dragged: a rubber band, or a mark on its way with words beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._band: QRectF | None = None
        self._ghost: tuple[QPointF, str] | None = None
        self._lane: QRectF | None = None

    def set_band(self, band: QRectF | None) -> None:
        """A rubber band, or none."""
        self._band = band
        self.update()

    def set_ghost(self, at: QPointF | None, words: str = "", lane: QRectF | None = None) -> None:
        """A mark under way and what letting go would do; `lane`: the lane it would go to."""
        self._ghost = None if at is None else (at, words)
        self._lane = lane
        self.update()

    @property
    def words(self) -> str:
        """What is said beside the ghost; empty for none."""
        return self._ghost[1] if self._ghost else ""

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        """Band, lane, ghost and words."""
        theme = self.theme
        accent = QColor(theme.accent)
        wash = QColor(theme.accent)
        wash.setAlphaF(0.12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._band is not None:
            painter.setPen(QPen(accent, 1))
            painter.setBrush(wash)
            painter.drawRect(self._band)
        if self._lane is not None:
            painter.fillRect(self._lane, wash)
        if self._ghost is not None:
            at, words = self._ghost
            painter.setPen(QPen(accent, 2))
            painter.setBrush(wash)
            painter.drawEllipse(at, 9, 9)
            self._paint_words(painter, at, words)

    def _paint_words(self, painter: QPainter, at: QPointF, words: str) -> None:
        theme, area = self.theme, self._area
        painter.setFont(self.font)
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(words) + 14.0, metrics.height() + 7.0
        left = min(at.x() + 14, area.right() - width - 4)
        top = at.y() - height - 8 if at.y() - height - 8 > area.top() else at.y() + 12
        box = QRectF(max(left, area.left() + NAME_LEFT), top, width, height)
        painter.setPen(QPen(QColor(theme.outline), 1))
        painter.setBrush(QColor(theme.tooltip))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | _LINE, words)


def area_of_strip(frame: Frame) -> QRectF:
    """The strip in the view."""
    return QRectF(0, 0, frame.width, frame.lanes_top)


def area_of_lanes(frame: Frame) -> QRectF:
    """The lanes in the view, names included."""
    return QRectF(0, frame.lanes_top, frame.width, frame.lanes_height)


def area_of_axis(frame: Frame) -> QRectF:
    """The axis in the view."""
    return QRectF(0, frame.lanes_bottom, frame.width, frame.height - frame.lanes_bottom)
