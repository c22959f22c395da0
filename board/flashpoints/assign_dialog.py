"""Gives unassigned incidents to flashpoints in bulk: what the rules propose, or places picked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from board.guards import guarded
from board.session import MANY_RECORDS, Session
from board.theme.widgets import plain_label
from db import Board
from db.names import fold, show_controls
from db.unassigned import UnassignedPlace, propose_flashpoints, unassigned_at, unassigned_places

MOST_AT_ONCE = 50_000  # each leaves its image in the history
Order = tuple[int, list[int] | UnassignedPlace]  # the flashpoint and what it gets
_WHAT = int(Qt.ItemDataRole.UserRole)


class _CheckList(QListWidget):
    """Rows that are ticked with Space or a click."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)

    def add(self, text: str, what: object, *, ticked: bool) -> None:
        """One more row."""
        item = QListWidgetItem(show_controls(text))
        item.setData(_WHAT, what)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.addItem(item)

    def ticked(self) -> list[object]:
        """What stands behind the ticked rows."""
        rows = (self.item(row) for row in range(self.count()))
        return [item.data(_WHAT) for item in rows if item.checkState() == Qt.CheckState.Checked]

    def tick_selected(self) -> None:
        """Tick every selected row."""
        for item in self.selectedItems():
            item.setCheckState(Qt.CheckState.Checked)

    def tick_shown(self, ticked: bool) -> None:
        """Tick every row that is not hidden, or none of them; `itemChanged` comes once, for the last."""
        shown = [item for item in map(self.item, range(self.count())) if not item.isHidden()]
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        self.blockSignals(True)
        for item in shown:
            item.setCheckState(state)
        self.blockSignals(False)
        self.viewport().update()
        if shown:
            self.itemChanged.emit(shown[-1])


@guarded
class AssignDialog(QDialog):
    """Two ways in two tabs; whichever is open when "Assign" is pressed is written as one undoable step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Assign incidents to flashpoints")
        self._session = session
        self._proposed: dict[int, list[int]] = {}
        self.tabs = QTabWidget()
        self.tabs.addTab(self._build_rules(), "By &rules")
        self.tabs.addTab(self._build_by_hand(), "By &hand")
        self.told = plain_label(soft=True, wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.assign_button = self.buttons.addButton("Assign", QDialogButtonBox.ButtonRole.AcceptRole)
        self.assign_button.setProperty("primary", True)
        self.assign_button.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.told)
        column.addWidget(self.buttons)
        self.tabs.currentChanged.connect(self._tell)
        self.resize(480, 520)
        self._propose()

    def _build_rules(self) -> QWidget:
        self.by_position = QCheckBox("By the &area or radius of a flashpoint")
        self.by_name = QCheckBox("By a place, district or province among its &names")
        self.proposals = _CheckList("What the rules propose")
        self.proposals.itemChanged.connect(self._tell)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        for box in (self.by_position, self.by_name):
            box.setChecked(True)
            box.toggled.connect(self._propose)
            column.addWidget(box)
        column.addWidget(self.proposals, 1)
        hint = "A flashpoint gets more of them with an area, a radius, or the names of its towns among its other names."
        column.addWidget(plain_label(hint, soft=True, small=True, wrap=True))
        return page

    def _build_by_hand(self) -> QWidget:
        self.sift = QLineEdit()
        self.sift.setPlaceholderText("Narrow the list to places that hold …")
        self.sift.setAccessibleName("Narrow the list of places")
        self.sift.setClearButtonEnabled(True)
        self.places = _CheckList("Places of unassigned incidents")
        for place in unassigned_places(self._session.board):
            self.places.add(f"{place.label}  ·  {place.count:,}", place, ticked=False)
        self.all_shown = QCheckBox("&All places in the list")
        self.all_shown.setToolTip("Tick every place that the list shows, or none of them")
        self.all_shown.toggled.connect(self.places.tick_shown)
        self.target = QComboBox()
        self.target.setAccessibleName("Flashpoint that gets them")
        for flashpoint in self._session.flashpoints.values():
            self.target.addItem(show_controls(flashpoint.name), flashpoint.id)
        self.sift.textChanged.connect(self._sift)
        self.places.itemChanged.connect(self._tell)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.sift)
        column.addWidget(self.all_shown)
        column.addWidget(self.places, 1)
        column.addWidget(plain_label("Give the ticked places to"))
        column.addWidget(self.target)
        return page

    def _sift(self, text: str) -> None:
        wanted = fold(text)
        for row in range(self.places.count()):
            item = self.places.item(row)
            item.setHidden(wanted not in fold(item.text()))
        self.all_shown.blockSignals(True)
        self.all_shown.setChecked(False)  # another list: what was ticked stays so
        self.all_shown.blockSignals(False)

    def _propose(self) -> None:
        self._proposed = propose_flashpoints(
            self._session.board, by_position=self.by_position.isChecked(), by_name=self.by_name.isChecked()
        )
        self.proposals.clear()
        for flashpoint_id, ids in sorted(self._proposed.items(), key=lambda pair: -len(pair[1])):
            name = self._session.flashpoints[flashpoint_id].name
            self.proposals.add(f"{name}  ·  {_incidents(len(ids))}", flashpoint_id, ticked=True)
        self._tell()

    def plan(self) -> dict[int, list[int]]:
        """Flashpoint id -> ids of the incidents that it would get now."""
        if self.tabs.currentIndex() == 0:
            chosen = {wanted for wanted in self.proposals.ticked() if isinstance(wanted, int)}
            return {flashpoint_id: ids for flashpoint_id, ids in self._proposed.items() if flashpoint_id in chosen}
        places = [place for place in self.places.ticked() if isinstance(place, UnassignedPlace)]
        ids = [incident_id for place in places for incident_id in unassigned_at(self._session.board, place)]
        target = self.target.currentData()
        return {int(target): ids} if ids and target is not None else {}

    def _count(self) -> int:
        if self.tabs.currentIndex() == 0:
            return sum(map(len, self.plan().values()))
        return sum(place.count for place in self.places.ticked() if isinstance(place, UnassignedPlace))

    def _tell(self) -> None:
        count = self._count()
        self.assign_button.setText(f"Assign {_incidents(count)}" if count else "Assign")
        by_hand = self.tabs.currentIndex() == 1
        if not self._session.flashpoints:
            sentence, count = "There is no flashpoint to give them to. Add one first.", 0
        elif count > MOST_AT_ONCE:
            sentence = f"Only the first {MOST_AT_ONCE:,} are assigned in one step; repeat it for the rest."
        elif count:
            sentence = "One step: Ctrl+Z takes all of it back."
        else:
            sentence = (
                "Tick the places to give away."
                if by_hand
                else "The rules fit no unassigned incident. Assign them by hand."
            )
        self.told.setText(sentence)
        self.assign_button.setEnabled(bool(count))

    def accept(self) -> None:
        """Write the plan as one step and close: at once, or apart where it is much."""
        count = min(self._count(), MOST_AT_ONCE)
        if not count:
            return
        name = f"Assign {_incidents(count)}"
        if count > MANY_RECORDS:
            done = self._session.run_apart(name, partial(_assign, self._orders()))
        else:
            done = bool(self._session.run(name, partial(_assign, self._orders(), self._session.board)))
        if done:
            super().accept()

    def _orders(self) -> list[Order]:
        """What is to be assigned: ids or a place, and to which flashpoint."""
        if self.tabs.currentIndex() == 0:
            return [(flashpoint_id, ids) for flashpoint_id, ids in self.plan().items()]
        target = int(self.target.currentData())
        return [(target, place) for place in self.places.ticked() if isinstance(place, UnassignedPlace)]


def _assign(orders: Sequence[Order], board: Board) -> bool:
    """Give away up to MOST_AT_ONCE incidents; whatever the places hold by now."""
    room = MOST_AT_ONCE
    gathered: dict[int, list[int]] = {}
    for flashpoint_id, what in orders:
        ids = unassigned_at(board, what) if isinstance(what, UnassignedPlace) else what
        gathered.setdefault(flashpoint_id, []).extend(ids[:room])
        room -= len(ids[:room])
    for flashpoint_id, ids in gathered.items():
        board.incidents.assign(ids, flashpoint_id)
    return True


def _incidents(count: int) -> str:
    return f"{count:,} incident{'' if count == 1 else 's'}"
