"""What was dropped outlives the program until it is in the tray."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.commands.dropped import Blob, Clip
from board.commands.items import Item
from board.commands.spool import Spool
from board.commands.targets import WINDOW, Target
from board.commands.uris import Link

texts = st.text(st.characters(exclude_categories=[]), max_size=30)
items = st.one_of(
    st.builds(Item, texts, link=st.builds(Link, texts, texts), alone=st.booleans()),
    st.builds(Item, texts, clip=st.builds(Clip, texts, texts, st.binary(max_size=30), texts, texts)),
    st.builds(Item, texts, blob=st.builds(Blob, texts, texts, st.binary(max_size=30), texts)),
    st.builds(Item, texts, path=st.binary(min_size=1, max_size=9).map(lambda name: Path(os.fsdecode(b"/" + name)))),
)


@given(kept=st.lists(items, max_size=4), day=st.none() | st.integers(-10_000, 30_000))
def test_what_is_kept_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Item], day: int
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool") / "board")
    target = Target("day", label="8 June 2017", day=day, lane=("actor", 7))
    spool.keep(kept, target)
    (found,) = spool.take_up()
    assert (list(found.items), found.target) == (kept, target)
    spool.forget(found.path)
    assert (spool.take_up(), spool.given_up()) == ([], [])


def test_what_stopped_the_program_twice_is_not_tried_a_third_time(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.keep([Item("a", link=Link("https://example.org"))], WINDOW)
    assert len(spool.take_up()) == 1
    assert spool.take_up() == []
    assert len(spool.given_up()) == 1


def test_only_the_user_may_read_what_is_kept(tmp_path: Path) -> None:
    kept = Spool(tmp_path / "board").keep([Item("a", link=Link("https://example.org"))], WINDOW)
    assert kept is not None
    if os.name == "posix":
        assert kept.stat().st_mode & 0o077 == 0
        assert kept.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("torn", [b"", b"{", b'{"items": []}\n', b"\xff\xfe", b'{"target": 7, "items": []}\n'])
def test_a_torn_file_harms_nothing(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / "x.dropped").write_bytes(torn)
    spool = Spool(tmp_path)
    assert spool.take_up() == []
    assert len(spool.given_up()) == 1


def test_a_disk_that_takes_nothing_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    spool = Spool(tmp_path / "file")
    assert spool.keep([], WINDOW) is None
    assert spool.take_up() == []
    spool.forget(None)
