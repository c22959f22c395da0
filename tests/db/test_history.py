"""Undo, redo and the audit trail: whatever was done in whatever order, back and forth is exact and nothing is half done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import db
from tests.db.random_user import STEPS, Walk, state_of, walking


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


@settings(max_examples=60)
@given(draw=st.data())
def test_whatever_was_done_back_and_forth_is_exact(template: Path, draw: st.DataObject) -> None:
    with walking(template) as walk:
        random_steps(walk, draw, 12)
        walk.there_and_back()
        assert walk.board.check() == []


def random_steps(walk: Walk, draw: st.DataObject, most: int) -> None:
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
            some_steps(walk.board, draw, how)
            walk.did()
        assert walk.board.check() == []


def some_steps(board: db.Board, draw: st.DataObject, how: str) -> None:
    one, two = (draw.draw(st.sampled_from(STEPS)) for _ in range(2))
    if how == "step":
        with board.command("A step of several writes"):
            one(draw, board)
    elif how == "both":
        with board.command("Two steps as one"):
            one(draw, board)
            two(draw, board)
    elif how == "fails":
        before, revision, name = state_of(board), board.revision, board.redo_name
        with pytest.raises(Stop), board.command("A step that fails"):
            one(draw, board)
            raise Stop
        assert (state_of(board), board.revision, board.redo_name) == (before, revision, name)
        board.last_changes = db.Changes()
    else:
        with board.command("A step of which a part fails"):
            one(draw, board)
            before = state_of(board)
            with pytest.raises(Stop), board.command("The part"):
                two(draw, board)
                raise Stop
            assert state_of(board) == before


