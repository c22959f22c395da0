"""The same file and the same words are known again: among sources and documents, by hash and by passages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db import sketches
from db.drafts import TrayDocument

WORDS = [
    f"{first}{second}" for first in "bdfgklmnprst" for second in ("an", "er", "ik", "osa", "um", "ef", "ila", "ot")
]


def prose(words: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard") as board:
        yield board


def test_a_near_copy_is_known_with_its_share(board: db.Board) -> None:
    report = prose(600, 1)
    known = board.sources.add(db.Source("First", text=report))
    board.sources.add(db.Source("Other", text=prose(600, 2)))
    words = report.split()
    (like,) = board.tray.likenesses("", f"{prose(200, 3)} {' '.join(words[100:500])}")
    assert (like.source_id, like.document_id, like.title, like.same_bytes) == (known, None, "First", False)
    assert 0.6 < like.share < 0.7
    (copy,) = board.tray.likenesses("", report.upper().replace(" ", ",  "))
    assert copy.share == 1.0


def test_a_long_quote_is_known_in_either_direction(board: db.Board) -> None:
    statement = prose(60, 4)
    known = board.sources.add(db.Source("Article", text=f"{prose(500, 5)} {statement} {prose(500, 6)}"))
    (like,) = board.tray.likenesses("", f"{prose(800, 7)} {statement}")
    assert (like.source_id, like.share < 0.2) == (known, True)
    (like,) = board.tray.likenesses("", statement)
    assert like.share == 1.0
    small = board.sources.add(db.Source("Statement", text=prose(30, 8)))
    (like,) = board.tray.likenesses("", f"{prose(800, 9)} {prose(30, 8)}")
    assert like.source_id == small


@pytest.mark.parametrize("text", ["", "word", "four words are few", prose(900, 10), prose(60, 4)])
def test_little_in_common_is_no_likeness(board: db.Board, text: str) -> None:
    board.sources.add(db.Source("Article", text=f"{prose(500, 11)} {prose(20, 4)}"))
    board.sources.add(db.Source("Without text"))
    assert board.tray.likenesses("", text) == []


def test_the_same_bytes_come_first_and_are_told_once(board: db.Board) -> None:
    text = prose(300, 12)
    board.sources.add(db.Source("Near", text=text + " and more"))
    made = board.tray.add(TrayDocument("a.txt", title="Report", text=text), (), original=text.encode())
    sha256 = board.tray.document(made).sha256
    same, near = board.tray.likenesses(sha256, text)
    assert (same.document_id, same.source_id, same.same_bytes, same.share, same.title) == (
        made,
        None,
        True,
        1.0,
        "Report",
    )
    assert (near.title, near.same_bytes) == ("Near", False)
    assert [like.title for like in board.tray.likenesses(sha256, text, but=made)] == ["Near"]
    source = board.tray.keep_source(made)
    assert [like.source_id for like in board.tray.likenesses(sha256, text) if like.same_bytes] == [source]
    assert [like for like in board.tray.likenesses("", text) if like.document_id is not None] == []


def test_what_was_undone_removed_or_rewritten_is_no_longer_known(board: db.Board) -> None:
    text = prose(300, 13)
    source = board.sources.add(db.Source("First", text=text))
    board.sources.update(source, text=prose(300, 14))
    assert board.tray.likenesses("", text) == []
    board.undo()
    assert len(board.tray.likenesses("", text)) == 1
    board.undo()
    assert board.tray.likenesses("", text) == []
    made = board.tray.add(TrayDocument("a.txt", text=text), (), original=None)
    assert len(board.tray.likenesses("", text)) == 1
    board.tray.remove(made)
    assert board.tray.likenesses("", text) == []
    assert board.check() == []


def test_texts_from_before_sketches_were_kept_are_known_too(board: db.Board) -> None:
    text = prose(300, 15)
    board.sources.add(db.Source("First", text=text))
    board.db.conn.execute("DELETE FROM text_sketches")
    reader = board.again()
    assert len(reader.tray.likenesses("", text)) == 1
    reader.close()
    assert len(board.tray.likenesses("", text)) == 1
    assert board.db.conn.execute("SELECT count(*) FROM text_sketches").fetchone()[0] == 1
    assert board.check() == []


@given(text=st.text(max_size=400), more=st.text(max_size=50))
def test_a_sketch_holds_a_part_of_the_runs_and_is_the_same_for_the_same_words(text: str, more: str) -> None:
    sketch = sketches.sketch_of(text)
    assert list(sketch) == sorted(set(sketch.tolist()))
    assert set(sketch.tolist()) <= set(sketches.runs_of(sketches.words_of(f"{text} {more}")).tolist())
    assert sketches.sketch_of(f"  {text}!").tolist() == sketch.tolist()
