"""The tray in the real window: opened by key and badge, accepted by Enter, taken back by Ctrl+Z, kept in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from board.commands.carried import Passage, carried_in
from board.theme.widgets import Banner
from board.tray.cards import OPEN
from board.tray.panel import TrayPanel
from board.window import MainWindow
from db.drafts import ACCEPTED, WAITING, IncidentDraft
from tests.board.summer import Summer, summer_board
from tests.board.tray.samples import TEXT, drop_report
from tests.e2e.conftest import OpenWindow

NO_KEYS, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def summer(tmp_path: Path) -> Summer:
    """A closed board with a report in its tray."""
    made = summer_board(tmp_path / "summer.sitboard")
    drop_report(made)
    made.board.close()
    return made


@pytest.fixture
def window(open_window: OpenWindow, summer: Summer) -> MainWindow:
    """Its window."""
    return open_window(summer.board.path)


def tray_of(window: MainWindow) -> TrayPanel:
    tray = window.panels["tray"]
    assert isinstance(tray, TrayPanel)
    return tray


def type_key(key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEYS) -> None:
    target = QApplication.focusWidget()
    assert isinstance(target, QWidget)
    QTest.keyClick(target, key, modifier)


def test_alt_5_and_enter_put_a_draft_on_the_board_and_ctrl_z_takes_it_back(window: MainWindow, qtbot: QtBot) -> None:
    tray, session = tray_of(window), window.session
    assert not tray.isVisible()
    assert window.status.tray.text() == "Tray 5"
    type_key(Qt.Key.Key_5, ALT)
    assert tray.isVisible()
    assert tray.isAncestorOf(QApplication.focusWidget())
    before = len(session.columns)
    type_key(Qt.Key.Key_Return)
    first = tray.model.drafts[0]
    assert first.state == ACCEPTED
    assert len(session.columns) == before + 1
    assert window.status.said.text() == "Accept “Air strike on pro-government militia at At Tanf”."
    assert window.status.tray.text() == "Tray 4"
    type_key(Qt.Key.Key_Z, CTRL)
    assert tray.model.drafts[0].state == WAITING
    assert len(session.columns) == before
    assert window.status.tray.text() == "Tray 5"
    assert window.status.said.text().startswith("Undone: Accept")


def test_the_badge_opens_the_tray_and_leaves_room_for_the_rest(window: MainWindow, qapp: QApplication) -> None:
    before = {name: window.panels[name].width() for name in ("flashpoints", "actors", "incident")}
    QTest.mouseClick(window.status.tray, Qt.MouseButton.LeftButton)
    qapp.sendPostedEvents()
    tray = tray_of(window)
    assert tray.width() >= 600
    assert all(window.panels[name].isVisible() for name in ("flashpoints", "actors", "timeline"))
    assert window.panels["actors"].width() >= 280
    assert tray.split.orientation() == Qt.Orientation.Horizontal
    QTest.keyClick(window, Qt.Key.Key_3, ALT)
    qapp.sendPostedEvents()
    after = {name: window.panels[name].width() for name in before}
    assert all(abs(after[name] - before[name]) <= 12 for name in before)


def test_a_passage_is_carried_and_drafted(window: MainWindow, qtbot: QtBot) -> None:
    type_key(Qt.Key.Key_5, ALT)
    tray = tray_of(window)
    view = tray.source.text
    start, end = TEXT.index("A few days"), TEXT.index("advisers.") + len("advisers.")
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=view.place_on_screen(start) + QPoint(1, 0))
    QTest.mouseMove(view.viewport(), view.place_on_screen(end))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=view.place_on_screen(end))
    assert view.passage() == (start, end)
    mime = view.createMimeDataFromSelection()
    assert tray.document is not None
    assert carried_in(mime) == Passage(window.session.board.info().uid, tray.document.id, start, end)
    assert mime.text() == TEXT[start:end]
    QTest.keyClick(view, Qt.Key.Key_N)
    drafts = tray.model.drafts
    made = next(draft for draft in drafts if draft.id == tray.cards.current_id)
    assert len(drafts) == 6
    assert isinstance(made, IncidentDraft)
    assert (start, end) in [(mark.start, mark.end) for mark in made.marks if mark.field == "quote"]
    assert window.status.said.text().startswith("Draft from “A few days later")
    type_key(Qt.Key.Key_Z, CTRL)
    assert len(tray.model.drafts) == 5


def test_a_draft_is_edited_in_its_place(window: MainWindow, qtbot: QtBot) -> None:
    type_key(Qt.Key.Key_5, ALT)
    tray = tray_of(window)
    type_key(Qt.Key.Key_E)
    editor = tray.deeds.editor
    assert editor is not None
    type_key(Qt.Key.Key_A, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "US aircraft strike a column")
    type_key(Qt.Key.Key_Tab)
    type_key(Qt.Key.Key_A, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "17 or 18 what")
    type_key(Qt.Key.Key_Return)
    assert tray.deeds.editor is not None
    assert editor.error.text() != ""
    type_key(Qt.Key.Key_A, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "about 18 May 2017")
    type_key(Qt.Key.Key_Return)
    assert tray.deeds.editor is None
    changed = tray.model.drafts[0]
    assert isinstance(changed, IncidentDraft)
    assert (changed.title, changed.date.edtf) == ("US aircraft strike a column", "2017-05-18~")
    assert len(changed.actors) == 2
    assert tray.cards.hasFocus()
    type_key(Qt.Key.Key_Return)
    assert tray.model.drafts[0].state == ACCEPTED


def test_while_another_write_goes_on_the_tray_is_read_and_nothing_accepted(window: MainWindow) -> None:
    window.session.set_busy("Another program writes.")
    type_key(Qt.Key.Key_5, ALT)
    tray = tray_of(window)
    type_key(Qt.Key.Key_Return)
    assert tray.model.drafts[0].state == WAITING


def test_what_was_accepted_is_opened_in_front_of_the_tray(window: MainWindow, qapp: QApplication) -> None:
    type_key(Qt.Key.Key_5, ALT)
    tray = tray_of(window)
    type_key(Qt.Key.Key_Return)
    first = tray.model.drafts[0]
    tray.cards.go_to(first.id)
    place = tray.cards.place_of(first.id, OPEN)
    QTest.mouseClick(tray.cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qapp.sendPostedEvents()
    assert window.session.focus.state.incident == first.record_id
    assert tray.visibleRegion().isEmpty()
    assert not window.panels["incident"].visibleRegion().isEmpty()


def test_a_strip_is_as_high_as_its_words(window: MainWindow, qapp: QApplication) -> None:
    before = window.head.height()
    banner = Banner("info", "“report.html” is in the tray already.", "Take it again", dismissable=True)
    window.warn(banner)
    qapp.processEvents()
    assert window.head.height() - before <= 2 * banner.button.height()
    banner.close_button.click()
    qapp.processEvents()
    assert window.head.height() == before
