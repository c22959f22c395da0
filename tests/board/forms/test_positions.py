"""Positions as analysts type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from board.forms.position_field import PositionField
from board.forms.positions import parse_position, position_text


@pytest.mark.parametrize(
    "typed",
    [
        "33.50 N 38.66 E",
        "38.66 E 33.50 N",
        "33.5, 38.66",
        "33.5 38.66",
        "33,50 N 38,66 E",
        "33,5, 38,66",
        "33°30'N 38°39'36\"E",
        "N33°30' E38°39'36\"",
        "33°30′00″ N, 38°39′36″ E",
        "33.5°N; 38.66°O",
        "  n 33.5 e 38.66 ",
    ],
)
def test_the_same_place_typed_otherwise(typed: str) -> None:
    found = parse_position(typed)
    assert found is not None
    assert found == pytest.approx((33.5, 38.66))


def test_south_and_west_and_nothing() -> None:
    assert parse_position("12.5 S 70 W") == (-12.5, -70.0)
    assert parse_position("-12.5, -70") == (-12.5, -70.0)
    assert parse_position("  ") is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("91, 0", "Latitude 91"),
        ("0, 181", "Longitude 181"),
        ("33", "no position"),
        ("33 N 38 N", "no position"),
        ("33 N 38", "no position"),
        ("-33 N 38 E", "no position"),
        ("abc", "no position"),
        ("1, 2, 3", "no position"),
        ("33°75'N 38 E", "75 minutes"),
        ("3" * 400, "no position"),
    ],
)
def test_what_is_no_position_is_told(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_position(typed)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_shown_reads_back(latitude: float, longitude: float) -> None:
    found = parse_position(position_text(latitude, longitude))
    assert found is not None
    assert found == pytest.approx((latitude, longitude), abs=6e-6)


def test_a_field_keeps_every_digit_of_what_is_not_edited(qtbot: QtBot) -> None:
    field = PositionField()
    qtbot.addWidget(field)
    for place in ((33.123456789012345, -70.1), (0.0, 1e-7), (-90.0, 180.0)):
        field.set_value(*place)
        found = field.value()
        assert found is not None
        assert found == pytest.approx(place, abs=1e-12)
    field.set_value(None, None)
    assert field.value() is None
    field.edit.setText("somewhere")
    assert "no position" in field.problem()
