"""What was printed: which sheet, when and from which state; and what changed on the board since."""

from __future__ import annotations

import json
from typing import Any

from db import bulk_history, history
from db.records import SheetRecord
from db.store import Store
from db.tables import TABLES

_OF_INCIDENTS = frozenset(spec.name for spec in TABLES.values() if spec.kind == "incidents")


class SheetStore(Store):
    """The sheets that left the printer. A log and no command: undo takes back what was edited, not what was handed out."""

    table = "sheets"

    def all(self) -> list[SheetRecord]:
        """Every sheet, newest first."""
        return [_record(row) for row in self._rows("SELECT * FROM sheets ORDER BY id DESC")]

    def compared_with(self, kind: str, about: str = "") -> SheetRecord | None:
        """The newest sheet of that kind about that record that shows an earlier state of the board than this one.

        A sheet made twice from one state, as a file and on paper, thus tells the same news twice.
        """
        sql = """SELECT * FROM sheets WHERE kind = ? AND about = ? AND revision < (SELECT revision FROM board)
            ORDER BY id DESC LIMIT 1"""
        return next((_record(row) for row in self._rows(sql, (kind, about))), None)

    def note(self, kind: str, about: str = "", choices: dict[str, Any] | None = None) -> int:
        """Write down that a sheet was printed from the board as it stands; returns the id of the entry."""
        sheet_id = self._board.ids.next()
        kept = {**(choices or {}), "step": self._last_step()}
        with self._board.transaction():
            revision = self._db.conn.execute("SELECT revision FROM board").fetchone()[0]
            self._db.conn.execute(
                "INSERT INTO sheets (id, kind, about, printed_at, revision, choices) VALUES (?, ?, ?, ?, ?, ?)",
                (sheet_id, kind, about, history.now_utc(), revision, json.dumps(kept, ensure_ascii=False)),
            )
        return sheet_id

    def _last_step(self) -> int:
        return int(self._tuples("SELECT coalesce(max(step), 0) FROM history WHERE state = 'done'")[0][0])

    def changed_since(self, sheet: SheetRecord, kind: str = "incidents") -> set[int]:
        """Ids of the records of a kind that were added or changed after a sheet was printed, as the board stands now.

        A record and what belongs to it count as one: a new citation changes its incident.
        """
        step = int(json.loads(sheet.choices or "{}").get("step", 0))
        column = {"incidents": "incident_id", "relationships": "relationship_id"}.get(kind, "")
        tables = tuple(spec.name for spec in TABLES.values() if spec.kind == kind)
        found: set[int] = set()
        sql = """SELECT i.kind, i.record_id, coalesce(i.after, i.before) FROM history_images i
            JOIN history h ON h.step = i.step WHERE h.step > ? AND h.state = 'done'"""
        for table, record_id, image in self._tuples(sql, (step,)):
            if table in tables:
                found.add(record_id)
            elif table == "citations" and column and (owner := json.loads(image).get(column)) is not None:
                found.add(owner)
        if kind == "incidents":
            found |= self._imported_since(step)
        return found

    def _imported_since(self, step: int) -> set[int]:
        later = "SELECT step, import_id FROM history WHERE step > ? AND state = 'done' AND import_id IS NOT NULL"
        found: set[int] = set()
        for number, import_id in self._tuples(later, (step,)):
            found.update(row[0] for row in self._tuples("SELECT id FROM incidents WHERE import_id = ?", (import_id,)))
            for _number, _what, rowid in bulk_history.chunks(self._db, number, "what = 'changed'"):
                images = bulk_history.images_in(self._db, rowid)
                found.update(image.record_id for image in images if image.table in _OF_INCIDENTS)
        return found


def _record(row: dict[str, Any]) -> SheetRecord:
    return SheetRecord(**row)
