"""The file of a board: making it, one writer at a time, crashes, copies, and bringing an old one up to date."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

import db
from db import board_file
from db.migrations import TODAY, Schema, board_migrations
from tests.db.other_process import HOLDS_IT_OPEN, WRITES_ON_AND_ON, start
from tests.db.random_user import state_of
from tests.db.stored_board import FILES
from tests.patience import PATIENCE_S


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "situation.sitboard"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_board_is_whole_and_empty(path: Path) -> None:
    with db.create_board(path, title="Summer 2017", marking="GREEN") as board:
        info = board.info()
        assert (info.title, info.marking, info.revision) == ("Summer 2017", "GREEN", 0)
        assert len(info.uid) == 32
        assert board.check() == []
        assert board.warnings == []
        assert (board.undo_name, board.redo_name, len(board.columns())) == (None, None, 0)
    with db.open_board(path) as board:
        assert board.info() == info


def test_a_board_without_title_is_named_after_its_file(path: Path) -> None:
    with db.create_board(path) as board:
        assert board.title == "situation"


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a name be any bytes")
def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    path, copy = tmp_path / os.fsdecode(b"Caf\xe9 #1?.sitboard"), tmp_path / os.fsdecode(b"Copi\xe9.sitboard")
    with db.create_board(path) as board:
        assert board.title == "Caf\ufffd #1?"
        board.save_copy(copy)
    for one in (path, copy):
        with db.open_board(one) as board:
            assert board.check() == []


def test_two_boards_differ_in_identity(tmp_path: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as one, db.create_board(tmp_path / "b.sitboard") as two:
        assert one.info().uid != two.info().uid


def test_making_a_board_never_writes_over_a_file(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(db.FileProblem, match="is there already"):
        db.create_board(path)
    assert path.read_text() == "mine"
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize(("where", "marking", "sentence"), [("no/a.sitboard", "RED", "folder"), ("a", "PINK", "PINK")])
def test_what_cannot_be_made_is_told_and_leaves_nothing(
    tmp_path: Path, where: str, marking: str, sentence: str
) -> None:
    with pytest.raises(db.FileProblem, match=sentence):
        db.create_board(tmp_path / where, marking=marking)
    assert names(tmp_path) == []


def test_a_board_at_rest_is_one_file_of_no_log(path: Path) -> None:
    with db.create_board(path) as board:
        board.actors.add(db.Actor("SDF"))
        assert len(names(path.parent)) > 1
    assert names(path.parent) == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01"  # a rollback journal: opens from a read-only medium


def test_closing_twice_is_closing_once(path: Path) -> None:
    with db.create_board(path) as board:
        board.close()
    assert names(path.parent) == [path.name]


def test_a_board_opened_for_reading_takes_no_write_and_keeps_its_bytes(path: Path) -> None:
    db.create_board(path).close()
    before = path.read_bytes()
    with db.open_board(path, read_only=True) as board:
        assert board.read_only
        for write in (lambda: board.actors.add(db.Actor("SDF")), board.undo, board.redo, lambda: board.describe(title="x")):
            with pytest.raises(db.ReadOnlyBoard, match="Save a copy"):
                write()
    assert path.read_bytes() == before


def test_one_writer_in_this_process(path: Path) -> None:
    with db.create_board(path) as board:
        with pytest.raises(db.BoardInUse, match="open in another window"):
            db.open_board(path)
        board.actors.add(db.Actor("SDF"))
        with db.open_board(path, read_only=True) as reader:
            assert len(reader.actors.all()) == 1
            board.actors.add(db.Actor("PMU"))
            assert len(reader.actors.all()) == 2


def test_one_writer_among_processes(path: Path) -> None:
    db.create_board(path, title="Theirs").close()
    child = start(HOLDS_IT_OPEN, path)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    with pytest.raises(db.BoardInUse, match="open in another window"):
        db.open_board(path)
    with db.open_board(path, read_only=True) as board:
        assert board.title == "Theirs"
    assert child.communicate("", timeout=PATIENCE_S)[1] == ""
    with db.open_board(path) as board:
        board.actors.add(db.Actor("SDF"))
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("first_for_reading", [False, True])
def test_a_killed_writer_loses_nothing_that_it_saved(path: Path, first_for_reading: bool) -> None:
    db.create_board(path).close()
    child = start(WRITES_ON_AND_ON, path)
    assert child.stdout is not None
    for number in range(40):
        assert child.stdout.readline() == f"{number}\n"
    child.kill()
    told = 40 + len(child.communicate(timeout=PATIENCE_S)[0].split())
    assert path.with_name(path.name + "-wal").exists()
    if first_for_reading:
        with db.open_board(path, read_only=True) as board:
            assert len(board.actors.all()) in (told, told + 1)
            assert board.check() == []
    with db.open_board(path) as board:
        saved = sorted(int(actor.name.split()[1]) for actor in board.actors.all())
        assert saved in (list(range(told)), list(range(told + 1)))  # the last may be saved and not yet told
        assert len(board.columns()) == len(saved)
        assert board.undo_name == f"Add {saved[-1]}"
        assert board.check() == []
    assert names(path.parent) == [path.name]


def test_another_connection_for_another_thread(path: Path) -> None:
    with db.create_board(path) as board:
        other = board.again(read_only=False)
        other.actors.add(db.Actor("Syrian Democratic Forces", short_name="SDF"))
        assert board.actors_named("SDF") == [board.actors.all()[0].id]  # names are not kept beyond another's write
        other.actors.delete(other.actors.all()[0].id)
        assert board.actors_named("SDF") == []
        other.close()
        board.actors.add(db.Actor("PMU"))
    assert names(path.parent) == [path.name]


def test_a_full_disk_is_told_and_the_board_goes_on(path: Path) -> None:
    with db.create_board(path) as board:
        pages = board.db.conn.execute("PRAGMA page_count").fetchone()[0]
        board.db.conn.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(db.FileProblem, match="The disk is full.*Free some space"):
            board.incidents.add(db.Incident("Clash", summary="word " * 100_000))
        board.db.conn.execute("PRAGMA max_page_count = 1000000")
        assert (len(board.columns()), board.revision, board.check()) == (0, 0, [])
        board.incidents.add(db.Incident("Clash"))
        assert len(board.columns()) == 1


def test_a_copy_is_whole_and_never_written_over_anything(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sitboard"
    with db.create_board(path, title="A") as board:
        board.actors.add(db.Actor("SDF"))  # not yet in the file itself, but in the log beside it
        board.save_copy(target)
        with db.open_board(target) as copy:
            assert copy.check() == []
            assert state_of(copy) == state_of(board)
            assert copy.undo_name == "Add actor SDF"
        before = target.read_bytes()
        with pytest.raises(db.FileProblem, match="is there already"):
            board.save_copy(target)
        with pytest.raises(db.FileProblem, match="folder"):
            board.save_copy(tmp_path / "no" / "copy.sitboard")
    assert target.read_bytes() == before
    assert names(tmp_path) == ["copy.sitboard", path.name]


def test_a_copy_of_a_board_open_for_reading(path: Path, tmp_path: Path) -> None:
    db.create_board(path, title="A").close()
    with db.open_board(path, read_only=True) as board:
        board.save_copy(tmp_path / "copy.sitboard")
    with db.open_board(tmp_path / "copy.sitboard") as copy:
        copy.actors.add(db.Actor("SDF"))


# -- an earlier format: the real first steps, and one more that a later version may well bring


def with_more_steps(*statements: str) -> Schema:
    """Today's schema and a step for each statement."""
    later = Migrations(board_migrations.name)
    for step in board_migrations._migrations:
        later(name=step.name)(step.fn)

    def add_step(name: str, statement: str) -> None:
        @later(name=name)
        def change(database: Database) -> None:
            database.conn.execute(statement)

    for number, statement in enumerate(statements):
        add_step(f"m999{number}_a_later_one", statement)
    return Schema(later, TODAY.version + len(statements))


WEATHER = "ALTER TABLE incidents ADD COLUMN weather TEXT NOT NULL DEFAULT ''"
LATER = with_more_steps(WEATHER)
BROKEN = with_more_steps(WEATHER, "INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def earlier(path: Path) -> Path:
    path.write_bytes((FILES / f"v{TODAY.version}.sitboard").read_bytes())
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def test_an_earlier_format_is_copied_before_it_is_brought_up_to_date(earlier: Path) -> None:
    with db.open_board(earlier, read_only=True) as board:
        before = state_of(board)
    opened = board_file.open_file(earlier, schema=LATER)
    assert opened.db.conn.execute("SELECT count(*), max(weather) FROM incidents").fetchone() == (3, "")
    board_file.close_file(opened)
    assert version_of(earlier) == TODAY.version + 1
    (kept,) = (file for file in earlier.parent.iterdir() if file != earlier)
    assert opened.warnings == [f"The board was brought up to date. Its earlier state is kept as “{kept.name}”."]
    assert f"(format {TODAY.version}, " in kept.name
    with db.open_board(kept) as board:
        assert state_of(board) == before
        assert board.check() == []
    with pytest.raises(db.BoardTooNew):
        db.open_board(earlier)


def test_a_step_that_fails_leaves_the_board_as_it_was(earlier: Path) -> None:
    with db.open_board(earlier, read_only=True) as board:
        before = state_of(board)
    with pytest.raises(db.FileProblem, match="could not be read or written"):
        board_file.open_file(earlier, schema=BROKEN)
    assert version_of(earlier) == TODAY.version
    with db.open_board(earlier) as board:
        assert (state_of(board), board.check()) == (before, [])


def test_an_earlier_format_on_a_medium_that_takes_no_writes_is_told(earlier: Path) -> None:
    before = earlier.read_bytes()
    with pytest.raises(db.FileProblem, match="made by an earlier version.*Copy it to a folder"):
        board_file.open_file(earlier, read_only=True, schema=LATER)
    assert earlier.read_bytes() == before
    assert names(earlier.parent) == [earlier.name]


def test_what_works_on_a_board_beside_it_is_ended_before_it_closes(tmp_path: Path) -> None:
    ends: list[int] = []
    with db.create_board(tmp_path / "a.sitboard") as board:
        board.before_closing(lambda: ends.append(board.revision))  # it can still be asked
        board.actors.add(db.Actor("SDF"))
    board.close()
    assert ends == [1]
