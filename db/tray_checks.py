"""Whether a draft could stand on the board: the same rules that a record is held to, told while it is edited."""

from __future__ import annotations

from typing import Any

from db import incidents, relationships
from db.drafts import Draft, DraftActor, FlashpointDraft, IncidentDraft, RelationshipDraft
from db.records import Incident
from db.store import check_code, check_position, check_text
from db.vocabulary import ACTOR_KINDS, ACTOR_ROLES, CREDIBILITIES, STANCES

INCIDENT_FIELDS = (
    "title", "summary", "kind", "date", "time", "zone", "flashpoint_id", "place", "province", "country", "latitude",
    "longitude", "precision", "deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "injured_low",
    "injured_high", "credibility", "hedge", "tags", "note",
)  # fmt: skip


def incident_of(draft: IncidentDraft, **more: Any) -> Incident:
    """The incident that a draft proposes, without its actors."""
    return Incident(**{name: getattr(draft, name) for name in INCIDENT_FIELDS} | more)


def check_draft(draft: Draft) -> None:
    """Raise an `EntryProblem` with a sentence where a draft could not stand on a board."""
    if isinstance(draft, IncidentDraft):
        incidents.check(incident_of(draft))
        for actor in draft.actors:
            _check_actor(actor)
    elif isinstance(draft, RelationshipDraft):
        check_code(STANCES, draft.stance, "stance")
        check_code(CREDIBILITIES, draft.credibility, "credibility", empty=True)
        for actor in (draft.from_actor, draft.to_actor):
            _check_actor(actor)
        relationships.check_order(draft.since, draft.until)
    else:
        _check_flashpoint(draft)


def _check_actor(actor: DraftActor) -> None:
    check_text(actor.name, "name", "An actor")
    check_code(ACTOR_ROLES, actor.role, "actors")
    check_code(ACTOR_KINDS, actor.kind, "actors")


def _check_flashpoint(draft: FlashpointDraft) -> None:
    check_text(draft.name, "name", "A flashpoint")
    check_position(draft.latitude, draft.longitude)
