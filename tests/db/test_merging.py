"""Two flashpoints become one: what moves, what is joined, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import db
from db.dates import from_edtf


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard", title="A") as board:
        yield board
        assert board.check() == []


def _two(board: db.Board) -> tuple[int, int]:
    dam = db.Flashpoint("Tabqa Dam", other_names=("al-Tabqa",), latitude=35.87, longitude=38.56, note="dam",
                        last_checked=from_edtf("2017-06-10"), level="clashes")  # fmt: skip
    west = db.Flashpoint("Western Raqqa", other_names=("AL-TABQA",), last_checked=from_edtf("2017-06-02"), note="west")
    return board.flashpoints.add(dam), board.flashpoints.add(west)


def test_all_that_belongs_to_one_flashpoint_goes_to_the_other(board: db.Board) -> None:
    dam, west = _two(board)
    incident = board.incidents.add(db.Incident("Shelling", flashpoint_id=dam))
    one, other = board.actors.add(db.Actor("Mill Guard")), board.actors.add(db.Actor("River Brigade"))
    tie = board.relationships.add(db.Relationship(one, other, "hostile", flashpoint_id=dam))
    source = board.sources.add(db.Source("Wire"))
    citation = board.citations.add(db.Citation(source, flashpoint_id=dam))
    board.flashpoints.set_level(west, "watch", from_edtf("2017-01"))
    board.flashpoints.set_level(dam, "clashes", from_edtf("2017-05"))
    board.flashpoints.merge(dam, west)
    assert [point.id for point in board.flashpoints.all()] == [west]
    joined = board.flashpoints.get(west)
    assert joined.other_names == ("AL-TABQA", "Tabqa Dam")
    assert (joined.latitude, joined.level) == (35.87, "clashes")
    assert joined.last_checked.edtf == "2017-06-10"
    assert joined.note == "west\n\ndam"
    assert board.incidents.get(incident).flashpoint_id == west
    assert board.relationships.get(tie).flashpoint_id == west
    assert board.citations.get(citation).flashpoint_id == west
    assert [entry.level for entry in board.flashpoints.levels(west)] == ["watch", "clashes"]
    assert board.last_changes.touches("flashpoints", "incidents", "relationships", "citations")
    assert {dam, west} <= board.last_changes.ids["flashpoints"]
    assert board.flashpoints_named("Tabqa Dam") == [west]


def test_a_merge_is_one_step_and_is_taken_back_whole(board: db.Board) -> None:
    dam, west = _two(board)
    incidents = [board.incidents.add(db.Incident(f"Shelling {number}", flashpoint_id=dam)) for number in range(20)]
    before = board.flashpoints.all(), board.flashpoints.levels(), board.incidents.many(incidents)
    board.flashpoints.merge(dam, west)
    after = board.flashpoints.all(), board.flashpoints.levels(), board.incidents.many(incidents)
    assert board.undo_name == "Merge flashpoint Tabqa Dam into Western Raqqa"
    board.undo()
    assert (board.flashpoints.all(), board.flashpoints.levels(), board.incidents.many(incidents)) == before
    assert board.check() == []
    board.redo()
    assert (board.flashpoints.all(), board.flashpoints.levels(), board.incidents.many(incidents)) == after


def test_a_flashpoint_is_not_merged_with_itself(board: db.Board) -> None:
    dam, _west = _two(board)
    with pytest.raises(db.EntryProblem, match="itself"):
        board.flashpoints.merge(dam, dam)
    assert board.flashpoints.get(dam).name == "Tabqa Dam"
