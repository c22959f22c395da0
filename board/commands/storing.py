"""Put what was read where it belongs: into the tray, or, where there is nothing to draft from, beside a record."""

from __future__ import annotations

from collections.abc import Sequence

from board.commands.items import ItemEnd
from board.commands.preparing import Prepared
from board.commands.targets import Target
from db import Board

_NOTHING_TO_DRAFT = ("picture", "video", "audio", "unknown")


def store(board: Board, documents: Sequence[Prepared], target: Target) -> list[ItemEnd]:
    """One undoable step for what came of one item. Raises `BoardError`."""
    first = documents[0]
    with board.command(_step_name(first, target)):
        return [_store_one(board, one, target) for one in documents]


def _step_name(prepared: Prepared, target: Target) -> str:
    name = prepared.document.name
    if _attaches(prepared, target):
        return f"Attach {name}"
    if prepared.document.format == "link" and target.kind == "incident":
        return f"Add the link “{name[:40]}” as a source"
    return f"Drop “{name[:40]}” into the tray"


def _attaches(prepared: Prepared, target: Target) -> bool:
    """Whether a file goes to the record itself: to a source any, to an incident what nothing can be drafted from."""
    if prepared.original is None or prepared.drafts:
        return False
    return target.kind == "source" or (target.kind == "incident" and prepared.document.format in _NOTHING_TO_DRAFT)


def _store_one(board: Board, prepared: Prepared, target: Target) -> ItemEnd:
    document, original = prepared.document, prepared.original
    if original is not None and _attaches(prepared, target):
        kind = {"incident_id": target.id} if target.kind == "incident" else {"source_id": target.id}
        board.attachments.attach(original, document.name, document.media_type, graphic=document.graphic, **kind)
        return ItemEnd(prepared.item, "attached")
    document_id = board.tray.add(document, prepared.drafts, original=original, files=prepared.files)
    if document.format == "link" and target.kind == "incident":
        source_id = board.tray.keep_source(document_id, incident_id=target.id)
        return ItemEnd(prepared.item, "kept", document_id=document_id, source_id=source_id)
    if document.format == "unknown" and prepared.item.alone:
        source_id = board.tray.keep_source(document_id)
        return ItemEnd(prepared.item, "kept", document_id=document_id, source_id=source_id)
    return ItemEnd(prepared.item, "tray", drafts=len(prepared.drafts), document_id=document_id)
