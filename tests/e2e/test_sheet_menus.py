"""A summary sheet is asked for where its thing is shown: on a card, an actor, a row of the list, a mark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from board.actors import menus
from board.actors.panel import ActorPanel
from board.flashpoints.panel import FlashpointPanel
from board.incident.panel import IncidentPanel
from board.sheets.preview import SheetDialog
from board.timeline.menus import chosen_menu
from board.timeline.panel import TimelinePanel
from board.window import MainWindow

Asked = tuple[str, int]


def of_card(window: MainWindow) -> tuple[QMenu, Asked]:
    panel = window.panels["flashpoints"]
    assert isinstance(panel, FlashpointPanel)
    about = list(window.session.flashpoints)[1]
    return panel.menu_for(about), ("flashpoint", about)


def of_actor(window: MainWindow) -> tuple[QMenu, Asked]:
    panel = window.panels["actors"]
    assert isinstance(panel, ActorPanel)
    about = list(window.session.actors)[3]
    return menus.build(panel, panel.desk, window.session, about), ("actor", about)


def of_row(window: MainWindow) -> tuple[QMenu, Asked]:
    panel = window.panels["incident"]
    assert isinstance(panel, IncidentPanel)
    about = int(window.session.columns.ids[4])
    return panel.menu_for([about]), ("incident", about)


def of_mark(window: MainWindow) -> tuple[QMenu, Asked]:
    panel = window.panels["timeline"]
    assert isinstance(panel, TimelinePanel)
    about = int(window.session.columns.ids[2])
    window.session.focus.set(incident=about)
    menu = chosen_menu(panel, 1, {}, panel.wishes.do, panel.wishes.assign, writable=True)
    return menu, ("incident", about)


@pytest.mark.parametrize("menu_of", [of_card, of_actor, of_row, of_mark])
def test_the_menu_opens_the_sheet_of_this_thing(
    window: MainWindow, qtbot: QtBot, menu_of: Callable[[MainWindow], tuple[QMenu, Asked]]
) -> None:
    menu, asked = menu_of(window)
    seen: list[Asked] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SheetDialog)
        choices = dialog.form.choices()
        seen.append((choices.kind, choices.about))
        qtbot.waitUntil(lambda: not dialog.busy)
        dialog.reject()

    QTimer.singleShot(0, look)
    next(action for action in menu.actions() if action.text() == "Summary sheet…").trigger()
    menu.deleteLater()
    assert seen == [asked]
