"""Tables of several frames: hundreds of rows go in by one statement, and a bad one among them stays out alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import db
from db import columns
from db.columns import ARRAYS
from db.importing.references import check_new, checked_at_the_end
from tests.table_files import GED_49, ged, write_table

MANY = 9_003  # two whole frames and a rest that fills no statement
PLACES = ("Mill", "Bridge", "Old Quarry")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard") as board:
        for place in PLACES[:2]:
            board.flashpoints.add(db.Flashpoint(place))
        yield board
        assert board.check() == []
        assert references_hold(board)
        fresh = columns.build(board.db)
        for name in ARRAYS:
            np.testing.assert_array_equal(getattr(board.columns(), name), getattr(fresh, name), err_msg=name)


def references_hold(board: db.Board) -> bool:
    """Whether SQLite looks after references again, and finds none that is broken."""
    conn = board.db.conn
    return (
        conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
        and not conn.execute("PRAGMA foreign_key_check").fetchall()
    )


def write_many(folder: Path, *ids: int) -> Path:
    rows = (
        ged(GED_49, id=str(number), where_coordinates=PLACES[number % 3], side_b=f"Band {number % 7}", side_b_new_id="")
        for number in ids
    )
    return write_table(folder / "many.csv", [GED_49, *rows])


def test_every_row_of_every_frame_goes_in(board: db.Board, tmp_path: Path) -> None:
    report = board.imports.read_file(write_many(tmp_path, *range(MANY)))
    assert (report.added, report.rows, report.left_out) == (MANY, MANY, [])
    assert report.assigned == sum(number % 3 < 2 for number in range(MANY))
    found = board.columns()
    assert len(found) == MANY
    assert np.bincount(found.flashpoint + 1).tolist() == [3001, 3001, 3001]
    # every row cites the same source, and names the government and one of the bands
    (source,) = board.sources.all()[:1]
    assert board.db.conn.execute("SELECT count(*) FROM citations WHERE source_id = ?", (source.id,)).fetchone() == (
        MANY,
    )
    assert len(found.link_actor) == 2 * MANY
    assert report.new_actors == 8


def test_of_two_rows_with_one_id_the_first_goes_in_wherever_they_stand(board: db.Board, tmp_path: Path) -> None:
    report = board.imports.read_file(write_many(tmp_path, *range(4_500), 17, 4_200, *range(4_500, 4_600)))
    assert report.added == 4_600
    assert [row for row, _ in report.left_out] == [4_501, 4_502]
    assert all("stands twice" in why for _, why in report.left_out)


def test_a_second_data_set_joins_the_columns_of_the_first(board: db.Board, tmp_path: Path) -> None:
    board.imports.read_file(write_many(tmp_path, *range(100)))
    own = [["Date", "Title", "Actor", "Place"], *(["2018-01-01", f"Own {n}", f"Band {n}", "Bridge"] for n in range(9))]
    assert board.imports.read_file(write_table(tmp_path / "own.csv", own)).added == 9
    assert len(board.columns()) == 109
    board.undo()
    assert len(board.columns()) == 100


def test_references_are_looked_after_again_when_an_import_is_cancelled(board: db.Board, tmp_path: Path) -> None:
    def cancel(*_: object) -> None:
        raise db.Cancelled("Enough.")

    with pytest.raises(db.Cancelled):
        board.imports.read_file(write_many(tmp_path, *range(10)), progress=cancel)
    assert len(board.columns()) == 0


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("incidents", "UPDATE incidents SET flashpoint_id = 5"),
        ("incidents", "UPDATE incidents SET import_id = NULL"),
        ("incident_actors", "UPDATE incident_actors SET actor_id = -actor_id"),
        ("incident_actors", "UPDATE incident_actors SET incident_id = incident_id + 1000000"),
        ("citations", "UPDATE citations SET source_id = 5"),
        ("citations", "UPDATE citations SET incident_id = 5"),
        ("source_quotes", "UPDATE source_quotes SET quoted_id = 5"),
        ("source_quotes", "UPDATE source_quotes SET source_id = source_id + 1000000"),
    ],
)
def test_what_refers_to_nothing_is_found(board: db.Board, tmp_path: Path, table: str, wrong: str) -> None:
    import_id = board.imports.read_file(write_many(tmp_path, 1)).import_id
    assert import_id is not None
    check_new(board.db, import_id)
    with checked_at_the_end(board.db):
        board.db.conn.execute("BEGIN")
        assert board.db.conn.execute(wrong).rowcount > 0
        with pytest.raises(db.BugError, match=f"wrote {table} that"):
            check_new(board.db, import_id)
        board.db.conn.execute("ROLLBACK")
