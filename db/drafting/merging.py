"""The events of all sentences as incidents: what is told again is one incident, what a sentence leaves open is carried on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.drafting.budget import Budget, loop_of
from db.drafting.events import FIGHTING, Event, events_of
from db.drafting.facts import Facts
from db.drafting.found import FoundDate, FoundPlace
from db.drafting.parts import FoundCount

_NEW_SCENE = re.compile(
    r"\W*(?:separately|elsewhere|meanwhile|further|in a separate|in another|also|another|in other|farther"
    r"|to the (?:north|south|east|west)"
    r"|on the other hand|a second|in addition)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\W*(?:[-*•–—▪●]|\(?\d{1,3}[.)/]|\[?\d{1,2}[:./]\d\d|#{1,6} )")
_THERE = re.compile(r"\b(?:there|in\sthe\sarea)\b", re.IGNORECASE)
_CHECKED = re.compile(r"verif|confirm|corrobor|check", re.IGNORECASE)
_NARROW_DAYS = 7
_NEAR_DEGREES = 0.25
_LOOKED_AT = 12  # incidents back
_AHEAD = 2  # sentences ahead
_AFTER = 2  # sentences behind an incident that may still tell of its dead
_REACH = 4  # sentences back that "the strike" may point


@dataclass(slots=True)
class _Scene:
    """What holds until something else is told: the day and the place of a paragraph."""

    paragraph: int = -1
    date: FoundDate | None = None
    place: FoundPlace | None = None


def incidents_of(text: str, facts: Sequence[Facts], budget: Budget | None = None) -> list[Event]:
    """The incidents that a text tells, in its order."""
    found: list[Event] = []
    waiting: list[Event] = []  # "after the ambush", before the ambush is told
    scene = _Scene()
    goes_on = loop_of(budget, "incidents")
    for number, one in enumerate(facts):
        if not goes_on(one.sentence.start):
            break
        _enter(text, scene, one)
        events = events_of(text, one, number)
        more = not events or all(_is_consequence(event) for event in events)
        if more and _add_to_last(text, found, facts, one, number, events):
            _look_around(scene, one, ())
            continue
        for event in events:
            _carry(text, scene, event, found[-1] if found else None, (one.sentence.start, one.sentence.end))
            home = _told_before(text, found, facts, event, number)
            if home is None and event.referred and not _says_enough(event):
                waiting.append(event)
                continue
            if home is None:
                _take_waiting(event, waiting, number)
                found.append(event)
            else:
                _merge(home, event)
        _look_around(scene, one, events)
    return found


def _says_enough(event: Event) -> bool:
    """Whether "the strike" that points to nothing told before says enough to be an incident of its own."""
    if event.kind.subordinate:
        return False
    own_place = event.place is not None and not event.place_why
    own_date = event.date is not None and not event.date_why
    return sum((own_place, own_date, bool(event.counts), bool(event.parts))) >= 2


def _take_waiting(event: Event, waiting: list[Event], number: int) -> None:
    waiting[:] = [one for one in waiting if number - one.sentences[0] <= _AHEAD]
    for early in [one for one in waiting if _kinds_fit(one, event)]:
        event.sentences[:0] = [early.sentences[0]] if early.sentences[0] not in event.sentences else []
        event.kinds += early.kinds
        if event.place is None:
            event.place, event.place_why = early.place, early.place_why
        waiting.remove(early)


def _enter(text: str, scene: _Scene, one: Facts) -> None:
    dated = (
        bool(one.dates) and one.dates[0].start - one.sentence.start < 3 and text[one.sentence.start - 1 :][:1] == "\n"
    )
    if one.sentence.paragraph != scene.paragraph or dated or _ITEM.match(text, one.sentence.start):
        scene.paragraph, scene.date, scene.place = one.sentence.paragraph, None, None
    if _NEW_SCENE.match(text, one.sentence.start):
        scene.place = None


def _look_around(scene: _Scene, one: Facts, events: Sequence[Event]) -> None:
    """Remember the day and the place that a sentence leaves to the next."""
    own = [event.place for event in events if event.place is not None and not event.place_why]
    named = [p for p in one.places if p.happens_here and not p.contained and p.precision != "country"]
    watched = [place for place in named if place.flashpoint_id is not None]
    if own or watched:
        scene.place = own[-1] if own else watched[0]
    elif named and (scene.place is None or scene.place.flashpoint_id is None):
        scene.place = named[-1]
    told = [event.date for event in events if event.date is not None and not event.date_why]
    dates = told or [date for date in one.dates if not date.background]
    narrow = [date for date in dates if _is_narrow(date)]
    if narrow:
        scene.date = narrow[-1]


def _is_narrow(date: FoundDate) -> bool:
    """A few days at most: "this month" and "since March" date no other sentence."""
    first, last = date.date.earliest, date.date.latest
    return first is not None and last is not None and last - first <= _NARROW_DAYS


def _counted_on(event: Event) -> bool:
    """ "a few days later": the story goes on where it was."""
    return event.date is not None and event.date.relative and event.date.why.startswith("counted from “")


def _carry(text: str, scene: _Scene, event: Event, last: Event | None, within: tuple[int, int]) -> None:
    """Fill in from what was told before: the day within a paragraph, the place of the sentence before."""
    new_day = event.date is not None and scene.date is not None and not _dates_fit(event.date, scene.date)
    if event.date is None and scene.date is not None:
        event.date, event.date_why = scene.date, "date from the sentence before"
    if event.place is None and event.kind.kind != "statement":
        if scene.place is not None and not new_day:
            event.place, event.place_why = scene.place, "place from the sentence before"
        elif last is not None and last.place is not None and (_counted_on(event) or _THERE.search(text, *within)):
            event.place, event.place_why = last.place, "place from the paragraph before"


def _is_consequence(event: Event) -> bool:
    """What only came of another incident: people died, shops burned."""
    alone = event.kind.kind == "damage" and event.date is None and event.place is None and not event.parts
    return alone or all(kind.weight == 1 for kind in event.kinds)


def _add_to_last(
    text: str, found: list[Event], facts: Sequence[Facts], one: Facts, number: int, events: Sequence[Event]
) -> bool:
    """Whether a sentence without an incident of its own tells more of the last one; then it does."""
    last = _last_fight(text, found, facts, number) if one.counts else found[-1] if found else None
    if last is None or number - last.sentences[-1] > _AFTER:
        return False
    if facts[last.sentences[-1]].sentence.paragraph != one.sentence.paragraph:
        return False
    if not events and not one.counts and not one.hedges:
        return False
    if _NEW_SCENE.match(text, one.sentence.start) or _ITEM.match(text, one.sentence.start):
        return False
    if last.kind.kind not in FIGHTING and last.kind.kind != "control" and one.counts:
        return False
    if events and any(d for d in one.dates if not d.background and last.date and not _dates_fit(d, last.date)):
        return False
    if events and any(p for p in one.places if p.happens_here and last.place and not _places_fit(p, last.place)):
        return False
    last.sentences.append(number)
    last.counts += one.counts
    last.hedges += [hedge for hedge in one.hedges if _CHECKED.search(hedge.words) or events]
    return True


def _last_fight(text: str, found: Sequence[Event], facts: Sequence[Facts], number: int) -> Event | None:
    """The incident in which people may have died that a sentence speaks on, in the same item of a list."""
    for event in reversed(found[-3:]):
        after = range(event.sentences[-1] + 1, number)
        if any(_ITEM.match(text, facts[between].sentence.start) for between in after):
            return None
        if event.kind.kind in FIGHTING or event.kind.kind == "control":
            return event
    return None


def _told_before(text: str, found: Sequence[Event], facts: Sequence[Facts], event: Event, number: int) -> Event | None:
    """The incident that an event tells again, the nearest first; None for a new one."""
    for home in reversed(found[-_LOOKED_AT:]):
        away = number - home.sentences[-1]
        if away == 0 and not event.referred and home.sentences[0] == number:
            continue  # two events of one sentence are two
        if not _kinds_fit(home, event) or not _days_fit(home, event):
            continue
        if event.place_why == "" and home.place_why == "" and not _both_places_fit(home, event):
            continue
        if _actors_conflict(home, event):
            continue
        first = facts[home.sentences[0]].sentence
        if event.referred and (away <= _REACH or event.place is None or event.place_why):
            return home
        same_paragraph = facts[home.sentences[-1]].sentence.paragraph == facts[number].sentence.paragraph
        if (first.headline or home.sentences[0] == 0) and (
            _evidence(home, event) or _is_vague(home) or _is_vague(event)
        ):
            return home
        if (
            same_paragraph
            and away <= 2
            and not _NEW_SCENE.match(text, facts[number].sentence.start)
            and (
                _evidence(home, event)
                or (_is_vague(event) and not event.counts and (event.date is None or event.date_why))
            )
        ):
            return home
        if _share(home, event) and event.date is not None and not event.date_why and _exactly_there(home, event):
            return home
    return None


def _kinds_fit(home: Event, event: Event) -> bool:
    if home.kind.kind == event.kind.kind:
        return True
    kinds = {home.kind.kind, event.kind.kind}
    if kinds <= FIGHTING - {"shoot_down"} and min(home.kind.weight, event.kind.weight) < 3:
        return True
    return kinds <= {"control", "movement"} and event.referred


def _days_fit(home: Event, event: Event) -> bool:
    if home.date is None or event.date is None or event.date_why or home.date_why:
        return True
    return _dates_fit(home.date, event.date)


def _dates_fit(one: FoundDate, other: FoundDate) -> bool:
    a, b = one.date, other.date
    if a.edtf == b.edtf or not a.edtf or not b.edtf:
        return True
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    return a.earliest <= b.latest and b.earliest <= a.latest


def _both_places_fit(home: Event, event: Event) -> bool:
    return home.place is None or event.place is None or _places_fit(home.place, event.place)


def _places_fit(one: FoundPlace, other: FoundPlace) -> bool:
    if one.name == other.name or (one.flashpoint_id is not None and one.flashpoint_id == other.flashpoint_id):
        return True
    wide = ("district", "country")
    if one.precision in wide or other.precision in wide:
        return not (one.precision in wide and other.precision in wide)
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return abs(one.latitude - other.latitude) < _NEAR_DEGREES and abs(one.longitude - other.longitude) < _NEAR_DEGREES


def _exactly_there(home: Event, event: Event) -> bool:
    if home.date is None or event.date is None or home.date.date != event.date.date:
        return False
    return _evidence(home, event)


def _roles(event: Event) -> dict[tuple[int | None, str], str]:
    return {part.actor.key: part.role for part in event.parts if not part.actor.is_nobody}


def _share(home: Event, event: Event) -> bool:
    ours, theirs = _roles(home), _roles(event)
    return not ours or not theirs or bool(set(ours) & set(theirs))


def _is_vague(event: Event) -> bool:
    """Neither who nor where is told: a headline, a lead, or what is told of it again."""
    return not _roles(event) and (event.place is None or bool(event.place_why))


def _evidence(home: Event, event: Event) -> bool:
    """What tells that the next sentence speaks of the same: an actor, or the very place."""
    if set(_roles(home)) & set(_roles(event)):
        return True
    own = event.place is not None and home.place is not None and not event.place_why
    return own and event.place is not None and home.place is not None and event.place.name == home.place.name


def _actors_conflict(home: Event, event: Event) -> bool:
    """Two different doers, or parties that have nobody in common."""
    ours, theirs = _roles(home), _roles(event)
    if not ours or not theirs:
        return False
    doers = {key for key, role in ours.items() if role == "initiator"}
    others = {key for key, role in theirs.items() if role == "initiator"}
    return not set(ours) & set(theirs) or bool(doers and others and not doers & others)


def _merge(home: Event, event: Event) -> None:
    """What the later mention adds: figures, parties, a day or a place where there was none, a plainer word."""
    number = event.sentences[0]
    if number not in home.sentences:
        home.sentences.append(number)
    known = _roles(home)
    home.parts += [part for part in event.parts if part.actor.key not in known]
    if home.date is None or (home.date_why and not event.date_why and event.date is not None):
        home.date, home.date_why = event.date, event.date_why
    if home.place is None or (home.place_why and not event.place_why and event.place is not None):
        home.place, home.place_why = event.place, event.place_why
    elif event.place is not None and not event.place_why and home.place.precision in ("district", "country"):
        home.place = event.place
    plainer = (
        event.kind.kind != "clash" or home.kind.kind == "clash"
    )  # "the attack" says no more than "killed 60 people"
    if event.kind.weight > home.kind.weight and plainer:
        home.kind = replace(event.kind, start=home.kind.start, end=home.kind.end)
    home.counts += [count for count in event.counts if count not in home.counts]
    home.hedges += [hedge for hedge in event.hedges if hedge not in home.hedges]
    home.kinds += event.kinds


def figures(counts: Sequence[FoundCount], what: str) -> FoundCount | None:
    """One count of several: the range over all that the text gives, the best figure of the first."""
    mine = [count for count in counts if count.what == what]
    if not mine:
        return None
    numbered = [count for count in mine if not (count.low is count.best is count.high is None)]
    if not numbered:
        return mine[0]
    lows = [n for c in numbered if (n := c.low if c.low is not None else c.best) is not None]
    highs = [n for c in numbered if (n := c.high if c.high is not None else None) is not None]
    open_high = any(count.high is None and count.low is not None for count in numbered)
    best = next((count.best for count in numbered if count.best is not None), None)
    civil = next((count.civilians for count in numbered if count.civilians is not None), None)
    if len(numbered) == 1:
        return numbered[0]
    high = None if open_high or not highs else max(highs)
    return replace(numbered[0], low=min(lows, default=None), best=best, high=high, civilians=civil)
