"""What holds of dates found in any text: their places, their order, their values, and the time that it takes."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.date_text import MONTHS
from db.dates import UNKNOWN, from_edtf
from db.drafting.dates_in_text import dates_in
from db.drafting.knowledge import Knowledge
from db.drafting.places_in_text import places_in

PUBLISHED = from_edtf("2017-06-16")
DAYS = st.dates(date(1950, 1, 1), date(2017, 6, 16))
ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def forms(day: date) -> list[str]:
    """A day as prose writes it, with its year."""
    month, ordinal = MONTHS[day.month - 1], ORDINALS.get(day.day, "th")
    return [
        f"{day.day} {month} {day.year}",
        f"{day.day:02d} {month[:3]} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month} {day.day}{ordinal}, {day.year}",
        f"the {day.day}{ordinal} of {month}, {day.year}",
        f"{day.day}-{month[:3]}-{day.year}",
        day.isoformat(),
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{day.day} {month} {day.year}".translate({ord("0") + n: chr(0x660 + n) for n in range(10)}),
    ]


@given(DAYS, st.integers(0, 8), st.sampled_from(["On {} clashes broke out.", "killed ({}), men said", "of {}; then"]))
def test_a_date_is_found_where_it_stands_with_its_value(day: date, form: int, sentence: str) -> None:
    words = forms(day)[form]
    text = sentence.format(words)
    start = text.index(words)
    (found,) = dates_in(text, PUBLISHED)
    assert (found.start, found.end, found.date.edtf) == (start, start + len(words), day.isoformat())


@given(st.dates(date(2016, 9, 1), date(2017, 6, 16)))
def test_a_date_without_its_year_is_the_latest(day: date) -> None:
    (found,) = dates_in(f"On {day.day} {MONTHS[day.month - 1]} it began.", PUBLISHED)
    assert found.date.edtf == day.isoformat()


PIECES = st.sampled_from(
    """May June 5 12 2017 the of , . - – / : and to between from since until by before after next last Friday two days
    later ago earlier few early mid end week month year at 14:30 GMT a.m. st th حزيران ٥ يوم الجمعة Raqqa Deir ez-Zor al- ( )
    20 km north of near in The Syria said 's ’ \n 31.12. 11/05 Q2 summer this that day night overnight Al-Bab""".split(
        " "
    )
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map(" ".join)), st.booleans())
def test_any_text_gives_places_in_order(text: str, known: bool) -> None:
    dates = dates_in(text, PUBLISHED if known else UNKNOWN)
    places = places_in(text, Knowledge(countries=frozenset({"SY"})))
    for found in (dates, places):
        ends = [0, *(each.end for each in found)]
        assert all(before <= each.start < each.end for before, each in zip(ends, found, strict=False))
        assert ends[-1] <= len(text)


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "May ", "5, ", "5 and ", "June 5, ", "12.", "12/", "2017-", " ", "\n", "between ", "the last two "],
)
def test_the_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        dates_in(text, PUBLISHED)
        return time.process_time() - began

    seconds(1_000)
    short, long = seconds(10_000), seconds(80_000)
    assert long < 0.05 + 30 * short  # 8 times the length; what grows with its square would take 64 times as long
