"""Short ways to read a text in a test: against no board, or against the sample board."""

from __future__ import annotations

from db.drafting import Knowledge, draft
from db.drafts import IncidentDraft, Proposal, RelationshipDraft
from db.readers.documents import ReadDocument
from db.records import Actor

PUBLISHED = "2017-06-16"
ACTORS = (
    Actor("United States", 1, other_names=("US", "USA"), kind="state"),
    Actor("Russia", 2, kind="state"),
    Actor("Iran", 3, kind="state"),
    Actor("Turkey", 4, kind="state"),
    Actor("Syria (government)", 5, short_name="Syria", kind="state"),
    Actor("Syrian Arab Army", 6, short_name="SAA", kind="state_force", parent_id=5),
    Actor("Syrian Democratic Forces", 7, short_name="SDF", other_names=("قوات سوريا الديمقراطية",)),
    Actor("ISIS", 8, other_names=("Islamic State", "Daesh", "IS", "داعش")),
    Actor("Pro-government militias", 9, other_names=("Iranian-led pro-government fighters",), kind="militia"),
    Actor("Tiger Forces", 10, kind="state_force", parent_id=6),
)
KNOWN = Knowledge(actors=ACTORS)


def proposal_of(text: str, knowledge: Knowledge = KNOWN, published: str = PUBLISHED) -> Proposal:
    return draft(ReadDocument("text.txt", "text", published=published, text=text), knowledge)


def incidents_of(text: str, knowledge: Knowledge = KNOWN) -> list[IncidentDraft]:
    return [made for made in proposal_of(text, knowledge).drafts if isinstance(made, IncidentDraft)]


def ties_of(text: str, knowledge: Knowledge = KNOWN) -> list[RelationshipDraft]:
    return [made for made in proposal_of(text, knowledge).drafts if isinstance(made, RelationshipDraft)]


def roles_of(made: IncidentDraft) -> dict[str, str]:
    return {actor.name: actor.role for actor in made.actors}
