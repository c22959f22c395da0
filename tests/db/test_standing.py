"""A file that goes, changes or is written over under an open board: noticed at the next write, told, nothing lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.sitboard"
    db.create_board(path, title="Ours").close()
    return path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "b.sitboard"
    with db.create_board(path, title="Theirs") as board:
        for number in range(40):
            board.actors.add(db.Actor(f"Theirs {number}"))
    return path


def replace(path: Path, theirs: Path) -> None:
    """As programs do that keep folders in step."""
    os.replace(theirs, path)


def remove(path: Path, _theirs: Path) -> None:
    path.unlink()


def move_away(path: Path, _theirs: Path) -> None:
    path.rename(path.with_name("moved.sitboard"))


def write_over(path: Path, theirs: Path) -> None:
    path.write_bytes(theirs.read_bytes())


def cut(path: Path, _theirs: Path) -> None:
    os.truncate(path, 8192)


def names(path: Path) -> list[str]:
    with db.open_board(path, read_only=True) as board:
        assert board.check() == []
        return [actor.name for actor in board.actors.all()]


@pytest.mark.parametrize(
    ("meddle", "what"),
    [(replace, "was replaced"), (remove, "was moved or deleted"), (move_away, "was moved or deleted")],
)
def test_what_is_written_after_another_file_took_the_place_is_in_a_copy(
    path: Path, theirs: Path, tmp_path: Path, meddle: Callable[[Path, Path], None], what: str
) -> None:
    with db.open_board(path) as board:
        board.actors.add(db.Actor("Before"))
        assert board.displaced() == ""
        meddle(path, theirs)
        standing_there = path.read_bytes() if path.exists() else None
        board.actors.add(db.Actor("After"))
        assert what in board.displaced()
        assert "Save a copy" in board.displaced()
        board.actors.add(db.Actor("Later"))
        copy = tmp_path / "copy.sitboard"
        board.save_copy(copy)
        assert path.with_name(path.name + "-wal").stat().st_size == 0  # nothing to be played into what stands there
    assert names(copy) == ["After", "Before", "Later"]
    assert (path.read_bytes() if path.exists() else None) == standing_there
    left = {file.name for file in tmp_path.iterdir()}
    assert left <= {"a.sitboard", "b.sitboard", "moved.sitboard", "copy.sitboard"}


@pytest.mark.parametrize("meddle", [write_over, cut])
def test_a_file_that_was_written_over_takes_no_write_of_ours(
    path: Path, theirs: Path, tmp_path: Path, meddle: Callable[[Path, Path], None]
) -> None:
    with db.open_board(path) as board:
        board.actors.add(db.Actor("Before"))
        meddle(path, theirs)
        standing_there = path.read_bytes()
        with pytest.raises(db.FileProblem, match="was written over by another program"):
            board.actors.add(db.Actor("After"))
        assert "written over" in board.displaced()
    assert path.read_bytes() == standing_there
    assert {file.name for file in tmp_path.iterdir()} == {"a.sitboard", "b.sitboard"}


def test_what_another_connection_of_ours_writes_is_no_meddling(path: Path) -> None:
    with db.open_board(path) as board:
        with board.again(read_only=False) as own:
            for number in range(200):
                own.incidents.add(db.Incident(f"Incident {number}", summary="words " * 2000))
            own.db.conn.execute("SELECT 1").fetchone()
        assert board.displaced() == ""
        board.actors.add(db.Actor("One"))
        assert board.displaced() == ""
        assert board.incidents.count() == 200
    assert names(path) == ["One"]


def test_no_further_connection_is_made_to_the_file_of_another(path: Path, theirs: Path) -> None:
    with db.open_board(path) as board:
        replace(path, theirs)
        with pytest.raises(db.FileProblem, match="was replaced by another file"):
            board.again()
