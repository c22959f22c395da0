"""A page of the newest incidents is what sorting all of them would give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from db.activity import Activity
from db.columns import OPEN_FUTURE, OPEN_PAST, IncidentColumns

DAY = st.integers(-400, 400)
FLASHPOINTS = 3


def columns_of(rows: list[tuple[int, int, int]]) -> IncidentColumns:
    count = len(rows)
    earliest, latest, flashpoint = (
        np.array(part, "<i4") for part in (zip(*rows, strict=True) if rows else ((), (), ()))
    )
    zeros, degrees = np.zeros(count, "u1"), np.full(count, np.nan, "<f4")
    return IncidentColumns(
        np.arange(1, count + 1, dtype="<i8"), earliest, latest, flashpoint, zeros, zeros, zeros,
        np.full(count, -1, "<i4"), degrees, degrees, zeros, np.zeros(count + 1, "<i8"), np.empty(0, "<i4"),
        np.empty(0, "u1"), np.arange(10, 10 + FLASHPOINTS, dtype="<i8"), np.empty(0, "<i8"),
    )  # fmt: skip


@st.composite
def incident(draw: st.DrawFn) -> tuple[int, int, int]:
    first = draw(DAY)
    last = draw(st.one_of(st.just(first), st.integers(first, 500), st.just(OPEN_FUTURE)))
    return draw(st.sampled_from([first, first, first, OPEN_PAST])), last, draw(st.integers(-1, FLASHPOINTS - 1))


def by_sorting(columns: IncidentColumns, first: int, last: int, groups: list[int] | None) -> list[int]:
    """Days (not places: equal days may come in any order) of all that overlap, newest first."""
    days = []
    for start, end, flashpoint in zip(columns.earliest, columns.latest, columns.flashpoint, strict=True):
        dated = start > OPEN_PAST or end < OPEN_FUTURE
        group = FLASHPOINTS if flashpoint < 0 else flashpoint
        if dated and start <= last and end >= first and (groups is None or group in groups):
            days.append(int(start if start > OPEN_PAST else end))
    return sorted(days, reverse=True)


def days_of(columns: IncidentColumns, places: np.ndarray) -> list[int]:
    return [int(columns.earliest[p] if columns.earliest[p] > OPEN_PAST else columns.latest[p]) for p in places]


@given(
    st.lists(incident(), max_size=60),
    DAY,
    DAY,
    st.one_of(st.none(), st.lists(st.integers(0, FLASHPOINTS), unique=True, max_size=4)),
    st.integers(0, 70),
)
def test_a_page_is_the_beginning_of_the_sorted_list(
    rows: list[tuple[int, int, int]], one: int, other: int, groups: list[int] | None, limit: int
) -> None:
    columns = columns_of(rows)
    first, last = min(one, other), max(one, other)
    order = Activity(columns).in_order
    which = None if groups is None else np.array(groups, np.int64)
    expected = by_sorting(columns, first, last, groups)
    assert days_of(columns, order.page(first, last, which, limit)) == expected[:limit]
    assert days_of(columns, order.page(first, last, which, limit, newest=False)) == expected[::-1][:limit]


def test_a_span_of_centuries_is_sorted_too() -> None:
    columns = columns_of([(day, day, -1) for day in (90_000, -300_000, 5, 90_001)])
    assert days_of(columns, Activity(columns).in_order.page(-400_000, 100_000, None, 9)) == [
        90_001,
        90_000,
        5,
        -300_000,
    ]


def test_those_without_a_date_are_told_apart() -> None:
    columns = columns_of([(3, 3, 0), (OPEN_PAST, OPEN_FUTURE, 1), (OPEN_PAST, OPEN_FUTURE, -1)])
    order = Activity(columns).in_order
    assert list(order.page(0, 9, None, 9)) == [0]
    assert list(order.undated(None, 9)) == [1, 2]
    assert list(order.undated(np.array([FLASHPOINTS]), 9)) == [2]
    assert order.undated_count(np.array([0])) == 0
