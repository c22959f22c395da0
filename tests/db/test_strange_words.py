"""A board in which somebody else wrote words that are not of our lists: it opens, tells of them, and keeps them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

import db
from db import columns as incident_columns
from db.codes import CLOSED
from db.dates import from_edtf
from db.profiles import EVERYTHING, PARTNERS
from db.releasing import release
from db.vocabulary import ACTOR_ROLES, INCIDENT_KINDS, STANCES
from db.writers import FORMATS, write
from tests.db.stored_board import fill

WORD = "drone_swarm"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A board with something of everything, closed."""
    path = tmp_path / "sound.sitboard"
    with db.create_board(path, title="Sound") as board:
        fill(board, tmp_path)
        incident = board.incidents.add(db.Incident("Later", kind="clash", date=from_edtf("2017-07")))
        board.incidents.set_roles(incident, [db.Role(board.actors.all()[0].id, "initiator")])
    return path


def spoil(path: Path, table: str, column: str, word: str = WORD) -> int:
    """Write the word into every row of a column, as another tool would; how many there are."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA ignore_check_constraints = ON")
    count = conn.execute(f"UPDATE {table} SET {column} = ?", (word,)).rowcount
    conn.close()
    return int(count)


def stored(path: Path, table: str, column: str) -> set[str]:
    conn = sqlite3.connect(path)
    found = {row[0] for row in conn.execute(f"SELECT {column} FROM {table}")}
    conn.close()
    return found


COLUMNS = [(table, column) for table, columns in CLOSED.items() for column in columns]


def read_everything(board: db.Board) -> None:
    """Every record, as the stores give it out, and every way out that reads them all."""
    columns = board.columns()
    board.info()
    for record in board.incidents.many(columns.ids.tolist()):
        assert record.kind in INCIDENT_KINDS
        assert all(role.role in ACTOR_ROLES for role in record.actors)
    board.actors.all()
    for tie in board.relationships.all():
        assert STANCES.label(tie.stance)
    board.flashpoints.all()
    board.flashpoints.levels()
    board.sources.all()
    board.search("mill")
    board.search("kind:clash")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table}-{column}" for table, column in COLUMNS])
def test_a_strange_word_is_told_and_read_and_kept(sound: Path, table: str, column: str) -> None:
    count = spoil(sound, table, column)
    assert count
    with db.open_board(sound) as board:
        told = [warning for warning in board.warnings if WORD in warning]
        assert len(told) == 1
        assert told[0].startswith("1 " if count == 1 else f"{count} ")
        assert told[0].endswith("Nothing was changed in the file.")
        read_everything(board)
        assert any(WORD in problem for problem in board.check())
    assert WORD in stored(sound, table, column)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_export_of_a_board_full_of_strange_words_is_written(sound: Path, tmp_path: Path, kind: str) -> None:
    for table, column in COLUMNS:
        if column != "marking":  # which, not known, lets nothing leave
            spoil(sound, table, column)
    with db.open_board(sound) as board:
        write(release(board, EVERYTHING), kind, tmp_path / "out")
    assert (tmp_path / "out").stat().st_size


def test_what_has_an_unknown_marking_does_not_leave(sound: Path, tmp_path: Path) -> None:
    spoil(sound, "incidents", "marking")
    with db.open_board(sound) as board:
        write(release(board, PARTNERS), "md", tmp_path / "out.md")
    assert "Clash at the mill" not in (tmp_path / "out.md").read_text()


def test_a_sound_board_is_told_of_nothing(sound: Path) -> None:
    with db.open_board(sound) as board:
        assert not any("does not know" in warning for warning in board.warnings)
        assert board.check() == []


def test_the_columns_say_other_where_the_incident_does(sound: Path) -> None:
    spoil(sound, "incidents", "kind")
    spoil(sound, "incident_actors", "role")
    with db.open_board(sound) as board:
        assert set(board.columns().kind.tolist()) == {INCIDENT_KINDS.number("other")}
        assert set(board.columns().link_role.tolist()) == {ACTOR_ROLES.number("mentioned")}


def test_a_strange_stance_asserts_nothing_and_shows_its_word(sound: Path) -> None:
    spoil(sound, "relationships", "stance")
    with db.open_board(sound) as board:
        tie = board.relationships.all()[0]
        assert STANCES.label(tie.stance) == f"Other (“{WORD}”)"
        assert STANCES[tie.stance].role == "stance.neutral"


def test_editing_another_field_leaves_the_strange_word(sound: Path) -> None:
    for table, column in (("incidents", "kind"), ("actors", "kind"), ("relationships", "stance")):
        spoil(sound, table, column)
    with db.open_board(sound) as board:
        incident = board.incidents.get(int(board.columns().ids[0]))
        board.incidents.update(incident.id, title="Another title", kind=incident.kind)
        actor = board.actors.all()[0]
        board.actors.update(actor.id, note="A note", kind=actor.kind)
        tie = board.relationships.all()[0]
        board.relationships.update(tie.id, note="A note", stance=tie.stance)
        board.relationships.update(tie.id, stance="talks")
    assert stored(sound, "incidents", "kind") == {WORD}
    assert stored(sound, "actors", "kind") == {WORD}
    assert "talks" in stored(sound, "relationships", "stance")


def test_what_was_deleted_comes_back_with_its_word(sound: Path) -> None:
    spoil(sound, "incidents", "kind")
    before = len(stored(sound, "incidents", "id"))
    with db.open_board(sound) as board:
        board.incidents.delete(int(board.columns().ids[0]))
        board.undo()
        with pytest.raises(sqlite3.IntegrityError):
            board.db.conn.execute("UPDATE incidents SET kind = 'nonsense'")
    assert stored(sound, "incidents", "kind") == {WORD}
    assert len(stored(sound, "incidents", "id")) == before


def test_a_word_made_to_mislead_is_told_on_one_line(sound: Path) -> None:
    spoil(sound, "actors", "kind", "a\nb\u202e" + "x" * 500)
    with db.open_board(sound) as board:
        [told] = [warning for warning in board.warnings if "actors have a kind" in warning]
    assert len(told) < 250
    assert told.isprintable()


@pytest.mark.parametrize("name", ["kind", "link_role", "reliability", "credibility"])
def test_kept_columns_of_a_stranger_are_not_believed(sound: Path, name: str) -> None:
    with db.open_board(sound) as board, board.db.atomic():
        right = board.columns()
        incident_columns.write_cache(board.db, right)
    conn = sqlite3.connect(sound, isolation_level=None)
    (data,) = conn.execute("SELECT data FROM columns_cache WHERE name = ?", (name,)).fetchone()
    conn.execute("UPDATE columns_cache SET data = ? WHERE name = ?", (b"\xff" * len(data), name))
    conn.close()
    with db.open_board(sound) as board:
        assert np.array_equal(getattr(board.columns(), name), getattr(right, name))
