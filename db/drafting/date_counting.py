"""Days counted from a base day: what "two days later", "last Friday" and "earlier this month" come to."""

from __future__ import annotations

from dataclasses import dataclass

from db.date_parts import DateError, Point, date_of, interval, named_span
from db.dates import UNKNOWN, ImpreciseDate, from_edtf
from db.drafting.date_relative import ANCHOR, Relative
from db.drafting.date_tokens import WEEKDAY_NAMES

_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Base:
    """What is counted from: the first and last day that it may be, its doubt, and how the tray calls it."""

    first: int
    last: int
    approximate: bool = False
    uncertain: bool = False
    name: str = "publication"

    @property
    def one_day(self) -> bool:
        """Whether days can be counted from it."""
        return self.last - self.first <= 3


def span_of_days(first: int, last: int, *, approximate: bool = False, uncertain: bool = False) -> ImpreciseDate:
    """From the first to the last day with the same doubt at both ends; unknown outside the calendar."""
    try:
        start, end = date_of(first), date_of(max(first, last))
    except DateError:
        return UNKNOWN
    points = (Point(day.year, day.month, day.day, approximate, uncertain) for day in (start, end))
    return from_edtf(interval(*points).edtf)


def span_of(start: Point, end: Point, *, approximate: bool = False, uncertain: bool = False) -> ImpreciseDate:
    """From one point to another, with more doubt at both."""
    return from_edtf(interval(start.doubted(approximate, uncertain), end.doubted(approximate, uncertain)).edtf)


def _month_shifted(base: int, months: int) -> Point:
    day = date_of(base)
    number = day.year * 12 + day.month - 1 + months
    return Point(number // 12, number % 12 + 1)


def counted(how: Relative, base: Base, *, ahead: bool) -> tuple[ImpreciseDate, str] | None:
    """The date, and in words how it was counted; ahead: the text speaks of what is to come.  None where it can't be."""
    try:
        return _COUNTERS[how.kind](how, base, ahead)
    except DateError:
        return None


def _from(base: Base) -> str:
    return f"counted from {base.name}"


def _offset(how: Relative, base: Base, _ahead: bool) -> tuple[ImpreciseDate, str] | None:
    doubt = {"approximate": base.approximate or how.approximate, "uncertain": base.uncertain or how.uncertain}
    if how.unit in ("month", "year", "decade"):
        months = {"month": 1, "year": 12, "decade": 120}[how.unit]
        start, end = (_month_shifted(day, n * months) for day, n in ((base.first, how.low), (base.last, how.high)))
        if how.unit != "month":
            start, end = Point(start.year), Point(end.year)
        return span_of(start, end, approximate=True, uncertain=doubt["uncertain"]), _from(base)
    if not base.one_day:
        return None
    if how.unit == "hour":
        low, high = int(how.low / 24), int(how.high / 24)
        doubt["approximate"] = base.approximate or low != high
    else:
        low, high = how.low * _DAYS_IN[how.unit], how.high * _DAYS_IN[how.unit]
    if how.unit in ("week", "fortnight"):
        doubt["approximate"] = True
    if low == high == 0:
        why = "day of publication" if base.name == "publication" else f"same day as {base.name}"
        return span_of_days(base.first, base.last, **doubt), why
    return span_of_days(base.first + low, base.last + high, **doubt), _from(base)


def _past(how: Relative, base: Base, _ahead: bool) -> tuple[ImpreciseDate, str] | None:
    doubt = {"approximate": base.approximate or how.approximate, "uncertain": base.uncertain}
    reach = how.high
    if how.unit in ("month", "year", "decade"):
        months = reach * {"month": 1, "year": 12, "decade": 120}[how.unit]
        day, month = date_of(base.first), _month_shifted(base.first, -months)
        first = month.first + min(day.day, month.last - month.first + 1) - 1
    elif how.unit == "hour":
        first = base.first - max(1, -(-reach // 24))
    else:
        first = base.first - reach * _DAYS_IN[how.unit]
    return span_of_days(first, base.last, **doubt), f"up to {base.name}"


def _next(how: Relative, base: Base, _ahead: bool) -> tuple[ImpreciseDate, str] | None:
    if not base.one_day or how.unit == "decade":
        return None
    days = {"hour": how.high / 24, "month": how.high * 30, "year": how.high * 365}.get(how.unit)
    reach = max(1, round(days)) if days is not None else how.high * _DAYS_IN[how.unit]
    approximate = base.approximate or how.approximate or how.unit in ("month", "year")
    return span_of_days(base.first, base.last + reach, approximate=approximate), f"from {base.name} on"


def _weekday(how: Relative, base: Base, ahead: bool) -> tuple[ImpreciseDate, str] | None:
    if not base.one_day:
        return None
    middle = (base.first + base.last) // 2
    name = WEEKDAY_NAMES[how.low]
    back = (date_of(middle).weekday() - how.low) % 7
    if how.which.endswith(" week"):
        weeks = {"last week": -1, "this week": 0, "next week": 1}[how.which]
        day = middle - date_of(middle).weekday() + how.low + 7 * weeks
    elif (how.which == "this" and ahead) or how.which == "since":
        day = middle + (7 - back) % 7
    elif how.which == "next" or (ahead and not how.which):
        day = middle + ((7 - back) if back or how.which else 0)
    elif how.which == "before" and back < 2:
        day = middle - back - 7  # the one of yesterday would be called so
    else:
        day = middle - back
    doubt = {"approximate": base.approximate or base.first != base.last, "uncertain": base.uncertain or how.uncertain}
    way = "before" if day < middle else "after" if day > middle else "of"
    return span_of_days(day, day, **doubt), f"{name} {way} {base.name}" if day != middle else f"day of {base.name}"


def _weekend(how: Relative, base: Base, ahead: bool) -> tuple[ImpreciseDate, str] | None:
    if not base.one_day:
        return None
    weekday = date_of(base.last).weekday()
    saturday = base.last - weekday + 5
    if how.low < 0 or (how.low == 0 and weekday < 2 and not ahead):
        saturday -= 7 if weekday < 5 or how.base == ANCHOR else 0
    elif how.low > 0 and weekday >= 5:
        saturday += 7
    way = "before" if saturday < base.first else "of"
    return span_of_days(saturday, saturday + 1, approximate=base.approximate), f"weekend {way} {base.name}"


def _period(how: Relative, base: Base, ahead: bool) -> tuple[ImpreciseDate, str] | None:
    day = base.last
    why = f"{how.unit} {'of' if how.low == 0 else 'before' if how.low < 0 else 'after'} {base.name}"
    so_far = how.low == 0 and how.base != ANCHOR and base.one_day
    if how.unit == "week":
        if not base.one_day:
            return None
        monday = day - date_of(day).weekday() + 7 * how.low
        first, last = monday, monday + 6
        if so_far and how.which == "earlier":
            last = max(monday, day - 1)
        elif so_far and how.which == "later":
            first = day
        elif so_far and not ahead and not how.which:
            last = day
        elif how.which in ("early", "late"):
            first, last = (monday, monday + 2) if how.which == "early" else (monday + 3, monday + 6)
        return span_of_days(first, last, approximate=base.approximate, uncertain=base.uncertain), why
    month = _month_shifted(day, how.low) if how.unit == "month" else Point(date_of(day).year + how.low)
    doubt = {"approximate": base.approximate and how.unit == "month", "uncertain": base.uncertain}
    if how.which in ("early", "late", "mid"):
        return span_of(*named_span(how.which, month.year, month.month)), why
    if so_far and how.which == "earlier":
        return span_of_days(month.first, max(month.first, day - 1), **doubt), why
    if so_far and how.which == "later":
        return span_of_days(day, month.last, **doubt), why
    return span_of(month, month, **doubt), why


def _part(how: Relative, base: Base, _ahead: bool) -> tuple[ImpreciseDate, str] | None:
    if how.unit == "week":
        monday = base.last - date_of(base.last).weekday() + 7 * how.low
        first, last = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}[how.which]
        return span_of_days(monday + first, monday + last, approximate=True), f"week of {base.name}"
    point = _month_shifted(base.last, how.low) if how.unit == "month" else Point(date_of(base.last).year + how.low)
    return span_of(*named_span(how.which, point.year, point.month)), f"{how.unit} of {base.name}"


def _month(how: Relative, base: Base, _ahead: bool) -> tuple[ImpreciseDate, str] | None:
    day = date_of(base.last)
    year = day.year
    if how.which == "last" and how.low >= day.month:
        year -= 1
    elif how.which == "next" and how.low <= day.month:
        year += 1
    point = Point(year, how.low)
    return span_of(point, point), f"year from {base.name} date" if base.name == "publication" else _from(base)


_COUNTERS = {
    "offset": _offset, "past": _past, "next": _next, "weekday": _weekday, "weekend": _weekend, "period": _period,
    "part": _part, "month": _month,
}  # fmt: skip
