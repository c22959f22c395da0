"""Whole boards through the File menu: an earlier state brought back; a file that is lost under the open window."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from board.controller import Controller
from board.theme.widgets import Banner
from board.window import MainWindow
from db import Actor, Board, create_board, open_board
from db.backups import backup_folder, make, user_data_folder


class Answers(QObject):
    """Answers one modal dialog after the other as a user would, as soon as it stands there."""

    def __init__(self, parent: QWidget, name: Path) -> None:
        super().__init__(parent)
        self.titles: list[str] = []
        self._name = name
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._answer)
        self._clock.start(20)

    def _answer(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        self.titles.append(dialog.windowTitle())
        if isinstance(dialog, QFileDialog):
            edit = dialog.findChild(QLineEdit, "fileNameEdit")
            assert edit is not None
            edit.setText(str(self._name))
            dialog.accept()
            return
        (buttons,) = dialog.findChildren(QDialogButtonBox)
        button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert isinstance(button, QPushButton)
        button.click()


def names(path: Path) -> list[str]:
    with open_board(path, read_only=True) as board:
        assert board.check() == []
        return [actor.name for actor in board.actors.all()]


def controller_of(window: MainWindow) -> Controller:
    (controller,) = window.findChildren(Controller)
    return controller


def banners(window: MainWindow) -> list[str]:
    return [banner.sentence for banner in window.findChildren(Banner) if banner.isVisible()]


def test_an_earlier_state_is_restored_through_the_menu(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    board = window.session.board
    before = sorted(actor.name for actor in board.actors.all())
    make(board, backup_folder(user_data_folder(), board.info().uid))
    window.session.run("Add actor", lambda: board.actors.add(Actor("Came later")))
    opened: list[Board] = []
    controller_of(window).another_board.connect(opened.append)
    target = tmp_path / "restored.sitboard"
    answers = Answers(window, target)
    window.actions_by_id["restore"].trigger()
    assert answers.titles == ["Restore an earlier state", "Restore as"]
    (restored,) = opened
    assert restored.path == target
    assert sorted(actor.name for actor in restored.actors.all()) == before
    restored.close()
    assert "Came later" in [actor.name for actor in board.actors.all()]


def test_a_board_that_is_replaced_under_the_window_is_told_and_nothing_is_lost(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = window.session
    path, theirs = session.board.path, tmp_path / "b.sitboard"
    with create_board(theirs, title="Theirs") as board:
        board.actors.add(Actor("Theirs"))
    bytes_of_theirs = theirs.read_bytes()
    assert "saved" in window.status.file.text()
    os.replace(theirs, path)
    session.run("Add actor", lambda: session.board.actors.add(Actor("Came later")))
    assert "NOT SAVED" in window.status.file.text()
    qtbot.waitUntil(lambda: any("was replaced by another file" in one for one in banners(window)))
    copy = tmp_path / "copy.sitboard"
    answers = Answers(window, copy)
    window.actions_by_id["save_copy"].trigger()
    assert answers.titles == ["Save a copy"]
    qtbot.waitUntil(lambda: not session.tasks.running)
    assert "Came later" in names(copy)
    session.run("Add actor", lambda: session.board.actors.add(Actor("Came last")))
    window.close()
    assert path.read_bytes() == bytes_of_theirs
    (kept,) = tmp_path.glob("sample (kept *).sitboard")
    assert {"Came later", "Came last"} <= set(names(kept))


def test_a_board_that_is_gone_is_told_when_the_window_gets_the_focus(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    window.session.board.path.unlink()
    assert banners(window) == []
    window.activateWindow()
    qtbot.waitUntil(lambda: bool(banners(window)))
    assert "was moved or deleted" in banners(window)[0]
    assert "NOT SAVED" in window.status.file.text()
