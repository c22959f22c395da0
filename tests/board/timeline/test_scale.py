"""Days and pixels, ticks by the calendar, and what zooming and panning make of a window."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from board.timeline.scale import (
    FIRST_DAY,
    LAST_DAY,
    Scale,
    bin_edges,
    clamped,
    panned,
    step_for,
    ticks,
    zoom_name,
    zoomed,
)
from db.dates import day_of

MAY_1 = day_of(date(2017, 5, 1))
DAYS = st.integers(FIRST_DAY, LAST_DAY)


def over(first: date, last: date, width: float = 1200) -> Scale:
    return Scale(day_of(first), day_of(last) + 1, 100, 100 + width)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(DAYS)
    return first, min(first + draw(st.integers(0, 4_000_000)), LAST_DAY)


def test_six_weeks_are_told_by_mondays() -> None:
    found = ticks(over(date(2017, 5, 1), date(2017, 6, 14)))
    assert [tick.text for tick in found] == ["1 May 2017", "8 May", "15 May", "22 May", "29 May", "5 Jun", "12 Jun"]
    assert {date.fromordinal(int(tick.moment) + date(1970, 1, 1).toordinal()).weekday() for tick in found} == {0}


@pytest.mark.parametrize(
    ("first", "last", "zoom", "labels"),
    [
        (date(2017, 6, 8), date(2017, 6, 8), "hours", ["8 Jun 2017", "01:00", "02:00"]),
        (date(2017, 6, 8), date(2017, 6, 9), "hours", ["8 Jun 2017", "03:00", "06:00"]),
        (date(2017, 6, 8), date(2017, 6, 20), "days", ["8 Jun 2017", "9 Jun", "10 Jun"]),
        (date(2016, 12, 30), date(2017, 3, 20), "weeks", ["2 Jan 2017", "9 Jan", "16 Jan"]),
        (date(2017, 1, 1), date(2017, 12, 31), "months", ["January 2017", "February 2017", "March 2017"]),
        (date(2015, 1, 1), date(2019, 12, 31), "years", ["2015", "2016", "2017"]),
        (date(1950, 1, 1), date(2019, 12, 31), "years", ["1950", "1955", "1960"]),
        (date(1800, 1, 1), date(2019, 12, 31), "decades", ["1800", "1810", "1820"]),
    ],
)
def test_ticks_fit_what_is_looked_at(first: date, last: date, zoom: str, labels: list[str]) -> None:
    scale = over(first, last)
    assert zoom_name(scale) == zoom
    assert [tick.text for tick in ticks(scale)][:3] == labels


def test_the_year_is_told_where_it_changes() -> None:
    found = ticks(over(date(2016, 12, 19), date(2017, 2, 20)))
    assert [(tick.text, tick.strong) for tick in found][:4] == [
        ("19 Dec 2016", False),
        ("26 Dec", False),
        ("2 Jan 2017", True),
        ("9 Jan", False),
    ]


@given(spans(), st.integers(120, 3000))
@example((-719162, -717652), 120)  # the first span of two years began before the calendar does
@example((-719162, -719132), 150)  # and the first fortnight
def test_ticks_are_in_order_within_the_scale_and_apart(span: tuple[int, int], width: int) -> None:
    scale = Scale(span[0], span[1] + 1, 0, width)
    moments = np.array([tick.moment for tick in ticks(scale)])
    assert len(moments) <= width / 30 + 2
    assert ((moments >= span[0]) & (moments < span[1] + 1)).all()
    assert (np.diff(scale.xs(moments)) > 0.9 * step_for(scale).least).all()  # a February is shorter than a month


@given(spans(), st.floats(0, 1))
def test_a_pixel_leads_back_to_its_day(span: tuple[int, int], share: float) -> None:
    scale = Scale(span[0], span[1] + 1, 50, 1250)
    day = span[0] + int(share * (span[1] - span[0]))
    assert scale.day(scale.x(day + 0.5)) == day


@given(spans(), st.integers(100, 3000), st.integers(2, 20))
def test_bars_cover_the_span_without_a_gap(span: tuple[int, int], width: int, least: int) -> None:
    edges = bin_edges(span[0], span[1] + 1, width, least)
    assert edges[0] == span[0]
    assert edges[-1] == span[1] + 1
    assert (np.diff(edges) > 0).all()
    assert len(edges) - 1 <= width / least * 1.2 + 2


@given(spans(), st.data())
def test_zooming_stays_in_bounds_and_really_zooms(bounds: tuple[int, int], data: st.DataObject) -> None:
    first = data.draw(st.integers(*bounds))
    window = (first, data.draw(st.integers(first, bounds[1])))
    anchor = data.draw(st.floats(window[0], window[1] + 1))
    closer, wider = zoomed(window, 0.8, anchor, bounds), zoomed(window, 1.25, anchor, bounds)
    length = window[1] - window[0]
    assert closer is not None
    assert bounds[0] <= closer[0] <= closer[1] <= bounds[1]
    assert closer[1] - closer[0] < length or length == 0
    if wider is not None:
        assert bounds[0] <= wider[0] <= wider[1] <= bounds[1]
        assert wider[1] - wider[0] > length


def test_the_day_under_the_pointer_stays_there() -> None:
    bounds, window = (MAY_1 - 1000, MAY_1 + 1000), (MAY_1, MAY_1 + 99)
    closer = zoomed(window, 0.5, MAY_1 + 40, bounds)
    assert closer == (MAY_1 + 20, MAY_1 + 69)  # two fifths from the left before and after
    day = zoomed((MAY_1, MAY_1 + 1), 0.5, MAY_1 + 1.7, bounds)
    assert day == (MAY_1 + 1, MAY_1 + 1)


def test_zooming_out_over_everything_is_no_window() -> None:
    assert zoomed((10, 80), 2, 40, (0, 99)) is None


@given(spans(), st.integers(-100_000, 100_000))
def test_panning_keeps_the_length(bounds: tuple[int, int], days: int) -> None:
    length = (bounds[1] - bounds[0]) // 2
    moved = panned((bounds[0], bounds[0] + length), days, bounds)
    assert moved[1] - moved[0] == length
    assert bounds[0] <= moved[0]
    assert moved[1] <= bounds[1]


@given(spans(), DAYS, DAYS)
def test_clamping_gives_days_in_order(bounds: tuple[int, int], one: int, other: int) -> None:
    first, last = clamped((one, other), bounds)
    assert bounds[0] <= first <= last <= bounds[1]
