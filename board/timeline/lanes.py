"""The lanes: one for each flashpoint, actor or kind, and quick ways from a span of days to the incidents in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from board.focus import UNASSIGNED
from db.activity import Activity, GroupedDays
from db.columns import OPEN_FUTURE, OPEN_PAST, IncidentColumns
from db.vocabulary import INCIDENT_KINDS

Ints = NDArray[np.int64]

# what lanes can stand for, and the word for it in "lanes: …"
LANES_BY: Mapping[str, str] = {"flashpoint": "flashpoint", "actor": "actor", "kind": "kind"}
MOST_LANES = 200  # of actors, those with the most incidents
LONG_DAYS = 45  # dates that span more are few, and looked through one by one


@dataclass(frozen=True, eq=False)
class Lanes:
    """The lanes from top to bottom.

    `keys`: the id of the flashpoint (UNASSIGNED for none) or actor, or the code of the kind.  `groups`: the number
    of each lane's group in `days`, -1 where it has no incident yet.
    """

    by: str
    keys: tuple[int | str, ...]
    labels: tuple[str, ...]
    groups: Ints
    days: GroupedDays

    def __len__(self) -> int:
        return len(self.keys)

    def counts(self, first: int, last: int) -> Ints:
        """Incidents of each lane in the span of days; shape (lanes,)."""
        known = self.groups >= 0
        result = np.zeros(len(self), dtype=np.int64)
        if known.any():
            result[known] = self.days.counts(first, last, self.groups[known])
        return result

    @cached_property
    def lane_of_group(self) -> Ints:
        """The lane of each group of `days`, -1 where it has none; shape (groups,)."""
        lanes = np.full(self.days.groups, -1, dtype=np.int64)
        known = self.groups >= 0
        lanes[self.groups[known]] = np.flatnonzero(known)
        return lanes


def lanes_by_flashpoint(activity: Activity, names: Mapping[int, str]) -> Lanes:
    """A lane a flashpoint in the order of `names` (id -> name), then one for those assigned to none, if any are."""
    ids = activity.columns.flashpoint_ids
    keys = list(names)
    groups = _places_in(ids, np.array(keys, dtype=np.int64))
    nowhere = len(ids)
    days = activity.by_flashpoint
    if _totals(days)[nowhere]:
        keys.append(UNASSIGNED)
        groups = np.append(groups, nowhere)
    labels = tuple("Unassigned" if key == UNASSIGNED else names[key] for key in keys)
    return Lanes("flashpoint", tuple(keys), labels, groups, days)


def lanes_by_actor(activity: Activity, names: Mapping[int, str]) -> Lanes:
    """A lane for each actor named in any incident, the most named first, MOST_LANES at most."""
    ids = activity.columns.actor_ids
    totals = _totals(activity.by_actor)
    order = np.argsort(-totals, kind="stable")
    chosen = [int(group) for group in order[:MOST_LANES] if totals[group] and int(ids[group]) in names]
    keys = tuple(int(ids[group]) for group in chosen)
    labels = tuple(names[key] for key in keys)
    return Lanes("actor", keys, labels, np.array(chosen, dtype=np.int64), activity.by_actor)


def lanes_by_kind(activity: Activity) -> Lanes:
    """A lane for each kind of which there is an incident, in the order of the vocabulary."""
    totals = _totals(activity.by_kind)
    chosen = [number for number in range(len(INCIDENT_KINDS.terms)) if totals[number]]
    terms = [INCIDENT_KINDS.terms[number] for number in chosen]
    keys, labels = tuple(term.code for term in terms), tuple(term.label for term in terms)
    return Lanes("kind", keys, labels, np.array(chosen, dtype=np.int64), activity.by_kind)


def _totals(days: GroupedDays) -> Ints:
    return days.counts(OPEN_PAST, OPEN_FUTURE - 1)


def _places_in(ordered: Ints, wanted: Ints) -> Ints:
    """The place of each wanted number among the ordered ones, -1 where it is not."""
    if not len(ordered):
        return np.full(len(wanted), -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[place] == wanted, place, -1).astype(np.int64)


def memberships(by: str, columns: IncidentColumns, places: Ints) -> tuple[Ints, Ints]:
    """(group, place) of the incidents at `places`: once each, but by actor once for every actor it names."""
    if by == "kind":
        return columns.kind[places].astype(np.int64), places
    if by == "flashpoint":
        code = columns.flashpoint[places].astype(np.int64)
        return np.where(code < 0, len(columns.flashpoint_ids), code), places
    start, stop = columns.link_start[places], columns.link_start[places + 1]
    lengths = stop - start
    inner = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    actor = columns.link_actor[np.repeat(start, lengths) + inner].astype(np.int64)
    place = np.repeat(places, lengths)
    pairs = np.unique((actor << 32) + place)  # an actor with two roles in an incident is one mark
    return pairs >> 32, pairs & (2**32 - 1)


class LaneIndex:
    """From groups and a span of days to their incidents, in time that grows with what is found."""

    def __init__(self, columns: IncidentColumns, group: Ints, place: Ints) -> None:
        """`group` and `place` (position in the columns) of every membership; shape (m,) each."""
        self._earliest, self._latest = columns.earliest, columns.latest
        earliest = columns.earliest[place]
        spans = columns.latest[place] - earliest > LONG_DAYS
        short, long = np.flatnonzero(~spans), np.flatnonzero(spans)
        self._short = _Runs(group[short], earliest[short], place[short])
        self._long = _Runs(group[long], np.zeros(len(long), np.int32), place[long])

    def within(self, groups: Ints, first: int, last: int) -> tuple[Ints, Ints]:
        """(number in `groups`, place) of the incidents that overlap [first, last]; by group, then by first day."""
        short = self._short.between(groups, first - LONG_DAYS, last)
        long = self._long.between(groups, 0, 0)
        number = np.concatenate([short[0], long[0]])
        place = np.concatenate([short[1], long[1]])
        hit = (self._latest[place] >= first) & (self._earliest[place] <= last)
        number, place = number[hit], place[hit]
        order = np.lexsort((self._latest[place], self._earliest[place], number))
        return number[order], place[order]


class _Runs:
    """Places sorted by group and day: the stretch of each group between two days by binary search."""

    def __init__(self, group: Ints, day: NDArray[np.int32], place: Ints) -> None:
        order = _order(group, day)
        self._key, self._place = _keys(group[order], day[order]), place[order]

    def between(self, groups: Ints, first: int, last: int) -> tuple[Ints, Ints]:
        start = np.searchsorted(self._key, _keys(groups, np.int64(first)))
        stop = np.searchsorted(self._key, _keys(groups, np.int64(last)), side="right")
        lengths = np.maximum(stop - start, 0)
        inner = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        number = np.repeat(np.arange(len(groups)), lengths)
        return number, self._place[np.repeat(start, lengths) + inner]


def _order(group: Ints, day: NDArray[np.int32]) -> Ints:
    """What sorts by group, then day.  numpy sorts 16-bit numbers in linear time: a tenth of the time at a million."""
    if not len(group):
        return np.empty(0, np.int64)
    day = day - day.min()
    if day.max() < 2**16 and group.max() < 2**16:
        by_day = np.argsort(day.astype(np.uint16), kind="stable")
        return by_day[np.argsort(group[by_day].astype(np.uint16), kind="stable")]
    return np.lexsort((day, group))


def _keys(group: Ints, day: NDArray[np.int32] | np.int64) -> Ints:
    return (group << 32) + day
