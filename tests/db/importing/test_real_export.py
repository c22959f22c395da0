"""The real UCDP GED of Syria read into a board: whole, undone and done again in a second, and read once more."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import numpy as np
import pytest

import db
from db import columns
from db.columns import ARRAYS
from tests.db.random_user import state_of


@pytest.fixture(scope="module")
def summer(shared_data: Path) -> Path:
    return shared_data / "ucdp" / "ged_syria_2017_05_07.csv"


@pytest.fixture(scope="module")
def four_years(shared_data: Path) -> Path:
    return shared_data / "ucdp" / "ged_syria_2016_2019.csv"


def seconds(work: object) -> float:
    began = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - began


def test_four_years_after_one_summer(tmp_path: Path, summer: Path, four_years: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as board:
        raqqa = board.flashpoints.add(db.Flashpoint("Raqqa", latitude=35.95, longitude=39.01, radius_km=25.0))
        report = board.imports.read_file(summer)
        assert (report.added, report.left_out) == (1430, [])
        assert report.assigned == len([1 for place in board.columns().flashpoint if place >= 0]) > 100
        before = state_of(board)
        report = board.imports.read_file(four_years)
        assert (report.added, report.updated, report.unchanged, report.withdrawn) == (16_566 - 1430, 0, 1430, 0)
        assert report.left_out == []
        assert board.check() == []
        with four_years.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        known = {incident.outside_id: incident for incident in board.incidents.many(board.columns().ids.tolist())}
        assert known.keys() == {row["id"] for row in rows}
        for row in rows[::97]:
            incident = known[row["id"]]
            assert (incident.deaths_low, incident.deaths_best, incident.deaths_high) == tuple(
                int(row[name]) for name in ("low", "best", "high")
            )
            assert incident.latitude == pytest.approx(float(row["latitude"]))
        assert board.columns().deaths.sum() == sum(int(row["best"]) for row in rows)
        fresh = columns.build(board.db)
        for name in ARRAYS:
            np.testing.assert_array_equal(getattr(board.columns(), name), getattr(fresh, name), err_msg=name)
        assert raqqa in board.columns().flashpoint_ids
        after = state_of(board)
        # a second on a quiet machine; ten say that something went from bulk to row by row
        assert seconds(board.undo) < 10
        assert state_of(board) == before
        assert seconds(board.redo) < 10
        assert state_of(board) == after
        assert board.check() == []
        report = board.imports.read_file(summer)
        assert (report.added, report.updated, report.unchanged, report.withdrawn) == (0, 0, 1430, 0)


def test_any_real_incident_can_be_edited(tmp_path: Path, summer: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as board:
        board.imports.read_file(summer)
        with board.command("Note on all"):
            for incident_id in board.columns().ids.tolist():
                board.incidents.update(incident_id, note="Seen")
        assert len(board.search("seen", limit=2000).incidents) == 1430
        assert board.check() == []
