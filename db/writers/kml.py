"""KML 2.2: incidents with their span of time and the precision of their place, flashpoints as areas."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from db.dates import ImpreciseDate
from db.records import Flashpoint, Incident
from db.releasing import Released
from db.vocabulary import INCIDENT_KINDS, LEVELS, MARKINGS, PLACE_PRECISIONS
from db.writers.geojson import DIGITS, nowhere_sentences
from db.writers.shapes import Ring, area_of, polygons_of
from db.writers.telling import (
    Cited,
    Progress,
    Telling,
    cited_words,
    facts,
    iso,
    killed_words,
    one_line,
    plain,
    radius_km,
)

# colour role of a kind of incident -> aabbggrr; a map program draws its own pin, so that nothing is fetched
_COLOURS = {
    "kind.fighting": "ff2b39c0", "kind.civilians": "ff8e449b", "kind.movement": "ff22a5e6", "kind.talk": "ffb9802a",
    "kind.other": "ff8d8c7f",
}  # fmt: skip
_AREA_LINE, _AREA_FILL = "ff3a4fb5", "333a4fb5"


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write one document with a folder of flashpoints and one of incidents."""
    telling = Telling(released, progress)
    with path.open("wb") as file:
        page = _Page(file)
        with page.inside("kml", xmlns="http://www.opengis.net/kml/2.2"), page.inside("Document"):
            page.text("name", f"{one_line(released.title)} · {MARKINGS.label(released.marking)}")
            page.text("description", _html(facts(released)))
            _styles(page)
            nowhere = {"flashpoint": _flashpoints(page, telling), "incident": _incidents(page, telling)}
        page.end()
    return nowhere_sentences(nowhere)


class _Page:
    """Writes XML as it comes; every text is escaped, and holds nothing that XML forbids."""

    def __init__(self, file: BinaryIO) -> None:
        self._xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def inside(self, name: str, /, **attributes: str) -> _Element:
        """A block whose elements stand inside this one."""
        return _Element(self._xml, name, attributes)

    def text(self, name: str, value: str) -> None:
        """An element that holds a text; nothing where there is none."""
        if value:
            with self.inside(name):
                self._xml.characters(value)

    def end(self) -> None:
        """Close the document."""
        self._xml.endDocument()


class _Element:
    """One element while it is open."""

    def __init__(self, xml: XMLGenerator, name: str, attributes: dict[str, str]) -> None:
        self._xml, self._name, self._attributes = xml, name, attributes

    def __enter__(self) -> None:
        self._xml.startElement(self._name, AttributesImpl(self._attributes))

    def __exit__(self, *reason: object) -> None:
        self._xml.endElement(self._name)
        if self._name in ("Placemark", "Style", "Folder", "Document"):
            self._xml.ignorableWhitespace("\n")


def _styles(page: _Page) -> None:
    for role, colour in _COLOURS.items():
        with page.inside("Style", id=role), page.inside("IconStyle"):
            page.text("color", colour)
    with page.inside("Style", id="flashpoint"):
        with page.inside("LineStyle"):
            page.text("color", _AREA_LINE)
            page.text("width", "2")
        with page.inside("PolyStyle"):
            page.text("color", _AREA_FILL)


def _flashpoints(page: _Page, telling: Telling) -> int:
    """Write the flashpoints; returns how many have no position."""
    nowhere = 0
    with page.inside("Folder"):
        page.text("name", "Flashpoints")
        for point in telling.released.flashpoints:
            area = area_of(point)
            if area is None and point.latitude is None:
                nowhere += 1
                continue
            with page.inside("Placemark", id=f"flashpoint-{point.id}"):
                page.text("name", one_line(point.name))
                page.text("description", _html(_flashpoint_lines(telling, point)))
                page.text("styleUrl", "#flashpoint")
                _data(page, (("record", "flashpoint"), ("radius_km", _number(point.radius_km))))
                if area is None:
                    _point(page, point.latitude, point.longitude)
                else:
                    _polygons(page, polygons_of(area))
    return nowhere


def _flashpoint_lines(telling: Telling, point: Flashpoint) -> Iterator[tuple[str, str]]:
    history = telling.released.levels.get(point.id, ())
    yield "Level", LEVELS.label(history[-1].level if history else point.level)
    yield "Other names", ", ".join(point.other_names)
    yield "Radius", f"{point.radius_km:g} km" if point.radius_km else ""
    yield "Description", point.description
    yield "Note", point.note
    yield "Marking", MARKINGS.label(telling.marking_of(point.marking))


def _incidents(page: _Page, telling: Telling) -> int:
    """Write the incidents; returns how many have no position."""
    nowhere = 0
    with page.inside("Folder"):
        page.text("name", "Incidents")
        for incident, cited in telling.cited_incidents():
            if incident.latitude is None:
                nowhere += 1
                continue
            with page.inside("Placemark", id=f"incident-{incident.id}"):
                page.text("name", one_line(incident.title))
                page.text("description", _html(_incident_lines(telling, incident, cited)))
                _span(page, incident.date)
                page.text("styleUrl", f"#{INCIDENT_KINDS[incident.kind].role}")
                _data(
                    page,
                    (
                        ("record", "incident"), ("kind", incident.kind), ("date", incident.date.edtf),
                        ("precision", incident.precision), ("radius_km", _number(radius_km(incident))),
                        ("grade", incident.grade), ("marking", telling.marking(incident)),
                    ),
                )  # fmt: skip
                _point(page, incident.latitude, incident.longitude)
    return nowhere


def _incident_lines(telling: Telling, one: Incident, cited: list[Cited]) -> Iterator[tuple[str, str]]:
    yield "When", " ".join(filter(None, (one.date.text() if one.date.edtf else "not known", one.time, one.zone)))
    yield "Kind", INCIDENT_KINDS.label(one.kind)
    where = ", ".join(dict.fromkeys(filter(None, (one.place, one.district, one.province, one.country))))
    yield "Where", where
    within = radius_km(one)
    around = f" (within some {within:g} km)" if within else ""
    yield "Position", f"{PLACE_PRECISIONS.label(one.precision).lower()}{around}" if one.precision else "not graded"
    yield "Flashpoint", telling.flashpoint(one.flashpoint_id)
    yield "Actors", telling.roles(one)
    yield "Killed", killed_words(one) or "not known"
    yield "Grade", one.grade or "not graded"
    yield "Doubt in the source", one.hedge
    yield "Summary", one.summary
    yield "Note", one.note
    yield "Sources", cited_words(cited) or "no source cited"
    flags = {"recurring": one.recurring, "disputed": one.disputed, "withdrawn by its data set": one.withdrawn}
    yield "Also", ", ".join(words for words, holds in flags.items() if holds)
    yield "Marking", MARKINGS.label(telling.marking(one))


def _html(lines: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
    """Lines as the little HTML that a balloon shows: what the board says in it is text and never a tag."""
    told = (f"<b>{escape(name)}:</b> {escape(plain(value))}" for name, value in lines if value)
    return "<br>".join(told).replace("\n", "<br>")


def _span(page: _Page, date: ImpreciseDate) -> None:
    if date.earliest is None and date.latest is None:
        return
    with page.inside("TimeSpan"):
        page.text("begin", iso(date.earliest))
        page.text("end", iso(date.latest))


def _data(page: _Page, values: tuple[tuple[str, str], ...]) -> None:
    with page.inside("ExtendedData"):
        for name, value in values:
            if value:
                with page.inside("Data", name=name):
                    page.text("value", plain(value))


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _at(longitude: float, latitude: float) -> str:
    return f"{round(longitude, DIGITS)},{round(latitude, DIGITS)}"


def _point(page: _Page, latitude: float | None, longitude: float | None) -> None:
    assert latitude is not None
    assert longitude is not None
    with page.inside("Point"):
        page.text("coordinates", _at(longitude, latitude))


def _polygons(page: _Page, polygons: list[list[Ring]]) -> None:
    with page.inside("MultiGeometry"):
        for outer, *holes in polygons:
            with page.inside("Polygon"):
                _ring(page, "outerBoundaryIs", outer)
                for hole in holes:
                    _ring(page, "innerBoundaryIs", hole)


def _ring(page: _Page, name: str, ring: Ring) -> None:
    with page.inside(name), page.inside("LinearRing"):
        page.text("coordinates", " ".join(_at(longitude, latitude) for longitude, latitude in ring))
