"""Dates in prose: what is found, what it means, and what is no date."""

from __future__ import annotations

import pytest

from db.dates import UNKNOWN, from_edtf
from db.drafting.dates_in_text import dates_in
from db.drafting.found import FoundDate

PUBLISHED = from_edtf("2017-06-16")  # a Friday


def told(text: str, published: str = "2017-06-16") -> list[tuple[str, str]]:
    found = dates_in(text, from_edtf(published))
    return [(text[date.start : date.end], date.date.edtf) for date in found]


def only(text: str) -> FoundDate:
    (found,) = dates_in(text, PUBLISHED)
    return found


CALENDAR = [
    ("struck on 18 May 2017 at", "18 May 2017", "2017-05-18"),
    ("on May 18th, 2017, jets", "May 18th, 2017", "2017-05-18"),
    ("on the 18th of May jets", "the 18th of May", "2017-05-18"),
    ("logged 18/05/2017 here", "18/05/2017", "2017-05-18"),
    ("logged 05/18/2017 here", "05/18/2017", "2017-05-18"),
    ("logged 18.5.2017 here", "18.5.2017", "2017-05-18"),
    ("logged 2017-05-18 here", "2017-05-18", "2017-05-18"),
    ("logged 12-Jun-2017 here", "12-Jun-2017", "2017-06-12"),
    ("on 14 January this year", "14 January this year", "2017-01-14"),
    ("on Friday, 16 June, men", "Friday, 16 June", "2017-06-16"),
    ("on Tuesday the 6th, men", "Tuesday the 6th", "2017-06-06"),
    ("on 20 December, men", "20 December", "2016-12-20"),
    ("held in June 2016 by", "June 2016", "2016-06"),
    ("began in early June near", "early June", "2017-06-01~/2017-06-10~"),
    ("began in mid-May near", "mid-May", "2017-05-11~/2017-05-20~"),
    ("at the end of May, men", "the end of May", "2017-05-21~/2017-05-31~"),
    ("in the first week of June", "the first week of June", "2017-06-01~/2017-06-07~"),
    ("on the last day of April", "the last day of April", "2017-04-30"),
    ("in the first five months of 2017", "the first five months of 2017", "2017-01/2017-05"),
    ("in the second quarter of 2016", "the second quarter of 2016", "2016-04/2016-06"),
    ("held since last autumn", "since last autumn", "2016-09-01~/.."),
    ("7 octobre 2016 à", "7 octobre 2016", "2016-10-07"),
    ("am 7. Juni 2017 in", "7. Juni 2017", "2017-06-07"),
    ("7 июня 2017 года", "7 июня 2017 года", "2017-06-07"),
    ("في ٧ حزيران ٢٠١٧", "٧ حزيران ٢٠١٧", "2017-06-07"),
    ("في 7 يونيو/حزيران", "7 يونيو/حزيران", "2017-06-07"),
    ("في 7 تشرين الأول 2016", "7 تشرين الأول 2016", "2016-10-07"),
]
SPANS = [
    ("between 3 and 7 June", "between 3 and 7 June", "2017-06-03/2017-06-07"),
    ("between June 3 and 7 men", "between June 3 and 7", "2017-06-03/2017-06-07"),
    ("from 30 May to 5 June", "from 30 May to 5 June", "2017-05-30/2017-06-05"),
    ("on 3–7 June", "3–7 June", "2017-06-03/2017-06-07"),
    ("June 3-7 fighting", "June 3-7", "2017-06-03/2017-06-07"),
    ("the night of 29/30 May", "29/30 May", "2017-05-29/2017-05-30"),
    ("from 30 December to 2 January", "from 30 December to 2 January", "2016-12-30/2017-01-02"),
    ("fighting since March", "since March", "2017-03/.."),
    ("until 5 June", "until 5 June", "../2017-06-05"),
    ("by mid-June", "by mid-June", "../2017-06-20~"),
    ("before 16 June", "before 16 June", "../2017-06-15"),
    ("over the past two weeks", "the past two weeks", "2017-06-02/2017-06-16"),
    ("in the last 48 hours", "the last 48 hours", "2017-06-14/2017-06-16"),
    ("between Monday and Wednesday", "between Monday and Wednesday", "2017-06-12/2017-06-14"),
    ("in June and July 2016", "June and July 2016", "2016-06/2016-07"),
    ("between 2015 and 2016", "between 2015 and 2016", "2015/2016"),
]
COUNTED = [
    ("killed today", "today", "2017-06-16"),
    ("killed yesterday evening", "yesterday evening", "2017-06-15"),
    ("killed last night", "last night", "2017-06-15"),
    ("the day before yesterday", "the day before yesterday", "2017-06-14"),
    ("killed on Friday", "Friday", "2017-06-16"),
    ("killed last Friday", "last Friday", "2017-06-09"),
    ("killed in Tuesday's raid", "Tuesday's", "2017-06-13"),
    ("on Thursday of last week", "Thursday of last week", "2017-06-08"),
    ("early on Monday morning", "early on Monday morning", "2017-06-12"),
    ("over the weekend", "the weekend", "2017-06-10/2017-06-11"),
    ("clashes this week", "this week", "2017-06-12/2017-06-16"),
    ("clashes last week", "last week", "2017-06-05/2017-06-11"),
    ("earlier this month", "earlier this month", "2017-06-01/2017-06-15"),
    ("clashes last month", "last month", "2017-05"),
    ("killed two days ago", "two days ago", "2017-06-14"),
    ("a few days ago", "a few days ago", "2017-06-11~/2017-06-14~"),
    ("will meet on Monday", "Monday", "2017-06-19"),
    ("next Friday", "next Friday", "2017-06-23"),
    ("they have until Sunday to leave", "until Sunday", "../2017-06-18"),
    ("it lasted until Sunday", "until Sunday", "../2017-06-11"),
    ("will meet on 20 August", "20 August", "2017-08-20"),
    ("يوم الجمعة الماضي", "يوم الجمعة الماضي", "2017-06-09"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), CALENDAR + SPANS + COUNTED)
def test_one_date(text: str, words: str, edtf: str) -> None:
    assert told(text) == [(words, edtf)]


LISTS = [
    ("on May 18th and June 5th", [("May 18th", "2017-05-18"), ("June 5th", "2017-06-05")]),
    ("on 5, 7 and 9 June", [("5", "2017-06-05"), ("7", "2017-06-07"), ("9 June", "2017-06-09")]),
    ("on 18 and 20 May", [("18", "2017-05-18"), ("20 May", "2017-05-20")]),
    ("18 May and 5 June 2016", [("18 May", "2016-05-18"), ("5 June 2016", "2016-06-05")]),
    ("• 11/05: one\n• 15/05: two", [("11/05", "2017-05-11"), ("15/05", "2017-05-15")]),
]


@pytest.mark.parametrize(("text", "dates"), LISTS)
def test_several_dates(text: str, dates: list[tuple[str, str]]) -> None:
    assert told(text) == dates


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Three days earlier", "2017-06-02"),
        ("The next day", "2017-06-06"),
        ("On the following morning", "2017-06-06"),
        ("The same day", "2017-06-05"),
        ("That night", "2017-06-05"),
        ("A few days later", "2017-06-04~/2017-06-13~"),
        ("A week later", "2017-06-12~"),
        ("Two days after the raid", "2017-06-07?"),
        ("Hours later", "2017-06-05"),
        ("The previous day", "2017-06-04"),
    ],
)
def test_counted_from_the_date_before(words: str, edtf: str) -> None:
    first, second = dates_in(f"On 5 June it began. {words} it went on.", PUBLISHED)
    expected = from_edtf(edtf)
    if words == "A few days later":
        assert (second.date.is_approximate, first.date.edtf) == (True, "2017-06-05")
    else:
        assert second.date == expected
    assert "5 June" in second.why


NO_DATES = [
    "Resolution 2254 was quoted on Route 2017 by unit 1701.",
    "They may march for a second time; the march may go on.",
    "The Sunday Times and Black Friday; Friday prayers; Fridays.",
    "At least 12 may have died, aged 15 and 17, of 2,017 fighters.",
    "General May said that Theresa May and April Jones agreed.",
    "24/7 and 50/50, 3/4 of the town, 1,500 to 2000 metres away.",
    "The 1 June Brigade, the March 14 Alliance and the 17 July bridge.",
    "Two days before the vote nobody came. In total 2016 people fled.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_no_dates(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "time", "zone"),
    [
        ("at 14:30 local time on 5 June", "14:30", ""),
        ("on 5 June at around 3 a.m.", "03:00", ""),
        ("on 5 June at 0200 GMT", "02:00", "UTC"),
        ("5 June, 14:30 UTC+3", "14:30", "+03:00"),
        ("from 10:00 to 12:00 on 5 June", "10:00", ""),
    ],
)
def test_a_time_of_day_belongs_to_its_date(text: str, time: str, zone: str) -> None:
    found = only(text)
    assert (found.date.edtf, found.time, found.zone) == ("2017-06-05", time, zone)


def test_a_time_of_day_alone_makes_up_no_day() -> None:
    found = only("The blast came at 14:30 local time.")
    assert (found.date, found.time, found.anchor) == (UNKNOWN, "14:30", False)


def test_the_head_of_a_report_is_background_and_dates_the_rest() -> None:
    text = "AMMAN, June 16, 2017 (Reuters) - Clashes on Thursday. Updated: 17 June 2017"
    found = dates_in(text, UNKNOWN)
    assert [(date.date.edtf, date.background) for date in found] == [
        ("2017-06-16", True),
        ("2017-06-15", False),
        ("2017-06-17", True),
    ]


@pytest.mark.parametrize(
    "text",
    ["a 2015 agreement", "founded in 2011", "the 2016 Stockholm Agreement", "Resolution 2254 of 18 December 2015"],
)
def test_years_and_old_agreements_are_background(text: str) -> None:
    assert only(text).background


def test_without_publication_nothing_is_made_up() -> None:
    found = dates_in("On 5 June and on Friday, three days ago, men came.", UNKNOWN)
    assert [date.date for date in found] == [UNKNOWN] * 3
    assert all("not known" in date.why for date in found)


def test_without_publication_a_year_in_the_text_serves() -> None:
    found = dates_in("It began on 5 March 2015. On 7 April it ended.", UNKNOWN)
    assert found[1].date.edtf == "2015-04-07"
    assert "2015" in found[1].why


def test_without_publication_a_year_as_a_heading_serves() -> None:
    found = dates_in("2015\n5 March: one\n2016\n1 April: two\n", UNKNOWN)
    assert [date.date.edtf for date in found if not date.background] == ["2015-03-05", "2016-04-01"]


def test_a_text_on_another_time_keeps_its_years() -> None:
    text = "On 4 October the army advanced. On 10 October 2017 fighting began. By 20 October it was over."
    assert [edtf for _, edtf in told(text, "2023-09-23")] == ["2017-10-04", "2017-10-10", "../2017-10-20"]


def test_figures_of_a_text_are_month_first_where_only_so_they_are_near() -> None:
    assert told("On 03/02/2020 and 03/08/2020 rockets fell.", "2020-03-12") == [
        ("03/02/2020", "2020-03-02"),
        ("03/08/2020", "2020-03-08"),
    ]


def test_a_doubt_on_publication_is_passed_on() -> None:
    assert told("killed yesterday", "2017-06-16~") == [("yesterday", "2017-06-15~")]


def test_a_line_break_within_a_paragraph_parts_no_date() -> None:
    text = "The bridge near the market, which the engineers had repaired last\nautumn, is gone.\n12\nJune rain"
    assert [words for words, _ in told(text)] == ["last\nautumn"]


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert told("on 31 June 2017 and on 30 February") == []


def test_a_date_line_some_days_before_publication_is_what_the_text_counts_from() -> None:
    text = "Menaka, 14 June (Studio) – Men came yesterday. On Monday they had left."
    assert [edtf for _, edtf in told(text)] == ["2017-06-14", "2017-06-13", "2017-06-12"]


def test_a_day_of_publication_that_no_calendar_has_is_none() -> None:
    assert [date.date for date in dates_in("Published 31 June 2017. Men came yesterday.", UNKNOWN)] == [UNKNOWN]
