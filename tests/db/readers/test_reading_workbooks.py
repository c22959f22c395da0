"""Sheets of XLSX files: typed cells, several sheets, and the known data sets as their makers also offer them."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import readers
from db.errors import FileProblem
from db.readers import LeftOut, ReadIncident
from tests.table_files import ACLED_31, GED_49, acled, ged, incidents, read_all


def write_workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    book.close()
    return path


def typed(row: list[str]) -> list[object]:
    """Cells as a spreadsheet program keeps them: numbers as numbers, days as days."""
    made: list[object] = []
    for cell in row:
        try:
            made.append(datetime.fromisoformat(cell) if len(cell) == 10 and cell[4] == "-" else float(cell))
        except ValueError:
            made.append(cell or None)
    return made


def test_ged_as_a_workbook_gives_the_same_incident(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "ged.xlsx", GED=[GED_49, typed(ged(GED_49)), typed(ged(GED_49, id="900002"))])
    assert readers.look(path).kind == "ucdp"
    found, other = incidents(path)
    assert (found.outside_id, other.outside_id, found.date) == ("900001", "900002", "2017-06-08")
    assert (found.deaths_best, found.latitude, found.precision) == (4, 35.25, "exact")
    assert found.actors[0].outside_id == "118"


def test_acled_as_a_workbook(tmp_path: Path) -> None:
    (found,) = incidents(write_workbook(tmp_path / "a.xlsx", Sheet1=[ACLED_31, typed(acled(time_precision="3"))]))
    assert (found.outside_id, found.date, found.deaths_best, found.precision) == ("SYR90001", "2017-06", 4, "town")


def test_typed_cells_of_any_sheet(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Weekly list", None, None, None, None, None, None],
        [None] * 7,
        ["Date", "Time", "Title", "Killed", "Latitude", "Longitude", "Recurring"],
        [date(2017, 6, 8), time(14, 30), "Clash at the mill", 3, 35.25, 36.75, True],
        [datetime(2017, 6, 9, 6, 15), None, "Shelling", None, None, None, False],
        ["10 June 2017", "unknown", "Talks", "2-4", None, None, None],
        [42896, None, "A serial number", None, None, None, None],
    ]
    path = write_workbook(tmp_path / "list.xlsx", Incidents=rows)
    one, two, three, four = incidents(path)
    assert (one.row, one.date, one.time, one.deaths_best, one.longitude, one.recurring) == (
        1, "2017-06-08", "14:30", 3, 36.75, 1,
    )  # fmt: skip
    assert (two.date, two.time, two.deaths_best, two.latitude, two.recurring) == ("2017-06-09", "06:15", None, None, 0)
    assert (three.deaths_low, three.deaths_high) == (2, 4)
    assert four.date == "2017-06-10"


def test_the_fullest_sheet_is_read_and_named(tmp_path: Path) -> None:
    remarks = [["About this file"]] + [[f"Remark {n}"] for n in range(40)]
    rows = [["Date", "Title", "Town"]] + [["2017-06-08", f"Clash {n}", "Mill"] for n in range(12)]
    path = write_workbook(tmp_path / "two.xlsx", Remarks=remarks, Incidents=rows)
    shape = readers.look(path)
    assert shape.sheet == "Incidents"
    assert "“Incidents”" in shape.notes[0]
    assert len(incidents(path)) == 12
    assert readers.count_hint(path, shape) == 12
    assert readers.preview(path, shape, 2) == [["2017-06-08", "Clash 0", "Mill"], ["2017-06-08", "Clash 1", "Mill"]]


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    rows = [["Date", "Title"]] + [["2017-06-08", f"Clash {n}"] for n in range(200)]
    path = write_workbook(tmp_path / "t.xlsx", Incidents=rows)
    with readers.read(path, readers.look(path)) as stream:
        seen = [stream.bytes_read for _ in stream]
        assert seen == sorted(seen)
        assert stream.bytes_read == stream.total_bytes


def test_a_workbook_without_anything_on_it(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "t.xlsx", Empty=[])
    with pytest.raises(FileProblem, match="no sheet with anything"):
        read_all(path)


def test_a_row_of_a_workbook_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "ged.xlsx", GED=[GED_49, typed(ged(GED_49)), typed(ged(GED_49, best="some"))])
    good, bad = read_all(path)
    assert isinstance(good, ReadIncident)
    assert isinstance(bad, LeftOut)
    assert "best" in bad.why
