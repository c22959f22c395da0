"""The schema: its picture is of today, its closed lists are those of the vocabulary, and every stored board opens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import db
from db import vocabulary
from db.migrations import SCHEMA_VERSION, board_migrations
from db.schema_picture import PICTURE, picture
from tests.db.stored_board import FILES

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
    assert held - {one.codes for one in vocabulary.ALL} == {("done", "undone", "dropped")}


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
        assert steps == 15
        assert len(board.columns()) == len(board.actors.all()) == len(board.sources.all()) == 0
        while board.redo():
            steps -= 1
            assert board.check() == []
        assert steps == -1
        assert [incident.deaths_best for incident in board.incidents.many(board.columns().ids.tolist())] == [6, 5]
