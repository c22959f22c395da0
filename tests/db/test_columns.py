"""The numpy columns: kept and patched they are exactly what a fresh read of the board gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db import columns
from db.columns import ARRAYS, IncidentColumns
from db.dates import from_edtf
from db.vocabulary import ACTOR_ROLES, INCIDENT_KINDS
from tests.db import random_user
from tests.db.random_user import walking
from tests.strategies import examples


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "a.sitboard"
    db.create_board(path).close()
    return path


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard") as board:
        yield board


def assert_equal(kept: IncidentColumns, fresh: IncidentColumns) -> None:
    for name, dtype in ARRAYS.items():
        one, two = getattr(kept, name), getattr(fresh, name)
        assert one.dtype == np.dtype(dtype), name
        np.testing.assert_array_equal(one, two, err_msg=name)


EDITS = (
    random_user.add_incident, random_user.edit_incident, random_user.delete_incidents, random_user.assign_incidents,
    random_user.add_actor, random_user.delete_actor, random_user.add_flashpoint, random_user.delete_flashpoint,
)  # fmt: skip


@examples(20)
@given(draw=st.data())
def test_kept_and_patched_is_what_a_fresh_read_gives(template: Path, draw: st.DataObject) -> None:
    with walking(template) as walk:
        for _ in range(draw.draw(st.integers(2, 16))):
            how = draw.draw(st.sampled_from(["edit"] * 5 + ["keep", "undo", "redo", "reopen"]))
            if how == "edit":
                draw.draw(st.sampled_from(EDITS))(draw, walk.board)
            elif how == "keep":
                with walk.board.db.atomic():
                    columns.write_cache(walk.board.db, walk.board.columns())
            elif how == "reopen":
                walk.board.close()
                walk.board = db.open_board(walk.board.path)
            else:
                walk.board.undo() if how == "undo" else walk.board.redo()
            fresh = columns.build(walk.board.db)
            assert_equal(columns.load(walk.board.db), fresh)  # from the file
            if draw.draw(st.booleans()):
                assert_equal(walk.board.columns(), fresh)  # as the open board keeps them


def test_every_column_holds_what_the_record_says(board: db.Board) -> None:
    one, two = board.actors.add(db.Actor("One")), board.actors.add(db.Actor("Two"))
    flashpoint = board.flashpoints.add(db.Flashpoint("At Tanf"))
    full = board.incidents.add(
        db.Incident(
            "Clash",
            kind="shelling",
            date=from_edtf("1970-01-02/1970-01-11~"),
            flashpoint_id=flashpoint,
            deaths_best=7,
            reliability="B",
            credibility="6",
            latitude=33.5,
            longitude=38.25,
            recurring=True,
            disputed=True,
            hedge="x",
            actors=(db.Role(two, "target"), db.Role(one, "initiator"), db.Role(two, "mentioned")),
        )
    )
    bare = board.incidents.add(db.Incident("Nothing known"))
    half = board.incidents.add(db.Incident("By then", date=from_edtf("../1970-01-05"), withdrawn=True))
    found = board.columns()
    assert found.ids.tolist() == [full, bare, half]
    assert [found.place_of(i) for i in (full, half, 7)] == [0, 2, None]
    assert found.earliest.tolist() == [1, columns.OPEN_PAST, columns.OPEN_PAST]
    assert found.latest.tolist() == [13, columns.OPEN_FUTURE, 4]
    assert found.span() == (1, 13)
    assert (found.flashpoint_ids.tolist(), found.flashpoint.tolist()) == ([flashpoint], [0, -1, -1])
    assert [INCIDENT_KINDS.codes[kind] for kind in found.kind] == ["shelling", "other", "other"]
    assert (found.reliability.tolist(), found.credibility.tolist()) == ([2, 0, 0], [6, 0, 0])
    assert found.deaths.tolist() == [7, -1, -1]
    assert (found.latitude[0], found.longitude[0]) == (33.5, 38.25)
    assert np.isnan(found.latitude[1:]).all()
    all_but_withdrawn = columns.RECURRING | columns.DISPUTED | columns.APPROXIMATE | columns.HEDGED
    assert found.flags.tolist() == [all_but_withdrawn, 0, columns.WITHDRAWN]
    links = [
        (found.actor_ids[found.link_actor[place]], ACTOR_ROLES.codes[found.link_role[place]])
        for place in range(found.link_start[0], found.link_start[1])
    ]
    assert sorted(links) == sorted([(one, "initiator"), (two, "mentioned"), (two, "target")])
    assert found.link_start.tolist() == [0, 3, 3, 3]


def test_an_empty_board(board: db.Board) -> None:
    found = board.columns()
    assert (len(found), found.span(), found.link_start.tolist()) == (0, None, [0])
    assert_equal(found, columns.build(board.db))


SPOILED = {
    "header": b"{",
    "ids": b"abc",
    "earliest": b"",
    "link_start": np.array([0, 9], "<i8").tobytes(),
    "link_actor": np.array([5, 5], "<i4").tobytes(),
    "flashpoint": np.array([9, 9], "<i4").tobytes(),
    "kind": b"\xff\xff",
    "link_role": b"\x09\x09",
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_kept_copy_that_cannot_be_right_is_read_anew(board: db.Board, name: str) -> None:
    actor = board.actors.add(db.Actor("One"))
    for title in ("One", "Two"):
        board.incidents.add(db.Incident(title, actors=(db.Role(actor, "target"),)))
    with board.db.atomic():
        columns.write_cache(board.db, board.columns())
        board.db.conn.execute("UPDATE columns_cache SET data = ? WHERE name = ?", (SPOILED[name], name))
    assert_equal(board.columns(), columns.build(board.db))


@examples(40)
@given(data=st.data())
def test_among_is_what_numpy_finds_in_any_order(template: Path, data: st.DataObject) -> None:
    with walking(template) as walk:
        for number in range(data.draw(st.integers(0, 6))):
            walk.board.incidents.add(db.Incident(f"Clash {number}"))
        current = walk.board.columns()
        known = current.ids.tolist() or [5]
        around = st.sampled_from([*known, known[0] - 1, known[-1] + 1, 0, -3])
        wanted = np.array(data.draw(st.lists(around, max_size=12)), np.int64)
        np.testing.assert_array_equal(current.among(wanted), np.isin(current.ids, wanted))
