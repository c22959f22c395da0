"""Spans of days: built from their ends, spelled as whole months and years, refused when turned round."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import dates
from db.dates import DateError, from_days, from_edtf
from tests.strategies import DAYS


def day(iso: str) -> int:
    return dates.day_of(date.fromisoformat(iso))


@given(DAYS, st.integers(0, 800), st.booleans())
@example(day("2017-06-01"), 29, False)
@example(day("2016-01-01"), 365, True)
def test_spans_of_days_keep_their_ends(first: int, length: int, approximate: bool) -> None:
    last = min(first + length, dates.day_of(date.max))
    found = from_days(first, last, approximate=approximate)
    assert found.is_approximate == approximate
    assert found.earliest is not None
    assert found.latest is not None
    if approximate:
        assert found.earliest <= first <= last <= found.latest
    else:
        assert (found.earliest, found.latest) == (first, last)
        assert dates.fast_span_edtf(dates.iso_of(first), dates.iso_of(last)) == (found.edtf, first, last)
    assert from_edtf(found.edtf) == found


@given(st.integers(1, 9999), st.integers(1, 12))
def test_whole_months_and_years_are_spelled_as_such(year: int, month: int) -> None:
    start, end = f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]}"
    assert dates.fast_span_edtf(start, end)[0] == f"{year:04d}-{month:02d}"
    assert dates.fast_span_edtf(f"{year:04d}-01-01", f"{year:04d}-12-31")[0] == f"{year:04d}"
    assert from_days(day(start), day(end)).edtf == f"{year:04d}-{month:02d}"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2017-06-31", "2017-06-31"),
        ("20170608", "20170608"),
        ("2017-W23-4", "2017-W23-4"),
        ("2017-06-09", "2017-06-08"),
    ],
)
def test_fast_spans_refuse_what_is_no_span(start: str, end: str) -> None:
    with pytest.raises(DateError):
        dates.fast_span_edtf(start, end)


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(DateError, match="before it begins"):
        from_days(1, 0)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2017-06-08", True),
        ("2017-06-07", False),
        ("2017-06-07~", True),
        ("2017", True),
        ("../2017-06-08", True),
        ("../2017-06-07", False),
        ("2017-06-10/..", True),
        ("2017-06-11/..", False),
        ("", True),
    ],
)
def test_overlap_with_8_to_10_june(edtf: str, expected: bool) -> None:
    found = from_edtf(edtf)
    assert dates.overlaps(found, day("2017-06-08"), day("2017-06-10")) is expected
    assert dates.overlaps(found, None, None)
