"""The area of a flashpoint: what is pasted is checked and kept as one geometry."""

from __future__ import annotations

import json

import pytest

from db.areas import area_words, read_area

RING = [[38.0, 33.0], [39.0, 33.0], [39.0, 34.0], [38.0, 33.0]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}


def test_every_wrapping_comes_to_the_same_polygon() -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": POLYGON}
    for value in (POLYGON, feature, {"type": "FeatureCollection", "features": [feature]}):
        assert json.loads(read_area(json.dumps(value))) == POLYGON
    collection = {"type": "GeometryCollection", "geometries": [POLYGON, POLYGON]}
    both = json.loads(read_area(json.dumps(collection)))
    assert (both["type"], len(both["coordinates"])) == ("MultiPolygon", 2)
    assert read_area("  ") == ""


def test_an_open_ring_is_closed_and_heights_are_dropped() -> None:
    ring = [[38, 33, 700], [39, 33, 700], [39, 34, 700]]
    assert json.loads(read_area(json.dumps({"type": "Polygon", "coordinates": [ring]})))["coordinates"] == [RING]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("POLYGON((1 2, 3 4))", "no GeoJSON"),
        ('{"type": "Point", "coordinates": [1, 2]}', "no polygon"),
        ("[]", "no polygon"),
        ('{"type": "Polygon", "coordinates": [[[38, 33], [39, 33]]]}', "three corners"),
        ('{"type": "Polygon", "coordinates": [[[38, 99], [39, 33], [39, 34]]]}', "off the globe"),
        ('{"type": "Polygon", "coordinates": [[["a", 1], [39, 33], [39, 34]]]}', "no pair of numbers"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1], [39, 33], [39, 34]]]}', "off the globe"),
        ('{"type": "FeatureCollection", "features": 7}', "no polygon"),
        ("[" * 100_000, "no GeoJSON"),
        ('{"type": "MultiPolygon", "coordinates": [5]}', "no polygon"),
    ],
)
def test_what_is_no_area_is_told(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_area(text)


def test_an_area_in_words() -> None:
    assert area_words(json.dumps(POLYGON)) == "3 corners"
    assert area_words("") == ""
