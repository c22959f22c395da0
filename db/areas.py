"""The area of a flashpoint as GeoJSON: what comes from outside is checked and kept as one plain geometry."""

from __future__ import annotations

import json
from typing import Any

LONGEST_TEXT = 2_000_000
MOST_POINTS = 20_000
_HINT = "Paste a GeoJSON Polygon or MultiPolygon, or a Feature that holds one."


def read_area(text: str) -> str:
    """The Polygon or MultiPolygon in a pasted GeoJSON as compact GeoJSON, "" for none. ValueError with a sentence.

    Features and collections are unwrapped; several polygons become one MultiPolygon.
    """
    if not text.strip():
        return ""
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"This area has {len(text):,} characters; up to {LONGEST_TEXT:,} can be kept. Simplify it.")
    try:
        polygons = _polygons(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The area is no GeoJSON that can be read. {_HINT}") from error
    if not polygons:
        raise ValueError(f"There is no polygon in this GeoJSON. {_HINT}")
    checked = [[_ring(ring) for ring in polygon] for polygon in polygons]
    points = sum(len(ring) for polygon in checked for ring in polygon)
    if points > MOST_POINTS:
        raise ValueError(f"This area has {points:,} corners; up to {MOST_POINTS:,} can be kept. Simplify it.")
    one = {"type": "Polygon", "coordinates": checked[0]}
    many = {"type": "MultiPolygon", "coordinates": checked}
    return json.dumps(one if len(checked) == 1 else many, separators=(",", ":"))


def area_words(area: str) -> str:
    """How many parts and corners an area has, in words; empty for none."""
    try:
        polygons = _polygons(json.loads(read_area(area) or "{}"))
    except ValueError:
        return ""
    if not polygons:
        return ""
    points = sum(len(ring) - 1 for polygon in polygons for ring in polygon)
    parts = f"{len(polygons)} parts, " if len(polygons) > 1 else ""
    return f"{parts}{points} corners"


def _polygons(value: Any) -> list[Any]:
    """All polygons (lists of rings) in a geometry, feature or collection of them."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "Feature":
        return _polygons(value.get("geometry"))
    if kind in ("FeatureCollection", "GeometryCollection"):
        members = value.get("features" if kind == "FeatureCollection" else "geometries")
        return [polygon for member in _list(members) for polygon in _polygons(member)]
    if kind == "Polygon":
        return [polygon for polygon in [_list(value.get("coordinates"))] if polygon]
    if kind == "MultiPolygon":
        return [polygon for polygon in map(_list, _list(value.get("coordinates"))) if polygon]
    return []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _ring(ring: Any) -> list[list[float]]:
    if not isinstance(ring, list) or not all(_is_point(point) for point in ring):
        raise ValueError("A corner of the area is no pair of numbers [longitude, latitude].")
    corners = [[float(point[0]), float(point[1])] for point in ring]
    for longitude, latitude in corners:
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise ValueError(
                f"The corner [{longitude:g}, {latitude:g}] lies off the globe. GeoJSON wants [longitude, latitude] in degrees."
            )
    if corners and corners[0] != corners[-1]:
        corners.append(corners[0])
    if len(corners) < 4:
        raise ValueError("An area needs at least three corners.")
    return corners


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) >= 2
        and all(isinstance(number, int | float) and not isinstance(number, bool) for number in point[:2])
    )
