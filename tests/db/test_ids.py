"""Ids: 63 bits, in the order of time, never twice, also when the clock steps back or another copy makes some."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.ids import EPOCH_MS, LARGEST, RANDOM_BITS, IdMaker


@given(blocks=st.lists(st.integers(1, 10_000), min_size=1, max_size=50))
def test_ids_only_grow_and_blocks_never_meet(blocks: list[int]) -> None:
    maker, last = IdMaker(), 0
    for count in blocks:
        first = maker.block(count)
        assert last < first
        last = first + count - 1
        assert last <= LARGEST


def test_an_id_tells_when_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = IdMaker().next()
    after = time.time_ns() // 1_000_000
    assert before <= (made >> RANDOM_BITS) + EPOCH_MS <= after


def test_two_copies_make_different_ids_in_the_same_millisecond() -> None:
    made = [IdMaker().next() for _ in range(300)]
    assert len(set(made)) == 300


def test_ids_go_on_above_those_of_the_file(tmp_path: Path) -> None:
    future = IdMaker().next() + (400 << 54)  # as of a machine whose clock ran years ahead
    path = tmp_path / "a.sitboard"
    with db.create_board(path) as board:
        board.incidents.add(db.Incident("From the future", id=future))
        board.undo()
    with db.open_board(path) as board:
        assert board.incidents.add(db.Incident("Now")) == future + 1
        assert board.flashpoints.add(db.Flashpoint("Here")) == future + 2


def test_a_clock_beyond_all_numbers_is_told() -> None:
    with pytest.raises(OverflowError, match="clock of this machine"):
        IdMaker(after=LARGEST).next()
