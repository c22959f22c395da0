"""The door to foreign documents: each is read by a child process that may be slow, swell or die without harm.

The program itself never opens a dropped file: opening and closing the open board's own file would let go of SQLite's
lock on it.  A document that cannot be read is still a document, kept as an attachment with a sentence that says why;
`FileProblem` is for what cannot even be kept: no file, no ordinary file, the open board itself, the disk's errors.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

from db.errors import FileProblem
from db.readers.documents import ReadDocument
from db.readers.texts.finishing import kept_unread
from db.readers.texts.limits import LARGEST, told_size
from db.readers.texts.names import safe_name
from db.readers.texts.pipe import Cancel, Progress, Reading
from db.readers.texts.wire import unpacked

__all__ = [
    "LARGEST",
    "Cancel",
    "Progress",
    "clip_original",
    "is_part_of",
    "read_bytes",
    "read_clip",
    "read_document",
    "read_original",
    "read_with_original",
]

# What SQLite keeps beside an open board, and our own lock.
_BESIDE = ("", "-wal", "-shm", "-journal", "-lock")


def read_document(
    path: Path,
    *,
    name: str | None = None,
    never: Path | None = None,
    cancelled: Cancel | None = None,
    progress: Progress | None = None,
) -> ReadDocument:
    """The document in a file.

    `name`: as which it is shown; `never`: the open board, of which no part is touched.  `cancelled()` is asked some
    times a second; `progress(done, total)` is told, both from the calling thread or one of the reader's own.
    Raises `FileProblem` and `Cancelled`.
    """
    return _read_file(path, name, never, cancelled, progress, original=False)[0]


def read_with_original(
    path: Path,
    *,
    name: str | None = None,
    never: Path | None = None,
    cancelled: Cancel | None = None,
    progress: Progress | None = None,
) -> tuple[ReadDocument, bytes | None]:
    """As `read_document`, and the very bytes that were read; None where there are more than `LARGEST` of them."""
    return _read_file(path, name, never, cancelled, progress, original=True)


def read_original(path: Path, sha256: str, *, never: Path | None = None, cancelled: Cancel | None = None) -> bytes:
    """The bytes of a file that was read before; `FileProblem` where they have changed since or are too many."""
    document, original = _read_file(path, None, never, cancelled, None, original=True)
    if original is None:
        raise FileProblem(f"“{document.name}” ({told_size(document.size)}) is too large to be kept on the board.")
    if document.sha256 != sha256:
        raise FileProblem(f"“{document.name}” was changed after it was read. Drop it again.")
    return original


def read_bytes(
    data: bytes,
    name: str,
    media_type: str = "",
    *,
    cancelled: Cancel | None = None,
    progress: Progress | None = None,
) -> ReadDocument:
    """The document in bytes that came without a file; `media_type` as it was told, of which little is believed."""
    shown = safe_name(name)
    if len(data) > LARGEST:
        raise FileProblem(
            f"“{shown}” ({told_size(len(data))}) is too large to be kept on the board; at most {told_size(LARGEST)} are."
        )
    request = {"do": "read", "name": name, "media_type": media_type}
    return _ask(request, shown, data, cancelled, progress)[0]


def read_clip(
    *,
    text: str = "",
    html: str = "",
    address: str = "",
    title: str = "",
    cancelled: Cancel | None = None,
) -> ReadDocument:
    """What was dragged or pasted as text, HTML or a link; addresses are kept and never opened.

    `address`: of the page that it came from, or the link itself; text/x-moz-url ("address, line end, title") is taken
    as it is.  A link without any text of its own has the format "link".  Its original is `clip_original`'s.
    """
    original, name, media_type = clip_original(text=text, html=html, address=address, title=title)
    if len(original) > LARGEST:
        raise FileProblem(f"The text ({told_size(len(original))}) is too large to be kept; drop it in parts.")
    request = {"do": "clip", "text": text, "html": html, "address": address, "title": title, "name": name}
    document = _ask(request, name, b"", cancelled, None)[0]
    return replace(document, sha256=hashlib.sha256(original).hexdigest(), size=len(original), media_type=media_type)


def clip_original(*, text: str = "", html: str = "", address: str = "", title: str = "") -> tuple[bytes, str, str]:
    """What is kept as the original of a clip: its bytes, a name and a media type."""
    if html.strip():
        return html.encode("utf-8", "replace"), "Selection.html", "text/html"
    if text.strip():
        return text.encode("utf-8", "replace"), "Selection.txt", "text/plain"
    return f"{address}\n{title}\n".encode("utf-8", "replace"), "Link.txt", "text/plain"


def is_part_of(path: Path, board: Path) -> bool:
    """Whether a file is that board, under whatever name, or one that SQLite keeps beside it. Opens nothing."""
    try:
        asked = path.stat()
    except (OSError, ValueError):
        return False
    for beside in _BESIDE:
        try:
            if os.path.samestat(asked, board.with_name(board.name + beside).stat()):
                return True
        except OSError:
            continue
    return False


def _read_file(
    path: Path,
    name: str | None,
    never: Path | None,
    cancelled: Cancel | None,
    progress: Progress | None,
    *,
    original: bool,
) -> tuple[ReadDocument, bytes | None]:
    shown = safe_name(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if name is None else name)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is no name of a file"
        raise FileProblem(f"“{shown}” cannot be read: {why}.") from error
    if stat.S_ISDIR(mode):
        raise FileProblem(f"“{shown}” is a folder. Drop the files in it instead.")
    if not stat.S_ISREG(mode):
        raise FileProblem(f"“{shown}” is no ordinary file.")
    if never is not None and is_part_of(path, never):
        raise FileProblem(f"“{shown}” is the board that is open here.")
    request = {"do": "read", "path": os.fsencode(path.absolute()).hex(), "name": shown, "original": original}
    return _ask(request, shown, b"", cancelled, progress)


def _ask(
    request: dict[str, Any], name: str, data: bytes, cancelled: Cancel | None, progress: Progress | None
) -> tuple[ReadDocument, bytes | None]:
    """Run one child to its end; a child that dies after it told what the file is leaves a document to keep."""
    facts: tuple[Any, ...] = ()
    parts: list[bytes] = []
    with Reading(request, data, name, cancelled, progress) as reading:
        for frame in reading.frames():
            if frame[0] == "original":
                facts = frame[1:]
            elif frame[0] == "bytes":
                parts.append(frame[1])
            elif frame[0] == "document":
                return unpacked(frame[1]), _whole(parts, facts, request)
        problem = reading.problem
    if not facts:
        raise FileProblem(f"“{name}” could not be read. {problem}")
    sha256, size, format_, media_type = facts
    document = kept_unread(name, str(media_type), int(size), problem, "unknown" if format_ == "board" else str(format_))
    return replace(document, sha256=str(sha256)), _whole(parts, facts, request)


def _whole(parts: list[bytes], facts: tuple[Any, ...], request: dict[str, Any]) -> bytes | None:
    """The original, if all of it came: it must have the size that was told."""
    if not request.get("original") or not facts:
        return None
    data = b"".join(parts)
    return data if len(data) == facts[1] else None
