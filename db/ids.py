"""63-bit ids: ordered by time, unique across copies of a board, and the rowids of their tables."""

from __future__ import annotations

import secrets
import time

from sqlite_utils import Database

from db.tables import TABLES

EPOCH_MS = 1_577_836_800_000  # 2020-01-01 UTC; 41 bits of milliseconds last until 2089
RANDOM_BITS = 22
LARGEST = (1 << 63) - 1


class IdMaker:
    """Makes ids for one open board; never gives one twice, even when the clock steps back."""

    def __init__(self, after: int = 0) -> None:
        self._last = after

    def next(self) -> int:
        """A fresh id: milliseconds since 2020 above 22 random bits, always above the one before."""
        return self.block(1)

    def block(self, count: int) -> int:
        """The first of `count` ids in a row, for rows that are written together."""
        now = (time.time_ns() // 1_000_000 - EPOCH_MS) << RANDOM_BITS
        # random low bits part two copies of a board that make an id in the same millisecond
        first = max(now | secrets.randbits(RANDOM_BITS), self._last + 1)
        self._last = first + count - 1
        if self._last > LARGEST:
            raise OverflowError("The clock of this machine is set too far in the future to number records.")
        return first


def highest_id(db: Database) -> int:
    """The highest id that was ever given on this board, so that a clock that was set back gives none below it."""
    tables = [spec.name for spec in TABLES.values() if spec.key == ("id",) and spec.name != "board"]
    parts = [f"SELECT max(id) AS id FROM {table}" for table in (*tables, "imports")]
    parts.append("SELECT max(record_id) FROM history_images")
    return int(db.conn.execute(f"SELECT coalesce(max(id), 0) FROM ({' UNION ALL '.join(parts)})").fetchone()[0])
