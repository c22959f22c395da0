"""The schema: its picture is of today, its closed lists are those of the vocabulary, and every stored board opens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import db
from db import drafts, vocabulary
from db.migrations import SCHEMA_VERSION, board_migrations
from db.schema_picture import PICTURE, picture
from tests.db.stored_board import FILES

STEPS = {1: 15, 2: 18, 3: 20}  # of the history of each stored board
_IN_LIST = re.compile(r"(\w+) IN\s*\(([^()]*)\)", re.S)
_OR_LIST = re.compile(r"CHECK \(((\w+) = '[^']*'(?:\s+OR \2 = '[^']*')+)\)", re.S)


def test_the_picture_is_of_todays_migrations() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "draw it anew: python -m db.schema_picture"


def test_the_version_counts_the_steps(tmp_path: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as board:
        assert board.info().schema_version == SCHEMA_VERSION
        assert len(board_migrations.applied(board.db)) == SCHEMA_VERSION
        assert board_migrations.pending(board.db) == []


def lists_in_schema() -> dict[str, set[tuple[str, ...]]]:
    """Column -> the lists of codes that the schema lets it hold, the empty code aside."""
    found: dict[str, set[tuple[str, ...]]] = {}
    schema = picture()
    for column, codes in [*_IN_LIST.findall(schema), *((column, codes) for codes, column in _OR_LIST.findall(schema))]:
        if "'" in codes:
            listed = tuple(code for code in re.findall(r"'([^']*)'", codes) if code)
            found.setdefault(column, set()).add(listed)
    return found


@pytest.mark.parametrize(
    ("column", "lists"),
    [
        ("level", [vocabulary.LEVELS]),
        ("kind", [vocabulary.ACTOR_KINDS, vocabulary.INCIDENT_KINDS]),
        ("stance", [vocabulary.STANCES]),
        ("role", [vocabulary.ACTOR_ROLES]),
        ("precision", [vocabulary.PLACE_PRECISIONS]),
        ("reliability", [vocabulary.RELIABILITIES]),
        ("credibility", [vocabulary.CREDIBILITIES]),
        ("marking", [vocabulary.MARKINGS]),
        ("bearing", [vocabulary.CITATION_BEARINGS]),
    ],
)
def test_the_schema_holds_the_lists_of_the_vocabulary(column: str, lists: list[vocabulary.Vocabulary]) -> None:
    assert lists_in_schema()[column] == {one.codes for one in lists}


def test_every_list_of_the_vocabulary_is_held_by_the_schema() -> None:
    held = {codes for lists in lists_in_schema().values() for codes in lists}
    assert {one.codes for one in vocabulary.ALL} <= held
    assert held - {one.codes for one in vocabulary.ALL} == {
        ("done", "undone", "dropped"),
        (drafts.WAITING, drafts.ACCEPTED, drafts.SKIPPED),
        ("incident", "relationship", "flashpoint"),
    }


def test_a_board_of_every_version_is_stored() -> None:
    assert sorted(path.name for path in FILES.glob("*.sitboard")) == [
        f"v{version}.sitboard" for version in range(1, SCHEMA_VERSION + 1)
    ]


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_stored_board_opens_with_all_that_is_in_it(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.sitboard"
    path.write_bytes((FILES / f"v{version}.sitboard").read_bytes())
    with db.open_board(path) as board:
        assert board.check() == []
        assert (board.title, board.info().marking, board.info().schema_version) == ("Stored", "GREEN", SCHEMA_VERSION)
        (tanf,) = board.flashpoints.all()
        assert (tanf.name, tanf.other_names, tanf.level) == ("At Tanf", ("التنف", "al-Tanf"), "tense")
        guard = next(actor for actor in board.actors.all() if actor.short_name == "MG")
        (hit,) = board.search("tag:rumour").incidents
        clash = board.incidents.get(hit.id)
        assert clash.title == "Clash at the mill"
        assert (clash.date.edtf, clash.grade, clash.deaths_low, clash.deaths_best) == ("2017-06-08~", "C3", 2, None)
        assert (clash.tags, clash.actors[0]) == (("river", "rumour"), db.Role(guard.id, "initiator"))
        assert board.attachments.data(board.attachments.of("incident", clash.id)[0].sha256) == b"picture"
        assert [difference.theirs for difference in board.differences.all()] == ["7"]
        assert board.imports.mappings() == {"Gazette": '{"columns": {"date": "Date"}}'}


@pytest.mark.parametrize("version", range(2, SCHEMA_VERSION + 1))
def test_the_tray_of_a_stored_board_is_as_it_was(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.sitboard"
    path.write_bytes((FILES / f"v{version}.sitboard").read_bytes())
    with db.open_board(path) as board:
        (document,) = board.tray.documents()
        assert (document.title, document.published.edtf, document.aim.date.edtf) == (
            "The mill",
            "2017-06-09",
            "2017-06",
        )
        assert (document.files[0].name, document.sentences) == ("mill.png", ("One picture was left out.",))
        tie, shelling, asked = board.tray.drafts(document.id)
        assert (tie.state, shelling.state, asked.state) == ("accepted", "skipped", "waiting")
        assert asked.questions[0].choices[0].value == "new"
        assert board.tray.original(document.id) == board.tray.document(document.id).text.encode()
        (cited,) = board.citations.of("relationship", tie.record_id or 0)
        assert cited.quote == "The Hill Brigade backs the Mill Guard"
        assert document.source_id == cited.source_id


def test_a_board_of_the_first_version_is_copied_and_gets_an_empty_tray(tmp_path: Path) -> None:
    path = tmp_path / "old.sitboard"
    path.write_bytes((FILES / "v1.sitboard").read_bytes())
    with db.open_board(path) as board:
        assert (board.tray.documents(), board.tray.waiting()) == ([], 0)
        assert "Its earlier state is kept as" in board.warnings[0]
    (kept,) = tmp_path.glob("old (format 1, *).sitboard")
    assert kept.read_bytes()[60:64] == (1).to_bytes(4, "big")  # user_version


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_the_history_of_a_stored_board_still_works(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.sitboard"
    path.write_bytes((FILES / f"v{version}.sitboard").read_bytes())
    with db.open_board(path) as board:
        steps = 0
        assert board.redo_name == "Delete “Clash at the mill”"
        while board.undo():
            steps += 1
            assert board.check() == []
        assert steps == STEPS[version]
        assert len(board.columns()) == len(board.actors.all()) == len(board.sources.all()) == 0
        while board.redo():
            steps -= 1
            assert board.check() == []
        assert steps == -1
        assert [incident.deaths_best for incident in board.incidents.many(board.columns().ids.tolist())] == [6, 5]
