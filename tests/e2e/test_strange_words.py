"""A board in which somebody else wrote words of no list of ours, looked through in the window: told, shown, unharmed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from board.theme.widgets import Banner
from db import create_board
from tests.db.stored_board import fill
from tests.db.test_strange_words import COLUMNS, WORD, spoil, stored
from tests.e2e.conftest import OpenWindow


def test_a_window_on_a_board_of_strange_words_tells_shows_and_keeps_them(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.sitboard"
    with create_board(path) as made:
        fill(made, tmp_path)
    for table, column in COLUMNS:
        spoil(path, table, column)
    before = {(table, column): stored(path, table, column) for table, column in COLUMNS}
    window = open_window(path)
    session = window.session
    told = " ".join(banner.sentence for banner in window.findChildren(Banner))
    assert WORD in told
    assert "Nothing was changed in the file." in told
    for panel in window.panels.values():
        panel.show()
        panel.raise_()
        window.grab()
    for incident in session.columns.ids.tolist():
        session.focus.set(incident=incident)
        window.grab()
    for relationship in session.relationships:
        session.focus.set(relationship=relationship)
        window.grab()
    for flashpoint in session.flashpoints:
        session.focus.set(flashpoints=frozenset({flashpoint}))
        window.grab()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    window.close()
    assert {(table, column): stored(path, table, column) for table, column in COLUMNS} == before
