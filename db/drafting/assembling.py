"""Incidents found in a text as drafts: each field with the words that it came from, each doubt as a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from db.dates import UNKNOWN, ImpreciseDate, from_edtf, iso_of
from db.drafting.budget import Budget, loop_of
from db.drafting.events import Event
from db.drafting.facts import Facts, facts_of
from db.drafting.found import FoundPlace
from db.drafting.hedges import credibility_of
from db.drafting.knowledge import Knowledge
from db.drafting.merging import figures, incidents_of
from db.drafting.parts import FoundActor
from db.drafting.roles import MENTIONED, Part
from db.drafting.titles import title_of
from db.drafts import Choice, DraftActor, IncidentDraft, Mark, Question
from db.vocabulary import INCIDENT_KINDS

NO_DATE = "no date in text"
_NEW, _NONE = "new", "none"
_MOST_HEDGE = 160


def incident_drafts(
    text: str,
    published: ImpreciseDate,
    knowledge: Knowledge,
    facts: Sequence[Facts],
    budget: Budget | None = None,
) -> list[IncidentDraft]:
    """One draft an incident of the text, in its order."""
    events = incidents_of(text, facts, budget)
    goes_on = loop_of(budget, "drafts")
    return [
        _draft(text, published, knowledge, facts, event)
        for event in events
        if goes_on(facts[event.sentences[0]].sentence.start)
    ]


def _draft(
    text: str, published: ImpreciseDate, knowledge: Knowledge, facts: Sequence[Facts], event: Event
) -> IncidentDraft:
    parts, actors = _actors(text, event)
    sentence = facts[event.sentences[0]].sentence
    title = title_of(
        text,
        (sentence.start, sentence.end),
        event.kind,
        parts,
        _shortly(event.place, knowledge),
        bool(event.place_why),
        knowledge.actors_by_id,
    )
    draft = IncidentDraft(title, kind=event.kind.kind, actors=actors)
    draft = _with_date(draft, event, published)
    draft = _with_place(draft, event)
    draft = _with_counts(draft, event)
    draft = _with_hedges(draft, event)
    marks = list(_marks(facts, event, parts, draft))
    return replace(draft, marks=tuple(sorted(marks, key=_in_text)), questions=tuple(_questions(event, parts)))


def _in_text(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def _actors(text: str, event: Event) -> tuple[list[Part], tuple[DraftActor, ...]]:
    """The actors of the draft; words for unknown gunmen or for people as such make no actor."""
    parts = [part for part in event.parts if not part.actor.is_nobody]
    drafts = []
    for part in parts:
        as_named = " ".join(text[part.actor.start : part.actor.end].split())
        drafts.append(
            DraftActor(
                part.actor.name,
                part.role,
                part.actor.actor_id,
                "" if as_named == part.actor.name else as_named,
                part.actor.kind,
            )
        )
    return parts, tuple(drafts)


def _with_date(draft: IncidentDraft, event: Event, published: ImpreciseDate) -> IncidentDraft:
    if event.date is not None:
        return replace(
            draft, date=event.date.date, time=event.date.time if not event.date_why else "", zone=event.date.zone
        )
    return replace(draft, date=by_then(published))


def by_then(published: ImpreciseDate) -> ImpreciseDate:
    """What is known of a day that the text does not give: no later than the text itself."""
    return UNKNOWN if published.latest is None else from_edtf(f"../{iso_of(published.latest)}")


def _with_place(draft: IncidentDraft, event: Event) -> IncidentDraft:
    place = event.place
    if place is None:
        return draft
    return replace(
        draft,
        place=name_of(place),
        province=place.province,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        flashpoint_id=place.flashpoint_id,
    )


def _shortly(place: FoundPlace | None, knowledge: Knowledge) -> FoundPlace | None:
    """For a title: "Deconfliction zone around At Tanf" is At Tanf, where that is the flashpoint."""
    flashpoint = knowledge.flashpoints_by_id.get(place.flashpoint_id or 0) if place is not None else None
    if place is None or flashpoint is None or flashpoint.name.casefold() not in place.name.casefold():
        return place
    return replace(place, name=flashpoint.name)


def name_of(place: FoundPlace) -> str:
    """The name of a place, with the words that move it where its position is moved too ("west of Raqqa")."""
    near = " ".join(place.near.split())
    moved = place.latitude is not None and re.search(r"\b(?:north|south|east|west)|\bbetween\b", near)
    return f"{near} {place.name}" if moved else place.name


def _with_counts(draft: IncidentDraft, event: Event) -> IncidentDraft:
    dead, hurt = figures(event.counts, "deaths"), figures(event.counts, "injured")
    if dead is not None:
        draft = replace(
            draft,
            deaths_low=dead.low,
            deaths_best=dead.best,
            deaths_high=dead.high,
            deaths_civilians=dead.civilians,
            deaths_words=dead.words,
        )
    if hurt is not None:
        low = hurt.low if hurt.low is not None else hurt.best
        draft = replace(draft, injured_low=low, injured_high=hurt.high)
    return draft


def _with_hedges(draft: IncidentDraft, event: Event) -> IncidentDraft:
    words = "; ".join(dict.fromkeys(hedge.words for hedge in event.hedges))
    credibility = credibility_of([hedge.strength for hedge in event.hedges])
    return replace(draft, hedge=words[:_MOST_HEDGE], credibility=credibility)


def _marks(facts: Sequence[Facts], event: Event, parts: Sequence[Part], draft: IncidentDraft) -> list[Mark]:
    marks = []
    for number in event.sentences:
        sentence = facts[number].sentence
        marks.append(Mark(sentence.start, sentence.end, "quote"))
    for kind in event.kinds:
        marks.append(
            Mark(kind.start, kind.end, "kind", INCIDENT_KINDS.label(kind.kind) if kind.kind in INCIDENT_KINDS else "")
        )
    if event.date is not None:
        marks.append(
            Mark(event.date.start, event.date.end, "date", draft.date.text(), event.date_why or event.date.why)
        )
    elif draft.date.edtf and event.sentences:
        sentence = facts[event.sentences[0]].sentence
        marks.append(Mark(sentence.start, sentence.start, "date", draft.date.text(), NO_DATE))
    if event.place is not None:
        marks.append(
            Mark(event.place.start, event.place.end, "place", event.place.name, event.place_why or event.place.why)
        )
    for index, part in enumerate(parts):
        marks.append(Mark(part.actor.start, part.actor.end, "actor", part.actor.name, part.actor.why, index))
    for count in event.counts:
        marks.append(Mark(count.start, count.end, count.what, _told(count.low, count.best, count.high, count.words)))
    for hedge in event.hedges:
        marks.append(Mark(hedge.start, hedge.end, "hedge", hedge.words))
    return marks


def _told(low: int | None, best: int | None, high: int | None, words: str) -> str:
    if low is not None and low == high:
        return str(low)
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    if high is not None:
        return f"up to {high}"
    return f"about {best}" if best is not None else words


def _questions(event: Event, parts: Sequence[Part]) -> list[Question]:
    asked = []
    if event.place is not None and event.place.choices:
        asked.append(Question("place", f"Which {event.place.name} is meant?", event.place.choices))
    for index, part in enumerate(parts):
        if part.actor.actor_id is None:
            asked.append(Question("actor", *_who(part.actor), index))
    return asked


def _who(actor: FoundActor) -> tuple[str, tuple[Choice, ...]]:
    choices = (*actor.choices, Choice(f"New actor “{actor.name}”", _NEW), Choice("No actor of the board", _NONE))
    if actor.choices:
        return f"Who is meant by “{actor.name}”?", choices
    return f"“{actor.name}” is not on the board. Make a new actor?", choices


__all__ = ["MENTIONED", "NO_DATE", "by_then", "facts_of", "incident_drafts"]
