"""Counts over the columns: equal to a plain loop over the incidents, whatever the dates, actors and flashpoints."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.activity import Activity
from db.columns import OPEN_FUTURE, OPEN_PAST, WITHDRAWN, IncidentColumns
from tests.strategies import examples

ACTORS, FLASHPOINTS = 5, 3


@dataclass(frozen=True)
class Made:
    """An incident as a test makes it; `flashpoint` -1 is none, `actors` may name one twice (in two roles)."""

    earliest: int
    latest: int
    flashpoint: int
    kind: int
    actors: tuple[int, ...]
    withdrawn: bool

    def dated(self) -> bool:
        return self.earliest > OPEN_PAST or self.latest < OPEN_FUTURE

    def overlaps(self, first: int, last: int) -> bool:
        return not self.withdrawn and self.dated() and self.earliest <= last and self.latest >= first

    def at(self, groups: list[int] | None) -> bool:
        group = FLASHPOINTS if self.flashpoint < 0 else self.flashpoint
        return groups is None or group in groups


@st.composite
def made(draw: st.DrawFn, days: st.SearchStrategy[int]) -> Made:
    one, two = sorted((draw(days), draw(days)))
    return Made(
        draw(st.sampled_from([one, one, one, OPEN_PAST])),
        draw(st.sampled_from([two, two, two, OPEN_FUTURE])),
        draw(st.integers(-1, FLASHPOINTS - 1)),
        draw(st.integers(0, 3)),
        tuple(sorted(draw(st.lists(st.integers(0, ACTORS - 1), max_size=5)))),
        draw(st.sampled_from([False, False, False, True])),
    )


NEAR, FAR = st.integers(-20, 20), st.integers(-800_000, 3_000_000)
# days far apart make a table of another kind
BOARDS = st.one_of(*[st.lists(made(NEAR), max_size=25)] * 11, st.lists(made(FAR), max_size=12))
SPANS = st.tuples(st.one_of(NEAR, FAR), st.integers(0, 30))
GROUPS = st.none() | st.lists(st.integers(0, FLASHPOINTS), unique=True)


def columns_of(incidents: list[Made]) -> IncidentColumns:
    count = len(incidents)
    return IncidentColumns(
        ids=np.arange(1, count + 1, dtype="<i8"),
        earliest=np.array([i.earliest for i in incidents], "<i4"),
        latest=np.array([i.latest for i in incidents], "<i4"),
        flashpoint=np.array([i.flashpoint for i in incidents], "<i4"),
        kind=np.array([i.kind for i in incidents], "u1"),
        reliability=np.zeros(count, "u1"),
        credibility=np.zeros(count, "u1"),
        deaths=np.full(count, -1, "<i4"),
        latitude=np.full(count, np.nan, "<f4"),
        longitude=np.full(count, np.nan, "<f4"),
        flags=np.array([WITHDRAWN * i.withdrawn for i in incidents], "u1"),
        link_start=np.concatenate([[0], np.cumsum([len(i.actors) for i in incidents])]).astype("<i8"),
        link_actor=np.array([actor for i in incidents for actor in i.actors], "<i4"),
        link_role=np.zeros(sum(len(i.actors) for i in incidents), "u1"),
        flashpoint_ids=np.arange(FLASHPOINTS, dtype="<i8") + 50,
        actor_ids=np.arange(ACTORS, dtype="<i8") * 10 + 7,
    )


def chosen(groups: list[int] | None) -> np.ndarray | None:
    return None if groups is None else np.array(groups, dtype=np.int64)


@examples(60)
@given(incidents=BOARDS, span=SPANS)
def test_counts_of_each_grouping(incidents: list[Made], span: tuple[int, int]) -> None:
    first, last = span[0], span[0] + span[1]
    activity = Activity(columns_of(incidents))
    hits = [i for i in incidents if i.overlaps(first, last)]
    assert activity.everything.counts(first, last).tolist() == [len(hits)]
    assert activity.by_flashpoint.counts(first, last).tolist() == [
        sum(i.at([group]) for i in hits) for group in range(FLASHPOINTS + 1)
    ]
    assert activity.by_kind.counts(first, last)[:4].tolist() == [sum(i.kind == kind for i in hits) for kind in range(4)]
    by_actor = [sum(actor in i.actors for i in hits) for actor in range(ACTORS)]
    assert activity.by_actor.counts(first, last).tolist() == by_actor
    some = np.array([2, 0])
    assert activity.by_flashpoint.counts(first, last, some).tolist() == [sum(i.at([g]) for i in hits) for g in (2, 0)]


@given(incidents=BOARDS, start=st.one_of(NEAR, FAR), steps=st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_series_are_counts_side_by_side(incidents: list[Made], start: int, steps: list[int]) -> None:
    edges = start + np.concatenate([[0], np.cumsum(steps)]).astype(np.int64)
    activity = Activity(columns_of(incidents))
    series = activity.by_flashpoint.series(edges)
    assert series.shape == (FLASHPOINTS + 1, len(steps))
    for place in range(len(steps)):
        counts = activity.by_flashpoint.counts(int(edges[place]), int(edges[place + 1]) - 1)
        assert series[:, place].tolist() == counts.tolist()


@given(incidents=BOARDS, day=st.one_of(NEAR, FAR))
def test_the_last_day_of_each_flashpoint(incidents: list[Made], day: int) -> None:
    activity = Activity(columns_of(incidents))
    counted = [i for i in incidents if i.overlaps(-(2**29), day)]
    for group, last in enumerate(activity.by_flashpoint.last_days(day).tolist()):
        assert last == max((i.earliest for i in counted if i.at([group])), default=OPEN_PAST)


@given(incidents=BOARDS, span=SPANS, groups=GROUPS)
def test_actors_and_pairs(incidents: list[Made], span: tuple[int, int], groups: list[int] | None) -> None:
    first, last = span[0], span[0] + span[1]
    activity = Activity(columns_of(incidents))
    hits = [i for i in incidents if i.overlaps(first, last) and i.at(groups)]
    counts = activity.actor_counts(first, last, chosen(groups))
    assert counts.tolist() == [sum(actor in i.actors for i in hits) for actor in range(ACTORS)]
    expected = {
        (one * 10 + 7, two * 10 + 7): both
        for one in range(ACTORS)
        for two in range(one + 1, ACTORS)
        if (both := sum(one in i.actors and two in i.actors for i in hits))
    }
    assert activity.pair_counts(first, last, chosen(groups)) == expected


@given(incidents=BOARDS, span=SPANS, groups=GROUPS, keep=st.randoms())
def test_a_subset_and_which_overlap(
    incidents: list[Made], span: tuple[int, int], groups: list[int] | None, keep: st.randoms
) -> None:
    first, last = span[0], span[0] + span[1]
    subset = np.array([keep.random() < 0.7 for _ in incidents], dtype=bool)
    activity = Activity(columns_of(incidents), subset)
    places = [n for n, i in enumerate(incidents) if subset[n] and i.overlaps(first, last) and i.at(groups)]
    assert activity.overlapping(first, last, chosen(groups)).tolist() == places
    assert len(activity) == sum(not i.withdrawn and subset[n] for n, i in enumerate(incidents))


@pytest.mark.parametrize("many", [17, 40])
def test_a_meeting_of_many(many: int) -> None:
    everyone = np.arange(many, dtype="<i4")
    columns = columns_of([Made(0, 0, 0, 0, (), False)])
    columns = IncidentColumns(
        **{
            **{name: getattr(columns, name) for name in columns.__dataclass_fields__},
            "link_start": np.array([0, many], "<i8"),
            "link_actor": everyone,
            "link_role": np.zeros(many, "u1"),
            "actor_ids": np.arange(many, dtype="<i8"),
        }
    )
    assert len(Activity(columns).pair_counts(0, 0)) == many * (many - 1) // 2
