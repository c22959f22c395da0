"""Drafts against the board as it stands: what they name may have come, or gone, since they were drafted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from db.drafts import Choice, Draft, DraftActor, FlashpointDraft, IncidentDraft, Question, RelationshipDraft
from db.names import fold
from db.records import Actor

NEW, NONE = "new", "none"  # the answers "make it new" and "leave it out"
ACTOR_FIELDS = ("actor", "actors", "from_actor", "to_actor")


class Standing:
    """Which actors and flashpoints are on the board now; made anew when the board changed."""

    def __init__(self, actors: Sequence[Actor], flashpoint_ids: Iterable[int]) -> None:
        self._actors = actors
        self.actor_ids = {actor.id for actor in actors}
        self.flashpoint_ids = set(flashpoint_ids)

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for actor in self._actors:
            for name in dict.fromkeys(fold(name) for name in (actor.name, actor.short_name, *actor.other_names)):
                if name:
                    found.setdefault(name, []).append(actor.id)
        return found

    def named(self, name: str) -> list[int]:
        """The actors with this name in the same folded spelling."""
        return self._named.get(fold(name), [])

    def actor(self, actor: DraftActor) -> tuple[DraftActor, bool]:
        """The actor as the board has it now, and whether it was on the board and went."""
        went = actor.actor_id is not None and actor.actor_id not in self.actor_ids
        if actor.actor_id is not None and not went:
            return actor, False
        owners = self.named(actor.name)
        if len(owners) == 1:
            return replace(actor, actor_id=owners[0]), False
        return replace(actor, actor_id=None), went


def asks_for_actor(question: Question, index: int) -> bool:
    """Whether a question is on the actor in this place."""
    place = {"from_actor": 0, "to_actor": 1}.get(question.field, question.index)
    return question.field in ACTOR_FIELDS and place == index


def as_it_stands(draft: Draft, standing: Standing, known: Callable[[str, int], bool]) -> Draft:
    """The draft with what is no longer on the board taken out, and new actors found that came on it meanwhile.

    `known(table, id)`: whether an incident or a relationship is on the board.
    """
    if isinstance(draft, FlashpointDraft):
        gone = draft.flashpoint_id is not None and draft.flashpoint_id not in standing.flashpoint_ids
        return replace(draft, flashpoint_id=None) if gone else draft
    named = draft.actors if isinstance(draft, IncidentDraft) else (draft.from_actor, draft.to_actor)
    actors, questions = _actors(named, draft.questions, standing)
    if isinstance(draft, RelationshipDraft):
        tie = draft.known_id if draft.known_id is not None and known("relationships", draft.known_id) else None
        return replace(draft, from_actor=actors[0], to_actor=actors[1], questions=questions, known_id=tie)
    flashpoint = draft.flashpoint_id if draft.flashpoint_id in standing.flashpoint_ids else None
    twin = draft.twin if draft.twin is not None and known("incidents", draft.twin.incident_id) else None
    return replace(draft, actors=tuple(actors), questions=questions, flashpoint_id=flashpoint, twin=twin)


def _actors(
    named: Sequence[DraftActor], questions: tuple[Question, ...], standing: Standing
) -> tuple[list[DraftActor], tuple[Question, ...]]:
    actors = []
    for index, before in enumerate(named):
        actor, went = standing.actor(before)
        actors.append(actor)
        asked = any(asks_for_actor(question, index) for question in questions)
        if actor.actor_id is not None and before.actor_id is None:
            questions = tuple(question for question in questions if not asks_for_actor(question, index))
        elif went and not asked:
            questions = (*questions, _went(actor, index))
    return actors, questions


def _went(actor: DraftActor, index: int) -> Question:
    choices = (Choice("Make it new", NEW), Choice("Leave it out", NONE))
    return Question("actor", f"“{actor.name}” is no longer on the board. Make it anew?", choices, index)
