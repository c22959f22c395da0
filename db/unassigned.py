"""Incidents that belong to no flashpoint: where they are, and which flashpoint the rules propose for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.importing.assign import Assigner

if TYPE_CHECKING:
    from db.board import Board

_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class UnassignedPlace:
    """Unassigned incidents that name the same place."""

    country: str
    province: str
    place: str
    count: int

    @property
    def label(self) -> str:
        """The place from small to large; “place not known” for none."""
        names = dict.fromkeys(filter(None, (self.place, self.province, self.country)))
        return " · ".join(names) or "place not known"


def unassigned_places(board: Board, limit: int = 2000) -> list[UnassignedPlace]:
    """The places of unassigned incidents, the most frequent first; withdrawn incidents are left out."""
    rows = board.db.conn.execute(
        """SELECT country, province, place, count(*) FROM incidents WHERE flashpoint_id IS NULL AND withdrawn = 0
           GROUP BY country, province, place ORDER BY count(*) DESC, province, place LIMIT ?""",
        (limit,),
    )
    return [UnassignedPlace(*row) for row in rows]


def unassigned_at(board: Board, place: UnassignedPlace) -> list[int]:
    """The ids of the unassigned incidents of one place."""
    rows = board.db.conn.execute(
        """SELECT id FROM incidents WHERE flashpoint_id IS NULL AND withdrawn = 0
           AND country = ? AND province = ? AND place = ? ORDER BY id""",
        (place.country, place.province, place.place),
    )
    return [row[0] for row in rows]


def propose_flashpoints(board: Board, *, by_position: bool = True, by_name: bool = True) -> dict[int, list[int]]:
    """Flashpoint id -> ids of the unassigned incidents that fit it.

    By position: within the area of a flashpoint, else the nearest whose radius reaches.  By name: the place,
    district or province is one of its names.  Where both rules find one, the position decides.
    """
    assigner = Assigner(board.flashpoints.all())
    found: dict[int, list[int]] = {}
    if not assigner:
        return found
    cursor = board.db.conn.execute(
        """SELECT id, latitude, longitude, precision, place, district, province FROM incidents
           WHERE flashpoint_id IS NULL AND withdrawn = 0 ORDER BY id"""
    )
    while rows := cursor.fetchmany(_CHUNK):
        fits: list[int | None] = [None] * len(rows)
        if by_position:
            _ids, latitudes, longitudes, precisions, *_ = zip(*rows, strict=True)
            fits = assigner.by_position(latitudes, longitudes, precisions)
        for row, fit in zip(rows, fits, strict=True):
            flashpoint_id = fit or (assigner.by_name(*row[4:]) if by_name else None)
            if flashpoint_id is not None:
                found.setdefault(flashpoint_id, []).append(row[0])
    return found
