"""Release profiles as the board keeps them, and what it knows of the sheets that were printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import db
from db.profiles import BUILT_IN, PARTNERS
from tests.table_files import GED_49, ged, write_table


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    """An empty board."""
    with db.create_board(tmp_path / "a.sitboard") as board:
        yield board


def test_a_profile_is_kept_with_the_board_and_undone(board: db.Board) -> None:
    donors = db.Profile("Donors", highest_marking="GREEN", drop=frozenset({"notes", "authors"}), dates="month")
    profile_id = board.profiles.save(donors)
    assert board.profiles.all()[: len(BUILT_IN)] == list(BUILT_IN)
    kept = board.profiles.named("donors")
    assert (kept.id, kept.drop, kept.dates, kept.highest_marking) == (profile_id, donors.drop, "month", "GREEN")
    board.undo()
    with pytest.raises(db.NotOnBoard, match="“Up to AMBER”"):
        board.profiles.named("donors")


def test_a_profile_of_an_equal_name_is_written_over(board: db.Board) -> None:
    board.profiles.save(db.Profile("Donors"))
    board.profiles.save(db.Profile("DONORS", dates="year"))
    board.profiles.save(db.Profile(PARTNERS.name, dates="month"))
    assert [profile.dates for profile in board.profiles.all() if profile.id] == ["year", "month"]
    assert board.profiles.named("Up to AMBER").dates == "month"


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        (db.Profile(" "), "name"),
        (db.Profile("A", highest_marking="PINK"), "highest_marking"),
        (db.Profile("A", positions="about"), "positions"),
        (db.Profile("A", drop=frozenset({"everything"})), "drop"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(board: db.Board, profile: db.Profile, field: str) -> None:
    with pytest.raises(db.EntryProblem) as caught:
        board.profiles.save(profile)
    assert caught.value.field == field
    assert board.undo_name is None


def test_a_marking_of_its_own_is_checked_and_undone(board: db.Board) -> None:
    incident = board.incidents.add(db.Incident("Clash"))
    board.incidents.update(incident, marking="RED")
    assert board.incidents.get(incident).marking == "RED"
    board.undo()
    assert board.incidents.get(incident).marking == ""
    with pytest.raises(db.EntryProblem, match="“PINK” is no marking"):
        board.incidents.update(incident, marking="PINK")


def test_what_changed_since_a_sheet(board: db.Board, tmp_path: Path) -> None:
    old, edited, cited, tagged = (
        board.incidents.add(db.Incident(name)) for name in ("old", "edited", "cited", "tagged")
    )
    source = board.sources.add(db.Source("Radio"))
    board.sheets.note("overview")
    (sheet,) = board.sheets.all()
    assert board.sheets.changed_since(sheet) == set()
    board.incidents.update(edited, title="edited again")
    board.citations.add(db.Citation(source, incident_id=cited))
    board.incidents.set_tags(tagged, ("new",))
    new = board.incidents.add(db.Incident("new"))
    undone = board.incidents.add(db.Incident("undone"))
    board.undo()
    board.imports.read_file(write_table(tmp_path / "ged.csv", [GED_49, ged(GED_49, id="1"), ged(GED_49, id="2")]))
    changed = board.sheets.changed_since(sheet)
    assert {edited, cited, tagged, new} <= changed
    assert not {old, undone} & changed
    assert len(changed) == 6


def test_printing_is_no_step_of_the_history(board: db.Board) -> None:
    board.incidents.add(db.Incident("Clash"))
    name = board.undo_name
    board.sheets.note("flashpoint", "7", {"paper": "a4"})
    assert board.undo_name == name
    (last,) = board.sheets.all()
    assert (last.revision, '"paper": "a4"' in last.choices) == (board.revision, True)


def test_a_sheet_is_compared_with_the_last_of_an_earlier_state(board: db.Board) -> None:
    """Saved as a file and then printed, both tell the same news."""
    board.incidents.add(db.Incident("Clash"))
    first = board.sheets.note("flashpoint", "7")
    assert board.sheets.compared_with("flashpoint", "7") is None
    board.incidents.add(db.Incident("Shelling"))
    for _ in range(2):
        compared = board.sheets.compared_with("flashpoint", "7")
        assert compared is not None
        assert compared.id == first
        board.sheets.note("flashpoint", "7")
    assert board.sheets.compared_with("flashpoint", "8") is None
    assert board.sheets.compared_with("overview", "7") is None
