"""A date moved in time: it keeps its precision and its doubt, so "about June 2017" never becomes a span of days."""

from __future__ import annotations

import re
from datetime import date

from board.timeline.scale import FIRST_DAY, LAST_DAY
from db.dates import ImpreciseDate, date_of, day_of, from_edtf

_POINT = re.compile(r"(?<![\d-])(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?!\d)")
_DAYS_A_MONTH, _DAYS_A_YEAR = 30.4375, 365.25


def moved(when: ImpreciseDate, days: int) -> ImpreciseDate:
    """The date so many days later: days move by days, months by whole months, years by whole years.

    The same date where the move is too short for its precision, or where there is no date to move.  It stops at
    the first and last day of the calendar (years 0001 to 9999).
    """
    known = [day for day in (when.earliest, when.latest) if day is not None]
    if not known:
        return when
    days = min(max(days, FIRST_DAY - min(known)), LAST_DAY - max(known))

    def shifted(point: re.Match[str]) -> str:
        year, month, day = point.groups()
        if day is not None:
            return date_of(day_of(date(int(year), int(month), int(day))) + days).isoformat()
        if month is not None:
            number = int(year) * 12 + int(month) - 1 + round(days / _DAYS_A_MONTH)
            return f"{number // 12:04d}-{number % 12 + 1:02d}"
        return f"{int(year) + round(days / _DAYS_A_YEAR):04d}"

    return from_edtf(_POINT.sub(shifted, when.edtf))
