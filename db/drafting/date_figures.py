"""Dates in figures in a row of tokens: 2017-05-18, 18/05/2017, "11/05:", "16.–17.02."."""

from __future__ import annotations

from db.drafting.date_parts_in_text import (
    DAY_CUES,
    FIRST_YEAR,
    LAST_YEAR,
    Part,
    Read,
    day_at,
    trailing_year,
)
from db.drafting.date_tokens import DASHES, Tokens

_NO_DAYS = frozenset(((24, 7), (9, 11), (7, 7), (50, 50), (1, 2), (1, 3), (2, 3), (1, 4), (3, 4)))  # also shares


def numeric(tokens: Tokens, place: int) -> Read | None:
    """Figures alone: 2017-05-18, 2017/05/18, 18/05/2017, 18.5.2017; day first where both may be."""
    numbers = [tokens.number(place + step) for step in (0, 2, 4)]
    sign = tokens.at(place + 1)
    if None in numbers or sign not in ("-", "/", ".", "‑") or tokens.at(place + 3) != sign:
        return None
    if not all(tokens.touching(place + step) for step in range(1, 5)):
        return None
    if tokens.at(place + 5) == sign and tokens.touching(place + 5) and tokens.number(place + 6) is not None:
        return None  # a number of a telephone, a version
    if place and tokens.touching(place) and (tokens.at(place - 1) == sign or tokens.at(place - 1)[:1].isalnum()):
        return None
    first, second, third = (number or 0 for number in numbers)
    if len(tokens.at(place)) == 4:
        year, month, day = first, second, third
    elif len(tokens.at(place + 4)) == 4 and len(tokens.at(place)) <= 2:
        month, day = _in_order(first, second)
        year = third
    else:
        return None
    if not (FIRST_YEAR <= year < LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Part(year, month, day, either=len(tokens.at(place)) <= 2 and first <= 12 and second <= 12), place + 5


def _in_order(first: int, second: int) -> tuple[int, int]:
    """Month and day of two figures, day first where both may be."""
    return (first, second) if second > 12 >= first else (second, first)


def figures_without_year(tokens: Tokens, place: int, *, led: bool = False) -> Read | None:
    """ "11/05: shelling …", "since 26/04", "16.02.": two figures each, where what stands around says that it is a day.

    `led`: a weekday stands before them.
    """
    first, second = tokens.number(place, 2), tokens.number(place + 2, 2)
    sign = tokens.at(place + 1)
    if not first or not second or sign not in ("/", ".") or (first, second) in _NO_DAYS:
        return None
    if not (tokens.touching(place + 1) and tokens.touching(place + 2)):
        return None
    after = place + 3
    dotted = sign == "." and tokens.at(after) == "." and tokens.touching(after)
    if sign == "." and not dotted:
        return None
    following = tokens.at(after)
    if tokens.touching(after) and (following in ("/", "%", "-") or following[:1].isalnum()):
        return None
    if tokens.touching(place) and tokens.at(place - 1) not in ("(", "*", "•", "\n", *DASHES):
        return None
    month, day = _in_order(first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year, end = trailing_year(tokens, after + dotted)
    before = tokens.at(place - 1)
    opens = before in ("", "\n", "•", "*", "·", "(", *DASHES)
    if sign == "/" and opens:
        short = len(tokens.at(place)) + len(tokens.at(place + 2)) != 4
        opens = following in (":", "(", ",", "–", "-", ")", "\n") or not short
    part = Part(year, month, day, either=sign == "/" and first <= 12 and second <= 12)
    return (part, end) if led or before in DAY_CUES or opens or year else None


def days_of_figures(tokens: Tokens, place: int) -> tuple[Part, Part, int] | None:
    """ "16.–17.02.": the first and last day, and the place after them."""
    day, after = day_at(tokens, place)
    if not day or tokens.at(after) != "." or tokens.at(after + 1) not in DASHES:
        return None
    last = figures_without_year(tokens, after + 2)
    return (Part(last[0].year, last[0].month, day), last[0], last[1]) if last else None
