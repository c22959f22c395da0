"""Drops that mean harm, onto the real window: each ends with a sentence, none with a hang, and the board is as it was."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.window import MainWindow
from db import check_board

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
TEXT = "An air strike hit the base near At Tanf on 8 June 2017."

Drop = Callable[[QMimeData], str]


@pytest.fixture
def drop(qtbot: QtBot, window: MainWindow) -> Drop:
    """Drops something on the window and returns all that is said until everything has come to rest."""
    said: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        said.append(sentence)

    window.session.said.connect(hear)

    def let_go(mime: QMimeData) -> str:
        said.clear()
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        place, copy = QPoint(20, 10), Qt.DropAction.CopyAction
        began = time.monotonic()
        QApplication.sendEvent(window, QDragEnterEvent(place, copy, mime, buttons, keys))
        QApplication.sendEvent(window, QDragMoveEvent(place, copy, mime, buttons, keys))
        QApplication.sendEvent(window, QDropEvent(QPointF(place), copy, mime, buttons, keys, QEvent.Type.Drop))
        assert time.monotonic() - began < 2  # the window is never held up
        qtbot.waitUntil(lambda: bool(said) and not window.session.tasks.running)
        return " ".join(said)

    return let_go


def _files(*paths: Path) -> QMimeData:
    return _uris(*(path.absolute().as_uri().encode() for path in paths))


def _uris(*uris: bytes) -> QMimeData:
    mime = QMimeData()
    mime.setData("text/uri-list", b"\r\n".join(uris))
    return mime


def _documents(window: MainWindow) -> list[str]:
    return [document.name for document in window.session.board.tray.documents()]


def test_text_without_an_end_is_kept_whole_and_shown_cut(drop: Drop, window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("At Tanf, 8 June 2017. " * 1_500_000)  # 33 MB
    told = drop(mime)
    assert "is in the tray" in told
    (name,) = _documents(window)
    assert len(name) <= 60
    assert check_board(window.session.board) == []


def test_addresses_of_other_computers_are_never_touched(drop: Drop, window: MainWindow) -> None:
    told = drop(_uris(b"file://evil.example/share/a.html", b"file:////evil/share/b.html", b"smb://evil/c.html"))
    assert "another computer" in told
    assert _documents(window) == []


@posix
def test_pipes_and_devices_are_not_waited_for(drop: Drop, window: MainWindow, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.html")
    told = drop(_files(tmp_path / "endless.html", Path("/dev/zero"), Path("/dev/stdin")))
    assert "“endless.html” is no ordinary file." in told
    assert "“zero” is no ordinary file." in told
    assert _documents(window) == []


@posix
def test_folders_that_go_round_in_circles_have_an_end(drop: Drop, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "round"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "again").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "report.txt").write_text(TEXT)
    (folder / "passwords.txt").symlink_to("/etc/passwd")
    assert "“report.txt” is in the tray" in drop(_files(folder))
    assert _documents(window) == ["report.txt"]


def test_the_open_board_is_not_opened_again_under_any_name(drop: Drop, window: MainWindow, tmp_path: Path) -> None:
    board = window.session.board
    folder = tmp_path / "disguised"
    folder.mkdir()
    wal = board.path.with_name(board.path.name + "-wal")
    for name, target in (("report.html", board.path), ("table.csv", board.path), ("wal.pdf", wal)):
        os.link(target, folder / name)
    told = drop(_files(board.path, wal, folder / "report.html", folder))
    assert told.count("is the board that is open here") >= 3
    assert _documents(window) == []
    window.session.run("Add actor", lambda: board.actors.update(next(iter(window.session.actors)), note="still ours"))
    assert check_board(board) == []


def test_a_hundred_thousand_addresses_are_cut(drop: Drop, window: MainWindow) -> None:
    told = drop(_uris(*(b"file:///nowhere/%d.txt" % number for number in range(100_000))))
    assert "Only the first 1,000 of 100,000 files were taken." in told
    assert _documents(window) == []


def test_a_file_that_vanishes_is_said_to_have(qtbot: QtBot, drop: Drop, window: MainWindow, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in paths:
        path.write_text(f"{TEXT} {path.name}")

    def vanish(_document_id: int) -> None:
        paths[-1].unlink(missing_ok=True)

    window.session.board_changed.connect(vanish)
    told = drop(_files(*paths))
    assert "2 documents are in the tray" in told
    assert "“2.txt” cannot be read" in told


def test_a_giant_file_is_no_giant_wait(drop: Drop, window: MainWindow, tmp_path: Path) -> None:
    with (tmp_path / "sparse.html").open("wb") as file:
        file.truncate(1_000_000_000)
    told = drop(_files(tmp_path / "sparse.html"))
    assert "“sparse.html”" in told
    assert window.session.board.path.stat().st_size < 10_000_000
    assert check_board(window.session.board) == []


def test_what_a_page_points_to_is_left_where_it_is(drop: Drop, window: MainWindow, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    page = f"""<html><head><link rel=stylesheet href="file://{secret}"><script>alert(1)</script>
    <base href="http://evil.example/"></head><body><img src="file://{secret}"><img src="http://evil.example/pixel.gif">
    <iframe src="file://{secret}"></iframe><object data="{secret}"></object><p>{TEXT}</p></body></html>"""
    (tmp_path / "page.html").write_text(page)
    assert "“page.html” is in the tray" in drop(_files(tmp_path / "page.html"))
    board = window.session.board
    document = board.tray.document(board.tray.documents()[0].id)
    assert TEXT in document.text
    assert "secret words" not in document.text
    assert board.tray.original(document.id) == page.encode()
