"""Parts of dates to points: spans that have a name, open ends, and the years in which a part may lie."""

from __future__ import annotations

from dataclasses import replace

from db.date_parts import DateError, Pair, Point, Shape, date_of, interval, named_span
from db.drafting.date_mentions import Mention
from db.drafting.date_parts_in_text import Part


def told_day(mention: Mention) -> list[int]:
    """The first day of a date that names its year and month."""
    part = mention.first if isinstance(mention.first, Part) and mention.first.year else mention.last
    if not isinstance(part, Part) or part.year < 1 or not part.month:
        return []
    try:
        return [pair_of(part)[0].first]
    except DateError:
        return []


def pair_of(part: Part) -> Pair:
    """The first and last point of a part that has its year; DateError where there is no such day."""
    kind, _, count = part.name.partition(" ")
    if not kind:
        start = end = Point(part.year, part.month, part.day)
    elif not count:
        start, end = named_span(kind, part.year, part.month)
    else:
        start, end = _counted_pair(kind, int(count), part)
    return start.doubted(part.approximate, False), end.doubted(part.approximate, False)


def _counted_pair(kind: str, count: int, part: Part) -> Pair:
    year, month = part.year, part.month
    whole = Point(year, month)
    length = whole.last - whole.first + 1
    if kind == "months":
        return Point(year, 1), Point(year, count)
    if kind == "quarter":
        return Point(year, count * 3 - 2), Point(year, count * 3)
    if kind == "half" and not month:
        return (Point(year, 1), Point(year, 6)) if count == 1 else (Point(year, 7), Point(year, 12))
    if kind == "half":
        first, last = (1, 15) if count == 1 else (16, length)
    elif kind == "days":
        first, last = (1, 5) if count > 0 else (length - 4, length)
    elif kind == "day":
        day = count if count > 0 else length
        return Point(year, month, day), Point(year, month, day)
    else:
        first, last = (count * 7 - 6, min(count * 7, length)) if count > 0 else (length - 6, length)
    return Point(year, month, first, True), Point(year, month, last, True)


def opened(opening: str, pair: Pair) -> Shape:
    """The span of a pair, or what is open at one end of it, as `db.date_words` reads the same words."""
    start, end = pair
    if opening in ("by", "until"):
        return interval(None, end)
    if opening == "before":
        return interval(None, start.stepped(-1))
    if opening == "after":
        return interval(end.stepped(1), None)
    return interval(start, None) if opening == "since" else interval(start, end)


def pair_or_year(part: Part, year: int) -> int:
    """The first day of a part in a year; that of the next day where the year has no 29 February."""
    try:
        return pair_of(replace(part, year=year))[0].first
    except DateError:
        return Point(year, part.month or 1).last if 1 <= year <= 9999 else 0


def valid(part: Part, year: int) -> bool:
    try:
        return bool(pair_of(replace(part, year=year)))
    except DateError:
        return False


def latest_year(part: Part, latest: int) -> int:
    """The latest year in which the part begins by a day; 0 where there is none in reach."""
    this_year = date_of(latest).year
    for year in range(this_year, this_year - 9, -1):
        if year > 0 and valid(part, year) and pair_or_year(part, year) <= latest:
            return year
    return 0


def nearest_year(part: Part, told: int) -> int:
    """The year that brings the part nearest to a day told before; a text goes forward more often than back."""
    this_year = date_of(told).year
    best, cost = 0, 10_000.0
    for year in (this_year, this_year + 1, this_year - 1):
        if valid(part, year):
            apart = pair_or_year(part, year) - told
            this_cost = apart if apart >= 0 else -2.5 * apart
            if this_cost < cost:
                best, cost = year, this_cost
    return best
