"""Drops on a window: the words while something hangs over it, and what dropping does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from board.intake.board_choice import BoardChoice
from board.intake.desk import IntakeDesk
from board.intake.drop import DropTarget
from board.intake.hover import NOTHING
from board.intake.import_desk import ImportDesk
from board.session import Session
from tests.table_files import GED_41, ged, write_table

COPY = Qt.DropAction.CopyAction
ANY = COPY | Qt.DropAction.MoveAction
PLACE = QPoint(60, 40)
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def target(window: QWidget, intake: IntakeDesk) -> DropTarget:
    return DropTarget(window, intake, window)


def _mime(paths: Iterable[Path]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def _enter(window: QWidget, mime: QMimeData) -> bool:
    """Bring something over the window; whether it would take it."""
    entering = QDragEnterEvent(PLACE, ANY, mime, LEFT, NONE)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    moving = QDragMoveEvent(PLACE, ANY, mime, LEFT, NONE)
    QApplication.sendEvent(window, moving)
    return moving.isAccepted()


def _drop(window: QWidget, mime: QMimeData) -> QDropEvent:
    event = QDropEvent(QPointF(PLACE), ANY, mime, LEFT, NONE, QEvent.Type.Drop)
    QApplication.sendEvent(window, event)
    return event


def test_a_table_that_is_dropped_is_on_the_board(
    qtbot: QtBot, window: QWidget, session: Session, desk: ImportDesk, target: DropTarget, tmp_path: Path
) -> None:
    path = write_table(tmp_path / "ged.csv", [GED_41, ged(id="1"), ged(id="2")])
    mime = _mime([path])
    assert _enter(window, mime)
    assert (target.words.isVisible(), target.words.sentence) == (True, "Import table “ged.csv” into this board")
    with qtbot.waitSignal(desk.flow.all_ended):
        event = _drop(window, mime)
    assert event.dropAction() == COPY
    assert not target.words.isVisible()
    assert len(session.columns) == 2
    assert path.is_file()


def test_what_cannot_be_taken_is_said_and_refused(window: QWidget, session: Session, target: DropTarget) -> None:
    mime = QMimeData()
    mime.setData("application/x-something", b"?")
    assert not _enter(window, mime)
    assert target.words.sentence == NOTHING
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not target.words.isVisible()
    assert session.tasks.running == []


def test_what_is_carried_between_panels_is_left_to_them(window: QWidget, target: DropTarget) -> None:
    mime = QMimeData()
    mime.setData("application/x-situation-board-records", b"{}")
    entering = QDragEnterEvent(PLACE, ANY, mime, LEFT, NONE)
    QApplication.sendEvent(window, entering)
    assert not entering.isAccepted()
    assert not target.words.isVisible()


def test_a_board_that_is_dropped_is_handed_on(
    qtbot: QtBot, window: QWidget, session: Session, intake: IntakeDesk, target: DropTarget, tmp_path: Path
) -> None:
    other = tmp_path / "other.sitboard"
    other.write_bytes(b"SQLite format 3\0")
    assert _enter(window, _mime([other]))
    assert target.words.sentence == "Open the board “other.sitboard”, or take incidents from it"
    _drop(window, _mime([other]))
    qtbot.waitUntil(partial(_asked, intake))
    choice = intake.dialog
    assert isinstance(choice, BoardChoice)
    with qtbot.waitSignal(intake.board_dropped) as dropped:
        choice.open_button.click()
    assert dropped.args == [other]
    assert intake.dialog is None
    assert _enter(window, _mime([session.board.path]))
    with qtbot.waitSignal(session.said) as said, qtbot.assertNotEmitted(intake.board_dropped):
        _drop(window, _mime([session.board.path]))
    assert "open here" in said.args[0]


def _asked(intake: IntakeDesk) -> bool:
    return intake.dialog is not None


def test_the_words_are_painted_and_let_the_mouse_through(
    qtbot: QtBot, window: QWidget, target: DropTarget, tmp_path: Path
) -> None:
    before = window.grab().toImage()
    _enter(window, _mime([tmp_path / "ged.csv"]))
    assert target.words.geometry() == window.rect()
    assert window.grab().toImage() != before
    assert window.childAt(PLACE) is None
