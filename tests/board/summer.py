"""A small real board for the tests of the panels: a few incidents of a summer in Syria, hedges and all."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import db
from db.dates import from_edtf, from_typed
from db.records import Actor, Citation, Flashpoint, Incident, Relationship, Role, Source


@dataclass
class Summer:
    """The board with its ids by short names."""

    board: db.Board
    flashpoints: dict[str, int] = field(default_factory=dict)
    actors: dict[str, int] = field(default_factory=dict)
    incidents: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)


_FLASHPOINTS = {
    "tanf": (Flashpoint("At Tanf", other_names=("al-Tanf", "التنف"), latitude=33.5, longitude=38.66, radius_km=55.0,
                        description="A forward base inside a declared deconfliction zone."), "open_fighting", ""),
    "raqqa": (Flashpoint("Western Raqqa", other_names=("Tabqa Dam", "الطبقة"), latitude=35.87, longitude=38.56),
              "clashes", ""),
    "hasakah": (Flashpoint("Hasakah border", other_names=("Hasakah Province", "al-Hasakah", "الحسكة"), latitude=36.3,
                           longitude=41.2), "skirmishes", "claimed by one source only"),
    "deir": (Flashpoint("Deir ez-Zor", other_names=("Der Ezoir", "Deir Ezzor", "دير الزور"), latitude=35.34,
                        longitude=40.14), "watch", "objective of all sides"),
}  # fmt: skip
_ACTORS = {
    "us": Actor("United States", kind="state"),
    "uk": Actor("United Kingdom", kind="state"),
    "russia": Actor("Russia", kind="state"),
    "iran": Actor("Iran", kind="state"),
    "saa": Actor("Syrian Arab Army", short_name="SAA", kind="state_force"),
    "tiger": Actor("Tiger Forces", kind="state_force"),
    "sdf": Actor("Syrian Democratic Forces", short_name="SDF"),
    "nsa": Actor("New Syrian Army", identity_note="S1 asks who it is.", contested=True),
    "militias": Actor("Pro-government militias", kind="militia"),
    "pmu": Actor("Popular Mobilization Units", short_name="PMU", other_names=("الحشد الشعبي",), kind="militia"),
    "isis": Actor("ISIS", other_names=("Daesh", "داعش")),
}
# name: title, kind, date, flashpoint, roles, other fields
_INCIDENTS: dict[str, tuple[str, str, str, str, dict[str, str], dict[str, object]]] = {
    "convoy": ("Air strike on a convoy inside the zone", "air_strike", "2017-05-18", "tanf",
               {"us": "initiator", "militias": "target"}, {"reliability": "C", "credibility": "2"}),
    "second": ("Second US air strike on the militias", "air_strike", "2017-06-05", "tanf",
               {"us": "initiator", "militias": "target"}, {"reliability": "C", "credibility": "3", "disputed": True}),
    "drone": ("US fighter shoots down an Iranian-made Shahed 129 drone near At Tanf", "shoot_down", "2017-06-08~", "tanf",
              {"us": "initiator", "iran": "target", "nsa": "mentioned"},
              {"reliability": "C", "credibility": "3", "hedge": "reportedly", "latitude": 33.5, "longitude": 38.65,
               "precision": "vicinity", "place": "At Tanf", "province": "Homs", "tags": ("drone",), "deaths_low": 0,
               "deaths_best": 0, "deaths_high": 0,
               "summary": "The drone had dropped a munition at fighters with embedded coalition troops. It was a dud."}),
    "video": ("Iran releases a video in answer", "statement", "", "tanf", {"iran": "initiator"},
              {"hedge": "reportedly", "reliability": "E", "credibility": "4"}),
    "himars": ("US moves HIMARS rocket artillery to the base", "deployment", "2017-06-14~", "tanf",
               {"us": "initiator"}, {}),
    "daily": ("ISIS attacks on US and UK troops, almost daily", "clash", "2017-03-20~/2017-06-16", "tanf",
              {"isis": "initiator", "us": "target", "uk": "target"}, {"recurring": True}),
    "block": ("Blocking positions in the way of the New Syrian Army", "deployment", "../2017-06-16", "tanf",
              {"russia": "participant", "militias": "participant", "nsa": "target"}, {}),
    "advance": ("Pro-government forces advance out of Palmyra", "movement", "../2017-06-16", "deir", {"saa": "initiator"}, {}),
    "raqqa_clash": ("Tiger Forces and SDF clash west of Raqqa", "clash", "2017-06", "raqqa",
                    {"tiger": "participant", "sdf": "participant"}, {"deaths_low": 2, "deaths_high": 9, "deaths_best": 4,
                                                                   "deaths_civilians": 1}),
    "swing": ("SAA swings south and east round the SDF", "movement", "2017-06", "raqqa", {"saa": "initiator"},
              {"hedge": "appear to"}),
    "push": ("PMU enters Hasakah Province", "movement", "2017-06", "hasakah", {"pmu": "initiator"}, {}),
    "skirmish": ("Skirmishes of SDF and PMU inside Syria", "clash", "2017-06", "hasakah",
                 {"sdf": "participant", "pmu": "participant"},
                 {"hedge": "our sources are telling us", "reliability": "C", "credibility": "4"}),
    "stray": ("Shelling near the Tabqa Dam", "shelling", "2017-06-02", "", {},
              {"place": "Tabqa Dam", "province": "Raqqa", "latitude": 35.86, "longitude": 38.56}),
    "far": ("Protest in a town of no flashpoint", "protest", "2017-06-03", "", {}, {"place": "Idlib", "province": "Idlib"}),
}  # fmt: skip


def summer_board(path: Path) -> Summer:
    """Build the board at `path`; the caller closes it."""
    made = Summer(db.create_board(path, title="Syria, summer 2017", marking="AMBER"))
    with made.board.command("Set up the board"):
        _add_flashpoints(made)
        for key, actor in _ACTORS.items():
            made.actors[key] = made.board.actors.add(actor)
        made.board.relationships.add(Relationship(made.actors["us"], made.actors["nsa"], "backs"))
        for key in _INCIDENTS:
            _add_incident(made, key)
        _add_sources(made)
    return made


def _add_flashpoints(made: Summer) -> None:
    for key, (flashpoint, level, note) in _FLASHPOINTS.items():
        made.flashpoints[key] = made.board.flashpoints.add(flashpoint)
        made.board.flashpoints.set_level(made.flashpoints[key], "tense", from_edtf("2017-03"))
        made.board.flashpoints.set_level(made.flashpoints[key], level, from_edtf("2017-05"), note)
    made.board.flashpoints.update(made.flashpoints["tanf"], last_checked=from_edtf("2017-06-14"))
    made.board.flashpoints.update(made.flashpoints["deir"], last_checked=from_edtf("2017-06-02"))


def _add_incident(made: Summer, key: str) -> None:
    title, kind, date, flashpoint, roles, more = _INCIDENTS[key]
    parts = tuple(Role(made.actors[name], role) for name, role in roles.items())
    where = made.flashpoints[flashpoint] if flashpoint else None
    incident = Incident(title, kind=kind, date=from_edtf(date), flashpoint_id=where, actors=parts, **more)  # type: ignore[arg-type]
    made.incidents[key] = made.board.incidents.add(incident)


def _add_sources(made: Summer) -> None:
    sources, citations = made.board.sources, made.board.citations
    article = Source("Analysis of the fight for the border", publisher="News article", published=from_typed("16 June 2017"),
                     reliability="C")  # fmt: skip
    made.sources["s1"] = sources.add(article)
    made.sources["video"] = sources.add(Source("Video of a drone over a jet", publisher="Video", reliability="E"))
    wire = Source(
        "US again strikes near the border", publisher="Wire", published=from_edtf("2017-06-06"), reliability="B"
    )
    made.sources["wire"] = sources.add(wire)
    drone, second = made.incidents["drone"], made.incidents["second"]
    citations.add(Citation(made.sources["s1"], incident_id=drone, credibility="3", locator="¶4",
                           quote="… fired a “dud” munition into a group of coalition-embedded fighters"))  # fmt: skip
    citations.add(Citation(made.sources["video"], incident_id=drone, credibility="4", locator="statement",
                           bearing="contradicts", quote="Footage released by the Iranian side"))  # fmt: skip
    citations.add(Citation(made.sources["s1"], incident_id=second, credibility="3", claims={"date": "2017-06-05"}))
    citations.add(Citation(made.sources["wire"], incident_id=second, credibility="2", claims={"date": "2017-06-06"}))
