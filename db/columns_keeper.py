"""Keeps the columns of one open board in memory and brings them up to date by the few incidents that a write touched."""

from __future__ import annotations

import numpy as np
from sqlite_utils import Database

from db import columns
from db.changes import Changes
from db.columns import FEW, IncidentColumns


class ColumnsKeeper:
    """The columns at a known revision, and the incidents touched since."""

    def __init__(self, db: Database, *, trust: bool = True) -> None:
        """`trust`: whether the columns that are kept in the file may be used."""
        self._db = db
        self._read = columns.load if trust else columns.build
        self._kept: IncidentColumns | None = None
        self._revision = -1
        self._touched: set[int] = set()

    def note(self, changes: Changes) -> None:
        """Hear of a write through this connection."""
        if self._kept is None or not changes.revision:
            return
        if changes.revision != self._revision + 1 or "incidents" in changes.whole:
            self._kept = None  # another connection wrote in between, or too much changed to name
            return
        self._revision = changes.revision
        self._touched |= changes.ids.get("incidents", frozenset())
        if len(self._touched) > FEW:
            self._kept = None

    def at(self, revision: int) -> IncidentColumns:
        """The columns as they stand at the board's present revision."""
        if self._kept is None or self._revision != revision:
            self._kept, self._revision = self._read(self._db), revision
        elif self._touched:
            touched = np.array(sorted(self._touched), dtype=np.int64)
            fresh = columns.fresh_rows(self._db, touched.tolist())
            # most edits are of words, which no column holds: the same object tells everyone that nothing moved
            if not columns.same_rows(self._kept, touched, *fresh):
                self._kept = columns.patch_few(self._kept, touched, *fresh)
        self._touched = set()
        return self._kept
