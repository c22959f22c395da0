"""Incidents at no flashpoint, and how many sources speak."""

from __future__ import annotations

from pathlib import Path

import db
from db.records import Citation, Flashpoint, Incident, Source
from db.source_activity import MOST_INCIDENTS, active_sources
from db.unassigned import propose_flashpoints, unassigned_at, unassigned_places


def test_places_rules_and_sources(tmp_path: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as board:
        near = board.flashpoints.add(Flashpoint("Near", latitude=33.5, longitude=38.66, radius_km=50.0))
        named = board.flashpoints.add(Flashpoint("Raqqa", other_names=("الرقة",)))
        add = board.incidents.add
        inside = add(Incident("a", latitude=33.6, longitude=38.7, province="Raqqa"))
        by_name = add(Incident("b", province="Raqqa Governorate"))
        arabic = add(Incident("c", place="الرقة"))
        other = add(Incident("d", province="Idlib"))
        gone = add(Incident("e", province="Idlib", withdrawn=True))
        assert propose_flashpoints(board) == {near: [inside], named: [by_name, arabic]}
        assert propose_flashpoints(board, by_position=False) == {named: [inside, by_name, arabic]}
        assert propose_flashpoints(board, by_name=False) == {near: [inside]}
        places = unassigned_places(board)
        assert sorted(place.label for place in places) == ["Idlib", "Raqqa", "Raqqa Governorate", "الرقة"]
        idlib = next(place for place in places if place.label == "Idlib")
        assert (idlib.count, unassigned_at(board, idlib)) == (1, [other])
        assert gone not in unassigned_at(board, idlib)
        board.incidents.assign([other], near)
        assert "Idlib" not in [place.label for place in unassigned_places(board)]


def test_sources_are_counted_by_publisher(tmp_path: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as board:
        one, two = board.incidents.add(Incident("a")), board.incidents.add(Incident("b"))
        sources = [
            board.sources.add(Source(title, publisher=who)) for title, who in (("x", "P"), ("y", "P"), ("z", ""))
        ]
        for source_id in sources:
            board.citations.add(Citation(source_id, incident_id=one))
        assert active_sources(board, [one, two]) == 2
        assert active_sources(board, [two]) == 0
        assert active_sources(board, []) == 0
        assert active_sources(board, range(MOST_INCIDENTS + 1)) is None
