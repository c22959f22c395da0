"""What happens in one sentence: its words for incidents brought together, each with its date, place, actors and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from db.drafting.background import compares, is_background
from db.drafting.facts import Facts
from db.drafting.found import FoundDate, FoundPlace
from db.drafting.kinds_in_text import kind_of_killing
from db.drafting.parts import CIVILIANS, HAPPENED, REFERRED, FoundCount, FoundHedge, FoundKind
from db.drafting.roles import Part, roles_of
from db.drafting.when_and_where import dates_for, places_for

FIGHTING = frozenset({"clash", "air_strike", "shelling", "explosive", "shoot_down", "civilians", "banned_weapon"})
TAKING = frozenset({"control", "movement", "clash"})
_GENERAL = frozenset({"clash", "civilians"})  # what a closer word can make more of
_CIVIL_TARGET = re.compile(rf"\b{CIVILIANS}\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We)\s(?:\w{1,12}\s){0,2}$")
_PEOPLE = re.compile(
    r"\s(?:at least |more than |some |about |up to |over )?[\w-]{1,12}\s(?:people|persons|civilians|villagers)\b"
)
_ARMED = re.compile(
    r"\b(?:forces?|troops?|soldiers?|fighters?|militants?|rebels?|gunmen|militia\w*|army|military|tanks?|armou?r\w*|battalions?"
    r"|brigades?|units?|patrols?|insurgents?|jihadists?|warships?|artillery|launchers?|reinforcements|police|checkpoints?"
    r"|positions|columns?|enemy|both sides|peacekeepers|guards?|attackers|terrorists?|they|them)\b",
    re.IGNORECASE,
)
_ACCIDENT = re.compile(
    r"\b(?:accident\w*|rollover|collision|overturned|drowned|earthquake|heart attack)\b", re.IGNORECASE
)
_ARMED_TARGET = re.compile(
    r"\b(?:forces?|troops?|soldiers?|fighters?|militants?|rebels?|militia\w*|army|military|police|positions?|outposts?|base"
    r"|checkpoints?|convoy|patrol|barracks|garrison|post)\b",
    re.IGNORECASE,
)
_CIVIL_PLACE = re.compile(
    r"\b(?:villages?|markets?|church(?:es)?|mosques?|schools?|hospitals?|camps?|displaced|bus(?:es)?|homes?|funeral|wedding|hamlets?)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:agree\w*|announc\w*|declar\w*|sign\w*|reach\w*|broker\w*|beg[au]n|broke\w*|collaps\w*|violat\w*|extend\w*"
    r"|enter\w*|t[ao]\w{0,2}k\w* (?:effect|force)|came into|went into|negotiat\w*|ended|expired|suspend\w*|accept\w*)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[^.;:]{0,50}?(?:,|\band|\bor)\s(?:\d+\s|\w{1,12}\s){0,3}?")
_FIGHTERS = re.compile(
    r"\d\s(?:\w{1,12}\s)?(?:fighters|soldiers|troops|militants|rebels|insurgents|terrorists|policemen|servicemen|jihadists)\b"
)
_WITH = re.compile(r"\b(?:with|by|against|alongside|at|on)\s(?:\w{1,12}\s)?$", re.IGNORECASE)
_HAD = re.compile(r"\b(?:who|that|which|whom|where)\s(?:also\s)?had\s(?:\w{1,14}\s){0,2}$", re.IGNORECASE)


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
    told = [kind for kind in told if kind.kind not in ("movement", "deployment") or _is_armed(text, facts)]
    dates = tuple(date for date in facts.dates if not date.background)
    counted = bool(facts.counts)
    told = [kind for kind in told if not is_background(text, facts, kind, dates, counted=counted)]
    told = [replace(kind, state=REFERRED) if compares(text, facts, kind) else kind for kind in told]
    groups = _groups(text, facts, told)
    events: list[Event] = []
    for place, group in enumerate(groups):
        limits = _limits(facts, groups, place)
        made = _made(text, facts, number, group, limits, len(groups) == 1)
        events.extend(event for event in made if event.kind.kind != "statement" or _is_said_by_someone(event))
    return events


def _is_said_by_someone(event: Event) -> bool:
    """A statement is an incident only where a party makes it."""
    return event.kind.form != "passive" and any(part.role == "initiator" for part in event.parts)


def _is_armed(text: str, facts: Facts) -> bool:
    """Whether armed people move: an actor, or a word for such, in the same sentence."""
    return bool(facts.actors) or bool(_ARMED.search(text, facts.sentence.start, facts.sentence.end))


def _without_echoes(text: str, facts: Facts, told: list[FoundKind]) -> list[FoundKind]:
    """Leave out consequences beside their cause, explanations beside what they explain, words only reported."""
    told = [kind for kind in told if not _ours(text, kind)]
    plain = [kind for kind in told if kind.weight > 1]
    if not plain:
        killed = [kind for kind in told if kind.kind == "kill"]
        if killed and _deaths(facts):
            return [_of_dead(text, facts, killed[0])]
        return [kind for kind in told if kind.kind == "damage"][:1]
    if not any(kind.kind in FIGHTING for kind in plain) and _deaths(facts):
        # "killed sixty people, looted a clinic and abducted seven": the killing is the first of three deeds
        first = next((kind for kind in told if kind.kind == "kill" and kind.form != "noun"), None)
        if first is not None and not first.subordinate and first.start < plain[0].start:
            plain = [_of_dead(text, facts, first), *plain]
    if any(kind.kind in FIGHTING for kind in plain):
        plain = [kind for kind in plain if kind.kind != "damage"]
    if any(kind.kind == "abduction" for kind in plain):
        # a raid in which people were taken away is told by that
        plain = [kind for kind in plain if not text[kind.start : kind.end].lower().startswith("raid")]
    if any(kind.kind not in ("truce", "statement") for kind in plain):
        # "under a deal", "despite the agreement": what it rests on, told beside what happened
        made = _MADE.search(text, facts.sentence.start, facts.sentence.end)
        plain = [
            kind
            for kind in plain
            if not (kind.kind == "truce" and (kind.weight == 2 or (kind.form == "noun" and not made)))
        ]
    deeds = [kind for kind in plain if kind.kind != "statement"]
    if deeds:
        # "announced that it had taken the town": what was announced is what happened
        plain = deeds if any(kind.state == HAPPENED for kind in deeds) else plain
    plain = [kind for kind in plain if not _HAD.search(text[max(kind.start - 40, 0) : kind.start])]
    if not plain:
        killed = [kind for kind in told if kind.kind == "kill"]
        return [_of_dead(text, facts, killed[0])] if killed and _deaths(facts) else []
    plain = [kind for kind in plain if not _is_accompanying(text, facts, kind, told)]
    if any(kind.kind == "protest" for kind in plain):
        plain = [kind for kind in plain if kind.kind not in ("damage", "abduction")]
    main = [kind for kind in plain if not kind.subordinate]
    if any(kind.state == HAPPENED for kind in main):
        plain = [kind for kind in plain if not kind.subordinate or _has_own_date(facts, kind)]
    return plain


def _is_accompanying(text: str, facts: Facts, kind: FoundKind, told: list[FoundKind]) -> bool:
    """ "destroyed a depot and a column moving north", "seized it along with protesters": what is beside the deed."""
    before = text[max(facts.sentence.start, kind.start - 24) : kind.start]
    earlier = [other for other in told if other.start < kind.start and other.form != "noun" and other is not kind]
    if kind.kind == "protest" and _WITH.search(before) and earlier:
        return True
    moving = kind.kind == "movement" and text[kind.start : kind.end].split()[0].endswith("ing")
    return moving and any("," not in text[other.end : kind.start] for other in earlier)


def _ours(text: str, kind: FoundKind) -> bool:
    """ "I drove up to": the writer's own doings are no incident."""
    return kind.kind in ("movement", "abduction", "statement", "aid", "other") and bool(
        _FIRST_PERSON.search(text[max(kind.start - 30, 0) : kind.start])
    )


def _deaths(facts: Facts) -> bool:
    return any(count.what == "deaths" for count in facts.counts)


def _of_dead(text: str, facts: Facts, kill: FoundKind) -> FoundKind:
    """A killing of which nothing else is told: of civilians an attack on them, else a clash."""
    if _ACCIDENT.search(text, facts.sentence.start, facts.sentence.end):
        return replace(kill, kind="other")
    by = kind_of_killing(facts.sentence, kill)
    if by:
        return replace(kill, kind=by)
    civil = any(count.civilians for count in facts.counts)
    if _PEOPLE.match(text, kill.end):
        return replace(kill, kind="civilians")
    if not civil and _FIGHTERS.search(text, max(facts.sentence.start, kill.start - 40), kill.end + 24):
        return replace(kill, kind="clash")
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
    if first.state != kind.state and (first.subordinate or kind.subordinate):
        return False
    if REFERRED in (first.state, kind.state) and {first.kind, kind.kind} <= FIGHTING:
        return True  # "fired rockets …, in the largest attack since"
    parted = bool(re.search(r"[;]|\bwhile\b|\bseparately\b|\bmeanwhile\b", between, re.IGNORECASE))
    dated = [d for d in facts.dates if not d.background and group[-1].end <= d.start < kind.start]
    if parted or (dated and len(facts.dates) > 1 and kind.weight > 2 and first.weight > 2):
        return False
    if first.kind == kind.kind:
        return True
    if {first.kind, kind.kind} <= {"air_strike", "shelling"} and kind.form == "noun" and _LISTED.fullmatch(between):
        return True  # "with 16 missiles and 20 attack drones"
    kinds = {first.kind, kind.kind}
    if kinds <= FIGHTING and (kinds & _GENERAL or min(first.weight, kind.weight) < 3):
        return True
    if kinds <= TAKING:
        return True
    return kinds <= {"deployment", "movement"}


def _of_people(text: str, facts: Facts, head: FoundKind) -> FoundKind:
    """A general attack in which people are killed, and no armed party is named as its target, is one on civilians."""
    told = text[head.start : head.end].lower()
    on_people = told.startswith(("raid", "storm", "assault", "attack")) and _CIVIL_PLACE.search(
        text, head.end, head.end + 40
    )
    general = head.kind == "clash" and (head.weight == 2 or bool(on_people))
    if (
        not general
        or not _deaths(facts)
        or _ARMED_TARGET.search(text, head.end, min(head.end + 70, facts.sentence.end))
    ):
        return head
    killed = [kind for kind in facts.kinds if kind.kind == "kill"]
    civil = (
        on_people
        or any(count.civilians for count in facts.counts)
        or any(_PEOPLE.match(text, kill.end) for kill in killed)
    )
    return replace(head, kind="civilians") if civil else head


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
    mine = groups[place]
    others = [kind for kind in facts.kinds if kind not in mine and kind.form != "noun" and kind.weight > 1]
    following = [kind.start for kind in others if kind.start > mine[-1].end and not kind.subordinate]
    if place + 1 < len(groups):
        following.append(groups[place + 1][0].start)
    return first, min(following, default=facts.sentence.end)


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
    first, last = (facts.sentence.start, limits[1]) if alone else limits
    if not event.parts:
        for kill in facts.kinds:
            if kill.kind == "kill" and limits[0] <= kill.start < limits[1] and not event.parts:
                event.parts = roles_of(text, facts, kill, (facts.sentence.start, limits[1]))
    head = _of_people(text, facts, head)
    event.kind = head
    event.counts = [count for count in facts.counts if first <= count.start < last]
    event.hedges = list(facts.hedges)
    found = []
    for place in places_for(text, facts, head, first, last):
        one = replace(event, place=place, parts=list(event.parts), counts=list(event.counts), kinds=list(event.kinds))
        dates = dates_for(text, facts, head, first, last)
        found += [replace(one, date=date, parts=list(one.parts), counts=list(one.counts)) for date in dates] or [one]
    return found
