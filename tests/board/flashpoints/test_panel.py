"""The panel by mouse and keys: a click narrows the focus, cards are edited, moved, deleted, assigned and dropped on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from board.flashpoints.assign_dialog import AssignDialog
from board.flashpoints.form import FlashpointForm
from board.flashpoints.level_dialog import LevelDialog
from board.flashpoints.model import CARD, Order
from board.flashpoints.panel import FlashpointPanel
from board.focus import UNASSIGNED
from board.session import Session
from board.tasks import Task
from board.theme.palette import DARK, LIGHT
from db.dates import from_edtf, today
from db.records import Citation, Incident, Source
from tests.board.flashpoints.conftest import read_only_session
from tests.board.summer import Summer
from tests.board.timeline.hands import day

InDialog = Callable[[Callable[[QDialog], None]], None]
LEFT, CTRL, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def place_of(panel: FlashpointPanel, flashpoint_id: int) -> QPoint:
    return panel.cards.visualRect(panel.model.index_of(flashpoint_id)).center() - QPoint(40, 0)


def click(panel: FlashpointPanel, flashpoint_id: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(panel.cards.viewport(), LEFT, modifier, place_of(panel, flashpoint_id))


def test_a_click_narrows_and_a_second_one_widens(panel: FlashpointPanel, session: Session, summer: Summer) -> None:
    tanf, raqqa = summer.flashpoints["tanf"], summer.flashpoints["raqqa"]
    click(panel, tanf)
    assert session.focus.state.flashpoints == {tanf}
    click(panel, raqqa, CTRL)
    assert session.focus.state.flashpoints == {tanf, raqqa}
    click(panel, raqqa)
    assert session.focus.state.flashpoints == {raqqa}
    click(panel, raqqa)
    assert session.focus.state.flashpoints == frozenset()


def test_while_an_import_writes_nothing_is_asked_and_keys_say_why(
    panel: FlashpointPanel, session: Session, summer: Summer
) -> None:
    told: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        told.append(sentence)

    session.said.connect(hear)
    tanf = summer.flashpoints["tanf"]
    session.set_busy("“ged.csv” is being read into the board.")
    assert not panel.add_action.isEnabled()
    offered = {action.text(): action.isEnabled() for action in panel.menu_for(tanf).actions() if action.text()}
    assert offered == {
        "Show only this": True,
        "Summary sheet…": True,
        "Copy as words": True,
        "Edit…": False,
        "Set level…": False,
        "Mark as checked today": False,
        "Delete…": False,
        "Merge into": False,
        "New flashpoint…": False,
    }
    panel.cards.setFocus()
    panel.cards.setCurrentIndex(panel.model.index_of(tanf))
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):  # a form or a question would wait here for ever
        QTest.keyClick(panel.cards, key)
    assert (
        told
        == ["“ged.csv” is being read into the board. Nothing else can be changed until it ends; reading goes on."] * 2
    )
    session.set_busy("")
    assert panel.add_action.isEnabled()


def test_the_sources_of_very_many_incidents_are_counted_off_the_window_s_thread(
    panel: FlashpointPanel, session: Session, summer: Summer, qtbot: QtBot
) -> None:
    board, deir = session.board, summer.flashpoints["deir"]
    sources = [board.sources.add(Source(f"Paper {number}")) for number in range(3)]
    started: list[str] = []

    def note(task: Task) -> None:
        started.append(task.name)

    session.tasks.task_started.connect(note)
    with board.command("Fill"):
        for number in range(1100):
            incident = board.incidents.add(Incident("x", date=from_edtf("2017-06-08"), flashpoint_id=deir))
            board.citations.add(Citation(sources[number % 3], incident_id=incident))
    session.tell(board.last_changes)
    qtbot.waitUntil(lambda: (panel.model.card(deir).sources or 0) >= 3)
    assert started == ["Counting sources"]
    session.focus.set(window=(day(2017, 6, 8), day(2017, 6, 8)), kinds=frozenset({"clash"}))
    qtbot.waitUntil(lambda: panel.model.card(deir).sources == 0)
    qtbot.waitUntil(lambda: not session.tasks.running)


def test_the_drop_place_names_the_flashpoint_in_focus(panel: FlashpointPanel, session: Session, summer: Summer) -> None:
    session.focus.toggle_flashpoint(summer.flashpoints["tanf"])
    assert panel.drop_hint.accessibleDescription() == "to add it to At Tanf"
    session.focus.toggle_flashpoint(summer.flashpoints["raqqa"], add=True)
    assert panel.drop_hint.accessibleDescription() == ""


def test_arrows_and_space_narrow_too(panel: FlashpointPanel, session: Session, summer: Summer, qtbot: QtBot) -> None:
    panel.cards.setFocus()
    panel.cards.setCurrentIndex(panel.model.index(0))
    qtbot.keyClick(panel.cards, Qt.Key.Key_Down)
    qtbot.keyClick(panel.cards, Qt.Key.Key_Space)
    assert session.focus.state.flashpoints == {summer.flashpoints["raqqa"]}


def test_the_unassigned_are_a_focus_of_their_own(panel: FlashpointPanel, session: Session) -> None:
    click(panel, UNASSIGNED)
    assert session.focus.state.flashpoints == {UNASSIGNED}


def test_other_cards_are_seen_to_be_counted_for_sources(panel: FlashpointPanel, summer: Summer, qtbot: QtBot) -> None:
    tanf = summer.flashpoints["tanf"]

    def counted() -> None:
        assert panel.model.card(tanf).foot() == "checked 14 Jun · 3 sources active"

    qtbot.waitUntil(lambda: panel.model.card(tanf).sources is not None)
    counted()


def test_a_card_is_moved_by_dragging(panel: FlashpointPanel, session: Session, summer: Summer) -> None:
    deir, tanf = summer.flashpoints["deir"], summer.flashpoints["tanf"]
    area = panel.cards.viewport()
    QTest.mousePress(area, LEFT, NONE, place_of(panel, deir))
    QTest.mouseMove(area, place_of(panel, deir) - QPoint(0, 30))
    QTest.mouseMove(area, place_of(panel, tanf) - QPoint(0, 30))
    QTest.mouseRelease(area, LEFT, NONE, place_of(panel, tanf) - QPoint(0, 30))
    assert panel.model.order is Order.HAND
    assert next(iter(session.flashpoints)) == deir
    assert session.focus.state.flashpoints == frozenset()
    session.undo()
    assert next(iter(session.flashpoints)) == tanf


def test_a_card_is_moved_by_keys(panel: FlashpointPanel, session: Session, summer: Summer, qtbot: QtBot) -> None:
    panel.cards.setFocus()
    panel.cards.setCurrentIndex(panel.model.index_of(summer.flashpoints["tanf"]))
    qtbot.keyClick(panel.cards, Qt.Key.Key_Down, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert list(session.flashpoints)[:2] == [summer.flashpoints["raqqa"], summer.flashpoints["tanf"]]


def test_f2_edits_in_one_step(
    panel: FlashpointPanel, session: Session, summer: Summer, qtbot: QtBot, in_dialog: InDialog
) -> None:
    tanf = summer.flashpoints["tanf"]

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, FlashpointForm)
        assert dialog.other_names.value() == ("al-Tanf", "التنف")
        dialog.radius.setText("60 km")
        dialog.position.edit.setText("33°30'N 38°39'36\"E")
        dialog.level.set_value("clashes")
        dialog.since.edit.setText("10 June 2017")
        dialog.accept()

    in_dialog(edit)
    panel.cards.setCurrentIndex(panel.model.index_of(tanf))
    qtbot.keyClick(panel.cards, Qt.Key.Key_F2)
    now = session.flashpoints[tanf]
    assert (now.radius_km, now.latitude, now.longitude, now.level) == (60.0, 33.5, 38.66, "clashes")
    assert panel.model.card(tanf).level == "clashes"
    session.undo()
    assert (session.flashpoints[tanf].radius_km, session.flashpoints[tanf].level) == (55.0, "open_fighting")


def test_a_new_flashpoint_is_added_and_a_wrong_one_is_not(
    panel: FlashpointPanel, session: Session, in_dialog: InDialog
) -> None:
    def add(dialog: QDialog) -> None:
        assert isinstance(dialog, FlashpointForm)
        dialog.accept()
        assert dialog.error.text() == "A flashpoint needs a name."
        dialog.name.setText("at tanf")
        dialog.accept()
        assert "already" in dialog.error.text()
        dialog.name.setText("Abu Kamal")
        dialog.position.edit.setText("nowhere")
        dialog.accept()
        assert "no position" in dialog.error.text()
        dialog.position.edit.setText("34.45, 40.92")
        dialog.area.setPlainText('{"type": "Point", "coordinates": [1, 2]}')
        dialog.accept()
        assert "no polygon" in dialog.error.text()
        dialog.area.setPlainText("")
        dialog.accept()
        assert not dialog.isVisible()

    in_dialog(add)
    panel.new_flashpoint()
    assert "Abu Kamal" in [flashpoint.name for flashpoint in session.flashpoints.values()]
    assert panel.order_button.text() == "5 · by activity"
    session.undo()
    assert len(session.flashpoints) == 4


def test_the_level_is_set_by_its_own_small_form(
    panel: FlashpointPanel, session: Session, summer: Summer, in_dialog: InDialog
) -> None:
    def set_level(dialog: QDialog) -> None:
        assert isinstance(dialog, LevelDialog)
        dialog.level.set_value("tense")
        dialog.since.edit.setText("12 June 2017")
        dialog.note.setPlainText("columns on the road")
        dialog.accept()

    deir = summer.flashpoints["deir"]
    in_dialog(set_level)
    panel.set_level(deir)
    assert panel.model.card(deir).level == "tense"
    assert session.board.undo_name == "Set Deir ez-Zor to tense"
    session.focus.set(as_of=from_edtf("2017-06-11").earliest)
    assert panel.model.card(deir).level == "watch"


def test_it_is_marked_as_checked_today(panel: FlashpointPanel, session: Session, summer: Summer) -> None:
    panel.mark_checked(summer.flashpoints["raqqa"])
    assert session.flashpoints[summer.flashpoints["raqqa"]].last_checked.latest == today()


@pytest.mark.parametrize("sure", [True, False])
def test_delete_asks_first(
    panel: FlashpointPanel, session: Session, summer: Summer, qtbot: QtBot, in_dialog: InDialog, sure: bool
) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        words = "Delete" if sure else "Cancel"
        next(button for button in dialog.buttons() if button.text().replace("&", "") == words).click()

    in_dialog(answer)
    panel.cards.setCurrentIndex(panel.model.index_of(summer.flashpoints["raqqa"]))
    qtbot.keyClick(panel.cards, Qt.Key.Key_Delete)
    assert (summer.flashpoints["raqqa"] in session.flashpoints) is not sure


def test_unassigned_incidents_are_given_away_by_rule_in_one_step(
    panel: FlashpointPanel, session: Session, summer: Summer, in_dialog: InDialog
) -> None:
    def assign(dialog: QDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        assert dialog.assign_button.text() == "Assign 1 incident"  # the Tabqa Dam is one of the names of Western Raqqa
        dialog.by_name.setChecked(False)
        assert not dialog.assign_button.isEnabled()
        dialog.by_name.setChecked(True)
        dialog.accept()

    in_dialog(assign)
    QTest.mouseClick(panel.cards.viewport(), LEFT, NONE, panel.cards.assign_button().center())
    assert session.board.incidents.get(summer.incidents["stray"]).flashpoint_id == summer.flashpoints["raqqa"]
    assert session.board.incidents.get(summer.incidents["far"]).flashpoint_id is None
    session.undo()
    assert session.board.incidents.get(summer.incidents["stray"]).flashpoint_id is None


def test_unassigned_incidents_are_given_away_by_hand(
    panel: FlashpointPanel, session: Session, summer: Summer, in_dialog: InDialog
) -> None:
    def assign(dialog: QDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        dialog.tabs.setCurrentIndex(1)
        dialog.sift.setText("idl")
        shown = [row for row in range(dialog.places.count()) if not dialog.places.item(row).isHidden()]
        assert [dialog.places.item(row).text() for row in shown] == ["Idlib  ·  1"]
        dialog.places.item(shown[0]).setCheckState(Qt.CheckState.Checked)
        dialog.target.setCurrentText("Deir ez-Zor")
        dialog.accept()

    in_dialog(assign)
    panel.assign_incidents()
    assert session.board.incidents.get(summer.incidents["far"]).flashpoint_id == summer.flashpoints["deir"]


def test_thousands_are_given_away_apart_and_undone_apart(
    panel: FlashpointPanel, session: Session, summer: Summer, in_dialog: InDialog, qtbot: QtBot
) -> None:
    board, deir = session.board, summer.flashpoints["deir"]
    with board.command("Fill"):
        for number in range(1200):
            place = "Aleppo" if number % 2 else "Idlib"
            board.incidents.add(Incident("x", date=from_edtf("2017-06-08"), place=place))
    session.tell(board.last_changes)

    def assign(dialog: QDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        dialog.tabs.setCurrentIndex(1)
        dialog.sift.setText("alep")
        dialog.all_shown.click()
        assert dialog.assign_button.text() == "Assign 600 incidents"
        dialog.sift.setText("")
        dialog.all_shown.click()
        dialog.target.setCurrentText("Deir ez-Zor")
        dialog.accept()

    in_dialog(assign)
    with qtbot.waitSignal(session.board_changed):
        panel.assign_incidents()
        assert session.busy
    assert board.undo_name is not None
    assert board.undo_name.startswith("Assign 1,20")
    assert len(panel.model.flashpoint_ids) == panel.model.rowCount()  # nothing is unassigned any more
    assert panel.model.card(deir).count >= 1200
    with qtbot.waitSignal(session.board_changed):
        session.undo()
        assert session.busy
    assert panel.model.card(deir).count < 10


def test_a_board_for_reading_offers_no_edit(summer: Summer, qtbot: QtBot) -> None:
    session = read_only_session(summer)
    panel = FlashpointPanel(session, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    words = [action.text() for action in panel.menu_for(summer.flashpoints["tanf"]).actions()]
    assert words == ["Show only this", "Summary sheet…", "Copy as words"]
    assert not panel.drop_hint.isVisible()
    with qtbot.assertNotEmitted(panel.cards.edit_asked), qtbot.assertNotEmitted(panel.cards.delete_asked):
        panel.cards.setCurrentIndex(panel.model.index(0))
        qtbot.keyClick(panel.cards, Qt.Key.Key_F2)
        qtbot.keyClick(panel.cards, Qt.Key.Key_Delete)


def test_an_empty_board_says_what_to_do(panel: FlashpointPanel, session: Session, summer: Summer) -> None:
    for flashpoint_id in summer.flashpoints.values():
        session.run("Delete", lambda one=flashpoint_id: summer.board.flashpoints.delete(one))
    session.run("Delete", lambda: summer.board.incidents.delete_many(list(summer.incidents.values())))
    assert panel.pages.currentWidget() is panel.empty
    assert panel.order_button.isHidden()


def test_the_theme_is_followed(panel: FlashpointPanel) -> None:
    before = panel.cards.grab().toImage().pixelColor(300, 5)
    panel.set_theme(DARK)
    panel.cards.itemDelegate()
    assert panel.model.index(0).data(CARD) is not None
    click(panel, panel.model.flashpoint_ids[0])
    after = panel.cards.grab().toImage().pixelColor(200, 5)
    assert after != before
