"""Panels that are closed, floated and put back; the keyboard that is sent to them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from board.window import MainWindow


def places(window: MainWindow) -> dict[str, QRect]:
    """Where the panels are that are open; the tray comes when it is asked for."""
    return {name: dock.geometry() for name, dock in window.panels.items() if dock.isVisible()}


@pytest.mark.parametrize("name", ["flashpoints", "actors", "incident", "timeline"])
def test_a_panel_that_floats_is_put_back(window: MainWindow, qtbot: QtBot, name: str) -> None:
    before = places(window)
    window.panels[name].setFloating(True)
    window.actions_by_id["reset_layout"].trigger()
    assert not window.panels[name].isFloating()
    qtbot.waitUntil(lambda: places(window) == before)


def test_without_panels_the_window_says_how_to_get_them_back(window: MainWindow, qtbot: QtBot) -> None:
    for dock in window.panels.values():
        dock.close()
    button = next(one for one in window.centralWidget().findChildren(QPushButton) if one.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert {name for name, dock in window.panels.items() if dock.isVisible()} == {*window.panels} - {"tray"}
    assert not window.centralWidget().isVisible()


def test_alt_3_reaches_the_list_and_enter_the_incident(window: MainWindow, qapp: QApplication) -> None:
    session = window.session
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        target = qapp.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)
    assert session.focus.state.incident is not None
    assert window.panels["incident"].isAncestorOf(qapp.focusWidget())
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    target = qapp.focusWidget()
    assert target is not None
    QTest.keyClick(target, Qt.Key.Key_Backspace)  # from the page back to the list
    assert window.panels["incident"].isAncestorOf(qapp.focusWidget())
