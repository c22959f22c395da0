"""A board of a summer, its session, and the timeline on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.session import Session
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT
from board.timeline.panel import TimelinePanel
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
def panel(qtbot: QtBot, session: Session) -> Iterator[TimelinePanel]:
    """The panel, shown, high enough for all lanes."""
    shown = TimelinePanel(session, LIGHT)
    qtbot.addWidget(shown)
    shown.resize(1200, 620)
    shown.show()
    qtbot.waitUntil(lambda: shown.view.picture is not None and shown.view.frame.width == shown.view.width())
    yield shown
    shown.close()
