"""Reads one foreign file into the board: one transaction, one step of the history, a truthful end."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import columns, history
from db.bulk_history import TOUCHED, ImageChunks
from db.command import Command
from db.connection import told_plainly
from db.errors import FileProblem
from db.importing.assign import Assigner
from db.importing.batch import Batch
from db.importing.gathered import joined
from db.importing.people import ActorsOfFile, SourcesOfFile
from db.importing.pipe import Reading
from db.importing.references import check_new, checked_at_the_end
from db.importing.report import KEPT_LINES, ImportReport, well_formed
from db.importing.revise import Reviser, knows_rows_of
from db.importing.writer import BatchWriter
from db.readers.rows import TableShape
from db.store import BoardCore

Progress = Callable[[int, int, str], None]
_UNUSED_SOURCES = """SELECT id FROM sources s WHERE import_id = ?
 AND NOT EXISTS (SELECT 1 FROM citations WHERE source_id = s.id)
 AND NOT EXISTS (SELECT 1 FROM source_quotes WHERE quoted_id = s.id)"""
_DELETE_UNUSED_ACTORS = """DELETE FROM actors WHERE import_id = ?
 AND NOT EXISTS (SELECT 1 FROM incident_actors WHERE actor_id = actors.id)"""


@dataclass(frozen=True)
class Look:
    """What a file is before it is read: its shape and first rows.

    For an unknown table also a proposed mapping (JSON), and sentences on what the proposal takes for granted.
    """

    shape: TableShape
    rows: list[list[str]]
    proposal: str
    assumptions: tuple[str, ...] = ()


class _NothingNew(Exception):
    """Rolls an import back that changed nothing, so that it leaves no step."""


def look_at(path: Path, as_kind: str | None = None, rows: int = 20) -> Look:
    """Recognise a file in the reading process and show its first rows. Raises `FileProblem`."""
    _check(path)
    with Reading({"do": "look", "path": str(path), "as": as_kind, "rows": rows}, silence_s=20) as reading:
        for frame in reading.frames():
            return Look(_shape(frame[1]), frame[2], frame[3], tuple(frame[4]))
    raise FileProblem(f"“{well_formed(path.name)}” could not be recognised.")


def import_file(
    board: BoardCore,
    path: Path,
    *,
    as_kind: str | None = None,
    mapping: str | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """See `ImportStore.read_file`."""
    _check(path)
    if os.path.samefile(path, board.path):
        raise FileProblem(f"“{path.name}” is this board itself. Choose the table that should be read into it.")
    began = time.monotonic()
    report = ImportReport(well_formed(path.name))
    if board.read_only:
        raise FileProblem(
            "This board is open for reading only. Use File ▸ Save a copy and read the file into the copy."
        )
    request = {"do": "read", "path": str(path), "as": as_kind, "mapping": mapping, "beside": str(board.path)}
    with Reading(request) as reading, told_plainly(board.path):
        frames = reading.frames()
        _, values, total = next(frames)
        shape = _shape(values)
        run = _Run(board, path, report, progress or _silent, mapping or "")
        # where rows are revised, old ones change and go too, and all references stay under SQLite's eye
        references = (
            nullcontext() if knows_rows_of(board.db, well_formed(shape.dataset)) else checked_at_the_end(board.db)
        )
        try:
            with references, board.transaction():
                run.read(shape, frames, total)
        except _NothingNew:
            pass
    report.seconds = time.monotonic() - began
    return report


class _Run:
    """One import while it runs, inside the transaction."""

    def __init__(self, board: BoardCore, path: Path, report: ImportReport, progress: Progress, mapping: str) -> None:
        self._board, self._path, self._report, self._progress, self._mapping = board, path, report, progress, mapping
        self._db = board.db

    def read(self, shape: TableShape, frames: Iterator[tuple[Any, ...]], total: int) -> None:
        self._begin(shape)
        for frame in frames:
            if frame[0] == "end":
                break
            _, actors, sources, count, columns_sent, left_out, warned, done = frame
            self._actors.take(actors)
            self._sources.take(sources)
            self._take_lists(left_out, warned)
            self._report.rows += count
            if count:
                self._take_rows(Batch.unpacked(count, columns_sent))
            self._progress(done, total, f"{self._report.rows:,} rows read")
        self._finish()

    def _begin(self, shape: TableShape) -> None:
        report, db = self._report, self._db
        self._revision = history.bump_revision(db)
        report.dataset, report.kind = well_formed(shape.dataset), shape.kind
        report.notes.extend(shape.notes)
        self._import_id = report.import_id = self._board.ids.next()
        db.conn.execute(
            "INSERT INTO imports (id, file_name, dataset, at, mapping) VALUES (?, ?, ?, ?, ?)",
            (report.import_id, report.file_name, report.dataset, history.now_utc(), self._mapping),
        )
        self._step = history.begin_step(db, f"Import {report.file_name}", report.import_id)
        self._actors = ActorsOfFile(db, self._board.ids, report.dataset, report.import_id)
        self._command = Command(db, f"Import {report.file_name}")
        self._sources = SourcesOfFile(db, self._board.ids, report.import_id, self._command)
        assigner = Assigner(self._board.flashpoints.all())
        self._writer = BatchWriter(self._board, assigner, self._actors, self._sources, report)
        self._chunks = ImageChunks(db, self._step)
        self._reviser = Reviser(self._board, self._command, self._writer, self._actors, self._sources, report)

    def _take_lists(self, left_out: Sequence[tuple[int, str, str]], warned: Sequence[tuple[int, str, str]]) -> None:
        report = self._report
        report.left_out_count += len(left_out)
        self._reviser.spare(outside_id for _, _, outside_id in left_out)
        report.left_out.extend((row, why) for row, why, _ in left_out[: max(0, KEPT_LINES - len(report.left_out))])
        report.warnings.extend(warned[: max(0, KEPT_LINES - len(report.warnings))])

    def _take_rows(self, batch: Batch) -> None:
        if self._reviser.nothing_known:
            self._writer.write(batch)
            return
        self._writer.write(Batch.of_rows(self._reviser.sift(batch.rows())))
        if len(self._command.images) > 1000:
            self._chunks.pack(self._command.images)

    def _finish(self) -> None:
        report, db = self._report, self._db
        self._progress(1, 1, "looking for withdrawn rows")
        self._reviser.withdraw()
        self._chunks.pack(self._command.images)
        if report.added < report.rows:
            self._drop_unused()
        report.new_actors, report.new_sources = self._actors.added, self._sources.added
        if not (report.added or report.updated or report.withdrawn or report.differences):
            report.import_id = None
            raise _NothingNew
        check_new(db, self._import_id)
        self._progress(1, 1, "making the rows searchable")
        for index, names in (
            ("actor_search", "name, short_name, other_names, identity_note, note, shadow"),
            ("source_search", "title, publisher, author, text, note, shadow"),
        ):
            table = index.removesuffix("_search") + "s"
            sql = f"INSERT INTO {index} (rowid, {names}) SELECT id, {names} FROM {table} WHERE import_id = ?"
            db.conn.execute(sql, (report.import_id,))
        self._keep_columns()
        db.conn.execute(
            "UPDATE imports SET added=?, updated=?, unchanged=?, withdrawn=?, left_out=?, sha256=? WHERE id=?",
            (
                report.added,
                report.updated,
                report.unchanged,
                report.withdrawn,
                report.left_out_count,
                _sha256(self._path),
                report.import_id,
            ),
        )
        self._command.changes.add_whole(TOUCHED)
        report.changes = self._command.changes.result(self._revision)

    def _drop_unused(self) -> None:
        """Take out the actors and sources that only rows named which did not go in: nobody asked for those."""
        conn, import_id = self._db.conn, self._report.import_id
        while True:
            unused = conn.execute(_UNUSED_SOURCES, (import_id,)).fetchall()
            if not unused:
                break
            conn.executemany("DELETE FROM source_quotes WHERE source_id = ?", unused)
            conn.executemany("DELETE FROM sources WHERE id = ?", unused)
            self._sources.added -= len(unused)
        self._actors.added -= conn.execute(_DELETE_UNUSED_ACTORS, (import_id,)).rowcount

    def _keep_columns(self) -> None:
        """Join what was written to the columns as they were, which is faster than reading a million rows back."""
        db = self._db
        old = columns.load(db, without=(self._writer.first_id, self._writer.last_id))
        columns.write_cache(db, joined(old, self._writer.columns()))


def _silent(_done: int, _total: int, _words: str) -> None:
    """Nobody looks."""


def _shape(values: dict[str, Any]) -> TableShape:
    return TableShape(**{**values, "header": tuple(values["header"]), "notes": tuple(values["notes"])})


def _check(path: Path) -> None:
    try:
        if not path.is_file():
            raise FileProblem(f"“{well_formed(path.name)}” is not there, or is not a file.")
    except OSError as error:
        raise FileProblem(f"“{well_formed(path.name)}” cannot be read: {error.strerror}.") from error


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileProblem(
            f"“{path.name}” went away while it was read ({error.strerror}). Nothing was changed."
        ) from error
