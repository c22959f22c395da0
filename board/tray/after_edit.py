"""What of a draft's marks and questions still holds after a person edited it. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.drafts import DraftActor, IncidentDraft, Mark, Question


def _places(draft: IncidentDraft, kept: Sequence[DraftActor | None]) -> dict[int, int]:
    """Old place of an actor -> where it is now."""
    moved: dict[int, int] = {}
    for now, actor in enumerate(kept):
        old = next((at for at, one in enumerate(draft.actors) if one is actor and at not in moved), None)
        if old is not None:
            moved[old] = now
    return moved


def marks_after(draft: IncidentDraft, kept: Sequence[DraftActor | None]) -> tuple[Mark, ...]:
    """The marks, those of actors with where these are now."""
    moved = _places(draft, kept)
    return tuple(
        replace(mark, index=moved[mark.index]) if mark.field == "actor" else mark
        for mark in draft.marks
        if mark.field != "actor" or mark.index in moved
    )


def questions_after(old: IncidentDraft, new: IncidentDraft, kept: Sequence[DraftActor | None]) -> tuple[Question, ...]:
    """The questions that are still open: who changed a field has answered what was asked about it."""
    moved = _places(old, kept)
    place = (old.place, old.flashpoint_id) != (new.place, new.flashpoint_id)
    answered = {"date": old.date != new.date, "kind": old.kind != new.kind, "place": place, "flashpoint": place}
    left = []
    for question in old.questions:
        if question.field == "actor":
            now = moved.get(question.index)
            if now is not None and new.actors[now] == replace(old.actors[question.index], role=new.actors[now].role):
                left.append(replace(question, index=now))
        elif not answered.get(question.field, False):
            left.append(question)
    return tuple(left)
