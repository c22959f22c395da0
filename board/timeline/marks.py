"""Where each incident is drawn: marks and bars side by side in rows, and labels that never overlap.

Every function here is pure: arrays of pixels in, arrays of pixels out.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from board.timeline.scale import Scale
from db.columns import APPROXIMATE, OPEN_FUTURE, OPEN_PAST, IncidentColumns

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MARK_PX = 15.0  # a mark with its outline
MARK_GAP = 1.0
OPEN_PX = 140.0  # how far a bar goes on where its date is open
LEAST_BAR_PX = 22.0  # what is shorter is drawn as a mark alone
FADE_SHARE = 0.45  # of a bar's length, at an end that is not certain
MOST_ROWS = 4
LABEL_GAP = 4.0
LEAST_LABEL_PX = 54.0
MOST_LABEL_PX = 260.0
LABEL_HEIGHT = 15.0


@dataclass(frozen=True, eq=False)
class Spots:
    """Incidents across the time axis; all arrays have the shape (n,).

    `head`: the pixel of the mark's middle.  `start`, `stop`: the ends of the bar, equal where there is none.
    `fades_left`, `fades_right`: whether the bar vanishes towards that end.
    """

    head: Floats
    start: Floats
    stop: Floats
    fades_left: Mask
    fades_right: Mask

    @property
    def bars(self) -> Mask:
        """Which have a bar."""
        return self.stop > self.start


def spots(
    columns: IncidentColumns, places: Ints, scale: Scale, hours: Floats | None = None, about: Mask | None = None
) -> Spots:
    """Where the incidents at `places` lie on the scale; `hours` of the day (NaN: not known) refine exact days.

    `about`, shape (n, 2): whether the first and the last day are approximate; by the columns' flag if not given.

    A date that spans days is a bar with its mark in the middle (for "about 8 June": on the 8th); one that is open
    to the past or the future has its mark at the known end and fades out towards the other.
    """
    earliest, latest = columns.earliest[places].astype(np.int64), columns.latest[places].astype(np.int64)
    open_past, open_future = earliest == OPEN_PAST, latest == OPEN_FUTURE
    first, end = scale.xs(np.where(open_past, latest, earliest)), scale.xs(np.where(open_future, earliest, latest) + 1)
    exact = (earliest == latest) & ~open_past & ~open_future
    head = (first + end) / 2
    if hours is not None:
        timed = exact & ~np.isnan(hours)
        head = np.where(timed, first + np.nan_to_num(hours) / 24 * scale.per_day, head)
        exact = exact & (timed | (scale.per_day < 150))  # a day without its hour is a bar once hours can be seen
    start = np.where(open_past, end - OPEN_PX, first)
    stop = np.where(open_future, first + OPEN_PX, end)
    open_either = open_past | open_future
    bar = (open_either | ~exact) & (stop - start >= LEAST_BAR_PX)
    # the mark of a bar that reaches out of sight stays in sight, but never leaves its bar
    low, high = np.maximum(start, scale.left), np.minimum(stop, scale.right)
    inside = np.clip(head, low + MARK_PX / 2, high - MARK_PX / 2)
    head = np.where(bar & (high - low > MARK_PX), inside, head)
    if about is None:
        about = np.repeat((columns.flags[places] & APPROXIMATE) != 0, 2).reshape(-1, 2)
    return Spots(
        head=head,
        start=np.where(bar, start, head),
        stop=np.where(bar, stop, head),
        fades_left=bar & (open_past | about[:, 0]),
        fades_right=bar & (open_future | about[:, 1]),
    )


def rows(found: Spots, lane: Ints, most: int = MOST_ROWS) -> Ints:
    """The row of each incident within its lane, from 0, so that no mark hides a mark and no bar hides a bar.

    -1 where all rows are taken at that place.  Bars are laid first, longest first; a mark may lie on another's
    bar, but not on its mark.  `lane` must be ascending.
    """
    result = np.full(len(lane), -1, dtype=np.int64)
    bars = found.bars
    length = found.stop - found.start
    for low, high in _stretches(lane):
        members = np.arange(low, high)
        order = members[np.lexsort((members, found.head[low:high], -length[low:high]))]
        lane_rows = [_Row() for _ in range(most)]
        for item in order.tolist():
            body = (found.start[item], found.stop[item]) if bars[item] else None
            for number, row in enumerate(lane_rows):
                if row.takes(found.head[item], body):
                    result[item] = number
                    break
    return result


class _Row:
    """What is taken in one row of a lane."""

    def __init__(self) -> None:
        self._heads: list[float] = []
        self._bodies: list[tuple[float, float]] = []

    def takes(self, head: float, body: tuple[float, float] | None) -> bool:
        """Put a mark, and its bar if it has one, here; False where there is no room."""
        at = bisect_left(self._heads, head)
        near = MARK_PX + MARK_GAP
        if (at and head - self._heads[at - 1] < near) or (at < len(self._heads) and self._heads[at] - head < near):
            return False
        if body is not None:
            if any(body[0] < stop + 2 and start - 2 < body[1] for start, stop in self._bodies):
                return False
            self._bodies.append(body)
        insort(self._heads, head)
        return True


def _stretches(lane: Ints) -> list[tuple[int, int]]:
    """(start, stop) of each run of equal numbers."""
    if not len(lane):
        return []
    cuts = np.flatnonzero(np.diff(lane)) + 1
    edges = [0, *cuts.tolist(), len(lane)]
    return list(pairwise(edges))


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands for the incidents that found no row: a count at a place."""

    lane: int
    x: float
    items: tuple[int, ...]  # numbers of the incidents among the spots


def badges(found: Spots, lane: Ints, row: Ints, width: float = 26.0) -> list[Badge]:
    """The incidents without a row, gathered where they lie closer than `width` pixels in one lane."""
    left_over = np.flatnonzero(row < 0)
    order = left_over[np.lexsort((found.head[left_over], lane[left_over]))]
    gathered: list[list[int]] = []
    for item in order.tolist():
        before = gathered[-1] if gathered else None
        if before and lane[before[0]] == lane[item] and found.head[item] - found.head[before[0]] < width:
            before.append(item)
        else:
            gathered.append([item])
    return [Badge(int(lane[group[0]]), float(found.head[group].mean()), tuple(group)) for group in gathered]


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """A label that has room: its item, the left end and the middle of its line, how wide it may be."""

    item: int
    x: float
    y: float
    width: float


class LabelPlacer:
    """Gives labels their places, one after the other, in an area where marks and earlier labels are in the way."""

    def __init__(self, obstacles: Floats, left: float, right: float) -> None:
        """`obstacles`: boxes as rows (left, top, right, bottom), shape (k, 4)."""
        self._taken = np.empty((len(obstacles) + 256, 4))
        self._taken[: len(obstacles)] = obstacles
        self._count = len(obstacles)
        self._left, self._right = left, right

    def place(
        self, item: int, x: float, y: float, wanted: float, shifts: Sequence[float], band: tuple[float, float]
    ) -> LabelSpot | None:
        """Beside the mark at (x, y), to its right, else to its left, else `shifts` above or below it; None: no room.

        Where it has room nowhere as a whole it may be shortened to LEAST_LABEL_PX, but not to the left of its mark;
        `band`: the top and the bottom that it must keep within.
        """
        wanted = min(wanted, MOST_LABEL_PX)
        beside = MARK_PX / 2 + LABEL_GAP
        tries = [(x + beside, y), (x - beside - wanted, y), *((x - 4, y + shift) for shift in shifts)]
        half = LABEL_HEIGHT / 2
        tries = [
            (start, middle, self._room(start, middle))
            for start, middle in tries
            if middle - half >= band[0] and middle + half <= band[1] and start >= self._left
        ]
        whole = next((found for found in tries if found[2] >= wanted), None)
        shortened = max((found for found in tries if found[0] > x - beside), key=_room_of, default=None)
        chosen = whole or shortened
        if chosen is None or chosen[2] < min(wanted, LEAST_LABEL_PX):
            return None
        start, middle, room = chosen
        self._take(start, middle, min(wanted, room))
        return LabelSpot(item, start, middle, min(wanted, room))

    def _room(self, start: float, middle: float) -> float:
        """How far a line of text could run from here to the right."""
        taken = self._taken[: self._count]
        beside = taken[(taken[:, 1] < middle + LABEL_HEIGHT / 2) & (taken[:, 3] > middle - LABEL_HEIGHT / 2)]
        ahead = beside[beside[:, 2] > start]
        nearest = float(ahead[:, 0].min()) if len(ahead) else self._right
        return min(nearest - LABEL_GAP, self._right) - start

    def _take(self, start: float, middle: float, width: float) -> None:
        if self._count == len(self._taken):
            self._taken = np.concatenate([self._taken, np.empty_like(self._taken)])
        half = LABEL_HEIGHT / 2
        self._taken[self._count] = (start, middle - half, start + width + LABEL_GAP, middle + half)
        self._count += 1


def _room_of(found: tuple[float, float, float]) -> float:
    return found[2]


def label_order(columns: IncidentColumns, places: Ints, selected: int | None) -> Ints:
    """Numbers of the incidents in the order in which they get labels: the selected one, the deadliest, the latest.

    The order does not depend on the window, so labels do not jump about while it is brushed.
    """
    chosen = columns.ids[places] != (-1 if selected is None else selected)
    order = np.lexsort(
        (columns.ids[places], -columns.earliest[places].astype(np.int64), -columns.deaths[places], chosen)
    )
    return order.astype(np.int64)


def nearest(heads: Floats, tops: Floats, x: float, y: float, reach: float = MARK_PX * 0.75) -> int | None:
    """The number of the mark whose middle lies nearest to the point, within `reach` pixels; None for none."""
    if not len(heads):
        return None
    distance = np.hypot(heads - x, tops - y)
    best = int(np.argmin(distance))
    return best if distance[best] <= reach else None
