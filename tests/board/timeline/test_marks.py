"""Marks, bars and badges: where dates lie, and that none hides another; what outlines and fades say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.timeline import marks, picture
from board.timeline.marks import MARK_PX, MOST_ROWS, Spots, badges, label_order, lonely_to_row, nearest, rows, spots
from board.timeline.model import approximate_ends, hour_of
from board.timeline.scale import Scale
from db.columns import APPROXIMATE, OPEN_FUTURE, OPEN_PAST, IncidentColumns
from db.dates import day_of
from tests.builders import make_columns

MAY_1 = day_of(date(2017, 5, 1))
SCALE = Scale(MAY_1, MAY_1 + 40, 100, 1100)  # 25 pixels a day


def columns_of(*dates: tuple[int, int], flags: int = 0) -> IncidentColumns:
    made = make_columns(len(dates))
    return replace(
        made,
        earliest=np.array([first for first, _ in dates], dtype=np.int32),
        latest=np.array([last for _, last in dates], dtype=np.int32),
        flags=np.full(len(dates), flags, dtype=np.uint8),
    )


def spots_of(*dates: tuple[int, int], flags: int = 0, **more: object) -> Spots:
    return spots(columns_of(*dates, flags=flags), np.arange(len(dates)), SCALE, **more)  # type: ignore[arg-type]


def test_an_exact_day_is_a_mark_in_the_middle_of_its_day() -> None:
    found = spots_of((MAY_1 + 4, MAY_1 + 4))
    assert found.head[0] == 100 + 4.5 * 25
    assert not found.bars[0]


def test_a_span_is_a_bar_over_all_its_days() -> None:
    found = spots_of((MAY_1 + 4, MAY_1 + 7))
    assert (found.start[0], found.head[0], found.stop[0]) == (200, 250, 300)
    assert not found.fades_left[0]
    assert not found.fades_right[0]


def test_about_fades_at_both_ends_or_at_the_one_that_is_meant() -> None:
    dates = (MAY_1 + 4, MAY_1 + 10)
    both = spots_of(dates, flags=APPROXIMATE)
    assert both.fades_left[0]
    assert both.fades_right[0]
    left = spots_of(dates, flags=APPROXIMATE, about=np.array([[True, False]]))
    assert left.fades_left[0]
    assert not left.fades_right[0]


@pytest.mark.parametrize(
    ("edtf", "ends"),
    [
        ("2017-06-08~", (True, True)),
        ("2017-06", (False, False)),
        ("2017-03-20~/2017-06-16", (True, False)),
        ("2017-03-20/2017-06%", (False, True)),
        ("../2017-06-16~", (False, True)),
        ("", (False, False)),
    ],
)
def test_which_ends_are_about(edtf: str, ends: tuple[bool, bool]) -> None:
    assert approximate_ends(edtf) == ends


def test_an_open_date_fades_away_from_its_known_end() -> None:
    found = spots_of((OPEN_PAST, MAY_1 + 20), (MAY_1 + 20, OPEN_FUTURE))
    assert found.fades_left.tolist() == [True, False]
    assert found.fades_right.tolist() == [False, True]
    assert found.stop[0] == SCALE.x(MAY_1 + 21)
    assert found.start[1] == SCALE.x(MAY_1 + 20)


def test_an_open_date_known_only_beyond_the_window_stays_in_sight() -> None:
    found = spots_of((OPEN_PAST, MAY_1 + 9000), (MAY_1 - 9000, OPEN_FUTURE))
    assert (found.start < SCALE.right).all()
    assert (found.stop > SCALE.left).all()
    assert ((found.head > SCALE.left) & (found.head < SCALE.right)).all()


def test_the_hour_counts_once_a_day_is_wide() -> None:
    wide = Scale(MAY_1, MAY_1 + 2, 0, 960)
    found = spots(columns_of((MAY_1, MAY_1), (MAY_1, MAY_1)), np.array([0, 1]), wide, np.array([6.0, np.nan]))
    assert found.head[0] == 120
    assert (found.start[1], found.stop[1]) == (0, 480)  # no hour known: some time on that day
    assert hour_of("14:30") == 14.5
    assert np.isnan(hour_of(""))


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Spots, np.ndarray]:
    number = draw(st.integers(1, 60))
    days = st.integers(MAY_1 - 5, MAY_1 + 45)
    dates = [
        (first, first + draw(st.sampled_from([0, 0, 0, 1, 6, 30])))
        for first in draw(st.lists(days, min_size=number, max_size=number))
    ]
    lane = np.sort(np.array(draw(st.lists(st.integers(0, 3), min_size=number, max_size=number))))
    return spots_of(*dates), lane


@given(crowds())
def test_no_mark_hides_a_mark_and_no_bar_a_bar(crowd: tuple[Spots, np.ndarray]) -> None:
    found, lane = crowd
    row = rows(found, lane)
    for one in range(len(lane)):
        for other in range(one):
            if row[one] < 0 or (lane[one], row[one]) != (lane[other], row[other]):
                continue
            assert abs(found.head[one] - found.head[other]) > MARK_PX
            if found.bars[one] and found.bars[other]:
                assert found.start[one] >= found.stop[other] or found.start[other] >= found.stop[one]


@given(crowds())
def test_what_finds_no_row_is_in_one_badge(crowd: tuple[Spots, np.ndarray]) -> None:
    found, lane = crowd
    row = rows(found, lane)
    gathered = [item for badge in badges(found, lane, row) for item in badge.items]
    assert sorted(gathered) == np.flatnonzero(row < 0).tolist()
    assert all(lane[item] == badge.lane for badge in badges(found, lane, row) for item in badge.items)


@given(crowds())
def test_badges_keep_apart_and_none_is_for_one(crowd: tuple[Spots, np.ndarray]) -> None:
    found, lane = crowd
    row = lonely_to_row(found, lane, rows(found, lane))
    left = badges(found, lane, row)
    assert all(len(badge.items) > 1 for badge in left)
    places = [(badge.lane, badge.x) for badge in left]
    last = np.flatnonzero(row == MOST_ROWS)
    places += [(int(one), float(x)) for one, x in zip(lane[last], found.head[last], strict=True)]
    places.sort()
    assert all(one[0] != other[0] or other[1] - one[1] >= 26 - 1e-6 for one, other in pairwise(places))


def test_rows_are_filled_from_the_top_and_lanes_grow_with_them() -> None:
    found = spots_of(*[(MAY_1, MAY_1)] * 6)
    lane = np.zeros(6, dtype=np.int64)
    row = rows(found, lane)
    assert sorted(row) == [-1, -1, 0, 1, 2, 3]
    tops = picture.lane_tops(lane, row, 2)
    assert np.diff(tops).tolist() == [picture.LANE_PX + 4 * picture.ROW_PX, picture.LANE_PX]


def test_lanes_of_bars_fill_what_is_left_and_no_more() -> None:
    nothing, dense = np.empty(0, np.int64), np.array([1, 2])
    assert np.diff(picture.lane_tops(nothing, nothing, 3, dense, 60.0)).tolist() == [picture.LANE_PX] * 3
    tops = picture.lane_tops(nothing, nothing, 3, dense, 3 * picture.LANE_PX + 41)
    assert np.diff(tops).tolist() == [picture.LANE_PX, picture.LANE_PX + 20, picture.LANE_PX + 20]
    assert np.diff(picture.lane_tops(nothing, nothing, 3, dense, 5000.0)).max() == picture.TALLEST_PX


def test_the_worse_half_of_a_grade_is_the_outline() -> None:
    made = columns_of(*[(MAY_1, MAY_1)] * 7)
    halves = [(0, 0), (1, 2), (2, 3), (3, 4), (6, 6), (0, 5), (6, 1)]
    made = replace(
        made,
        reliability=np.array([one for one, _ in halves], dtype=np.uint8),
        credibility=np.array([two for _, two in halves], dtype=np.uint8),
    )
    assert picture.outlines(made, np.arange(7)).tolist() == [
        picture.PLAIN,
        picture.FIRM,
        picture.THIN,
        picture.DASHED,
        picture.PLAIN,
        picture.DASHED,
        picture.FIRM,
    ]


def test_labels_go_first_to_the_selected_then_to_the_deadliest() -> None:
    made = replace(columns_of(*[(MAY_1, MAY_1)] * 4), deaths=np.array([-1, 7, 0, 12], dtype=np.int32))
    assert label_order(made, np.arange(4), None).tolist() == [3, 1, 2, 0]
    assert label_order(made, np.arange(4), int(made.ids[2])).tolist()[0] == 2


def test_the_nearest_mark_within_reach() -> None:
    heads, tops = np.array([10.0, 30.0]), np.array([20.0, 20.0])
    assert nearest(heads, tops, 27, 22) == 1
    assert nearest(heads, tops, 60, 20) is None
    assert nearest(heads[:0], tops[:0], 0, 0) is None


def test_no_incident_is_no_mark() -> None:
    nothing = np.empty(0, dtype=np.int64)
    found = spots(make_columns(0), nothing, SCALE)
    assert len(rows(found, nothing)) == 0
    assert marks.badges(found, nothing, nothing) == []
