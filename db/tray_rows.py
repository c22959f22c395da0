"""Rows of the tray as records and back: documents, their files and their drafts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from db.codes import as_known
from db.command import Row
from db.dates import ImpreciseDate
from db.drafts import (
    Aim,
    Draft,
    FlashpointDraft,
    IncidentDraft,
    Likeness,
    Mark,
    RelationshipDraft,
    TrayDocument,
    TrayFile,
)
from db.errors import EntryProblem
from db.store import stored_date
from db.tray_checks import check_draft
from db.tray_json import WrongForm, from_json, list_from_json, to_json

_KINDS: dict[str, type[IncidentDraft] | type[RelationshipDraft] | type[FlashpointDraft]] = {
    "incident": IncidentDraft,
    "relationship": RelationshipDraft,
    "flashpoint": FlashpointDraft,
}
_OWN_COLUMNS = frozenset({"id", "document_id", "state", "record_id"})  # of a draft, beside its body
_PLAIN = ("name", "format", "media_type", "sha256", "size", "title", "publisher", "author", "address", "language",
          "reliability", "credibility", "source_id")  # fmt: skip
EDITABLE = ("name", "title", "publisher", "author", "address", "published", "language", "reliability", "credibility",
            "graphic", "sentences", "likenesses", "aim")  # fmt: skip


def noun_of(draft: Draft) -> str:
    """What the draft would become: "incident", "relationship" or "flashpoint"."""
    return next(noun for noun, kind in _KINDS.items() if isinstance(draft, kind))


def first_place(draft: Draft) -> int:
    """Where in the text the draft begins to be spoken of; those without a place come last."""
    quotes = [mark.start for mark in draft.marks if mark.field == "quote"]
    return min(quotes or [mark.start for mark in draft.marks] or [1 << 60])


def draft_to_row(draft: Draft) -> Row:
    """A draft as its row; its id and document are set already."""
    return {
        "id": draft.id,
        "document_id": draft.document_id,
        "noun": noun_of(draft),
        "state": draft.state,
        "record_id": draft.record_id,
        "body": body_of(draft),
    }


def body_of(draft: Draft) -> str:
    """What of a draft has no column of its own, as JSON."""
    return to_json(draft, leave_out=_OWN_COLUMNS)


def draft_from_row(row: dict[str, Any]) -> Draft:
    """The draft of a row. Raises `WrongForm` where a board from elsewhere holds something else there."""
    draft = from_json(_KINDS[row["noun"]], row["body"])
    own = {name: row[name] for name in _OWN_COLUMNS}
    try:
        check_draft(draft)
    except EntryProblem as problem:
        raise WrongForm(str(problem)) from problem
    return replace(draft, **own)


def document_to_row(document: TrayDocument) -> Row:
    """A document as its row, without text, marks and files; its id is set already."""
    row: Row = {name: getattr(document, name) for name in _PLAIN}
    fields = {name: getattr(document, name) for name in EDITABLE if name not in _PLAIN}
    return {"id": document.id, "dropped_at": document.dropped_at, **row, **fields_to_row(fields)}


def fields_to_row(fields: dict[str, Any]) -> Row:
    """Changed fields of a document as columns."""
    row: Row = {}
    for name, value in fields.items():
        if isinstance(value, ImpreciseDate):
            row[name] = value.edtf
        elif isinstance(value, bool):
            row[name] = int(value)
        elif isinstance(value, tuple | Aim):
            row[name] = to_json(value)
        else:
            row[name] = value
    return row


def document_from_row(row: dict[str, Any], files: Sequence[TrayFile] = ()) -> TrayDocument:
    """The document of a row without its marks, with its text where the row brings it; what makes no sense is empty."""
    row = as_known("tray_documents", row)
    plain = {name: row[name] for name in _PLAIN}
    return TrayDocument(
        **plain,
        id=row["id"],
        dropped_at=row["dropped_at"],
        published=stored_date(row["published"]),
        graphic=bool(row["graphic"]),
        sentences=_list(str, row["sentences"]),
        likenesses=_list(Likeness, row["likenesses"]),
        aim=_aim(row["aim"]),
        text=row.get("text") or "",
        files=tuple(files),
    )


def _list(kind: type[Any], text: str) -> tuple[Any, ...]:
    try:
        return list_from_json(kind, text)
    except WrongForm:
        return ()


def _aim(text: str) -> Aim:
    try:
        return from_json(Aim, text)
    except WrongForm:
        return Aim()


def marks_to_json(marks: Sequence[Mark]) -> str:
    """The marks of a document as JSON."""
    return to_json(tuple(marks)) if marks else "[]"


def marks_from_json(text: str) -> tuple[Mark, ...]:
    """The marks of a document; none where the text makes no sense."""
    return _list(Mark, text)


def file_from_row(row: dict[str, Any]) -> TrayFile:
    """The file of a row."""
    return TrayFile(**{**row, "graphic": bool(row["graphic"])})


def problem_of_row(row: dict[str, Any], text_length: int) -> str:
    """What is wrong with the body of a draft, as a part of a sentence; empty where nothing is."""
    try:
        draft = draft_from_row(row)
    except WrongForm as error:
        return f"it cannot be read: {error}"
    if any(not 0 <= mark.start <= mark.end <= text_length for mark in draft.marks):
        return "it names words beyond the end of its text"
    return ""


def problem_of_document(row: dict[str, Any]) -> str:
    """What is wrong with the JSON texts of a document, as a part of a sentence; empty where nothing is."""
    try:
        list_from_json(str, row["sentences"])
        list_from_json(Likeness, row["likenesses"])
        from_json(Aim, row["aim"])
        marks = list_from_json(Mark, row["marks"] or "[]")
    except (WrongForm, json.JSONDecodeError) as error:
        return f"it cannot be read: {error}"
    if any(not 0 <= mark.start <= mark.end <= len(row["text"] or "") for mark in marks):
        return "it names words beyond the end of its text"
    return ""
