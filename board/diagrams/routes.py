"""The curves of ties: from border to border, parallel ones apart, round the boxes that stand in the way.

Pure functions over numpy arrays.  A curve is a quadratic Bézier from the middle of one box to the middle of the other,
cut where it leaves the first and enters the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]

LANE = 17.0  # between two parallel ties where they leave a box
BELLY = 15.0  # by how much more they stand apart half-way
AIR = 9.0  # a tie that comes nearer than this to a strange box is in its way
TIP = 3.0  # between the end of a tie and the border of its box
_BENDS = (0.07, -0.07, 0.16, -0.16, 0.27, -0.27, 0.4, -0.4, 0.55, -0.55)  # height of the arc, as a share of the length
_HIGHEST = 170.0  # px of an arc: higher ones leave the picture
_SAMPLES = 33
_CELL = 9.0  # of the grid in which curves keep apart
_SHARE = np.linspace(0, 1, _SAMPLES)[:, None]


@dataclass(frozen=True)
class Box:
    """A box by its centre and size; `radius` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 4.0


@dataclass(frozen=True)
class Route:
    """The visible piece of a curve: its start, control point and end."""

    start: Point
    control: Point
    end: Point

    def points(self, share: Floats = _SHARE) -> Floats:
        """Points along the curve, shape (n, 2), for shares 0 (start) to 1 (end) of shape (n, 1)."""
        return bezier(np.array(self.start), np.array(self.control), np.array(self.end), share)

    def shortened(self, by: float) -> Route:
        """The curve without its last `by` px; the whole of it where it is shorter than that."""
        begin, control, finish = map(np.array, (self.start, self.control, self.end))
        share = np.linspace(0, 1, 65)
        left = np.hypot(*(bezier(begin, control, finish, share[:, None]) - finish).T) >= by
        return _piece(begin, control, finish, 0.0, float(share[left][-1])) if left[1:].any() else self


def bezier(start: Floats, control: Floats, end: Floats, share: Floats) -> Floats:
    """Points of a quadratic Bézier curve; share has shape (n, 1)."""
    rest = 1 - share
    return rest * rest * start + 2 * rest * share * control + share * share * end


@dataclass(frozen=True)
class Wish:
    """A tie to be drawn: its key, both boxes, and its lane among the parallel ones."""

    key: str
    from_id: int
    to_id: int
    lane: int = 0
    lanes: int = 1


def route_all(wishes: Sequence[Wish], boxes: Mapping[int, Box]) -> dict[str, Route]:
    """The curve of every tie, by key; parallel ties share one bend and lie side by side."""
    groups: dict[tuple[int, int], list[Wish]] = {}
    for wish in wishes:
        groups.setdefault((min(wish.from_id, wish.to_id), max(wish.from_id, wish.to_id)), []).append(wish)
    centre = np.mean([(box.x, box.y) for box in boxes.values()], axis=0) if boxes else np.zeros(2)
    routes: dict[str, Route] = {}
    drawn = _Trodden(boxes)
    # short ties have the least choice, so they choose first
    for pair in sorted(groups, key=lambda pair: (_distance(boxes[pair[0]], boxes[pair[1]]), pair)):
        group = groups[pair]
        bend = _best_bend(boxes, pair, len(group), centre, drawn)
        for wish in group:
            route = _lane(boxes, pair, wish, bend)
            routes[wish.key] = route
            drawn.tread(route.points())
    return routes


class _Trodden:
    """A grid of the ground that curves run over already: two ties that part late read as one."""

    def __init__(self, boxes: Mapping[int, Box]) -> None:
        places = np.array([(box.x, box.y) for box in boxes.values()]).reshape(-1, 2)
        low, high = (places.min(axis=0), places.max(axis=0)) if len(places) else (np.zeros(2), np.zeros(2))
        margin = 0.6 * (high - low) + 100  # the highest arc stays within
        self._low = low - margin
        self._taken = np.zeros(((high - low + 2 * margin) / _CELL).astype(int) + 3, dtype=bool)

    def _cells(self, points: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        cells = ((points - self._low) / _CELL).astype(np.int64).clip(1, np.array(self._taken.shape) - 2)
        return cells[:, 0], cells[:, 1]

    def tread(self, points: Floats) -> None:
        """Take the cells under a curve and those around them, but for its ends, where all ties of a box meet."""
        x, y = self._cells(points[4:-4])
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                self._taken[x + dx, y + dy] = True

    def beside(self, points: Floats) -> float:
        """How many of the points of a curve, its ends apart, lie on taken ground."""
        return float(self._taken[self._cells(points[6:-6])].sum())


def _distance(one: Box, two: Box) -> float:
    return float(np.hypot(two.x - one.x, two.y - one.y))


def _frame(boxes: Mapping[int, Box], pair: tuple[int, int]) -> tuple[Floats, Floats, Floats, float]:
    """Both centres, the unit normal to their line, and their distance."""
    one, two = boxes[pair[0]], boxes[pair[1]]
    start, end = np.array([one.x, one.y]), np.array([two.x, two.y])
    along = end - start
    length = max(float(np.hypot(*along)), 1e-6)
    return start, end, np.array([-along[1], along[0]]) / length, length


def _best_bend(boxes: Mapping[int, Box], pair: tuple[int, int], lanes: int, centre: Floats, drawn: _Trodden) -> float:
    """The bend that goes round strange boxes, keeps off ties that are there, and is slight otherwise."""
    start, end, normal, length = _frame(boxes, pair)
    others = [box for actor, box in boxes.items() if actor not in pair]
    places = np.array([(box.x, box.y) for box in others]).reshape(-1, 2)
    halves = np.array([(box.width, box.height) for box in others]).reshape(-1, 2) / 2 + AIR + (lanes - 1) * LANE / 2
    outward = float(np.sign(((start + end) / 2 - centre) @ normal)) or 1.0
    best, least = 0.0, np.inf
    for bend in (bend for bend in _BENDS if abs(bend) * length <= _HIGHEST or abs(bend) == abs(_BENDS[0])):
        control = (start + end) / 2 + normal * (2 * bend * outward * length)
        points = bezier(start, control, end, _SHARE)
        inside = (np.abs(points[:, None, :] - places[None]) < halves[None]).all(axis=2)
        cost = 3.0 * float(inside.sum(axis=0).clip(0, 5).sum()) + 6.0 * abs(bend) + 0.22 * drawn.beside(points)
        if cost < least - 1e-9:
            best, least = bend * outward, cost
    return best


def _lane(boxes: Mapping[int, Box], pair: tuple[int, int], wish: Wish, bend: float) -> Route:
    start, end, normal, length = _frame(boxes, pair)
    side = wish.lane - (wish.lanes - 1) / 2
    shift = side * _lane_width(boxes, pair, wish.lanes, normal)
    begin, finish = start + normal * shift, end + normal * shift
    control = (start + end) / 2 + normal * (2 * bend * length + shift + 2 * side * BELLY)
    if wish.from_id != pair[0]:
        begin, finish = finish, begin
    return cut(begin, control, finish, boxes[wish.from_id], boxes[wish.to_id])


def _lane_width(boxes: Mapping[int, Box], pair: tuple[int, int], lanes: int, normal: Floats) -> float:
    """LANE, or less where the smaller box is too small for so many."""
    if lanes < 2:
        return LANE
    room = min(abs(normal[0]) * boxes[a].width + abs(normal[1]) * boxes[a].height for a in pair) - 14
    return float(max(3.0, min(LANE, room / (lanes - 1))))


def cut(begin: Floats, control: Floats, finish: Floats, first: Box, last: Box) -> Route:
    """The piece of the curve outside both boxes, TIP off their borders; the whole curve where the boxes touch."""
    share = np.linspace(0, 1, 129)
    points = bezier(begin, control, finish, share[:, None])
    a = _first_outside(share, _border_distance(points, first))
    b = 1.0 - _first_outside(share, _border_distance(points[::-1], last))
    if b - a < 0.02:
        a, b = 0.0, 1.0
    return _piece(begin, control, finish, float(a), float(b))


def _first_outside(share: Floats, distance: Floats) -> float:
    """The share at which the distance rises above TIP; between two samples, which lie far apart on a long curve."""
    outside = np.flatnonzero(distance > TIP)
    if not len(outside) or outside[0] == 0:
        return 0.0
    after = outside[0]
    low, high = distance[after - 1], distance[after]
    return float(share[after - 1] + (share[after] - share[after - 1]) * (TIP - low) / (high - low))


def _piece(begin: Floats, control: Floats, finish: Floats, a: float, b: float) -> Route:
    """The same curve between the shares a and b (de Casteljau, by blossoming)."""

    def blossom(s: float, t: float) -> Point:
        point = (1 - s) * (1 - t) * begin + (s * (1 - t) + t * (1 - s)) * control + s * t * finish
        return float(point[0]), float(point[1])

    return Route(blossom(a, a), blossom(a, b), blossom(b, b))


def _border_distance(points: Floats, box: Box) -> Floats:
    """Distance of points to the border of a rounded box, negative inside (Quilez, "2D distance functions")."""
    radius = min(box.radius, box.width / 2, box.height / 2)
    beyond = np.abs(points - (box.x, box.y)) - (box.width / 2 - radius, box.height / 2 - radius)
    outside = np.hypot(np.maximum(beyond[:, 0], 0), np.maximum(beyond[:, 1], 0))
    return outside + np.minimum(beyond.max(axis=1), 0) - radius


def distances(lines: Floats, place: Floats) -> Floats:
    """How far a place (2,) is from each of n polylines of m points, shape (n, m, 2)."""
    start, end = lines[:, :-1], lines[:, 1:]
    along = end - start
    share = ((place - start) * along).sum(axis=2) / np.maximum((along**2).sum(axis=2), 1e-9)
    nearest = start + along * share.clip(0, 1)[:, :, None]
    return np.hypot(*np.moveaxis(nearest - place, 2, 0)).min(axis=1)
