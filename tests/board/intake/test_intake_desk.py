"""The desk as its user meets it: drops on targets, pastes, boards, what is here already, folders with everything in them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import db
from board.commands.targets import Target
from board.intake.board_choice import BoardChoice
from board.intake.desk import IntakeDesk
from board.intake.import_desk import ImportDesk
from board.session import Session
from board.theme.widgets import Banner
from tests.table_files import GED_41, ged, write_table

TEXT = "An air strike hit the base near At Tanf on 8 June 2017."


def _files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def _text(words: str = TEXT) -> QMimeData:
    mime = QMimeData()
    mime.setText(words)
    return mime


def test_a_folder_gives_its_tables_to_the_import_and_the_rest_to_the_tray(
    qtbot: QtBot, intake: IntakeDesk, desk: ImportDesk, session: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "collected"
    (folder / "below").mkdir(parents=True)
    write_table(folder / "ged.csv", [GED_41, ged(id="1"), ged(id="2")])
    (folder / "below" / "report.txt").write_text(TEXT)
    (folder / "notes.md").write_text(f"# Notes\n\n{TEXT} More.")
    (folder / "x.bin").write_bytes(b"MZ\x90\x00" + bytes(range(256)))
    with qtbot.waitSignals([intake.flow.batch_ended, desk.flow.all_ended]):
        intake.take(_files(folder))
    names = sorted(document.name for document in session.board.tray.documents())
    assert names == ["notes.md", "report.txt", "x.bin"]
    assert session.board.sources.all() != []  # of the table
    assert not any(source.title == "x.bin" for source in session.board.sources.all())
    assert len(session.columns) == 2


def test_the_words_name_the_target(intake: IntakeDesk) -> None:
    assert intake.words(_text(), Target("flashpoint", 1, "At Tanf")) == (
        "Read the text into the tray, as about At Tanf",
        True,
    )


def test_what_is_here_already_is_shown_and_can_be_taken_again(
    qtbot: QtBot, intake: IntakeDesk, session: Session
) -> None:
    arrived: list[int] = []
    told: list[Banner] = []
    intake.document_arrived.connect(arrived.append)
    intake.notice_given.connect(told.append)
    for _ in range(2):
        with qtbot.waitSignal(intake.flow.batch_ended):
            intake.take(_text())
    assert (len(arrived), len(set(arrived)), len(told)) == (2, 1, 1)
    assert "is in the tray already" in told[0].sentence
    with qtbot.waitSignal(intake.document_arrived):
        told[0].button.click()
    assert told[0].isHidden()
    assert len(session.board.tray.documents()) == 2
    told[0].deleteLater()


def test_another_board_gives_its_incidents_when_asked(
    qtbot: QtBot, intake: IntakeDesk, desk: ImportDesk, session: Session, tmp_path: Path
) -> None:
    with db.create_board(tmp_path / "theirs.sitboard", title="Theirs") as theirs:
        theirs.incidents.add(db.Incident("Clash at the mill"))
    intake.take(_files(tmp_path / "theirs.sitboard"))
    qtbot.waitUntil(partial(_asked, intake))
    choice = intake.dialog
    assert isinstance(choice, BoardChoice)
    with qtbot.waitSignal(desk.flow.all_ended):
        choice.incidents_button.click()
    assert len(session.columns) == 1
    assert session.board.undo_name == "Import theirs.sitboard"


def _asked(intake: IntakeDesk) -> bool:
    return intake.dialog is not None


def test_a_board_beside_other_files_is_left_aside(
    qtbot: QtBot, intake: IntakeDesk, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "theirs.sitboard").write_bytes(b"SQLite format 3\0")
    (tmp_path / "report.txt").write_text(TEXT)
    with qtbot.waitSignal(intake.flow.batch_ended) as ended:
        intake.take(_files(tmp_path / "theirs.sitboard", tmp_path / "report.txt"))
    assert "Drop one board by itself to open it." in ended.args[0].sentence
    assert intake.dialog is None


@pytest.mark.parametrize("kind", ["text", "files"])
def test_pasting_does_what_a_drop_does(
    qtbot: QtBot, intake: IntakeDesk, session: Session, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "report.txt").write_text(TEXT)
    mime = _text() if kind == "text" else _files(tmp_path / "report.txt")
    QGuiApplication.clipboard().setMimeData(mime)
    words = {"text": "Paste the text into the tray", "files": "Paste “report.txt”"}
    assert intake.paste_words() == words[kind]
    with qtbot.waitSignal(intake.document_arrived):
        intake.paste()
    assert len(session.board.tray.documents()) == 1
    QGuiApplication.clipboard().clear()
    assert intake.paste_words() == "Paste into the tray"


def test_a_text_field_with_the_keyboard_gets_what_is_pasted(
    qtbot: QtBot, intake: IntakeDesk, session: Session, window: QWidget
) -> None:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    QGuiApplication.clipboard().setText("At Tanf")
    intake.paste()
    assert field.text() == "At Tanf"
    assert not intake.flow.active


def test_nothing_is_taken_into_a_board_that_is_read_only(
    qtbot: QtBot, window: QWidget, session: Session, tmp_path: Path
) -> None:
    path = session.board.path
    session.close()
    read_only = Session(db.open_board(path, read_only=True))
    desk = IntakeDesk(read_only, window, ImportDesk(read_only, window))
    assert desk.words(_text())[1] is False
    with qtbot.waitSignal(read_only.said) as said:
        desk.take(_text())
    assert "reading only" in said.args[0]
    read_only.close()


def test_an_empty_drop_says_what_could_be_dropped(qtbot: QtBot, intake: IntakeDesk, session: Session) -> None:
    with qtbot.waitSignal(session.said) as said:
        intake.take(QMimeData())
    assert "can be dropped" in said.args[0]
