"""The rows that an import left out, and the cells that it could not read, as a table that shows any number of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from board.guards import guarded
from board.intake.wording import field_label, one_line
from board.theme.apply import current_theme
from board.theme.widgets import plain_tooltip
from db import ImportReport

AnyIndex = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NO_PARENT = QModelIndex()


@guarded
class LeftOutRows(QAbstractTableModel):
    """First the rows left out, then the cells that stayed empty, each in the order of the file."""

    HEADINGS = ("Row", "Field", "Why")

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._left_out, self._warnings = report.left_out, report.warnings

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """All lines that were kept."""
        return 0 if parent.isValid() else len(self._left_out) + len(self._warnings)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Row, field, why."""
        return 0 if parent.isValid() else len(self.HEADINGS)

    def line(self, place: int) -> tuple[str, str, str]:
        """Row, field, why of one line."""
        if place < len(self._left_out):
            row, why = self._left_out[place]
            return f"{row:,}", "left out", one_line(why, 400)
        row, field, why = self._warnings[place - len(self._left_out)]
        return f"{row:,}", field_label(field), one_line(why, 400)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """Rows that stayed out stand out from cells that did by their word, and in colour."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if role == Role.DisplayRole:
            return self.line(index.row())[index.column()]
        if role == Role.ToolTipRole:
            return plain_tooltip(self.line(index.row())[2])
        if role == Role.TextAlignmentRole and index.column() == 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ForegroundRole and index.column() == 1:
            theme = current_theme()
            return QColor(theme.danger if index.row() < len(self._left_out) else theme.warn)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The headings."""
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.HEADINGS):
            return self.HEADINGS[section]
        return None
