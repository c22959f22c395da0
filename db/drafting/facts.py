"""Everything that the finders find in a text, laid out by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.dates import ImpreciseDate
from db.drafting.actors_in_text import actors_in
from db.drafting.budget import Budget
from db.drafting.counts_in_text import counts_in
from db.drafting.dates_in_text import dates_in
from db.drafting.found import FoundDate, FoundPlace
from db.drafting.hedges import hedges_in
from db.drafting.kinds_in_text import kinds_in
from db.drafting.knowledge import Knowledge
from db.drafting.parts import FoundActor, FoundCount, FoundHedge, FoundKind
from db.drafting.places_in_text import places_in
from db.drafting.sentences import Sentence, sentences_in


@dataclass(slots=True)
class Facts:
    """One sentence with what was found in it, each in the order of the text."""

    sentence: Sentence
    dates: list[FoundDate] = field(default_factory=list)
    places: list[FoundPlace] = field(default_factory=list)
    actors: list[FoundActor] = field(default_factory=list)
    kinds: list[FoundKind] = field(default_factory=list)
    counts: list[FoundCount] = field(default_factory=list)
    hedges: list[FoundHedge] = field(default_factory=list)


def facts_of(text: str, published: ImpreciseDate, knowledge: Knowledge, budget: Budget) -> list[Facts]:
    """The sentences of a text with their dates, places, actors, kinds, numbers and words of doubt.

    Only those sentences that the budget lets all finders reach.
    """
    sentences = sentences_in(text, budget)
    facts = [Facts(sentence) for sentence in sentences]
    starts = [sentence.start for sentence in sentences]
    for date in dates_in(text[: budget.reach], published, budget):
        _put(facts, starts, date.start, "dates", date)
    for actor in actors_in(text[: budget.reach], sentences, knowledge.actor_index, budget):
        _put(facts, starts, actor.start, "actors", actor)
    for place in places_in(text[: budget.reach], knowledge, budget=budget):
        _put(facts, starts, place.start, "places", place)
    goes_on = budget.loop("kinds")
    for one in facts:
        if not goes_on(one.sentence.start):
            break
        one.places = [place for place in one.places if not _within_actor(place, one.actors)]
        named = [actor for actor in one.actors if actor.side == "force" and not actor.generic]
        one.kinds = [kind for kind in kinds_in(text, one.sentence) if not _within(kind, named)]
        one.counts = counts_in(text, one.sentence)
        one.hedges = hedges_in(text, one.sentence)
    if not budget.cut:
        return facts
    # the last one may have been cut in its midst, and "killed 50" must not be read as "killed 5"
    return [one for one in facts if one.sentence.end <= budget.reach][:-1]


def _put(facts: Sequence[Facts], starts: Sequence[int], start: int, where: str, found: object) -> None:
    place = bisect_right(starts, start) - 1
    if 0 <= place < len(facts) and start < facts[place].sentence.end:
        getattr(facts[place], where).append(found)


def _within(kind: FoundKind, actors: Sequence[FoundActor]) -> bool:
    return any(actor.start <= kind.start and kind.end <= actor.end for actor in actors)


def _within_actor(place: FoundPlace, actors: Sequence[FoundActor]) -> bool:
    """A place within a longer name: "Raqqa" in "Raqqa Revolutionaries' Front"."""
    first, last = place.name_start or place.start, place.name_end or place.end
    return any(actor.start <= first and last <= actor.end for actor in actors)
