"""Imprecise dates: what is read, how it is spelled, and what must hold for every one of them."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from db import dates
from db.dates import DateError, ImpreciseDate, from_edtf, from_typed
from tests.strategies import DAYS, edtf_texts, imprecise_dates

TODAY = dates.day_of(date(2026, 11, 23))


def day(iso: str) -> int:
    return dates.day_of(date.fromisoformat(iso))


# what is typed -> canonical EDTF
TYPED = {
    # one day
    "2017-06-08": "2017-06-08",
    "8 June 2017": "2017-06-08",
    "8 Jun 2017": "2017-06-08",
    "8. june, 2017": "2017-06-08",
    "June 8, 2017": "2017-06-08",
    "JUNE 8th 2017": "2017-06-08",
    "the 8th of June 2017": "2017-06-08",
    "on Thursday, 8 June 2017": "2017-06-08",
    "8.6.2017": "2017-06-08",
    "8. 6. 2017": "2017-06-08",
    "08/06/2017": "2017-06-08",
    "8-6-2017": "2017-06-08",
    "06/28/2017": "2017-06-28",
    "2017/06/08": "2017-06-08",
    "2017-6-8": "2017-06-08",
    "2017 June 8": "2017-06-08",
    "7-Oct-14": "2014-10-07",
    "7-Feb-25": "2025-02-07",
    "7-Feb-87": "1987-02-07",
    "8.6.17": "2017-06-08",
    "2017-06-08 00:00:00": "2017-06-08",
    "today": "2026-11-23",
    "yesterday": "2026-11-22",
    # the year taken from today
    "8 June": "2026-06-08",
    "23 November": "2026-11-23",
    "24 November": "2025-11-24",
    "29 February": "2024-02-29",
    "about 8 June": "2026-06-08~",
    "mid-December": "2025-12-11~/2025-12-20~",
    "June": "2026-06",
    # about and uncertain
    "about 8 June 2017": "2017-06-08~",
    "around 8 June 2017": "2017-06-08~",
    "circa 8 June 2017": "2017-06-08~",
    "c. 8 June 2017": "2017-06-08~",
    "ca 2017": "2017~",
    "~8 June 2017": "2017-06-08~",
    "≈ 8 Jun 2017": "2017-06-08~",
    "2017-06-08~": "2017-06-08~",
    "8 June 2017?": "2017-06-08?",
    "8 June 2017 (?)": "2017-06-08?",
    "8 June 2017 (uncertain)": "2017-06-08?",
    "possibly about June 2017": "2017-06%",
    "2017-06?~": "2017-06%",
    # months, years, seasons and parts
    "June 2017": "2017-06",
    "in June 2017": "2017-06",
    "2017/06": "2017-06",
    "06/2017": "2017-06",
    "2017-06-XX": "2017-06",
    "2017": "2017",
    "201X": "2010/2019",
    "spring 2017": "2017-03-01~/2017-05-31~",
    "2017-21": "2017-03-01~/2017-05-31~",
    "2017-22": "2017-06-01~/2017-08-31~",
    "fall 2017": "2017-09-01~/2017-11-30~",
    "winter 2017": "2017-12-01~/2018-02-28~",
    "winter 2015/16": "2015-12-01~/2016-02-29~",
    "winter 2015–2016": "2015-12-01~/2016-02-29~",
    "early June 2017": "2017-06-01~/2017-06-10~",
    "mid-June 2017": "2017-06-11~/2017-06-20~",
    "mid June 2017": "2017-06-11~/2017-06-20~",
    "late May 2017": "2017-05-21~/2017-05-31~",
    "end of February 2017": "2017-02-21~/2017-02-28~",
    "late 2016": "2016-09-01~/2016-12-31~",
    # spans
    "May–June 2017": "2017-05/2017-06",
    "May-June 2017": "2017-05/2017-06",
    "May/June 2017": "2017-05/2017-06",
    "May to June 2017": "2017-05/2017-06",
    "10-14 March 2026": "2026-03-10/2026-03-14",
    "10 – 14 March 2026": "2026-03-10/2026-03-14",
    "10–14.3.2026": "2026-03-10/2026-03-14",
    "30.5.–2.6.2017": "2017-05-30/2017-06-02",
    "March 10–14, 2026": "2026-03-10/2026-03-14",
    "between 10 and 14 March 2026": "2026-03-10/2026-03-14",
    "from 10 to 14 March 2026": "2026-03-10/2026-03-14",
    "from 10-14 March 2026": "2026-03-10/2026-03-14",
    "30 May – 2 June 2017": "2017-05-30/2017-06-02",
    "30 December – 2 January 2017": "2016-12-30/2017-01-02",
    "10 June 2017 to 12 July": "2017-06-10/2017-07-12",
    "10 December 2016 to 12 January": "2016-12-10/2017-01-12",
    "about 8–10 June 2017": "2017-06-08~/2017-06-10~",
    "8–10 June 2017?": "2017-06-08?/2017-06-10?",
    "from about 8 to 10 June 2017": "2017-06-08~/2017-06-10",
    "8 June to about 10 June 2017": "2017-06-08/2017-06-10~",
    "late May to mid-June 2017": "2017-05-21~/2017-06-20~",
    "2016-2017": "2016/2017",
    "1–30 June 2017": "2017-06",
    "2017-06-01/2017-06-30": "2017-06",
    "2017-01/2017-12": "2017",
    # open ends
    "from 3 May 2017": "2017-05-03/..",
    "since 3 May 2017": "2017-05-03/..",
    "3 May 2017 onwards": "2017-05-03/..",
    "spring 2017 on": "2017-03-01~/..",
    "from May/June 2017": "2017-05/..",
    "2017-05-03/": "2017-05-03/..",
    "after 16 June 2017": "2017-06-17/..",
    "after December 2016": "2017-01/..",
    "before 16 June 2017": "../2017-06-15",
    "before January 2017": "../2016-12",
    "before 2017": "../2016",
    "by 16 June 2017": "../2017-06-16",
    "by about 16 June 2017": "../2017-06-16~",
    "by mid-June 2017": "../2017-06-20~",
    "until 16 June 2017": "../2017-06-16",
    "on or before 16 June 2017": "../2017-06-16",
    # one of several
    "5 or 6 June 2017": "[2017-06-05,2017-06-06]",
    "5, 6, or 7 June 2017": "[2017-06-05,2017-06-06,2017-06-07]",
    "about 5 or 6 June 2017": "[2017-06-05~,2017-06-06~]",
    "June 8, 2017 or 6 June 2017": "[2017-06-06,2017-06-08]",
    "[2017-06-05..2017-06-08]": "2017-06-05/2017-06-08",
    "[2017-06-05]": "2017-06-05",
    # unknown
    "": "",
    "  ": "",
    "unknown": "",
    "?": "",
    "../..": "",
    # other languages
    "8. Juni 2017": "2017-06-08",
    "Anfang März 2017": "2017-03-01~/2017-03-10~",
    "vom 3. bis 5. Mai 2017": "2017-05-03/2017-05-05",
    "1er août 2017": "2017-08-01",
    "mi-juin 2017": "2017-06-11~/2017-06-20~",
    "8 حزيران 2017": "2017-06-08",
    "٨ حزيران/يونيو ٢٠١٧": "2017-06-08",
    "۸ يونيو ۲۰۱۷": "2017-06-08",
    "5 تشرين الأول 2017": "2017-10-05",
    "بين 10 و 14 آذار 2026": "2026-03-10/2026-03-14",
    "منتصف حزيران 2017": "2017-06-11~/2017-06-20~",
}


@pytest.mark.parametrize(("typed", "edtf"), TYPED.items())
def test_typed_forms(typed: str, edtf: str) -> None:
    assert from_typed(typed, today=TODAY).edtf == edtf


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2017-06-08", "2017-06-08", "2017-06-08"),
        ("2017-06-08~", "2017-06-05", "2017-06-11"),
        ("2017-06-08?", "2017-06-08", "2017-06-08"),
        ("2017-06-08%", "2017-06-05", "2017-06-11"),
        ("2017-06", "2017-06-01", "2017-06-30"),
        ("2017-06~", "2017-05-01", "2017-07-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017", "2017-01-01", "2017-12-31"),
        ("2017~", "2016-01-01", "2019-01-01"),
        ("2017-06-08~/2017-06-10", "2017-06-05", "2017-06-10"),
        ("2017-06-08/2017-06-10~", "2017-06-08", "2017-06-13"),
        ("../2017-06-16~", None, "2017-06-19"),
        ("2017-05/..", "2017-05-01", None),
        ("[2017-06-05,2017-06-06]", "2017-06-05", "2017-06-06"),
        ("[2017-06-05~,2017]", "2017-01-01", "2017-12-31"),
        ("0001~", "0001-01-01", "0003-01-01"),
        ("9999-12-31~", "9999-12-28", "9999-12-31"),
    ],
)
def test_earliest_and_latest_day(edtf: str, earliest: str | None, latest: str | None) -> None:
    found = from_edtf(edtf)
    assert found.earliest == (day(earliest) if earliest else None)
    assert found.latest == (day(latest) if latest else None)


@pytest.mark.parametrize(
    ("edtf", "text", "short"),
    [
        ("2017-06-08", "8 June 2017", "8 Jun 2017"),
        ("2017-06-08~", "about 8 June 2017", "≈ 8 Jun 2017"),
        ("2017-06-08?", "8 June 2017 (uncertain)", "8 Jun 2017?"),
        ("2017-06-08%", "about 8 June 2017 (uncertain)", "≈ 8 Jun 2017?"),
        ("2017-06", "June 2017", "Jun 2017"),
        ("2017", "2017", "2017"),
        ("2017-05/2017-06", "May–June 2017", "May–Jun 2017"),
        ("2016-12/2017-01", "December 2016 – January 2017", "Dec 2016 – Jan 2017"),
        ("2016/2017", "2016–2017", "2016–2017"),
        ("2026-03-10/2026-03-14", "10–14 March 2026", "10–14 Mar 2026"),
        ("2026-03-10~/2026-03-14~", "about 10–14 March 2026", "≈ 10–14 Mar 2026"),
        ("2017-05-30/2017-06-02", "30 May – 2 June 2017", "30 May – 2 Jun 2017"),
        ("2016-12-30/2017-01-02", "30 December 2016 – 2 January 2017", "30 Dec 2016 – 2 Jan 2017"),
        ("2017-06-08~/2017-06-10", "from about 8 June 2017 to 10 June 2017", "from ≈ 8 Jun 2017 to 10 Jun 2017"),
        ("2017-05-03/2017-06", "from 3 May 2017 to June 2017", "from 3 May 2017 to Jun 2017"),
        ("../2017-06-16", "by 16 June 2017", "≤ 16 Jun 2017"),
        ("2017-05-03/..", "from 3 May 2017", "≥ 3 May 2017"),
        ("2017-06-11~/2017-06-20~", "mid-June 2017", "mid-Jun 2017"),
        ("2017-06-11%/2017-06-20%", "mid-June 2017 (uncertain)", "mid-Jun 2017?"),
        ("2017-06-11/2017-06-20", "11–20 June 2017", "11–20 Jun 2017"),
        ("2017-21", "spring 2017", "spring 2017"),
        ("2017-24", "winter 2017–18", "winter 2017–18"),
        ("1999-24", "winter 1999–2000", "winter 1999–2000"),
        ("[2017-06-05,2017-06-06]", "5 or 6 June 2017", "5 or 6 Jun 2017"),
        ("[2017-05,2017-06,2017-08]", "May, June or August 2017", "May, Jun or Aug 2017"),
        ("[2016-12-31,2017-01-01]", "31 December 2016 or 1 January 2017", "31 Dec 2016 or 1 Jan 2017"),
        ("", "date not known", "no date"),
    ],
)
def test_words(edtf: str, text: str, short: str) -> None:
    found = from_edtf(edtf)
    assert (found.text(), found.short()) == (text, short)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("Resolution 2254", "“Resolution 2254” could not be read as a date. Type for example 8 June 2017"),
        ("2017-06-31", "There is no day 31 in 2017-06; it ends with day 30."),
        ("31 June", "There is no day 31 in 2026-06"),
        ("29 February 2017", "There is no day 29 in 2017-02; it ends with day 28."),
        ("2017-13", "There is no month 13"),
        ("13/13/2017", "months from 1 to 12|no month 13"),
        ("0000", "Years run from 0001 to 9999"),
        ("winter 9999", "Years run from 0001 to 9999"),
        ("before 0001", "Years run from 0001 to 9999"),
        ("after 9999-12-31", "Years run from 0001 to 9999"),
        ("2017-00", "counted from 01"),
        ("0 June 2017", "counted from 1"),
        ("2017-06/2017-05", r"This span ends \(2017-05\) before it begins \(2017-06\)"),
        ("10 June 2017 – 8 June 2017", "before it begins"),
        ("Friday 8 June 2017", "2017-06-08 was a Thursday, not a Friday"),
        ("8", "Day 8 of which month"),
        ("Jun-17", "Day 17 of which month"),
        ("spring 2017 or 5 June 2017", "must each be one day, one month or one year"),
        ("1, 2, 3, 4, 5 or 6 June 2017", "At most 5 dates"),
        ("x" * 201, "could not be read"),
        ("between 10 March 2026", "could not be read"),
        ("20170608", "could not be read"),
        ("1.5", "could not be read"),
        ("2017-06-08T12:00", "could not be read"),
    ],
)
def test_what_is_no_date_gets_a_sentence(wrong: str, sentence: str) -> None:
    with pytest.raises(DateError, match=sentence) as caught:
        from_typed(wrong, today=TODAY)
    assert str(caught.value).endswith(".")
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "wrong",
    ["8 June 2017", "2017-6-8", "20170608", "2017-W23-4", "{2017}", "2017-06~-08", "Y17000", "-0044", "201X-05"],
)
def test_edtf_is_strict(wrong: str) -> None:
    with pytest.raises(DateError):
        from_edtf(wrong)


def test_what_is_known_of_a_date() -> None:
    assert from_edtf("2017-06-08").is_exact
    for edtf in ("2017-06-08~", "2017-06-08?", "2017-06", "2017-06-08/2017-06-09", "../2017-06-08", ""):
        assert not from_edtf(edtf).is_exact
    assert from_edtf("2017-06-08%").is_approximate
    assert from_edtf("2017-06-08%").is_uncertain
    assert from_edtf("2017-06-08~").is_approximate
    assert not from_edtf("2017-06-08~").is_uncertain
    assert not from_edtf("2017-06-08?").is_approximate
    assert from_edtf("") == dates.UNKNOWN == ImpreciseDate("", None, None)


def test_day_numbers() -> None:
    assert dates.day_of(date(1970, 1, 1)) == 0
    assert dates.iso_of(-1) == "1969-12-31"
    assert dates.date_of(17325) == date(2017, 6, 8)
    assert from_typed("today").earliest in (dates.today(), dates.today() - 1)
    with pytest.raises(DateError, match="Years run from 0001"):
        dates.date_of(10**9)


def test_a_date_without_its_year_is_the_latest_that_has_begun() -> None:
    assert from_typed("8 June", today=day("2017-06-07")).edtf == "2016-06-08"
    assert from_typed("8 June", today=day("2017-06-08")).edtf == "2017-06-08"
    assert from_typed("29 February", today=day("1904-02-28")).edtf == "1896-02-29"


@given(imprecise_dates())
def test_a_date_survives_its_edtf_and_its_words(found: ImpreciseDate) -> None:
    assert from_edtf(found.edtf) == found
    assert from_typed(found.edtf, today=TODAY) == found
    assert from_typed(found.text(), today=TODAY) == found
    assert from_typed(found.short(), today=TODAY) == found


@given(edtf_texts())
def test_earliest_is_never_after_latest(edtf: str) -> None:
    try:
        found = from_edtf(edtf)
    except DateError:
        assume(False)
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert found.is_exact == (len(found.edtf) == 10 and found.edtf == dates.iso_of(found.earliest or 0))


_WORDS = [
    "about", "by", "before", "after", "from", "since", "between", "to", "and", "or", "until", "mid", "late", "spring",
    "winter", "8", "31", "0", "June", "feb", "2017", "17", "9999", "0001", "-", "–", "/", "..", "?", "~", "%", ",",
    ".", "(", ")", "[", "]", "X", "حزيران", "٢٠١٧", "today", "yesterday", "Friday", "on", "(uncertain)", "1.2.", "'",
]  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=220),
        st.text(string.digits + "-/.~?%X[], –", max_size=40),
        st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join),
        st.lists(st.sampled_from(_WORDS), max_size=12).map("".join),
    ),
    DAYS,
)
@example("1-" * 100, 0)
@example("?" * 200, 0)
@example("ﷺ" * 200, 0)
@example("\ud800", 0)
@example("yesterday", dates.day_of(date.min))
@example("1.1.99", dates.day_of(date.min))
def test_any_text_is_a_date_or_a_date_error(text: str, today: int) -> None:
    try:
        found = from_typed(text, today=today)
    except DateError:
        return
    assert from_edtf(found.edtf) == found
    assert from_typed(found.text(), today=today) == found


@pytest.mark.parametrize(
    ("edtf", "written"),
    [
        ("2017-06-08", "2017-06-08"),
        ("2017-06-08~", "2017-06-08"),
        ("2017-06%", "2017-06-01"),
        ("2017-05-20~/2017-06", "2017-05-20"),
        ("../2017-06-16~", "2017-06-16"),
        ("2017-06-16/..", "2017-06-16"),
        ("", None),
    ],
)
def test_the_written_day_is_what_about_stands_before(edtf: str, written: str | None) -> None:
    day = from_edtf(edtf).written_day()
    assert (None if day is None else dates.iso_of(day)) == written


@given(imprecise_dates())
def test_the_written_day_lies_in_the_date(date: ImpreciseDate) -> None:
    written = date.written_day()
    assert (written is None) == (date.earliest is None and date.latest is None)
    if written is not None:
        assert date.earliest is None or date.earliest <= written
        assert date.latest is None or written <= date.latest
