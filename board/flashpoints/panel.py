"""The dock of the flashpoints: title bar, cards, and the place to drop a table."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QHideEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMenu, QMessageBox, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from board.dragging.router import DropRouter
from board.flashpoints.assign_dialog import AssignDialog
from board.flashpoints.carrying import CardDrops
from board.flashpoints.counting import SourceCounter
from board.flashpoints.form import FlashpointForm
from board.flashpoints.level_dialog import LevelDialog
from board.flashpoints.merging import merge_flashpoints
from board.flashpoints.model import FlashpointModel, Order
from board.flashpoints.view import CardList
from board.focus import UNASSIGNED, FocusState
from board.forms.asking import ask
from board.guards import guarded
from board.session import MANY_RECORDS, Session
from board.theme.apply import icon_set
from board.theme.palette import Theme
from board.theme.widgets import DockTitleBar, DropHint, EmptyState
from db import Board, Changes
from db.dates import from_days, today

_CONCERNS = ("flashpoints", "incidents", "actors", "citations", "sources")
_DROP_TITLE = "Drop a report, picture, link or table here"


@guarded
class FlashpointPanel(QDockWidget):
    """Cards of all flashpoints; a click narrows the focus.

    Signals: files_asked(int flashpoint id or None): the drop place was pressed, a file is to be chosen.
    """

    files_asked = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Flashpoints", parent)
        self.setObjectName("flashpoints_dock")
        self._session = session
        self.model = FlashpointModel(session, self)
        self.cards = CardList(self.model, theme, editable=not session.read_only)
        self.counter = SourceCounter(session, self)
        self._build_title()
        self._build_body()
        self._connect()
        self._allow_writes()
        self._tell()

    def sizeHint(self) -> QSize:
        """As wide as in the picture."""
        return QSize(308, 600)

    # -- building
    def _build_title(self) -> None:
        self.title_bar = DockTitleBar("Flashpoints", self)
        self.order_button = QToolButton()
        self.order_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order_button.setToolTip("How the cards are sorted")
        menu, group = QMenu(self.order_button), QActionGroup(self)
        self.order_actions: dict[Order, QAction] = {}
        for order in Order:
            action = menu.addAction(order.value.capitalize())
            action.setCheckable(True)
            action.setActionGroup(group)
            action.triggered.connect(partial(self.set_order, order))
            self.order_actions[order] = action
        self.order_actions[self.model.order].setChecked(True)
        self.order_button.setMenu(menu)
        self.title_bar.add_widget(self.order_button)
        self.add_action = QAction("New flashpoint…", self)
        self.add_action.setToolTip("New flashpoint")
        icon_set().dress(self.add_action, "plus")
        self.add_action.triggered.connect(self.new_flashpoint)
        self.add_action.setVisible(not self._session.read_only)
        if not self._session.read_only:
            self.title_bar.add_action(self.add_action)
        self.setTitleBarWidget(self.title_bar)

    def _build_body(self) -> None:
        read_only = self._session.read_only
        sentence = "A flashpoint is a place where forces clash or may." if not read_only else "This board has none."
        self.empty = EmptyState("No flashpoints yet", sentence, "" if read_only else "New flashpoint…", "flashpoint")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.cards)
        self.pages.addWidget(self.empty)
        self.drop_hint = DropHint(_DROP_TITLE)
        self.drop_hint.setToolTip("Drop a file here, or press to choose one")
        self.drop_hint.setVisible(not read_only)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        strip = QVBoxLayout()
        strip.setContentsMargins(12, 10, 12, 12)
        strip.addWidget(self.drop_hint)
        column.addLayout(strip)
        body.setFocusProxy(self.cards)
        self.setWidget(body)

    def _connect(self) -> None:
        self._session.focus.focus_changed.connect(self._on_focus)
        self._session.board_changed.connect(self._on_board)
        self._session.busy_changed.connect(self._allow_writes)
        self.cards.chosen.connect(self._choose)
        self.cards.edit_asked.connect(self.edit_flashpoint)
        self.cards.delete_asked.connect(self.delete_flashpoint)
        self.cards.assign_asked.connect(self.assign_incidents)
        self.cards.menu_asked.connect(self._show_menu)
        self.cards.reordered.connect(self._reorder)
        self.cards.sight_changed.connect(self._ask_sources)
        self.counter.counted.connect(self.model.set_sources)
        self.empty.action_triggered.connect(self.new_flashpoint)
        self.drop_hint.clicked.connect(self._ask_files)

    def showEvent(self, event: QShowEvent) -> None:
        """Count what is in sight now."""
        super().showEvent(event)
        self._ask_sources()

    def hideEvent(self, event: QHideEvent) -> None:
        """A card that nobody sees needs no count, and a board that is being closed answers none."""
        super().hideEvent(event)
        self.counter.stop()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.cards.set_theme(theme)

    # -- the two inputs
    def _on_focus(self, old: FocusState) -> None:
        now = self._session.focus.state
        if _figures(now) != _figures(old):
            self.model.refresh()
            self._ask_sources()
        if now.flashpoints != old.flashpoints:
            self.model.repaint_chosen()
        self._tell()

    def _on_board(self, changes: Changes) -> None:
        if changes.touches(*_CONCERNS):
            self.counter.forget()
            self.model.reload()
            self._ask_sources()
            self._tell()

    def _allow_writes(self, _sentence: str = "") -> None:
        """While an import writes, nothing else can: what would is greyed out, and its keys say why."""
        self.add_action.setEnabled(self._session.writable)
        self.empty.button.setEnabled(self._session.writable)

    def _ask_sources(self) -> None:
        if not self.isVisible():
            return
        self.counter.ask(self.cards.visible_ids())

    def _tell(self) -> None:
        count = len(self._session.flashpoints)
        self.order_button.setText(f"{count:,} · {self.model.order.value}" if count else "")
        self.order_button.setVisible(bool(count))
        self.pages.setCurrentWidget(self.cards if self.model.rowCount() else self.empty)
        target = self._target()
        name = self._session.flashpoints[target].name if target is not None else ""
        sentence = f"to add it to {name}" if name else ""
        if (
            sentence != self.drop_hint.accessibleDescription()
        ):  # it lays the panel out anew: not at each step of a brush
            self.drop_hint.set_texts(_DROP_TITLE, sentence)

    def _target(self) -> int | None:
        """The one flashpoint in focus, which gets what is dropped beside the cards."""
        chosen = self._session.focus.state.flashpoints - {UNASSIGNED}
        return next(iter(chosen)) if len(chosen) == 1 else None

    # -- what the analyst asks for
    def set_order(self, order: Order, *_: object) -> None:
        """Sort the cards."""
        self.order_actions[order].setChecked(True)
        self.model.set_order(order)
        self._tell()

    def _choose(self, flashpoint_id: int, add: bool) -> None:
        self._session.focus.toggle_flashpoint(flashpoint_id, add=add)

    def new_flashpoint(self) -> None:
        """A new flashpoint by its form."""
        if self._session.refuses():
            return
        ask(FlashpointForm(self._session, None, self))

    def edit_flashpoint(self, flashpoint_id: int) -> None:
        """One flashpoint in its form."""
        if self._session.refuses():
            return
        ask(FlashpointForm(self._session, self._session.flashpoints[flashpoint_id], self))

    def set_level(self, flashpoint_id: int) -> None:
        """The level of one flashpoint by the small form."""
        if self._session.refuses():
            return
        ask(LevelDialog(self._session, self._session.flashpoints[flashpoint_id], self))

    def mark_checked(self, flashpoint_id: int) -> None:
        """Somebody looked today."""
        flashpoint, now = self._session.flashpoints[flashpoint_id], today()
        write = partial(self._session.board.flashpoints.update, flashpoint_id, last_checked=from_days(now, now))
        self._session.run(f"Mark {flashpoint.name} as checked today", write)

    def delete_flashpoint(self, flashpoint_id: int) -> None:
        """Delete after a question; the incidents stay, unassigned."""
        if self._session.refuses():
            return
        flashpoint = self._session.flashpoints[flashpoint_id]
        box = QMessageBox(QMessageBox.Icon.Question, "Delete flashpoint", f"Delete {flashpoint.name}?", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        count = self._incidents_at(flashpoint_id)
        stay = f"{_its_incidents(count)} on the board, at no flashpoint. " if count else ""
        box.setInformativeText(f"{stay}Ctrl+Z brings it back.")
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(delete)
        ask(box)
        if box.clickedButton() is delete:
            name, count = f"Delete flashpoint {flashpoint.name}", self._incidents_at(flashpoint_id)
            if count > MANY_RECORDS:
                self._session.run_apart(name, partial(_delete, flashpoint_id))
            else:
                self._session.run(name, partial(_delete, flashpoint_id, self._session.board))

    def _incidents_at(self, flashpoint_id: int) -> int:
        """How many incidents it has in all, with or without a date."""
        group = self._session.group_of(flashpoint_id)
        return 0 if group is None else int(np.count_nonzero(self._session.columns.flashpoint == group))

    def assign_incidents(self) -> None:
        """Give unassigned incidents to flashpoints."""
        if self._session.refuses():
            return
        ask(AssignDialog(self._session, self))

    def _reorder(self, ids: list[int]) -> None:
        self._session.run("Reorder flashpoints", partial(self._session.board.flashpoints.reorder, ids))
        self.set_order(Order.HAND)

    def menu_for(self, flashpoint_id: int) -> QMenu:
        """What can be done with one card; -1 for the empty place beside them."""
        menu = QMenu(self)
        read_only = self._session.read_only
        if flashpoint_id >= 0:
            chosen = self._session.focus.state.flashpoints == {flashpoint_id}
            words = "Show all flashpoints" if chosen else "Show only this"
            menu.addAction(words, "Space").triggered.connect(partial(self._choose, flashpoint_id, False))
        if flashpoint_id > 0:
            sheet = partial(self._session.ask_sheet, "flashpoint", flashpoint_id)
            menu.addAction("Summary sheet…").triggered.connect(sheet)
            copy = partial(self._session.ask_copy, "flashpoint", [flashpoint_id])
            menu.addAction("Copy as words", "Ctrl+C").triggered.connect(copy)
        if flashpoint_id == UNASSIGNED and not read_only:
            assign = menu.addAction("Assign…", "Return")
            assign.setEnabled(self._session.writable)
            assign.triggered.connect(self.assign_incidents)
        elif flashpoint_id > 0 and not read_only:
            menu.addSeparator()
            for words, keys, slot in (
                ("Edit…", "F2", self.edit_flashpoint),
                ("Set level…", "", self.set_level),
                ("Mark as checked today", "", self.mark_checked),
                ("Delete…", "Del", self.delete_flashpoint),
            ):
                action = menu.addAction(words, keys) if keys else menu.addAction(words)
                action.setEnabled(self._session.writable)
                action.triggered.connect(partial(slot, flashpoint_id))
            self._offer_merge(menu, flashpoint_id)
        if not read_only:
            menu.addSeparator()
            menu.addAction(self.add_action)
        return menu

    def _offer_merge(self, menu: QMenu, flashpoint_id: int) -> None:
        into = menu.addMenu("Merge into")
        for other in self._session.flashpoints.values():
            if other.id != flashpoint_id:
                merge = partial(self.merge, flashpoint_id, other.id)
                into.addAction(other.name.replace("&", "&&")).triggered.connect(merge)
        into.setEnabled(self._session.writable and not into.isEmpty())

    def merge(self, from_id: int, into_id: int, *_: object) -> None:
        """Make one of two flashpoints, after a question."""
        merge_flashpoints(self._session, from_id, into_id, self)

    def _show_menu(self, flashpoint_id: int, place: QPoint) -> None:
        menu = self.menu_for(flashpoint_id)
        if menu.actions():
            menu.exec(place)
        menu.deleteLater()

    # -- what is dropped
    def _ask_files(self) -> None:
        self.files_asked.emit(self._target())

    def accept_drops(self, router: DropRouter) -> CardDrops:
        """Take what hovers over the cards, and let cards be carried off. By key, what is returned answers."""
        return CardDrops(self._session, self.cards, self.drop_hint, self._target, router)


def _delete(flashpoint_id: int, board: Board) -> None:
    board.flashpoints.delete(flashpoint_id)


def _its_incidents(count: int) -> str:
    return "Its incident stays" if count == 1 else f"Its {count:,} incidents stay"


def _figures(state: FocusState) -> tuple[object, ...]:
    """The parts of the focus that the figures of the cards depend on."""
    return (
        state.window,
        state.as_of,
        state.actors,
        state.pair,
        state.kinds,
        state.lowest_grade,
        state.tags,
        state.text,
    )
