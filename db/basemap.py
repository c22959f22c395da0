"""Coastlines, borders, rivers and lakes of the world, from a small read-only file that stands beside the program.

The file is made by db/basemap_build.py from Natural Earth (public domain).  Lines are cut into pieces by squares of
CELL degrees, so that a map of a small place reads only what it shows.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from math import floor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from db.connection import uri_of
from db.gazetteer import Gazetteer, GazetteerPlace

__all__ = [
    "KINDS",
    "CountryName",
    "borders_missing",
    "country_names",
    "lines_within",
    "places_within",
    "polygons_within",
]

FILE = Path(__file__).resolve().parent.parent / "resources" / "basemap.sqlite"
KINDS = ("border", "coast", "river", "land", "lake")  # land and lake are areas
SCALE = 10_000  # positions are whole numbers of 1/10,000 degree
CELL = 5  # degrees
COARSE = 60.0  # wider maps than this, in degrees of longitude, use the coarse lines

SCHEMA = """
CREATE TABLE pieces (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, fine INTEGER NOT NULL, cell INTEGER NOT NULL, points BLOB NOT NULL
) STRICT;
CREATE INDEX pieces_by_cell ON pieces (kind, fine, cell);
CREATE TABLE countries (
    name TEXT NOT NULL, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL, north REAL NOT NULL,
    rings BLOB NOT NULL
) STRICT;
"""

Line = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CountryName:
    """A country with the outline of its land as rings (n, 2) of longitude and latitude, coarse."""

    name: str
    rings: tuple[Line, ...]


def borders_missing() -> bool:
    """Whether the file of lines is not there."""
    return not FILE.is_file()


def cell_of(longitude: float, latitude: float) -> int:
    """The number of the square in which a position lies."""
    row = min(max(floor((latitude + 90) / CELL), 0), 180 // CELL - 1)
    column = floor((longitude + 180) / CELL) % (360 // CELL)
    return row * (360 // CELL) + column


def pack(points: NDArray[np.int64]) -> bytes:
    """Points (n, 2) in 1/SCALE degree as bytes: the steps between them, compressed."""
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int64))
    return zlib.compress(steps.astype("<i4").T.tobytes(), 9)


def unpack(data: bytes) -> Line:
    """The points (n, 2) of `pack` in degrees."""
    steps = np.frombuffer(zlib.decompress(data), "<i4").reshape(2, -1).T
    return steps.cumsum(axis=0, dtype=np.int64) / SCALE


def lines_within(kind: str, west: float, south: float, east: float, north: float) -> list[Line]:
    """The lines of a kind ("border", "coast", "river") around a box of degrees, each (n, 2): longitude, latitude.

    West may be smaller than -180 and east larger than 180: the longitudes given back then run on beyond the date line.
    Lines reach beyond the box by up to CELL degrees; nothing is given where the file is not there.
    """
    return list(_pieces(kind, west, south, east, north))


def polygons_within(kind: str, west: float, south: float, east: float, north: float) -> list[Line]:
    """The areas of a kind ("land", "lake") around a box as rings, cut at the squares; see `lines_within`."""
    return list(_pieces(kind, west, south, east, north))


def _pieces(kind: str, west: float, south: float, east: float, north: float) -> Iterator[Line]:
    if borders_missing():
        return
    fine = int(east - west <= COARSE)
    cells: dict[int, list[int]] = {}  # square -> by how many turns of the globe it is shown beside itself
    for column in range(floor((west + 180) / CELL), floor((min(east, west + 359.99) + 180) / CELL) + 1):
        turn = floor(column / (360 // CELL))
        for row in range(floor((south + 90) / CELL), floor((north + 90) / CELL) + 1):
            if 0 <= row < 180 // CELL:
                cells.setdefault(row * (360 // CELL) + column % (360 // CELL), []).append(turn * 360)
    with _opened() as base:
        wanted = sorted(cells)
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ",".join("?" * len(some))
            rows = base.execute(
                f"SELECT cell, points FROM pieces WHERE kind = ? AND fine = ? AND cell IN ({marks}) ORDER BY id",
                [kind, fine, *some],
            )
            for cell, data in rows:
                line = unpack(data)
                for shift in cells[cell]:
                    yield line + np.array([shift, 0.0])


def country_names(west: float, south: float, east: float, north: float) -> list[CountryName]:
    """The countries whose bounding box meets a box of degrees."""
    found: list[CountryName] = []
    if borders_missing():
        return found
    with _opened() as base:
        for name, left, low, right, high, data in base.execute(
            "SELECT name, west, south, east, north, rings FROM countries ORDER BY name"
        ):
            if low > north or high < south:
                continue
            for shift in (-360.0, 0.0, 360.0):
                if left + shift <= east and right + shift >= west:
                    rings = [ring + np.array([shift, 0.0]) for ring in _rings(data)]
                    found.append(CountryName(name, tuple(rings)))
    return found


def pack_rings(rings: list[NDArray[np.int64]]) -> bytes:
    """Several rings as one run of bytes: the number of points of each stands first."""
    head = np.array([len(rings), *(len(ring) for ring in rings)], "<i4").tobytes()
    return head + pack(np.concatenate(rings))


def _rings(data: bytes) -> list[Line]:
    count = int(np.frombuffer(data, "<i4", 1)[0])
    lengths = np.frombuffer(data, "<i4", count, 4)
    points = unpack(data[4 * (count + 1) :])
    return np.split(points, lengths.cumsum()[:-1])


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """The file, read-only; each caller has its own, so that any thread may ask."""
    with closing(sqlite3.connect(f"{uri_of(FILE)}?mode=ro&immutable=1", uri=True)) as base:
        yield base


def places_within(west: float, south: float, east: float, north: float, limit: int) -> list[GazetteerPlace]:
    """The towns of the gazetteer in a box, those with most people first; longitudes run on as the box does."""
    towns: list[GazetteerPlace] = []
    for shift in (-360.0, 0.0, 360.0):
        left, right = max(west - shift, -180.0), min(east - shift, 180.0)
        if left <= right:
            found = _GAZETTEER.within(left, south, right, north, limit)
            towns += [replace(town, longitude=town.longitude + shift) for town in found]
    return sorted(towns, key=lambda town: (-town.population, town.id))[:limit]


_GAZETTEER = Gazetteer()
