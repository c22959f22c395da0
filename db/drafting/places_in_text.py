"""Places in prose: the board's flashpoints and places first, then those of the gazetteer, misspellings included."""

from __future__ import annotations

from collections.abc import Sequence

from db.drafting.budget import Budget
from db.drafting.found import FoundPlace
from db.drafting.knowledge import Knowledge
from db.drafting.place_candidates import words_of
from db.drafting.place_choosing import Surroundings
from db.drafting.place_making import Maker
from db.drafting.place_names import OwnNames
from db.drafting.place_scanning import Scanner

__all__ = ["places_in"]

Span = tuple[int, int]


def places_in(
    text: str, knowledge: Knowledge, taken: Sequence[Span] = (), budget: Budget | None = None
) -> list[FoundPlace]:
    """The places of a text in text order; none overlap.

    `taken`: spans of the text that are names of actors already: no place is found within them.  Names of
    governments and of bodies are among what is given, marked as such: `FoundPlace.happens_here` is False of them.
    """
    words = words_of(text, budget)
    own = OwnNames.of(knowledge)
    surroundings = Surroundings(home=_home(knowledge))
    scanner = Scanner(words, own, knowledge.gazetteer, surroundings, taken, budget)
    hits = scanner.hits()
    maker = Maker(words, knowledge, surroundings)
    return _apart(maker.made(hits, budget))


def _home(knowledge: Knowledge) -> frozenset[str]:
    """The countries in which the board's flashpoints lie."""
    if knowledge.countries or knowledge.gazetteer is None:
        return knowledge.countries
    found: set[str] = set()
    for flashpoint in knowledge.flashpoints:
        if flashpoint.latitude is not None and flashpoint.longitude is not None:
            found.update(knowledge.gazetteer.countries_near(flashpoint.latitude, flashpoint.longitude)[:2])
    return frozenset(found)


def _apart(places: list[FoundPlace]) -> list[FoundPlace]:
    """In text order, without what would overlap one before it."""
    apart: list[FoundPlace] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not apart or place.start >= apart[-1].end:
            apart.append(place)
    return apart
