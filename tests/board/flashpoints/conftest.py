"""A board of a summer, its session, and the panel of the flashpoints on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import db
from board.flashpoints.panel import FlashpointPanel
from board.session import Session
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT
from db.dates import from_edtf
from tests.board.summer import Summer, summer_board

MAY, MID_JUNE = from_edtf("2017-05-01").earliest, from_edtf("2017-06-14").earliest


@pytest.fixture
def summer(tmp_path: Path) -> Iterator[Summer]:
    """The board with its ids."""
    made = summer_board(tmp_path / "summer.sitboard")
    yield made
    made.board.close()


@pytest.fixture
def session(qapp: QApplication, summer: Summer) -> Session:
    """A session that looks at 1 May to 14 June 2017."""
    apply_theme(qapp, LIGHT)
    session = Session(summer.board)
    session.focus.set(window=(MAY, MID_JUNE))
    return session


@pytest.fixture
def panel(session: Session) -> Iterator[FlashpointPanel]:
    """The panel, shown."""
    shown = FlashpointPanel(session, LIGHT)
    shown.resize(320, 640)
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else it lives until a later loop turns


@pytest.fixture
def in_dialog(qtbot: QtBot) -> Callable[[Callable[[QDialog], None]], None]:
    """Does something in the next modal dialog once it is open."""

    def later(work: Callable[[QDialog], None]) -> None:
        def now() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            try:
                work(dialog)
            finally:
                if dialog.isVisible():
                    dialog.reject()

        QTimer.singleShot(0, now)

    return later


def read_only_session(summer: Summer) -> Session:
    """The same board opened for reading only."""
    path = summer.board.path
    summer.board.close()
    summer.board = db.open_board(path, read_only=True)
    return Session(summer.board)
