"""A board of a summer with documents in its tray, and the panel of the tray on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.session import Session
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT
from board.tray.panel import TrayPanel
from tests.board.summer import Summer, summer_board
from tests.board.tray.samples import drop_report


@pytest.fixture
def summer(tmp_path: Path) -> Iterator[Summer]:
    """The board with its ids."""
    made = summer_board(tmp_path / "summer.sitboard")
    yield made
    made.board.close()


@pytest.fixture
def report(summer: Summer) -> int:
    """The report of the picture, in the tray."""
    return drop_report(summer)


@pytest.fixture
def session(qapp: QApplication, summer: Summer) -> Session:
    """A session that looks at everything."""
    apply_theme(qapp, LIGHT)
    return Session(summer.board)


@pytest.fixture
def panel(qtbot: QtBot, session: Session, report: int) -> Iterator[TrayPanel]:
    """The panel on the report, shown and with the keyboard."""
    shown = TrayPanel(session, LIGHT)
    shown.resize(1100, 800)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    shown.cards.setFocus()
    yield shown
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else it lives until a later loop turns
