"""A date that is dragged keeps its precision and its doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.commands.redating import moved
from db.dates import UNKNOWN, DateError, from_edtf
from tests.strategies import edtf_texts


@pytest.mark.parametrize(
    ("edtf", "days", "becomes"),
    [
        ("2017-06-08", 5, "2017-06-13"),
        ("2017-06-08~", -8, "2017-05-31~"),
        ("2017-06-08?", 365, "2018-06-08?"),
        ("2017-06", 30, "2017-07"),
        ("2017-06~", -61, "2017-04~"),
        ("2017-06", 10, "2017-06"),
        ("2017", 400, "2018"),
        ("../2017-06-16", 2, "../2017-06-18"),
        ("2017-05-30/2017-06-02", 3, "2017-06-02/2017-06-05"),
        ("2016-12-31", 1, "2017-01-01"),
        ("2017-01/2017-03-31", 30, "2017-02/2017-04-30"),
        ("9999-12-31", 7, "9999-12-31"),
    ],
)
def test_moving(edtf: str, days: int, becomes: str) -> None:
    assert moved(from_edtf(edtf), days).edtf == becomes


def test_an_unknown_date_stays_unknown() -> None:
    assert moved(UNKNOWN, 10) == UNKNOWN


@given(edtf_texts(), st.integers(-4000, 4000))
def test_any_date_can_be_moved_and_keeps_its_doubt(edtf: str, days: int) -> None:
    try:
        when = from_edtf(edtf)
    except DateError:
        return
    then = moved(when, days)
    assert then.is_approximate == when.is_approximate
    assert then.is_uncertain == when.is_uncertain
    assert (then.earliest is None, then.latest is None) == (when.earliest is None, when.latest is None)
