"""GeoJSON, KML, GEXF, GraphML and iCalendar read back in programs of others."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.profiles import PARTNERS
from db.releasing import release
from db.writers import write

KML = "{http://www.opengis.net/kml/2.2}"


def rfc7946(collection: dict[str, Any]) -> None:
    """What RFC 7946 asks of a FeatureCollection."""
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert isinstance(feature["id"], str)
        geometry = feature["geometry"]
        rings = {
            "Point": lambda c: [[c]],
            "Polygon": lambda c: c,
            "MultiPolygon": lambda c: [ring for part in c for ring in part],
        }
        for place, ring in enumerate(rings[geometry["type"]](geometry["coordinates"])):
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
            if geometry["type"] != "Point":
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
                assert (area > 0) == (place == 0)


def test_geojson_holds_points_with_their_precision_and_areas(board: db.Board, tmp_path: Path) -> None:
    told = write(release(board, PARTNERS), "geojson", tmp_path / "a.geojson")
    found = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    rfc7946(found)
    area, clash = found["features"]
    assert area["geometry"]["type"] == "Polygon"
    assert clash["geometry"] == {"type": "Point", "coordinates": [-38.63, 33.51]}
    assert (clash["properties"]["precision"], clash["properties"]["radius_km"]) == ("town", 10.0)
    assert clash["properties"]["deaths_best"] is None
    assert found["situation_board"]["Release profile"] == "Up to AMBER"
    assert "1 incident is left out: the position is not known." in told


@given(
    title=st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: text.strip() != ""),
    note=st.text(st.characters(exclude_categories=["Cs"])),
    where=st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
)
def test_any_text_and_place_stays_geojson_and_kml(
    tmp_path_factory: pytest.TempPathFactory, title: str, note: str, where: tuple[float, float]
) -> None:
    folder = tmp_path_factory.mktemp("maps")
    with db.create_board(folder / "a.sitboard") as board:
        board.incidents.add(db.Incident(title, note=note, latitude=where[0], longitude=where[1]))
        write(release(board), "geojson", folder / "a.geojson")
        write(release(board), "kml", folder / "a.kml")
    found = json.loads((folder / "a.geojson").read_text(encoding="utf-8"))
    rfc7946(found)
    assert found["features"][0]["geometry"]["coordinates"] == pytest.approx([where[1], where[0]], abs=1e-6)
    assert len(ElementTree.parse(folder / "a.kml").findall(f".//{KML}Placemark")) == 1


def test_kml_tells_span_and_precision_and_runs_no_tag_of_a_text(board: db.Board, tmp_path: Path) -> None:
    write(release(board, PARTNERS), "kml", tmp_path / "a.kml")
    tree = ElementTree.parse(tmp_path / "a.kml")
    area, clash = tree.findall(f".//{KML}Placemark")
    assert area.find(f".//{KML}outerBoundaryIs") is not None
    assert clash.findtext(f"{KML}TimeSpan/{KML}begin") == "2017-06-05"
    assert clash.findtext(f"{KML}TimeSpan/{KML}end") == "2017-06-11"
    assert clash.findtext(f".//{KML}coordinates") == "-38.63,33.51"
    data = {one.get("name"): one.findtext(f"{KML}value") for one in clash.iter(f"{KML}Data")}
    assert (data["precision"], data["radius_km"]) == ("town", "10")
    words = clash.findtext(f"{KML}description") or ""
    assert "River &lt;Brigade&gt; &amp; Sons" in words
    assert tree.find(f".//{KML}href") is None


@pytest.mark.parametrize(("kind", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_a_graph_has_parallel_directed_dated_ties(
    board: db.Board, tmp_path: Path, kind: str, read: Callable[[Path], Any]
) -> None:
    path = tmp_path / f"a.{kind}"
    write(release(board, PARTNERS), kind, path)
    graph = read(path)
    assert graph.is_directed()
    assert graph.is_multigraph()
    labels = {data["label"]: node for node, data in graph.nodes(data=True)}
    assert set(labels) == {"حرس الطاحون", "River <Brigade> & Sons"}
    ties = graph[labels["حرس الطاحون"]][labels["River <Brigade> & Sons"]].values()
    hostile = next(tie for tie in ties if tie["stance"] == "hostile")
    assert len(ties) == 2
    assert {tie["contested"] for tie in ties} == {False, True}
    days = ("start", "end") if kind == "gexf" else ("first_day", "last_day")
    assert [hostile[name] for name in days] == ["2017-05-03", "2017-08-31"]
    assert (hostile["weight"], hostile["incidents"], hostile["since"]) == (1.0, 1, "2017-05-03")


def test_gexf_is_as_gephi_wants_it(board: db.Board, tmp_path: Path) -> None:
    write(release(board, PARTNERS), "gexf", tmp_path / "a.gexf")
    space = "{http://www.gexf.net/1.2draft}"
    root = ElementTree.parse(tmp_path / "a.gexf").getroot()
    graph = root.find(f"{space}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == ("dynamic", "date", "directed")
    types = {one.get("title"): one.get("type") for one in graph.iter(f"{space}attribute")}
    assert (types["incidents"], types["contested"], types["stance"]) == ("long", "boolean", "string")
    nodes = {node.get("id") for node in graph.iter(f"{space}node")}
    assert {edge.get(end) for edge in graph.iter(f"{space}edge") for end in ("source", "target")} <= nodes
    assert "Up to AMBER" in (root.findtext(f"{space}meta/{space}description") or "")


def test_a_calendar_has_whole_days_and_steady_names(board: db.Board, tmp_path: Path) -> None:
    told = write(release(board, PARTNERS), "ics", tmp_path / "a.ics")
    data = (tmp_path / "a.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2017, 6, 5), date(2017, 6, 12))
    assert "(about 8 June 2017)" in event["summary"]
    assert str(event["uid"]).startswith("incident-")
    assert event.decoded("dtstamp").tzinfo is not None
    assert "method" not in calendar
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert "1 incident is left out: the date is not known." in told
    write(release(board, PARTNERS), "ics", tmp_path / "b.ics")
    (again,) = icalendar.Calendar.from_ical((tmp_path / "b.ics").read_bytes()).walk("VEVENT")
    assert again["uid"] == event["uid"]
