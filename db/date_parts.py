"""What an imprecise date is made of: points with a precision and a doubt, put together and spelled as EDTF.

Days are counted from 1970-01-01, which is day 0, in the
proleptic Gregorian calendar.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY = date.min.toordinal() - EPOCH
LAST_DAY = date.max.toordinal() - EPOCH
# How many days "about" reaches beyond a day, a month, a year.
REACH_OF_DAY, REACH_OF_MONTH, REACH_OF_YEAR = 3, 31, 366
LONGEST_TEXT = 200
# More would not be a date that somebody doubts but a list; it also keeps the words of a set within LONGEST_TEXT.
MOST_ALTERNATIVES = 5
EXAMPLES = "8 June 2017, about 8 June 2017, June 2017, 10–14 March 2026, by 16 June 2017 or 2017-06-08"


class DateError(ValueError):
    """A text or a span that is no date; the message is a sentence for the user."""


def day_of(value: date) -> int:
    """The day number (1970-01-01 is 0) of a calendar date."""
    return value.toordinal() - EPOCH


def date_of(day: int) -> date:
    """The calendar date of a day number; DateError outside the years 0001 to 9999."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DateError("Years run from 0001 to 9999; this day lies outside.")
    return date.fromordinal(day + EPOCH)


def unreadable(text: str) -> DateError:
    """The error for a text that is no date in any form: names the text and shows what can be typed."""
    shown = "".join(ch if ch.isprintable() else " " for ch in text[:41]).strip()
    shown = shown[:40] + "…" if len(text) > 40 else shown
    return DateError(f"“{shown}” could not be read as a date. Type for example {EXAMPLES}.")


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month (day 0) or a year (month 0), approximate or uncertain or both; DateError where none exists."""

    year: int
    month: int = 0
    day: int = 0
    approximate: bool = False
    uncertain: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise DateError(f"Years run from 0001 to 9999; {self.year:04d} lies outside.")
        if not bool(self.day) <= self.month <= 12:
            raise DateError(f"There is no month {self.month:02d}; months run from 01 to 12.")
        if self.day and not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
            end = calendar.monthrange(self.year, self.month)[1]
            raise DateError(f"There is no day {self.day} in {self.year:04d}-{self.month:02d}; it ends with day {end}.")

    @property
    def first(self) -> int:
        """Its first day, the doubt left aside."""
        return day_of(date(self.year, self.month or 1, self.day or 1))

    @property
    def last(self) -> int:
        """Its last day, the doubt left aside."""
        month = self.month or 12
        return day_of(date(self.year, month, self.day or calendar.monthrange(self.year, month)[1]))

    @property
    def reach(self) -> int:
        """How many days it may be off to either side: none unless it is approximate."""
        if not self.approximate:
            return 0
        return REACH_OF_DAY if self.day else REACH_OF_MONTH if self.month else REACH_OF_YEAR

    @property
    def earliest(self) -> int:
        """The earliest day that may be meant."""
        return max(FIRST_DAY, self.first - self.reach)

    @property
    def latest(self) -> int:
        """The latest day that may be meant."""
        return min(LAST_DAY, self.last + self.reach)

    @property
    def plain(self) -> str:
        """Its EDTF without the doubt."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        return f"{text}-{self.day:02d}" if self.day else text

    @property
    def edtf(self) -> str:
        """Its EDTF: ``~`` approximate, ``?`` uncertain, ``%`` both."""
        mark = ("%" if self.uncertain else "~") if self.approximate else "?" if self.uncertain else ""
        return self.plain + mark

    def doubted(self, approximate: bool, uncertain: bool) -> Point:
        """The same point with these doubts added to those it has."""
        return replace(self, approximate=self.approximate or approximate, uncertain=self.uncertain or uncertain)

    def stepped(self, step: int) -> Point:
        """The next (step 1) or previous (step -1) day, month or year."""
        if self.day:
            moved = date_of(self.first + step)
            return replace(self, year=moved.year, month=moved.month, day=moved.day)
        if self.month:
            months = self.year * 12 + self.month - 1 + step
            return replace(self, year=months // 12, month=months % 12 + 1)
        return replace(self, year=self.year + step)


Pair = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Shape:
    """A whole imprecise date: one point, an interval (None: open at that end), or one of several points.

    Made by `single`, `interval` and `one_of`, so that a date has one spelling only.
    """

    kind: Literal["unknown", "point", "interval", "one_of"]
    points: tuple[Point | None, ...] = ()

    @property
    def edtf(self) -> str:
        """The canonical EDTF; an empty text where nothing is known."""
        if self.kind == "one_of":
            return "[" + ",".join(point.edtf for point in self.points if point) + "]"
        return "/".join(point.edtf if point else ".." for point in self.points)

    @property
    def earliest(self) -> int | None:
        """The earliest day, None where open or unknown.  Of an interval only the outer sides widen."""
        if not self.points or self.points[0] is None:
            return None
        if self.kind == "one_of":
            return min(point.earliest for point in self.points if point)
        return self.points[0].earliest

    @property
    def latest(self) -> int | None:
        """The latest day, None where open or unknown."""
        if not self.points or self.points[-1] is None:
            return None
        if self.kind == "one_of":
            return max(point.latest for point in self.points if point)
        return self.points[-1].latest


UNKNOWN_SHAPE = Shape("unknown")


def covering(first: int, last: int) -> Point | None:
    """The day, whole month or whole year from the one day to the other; None where they bound none."""
    start, end = date_of(first), date_of(last)
    if first == last:
        return Point(start.year, start.month, start.day)
    if start.day != 1 or start.year != end.year or end.day != calendar.monthrange(end.year, end.month)[1]:
        return None
    if start.month == end.month:
        return Point(start.year, start.month)
    return Point(start.year) if (start.month, end.month) == (1, 12) else None


def interval(start: Point | None, end: Point | None) -> Shape:
    """From one point to another, None for an open end; DateError where it would end before it begins."""
    if start is None or end is None:
        return UNKNOWN_SHAPE if start is end else Shape("interval", (start, end))
    if start.first > end.last:
        raise DateError(f"This span ends ({end.plain}) before it begins ({start.plain}). Put the earlier date first.")
    if start == end:
        return Shape("point", (start,))
    if not (start.approximate or end.approximate) and start.uncertain == end.uncertain:
        whole = covering(start.first, end.last)
        if whole is not None:
            return Shape("point", (whole.doubted(False, start.uncertain),))
    return Shape("interval", (start, end))


def single(pair: Pair) -> Shape:
    """One date as written: a point, or the span that a season or a part of a month stands for."""
    return interval(*pair)


def one_of(pairs: list[Pair]) -> Shape:
    """One of several dates, which one is not known: in order, each once."""
    if any(start != end for start, end in pairs):
        raise DateError("Dates joined by “or” must each be one day, one month or one year.")
    points = sorted({start for start, _ in pairs}, key=lambda point: (point.first, point.last, point.edtf))
    if len(points) > MOST_ALTERNATIVES:
        raise DateError(f"At most {MOST_ALTERNATIVES} dates can be joined by “or”; give the span instead.")
    return Shape("one_of", tuple(points)) if len(points) > 1 else Shape("point", tuple(points))


# EDTF's codes; the seasons are those of the northern hemisphere as meteorologists count them.
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MONTHS_OF = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_DAYS_OF = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
SPAN_NAMES = (*SEASONS.values(), *_DAYS_OF)


def named_span(name: str, year: int, month: int = 0) -> Pair:
    """The first and last day, both approximate, of what a name from SPAN_NAMES stands for.

    early, mid and late are days 1-10, 11-20 and 21-end of a month, or January-April, May-August and
    September-December of a year; spring starts with March, and winter runs from December into the next year.
    """
    if name == "winter":
        first, last = Point(year, 12, 1), Point(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
    elif month and name in _DAYS_OF:
        Point(year, month)  # says what is wrong with a year or month that does not exist
        begin, end = _DAYS_OF[name]
        last_day = calendar.monthrange(year, month)[1]
        first, last = Point(year, month, begin), Point(year, month, min(end, last_day))
    else:
        begin, end = _MONTHS_OF[name]
        first, last = Point(year, begin, 1), Point(year, end, calendar.monthrange(year, end)[1])
    return first.doubted(True, False), last.doubted(True, False)
