"""The copies in rotation: made only when something changed, thinned by age, brought back as a new file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.backups import (
    DAYS,
    LAST,
    WEEKS,
    Backup,
    backup_folder,
    keepers,
    listing,
    make,
    restore,
    thin,
    user_data_folder,
)
from tests.db.random_user import state_of

NOW = datetime(2026, 3, 14, 10, 15, tzinfo=UTC)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard", title="Summer") as board:
        board.actors.add(db.Actor("SDF"))
        yield board


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "copies"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_a_whole_board_of_that_state(board: db.Board, folder: Path) -> None:
    path = make(board, folder, NOW)
    assert path is not None
    assert names(folder) == ["20260314T101500Z-r1.sitboard"]
    before = state_of(board)
    board.actors.add(db.Actor("PMU"))
    (copy,) = listing(folder)
    assert copy == Backup(path, NOW, 1, path.stat().st_size, "Summer")
    with db.open_board(path, read_only=True) as kept:
        assert state_of(kept) == before
        assert kept.check() == []


def test_the_same_state_is_not_copied_twice(board: db.Board, folder: Path) -> None:
    assert make(board, folder, NOW) is not None
    assert make(board, folder, NOW + timedelta(days=3)) is None
    board.actors.add(db.Actor("PMU"))
    assert make(board, folder, NOW + timedelta(days=3)) is not None
    board.undo()
    assert make(board, folder, NOW + timedelta(days=4)) is not None
    assert [copy.revision for copy in listing(folder)] == [3, 2, 1]


def test_two_states_of_one_revision_are_two(board: db.Board, folder: Path, tmp_path: Path) -> None:
    board.save_copy(tmp_path / "other.sitboard")
    board.actors.add(db.Actor("PMU"))
    with db.open_board(tmp_path / "other.sitboard") as other:
        assert other.info().uid == board.info().uid
        other.actors.add(db.Actor("YPG"))
        assert make(board, folder, NOW) is not None
        assert make(other, folder, NOW) is not None
        assert make(other, folder, NOW) is None
    assert names(folder) == ["20260314T101500Z-r2-2.sitboard", "20260314T101500Z-r2.sitboard"]


def test_a_board_open_for_reading_and_one_on_another_thread_can_be_copied(board: db.Board, folder: Path) -> None:
    with board.again() as reader:
        assert make(reader, folder, NOW) is not None


def test_what_is_no_copy_is_passed_over_and_never_removed(board: db.Board, folder: Path) -> None:
    make(board, folder, NOW)
    strays = {
        "notes.txt": b"mine",
        "20260101T000000Z-r5.sitboard": b"not a board " * 20,
        "20261399T000000Z-r5.sitboard": b"",
        "a.sitboard": b"",
    }
    for name, data in strays.items():
        (folder / name).write_bytes(data)
    assert [copy.revision for copy in listing(folder)] == [1]
    assert thin(folder, NOW + timedelta(days=900)) == []
    assert {name: (folder / name).read_bytes() for name in strays} == strays


def test_a_folder_that_is_not_there_holds_no_copies(folder: Path) -> None:
    assert listing(folder) == []
    assert thin(folder) == []


def test_a_folder_that_cannot_be_made_is_told(board: db.Board, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(db.FileProblem, match="No folder for copies can be made"):
        make(board, tmp_path / "file" / "copies")


def test_half_a_copy_of_a_crash_is_cleared_away_a_day_later(board: db.Board, folder: Path) -> None:
    made = make(board, folder, NOW)
    assert made is not None
    half = folder / f".{made.name}.0123abcd.part"
    half.write_bytes(b"half")
    os.utime(half, (NOW.timestamp(), NOW.timestamp()))
    assert thin(folder, NOW + timedelta(hours=23)) == []
    assert thin(folder, NOW + timedelta(hours=25)) == [half]
    assert names(folder) == [made.name]


def test_old_copies_go_and_the_last_ones_stay(board: db.Board, folder: Path) -> None:
    for hour in range(12):
        board.actors.add(db.Actor(f"Actor {hour}"))
        make(board, folder, NOW + timedelta(hours=hour))
    removed = thin(folder, NOW + timedelta(hours=12))
    assert len(removed) == 12 - LAST
    assert [copy.at.hour for copy in listing(folder)] == [21, 20, 19, 18, 17]


AGES = st.lists(st.integers(-5, 120 * 24), max_size=60)  # hours before now; a negative one lies in the future


def copies_of(ages: list[int]) -> list[Backup]:
    return [Backup(Path(f"{n}"), NOW - timedelta(hours=age), n, 1, "") for n, age in enumerate(ages)]


@given(ages=AGES)
def test_what_stays_covers_the_last_days_and_weeks(ages: list[int]) -> None:
    copies = copies_of(ages)
    kept = keepers(copies, NOW)
    at = {copy.at for copy in kept}
    past = sorted((copy for copy in copies if copy.at <= NOW), key=lambda copy: copy.at, reverse=True)
    assert {copy.path for copy in copies if copy.at > NOW} <= {copy.path for copy in kept}
    assert {copy.at for copy in past[:LAST]} <= at
    for copy in past:
        if NOW - copy.at <= timedelta(days=DAYS):
            assert any(other.date() == copy.at.date() for other in at)
        elif NOW - copy.at <= timedelta(days=DAYS + 7 * WEEKS):
            assert any(other.isocalendar()[:2] == copy.at.isocalendar()[:2] for other in at)
    assert len([copy for copy in kept if copy.at <= NOW]) <= LAST + (DAYS + 1) + (WEEKS + 2)


@given(ages=AGES, hours=st.lists(st.integers(1, 200), max_size=5))
def test_thinning_as_one_goes_keeps_what_thinning_once_would_need(ages: list[int], hours: list[int]) -> None:
    copies, now = copies_of(ages), NOW
    for step in [0, *hours]:
        now += timedelta(hours=step)
        copies = keepers(copies, now)
        assert copies == keepers(copies, now)


def test_a_copy_comes_back_as_a_new_file(board: db.Board, folder: Path, tmp_path: Path) -> None:
    path = make(board, folder, NOW)
    assert path is not None
    before, kept = state_of(board), path.read_bytes()
    target = tmp_path / "back.sitboard"
    assert restore(path, target) == target
    with db.open_board(target) as back:
        assert (state_of(back), back.check(), back.undo_name) == (before, [], "Add actor SDF")
        back.undo()
    assert path.read_bytes() == kept
    with pytest.raises(db.FileProblem, match="is there already"):
        restore(path, target)
    assert names(tmp_path) == ["a.sitboard", "a.sitboard-lock", "a.sitboard-shm", "a.sitboard-wal", "back.sitboard", "data"]


def test_a_damaged_copy_is_told_and_not_brought_back(board: db.Board, folder: Path, tmp_path: Path) -> None:
    path = make(board, folder, NOW)
    assert path is not None
    data = bytearray(path.read_bytes())
    data[-8192:] = b"\xaa" * 8192
    path.write_bytes(data)
    target = tmp_path / "back.sitboard"
    with pytest.raises(db.FileProblem, match="is damaged"):
        restore(path, target)
    os.truncate(path, 20_000)
    with pytest.raises(db.FileProblem, match="is cut short"):
        restore(path, target)
    path.unlink()
    with pytest.raises(db.FileProblem, match="is not there"):
        restore(path, target)
    assert not target.exists()


def test_each_board_has_a_folder_of_its_own(board: db.Board, tmp_path: Path) -> None:
    uid = board.info().uid
    assert backup_folder(tmp_path, uid) == tmp_path / "copies" / uid
    for foreign in ("../../etc", "", "a/b", "x" * 32):
        with pytest.raises(db.FileProblem, match="identity of the board"):
            backup_folder(tmp_path, foreign)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="where data lies on Linux and the like")
def test_data_lie_where_the_system_wants_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_data_folder() == tmp_path / "situation-board"
    for nothing in ("", "relative/path"):
        monkeypatch.setenv("XDG_DATA_HOME", nothing)
        monkeypatch.setenv("HOME", str(tmp_path))
        assert user_data_folder() == tmp_path / ".local" / "share" / "situation-board"
