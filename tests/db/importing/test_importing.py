"""Reading a table into a board: the end is told truthfully, it is one step, and what stops it leaves nothing behind."""

from __future__ import annotations

import csv
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import db
from db import columns
from db.columns import ARRAYS
from tests.db.random_user import state_of
from tests.table_files import ACLED_31, GED_41, GED_49, acled, ged, write_table


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard") as board:
        yield board
        assert board.check() == []
        fresh = columns.build(board.db)
        for name in ARRAYS:
            np.testing.assert_array_equal(getattr(board.columns(), name), getattr(fresh, name), err_msg=name)


def write_ged(folder: Path, *rows: dict[str, str], name: str = "ged.csv") -> Path:
    return write_table(folder / name, [GED_49, *(ged(GED_49, **row) for row in rows)])


def incidents(board: db.Board) -> dict[str, db.Incident]:
    """Outside id -> incident."""
    return {incident.outside_id: incident for incident in board.incidents.many(board.columns().ids.tolist())}


def test_everything_that_a_row_says_comes_onto_the_board(board: db.Board, tmp_path: Path) -> None:
    report = board.imports.read_file(
        write_ged(tmp_path, {"id": "1"}, {"id": "2", "side_b": "Mill Guard", "side_b_new_id": "8"})
    )
    assert (report.added, report.updated, report.unchanged, report.withdrawn, report.left_out) == (2, 0, 0, 0, [])
    assert (report.dataset, report.kind, report.rows, report.new_actors) == ("UCDP GED", "ucdp", 2, 3)
    first = incidents(board)["1"]
    assert (first.date.edtf, first.deaths_low, first.deaths_best, first.deaths_high) == ("2017-06-08", 2, 4, 7)
    assert (first.latitude, first.longitude, first.province) == (35.25, 36.75, "Hama governorate")
    names = {actor.id: actor.name for actor in board.actors.all()}
    assert {names[role.actor_id] for role in first.actors} == {"Government of Syria", "Northern Front"}
    (citation,) = board.citations.of("incident", first.id)
    source = board.sources.get(citation.source_id)
    assert (source.title, source.publisher) == ("Clashes at the mill, again", "Radio Orontes")
    assert [board.sources.get(quoted).title for quoted in source.quotes] == ["village elders"]
    assert {hit.id for hit in board.search("mill").incidents} == {incident.id for incident in incidents(board).values()}
    assert [hit.title for hit in board.search("Northern Front").actors] == ["Northern Front"]
    assert [hit.id for hit in board.search("Clashes at the mill").sources] == [source.id]
    assert board.actors_named("Mill Guard") != []
    (kept,) = board.imports.all()
    assert (kept.file_name, kept.added, kept.left_out) == ("ged.csv", 2, 0)
    assert report.changes.touches("incidents", "actors", "sources", "citations")


def test_an_import_is_one_step_back_and_forth(board: db.Board, tmp_path: Path) -> None:
    board.actors.add(db.Actor("Government of Syria", short_name="SAA"))
    before = state_of(board)
    board.imports.read_file(write_ged(tmp_path, {"id": "1"}, {"id": "2"}))
    after, revision = state_of(board), board.revision
    assert len(board.actors.all()) == 2  # the one that was there is used
    assert board.undo_name == "Import ged.csv"
    assert board.undo().touches("incidents", "actors")
    assert (state_of(board), board.redo_name, len(board.columns())) == (before, "Import ged.csv", 0)
    assert len(board.search("mill")) == 0
    assert board.check() == []
    board.redo()
    assert (state_of(board), board.revision) == (after, revision + 2)
    assert len(board.search("mill").incidents) == 2


def test_undoing_an_import_outlives_the_program(tmp_path: Path) -> None:
    path = tmp_path / "a.sitboard"
    with db.create_board(path) as board:
        before = state_of(board)
        board.imports.read_file(write_ged(tmp_path, {"id": "1"}))
        after = state_of(board)
    with db.open_board(path) as board:
        board.undo()
        assert state_of(board) == before
    with db.open_board(path) as board:
        board.redo()
        assert (state_of(board), board.check()) == (after, [])


def test_the_same_file_again_changes_nothing(board: db.Board, tmp_path: Path) -> None:
    path = write_ged(tmp_path, {"id": "1"}, {"id": "2"})
    board.imports.read_file(path)
    before, revision = state_of(board), board.revision
    report = board.imports.read_file(path)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
    assert (report.import_id, bool(report.changes)) == (None, False)
    assert (state_of(board), board.revision) == (before, revision)


def test_every_row_is_accounted_for(board: db.Board, tmp_path: Path) -> None:
    rows = [
        {"id": "1"},
        {"id": "2", "date_start": "soon"},
        {"id": "1", "best": "9"},
        {"id": "3"},
        {"id": "3"},
        {"id": "4"},
    ]
    report = board.imports.read_file(write_ged(tmp_path, *rows))
    assert report.added == 3
    assert [row for row, _ in report.left_out] == [2, 3, 5]
    why = dict(report.left_out)
    assert "soon" in why[2]
    assert why[3] == "The id 1 stands twice in this file; the first row with it went in."
    assert report.added + report.updated + report.unchanged + report.left_out_count == len(rows)
    assert incidents(board)["1"].deaths_best == 4
    again = board.imports.read_file(write_ged(tmp_path, *rows))
    assert (again.added, again.unchanged, again.left_out_count) == (0, 3, 3)
    assert report.sentence() == "ged.csv (UCDP GED): 3 added, 0 updated, 0 unchanged, 3 left out."
    report.save_left_out(tmp_path / "left.csv")
    with (tmp_path / "left.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [line["row"] for line in csv.DictReader(file)] == ["2", "3", "5"]
    assert report.as_json()["left_out"] == [{"row": row, "why": why} for row, why in report.left_out]


def test_acled_is_read_and_revised_by_its_stable_id(board: db.Board, tmp_path: Path) -> None:
    def write(**cells: str) -> Path:
        return write_table(tmp_path / "acled.csv", [ACLED_31, acled(**cells)])

    report = board.imports.read_file(write(fatalities="4"))
    assert (report.dataset, report.added) == ("ACLED", 1)
    report = board.imports.read_file(write(fatalities="5", timestamp="1600000000", tags="mill"))
    assert (report.updated, report.added) == (1, 0)
    (incident,) = incidents(board).values()
    assert incident.deaths_best == 5
    board.undo()
    assert incidents(board)[incident.outside_id].deaths_best == 4


# -- which flashpoint

SQUARE = '{"type": "Polygon", "coordinates": [[[36.5, 35], [37, 35], [37, 35.5], [36.5, 35.5], [36.5, 35]]]}'


@pytest.mark.parametrize(
    ("flashpoint", "fits"),
    [
        (db.Flashpoint("Near", latitude=35.25, longitude=36.8, radius_km=5.0), True),
        (db.Flashpoint("Too far", latitude=35.25, longitude=36.8, radius_km=4.0), False),
        (db.Flashpoint("Around", area=SQUARE), True),
        (db.Flashpoint("Elsewhere", area=SQUARE.replace("36.5", "37.5").replace("37,", "38,")), False),
        (db.Flashpoint("Northwest", other_names=("Hama Governorate",)), True),
        (db.Flashpoint("محافظة حماة"), False),
        (db.Flashpoint("Tell Mill"), True),
        (db.Flashpoint("Broken", area="{"), False),
    ],
    ids=lambda value: value.name if isinstance(value, db.Flashpoint) else "",
)
def test_rows_go_to_the_flashpoint_that_they_fit(
    board: db.Board, tmp_path: Path, flashpoint: db.Flashpoint, fits: bool
) -> None:
    expected = board.flashpoints.add(flashpoint) if fits else board.flashpoints.add(flashpoint) and None
    report = board.imports.read_file(write_ged(tmp_path, {"id": "1"}))
    assert incidents(board)["1"].flashpoint_id == expected
    assert report.assigned == int(fits)


@pytest.mark.parametrize(
    ("name", "place", "fits"),
    [
        ("Deir Ezzor", "Dayr az-Zawr Governorate", True),
        ("Deir Ezzor", "Der Ezoir", True),
        ("Deir ez-Zor", "محافظة دير الزور", True),
        ("دير الزور", "Deir ez Zor district", True),
        ("Raqqa", "Ar Raqqah town", True),
        ("Abu Kamal", "Albu Kamal", True),
        ("Mayadin", "Maadan town", False),
        ("Kobani", "Kabanah village", False),
        ("Daraa", "دورا", False),
    ],
)
def test_a_place_in_another_spelling_of_a_flashpoints_name_belongs_to_it(
    board: db.Board, tmp_path: Path, name: str, place: str, fits: bool
) -> None:
    expected = board.flashpoints.add(db.Flashpoint(name)) if fits else board.flashpoints.add(db.Flashpoint(name)) and None
    board.imports.read_file(write_ged(tmp_path, {"id": "1", "where_coordinates": place, "adm_1": "", "adm_2": ""}))
    assert incidents(board)["1"].flashpoint_id == expected


def test_a_place_that_sounds_like_two_flashpoints_belongs_to_none(board: db.Board, tmp_path: Path) -> None:
    for name in ("Deir Ezzor", "Dayr az-Zawr"):
        board.flashpoints.add(db.Flashpoint(name))
    board.imports.read_file(write_ged(tmp_path, {"id": "1", "where_coordinates": "دير الزور", "adm_1": "", "adm_2": ""}))
    assert incidents(board)["1"].flashpoint_id is None


def test_the_nearest_flashpoint_wins_and_an_area_before_it(board: db.Board, tmp_path: Path) -> None:
    board.flashpoints.add(db.Flashpoint("Far", latitude=35.25, longitude=36.9, radius_km=100.0))
    near = board.flashpoints.add(db.Flashpoint("Near", latitude=35.25, longitude=36.8, radius_km=100.0))
    board.flashpoints.add(db.Flashpoint("Hama"))
    rows = [{"id": "1"}, {"id": "2", "where_prec": "6", "where_coordinates": "Syria", "adm_1": "", "adm_2": ""}]
    board.imports.read_file(write_ged(tmp_path, *rows))
    assert incidents(board)["1"].flashpoint_id == near
    assert incidents(board)["2"].flashpoint_id is None  # a position that stands for a whole country is none
    board.undo()
    area = board.flashpoints.add(db.Flashpoint("Area", area=SQUARE))
    board.imports.read_file(write_ged(tmp_path, *rows[:1]))
    assert incidents(board)["1"].flashpoint_id == area


# -- what stops it


@pytest.mark.parametrize("when", [1, 2, 3, -1])
def test_cancelling_leaves_nothing_behind(board: db.Board, tmp_path: Path, when: int) -> None:
    board.imports.read_file(write_ged(tmp_path, {"id": "1"}, {"id": "2"}))
    path = write_ged(
        tmp_path, {"id": "1", "best": "5"}, *({"id": str(n), "side_b": f"Side {n}"} for n in range(3, 4600))
    )
    before, revision = state_of(board), board.revision
    calls: list[str] = []

    def progress(done: int, total: int, words: str) -> None:
        assert 0 <= done <= total
        calls.append(words)
        if len(calls) == when or (when < 0 and "searchable" in words):
            raise db.Cancelled("Stopped.")

    with pytest.raises(db.Cancelled):
        board.imports.read_file(path, progress=progress)
    assert (state_of(board), board.revision, board.check()) == (before, revision, [])
    assert (board.undo_name, board.redo_name) == ("Import ged.csv", None)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the reading process through /proc")
def test_a_reading_process_that_dies_is_told_and_leaves_nothing(board: db.Board, tmp_path: Path) -> None:
    path = write_ged(tmp_path, *({"id": str(n), "source_headline": "x" * 200} for n in range(30_000)))
    before, revision = state_of(board), board.revision

    def kill(*_: object) -> None:
        children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        readers = [int(pid) for pid in children if "db.importing.worker" in Path(f"/proc/{pid}/cmdline").read_text()]
        for pid in readers:
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(db.FileProblem, match=r"“ged.csv” could not be read: the reading process ended early"):
        board.imports.read_file(path, progress=kill)
    assert (state_of(board), board.revision) == (before, revision)


def refused(board: db.Board, path: Path) -> str:
    before, revision = state_of(board), board.revision
    with pytest.raises(db.FileProblem) as caught:
        board.imports.read_file(path)
    assert (state_of(board), board.revision) == (before, revision)
    return str(caught.value)


def test_what_is_no_table_of_incidents_is_refused(board: db.Board, tmp_path: Path) -> None:
    assert "is this board itself" in refused(board, board.path)
    assert "is not there" in refused(board, tmp_path / "none.csv")
    assert "is not a file" in refused(board, tmp_path)
    other = tmp_path / "other.sitboard"
    other.write_bytes(b"SQLite format 3\0" + bytes(100))
    assert "only boards" in refused(board, other)
    (tmp_path / "empty.csv").write_bytes(b"")
    assert refused(board, tmp_path / "empty.csv").endswith(".")


def test_a_board_open_for_reading_takes_no_import(tmp_path: Path) -> None:
    path = tmp_path / "a.sitboard"
    db.create_board(path).close()
    with db.open_board(path, read_only=True) as board:
        assert "open for reading only" in refused(board, write_ged(tmp_path, {"id": "1"}))


def test_an_import_on_another_connection_shows_on_this_one(board: db.Board, tmp_path: Path) -> None:
    board.actors.add(db.Actor("SDF"))
    assert board.actors_named("Northern Front") == []
    with board.again(read_only=False) as other:
        seen: list[int] = []
        report = other.imports.read_file(
            write_ged(tmp_path, {"id": "1"}), progress=lambda *_: seen.append(len(board.columns()))
        )
    assert report.added == 1
    assert set(seen) == {0}  # nothing of it shows before its end
    assert len(board.columns()) == 1
    assert board.actors_named("Northern Front") != []
    assert board.undo_name == "Import ged.csv"
    board.undo()
    assert board.actors_named("Northern Front") == []


def test_the_kept_columns_have_the_rows_of_an_import(tmp_path: Path) -> None:
    path = tmp_path / "a.sitboard"
    with db.create_board(path) as board:
        board.incidents.add(db.Incident("Typed in"))
    with db.open_board(path) as board:
        board.imports.read_file(write_ged(tmp_path, {"id": "1"}, {"id": "2"}))
        assert board.check() == []
    with db.open_board(path) as board:
        assert board.db.conn.execute("SELECT count(*) FROM columns_cache").fetchone()[0] > 1
        assert board.db.conn.execute("SELECT count(*) FROM columns_stale").fetchone() == (0,)
        assert len(board.columns()) == 3


def test_older_columns_are_read_alike(board: db.Board, tmp_path: Path) -> None:
    board.imports.read_file(write_table(tmp_path / "old.csv", [GED_41, ged(id="1")]))
    assert (incidents(board)["1"].deaths_best, incidents(board)["1"].deaths_high) == (4, 7)
