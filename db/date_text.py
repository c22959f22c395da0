"""An imprecise date in words, long for reading and short for labels; db.date_words reads both back to the same date."""

from __future__ import annotations

from dataclasses import dataclass

from db.date_parts import SPAN_NAMES, DateError, Point, Shape, named_span

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Style:
    """The words of one way to write a date."""

    months: tuple[str, ...]
    about: str
    uncertain: str
    by: str
    since: str
    unknown: str
    gap: str  # around the dash between dates that hold spaces


_LONG = _Style(MONTHS, "about ", " (uncertain)", "by ", "from ", "date not known", " ")
_SHORT = _Style(tuple(name[:3] for name in MONTHS), "≈ ", "?", "≤ ", "≥ ", "no date", " ")


def long_text(shape: Shape) -> str:
    """Such as “about 8 June 2017”, “10–14 March 2026”, “by 16 June 2017”, “date not known”."""
    return _written(shape, _LONG)


def short_text(shape: Shape) -> str:
    """Such as “≈ 8 Jun 2017”, “10–14 Mar 2026”, “≤ 16 Jun 2017”, “no date”."""
    return _written(shape, _SHORT)


def _written(shape: Shape, style: _Style) -> str:
    if shape.kind == "unknown":
        return style.unknown
    if shape.kind == "one_of":
        return _alternatives([point for point in shape.points if point], style)
    start, end = shape.points[0], shape.points[-1]
    if start is None and end is not None:
        return style.by + _doubted(_plain(end, style), end, style)
    if start is not None and end is None:
        return style.since + _doubted(_plain(start, style), start, style)
    if start is None or end is None:
        return style.unknown
    if shape.kind == "point":
        return _doubted(_plain(start, style), start, style)
    return _span(start, end, style)


def _plain(point: Point, style: _Style, *, year: bool = True, month: bool = True) -> str:
    words = [str(point.day)] if point.day else []
    if point.month and month:
        words.append(style.months[point.month - 1])
    if year:
        words.append(f"{point.year:04d}")
    return " ".join(words)


def _doubted(text: str, point: Point, style: _Style) -> str:
    return (style.about if point.approximate else "") + text + (style.uncertain if point.uncertain else "")


def _same_doubt(points: list[Point]) -> bool:
    return len({(point.approximate, point.uncertain) for point in points}) == 1


def _precision(point: Point) -> int:
    return 2 if point.day else 1 if point.month else 0


def _span(start: Point, end: Point, style: _Style) -> str:
    if not _same_doubt([start, end]) or _precision(start) != _precision(end):
        # after "from" each end carries its own doubt; elsewhere a doubt said once holds for both
        first, last = (_doubted(_plain(point, style), point, style) for point in (start, end))
        return f"from {first} to {last}"
    named = _named(start, end, style)
    if named:
        return named + (style.uncertain if start.uncertain else "")
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month
    left = _plain(start, style, year=not same_year or not start.month, month=not same_month)
    tight = not start.month or (same_year and (not start.day or same_month))
    dash = "–" if tight else f"{style.gap}–{style.gap}"
    return _doubted(left + dash + _plain(end, style), start, style)


def _named(start: Point, end: Point, style: _Style) -> str:
    """The name of a span that has one, such as “mid-June 2017” or “winter 2016–17”; else an empty text."""
    if not (start.approximate and start.day):
        return ""
    certain = (start.plain, end.plain)
    for name in SPAN_NAMES:
        for month in (0, start.month):
            try:
                pair = named_span(name, start.year, month)
            except DateError:
                continue  # the winter of 9999
            if (pair[0].plain, pair[1].plain) == certain:
                return _name_text(name, start, end, month, style)
    return ""


def _name_text(name: str, start: Point, end: Point, month: int, style: _Style) -> str:
    if name == "winter":
        century = start.year // 100 == end.year // 100
        return f"winter {start.year:04d}–{f'{end.year % 100:02d}' if century else f'{end.year:04d}'}"
    joint = "-" if name == "mid" else " "
    return name + joint + (f"{style.months[month - 1]} " if month else "") + f"{start.year:04d}"


def _alternatives(points: list[Point], style: _Style) -> str:
    last = points[-1]
    shared = len({(point.year, _precision(point)) for point in points}) == 1 and last.month > 0
    if not shared or not _same_doubt(points):
        return " or ".join(_doubted(_plain(point, style), point, style) for point in points)
    one_month = last.day > 0 and len({point.month for point in points}) == 1
    left = [_plain(point, style, year=False, month=not one_month) for point in points[:-1]]
    return _doubted(", ".join(left) + " or " + _plain(last, style), last, style)
