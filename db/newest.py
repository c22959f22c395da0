"""The newest (or oldest) incidents in focus without sorting or visiting them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from db.columns import OPEN_PAST, UNASSIGNED

if TYPE_CHECKING:
    from db.activity import Activity

Ints = NDArray[np.int64]
_STRETCH, _LONGEST_STRETCH = 64, 16_384  # looked at in one go: more each time that too few are found
_DAY_SPAN = 65_000


class InOrder:
    """One set of incidents sorted by day once, and by flashpoint and day: a page is then read from its end.

    The day of an incident is its first one, or, where it is open to the past, its last.
    """

    def __init__(self, activity: Activity) -> None:
        columns = activity.columns
        self.activity = activity
        self._earliest, self._latest = columns.earliest, columns.latest
        dated = activity.dated
        first, last = columns.earliest[dated], columns.latest[dated]
        day = np.where(first > OPEN_PAST, first, last).astype(np.int64)
        # numpy sorts 16-bit numbers by counting, ten times faster; a span of 178 years needs no more
        base = int(day.max(initial=0)) - _DAY_SPAN
        fits = not len(day) or int(day.min()) >= base
        key = (day - base).astype(np.uint16) if fits else day
        order = np.argsort(key, kind="stable")
        self._all: Ints = dated[order]
        self._all_days = day[order].astype(np.int32)
        groups = len(columns.flashpoint_ids)
        code = columns.flashpoint[self._all]
        code = np.where(code == UNASSIGNED, groups, code)
        narrow = code.astype(np.uint16) if groups < 65_535 else code
        by_group = np.argsort(narrow, kind="stable")
        self._grouped: Ints = self._all[by_group]
        self._grouped_days = self._all_days[by_group]
        self._bounds = np.searchsorted(code[by_group], np.arange(groups + 2))
        self._open: Ints = self._all[columns.earliest[self._all] == OPEN_PAST]
        self._undated: Ints = np.setdiff1d(activity.places, dated, assume_unique=True)

    def page(self, first: int, last: int, groups: Ints | None, limit: int, *, newest: bool = True) -> Ints:
        """Up to `limit` positions of incidents that overlap [first, last] at these groups, in order of their day."""
        whole = [(self._all, self._all_days)]
        runs = whole if groups is None else [self._run(int(group)) for group in groups]
        parts = [self._scan(run, days, first, last, limit, newest) for run, days in runs]
        found = np.concatenate(parts) if parts else np.empty(0, np.int64)
        if len(parts) > 1:
            order = np.argsort(self._day(found), kind="stable")
            found = found[order[::-1]] if newest else found[order]
        # "by 16 June" reaches back into any earlier window: its day lies after the window, and so after all of these
        by_then = self._at(self._open[self._latest[self._open] > last], groups)
        parts = [by_then[::-1], found] if newest else [found, by_then]
        return np.concatenate(parts)[:limit]

    def _run(self, group: int) -> tuple[Ints, NDArray[np.int32]]:
        stretch = slice(self._bounds[group], self._bounds[group + 1])
        return self._grouped[stretch], self._grouped_days[stretch]

    def _at(self, places: Ints, groups: Ints | None) -> Ints:
        if groups is None or not len(places):
            return places
        columns = self.activity.columns
        code = columns.flashpoint[places]
        return places[np.isin(np.where(code == UNASSIGNED, len(columns.flashpoint_ids), code), groups)]

    def undated(self, groups: Ints | None, limit: int) -> Ints:
        """Positions of those without any date: they belong to every window, and to none."""
        return self._at(self._undated, groups)[:limit]

    def undated_count(self, groups: Ints | None) -> int:
        """How many have no date."""
        return len(self.undated(groups, len(self._undated)))

    def _day(self, places: Ints) -> Ints:
        first = self._earliest[places].astype(np.int64)
        return np.where(first > OPEN_PAST, first, self._latest[places])

    def _scan(self, run: Ints, days: NDArray[np.int32], first: int, last: int, limit: int, newest: bool) -> Ints:
        """Walk the run from its new (or old) end, a stretch at a time, until enough overlap the span."""
        start, stop = 0, int(np.searchsorted(days, last, side="right"))
        found: list[Ints] = []
        have, length = 0, max(_STRETCH, 2 * limit)
        while start < stop and have < limit:
            if newest:
                begin = max(start, stop - length)
                stretch, stop = run[begin:stop][::-1], begin
            else:
                end = min(stop, start + length)
                stretch, start = run[start:end], end
            hit = stretch[(self._earliest[stretch] <= last) & (self._latest[stretch] >= first)]
            found.append(hit)
            have += len(hit)
            length = min(_LONGEST_STRETCH, 4 * length)
        return np.concatenate(found)[:limit] if found else np.empty(0, np.int64)
