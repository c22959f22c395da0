"""Checking a board: whatever is planted in it is told of, and a sound board is told to be sound."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import db
from db.dates import from_edtf
from tests.db.stored_board import fill


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    path = folder / "sound.sitboard"
    with db.create_board(path, title="Sound") as board:
        fill(board, folder)
        for number in range(30):
            last = board.incidents.add(db.Incident(f"Incident {number}", date=from_edtf("2017-06-08")))
        board.incidents.delete(last)
        board.undo()
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "spoiled.sitboard"
    path.write_bytes(sound.read_bytes())
    return path


def spoil(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for statement in statements:
            assert conn.execute(statement).rowcount != 0, "nothing was spoiled"


def test_a_sound_board(path: Path) -> None:
    before = path.read_bytes()
    assert db.check_board(path) == db.check_board(str(path)) == []
    assert path.read_bytes() == before
    with db.open_board(path) as board:
        revision = board.revision
        assert board.check() == []
        board.actors.add(db.Actor("SDF"))
        assert board.check() == db.check_board(board) == db.check_board(path) == []
        assert board.revision == revision + 1


FIRST = "(SELECT min(id) FROM incidents)"
PLANTED: list[tuple[str, list[str], list[str]]] = [
    ("reference", [f"UPDATE incidents SET flashpoint_id = 99 WHERE id = {FIRST}"], ["refers to a row of flashpoints"]),
    ("row lost", ["DELETE FROM actors WHERE short_name = 'MG'"], ["is on the board, and it is not there", "search index"]),
    ("index stale", ["UPDATE incidents SET title = 'Other'"], ["search index of the incidents", "differ on incidents"]),
    ("index short", ["INSERT INTO actor_search (actor_search) VALUES ('delete-all')"], ["search index of the actors"]),
    (
        "index of sources",
        ["UPDATE sources SET text = 'changed' WHERE text <> ''"],
        ["search index of the sources", "differ on sources"],
    ),
    ("days", ["UPDATE incidents SET latest = latest + 1 WHERE outside_id = '1'"], ["lasts from day", "kept columns"]),
    ("no date", [f"UPDATE incidents SET date = 'soon' WHERE id = {FIRST}"], ["“soon” of an incident is no date"]),
    ("no level date", ["UPDATE levels SET since = '2017-99'"], ["“2017-99” in levels (since) is no date"]),
    ("no source date", ["UPDATE sources SET published = 'x' WHERE published <> ''"], ["in sources (published)"]),
    ("content", ["UPDATE contents SET data = x'00112233445566'"], ["“mill.png” kept in the board is no longer"]),
    ("content cut", ["UPDATE contents SET data = x'00'"], ["“mill.png” should have 7 bytes; 1 are there"]),
    ("size", ["UPDATE attachments SET size = 8"], ["“mill.png” should have 8 bytes; 7 are there"]),
    ("content lost", ["DELETE FROM contents"], ["its content is missing", "refers to a row of contents"]),
    ("columns", ["UPDATE columns_cache SET data = zeroblob(length(data)) WHERE name = 'deaths'"], ["kept columns", "deaths"]),
    ("edited aside", ["UPDATE views SET focus = 'x'"], ["history and the board differ on views", ": focus."]),
    ("deleted aside", ["DELETE FROM views"], ["views", "is not there"]),
    (
        "back from the dead",
        ["UPDATE history SET state = 'done' WHERE state = 'undone'"],
        ["was deleted, and it is there"],
    ),
    ("order", ["UPDATE history SET state = 'undone' WHERE step = 3"], ["undone step before one that stands"]),
    ("edit unreadable", ["UPDATE history_images SET after = '{' WHERE number = 0"], ["changed cannot be read"]),
    ("key unreadable", ["UPDATE history_images SET row_key = 'x' WHERE number = 0"], ["changed cannot be read"]),
    ("edit of another kind", ["UPDATE history_images SET after = '[1]' WHERE after <> ''"], ["makes no sense"]),
    (
        "images lost",
        ["DELETE FROM history_images WHERE step = (SELECT min(step) FROM history_images)"],
        ["a part is missing"],
    ),
    ("image lost", ["DELETE FROM history_images WHERE number = 0"], ["a part is missing"]),
    ("added aside", ["INSERT INTO views (id, name, focus) VALUES (7, 'x', '{}')"], ["not know how views 7 came"]),
    (
        "taken out of an import",
        [
            "INSERT INTO incident_search (incident_search, rowid, title, summary, place, note, shadow) "
            "SELECT 'delete', id, title, summary, place, note, shadow FROM incidents WHERE outside_id = '2'",
            "DELETE FROM incidents WHERE outside_id = '2'",
        ],
        ["“ged.csv” added"],
    ),
    ("import unknown", ["UPDATE history SET import_id = NULL"], ["does not know the import of “ged.csv”"]),
    ("piece", ["UPDATE history_chunks SET data = x'00'"], ["piece of the history", "cannot be unpacked"]),
    (
        "import lost",
        ["PRAGMA foreign_keys = OFF", "DELETE FROM imports"],
        ["“Import ged.csv” stands, and the board does not know it", "refers to a row of imports"],
    ),
]


@pytest.mark.parametrize(("statements", "told"), [p[1:] for p in PLANTED], ids=[p[0] for p in PLANTED])
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_planted_is_told(path: Path, statements: list[str], told: list[str], read_only: bool) -> None:
    if statements[0].startswith("PRAGMA"):
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            conn.execute(statements[0])
        statements = statements[1:]
    spoil(path, *statements)
    with db.open_board(path, read_only=read_only) as board:
        problems = board.check()
    for words in told:
        assert any(words in problem for problem in problems), problems
    assert all(problem.endswith(".") for problem in problems)


def overwrite(path: Path, name: str, start: int, data: bytes) -> None:
    """Write into the first page of a table or index; a negative start counts from the end of the page."""
    with closing(sqlite3.connect(path)) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        (size,) = conn.execute("PRAGMA page_size").fetchone()
    place = (page - 1) * size + start % size
    whole = bytearray(path.read_bytes())
    whole[place : place + len(data)] = data
    path.write_bytes(whole)


def test_a_page_that_cannot_be_read_is_told_once(path: Path) -> None:
    overwrite(path, "incidents", 0, b"\xaa" * 4000)
    problems = db.check_board(path)
    assert len([problem for problem in problems if "cannot be read" in problem and "Restore" in problem]) == 1


def test_an_index_that_does_not_fit_its_table_is_told(path: Path) -> None:
    overwrite(path, "incidents_outside", -4, b"zzzz")
    problems = db.check_board(path)
    assert any("The file is damaged: " in problem and "incidents_outside" in problem for problem in problems), problems


def test_a_file_that_does_not_open_is_a_problem_and_a_missing_one_is_no_board(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)
    (problem,) = db.check_board(path)
    assert "is cut short" in problem
    path.unlink()
    with pytest.raises(db.FileProblem, match="is not there"):
        db.check_board(path)


def test_many_problems_of_a_kind_are_counted(path: Path) -> None:
    spoil(path, "UPDATE incidents SET note = 'x'")
    problems = db.check_board(path)
    assert len(problems) < 30
    assert any("more of this kind" in problem for problem in problems)
