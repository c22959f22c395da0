"""What happens in one sentence: its words for incidents brought together, each with its date, place, actors and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from db.dates import from_days
from db.drafting.facts import Facts
from db.drafting.found import FoundDate, FoundPlace
from db.drafting.kinds_in_text import kind_of_killing
from db.drafting.parts import DENIED, HAPPENED, NOT_REAL, REFERRED, FoundCount, FoundHedge, FoundKind
from db.drafting.roles import Part, roles_of

FIGHTING = frozenset({"clash", "air_strike", "shelling", "explosive", "shoot_down", "civilians", "banned_weapon"})
TAKING = frozenset({"control", "movement", "clash"})
_AT_EACH = frozenset({"air_strike", "shelling", "explosive", "abduction"})
_PLURAL = re.compile(r"(?:strikes|raids|attacks|bombings|blasts|explosions|arrests|bombs)\b", re.IGNORECASE)
_AND_ON = re.compile(r"\band\s(?:on|against|at|near|in|another)\b", re.IGNORECASE)
_GENERAL = frozenset({"clash", "civilians"})  # what a closer word can make more of
_CIVIL_TARGET = re.compile(
    r"\b(?:civilians?|villagers?|residents|worshippers|farmers|herders|traders|employees|miners|pastoralists|patients|shoppers|children|women|aid workers?|journalists?|passengers)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\s*,?\s*(?:and|then|and then|or)?\s*(?:again|once more|then)?\s*(?:on|in)?\s*(?:the\s)?\s*", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:said|says|told|stated|announced|reported|added|confirmed|tweeted|wrote|complained|spoke|speaking)"
    r"(?:\s(?:reporters|journalists|us|state\s(?:tv|media)|in\sa\s(?:statement|briefing)))?(?:\s(?:on|late|early|late\son|early\son))?\s$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\W{0,3}[A-Z][A-Z' -]{2,30}\b[^.!?\n]{0,60}?\s[-–—]{1,2}\s")
_PARTS = re.compile(
    r";|,\s(?:and|but|while|whereas|then|both|after|before)\b|\b(?:while|whereas|meanwhile)\b", re.IGNORECASE
)
_HAD = re.compile(r"\b(?:who|that|which|whom|where)\s(?:also\s)?had\s(?:\w{1,14}\s){0,2}$", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?:again|then|on|once)\b", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\b")
_AND_AT = re.compile(r"\band\s+(?:on|at|in|near|against|another|also)\b[^.;]*$", re.IGNORECASE)


@dataclass(slots=True)
class Event:
    """One incident as one sentence tells it; more sentences may be merged into it."""

    kind: FoundKind
    sentences: list[int]
    date: FoundDate | None = None
    date_why: str = ""
    place: FoundPlace | None = None
    place_why: str = ""
    parts: list[Part] = field(default_factory=list)
    counts: list[FoundCount] = field(default_factory=list)
    hedges: list[FoundHedge] = field(default_factory=list)
    kinds: list[FoundKind] = field(default_factory=list)
    referred: bool = False

    @property
    def start(self) -> int:
        """Where the text first speaks of it."""
        return self.kind.start


def events_of(text: str, facts: Facts, number: int) -> list[Event]:
    """The incidents that a sentence tells, in its order."""
    told = [kind for kind in facts.kinds if kind.state in (HAPPENED, REFERRED)]
    told = _without_echoes(text, facts, told)
    groups = _groups(text, facts, told)
    events = []
    for place, group in enumerate(groups):
        limits = _limits(facts, groups, place)
        events.extend(_made(text, facts, number, group, limits, len(groups) == 1))
    return events


def _without_echoes(text: str, facts: Facts, told: list[FoundKind]) -> list[FoundKind]:
    """Leave out consequences beside their cause, explanations beside what they explain, words only reported."""
    plain = [kind for kind in told if kind.weight > 1]
    if not plain:
        killed = [kind for kind in told if kind.kind == "kill"]
        if killed and _deaths(facts):
            return [_of_dead(text, facts, killed[0])]
        return [kind for kind in told if kind.kind == "damage"][:1]
    deeds = [kind for kind in plain if kind.kind != "statement"]
    if deeds:
        # "announced that it had taken the town": what was announced is what happened
        plain = deeds if any(kind.state == HAPPENED for kind in deeds) else plain
    plain = [kind for kind in plain if not _HAD.search(text[max(kind.start - 40, 0) : kind.start])]
    if not plain:
        killed = [kind for kind in told if kind.kind == "kill"]
        return [_of_dead(text, facts, killed[0])] if killed and _deaths(facts) else []
    if any(kind.kind == "protest" for kind in plain):
        plain = [kind for kind in plain if kind.kind not in ("damage", "abduction")]
    main = [kind for kind in plain if not kind.subordinate]
    if any(kind.state == HAPPENED for kind in main):
        plain = [kind for kind in plain if not kind.subordinate or _has_own_date(facts, kind)]
    return plain


def _deaths(facts: Facts) -> bool:
    return any(count.what == "deaths" for count in facts.counts)


def _of_dead(text: str, facts: Facts, kill: FoundKind) -> FoundKind:
    """A killing of which nothing else is told: of civilians an attack on them, else a clash."""
    by = kind_of_killing(facts.sentence, kill)
    if by:
        return replace(kill, kind=by)
    civil = any(count.civilians for count in facts.counts)
    around = text[max(facts.sentence.start, kill.start - 60) : kill.end + 60]
    return replace(kill, kind="civilians" if civil or _CIVIL_TARGET.search(around) else "clash")


def _has_own_date(facts: Facts, kind: FoundKind) -> bool:
    return (
        any(not date.background and date.start > kind.start and date.start - kind.end < 40 for date in facts.dates)
        and len([date for date in facts.dates if not date.background]) > 1
    )


def _groups(text: str, facts: Facts, told: list[FoundKind]) -> list[list[FoundKind]]:
    """Words for one incident brought together: of one kind, or a general word beside a plain one."""
    groups: list[list[FoundKind]] = []
    for kind in told:
        home = next((group for group in groups if _same(text, facts, group, kind)), None)
        if home is None:
            groups.append([kind])
        else:
            home.append(kind)
    return groups


def _same(text: str, facts: Facts, group: list[FoundKind], kind: FoundKind) -> bool:
    first = group[0]
    between = text[group[-1].end : kind.start]
    parted = bool(re.search(r"[;]|\bwhile\b|\bseparately\b|\bmeanwhile\b", between, re.IGNORECASE))
    dated = [d for d in facts.dates if not d.background and group[-1].end <= d.start < kind.start]
    if parted or (dated and len(facts.dates) > 1 and kind.weight > 2 and first.weight > 2):
        return False
    if first.kind == kind.kind:
        return True
    kinds = {first.kind, kind.kind}
    if kinds <= FIGHTING and (kinds & _GENERAL or min(first.weight, kind.weight) < 3):
        return True
    if kinds <= TAKING:
        return True
    return kinds <= {"deployment", "movement"}


def _head(group: list[FoundKind]) -> FoundKind:
    """The word that says best what happened."""
    order = {"control": 0, "shoot_down": 0, "banned_weapon": 0}
    taking = all(kind.kind in TAKING for kind in group)

    def rank(kind: FoundKind) -> tuple[bool, int, int, bool, int]:
        general = kind.kind in _GENERAL and not taking
        return (kind.subordinate, -kind.weight, order.get(kind.kind, 1), general, kind.start)

    return min(group, key=rank)


def _limits(facts: Facts, groups: list[list[FoundKind]], place: int) -> tuple[int, int]:
    """The part of the sentence that a group of words speaks for: from the group before to the group behind."""
    first = facts.sentence.start if place == 0 else groups[place - 1][-1].end
    last = facts.sentence.end if place + 1 == len(groups) else groups[place + 1][0].start
    return first, last


def _made(
    text: str, facts: Facts, number: int, group: list[FoundKind], limits: tuple[int, int], alone: bool
) -> list[Event]:
    head = _head(group)
    event = Event(head, [number], kinds=list(group), referred=all(kind.state == REFERRED for kind in group))
    event.parts = roles_of(text, facts, head, (facts.sentence.start, limits[1]))
    for other in group:
        if other is not head:
            known = {part.actor.key for part in event.parts}
            more = roles_of(text, facts, other, (facts.sentence.start, limits[1]))
            event.parts += [part for part in more if part.actor.key not in known]
    first, last = (facts.sentence.start, facts.sentence.end) if alone else limits
    if not event.parts:
        for kill in facts.kinds:
            if kill.kind == "kill" and limits[0] <= kill.start < limits[1] and not event.parts:
                event.parts = roles_of(text, facts, kill, (facts.sentence.start, limits[1]))
    event.counts = [count for count in facts.counts if first <= count.start < last]
    event.hedges = list(facts.hedges)
    found = []
    for place in _places_for(text, facts, head, first, last):
        one = replace(event, place=place, parts=list(event.parts), counts=list(event.counts), kinds=list(event.kinds))
        found.extend(_dated(text, facts, one, first, last))
    return found


def _segment(text: str, facts: Facts, head: FoundKind) -> tuple[int, int]:
    return _segment_at(text, facts, head.start)


def _segment_at(text: str, facts: Facts, at: int) -> tuple[int, int]:
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
    here = [p for p in facts.places if p.happens_here and first <= p.start < last]
    mine = _segment(text, facts, head)
    within = [p for p in here if mine[0] <= p.start < mine[1]]
    if not within:
        others = [d for d in facts.dates if not d.background and not mine[0] <= d.start < mine[1]]
        apart = [_segment_at(text, facts, d.start) for d in others]
        here = [p for p in here if not any(a <= p.start < b for a, b in apart)]
    here = within or here
    exact = [p for p in here if not p.contained and p.precision != "country"] or here
    if not exact:
        return None
    fine = [p for p in exact if p.precision != "district" or p.flashpoint_id is not None] or exact
    return min(fine, key=lambda p: p.start - head.end if p.start >= head.start else head.start - p.end + 15)


def _places_for(text: str, facts: Facts, head: FoundKind, first: int, last: int) -> list[FoundPlace | None]:
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


def _dated(text: str, facts: Facts, event: Event, first: int, last: int) -> list[Event]:
    """The event with its date; "on 18 May and again on 5 June" makes two of it."""
    usable = [d for d in facts.dates if d.date.edtf and not _beside(text, facts, event, d)]
    dates = [d for d in usable if not d.background] or usable
    mine = [d for d in dates if first <= d.start < last] or dates
    if not mine:
        return [event]
    row = _as_one(text, [_start_of(text, date) for date in _row(text, mine, event.kind.start)])
    if len(row) == 1:
        event.date = row[0]
        return [event]
    return [replace(event, date=date, parts=list(event.parts), counts=list(event.counts)) for date in row]


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


def _beside(text: str, facts: Facts, event: Event, date: FoundDate) -> bool:
    """A date that tells when somebody spoke, or that stands in the dateline: no incident is dated by it."""
    if event.kind.kind != "statement" and _SAID.search(text[max(date.start - 40, 0) : date.start]):
        return True
    line = _DATELINE.match(text, facts.sentence.start)
    return line is not None and date.end <= line.end() and event.kind.start > line.end()


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


__all__ = ["DENIED", "FIGHTING", "NOT_REAL", "Event", "events_of"]
