"""Release profiles out of the window: renamed, edited, deleted and brought back; a choice that is gone is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

import db
from board.controller import Controller
from board.forms.profile_dialog import ProfileDialog
from board.sheets.choice_form import ChoiceForm
from board.sheets.choices import Choices
from board.shell.export_dialog import ExportDialog
from board.shell.sheets import PrintedSheets
from board.theme.apply import apply_theme
from board.theme.palette import THEMES
from db import Profile, sample
from db.profiles import EVERYTHING, PARTNERS, PUBLIC

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"


@pytest.fixture
def controller(tmp_path: Path, qtbot: QtBot) -> Iterator[Controller]:
    board = db.create_board(tmp_path / "a.sitboard")
    sample.fill(board, SAMPLE)
    board.profiles.save(Profile("Donors", highest_marking="RED", drop=frozenset({"notes"})))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, THEMES["light"])
    made = Controller(board, THEMES["light"])
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    made.window.deleteLater()
    app.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


@pytest.fixture
def export(controller: Controller, qtbot: QtBot) -> Iterator[ExportDialog]:
    """The export dialog with “Donors” chosen."""
    dialog = ExportDialog(controller.session, controller.window)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.profile.setCurrentIndex(dialog.profile.findText("Donors"))
    yield dialog
    dialog.reject()


def names(controller: Controller) -> list[str]:
    return [one.name for one in controller.session.board.profiles.all() if one.id]


def test_a_rename_is_one_step_and_leaves_no_second_profile(controller: Controller) -> None:
    session = controller.session
    was = session.board.profiles.named("Donors")
    dialog = ProfileDialog(session, was)
    assert dialog.name.text() == "Donors"
    dialog.name.setText("Partners abroad")
    dialog.dates.setCurrentIndex(1)
    dialog.accept()
    assert names(controller) == ["Partners abroad"]
    assert dialog.saved == replace(was, name="Partners abroad", dates="month")
    assert session.board.undo_name == "Rename release profile Donors to Partners abroad"
    session.undo()
    assert session.board.profiles.named("Donors") == was
    assert names(controller) == ["Donors"]


@pytest.mark.parametrize(("name", "said"), [("public", "comes with every board"), ("DONORS", "already"), (" ", "a name")])
def test_a_new_profile_takes_no_name_of_another(controller: Controller, name: str, said: str) -> None:
    dialog = ProfileDialog(controller.session)
    dialog.name.setText(name)
    dialog.accept()
    assert dialog.saved is None
    assert said in dialog.error.text()
    assert names(controller) == ["Donors"]


def test_edit_changes_the_chosen_profile_where_it_is_used(
    controller: Controller, export: ExportDialog, qtbot: QtBot
) -> None:
    def fill_in() -> None:
        dialog = export.findChild(ProfileDialog)
        assert dialog is not None
        dialog.marking.set_value("GREEN")
        dialog.accept()

    QTimer.singleShot(0, fill_in)
    qtbot.mouseClick(export.release.edit_button, Qt.MouseButton.LeftButton)
    assert export.export().profile.name == "Donors"
    assert export.export().profile.highest_marking == "GREEN"
    assert names(controller) == ["Donors"]


def test_a_deletion_asks_nothing_falls_to_the_safest_and_comes_back(
    controller: Controller, export: ExportDialog, qtbot: QtBot
) -> None:
    was = export.export().profile
    qtbot.mouseClick(export.release.delete_button, Qt.MouseButton.LeftButton)
    assert names(controller) == []
    assert export.export().profile == PUBLIC
    assert export.release.note.isVisible()
    assert export.release.note.text().startswith("“Donors” was deleted. Ctrl+Z brings it back. “Public” is chosen now")
    assert not export.save_button.isEnabled()  # until what leaves now was shown
    qtbot.keyClick(export.profile, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert export.export().profile == was
    assert export.release.note.text() == "“Donors” is back."


def test_what_every_board_has_is_not_deleted(controller: Controller, export: ExportDialog, qtbot: QtBot) -> None:
    export.profile.setCurrentIndex(export.profile.findText(EVERYTHING.name))
    step = controller.session.board.undo_name
    qtbot.mouseClick(export.release.delete_button, Qt.MouseButton.LeftButton)
    assert "comes with every board and cannot be deleted" in export.release.note.text()
    assert export.export().profile == EVERYTHING
    assert controller.session.board.undo_name == step


def test_the_form_of_sheets_tells_of_a_profile_that_is_gone(controller: Controller, qtbot: QtBot) -> None:
    session = controller.session
    form = ChoiceForm(session, "overview")
    qtbot.addWidget(form)
    form.fill_profiles("Donors")
    assert form.choices().profile.highest_marking == "RED"
    with qtbot.waitSignal(form.choices_changed):
        session.undo()  # the saving of “Donors”
    assert form.choices().profile == PUBLIC
    assert form.release.note.text().startswith("The release profile “Donors” is no longer on this board.")
    form.profile.setCurrentIndex(form.profile.findText(PARTNERS.name))
    assert form.release.note.text() == ""
    form.fill_profiles("Nobody")
    assert form.choices().profile == PUBLIC
    assert "“Nobody” is no longer on this board" in form.release.note.text()


def test_copies_follow_their_profile_and_tell_of_a_lost_one(controller: Controller, qtbot: QtBot) -> None:
    session = controller.session
    donors = session.board.profiles.named("Donors")
    session.copy_profile = donors
    session.board.profiles.save(replace(donors, name="Abroad", highest_marking="GREEN"))
    assert (session.copy_profile.name, session.copy_profile.highest_marking) == ("Abroad", "GREEN")
    session.board.profiles.delete(donors.id)
    assert session.copy_profile == PUBLIC
    with qtbot.waitSignal(session.said) as heard:
        session.ask_copy("incident", [int(session.columns.ids[0])])
    assert "“Donors” is no longer on this board. “Public” stands in" in heard.args[0]
    session.undo()
    assert session.copy_profile.name == "Abroad"
    assert session.copy_profile_gone() == ""


def test_the_log_of_sheets_keeps_the_name_of_a_deleted_profile(controller: Controller, qtbot: QtBot) -> None:
    session = controller.session
    donors = session.board.profiles.named("Donors")
    session.board.sheets.note("overview", "", Choices(profile=donors).told())
    session.board.profiles.delete(donors.id)
    log = PrintedSheets(session, controller.window)
    table = log.findChild(QTableWidget)
    assert table is not None
    assert table.item(0, 3).text() == "Donors"
    session.undo()
    assert session.board.profiles.named("Donors") == donors
    assert len(session.board.sheets.all()) == 1


def test_the_dialog_says_in_words_what_the_profile_does(controller: Controller) -> None:
    dialog = ProfileDialog(controller.session, replace(PUBLIC, id=0))
    told = dialog.words.text()
    assert "What is marked TLP:CLEAR or lower leaves" not in told
    assert "TLP:RED" in told.splitlines()[0]
    assert "authors" in told
    assert "by the district" in told
    assert "Sources leave as numbers" in told
    dialog.marking.set_value("RED")
    dialog.dates.setCurrentIndex(2)
    assert "Every marking leaves" in dialog.words.text()
    assert "Dates leave by the year." in dialog.words.text()
