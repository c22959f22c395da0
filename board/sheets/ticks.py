"""Which days an axis of dates names: as many as fit, in steps that people count in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.dates import date_of, day_of

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)
_DAYS_A_MONTH = 30.44
FIRST_DAY, LAST_DAY = day_of(date.min), day_of(date.max)


def ticks(first: int, last: int, most: int) -> list[tuple[int, str]]:
    """Up to about `most` days between the Unix days `first` and `last`, each with its text; the first names its year.

    The steps are days, weeks from Mondays, months or years.
    """
    first, last = max(first, FIRST_DAY), min(last, LAST_DAY)
    most = max(2, most)
    span = last - first + 1
    for step in _DAY_STEPS:
        if span / step <= most:
            return _named(_days(first, last, step), with_day=True)
    months = next((step for step in _MONTH_STEPS if span / (step * _DAYS_A_MONTH) <= most), _MONTH_STEPS[-1])
    return _named(_month_starts(first, last, months), with_day=False, years=months >= 12)


def _days(first: int, last: int, step: int) -> list[int]:
    # 1970-01-01 was a Thursday: weeks begin on Mondays; two days are counted from the first day
    offset = (4 - first) % 7 if step % 7 == 0 else 0
    return list(range(first + offset, last + 1, step))


def _month_starts(first: int, last: int, step: int) -> list[int]:
    begin, end = date_of(first), date_of(last)
    number = begin.year * 12 + begin.month - 1
    number = -(-number // step) * step
    found: list[int] = []
    while number <= end.year * 12 + end.month - 1:
        year, month = divmod(number, 12)
        if year >= 1:
            day = day_of(date(year, month + 1, 1))
            if first <= day <= last:
                found.append(day)
        number += step
    return found


def _named(days: list[int], *, with_day: bool, years: bool = False) -> list[tuple[int, str]]:
    named: list[tuple[int, str]] = []
    shown: int | None = None
    for day in days:
        when = date_of(day)
        text = str(when.year) if years else _MONTHS[when.month - 1]
        if with_day:
            text = f"{when.day} {text}"
        if not years and when.year != shown:
            text = f"{text} {when.year}"
        shown = when.year
        named.append((day, text))
    return named


def bins(first: int, last: int, most: int) -> tuple[list[int], str]:
    """The first days of equal parts of a span with the day after it, at most about `most` parts, and their name."""
    span = last - first + 1
    for step, name in ((1, "day"), (7, "week")):
        if span / step <= most:
            begin = first if step == 1 else first - (first + 3) % 7
            return [*range(begin, last + 1, step), _up(begin, last, step)], name
    lengths = {1: "month", 3: "quarter", 12: "year", 120: "ten years", 1200: "century"}
    months = next((length for length in lengths if span / (length * _DAYS_A_MONTH) <= most), max(lengths))
    begin = date_of(max(first, FIRST_DAY))
    number = (begin.year * 12 + begin.month - 1) // months * months
    return list(_edges(number, last, months)), lengths[months]


def _up(begin: int, last: int, step: int) -> int:
    return begin + -(-(last + 1 - begin) // step) * step


def _edges(number: int, last: int, step: int) -> Iterator[int]:
    """The first days of months, up to the first one after `last`."""
    while True:
        year, month = divmod(number, 12)
        if year > date.max.year:
            here = LAST_DAY + 1
        else:
            here = day_of(date(year, month + 1, 1)) if year >= 1 else FIRST_DAY
        yield here
        if here > last:
            return
        number += step
