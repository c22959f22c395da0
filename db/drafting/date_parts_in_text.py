"""Calendar dates in a row of tokens: days, months, parts of months and years, with or without their year."""

from __future__ import annotations

from dataclasses import dataclass

from db.drafting.date_tokens import (
    DASHES,
    ENGLISH_MONTHS,
    MONTHS_IN_CAPITALS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    ORDINALS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Tokens,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A calendar date as written, 0 where something is left out.

    `name`: a part of a month or year ("early", "mid", "late", "summer", "week 1", "half 2", "quarter 3", "days 1").
    `weekday`: 0 is Monday, -1 none.  `loose`: only a date where a word before it says so (a month or year alone).
    `either`: figures of which either may be the day.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    name: str = ""
    approximate: bool = False
    weekday: int = -1
    loose: bool = False
    either: bool = False


Read = tuple[Part, int]  # a part and the place of the token after it

_OF = frozenset(("of", "de", "del", "do", "du", "из"))
_SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter"}
_PART_WORDS = {
    "early": "early", "mid": "mid", "late": "late", "beginning": "early", "start": "early", "middle": "mid",
    "end": "late", "close": "late",
}  # fmt: skip
# what a day of the calendar names: then it is a name, no date
_NAMED_AFTER = frozenset(
    "alliance movement brigade brigades division coalition battalion martyrs revolution forces front bridge square"
    " street university hospital airport camp road regiment uprising massacre protocol".split()
)
_IN = frozenset(("in", "since", "during", "until", "by", "throughout"))
_GOES_ON = frozenset(
    "we they he she it i there some three two several alone and when after before as with by but"
    " the to from while that".split()
)
DAY_CUES = frozenset("on since until by before after from between and of till to night evening morning".split())
_MOST_DAYS = 8  # of a list such as "3, 5, 7 and 9 June"
_LIST_ENDS = frozenset(("", ".", ";", ":", ")", "\n", "!", "?"))
FIRST_YEAR, LAST_YEAR = 1900, 2100
THIS_YEAR, PAST_YEAR = -1, -2  # "14 January this year", "last year": of publication


def year_at(tokens: Tokens, place: int) -> int:
    """The year of four figures at a place, else 0."""
    word = tokens.at(place)
    if (
        len(word) != 4
        or not word.isdecimal()
        or tokens.in_larger_number(place)
        or (tokens.touching(place + 1) and (tokens.at(place + 1)[:1].isalnum()))
    ):
        return 0
    year = int(word)
    return year if FIRST_YEAR <= year < LAST_YEAR else 0


def trailing_year(tokens: Tokens, place: int) -> tuple[int, int]:
    """The year after a day or month ("June 5, 2017", "June of 2017") and the place after it; (0, place) if none."""
    skipped = place + 1 if tokens.at(place) in (",", ".", "،") or tokens.at(place) in _OF else place
    if tokens.at(skipped) in ("year", "عام", "سنة"):
        skipped += 1
    year = year_at(tokens, skipped)
    if tokens.at(skipped) in ("this", "last") and tokens.at(skipped + 1) == "year":
        return (THIS_YEAR if tokens.at(skipped) == "this" else PAST_YEAR), skipped + 2
    if not year:
        return 0, place
    if skipped > place and tokens.at(place) == "." and tokens.starts[skipped] > tokens.ends[place]:
        return 0, place  # "on 5 June. 2017 was …"
    end = skipped + 1
    return year, end + (tokens.at(end) in ("года", "року", "г") and tokens.at(end) != "")


def day_of_weekday(tokens: Tokens, place: int) -> tuple[int, int]:
    """The day in "Tuesday (7th)", "Tuesday the 7th" or "Tuesday 7th", from after the weekday; (0, place) if none."""
    at = place - (tokens.at(place - 1) == "(")
    bracket = tokens.at(at) == "("
    day, end = day_at(tokens, at + bracket)
    if not day or tokens.at(end - 1) not in ORDINALS or (bracket and tokens.at(end) != ")"):
        return 0, place
    return day, end + bracket


def day_at(tokens: Tokens, place: int) -> tuple[int, int]:
    """A day of the month with its ordinal and the place after it; (0, place) where there is none."""
    day = tokens.number(place, 2)
    if not day or day > 31 or tokens.in_larger_number(place):
        return 0, place
    if tokens.at(place + 1) in ORDINALS and tokens.touching(place + 1):
        return day, place + 2
    if tokens.touching(place + 1) and tokens.at(place + 1)[:1].isalpha():
        return 0, place  # "5th" was seen above; "5km"
    return day, place + 1


def days_and_month(tokens: Tokens, place: int) -> tuple[list[tuple[int, int, int]], str, Part, int] | None:
    """Days before their month: "18 May 2017", "5, 7 and 9 June", "3–7 June".

    Gives the days (day, place, place after it), what joins them ("and" or "to"), the last with month and year, and
    the place after all; None where there is nothing such.
    """
    if not tokens.month_within(place, 4 * _MOST_DAYS):
        return None
    days: list[tuple[int, int, int]] = []
    joints: set[str] = set()
    at = place
    while len(days) < _MOST_DAYS:
        day, after = day_at(tokens, at)
        if not day:
            return None
        days.append((day, at, after))
        following = after + (tokens.at(after) in _OF or (tokens.at(after) == "." and tokens.touching(after)))
        following += _hyphened(tokens, after)
        month, end = tokens.month(following)
        if month:
            end += _hyphened(tokens, end)
            break
        joint = _joint(tokens, after)
        if not joint or tokens.at(after) == "." or tokens.at(after) in _OF:
            return None
        joints.add(joint)
        at = after + (2 if tokens.at(after) in (",", "،") and tokens.at(after + 1) in ("and", "or") else 1)
    else:
        return None
    if joints == {","}:
        return None  # "of those 5, 7 June …": only the last is sure, and it is read when its turn comes
    year, end = trailing_year(tokens, end)
    if tokens.at(end) in _NAMED_AFTER and not year:
        return None
    return days, "to" if "to" in joints else "and", Part(year, month, days[-1][0]), end


def _hyphened(tokens: Tokens, place: int) -> bool:
    """Whether a hyphen or stroke joins what stands beside it, as in "12-Jun-2017"."""
    return tokens.at(place) in ("-", "/") and tokens.touching(place) and tokens.touching(place + 1)


def _joint(tokens: Tokens, place: int) -> str:
    word = tokens.at(place)
    if word in DASHES or word in ("to", "through", "until", "bis"):
        return "to"
    if word == "/" and tokens.touching(place) and tokens.touching(place + 1):
        return "to"  # "the night of 29/30 September"
    if word in ("and", "or", "&", "et", "und", "y", "и", "та", "و", "ve"):
        return "and"
    return "," if word in (",", "،") else ""


def month_and_days(tokens: Tokens, place: int) -> tuple[list[tuple[int, int, int]], str, Part, int] | None:
    """Days after their month: "June 5, 2017", "June 3-7", "June 5, 7 and 9"; as `days_and_month`."""
    month, at = tokens.month(place)
    if not month:
        return None
    at += tokens.at(at) == "the"
    day, after = day_at(tokens, at)
    if not day or (tokens.at(after) == ":" and tokens.number(after + 1) is not None):
        return None
    days = [(day, place, after)]
    year, end = trailing_year(tokens, after)
    joined = "and"
    if not year:
        more, joint, stop = _more_days(tokens, after)
        if more:
            days += more
            joined = joint
            year, end = trailing_year(tokens, stop)
    if not year and tokens.at(end) in _NAMED_AFTER:
        return None
    return days, joined, Part(year, month, days[-1][0]), end


def _more_days(tokens: Tokens, place: int) -> tuple[list[tuple[int, int, int]], str, int]:
    """The days that follow "June 5": those after a dash, or a list that ends with "and 9"."""
    days: list[tuple[int, int, int]] = []
    at, joint = place, ""
    while len(days) < _MOST_DAYS:
        joint = _joint(tokens, at)
        if not joint:
            break
        comma = tokens.at(at) in (",", "،") and tokens.at(at + 1) in ("and", "or")
        first = at + 1 + comma
        joint = "and" if comma else joint
        day, after = day_at(tokens, first)
        # "5 and 6 July": the number belongs to the month behind it
        if not day or tokens.month(after)[0]:
            break
        days.append((day, first, after))
        at = after
        if joint != ",":
            break
    if not days or joint == ",":
        return [], "", place
    last_of_list = tokens.at(at) in _LIST_ENDS or tokens.at(at) == "," or tokens.at(at - 1) in ORDINALS
    word = tokens.at(at)
    small = {"in", "at", "when", "that", "after", "by", "near", "on", "as", "with", "and", "while", "against", "were"}
    if joint == "to" and tokens.touching(place):
        small.add(word)  # "June 3-7 fighting"
    return (days, joint, at) if last_of_list or word in small else ([], "", place)


def month_or_year(tokens: Tokens, place: int) -> Read | None:
    """ "June 2017", "June", "2017", "2017-06"; a month or year alone is loose."""
    month, at = tokens.month(place)
    if month:
        year, end = trailing_year(tokens, at)
        if not year and tokens.at(place) in MONTHS_IN_CAPITALS and tokens.at(at) == "." and at - place > 1:
            return None
        if not year and tokens.at(place) not in ENGLISH_MONTHS:
            return (Part(0, month, loose=True), end) if not tokens.text[tokens.starts[place]].isascii() else None
        if not year and tokens.at(place) == "second":
            return None
        return Part(year, month, loose=not year), end
    year = year_at(tokens, place)
    if not year:
        return None
    number = tokens.number(place + 2, 2) if len(tokens.at(place + 2)) == 2 else None
    if number and number <= 12 and tokens.at(place + 1) == "-" and tokens.touching(place + 1):
        following = tokens.at(place + 3)
        if tokens.touching(place + 2) and not (tokens.touching(place + 3) and following[:1] not in (",", ".", ")")):
            return Part(year, number), place + 3
    return Part(year, loose=True), place + 1


def named_part(tokens: Tokens, place: int) -> Read | None:
    """ "early June", "mid-May", "late 2016", "the end of June 2017", "the first week of June", "summer 2017", "Q1 2017"."""
    at = place + (tokens.at(place) == "the")
    word = tokens.at(at)
    if word in ("last", "this", "past") and tokens.at(at + 1) in _SEASONS:
        before = "" if word == "this" else "last "
        return Part(name=before + _SEASONS[tokens.at(at + 1)]), at + 2
    if word in _SEASONS:
        behind = at + 1 + (tokens.at(at + 1) in ("of", "in"))
        year = year_at(tokens, behind)
        if year:
            return Part(year, name=_SEASONS[word]), behind + 1
        # "in the spring", not "a spring" or "the spring offensive"
        alone = at > place and tokens.at(place - 1) in _IN and not tokens.at(at + 1)[:1].isalpha()
        alone |= at > place and tokens.at(place - 1) in _IN and tokens.at(at + 1) in _GOES_ON
        return (Part(name=_SEASONS[word]), at + 1) if alone else None
    if word in ORDINAL_WORDS:
        return _counted_part(tokens, at, ORDINAL_WORDS[word])
    number = tokens.number(at, 1)
    if number and tokens.at(at + 1) in ORDINALS and tokens.touching(at + 1):
        return _counted_part(tokens, at + 1, number)
    if len(word) == 1 and word == "q" and tokens.touching(at + 1) and tokens.number(at + 1, 1):
        year = year_at(tokens, at + 2)
        return (Part(year, name=f"quarter {tokens.number(at + 1, 1)}"), at + 3) if year else None
    name = _PART_WORDS.get(word, "")
    if not name:
        return None
    at += 1
    if name in ("early", "mid", "late") and word in ("early", "mid", "late"):
        at += tokens.at(at) in DASHES or tokens.at(at) == "in"
        if tokens.at(at) in ("to", "and") and tokens.at(at + 1) in ("mid", "late"):
            at += 2 + (tokens.at(at + 2) in DASHES)  # "early to mid-June": the earlier of the two is told first
    elif tokens.at(at) == "of":
        at += 1
    elif tokens.at(at) in DASHES and tokens.touching(at) and tokens.month(at + 1)[0]:
        at += 1  # "end-May"
    elif not tokens.month(at)[0] or not tokens.capital(at):
        return None
    read = month_or_year(tokens, at)
    if read is None or read[0].day:
        return None
    part, end = read
    return Part(part.year, part.month, 0, name), end


def _counted_part(tokens: Tokens, place: int, number: int) -> Read | None:
    """ "first week of June", "second half of 2016", "third quarter of 2017", "first days of June"."""
    at = place + 1
    if tokens.at(at) in ("few", "two", "three"):
        at += 1
    kind = {"week": "week", "half": "half", "quarter": "quarter", "days": "days", "weeks": "half", "day": "day"}.get(
        tokens.at(at)
    )
    months = NUMBER_WORDS.get(tokens.at(at), 0) if tokens.at(at + 1) == "months" else 0
    if 1 < months < 12 and number == 1 and tokens.at(at + 2) == "of" and year_at(tokens, at + 3):
        return Part(year_at(tokens, at + 3), name=f"months {months}"), at + 4  # "the first five months of 2017"
    if kind is None or tokens.at(at + 1) not in ("of", "in"):
        return None
    at += 2 + (tokens.at(at + 2) == "the")
    read = month_or_year(tokens, at)
    if read is None:
        return None
    part, end = read
    if (kind == "quarter" and part.month) or (kind in ("week", "days", "day") and not part.month):
        return None
    if kind == "half" and number < 0:
        number = 2
    return Part(part.year, part.month, 0, f"{kind} {number}"), end


def weekday_before(tokens: Tokens, place: int) -> tuple[int, int]:
    """A weekday that stands before its date ("Friday, 16 June") and the place of the date; (-1, place) if none."""
    word = tokens.at(place)
    weekday = WEEKDAYS.get(word, SHORT_WEEKDAYS.get(word, -1))
    if weekday < 0 or (word in SHORT_WEEKDAYS and not tokens.capital(place)):
        return -1, place
    at = place + 1
    while at <= place + 3 and tokens.at(at) in (",", "،", ".", "the", "(", "on", "den", "le", "el", "morning", "night"):
        at += 1
    return weekday, at


def day_alone(tokens: Tokens, place: int) -> Read | None:
    """ "on the 1st", "since the 16th": a day whose month is not told; not "the 14th Division"."""
    if tokens.at(place) != "the" or tokens.at(place - 1) not in DAY_CUES:
        return None
    named = tokens.at(place + 1) == "day"
    day, end = day_at(tokens, place + 1 + named)
    if not day or end != place + 3:
        return None
    following = tokens.at(end)
    month = " ".join(tokens.words[end : end + 3])
    if month in ("of this month", "of the month", "of last month"):
        return Part(day=day, name="last month" if "last" in month else "this month"), end + 3
    if following in ("of", "-", "–") or (following[:1].isalpha() and following not in _GOES_ON | _IN | {"at"}):
        return None
    return Part(day=day), end
