"""What is asked for in words and days, as a scope: a typed search, the days looked at, the day as of which ties hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from db.activity import Activity
from db.releasing.released import Scope

if TYPE_CHECKING:
    from db.board import Board


def scope_of(
    board: Board, text: str = "", *, as_of: int | None = None, first: int | None = None, last: int | None = None
) -> Scope:
    """The scope of a typed search and a window of days; without either the whole board. Raises `EntryProblem`."""
    if not text.strip() and first is None and last is None:
        return Scope(as_of=as_of)
    columns = board.columns()
    mask = board.mask_of_text(text, columns) if text.strip() else np.ones(len(columns), np.bool_)
    if first is None and last is None:
        return Scope(incident_ids=columns.ids[mask], as_of=as_of)
    span = columns.span() or (0, 0)
    window = (span[0] if first is None else first, span[1] if last is None else last)
    places = Activity(columns, mask).overlapping(*window) if window[0] <= window[1] else np.empty(0, np.int64)
    return Scope(incident_ids=columns.ids[np.sort(places)], as_of=as_of, window=window)
