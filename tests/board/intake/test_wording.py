"""Imports in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from board.commands.imports import FileEnd
from board.intake.wording import (
    deaths_words,
    facts,
    field_label,
    incident_words,
    one_line,
    outcome_words,
    position_words,
    summary,
)
from db import ImportReport
from db.readers import Mapping
from tests.table_files import incidents, write_table


def test_a_row_in_words(tmp_path: Path) -> None:
    header = ["Date", "Time", "Title", "Place", "Dead", "Actor", "Source", "Grade", "Latitude", "Longitude"]
    row = [
        "8 June 2017",
        "14:30",
        "Clash at the mill",
        "دير الزور",
        "3",
        "Army; Front",
        "Radio",
        "C3",
        "35.25",
        "-36.75",
    ]
    columns = {
        "date": ("Date",), "time": ("Time",), "title": ("Title",), "place": ("Place",), "deaths": ("Dead",),
        "participant": ("Actor",), "source": ("Source",), "grade": ("Grade",), "latitude": ("Latitude",),
        "longitude": ("Longitude",),
    }  # fmt: skip
    mapping = Mapping(columns=columns, fixed={"flashpoint": "At Tanf"})
    (incident,) = incidents(write_table(tmp_path / "own.csv", [header, row]), "table", mapping)
    assert incident_words(incident) == (
        "Clash at the mill · 8 June 2017 14:30 · Other · \u2068دير الزور\u2069 · 3 dead · Army – Front · "
        "35.250 N 36.750 W · flashpoint At Tanf · Radio · C3"
    )


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((None, None, None), ""),
        ((None, 0, None), "0 dead"),
        ((2, 4, 7), "4 dead (2–7)"),
        ((4, 4, 4), "4 dead"),
        ((2, None, 5), "2–5 dead"),
        ((4, None, None), "at least 4 dead"),
        ((None, None, 1200), "up to 1,200 dead"),
    ],
)
def test_the_dead_in_words(numbers: tuple[int | None, int | None, int | None], words: str) -> None:
    assert deaths_words(*numbers) == words


def test_texts_from_anywhere_become_one_harmless_line() -> None:
    assert one_line("a\n  b\tc") == "a b c"
    assert one_line("x" * 500, 10) == "x" * 9 + "…"
    assert one_line("safe\u202eevil") == "safe⟦U+202E⟧evil"
    assert position_words(None, 3.0) == ""
    assert [field_label(name) for name in ("deaths_best", "deaths_high", "unheard_of")] == [
        "Deaths",
        "Deaths, highest",
        "Unheard of",
    ]


def test_what_came_of_a_file_is_said_without_varnish() -> None:
    report = ImportReport("a.csv", added=10, assigned=4, differences=1, withdrawn=2, new_actors=1, left_out_count=3)
    said = " ".join(facts(report))
    for part in (
        "1 new actor came",
        "4 of the added",
        "6 are unassigned",
        "differs in the file",
        "marked, not deleted",
    ):
        assert part in said
    assert facts(ImportReport("a.csv", unchanged=5)) == ["Nothing on the board had to be changed."]
    ends = [
        FileEnd(Path("a.csv"), "read", "", report, 1),
        FileEnd(Path("b.csv"), "cancelled", ""),
        FileEnd(Path("c.csv"), "refused", ""),
    ]
    assert [outcome_words(end) for end in ends] == ["10 added, 3 left out", "cancelled", "not a table of incidents"]
    assert summary(ends) == "1 of 3 files read: 10 added, 0 updated, 3 left out."
