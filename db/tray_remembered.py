"""Drafts and marks that were read before: their JSON is not parsed again while its text is the same."""

from __future__ import annotations

from typing import Any

from db import tray_rows
from db.drafts import Draft, Mark

_MOST = 20_000  # drafts; beyond, all are read anew


class Remembered:
    """What one store has read. A draft is frozen, so it may be handed out again."""

    def __init__(self) -> None:
        self._drafts: dict[int, tuple[dict[str, Any], Draft]] = {}
        self._marks: tuple[str, tuple[Mark, ...]] = ("[]", ())

    def draft(self, row: dict[str, Any]) -> Draft:
        """The draft of a row. Raises `WrongForm`."""
        known = self._drafts.get(row["id"])
        if known is not None and known[0] == row:
            return known[1]
        if len(self._drafts) >= _MOST:
            self._drafts.clear()
        draft = tray_rows.draft_from_row(row)
        self._drafts[row["id"]] = (row, draft)
        return draft

    def marks(self, text: str) -> tuple[Mark, ...]:
        """The marks of a document, of which one is looked at after the other."""
        if self._marks[0] != text:
            self._marks = (text, tray_rows.marks_from_json(text))
        return self._marks[1]
