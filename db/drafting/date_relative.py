"""Dates that are counted from another day: "yesterday", "last Friday", "two days later", "over the past two weeks"."""

from __future__ import annotations

from dataclasses import dataclass

from db.drafting.date_tokens import DAY_PARTS, NUMBER_WORDS, SHORT_WEEKDAYS, UNITS, VAGUE, WEEKDAYS, Tokens
from db.readers.month_names import MONTHS

PUBLICATION, ANCHOR = "publication", "anchor"


@dataclass(frozen=True, slots=True)
class Relative:
    """A date as it is counted.

    `kind`: "offset" (low..high units from the base), "past" (the high units up to the base), "next" (the units from
    it on), "weekday", "weekend", "period" (a whole week, month or year, `low` of them from the base), "part" (a part
    of the base's month or year), "month" (a month by name, `low` -1 the last, 1 the next).
    `base`: PUBLICATION or ANCHOR, the date mentioned last.  `which`: what narrows it ("earlier", "later", "early" …).
    """

    kind: str
    unit: str = "day"
    low: int = 0
    high: int = 0
    base: str = PUBLICATION
    which: str = ""
    approximate: bool = False
    uncertain: bool = False
    needs_cue: bool = False  # only a date after "on", "since" and the like


Read = tuple[Relative, int]

_DAYS = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "вчера": -1, "сегодня": 0, "вчора": -1, "сьогодні": 0,
    "gestern": -1, "heute": 0, "ayer": -1, "hoy": 0, "dun": -1, "bugun": 0, "أمس": -1, "امس": -1, "yesterday's": -1,
    "today's": 0,
}  # fmt: skip
_ENGLISH = frozenset(
    f"{day}{ending}"
    for day in "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun".split()
    for ending in ("", "'s")
)
_NO_DAYS = frozenset("prayers prayer mosque times telegraph mirror herald express post magazine sermon market".split())
_NAMED_DAYS = frozenset("black bloody good ash palm easter holy man girl".split())
_SAME = {"same": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1}
_ARABIC_LAST = frozenset(("الماضي", "الماضية", "الفائت", "المنصرم"))
_ARABIC_NEXT = frozenset(("المقبل", "القادم", "المقبلة", "القادمة"))
_AFTER_AGO = {"ago": (-1, PUBLICATION), "earlier": (-1, ANCHOR), "before": (-1, ANCHOR), "later": (1, ANCHOR)}
_PERIODS = frozenset(("week", "month", "year"))


def _past_part_of_day(tokens: Tokens, place: int) -> int:
    """The place after "morning" or "night", where that follows."""
    word = tokens.at(place)
    if word in DAY_PARTS or (word in ("late", "early") and tokens.at(place + 1) in DAY_PARTS):
        return place + (2 if word in ("late", "early") else 1)
    return place


def weekday(tokens: Tokens, place: int) -> Read | None:
    """ "Friday", "Friday night"; not "Friday prayers", "Black Friday" or the Fridays."""
    word = tokens.at(place)
    number = WEEKDAYS.get(word.removesuffix("'s").removesuffix("’s"), SHORT_WEEKDAYS.get(word, -1))
    if number < 0 or tokens.at(place + 1) in _NO_DAYS or tokens.at(place - 1) in _NAMED_DAYS:
        return None
    if tokens.at(place - 1) in ("every", "each"):
        return None
    if "tomorrow" in (tokens.at(place - 1), tokens.at(place - 2) if tokens.at(place - 1) == "," else ""):
        return Relative("weekday", low=number, which="next"), _past_part_of_day(tokens, place + 1)
    latin = word.isascii()
    if latin and not tokens.capital(place) and tokens.at(place - 1) not in ("on", "last", "next", "this", "since"):
        return None
    following = tokens.at(place + 1)
    if following in _ARABIC_LAST:
        return Relative("weekday", low=number, which="before"), place + 2
    if following in _ARABIC_NEXT:
        return Relative("weekday", low=number, which="next"), place + 2
    doubtful = word in ("الاحد", "الأحد", "الاثنين", "الإثنين", "السبت", "среда") or (latin and word not in _ENGLISH)
    end = _past_part_of_day(tokens, place + 1)
    # "Thursday last week", "Monday of this week"
    at = end + (tokens.at(end) == "of")
    if tokens.at(at) in ("last", "this", "next") and tokens.at(at + 1) == "week":
        return Relative("weekday", low=number, which=f"{tokens.at(at)} week"), at + 2
    return Relative("weekday", low=number, needs_cue=doubtful), end


def relative(tokens: Tokens, place: int) -> Read | None:
    """The counted date that begins at a place, and the place after it; None where there is none."""
    word = tokens.at(place)
    if word in _DAYS:
        return Relative("offset", low=_DAYS[word], high=_DAYS[word]), _past_part_of_day(tokens, place + 1)
    if word in WEEKDAYS or word.endswith("day's") or word in SHORT_WEEKDAYS:
        return weekday(tokens, place)
    reader = _READERS.get(word)
    if reader is not None:
        return reader(tokens, place)
    if word in NUMBER_WORDS or word in VAGUE or word.isdecimal() or word in ("hours", "days", "weeks", "months"):
        return _counted(tokens, place)
    return None


def _overnight(tokens: Tokens, place: int) -> Read | None:
    at = place + 1
    if tokens.at(at) in ("from", "between"):
        return None
    at += tokens.at(at) in ("on", "into", "to")
    found = weekday(tokens, at) if tokens.at(at) in WEEKDAYS else None
    if found:
        return found
    return Relative("offset", low=-1, high=0), place + 1


def _arabic_day(tokens: Tokens, place: int) -> Read | None:
    """ "يوم الجمعة", "يوم أمس", "اليوم الجمعة"."""
    found = weekday(tokens, place + 1) if tokens.at(place + 1) in WEEKDAYS else None
    if found:
        return Relative("weekday", low=found[0].low, which=found[0].which), found[1]
    if tokens.at(place) == "يوم" and tokens.at(place + 1) in ("أمس", "امس"):
        return Relative("offset", low=-1, high=-1), place + 2
    return None


def _the(tokens: Tokens, place: int) -> Read | None:
    """ "the next day", "the day before yesterday", "the day after", "the past two weeks", "the weekend"."""
    word = tokens.at(place + 1)
    if word in ("next", "same", "following", "previous", "preceding"):
        return _ordered(tokens, place + 1, definite=True)
    if word in ("last", "past", "coming", "recent"):
        return _past(tokens, place + 1)
    if word == "weekend":
        return Relative("weekend", low=-1, needs_cue=True), place + 2
    if word == "day" and tokens.at(place + 2) in ("before", "after"):
        if tokens.at(place + 3) == "yesterday":
            return Relative("offset", low=-2, high=-2), place + 4
        way = 1 if tokens.at(place + 2) == "after" else -1
        alone = tokens.at(place + 3) in (",", ".", ";", "", "\n", "and", "that")
        return (Relative("offset", low=way, high=way, base=ANCHOR), place + 3) if alone else None
    if word in ("beginning", "start", "middle", "end") and tokens.at(place + 2) == "of":
        return _part_of(tokens, place + 1)
    return None


def _part_of(tokens: Tokens, place: int) -> Read | None:
    """ "end of the month", "start of the week", "beginning of this year"."""
    at = place + 2
    which = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}[tokens.at(place)]
    if tokens.at(place + 1) != "of" or tokens.at(at) not in ("the", "this", "last", "that"):
        return None
    unit = tokens.at(at + 1)
    if unit not in _PERIODS:
        return None
    base = ANCHOR if tokens.at(at) == "that" else PUBLICATION
    return Relative("part", unit, -1 if tokens.at(at) == "last" else 0, base=base, which=which), at + 2


def _ordered(tokens: Tokens, place: int, *, definite: bool = False) -> Read | None:
    """ "next Friday", "following day", "same night", "next week", "previous month", "next few days"."""
    word, following = tokens.at(place), tokens.at(place + 1)
    step = _SAME[word]
    if following in WEEKDAYS or following in SHORT_WEEKDAYS:
        found = weekday(tokens, place + 1)
        if found is None or word == "same":
            return None
        base = ANCHOR if word in ("following", "previous", "preceding") else PUBLICATION
        which = "next" if step > 0 else "before"
        return Relative("weekday", low=found[0].low, base=base, which=which), found[1]
    unit = UNITS.get(following, "")
    if following in MONTHS and word == "next" and tokens.capital(place + 1):
        return Relative("month", low=MONTHS[following], which="next"), place + 2
    if following.endswith("s") or following in VAGUE or following in NUMBER_WORDS or following.isdecimal():
        return _coming(tokens, place) if definite and word in ("next", "following") else None
    deictic = word == "next" and following in _PERIODS and not definite
    base = PUBLICATION if deictic else ANCHOR
    if unit == "day":
        end = _past_part_of_day(tokens, place + 2)
        return Relative("offset", low=step, high=step, base=base), end
    if unit in _PERIODS and not (word == "same" and unit == "year"):
        return Relative("period", unit, step, base=base), place + 2
    if unit == "weekend":
        return Relative("weekend", low=step, base=base), place + 2
    return None


def _coming(tokens: Tokens, place: int) -> Read | None:
    low, high, at = _amount(tokens, place + 1)
    unit = UNITS.get(tokens.at(at), "")
    if not unit or unit == "weekend":
        return None
    base = ANCHOR if tokens.at(place) == "following" else PUBLICATION
    return Relative("next", unit, low, high, base=base, approximate=low != high), at + 1


def _past(tokens: Tokens, place: int) -> Read | None:
    """ "last Friday", "last week", "last night", "the past two weeks", "the last 48 hours", "recent days"."""
    word, following = tokens.at(place), tokens.at(place + 1)
    if (following in WEEKDAYS or following in SHORT_WEEKDAYS) and word in ("last", "past", "this", "coming"):
        found = weekday(tokens, place + 1)
        which = {"last": "before", "past": "before", "this": "this", "coming": "next"}[word]
        return (Relative("weekday", low=found[0].low, which=which), found[1]) if found else None
    if following in MONTHS and tokens.capital(place + 1) and word in ("last", "this", "past"):
        return Relative("month", low=MONTHS[following], which="last"), place + 2
    if word == "last" and following in ("night", "evening"):
        return Relative("offset", low=-1, high=-1), place + 2
    if word == "last" and following in _PERIODS:
        sofar = tokens.at(place - 1) == "the"  # "over the last week" is the week up to now
        if not sofar:
            return Relative("period", following, -1), place + 2
    if word == "last" and following == "weekend":
        return Relative("weekend", low=-1), place + 2
    if word in ("coming", "this"):
        return None
    low, high, at = _amount(tokens, place + 1)
    unit = UNITS.get(tokens.at(at), "")
    if not unit or unit == "weekend" or (word == "recent" and at > place + 1):
        return None
    many = tokens.at(at).endswith("s")
    if at == place + 1 and many:
        low, high = 1, {"day": 7, "week": 4, "month": 4, "hour": 24}.get(unit, 3)
    vague = low != high
    if word == "last" and tokens.at(place - 1) != "the" and at == place + 1:
        return None
    return Relative("past", unit, low, high, approximate=vague), at + 1


def _this(tokens: Tokens, place: int) -> Read | None:
    """ "this morning", "this week", "this month", "this Friday", "this weekend"."""
    following = tokens.at(place + 1)
    if following in ("morning", "afternoon", "evening"):
        return Relative("offset"), place + 2
    if following in _PERIODS:
        return Relative("period", following, 0), place + 2
    if following == "weekend":
        return Relative("weekend", low=0), place + 2
    return _past(tokens, place)


def _that(tokens: Tokens, place: int) -> Read | None:
    """ "that day", "that night", "that week"."""
    following = tokens.at(place + 1)
    if following in WEEKDAYS and tokens.capital(place + 1):
        found = weekday(tokens, place + 1)
        return (Relative("weekday", low=found[0].low, base=ANCHOR, which="since"), found[1]) if found else None
    if following in ("day", "night", "morning", "evening", "afternoon"):
        return Relative("offset", base=ANCHOR), place + 2
    if following in ("week", "month"):
        return Relative("period", following, 0, base=ANCHOR), place + 2
    return None


def _early_late(tokens: Tokens, place: int) -> Read | None:
    """ "earlier this week", "later that day", "late last month", "early on Friday", "earlier today"."""
    word, following = tokens.at(place), tokens.at(place + 1)
    at = place + 1 + (following == "on" and tokens.at(place + 2) in WEEKDAYS)
    if following == "in" and tokens.at(place + 2) == "the" and tokens.at(place + 3) in (*_PERIODS, "day"):
        if word not in ("earlier", "later"):
            return None
        unit = tokens.at(place + 3)
        if unit == "day":
            return Relative("offset", base=ANCHOR), place + 4
        return Relative("period", unit, 0, base=PUBLICATION, which=word), place + 4
    if tokens.at(at) in ("this", "last", "that", "today", "yesterday", "next") or tokens.at(at) in WEEKDAYS:
        found = relative(tokens, at)
        if found is None:
            return None
        inner, end = found
        if inner.kind == "period":
            return Relative("period", inner.unit, inner.low, base=inner.base, which=word), end
        return inner, end
    return None


def _amount(tokens: Tokens, place: int) -> tuple[int, int, int]:
    """How many at least and at most, and the place of the unit; one where no number is told."""
    at = place
    word = tokens.at(at)
    at += word in ("a", "an") and tokens.at(at + 1) in VAGUE
    word = tokens.at(at)
    if word in VAGUE:
        low, high = VAGUE[word]
        return low, high, at + 1 + (tokens.at(at + 1) == "of")
    number = NUMBER_WORDS.get(word) or (tokens.number(at, 3) if word else None)
    if number:
        at += 1
        if tokens.at(at) in ("to", "or", "-", "–") and (
            NUMBER_WORDS.get(tokens.at(at + 1)) or tokens.number(at + 1, 3)
        ):
            high = NUMBER_WORDS.get(tokens.at(at + 1)) or tokens.number(at + 1, 3) or number
            return min(number, high), max(number, high), at + 2
        return number, number, at + (tokens.at(at) in ("-", "full", "consecutive"))
    return 1, 1, at


def _counted(tokens: Tokens, place: int) -> Read | None:
    """ "two days ago", "a few days later", "three days earlier", "a week before", "two days after the strike"."""
    word = tokens.at(place)
    if word.isdecimal() and tokens.in_larger_number(place):
        return None
    plural_alone = word in ("hours", "days", "weeks", "months")
    low, high, at = (2, 6, place) if plural_alone else _amount(tokens, place)
    unit = UNITS.get(tokens.at(at), "")
    if not unit or unit == "weekend" or (at == place and not plural_alone):
        return None
    if plural_alone and tokens.at(place - 1) in ("of", "few", "several", "two", "three", "these", "recent"):
        return None
    way = tokens.at(at + 1)
    if way in _AFTER_AGO:
        sign, base = _AFTER_AGO[way]
        following = tokens.at(at + 2)
        if way == "before" and (following[:1].isalpha() and following not in ("and", "that", "in", "when")):
            return None  # "two days before the vote": of what day is not known here
        return Relative("offset", unit, *_signed(sign, low, high), base=base, approximate=low != high), at + 2
    begins = tokens.at(place - 1) in ("", ".", "\n", "!", "?", "“", '"', "but", "and")
    if way == "after" and begins and not plural_alone:
        # of that day most likely, though the words count from something else
        return Relative("offset", unit, low, high, base=ANCHOR, approximate=low != high, uncertain=True), at + 2
    return None


def _signed(sign: int, low: int, high: int) -> tuple[int, int]:
    return (low, high) if sign > 0 else (-high, -low)


_READERS = {
    "overnight": _overnight,
    "يوم": _arabic_day, "اليوم": _arabic_day,
    "the": _the,
    "next": _ordered, "same": _ordered, "following": _ordered, "previous": _ordered,
    "last": _past, "past": _past, "recent": _past, "coming": _past,
    "this": _this, "that": _that,
    "earlier": _early_late, "later": _early_late, "early": _early_late, "late": _early_late,
    "end": _part_of, "start": _part_of, "beginning": _part_of, "middle": _part_of,
}  # fmt: skip
STARTERS = frozenset(
    (*_READERS, *_DAYS, *WEEKDAYS, *SHORT_WEEKDAYS, *NUMBER_WORDS, *VAGUE, "hours", "days", "weeks", "months")
)
