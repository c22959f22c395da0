"""Put what was read where it belongs: into the tray, or, where there is nothing to draft from, beside a record."""

from __future__ import annotations

from board.commands.items import ItemEnd
from board.commands.preparing import Prepared
from board.commands.targets import Target
from db import Board
from db.taking import Taken

_NOTHING_TO_DRAFT = ("picture", "video", "audio", "unknown")


def store(board: Board, prepared: Prepared, target: Target) -> list[ItemEnd]:
    """One undoable step for what came of one item. Raises `BoardError`."""
    first = prepared.taken[0]
    with board.command(_step_name(first, target)):
        if _attaches(first, target):
            return [_attach(board, prepared, target)]
        # the mail last, so that it is what is shown, before the reports that it brought
        return [_put(board, prepared, one, target, inner=one is not first) for one in reversed(prepared.taken)]


def _step_name(taken: Taken, target: Target) -> str:
    name = taken.document.name[:40]
    if _attaches(taken, target):
        return f"Attach {name}"
    if taken.document.format == "link" and target.kind == "incident":
        return f"Add the link “{name}” as a source"
    return f"Drop “{name}” into the tray"


def _attaches(taken: Taken, target: Target) -> bool:
    """Whether a file goes to the record itself: to a source any, to an incident what nothing can be drafted from."""
    if taken.original is None or taken.document.format == "link":
        return False
    return target.kind == "source" or (target.kind == "incident" and taken.document.format in _NOTHING_TO_DRAFT)


def _attach(board: Board, prepared: Prepared, target: Target) -> ItemEnd:
    document, original = prepared.taken[0].document, prepared.taken[0].original
    board.attachments.attach(
        original or b"",
        document.name,
        document.media_type,
        incident_id=target.id if target.kind == "incident" else None,
        source_id=target.id if target.kind == "source" else None,
        graphic=document.graphic,
    )
    return ItemEnd(prepared.item, "attached")


def _put(board: Board, prepared: Prepared, taken: Taken, target: Target, *, inner: bool) -> ItemEnd:
    document_id = taken.put(board)
    incident_id = target.id if target.kind == "incident" and taken.document.format == "link" else None
    unknown = taken.document.format == "unknown" and prepared.item.alone and not inner
    if incident_id is None and not unknown:
        return ItemEnd(prepared.item, "tray", drafts=len(taken.drafts), document_id=document_id)
    source_id = board.tray.keep_source(document_id, incident_id=incident_id)
    return ItemEnd(prepared.item, "kept", document_id=document_id, source_id=source_id)
