"""EDTF text to the date it spells.

EDTF is ISO 8601-2:2019.  Read are its levels 0 and 1, without times of day, years outside 0001 to 9999 and dates
of which only a part is qualified, and of level 2 the one-of set.
"""

from __future__ import annotations

import re
from functools import lru_cache

from db.date_parts import (
    LONGEST_TEXT,
    SEASONS,
    UNKNOWN_SHAPE,
    DateError,
    Pair,
    Point,
    Shape,
    interval,
    named_span,
    one_of,
    single,
    unreadable,
)

_POINT = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]|\?~|~\?)?", re.ASCII)
_LOOK = r"[0-9]{2}[0-9X]{2}(?:-[0-9X]{2}){0,2}[?~%]*"
_SHAPE = re.compile(rf"{_LOOK}|\[[0-9X.,?~% -]+\]|(?=.*[0-9.])(?:{_LOOK}|\.\.)?\s?/\s?(?:{_LOOK}|\.\.)?")


def looks_like_edtf(text: str) -> bool:
    """Whether a text is built like EDTF, so that what is wrong with it is best said in those terms."""
    return _SHAPE.fullmatch(text) is not None


def _read_point(text: str, whole: str) -> Pair:
    found = _POINT.fullmatch(text.strip())
    if found is None:
        raise unreadable(whole)
    year, month, day, mark = found[1], found[2], found[3], found[4] or ""
    approximate, uncertain = bool(set(mark) & set("~%")), bool(set(mark) & set("?%"))
    if ("X" in year and month) or (month == "XX" and day and day != "XX"):
        raise unreadable(whole)
    month_number = int(month) if month and month != "XX" else 0
    if "X" in year:
        # "201X" is some year of that decade; there is no year 0000
        pair = Point(max(1, int(year.replace("X", "0")))), Point(int(year.replace("X", "9")))
    elif month_number in SEASONS and not day:
        pair = named_span(SEASONS[month_number], int(year))
    elif (month and month != "XX" and month_number == 0) or day == "00":
        raise DateError("Months and days are counted from 01. Leave out what is not known, as in 2017-06 or 2017.")
    else:
        point = Point(int(year), month_number, int(day) if day and day != "XX" else 0)
        pair = point, point
    return pair[0].doubted(approximate, uncertain), pair[1].doubted(approximate, uncertain)


def _read_one_of(inner: str, whole: str) -> Shape:
    if ".." in inner:
        start, _, end = inner.partition("..")
        if "," in inner:
            raise DateError("A list of dates that holds a span as well cannot be kept; type the span alone.")
        return _read_interval(start or "..", end or "..", whole)
    return one_of([_read_point(item, whole) for item in inner.split(",")])


def _read_interval(start: str, end: str, whole: str) -> Shape:
    begin = None if start in ("", "..") else _read_point(start, whole)[0]
    return interval(begin, None if end in ("", "..") else _read_point(end, whole)[1])


@lru_cache(maxsize=4096)
def read_edtf(text: str) -> Shape:
    """The date that an EDTF text spells; DateError where it spells none.  An empty text is the unknown date."""
    if len(text) > LONGEST_TEXT:
        raise unreadable(text)
    stripped = text.strip()
    if not stripped:
        return UNKNOWN_SHAPE
    if stripped[0] == "[" and stripped[-1] == "]":
        return _read_one_of(stripped[1:-1], text)
    if stripped.count("/") == 1:
        start, _, end = stripped.partition("/")
        return _read_interval(start.strip(), end.strip(), text)
    return single(_read_point(stripped, text))
