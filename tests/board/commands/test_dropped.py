"""What a drop carries: names in any bytes, other computers, folders, the open board itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl

import db
from board.commands.dropped import LATER, accepts, examine, hover_words, is_part_of, paths_of

posix = pytest.mark.skipif(sys.platform == "win32", reason="names of files are Unicode there")


def _mime(*uris: bytes) -> QMimeData:
    mime = QMimeData()
    mime.setData("text/uri-list", b"\r\n".join((b"# dropped", *uris, b"")))
    return mime


def _of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


@posix
@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"/" not in name and b"\0" not in name))
def test_any_name_that_a_file_can_have_comes_out_of_a_drop(name: bytes) -> None:
    written = b"".join(b"%%%02X" % byte for byte in name)
    paths, problems = paths_of(_mime(b"file:///some/" + written, b"file://localhost/some/" + written))
    assert [os.fsencode(path) for path in paths] == [b"/some/" + name] * 2
    assert problems == []


@pytest.mark.parametrize(
    "uri",
    [
        b"file://server/share/a.csv",
        b"file:////server/share/a.csv",
        b"file:///%2Fserver/share/a.csv",
        b"file:///%5Cserver/share/a.csv",
        b"file:///a%00.csv",
        b"file:a.csv",
    ],
)
def test_a_file_of_another_computer_is_not_touched(uri: bytes) -> None:
    paths, problems = paths_of(_mime(uri))
    assert paths == []
    assert "another computer" in problems[0]
    assert not accepts(_mime(uri))


def test_links_and_texts_are_for_later() -> None:
    text = QMimeData()
    text.setText("Clashes near the mill")
    for mime in (text, _mime(b"https://example.org/ged.csv")):
        assert not accepts(mime)
        assert hover_words(mime) == LATER
        assert examine(mime, Path("b.sitboard")).problem == LATER


def test_tables_are_parted_from_the_rest(tmp_path: Path) -> None:
    table, report, folder = tmp_path / "Ereignisse März.CSV", tmp_path / "report.pdf", tmp_path / "tables.csv"
    table.write_text("a,b\n1,2\n")
    report.write_bytes(b"%PDF")
    folder.mkdir()
    drop = examine(_of(table, report, folder, tmp_path / "gone.csv"), tmp_path / "b.sitboard")
    assert (drop.tables, drop.board) == ((table,), None)
    assert "“report.pdf” is no table." in drop.problem
    assert "“tables.csv” is a folder." in drop.problem
    assert "“gone.csv” cannot be read" in drop.problem


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.csv")
    assert "no ordinary file" in examine(_of(tmp_path / "endless.csv"), tmp_path / "b.sitboard").problem


def test_the_open_board_is_known_under_any_name(tmp_path: Path) -> None:
    with db.create_board(tmp_path / "b.sitboard") as board:
        os.link(board.path, tmp_path / "disguised.csv")
        os.link(tmp_path / "b.sitboard-wal", tmp_path / "wal.csv")
        drop = examine(_of(board.path, tmp_path / "disguised.csv", tmp_path / "wal.csv"), board.path)
        assert (drop.tables, drop.board) == ((), None)
        assert drop.problem.count("is the board that is open here") == 3
    assert not is_part_of(tmp_path / "b.sitboard", tmp_path / "other.sitboard")


def test_one_board_is_opened_several_are_not(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.sitboard", "two.sitboard", "t.csv")]
    for path in paths:
        path.write_bytes(b"x")
    here = tmp_path / "here.sitboard"
    assert examine(_of(paths[0]), here).board == paths[0]
    assert examine(_of(*paths[:2]), here) == examine(_of(*paths[:2]), here)
    assert examine(_of(*paths[:2]), here).problem == "Drop one board by itself to open it."
    mixed = examine(_of(paths[0], paths[2]), here)
    assert (mixed.tables, mixed.board) == ((paths[2],), None)
    assert "by itself" in mixed.problem


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["ged.csv"], "Read “ged.csv” into this board"),
        (["a.csv", "b.xlsx"], "Read 2 tables into this board"),
        (["a.csv", "b.pdf", "c.jpg"], "Read “a.csv” into this board; 2 other things are left aside"),
        (["s.sitboard"], "Open the board “s.sitboard”"),
        (["s.sitboard", "t.sitboard"], "Drop one board at a time"),
        (["photo.jpg"], LATER),
    ],
)
def test_the_pointer_says_what_a_drop_will_do(names: list[str], words: str) -> None:
    mime = _of(*(Path("/some") / name for name in names))
    assert hover_words(mime) == words
    assert accepts(mime) == (words != LATER)


def test_a_board_that_takes_nothing_now_says_so() -> None:
    mime = _of(Path("/some/ged.csv"))
    assert "reading only" in hover_words(mime, read_only=True)
    assert hover_words(mime, busy="“x.csv” is being read into the board.").startswith("“x.csv” is being read")
