"""The dock of the incident timeline: keeps its view in step with the focus and the board."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QStackedWidget, QWidget

from board.dragging.router import DropRouter
from board.focus import FocusState
from board.guards import guarded
from board.session import Session
from board.theme.palette import Theme
from board.theme.widgets import DockTitleBar, EmptyState
from board.timeline import edits, keys, tips
from board.timeline.carrying import TimelineDrops
from board.timeline.go_to_date import GoToDate
from board.timeline.header import Header
from board.timeline.hits import Hit
from board.timeline.labelling import place_labels
from board.timeline.legend import Legend
from board.timeline.model import TimelineModel
from board.timeline.scale import zoom_name
from board.timeline.speech import Speech
from board.timeline.view import TimelineView
from board.timeline.wishes import Wishes
from db import Changes

_TITLE = "Incident timeline"


@guarded
class TimelinePanel(QDockWidget):
    """Strip and lanes under one title bar.

    Signals: incident_opened(id): an incident was double-clicked, or Enter pressed on it.
    """

    incident_opened = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, parent)
        self.setObjectName("timeline_panel")
        self._session, self._theme = session, theme
        self._stale_strip = True
        self.model = TimelineModel(session)
        self._speech = Speech(session, self.model)
        bar = DockTitleBar(_TITLE)
        self.setTitleBarWidget(bar)
        self.header = Header(bar)
        self.view = TimelineView(theme, self._words_of_move, self._words_of_hit)
        self.view.setAccessibleName(_TITLE)
        self.wishes = Wishes(session, self.model, self.view)
        self.go_to = GoToDate(self.wishes.refusal, self.view)
        self.setWidget(self._make_states())
        self._connect()
        self._refresh_all()

    def _make_states(self) -> QWidget:
        sentence = "Drop a report, picture, link or table here, or press Ctrl+N."
        self.empty = EmptyState("No incidents yet", sentence, icon_name="timeline")
        self.nothing = EmptyState("No incidents in this window.", action_text="Show all", parent=self.view)
        self.nothing.setAutoFillBackground(True)
        self.nothing.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._stack.setMinimumHeight(150)
        return self._stack

    def _connect(self) -> None:
        header, wishes = self.header, self.wishes
        self._session.focus.focus_changed.connect(self._on_focus_changed)
        self._session.board_changed.connect(self._on_board_changed)
        self.view.frame_changed.connect(self._refresh_all)
        self.view.scrolled.connect(self._refresh_labels)
        wishes.incident_opened.connect(self.incident_opened)
        wishes.date_asked.connect(self.ask_date)
        wishes.legend_asked.connect(self._show_legend)
        header.lanes_by_chosen.connect(self.set_lanes_by)
        header.all_asked.connect(partial(wishes.do, "all"))
        header.fit_asked.connect(partial(wishes.do, "fit"))
        header.date_asked.connect(self.ask_date)
        header.undated_asked.connect(wishes.list_undated)
        header.legend_asked.connect(self._show_legend)
        self.nothing.action_triggered.connect(self._show_something)
        self.go_to.date_typed.connect(wishes.go)
        self.go_to.closed.connect(self.view.setFocus)

    # -- what comes in
    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.view.set_theme(theme)
        self._refresh_all()

    def set_lanes_by(self, code: str) -> None:
        """Let lanes stand for flashpoints, actors or kinds: a code of LANES_BY."""
        self.model.by = code
        self.header.set_lanes_by(code)
        self._refresh_all()

    def ask_date(self) -> None:
        """Ask for a typed date."""
        self.show()
        self.raise_()
        self.go_to.move(max(self.view.width() - self.go_to.width() - 12, 0), 6)
        self.go_to.open()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        self._refresh_all()

    def _on_focus_changed(self, old: FocusState) -> None:
        if self.isHidden():
            return
        new = self._session.focus.state
        same_rest = {
            "window": new.window,
            "as_of": new.as_of,
            "incident": new.incident,
            "relationship": new.relationship,
        }
        narrowed = replace(old, **same_rest) != new
        self._stale_strip = self._stale_strip or narrowed
        if narrowed or old.window != new.window or old.incident != new.incident:
            self._refresh()
        elif old.as_of != new.as_of:
            self.view.set_as_of(self.model.as_of(), new.as_of)
        if old.incident != new.incident:
            self._show_selected_lane()

    def _on_board_changed(self, changes: Changes) -> None:
        if not changes.touches("incidents", "flashpoints", "actors"):
            return
        self.model.forget(changes)
        columns = self._session.columns
        self.view.choose(frozenset(one for one in self.view.chosen if columns.place_of(one) is not None))
        self._refresh_all()

    # -- drawing
    def _refresh_all(self) -> None:
        self._stale_strip = True
        if not self.isHidden():
            self._refresh()

    def _refresh(self) -> None:
        view, model, session = self.view, self.model, self._session
        state = session.focus.state
        self._stack.setCurrentWidget(view if len(session.columns) else self.empty)
        view.can_edit = not session.read_only
        view.lanes_can_take = model.by == "flashpoint"
        if view.set_names(model.lanes().labels) or view.frame.width <= view.frame.left:
            return  # a wider column of names has brought us here already; without room there is nothing to draw
        view.set_days(model.span(), model.window(), state.window)
        view.set_as_of(model.as_of(), state.as_of)
        if self._stale_strip:
            edges, counts, inside = model.strip(view.strip_scale)
            view.strip_item.set_bars(view.strip_scale.xs(edges), edges, counts, inside)
            self.header.set_undated(len(model.undated()))
            self._stale_strip = False
        view.show_picture(model.compose(view.lane_scale, view.frame.lanes_height))
        view.show_selected(state.incident)
        self._refresh_labels()
        self._refresh_words()

    def _refresh_labels(self) -> None:
        view = self.view
        if view.picture is None:
            return
        selected, columns = self._session.focus.state.incident, self._session.columns
        view.show_labels(place_labels(view.picture, columns, self.model, view.seen, selected, view.width_of))

    def _refresh_words(self) -> None:
        view, of = self.view, len(self._session.columns)
        shown = self.model.count_in_focus()
        self.header.set_count(shown, of)
        self.header.set_zoom(zoom_name(view.lane_scale) if of else "")
        self._show_nothing(of)
        incident = self._session.focus.state.incident
        selected = "" if incident is None else f" Selected: {self.model.titles([incident])[incident]}."
        told = f"{tips.span_text(*self.model.window())}, {edits.grouped(shown)} of {edits.counted(of)}.{selected}"
        view.setAccessibleDescription(f"{told} {keys.KEYS_TEXT}")

    def _show_nothing(self, of: int) -> None:
        """The quiet word in place of the lanes, where not one incident is drawn there."""
        picture, frame = self.view.picture, self.view.frame
        bare = of > 0 and picture is not None and not len(picture.marks) and not picture.totals.any()
        if bare:
            activity = self._session.activity()
            title = "No incident in the focus has a date." if activity.mask.any() else "No incident passes the filters."
            title = "No incidents in this window." if len(activity.dated) else title
            state = self._session.focus.state
            self.nothing.set_texts(title, "", "Show all" if state.window or state.narrowed() else "")
            self.nothing.setGeometry(0, int(frame.lanes_top), int(frame.width), int(frame.lanes_height))
        self.nothing.setVisible(bare)
        self.view.as_of_item.setVisible(not bare)  # its handle would stand out above the words

    def _show_something(self) -> None:
        """All days; where that was so already, all that the filters hide."""
        focus = self._session.focus
        if focus.state.window is not None and len(self._session.activity().dated):
            focus.set(window=None)
        else:
            focus.clear()

    def _show_selected_lane(self) -> None:
        incident = self._session.focus.state.incident
        found = [] if incident is None else self.model.lane_of(incident)
        if found:
            self.view.show_lane(found[0])

    def _show_legend(self, corner: QPoint | None = None) -> None:
        legend = Legend(self._theme, self.view)
        legend.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self.header.legend
        legend.open_above(corner or button.mapToGlobal(button.rect().topRight()))

    def _words_of_move(self, incident: int, days: int, lane: int | None) -> str:
        return self._speech.of_move(incident, days, lane, can_assign=self.view.lanes_can_take)

    def _words_of_hit(self, hit: Hit, at: QPointF) -> str:
        return self._speech.of_hit(hit, at, self.view)

    # -- carried onto it and off it
    def accept_drops(self, router: DropRouter) -> TimelineDrops:
        """Take what hovers over days and lanes, and let incidents be carried off. By key, what is returned answers."""
        return TimelineDrops(self._session, self.model, self.view, router)
