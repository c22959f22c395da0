"""Undo, redo and the audit trail: whatever was done in whatever order, back and forth is exact and nothing is half done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from tests.db.random_user import STEPS, Step, Walk, state_of, walking
from tests.db.tray_user import TRAY_STEPS
from tests.strategies import examples


class Stop(Exception):
    """What goes wrong in the middle of a command."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.sitboard"
    db.create_board(path, title="Empty").close()
    return path


@pytest.fixture
def board(tmp_path: Path) -> db.Board:
    with db.create_board(tmp_path / "a.sitboard", title="A") as board:
        yield board


@examples(40)
@given(draw=st.data())
def test_whatever_was_done_back_and_forth_is_exact(template: Path, draw: st.DataObject) -> None:
    with walking(template) as walk:
        random_steps(walk, draw, 12)
        walk.there_and_back()
        assert walk.board.check() == []


@examples(40)
@given(draw=st.data())
def test_whatever_was_done_in_the_tray_back_and_forth_is_exact(template: Path, draw: st.DataObject) -> None:
    with walking(template) as walk:
        random_steps(walk, draw, 14, TRAY_STEPS)
        walk.there_and_back()
        assert walk.board.check() == []


def random_steps(walk: Walk, draw: st.DataObject, most: int, steps: tuple[Step, ...] = STEPS) -> None:
    for _ in range(draw.draw(st.integers(1, most))):
        how = draw.draw(st.sampled_from(["step"] * 6 + ["undo", "redo", "both", "fails", "inner fails", "reopen"]))
        if how == "undo":
            walk.undo()
        elif how == "redo":
            walk.redo()
        elif how == "reopen":
            walk.board.close()
            walk.board = db.open_board(walk.board.path)
        else:
            some_steps(walk.board, draw, how, steps)
            walk.did()
        assert walk.board.check() == []


def broken_off(board: db.Board, draw: st.DataObject, step: Step) -> None:
    with board.command("A step that fails"):
        step(draw, board)
        raise Stop


def some_steps(board: db.Board, draw: st.DataObject, how: str, steps: tuple[Step, ...]) -> None:
    one, two = (draw.draw(st.sampled_from(steps)) for _ in range(2))
    if how == "step":
        with board.command("A step of several writes"):
            one(draw, board)
    elif how == "both":
        with board.command("Two steps as one"):
            one(draw, board)
            two(draw, board)
    elif how == "fails":
        before, revision, name = state_of(board), board.revision, board.redo_name
        with pytest.raises(Stop):
            broken_off(board, draw, one)
        assert (state_of(board), board.revision, board.redo_name) == (before, revision, name)
        board.last_changes = db.Changes()
    else:
        with board.command("A step of which a part fails"):
            one(draw, board)
            before = state_of(board)
            with pytest.raises(Stop):
                broken_off(board, draw, two)
            assert state_of(board) == before


def test_undo_and_redo_outlive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "a.sitboard"
    with db.create_board(path, title="A") as board:
        actor = board.actors.add(db.Actor("River Brigade"))
        board.actors.update(actor, name="Mill Guard")
    with db.open_board(path) as board:
        assert board.undo_name == "Edit River Brigade"
        assert board.undo().touches_record("actors", actor)
        assert board.actors.get(actor).name == "River Brigade"
        board.undo()
        assert board.actors.all() == []
    with db.open_board(path) as board:
        assert board.redo_name == "Add actor River Brigade"
        board.redo()
        board.redo()
        assert board.actors.get(actor).name == "Mill Guard"
        assert (board.redo_name, board.undo_name) == (None, "Edit River Brigade")


def test_a_new_step_drops_what_was_undone(board: db.Board) -> None:
    board.actors.add(db.Actor("One"))
    board.undo()
    board.actors.add(db.Actor("Two"))
    assert board.redo_name is None
    assert not board.redo()
    assert [(step.name, step.state) for step in board.history()] == [
        ("Add actor Two", "done"),
        ("Add actor One", "dropped"),
    ]


def test_a_step_that_changes_nothing_leaves_none(board: db.Board) -> None:
    actor = board.actors.add(db.Actor("One"))
    revision = board.revision
    board.actors.update(actor, name="One")
    board.incidents.delete_many([])
    with board.command("Nothing"):
        pass
    assert (board.revision, len(board.history())) == (revision, 1)
    assert not board.last_changes


def test_a_step_that_changes_nothing_keeps_what_was_undone(board: db.Board) -> None:
    actor = board.actors.add(db.Actor("One"))
    board.actors.update(actor, name="Two")
    board.undo()
    board.actors.update(actor, name="One")
    assert board.redo_name == "Edit One"


def test_changes_name_what_was_touched(board: db.Board) -> None:
    actor = board.actors.add(db.Actor("One"))
    assert board.last_changes.ids == {"actors": {actor}}
    incident = board.incidents.add(db.Incident("x", actors=(db.Role(actor, "target"),), tags=("new",)))
    assert board.last_changes.touches_record("incidents", incident)
    assert board.last_changes.touches("tags")
    assert not board.last_changes.touches("flashpoints", "actors")
    assert board.last_changes.revision == board.revision == 2
    assert board.undo().touches_record("incidents", incident)
    assert board.revision == 3


def test_the_outermost_name_wins(board: db.Board) -> None:
    with board.command("Make both"):
        one = board.actors.add(db.Actor("One"))
        two = board.actors.add(db.Actor("Two"))
        board.relationships.add(db.Relationship(one, two, "allied"))
    assert [step.name for step in board.history()] == ["Make both"]
    board.undo()
    assert board.actors.all() == []


def test_the_audit_trail_of_one_record(board: db.Board) -> None:
    one, two = board.incidents.add(db.Incident("One")), board.incidents.add(db.Incident("Two"))
    board.incidents.set_tags(one, ["river"])
    board.incidents.update(two, title="Other")
    assert [step.name for step in board.history_of("incidents", one)] == ["Edit “One”", "Add incident “One”"]
    assert board.history_of("actors", one) == []


def test_a_write_that_would_break_the_board_is_a_bug_and_not_kept(board: db.Board) -> None:
    with pytest.raises(db.BugError, match="was not kept"):
        board.relationships.add(db.Relationship(1, 2, "hostile"))
    assert (board.revision, board.undo_name, board.check()) == (0, None, [])


def test_ids_survive_undo_and_redo(board: db.Board) -> None:
    incident = board.incidents.add(db.Incident("One", tags=("river",)))
    before = board.incidents.get(incident)
    board.incidents.delete(incident)
    board.undo()
    assert board.incidents.get(incident) == before
    board.redo()
    with pytest.raises(db.NotOnBoard):
        board.incidents.get(incident)
