"""The dock of the incident: the list of those in focus, or one of them to be read and edited.

List and incident share one dock, one at a time: a newcomer reads down the list and opens what looks important, an
analyst who clicks a mark elsewhere sees the incident at once.  Backspace or “list” goes back to where one was.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMenu, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from board.dragging.router import DropRouter
from board.focus import FocusState
from board.forms.asking import ask
from board.guards import guarded
from board.incident.carrying import IncidentDrops
from board.incident.form import IncidentForm
from board.incident.list_model import IncidentListModel
from board.incident.list_view import IncidentList
from board.incident.page import IncidentPage
from board.incident.papers import Papers
from board.session import MANY_RECORDS, Session
from board.theme.apply import icon_set
from board.theme.palette import Theme
from board.theme.widgets import DockTitleBar, EmptyState, plain_label
from db import Board, Changes, Incident, NotOnBoard


@guarded
class IncidentPanel(QDockWidget):
    """Follows the incident of the focus.

    Signals: page_changed(bool reading): the page of one incident is shown, or the list.
    """

    page_changed = Signal(bool)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Incident", parent)
        self.setObjectName("incident_dock")
        self._session = session
        self._walking = False
        self._list_stale = True
        self.model = IncidentListModel(session, self)
        self.list = IncidentList(self.model, theme)
        self.page = IncidentPage(session)
        self.papers = Papers(session, self.page)
        self._build_title()
        self._build_body()
        self._connect()
        self._allow_writes()
        self._follow()

    def sizeHint(self) -> QSize:
        """As wide as in the picture."""
        return QSize(350, 600)

    # -- building
    def _build_title(self) -> None:
        self.title_bar = DockTitleBar("Incident", self)
        editable = not self._session.read_only
        self.order_action = self._action("newest first", "Turn the order round", self._turn_round)
        self.new_action = self._action("New incident…", "New incident (Ctrl+N)", self.new_incident)
        icon_set().dress(self.new_action, "plus")
        self.list_action = self._action("list", "Back to the list (Backspace)", self.show_list)
        self.edit_action = self._action("edit", "Edit all fields in a form (Ctrl+E)", self.edit_incident)
        self.history_action = self._action("history", "What was done to this incident", self._toggle_history)
        self.history_action.setCheckable(True)
        self._list_buttons = [self.title_bar.add_action(self.order_action)]
        self._page_buttons = [self.title_bar.add_action(self.list_action)]
        if editable:
            self._list_buttons.append(self.title_bar.add_action(self.new_action))
            self._page_buttons.append(self.title_bar.add_action(self.edit_action))
        self._page_buttons.append(self.title_bar.add_action(self.history_action))
        self.setTitleBarWidget(self.title_bar)

    def _action(self, text: str, tooltip: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.setToolTip(tooltip)
        action.triggered.connect(slot)
        return action

    def _build_body(self) -> None:
        self.hint = plain_label(soft=True, small=True, wrap=True)
        self.hint.setContentsMargins(12, 6, 12, 6)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        listing.setFocusProxy(self.list)
        self.empty = EmptyState("", "", "", "incident")
        self.listing = listing
        self.pages = QStackedWidget()
        for page in (self.listing, self.empty, self.page):
            self.pages.addWidget(page)
        self.setWidget(self.pages)

    def _connect(self) -> None:
        self._session.focus.focus_changed.connect(self._on_focus)
        self._session.board_changed.connect(self._on_board)
        self._session.busy_changed.connect(self._allow_writes)
        self.list.opened.connect(self.open_incident)
        self.list.walked_to.connect(self._walk)
        self.list.delete_asked.connect(self.delete_incidents)
        self.list.menu_asked.connect(self._show_menu)
        self.page.incident_asked.connect(self.open_incident)
        self.empty.action_triggered.connect(self._do_first)
        self.model.rowsInserted.connect(self._tell_list)
        for keys, slot in (("Backspace", self.show_list), ("Ctrl+E", self.edit_incident)):
            shortcut = QShortcut(QKeySequence(keys), self.page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.list.set_theme(theme)

    # -- the two inputs
    def _on_focus(self, old: FocusState) -> None:
        now = self._session.focus.state
        if _listed(now) != _listed(old):
            self._list_stale = True
        if now.incident != old.incident and not self._walking:
            self._follow()
        elif not self.reading:
            self._refresh_list()

    def _on_board(self, changes: Changes) -> None:
        if changes.touches("incidents", "flashpoints"):
            self._list_stale = True
            self.model.reload() if not self.reading else None
        if self.reading:
            self.page.refresh(changes)
        else:
            self._refresh_list()

    def _allow_writes(self, _sentence: str = "") -> None:
        """While an import writes, nothing else can: what would is greyed out, and its keys say why."""
        self.new_action.setEnabled(self._session.writable)
        self.edit_action.setEnabled(self._session.writable)
        self.empty.button.setEnabled(self._session.writable or len(self._session.columns) > 0)

    @property
    def reading(self) -> bool:
        """Whether one incident is shown rather than the list."""
        return self.pages.currentWidget() is self.page

    def _follow(self) -> None:
        """Show the incident of the focus, or the list where there is none."""
        incident_id = self._session.focus.state.incident
        if incident_id is not None and self.page.show_incident(incident_id):
            self._turn_to(self.page)
        else:
            self.page.forget()
            self.show_list()

    def _turn_to(self, page: QWidget) -> None:
        was_reading, reading = self.reading, page is self.page
        self.pages.setCurrentWidget(page)
        self.pages.setFocusProxy(page.focusProxy() or page)  # where the keyboard goes that is sent to the panel
        self.title_bar.set_title("Incident" if reading else "Incidents")
        if reading:
            self.title_bar.set_subtitle("")
        here, gone = (self._page_buttons, self._list_buttons) if reading else (self._list_buttons, self._page_buttons)
        for button in (*gone, *here):  # first those that go: all together would push the panels aside for good
            button.setVisible(button in here)
        if reading != was_reading:
            self.page_changed.emit(reading)

    # -- the list
    def show_list(self) -> None:
        """The incidents in focus; what is being typed is saved first, or stays where it is."""
        if self.reading and not self.page.editing.save():
            return
        had_keyboard = self.reading and self.page.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._turn_to(self.listing)
        self._refresh_list()
        if had_keyboard:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh_list(self) -> None:
        if self._list_stale:
            self._list_stale = False
            self.model.refresh()
        self._tell_list()
        self.list.point_at(self._session.focus.state.incident)

    def _tell_list(self) -> None:
        total, shown = self.model.total, self.model.rowCount()
        self.order_action.setText("newest first" if self.model.newest_first else "oldest first")
        self.title_bar.set_subtitle("" if self.reading or not total else f"{total:,}")
        self.order_action.setEnabled(total > 1)
        self.hint.setText("Choose an incident to read it. Arrows walk through the list." if shown else "")
        self.hint.setVisible(bool(shown) and self._session.focus.state.incident is None)
        if shown or self.reading:
            if self.pages.currentWidget() is self.empty:
                self.pages.setCurrentWidget(self.listing)
                self.pages.setFocusProxy(self.list)
            return
        self.empty.set_texts(*self._nothing())
        self.pages.setCurrentWidget(self.empty)
        self.pages.setFocusProxy(self.empty.button)

    def _nothing(self) -> tuple[str, str, str]:
        """Why there is none, and what to do: title, sentence, button."""
        if len(self._session.columns):
            return "Nothing in focus", "No incident passes the window and the filters.", "Show everything"
        action = "" if self._session.read_only else "New incident…"
        return "No incidents yet", "Add one, or import a table of them with Ctrl+I.", action

    def _do_first(self) -> None:
        if len(self._session.columns):
            self._session.focus.clear()
            self._session.focus.set(window=None)
        else:
            self.new_incident()

    def _turn_round(self) -> None:
        self.model.set_newest_first(not self.model.newest_first)
        self._tell_list()

    def _walk(self, incident_id: int) -> None:
        """Other panels follow the keyboard through the list, which stays."""
        self._walking = True
        try:
            self._session.focus.set(incident=incident_id, passing=True)
        finally:
            self._walking = False

    def open_incident(self, incident_id: int) -> None:
        """Read this incident."""
        if self._session.focus.state.incident != incident_id:
            self._session.focus.set(incident=incident_id)
        else:
            self._session.focus.set_state(self._session.focus.state)  # what was walked over becomes a step of the trail
            self._follow()
        if self.reading:
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu_for(self, ids: list[int]) -> QMenu:
        """What can be done with the incidents chosen in the list."""
        menu = QMenu(self)
        if len(ids) == 1:
            menu.addAction("Open", "Return").triggered.connect(partial(self.open_incident, ids[0]))
            sheet = partial(self._session.ask_sheet, "incident", ids[0])
            menu.addAction("Summary sheet…").triggered.connect(sheet)
        copy = partial(self._session.ask_copy, "incident", ids)
        menu.addAction("Copy as words", "Ctrl+C").triggered.connect(copy)
        if self._session.read_only:
            return menu
        assign = menu.addMenu(f"Assign {_incidents(len(ids))} to")
        assign.setEnabled(self._session.writable)
        for flashpoint in self._session.flashpoints.values():
            assign.addAction(flashpoint.name.replace("&", "&&")).triggered.connect(
                partial(self.assign, ids, flashpoint.id)
            )
        assign.addSeparator()
        assign.addAction("No flashpoint").triggered.connect(partial(self.assign, ids, None))
        delete = menu.addAction("Delete…", "Del")
        delete.setEnabled(self._session.writable)
        delete.triggered.connect(partial(self.delete_incidents, ids))
        return menu

    def _show_menu(self, ids: list[int], place: QPoint) -> None:
        menu = self.menu_for(ids)
        if menu.actions():
            menu.exec(place)
        menu.deleteLater()

    def assign(self, ids: list[int], flashpoint_id: int | None, *_: object) -> None:
        """Give incidents to a flashpoint, or to none."""
        flashpoint = self._session.flashpoints.get(flashpoint_id or 0)
        where = flashpoint.name if flashpoint else "no flashpoint"
        self._run(f"Move {_incidents(len(ids))} to {where}", len(ids), partial(_assign, ids, flashpoint_id))

    def _run(self, name: str, count: int, work: Callable[[Board], None]) -> None:
        """Write at once, or apart where it is much."""
        if count > MANY_RECORDS:
            self._session.run_apart(name, work)
        else:
            self._session.run(name, partial(work, self._session.board))

    def delete_incidents(self, ids: list[int], *_: object) -> None:
        """Delete after a question."""
        if self._session.read_only or not ids or self._session.refuses():
            return
        box = QMessageBox(QMessageBox.Icon.Question, "Delete", f"Delete {_incidents(len(ids))}?", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText("Citations and attachments go with it. Ctrl+Z brings all of it back.")
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(delete)
        ask(box)
        if box.clickedButton() is delete:
            self._run(f"Delete {_incidents(len(ids))}", len(ids), partial(_delete, ids))

    # -- one incident
    def new_incident(self) -> None:
        """A new incident by its form, prefilled from the focus."""
        self.begin_incident(None)

    def begin_incident(self, incident: Incident | None) -> None:
        """A new incident by its form, filled in so far; None: from the focus."""
        if self._session.refuses():
            return
        form = IncidentForm(self._session, incident, self)
        if ask(form) and form.incident_id is not None:
            self._session.focus.set(incident=form.incident_id)

    def edit_incident(self) -> None:
        """The incident that is shown, in its form."""
        if self._session.read_only or self.page.incident is None or self._session.refuses():
            return
        if not self.page.editing.save():
            return
        ask(IncidentForm(self._session, self._session.board.incidents.get(self.page.incident.id), self))

    def _toggle_history(self, shown: bool) -> None:
        self.page.show_history(shown)

    def new_source(self) -> None:
        """A new source by its form."""
        self.papers.new_source()

    def cite_source(self, source_id: int, incident_id: int) -> None:
        """Cite a source for an incident, by the form."""
        try:
            self.papers.cite(source_id, incident_id)
        except NotOnBoard as error:
            self._session.said.emit(str(error), "error")

    def accept_drops(self, router: DropRouter) -> IncidentDrops:
        """Take what hovers over list and page, and let both be carried from. By key, what is returned answers."""
        return IncidentDrops(self._session, self.list, self.page, router)

    def show_source(self, source_id: int) -> None:
        """One source in its form."""
        try:
            self.papers.show_source(source_id)
        except NotOnBoard as error:
            self._session.said.emit(str(error), "error")

    # -- leaving
    def showEvent(self, event: QShowEvent) -> None:
        """Listen for the window being closed while something is typed."""
        super().showEvent(event)
        self.window().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """A hidden panel has nothing to save any more: its window saved it, or the user closed the dock."""
        super().hideEvent(event)
        self.window().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before the window closes, what was typed is saved."""
        if event.type() == QEvent.Type.Close and watched is self.window():
            self.page.editing.leave_for_good()
        return False


def _assign(ids: list[int], flashpoint_id: int | None, board: Board) -> None:
    board.incidents.assign(ids, flashpoint_id)


def _delete(ids: list[int], board: Board) -> None:
    board.incidents.delete_many(ids)


def _listed(state: FocusState) -> tuple[object, ...]:
    """The parts of the focus that the list depends on."""
    return (
        state.window,
        state.flashpoints,
        state.actors,
        state.pair,
        state.kinds,
        state.lowest_grade,
        state.tags,
        state.text,
    )


def _incidents(count: int) -> str:
    return f"{count:,} incident{'' if count == 1 else 's'}"
