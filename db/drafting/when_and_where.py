"""When and where an incident of a sentence was: the date and the place that its clause gives, and places nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from db.dates import from_days
from db.drafting.facts import Facts
from db.drafting.found import FoundDate, FoundPlace
from db.drafting.parts import FoundKind

_AT_EACH = frozenset({"air_strike", "shelling", "explosive", "abduction"})
_PLURAL = re.compile(r"(?:strikes|raids|attacks|bombings|blasts|explosions|arrests|bombs)\b", re.IGNORECASE)
_AND_ON = re.compile(r"\band\s(?:on|against|at|near|in|another)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\s*,?\s*(?:and|then|and then|or)?\s*(?:again|once more|then)?\s*(?:on|in)?\s*(?:the\s)?\s*", re.IGNORECASE
)
_SAID = re.compile(
    r"(?<!\bwere )(?<!\bwas )(?<!\bbeen )\b(?:said|says|told|stated|announced|reported|added|confirmed|tweeted|wrote"
    r"|complained|spoke|speaking)"
    r"(?:\s(?:reporters|journalists|us|state\s(?:tv|media)|in\sa\s(?:statement|briefing)))?"
    r"(?:\s(?:on|late|early|late\son|early\son))?\s$",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|worst|deadliest|bloodiest|largest|heaviest|biggest|most|latest)\b[^.;]*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\W{0,3}[A-Z][A-Z/' -]{2,30}\b[^.!?\n]{0,60}?\s[-–—]{1,2}\s")
_PARTS = re.compile(
    r";|,\s(?:and|but|while|whereas|then|both|after|before)\b|\b(?:while|whereas|meanwhile)\b", re.IGNORECASE
)
_REPEATED = re.compile(r"\b(?:again|then|on|once)\b", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\b")
_FROM = re.compile(r"\bfrom\s(?:the\s)?$")
_ROUTE = re.compile(r"\s(?:road|highway|bus|motorway|railway|route|axis)\b")
_FAR_DEGREES = 1.0
_ORIGIN = 150
_LABEL = 300  # how far away a place counts that only heads the line ("MASISI: …")
_UNKNOWN = re.compile(
    r"\b(?P<near>in|at|near|around|outside|(?:the )?(?:village|town|hamlet|area|district|outskirts|camp|base) of|called)\s"
    r"(?:(?:eastern|western|northern|southern|central|rural)\s)?"
    r"(?P<name>(?:(?:El|La|Al|Umm|Tal|Tell|San|Santa|Ein|Ain|Wadi|Khan|Deir|Abu|Kafr)[ -])?[A-Z][\w'’]{2,20}"
    r"(?:(?: de | del | la |[ -]al-|[ -])[A-Z][\w'’]{1,20}){0,2})"
)
_UNKNOWN_BASE = re.compile(
    r"\b(?P<near>on|at|in|near|around|from) (?:the|a) (?P<name>[A-Z][\w'’-]{2,24}(?: [A-Z][\w'’-]{2,20}){0,2})"
    r"(?= (?:base|camp|village|outpost|checkpoint|hills?|bridge|crossing|junction|valley|mountains?|dam|airport|airbase"
    r"|district|area|quarter|neighbou?rhood|road|market|roundabout|refinery|oil ?field|gas field|barracks)\b)"
)
_NO_PLACE = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Ramadan Christmas Easter The This That English Arabic God I We Twitter Telegram "
    "Facebook Parliament Congress Friday's".split()
)


def segment_at(text: str, facts: Facts, at: int) -> tuple[int, int]:
    """The clause of the sentence in which a place of the text lies."""
    first, last = facts.sentence.start, facts.sentence.end
    for match in _PARTS.finditer(text, first, last):
        if match.end() <= at:
            first = match.end()
        else:
            last = match.start()
            break
    return first, last


def _place_for(text: str, facts: Facts, head: FoundKind, first: int, last: int) -> FoundPlace | None:
    """The place nearest to the word, those behind it before those ahead of it, towns before provinces."""
    line = _DATELINE.match(text, facts.sentence.start)
    if line is not None and head.start >= line.end():
        first = max(first, line.end())
    here = [p for p in facts.places if p.happens_here and first <= p.start < last]
    mine = segment_at(text, facts, head.start)
    within = [p for p in here if mine[0] <= p.start < mine[1]]
    if not within:
        others = [d for d in facts.dates if not d.background and not mine[0] <= d.start < mine[1]]
        apart = [segment_at(text, facts, d.start) for d in others]
        here = [p for p in here if not any(a <= p.start < b for a, b in apart)]
    here = within or here
    exact = [p for p in here if not p.contained and p.precision != "country"] or here
    if not exact:
        return None if here or within else _unknown_place(text, facts, mine)
    fine = [p for p in exact if p.precision != "district" or p.flashpoint_id is not None] or exact

    if head.kind == "control":
        fine += [p for p in exact if p not in fine and head.start <= p.start <= head.end + 8]  # "out of Shabwa"
    heading = next((p for p in exact if text[p.end : p.end + 1] == ":"), None)

    def far(place: FoundPlace) -> int:
        label = _LABEL if text[place.end : place.end + 1] == ":" else 0
        if _FROM.search(text, max(place.start - 12, 0), place.start):
            label = _ORIGIN  # where it came from
        if _ROUTE.match(text, place.end):
            label += _LABEL + 60  # "the Mandalay road": where it leads
        if heading is not None and _apart(place, heading):
            label += 2 * _LABEL  # "Arauquita: … under the La Esmeralda bridge": not the Esmeralda of elsewhere
        return label + (place.start - head.end if place.start >= head.start else head.start - place.end + 15)

    return min(fine, key=far)


def _apart(one: FoundPlace, other: FoundPlace) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return max(abs(one.latitude - other.latitude), abs(one.longitude - other.longitude)) > _FAR_DEGREES


def _unknown_place(text: str, facts: Facts, within: tuple[int, int]) -> FoundPlace | None:
    """ "near El Plateado" where neither the board nor the gazetteer knows it: its name, without a position."""
    found = [*_UNKNOWN.finditer(text, *within), *_UNKNOWN_BASE.finditer(text, *within)]
    taken = [(actor.start, actor.end) for actor in facts.actors]
    taken += [(date.start, date.end) for date in facts.dates]
    taken += [(place.start, place.end) for place in facts.places]
    for match in found:
        start, end = match.span("name")
        if match["name"].split()[0] in _NO_PLACE or any(a < end and start < b for a, b in taken):
            continue
        near = match["near"] if match["near"] in ("near", "around", "outside") else ""
        return FoundPlace(
            match.start() if near else start, end, match["name"], near=near, why="a place that is not known here"
        )
    return None


def places_for(text: str, facts: Facts, head: FoundKind, first: int, last: int) -> list[FoundPlace | None]:
    """The place of an incident; "strikes on a depot in Nyala and on a convoy near Koma" were at two places."""
    nearest = _place_for(text, facts, head, first, last)
    if nearest is None or head.kind not in _AT_EACH or not _PLURAL.search(text[head.start : head.end]):
        return [nearest]
    places = [p for p in facts.places if p.happens_here and not p.contained and head.end <= p.start < last]
    found: list[FoundPlace | None] = list(places[:1])
    for one, other in pairwise(places):
        if not _AND_ON.search(text[one.end : other.start]):
            break
        found.append(other)
    return found if len(found) > 1 else [nearest]


def dates_for(text: str, facts: Facts, kind: FoundKind, first: int, last: int) -> list[FoundDate]:
    """The date of an incident; two for "on 18 May and again on 5 June", none where the sentence gives none."""
    usable = [d for d in facts.dates if d.date.edtf and not _beside(text, facts, kind, d)]
    dates = [d for d in usable if not d.background] or usable
    # "since April" tells when something began, so it dates only what nothing else does
    lasting = kind.form == "noun" and kind.kind in ("clash", "protest", "shelling")
    closed = [d for d in dates if not d.date.edtf.endswith("/..") or _WHEN.match(text, d.end)]
    dates = closed or (dates if lasting else [])
    clause = segment_at(text, facts, kind.start)
    mine = (
        [d for d in dates if clause[0] <= d.start < clause[1]] or [d for d in dates if first <= d.start < last] or dates
    )
    if not mine:
        return []
    return _as_one(text, [_start_of(text, date) for date in _row(text, mine, kind.start)])


def _as_one(text: str, row: list[FoundDate]) -> list[FoundDate]:
    """ "on Saturday and Sunday", "in June and July": one span; "on 18 May and again on 5 June" are two dates."""
    if len(row) < 2 or _REPEATED.search(text[row[0].end : row[-1].start]):
        return row
    days = [(date.date.earliest, date.date.latest) for date in row]
    if any(first is None or last is None for first, last in days):
        return row
    spans = [(first, last) for first, last in days if first is not None and last is not None]
    if any(later[0] - earlier[1] > 1 for earlier, later in pairwise(spans)):
        return row
    whole = from_days(min(first for first, _ in spans), max(last for _, last in spans))
    return [replace(row[0], end=row[-1].end, date=whole)]


def _beside(text: str, facts: Facts, kind: FoundKind, date: FoundDate) -> bool:
    """A date that tells when somebody spoke, or that stands in the dateline: no incident is dated by it."""
    if kind.kind != "statement" and _SAID.search(text[max(date.start - 40, 0) : date.start]):
        return True
    if date.date.edtf.endswith("/..") and _SUPERLATIVE.search(
        text[max(date.start - 90, facts.sentence.start) : date.start]
    ):
        return True
    line = _DATELINE.match(text, facts.sentence.start)
    return line is not None and date.end <= line.end() and kind.start >= line.end()


def _start_of(text: str, date: FoundDate) -> FoundDate:
    """ "since May 18, when jets hit …": what happened then has that day alone."""
    since = date.date.edtf.endswith("/..") and date.date.earliest is not None
    if since and _WHEN.match(text, date.end) and date.date.earliest is not None:
        return replace(date, date=from_days(date.date.earliest, date.date.earliest))
    return date


def _row(text: str, dates: Sequence[FoundDate], at: int) -> list[FoundDate]:
    """The date nearest to a place in the text, with those that "and again on" joins to it."""
    nearest = min(range(len(dates)), key=lambda n: min(abs(dates[n].start - at), abs(dates[n].end - at)))
    first = last = nearest
    while first > 0 and _joined(text, dates[first - 1], dates[first]):
        first -= 1
    while last + 1 < len(dates) and _joined(text, dates[last], dates[last + 1]):
        last += 1
    return list(dates[first : last + 1])


def _joined(text: str, one: FoundDate, other: FoundDate) -> bool:
    between = text[one.end : other.start]
    return 0 < len(between) < 24 and "and" in between and bool(_AGAIN.fullmatch(between))
