"""Opens the preview of the summary sheet and the list of the sheets that left the board."""

from __future__ import annotations

import json

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from board.forms.profile_dialog import ProfileDialog
from board.session import Session
from board.sheets.choices import SHEET_KINDS
from board.theme.widgets import plain_label, quieten_table
from db.names import show_controls
from db.records import SheetRecord


def open_preview(session: Session, parent: QWidget, kind: str = "", about: int = 0) -> None:
    """Show the sheet of this, or of what the focus suggests, as it will be printed."""
    # only now: what lays out paper is not needed to open a board
    from board.sheets.preview import SheetDialog

    def ask_profile(above: QWidget) -> str:
        dialog = ProfileDialog(session, parent=above)
        dialog.exec()
        name = dialog.saved.name if dialog.saved is not None else ""
        dialog.deleteLater()
        return name

    dialog = SheetDialog(session, parent, kind=kind, about=about, ask_profile=ask_profile)
    dialog.exec()
    dialog.deleteLater()


def show_printed(session: Session, parent: QWidget) -> None:
    """Show what was printed, when and from which state."""
    dialog = PrintedSheets(session, parent)
    dialog.exec()
    dialog.deleteLater()


class PrintedSheets(QDialog):
    """The log of the sheets, newest first."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Sheets printed")
        self.resize(760, 440)
        sheets = session.board.sheets.all()
        column = QVBoxLayout(self)
        self.table = QTableWidget(len(sheets), 5)
        self.table.setHorizontalHeaderLabels(["When (UTC)", "Sheet", "Of", "Release profile", "Edit no."])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAccessibleName("Sheets printed, the newest first")
        for row, sheet in enumerate(sheets):
            for place, text in enumerate(self._cells(sheet)):
                self.table.setItem(row, place, QTableWidgetItem(show_controls(text)))
        quieten_table(self.table)
        header = self.table.horizontalHeader()
        self.table.resizeColumnsToContents()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        if sheets:
            column.addWidget(plain_label("“New since” on a sheet compares with the last one of its kind.", soft=True))
            column.addWidget(self.table)
        else:
            column.addWidget(plain_label("No sheet was printed or saved yet.", heading=True))
            column.addWidget(plain_label("Ctrl+P shows the sheet of what is in focus.", soft=True))
            column.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column.addWidget(close)

    def _cells(self, sheet: SheetRecord) -> tuple[str, str, str, str, str]:
        choices = json.loads(sheet.choices or "{}")
        when = sheet.printed_at.replace("T", " ")[:16]
        return (
            when,
            SHEET_KINDS.get(sheet.kind, sheet.kind),
            self._about(sheet),
            choices.get("profile", ""),
            str(sheet.revision),
        )

    def _about(self, sheet: SheetRecord) -> str:
        if not sheet.about.isdecimal():
            return self._session.board.info().title
        key = int(sheet.about)
        if sheet.kind == "flashpoint" and key in self._session.flashpoints:
            return self._session.flashpoints[key].name
        if sheet.kind == "actor" and key in self._session.actors:
            return self._session.actors[key].label
        if sheet.kind == "incident":
            return self._session.board.incidents.titles([key]).get(key, "no longer on the board")
        return "no longer on the board"
