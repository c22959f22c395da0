"""The list of incidents in focus: newest first, read lazily, walked by keys, opened, assigned, deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from board.incident.list_model import PAGE, ROW, IncidentListModel, Row
from board.incident.panel import IncidentPanel
from board.session import Session
from db.dates import from_days, from_edtf
from db.records import Incident
from tests.board.summer import Summer

InDialog = Callable[[Callable[[QDialog], None]], None]


def titles(model: IncidentListModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_the_model_is_sound(session: Session, qtmodeltester: ModelTester) -> None:
    model = IncidentListModel(session)
    model.refresh()
    qtmodeltester.check(model)
    model.set_newest_first(False)
    session.focus.set(kinds=frozenset({"clash"}))
    model.refresh()
    assert model.rowCount() == 3


def test_the_newest_come_first_and_the_undated_last(session: Session, summer: Summer) -> None:
    model = IncidentListModel(session)
    session.focus.set(flashpoints=frozenset({summer.flashpoints["tanf"]}))
    model.refresh()
    shown = titles(model)
    assert shown[0].startswith("Blocking positions")  # by 16 June
    assert shown[-2:] == ["ISIS attacks on US and UK troops, almost daily", "Iran releases a video in answer"]
    assert model.total == len(shown) == 7
    model.set_newest_first(False)
    assert titles(model)[0] == "ISIS attacks on US and UK troops, almost daily"
    assert titles(model)[-1] == "Iran releases a video in answer"


def test_a_row_says_date_place_dead_and_doubt(session: Session, summer: Summer) -> None:
    model = IncidentListModel(session)
    model.refresh()
    row = model.index_of(summer.incidents["raqqa_clash"]).data(ROW)
    assert isinstance(row, Row)
    assert row.under == "Jun 2017 · Western Raqqa · killed 4 (2–9), 1 civilian among them"
    doubtful = model.index_of(summer.incidents["skirmish"]).data(ROW)
    assert isinstance(doubtful, Row)
    assert (doubtful.under, doubtful.grade) == ("Jun 2017 · Hasakah border · “our sources are telling us”", "C4")


def test_pages_are_fetched_as_one_scrolls(session: Session, summer: Summer) -> None:
    start = from_edtf("2010-01-01").earliest
    with summer.board.command("Add many"):
        for day in range(PAGE + 50):
            summer.board.incidents.add(Incident(f"Incident {day}", date=from_days(start + day, start + day)))
    session.tell(summer.board.last_changes)
    model = IncidentListModel(session)
    model.refresh()
    assert (model.rowCount(), model.total) == (PAGE, PAGE + 50 + len(summer.incidents))
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == model.total
    assert not model.canFetchMore(QModelIndex())
    assert len(set(titles(model))) == model.total


def test_arrows_walk_and_enter_opens(panel: IncidentPanel, session: Session, qtbot: QtBot) -> None:
    assert not panel.reading
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(0))
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert session.focus.state.incident == panel.model.id_at(panel.model.index(1))
    assert not panel.reading
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.reading
    qtbot.keyClick(panel.page, Qt.Key.Key_Backspace)
    assert not panel.reading
    assert panel.list.currentIndex().row() == 1


def test_a_click_opens_and_ctrl_click_only_chooses(panel: IncidentPanel, session: Session) -> None:
    def click(row: int, modifier: Qt.KeyboardModifier) -> None:
        centre = panel.list.visualRect(panel.model.index(row)).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, centre)

    click(1, Qt.KeyboardModifier.ControlModifier)
    click(3, Qt.KeyboardModifier.ControlModifier)
    assert not panel.reading
    assert len(panel.list.chosen_ids()) == 2
    click(2, Qt.KeyboardModifier.NoModifier)
    assert panel.reading
    assert session.focus.state.incident == panel.model.id_at(panel.model.index(2))


def test_a_mark_clicked_elsewhere_is_shown_at_once(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    session.focus.set(incident=summer.incidents["convoy"])
    assert panel.reading
    assert panel.title_bar.title == "Incident"
    session.focus.set(incident=None)
    assert not panel.reading
    assert panel.title_bar.title == "Incidents"


def test_the_chosen_are_assigned_in_one_step(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    ids = [summer.incidents["stray"], summer.incidents["far"]]
    menu = panel.menu_for(ids)
    assign = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert assign.title() == "Assign 2 incidents to"
    next(action for action in assign.actions() if action.text() == "Deir ez-Zor").trigger()
    assert {session.board.incidents.get(one).flashpoint_id for one in ids} == {summer.flashpoints["deir"]}
    assert session.board.undo_name == "Move 2 incidents to Deir ez-Zor"


@pytest.mark.parametrize("sure", [True, False])
def test_delete_asks_first(
    panel: IncidentPanel, summer: Summer, qtbot: QtBot, in_dialog: InDialog, session: Session, sure: bool
) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        words = "Delete" if sure else "Cancel"
        next(button for button in dialog.buttons() if button.text().replace("&", "") == words).click()

    panel.list.point_at(summer.incidents["far"])
    in_dialog(answer)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert (session.columns.place_of(summer.incidents["far"]) is None) is sure


def test_nothing_in_focus_says_so_and_leads_out(panel: IncidentPanel, session: Session) -> None:
    session.focus.set(window=(0, 10))
    session.focus.set(kinds=frozenset({"aid"}))
    assert panel.pages.currentWidget() is panel.empty
    assert panel.empty.accessibleName() == "Nothing in focus"
    panel.empty.button.click()
    assert session.focus.state.window is None
    assert panel.pages.currentWidget() is panel.listing


def test_an_empty_board_says_what_to_do_first(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    session.run("Delete", lambda: summer.board.incidents.delete_many(list(summer.incidents.values())))
    assert panel.empty.accessibleName() == "No incidents yet"
    assert panel.empty.button.text() == "New incident…"
