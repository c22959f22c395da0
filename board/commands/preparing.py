"""The work on a drop that is done apart from the window: looking at files, reading them, drafting from them."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from board.commands.entries import entry_kind, is_board_name, is_table_name, shown_name
from board.commands.folders import files_in
from board.commands.items import Item, file_item
from board.tasks import TaskControl
from db import Board, FileProblem
from db.dates import UNKNOWN, DateError, ImpreciseDate, from_edtf
from db.drafts import Aim, Draft, Likeness, TrayDocument
from db.readers.documents import ReadDocument, ReadFile

if TYPE_CHECKING:
    from db.drafting.knowledge import Knowledge

LARGEST_BYTES = 100_000_000  # of an original that is kept in a board


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a drop, sorted by what is done with them."""

    items: tuple[Item, ...] = ()
    tables: tuple[Path, ...] = ()
    boards: tuple[Path, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its drafts, ready to be put into the tray."""

    item: Item
    document: TrayDocument
    drafts: tuple[Draft, ...] = ()
    original: bytes | None = None
    files: tuple[ReadFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The very same bytes are here already."""

    item: Item
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Table:
    """A file that turned out to be a table: the import reads it."""

    item: Item


def plan_of(paths: Sequence[Path], open_board: Path, control: TaskControl) -> Plan:
    """Sort dropped files, and walk dropped folders. Opens none of them."""
    items: list[Item] = []
    tables: list[Path] = []
    boards: list[Path] = []
    sentences: list[str] = []
    for path in paths:
        control.progress(0, 0, "looking at what was dropped")
        kind, problem = entry_kind(path, open_board)
        if problem:
            sentences.append(problem)
        elif kind == "folder":
            found = files_in(path, _asking(control))
            sentences.extend(found.sentences)
            for file in found.files:
                within, trouble = entry_kind(file, open_board)
                if trouble:
                    sentences.append(trouble)
                elif is_board_name(file):
                    sentences.append(f"“{shown_name(file)}” is a board: drop it by itself.")
                elif within == "file" and is_table_name(file):
                    tables.append(file)
                elif within == "file":
                    items.append(file_item(file, alone=False))
        elif is_board_name(path):
            boards.append(path)
        elif is_table_name(path):
            tables.append(path)
        else:
            items.append(file_item(path))
    return Plan(tuple(items), tuple(tables), tuple(boards), tuple(sentences))


def _asking(control: TaskControl) -> Callable[[], None]:
    def ask() -> None:
        control.progress(0, 0, "looking through the folder")

    return ask


def bytes_of(path: Path, open_board: Path) -> bytes:
    """The whole of a regular file. Raises `FileProblem` with a sentence.

    It may have become something else since it was looked at, so what was opened is looked at again.
    """
    name = shown_name(path)
    kind, problem = entry_kind(path, open_board)
    if kind != "file":
        raise FileProblem(problem or f"“{name}” is a folder now.")
    try:
        before = path.stat()
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not os.path.samestat(before, os.fstat(file.fileno())):
                raise FileProblem(f"“{name}” was replaced while it was read. Drop it again.")
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise FileProblem(f"“{name}” cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST_BYTES:
        raise FileProblem(f"“{name}” is larger than {LARGEST_BYTES // 10**6} MB, which is too much for a board.")
    return data


def original_of(item: Item, open_board: Path) -> tuple[bytes | None, str]:
    """The bytes that are kept as the original of an item, and their media type; None for a link."""
    if item.path is not None:
        return bytes_of(item.path, open_board), mimetypes.guess_type(item.path.name)[0] or "application/octet-stream"
    if item.blob is not None:
        return item.blob.data, item.blob.media_type
    if item.clip is not None:
        clip = item.clip
        if clip.html.strip():
            return clip.html.encode("utf-8", "surrogatepass"), "text/html"
        if clip.rtf:
            return clip.rtf, "text/rtf"
        return clip.text.encode("utf-8", "surrogatepass"), "text/plain"
    return None, "text/uri-list"


class Preparer:
    """Reads the items of one drop in the reading process and drafts from them; stores nothing.

    `board`: a connection of this thread's own. What drafting knows of the board is read once for all items.
    """

    def __init__(self, board: Board, aim: Aim, again: bool) -> None:
        self._board, self._aim, self._again = board, aim, again

    @cached_property
    def _knowledge(self) -> Knowledge:
        from db.drafting.knowledge import Knowledge

        return Knowledge.of(self._board)

    def prepare(self, item: Item, control: TaskControl) -> list[Prepared] | Known | Table:
        """One item. Raises `FileProblem`, `Cancelled`."""
        original, media_type = original_of(item, self._board.path)
        sha256 = hashlib.sha256(original).hexdigest() if original is not None else ""
        if sha256 and not self._again:
            for likeness in self._board.tray.likenesses(sha256, ""):
                if likeness.same_bytes:
                    return Known(item, likeness)
        control.progress(0, 0, f"reading {item.name}")
        read = _read(item, original, media_type)
        if read.format == "table" and item.path is not None:
            return Table(item)
        control.progress(0, 0, f"looking for incidents in {item.name}")
        return [self._drafted(item, read, original)]

    def _drafted(self, item: Item, read: ReadDocument, original: bytes | None) -> Prepared:
        from db import drafting  # late: not needed to show a board

        proposal = drafting.draft(read, self._knowledge, self._aim)
        drafts = drafting.find_twins(self._board, proposal.drafts)
        document = TrayDocument(
            name=read.name or item.name,
            format=read.format,
            media_type=read.media_type,
            sha256=read.sha256,
            size=read.size,
            title=read.title,
            publisher=read.publisher,
            author=read.author,
            address=read.address,
            published=stored_date(read.published),
            language=read.language,
            text=read.text,
            sentences=read.sentences,
            likenesses=tuple(self._board.tray.likenesses(read.sha256, read.text)),
            aim=self._aim,
            marks=proposal.marks,
        )
        return Prepared(item, document, tuple(drafts), original, read.files)


def _read(item: Item, original: bytes | None, media_type: str) -> ReadDocument:
    from db import reading  # late: not needed to show a board

    if item.path is not None:
        return reading.read_document(item.path, name=item.name)
    if item.link is not None:
        return reading.read_clip(address=item.link.address, title=item.link.title)
    if item.clip is not None and not item.clip.rtf:
        clip = item.clip
        return reading.read_clip(text=clip.text, html=clip.html, address=clip.address, title=clip.title)
    read = reading.read_bytes(original or b"", item.name, media_type)
    address = item.blob.address if item.blob is not None else item.clip.address if item.clip is not None else ""
    return replace(read, address=read.address or address)


def stored_date(edtf: str) -> ImpreciseDate:
    """A date of a reader; unknown where it is none."""
    try:
        return from_edtf(edtf) if edtf else UNKNOWN
    except DateError:
        return UNKNOWN
