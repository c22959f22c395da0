"""The places in a text that speak of dates and times, as they are written: what they mean is settled later."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.drafting.budget import Budget, loop_of
from db.drafting.date_figures import days_of_figures, figures_without_year, numeric
from db.drafting.date_parts_in_text import (
    Part,
    day_alone,
    day_of_weekday,
    days_and_month,
    month_and_days,
    month_or_year,
    named_part,
    weekday_before,
    year_at,
)
from db.drafting.date_relative import STARTERS, Relative, relative, weekday
from db.drafting.date_times import Clock, clock_at
from db.drafting.date_tokens import DASHES, ENGLISH_MONTHS, SHORT_WEEKDAYS, WEEKDAYS, Tokens
from db.readers.month_names import MONTHS


@dataclass(frozen=True, slots=True)
class Mention:
    """One date or time of day as written, in tokens [place, end).

    `opening`: "since", "until", "by", "before", "after" or empty.  A span has `last`.  `joined`: a year that the
    mention lacks is that of the next one.
    """

    place: int
    end: int
    first: Part | Relative | None = None
    last: Part | Relative | None = None
    opening: str = ""
    clock: Clock | None = None
    joined: bool = False


_OPENINGS = {
    "since": "since", "starting": "since", "until": "until", "till": "until", "by": "by", "before": "before",
    "after": "after", "منذ": "since", "حتى": "until", "قبل": "before", "بعد": "after",
}  # fmt: skip
_PAIRS = {("prior", "to"): "before", ("ahead", "of"): "before", ("up", "to"): "until", ("up", "until"): "until"}
_ABOUT = frozenset(("around", "about", "circa", "approximately", "roughly", "ca", "حوالي", "نحو"))
_MONTH_CUES = frozenset(
    "in since until till by during from before after throughout last late early mid this next between of to and through"
    " or for as في منذ شهر".split()
)
_SURE_CUES = frozenset("in since until till by during throughout from before after between through في منذ شهر".split())
_YEAR_CUES = frozenset(
    "in since until till by during from before after throughout of year between late early mid through عام سنة في منذ"
    " depuis en im seit".split()
)
_CALENDAR_NAMES = frozenset(("may", "march", "august", "april", "june"))  # people and verbs are called so too
_WEEKDAY_CUES = frozenset("on since by until before after from between and last next this to or يوم".split())
_YEAR_NOUNS = frozenset(
    "agreement accord accords deal ceasefire truce war invasion revolution uprising election elections coup constitution"
    " referendum resolution memorandum treaty offensive campaign battle siege report census conflict attack attacks"
    " protests earthquake law decree summit talks".split()
)
_FIRST_WORDS = frozenset((*STARTERS, *_OPENINGS, *_ABOUT, *MONTHS, *(f"{day}'s" for day in WEEKDAYS))) | frozenset(
    "prior ahead up between from mid beginning start middle spring summer autumn winter first second third fourth final"
    " opening q كانون تشرين at noon midnight shortly".split()
)


def mentions_of(tokens: Tokens, budget: Budget | None = None) -> list[Mention]:
    """All dates and times of day in text order; none overlap."""
    found: list[Mention] = []
    place, length = 0, len(tokens)
    words = tokens.words
    goes_on = loop_of(budget, "mentions")
    while place < length and goes_on(tokens.starts[place]):
        word = words[place]
        if word in _FIRST_WORDS or word.isdecimal():
            here, end = _opened(tokens, place)
            if here:
                found += here
                place = end
                continue
        place += 1
    return found


def _opened(tokens: Tokens, place: int) -> tuple[list[Mention], int]:
    """The mentions that begin at a place, with the word before them that opens or ends a span."""
    word = tokens.at(place)
    if word == "between" or word == "from":
        found = _span(tokens, place)
        return found if found else ([], place)
    opening, at = _OPENINGS.get(word, ""), place + 1
    if not opening and (word, tokens.at(place + 1)) in _PAIRS:
        opening, at = _PAIRS[word, tokens.at(place + 1)], place + 2
    if not opening:
        return _plain(tokens, place, "")
    at += tokens.at(at) in ("the", "at", "around", "about", "on") and tokens.at(at + 1) not in ("next", "day")
    inner, end = _plain(tokens, at, word)
    if not inner and tokens.at(at - 1) == "the":
        inner, end = _plain(tokens, at - 1, word)
    if not inner or inner[0].first is None:
        return inner, end
    first = inner[0]
    if opening == "after" and isinstance(first.first, Relative) and first.first.kind == "past":
        return inner, end
    return [replace(first, place=place, opening=opening), *inner[1:]], end


def _plain(tokens: Tokens, place: int, cue: str) -> tuple[list[Mention], int]:
    """The mentions at a place: a date, a span joined by a dash or "to", several days of one month, or a time."""
    about = tokens.at(place) in _ABOUT
    at = place + about + (about and tokens.at(place + 1) == "the")
    clock = clock_at(tokens, place)
    if clock is not None:
        end = clock[1]
        until = clock_at(tokens, end + 1) if tokens.at(end) in ("to", "until", "and", *DASHES) else None
        end = until[1] if until else end
        return [Mention(place, end, clock=clock[0])], end
    cue = cue or tokens.at(place - 1)
    several = _days(tokens, at)
    if several:
        mentions, end = several
        return _widened(tokens, [replace(mentions[0], place=place), *mentions[1:]], end, about)
    one = _one(tokens, at, cue)
    if one is None:
        return [], place
    value, end = one
    mention = Mention(place, end, value)
    return _widened(tokens, [mention], end, about)


def _widened(tokens: Tokens, found: list[Mention], end: int, about: bool) -> tuple[list[Mention], int]:
    """With the other end of a span, where a dash or "to" and another date follow."""
    if about:
        found = [replace(mention, first=_about(mention.first)) for mention in found]
    last = found[-1]
    if last.last is not None or len(found) > 1:
        return found, end
    joint = tokens.at(end)
    slash = joint == "/" and tokens.touching(end) and tokens.touching(end + 1)
    if joint == "and" and isinstance(last.first, Part) and not last.first.day and not last.first.name:
        slash = _month_after(last.first, tokens.month(end + 1)[0])  # "in June and July"
    if slash or joint in DASHES or joint in ("to", "through", "until", "till"):
        other = _end_of_span(tokens, end + 1)
        if other and _fits(last.first, other[0]):
            return [replace(last, last=other[0], end=other[1])], other[1]
    return found, end


def _month_after(part: Part, month: int) -> bool:
    return bool(part.month and month) and (month - part.month) % 12 == 1


def _fits(first: Part | Relative | None, last: Part | Relative) -> bool:
    """Whether two dates can be the ends of one span."""
    if isinstance(first, Part) and isinstance(last, Part):
        return not (first.year and not first.month and last.month)
    weekdays = isinstance(first, Relative) and isinstance(last, Relative)
    return weekdays and first.kind == last.kind == "weekday"  # type: ignore[union-attr]


def _about(value: Part | Relative | None) -> Part | Relative | None:
    return replace(value, approximate=True) if value is not None else None


def _end_of_span(tokens: Tokens, place: int) -> tuple[Part | Relative, int] | None:
    at = place + (tokens.at(place) in ("the", "at"))
    several = _days(tokens, at)
    if several:
        mentions, end = several
        only = mentions[0].first
        return (only, end) if len(mentions) == 1 and only is not None and mentions[0].last is None else None
    return _one(tokens, at, "through")


def _span(tokens: Tokens, place: int) -> tuple[list[Mention], int] | None:
    """ "between 3 and 7 June", "between 30 May and 2 June", "from 3 to 7 June", "from March until May", "from 5 June on"."""
    word = tokens.at(place)
    joints = ("and",) if word == "between" else ("to", "until", "through", "till", "into", *DASHES)
    at = place + 1 + (tokens.at(place + 1) == "the")
    several = _days(tokens, at)
    if several:
        mentions, end = several
        first = mentions[0]
        if len(mentions) == 2 and word == "between":
            # "between 3 and 7 June": the list is a span
            return [Mention(place, end, mentions[0].first, mentions[1].first)], end
        if first.last is not None or len(mentions) > 1:
            return [replace(first, place=place), *mentions[1:]], end
        value: Part | Relative | None = first.first
    else:
        one = _one(tokens, at, word)
        if one is None:
            return None
        value, end = one
    clock = clock_at(tokens, end + 1) if tokens.at(end) in ("at", ",") else None
    if value is not None and tokens.at(end) in joints and clock is None:
        other = _end_of_span(tokens, end + 1)
        if other and _fits(value, other[0]):
            return [Mention(place, other[1], value, other[0])], other[1]
    if word == "between":
        # "between June 10 and 14"
        day = tokens.number(end + 1, 2) if tokens.at(end) == "and" else None
        if day and isinstance(value, Part) and value.day < day <= 31:
            return [Mention(place, end + 2, value, replace(value, day=day, weekday=-1))], end + 2
        return None
    onwards = tokens.at(end) in ("onward", "onwards") or (tokens.at(end) == "on" and tokens.at(end + 1) in (",", "."))
    if onwards:
        return [Mention(place, end + 1, value, opening="since")], end + 1
    begins = place == 0 or tokens.at(place - 1) in (".", "\n", ";")
    widened, end = _widened(tokens, [Mention(place + 1, end, value)], end, False)
    if begins and widened[0].last is None:
        return [replace(widened[0], place=place, opening="since")], end
    return widened, end


def _days(tokens: Tokens, place: int) -> tuple[list[Mention], int] | None:
    """Days with their month, and what was told together with them."""
    day_of_week, at = weekday_before(tokens, place)
    at = at if day_of_week >= 0 else place
    at += tokens.at(at) == "the" and tokens.at(at + 1).isdecimal()
    figures = days_of_figures(tokens, at) if tokens.at(at).isdecimal() else None
    if figures:
        return [Mention(place, figures[2], figures[0], figures[1])], figures[2]
    read = days_and_month(tokens, at) if tokens.at(at).isdecimal() else month_and_days(tokens, at)
    if read is None:
        day, end = day_of_weekday(tokens, at) if day_of_week >= 0 else (0, at)
        if day:
            return [Mention(place, end, Part(day=day, weekday=day_of_week))], end
        only = (
            (numeric(tokens, at) or figures_without_year(tokens, at, led=day_of_week >= 0))
            if tokens.at(at).isdecimal()
            else None
        )
        if only is None:
            return None
        return [Mention(place, only[1], replace(only[0], weekday=day_of_week))], only[1]
    days, joint, part, end = read
    end = _past_weekday(tokens, end)
    parts = [replace(part, day=day, weekday=day_of_week if n == 0 else -1) for n, (day, _, _) in enumerate(days)]
    if joint == "to" and len(parts) == 2:
        return [Mention(place, end, parts[0], parts[1])], end
    month_first = not tokens.at(at).isdecimal()
    mentions: list[Mention] = []
    for number, (each, (_, start, after)) in enumerate(zip(parts, days, strict=True)):
        whole = number == (0 if month_first else len(parts) - 1)
        stop = end if number == len(parts) - 1 else after
        mentions.append(Mention(start, stop if whole or month_first else after, each))
    mentions[0] = replace(mentions[0], place=place)
    return mentions, end


def _past_weekday(tokens: Tokens, end: int) -> int:
    """The place after "(Friday)" or ", Friday", where that follows a date."""
    if tokens.at(end) == "(" and tokens.at(end + 1) in WEEKDAYS and tokens.at(end + 2) == ")":
        return end + 3
    return end


def _one(tokens: Tokens, place: int, cue: str) -> tuple[Part | Relative, int] | None:
    """One date at a place; cue is the word before it, which says whether a month or year alone is a date."""
    word = tokens.at(place)
    if word in SHORT_WEEKDAYS and cue not in ("on", "since", "until", "by"):
        return None
    named = named_part(tokens, place) or day_alone(tokens, place)
    if named is not None:
        return named
    counted = relative(tokens, place)
    if counted is not None:
        value, end = counted
        return counted if not value.needs_cue or cue in _WEEKDAY_CUES or cue in ("over", "at", "during") else None
    read = month_or_year(tokens, place)
    if read is None:
        return None
    part, end = read
    return read if not part.loose or _wanted(tokens, place, part, end, cue) else None


def _wanted(tokens: Tokens, place: int, part: Part, end: int, cue: str) -> bool:
    """Whether a month or year alone is meant as a date."""
    following = tokens.at(end)
    if part.month:
        word = tokens.at(place)
        if word in ENGLISH_MONTHS and not tokens.capital(place):
            return False
        sure = _SURE_CUES if word in _CALENDAR_NAMES or len(word) <= 3 else _MONTH_CUES
        joined = following in ("/", "-", "–") or (
            following in ("and", "to") and (cue in _MONTH_CUES or year_at(tokens, end + 2) > 0)
        )
        if joined and tokens.month(end + 1)[0] and tokens.capital(end + 1):
            return True  # "May/June"
        if following.isdecimal():
            return False  # "in June 12,000 people …" is no more sure than "June 12"
        return cue in sure or (cue == "of" and tokens.at(place - 2) == "month")
    if following in _YEAR_NOUNS or (tokens.at(place - 1) in ("", "\n") and following in ("", "\n", ":")):
        return True
    if cue in ("the", "a", "an", "its", "their", "s") and any(tokens.at(end + n) in _YEAR_NOUNS for n in (1, 2, 3)):
        return following[:1].isalpha()  # "the 2018 Stockholm Agreement"
    if cue not in _YEAR_CUES or (following == "," and tokens.touching(end + 1) and tokens.at(end + 1).isdecimal()):
        return False
    if cue == "of" and tokens.at(place - 2) in ("total", "number", "group", "some", "force", "out", "thousands"):
        return False
    plural = following.endswith("s") and following not in ("as", "was", "is", "has", "its", "his", "this", "us")
    return not (following[:1].isalpha() and (plural or following in ("people", "men", "metres", "km")))


__all__ = ["Mention", "mentions_of", "weekday"]
