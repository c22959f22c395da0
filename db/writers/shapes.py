"""The areas of flashpoints as RFC 7946 wants them: outer rings run against the clock, holes with it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from db.areas import read_area
from db.records import Flashpoint

Ring = list[list[float]]


def area_of(flashpoint: Flashpoint) -> dict[str, Any] | None:
    """The area as a Polygon or MultiPolygon geometry; None where it has none, or none that can be read."""
    try:
        text = read_area(flashpoint.area)
    except ValueError:
        return None
    if not text:
        return None
    area: dict[str, Any] = json.loads(text)
    many = area["type"] == "MultiPolygon"
    polygons = [_wound(polygon) for polygon in (area["coordinates"] if many else [area["coordinates"]])]
    return {"type": area["type"], "coordinates": polygons if many else polygons[0]}


def polygons_of(area: dict[str, Any]) -> list[list[Ring]]:
    """The polygons of a geometry that `area_of` gave, each a list of rings."""
    polygons: list[list[Ring]] = area["coordinates"] if area["type"] == "MultiPolygon" else [area["coordinates"]]
    return polygons


def _wound(polygon: list[Ring]) -> list[Ring]:
    return [ring if (_turns(ring) > 0) == (number == 0) else ring[::-1] for number, ring in enumerate(polygon)]


def _turns(ring: Ring) -> float:
    """Twice the signed area: above 0 where the ring runs against the clock (shoelace formula)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
