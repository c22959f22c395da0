"""A read document as drafts: what its text tells, what its map holds, when and where its picture was taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from db.dates import UNKNOWN, DateError, ImpreciseDate, from_edtf
from db.drafting.assembling import by_then, facts_of, incident_drafts
from db.drafting.budget import Budget
from db.drafting.facts import Facts
from db.drafting.knowledge import Knowledge
from db.drafting.relationships_in_text import relationship_drafts
from db.drafts import (
    Aim,
    Draft,
    DraftActor,
    FlashpointDraft,
    IncidentDraft,
    Mark,
    Proposal,
    RelationshipDraft,
    TrayDocument,
)
from db.readers.documents import ReadDocument, ReadPlace

_LONGEST_TITLE = 80
_LONGEST_TEXT = 2_000_000  # characters; what comes after is kept and shown, but not read for drafts
_PASSAGE_SECONDS = 1.0  # a passage is drafted while the window waits


def draft(
    document: ReadDocument, knowledge: Knowledge, aim: Aim | None = None, budget: Budget | None = None
) -> Proposal:
    """What a document would become; the fields that `aim` names are filled in on every draft.

    Where the time of the budget is over, what was found until then, with a sentence that says so.
    """
    aim, budget = aim or Aim(), budget or Budget()
    text = document.text[:_LONGEST_TEXT]
    budget.open(len(text))
    published = _dated(document.published)
    facts = facts_of(text, published, knowledge, budget)
    incidents = incident_drafts(text, published, knowledge, facts, budget)
    drafts: list[Draft] = [_aimed(one, aim, knowledge) for one in incidents]
    drafts += relationship_drafts(text, facts, knowledge, budget)
    drafts += _of_map(document, knowledge, aim)
    if not drafts and document.format in ("picture", "video", "audio") and (document.taken or document.places):
        drafts.append(_aimed(_of_picture(document), aim, knowledge))
    told = (budget.sentence(),) if budget.cut else ()
    return Proposal(tuple(drafts), tuple(_all_marks(facts)), _new_actors(drafts), told)


def draft_of_passage(
    document: TrayDocument, start: int, end: int, knowledge: Knowledge, aim: Aim | None = None
) -> IncidentDraft:
    """A passage chosen by hand, text[start:end], as one draft: always one, with the passage as its quote."""
    text = document.text
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    before, passage = text[:start], text[start:end]
    budget = Budget(_PASSAGE_SECONDS)
    budget.open(len(passage))
    facts = facts_of(passage, document.published, knowledge, budget)
    found = incident_drafts(passage, document.published, knowledge, facts, budget)
    if found:
        made = _moved(found[0], len(before))
    else:
        made = IncidentDraft(_first_words(passage) or document.title or document.name, date=by_then(document.published))
        made = _with_what_is_there(made, facts, len(before))
    others = tuple(mark for mark in made.marks if mark.field != "quote")
    made = replace(made, document_id=document.id, marks=(*others, Mark(start, end, "quote")), note=budget.sentence())
    return _aimed(made, aim or document.aim, knowledge)


def _dated(edtf: str) -> ImpreciseDate:
    try:
        return from_edtf(edtf)
    except DateError:
        return UNKNOWN


def _aimed(draft: IncidentDraft, aim: Aim, knowledge: Knowledge) -> IncidentDraft:
    """The draft with what it was dropped on filled in."""
    if aim.flashpoint_id is not None and draft.flashpoint_id is None:
        draft = replace(draft, flashpoint_id=aim.flashpoint_id)
    if aim.date.edtf:
        draft = replace(draft, date=aim.date)
    wanted = [*(aim.pair or ()), *([aim.actor_id] if aim.actor_id is not None else [])]
    named = {actor.actor_id for actor in draft.actors}
    for actor_id in wanted:
        actor = knowledge.actors_by_id.get(actor_id)
        if actor is not None and actor_id not in named:
            role = "participant" if aim.pair else "mentioned"
            draft = replace(draft, actors=(*draft.actors, DraftActor(actor.name, role, actor.id, kind=actor.kind)))
            named.add(actor_id)
    return draft


def _moved(draft: IncidentDraft, by: int) -> IncidentDraft:
    return replace(draft, marks=tuple(replace(mark, start=mark.start + by, end=mark.end + by) for mark in draft.marks))


def _first_words(passage: str) -> str:
    words = " ".join(passage.split())
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _with_what_is_there(draft: IncidentDraft, facts: Sequence[Facts], by: int) -> IncidentDraft:
    """The first date, the first place and the actors of a passage that tells of no incident that we know."""
    marks = []
    date = next((d for one in facts for d in one.dates if d.date.edtf), None)
    if date is not None:
        draft = replace(draft, date=date.date, time=date.time, zone=date.zone)
        marks.append(Mark(date.start + by, date.end + by, "date", date.date.text(), date.why))
    place = next((p for one in facts for p in one.places if p.happens_here), None)
    if place is not None:
        draft = replace(
            draft, place=place.name, latitude=place.latitude, longitude=place.longitude, precision=place.precision,
            flashpoint_id=place.flashpoint_id, province=place.province, country=place.country,
        )  # fmt: skip
        marks.append(Mark(place.start + by, place.end + by, "place", place.name, place.why))
    actors: dict[int, DraftActor] = {}
    for actor in (a for one in facts for a in one.actors if a.actor_id is not None and a.side == "force"):
        if actor.actor_id is not None and actor.actor_id not in actors:
            marks.append(Mark(actor.start + by, actor.end + by, "actor", actor.name, actor.why, len(actors)))
            actors[actor.actor_id] = DraftActor(actor.name, "mentioned", actor.actor_id, kind=actor.kind)
    return replace(draft, actors=tuple(actors.values()), marks=tuple(marks))


# -- maps and pictures


def _of_map(document: ReadDocument, knowledge: Knowledge, aim: Aim) -> list[Draft]:
    if document.format != "map":
        return []
    return [
        _flashpoint(place, knowledge, aim) if place.area else _aimed(_at_point(place, document), aim, knowledge)
        for place in document.places
    ]


def _flashpoint(place: ReadPlace, knowledge: Knowledge, aim: Aim) -> FlashpointDraft:
    """An area: a new flashpoint, or a new area for the one that is called so or was dropped on."""
    known = knowledge.flashpoint_called(place.name)
    return FlashpointDraft(
        place.name or "Area",
        flashpoint_id=aim.flashpoint_id if aim.flashpoint_id is not None else known,
        latitude=place.latitude,
        longitude=place.longitude,
        area=place.area,
        description=place.description,
    )


def _at_point(place: ReadPlace, document: ReadDocument) -> IncidentDraft:
    date = _dated(place.date)
    return IncidentDraft(
        _first_words(place.name) or document.name,
        date=date if date.edtf else by_then(_dated(document.published)),
        place=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision="exact" if place.latitude is not None else "",
        summary=re.sub(r"\s+", " ", place.description).strip(),
    )


def _of_picture(document: ReadDocument) -> IncidentDraft:
    """When and where a picture or film was taken, as it says itself: a proposal and no more."""
    place = document.places[0] if document.places else None
    return IncidentDraft(
        document.title or document.name,
        date=_dated(document.taken),
        time=document.taken_time,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision="exact" if place and place.latitude is not None else "",
        note="Date and position are those that the file itself gives.",
    )


# -- all that was found


def _all_marks(facts: Sequence[Facts]) -> list[Mark]:
    """The words of all dates, places, actors and kinds, whether a draft uses them or not."""
    marks = []
    for one in facts:
        marks += [Mark(d.start, d.end, "date", d.date.text() if d.date.edtf else d.time, d.why) for d in one.dates]
        marks += [Mark(p.start, p.end, "place", p.name, p.why) for p in one.places]
        marks += [Mark(a.start, a.end, "actor", a.name, a.why) for a in one.actors if not a.is_nobody]
        marks += [Mark(k.start, k.end, "kind", k.kind, k.state) for k in one.kinds if k.weight > 1]
        marks += [Mark(h.start, h.end, "hedge", h.words) for h in one.hedges]
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


def _new_actors(drafts: Sequence[Draft]) -> tuple[DraftActor, ...]:
    found: dict[str, DraftActor] = {}
    for one in drafts:
        if isinstance(one, IncidentDraft):
            named: tuple[DraftActor, ...] = one.actors
        elif isinstance(one, RelationshipDraft):
            named = (one.from_actor, one.to_actor)
        else:
            named = ()
        for actor in named:
            if actor.actor_id is None:
                found.setdefault(actor.name, actor)
    return tuple(found.values())
