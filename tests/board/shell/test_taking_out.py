"""Copies of the board, what copies pass, and pictures of panels, as the File menu asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

import db
from board.commands import files
from board.controller import Controller
from board.theme.apply import apply_theme
from board.theme.palette import THEMES
from db import sample
from db.profiles import EVERYTHING, PARTNERS
from db.records import Profile

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"


@pytest.fixture
def controller(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Controller]:
    board = db.create_board(tmp_path / "a.sitboard")
    sample.fill(board, SAMPLE)
    apply_theme(qapp, THEMES["light"])
    made = Controller(board, THEMES["light"])
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)
    qapp.clipboard().clear()


class Answers:
    """Answers each question as told, and keeps what was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, item: tuple[str, bool], path: str, kind: str = "") -> None:
        self.item, self.path, self.kind = item, path, kind
        self.listed: list[str] = []
        self.questions: list[str] = []
        self.button = QMessageBox.StandardButton.Cancel
        monkeypatch.setattr(QInputDialog, "getItem", self._item)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._name)
        monkeypatch.setattr(QMessageBox, "question", self._question)

    def _item(self, _parent: object, _title: str, words: str, items: list[str], *_: object) -> tuple[str, bool]:
        self.listed = list(items)
        return self.item

    def _name(self, *_: object) -> tuple[str, str]:
        return self.path, self.kind

    def _question(self, _parent: object, _title: str, words: str, *_: object) -> QMessageBox.StandardButton:
        self.questions.append(words)
        return self.button


def test_copies_pass_the_chosen_profile_until_the_board_is_closed(
    controller: Controller, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = controller.session
    point = next(iter(session.flashpoints))
    session.run("Mark", lambda: session.board.flashpoints.update(point, marking="RED"))
    qapp.clipboard().setText("as it was")
    assert session.copy_profile == PARTNERS
    session.ask_copy("flashpoint", [point])
    assert qapp.clipboard().text() == "as it was"
    answers = Answers(monkeypatch, (EVERYTHING.name, True), "")
    with qtbot.waitSignal(session.said) as heard:
        controller.actions["copy_profile"].trigger()
    assert answers.listed[:2] == [PARTNERS.name, EVERYTHING.name]
    assert heard.args[0] == f"Copies now pass “{EVERYTHING.name}”, until this board is closed."
    session.ask_copy("flashpoint", [point])
    assert qapp.clipboard().text().startswith(session.flashpoints[point].name)
    answers.item = (PARTNERS.name, False)  # cancelled
    controller.actions["copy_profile"].trigger()
    assert session.copy_profile == EVERYTHING


@pytest.mark.parametrize(
    ("chosen", "kind", "written"),
    [
        ("p.png", "", "p.png"),
        ("p.svg", "", "p.svg"),
        ("p", "SVG (*.svg)", "p.svg"),
        ("p", "PNG (*.png)", "p.png"),
    ],
)
def test_a_panel_is_written_without_a_question_where_nothing_stays(
    controller: Controller, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    chosen: str, kind: str, written: str,
) -> None:  # fmt: skip
    answers = Answers(monkeypatch, (controller.timeline.windowTitle(), True), str(tmp_path / chosen), kind)
    with qtbot.waitSignal(controller.session.said) as heard:
        controller.actions["export_panel"].trigger()
    assert heard.args == [f"“{written}” was written, as the panel is seen.", "done"]
    assert not answers.questions
    assert (tmp_path / written).read_bytes()[:5] in (b"\x89PNG\r", b"<?xml")
    assert controller.timeline.windowTitle() in answers.listed
    assert controller.tray.windowTitle() not in answers.listed  # it is not seen


def test_a_panel_of_a_board_that_holds_what_stays_is_asked_about(
    controller: Controller, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, path = controller.session, tmp_path / "p.png"
    session.board.incidents.update(int(session.columns.ids[0]), marking="RED")
    answers = Answers(monkeypatch, (controller.actors.windowTitle(), True), str(path))
    controller.actions["export_panel"].trigger()
    (words,) = answers.questions
    assert f"“{PARTNERS.name}” keeps here: 1 incident was held back" in words
    assert not path.exists()
    answers.button = QMessageBox.StandardButton.Save
    with qtbot.waitSignal(session.said):
        controller.actions["export_panel"].trigger()
    assert path.exists()
    path.unlink()
    session.copy_profile = EVERYTHING
    with qtbot.waitSignal(session.said):
        controller.actions["export_panel"].trigger()
    assert len(answers.questions) == 2
    assert path.exists()


def test_a_picture_shows_what_a_profile_would_make_coarse_and_that_is_asked_about_too(
    controller: Controller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller.session.copy_profile = Profile("By the month", dates="month", highest_marking="RED")
    answers = Answers(monkeypatch, (controller.actors.windowTitle(), True), str(tmp_path / "p.png"))
    controller.actions["export_panel"].trigger()
    (words,) = answers.questions
    assert "month" in words
    assert not (tmp_path / "p.png").exists()


def test_a_picture_that_cannot_be_written_is_told(
    controller: Controller, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Answers(monkeypatch, (controller.actors.windowTitle(), True), str(tmp_path / "p.gif"))
    with qtbot.waitSignal(controller.session.said) as heard:
        controller.actions["export_panel"].trigger()
    assert heard.args[1] == "error"
    assert "PNG or an SVG" in heard.args[0]


def test_a_copy_of_the_board_is_whole(
    controller: Controller, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.sitboard"
    monkeypatch.setattr(files, "ask_new_path", lambda *_: path)
    with qtbot.waitSignal(controller.session.said) as heard:
        controller.actions["save_copy"].trigger()
    assert heard.args == ["A copy was saved as copy.sitboard.", "done"]
    with db.open_board(path, read_only=True) as copy:
        assert len(copy.columns()) == len(controller.session.columns)
