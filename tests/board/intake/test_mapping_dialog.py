"""The mapping dialog: proposal, lists over the columns, what the rows become, what is missing, kept mappings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from board.intake.import_desk import ImportDesk
from board.intake.mapping_dialog import MappingDialog
from board.intake.report_dialog import ReportDialog
from board.session import Session
from db.readers import Mapping
from tests.table_files import write_table

HEADER = ["Nr", "Date", "What", "Type", "Where", "Dead"]
ROWS = [
    ["1", "05/06/2017", "Clash at the mill", "Zusammenprall", "Tell Mill", "3"],
    ["2", "06/06/2017", "Strike on a convoy", "Air strike", "At Tanf", "2-5"],
    ["3", "31/31/2017", "A day that never was", "Zusammenprall", "At Tanf", ""],
    ["4", "07/06/2017", "Shelling", "Zusammenprall", "At Tanf", "many"],
]


def _ask(qtbot: QtBot, desk: ImportDesk, path: Path) -> MappingDialog:
    with qtbot.waitSignal(desk.flow.question_asked):
        desk.take_paths([path])
    dialog = desk.dialog
    assert isinstance(dialog, MappingDialog)
    return dialog


def _own(tmp_path: Path, name: str = "own.csv", header: Sequence[str] = HEADER) -> Path:
    return write_table(tmp_path / name, [header, *ROWS])


def _texts(model: QAbstractItemModel, column: int) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def _choose(dialog: MappingDialog, column: str, field: str) -> None:
    dialog.header.lists[HEADER.index(column)].set_value(field)


def _become(qtbot: QtBot, dialog: MappingDialog, part: str) -> list[str]:
    """Wait until a row becomes what holds these words; all rows then."""
    model = dialog.becoming.model()
    qtbot.waitUntil(lambda: any(part in text for text in _texts(model, 1)))
    return _texts(model, 1)


def test_from_a_proposal_to_incidents_on_the_board(
    qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, desk, _own(tmp_path))
    assert [chooser.value() for chooser in dialog.header.lists] == [
        "outside_id",
        "date",
        "title",
        "kind",
        "place",
        "deaths",
    ]
    rows = _become(qtbot, dialog, "Clash at the mill")
    assert rows[0].startswith("Clash at the mill · 5 June 2017 · ")
    assert rows[1] == "Strike on a convoy · 6 June 2017 · Air or drone strike · At Tanf · 2–5 dead"
    assert rows[2].startswith("Left out: Date is “31/31/2017”")
    assert "is “many”; it should be a number" in _texts(dialog.becoming.model(), 2)[3]
    dialog.options.kind_fields["Zusammenprall"].set_value("clash")
    _become(qtbot, dialog, "Clash at the mill · 5 June 2017 · Clash")
    with qtbot.waitSignal(desk.flow.all_ended):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    report = desk.dialog
    assert isinstance(report, ReportDialog)
    incidents = session.board.incidents.many(session.columns.ids.tolist())
    assert [(one.title, one.kind) for one in incidents] == [
        ("Clash at the mill", "clash"),
        ("Strike on a convoy", "air_strike"),
        ("Shelling", "clash"),
    ]
    assert session.board.undo_name == "Import own.csv"


def test_what_is_missing_is_said_and_import_cannot_be_pressed(qtbot: QtBot, desk: ImportDesk, tmp_path: Path) -> None:
    dialog = _ask(qtbot, desk, _own(tmp_path))
    for column in ("Date", "What"):
        _choose(dialog, column, "")
    assert dialog.error.text().startswith("Choose the column that holds the date, or the title")
    assert not dialog.import_button.isEnabled()
    assert dialog.import_button.toolTip() == dialog.error.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    _choose(dialog, "What", "title")
    assert (dialog.import_button.isEnabled(), dialog.error.text()) == (True, "")
    assert "every incident will stand on the board without one" in dialog.notes.text()


def test_what_the_options_say_counts_at_once(qtbot: QtBot, desk: ImportDesk, tmp_path: Path) -> None:
    dialog = _ask(qtbot, desk, _own(tmp_path))
    options = dialog.options
    options.dates.setCurrentIndex(1)
    _become(qtbot, dialog, "Clash at the mill · 6 May 2017")
    qtbot.mouseClick(options.add_button, Qt.MouseButton.LeftButton)
    (fixed,) = options.fixed_rows
    fixed.field.setCurrentIndex(fixed.field.findData("flashpoint"))
    qtbot.keyClicks(fixed.value, "Raqqa")
    _become(qtbot, dialog, "flashpoint Raqqa")
    qtbot.mouseClick(fixed.remove, Qt.MouseButton.LeftButton)
    options.splitter.clear()
    options.dataset.setText("Mill log")
    mapping = dialog.mapping()
    assert (mapping.fixed, mapping.splitter, mapping.dataset, mapping.day_first) == ({}, "", "Mill log", False)


def test_a_mapping_is_kept_and_offered_when_the_header_fits_again(
    qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, desk, _own(tmp_path))
    _choose(dialog, "Where", "province")
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    dialog.keep_name.clear()
    assert dialog.error.text() == "Give the mapping a name, or do not keep it."
    qtbot.keyClicks(dialog.keep_name, "Mill")
    kept = dialog.mapping()
    with qtbot.waitSignal(desk.flow.all_ended):
        dialog.accept()
    assert desk.dialog is not None
    desk.dialog.accept()
    assert Mapping.from_json(session.board.imports.mappings()["Mill"]) == kept
    again = _ask(qtbot, desk, _own(tmp_path, "again.csv"))
    assert (again.kept.currentText(), again.mapping().columns) == ("Kept: Mill", kept.columns)
    again.kept.setCurrentIndex(0)
    assert again.mapping().columns["place"] == ("Where",)
    again.kept.setCurrentIndex(1)
    assert again.mapping().columns == kept.columns


def test_not_reading_it_leaves_nothing(qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path) -> None:
    dialog = _ask(qtbot, desk, _own(tmp_path))
    with qtbot.waitSignal(desk.flow.all_ended) as ended:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert [end.outcome for end in ended.args[0]] == ["skipped"]
    assert (desk.dialog, len(session.columns), session.board.undo_name) == (None, 0, None)


def test_a_dialog_that_is_closed_hears_of_no_trial(
    qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, desk, _own(tmp_path))
    with qtbot.waitSignal(session.tasks.task_started) as started:
        _choose(dialog, "Where", "district")
    assert started.args[0].name == "Trying the mapping"
    dialog.reject()
    qtbot.waitUntil(lambda: not session.tasks.running)
    assert not desk.flow.active


def test_a_workbook_is_read_like_any_table(qtbot: QtBot, desk: ImportDesk, session: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Juni"
    sheet.append(["Datum", "Titel", "Tote"])
    sheet.append([date(2017, 6, 8), "Clash at the mill", 3])
    book.save(tmp_path / "own.xlsx")
    dialog = _ask(qtbot, desk, tmp_path / "own.xlsx")
    assert "sheet “Juni”" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    _become(qtbot, dialog, "Clash at the mill · 8 June 2017 · Other · 3 dead")
    with qtbot.waitSignal(desk.flow.all_ended):
        dialog.accept()
    (incident,) = session.board.incidents.many(session.columns.ids.tolist())
    assert (incident.title, incident.date.edtf, incident.deaths_best) == ("Clash at the mill", "2017-06-08", 3)


def test_a_list_that_gets_the_keyboard_comes_into_sight(
    qtbot: QtBot, desk: ImportDesk, window: QWidget, tmp_path: Path
) -> None:
    header = ["Date", "Title", *(f"More {number}" for number in range(30))]
    path = write_table(tmp_path / "wide.csv", [header, ["2017-06-08", "Clash", *["x"] * 30]])
    dialog = _ask(qtbot, desk, path)
    dialog.resize(900, 560)
    last = dialog.header.lists[-1]
    last.focused.emit()
    sight = dialog.header.viewport().rect()
    assert sight.contains(last.geometry().center())
    dialog.header.lists[0].focused.emit()
    assert dialog.table.horizontalScrollBar().value() == 0
    assert last.accessibleName() == "Column More 29 is"


@pytest.mark.parametrize("size", [(640, 360), (1240, 660)])
def test_it_fits_small_and_magnified_screens(
    qtbot: QtBot, desk: ImportDesk, tmp_path: Path, size: tuple[int, int]
) -> None:
    dialog = _ask(qtbot, desk, _own(tmp_path))
    dialog.resize(*size)
    assert (dialog.width(), dialog.height()) == size
    for button in (dialog.import_button, dialog.skip_button):
        assert dialog.rect().contains(button.geometry().translated(button.parentWidget().pos()))


def test_its_tables_keep_what_models_promise(qtbot: QtBot, desk: ImportDesk, tmp_path: Path) -> None:
    dialog = _ask(qtbot, desk, _own(tmp_path))
    for model in (dialog.table.model(), dialog.becoming.model()):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    _choose(dialog, "Where", "province")
    _become(qtbot, dialog, "Clash at the mill")
