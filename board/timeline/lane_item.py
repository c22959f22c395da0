"""The lanes: names, grid, density, bars, marks and labels."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from board.guards import guarded
from board.theme.painting import scaled_font
from board.theme.palette import Theme, mix
from board.timeline.density import heights
from board.timeline.edits import counted, grouped
from board.timeline.frame import NAME_LEFT, Frame
from board.timeline.items import Part
from board.timeline.labels import RING_PX
from board.timeline.marks import FADE_SHARE, MOST_ROWS, OPEN_PX
from board.timeline.picture import LANE_PX, ROW_PX, Label, Picture
from board.timeline.scale import Tick
from board.timeline.sprites import Sprites, paint_bar

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_BAR_PX = 10.0
_DIM = 0.28  # opacity of what is out of focus
_WITHDRAWN = 0.35
BADGE_PX = (24.0, 14.0)


class _Sign(NamedTuple):
    """One mark of the picture as plain numbers: reading arrays one by one would take longer than drawing."""

    number: int
    incident: int
    x: float
    y: float
    start: float
    stop: float
    fades_left: bool
    fades_right: bool
    kind: int
    outline: int
    recurring: bool
    opacity: float


def _signs(picture: Picture, seen: range, selected: int | None) -> list[_Sign]:
    """The marks of the lanes in sight that have a row."""
    marks, spots = picture.marks, picture.marks.spots
    low, high = np.searchsorted(marks.lane, [seen.start, seen.stop])
    drawn = low + np.flatnonzero(marks.row[low:high] >= 0)
    dim = picture.dimmed[marks.lane[drawn]] & (marks.ids[drawn] != (-1 if selected is None else selected))
    opacity = np.where(dim, _DIM, 1.0) * np.where(marks.withdrawn[drawn], _WITHDRAWN, 1.0)
    arrays = (marks.ids, spots.head, marks.y, spots.start, spots.stop, spots.fades_left, spots.fades_right)
    looks = (marks.kind, marks.outline, marks.recurring)
    columns = [array[drawn].tolist() for array in (*arrays, *looks)]
    return [_Sign(*values) for values in zip(drawn.tolist(), *columns, opacity.tolist(), strict=True)]


@guarded
class LanesItem(Part):
    """All lanes, of which those in sight are painted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.name_font = QFont()
        self.picture: Picture | None = None
        self.scroll = 0.0
        self._frame = Frame(0, 0, 0)
        self._ticks: list[tuple[float, Tick]] = []
        self._labels: list[Label] = []
        self.selected: int | None = None
        self._chosen: frozenset[int] = frozenset()
        self._hovered: int | None = None
        self._sprites = Sprites(theme, 1.0)

    def show_picture(self, picture: Picture, frame: Frame, ticks: list[tuple[float, Tick]]) -> None:
        """Draw this from now on."""
        self.picture, self._frame, self._ticks = picture, frame, ticks
        self.update()

    def show_labels(self, labels: list[Label]) -> None:
        """The titles beside marks."""
        self._labels = labels
        self.update()

    def show_selected(self, selected: int | None, chosen: frozenset[int]) -> None:
        """Ids of the incident that is looked at and of those chosen with the rubber band."""
        if (selected, chosen) != (self.selected, self._chosen):
            self.selected, self._chosen = selected, chosen
            self.update()

    def show_hovered(self, number: int | None) -> None:
        """The number of the mark under the pointer, or None."""
        if number != self._hovered:
            self._hovered = number
            self.update()

    def set_scroll(self, scroll: float) -> None:
        """How far the lanes are scrolled up, in pixels."""
        if scroll != self.scroll:
            self.scroll = scroll
            self.update()

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        """Everything between the strip and the axis."""
        picture, area = self.picture, self._area
        if picture is None or area.height() <= 0:
            return
        ratio = painter.device().devicePixelRatioF()
        if self._sprites.ratio != ratio or self._sprites.theme is not self.theme:
            self._sprites = Sprites(self.theme, ratio)
        painter.save()
        painter.setClipRect(area)
        self._paint_grid(painter, area)
        painter.translate(0, round(area.top() - self.scroll))
        low = picture.lane_at(self.scroll) or 0
        high = int(np.searchsorted(picture.tops, self.scroll + area.height()))
        seen = range(low, min(high, len(picture.lanes)))
        self._paint_names(painter, picture, seen)
        painter.setClipRect(
            QRectF(self._frame.left, self.scroll - 1, area.right() - self._frame.left, area.height() + 2)
        )
        self._paint_density(painter, picture, seen)
        self._paint_marks(painter, picture, seen)
        self._paint_labels(painter)
        painter.restore()

    def _paint_grid(self, painter: QPainter, area: QRectF) -> None:
        plain, strong = QPen(QColor(self.theme.grid), 1), QPen(QColor(self.theme.outline), 1)
        plain.setDashPattern([2, 4])
        for x, tick in self._ticks:
            painter.setPen(strong if tick.strong else plain)
            painter.drawLine(QPointF(round(x) + 0.5, area.top()), QPointF(round(x) + 0.5, area.bottom()))

    def _paint_names(self, painter: QPainter, picture: Picture, seen: range) -> None:
        theme, left = self.theme, self._frame.left
        metrics = QFontMetricsF(self.name_font)
        dense = set(picture.density.lanes.tolist())
        for lane in seen:
            painter.setFont(self.name_font)
            top, bottom = float(picture.tops[lane]), float(picture.tops[lane + 1])
            painter.fillRect(QRectF(0, bottom - 1, self._area.width(), 1), QColor(theme.hairline))
            painter.setPen(QColor(theme.text_faint if picture.dimmed[lane] else theme.text))
            text = metrics.elidedText(picture.lanes.labels[lane], Qt.TextElideMode.ElideRight, left - NAME_LEFT - 8)
            room = QRectF(NAME_LEFT, top, left - NAME_LEFT - 4, LANE_PX)
            if lane in dense:  # lanes of bars have a height each of their own: how many they stand for is written
                room.translate(0, (bottom - top - LANE_PX) / 2)
                painter.drawText(room.adjusted(0, 2, 0, -LANE_PX / 2 + 2), _LEFT, text)
                painter.setFont(self.font)
                painter.setPen(QColor(theme.text_faint if picture.dimmed[lane] else theme.text_soft))
                total = int(picture.totals[lane])
                fits = QFontMetricsF(self.font).horizontalAdvance(counted(total)) <= room.width()
                below = room.adjusted(0, LANE_PX / 2, 0, -1)
                painter.drawText(below, _LEFT, counted(total) if fits else grouped(total))
            else:
                painter.drawText(room, _LEFT, text)

    def _paint_density(self, painter: QPainter, picture: Picture, seen: range) -> None:
        theme, bars = self.theme, picture.density
        if not len(bars.lanes):
            return
        lefts, rights = np.round(bars.edges[:-1]), np.round(bars.edges[1:]) - 1
        widths = np.maximum(rights - lefts, 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in np.flatnonzero((bars.lanes >= seen.start) & (bars.lanes < seen.stop)).tolist():
            lane = int(bars.lanes[number])
            bottom, room = float(picture.tops[lane + 1]) - 3, float(picture.tops[lane + 1] - picture.tops[lane]) - 7
            dim = bool(picture.dimmed[lane])
            layers = [(bars.counts[number], 0.3 if dim or bars.in_focus is not bars.counts else 1.0)]
            if bars.in_focus is not bars.counts:
                layers.append((bars.in_focus[number], 1.0))
            for counts, share in layers:
                tall = heights(counts, int(bars.most[number]), room)
                painter.setBrush(QColor(mix(theme.density_in, theme.panel, share)))
                shown = np.flatnonzero(tall).tolist()
                painter.drawRects([QRectF(lefts[i], bottom - tall[i], widths[i], tall[i]) for i in shown])

    def _paint_marks(self, painter: QPainter, picture: Picture, seen: range) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        signs = _signs(picture, seen, self.selected)
        painter.save()
        self._clip_to_window(painter, picture)
        for sign in signs:
            if sign.stop > sign.start:
                painter.setOpacity(sign.opacity)
                self._paint_bar(painter, sign)
        painter.restore()
        for sign in signs:
            painter.setOpacity(sign.opacity)
            self._sprites.draw(painter, sign.x, sign.y, sign.kind, sign.outline, sign.recurring)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for sign in signs:
            pen = self._ring_pen(sign)
            if pen is not None:
                painter.setPen(pen)
                painter.drawEllipse(QPointF(sign.x, sign.y), RING_PX, RING_PX)
        self._paint_badges(painter, picture, seen)

    def _clip_to_window(self, painter: QPainter, picture: Picture) -> None:
        """What goes on before or after the window is cut off where its first and last day end."""
        left, right = picture.scale.left, picture.scale.right
        room = QRectF(left, self.scroll - 1, right - left, self._area.height() + 2)
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)

    def _paint_bar(self, painter: QPainter, sign: _Sign) -> None:
        # far beyond the edge a gradient loses its precision, and a hatch would be drawn line by line
        start = max(sign.start, self._frame.left - OPEN_PX)
        stop = min(sign.stop, self._frame.right + OPEN_PX)
        rect = QRectF(start, round(sign.y) - _BAR_PX / 2, stop - start, _BAR_PX)
        fades = (sign.fades_left, sign.fades_right)
        share = FADE_SHARE if all(fades) else min(2 * FADE_SHARE, 0.9)
        paint_bar(painter, self.theme, rect, sign.kind, fades, sign.recurring, share)

    def _ring_pen(self, sign: _Sign) -> QPen | None:
        if sign.incident == self.selected:
            return QPen(QColor(self.theme.accent), 2.6)
        if sign.incident in self._chosen:
            return QPen(QColor(self.theme.accent), 1.4)
        return QPen(QColor(self.theme.text_faint), 1.2) if sign.number == self._hovered else None

    def _paint_badges(self, painter: QPainter, picture: Picture, seen: range) -> None:
        theme = self.theme
        painter.setFont(scaled_font(self.font, 0.9))
        for number, badge in enumerate(picture.badges):
            if badge.lane not in seen:
                continue
            box = badge_box(picture, number)
            ring = any(int(picture.marks.ids[item]) == self.selected for item in badge.items)
            painter.setPen(QPen(QColor(theme.accent if ring else theme.outline), 2 if ring else 1))
            painter.setBrush(QColor(theme.chip))
            painter.setOpacity(_DIM if picture.dimmed[badge.lane] and not ring else 1.0)
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.setPen(QColor(theme.text))
            painter.drawText(box, _CENTRE, f"+{len(badge.items)}")
        painter.setOpacity(1.0)

    def _paint_labels(self, painter: QPainter) -> None:
        painter.setFont(self.font)
        metrics = QFontMetricsF(self.font)
        plain, dim = QColor(self.theme.text), QColor(self.theme.text_faint)
        ground = QColor(self.theme.panel)
        ground.setAlphaF(0.66)  # a bar or a line of the grid behind the words stays visible, but does not disturb
        for label in self._labels:
            spot = label.spot
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(spot.x - 1, spot.y - 7, spot.width + 2, 14), 3, 3)
            painter.setPen(dim if label.dim else plain)
            box = QRectF(spot.x, spot.y - 9, spot.width + 1, 18)
            painter.drawText(box, _LEFT, metrics.elidedText(label.text, Qt.TextElideMode.ElideRight, spot.width + 1))


def badge_box(picture: Picture, number: int) -> QRectF:
    """Where a badge is, from the top of the first lane: at the foot of its lane."""
    badge = picture.badges[number]
    width, height = BADGE_PX
    middle = float(picture.tops[badge.lane]) + LANE_PX / 2 + ROW_PX * MOST_ROWS
    return QRectF(badge.x - width / 2, middle - height / 2, width, height)
