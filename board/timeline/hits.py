"""What lies under the pointer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF

from board.timeline.frame import Frame
from board.timeline.lane_item import badge_box
from board.timeline.marks import nearest
from board.timeline.picture import Picture

_EDGE_PX = 6.0  # how far from the edge of the brush it can still be taken
_BAR_PX = 7.0
_HANDLE_PX, _HANDLE_HIGH, _LINE_PX = 8.0, 11.0, 3.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of the picture, with the number of the mark, badge or lane.

    Parts of the strip: first, last (the edges of the brush), brush, strip.  Of the lanes: as_of, mark, badge, bar
    (a density), name, ground.  Below: axis.
    """

    part: str
    number: int = -1


def hit(
    at: QPointF, frame: Frame, brush: tuple[float, float], picture: Picture | None, scroll: float, as_of: float | None
) -> Hit:
    """The part at a place of the view; `brush` and `as_of` in pixels, `scroll` of the lanes."""
    if at.y() < frame.lanes_top - 1 and not _on_handle(at, frame, as_of):
        return Hit(_strip_part(at.x(), brush))
    if at.y() >= frame.lanes_bottom or picture is None:
        return Hit("axis")
    if _on_handle(at, frame, as_of):
        return Hit("as_of")
    lane = picture.lane_at(at.y() - frame.lanes_top + scroll)
    if at.x() < frame.left:
        return Hit("ground") if lane is None else Hit("name", lane)
    found = _in_lane(at.x(), at.y() - frame.lanes_top + scroll, picture)
    if found is not None:
        return found
    if as_of is not None and abs(at.x() - as_of) <= _LINE_PX:
        return Hit("as_of")
    if lane is not None and lane in picture.density.lanes:
        return Hit("bar", lane)
    return Hit("ground")


def _on_handle(at: QPointF, frame: Frame, as_of: float | None) -> bool:
    near = as_of is not None and abs(at.x() - as_of) <= _HANDLE_PX
    return near and frame.lanes_top - 3 <= at.y() <= frame.lanes_top + _HANDLE_HIGH


def _strip_part(x: float, brush: tuple[float, float]) -> str:
    first, last = brush
    nearer = "first" if abs(x - first) < abs(x - last) or (x < first and first == last) else "last"
    if min(abs(x - first), abs(x - last)) <= min(_EDGE_PX, max((last - first) / 3, 3.0)):
        return nearer
    if not first <= x <= last and min(abs(x - first), abs(x - last)) <= _EDGE_PX:
        return nearer
    return "brush" if first < x < last else "strip"


def _in_lane(x: float, y: float, picture: Picture) -> Hit | None:
    marks = picture.marks
    drawn = np.flatnonzero(marks.row >= 0)
    found = nearest(marks.spots.head[drawn], marks.y[drawn], x, y)
    if found is not None:
        return Hit("mark", int(drawn[found]))
    for number in range(len(picture.badges)):
        if badge_box(picture, number).contains(x, y):
            return Hit("badge", number)
    spots = marks.spots
    on_bar = spots.bars & (marks.row >= 0) & (np.abs(marks.y - y) <= _BAR_PX) & (spots.start <= x) & (x <= spots.stop)
    bars = np.flatnonzero(on_bar)
    return Hit("mark", int(bars[0])) if len(bars) else None


def bin_at(picture: Picture, lane: int, x: float) -> tuple[int, int, int] | None:
    """(first day, last day, incidents) of the bar of a dense lane at a pixel; None where there is none."""
    bars = picture.density
    row = np.flatnonzero(bars.lanes == lane)
    place = int(np.searchsorted(bars.edges, x, side="right")) - 1
    if not len(row) or not 0 <= place < len(bars.days) - 1:
        return None
    return int(bars.days[place]), int(bars.days[place + 1]) - 1, int(bars.counts[row[0], place])
