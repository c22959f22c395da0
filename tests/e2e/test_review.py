"""A newcomer reviews the sample situation: every panel follows the one focus, with real keys and clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from board.theme.widgets import Chip
from board.window import MainWindow


def named(window: MainWindow, name: str) -> int:
    """The id of a flashpoint or actor of the sample by its name or short name."""
    session = window.session
    for record in (*session.flashpoints.values(), *session.actors.values()):
        if name in (record.name, getattr(record, "short_name", "")):
            return record.id
    raise AssertionError(f"{name} is not on the sample board")


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, held)


def chip_named(window: MainWindow, text: str) -> Chip | None:
    """The chip of the focus that is shown with this text."""
    chips = window.top_bar.chips.findChildren(Chip)
    return next((chip for chip in chips if chip.isVisible() and text in chip.text()), None)


def click_card(window: MainWindow, name: str) -> None:
    """Click the card of a flashpoint."""
    cards = window.panels["flashpoints"].findChild(QListView)
    model = cards.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if name in str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()):
            cards.scrollTo(index)
            QTest.mouseClick(
                cards.viewport(),
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
                cards.visualRect(index).center(),
            )
            return
    raise AssertionError(f"there is no card for {name}")


def test_a_click_on_a_flashpoint_narrows_every_panel(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    everything = len(session.places_in_focus())
    click_card(window, "Hasakah border")
    assert session.focus.state.flashpoints == {named(window, "Hasakah border")}
    here = len(session.places_in_focus())
    assert 0 < here < everything
    qtbot.waitUntil(lambda: chip_named(window, "Hasakah border") is not None)
    click_card(window, "Hasakah border")
    assert session.focus.state.flashpoints == frozenset()
    assert len(session.places_in_focus()) == everything


def test_back_and_forward_by_keyboard(window: MainWindow) -> None:
    session = window.session
    click_card(window, "At Tanf")
    click_card(window, "Deir ez-Zor")
    window.actions_by_id["back"].trigger()
    assert session.focus.state.flashpoints == {named(window, "At Tanf")}
    window.actions_by_id["forward"].trigger()
    assert session.focus.state.flashpoints == {named(window, "Deir ez-Zor")}


@pytest.mark.parametrize("spelling", ["Der Ezoir", "Deir Ezzor", "Dayr az-Zawr", "دير الزور"])
def test_search_finds_deir_ez_zor_by_any_spelling(window: MainWindow, qtbot: QtBot, spelling: str) -> None:
    window.actions_by_id["search"].trigger()
    field = window.top_bar.search
    QTest.keyClicks(field, spelling) if spelling.isascii() else field.insert(spelling)
    press(field, Qt.Key.Key_Return)
    assert window.session.focus.state.flashpoints == {named(window, "Deir ez-Zor")}


def test_search_narrows_by_conditions_and_a_chip_takes_it_off(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    window.actions_by_id["search"].trigger()
    field = window.top_bar.search
    QTest.keyClicks(field, "actor:SDF kind:clash")
    press(field, Qt.Key.Key_Up)
    press(field, Qt.Key.Key_Return)
    assert session.focus.state.text == "actor:SDF kind:clash"
    titles = [i.title for i in session.board.incidents.many(session.columns.ids[session.places_in_focus()].tolist())]
    assert titles
    assert all("SDF" in title or "Tiger" in title for title in titles)
    qtbot.waitUntil(lambda: chip_named(window, "actor:SDF") is not None)
    chip = chip_named(window, "actor:SDF")
    assert chip is not None
    press(chip, Qt.Key.Key_Delete)
    assert session.focus.state.text == ""


def test_search_escape_leaves_no_trace(window: MainWindow) -> None:
    window.actions_by_id["search"].trigger()
    field = window.top_bar.search
    before = window.session.focus.state
    QTest.keyClicks(field, "Tanf")
    press(field, Qt.Key.Key_Escape)
    assert not field.finds.isVisible()
    assert field.text() == ""
    assert window.session.focus.state == before


def test_undo_is_named_and_survives_closing(open_window: object, sample_path: Path, qtbot: QtBot) -> None:
    assert callable(open_window)
    window = open_window(sample_path)
    session = window.session
    point = named(window, "Deir ez-Zor")
    session.run("Describe Deir ez-Zor", lambda: session.board.flashpoints.update(point, description="Changed."))
    assert "Describe Deir ez-Zor" in window.actions_by_id["undo"].text()
    window.close()
    again = open_window(sample_path)
    assert "Describe Deir ez-Zor" in again.actions_by_id["undo"].text()
    again.actions_by_id["undo"].trigger()
    assert again.session.flashpoints[point].description != "Changed."
    assert "Describe Deir ez-Zor" in again.actions_by_id["redo"].text()


def test_every_action_has_words_and_what_writes_is_off_on_a_read_only_board(
    window: MainWindow, sample_path: Path, qapp: QApplication
) -> None:
    assert all(action.text() and action.toolTip() for action in window.actions_by_id.all())
    shortcuts = [a.shortcut().toString() for a in window.actions_by_id.all() if not a.shortcut().isEmpty()]
    assert len(shortcuts) == len(set(shortcuts))
    window.actions_by_id.allow_writes(False)
    assert not window.actions_by_id["new_incident"].isEnabled()
    assert window.actions_by_id["save_copy"].isEnabled()


def test_both_themes_reach_every_panel(window: MainWindow, qapp: QApplication) -> None:
    light = window.grab().toImage()
    window.actions_by_id["theme_dark"].trigger()
    dark = window.grab().toImage()
    for x, y in ((60, 400), (600, 300), (1300, 500), (60, 700)):
        assert light.pixelColor(x, y).lightness() > 180
        assert dark.pixelColor(x, y).lightness() < 90
