"""GeoJSON (RFC 7946): incidents as points with the precision of their place, flashpoints as areas or points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from db.records import Flashpoint, Incident
from db.releasing import Released
from db.vocabulary import INCIDENT_KINDS
from db.writers.shapes import area_of
from db.writers.telling import Cited, Progress, Telling, cited_words, facts, iso, plain, radius_km

DIGITS = 6  # a tenth of a metre


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write one FeatureCollection; returns sentences on what has no position."""
    telling = Telling(released, progress)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        about = {"format": "Situation Board GeoJSON", "version": 1, **dict(facts(released))}
        file.write(f'{{"type": "FeatureCollection",\n"situation_board": {_json(about)},\n"features": [')
        nowhere = _write_features(file, telling)
        file.write("\n]}\n")
    return nowhere_sentences(nowhere)


def nowhere_sentences(nowhere: dict[str, int]) -> list[str]:
    """What is left out of a map because nobody knows where it is."""
    told = []
    for noun, count in nowhere.items():
        if count:
            words = f"1 {noun} is" if count == 1 else f"{count:,} {noun}s are"
            told.append(f"{words} left out: the position is not known.")
    return told


def _write_features(file: TextIO, telling: Telling) -> dict[str, int]:
    nowhere = {"flashpoint": 0, "incident": 0}
    parted = "\n"
    for point in telling.released.flashpoints:
        found = _flashpoint(telling, point)
        if found is None:
            nowhere["flashpoint"] += 1
        else:
            file.write(parted + _json(found))
            parted = ",\n"
    for incident, cited in telling.cited_incidents():
        if incident.latitude is None:
            nowhere["incident"] += 1
        else:
            file.write(parted + _json(_incident(telling, incident, cited)))
            parted = ",\n"
    return nowhere


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _point(latitude: float | None, longitude: float | None) -> dict[str, Any]:
    assert latitude is not None
    assert longitude is not None
    return {"type": "Point", "coordinates": [round(longitude, DIGITS), round(latitude, DIGITS)]}


def _flashpoint(telling: Telling, point: Flashpoint) -> dict[str, Any] | None:
    geometry = area_of(point)
    if geometry is None:
        if point.latitude is None:
            return None
        geometry = _point(point.latitude, point.longitude)
    history = telling.released.levels.get(point.id, ())
    properties = {
        "record": "flashpoint",
        "title": plain(point.name),
        "other_names": [plain(name) for name in point.other_names],
        "level": history[-1].level if history else point.level,
        "last_checked": point.last_checked.edtf or None,
        "radius_km": point.radius_km,
        "description": plain(point.description),
        "note": plain(point.note),
        "marking": telling.marking_of(point.marking),
    }
    return {"type": "Feature", "id": str(point.id), "geometry": geometry, "properties": _known(properties)}


def _incident(telling: Telling, incident: Incident, cited: list[Cited]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(incident.id),
        "geometry": _point(incident.latitude, incident.longitude),
        "properties": _known(dict(_properties(telling, incident, cited))),
    }


def _properties(telling: Telling, one: Incident, cited: list[Cited]) -> Iterator[tuple[str, Any]]:
    """The properties of an incident by name; what is not known is null."""
    yield "record", "incident"
    for name in ("title", "summary"):
        yield name, plain(getattr(one, name))
    yield "kind", one.kind
    yield "kind_label", INCIDENT_KINDS.label(one.kind)
    yield "date", one.date.edtf or None
    yield "earliest", iso(one.date.earliest) or None
    yield "latest", iso(one.date.latest) or None
    yield "date_in_words", one.date.text() if one.date.edtf else None
    yield "precision", one.precision or None
    yield "radius_km", radius_km(one)
    yield "flashpoint", telling.flashpoint(one.flashpoint_id) or None
    for name in ("time", "zone", "place", "district", "province", "country"):
        yield name, plain(getattr(one, name)) or None
    yield "actors", telling.roles(one)
    for name in ("low", "best", "high", "civilians"):
        yield f"deaths_{name}", getattr(one, f"deaths_{name}")
    yield "injured_low", one.injured_low
    yield "injured_high", one.injured_high
    yield "grade", one.grade or None
    yield "hedge", plain(one.hedge)
    yield "sources", cited_words(cited)
    yield "tags", [plain(tag) for tag in one.tags]
    yield "note", plain(one.note)
    for name in ("recurring", "disputed", "withdrawn"):
        yield name, getattr(one, name)
    yield "dataset", plain(one.dataset)
    yield "outside_id", plain(one.outside_id)
    yield "marking", telling.marking(one)


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    """Without the texts and lists that say nothing; a null stays, since it says "not known"."""
    return {name: value for name, value in properties.items() if value not in ("", [])}
