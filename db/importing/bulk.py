"""Inserts many rows by few statements, each with room for hundreds of rows.

SQLite builds the sets behind `CHECK (kind IN (…))` anew for each statement.  With a statement a row that costs more
than the insert itself; with hundreds of rows in one it costs little, and every rule stays in force.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

SIZES = (500, 50, 5, 1)  # rows of the statements that are kept ready
MOST_VALUES = 30_000  # SQLite takes 32,766 in one statement unless it was built for more


class BulkInsert:
    """Inserts into one table, always the same columns."""

    def __init__(self, conn: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
        self._conn = conn
        self._width = len(columns)
        # OR FAIL spares SQLite a journal for each statement: the savepoint of the caller takes back what went in before
        head = f"INSERT OR FAIL INTO {table} ({', '.join(columns)}) VALUES "
        one = f"({','.join('?' * self._width)})"
        self._statements = [
            (size, head + ",".join([one] * size)) for size in SIZES if size * self._width <= MOST_VALUES
        ]

    def insert(self, columns: Sequence[Sequence[Any]]) -> None:
        """Insert rows given as columns of one length, inside the savepoint of the caller.

        The caller rolls back to it where this raises `sqlite3.IntegrityError`.
        """
        start, end = 0, len(columns[0])
        for size, statement in self._statements:
            while end - start >= size:
                values: list[Any] = [None] * (size * self._width)
                for place, column in enumerate(columns):
                    values[place :: self._width] = column[start : start + size]
                self._conn.execute(statement, values)
                start += size
