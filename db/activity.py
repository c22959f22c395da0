"""How much happened where, when and by whom: counts over the incident columns that cost the same at any size.

Every count is of incidents whose date overlaps a span of days [first, last].  An incident overlaps it unless it
begins after `last` or ends before `first`, so the count is (begun by `last`) - (ended before `first`): two
look-ups in running totals, however many incidents lie between.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from db.columns import OPEN_FUTURE, OPEN_PAST, WITHDRAWN, IncidentColumns
from db.newest import InOrder

Ints = NDArray[np.int64]
_LARGEST_TABLE = 24_000_000  # slots of group x day, 4 bytes each; beyond that days are too spread out for a table


class GroupedDays:
    """For each of `groups` groups how many members had begun, or had ended, before any day: two look-ups a count.

    The counts stand in one running total over all (group, day) slots, which takes one pass to make and no sorting.
    Slot 0 of a group is "open to the past", its last slot "open to the future"; the days between are those of the
    members.  Where groups and days are so many that a table would outgrow memory, the slots of the members are sorted
    instead and a count is two binary searches.
    """

    def __init__(
        self, group: NDArray[np.integer], earliest: NDArray[np.int32], latest: NDArray[np.int32], groups: int
    ) -> None:
        self.groups = groups
        self._days = _days_between(earliest, latest)
        self._slots = len(self._days) + 2
        self._table = self._slots * groups <= _LARGEST_TABLE
        base = group.astype(np.int64) * self._slots
        self._begun = self._totals(base + self._slot(earliest))
        self._ended = self._totals(base + self._slot(latest))
        self._base = np.arange(groups, dtype=np.int64) * self._slots

    def _slot(self, days: NDArray[np.integer]) -> Ints:
        """The slot of each known or open day within its group."""
        if not len(self._days):
            return (days >= OPEN_FUTURE).astype(np.int64)
        first = int(self._days[0])
        if len(self._days) == int(self._days[-1]) - first + 1:
            place = days.astype(np.int64) - (first - 1)
        else:
            place = np.searchsorted(self._days, days).astype(np.int64) + 1
        place[days <= OPEN_PAST] = 0
        place[days >= OPEN_FUTURE] = self._slots - 1
        return place

    def _totals(self, slots: Ints) -> NDArray[np.integer]:
        """A table of how many members lie before each slot, or the members' slots sorted."""
        if not self._table:
            return np.sort(slots)
        total = np.zeros(self.groups * self._slots + 1, np.int32)
        np.cumsum(np.bincount(slots, minlength=self.groups * self._slots), out=total[1:])
        return total

    def _below(self, totals: NDArray[np.integer], slots: Ints) -> Ints:
        """How many members lie before each of these slots."""
        return np.asarray(totals[slots] if self._table else np.searchsorted(totals, slots), np.int64)

    def _before(self, days: Ints | int) -> Ints:
        """The slot before which every member with a day before `days` lies: open pasts in, open futures out."""
        place: Ints = np.searchsorted(self._days, days) + 1
        return place

    def counts(self, first: int, last: int, which: Ints | None = None) -> Ints:
        """How many members of each group (or of those in `which`) overlap [first, last]; shape (groups,)."""
        base = self._base if which is None else self._base[which]
        begun = self._below(self._begun, base + self._before(last + 1))
        return begun - self._below(self._ended, base + self._before(first))

    def series(self, edges: Ints, which: Ints | None = None) -> Ints:
        """Counts for each group and each span [edges[k], edges[k + 1] - 1]; shape (groups, len(edges) - 1)."""
        base = (self._base if which is None else self._base[which])[:, None]
        before = self._before(edges)[None, :]
        return self._below(self._begun, base + before[:, 1:]) - self._below(self._ended, base + before[:, :-1])

    def last_days(self, last: int, which: Ints | None = None) -> Ints:
        """For each group (or those in `which`) the latest first day not after `last`; OPEN_PAST for none."""
        base = self._base if which is None else self._base[which]
        if not len(self._days):
            return np.full(len(base), OPEN_PAST, np.int64)
        known = self._below(self._begun, base + self._before(last + 1))
        found = known > self._below(self._begun, base + 1)  # more than those open to the past
        slot = np.searchsorted(self._begun, known) - 1 if self._table else self._begun[np.maximum(known - 1, 0)]
        slot = slot - base
        return np.where(found, self._days[np.clip(slot - 1, 0, len(self._days) - 1)], OPEN_PAST)


def _days_between(earliest: NDArray[np.int32], latest: NDArray[np.int32]) -> Ints:
    """All days from the first known one to the last."""
    known = [part for part in (earliest[earliest > OPEN_PAST], latest[latest < OPEN_FUTURE]) if len(part)]
    if not known:
        return np.empty(0, np.int64)
    return np.arange(min(int(part.min()) for part in known), max(int(part.max()) for part in known) + 1)


def numbered(keys: Ints, domain: int) -> tuple[Ints, Ints]:
    """The distinct keys, ascending, and for each key its place among them; keys are in [0, domain)."""
    if domain > _LARGEST_TABLE:
        distinct, place = np.unique(keys, return_inverse=True)
        return distinct, place
    there = np.zeros(domain, np.bool_)
    there[keys] = True
    distinct = np.flatnonzero(there)
    place_of = np.zeros(domain, np.int64)
    place_of[distinct] = np.arange(len(distinct))
    return distinct, place_of[keys]


class Activity:
    """The counts of one set of incidents: all on the board, or a subset by filters other than place and time."""

    def __init__(self, columns: IncidentColumns, subset: NDArray[np.bool_] | None = None) -> None:
        """`subset`: mask of shape (n,). Withdrawn incidents and those without any date are not counted."""
        self.columns = columns
        counted = (columns.flags & WITHDRAWN) == 0
        self.mask = counted if subset is None else counted & subset
        self.places: Ints = np.flatnonzero(self.mask)
        dated = (columns.earliest > OPEN_PAST) | (columns.latest < OPEN_FUTURE)
        self.dated: Ints = np.flatnonzero(self.mask & dated)
        self._earliest = columns.earliest[self.dated]
        self._latest = columns.latest[self.dated]

    def __len__(self) -> int:
        return len(self.places)

    @cached_property
    def everything(self) -> GroupedDays:
        """All incidents as one group."""
        return GroupedDays(np.zeros(len(self.dated), np.int64), self._earliest, self._latest, 1)

    @cached_property
    def by_flashpoint(self) -> GroupedDays:
        """One group a place in `columns.flashpoint_ids`, and the last for those assigned to none."""
        groups = len(self.columns.flashpoint_ids) + 1
        return GroupedDays(self._flashpoint, self._earliest, self._latest, groups)

    @cached_property
    def in_order(self) -> InOrder:
        """The same incidents by day, to read the newest of them page by page."""
        return InOrder(self)

    @cached_property
    def by_kind(self) -> GroupedDays:
        """One group a kind of incident."""
        return GroupedDays(self.columns.kind[self.dated], self._earliest, self._latest, 32)

    @cached_property
    def _flashpoint(self) -> Ints:
        code = self.columns.flashpoint[self.dated].astype(np.int64)
        return np.where(code < 0, len(self.columns.flashpoint_ids), code)

    @cached_property
    def _links(self) -> tuple[Ints, Ints]:
        """(row among `dated`, place of the actor) of every actor of a counted incident, once each."""
        start, stop = self.columns.link_start[self.dated], self.columns.link_start[self.dated + 1]
        lengths = stop - start
        row = np.repeat(np.arange(len(self.dated)), lengths)
        inner = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        actor = self.columns.link_actor[np.repeat(start, lengths) + inner].astype(np.int64)
        # an actor in two roles is one actor: its roles stand side by side
        again = np.zeros(len(row), np.bool_)
        again[1:] = (row[1:] == row[:-1]) & (actor[1:] == actor[:-1])
        return (row[~again], actor[~again]) if again.any() else (row, actor)

    @cached_property
    def _actors_by_flashpoint(self) -> tuple[GroupedDays, Ints, Ints]:
        """Groups of (flashpoint, actor), with the flashpoint and the actor of each group."""
        row, actor = self._links
        actors = max(len(self.columns.actor_ids), 1)
        flashpoints = len(self.columns.flashpoint_ids) + 1
        keys, group = numbered(self._flashpoint[row] * actors + actor, flashpoints * actors)
        days = GroupedDays(group, self._earliest[row], self._latest[row], len(keys))
        return days, keys // actors, keys % actors

    @cached_property
    def by_actor(self) -> GroupedDays:
        """One group a place in `columns.actor_ids`."""
        row, actor = self._links
        return GroupedDays(actor, self._earliest[row], self._latest[row], len(self.columns.actor_ids))

    @cached_property
    def _pairs(self) -> tuple[GroupedDays, Ints, Ints, Ints]:
        """Groups of (flashpoint, actor, actor) that appear in one incident, with the three of each group."""
        first, second, row = _pairs_within(*self._links)
        actors = max(len(self.columns.actor_ids), 1)
        flashpoints = len(self.columns.flashpoint_ids) + 1
        keys, group = numbered(
            (self._flashpoint[row] * actors + first) * actors + second, flashpoints * actors * actors
        )
        days = GroupedDays(group, self._earliest[row], self._latest[row], len(keys))
        return days, keys // (actors * actors), keys // actors % actors, keys % actors

    def actor_counts(self, first: int, last: int, flashpoints: Ints | None = None) -> Ints:
        """Incidents of each actor in the span, at these flashpoints (group numbers) or anywhere; shape (actors,)."""
        if flashpoints is None:
            return self.by_actor.counts(first, last)
        days, at, actor = self._actors_by_flashpoint
        which = np.flatnonzero(np.isin(at, flashpoints))
        counts = days.counts(first, last, which)
        return np.bincount(actor[which], weights=counts, minlength=len(self.columns.actor_ids)).astype(np.int64)

    def pair_counts(self, first: int, last: int, flashpoints: Ints | None = None) -> dict[tuple[int, int], int]:
        """Incidents that name both actors, by the pair of their ids (smaller id first); only pairs with any."""
        days, at, one, two = self._pairs
        which = np.arange(len(at)) if flashpoints is None else np.flatnonzero(np.isin(at, flashpoints))
        counts = days.counts(first, last, which)
        ids = self.columns.actor_ids
        found: dict[tuple[int, int], int] = {}
        for place in np.flatnonzero(counts):
            pair = (int(ids[one[which[place]]]), int(ids[two[which[place]]]))
            found[pair] = found.get(pair, 0) + int(counts[place])
        return found

    def pair_activity(
        self, pairs: Sequence[tuple[int, int]], first: int, last: int, flashpoints: Ints | None = None
    ) -> tuple[Ints, Ints]:
        """For each pair of actor ids the incidents in the span that name both, and the last day of any such incident.

        Both of shape (len(pairs),). The counts are of these flashpoints (group numbers) or all; the last day is the
        latest first day not after `last`, wherever it was, OPEN_PAST where there is none.
        """
        counts, latest = np.zeros(len(pairs), np.int64), np.full(len(pairs), OPEN_PAST, np.int64)
        ids = self.columns.actor_ids
        if not len(pairs) or not len(ids):
            return counts, latest
        wanted = np.sort(np.array(pairs, dtype=np.int64), axis=1)
        place = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
        named = (ids[place] == wanted).all(axis=1)
        days, at, one, two = self._pairs
        key, asked = one * len(ids) + two, np.where(named, place[:, 0] * len(ids) + place[:, 1], -1)
        order = np.argsort(asked, kind="stable")
        which = np.flatnonzero(np.isin(key, asked))
        here = np.ones(len(which), bool) if flashpoints is None else np.isin(at[which], flashpoints)
        in_span = np.where(here, days.counts(first, last, which), 0)
        last_days = days.last_days(last, which)
        start = np.searchsorted(asked[order], key[which])
        stop = np.searchsorted(asked[order], key[which], side="right")
        each = stop - start  # one asked twice is told twice
        owner = order[np.repeat(start, each) + np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)]
        np.add.at(counts, owner, np.repeat(in_span, each))
        np.maximum.at(latest, owner, np.repeat(last_days, each))
        return counts, latest

    def overlapping(self, first: int, last: int, flashpoints: Ints | None = None) -> Ints:
        """Positions (in the columns, ascending) of the incidents in the span at these flashpoints."""
        hit = (self._earliest <= last) & (self._latest >= first)
        if flashpoints is not None:
            hit &= np.isin(self._flashpoint, flashpoints)
        return self.dated[hit]


def _pairs_within(row: Ints, actor: Ints) -> tuple[Ints, Ints, Ints]:
    """All pairs of actors of the same row, smaller place first; the actors of a row are adjacent, once each."""
    firsts: list[Ints] = []
    seconds: list[Ints] = []
    rows: list[Ints] = []
    place, step = np.arange(len(row)), 1
    while len(place):
        place = place[place + step < len(row)]
        # only where the neighbour before was of the same row can this one be
        place = place[row[place + step] == row[place]]
        one, two = actor[place], actor[place + step]
        firsts.append(np.minimum(one, two))
        seconds.append(np.maximum(one, two))
        rows.append(row[place])
        step += 1
    if not firsts:
        nothing = np.empty(0, np.int64)
        return nothing, nothing, nothing
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(rows)
