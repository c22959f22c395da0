"""The work on a drop that is done apart from the window: looking at files, reading them, drafting from them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from board.commands.entries import entry_kind, is_board_name, is_table_name, shown_name
from board.commands.folders import files_in
from board.commands.items import Item, file_item
from board.tasks import TaskControl
from db import Board, Cancelled, FileProblem, reading, taking
from db.drafting import Knowledge
from db.drafts import Aim, Likeness
from db.readers.documents import ReadDocument


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a drop, sorted by what is done with them."""

    items: tuple[Item, ...] = ()
    tables: tuple[Path, ...] = ()
    boards: tuple[Path, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item as it can be put into the tray: a document, and those that came within it."""

    item: Item
    taken: tuple[taking.Taken, ...]

    @property
    def size(self) -> int:
        """Bytes that are to be stored."""
        return sum(len(one.original or b"") + sum(len(file.data) for file in one.files) for one in self.taken)


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


class Preparer:
    """Reads the items of one drop in the reading process and drafts from them; stores nothing.

    `board`: a connection of this thread's own. What drafting knows of the board is read once for all items.
    """

    def __init__(self, board: Board, aim: Aim, again: bool, control: TaskControl) -> None:
        self._board, self._aim, self._again, self._control = board, aim, again, control

    @cached_property
    def _knowledge(self) -> Knowledge:
        return Knowledge.of(self._board)

    def prepare(self, item: Item) -> Prepared | Known | Table:
        """One item. Raises `FileProblem`, `Cancelled`."""
        if item.path is None:
            known = self._known(item, _original_of(item))
            if known is not None:
                return known
        read, original = self._read(item)
        if item.path is not None and (read.format == "table" or _holds_table(item.path, read)):
            return Table(item)
        if read.format == "board":
            raise FileProblem(f"“{item.name}” is a board. Drop it by itself, with its name ending in .sitboard.")
        likeness = self._likeness(read.sha256) if item.path is not None else None
        if likeness is not None:
            return Known(item, likeness)
        self._looking(item, 0, 0)
        tell = partial(self._looking, item)
        return Prepared(item, taking.take_whole(self._board, read, original, self._aim, self._knowledge, tell))

    def _looking(self, item: Item, done: int, total: int) -> None:
        self._control.progress(done, total, f"looking for incidents in {item.name}")

    def _known(self, item: Item, original: bytes | None) -> Known | None:
        likeness = self._likeness(hashlib.sha256(original).hexdigest()) if original is not None else None
        return Known(item, likeness) if likeness is not None else None

    def _likeness(self, sha256: str) -> Likeness | None:
        """Where the very same bytes are already; None where they are not, or were asked for again."""
        if self._again or not sha256:
            return None
        found = self._board.tray.likenesses(sha256, "")
        return next((one for one in found if one.same_bytes), None)

    def _read(self, item: Item) -> tuple[ReadDocument, bytes | None]:
        stop = self._asked_to_stop
        if item.path is not None:
            return reading.read_with_original(
                item.path, name=item.name, never=self._board.path, cancelled=stop, progress=self._tell
            )
        original = _original_of(item)
        if item.link is not None:
            read = reading.read_clip(address=item.link.address, title=item.link.title, cancelled=stop)
            return replace(read, name=item.name), original
        if item.clip is not None and not item.clip.rtf:
            clip = item.clip
            read = reading.read_clip(
                text=clip.text, html=clip.html, address=clip.address, title=clip.title, cancelled=stop
            )
            return replace(read, name=item.name), original
        media_type, address = "text/rtf", ""
        if item.blob is not None:
            media_type, address = item.blob.media_type, item.blob.address
        elif item.clip is not None:
            address = item.clip.address
        read = reading.read_bytes(original or b"", item.name, media_type, cancelled=stop, progress=self._tell)
        return replace(read, address=read.address or address), original

    def _asked_to_stop(self) -> bool:
        return self._control.cancelled

    def _tell(self, done: int, total: int) -> None:
        with suppress(Cancelled):  # the reader, whose thread this may be, is told by `cancelled`
            self._control.progress(done, total, "reading")


def _original_of(item: Item) -> bytes | None:
    """The bytes that are kept of what is no file."""
    if item.blob is not None:
        return item.blob.data
    if item.clip is not None and item.clip.rtf:
        return item.clip.rtf
    if item.clip is not None:
        clip = item.clip
        return reading.clip_original(text=clip.text, html=clip.html, address=clip.address, title=clip.title)[0]
    if item.link is not None:
        return reading.clip_original(address=item.link.address, title=item.link.title)[0]
    return None


def _holds_table(path: Path, read: ReadDocument) -> bool:
    """Whether a file that calls itself a text is a table: its first lines have equally many cells, three at least."""
    if read.format != "text" or path.suffix.lower() not in (".txt", ".dat", ".asc"):
        return False
    lines = [line for line in read.text[:20_000].splitlines() if line.strip()][:6]
    counts = [{line.count(separator) for line in lines} for separator in "\t;,|"]
    return len(lines) >= 3 and any(len(found) == 1 and min(found) >= 2 for found in counts)
