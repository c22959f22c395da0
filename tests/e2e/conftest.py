"""A real window on a real board, for tests that use it as its user does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.app import build_window
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT
from board.window import MainWindow
from db import create_board, open_board
from db.sample import fill

OpenWindow = Callable[[Path], MainWindow]


@pytest.fixture
def sample_path(tmp_path: Path, repo_root: Path) -> Path:
    """A fresh sample board, closed."""
    path = tmp_path / "sample.sitboard"
    with create_board(path, title="Syria, summer 2017") as board:
        fill(board, repo_root / "resources" / "sample")
    return path


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[OpenWindow]:
    """Opens the window of a board, shown and active; closed again at the end of the test."""
    apply_theme(qapp, LIGHT)
    opened: list[MainWindow] = []

    def show(path: Path) -> MainWindow:
        window = build_window(open_board(path), LIGHT)
        window.resize(1400, 880)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        opened.append(window)
        return window

    yield show
    for window in opened:
        window.close()
        window.deleteLater()
    # The offscreen platform crashes at its end when what Python put on the clipboard is still there.
    qapp.clipboard().clear()


@pytest.fixture
def window(open_window: OpenWindow, sample_path: Path) -> MainWindow:
    """The window of the sample board."""
    return open_window(sample_path)
