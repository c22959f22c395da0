"""A board of a summer, its session, and the panel of the incident on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from board.incident.panel import IncidentPanel
from board.session import Session
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT
from tests.board.summer import Summer, summer_board


@pytest.fixture
def summer(tmp_path: Path) -> Iterator[Summer]:
    """The board with its ids."""
    made = summer_board(tmp_path / "summer.sitboard")
    yield made
    made.board.close()


@pytest.fixture
def session(qapp: QApplication, summer: Summer) -> Session:
    """A session that looks at everything."""
    apply_theme(qapp, LIGHT)
    return Session(summer.board)


@pytest.fixture
def panel(session: Session) -> Iterator[IncidentPanel]:
    """The panel, shown and with the keyboard."""
    shown = IncidentPanel(session, LIGHT)
    shown.resize(350, 800)
    shown.show()
    shown.activateWindow()
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
