"""From a file to what is put into the tray: read in the reading process, drafted, compared; stores nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from db import drafting, reading
from db.command import storable
from db.dates import UNKNOWN, DateError, ImpreciseDate, from_edtf
from db.drafting.budget import Tell, left_out
from db.drafts import Aim, Draft, DraftActor, Proposal, TrayDocument
from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadFile

if TYPE_CHECKING:
    from db.board import Board

LARGEST_ORIGINAL = 100_000_000  # bytes: a board should stay one that can be copied


@dataclass(frozen=True, slots=True)
class Taken:
    """A document with its drafts as `board.tray.add` takes them; ids and states are not set yet."""

    document: TrayDocument
    drafts: tuple[Draft, ...] = ()
    original: bytes | None = None
    files: tuple[ReadFile, ...] = ()
    new_actors: tuple[DraftActor, ...] = ()

    def put(self, board: Board) -> int:
        """Into the tray, as one step; returns the id of the document."""
        return board.tray.add(self.document, self.drafts, original=self.original, files=self.files)


def take_file(board: Board, path: Path, aim: Aim | None = None, *, name: str | None = None) -> tuple[Taken, ...]:
    """Read and draft one file: the document, then those that came within it, as a mail brings a report.

    Raises `FileProblem`, `Cancelled`. For any thread, with a connection of its own.
    """
    original = bytes_of(path, board.path)
    read = reading.read_document(path, name=name)
    if read.format == "table":
        raise FileProblem(f"“{read.name}” is a table. Read it with: main.py import")
    if read.format == "board":
        raise FileProblem(f"“{read.name}” is a board itself. Open it by itself.")
    return take_whole(board, read, original, aim)


def take_whole(
    board: Board,
    read: ReadDocument,
    original: bytes | None,
    aim: Aim | None = None,
    knowledge: drafting.Knowledge | None = None,
    tell: Tell | None = None,
) -> tuple[Taken, ...]:
    """A document that was read already, then those within it, each with its own drafts; `tell` as in `take_read`."""
    knowledge = knowledge or drafting.Knowledge.of(board)
    inner = inner_documents(read)
    return tuple(take_read(board, one, data, aim, knowledge, tell) for one, data in ((read, original), *inner))


def take_read(
    board: Board,
    read: ReadDocument,
    original: bytes | None,
    aim: Aim | None = None,
    knowledge: drafting.Knowledge | None = None,
    tell: Tell | None = None,
) -> Taken:
    """Draft from a document that was read already; `knowledge` of the board where the caller has it.

    `tell(done, total)` is called now and then, and may raise `Cancelled`.
    """
    aim = aim or Aim()
    proposal = proposal_of(board, read, aim, knowledge, drafting.Budget(tell=tell))
    document = TrayDocument(
        name=read.name or "Something dropped",
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
        sentences=(*read.sentences, *proposal.sentences),
        likenesses=tuple(board.tray.likenesses(read.sha256, read.text)),
        aim=aim,
        marks=proposal.marks,
    )
    return Taken(document, proposal.drafts, original, read.files, proposal.new_actors)


def proposal_of(
    board: Board, read: ReadDocument, aim: Aim, knowledge: drafting.Knowledge | None, budget: drafting.Budget
) -> Proposal:
    """What a document would become, its drafts compared with the board; those that time is too short for are left out.

    A draft that was not compared could be accepted although the board has its incident already.
    """
    made = drafting.draft(read, knowledge or drafting.Knowledge.of(board), aim, budget)
    drafts = tuple(drafting.find_twins(board, made.drafts, budget=budget))
    if len(drafts) == len(made.drafts):
        return replace(made, drafts=drafts)
    told = left_out(len(drafts), len(made.drafts))
    return replace(made, drafts=drafts, sentences=(*made.sentences, told))


def inner_documents(read: ReadDocument) -> Iterator[tuple[ReadDocument, bytes | None]]:
    """The documents that came within one, as a mail brings a report, each with its own original.

    What says nothing by itself, as the emblem under a mail, is left among the files of the one that brought it.
    """
    originals = {hashlib.sha256(file.data).hexdigest(): file.data for file in read.files}
    for inner in read.inner:
        if inner.text.strip() or inner.places or inner.taken or inner.files:
            yield inner, originals.get(inner.sha256)
        yield from inner_documents(inner)


def bytes_of(path: Path, open_board: Path) -> bytes:
    """The whole of a regular file. Raises `FileProblem`; the open board itself is not touched.

    Opening and closing the file of an open board would drop the lock that SQLite holds on it.
    """
    name = storable(path.name)
    try:
        if not path.is_file():
            raise FileProblem(f"“{name}” is not there, or is not a file.")
        if os.path.samefile(path, open_board):
            raise FileProblem(f"“{name}” is this very board.")
        with path.open("rb") as file:
            data = file.read(LARGEST_ORIGINAL + 1)
    except OSError as error:
        raise FileProblem(f"“{name}” cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST_ORIGINAL:
        raise FileProblem(f"“{name}” is larger than {LARGEST_ORIGINAL // 10**6} MB, which is too much for a board.")
    return data


def stored_date(edtf: str) -> ImpreciseDate:
    """A date of a reader; unknown where it is none."""
    try:
        return from_edtf(edtf) if edtf else UNKNOWN
    except DateError:
        return UNKNOWN
