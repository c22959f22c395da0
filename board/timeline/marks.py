"""Where each incident is drawn: marks and bars, side by side in rows.

Every function here is pure: arrays of pixels in, arrays of pixels out.
"""

from __future__ import annotations

from bisect import bisect_left
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
_NEAR = MARK_PX + 1.0  # marks of one row are no closer than this
OPEN_PX = 140.0  # how far a bar goes on where its date is open
LEAST_BAR_PX = 22.0  # what is shorter is drawn as a mark alone
FADE_SHARE = 0.45  # of a bar's length, at an end that is not certain
MOST_ROWS = 4


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
    # the fading part of an open date is kept in sight even where its known end is not
    start = np.where(open_past, np.minimum(end, scale.right + MARK_PX) - OPEN_PX, first)
    stop = np.where(open_future, np.maximum(first, scale.left - MARK_PX) + OPEN_PX, end)
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
    result = [-1] * len(lane)
    heads, starts, stops = found.head.tolist(), found.start.tolist(), found.stop.tolist()
    for low, high in _stretches(lane):
        order = low + np.lexsort((found.head[low:high], (found.start - found.stop)[low:high]))
        lane_rows = [_Row() for _ in range(most)]
        for item in order.tolist():
            for number, row in enumerate(lane_rows):
                if row.takes(heads[item], starts[item], stops[item]):
                    result[item] = number
                    break
    return np.array(result, dtype=np.int64)


class _Row:
    """What is taken in one row of a lane."""

    def __init__(self) -> None:
        self._heads: list[float] = []
        self._bodies: list[tuple[float, float]] = []

    def takes(self, head: float, start: float, stop: float) -> bool:
        """Put a mark, and its bar where it has one, here; False where there is no room."""
        heads = self._heads
        at = bisect_left(heads, head)
        if (at and head - heads[at - 1] < _NEAR) or (at < len(heads) and heads[at] - head < _NEAR):
            return False
        if stop > start:
            if any(start < other_stop + 2 and other_start - 2 < stop for other_start, other_stop in self._bodies):
                return False
            self._bodies.append((start, stop))
        heads.insert(at, head)
        return True


def _stretches(lane: Ints) -> list[tuple[int, int]]:
    """(start, stop) of each run of equal numbers."""
    if not len(lane):
        return []
    cuts = np.flatnonzero(np.diff(lane)) + 1
    edges = [0, *cuts.tolist(), len(lane)]
    return list(pairwise(edges))


def lonely_to_row(found: Spots, lane: Ints, row: Ints) -> Ints:
    """The rows again, with what would be alone in a badge as a mark in the row of the badges."""
    alone = [badge.items[0] for badge in badges(found, lane, row) if len(badge.items) == 1]
    result = row.copy()
    result[alone] = MOST_ROWS
    return result


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands for the incidents that found no row: a count at a place."""

    lane: int
    x: float
    items: tuple[int, ...]  # numbers of the incidents among the spots


def badges(found: Spots, lane: Ints, row: Ints, width: float = 26.0) -> list[Badge]:
    """The incidents without a row, gathered so that no two badges of a lane lie closer than `width` pixels."""
    left_over = np.flatnonzero(row < 0)
    order = left_over[np.lexsort((found.head[left_over], lane[left_over]))]
    gathered: list[list[int]] = []
    for item in order.tolist():
        before = gathered[-1] if gathered else None
        if before and lane[before[0]] == lane[item] and found.head[item] - found.head[before].mean() < width:
            before.append(item)
        else:
            gathered.append([item])
    return [Badge(int(lane[group[0]]), float(found.head[group].mean()), tuple(group)) for group in gathered]


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
