"""What the user who does anything does in the tray: drops, edits, answers, skips, accepts, removes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hypothesis import strategies as st

import db
from db.drafts import (
    Aim,
    Draft,
    DraftActor,
    FlashpointDraft,
    IncidentDraft,
    Likeness,
    Mark,
    Question,
    RelationshipDraft,
    TrayDocument,
    Twin,
)
from db.readers.documents import ReadFile
from db.vocabulary import ACTOR_ROLES, STANCES
from tests.db.random_user import (
    NAMES,
    TEXTS,
    Draw,
    Step,
    add_actor,
    add_flashpoint,
    add_relationship,
    add_source,
    date,
    delete_actor,
    delete_flashpoint,
    delete_incidents,
    delete_relationship,
    delete_source,
    edit_incident,
    edit_source,
    ids,
    incident,
    one_of,
)


def draft_actor(draw: Draw, board: db.Board) -> DraftActor:
    """An actor of the board, one that is not on it, or one that a text names as another one is named."""
    known = one_of(draw, ids(board, "actors")) if draw.draw(st.booleans()) else None
    return DraftActor(
        draw.draw(NAMES), draw.draw(st.sampled_from(ACTOR_ROLES.codes)), known, draw.draw(TEXTS), "militia"
    )


def a_draft(draw: Draw, board: db.Board, length: int) -> Draft:
    """A draft of any kind, with marks in a text of this length, perhaps with an open question."""
    ends = sorted((draw.draw(st.integers(0, length)), draw.draw(st.integers(0, length))))
    marks = (Mark(ends[0], ends[1], draw.draw(st.sampled_from(["quote", "date", "actor"]))),)
    asked = (Question("actor", "Who is this?"),) if draw.draw(st.booleans()) else ()
    noun = draw.draw(st.sampled_from(["incident", "incident", "relationship", "flashpoint"]))
    if noun == "relationship":
        stance = draw.draw(st.sampled_from(STANCES.codes))
        tie = one_of(draw, ids(board, "relationships"))
        one, two = draft_actor(draw, board), draft_actor(draw, board)
        return RelationshipDraft(one, two, stance, since=date(draw), known_id=tie, marks=marks, questions=asked)
    place = one_of(draw, ids(board, "flashpoints")) if draw.draw(st.booleans()) else None
    if noun == "flashpoint":
        return FlashpointDraft(draw.draw(NAMES), flashpoint_id=place, latitude=33.5, longitude=38.5, marks=marks)
    plain = incident(draw, board)
    named = (
        "title",
        "kind",
        "date",
        "place",
        "deaths_low",
        "deaths_best",
        "deaths_high",
        "credibility",
        "hedge",
        "tags",
    )
    told = one_of(draw, ids(board, "incidents")) if draw.draw(st.booleans()) else None
    return IncidentDraft(
        **{name: getattr(plain, name) for name in named},
        flashpoint_id=place,
        actors=tuple(draft_actor(draw, board) for _ in range(draw.draw(st.integers(0, 3)))),
        marks=marks,
        questions=asked,
        twin=Twin(told, "An incident", "2017", 0.8, (("date", "2017", "2018"),)) if told is not None else None,
    )


def drop(draw: Draw, board: db.Board) -> None:
    """The same few texts again and again, so that documents repeat one another and sources of the board."""
    text = draw.draw(st.sampled_from(["", "short", "one two three four five six seven " * 8])) + draw.draw(TEXTS)
    drafts = [a_draft(draw, board, len(text)) for _ in range(draw.draw(st.sampled_from([2, 3, 1, 0])))]
    source = one_of(draw, ids(board, "sources"))
    other = one_of(draw, ids(board, "tray_documents"))
    document = TrayDocument(
        draw.draw(NAMES),
        format=draw.draw(st.sampled_from(["text", "picture"])),
        title=draw.draw(TEXTS),
        published=date(draw),
        text=text,
        reliability=draw.draw(st.sampled_from(["", "B"])),
        aim=Aim(date=date(draw)),
        graphic=draw.draw(st.booleans()),
        likenesses=(Likeness(0.7, source_id=source), Likeness(0.6, document_id=other)),
        marks=tuple(mark for draft in drafts for mark in draft.marks),
    )
    files = [ReadFile(draw.draw(TEXTS), "image/png", draw.draw(st.binary(max_size=2)))]
    kept = text.encode() if draw.draw(st.booleans()) else None
    board.tray.add(document, drafts, original=kept, files=files[: draw.draw(st.integers(0, 1))])


def some_drafts(draw: Draw, board: db.Board) -> list[int]:
    """Ids of some drafts of the tray that are not accepted yet; something is dropped first where there are none."""
    sql = "SELECT id FROM tray_drafts WHERE state <> 'accepted' ORDER BY id"
    found = [row[0] for row in board.db.conn.execute(sql)]
    if not found:
        drop(draw, board)
        found = [row[0] for row in board.db.conn.execute(sql)]
    return draw.draw(st.lists(st.sampled_from(found), unique=True, min_size=1, max_size=4)) if found else []


def edit_tray(draw: Draw, board: db.Board) -> None:
    for draft_id in some_drafts(draw, board)[:1]:
        old = board.tray.draft(draft_id)
        if old.questions and draw.draw(st.booleans()) and not isinstance(old, FlashpointDraft):
            with suppress(db.EntryProblem):  # the draft may have lost the actor that it asks for
                board.tray.answer(draft_id, 0, "new")
        elif isinstance(old, IncidentDraft):
            board.tray.change_draft(replace(old, title=draw.draw(NAMES), questions=()))
    if (found := one_of(draw, ids(board, "tray_documents"))) is not None:
        board.tray.change_document(found, title=draw.draw(TEXTS), reliability="D", graphic=True)


def skip_drafts(draw: Draw, board: db.Board) -> None:
    board.tray.skip(some_drafts(draw, board))
    board.tray.put_back(some_drafts(draw, board))


def accept_drafts(draw: Draw, board: db.Board) -> None:
    chosen = some_drafts(draw, board)
    board.tray.consequences(chosen)
    with suppress(db.EntryProblem):  # a tie of one actor with itself, a name that two actors have
        board.tray.accept(chosen, despite_questions=draw.draw(st.booleans()))


def accept_into(draw: Draw, board: db.Board) -> None:
    incident_id = one_of(draw, ids(board, "incidents"))
    if incident_id is None:
        incident_id = board.incidents.add(incident(draw, board))
    for draft_id in some_drafts(draw, board):
        if isinstance(board.tray.draft(draft_id), IncidentDraft):
            board.tray.accept_into(draft_id, incident_id)


def keep_source(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "tray_documents"))) is not None:
        incident_id = one_of(draw, ids(board, "incidents"))
        board.tray.keep_source(found, incident_id, relationship_id=one_of(draw, ids(board, "relationships")))


def remove_document(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "tray_documents"))) is not None:
        board.tray.remove(found)


TRAY_STEPS: tuple[Step, ...] = (
    drop, drop, edit_tray, edit_tray, skip_drafts, accept_drafts, accept_drafts, accept_drafts, accept_into,
    keep_source, remove_document, add_actor, delete_actor, add_source, edit_source, delete_source, add_flashpoint,
    delete_flashpoint, edit_incident, delete_incidents, add_relationship, delete_relationship,
)  # fmt: skip
