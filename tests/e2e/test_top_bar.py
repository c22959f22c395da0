"""The bar above the panels with more filters than it has room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from board.theme.widgets import Chip
from board.window import MainWindow

KINDS = frozenset({"clash", "air_strike", "statement"})


def chips(window: MainWindow) -> list[Chip]:
    return [chip for chip in window.top_bar.chips.findChildren(Chip) if chip.isVisible()]


def narrow(window: MainWindow) -> None:
    session = window.session
    points, actors = sorted(session.flashpoints), sorted(session.actors)
    session.focus.set(
        flashpoints=frozenset(points[:2]),
        actors=frozenset(actors[:2]),
        kinds=KINDS,
        lowest_grade="C3",
        tags=frozenset({"air power"}),
        text="drone",
    )


def test_every_chip_is_whole_at_any_width_and_the_rest_is_told(window: MainWindow, qapp: QApplication) -> None:
    narrow(window)
    for width in (1920, 1280, 1000):
        window.resize(width, 720)
        qapp.sendPostedEvents()
        shown = chips(window)
        assert shown[-1].text().startswith("+")
        assert all(chip.width() >= min(chip.sizeHint().width(), 220) for chip in shown)
        assert window.top_bar.search.width() >= 180
        assert "drone" in shown[-1].toolTip()


def test_what_has_no_chip_is_taken_off_by_the_menu_of_the_rest(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    narrow(window)
    qapp.sendPostedEvents()
    QTest.mouseClick(chips(window)[-1], Qt.MouseButton.LeftButton)
    menu = qapp.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text() == "Grade C3 or better")
    action.trigger()
    menu.close()
    assert window.session.focus.state.lowest_grade == ""
    assert window.session.focus.state.kinds == KINDS
