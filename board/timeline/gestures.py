"""What a press of the mouse turns into: each gesture follows the pointer until it is finished or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from board.timeline.scale import Window, clamped, panned

if TYPE_CHECKING:
    from board.timeline.view import TimelineView

_STILL_PX = 4.0  # a hand that clicks moves so much


class Gesture(Protocol):
    """Follows the pointer from the press to the release."""

    def move(self, at: QPointF) -> None:
        """The pointer is here now."""

    def finish(self, at: QPointF) -> None:
        """The button was let go here."""

    def cancel(self) -> None:
        """Everything as it was before the press."""


class BrushGesture:
    """Drags an edge of the brush, the brush as a whole, or draws a new one: part is "first", "last", "all" or "new"."""

    def __init__(self, view: TimelineView, part: str, at: QPointF) -> None:
        self._view, self._part = view, part
        self._scale, self._bounds = view.strip_scale, view.bounds
        self._before = view.window_asked_for
        self._from = self._scale.moment(at.x())
        self._start = at
        self._moved = False

    def move(self, at: QPointF) -> None:
        """Tell the window that the pointer now means, as a passing one."""
        if not self._moved and (at - self._start).manhattanLength() < _STILL_PX:
            return
        self._moved = True
        self._view.ask_window(self._window(at), passing=True)

    def finish(self, at: QPointF) -> None:
        """Tell the window for good; a click beside the brush brings the brush there."""
        if self._moved:
            self._view.ask_window(self._window(at), passing=False)
        elif self._part == "new" and self._before is not None:
            length = self._before[1] - self._before[0]
            first = int(np.floor(self._scale.moment(at.x()))) - length // 2
            self._view.ask_window(panned((first, first + length), 0, self._bounds), passing=False)

    def cancel(self) -> None:
        """The window of before."""
        self._view.ask_window(self._before, passing=True)

    def _window(self, at: QPointF) -> Window:
        here = self._scale.moment(at.x())
        if self._part == "new" or self._before is None:
            first, end = sorted((self._from, here))
            if self._part != "new":  # an edge of the brush over everything
                first, end = (here, self._bounds[1] + 1) if self._part == "first" else (self._bounds[0], here)
            return clamped((int(np.floor(first)), max(int(np.ceil(end)) - 1, int(np.floor(first)))), self._bounds)
        first, last = self._before
        if self._part == "first":
            return clamped((min(round(here), last), last), self._bounds)
        if self._part == "last":
            return clamped((first, max(round(here) - 1, first)), self._bounds)
        return panned(self._before, round(here - self._from), self._bounds)


class PanGesture:
    """Pulls the lanes along with the pointer."""

    def __init__(self, view: TimelineView, at: QPointF) -> None:
        self._view = view
        self._before = view.window_asked_for
        self._window, self._bounds = view.window, view.bounds
        self._scale, self._x = view.lane_scale, at.x()

    def move(self, at: QPointF) -> None:
        """The window moves against the pointer."""
        self._view.ask_window(self._moved(at), passing=True)

    def finish(self, at: QPointF) -> None:
        """Stay there."""
        self._view.ask_window(self._moved(at), passing=False)

    def cancel(self) -> None:
        """The window of before."""
        self._view.ask_window(self._before, passing=True)

    def _moved(self, at: QPointF) -> Window:
        return panned(self._window, round((self._x - at.x()) / self._scale.per_day), self._bounds)


class AsOfGesture:
    """Drags the as-of line."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self._before = view.as_of_asked_for

    def move(self, at: QPointF) -> None:
        """The day whose end is nearest to the pointer, as a passing one."""
        self._view.as_of_asked.emit(self._day(at), True)

    def finish(self, at: QPointF) -> None:
        """That day for good."""
        self._view.as_of_asked.emit(self._day(at), False)

    def cancel(self) -> None:
        """The day of before."""
        self._view.as_of_asked.emit(self._before, True)

    def _day(self, at: QPointF) -> int:
        return clamped((round(self._view.lane_scale.moment(at.x())) - 1,) * 2, self._view.window)[0]


class BandGesture:
    """Spans a rubber band; a click on empty ground lets go of what was chosen."""

    def __init__(self, view: TimelineView, at: QPointF, add: bool) -> None:
        self._view, self._from = view, at
        self._kept = view.chosen if add else frozenset[int]()
        self._before = view.chosen

    def move(self, at: QPointF) -> None:
        """Choose what lies within."""
        band = QRectF(self._from, at).normalized()
        self._view.drag_item.set_band(band)
        self._view.choose(self._kept | self._view.incidents_within(band))

    def finish(self, at: QPointF) -> None:
        """Keep what is chosen, take the band away."""
        self._view.drag_item.set_band(None)
        if (at - self._from).manhattanLength() < _STILL_PX:
            self._view.choose(self._kept)
        else:
            self._view.choose(self._kept | self._view.incidents_within(QRectF(self._from, at).normalized()))

    def cancel(self) -> None:
        """Choose what was chosen before."""
        self._view.drag_item.set_band(None)
        self._view.choose(self._before)


class MarkGesture:
    """Drags a mark with Shift: sideways to another day, or onto another lane to another flashpoint.

    One or the other: a hand on its way to a lane never moves quite upright.
    """

    def __init__(self, view: TimelineView, number: int, at: QPointF) -> None:
        self._view, self._at = view, at
        picture = view.picture
        self._incident = int(picture.marks.ids[number])
        self._lane = int(picture.marks.lane[number])
        self._home = view.mark_position(number)
        self._show(at)

    def move(self, at: QPointF) -> None:
        """The ghost follows, and says what letting go would do."""
        self._show(at)

    def finish(self, at: QPointF) -> None:
        """Ask for the change, if there is one."""
        self._view.drag_item.set_ghost(None)
        days, lane = self._change(at)
        if days or lane is not None:
            self._view.move_asked.emit(self._incident, days, lane)

    def cancel(self) -> None:
        """No change."""
        self._view.drag_item.set_ghost(None)

    def _change(self, at: QPointF) -> tuple[int, int | None]:
        lane = self._view.lane_at(at)
        if self._view.lanes_can_take and lane is not None and lane != self._lane:
            return 0, lane
        return round((at.x() - self._at.x()) / self._view.lane_scale.per_day), None

    def _show(self, at: QPointF) -> None:
        days, lane = self._change(at)
        words = self._view.words_of_move(self._incident, days, lane)
        if lane is not None:
            self._view.drag_item.set_ghost(at, words, self._view.lane_box(lane))
            return
        x = self._home.x() + days * self._view.lane_scale.per_day
        self._view.drag_item.set_ghost(QPointF(x, self._home.y()), words)


class CarryGesture:
    """A press on a mark: a click looks at the incident; drawn away, it or all that are chosen are carried off."""

    def __init__(self, view: TimelineView, incident: int, at: QPointF) -> None:
        self._view, self._incident, self._from = view, incident, at
        self._several = incident in view.chosen and len(view.chosen) > 1
        if not self._several:
            self._look()

    def move(self, at: QPointF) -> None:
        """Beyond the usual distance it is a drag."""
        if (at - self._from).manhattanLength() < QApplication.startDragDistance():
            return
        view = self._view
        view.give_up()
        view.lift_asked.emit(view.chosen if self._several else frozenset({self._incident}))

    def finish(self, at: QPointF) -> None:
        """A click on one of several lets go of the others."""
        if self._several:
            self._look()

    def cancel(self) -> None:
        """Nothing was changed."""

    def _look(self) -> None:
        self._view.choose(frozenset())
        self._view.incident_asked.emit(self._incident)
