"""A history that somebody else wrote: none of its words gets into a statement, nothing in it swells, nothing is lost."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

import db
from db.bulk_history import unpack
from db.importing.engine import import_file
from tests.db.random_user import state_of

TABLE = "id,date,place,title,killed\n" + "".join(
    f"e{number},2017-06-{number:02},Tabqa,Clash {number},{number}\n" for number in range(1, 9)
)


@pytest.fixture
def undone(tmp_path: Path) -> Path:
    """A board of which an import was undone, so that its rows wait in chunks."""
    path, table = tmp_path / "theirs.sitboard", tmp_path / "t.csv"
    table.write_text(TABLE, "utf-8")
    with db.create_board(path) as board:
        board.actors.add(db.Actor("Stays"))
        import_file(board, table)
        board.undo()
    return path


def spoil(path: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        assert conn.execute(sql, values).rowcount > 0


def packed(rows: object) -> bytes:
    return zlib.compress(json.dumps(rows).encode())


def refuses_to_redo(path: Path) -> None:
    with db.open_board(path) as board:
        before = state_of(board)
        with pytest.raises(db.FileProblem, match="history of this board holds what this program never writes"):
            board.redo()
        assert state_of(board) == before
        assert [actor.name for actor in board.actors.all()] == ["Stays"]
        board.actors.add(db.Actor("Work goes on"))


INCIDENTS = "UPDATE history_chunks SET data = ? WHERE what = 'incidents'"
HOSTILE = {
    "a column that is SQL": packed([["id) SELECT 1; --", "title"], [1, "x"]]),
    "a column twice": packed([["id", "id"], [1, 2]]),
    "rows of another width": packed([["id", "title"], [1]]),
    "no rows": packed([]),
    "no lists": packed({"id": 1}),
    "deep": zlib.compress(b"[" * 200_000 + b"]" * 200_000),
    "wide": zlib.compress(b"[" + b"[]," * 5_000_000 + b"[]]"),
    "a bomb": zlib.compress(b'[["' + b"x" * 400_000_000 + b'"]]', 9),
    "no zlib": b"nothing",
    "cut short": packed([["id", "title"], [1, "x"]])[:-3],
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_strange_chunk_is_never_done_again(undone: Path, data: bytes) -> None:
    spoil(undone, INCIDENTS, data)
    with db.open_board(undone) as board:
        assert any("cannot be unpacked" in sentence for sentence in board.check())
    refuses_to_redo(undone)


@pytest.mark.parametrize("what", ["board", "sqlite_master", "incidents; DROP TABLE actors", "board (id) SELECT 1; --"])
def test_a_chunk_of_another_table_is_never_done_again(undone: Path, what: str) -> None:
    spoil(undone, "UPDATE history_chunks SET what = ? WHERE what = 'incidents'", what)
    refuses_to_redo(undone)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("after", '{"id": 1, "name = \'x\'; --": 1}'),
        ("after", "{}"),
        ("after", "no JSON"),
        ("after", "[" * 100_000),
        ("kind", "sqlite_master"),
        ("row_key", "{}"),
    ],
)
def test_strange_images_are_never_done_again(tmp_path: Path, column: str, value: str) -> None:
    path = tmp_path / "theirs.sitboard"
    with db.create_board(path) as board:
        board.actors.add(db.Actor("Stays"))
        board.actors.update(board.actors.add(db.Actor("Undone")), name="Renamed")
        board.undo()
    spoil(path, f"UPDATE history_images SET {column} = ? WHERE step = (SELECT max(step) FROM history)", value)
    with db.open_board(path) as board:
        before = state_of(board)
        with pytest.raises(db.FileProblem):
            board.redo()
        assert state_of(board) == before


def test_a_chunk_that_would_be_too_large_is_kept_in_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.bulk_history.MOST_UNPACKED", 3_000)
    path, table = tmp_path / "a.sitboard", tmp_path / "t.csv"
    table.write_text(TABLE, "utf-8")
    with db.create_board(path) as board:
        import_file(board, table)
        whole = state_of(board)
        board.undo()
        chunks = board.db.conn.execute("SELECT data FROM history_chunks WHERE what = 'incidents'").fetchall()
        assert len(chunks) > 1
        assert sum(len(unpack(data)) - 1 for (data,) in chunks) == 8
        board.redo()
        assert state_of(board) == whole
