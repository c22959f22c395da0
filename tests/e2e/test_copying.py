"""Ctrl+C and the menus copy what each panel shows: incidents, flashpoints, actors, relationships, sources, the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from board.actors import menus
from board.actors.panel import ActorPanel
from board.flashpoints.panel import FlashpointPanel
from board.incident.panel import IncidentPanel
from board.timeline.menus import chosen_menu
from board.timeline.panel import TimelinePanel
from board.window import MainWindow


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    found = qapp.clipboard()
    found.setText("as it was")
    yield found
    found.clear()


def press_copy(window: MainWindow, qtbot: QtBot, keys: Qt.KeyboardModifier) -> None:
    """Ctrl+C (or with more) where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.waitSignal(window.session.said):
        qtbot.keyClick(focused, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | keys)


NONE = Qt.KeyboardModifier.NoModifier


def test_a_card_is_copied(window: MainWindow, qtbot: QtBot, clipboard: QClipboard) -> None:
    window.show_panel("flashpoints")
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Home)
    press_copy(window, qtbot, NONE)
    assert clipboard.text().startswith(next(iter(window.session.flashpoints.values())).name)


def test_an_actor_and_a_tie_are_copied(window: MainWindow, qtbot: QtBot, clipboard: QClipboard) -> None:
    panel, session = window.panels["actors"], window.session
    assert isinstance(panel, ActorPanel)
    window.show_panel("actors")
    panel.view.setFocus()
    actor = next(iter(panel.view.picture.nodes))
    panel.view.set_current(actor)
    press_copy(window, qtbot, NONE)
    assert clipboard.text().startswith(session.actors[actor].name)
    key = next(key for key, item in panel.view.picture.ties.items() if item.tie.ids)
    panel.view.set_current(actor, key)
    press_copy(window, qtbot, NONE)
    told = clipboard.text().splitlines()
    ids = panel.view.picture.ties[key].tie.ids
    assert len(told) == len(ids)
    assert told[0].startswith(session.actors[session.relationships[ids[0]].from_id].label)


def test_a_tie_in_focus_is_copied_but_not_carried(window: MainWindow, qtbot: QtBot, clipboard: QClipboard) -> None:
    panel, session = window.panels["actors"], window.session
    assert isinstance(panel, ActorPanel)
    tie = next(iter(session.relationships.values()))
    session.focus.set(relationship=tie.id)
    window.show_panel("actors")
    panel.view.setFocus()
    panel.view.set_current(None)
    press_copy(window, qtbot, NONE)
    assert clipboard.text().startswith(session.actors[tie.from_id].label)
    with qtbot.waitSignal(session.said) as heard:
        window.actions_by_id["pick_up"].trigger()
    assert heard.args[0].startswith("A relationship stays between its two actors")


def test_one_and_several_rows_an_incident_and_its_source_are_copied(
    window: MainWindow, qtbot: QtBot, clipboard: QClipboard
) -> None:
    panel, session = window.panels["incident"], window.session
    assert isinstance(panel, IncidentPanel)
    session.focus.set(incident=None)
    window.show_panel("incident")
    panel.list.setFocus()
    panel.list.selectAll()
    press_copy(window, qtbot, NONE)
    assert len(clipboard.text().splitlines()) == len(panel.list.chosen_ids()) > 1
    cited = next(one for one in session.columns.ids.tolist() if session.board.citations.of("incident", one))
    panel.open_incident(cited)
    panel.page.setFocus()
    press_copy(window, qtbot, NONE)
    assert len(clipboard.text().splitlines()) == 1
    assert session.board.incidents.get(cited).title.rstrip(".") in clipboard.text()
    card = panel.page.sources.cards[0]
    card.setFocus()
    press_copy(window, qtbot, NONE)
    assert f"“{session.board.sources.get(card.source_id).title}”" in clipboard.text()


def test_marks_and_the_focus_are_copied(window: MainWindow, qtbot: QtBot, clipboard: QClipboard) -> None:
    panel, session = window.panels["timeline"], window.session
    assert isinstance(panel, TimelinePanel)
    window.show_panel("timeline")
    session.focus.set(incident=int(session.columns.ids[session.places_in_focus()][0]))
    panel.view.setFocus()
    press_copy(window, qtbot, NONE)
    assert len(clipboard.text().splitlines()) == 1
    panel.wishes.do("choose_all")
    press_copy(window, qtbot, NONE)
    assert len(clipboard.text().splitlines()) > 1
    press_copy(window, qtbot, Qt.KeyboardModifier.AltModifier)
    assert len(clipboard.text().splitlines()) == len(session.places_in_focus())


def trigger(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().split("\t")[0] == text).trigger()
    menu.deleteLater()


def menu_of(panel: QWidget, window: MainWindow) -> QMenu:
    """The menu of the second thing of a panel."""
    if isinstance(panel, FlashpointPanel):
        return panel.menu_for(list(window.session.flashpoints)[1])
    if isinstance(panel, ActorPanel):
        return menus.build(panel, panel.desk, window.session, list(window.session.actors)[1])
    if isinstance(panel, IncidentPanel):
        return panel.menu_for(window.session.columns.ids[:2].tolist())
    assert isinstance(panel, TimelinePanel)
    window.session.focus.set(incident=int(window.session.columns.ids[1]))
    return chosen_menu(panel, 1, {}, panel.wishes.do, panel.wishes.assign, writable=True)


@pytest.mark.parametrize("name", ["flashpoints", "actors", "incident", "timeline"])
def test_the_menu_of_each_panel_copies(window: MainWindow, qtbot: QtBot, clipboard: QClipboard, name: str) -> None:
    with qtbot.waitSignal(window.session.said) as heard:
        trigger(menu_of(window.panels[name], window), "Copy as words")
    assert heard.args[0].startswith("Copied: ")
    assert clipboard.text() != "as it was"
    assert clipboard.mimeData().hasHtml()
    assert clipboard.mimeData().hasFormat("text/csv")


def test_the_menu_of_the_ground_of_the_timeline_copies_the_focus(
    window: MainWindow, qtbot: QtBot, clipboard: QClipboard
) -> None:
    panel = window.panels["timeline"]
    assert isinstance(panel, TimelinePanel)
    menu = chosen_menu(panel, 0, {}, panel.wishes.do, panel.wishes.assign, writable=True)
    trigger(menu, "Copy the incidents in focus")
    assert len(clipboard.text().splitlines()) == len(window.session.places_in_focus())
