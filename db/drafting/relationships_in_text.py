"""Ties between actors that a text asserts: "US-backed", "part of", "trained by", "rebranded as"; one draft a tie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from db.dates import UNKNOWN, ImpreciseDate
from db.drafting.budget import Budget, loop_of
from db.drafting.facts import Facts
from db.drafting.hedges import credibility_of
from db.drafting.knowledge import Knowledge
from db.drafting.parts import FoundActor
from db.drafting.roles import row_of
from db.drafting.world import BACKERS
from db.drafts import Choice, DraftActor, Mark, Question, RelationshipDraft
from db.vocabulary import STANCES, UNDIRECTED_STANCES

_LONGEST_BETWEEN = 130
_LONGEST_ROW = 4
_WHO = r"(?:,\s(?:an?|the)\s[^,;.]{1,70}?)?"  # "the SDF, an alliance of Kurds and Arabs backed by …"
_IS = (
    r"(?:,?\s(?:which|who|that|whom)(?:\s[\w' ]{1,24}?)?\s(?:is|are|was|were|has been|have been)|,|\s(?:is"
    r"|are|was|were|has been|have been)|\s\()?"
)
_HEAD = (
    r"(?:\s(?:forces|fighters|troops|units|soldiers|rebels|militants|militia|militias|group|groups|officers"
    r"|advisers|instructors))?"
)
_THE = r"\s(?:the\s|its\s|a\s|an\s|so-called\s|former\s|local\s)*$"
_ADVERB = r"(?:\s(?:also|now|still|openly|long|all|both|largely|mostly|reportedly|allegedly))*"
_A = r"(?:,|\sis|\sare|\swas|,?\s(?:which|who)\s(?:is|are|was))\s(?:(?:an?|the|one of the)\s)?(?:[\w'-]{1,20}\s){0,3}?"

# what stands between two actors, whether the first acts on the second (1) or the second on the first (-1), the stance
_BETWEEN: tuple[tuple[re.Pattern[str], int, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), direction, stance)
    for pattern, direction, stance in (
        (rf"^{_WHO}{_HEAD}{_IS}{_ADVERB}\s*(?:backed|supported|armed|funded|financed|equipped"
        rf"|sponsored)(?:\sand\s\w+)?\sby{_THE}", -1, "backs"),
        (rf"^{_WHO}{_HEAD}{_IS}{_ADVERB}\s*(?:led|commanded|controlled|run|directed)\s(?:by|from){_THE}", -1, "leads"),
        (rf"^{_HEAD}{_IS}{_ADVERB}\s*(?:trained|advised)(?:\sand\s\w+)?\sby{_THE}", -1, "trains"),
        (rf"^{_HEAD}{_ADVERB}\s(?:back|backs|backed|support|supports|supported|arms|arm|funds|finances|sponsors"
        rf"|supplies)"
         rf"(?:\s(?:arms|weapons)\sto)?{_THE}", 1, "backs"),
        (rf"^{_HEAD}{_ADVERB}\s(?:train|trains|trained|advise|advises|advised|are\straining|is\straining|have\strained)"
         rf"(?:\sand\s\w+)?{_THE}", 1, "trains"),
        (rf"^{_HEAD}{_ADVERB}\s(?:leads|commands|controls){_THE}", 1, "leads"),
        (rf"^{_WHO}(?:,|\sis|\sare|\swas|,?\s(?:which|who|that)\s(?:is|are)|\s\()\s?(?:now\s"
        rf"|also\s)?(?:a\s)?part\sof{_THE}", 1, "part_of"),
        (rf"^{_A}(?:faction|branch|affiliate|member|component|backbone|wing|unit|formation|division|arm|front"
        rf"|offshoot|core"
         rf"|mainstay|element|constituent)s?\s(?:of|within|in){_THE}", 1, "part_of"),
        (rf"^\s(?:faction|branch|wing|unit|brigade|element|contingent)s?\s(?:of|within){_THE}", 1, "part_of"),
        (rf"^{_HEAD}\s(?:joined|belongs?\sto|reports?\sto|merged\sinto|was\sincorporated\sinto){_THE}", 1, "part_of"),
        (rf"^(?:,\s(?:which|who))?\s(?:includes?|including|comprises|consists\sof|is\smade\sup\sof"
        rf"|groups){_THE}", -1, "part_of"),
        (rf"^(?:,|,?\s(?:which|who))?{_ADVERB}\s(?:has\s|had\s)?pledged\s(?:allegiance"
        rf"|loyalty)\sto{_THE}", 1, "part_of"),
        (rf"^{_HEAD}{_IS}\s*(?:closely\s)?(?:allied|aligned)\s(?:with|to){_THE}", 1, "allied"),
        (rf"^{_A}ally\sof{_THE}", 1, "allied"),
        (rf"^{_HEAD}{_IS}\s*(?:since\s)?(?:rebranded|renamed)(?:\s(?:itself"
        rf"|themselves))?(?:\sas)?{_THE}", -1, "succeeds"),
        (rf"^(?:,|\s\(|\sis|\swas)?\s?(?:formerly|previously|once|earlier)(?:\s(?:known\sas"
        rf"|called))?{_THE}", 1, "succeeds"),
        (rf"^{_A}(?:successor|rebranding|reincarnation)\s(?:of|to){_THE}", 1, "succeeds"),
        (rf"^(?:,?\s(?:which|that|who))?\s(?:has\s|had\s)?(?:succeeded|replaced|superseded){_THE}", 1, "succeeds"),
        (rf"^{_HEAD}{_IS}{_ADVERB}\s*(?:at\swar\swith|hostile\sto|fighting\sagainst){_THE}", 1, "hostile"),
        (rf"^{_HEAD}\s(?:holds?|held|opened|began|started|are\sin|is\sin)\s(?:[\w-]{{1,14}}\s){{0,2}}(?:talks"
        rf"|negotiations)\swith{_THE}", 1, "talks"),
        (rf"^(?:\s(?:forces|troops))?['’]?s?\s(?:tolerates?|deconflicts?\swith){_THE}", 1, "tolerates"),
    )
)  # fmt: skip
_OWN = re.compile(r"^['’]s?\s(?:(?:local|armed|elite|own)\s){0,2}$")
_ADJECTIVE = re.compile(r"^[-‑–](\w+)\s(?:[\w'-]{1,16}\s){0,3}$")
_LINE = re.compile(r"\b(?:deconfliction|hotline|non-aggression)\b[^.;]{0,40}\bbetween\b[^.;]{0,20}$", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:dissident|splinter|breakaway|former|den(?:y|ies|ied|ying)|not|no longer|never|without|neither)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^\W{0,2}(?:\w+\s){0,2}?(?:since|in|from)?\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Tie:
    from_actor: FoundActor
    to_actor: FoundActor
    stance: str
    start: int
    end: int


def relationship_drafts(
    text: str, facts: Sequence[Facts], knowledge: Knowledge, budget: Budget | None = None
) -> list[RelationshipDraft]:
    """The ties that a text asserts, each once, where it is first asserted."""
    found: dict[tuple[object, ...], RelationshipDraft] = {}
    goes_on = loop_of(budget, "ties")
    for one in facts:
        if not goes_on(one.sentence.start):
            break
        for tie in _ties(text, one, knowledge):
            key = (tie.from_actor.key, tie.to_actor.key, tie.stance)
            if tie.from_actor.key != tie.to_actor.key and key not in found:
                found[key] = _draft(text, one, tie, knowledge)
    return list(found.values())


def _ties(text: str, facts: Facts, knowledge: Knowledge) -> Iterator[_Tie]:
    actors = [a for a in facts.actors if not (a.generic and a.actor_id is None)]
    for actor in actors:
        yield from _named_by_leader(text, actor, knowledge)
    for place, first in enumerate(actors):
        for second in actors[place + 1 : place + 4]:
            between = text[first.end : second.start]
            if len(between) > _LONGEST_BETWEEN or "\n\n" in between:
                break
            yield from _between(text, actors, first, second, between)


def _named_by_leader(text: str, actor: FoundActor, knowledge: Knowledge) -> Iterator[_Tie]:
    """ "Iranian-led militias", read as one group of the board, says who leads it."""
    words = re.match(r"(\w+)[-‑–](\w+)\s", text[actor.start : actor.end])
    state = knowledge.actor_index.state_of(words[1].lower()) if words else None
    if words is None or state is None or words[2].lower() not in BACKERS or not BACKERS[words[2].lower()]:
        return
    if state.owners and actor.kind != "coalition":
        leader = knowledge.actors_by_id[state.owners[0]]
        named = FoundActor(actor.start, actor.start + len(words[1]), leader.name, leader.id, leader.kind)
        yield _Tie(named, actor, BACKERS[words[2].lower()], actor.start, actor.end)


def _between(
    text: str, actors: Sequence[FoundActor], first: FoundActor, second: FoundActor, between: str
) -> Iterator[_Tie]:
    start, end = first.start, second.end
    if found := _ADJECTIVE.match(between):
        stance = BACKERS.get(found[1].lower(), "")
        if stance and second.kind != "state":
            for one in _row(text, actors, second):
                yield _Tie(first, one, stance, start, one.end)
        return
    if first.side in ("maker", "tie"):
        return
    if _OWN.match(between) and first.kind != "state" and second.actor_id is None and second.kind != "state":
        yield _Tie(second, first, "part_of", start, end)
    if re.fullmatch(r"\s(?:and|or)\s(?:the\s)?", between) and _LINE.search(text[max(start - 90, 0) : start]):
        yield _Tie(first, second, "tolerates", start, end)
    if _DENIED.search(between):
        return
    for pattern, direction, stance in _BETWEEN:
        if pattern.search(between):
            for one in _row(text, actors, first):
                for other in _row(text, actors, second):
                    doer, done = (one, other) if direction > 0 else (other, one)
                    if one.key != other.key and (stance != "leads" or done.kind != "state"):
                        yield _Tie(doer, done, stance, min(one.start, other.start), max(one.end, other.end))
            return


def _row(text: str, actors: Sequence[FoundActor], actor: FoundActor) -> list[FoundActor]:
    """An actor with those that "and" joins to it; a comma alone may begin something else."""
    row = row_of(text, actors, actor)
    joined = any(re.search(r"\b(?:and|or)\b|[&/]", text[a.end : b.start]) for a, b in pairwise(row))
    return row if joined and len(row) <= _LONGEST_ROW else [actor]


def _draft(text: str, facts: Facts, tie: _Tie, knowledge: Knowledge) -> RelationshipDraft:
    sentence = facts.sentence
    hedges = [hedge for hedge in facts.hedges if abs(hedge.start - tie.start) < _LONGEST_BETWEEN]
    marks = [
        Mark(tie.start, tie.end, "stance", STANCES.label(tie.stance)),
        Mark(tie.from_actor.start, tie.from_actor.end, "actor", tie.from_actor.name, tie.from_actor.why, 0),
        Mark(tie.to_actor.start, tie.to_actor.end, "actor", tie.to_actor.name, tie.to_actor.why, 1),
        Mark(sentence.start, sentence.end, "quote"),
    ]
    since = _since(text, facts, tie)
    questions = [
        Question("actor", f"“{actor.name}” is not on the board. Make a new actor?", _choices(actor), index)
        for index, actor in enumerate((tie.from_actor, tie.to_actor))
        if actor.actor_id is None
    ]
    draft = RelationshipDraft(
        _actor(text, tie.from_actor),
        _actor(text, tie.to_actor),
        tie.stance,
        since=since[0],
        credibility=credibility_of([hedge.strength for hedge in hedges]),
        hedge="; ".join(dict.fromkeys(hedge.words for hedge in hedges)),
        known_id=_known(tie, knowledge),
        questions=tuple(questions),
    )
    return replace(draft, marks=tuple(sorted([*marks, *since[1]], key=lambda mark: (mark.start, mark.end))))


def _actor(text: str, actor: FoundActor) -> DraftActor:
    as_named = " ".join(text[actor.start : actor.end].split())
    return DraftActor(
        actor.name, "mentioned", actor.actor_id, "" if as_named == actor.name else as_named, kind=actor.kind
    )


def _choices(actor: FoundActor) -> tuple[Choice, ...]:
    return (*actor.choices, Choice(f"New actor “{actor.name}”", "new"), Choice("No actor of the board", "none"))


def _since(text: str, facts: Facts, tie: _Tie) -> tuple[ImpreciseDate, list[Mark]]:
    """The date right behind the tie ("since 2019", "in 2019"), and its mark."""
    for date in facts.dates:
        between = text[tie.end : date.start]
        if date.start >= tie.end and len(between) < 24 and _SINCE.match(between) and date.date.edtf:
            return date.date, [Mark(date.start, date.end, "date", date.date.text(), date.why)]
    return UNKNOWN, []


def _known(tie: _Tie, knowledge: Knowledge) -> int | None:
    """The same tie on the board; those that go both ways in either direction."""
    ends = (tie.from_actor.actor_id, tie.to_actor.actor_id)
    for known in knowledge.relationships:
        if known.stance == tie.stance and (
            ends == (known.from_id, known.to_id)
            or (tie.stance in UNDIRECTED_STANCES and ends == (known.to_id, known.from_id))
        ):
            return known.id
    return None
