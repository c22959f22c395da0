"""Map files: points, areas and lines of GeoJSON and KML, and what is told of the rest."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import FileProblem
from db.readers import maps
from db.readers.documents import ReadPlace

SQUARE = [[38.0, 33.0], [39.0, 33.0], [39.0, 34.0], [38.0, 34.0], [38.0, 33.0]]


def geojson(*features: object, **more: object) -> bytes:
    """A FeatureCollection."""
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def feature(geometry: object, **properties: object) -> dict[str, object]:
    """One feature."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(longitude: float, latitude: float) -> dict[str, object]:
    """One point geometry."""
    return {"type": "Point", "coordinates": [longitude, latitude]}


def kml(inside: str) -> bytes:
    """A KML with this in its document."""
    head = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Zone</name>'
    return f"{head}{inside}</Document></kml>".encode()


def test_points_keep_name_date_and_words() -> None:
    data = geojson(feature(point(38.6, 33.5), Name="Strike", date="2017-05-18T10:00:00Z", notes="convoy"))
    (place,) = maps.read(data, "m.geojson").places
    assert (place.name, place.latitude, place.longitude) == ("Strike", 33.5, 38.6)
    assert (place.date, place.description, place.area) == ("2017-05-18", "convoy", "")


def test_areas_become_areas_with_their_middle() -> None:
    (place,) = maps.read(geojson(feature({"type": "Polygon", "coordinates": [SQUARE]}, name="Zone")), "m.json").places
    assert json.loads(place.area) == {"type": "Polygon", "coordinates": [SQUARE]}
    assert (place.latitude, place.longitude) == (33.5, 38.5)


def test_what_is_left_out_is_told() -> None:
    data = geojson(
        feature(point(3340.0, 33.5)),
        feature({"type": "Point", "coordinates": "here"}),
        feature({"type": "LineString", "coordinates": [[1, 2], [3, 4], [5, 6]]}, name="Road"),
        feature(None, name="nowhere"),
    )
    read = maps.read(data, "m.geojson")
    assert [(place.name, place.longitude, place.latitude) for place in read.places] == [("Road", 3.0, 4.0)]
    told = " ".join(read.sentences)
    assert "1 of its shapes are lines" in told
    assert "1 of its positions lie off the globe" in told
    assert "1 of its shapes could not be read" in told


def test_another_projection_is_told_and_nothing_taken() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    read = maps.read(geojson(feature(point(38.6, 33.5)), crs=crs), "m.geojson")
    assert read.places == ()
    assert "save it as WGS 84" in read.sentences[0]


def test_kml_placemarks() -> None:
    data = kml(
        "<Placemark><name>Post</name><description><![CDATA[<b>US</b> advisers<br>here <img src='http://x/y.png'>]]>"
        "</description><TimeStamp><when>2017-06-08T12:00:00Z</when></TimeStamp>"
        "<Point><coordinates>38.6,33.5,0</coordinates></Point></Placemark>"
        "<Placemark><name>Zone</name><Polygon><outerBoundaryIs><LinearRing><coordinates>38,33 39,33 39,34 38,34 38,33"
        "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        "<NetworkLink><Link><href>http://example.org/secret.kml</href></Link></NetworkLink>"
    )
    read = maps.read(data, "m.kml")
    assert read.title == "Zone"
    post, zone = read.places
    assert (post.name, post.description, post.date) == ("Post", "US advisers\nhere", "2017-06-08")
    assert (zone.name, json.loads(zone.area)["coordinates"]) == ("Zone", [SQUARE])
    assert "were not fetched" in read.sentences[0]


def test_a_kmz_is_opened_and_a_bomb_in_it_is_not() -> None:
    def packed(inside: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("doc.kml", inside)
        return out.getvalue()

    mark = "<Placemark><name>P</name><Point><coordinates>1,2</coordinates></Point></Placemark>"
    assert [place.name for place in maps.read(packed(kml(mark)), "m.kmz").places] == ["P"]
    with pytest.raises(FileProblem, match="larger than 100 MB"):
        maps.read(packed(kml(" " * 101_000_000)), "m.kmz")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>',
            "document type",
        ),
        (b"<kml>" + b"<a>" * 1000 + b"</a>" * 1000 + b"</kml>", "nested too deeply"),
        (b"<kml><a></kml>", "damaged"),
        (b"<html></html>", "no KML"),
        (b'{"a": 1}', "no GeoJSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"type": ', "line 1"),
    ],
)
def test_what_is_no_map_is_refused_with_its_reason(data: bytes, why: str) -> None:
    with pytest.raises(FileProblem, match=why):
        maps.read(data, "m.file")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-200, 200) | st.floats() | st.sampled_from(["Point", "Polygon", "x"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometry", "properties", "features"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


def _tried(data: bytes) -> tuple[tuple[ReadPlace, ...], str]:
    """The places, or the sentence of the refusal."""
    try:
        return maps.read(data, "m.json").places, ""
    except FileProblem as problem:
        return (), str(problem)


@given(_JSON)
def test_any_json_gives_places_on_the_globe_or_a_sentence(value: object) -> None:
    places, refusal = _tried(json.dumps(value).encode())
    assert not refusal or "m.json" in refusal
    assert all(abs(place.latitude or 0) <= 90 and abs(place.longitude or 0) <= 180 for place in places)
    assert all(place.latitude is not None and place.longitude is not None for place in places)
