"""Places of the world by name, from a small read-only file that stands beside the program: no network is used.

The file is made by db/gazetteer_build.py from GeoNames (CC BY 4.0).  It holds countries, provinces and some 75,000
towns and villages with their names in Latin, Arabic and Cyrillic letters, folded as `db.names.fold` does, and for the
countries where transliterations vary also the sound of each name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from pathlib import Path
from threading import Lock
from typing import Any

from db.connection import uri_of
from db.names import fold

__all__ = ["COUNTRY", "DEGREE", "PROVINCE", "TOWN", "Gazetteer", "GazetteerPlace"]

FILE = Path(__file__).resolve().parent.parent / "resources" / "gazetteer.sqlite"

COUNTRY, PROVINCE, TOWN = 0, 1, 2
DEGREE = 10_000  # positions are whole numbers of 1/10,000 degree: 11 m

SCHEMA = """
CREATE TABLE places (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT NOT NULL,
    province INTEGER NOT NULL, population INTEGER NOT NULL, latitude INTEGER NOT NULL, longitude INTEGER NOT NULL
) STRICT;
CREATE TABLE names (fold TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (fold, place)) STRICT, WITHOUT ROWID;
CREATE TABLE sounds (
    country TEXT NOT NULL, sounds TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (country, sounds, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE cells (
    cell INTEGER NOT NULL, country TEXT NOT NULL, towns INTEGER NOT NULL, PRIMARY KEY (cell, country)
) STRICT, WITHOUT ROWID;
"""
_AT_ONCE = 500
_PLACES = """
SELECT {first}, place.id, place.name, place.kind, place.country, coalesce(area.name, ''), place.population,
       place.latitude, place.longitude
"""


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A country, province or town: its GeoNames id (negative for a province), position in degrees, people (0: not
    known).  `country` is an ISO 3166 alpha-2 code, `province` the name of the province that it lies in."""

    id: int
    name: str
    kind: int  # COUNTRY, PROVINCE or TOWN
    country: str
    province: str
    population: int
    latitude: float
    longitude: float


class Gazetteer:
    """The places of one gazetteer file.  It is opened at the first question and may be asked from any thread.

    A gazetteer that is not there or cannot be read knows no places; `missing` then says so.
    """

    def __init__(self, path: Path = FILE) -> None:
        self._path = path
        self._lock = Lock()
        self._conn: sqlite3.Connection | None = None
        self._sounds: dict[str, list[tuple[str, int]]] = {}
        self.missing = not path.is_file()

    def named(self, folds: Iterable[str]) -> dict[str, list[GazetteerPlace]]:
        """The places by folded names, those with most people first; a name that no place has is left out."""
        source = """
        FROM names JOIN places AS place ON place.id = names.place LEFT JOIN places AS area ON area.id = place.province
        WHERE names.fold IN ({marks}) ORDER BY place.kind, place.population DESC, place.id
        """
        return self._found("names.fold", source, list(dict.fromkeys(folds)))

    def called(self, name: str) -> list[GazetteerPlace]:
        """The places of one name in any case and with or without accents, those with most people first."""
        folded = fold(name)
        return self.named([folded]).get(folded, [])

    def places(self, ids: Iterable[int]) -> dict[int, GazetteerPlace]:
        """The places by id."""
        source = """
        FROM places AS place LEFT JOIN places AS area ON area.id = place.province WHERE place.id IN ({marks})
        """
        found = self._found("place.id", source, list(dict.fromkeys(ids)))
        return {number: places[0] for number, places in found.items()}

    def sounds_of(self, country: str) -> list[tuple[str, int]]:
        """How the places of a country sound (`db.name_folding.sound_words`, joined) with their ids."""
        known = self._sounds.get(country)
        if known is None:
            known = self._rows("SELECT sounds, place FROM sounds WHERE country = ?", [country])
            self._sounds[country] = known
        return known

    def countries_near(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """The codes of the countries with towns around a position (about 100 km), that with most towns first."""
        row, column = floor(latitude), floor(longitude)
        for reach in (0, 1):
            steps = range(-reach, reach + 1)
            cells = [(row + up) * 360 + (column + right) for up in steps for right in steps]
            found = self._rows(
                f"SELECT country, sum(towns) FROM cells WHERE cell IN ({','.join('?' * len(cells))})"
                " GROUP BY country ORDER BY 2 DESC, 1",
                cells,
            )
            if found:
                return tuple(country for country, _ in found)
        return ()

    def within(self, west: float, south: float, east: float, north: float, limit: int) -> list[GazetteerPlace]:
        """The towns in a box of degrees (-180 to 180), those with most people first."""
        source = """
        FROM places AS place LEFT JOIN places AS area ON area.id = place.province
        WHERE place.kind = ? AND place.longitude BETWEEN ? AND ? AND place.latitude BETWEEN ? AND ?
        ORDER BY place.population DESC, place.id LIMIT ?
        """
        box = [floor(one * DEGREE) for one in (west, east, south, north)]
        found: list[GazetteerPlace] = []
        for row in self._rows(_PLACES.format(first="0") + source, [TOWN, *box, limit]):
            _, number, name, kind, country, province, people, latitude, longitude = row
            position = latitude / DEGREE, longitude / DEGREE
            found.append(GazetteerPlace(number, name, kind, country, province, people, *position))
        return found

    def close(self) -> None:
        """Let go of the file; a later question opens it again."""
        with self._lock:
            if self._conn is not None:
                self._conn.close()
                self._conn = None

    def _found(self, first: str, source: str, keys: list[str] | list[int]) -> dict[Any, list[GazetteerPlace]]:
        found: dict[Any, list[GazetteerPlace]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            query = _PLACES.format(first=first) + source.format(marks=",".join("?" * len(some)))
            for row in self._rows(query, some):
                key, number, name, kind, country, province, people, latitude, longitude = row
                position = latitude / DEGREE, longitude / DEGREE
                found.setdefault(key, []).append(GazetteerPlace(number, name, kind, country, province, people, *position))
        return found

    def _rows(self, query: str, values: Sequence[str | int]) -> list[Any]:
        if self.missing:
            return []
        with self._lock:
            if self._conn is None:
                self._conn = sqlite3.connect(
                    f"{uri_of(self._path)}?mode=ro&immutable=1", uri=True, check_same_thread=False
                )
            return self._conn.execute(query, values).fetchall()
