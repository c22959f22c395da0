"""The incidents in focus as a Qt model: positions first, the records only of those rows that are seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from board.guards import guarded
from board.session import Session
from board.words import incidents as wording
from db.names import show_controls
from db.records import Incident
from db.vocabulary import INCIDENT_KINDS

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
PAGE = 200
_CHUNK = 32  # records read at once


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says."""

    incident_id: int
    title: str
    kind: str
    under: str  # date, place, the dead, doubts
    grade: str
    withdrawn: bool


@guarded
class IncidentListModel(QAbstractListModel):
    """The newest (or oldest) incidents in focus, a page at a time; those without a date at the end."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.newest_first = True
        self.total = 0
        self._ids: np.ndarray = np.empty(0, np.int64)
        self._rows: dict[int, Row] = {}

    # -- what Qt asks
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The rows fetched so far."""
        return 0 if parent.isValid() else len(self._ids)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more are in focus than are in the list."""
        return not parent.isValid() and len(self._ids) < self.total

    def fetchMore(self, parent: Index) -> None:
        """One more page."""
        ids = self._wanted(len(self._ids) + PAGE)
        if len(ids) > len(self._ids):
            self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        else:
            self.total = len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, its title, what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}. {INCIDENT_KINDS.label(row.kind)}. {row.under}"
        return row.title

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be carried off."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags

    # -- what the view asks
    def id_at(self, index: Index) -> int | None:
        """The incident of a row."""
        return int(self._ids[index.row()]) if index.isValid() and index.row() < len(self._ids) else None

    def index_of(self, incident_id: int) -> QModelIndex:
        """The row of an incident, if it was fetched yet."""
        found = np.flatnonzero(self._ids == incident_id)
        return self.index(int(found[0])) if len(found) else QModelIndex()

    def refresh(self) -> None:
        """The focus is another one."""
        session = self._session
        groups = session.groups_in_focus()
        counts = session.activity().by_flashpoint.counts(*session.window(), groups)
        self.total = int(counts.sum()) + session.activity().in_order.undated_count(groups)
        ids = self._wanted(PAGE)
        if not np.array_equal(ids, self._ids):
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()

    def reload(self) -> None:
        """Records changed: read those that are seen again."""
        self._rows.clear()
        self.refresh()
        if len(self._ids):
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def set_newest_first(self, newest: bool) -> None:
        """Turn the order round."""
        if newest != self.newest_first:
            self.newest_first = newest
            self.refresh()

    def _wanted(self, limit: int) -> np.ndarray:
        session = self._session
        order, groups = session.activity().in_order, session.groups_in_focus()
        places = order.page(*session.window(), groups, limit, newest=self.newest_first)
        if len(places) < limit:
            places = np.concatenate([places, order.undated(groups, limit - len(places))])
        return session.columns.ids[places]

    def _row(self, place: int) -> Row | None:
        incident_id = int(self._ids[place])
        if incident_id not in self._rows:
            start = place - place % _CHUNK
            wanted = [int(one) for one in self._ids[start : start + _CHUNK]]
            for incident in self._session.board.incidents.many(wanted):
                self._rows[incident.id] = self._told(incident)
        return self._rows.get(incident_id)

    def _told(self, incident: Incident) -> Row:
        flashpoint = self._session.flashpoints.get(incident.flashpoint_id or 0)
        killed = wording.killed(incident)
        parts = [
            incident.date.short(),
            flashpoint.name if flashpoint else incident.place or incident.province,
            f"killed {killed}" if killed[0].isdigit() and killed != "0 or unknown" else "",
            *wording.doubts(incident),
        ]
        under = " · ".join(show_controls(part) for part in parts if part)
        return Row(incident.id, show_controls(incident.title), incident.kind, under, incident.grade, incident.withdrawn)
