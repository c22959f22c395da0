"""Lanes, their counts, and the index that finds the incidents of a lane in a span of days."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.focus import UNASSIGNED
from board.timeline import density
from board.timeline.lanes import LaneIndex, Lanes, lanes_by_actor, lanes_by_flashpoint, lanes_by_kind, memberships
from db.activity import Activity
from db.columns import OPEN_FUTURE, OPEN_PAST, WITHDRAWN
from db.vocabulary import INCIDENT_KINDS
from tests.builders import FIRST_DAY, make_columns

COLUMNS = make_columns(3000, flashpoints=5, actors=9, days=400, seed=3)
ACTIVITY = Activity(COLUMNS)
NAMES = {key: f"Place {key}" for key in (4, 2, 1, 5, 3, 77)}  # in the analyst's order; 77 has no incident yet


def lanes_by(by: str) -> Lanes:
    if by == "actor":
        return lanes_by_actor(ACTIVITY, {key: f"Actor {key}" for key in range(1, 10)})
    return lanes_by_kind(ACTIVITY) if by == "kind" else lanes_by_flashpoint(ACTIVITY, NAMES)


@cache
def plain_members(by: str, key: int | str) -> np.ndarray:
    """Places of the incidents of a lane, found the long way."""
    columns = COLUMNS
    if by == "kind":
        return np.flatnonzero(columns.kind == INCIDENT_KINDS.number(str(key)))
    if by == "flashpoint":
        wanted = -1 if key == UNASSIGNED else int(np.flatnonzero(columns.flashpoint_ids == key)[0])
        return np.flatnonzero(columns.flashpoint == wanted)
    actor = int(np.flatnonzero(columns.actor_ids == key)[0])
    return np.array(
        [
            n
            for n in range(len(columns))
            if actor in columns.link_actor[columns.link_start[n] : columns.link_start[n + 1]]
        ]
    )


def test_flashpoints_keep_their_order_and_the_unassigned_come_last() -> None:
    lanes = lanes_by("flashpoint")
    assert lanes.keys == (4, 2, 1, 5, 3, 77, UNASSIGNED)
    assert lanes.labels[-1] == "Unassigned"
    counts = lanes.counts(OPEN_PAST, OPEN_FUTURE - 1)
    assert counts[5] == 0
    assert counts.sum() == len(ACTIVITY.dated)


def test_no_lane_for_the_unassigned_where_there_are_none() -> None:
    none = make_columns(0)
    assert lanes_by_flashpoint(Activity(none), {}).keys == ()
    assert lanes_by_flashpoint(Activity(none), {5: "Five"}).keys == (5,)


def test_actors_come_by_how_often_they_are_named() -> None:
    lanes = lanes_by("actor")
    totals = lanes.counts(OPEN_PAST, OPEN_FUTURE - 1)
    assert len(lanes) == 9
    assert (np.diff(totals) <= 0).all()


def test_kinds_come_in_the_order_of_the_vocabulary() -> None:
    numbers = [INCIDENT_KINDS.number(str(key)) for key in lanes_by("kind").keys]
    assert numbers == sorted(numbers)


@cache
def index_by(by: str) -> LaneIndex:
    return LaneIndex(COLUMNS, *memberships(by, COLUMNS, ACTIVITY.dated))


@pytest.mark.parametrize("by", ["flashpoint", "actor", "kind"])
@given(first=st.integers(FIRST_DAY - 30, FIRST_DAY + 430), length=st.integers(0, 200))
def test_the_index_finds_what_a_plain_search_finds(by: str, first: int, length: int) -> None:
    lanes, last = lanes_by(by), first + length
    index = index_by(by)
    known = np.flatnonzero(lanes.groups >= 0)
    number, place = index.within(lanes.groups[known], first, last)
    overlaps = (COLUMNS.earliest <= last) & (COLUMNS.latest >= first)
    dated = np.isin(np.arange(len(COLUMNS)), ACTIVITY.dated)
    assert (np.diff(number) >= 0).all()
    for lane in range(len(known)):
        found = place[number == lane]
        wanted = plain_members(by, lanes.keys[known[lane]])
        assert sorted(found) == [one for one in wanted if overlaps[one] and dated[one]]
        assert (np.diff(COLUMNS.earliest[found]) >= 0).all()


@given(first=st.integers(FIRST_DAY, FIRST_DAY + 300), length=st.integers(0, 90), width=st.integers(200, 2000))
def test_bars_of_exact_dates_add_up_to_the_count(first: int, length: int, width: int) -> None:
    exact = COLUMNS.earliest == COLUMNS.latest
    activity = Activity(COLUMNS, exact)
    edges = np.unique(np.linspace(first, first + length + 1, max(min(width // 9, length + 2), 2)).astype(np.int64))
    inside = (
        exact & ((COLUMNS.flags & WITHDRAWN) == 0) & (COLUMNS.earliest >= edges[0]) & (COLUMNS.earliest < edges[-1])
    )
    assert density.histogram(activity.everything, edges).sum() == inside.sum()
    groups = np.array([-1, *range(len(COLUMNS.flashpoint_ids) + 1)])
    lanes = density.by_group(activity.by_flashpoint, edges, groups)
    assert (lanes[0] == 0).all()
    assert lanes.sum() == inside.sum()


@given(st.lists(st.integers(0, 500), min_size=1, max_size=40), st.integers(100, 2000))
def test_lanes_with_marks_never_hold_too_many(counts: list[int], width: int) -> None:
    numbers = np.array(counts)
    chosen = density.sparse(numbers, width)
    assert numbers[chosen].sum() <= density.MOST_MARKS
    assert numbers[chosen].max(initial=0) <= max(width / density.PX_A_MARK, 12)
    assert chosen[numbers == 0].all()


@given(st.lists(st.integers(0, 10_000), min_size=1), st.floats(4, 60))
def test_bars_have_whole_heights_and_none_vanishes(counts: list[int], room: float) -> None:
    numbers = np.array(counts)
    tall = density.heights(numbers, int(numbers.max()), room)
    assert ((tall > 0) == (numbers > 0)).all()
    assert (tall[numbers > 0] >= 2).all()
    assert (tall <= room).all()
