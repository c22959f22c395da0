"""A date moved in time: it keeps its precision and its doubt, so "about June 2017" never becomes a span of days."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import partial

from db.dates import ImpreciseDate, date_of, day_of, from_edtf

FIRST_DAY, LAST_DAY = day_of(date.min), day_of(date.max)
_POINT = re.compile(r"(?<![\d-])(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?!\d)")
_DAYS_A_MONTH, _DAYS_A_YEAR = 30.4375, 365.25


def moved(when: ImpreciseDate, days: int) -> ImpreciseDate:
    """The date so many days later: by days where it is told by days, else by whole months or whole years.

    The same date where the move is too short for its coarsest part, or where there is no date to move.  It stops at
    the first and last day of the calendar (years 0001 to 9999).
    """
    known = [day for day in (when.earliest, when.latest) if day is not None]
    if not known:
        return when
    days = min(max(days, FIRST_DAY - min(known)), LAST_DAY - max(known))
    points = _POINT.findall(when.edtf)
    if all(day for _, _, day in points):
        return from_edtf(_POINT.sub(partial(_by_days, days), when.edtf))
    by_years = any(not month for _, month, _ in points)
    months = 12 * int(days / _DAYS_A_YEAR + _half(days)) if by_years else int(days / _DAYS_A_MONTH + _half(days))
    reach = [int(year) * 12 + int(month or 1) - 1 for year, month, _ in points]
    step = 12 if by_years else 1
    while months and not all(12 <= number + months < 12 * 10_000 for number in reach):
        months -= step if months > 0 else -step
    return from_edtf(_POINT.sub(partial(_by_months, months), when.edtf))


def _half(days: int) -> float:
    return 0.5 if days > 0 else -0.5


def _by_days(days: int, point: re.Match[str]) -> str:
    year, month, day = map(int, point.groups())
    return date_of(day_of(date(year, month, day)) + days).isoformat()


def _by_months(months: int, point: re.Match[str]) -> str:
    """The point so many months later; the 31st becomes the last day of a shorter month."""
    year, month, day = point.groups()
    number = int(year) * 12 + int(month or 1) - 1 + months
    there = f"{number // 12:04d}"
    if month is None:
        return there
    there += f"-{number % 12 + 1:02d}"
    if day is None:
        return there
    last = calendar.monthrange(number // 12, number % 12 + 1)[1]
    return f"{there}-{min(int(day), last):02d}"
