"""The end of an import: its numbers, what was left out, saved as CSV, undone."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import db
from board.intake.import_desk import ImportDesk
from board.intake.report_dialog import Figure, FilePage, ReportDialog
from board.session import Session
from tests.table_files import GED_41, ged, write_table


def _ged(path: Path, rows: int = 3, first: int = 1, bad: int = 2) -> Path:
    good = (ged(id=str(number)) for number in range(first, first + rows))
    return write_table(path, [GED_41, *good, *(ged(id=f"x{number}", latitude="=north") for number in range(bad))])


def _report(qtbot: QtBot, desk: ImportDesk, *paths: Path) -> ReportDialog:
    with qtbot.waitSignal(desk.flow.all_ended):
        desk.take_paths(paths)
    dialog = desk.dialog
    assert isinstance(dialog, ReportDialog)
    return dialog


def _page(dialog: ReportDialog, place: int = 0) -> FilePage:
    page = dialog.pages.widget(place)
    assert isinstance(page, FilePage)
    return page


def _cells(model: QAbstractItemModel) -> list[list[str]]:
    return [[str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount())]


def test_the_numbers_and_the_rows_that_stayed_out(qtbot: QtBot, desk: ImportDesk, tmp_path: Path) -> None:
    page = _page(_report(qtbot, desk, _ged(tmp_path / "ged.csv")))
    told = [figure.accessibleName() for figure in page.findChildren(Figure)]
    assert told == ["3 added", "0 updated", "0 unchanged", "0 withdrawn", "2 left out"]
    QAbstractItemModelTester(page.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    rows = _cells(page.rows)
    assert [row[:2] for row in rows] == [["4", "left out"], ["5", "left out"]]
    assert "latitude is “=north”" in rows[0][2]


def test_what_was_left_out_is_saved_for_a_spreadsheet(
    qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path
) -> None:
    dialog = _report(qtbot, desk, _ged(tmp_path / "ged.csv"))
    page = _page(dialog)
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    (chooser,) = dialog.findChildren(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("ged left out.csv")
    chooser.fileSelected.emit(str(tmp_path / "out.csv"))
    chooser.reject()
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["row", "field", "why"]
    assert [row[0] for row in rows[1:]] == ["4", "5"]
    assert dialog.error.text() == ""


def test_nothing_is_written_over_the_board_or_the_table(
    qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path
) -> None:
    path = _ged(tmp_path / "ged.csv")
    dialog = _report(qtbot, desk, path)
    before = path.read_bytes()
    for target, part in (
        (session.board.path, "is the open board"),
        (path, "is the table that was read"),
        (tmp_path / "nowhere" / "out.csv", "could not be written"),
    ):
        dialog.save(dialog.ends[0], str(target))
        assert part in dialog.error.text()
    assert path.read_bytes() == before
    assert len(session.board.columns()) == 3


def test_undo_takes_all_files_back(qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path) -> None:
    dialog = _report(qtbot, desk, _ged(tmp_path / "a.csv"), _ged(tmp_path / "b.csv", first=10, bad=0))
    assert dialog.undo_button.text() == "&Undo all 2 imports"
    assert [dialog.files.item(row).text() for row in range(2)] == ["a.csv\n3 added, 2 left out", "b.csv\n3 added"]
    dialog.files.setCurrentRow(1)
    assert dialog.pages.currentWidget() is _page(dialog, 1)
    with qtbot.waitSignal(session.board_changed):
        qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
        assert desk.dialog is None
    assert (len(session.columns), session.board.redo_name) == (0, "Import a.csv")


def test_undo_waits_for_what_came_after(qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path) -> None:
    dialog = _report(qtbot, desk, _ged(tmp_path / "a.csv"))
    session.run("Add actor", lambda: session.board.actors.add(db.Actor("SDF")))
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    assert "undo that first (Ctrl+Z)" in dialog.error.text()
    assert (dialog.isVisible(), len(session.columns)) == (True, 3)


def test_a_file_that_brings_nothing_new_says_so(qtbot: QtBot, desk: ImportDesk, tmp_path: Path) -> None:
    path = _ged(tmp_path / "a.csv", bad=0)
    _report(qtbot, desk, path).accept()
    dialog = _report(qtbot, desk, path)
    assert dialog.undo_button.isHidden()
    told = [figure.accessibleName() for figure in _page(dialog).findChildren(Figure)]
    assert told[0] == "0 added"
    assert told[2] == "3 unchanged"


def test_one_refused_file_is_a_message_in_plain_text(qtbot: QtBot, desk: ImportDesk, tmp_path: Path) -> None:
    (tmp_path / "<b>report.csv").write_bytes(b"%PDF-1.7")
    with qtbot.waitSignal(desk.flow.all_ended):
        desk.take_paths([tmp_path / "<b>report.csv"])
    box = desk.dialog
    assert isinstance(box, QMessageBox)
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert "<b>report.csv is not a table but a PDF document" in box.informativeText()
    box.accept()
    assert desk.dialog is None


def test_a_refused_file_among_others_is_a_page_of_the_report(qtbot: QtBot, desk: ImportDesk, tmp_path: Path) -> None:
    (tmp_path / "report.csv").write_bytes(b"%PDF-1.7")
    dialog = _report(qtbot, desk, tmp_path / "report.csv", _ged(tmp_path / "ged.csv", bad=0))
    assert [dialog.files.item(row).text().split("\n") for row in range(2)] == [
        ["report.csv", "not a table of incidents"],
        ["ged.csv", "3 added"],
    ]
