"""The schema of a file against ours, looked at under limits: nothing of a stranger's is run before it is known."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from db.errors import NotABoard
from db.migrations import TODAY, Schema

Shape = dict[tuple[str, str], str]
# What ANALYZE of any SQLite program leaves; these alone may be there besides ours, and only as SQLite makes them.
_STATISTICS = {
    ("table", "sqlite_stat1"): "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    ("table", "sqlite_stat4"): "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
_MOST_STATISTICS = 2000  # rows
_LONGEST = 1_000_000  # bytes of a text or a blob while a file is looked at
_MOST_ARGUMENTS = 1  # of a function: our own schema needs json_valid(x)
_STEPS, _SECONDS = 10_000, 3.0


@contextmanager
def under_limits(db: Database, path: Path) -> Iterator[None]:
    """Let SQLite load the schema of a file that nobody has looked at yet.

    It reads the statistics as it does, before their table can be compared: a generated column there is the stranger's
    code. Within these limits none can swell, and none runs on. Raises `NotABoard` where they are met.
    """
    conn = db.conn
    limits = {sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST, sqlite3.SQLITE_LIMIT_FUNCTION_ARG: _MOST_ARGUMENTS}
    before = {limit: conn.setlimit(limit, value) for limit, value in limits.items()}
    end = time.monotonic() + _SECONDS
    conn.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    except (sqlite3.DataError, sqlite3.OperationalError) as error:
        if not any(word in str(error) for word in ("interrupted", "too big")):
            raise
        raise NotABoard(
            f"“{path.name}” holds more than a board ever does where only its tables are described. It may have been "
            "tampered with, so nothing in it was used. Ask its sender, or use File ▸ Restore."
        ) from error
    finally:
        conn.set_progress_handler(None, 0)
        for limit, value in before.items():
            conn.setlimit(limit, value)


def schema_shape(db: Database, *, as_written: bool = False) -> Shape:
    """(type, name) -> SQL of every object, white space folded; tables of statistics as SQLite makes them are left out."""
    rows = db.conn.execute("SELECT type, name, sql FROM sqlite_master ORDER BY rowid")
    return {
        (kind, name): (sql or "") if as_written else " ".join((sql or "").split())
        for kind, name, sql in rows
        if _STATISTICS.get((kind, name)) != sql
    }


def expected_shape(schema: Schema = TODAY, *, as_written: bool = False) -> Shape:
    """The shape of a fresh board of that schema version."""
    fresh = Database(sqlite3.connect(":memory:", isolation_level=None), execute_plugins=False)
    try:
        make_schema(fresh, schema)
        return schema_shape(fresh, as_written=as_written)
    finally:
        fresh.conn.close()


def compare_schema(db: Database, path: Path, schema: Schema) -> None:
    """Raise `NotABoard` where a file has an object more, fewer or otherwise than a board of that schema."""
    found, expected = schema_shape(db), expected_shape(schema)
    for kind, name in sorted(found.keys() - expected.keys()):
        virtual = found[kind, name].upper().startswith("CREATE VIRTUAL")
        what = "an index" if kind == "index" else f"a virtual {kind}" if virtual else f"a {kind}"
        raise NotABoard(
            f"“{path.name}” holds {what} named “{name}” that a board never has. It may have been tampered with, so "
            "nothing in it was run. Ask its sender, or use File ▸ Restore."
        )
    for kind, name in sorted(expected.keys() - found.keys()):
        raise NotABoard(f"“{path.name}” lacks the {kind} “{name}” that every board has. Use File ▸ Restore.")
    for key, sql in expected.items():
        if found[key] != sql:
            raise NotABoard(
                f"In “{path.name}” the {key[0]} “{key[1]}” is not made as in a board. It may have been tampered with, so "
                "nothing in it was run."
            )
    for _, name in _STATISTICS:
        if db.conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone():
            rows = db.conn.execute(f"SELECT * FROM {name} LIMIT {_MOST_STATISTICS + 1}").fetchall()
            if len(rows) > _MOST_STATISTICS:
                raise NotABoard(
                    f"“{path.name}” holds statistics (“{name}”) far beyond those of a board. It may have been tampered "
                    "with. Ask its sender, or use File ▸ Restore."
                )


def make_schema(db: Database, schema: Schema = TODAY) -> None:
    """Make the tables of that schema in an empty file."""
    names = [migration.name for migration in schema.steps.pending(db)]
    schema.steps.apply(db, stop_before=names[schema.version :] or None)
    db.conn.execute(f"PRAGMA user_version = {schema.version}")
