"""Writes of the session: refused while a long one holds the board, long ones and large undos off the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import db
from board.session import Session
from board.tasks import TaskControl
from db import FileProblem
from tests.patience import PATIENCE_S
from tests.table_files import GED_41, ged, write_table


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(db.create_board(tmp_path / "b.sitboard"))
    yield made
    made.close()


@pytest.fixture
def said(session: Session) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []

    def hear(sentence: str, tone: str) -> None:
        heard.append((sentence, tone))

    session.said.connect(hear)
    return heard


def _add_actor(board: db.Board, name: str) -> int:
    return board.actors.add(db.Actor(name))


def test_while_the_board_is_busy_nothing_is_written_and_a_sentence_says_why(
    session: Session, said: list[tuple[str, str]]
) -> None:
    told: list[str] = []
    session.busy_changed.connect(told.append)
    session.run("Add actor", lambda: _add_actor(session.board, "SDF"))
    session.set_busy("“ged.csv” is being read into the board.")
    assert session.run("Add actor", lambda: _add_actor(session.board, "ISIS")) is None
    session.undo()
    assert [actor.name for actor in session.board.actors.all()] == ["SDF"]
    assert [tone for _, tone in said[-2:]] == ["error"] * 2
    assert all(words.startswith("“ged.csv” is being read into the board.") for words, _ in said[-2:])
    session.set_busy("")
    session.undo()
    assert session.board.actors.all() == []
    assert told == ["“ged.csv” is being read into the board.", ""]


def test_a_long_write_runs_apart_while_the_board_is_read(qtbot: QtBot, session: Session) -> None:
    here, written, go_on = QThread.currentThread(), threading.Event(), threading.Event()
    heard: list[tuple[object, str]] = []

    def work(own: db.Board, _control: TaskControl) -> bool:
        with own.command("Add actor"):
            _add_actor(own, "SDF")
            written.set()
            assert go_on.wait(PATIENCE_S)
        return QThread.currentThread() is not here

    session.write_apart(
        "Add", "An actor is being added.", work, on_success=lambda made: heard.append((made, session.busy))
    )
    assert written.wait(PATIENCE_S)
    assert session.busy == "An actor is being added."
    assert session.board.actors.all() == []
    assert session.write_apart("Again", "Again.", work, on_success=heard.append) is None
    go_on.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(True, "")]
    assert [actor.name for actor in session.board.actors.all()] == ["SDF"]


def test_a_long_write_that_fails_frees_the_board_and_says_so(
    qtbot: QtBot, session: Session, said: list[tuple[str, str]]
) -> None:
    def work(own: db.Board, _control: TaskControl) -> None:
        raise FileProblem("The disk is full.")

    with qtbot.waitSignal(session.said):
        session.write_apart("Add", "An actor is being added.", work, on_success=said.append)
    assert said == [("The disk is full.", "error")]
    assert session.busy == ""


def test_a_large_import_is_undone_and_done_again_apart(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_table(tmp_path / "ged.csv", [GED_41, *(ged(id=str(1000 + number)) for number in range(12))])
    session.board.imports.read_file(path)
    monkeypatch.setattr("board.apart._MANY_ROWS", 10)
    for step, left in ((session.undo, 0), (session.redo, 12)):
        with qtbot.waitSignal(session.board_changed) as changed:
            step()
            assert session.busy.startswith("“Import ged.csv” is being")
        assert changed.args[0].touches("incidents")
        assert (len(session.columns), session.busy) == (left, "")


def test_a_small_import_is_undone_at_once(session: Session, tmp_path: Path) -> None:
    session.board.imports.read_file(write_table(tmp_path / "ged.csv", [GED_41, ged()]))
    session.undo()
    assert (len(session.columns), session.busy) == (0, "")


def test_closing_while_a_long_write_runs_takes_it_back_and_tells_nobody(qapp: QApplication, tmp_path: Path) -> None:
    session = Session(db.create_board(tmp_path / "closing.sitboard"))
    began = threading.Event()
    ends: list[object] = []

    def work(own: db.Board, control: TaskControl) -> None:
        with own.command("Add actors"):
            while True:
                _add_actor(own, "SDF")
                began.set()
                control.progress(0, 0)

    task = session.write_apart(
        "Add", "Actors are being added.", work, on_success=ends.append, on_cancel=lambda: ends.append("cancelled")
    )
    assert task is not None
    assert began.wait(PATIENCE_S)
    session.close()
    QCoreApplication.sendPostedEvents()
    assert ends == []
    with db.open_board(tmp_path / "closing.sitboard") as again:
        assert again.actors.all() == []
