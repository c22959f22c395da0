"""What a user can do with what waits in the tray; each is one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from board.session import Session
from board.tasks import TaskControl
from db import Board, NotOnBoard
from db.dates import ImpreciseDate
from db.drafting import Budget, Knowledge, draft_of_passage, find_twins, is_of_drafting
from db.drafts import Aim, Draft, IncidentDraft, RelationshipDraft, TrayDocument
from db.readers.documents import ReadDocument
from db.taking import proposal_of

_MANY_DRAFTS = 150  # to accept more would hold up the window: it is done apart


def accept_drafts(session: Session, drafts: Sequence[Draft], *, despite_questions: bool = False) -> list[int] | None:
    """Put drafts on the board; None where that was refused, or is being done apart."""
    ids = [one.id for one in drafts]
    if not ids:
        return None
    name = f"Accept {_told(session, drafts)}"
    if len(ids) > _MANY_DRAFTS:
        session.run_apart(name, partial(_accept, ids))
        return None
    return session.run(name, partial(session.board.tray.accept, ids, despite_questions=despite_questions))


def _accept(ids: list[int], board: Board) -> None:
    board.tray.accept(ids)


def accept_into(session: Session, one: Draft, incident_id: int, title: str) -> int | None:
    """Add what a draft says as a source to an incident that is on the board; the id of the citation."""
    name = f"Add {_told(session, [one])} as a source to “{short(title)}”"
    return session.run(name, partial(session.board.tray.accept_into, one.id, incident_id))


def skip_drafts(session: Session, drafts: Sequence[Draft]) -> None:
    """Leave drafts out; they stay in the tray and can be put back."""
    ids = [one.id for one in drafts]
    session.run(f"Skip {_told(session, drafts)}", partial(session.board.tray.skip, ids))


def put_back(session: Session, drafts: Sequence[Draft]) -> None:
    """Let skipped drafts wait again."""
    ids = [one.id for one in drafts]
    session.run(f"Put back {_told(session, drafts)}", partial(session.board.tray.put_back, ids))


def edit_draft(session: Session, changed: Draft) -> bool:
    """Keep a draft as it was edited; False where it was refused."""
    return _done(session, f"Edit draft {_told(session, [changed])}", partial(session.board.tray.change_draft, changed))


def answer_question(session: Session, one: Draft, number: int, value: str) -> bool:
    """Answer an open question of a draft by the value of one of its choices."""
    name = f"Answer “{short(one.questions[number].sentence)}”"
    return _done(session, name, partial(session.board.tray.answer, one.id, number, value))


def leave_open(session: Session, one: Draft, number: int) -> bool:
    """Let a question rest: the draft can be accepted without an answer."""
    name = f"Leave “{short(one.questions[number].sentence)}” open"
    left = one.questions[:number] + one.questions[number + 1 :]
    return _done(session, name, partial(session.board.tray.change_draft, replace(one, questions=left)))


def change_document(session: Session, document: TrayDocument, **fields: Any) -> bool:
    """Change what is told of a document; its source on the board follows."""
    name = f"Edit “{short(document.name)}” in the tray"
    return _done(session, name, partial(session.board.tray.change_document, document.id, **fields))


def mark_graphic(session: Session, document: TrayDocument, graphic: bool) -> bool:
    """Blur what a document shows until it is asked for, in print too; or no longer."""
    name = f"Mark “{short(document.name)}” as {'graphic' if graphic else 'not graphic'}"
    return _done(session, name, partial(session.board.tray.change_document, document.id, graphic=graphic))


def keep_source(session: Session, document: TrayDocument) -> int | None:
    """Keep a document as a source of the board, without an incident."""
    name = f"Keep “{short(document.name)}” as a source"
    return session.run(name, partial(session.board.tray.keep_source, document.id))


def remove_document(session: Session, document: TrayDocument) -> bool:
    """Take a document out of the tray; what was accepted of it stays on the board."""
    name = f"Remove “{short(document.name)}” from the tray"
    return _done(session, name, partial(session.board.tray.remove, document.id))


def draft_again(session: Session, document: TrayDocument, published: ImpreciseDate) -> None:
    """Read a text anew from another day of publication: what waits is drafted again, what was dealt with stays."""
    name = f"Draft “{short(document.name)}” again as of {published.text()}"
    session.run_controlled(name, partial(_draft_again, document.id, published))


def _draft_again(document_id: int, published: ImpreciseDate, board: Board, control: TaskControl) -> None:
    document = board.tray.document(document_id)
    read = ReadDocument(
        document.name, document.format, title=document.title, published=published.edtf, text=document.text
    )
    tell = partial(control.progress, what="looking for incidents")
    proposal = proposal_of(board, read, document.aim, None, Budget(tell=tell))
    kept = [sentence for sentence in document.sentences if not is_of_drafting(sentence)]
    board.tray.change_document(document_id, published=published, sentences=(*kept, *proposal.sentences))
    board.tray.draft_anew(document_id, proposal.drafts, proposal.marks)


def draft_passage(session: Session, document_id: int, start: int, end: int, aim: Aim | None = None) -> int | None:
    """Make a draft of the words text[start:end] of a document; its id, None where that was refused."""
    board = session.board
    try:
        document = board.tray.document(document_id)
    except NotOnBoard as error:
        session.said.emit(str(error), "error")
        return None
    words = " ".join(document.text[start:end].split())
    return session.run(f"Draft from “{short(words, 32)}”", partial(_add_passage, board, document, start, end, aim))


def _add_passage(board: Board, document: TrayDocument, start: int, end: int, aim: Aim | None) -> int:
    made = draft_of_passage(document, start, end, Knowledge.of(board), aim)
    (with_twin,) = find_twins(board, [made])
    return board.tray.add_draft(document.id, with_twin)


def short(words: str, length: int = 48) -> str:
    """Words cut to fit the name of a step."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _done(session: Session, name: str, work: partial[None]) -> bool:
    return session.run(name, partial(_then_true, work)) is not None


def _then_true(work: partial[None]) -> bool:
    work()
    return True


def _told(session: Session, drafts: Sequence[Draft]) -> str:
    if len(drafts) != 1:
        return f"{len(drafts):,} drafts"
    one = drafts[0]
    if isinstance(one, IncidentDraft):
        return f"“{short(one.title)}”"
    if isinstance(one, RelationshipDraft):
        return session.board.tray.words(one)
    return f"“{short(one.name)}”"
