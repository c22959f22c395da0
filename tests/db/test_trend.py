"""The trend is the exact conditional binomial test, with its degenerate cases, at any size."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.trend import Trend, compare, edges, explain, two_sided


def by_definition(hits: int, trials: int, share: Fraction) -> float:
    """Every outcome no likelier than the one seen, in exact fractions."""
    weights = [comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(trials + 1)]
    return float(sum(weight for weight in weights if weight <= weights[hits]))


@given(st.integers(0, 90), st.integers(0, 90), st.sampled_from([Fraction(1, 5), Fraction(1, 2), Fraction(7, 22)]))
def test_it_is_the_sum_over_all_outcomes_no_likelier(hits: int, misses: int, share: Fraction) -> None:
    expected = by_definition(hits, hits + misses, share)
    assert two_sided(hits, hits + misses, float(share)) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("late", "earlier", "chance"),
    [  # by hand: the sum of comb(n, k) * 0.2**k * 0.8**(n - k) over all k no likelier than `late`
        (6, 8, 0.043854),
        (3, 3, 0.09888),
        (2, 0, 0.04),
        (1, 0, 0.2),
        (0, 1, 1.0),
        (0, 14, 0.087835),
        (0, 20, 0.021511),
        (10, 40, 1.0),
    ],
)
def test_known_values(late: int, earlier: int, chance: float) -> None:
    assert compare(late, earlier).chance == pytest.approx(chance, abs=1e-5)


def test_a_rise_beyond_chance_points_up() -> None:
    trend = compare(6, 8)
    assert (trend.direction, trend.mark, trend.ratio_text()) == (1, "▲", "3.0×")


def test_a_rise_within_chance_is_level() -> None:
    trend = compare(3, 6)
    assert trend.ratio == pytest.approx(2.0)
    assert (trend.direction, trend.mark) == (0, "▬")


def test_a_fall_beyond_chance_points_down() -> None:
    trend = compare(0, 40)
    assert (trend.mark, trend.ratio_text()) == ("▼", "0.0×")


def test_nothing_against_nothing_says_nothing() -> None:
    trend = compare(0, 0)
    assert (trend.direction, trend.ratio, trend.known, trend.ratio_text()) == (0, None, False, "")
    assert explain(trend) == "None in the last 7 days of the window, none in the 4 weeks before."


def test_after_nothing_it_is_new_whatever_chance_says() -> None:
    assert (compare(1, 0).mark, compare(1, 0).ratio_text()) == ("▬", "new")
    assert (compare(3, 0).mark, compare(3, 0).ratio_text()) == ("▲", "new")


def test_time_that_the_board_does_not_know_is_no_quiet_time() -> None:
    assert edges(100) == (66, 94, 101)
    assert edges(100, first_known=80) == (80, 94, 101)
    assert edges(100, first_known=99) == (94, 94, 101)
    assert not compare(9, 0, earlier_days=3).known
    assert compare(7, 14, earlier_days=14).ratio == pytest.approx(1.0)


@given(st.integers(0, 3_000_000), st.integers(0, 3_000_000))
def test_any_size_gives_a_probability_and_agrees_with_the_side(late: int, earlier: int) -> None:
    trend = compare(late, earlier)
    assert 0 <= trend.chance <= 1
    if trend.direction > 0:
        assert trend.ratio is None or trend.ratio > 1
    if trend.direction < 0:
        assert trend.ratio is not None
        assert trend.ratio < 1


def test_a_million_against_four_million_is_level_and_a_tenth_more_is_not() -> None:
    assert compare(1_000_000, 4_000_000).direction == 0
    assert compare(1_100_000, 4_000_000).direction == 1


def test_the_tooltip_gives_the_counts() -> None:
    words = explain(compare(6, 8))
    assert words.startswith("6 in the last 7 days of the window, 8 in the 4 weeks before, 2.0 a week.")
    assert "More than chance explains" in words
    assert "may be chance" in explain(compare(3, 6))
    assert explain(Trend(2, 0, 3, None, 0, 1.0)).endswith("too few days before them to compare with.")


def test_fewer_than_none_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 0"):
        compare(-1, 3)
