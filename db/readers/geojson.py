"""GeoJSON (RFC 7946) to places: points as they are, areas whole, lines by their middle."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from db.areas import read_area
from db.dates import DateError, from_edtf, from_typed
from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadPlace

_NAMES = ("name", "title", "label", "place", "location", "shapename", "name_en", "id")
_WORDS = ("description", "desc", "summary", "notes", "note", "comment")
_DATES = ("date", "event_date", "datetime", "timestamp", "time", "when", "begin", "start")
_WGS84 = ("crs84", "4326", "wgs84", "wgs 84")
_LONGEST = 20_000


class _Told:
    """What is said at the end of what could not be used, each thing counted once."""

    def __init__(self) -> None:
        self.lines = self.off = self.bad = 0

    def sentences(self, projected: str) -> tuple[str, ...]:
        """One sentence for each kind of thing."""
        told = [projected] if projected else []
        if self.lines:
            told.append(f"{self.lines:,} of its shapes are lines; each is taken as the point at its middle.")
        if self.off:
            told.append(
                f"{self.off:,} of its positions lie off the globe and were left out: "
                "GeoJSON wants [longitude, latitude] in degrees."
            )
        if self.bad:
            told.append(f"{self.bad:,} of its shapes could not be read and were left out.")
        return tuple(told)


def read(data: bytes, name: str) -> ReadDocument:
    """The places of a GeoJSON text.  Raises `FileProblem` for what is none."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileProblem(f"“{name}” is no GeoJSON that can be read: {_why(error)}.") from error
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise FileProblem(f"“{name}” is JSON, but no GeoJSON: it has no type.")
    told = _Told()
    projected = _projection(value)
    try:
        places = () if projected else tuple(_places(value, {}, told))
    except RecursionError as error:
        raise FileProblem(f"“{name}” is nested too deeply to be read.") from error
    return ReadDocument(
        name=name,
        format="map",
        media_type="application/geo+json",
        title=_text(value.get("name")),
        places=places,
        sentences=told.sentences(projected),
    )


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} in line {error.lineno}"
    return "it is no UTF-8 text" if isinstance(error, UnicodeDecodeError) else "it is nested too deeply"


def _projection(value: Mapping[str, Any]) -> str:
    """A sentence where positions are in another system than longitude and latitude (GeoJSON of before 2016)."""
    crs = value.get("crs")
    told = json.dumps(crs).lower() if isinstance(crs, dict) else ""
    if not told or any(word in told for word in _WGS84):
        return ""
    return "Its positions are in another system than longitude and latitude; save it as WGS 84 (EPSG:4326) and drop it again."


def _places(value: Any, words: Mapping[str, Any], told: _Told) -> Iterator[ReadPlace]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "FeatureCollection":
        for feature in _list(value.get("features")):
            yield from _places(feature, words, told)
    elif kind == "Feature":
        found = value.get("properties")
        words = {str(key).casefold(): item for key, item in found.items()} if isinstance(found, dict) else {}
        if "id" not in words and value.get("id") is not None:
            words = {**words, "id": value["id"]}
        yield from _places(value.get("geometry"), words, told)
    elif kind == "GeometryCollection":
        for geometry in _list(value.get("geometries")):
            yield from _places(geometry, words, told)
    elif kind in ("Polygon", "MultiPolygon"):
        yield from _area(value, words, told)
    elif kind in ("Point", "MultiPoint", "LineString", "MultiLineString"):
        yield from _points(kind, value.get("coordinates"), words, told)
    elif value is not None:
        told.bad += 1


def _area(value: Any, words: Mapping[str, Any], told: _Told) -> Iterator[ReadPlace]:
    try:
        area = read_area(json.dumps({"type": value["type"], "coordinates": value.get("coordinates")}))
    except ValueError:
        told.bad += 1
        return
    longitude, latitude = _middle(json.loads(area))
    yield ReadPlace(**_said(words), latitude=latitude, longitude=longitude, area=area)


def _middle(area: dict[str, Any]) -> tuple[float, float]:
    """The centre of the box around an area: where a card or a label can stand."""
    polygons = area["coordinates"] if area["type"] == "MultiPolygon" else [area["coordinates"]]
    corners = [corner for polygon in polygons for corner in polygon[0]]
    across, up = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return round((min(across) + max(across)) / 2, 6), round((min(up) + max(up)) / 2, 6)


def _points(kind: str, coordinates: Any, words: Mapping[str, Any], told: _Told) -> Iterator[ReadPlace]:
    if kind == "Point":
        wanted = [coordinates]
    elif kind == "MultiPoint":
        wanted = _list(coordinates)
    else:
        lines = [coordinates] if kind == "LineString" else _list(coordinates)
        wanted = [line[len(line) // 2] for line in map(_list, lines) if line]
        told.lines += len(wanted)
    for point in wanted:
        if not _is_point(point):
            told.bad += 1
        elif abs(point[0]) > 180 or abs(point[1]) > 90:
            told.off += 1
        else:
            yield ReadPlace(**_said(words), latitude=float(point[1]), longitude=float(point[0]))


def _is_point(point: Any) -> bool:
    numbers = point[:2] if isinstance(point, list) and len(point) >= 2 else []
    return bool(numbers) and all(
        isinstance(one, int | float) and not isinstance(one, bool) and one == one for one in numbers
    )


def _said(words: Mapping[str, Any]) -> dict[str, str]:
    """Name, description and date of a place, by the names that such files give them."""
    return {
        "name": next((text for key in _NAMES if (text := _text(words.get(key)))), ""),
        "description": next((text for key in _WORDS if (text := _text(words.get(key)))), ""),
        "date": next((date for key in _DATES if (date := edtf_of(_text(words.get(key))))), ""),
    }


def edtf_of(text: str) -> str:
    """A moment of a map file as the EDTF of its day; "" for none."""
    if not text:
        return ""
    try:
        return from_edtf(text[:10]).edtf
    except DateError:
        pass
    try:
        return from_typed(text).edtf if any(sign.isdigit() for sign in text) else ""
    except DateError:
        return ""


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return str(value).replace("\0", " ").strip()[:_LONGEST]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
