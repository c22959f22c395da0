"""An open question of a draft answered: the field gets the value, and the question is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db.dates import DateError, from_edtf
from db.drafts import Choice, Draft, DraftActor, FlashpointDraft, IncidentDraft, Mark, Question, RelationshipDraft
from db.errors import EntryProblem, NotOnBoard
from db.tray_standing import ACTOR_FIELDS, NEW, NONE, asks_for_actor

if TYPE_CHECKING:
    from db.board import Board

_FLASHPOINT = "flashpoint:"
_NUMBERS = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "injured_low", "injured_high")
_DATES = ("date", "since", "until")
_FIELD_OF = {"deaths": "deaths_best", "injured": "injured_low", "flashpoint": "flashpoint_id"}


def answered(draft: Draft, number: int, value: str, board: Board) -> Draft:
    """The draft with its question of this number answered. Raises `EntryProblem`, `NotOnBoard`."""
    if not 0 <= number < len(draft.questions):
        raise EntryProblem("This question is answered already.", "questions")
    question = draft.questions[number]
    left = draft.questions[:number] + draft.questions[number + 1 :]
    rest: Draft = replace(draft, questions=left)
    choice = next((choice for choice in question.choices if choice.value == value), None)
    if question.field in ACTOR_FIELDS:
        return _actor(rest, {"to_actor": 1}.get(question.field, question.index), value, board)
    if question.field in ("place", "flashpoint", "flashpoint_id"):
        return _place(rest, question, value, choice, board)
    if question.field == "twin" and isinstance(rest, IncidentDraft):
        return replace(rest, twin=None) if value in (NEW, NONE) else rest
    return _plain(rest, _FIELD_OF.get(question.field, question.field), value)


def _actor(draft: Draft, index: int, value: str, board: Board) -> Draft:
    if isinstance(draft, RelationshipDraft):
        if value == NONE:
            raise EntryProblem("A relationship needs both its actors. Skip the draft instead.", "actor")
        end = "to_actor" if index == 1 else "from_actor"
        chosen = _chosen(getattr(draft, end), value, board)
        return replace(draft, to_actor=chosen) if index == 1 else replace(draft, from_actor=chosen)
    if not isinstance(draft, IncidentDraft) or not 0 <= index < len(draft.actors):
        raise EntryProblem("The draft no longer names this actor.", "actor")
    if value == NONE:
        return without_actor(draft, index)
    actors = list(draft.actors)
    actors[index] = _chosen(actors[index], value, board)
    return replace(draft, actors=tuple(actors))


def _chosen(actor: DraftActor, value: str, board: Board) -> DraftActor:
    if value == NEW:
        return replace(actor, actor_id=None)
    known = board.actors.get(_id(value))
    return replace(actor, actor_id=known.id, name=known.name, kind=known.kind, as_named=actor.as_named or actor.name)


def without_actor(draft: IncidentDraft, index: int) -> IncidentDraft:
    """The draft without one of its actors; marks and questions on those after it move up."""
    actors = draft.actors[:index] + draft.actors[index + 1 :]
    marks = tuple(
        _moved_up(mark, index) if mark.field == "actor" else mark
        for mark in draft.marks
        if not (mark.field == "actor" and mark.index == index)
    )
    questions = tuple(
        replace(asked, index=asked.index - (asked.index > index)) if asked.field in ACTOR_FIELDS else asked
        for asked in draft.questions
        if not asks_for_actor(asked, index)
    )
    return replace(draft, actors=actors, marks=marks, questions=questions)


def _moved_up(mark: Mark, index: int) -> Mark:
    return replace(mark, index=mark.index - (mark.index > index))


def _place(draft: Draft, question: Question, value: str, choice: Choice | None, board: Board) -> Draft:
    if isinstance(draft, RelationshipDraft):
        raise EntryProblem("A relationship has no place.", question.field)
    if value == NONE or (isinstance(draft, FlashpointDraft) and value == NEW):
        return replace(draft, flashpoint_id=None) if isinstance(draft, FlashpointDraft) else draft
    if isinstance(draft, FlashpointDraft) or question.field != "place" or value.startswith(_FLASHPOINT):
        flashpoint = board.flashpoints.get(_id(value.removeprefix(_FLASHPOINT)))
        if isinstance(draft, FlashpointDraft):
            return replace(draft, flashpoint_id=flashpoint.id)
        draft = replace(draft, flashpoint_id=flashpoint.id, place=draft.place or flashpoint.name)
        if draft.latitude is None and flashpoint.latitude is not None:
            where = (flashpoint.latitude, flashpoint.longitude)
            draft = replace(draft, latitude=where[0], longitude=where[1], precision=draft.precision or "vicinity")
        return draft
    if choice is None:
        raise EntryProblem(f"“{value}” is none of the places to choose from.", question.field)
    placed = replace(draft, place=draft.place or choice.label)
    if choice.latitude is not None and choice.longitude is not None:
        precision = draft.precision or "town"
        placed = replace(placed, latitude=choice.latitude, longitude=choice.longitude, precision=precision)
    return placed


def _plain(draft: Draft, field: str, value: str) -> Draft:
    changed: Any = value
    if field in _NUMBERS:
        changed = None if value == NONE else _number(value, field)
    elif field in _DATES:
        try:
            changed = from_edtf("" if value == NONE else value)
        except DateError as error:
            raise EntryProblem(str(error), field) from error
    elif value == NONE:
        return draft
    if not isinstance(getattr(draft, field, None), str) and field not in (*_NUMBERS, *_DATES):
        raise EntryProblem(f"A draft has no field “{field}” to be answered.", field)
    if not hasattr(draft, field):
        raise EntryProblem(f"This draft has no field “{field}”.", field)
    answered_draft: Draft = replace(draft, **{field: changed})
    return answered_draft


def _id(value: str) -> int:
    try:
        return int(value)
    except ValueError as error:
        raise NotOnBoard(f"“{value}” is not on the board. Choose one of the answers.") from error


def _number(value: str, field: str) -> int:
    if not value.strip().isdecimal():
        raise EntryProblem(f"“{value}” is no number. Write one in figures, or leave it open.", field)
    return int(value)
