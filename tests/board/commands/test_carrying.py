"""What carrying a record onto another means: said before, done in one step, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import db
from board.commands.carried import PASSAGE_MIME, RECORD_KINDS, RECORDS_MIME, Carried, Passage, carried_in, put_records
from board.commands.carry_offers import Option
from board.commands.carrying import Carrier
from board.commands.targets import TARGET_KINDS, Target
from board.session import Session
from db.dates import from_edtf
from tests.board.summer import Summer, summer_board

DAY = from_edtf("2017-06-10").earliest
HERE = QPoint(0, 0)


@pytest.fixture
def summer(tmp_path: Path) -> Iterator[Summer]:
    made = summer_board(tmp_path / "summer.sitboard")
    yield made
    assert made.board.check() == []
    made.board.close()


@pytest.fixture
def session(qapp: QApplication, summer: Summer) -> Session:
    return Session(summer.board)


@pytest.fixture
def carrier(session: Session) -> Carrier:
    return Carrier(session)


def carried(summer: Summer, kind: str, *ids: int) -> Carried:
    return Carried(summer.board.info().uid, kind, ids)


def a_target(summer: Summer, kind: str) -> Target:
    """One of each kind of target on the board."""
    tie = summer.board.relationships.all()[0]
    return {
        "flashpoint": Target("flashpoint", summer.flashpoints["raqqa"], "Western Raqqa"),
        "actor": Target("actor", summer.actors["uk"], "United Kingdom"),
        "relationship": Target("relationship", tie.id, "United States backs New Syrian Army"),
        "day": Target("day", 0, "10 June 2017", DAY),
        "incident": Target("incident", summer.incidents["convoy"], "Air strike"),
        "source": Target("source", summer.sources["wire"], "US again strikes near the border"),
    }.get(kind, Target(kind))


def options(carrier: Carrier, what: Carried, target: Target, *, copy: bool = False) -> list[Option]:
    return list(carrier.offer(what, target, copy=copy).options())


def choose(carrier: Carrier, what: Carried, target: Target, words: str, *, copy: bool = False) -> None:
    next(option for option in options(carrier, what, target, copy=copy) if words in option.label).act()


@pytest.mark.parametrize(("kind", "onto"), list(product(RECORD_KINDS, TARGET_KINDS)))
def test_every_way_is_told_in_words_and_is_one_step_that_can_be_taken_back(
    kind: str, onto: str, carrier: Carrier, session: Session, summer: Summer
) -> None:
    record = {"incident": summer.incidents["drone"], "flashpoint": summer.flashpoints["tanf"],
              "actor": summer.actors["sdf"], "source": summer.sources["s1"]}[kind]  # fmt: skip
    what, target = carried(summer, kind, record), a_target(summer, onto)
    offer = carrier.offer(what, target)
    if not offer.willing:
        assert not offer.options()
        before = summer.board.revision
        carrier.take(what, target, HERE)
        assert summer.board.revision == before
        return
    assert offer.sentence
    for place in range(len(offer.options())):
        before = summer.board.revision, summer.board.undo_name
        carrier.offer(what, target).options()[place].act()
        if summer.board.revision != before[0]:  # else it ends in a form, or it was so already
            assert summer.board.undo_name != before[1]
            session.undo()
            assert summer.board.undo_name == before[1]


def test_incidents_are_assigned_as_one(carrier: Carrier, session: Session, summer: Summer) -> None:
    ids = summer.incidents["stray"], summer.incidents["far"], summer.incidents["swing"]
    target = a_target(summer, "flashpoint")
    words, willing = carrier.words(carried(summer, "incident", *ids), target)
    assert willing
    assert "3 incidents" in words
    carrier.take(carried(summer, "incident", *ids), target, HERE)
    assert {one.flashpoint_id for one in summer.board.incidents.many(ids)} == {target.id}
    assert summer.board.undo_name == "Move 3 incidents to Western Raqqa"
    assert not carrier.offer(carried(summer, "incident", *ids), target).willing  # they are there already


def test_the_part_of_an_actor_is_asked_and_kept(carrier: Carrier, summer: Summer, qtbot: QtBot) -> None:
    drone, uk = summer.incidents["drone"], summer.actors["uk"]
    before = summer.board.incidents.get(drone).actors
    with qtbot.waitSignal(carrier.choice_asked) as asked:
        carrier.take(carried(summer, "incident", drone), a_target(summer, "actor"), HERE)
    assert [option.label for option in asked.args[0]] == ["Initiator", "Target", "Participant", "Mentioned"]
    assert summer.board.incidents.get(drone).actors == before  # nothing is done before it is chosen
    asked.args[0][3].act()
    after = summer.board.incidents.get(drone).actors
    assert set(before) < set(after)
    assert {(one.actor_id, one.role) for one in set(after) - set(before)} == {(uk, "mentioned")}


def test_an_incident_speaks_for_a_tie_through_its_sources(carrier: Carrier, summer: Summer) -> None:
    tie = a_target(summer, "relationship")
    choose(carrier, carried(summer, "incident", summer.incidents["drone"]), tie, "against")
    (citation,) = summer.board.citations.of("relationship", tie.id)
    assert (citation.source_id, citation.bearing) == (summer.sources["s1"], "contradicts")
    assert "¶4" in citation.locator
    assert "Shahed 129" in citation.locator
    # what contradicts the incident does not speak for what it shows, and an incident without a source is refused
    words, willing = carrier.words(carried(summer, "incident", summer.incidents["far"]), tie)
    assert not willing
    assert "cites no source yet" in words


def test_a_date_that_is_not_exact_asks_how_it_is_meant(carrier: Carrier, session: Session, summer: Summer) -> None:
    drone, convoy, day = summer.incidents["drone"], summer.incidents["convoy"], a_target(summer, "day")
    assert [option.label for option in options(carrier, carried(summer, "incident", convoy), day)] == [
        "On 10 June 2017"
    ]
    assert len(options(carrier, carried(summer, "incident", drone), day)) > 1
    choose(carrier, carried(summer, "incident", drone), day, "About")
    assert summer.board.incidents.get(drone).date.edtf == "2017-06-10~"
    choose(carrier, carried(summer, "incident", convoy, drone), day, "moved alike")
    assert [one.date.edtf for one in summer.board.incidents.many([convoy, drone])] == ["2017-06-10", "2017-07-03~"]


def test_with_ctrl_a_copy_gets_the_day(carrier: Carrier, session: Session, summer: Summer) -> None:
    drone, count = summer.incidents["drone"], len(session.columns)
    carrier.take(carried(summer, "incident", drone), a_target(summer, "day"), HERE, copy=True)
    assert len(session.columns) == count + 1
    copy = summer.board.incidents.get(int(session.columns.ids[-1]))
    assert (copy.title, copy.date.edtf) == (summer.board.incidents.get(drone).title, "2017-06-10")
    assert len(summer.board.citations.of("incident", copy.id)) == 2
    assert summer.board.incidents.get(drone).date.edtf == "2017-06-08~"


def test_two_that_tell_of_the_same_become_one(carrier: Carrier, session: Session, summer: Summer) -> None:
    drone, second = summer.incidents["drone"], summer.incidents["second"]
    target = Target("incident", second, "Second US air strike on the militias")
    summer.board.attachments.attach(b"x", "x.txt", "text/plain", incident_id=drone)
    choose(carrier, carried(summer, "incident", drone), target, "delete this one")
    kept = summer.board.incidents.get(second)
    assert len(summer.board.citations.of("incident", second)) == 4
    assert [file.name for file in summer.board.attachments.of("incident", second)] == ["x.txt"]
    assert summer.actors["nsa"] in {part.actor_id for part in kept.actors}
    assert (kept.place, kept.date.edtf, kept.tags) == ("At Tanf", "2017-06-05", ("drone",))
    with pytest.raises(db.NotOnBoard):
        summer.board.incidents.get(drone)
    session.undo()
    assert len(summer.board.citations.of("incident", drone)) == 2


def test_an_actor_on_a_flashpoint_begins_an_incident_there(carrier: Carrier, summer: Summer, qtbot: QtBot) -> None:
    what, target = carried(summer, "actor", summer.actors["sdf"]), a_target(summer, "flashpoint")
    assert "New incident with" in carrier.words(what, target)[0]
    with qtbot.waitSignal(carrier.incident_asked) as asked:
        carrier.take(what, target, HERE)
    assert asked.args[0].flashpoint_id == target.id
    assert [part.actor_id for part in asked.args[0].actors] == [summer.actors["sdf"]]


def test_nothing_of_another_board_a_busy_or_a_read_only_one_is_taken(
    carrier: Carrier, session: Session, summer: Summer
) -> None:
    target, drone = a_target(summer, "flashpoint"), summer.incidents["drone"]
    assert "another board" in carrier.words(Carried("else", "incident", (drone,)), target)[0]
    session.set_busy("“ged.csv” is being read into the board.")
    words, willing = carrier.words(carried(summer, "incident", drone), target)
    assert not willing
    assert "ged.csv" in words
    session.set_busy("")
    with summer.board.again() as reading:
        words, willing = Carrier(Session(reading)).words(carried(summer, "incident", drone), target)
    assert not willing
    assert "reading only" in words


@pytest.mark.parametrize(
    "data",
    [b"", b"[", b"[]", b"{}", b'{"board": "x", "kind": "tie", "ids": [1]}', b'{"board": "x", "kind": "actor", "ids": []}',
     b'{"board": "x", "kind": "actor", "ids": [true]}', b'{"board": "x", "kind": "actor", "ids": [-1]}',
     b'{"board": "x", "kind": "actor", "ids": [1e400]}', b"[" * 100_000],
)  # fmt: skip
def test_what_only_calls_itself_ours_is_nothing(data: bytes, qapp: QApplication) -> None:
    mime = QMimeData()
    mime.setData(RECORDS_MIME, data)
    assert carried_in(mime) is None
    mime = QMimeData()
    mime.setData(PASSAGE_MIME, data)
    assert carried_in(mime) is None


def test_what_is_carried_comes_back(qapp: QApplication) -> None:
    mime = QMimeData()
    put_records(mime, Carried("x", "incident", (3, 2**62, 1)))
    assert carried_in(mime) == Carried("x", "incident", (3, 2**62, 1))


def test_a_passage_goes_onto_what_it_is_about_only(carrier: Carrier, summer: Summer) -> None:
    passage = Passage(summer.board.info().uid, 1, 0, 5)
    assert "Western Raqqa" in carrier.words(passage, a_target(summer, "flashpoint"))[0]
    assert not carrier.words(passage, a_target(summer, "source"))[1]
