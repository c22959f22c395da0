"""Entries of the disk that were dropped: folders, pipes, the open board under any name."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import db
from board.commands.entries import entry_kind, is_part_of
from board.commands.folders import files_in

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
HERE = Path("here.sitboard")


def _nothing() -> None:
    """Nobody cancels."""


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_in(folder, _nothing).files]


@posix
def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.html")
    for path in (tmp_path / "endless.html", Path("/dev/zero")):
        assert "no ordinary file" in entry_kind(path, HERE)[1]


def test_what_is_gone_or_a_folder_is_said(tmp_path: Path) -> None:
    assert "cannot be read" in entry_kind(tmp_path / "gone.pdf", HERE)[1]
    assert entry_kind(tmp_path, HERE) == ("folder", "")


def test_the_open_board_is_known_under_any_name(tmp_path: Path) -> None:
    with db.create_board(tmp_path / "b.sitboard") as board:
        os.link(board.path, tmp_path / "disguised.pdf")
        os.link(tmp_path / "b.sitboard-wal", tmp_path / "wal.pdf")
        for name in ("b.sitboard", "disguised.pdf", "wal.pdf"):
            assert "is the board that is open here" in entry_kind(tmp_path / name, board.path)[1]
    assert not is_part_of(tmp_path / "b.sitboard", tmp_path / "other.sitboard")


@posix
def test_a_folder_is_walked_without_its_hidden_and_linked_parts(tmp_path: Path) -> None:
    for name in ("b.html", "a.pdf", ".hidden", "below/c.eml", ".git/config", "page.html", "page_files/style.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "linked.html").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")
    assert _names(tmp_path) == ["a.pdf", "b.html", "page.html", "below/c.eml"]
    assert "saved page" in files_in(tmp_path, _nothing).sentences[0]


def test_a_folder_has_an_end(tmp_path: Path) -> None:
    for number in range(1100):
        (tmp_path / f"{number:04}.txt").touch()
    found = files_in(tmp_path, _nothing)
    assert len(found.files) == 1000
    assert "holds more than was taken" in found.sentences[0]
    deep = tmp_path / "deep"
    for _ in range(30):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "x.txt").touch()
    assert _names(tmp_path / "deep") == []
    (tmp_path / "empty").mkdir()
    assert "holds no files" in files_in(tmp_path / "empty", _nothing).sentences[0]
