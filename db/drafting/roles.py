"""Who did what to whom, where a sentence says it plainly; where it does not, the role stays open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.drafting.facts import Facts
from db.drafting.parts import FoundActor, FoundKind

INITIATOR, TARGET, PARTICIPANT, MENTIONED = "initiator", "target", "participant", "mentioned"

# kinds in which both sides fight, unless the words say who attacked
_BOTH = frozenset({"clash", "truce", "protest"})
_MUTUAL = re.compile(
    r"clash|skirmish|fighting|fought|battle|firefight|gunfight|gun battle|exchange|traded|cease|truce|agree"
    r"|deal|accord|talks|signed",
    re.IGNORECASE,
)
_NOT_SUBJECT = frozenset(
    "on against near in at into after before between toward towards around with to from by for about over under "
    "targeting despite without".split()
)
_HEADS = frozenset(
    "force fighter troop soldier member unit element aircraft warplane jet plane militant helicopter drone convoy column "
    "group faction army men militia supporter follower affiliate hundred dozen number commander leader".split()
)
_DONE_BY = frozenset("flown operated piloted manned commanded fired launched driven".split())
_TIMES = frozenset(
    "day days week weeks month night morning evening afternoon dawn dusk noon midnight time times weekend year "
    "yesterday today hours hour later ago".split()
)
_SPEECH = frozenset(
    "said says say told reported reports added stated claimed claims confirmed announced believes noted tweeted wrote "
    "according statement spokesman spokesperson".split()
)
_HAS_OBJECT = re.compile(
    r"\s(?:at least |more than |about |some |up to |over )?(?:\d|a\b|an\b|the\b|\w+\s(?:people|soldiers|men|fighters|civilians))"
)
_PRONOUN = re.compile(
    r"\b(?:it|they|its|their|his)\s(?:(?:own\s)?(?:[a-z]{3,14}\s){1,2}?)?"
    r"(?:(?:had|has|have|also|then|later|recently|already|would)\s){0,2}$"
)
_ENDS_FROM = re.compile(r"\b(?:from|out of)$")
_OVER_MINE = re.compile(r"\b(?:mines?|landmines?|ieds?)$", re.IGNORECASE)
_DIED = re.compile(r"d(?:ied|ies|ie|ead)\b|martyr|lost\b", re.IGNORECASE)
_DID = re.compile(
    r"\b(?:launch|carr|conduct|mount|start|beg[au]n|resum|respond|answer|fir|us|detonat|set off|stag|announc|declar|sign|agre"
    r"|report|deliver|issu|repeat)\w*\b",
    re.IGNORECASE,
)
_AND_DID = re.compile(r"(?:\band|,|\bthen)(?:\s(?:then|also|later|have|has|had|were|was|subsequently))*\s$")
_CLAUSE = re.compile(r"[;:]|\b(?:while|when|after|before|because|although|but|whereas)\b")
_ASIDE = re.compile(
    r",\s+(?:which|who|whose|where|backed|supported|led|part of|an?|the|formerly|known|along with|once|also"
    r"|now)\b[^,;.]{1,120},",
    re.IGNORECASE,
)
_RELATIVE = frozenset("which who that whose where while when as after before because although though since but".split())
_FROM_OR_LIKELY = re.compile(
    r"\s+from\s(?:the\s)?|,?\s\(?(?:presumably|likely|probably|apparently|reportedly|allegedly|possibly"
    r"|blamed\son)\s(?:by\s)?(?:the\s)?"
)
_FROM = frozenset({"control", "movement"})


@dataclass(frozen=True, slots=True)
class Part:
    """An actor and its role in one incident."""

    actor: FoundActor
    role: str


def roles_of(text: str, facts: Facts, kind: FoundKind, limits: tuple[int, int]) -> list[Part]:
    """The actors of an incident told by `kind`, among those within `limits` of the text."""
    acting = [a for a in facts.actors if a.side in ("force", "official") and limits[0] <= a.start < limits[1]]
    acting = [a for a in acting if not _speaks(text, a) or kind.kind == "statement"]
    if kind.kind != "statement":
        acting = [a for a in acting if a.side == "force"]
    before = [a for a in acting if a.start < kind.start]
    after = [a for a in acting if a.start >= kind.start]
    if kind.form == "noun":
        return _of_noun(text, kind, before, after)
    left = _subject(text, before, kind.start)
    if _PRONOUN.search(text, max(kind.start - 50, 0), kind.start) and kind.form == "verb":
        # "the SDF said that its fighters had crossed the river"
        meant = [a for a in facts.actors if a.end <= kind.start and a.side != "maker" and not a.is_nobody]
        left = row_of(text, meant, meant[-1]) if meant else left
    inside = [a for a in after if a.end <= kind.end]
    after = [a for a in after if a not in inside]
    right = inside or _object(text, after, kind.end)
    by = _by(text, after, kind.end)
    if kind.form == "passive":
        if kind.kind == "abduction" and not by:
            by = [a for a in after if re.fullmatch(r"\sat\san?\s", text[kind.end : a.start])][:1]
        return _parts((by, INITIATOR), (left, TARGET))
    if _MUTUAL.match(text, kind.start):
        return _parts((left, PARTICIPANT), (right, PARTICIPANT))
    losing = text[kind.start : kind.end].lower().startswith(("lost", "loses", "losing", "fell", "falls", "fallen"))
    if losing:
        return _parts((right, INITIATOR), (left, TARGET))
    if kind.kind in _FROM:
        lost = _row(text, after, 0) if after and _ENDS_FROM.search(text, kind.start, kind.end) else []
        return _parts((left, INITIATOR), (inside or lost or _from(text, after, kind.end), TARGET))
    if kind.kind == "explosive" and _OVER_MINE.search(text, kind.start, kind.end):
        return _parts((left, TARGET))
    if _DIED.match(text, kind.start):
        return _parts((left, TARGET))
    if kind.kind == "kill" and not right and _HAS_OBJECT.match(text, kind.end):
        return _parts((left, INITIATOR))
    if kind.kind == "kill":
        return _parts((left, INITIATOR), (right, TARGET)) if right else _parts((left, TARGET))
    return _parts((left, INITIATOR), (right, TARGET))


def _parts(*groups: tuple[list[FoundActor], str]) -> list[Part]:
    found: list[Part] = []
    seen: set[tuple[int | None, str]] = set()
    for actors, role in groups:
        for actor in actors:
            if actor.key not in seen:
                seen.add(actor.key)
                found.append(Part(actor, role))
    return found


def _speaks(text: str, actor: FoundActor) -> bool:
    """ "the SDF said", "according to the SDF": the one who tells it."""
    after = re.match(r"(?:\s+\w{1,14}){0,1}?\s+(\w+)", text[actor.end : actor.end + 40])
    first = re.match(r"\s+(\w+)", text[actor.end : actor.end + 30])
    told = (after and after[1].lower() in _SPEECH) or (first and first[1].lower() in _SPEECH)
    before = text[max(actor.start - 30, 0) : actor.start].lower()
    return bool(told) or "according to" in before


def _preposition(text: str, actor: FoundActor) -> str:
    """The preposition that governs an actor, or an empty text."""
    before = re.split(r"[,.;:()–—]", text[max(actor.start - 60, 0) : actor.start])[-1]
    words = re.findall(r"[\w'-]+", before)[-6:]
    skipped = 0
    while words:
        written: str = words.pop()
        word = written.lower()
        if word in ("of", "from", "for") and words and words[-1].lower().rstrip("s") in _HEADS:
            return _head_preposition(words[:-1])
        if word == "by" and words and words[-1].lower() in _DONE_BY:
            return ""
        if word in _NOT_SUBJECT or word == "of":
            return word
        if word in ("the", "a", "an", "its", "their", "and", "or", "led", "backed") or word.isdigit():
            continue
        skipped += 1
        if skipped > 1 or written[:1].isupper() or word in _TIMES:
            return ""
    return ""


def _head_preposition(words: list[str]) -> str:
    while words and words[-1].lower() in ("the", "a", "an", "some", "several", "two", "three", "its", "their"):
        words = words[:-1]
    return words[-1].lower() if words and words[-1].lower() in _NOT_SUBJECT else ""


def _row(text: str, actors: Sequence[FoundActor], place: int) -> list[FoundActor]:
    """The actors joined to actors[place] by commas and "and"."""
    first = last = place
    while first > 0 and _are_joined(text, actors[first - 1], actors[first]):
        first -= 1
    while last + 1 < len(actors) and _are_joined(text, actors[last], actors[last + 1]):
        last += 1
    return list(actors[first : last + 1])


def row_of(text: str, actors: Sequence[FoundActor], actor: FoundActor) -> list[FoundActor]:
    """The actors that commas and "and" join to one of them, itself included."""
    return _row(text, actors, actors.index(actor))


def _are_joined(text: str, one: FoundActor, other: FoundActor) -> bool:
    between = text[one.end : other.start]
    if len(between) > 60:
        return False
    return bool(
        re.fullmatch(
            r"(?:['’]s)?(?:\s*,|\s+and|\s*,\s+and|\s+or|\s*&|\s+alongside|\s+as well as|\s*/|\s+together with)"
            r"(?:\s+(?:the|its|their|allied|other|fighters|forces|members|of|from|troops|several|a|some"
            r"|local)){0,4}\s*",
            between,
        )
        or re.fullmatch(
            r"\s+(?:fighters|forces|troops|militants|soldiers|units|members|men|elements)\s+(?:and"
            r"|alongside)\s+(?:the\s+|its\s+)?",
            between,
        )
    )


def _subject(text: str, before: Sequence[FoundActor], start: int) -> list[FoundActor]:
    """The actors that a verb's subject names: the nearest before it that no preposition governs."""
    asides = [match.span() for match in _ASIDE.finditer(text, max(start - 240, 0), start + 1)]
    order = range(len(before) - 1, -1, -1)
    if _AND_DID.search(text, max(start - 24, 0), start):
        # "X stormed Y and took Z": the one who did both is named first
        clause = [n for n in order if not _CLAUSE.search(text, before[n].end, start)]
        order = range(min(clause), max(clause) + 1) if clause else order
    for place in order:
        actor = before[place]
        if any(first < actor.start and actor.end < last for first, last in asides):
            continue
        between = text[actor.end : start]
        if re.search(r"[;:]", between):
            return []
        if _preposition(text, actor) == "":
            return _row(text, before, place)
    return []


def _object(text: str, after: Sequence[FoundActor], end: int) -> list[FoundActor]:
    """The first actors behind a verb, before another clause begins."""
    for place, actor in enumerate(after):
        between = text[end : actor.start]
        words = re.findall(r"[\w'-]+", between.lower())
        if re.search(r"[;:]", between) or any(word in _RELATIVE or word == "by" for word in words):
            return []
        if "," in between and len(words) > 4:
            return []
        return _row(text, after, place)
    return []


def _by(text: str, after: Sequence[FoundActor], end: int) -> list[FoundActor]:
    for place, actor in enumerate(after):
        between = text[end : actor.start]
        if re.search(r"\bby\b[^,;]{0,40}$", between) and not re.search(r"[;:]", between):
            return _row(text, after, place)
    return []


def _from(text: str, after: Sequence[FoundActor], end: int) -> list[FoundActor]:
    for place, actor in enumerate(after):
        between = text[end : actor.start]
        if re.search(r"\b(?:from|against|of|over)\b[\w\s'-]{0,40}$", between) and len(between) < 160:
            return _row(text, after, place)
    return []


def _of_noun(text: str, kind: FoundKind, before: list[FoundActor], after: list[FoundActor]) -> list[Part]:
    """ "clashes between X and Y", "Turkish shelling of Y", "an air strike by X on Y"."""
    told = text[kind.start : kind.end]
    if _MUTUAL.match(told):
        right = [a for a in after if a.start - kind.end < 120]
        if right and re.match(
            r"\s+(?:[\w'-]+\s+){0,8}?(?:between|involving|of|among)\b", text[kind.end : kind.end + 90]
        ):
            return _parts((_between(text, right), PARTICIPANT))
        against = [a for a in right if re.search(r"\b(?:with|against)\b[\w\s'-]{0,30}$", text[kind.end : a.start])][:1]
        return _parts((_subject(text, before, kind.start), PARTICIPANT), (against, PARTICIPANT))
    doer = _by(text, after, kind.end)
    if not doer and before:
        near = before[-1]
        gap = text[near.end : kind.start]
        if len(gap) < 50 and re.fullmatch(r"(?:['’]s?)?[\s-]+(?:[\w'-]+[\s-]+){0,4}", gap):
            doer = _row(text, before, len(before) - 1)
    if not doer and after and _FROM_OR_LIKELY.fullmatch(text[kind.end : after[0].start]):
        doer = _row(text, after, 0)
    target = []
    for place, actor in enumerate(after):
        between = text[kind.end : actor.start]
        if actor in doer:
            continue
        if "," in between:
            break
        if re.match(
            r"\s+(?:[\w'-]+\s+){0,4}?(?:on|against|targeting|at|of|hit|hitting|struck|killed|killing|upon|near)\b",
            between,
        ) and not (len(between) > 100 or re.search(r"[;:]|\bby\b", between)):
            target = [one for one in _row(text, after, place) if one not in doer]
        break
    if not doer and before and kind.kind != "statement":
        subject = _subject(text, before, kind.start)
        if subject and _DID.search(text[subject[-1].end : kind.start]):
            doer = subject
    return _parts((doer, INITIATOR), (target, TARGET))


def _between(text: str, right: list[FoundActor]) -> list[FoundActor]:
    """The sides of "between X, Y and Z": actors until a clause ends."""
    found = [right[0]]
    for actor in right[1:]:
        between = text[found[-1].end : actor.start]
        if len(between) > 80 or re.search(r"[;:.]|\b(?:in|near|at|after|when|as|on|killing)\b", between):
            break
        found.append(actor)
    return found
