"""The two tables of the mapping dialog: the first rows as they stand in the file, and what they become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from board.guards import guarded
from board.intake.wording import incident_words, one_line
from board.theme.apply import current_theme
from board.theme.widgets import plain_tooltip
from db import TriedRow

AnyIndex = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_LONGEST_TIP = 1500
_NO_PARENT = QModelIndex()


@guarded
class FirstRows(QAbstractTableModel):
    """The first rows as text; columns that are not used are faint."""

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._header, self._rows = header, rows
        self._used = [True] * len(header)

    def show_used(self, used: Sequence[bool]) -> None:
        """Which columns are used from now on."""
        self._used = list(used)
        if self._rows and self._header:
            last = self.index(len(self._rows) - 1, len(self._header) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Role.ForegroundRole])

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """The rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """The columns of the file."""
        return 0 if parent.isValid() else len(self._header)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """One cell as one line, the whole of it as its tooltip."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        cell = row[index.column()] if index.column() < len(row) else ""
        if role == Role.DisplayRole:
            return one_line(cell)
        if role == Role.ToolTipRole:
            return plain_tooltip(cell[:_LONGEST_TIP]) if len(cell) > 20 else None
        if role == Role.ForegroundRole and not self._used[index.column()]:
            return QColor(current_theme().text_soft)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The names of the columns."""
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._header):
            return one_line(self._header[section], 80)
        return None


@guarded
class Becoming(QAbstractTableModel):
    """What each of the first rows becomes, and what of it could not be read."""

    HEADINGS = ("Row", "Becomes", "Could not be read")

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[TriedRow] = []

    def show(self, rows: Sequence[TriedRow]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """The rows tried."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Row, becomes, could not be read."""
        return 0 if parent.isValid() else len(self.HEADINGS)

    def words(self, row: TriedRow, column: int) -> str:
        """The text of a cell."""
        if column == 0:
            return str(row.row)
        if column == 1:
            return f"Left out: {one_line(row.why)}" if row.incident is None else incident_words(row.incident)
        return " ".join(one_line(why) for _field, why in row.warnings)

    @property
    def warns(self) -> bool:
        """Whether any cell could not be read."""
        return any(row.warnings for row in self._rows)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """What is left out or not read stands out by its words, and in colour."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return self.words(row, column)
        if role == Role.ToolTipRole:
            return plain_tooltip(self.words(row, column)) or None
        if role == Role.ForegroundRole:
            theme = current_theme()
            if column == 0:
                return QColor(theme.text_soft)
            if column == 1 and row.incident is None:
                return QColor(theme.danger)
            if column == 2:
                return QColor(theme.warn)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The headings."""
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.HEADINGS):
            return self.HEADINGS[section]
        return None
