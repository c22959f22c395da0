"""Whether a board is sound: the file, its search indexes, its history, its dates, its attachments and its tray."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import numpy as np
from sqlite_utils import Database

from db import codes, columns, history_check, tray_soundness
from db.board_file import close_file, open_file
from db.dates import DateError, from_edtf
from db.errors import FileProblem
from db.tables import TABLES, TableSpec

MOST_TOLD = 20  # problems of one kind that are told one by one; beyond that they are counted
_BLOCK = 1 << 20
_DATES = {
    "flashpoints": ("last_checked", "opened", "closed"),
    "levels": ("since",),
    "relationships": ("since", "until"),
    "sources": ("published", "retrieved"),
    "tray_documents": ("published",),
}
_NAMES_OF_CONTENT = """SELECT name FROM attachments WHERE sha256 = ?1
    UNION ALL SELECT name FROM tray_documents WHERE original = ?1 UNION ALL SELECT name FROM tray_files WHERE sha256 = ?1"""


class Checked(Protocol):
    """What of a board is looked at."""

    db: Database


def check(board: Checked | Path | str) -> list[str]:
    """Every problem of an open board, or of a file that is then opened for reading, as a sentence; [] for a sound one.

    Raises `FileProblem` where there is no such file.
    """
    if not isinstance(board, Path | str):
        return check_database(board.db)
    path = Path(board)
    if not path.is_file():
        raise FileProblem(f"“{path.name}” is not there, or is not a file.")
    try:
        opened = open_file(path, read_only=True)
    except FileProblem as problem:
        return [str(problem)]
    try:
        return check_database(opened.db)
    finally:
        close_file(opened)


def check_database(db: Database) -> list[str]:
    """All checks, over one state of the board; one that cannot even be made is a problem too."""
    looks = (_integrity, _foreign_keys, _dates, _attachments, tray_soundness.problems, codes.sentences, _columns,
             history_check.problems, _search_indexes)  # fmt: skip
    with _one_state(db):
        found = [problem for look in looks for problem in _made(look, db)]
    return list(dict.fromkeys(found))


@contextmanager
def _one_state(db: Database) -> Iterator[None]:
    """A transaction that keeps nothing: what is compared with what belongs to the same state."""
    try:
        db.conn.execute("BEGIN")
    except sqlite3.OperationalError as error:
        raise FileProblem(f"The board is being written just now, so it was not checked: {error}.") from error
    try:
        yield
    finally:
        db.rollback()


def _made(look: Callable[[Database], list[str]], db: Database) -> list[str]:
    try:
        return _shortened(look(db))
    except sqlite3.DatabaseError as error:
        return [f"A part of the board cannot be read ({error}). Use File ▸ Restore to bring back an earlier state."]
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # what is kept there is not what it should be
        return [f"A part of the board makes no sense ({error}). Use File ▸ Restore to bring back an earlier state."]


def _shortened(problems: list[str]) -> list[str]:
    if len(problems) <= MOST_TOLD:
        return problems
    return [*problems[:MOST_TOLD], f"… and {len(problems) - MOST_TOLD:,} more of this kind."]


def _integrity(db: Database) -> list[str]:
    rows = [str(row[0]) for row in db.conn.execute("PRAGMA integrity_check(100)")]
    return [f"The file is damaged: {row}." for row in rows if row != "ok"]


def _foreign_keys(db: Database) -> list[str]:
    problems = []
    for table, row_id, parent, _ in db.conn.execute("PRAGMA foreign_key_check"):
        which = "A row" if row_id is None else f"Row {row_id}"
        problems.append(f"{which} of {table} refers to a row of {parent} that is not there.")
    return problems


def _search_indexes(db: Database) -> list[str]:
    problems = []
    for spec in TABLES.values():
        if spec.search and not _fits(db, spec):
            problems.append(
                f"The search index of the {spec.name} does not fit them: a search may miss or invent some."
            )
    return problems


def _fits(db: Database, spec: TableSpec) -> bool:
    """Whether an index holds what its table does.

    FTS5 compares the two only where it may write. So the index alone, a tenth of a large board, is copied to a
    temporary one, which settle() keeps in memory: nothing is written to the board or to any disk, and a board on a
    read-only medium or in use by another window is checked as well.
    """
    conn = db.conn
    (sql,) = conn.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (spec.search,)).fetchone()
    sql = sql.replace(f"VIRTUAL TABLE {spec.search}", "VIRTUAL TABLE temp.checked_search", 1)
    conn.execute(f"CREATE TEMP VIEW checked AS SELECT * FROM main.{spec.name}")
    try:
        conn.execute(sql.replace(f"content='{spec.name}'", "content='checked'", 1))
        for part in ("data", "idx", "config"):
            conn.execute(f"DELETE FROM temp.checked_search_{part}")
            conn.execute(f"INSERT INTO temp.checked_search_{part} SELECT * FROM main.{spec.search}_{part}")
        conn.execute("INSERT INTO temp.checked_search (checked_search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    finally:
        with suppress(sqlite3.DatabaseError):  # of an index that cannot be read; the end of the transaction takes it
            conn.execute("DROP TABLE IF EXISTS temp.checked_search")
        conn.execute("DROP VIEW temp.checked")
    return True


def _dates(db: Database) -> list[str]:
    problems = []
    for text, earliest, latest in db.conn.execute("SELECT DISTINCT date, earliest, latest FROM incidents"):
        try:
            date = from_edtf(text)
        except DateError:
            problems.append(f"The date “{text}” of an incident is no date.")
            continue
        if (date.earliest, date.latest) != (earliest, latest):
            problems.append(
                f"The date “{text}” of an incident lasts from day {date.earliest} to {date.latest}, and "
                f"{earliest} to {latest} is kept beside it."
            )
    for table, names in _DATES.items():
        for name in names:
            for (text,) in db.conn.execute(f"SELECT DISTINCT {name} FROM {table}"):
                try:
                    from_edtf(text)
                except DateError:
                    problems.append(f"The date “{text}” in {table} ({name}) is no date.")
    return problems


def _attachments(db: Database) -> list[str]:
    problems = []
    for row_id, sha256, size in db.conn.execute("SELECT rowid, sha256, length(data) FROM contents").fetchall():
        if _sha256(db, row_id, size) != sha256:
            names = [row[0] for row in db.conn.execute(_NAMES_OF_CONTENT, (sha256,))]
            problems.append(
                f"The file “{names[0] if names else sha256}” kept in the board is no longer what was put in: its SHA-256 differs."
            )
    sql = """SELECT a.name, a.size, length(c.data) FROM attachments a LEFT JOIN contents c ON c.sha256 = a.sha256
             WHERE a.size IS NOT length(c.data)"""
    for name, size, real in db.conn.execute(sql):
        has = "its content is missing" if real is None else f"{real:,} are there"
        problems.append(f"The attachment “{name}” should have {size:,} bytes; {has}.")
    return problems


def _sha256(db: Database, row_id: int, size: int) -> str:
    """The hash of one content, read in blocks, since contents may be large."""
    digest = hashlib.sha256()
    if size:
        with db.conn.blobopen("contents", "data", row_id, readonly=True) as blob:
            while block := blob.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _columns(db: Database) -> list[str]:
    kept, built = columns.load(db), columns.build(db)
    wrong = [
        name
        for name in columns.ARRAYS
        if not np.array_equal(getattr(kept, name), getattr(built, name), equal_nan=name in ("latitude", "longitude"))
    ]
    return [f"The kept columns of the incidents differ from the incidents in: {', '.join(wrong)}."] if wrong else []
