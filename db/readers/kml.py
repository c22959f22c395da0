"""KML (OGC 2.2) to places: placemarks with a point, an area or a line; network links and overlays are not followed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from db.areas import read_area
from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadPlace
from db.readers.geojson import edtf_of
from db.readers.plain_xml import local, parse_xml

_TAG = re.compile(r"<[^<>]{0,2000}>")
_OUTSIDE = ("NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay")


def read(data: bytes, name: str) -> ReadDocument:
    """The placemarks of a KML.  Raises `FileProblem` for what is none."""
    root = parse_xml(data, name)
    if local(root) != "kml":
        raise FileProblem(f"“{name}” is XML, but no KML.")
    places: list[ReadPlace] = []
    bad = outside = 0
    title = ""
    for element in root.iter():
        kind = local(element)
        if kind == "Document" and not title:
            title = _child_text(element, "name")
        elif kind == "Placemark":
            found = list(_places(element))
            places.extend(found)
            bad += not found
        outside += kind in _OUTSIDE
    told = []
    if outside:
        told.append(f"{outside:,} of its parts lie in other files or on the network; they were not fetched.")
    if bad:
        told.append(f"{bad:,} of its placemarks have no position that can be read and were left out.")
    return ReadDocument(
        name=name,
        format="map",
        media_type="application/vnd.google-earth.kml+xml",
        title=title,
        places=tuple(places),
        sentences=tuple(told),
    )


def _child_text(element: Element, name: str) -> str:
    found = next((child for child in element if local(child) == name), None)
    return " ".join("".join(found.itertext()).split())[:2000] if found is not None else ""


def _description(mark: Element) -> str:
    """The words of a description, which is often HTML; its pictures and links go nowhere."""
    found = next((child for child in mark if local(child) == "description"), None)
    text = "".join(found.itertext()) if found is not None else ""
    if "<" in text and len(text) < 200_000:
        text = _TAG.sub(" ", re.sub(r"(?i)<(?:br|/p|/div|/tr)\s*/?>", "\n", text))
    lines = (" ".join(line.split()) for line in text.replace("\0", " ").splitlines())
    return "\n".join(line for line in lines if line)[:20_000]


def _date(mark: Element) -> str:
    moments = {
        local(part): "".join(part.itertext()).strip() for part in mark.iter() if local(part) in ("when", "begin", "end")
    }
    if "when" in moments:
        return edtf_of(moments["when"])
    begin, end = edtf_of(moments.get("begin", "")), edtf_of(moments.get("end", ""))
    return f"{begin}/{end}" if begin and end and begin < end else begin or end


def _places(mark: Element) -> Iterator[ReadPlace]:
    name, description, date = _child_text(mark, "name"), _description(mark), _date(mark)
    for part in mark.iter():
        kind = local(part)
        if kind == "Polygon":
            area, middle = _area(part)
            if area:
                yield ReadPlace(name, middle[1], middle[0], area, description, date)
        elif kind in ("Point", "LineString"):
            points = _points(part)
            if points:
                longitude, latitude = points[len(points) // 2 if kind == "LineString" else 0]
                yield ReadPlace(name, latitude, longitude, "", description, date)


def _points(element: Element) -> list[tuple[float, float]]:
    """The positions in the coordinates of a shape: "lon,lat[,height]" with spaces between."""
    text = " ".join("".join(part.itertext()) for part in element.iter() if local(part) == "coordinates")
    points = []
    for entry in text.split():
        try:
            longitude, latitude = map(float, entry.split(",")[:2])
        except ValueError:
            continue
        if abs(longitude) <= 180 and abs(latitude) <= 90:
            points.append((longitude, latitude))
    return points


def _area(polygon: Element) -> tuple[str, tuple[float, float]]:
    rings = [_points(part) for part in polygon.iter() if local(part) in ("outerBoundaryIs", "innerBoundaryIs")]
    try:
        area = read_area(json.dumps({"type": "Polygon", "coordinates": [ring for ring in rings if ring]}))
    except ValueError:
        return "", (0.0, 0.0)
    if not area:
        return "", (0.0, 0.0)
    across, up = [point[0] for point in rings[0]], [point[1] for point in rings[0]]
    return area, (round((min(across) + max(across)) / 2, 6), round((min(up) + max(up)) / 2, 6))
