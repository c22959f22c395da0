"""Rows tried under a mapping before anything is written, and files whose names are not UTF-8."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import db
from db.errors import FileProblem
from db.readers import Mapping
from tests.table_files import GED_41, ged, write_table

HEADER = ("When", "What", "Dead", "Who")
ROWS = [
    ["08/06/2017", "Clash at the mill", "3", "Army; Front"],
    ["", "", "", ""],
    ["31/31/2017", "A day that never was", "1", ""],
    ["09/06/2017", "Shelling", "some", ""],
]


def _mapping(**fields: str) -> str:
    columns = {"date": ("When",), "title": ("What",), "deaths": ("Dead",), "participant": ("Who",)}
    return Mapping(columns={**columns, **{name: (column,) for name, column in fields.items()}}).to_json()


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "b.sitboard") as made:
        yield made


def test_each_row_is_told_as_what_it_becomes(board: db.Board) -> None:
    first, bad, warned = board.imports.try_mapping(HEADER, ROWS, _mapping())
    assert first.incident is not None
    assert (first.row, first.incident.title, first.incident.date) == (1, "Clash at the mill", "2017-06-08")
    assert [actor.name for actor in first.incident.actors] == ["Army", "Front"]
    assert (bad.row, bad.incident) == (3, None)
    assert "31/31/2017" in bad.why
    assert warned.incident is not None
    assert [field for field, _ in warned.warnings] == ["deaths"]
    assert board.info().revision == 0


def test_a_mapping_that_does_not_fit_is_a_sentence(board: db.Board) -> None:
    with pytest.raises(FileProblem, match="expects a column “Where”"):
        board.imports.try_mapping(HEADER, ROWS, _mapping(place="Where"))


def test_a_look_tells_what_it_takes_for_granted_and_shows_as_many_rows_as_asked(
    board: db.Board, tmp_path: Path
) -> None:
    rows = [[f"0{day}/06/2017", f"Clash {day}"] for day in range(1, 9)]
    path = write_table(tmp_path / "clashes.csv", [["Date", "Title"], *rows])
    look = board.imports.look_at(path, rows=5)
    assert look.rows == rows[:5]
    assert any("day before month" in sentence for sentence in look.assumptions)


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are Unicode there")
def test_a_file_name_that_is_not_utf8_is_read_and_shown(board: db.Board, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/g\xe9d.csv"))
    write_table(path, [GED_41, ged()])
    report = board.imports.read_file(path)
    assert (report.added, report.file_name) == (1, "g\ufffdd.csv")
    assert board.undo_name == "Import g\ufffdd.csv"
    assert board.imports.all()[0].file_name == "g\ufffdd.csv"
