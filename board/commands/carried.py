"""What a drag of our own carries: records of a board, or a passage of a document in its tray, as JSON in a MIME format."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

RECORDS_MIME = "application/x-situation-board-records"
PASSAGE_MIME = "application/x-situation-board-passage"
RECORD_KINDS = ("incident", "flashpoint", "actor", "source")
MOST_CARRIED = 100_000
_LARGEST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Carried:
    """Records of one kind of one board."""

    board: str  # the uid of the board
    kind: str  # one of RECORD_KINDS
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The words text[start:end] of a document in the tray of a board, in code points."""

    board: str
    document_id: int
    start: int
    end: int


def put_records(mime: QMimeData, carried: Carried) -> None:
    """Add records to what a drag offers."""
    told = {"board": carried.board, "kind": carried.kind, "ids": list(carried.ids)}
    mime.setData(RECORDS_MIME, json.dumps(told).encode())


def put_passage(mime: QMimeData, passage: Passage) -> None:
    """Add a passage to what a drag offers."""
    told = {
        "board": passage.board,
        "document": passage.document_id,
        "start": passage.start,
        "end": passage.end,
    }
    mime.setData(PASSAGE_MIME, json.dumps(told).encode())


def cut_sentence(kind: str, count: int) -> str:
    """Why not all of so many are carried, and the way round."""
    return (
        f"Only the first {MOST_CARRIED:,} of {count:,} {kind}s are carried. Choose fewer to carry the others after them; "
        "File ▸ Export… takes any number out of the board."
    )


def is_carried(mime: QMimeData) -> bool:
    """Whether this calls itself records or a passage of ours: then nobody else needs to look at it."""
    return mime.hasFormat(RECORDS_MIME) or mime.hasFormat(PASSAGE_MIME)


def carried_in(mime: QMimeData) -> Carried | Passage | None:
    """What is carried; None where it is nothing of ours, or not as we write it: any program can use our format's name."""
    if mime.hasFormat(RECORDS_MIME):
        return _records_of(_told(mime, RECORDS_MIME))
    if mime.hasFormat(PASSAGE_MIME):
        return _passage_of(_told(mime, PASSAGE_MIME))
    return None


def _told(mime: QMimeData, name: str) -> dict[str, object]:
    data = bytes(mime.data(name).data())
    if len(data) > _LARGEST_BYTES:
        return {}
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _records_of(told: dict[str, object]) -> Carried | None:
    board, kind, ids = told.get("board"), told.get("kind"), told.get("ids")
    if not isinstance(board, str) or kind not in RECORD_KINDS or not isinstance(ids, list):
        return None
    if not 0 < len(ids) <= MOST_CARRIED or not all(_is_id(one) for one in ids):
        return None
    return Carried(board, str(kind), tuple(dict.fromkeys(ids)))


def _passage_of(told: dict[str, object]) -> Passage | None:
    board, document, start, end = (told.get(name) for name in ("board", "document", "start", "end"))
    if not isinstance(board, str) or not _is_id(document) or not _is_id(end):
        return None
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start < int(str(end)):
        return None
    return Passage(board, int(str(document)), start, int(str(end)))


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63
