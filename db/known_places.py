"""The places that incidents of the board name, with where they lie: what a text is read against beside flashpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.codes import read_as

if TYPE_CHECKING:
    from db.board import Board

NEWEST = 20_000  # so many of the newest incidents are looked at: a board of a million must not be read through
MOST = 2_000


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place named by incidents of the board; `precision` is a code of PLACE_PRECISIONS or empty."""

    name: str
    latitude: float
    longitude: float
    precision: str = ""
    flashpoint_id: int | None = None


def places_of_incidents(board: Board, *, newest: int = NEWEST, most: int = MOST) -> tuple[KnownPlace, ...]:
    """Each place name once, at the position that most incidents give it; the most frequent names first."""
    rows = board.db.conn.execute(
        """SELECT place, latitude, longitude, precision, flashpoint_id, count(*) AS times FROM
             (SELECT place, latitude, longitude, precision, flashpoint_id FROM incidents
              WHERE withdrawn = 0 ORDER BY id DESC LIMIT ?)
           WHERE place <> '' AND latitude IS NOT NULL AND longitude IS NOT NULL
           GROUP BY place, latitude, longitude, precision, flashpoint_id ORDER BY times DESC, place LIMIT ?""",
        (newest, most * 4),
    )
    found: dict[str, KnownPlace] = {}
    for name, latitude, longitude, precision, flashpoint_id, _ in rows:
        if name not in found and len(found) < most:
            found[name] = KnownPlace(
                name, latitude, longitude, read_as("incidents", "precision", precision), flashpoint_id
            )
    return tuple(found.values())
