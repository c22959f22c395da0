"""Histograms of the strip and the lanes, and which lanes are sparse enough for single marks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from db.activity import GroupedDays

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MOST_MARKS = 400  # in all lanes together: more can neither be told apart nor painted within a frame
PX_A_MARK = 10.0  # of a lane's width, for each of its marks


def histogram(days: GroupedDays, edges: Ints, groups: Ints | None = None) -> Ints:
    """Incidents that overlap each span between the edges, over the groups together; shape (len(edges) - 1,)."""
    series: Ints = days.series(edges, groups)
    return series.sum(axis=0)


def by_group(days: GroupedDays, edges: Ints, groups: Ints) -> Ints:
    """The same for each group; a group of -1 has nothing.  Shape (len(groups), len(edges) - 1)."""
    known = groups >= 0
    result = np.zeros((len(groups), len(edges) - 1), dtype=np.int64)
    if known.any():
        result[known] = days.series(edges, groups[known])
    return result


def heights(counts: Ints, most: int, room: float, least: float = 2.0) -> Floats:
    """Heights of bars for counts out of `most`, whole pixels: linear, but never too low to be seen; 0 for none."""
    scaled = np.round(counts * (room / max(most, 1)))
    return np.where(counts > 0, np.clip(scaled, min(least, room), room), 0.0)


def sparse(counts: Ints, width: float, most: int = MOST_MARKS) -> Mask:
    """Which lanes show marks: those whose marks have room in `width`, the emptiest first, until there are `most`."""
    fits = counts <= max(width / PX_A_MARK, 12)
    order = np.argsort(counts, kind="stable")
    running = np.cumsum(counts[order])
    within = np.zeros(len(counts), dtype=np.bool_)
    within[order] = running <= most
    return fits & within
