"""How many independent voices were heard on some incidents: a quiet flashpoint without sources is not a calm one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.board import Board

MOST_INCIDENTS = 20_000  # beyond so many the answer would hold up the window, and nobody doubts that there are sources

_SQL = """
SELECT count(DISTINCT CASE WHEN s.publisher <> '' THEN s.publisher ELSE '#' || s.id END)
FROM citations c JOIN sources s ON s.id = c.source_id
WHERE c.incident_id IN (SELECT value FROM json_each(?))
"""


def active_sources(board: Board, incident_ids: Iterable[int]) -> int | None:
    """How many publishers (or, without one, single sources) are cited by these incidents; None for too many of them."""
    ids = [int(incident_id) for incident_id in incident_ids]
    if len(ids) > MOST_INCIDENTS:
        return None
    if not ids:
        return 0
    return int(board.db.conn.execute(_SQL, (json.dumps(ids),)).fetchone()[0])
