"""References from one record to another are checked once at the end of an import instead of row by row.

A new row refers to records by ids that the import has just looked up or made, in a transaction that nobody else writes
to.  SQLite would seek each of them again, two million times for 200,000 rows, which took a tenth of the import; one
question a column at the end tells the same of exactly the new rows, and the import is rolled back if it is not so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from db.errors import BugError

# table, column, the table that it refers to, and the column with the id by which new rows are told: ids only grow
_REFERENCES = (
    ("incidents", "flashpoint_id", "flashpoints", "id"),
    ("incident_actors", "actor_id", "actors", "incident_id"),
    ("incident_actors", "incident_id", "incidents", "incident_id"),
    ("incident_tags", "tag_id", "tags", "incident_id"),
    ("incident_tags", "incident_id", "incidents", "incident_id"),
    ("citations", "source_id", "sources", "id"),
    ("citations", "incident_id", "incidents", "id"),
    ("source_quotes", "source_id", "sources", "source_id"),
    ("source_quotes", "quoted_id", "sources", "source_id"),
)


@contextmanager
def checked_at_the_end(db: Database) -> Iterator[None]:
    """Leave the checking to `check_new`; inside a transaction SQLite keeps checking as it did."""
    db.conn.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        db.conn.execute("PRAGMA foreign_keys = ON")


def check_new(db: Database, import_id: int) -> None:
    """Raise `BugError` where a row that is newer than the import refers to nothing."""
    for table, column, parent, key in _REFERENCES:
        sql = f"""SELECT 1 FROM {table} WHERE {key} > ? AND {column} IS NOT NULL
                  AND {column} NOT IN (SELECT id FROM {parent}) LIMIT 1"""
        if db.conn.execute(sql, (import_id,)).fetchone():
            raise BugError(f"The import wrote {table} that refer to {parent} which are not there; nothing was kept.")
    sql = "SELECT 1 FROM incidents WHERE id > ? AND import_id IS NOT ? LIMIT 1"
    if db.conn.execute(sql, (import_id, import_id)).fetchone():
        raise BugError("The import wrote incidents that are not its own; nothing was kept.")
