"""Whether the figures of a text go day before month or month before day, where one date alone leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db.dates import ImpreciseDate, date_of, day_of
from db.drafting.date_mentions import Mention
from db.drafting.date_parts_in_text import Part

_NEAR, _FAR = 45, 60  # days from publication: such that a report tells of, and such that it hardly does


def in_order(mentions: list[Mention], published: ImpreciseDate) -> list[Mention]:
    """The mentions with figures month first, where only so they lie near publication; day first else."""
    open_ones = [mention.first for mention in mentions if isinstance(mention.first, Part) and mention.first.either]
    if not open_ones or published.earliest is None or published.latest is None:
        return mentions
    day_first = _furthest(open_ones, published.latest)
    month_first = _furthest([_turned(part) for part in open_ones], published.latest)
    if month_first > _NEAR or day_first < _FAR:
        return mentions
    return [
        replace(mention, first=_turned(mention.first))
        if isinstance(mention.first, Part) and mention.first.either
        else mention
        for mention in mentions
    ]


def _turned(part: Part) -> Part:
    return replace(part, month=part.day, day=part.month)


def _furthest(parts: Sequence[Part], published: int) -> int:
    """How many days the furthest of the dates lies before publication; a date after it counts as very far."""
    furthest = 0
    for part in parts:
        # every month has a first of these days: 28 will do for measuring
        days = [_day(part, year) for year in ([part.year] if part.year > 0 else _years(published))]
        behind = min((published - day for day in days if day <= published + 3), default=10_000)
        furthest = max(furthest, abs(behind))
    return furthest


def _day(part: Part, year: int) -> int:
    return day_of(date(year, part.month, min(part.day, 28)))


def _years(published: int) -> list[int]:
    year = date_of(published).year
    return [year, year - 1] if year > 1 else [year]
