"""Create, open and close the file: identity, version, lock, shape of the schema, copies before a migration."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from db.command import storable
from db.connection import APPLICATION_ID, PAGE_SIZE, connect, settle, told_plainly, uri_of
from db.copies import new_file
from db.errors import BoardTooNew, FileProblem, NotABoard
from db.history import now_utc
from db.lock import WriterLock
from db.migrations import TODAY, Schema
from db.places_to_keep import warnings_for
from db.schema_compare import compare_schema, make_schema, under_limits
from db.standing import Fate, Standing
from db.vocabulary import MARKINGS

_HEADER_BYTES = 100
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


@dataclass
class OpenedFile:
    """A connection that may be trusted, the lock that goes with it, and what its owner should know."""

    db: Database
    path: Path
    read_only: bool
    lock: WriterLock | None
    warnings: list[str] = field(default_factory=list)
    closed: bool = False
    standing: Standing | None = None  # of a board that this program may write
    again: bool = False  # one more connection to a file that was looked at before


def create(path: Path, title: str, marking: str) -> OpenedFile:
    """A new board at a path where nothing is yet. Raises `FileProblem`."""
    path = Path(path)
    if marking not in MARKINGS:
        raise FileProblem(f"“{marking}” is no marking. It is one of: {', '.join(MARKINGS.codes)}.")
    if path.exists():
        raise FileProblem(f"“{path.name}” is there already. Choose another name; nothing was written over.")
    if not path.parent.is_dir():
        raise FileProblem(f"The folder “{path.parent}” is not there. Make it first or choose another.")
    lock = _lock(path)
    db = None
    try:
        with told_plainly(path):
            db = connect(path, mode="rwc")
            db.conn.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            make_schema(db)
            db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            settle(db, writable=True)
            with db.atomic():
                db.conn.execute(
                    "INSERT INTO board (id, title, marking, uid, created_at) VALUES (1, ?, ?, ?, ?)",
                    (storable(title.strip() or path.stem), marking, secrets.token_hex(16), now_utc()),
                )
    except BaseException:
        _let_go(db, lock)
        raise
    return OpenedFile(db, path, False, lock, warnings_for(path), standing=Standing(path))


def open_file(path: Path, *, read_only: bool = False, schema: Schema = TODAY) -> OpenedFile:
    """Open a board after looking at it carefully; nothing in it is run or trusted before.

    Raises `FileProblem` and its kinds, each with its own sentence. A board on a medium that takes no writes is
    opened for reading only. `schema`: what the file is brought up to.
    """
    path = Path(path)
    _look_at_file(path)
    linked = path.stat().st_nlink > 1
    writable = not read_only and not linked and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    warnings = [] if writable or read_only else [_why_read_only(path, linked=linked)]
    lock = _lock(path) if writable else None
    db = None
    try:
        with told_plainly(path):
            db = connect(path, mode="rw") if writable else _connect_to_read(path)
            version = _look_inside(db, path, schema)
            settle(db, writable=writable)
            if version < schema.version:
                if not writable:
                    raise FileProblem(
                        f"“{path.name}” was made by an earlier version and must be brought up to date before it is read. "
                        "Copy it to a folder that you may write to and open the copy."
                    )
                warnings.append(_migrate(db, path, version, schema))
    except BaseException:
        _let_go(db, lock)
        raise
    if not writable:
        return OpenedFile(db, path, True, lock, warnings)
    return OpenedFile(db, path, False, lock, warnings + warnings_for(path), standing=Standing(path))


def _why_read_only(path: Path, *, linked: bool) -> str:
    """SQLite's lock and log go by the name of a file: written by two names of one file, a board would lose half."""
    if linked:
        return (
            f"“{path.name}” has a second name on this disk (a hard link), by which another window could write it at the "
            "same time: it is open for reading only. Use File ▸ Save a copy to work on a copy."
        )
    return f"“{path.name}” is write-protected: it is open for reading only."


def _connect_to_read(path: Path) -> Database:
    """A connection for reading, also where no file can be made beside a board that was copied while it was open."""
    db = connect(path, mode="ro")
    try:
        db.conn.execute("PRAGMA application_id").fetchone()
    except sqlite3.OperationalError as error:
        db.conn.close()
        asks_for_files = "unable to open" in str(error) or "readonly" in str(error)
        if not asks_for_files or os.access(path.parent, os.W_OK):
            raise
        if path.with_name(path.name + "-wal").exists():
            raise FileProblem(
                f"“{path.name}” was not closed properly, and here it can only be read. Copy it together with "
                f"“{path.name}-wal” to a folder that you may write to and open the copy."
            ) from error
        return connect(path, mode="ro&immutable=1")
    except sqlite3.DatabaseError:
        pass  # told of by those who look into it
    return db


def _let_go(db: Database | None, lock: WriterLock | None) -> None:
    """Close what a failed opening leaves."""
    if db is not None:
        db.conn.close()
    if lock is not None:
        lock.release()


def close_file(opened: OpenedFile) -> None:
    """Close a board so that it is one file at rest, which also opens from a read-only medium; once is enough."""
    if opened.closed:
        return
    opened.closed = True
    displaced = opened.standing is not None and opened.standing.look() is not Fate.STANDS
    if opened.lock is not None and displaced:
        keep_log_from_others(opened)
        opened.db.conn.close()
        for ending in ("-wal", "-shm"):
            opened.path.with_name(opened.path.name + ending).unlink(missing_ok=True)
        opened.lock.release()
        return
    if opened.lock is None:
        # the last connection on a log plays it into the file, and the one that has the lock may not have read yet
        with opened.standing.writing() if opened.standing is not None else contextlib.nullcontext():
            opened.db.conn.close()
        return
    # while another reader of this process is still on it the write-ahead log stays, and nothing is lost
    with contextlib.suppress(sqlite3.OperationalError):
        opened.db.conn.execute("PRAGMA journal_mode = DELETE")
    opened.db.conn.close()
    opened.lock.release()


def keep_log_from_others(opened: OpenedFile) -> None:
    """Empty the write-ahead log of a board whose place another file has taken: SQLite would play it into that one."""
    assert opened.standing is not None
    if opened.standing.fate.ours:
        with contextlib.suppress(
            sqlite3.OperationalError
        ):  # a reader is on it; the next write or the closing tries again
            opened.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    elif opened.closed:
        with contextlib.suppress(OSError):
            os.truncate(opened.path.with_name(opened.path.name + "-wal"), 0)


def reopen(opened: OpenedFile, *, read_only: bool) -> OpenedFile:
    """One more connection to a file that this process has open; the lock stays with the first.

    Raises `FileProblem` where another file stands at its path by now: that one is none of ours.
    """
    if opened.standing is not None and opened.standing.look() is not Fate.STANDS:
        raise FileProblem(opened.standing.sentence())
    with told_plainly(opened.path):
        db = _connect_to_read(opened.path) if read_only else connect(opened.path, mode="rw")
        settle(db, writable=not read_only)
    return OpenedFile(db, opened.path, read_only, None, standing=opened.standing, again=True)


def verify(path: Path) -> None:
    """Raise `FileProblem` unless the file passes SQLite's integrity check and is a board."""
    with told_plainly(path), looked_into(path) as db:
        found = db.conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise FileProblem(f"“{path.name}” is damaged: {found}.")


@contextlib.contextmanager
def looked_into(path: Path) -> Iterator[Database]:
    """A connection for reading to a file that is a board by its header, its size and its schema; closed at the end."""
    _look_at_file(path)
    db = connect(path, mode="ro")
    try:
        _look_inside(db, path, TODAY)
        yield db
    finally:
        db.conn.close()


def copy_whole(db: Database, target: Path) -> None:
    """A whole, checked copy of an open board under another name; an existing file is never written over."""
    with new_file(target) as half, told_plainly(target):
        db.conn.execute("VACUUM INTO ?", (uri_of(half),))
        verify(half)


def _lock(path: Path) -> WriterLock:
    try:
        return WriterLock(path.resolve())  # one lock a board, whatever link it is opened by
    except OSError as error:
        raise FileProblem(
            f"No file can be made in “{path.parent}”: {error.strerror}. Choose another folder."
        ) from error


def _look_at_file(path: Path) -> None:
    """What the file system alone tells; the file itself is not opened, since closing it would drop SQLite's locks."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise FileProblem(f"“{path.name}” is not there, or you may not read it ({error.strerror}).") from error
    if not path.is_file():
        raise NotABoard(f"“{path.name}” is not a file.")
    if not os.access(path, os.R_OK):
        raise FileProblem(f"You may not read “{path.name}”. Ask its owner for the right to.")
    if size < _HEADER_BYTES:
        raise NotABoard(
            f"“{path.name}” is empty or cut short: it holds {size} bytes. Use File ▸ Restore to bring back a copy."
        )
    place = path.resolve()  # SQLite, too, looks beside what a link leads to
    for ending in ("-journal", "-wal", "-shm", "-lock"):
        _refuse_what_leads_elsewhere(place, place.with_name(place.name + ending))
    _refuse_strange_journal(place)


def _refuse_what_leads_elsewhere(path: Path, beside: Path) -> None:
    """Refuse a link, a second name or a device where only files of SQLite's and ours belong: they would be written to."""
    try:
        found = beside.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise NotABoard(
            f"“{beside.name}” beside “{path.name}” is no file of its own but leads elsewhere, and what it leads to would be "
            "written over. Nothing was opened. Ask its sender, or copy the board alone to another folder."
        )


def _refuse_strange_journal(path: Path) -> None:
    """Refuse a rollback journal that names a super-journal: on opening, SQLite would delete the file of that name.

    No board of ours has one, since nothing is ever attached to it. Such a journal ends with SQLite's magic bytes
    (https://www.sqlite.org/fileformat2.html, "The Rollback Journal"; sqlite3 pager.c, readSuperJournal).
    """
    journal = path.with_name(path.name + "-journal")
    if not journal.is_file():
        return
    with journal.open("rb") as file:
        file.seek(max(0, journal.stat().st_size - len(_JOURNAL_MAGIC)))
        if file.read() != _JOURNAL_MAGIC:
            return
    raise NotABoard(
        f"Beside “{path.name}” lies “{journal.name}”, which would have another file deleted when the board is opened. It "
        "may have been tampered with, so nothing was opened. Ask its sender, or copy the board alone to another folder."
    )


def _look_inside(db: Database, path: Path, schema: Schema) -> int:
    """The schema version of a file that is a board of ours, whole and with no strange objects in it."""
    conn = db.conn
    _refuse_cut_short(db, path)
    with under_limits(db, path):
        application = conn.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise NotABoard(f"“{path.name}” is an SQLite file, but not a board of this program. It was left as it is.")
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
        if version > schema.version:
            raise BoardTooNew(
                f"“{path.name}” was written by a later version of Situation Board (format {version}, this one reads up to "
                f"{schema.version}). Update the program; the file was left as it is."
            )
        compare_schema(db, path, Schema(schema.steps, version))
        if not conn.execute("SELECT count(*) FROM board").fetchone()[0]:
            raise NotABoard(f"“{path.name}” holds no board: its title page is missing. Use File ▸ Restore.")
    return version


def _refuse_cut_short(db: Database, path: Path) -> None:
    """Tell a file that ends too early, as a broken-off copy does, from one that is damaged otherwise.

    SQLite calls both malformed, but with writable_schema (its way to salvage) it overlooks a missing end.
    """
    try:
        db.conn.execute("PRAGMA application_id").fetchone()
    except sqlite3.DatabaseError as error:
        if "malformed" not in str(error):
            raise
        db.conn.execute("PRAGMA writable_schema = ON")
        db.conn.execute("PRAGMA application_id").fetchone()  # raises where something else is wrong
        raise _cut_short(path) from error
    page_size = db.conn.execute("PRAGMA page_size").fetchone()[0]
    if path.stat().st_size % page_size and not _has_log(path):  # SQLite takes half a page for a whole one
        raise _cut_short(path)


def _has_log(path: Path) -> bool:
    """Whether a write-ahead log lies beside the file, from which SQLite completes it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _cut_short(path: Path) -> FileProblem:
    return FileProblem(
        f"“{path.name}” is cut short: its end is missing after {path.stat().st_size:,} bytes. "
        "Copy it again, or use File ▸ Restore to bring back an earlier state."
    )


def _migrate(db: Database, path: Path, version: int, schema: Schema) -> str:
    """Bring a file up to date, all or nothing, after copying it; returns the sentence that names the copy."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    kept = path.with_name(f"{path.stem} (format {version}, {stamp}){path.suffix}")
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size:
        raise FileProblem(
            f"Too little space beside “{path.name}” to copy it before bringing it up to date. Free some space."
        )
    copy_whole(db, kept)
    with db.atomic():
        schema.steps.apply(db)
        db.conn.execute(f"PRAGMA user_version = {schema.version}")
    return f"The board was brought up to date. Its earlier state is kept as “{kept.name}”."
