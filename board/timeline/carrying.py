"""What is carried onto days and lanes, and the incidents that are carried off."""

from __future__ import annotations

import math
from collections.abc import Collection

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF

from board.commands.targets import Target
from board.dragging.router import DropRouter
from board.dragging.zone import DropZone
from board.focus import UNASSIGNED
from board.session import Session
from board.timeline.model import TimelineModel
from board.timeline.view import TimelineView
from db.dates import from_days

_LEAST_PX = 8  # so wide is the frame around a day, however small the day


class TimelineDrops:
    """Ties the timeline to the router of the window."""

    def __init__(self, session: Session, model: TimelineModel, view: TimelineView, router: DropRouter) -> None:
        self._session, self._model, self._view, self._router = session, model, view, router
        self._over_strip = False
        self._zone = DropZone(view, router, self._target_at, self._box, self._scroll)
        view.lift_asked.connect(self._lift)

    # -- what is where
    def _target_at(self, place: QPoint) -> Target | None:
        at, view = QPointF(place), self._view
        self._over_strip = at.y() < view.frame.lanes_top
        if view.picture is None or at.y() < 0:
            return None
        if self._over_strip:
            return self._day_at(view.strip_scale.moment(at.x()), None)
        lane = self._lane_at(at)
        if at.x() < view.frame.left:
            return self._named_lane(lane)
        return self._day_at(view.lane_scale.moment(at.x()), lane)

    def _day_at(self, moment: float, lane: tuple[str, int] | None) -> Target:
        first, last = self._view.bounds
        day = min(max(math.floor(moment), first), last)
        return Target("day", 0, from_days(day, day).text(), day, lane)

    def _lane_at(self, at: QPointF) -> tuple[str, int] | None:
        """The lane as a flashpoint or an actor; lanes of kinds or sources are none."""
        lane = self._view.lane_at(at)
        if lane is None or self._model.by not in ("flashpoint", "actor"):
            return None
        key = self._model.lanes().keys[lane]
        return None if isinstance(key, str) else (self._model.by, int(key))

    def _named_lane(self, lane: tuple[str, int] | None) -> Target | None:
        """The name beside a lane stands for what the lane is of."""
        kind, key = lane or ("", 0)
        if kind == "flashpoint" and key == UNASSIGNED:
            return Target("flashpoint", UNASSIGNED)
        if kind == "flashpoint" and key in self._session.flashpoints:
            return Target("flashpoint", key, self._session.flashpoints[key].name)
        return Target("actor", key, self._session.actors[key].label) if key in self._session.actors else None

    def _box(self, target: Target | None) -> QRect | None:
        """A day within its lane, or through all lanes; or a lane."""
        if target is None:
            return None
        view, frame = self._view, self._view.frame
        box = QRectF(0, frame.lanes_top, frame.width, frame.lanes_height)
        wanted = (target.kind, target.id) if target.kind != "day" else target.lane
        if wanted is not None and view.picture is not None:
            lanes = list(self._model.lanes().keys)
            if wanted[1] in lanes:
                box = view.lane_box(lanes.index(wanted[1]))
        if target.day is None:
            return QRectF(0, box.top(), frame.left, box.height()).toAlignedRect()
        scale = view.strip_scale if self._over_strip else view.lane_scale
        if self._over_strip:
            box = QRectF(0, 0, frame.width, frame.lanes_top)
        first, last = scale.x(target.day), scale.x(target.day + 1)
        middle, half = (first + last) / 2, max(last - first, _LEAST_PX) / 2
        return QRectF(middle - half, box.top(), 2 * half, box.height()).toAlignedRect()

    def _scroll(self, px: int) -> None:
        self._view.scroll_lanes(px)

    # -- carried off
    def _lift(self, incidents: Collection[int]) -> None:
        ids = self._in_order(incidents)
        self._router.lift(self._view, "incident", ids, self._title(ids))

    def _in_order(self, incidents: Collection[int]) -> list[int]:
        """By first day, as they stand."""
        columns = self._session.columns
        known = [(place, one) for one in incidents if (place := columns.place_of(one)) is not None]
        return [one for _, one in sorted(known, key=lambda pair: (int(columns.earliest[pair[0]]), pair[1]))]

    def _title(self, ids: list[int]) -> str:
        return self._session.board.incidents.titles(ids[:1]).get(ids[0], "") if ids else ""

    # -- by key
    def carried_here(self) -> tuple[str, list[int], str] | None:
        """The chosen incidents, else the one that is looked at."""
        looked_at = self._session.focus.state.incident
        ids = self._in_order(self._view.chosen or ({looked_at} if looked_at is not None else ()))
        return ("incident", ids, self._title(ids)) if ids else None

    def target_here(self) -> tuple[Target, QPoint] | None:
        """The as-of day, which the brackets move: the day that the keyboard is on."""
        day, view = self._session.as_of(), self._view
        target = Target("day", 0, from_days(day, day).text(), day)
        x = view.as_of_item.x_of_line
        return target, view.mapToGlobal(QPoint(round(x) if x is not None else view.width() // 2, view.height() // 2))
