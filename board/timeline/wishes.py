"""Carries out what hands and keys ask of the timeline: another focus, another date, another flashpoint, a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from board.session import Session
from board.timeline import edits, keys
from board.timeline.menus import MOST_LISTED, chosen_menu, titles_menu
from board.timeline.model import TimelineModel
from board.timeline.picture import LANE_PX
from board.timeline.scale import clamped, panned
from board.timeline.tips import span_text
from board.timeline.view import TimelineView
from db.columns import OPEN_FUTURE, OPEN_PAST
from db.dates import ImpreciseDate

_ZOOM = 0.7
_PAN = 0.12


class Wishes(QObject):
    """Stands between the view and the session.

    Signals: incident_opened(id): an incident was double-clicked, or Enter pressed on it; date_asked(): a typed date
    is wanted; legend_asked(): the legend is wanted.
    """

    incident_opened = Signal(object)
    date_asked = Signal()
    legend_asked = Signal()

    def __init__(self, session: Session, model: TimelineModel, view: TimelineView) -> None:
        super().__init__(view)
        self._session, self._model, self._view = session, model, view
        view.window_asked.connect(self.set_window)
        view.as_of_asked.connect(self._set_as_of)
        view.incident_asked.connect(self.select)
        view.incident_opened.connect(self.incident_opened)
        view.lane_asked.connect(self._focus_lane)
        view.badge_asked.connect(self._list_badge)
        view.move_asked.connect(self._move)
        view.menu_asked.connect(self._show_menu)
        view.key_pressed.connect(self._on_key)
        self._by_name = self._table()

    def _table(self) -> dict[str, Callable[[], object]]:
        view = self._view
        return {
            "zoom_in": partial(self._zoom, _ZOOM),
            "zoom_out": partial(self._zoom, 1 / _ZOOM),
            "pan_back": partial(view.pan, -_PAN),
            "pan_on": partial(view.pan, _PAN),
            "all": partial(self.set_window, None, False),
            "fit": self.fit,
            "next": partial(self._step, True),
            "previous": partial(self._step, False),
            "first": partial(self._step, True, True),
            "last": partial(self._step, False, True),
            "lanes_up": partial(view.scroll_lanes, -LANE_PX),
            "lanes_down": partial(view.scroll_lanes, LANE_PX),
            "page_up": partial(self._page, -1),
            "page_down": partial(self._page, 1),
            "as_of_back": partial(self._step_as_of, -1),
            "as_of_on": partial(self._step_as_of, 1),
            "day_earlier": partial(self._shift, -1),
            "day_later": partial(self._shift, 1),
            "open": self._open,
            "sheet": self._ask_sheet,
            "copy": self._copy,
            "copy_focus": self._copy_focus,
            "choose": self._choose_selected,
            "choose_all": self._choose_all,
            "clear": self._clear,
            "legend": self.legend_asked.emit,
            "go_to_date": self.date_asked.emit,
        }

    def do(self, what: str, _checked: bool = False) -> None:
        """Do what a key means, by its name in keys.py."""
        self._by_name[what]()

    def _on_key(self, event: QKeyEvent) -> None:
        what = keys.meaning(event)
        if what and (what != "clear" or self._clearable()):
            event.accept()
            self.do(what)

    # -- the window and the as-of day
    def set_window(self, window: tuple[int, int] | None, passing: bool) -> None:
        """Look at these days, None for all."""
        self._session.focus.set(passing=passing, window=window)

    def fit(self) -> None:
        """Look at the days from the first to the last incident of the focus, whatever the window is now."""
        columns, activity = self._session.columns, self._session.activity()
        places = activity.overlapping(OPEN_PAST, OPEN_FUTURE, self._session.groups_in_focus())
        earliest, latest = columns.earliest[places], columns.latest[places]
        days = np.concatenate([earliest[earliest > OPEN_PAST], latest[latest < OPEN_FUTURE]])
        if len(days):
            self._view.ask_window((int(days.min()), int(days.max())), passing=False)

    def refusal(self, when: ImpreciseDate) -> str:
        """Why a date can't be gone to: a sentence, or nothing."""
        first, last = self._model.span()
        days = _days_of(when)
        if days[1] < first or days[0] > last:
            return f"There is nothing on this board then: its incidents lie in {span_text(first, last)}."
        return ""

    def go(self, when: ImpreciseDate) -> None:
        """Bring a date to the middle; a span longer than the window becomes the window."""
        bounds, window = self._model.span(), self._model.window()
        first, last = clamped(_days_of(when), bounds)
        length = window[1] - window[0]
        if self._session.focus.state.window is None:
            length = min(length, 27)  # from everything, a date is gone to by looking at its four weeks
        if last - first < length:
            start = (first + last - length) // 2
            first, last = panned((start, start + length), 0, bounds)
        self._view.ask_window((first, last), passing=False)

    def _zoom(self, factor: float) -> None:
        view, incident = self._view, self._session.focus.state.incident
        at = None if incident is None else view.position_of(incident)
        scale = view.lane_scale
        within = at is not None and scale.left <= at.x() <= scale.right
        view.zoom(factor, scale.moment(at.x()) if at is not None and within else None)

    def _page(self, pages: int) -> None:
        self._view.scroll_lanes(pages * max(self._view.frame.lanes_height - LANE_PX, LANE_PX))

    def _set_as_of(self, day: int | None, passing: bool) -> None:
        self._session.focus.set(passing=passing, as_of=day)

    def _step_as_of(self, days: int) -> None:
        day = self._model.as_of() + days
        self._session.focus.set(as_of=clamped((day, day), self._model.span())[0])

    # -- incidents and lanes
    def select(self, incident: int | None) -> None:
        """Look at an incident."""
        self._session.focus.set(incident=incident)

    def _step(self, forward: bool, from_end: bool = False) -> None:
        marked = None if from_end else self._session.focus.state.incident
        found = self._model.step(marked, forward)
        if found is None:
            self._session.said.emit(f"This is the {'last' if forward else 'first'} incident in the window.", "note")
        else:
            self.select(found)

    def _open(self) -> None:
        incident = self._session.focus.state.incident
        if incident is not None:
            self.incident_opened.emit(incident)

    def _focus_lane(self, lane: int, add: bool) -> None:
        focus, key = self._session.focus, self._model.lanes().keys[lane]
        if self._model.by == "flashpoint":
            focus.toggle_flashpoint(int(key), add=add)
            return
        name = "actors" if self._model.by == "actor" else "kinds"
        here = getattr(focus.state, name)
        alone = frozenset() if here == {key} else frozenset({key})
        focus.set(**{name: here ^ {key} if add else alone})

    def _choose_selected(self) -> None:
        incident = self._session.focus.state.incident
        if incident is not None:
            self._view.choose(self._view.chosen ^ {incident})

    def _choose_all(self) -> None:
        if self._view.picture is not None:
            self._view.choose(frozenset(self._view.picture.marks.ids.tolist()))

    def _clearable(self) -> bool:
        return bool(self._view.chosen) or self._session.focus.state.incident is not None

    def _clear(self) -> None:
        if self._view.chosen:
            self._view.choose(frozenset())
        else:
            self.select(None)

    # -- writes
    def acted_on(self) -> frozenset[int]:
        """The chosen incidents, else the selected one."""
        incident = self._session.focus.state.incident
        return self._view.chosen or (frozenset() if incident is None else frozenset({incident}))

    def assign(self, flashpoint: int) -> None:
        """Give what is acted on to a flashpoint, UNASSIGNED for none."""
        chosen = self.acted_on()
        if chosen and not self._session.read_only:
            edits.assign(self._session, chosen, flashpoint)

    def _shift(self, days: int) -> None:
        incident = self._session.focus.state.incident
        if incident is not None and not self._session.read_only:
            self._redate(incident, days)

    def _move(self, incident: int, days: int, lane: int | None) -> None:
        if lane is not None:
            edits.assign(self._session, [incident], int(self._model.lanes().keys[lane]))
        else:
            self._redate(incident, days)
        self.select(incident)

    def _redate(self, incident_id: int, days: int) -> None:
        incident = self._session.board.incidents.get(incident_id)
        if edits.redate(self._session, incident, days) is None and incident.date.edtf and abs(days) == 1:
            sentence = f"{incident.date.text()} is not exact to the day. Change it in the incident."
            self._session.said.emit(sentence, "note")

    # -- menus
    def _show_menu(self, where: QPoint) -> None:
        names = {key: point.name for key, point in self._session.flashpoints.items()}
        number, writable = len(self.acted_on()), not self._session.read_only
        self._pop_up(chosen_menu(self._view, number, names, self.do, self.assign, writable=writable), where)

    def _list_badge(self, badge: int, where: QPoint) -> None:
        picture = self._view.picture
        if picture is not None:
            self.list_incidents([int(picture.marks.ids[item]) for item in picture.badges[badge].items], where)

    def _ask_sheet(self) -> None:
        for incident in self.acted_on():
            self._session.ask_sheet("incident", incident)
            return

    def _copy(self) -> None:
        columns = self._session.columns
        known = [(place, one) for one in self.acted_on() if (place := columns.place_of(one)) is not None]
        ids = [one for _, one in sorted(known, key=lambda pair: (int(columns.earliest[pair[0]]), pair[1]))]
        self._session.ask_copy("incident", ids)

    def _copy_focus(self) -> None:
        self._session.ask_copy("focus", [])

    def list_undated(self, where: QPoint) -> None:
        """A list of the incidents that have no date."""
        self.list_incidents(self._model.undated().tolist(), where)

    def list_incidents(self, ids: list[int], where: QPoint) -> None:
        """A list of incidents to choose one from."""
        titles = list(self._model.titles(ids[:MOST_LISTED]).items())
        self._pop_up(titles_menu(self._view, titles, len(ids) - len(titles), self.select), where)

    @staticmethod
    def _pop_up(menu: QMenu, where: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)


def _days_of(when: ImpreciseDate) -> tuple[int, int]:
    """The days of a date; those of its known end where the other is open."""
    first = when.latest if when.earliest is None else when.earliest
    last = when.earliest if when.latest is None else when.latest
    return (first or 0), (last or 0)
