"""Incidents taken from another board: once each, as one step, and never from a file that cannot be trusted."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

import db
from db.dates import from_edtf
from db.sample import fill

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A board of somebody else, at rest."""
    path = tmp_path / "theirs.sitboard"
    with db.create_board(path, title="Theirs") as board:
        fill(board, SAMPLE)
    return path


@pytest.fixture
def board(tmp_path: Path) -> db.Board:
    """Our own, with one flashpoint and one actor that theirs has too."""
    board = db.create_board(tmp_path / "ours.sitboard", title="Ours")
    board.flashpoints.add(db.Flashpoint("At Tanf"))
    board.actors.add(db.Actor("United States"))
    return board


def test_incidents_come_with_actors_tags_and_sources(board: db.Board, other: Path) -> None:
    report = board.imports.read_file(other)
    with db.open_board(other, read_only=True) as theirs:
        expected = {i.title: i for i in theirs.incidents.many(theirs.columns().ids.tolist())}
        names = {actor.id: actor.name for actor in theirs.actors.all()}
    found = {i.title: i for i in board.incidents.many(board.columns().ids.tolist())}
    ours = {actor.id: actor.name for actor in board.actors.all()}
    assert found.keys() == expected.keys()
    assert report.added == len(expected)
    for title, incident in found.items():
        theirs_one = expected[title]
        assert (incident.date, incident.kind, incident.place) == (theirs_one.date, theirs_one.kind, theirs_one.place)
        assert (incident.deaths_low, incident.deaths_best) == (theirs_one.deaths_low, theirs_one.deaths_best)
        assert incident.tags == theirs_one.tags
        told = {(ours[role.actor_id], role.role) for role in incident.actors}
        assert told == {(names[role.actor_id], role.role) for role in theirs_one.actors}
    at_tanf = board.flashpoints_named("At Tanf")[0]
    assert any(incident.flashpoint_id == at_tanf for incident in found.values())
    assert list(ours.values()).count("United States") == 1
    assert "stay there" in report.notes[0]


def test_taking_them_again_brings_only_what_changed(board: db.Board, other: Path) -> None:
    board.imports.read_file(other)
    with db.open_board(other) as theirs:
        first = int(theirs.columns().ids[0])
        theirs.incidents.update(first, title="Told otherwise", date=from_edtf("2017-07-01"))
    again = board.imports.read_file(other)
    assert (again.added, again.updated) == (0, 1)
    assert "Told otherwise" in {i.title for i in board.incidents.many(board.columns().ids.tolist())}


def test_it_is_one_step_that_undo_takes_back(board: db.Board, other: Path) -> None:
    actors = len(board.actors.all())
    board.imports.read_file(other)
    assert board.undo_name == "Import theirs.sitboard"
    board.undo()
    assert (len(board.columns().ids), len(board.actors.all())) == (0, actors)
    assert db.check_board(board) == []


def test_what_a_copy_of_this_board_has_too_is_left_out(tmp_path: Path, other: Path) -> None:
    copy = tmp_path / "copy.sitboard"
    shutil.copyfile(other, copy)
    with db.open_board(copy) as theirs:
        theirs.incidents.add(db.Incident("Only in the copy"))
    with db.open_board(other) as board:
        before = len(board.columns().ids)
        report = board.imports.read_file(copy)
        assert (report.added, report.left_out_count) == (1, before)
        assert report.left_out[0][1] == "This incident is on this board already."


def test_a_board_that_was_tampered_with_is_not_read(board: db.Board, other: Path) -> None:
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE VIEW wicked AS SELECT 1")
    conn.close()
    with pytest.raises(db.FileProblem, match="wicked"):
        board.imports.read_file(other)
    assert len(board.columns().ids) == 0


def test_another_database_and_the_board_itself_are_refused(board: db.Board, tmp_path: Path) -> None:
    path = tmp_path / "other.sitboard"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE t (a)")
    conn.close()
    with pytest.raises(db.FileProblem, match="not a board"):
        board.imports.read_file(path)
    with pytest.raises(db.FileProblem, match="this board itself"):
        board.imports.read_file(board.path)
