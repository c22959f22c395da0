"""Each noun: what goes in comes out, and what is not known stays so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.columns import OPEN_FUTURE, OPEN_PAST
from db.dates import UNKNOWN, ImpreciseDate, from_edtf
from tests.db import random_user
from tests.strategies import examples, imprecise_dates


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard", title="A") as board:
        yield board
        assert board.check() == []


@pytest.fixture(scope="module")
def one_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[db.Board]:
    """A board that examples fill up one after the other."""
    with db.create_board(tmp_path_factory.mktemp("x") / "a.sitboard") as board:
        board.flashpoints.add(db.Flashpoint("At Tanf"))
        for name in ("A", "B", "C"):
            board.actors.add(db.Actor(name))
        yield board
        assert board.check() == []


@pytest.fixture
def actors(board: db.Board) -> tuple[int, int]:
    return board.actors.add(db.Actor("Mill Guard")), board.actors.add(db.Actor("River Brigade"))


# -- what goes in comes out


def test_a_flashpoint(board: db.Board) -> None:
    given = db.Flashpoint(
        "At Tanf",
        other_names=("التنف", "al-Tanf"),
        latitude=33.5,
        longitude=38.62,
        radius_km=55.0,
        description="A crossing",
        level="tense",
        last_checked=from_edtf("2017-06-08"),
        opened=from_edtf("2016~"),
        note="n",
    )
    found = board.flashpoints.add(given)
    assert board.flashpoints.get(found) == replace(given, id=found, place_in_list=1)
    board.flashpoints.update(found, name="Tanf", closed=from_edtf("2018"), radius_km=None)
    assert board.flashpoints.all() == [
        replace(given, id=found, place_in_list=1, name="Tanf", closed=from_edtf("2018"), radius_km=None)
    ]
    board.flashpoints.delete(found)
    assert board.flashpoints.all() == []


def test_the_order_of_flashpoints_is_the_analysts(board: db.Board) -> None:
    one, two, three = (board.flashpoints.add(db.Flashpoint(name)) for name in ("C", "A", "B"))
    assert [flashpoint.id for flashpoint in board.flashpoints.all()] == [one, two, three]
    board.flashpoints.reorder([three, one, two])
    assert [flashpoint.id for flashpoint in board.flashpoints.all()] == [three, one, two]


def test_the_level_now_is_that_of_the_newest_date(board: db.Board) -> None:
    found = board.flashpoints.add(db.Flashpoint("At Tanf", level="calm"))
    board.flashpoints.set_level(found, "clashes", from_edtf("2017-06"), "shots")
    assert board.flashpoints.get(found).level == "clashes"
    board.flashpoints.set_level(found, "tense", from_edtf("2017-05"))  # told later, but of before
    assert board.flashpoints.get(found).level == "clashes"
    board.flashpoints.set_level(found, "watch", UNKNOWN)
    assert [(entry.level, entry.since.edtf) for entry in board.flashpoints.levels(found)] == [
        ("watch", ""),
        ("tense", "2017-05"),
        ("clashes", "2017-06"),
    ]
    assert board.flashpoints.levels() == board.flashpoints.levels(found)


def test_what_belonged_to_a_deleted_flashpoint_stays_without_it(board: db.Board, actors: tuple[int, int]) -> None:
    found = board.flashpoints.add(db.Flashpoint("At Tanf"))
    board.flashpoints.set_level(found, "tense", UNKNOWN)
    tie = board.relationships.add(db.Relationship(*actors, "hostile", flashpoint_id=found))
    incident = board.incidents.add(db.Incident("Clash", flashpoint_id=found))
    source = board.sources.add(db.Source("News"))
    board.citations.add(db.Citation(source, flashpoint_id=found))
    board.flashpoints.delete(found)
    assert board.relationships.get(tie).flashpoint_id is None
    assert board.incidents.get(incident).flashpoint_id is None
    assert board.citations.of("source", source) == []


def test_an_actor(board: db.Board, actors: tuple[int, int]) -> None:
    given = db.Actor(
        "Syrian Democratic Forces",
        short_name="SDF",
        other_names=("قسد", "QSD"),
        kind="coalition",
        parent_id=actors[0],
        identity_note="since 2015",
        contested=True,
        colour="#336699",
        x=1.25,
        y=-3.0,
        note="n",
        dataset="UCDP GED",
        outside_id="7",
    )
    found = board.actors.add(given)
    assert board.actors.get(found) == replace(given, id=found)
    board.actors.update(found, contested=False, other_names=())
    assert board.actors.get(found) == replace(given, id=found, contested=False, other_names=())
    board.actors.place({found: (7.0, 8.0)})
    assert (board.actors.get(found).x, board.actors.get(found).y) == (7.0, 8.0)
    assert board.undo_name == "Move SDF"


def test_a_deleted_actor_leaves_incidents_and_parts_of_it(board: db.Board, actors: tuple[int, int]) -> None:
    one, two = actors
    part = board.actors.add(db.Actor("Part", parent_id=one))
    tie = board.relationships.add(db.Relationship(one, two, "backs"))
    source = board.sources.add(db.Source("News"))
    board.citations.add(db.Citation(source, relationship_id=tie))
    board.citations.add(db.Citation(source, actor_id=one))
    incident = board.incidents.add(db.Incident("Clash", actors=(db.Role(one, "target"), db.Role(two, "initiator"))))
    board.actors.delete(one)
    assert board.actors.get(part).parent_id is None
    assert board.relationships.all() == board.citations.of("source", source) == []
    assert board.incidents.get(incident).actors == (db.Role(two, "initiator"),)


def test_a_relationship(board: db.Board, actors: tuple[int, int]) -> None:
    one, two = actors
    given = db.Relationship(
        one, two, "trains", since=from_edtf("2016"), until=from_edtf("2017-06~"), label="l", note="n"
    )
    found = board.relationships.add(given)
    also = board.relationships.add(db.Relationship(two, one, "hostile"))
    assert board.relationships.get(found) == replace(given, id=found)
    assert [tie.id for tie in board.relationships.between(two, one)] == [found, also]
    board.relationships.update(found, contested=True, until=UNKNOWN)
    assert board.relationships.get(found) == replace(given, id=found, contested=True, until=UNKNOWN)
    board.relationships.delete(also)
    assert [tie.id for tie in board.relationships.all()] == [found]


def test_an_incident(board: db.Board, actors: tuple[int, int]) -> None:
    flashpoint = board.flashpoints.add(db.Flashpoint("At Tanf"))
    given = db.Incident(
        "Clash at the mill",
        summary="s",
        kind="clash",
        date=from_edtf("2017-06-08/2017-06-10"),
        time="14:30",
        zone="+03:00",
        flashpoint_id=flashpoint,
        place="Mill",
        district="Suran",
        province="Hama",
        country="Syria",
        latitude=35.25,
        longitude=36.75,
        precision="vicinity",
        actors=(
            db.Role(actors[0], "initiator", "the Guard"),
            db.Role(actors[1], "target"),
            db.Role(actors[0], "mentioned"),
        ),
        deaths_low=1,
        deaths_best=2,
        deaths_high=5,
        deaths_civilians=0,
        injured_low=3,
        injured_high=4,
        reliability="B",
        credibility="2",
        hedge="reportedly",
        tags=("mill", "river"),
        note="n",
        recurring=True,
        disputed=True,
        dataset="UCDP GED",
        outside_id="17",
    )
    found = board.incidents.add(given)
    assert board.incidents.get(found) == replace(given, id=found)
    assert board.incidents.many([found, 99, found]) == [replace(given, id=found)] * 2
    assert board.incidents.titles([found, 99]) == {found: "Clash at the mill"}
    board.incidents.update(found, date=from_edtf("../2017-06"), deaths_best=None, tags=("River",))
    new = board.incidents.get(found)
    assert new == replace(given, id=found, date=from_edtf("../2017-06"), deaths_best=None, tags=("river",))
    assert board.incidents.tags() == ["river"]
    board.incidents.set_roles(found, [db.Role(actors[1], "target", "Brigade")])
    assert board.incidents.get(found).actors == (db.Role(actors[1], "target", "Brigade"),)


@examples(100)
@given(draw=st.data())
def test_any_incident_comes_back_as_it_was_put_in(one_board: db.Board, draw: st.DataObject) -> None:
    given = random_user.incident(draw, one_board)
    back = one_board.incidents.get(one_board.incidents.add(given))
    assert {tag.casefold() for tag in back.tags} == {tag.casefold() for tag in given.tags}
    assert set(back.actors) == set(given.actors)
    assert replace(back, id=0, tags=(), actors=()) == replace(given, title=given.title.strip(), tags=(), actors=())


def test_unknown_stays_unknown(board: db.Board) -> None:
    incident = board.incidents.get(board.incidents.add(db.Incident("Clash")))
    numbers = (
        "deaths_low",
        "deaths_best",
        "deaths_high",
        "deaths_civilians",
        "injured_low",
        "injured_high",
        "latitude",
    )
    assert [getattr(incident, name) for name in numbers] == [None] * len(numbers)
    assert (incident.date, incident.flashpoint_id, incident.grade) == (UNKNOWN, None, "")
    assert board.columns().deaths.tolist() == [-1]
    flashpoint = board.flashpoints.get(board.flashpoints.add(db.Flashpoint("At Tanf")))
    assert (flashpoint.radius_km, flashpoint.last_checked) == (None, UNKNOWN)
    none_died = board.incidents.add(db.Incident("Calm", deaths_best=0))
    assert board.incidents.get(none_died).deaths_best == 0
    assert board.columns().deaths.tolist() == [-1, 0]


def test_a_source_and_its_citations(board: db.Board, actors: tuple[int, int]) -> None:
    incident = board.incidents.add(db.Incident("Clash"))
    origin = board.sources.add(db.Source("Observatory"))
    given = db.Source(
        "Evening news",
        publisher="Radio Orontes",
        author="A. Reporter",
        address="https://example.org",
        published=from_edtf("2017-06-09"),
        retrieved=from_edtf("2017-06-10"),
        language="ar",
        text="What was said",
        sha256="ab",
        reliability="B",
        note="n",
        quotes=(origin,),
    )
    found = board.sources.add(given)
    assert board.sources.get(found) == replace(given, id=found)
    assert [source.id for source in board.sources.find("orontes")] == [found]
    assert board.sources.find("100%") == []
    cited = db.Citation(
        found,
        incident_id=incident,
        bearing="contradicts",
        quote="q",
        locator="p. 2",
        credibility="3",
        claims={"date": "2017"},
    )
    citation = board.citations.add(cited)
    assert (
        board.citations.of("incident", incident) == [replace(cited, id=citation)] == board.citations.of("source", found)
    )
    board.citations.update(citation, claims={}, credibility="")
    assert board.citations.get(citation) == replace(cited, id=citation, claims={}, credibility="")
    board.attachments.attach(b"x", "x.txt", "text/plain", source_id=found)
    board.sources.delete(found)
    assert board.citations.of("incident", incident) == []
    assert board.incidents.get(incident).title == "Clash"
    assert board.sources.get(origin).title == "Observatory"


def test_attachments_are_kept_byte_for_byte_and_once(board: db.Board) -> None:
    incident = board.incidents.add(db.Incident("Clash"))
    source = board.sources.add(db.Source("News"))
    data = bytes(range(256)) * 100
    one = board.attachments.attach(data, "a.bin", "application/octet-stream", incident_id=incident, graphic=True)
    two = board.attachments.attach(data, "b.bin", "image/png", source_id=source)
    kept = board.attachments.get(one)
    assert (kept.size, kept.sha256, kept.graphic) == (len(data), hashlib.sha256(data).hexdigest(), True)
    assert board.attachments.data(kept.sha256) == data
    assert board.db.conn.execute("SELECT count(*) FROM contents").fetchone() == (1,)
    board.attachments.update(one, graphic=False, name="c.bin", note="n")
    assert board.attachments.of("incident", incident) == [replace(kept, graphic=False, name="c.bin", note="n")]
    board.attachments.delete(one)
    board.undo()
    assert board.attachments.data(board.attachments.get(one).sha256) == data
    assert [attachment.id for attachment in board.attachments.of("source", source)] == [two]


def test_saved_views_of_one_name_replace_each_other(board: db.Board) -> None:
    board.views.add(db.SavedView("North", "1"))
    second = board.views.add(db.SavedView("North", "2"))
    assert board.views.all() == [db.SavedView("North", "2", second)]
    board.views.delete(second)
    assert board.views.all() == []


def test_incidents_are_moved_in_bulk_as_one_step(board: db.Board) -> None:
    flashpoint = board.flashpoints.add(db.Flashpoint("At Tanf"))
    ids = [board.incidents.add(db.Incident(f"Clash {number}")) for number in range(3)]
    board.incidents.assign(ids, flashpoint)
    assert board.undo_name == "Move 3 incidents to At Tanf"
    board.incidents.assign(ids[:1], None)
    assert [incident.flashpoint_id for incident in board.incidents.many(ids)] == [None, flashpoint, flashpoint]


def test_a_best_figure_below_the_lowest_stands_in_no_ones_way(board: db.Board) -> None:
    found = board.incidents.add(db.Incident("Clash", dataset="x", outside_id="1"))
    with board.command("As data sets have it") as command:
        command.update("incidents", (found,), {"deaths_low": 5, "deaths_best": 2})
    board.incidents.update(found, title="Battle")
    with pytest.raises(db.EntryProblem, match="lowest number must not be above"):
        board.incidents.update(found, deaths_high=9)
    board.incidents.update(found, deaths_low=1)


@examples(50)
@given(date=imprecise_dates())
def test_dates_are_kept_with_their_days(one_board: db.Board, date: ImpreciseDate) -> None:
    found = one_board.incidents.add(db.Incident("x", date=date))
    assert one_board.incidents.get(found).date == date
    place = one_board.columns().place_of(found)
    assert place is not None
    days = (one_board.columns().earliest[place], one_board.columns().latest[place])
    assert days == (
        OPEN_PAST if date.earliest is None else date.earliest,
        OPEN_FUTURE if date.latest is None else date.latest,
    )


def test_half_a_character_becomes_a_mark(board: db.Board) -> None:
    found = board.incidents.add(db.Incident("a\ud83d", tags=("t\ude00",)))
    board.incidents.update(found, note="\ud83d\ude00 \udc00", hedge="\udfff")
    incident = board.incidents.get(found)
    assert (incident.title, incident.note, incident.hedge) == ("a\ufffd", "\U0001f600 \ufffd", "\ufffd")
    assert incident.tags == ("t\ufffd",)
    board.describe(title="\ud800")
    assert board.title == "\ufffd"
    board.views.add(db.SavedView("\ud800", "{}"))
