"""Imprecise dates: EDTF text and what users type <-> the earliest and the latest day that may be meant.

Days are numbers: 1970-01-01 is 0, in the proleptic Gregorian calendar, years 0001 to 9999.  None as the earliest
or latest day means open or unknown.  "About" (``~``) widens a day by 3 days to either side, a month by 31, a year
by 366; "uncertain" (``?``) widens nothing; ``%`` is both.  In an interval each end widens outward only.
Each date has one spelling: a span that is exactly a day, a month or a year is written as such, seasons and parts
of months become intervals of days that are approximate at both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from db.date_edtf import looks_like_edtf, read_edtf
from db.date_parts import LONGEST_TEXT, DateError, Shape, covering, date_of, day_of, interval, unreadable
from db.date_text import long_text, short_text
from db.date_words import read_typed

__all__ = [
    "UNKNOWN",
    "DateError",
    "ImpreciseDate",
    "date_of",
    "day_of",
    "fast_span_edtf",
    "from_days",
    "from_edtf",
    "from_typed",
    "iso_of",
    "overlaps",
    "today",
]


_NO_DOUBT = str.maketrans("", "", "~?%")


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """A date as far as it is known: canonical EDTF (empty: unknown), earliest and latest day (None: open).

    Make one with `from_edtf`, `from_typed` or `from_days`; where both days are known, earliest <= latest.
    """

    edtf: str
    earliest: int | None
    latest: int | None

    @property
    def is_approximate(self) -> bool:
        """Whether any part of it is "about"."""
        return "~" in self.edtf or "%" in self.edtf

    @property
    def is_uncertain(self) -> bool:
        """Whether any part of it is in doubt."""
        return "?" in self.edtf or "%" in self.edtf

    @property
    def is_exact(self) -> bool:
        """Whether it is one day, known without doubt."""
        one_day = self.earliest is not None and self.earliest == self.latest
        return one_day and not self.is_approximate and not self.is_uncertain

    def written_day(self) -> int | None:
        """The first day that is written, which “about” does not widen: for “about 8 June” the 8th; None without any."""
        exact = from_edtf(self.edtf.translate(_NO_DOUBT))
        return exact.latest if exact.earliest is None else exact.earliest

    def text(self) -> str:
        """In words, such as “about 8 June 2017”; `from_typed` reads it back to the same date."""
        return long_text(read_edtf(self.edtf))

    def short(self) -> str:
        """For labels, such as “≈ 8 Jun 2017”; `from_typed` reads it back to the same date."""
        return short_text(read_edtf(self.edtf))


UNKNOWN = ImpreciseDate("", None, None)


def _dated(shape: Shape) -> ImpreciseDate:
    return ImpreciseDate(shape.edtf, shape.earliest, shape.latest)


def iso_of(day: int) -> str:
    """The day number as ``YYYY-MM-DD``; DateError outside the years 0001 to 9999."""
    return date_of(day).isoformat()


def today() -> int:
    """The day number of today on this computer's clock and time zone."""
    return day_of(date.today())


def from_edtf(text: str) -> ImpreciseDate:
    """The date of an EDTF text, respelled canonically; an empty text is the unknown date.  DateError if it is none."""
    return _dated(read_edtf(text))


def from_typed(text: str, *, today: int | None = None) -> ImpreciseDate:
    """The date that a user types: EDTF, numbers, or words in English, German, French or Arabic.

    today is a day number (by default the local day) and settles what a date without its year means.
    DateError, whose message tells the user what to type instead, where the text is no date.
    """
    code = text.strip().upper() if len(text) <= LONGEST_TEXT else text
    if looks_like_edtf(code):
        return from_edtf(code)
    return _dated(read_typed(text, day_of(date.today()) if today is None else today))


def from_days(first: int, last: int, *, approximate: bool = False) -> ImpreciseDate:
    """The span of days from first to last: a day, a whole month, a whole year, or else an interval of days.

    DateError where it ends before it begins or lies outside the years 0001 to 9999.
    """
    if first > last:
        raise DateError(
            f"This span ends ({iso_of(last)}) before it begins ({iso_of(first)}). Put the earlier date first."
        )
    whole = covering(first, last)
    start, end = (whole, whole) if whole else (covering(first, first), covering(last, last))
    if approximate and start and end:
        start, end = start.doubted(True, False), end.doubted(True, False)
    return _dated(interval(start, end))


@lru_cache(maxsize=1 << 16)
def _iso_day(iso: str) -> int:
    try:
        day = date.fromisoformat(iso)
    except ValueError as error:
        raise unreadable(iso) from error
    if day.isoformat() != iso:
        # Python also takes 20170608 and 2017-W23-4
        raise unreadable(iso)
    return day_of(day)


def fast_span_edtf(iso_start: str, iso_end: str) -> tuple[str, int, int]:
    """Two days ``YYYY-MM-DD`` as (EDTF, earliest, latest), spelled as `from_days` does; made for very many rows.

    DateError where one is no such day or the end comes before the start.
    """
    if iso_start == iso_end:
        day = _iso_day(iso_start)
        return iso_start, day, day
    first, last = _iso_day(iso_start), _iso_day(iso_end)
    # only a span from a first of a month can be a whole month or year, only one of these needs a closer look
    if first > last or (iso_start.endswith("-01") and iso_end[8:] >= "28"):
        return from_days(first, last).edtf, first, last
    return f"{iso_start}/{iso_end}", first, last


def overlaps(date: ImpreciseDate, first: int | None, last: int | None) -> bool:
    """Whether the date may lie in the window first..last, both included; None: open.

    An open or unknown side reaches any day, so the unknown date overlaps every window.
    """
    begins_in_time = date.earliest is None or last is None or date.earliest <= last
    return begins_in_time and (date.latest is None or first is None or date.latest >= first)
