"""The commands `draft` and `accept`: what a file would become, told or put on the board, without a window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from board.command_output import complain, print_json, say
from db import Board, BoardError, FileProblem, draft_title, open_board
from db.drafts import Draft, DraftActor, IncidentDraft, Mark, RelationshipDraft, TrayDocument
from db.vocabulary import INCIDENT_KINDS

if TYPE_CHECKING:
    from db.taking import Taken

_BOARD = click.argument("board", type=click.Path(path_type=Path))
_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command("draft")
@_BOARD
@_FILES
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, or a list of them for several files.")
def draft_command(board: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Say what files would become on a board; saves nothing."""
    from db.taking import take_file  # late: reading and drafting are not needed by the other commands

    found = []
    with open_board(board, read_only=True) as opened:
        for file in files:
            taken, *within = take_file(opened, file)
            if as_json:
                found.append(as_data(opened, taken))
                if within:  # a mail's reports, in the same form
                    found[-1]["within"] = [as_data(opened, one) for one in within]
            else:
                for one in (taken, *within):
                    _tell(opened, one)
    if as_json:
        print_json(found[0] if len(found) == 1 else found)


@click.command("accept")
@_BOARD
@_FILES
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, or a list of them for several files.")
def accept_command(board: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Put on a board what files say without an open question; the rest waits in its tray."""
    with open_board(board) as opened:
        if opened.read_only:
            raise click.ClickException(f"“{board}” is write-protected, so nothing can be put on it. Copy it first.")
        done: list[dict[str, Any]] = []
        for file in files:
            try:
                done.append(_accept(opened, file))
            except BoardError as error:
                if not done:
                    raise
                kept = ", ".join(f"“{entry['file']}”" for entry in done)
                raise FileProblem(f"{error} What was accepted before stays on the board: {kept}.") from error
            if not as_json:
                _tell_accepted(done[-1])
    if as_json:
        print_json(done[0] if len(done) == 1 else done)


def _accept(board: Board, file: Path) -> dict[str, Any]:
    """Accept what needs no answer of one file, also of one that waits in the tray from before."""
    from db.taking import take_file

    taken = take_file(board, file)
    same = [like for like in board.tray.likenesses(taken[0].document.sha256, "") if like.same_bytes]
    waiting = next((like.document_id for like in same if like.document_id is not None), None)
    known = next((like.title for like in same if like.source_id is not None), None)
    if waiting is None and known is not None:
        return {"file": str(file), "known_as": known, "accepted": [], "waiting": [], "notes": []}
    accepted: list[int] = []
    left: list[Draft] = []
    notes: list[str] = []
    for document_id in [one.put(board) for one in _unknown(taken)] if waiting is None else [waiting]:
        notes += board.tray.document(document_id).sentences
        accepted += board.tray.accept(board.tray.without_questions(document_id))
        left += [draft for draft in board.tray.drafts(document_id) if draft.state == "waiting"]
    return {
        "file": str(file),
        "known_as": known,
        "accepted": accepted,
        "waiting": [{"draft": draft.id, "title": draft_title(draft), "why": _why(draft)} for draft in left],
        "notes": notes,
    }


def _unknown(taken: Sequence[Taken]) -> list[Taken]:
    """The document, and of those within it what is not here already: a report may come with several mails."""
    return [one for one in taken if one is taken[0] or not any(like.same_bytes for like in one.document.likenesses)]


def _why(draft: Draft) -> list[str]:
    """What a person has to decide before this draft is accepted."""
    why = [question.sentence for question in draft.questions]
    if isinstance(draft, IncidentDraft) and draft.twin is not None:
        why.append(f"It may be “{draft.twin.title}” ({draft.twin.date}), which is on the board.")
    return why


def _tell_accepted(done: dict[str, Any]) -> None:
    if done["known_as"] is not None and not (done["accepted"] or done["waiting"]):
        say(f"{done['file']}: is on the board already, as the source “{done['known_as']}”. Nothing was added.")
        return
    say(f"{done['file']}: {len(done['accepted'])} accepted, {len(done['waiting'])} wait in the tray.")
    for waits in done["waiting"]:
        complain(f"“{waits['title']}” waits: {' '.join(waits['why']) or 'it was put back.'}")
    if not (done["accepted"] or done["waiting"]):
        complain("No incident was found in it. It waits in the tray as a document.")
    for note in done["notes"]:
        complain(note)


# -- as data
def as_data(board: Board, taken: Taken) -> dict[str, Any]:
    """What a file would become, in the form that `draft --json` prints; what is not known is null."""
    names = {flashpoint.id: flashpoint.name for flashpoint in board.flashpoints.all()}
    text = taken.document.text
    incidents = [draft for draft in taken.drafts if isinstance(draft, IncidentDraft)]
    ties = [draft for draft in taken.drafts if isinstance(draft, RelationshipDraft)]
    return {
        "source": _source(taken.document),
        "incidents": [_incident(draft, text, names) for draft in incidents],
        "relationships": [_relationship(draft, text) for draft in ties],
        "new_actors": [{"name": actor.name, "kind": actor.kind} for actor in _new_actors(taken)],
    }


def _new_actors(taken: Taken) -> list[DraftActor]:
    if taken.new_actors:
        return list(taken.new_actors)
    named: dict[str, DraftActor] = {}
    for draft in taken.drafts:
        if isinstance(draft, IncidentDraft | RelationshipDraft):
            actors = draft.actors if isinstance(draft, IncidentDraft) else (draft.from_actor, draft.to_actor)
            for actor in actors:
                if actor.actor_id is None:
                    named.setdefault(actor.name.casefold(), actor)
    return list(named.values())


def _source(document: TrayDocument) -> dict[str, Any]:
    return {
        "title": document.title or document.name,
        "publisher": document.publisher,
        "author": document.author,
        "address": document.address,
        "published": document.published.edtf,
        "language": document.language,
        "format": document.format,
        "sha256": document.sha256,
        "same_as": [
            {"title": like.title, "share": like.share, "same_bytes": like.same_bytes} for like in document.likenesses
        ],
        "notes": list(document.sentences),
    }


def _incident(draft: IncidentDraft, text: str, flashpoints: dict[int, str]) -> dict[str, Any]:
    return {
        "title": draft.title,
        "kind": draft.kind,
        "date": draft.date.edtf,
        "place": draft.place,
        "lat": draft.latitude,
        "lon": draft.longitude,
        "flashpoint": flashpoints.get(draft.flashpoint_id or 0),
        "actors": [{"name": actor.name, "role": actor.role} for actor in draft.actors],
        "deaths": {"low": draft.deaths_low, "best": draft.deaths_best, "high": draft.deaths_high},
        "credibility": draft.credibility,
        "quotes": _quotes(draft.marks, text),
        "twin": draft.twin.incident_id if draft.twin else None,
    }


def _relationship(draft: RelationshipDraft, text: str) -> dict[str, Any]:
    return {
        "from": draft.from_actor.name,
        "to": draft.to_actor.name,
        "stance": draft.stance,
        "since": draft.since.edtf,
        "until": draft.until.edtf,
        "credibility": draft.credibility,
        "quotes": _quotes(draft.marks, text),
        "known": draft.known_id,
    }


def _quotes(marks: Sequence[Mark], text: str) -> list[dict[str, Any]]:
    return [
        {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
        for mark in marks
        if mark.field == "quote"
    ]


# -- in words
def _tell(board: Board, taken: Taken) -> None:
    document = taken.document
    published = f", {document.published.text()}" if document.published.edtf else ""
    say(f"{document.name}: {document.title or 'no title'}{published}")
    for like in document.likenesses:
        say(
            f"  same text as “{like.title}” ({like.share:.0%} of it)" if not like.same_bytes else f"  is “{like.title}”"
        )
    for draft in taken.drafts:
        say(f"  {_line(board, draft)}")
        for why in _why(draft):
            say(f"    ? {why}")
    if not taken.drafts:
        say("  No incident was found in it.")
    for sentence in document.sentences:
        complain(sentence)


def _line(board: Board, draft: Draft) -> str:
    if not isinstance(draft, IncidentDraft):
        return draft_title(draft)
    where = draft.place or (board.flashpoints.get(draft.flashpoint_id).name if draft.flashpoint_id else "no place")
    when = draft.date.text() if draft.date.edtf else "no date"
    return f"{draft.title} · {INCIDENT_KINDS.label(draft.kind).lower()} · {when} · {where}"
