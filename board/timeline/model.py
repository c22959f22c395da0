"""From the session to pictures: which lanes, which incidents, how dense; caches what a brush does not change."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from board.session import Session
from board.timeline import density, lanes, marks, picture
from board.timeline.lanes import LaneIndex, Lanes
from board.timeline.picture import Density, Picture
from board.timeline.scale import Scale, bin_edges
from db import Changes
from db.activity import Activity
from db.columns import APPROXIMATE, OPEN_FUTURE, OPEN_PAST, WITHDRAWN
from db.names import show_controls

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BAR_PX = 9.0  # of the strip and of dense lanes, at least
HOURS_FROM = 150.0  # pixels a day, from which on the time of day matters
TITLES_KEPT = 5000


class TimelineModel:
    """What the panel draws, without a widget; give it the changes of the board with `forget`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.by = "flashpoint"
        self._lanes: tuple[Activity, str, Lanes] | None = None
        self._index: tuple[Activity, str, LaneIndex] | None = None
        self._narrow: tuple[Activity, frozenset[int], Activity] | None = None
        self._undated: tuple[Activity, Ints] | None = None
        self._span: tuple[int, int] | None = None
        self._titles: dict[int, str] = {}
        self._hours: dict[int, float] = {}
        self._about_ends: dict[int, tuple[bool, bool]] = {}

    def forget(self, changes: Changes) -> None:
        """Let go of what these changes made stale."""
        if changes.touches("flashpoints", "actors", "incidents"):
            self._lanes = None
        if changes.touches("incidents"):
            self._index = self._narrow = self._undated = self._span = None
            self._titles.clear()
            self._hours.clear()
            self._about_ends.clear()

    # -- the whole board
    def span(self) -> tuple[int, int]:
        """The first and last day on the board; kept, since the session looks through all incidents for it."""
        if self._span is None:
            self._span = self._session.full_span()
        return self._span

    def window(self) -> tuple[int, int]:
        """The days looked at."""
        return self._session.focus.state.window or self.span()

    def as_of(self) -> int:
        """The day as of which ties and levels are shown."""
        chosen = self._session.focus.state.as_of
        return self.window()[1] if chosen is None else chosen

    def strip(self, scale: Scale) -> tuple[Ints, Ints, Ints]:
        """(edges in days, counts, counts at the flashpoints of the focus) of the strip."""
        edges = bin_edges(int(scale.first), int(scale.end), scale.right - scale.left, BAR_PX)
        activity = self._session.activity()
        counts = density.histogram(activity.everything, edges)
        groups = self._session.groups_in_focus()
        return edges, counts, counts if groups is None else density.histogram(activity.by_flashpoint, edges, groups)

    def count_in_focus(self) -> int:
        """How many incidents pass the whole focus, window included."""
        first, last = self.window()
        groups = self._session.groups_in_focus()
        activity = self._session.activity()
        days = activity.everything if groups is None else activity.by_flashpoint
        return int(days.counts(first, last, groups).sum())

    def undated(self) -> Ints:
        """Ids of the incidents of the focus that have no date at all."""
        columns, activity = self._session.columns, self._session.activity()
        if self._undated is None or self._undated[0] is not activity:
            dated = np.zeros(len(columns), dtype=np.bool_)
            dated[activity.dated] = True
            self._undated = (activity, np.flatnonzero(activity.mask & ~dated))
        places = self._undated[1]
        groups = self._session.groups_in_focus()
        if groups is not None:
            group, places = lanes.memberships("flashpoint", columns, places)
            places = places[np.isin(group, groups)]
        return columns.ids[places]

    # -- the lanes
    def lanes(self) -> Lanes:
        """The lanes for all that passes the filters, whatever the window."""
        activity = self._session.activity()
        if self._lanes is None or self._lanes[0] is not activity or self._lanes[1] != self.by:
            self._lanes = (activity, self.by, self._make_lanes(activity))
        return self._lanes[2]

    def _make_lanes(self, activity: Activity) -> Lanes:
        if self.by == "actor":
            return lanes.lanes_by_actor(
                activity, {key: _shown(actor.label) for key, actor in self._session.actors.items()}
            )
        if self.by == "kind":
            return lanes.lanes_by_kind(activity)
        names = {key: _shown(point.name) for key, point in self._session.flashpoints.items()}
        return lanes.lanes_by_flashpoint(activity, names)

    def _narrowed(self) -> Activity:
        """The activity at the flashpoints of the focus alone, where lanes are something else than flashpoints."""
        activity, chosen = self._session.activity(), self._session.focus.state.flashpoints
        groups = self._session.groups_in_focus()
        if groups is None or self.by == "flashpoint":
            return activity
        if self._narrow is None or self._narrow[0] is not activity or self._narrow[1] != chosen:
            columns = self._session.columns
            wanted = np.zeros(len(columns.flashpoint_ids) + 1, dtype=np.bool_)
            wanted[groups] = True  # the last entry is found by -1, those assigned to none
            self._narrow = (activity, chosen, Activity(columns, activity.mask & wanted[columns.flashpoint]))
        return self._narrow[2]

    def _narrow_lanes(self, whole: Lanes) -> Lanes:
        """The same lanes over what is in the focus."""
        narrowed = self._narrowed()
        if narrowed is self._session.activity():
            return whole
        days = narrowed.by_actor if self.by == "actor" else narrowed.by_kind
        return Lanes(whole.by, whole.keys, whole.labels, whole.groups, days)

    def _lane_index(self) -> LaneIndex:
        activity = self._narrowed()
        if self._index is None or self._index[0] is not activity or self._index[1] != self.by:
            columns = self._session.columns
            places = activity.dated
            if (
                activity is self._session.everything
            ):  # unless filters speak against them, the withdrawn are there, faint
                dated = (columns.earliest > OPEN_PAST) | (columns.latest < OPEN_FUTURE)
                places = np.flatnonzero(dated)
            self._index = (activity, self.by, LaneIndex(columns, *lanes.memberships(self.by, columns, places)))
        return self._index[2]

    def dimmed(self, whole: Lanes) -> NDArray[np.bool_]:
        """Which lanes stand for something outside the focus."""
        state = self._session.focus.state
        chosen: frozenset[int] = frozenset()
        if whole.by == "flashpoint":
            chosen = state.flashpoints
        elif whole.by == "actor":
            chosen = state.actors | frozenset(state.pair or ())
        return np.array([bool(chosen) and key not in chosen for key in whole.keys], dtype=np.bool_)

    def compose(self, scale: Scale, room: float = 0.0) -> Picture:
        """The lanes as they are to be drawn on this scale, where `room` pixels of height can be filled."""
        window, whole = self.window(), self.lanes()
        narrow = self._narrow_lanes(whole)
        totals = narrow.counts(*window)
        width = scale.right - scale.left
        few = density.sparse(totals, width)
        lane, place = self._marked(whole, few, window)
        columns = self._session.columns
        found = marks.spots(columns, place, scale, self._hours_of(place, scale), self._about(place))
        row = marks.lonely_to_row(found, lane, marks.rows(found, lane))
        tops = picture.lane_tops(lane, row, len(whole), np.flatnonzero(~few), room)
        return Picture(
            scale=scale,
            window=window,
            lanes=whole,
            tops=tops,
            dimmed=self.dimmed(whole),
            totals=totals,
            density=self._density(scale, window, whole, narrow, np.flatnonzero(~few)),
            marks=picture.marks_of(columns, lane, place, found, row, tops),
            badges=marks.badges(found, lane, row),
        )

    def _marked(self, whole: Lanes, few: NDArray[np.bool_], window: tuple[int, int]) -> tuple[Ints, Ints]:
        """(lane, place) of the incidents that get a mark, the lanes ascending."""
        columns = self._session.columns
        wanted = np.flatnonzero(few & (whole.groups >= 0))
        lane, place = np.empty(0, np.int64), np.empty(0, np.int64)
        if len(wanted) and len(columns):
            number, place = self._lane_index().within(whole.groups[wanted], *window)
            if len(place) > density.MOST_MARKS:  # the withdrawn are not counted: where they are many, leave them out
                kept = (columns.flags[place] & WITHDRAWN) == 0
                number, place = number[kept], place[kept]
            lane = wanted[number]
        return self._with_selected(lane, place, few, window)

    def _with_selected(
        self, lane: Ints, place: Ints, few: NDArray[np.bool_], window: tuple[int, int]
    ) -> tuple[Ints, Ints]:
        """The same and the selected incident, which is to be seen in lanes too dense for marks, too."""
        selected, columns = self._session.focus.state.incident, self._session.columns
        here = None if selected is None else columns.place_of(selected)
        if selected is None or here is None or columns.earliest[here] > window[1] or columns.latest[here] < window[0]:
            return lane, place
        if columns.earliest[here] == OPEN_PAST and columns.latest[here] == OPEN_FUTURE:
            return lane, place
        dense = [one for one in self.lane_of(selected) if not few[one]]
        lane, place = np.append(lane, dense).astype(np.int64), np.append(place, [here] * len(dense)).astype(np.int64)
        order = np.argsort(lane, kind="stable")
        return lane[order], place[order]

    def _density(self, scale: Scale, window: tuple[int, int], whole: Lanes, narrow: Lanes, dense: Ints) -> Density:
        edges = bin_edges(window[0], window[1] + 1, scale.right - scale.left, BAR_PX)
        counts = density.by_group(whole.days, edges, whole.groups[dense])
        inside = counts if narrow is whole else density.by_group(narrow.days, edges, narrow.groups[dense])
        most = counts.max(axis=1, initial=0)
        return Density(scale.xs(edges), edges, dense, counts, inside, most)

    # -- texts of the few that are shown
    def titles(self, ids: Iterable[int]) -> dict[int, str]:
        """Titles by id, read once and kept."""
        wanted = list(ids)
        missing = [one for one in wanted if one not in self._titles]
        if missing:
            if len(self._titles) > TITLES_KEPT:
                self._titles.clear()
                missing = wanted
            found = self._session.board.incidents.titles(missing)
            self._titles.update({key: _shown(title) for key, title in found.items()})
        return {one: self._titles.get(one, "") for one in wanted}

    def _hours_of(self, places: Ints, scale: Scale) -> Floats | None:
        """The hours of the day of the incidents, NaN where not known; None where a day is too narrow for them."""
        if scale.per_day < HOURS_FROM:
            return None
        ids = self._session.columns.ids[places].tolist()
        missing = [one for one in ids if one not in self._hours]
        for incident in self._session.board.incidents.many(missing):
            self._hours[incident.id] = hour_of(incident.time)
        return np.array([self._hours.get(one, np.nan) for one in ids], dtype=np.float64)

    def _about(self, places: Ints) -> NDArray[np.bool_]:
        """Which ends of the dates are approximate, shape (n, 2): the columns only know that one of them is."""
        columns = self._session.columns
        result = np.zeros((len(places), 2), dtype=np.bool_)
        which = np.flatnonzero((columns.flags[places] & APPROXIMATE) != 0)
        ids = columns.ids[places[which]].tolist()
        missing = [one for one in ids if one not in self._about_ends]
        for incident in self._session.board.incidents.many(missing):
            self._about_ends[incident.id] = approximate_ends(incident.date.edtf)
        for number, one in zip(which.tolist(), ids, strict=True):
            result[number] = self._about_ends.get(one, (True, True))
        return result

    def step(self, marked: int | None, forward: bool) -> int | None:
        """The id of the incident after (or before) the given one by first day, within the focus; None at the end."""
        columns = self._session.columns
        places = self._session.activity().overlapping(*self.window(), self._session.groups_in_focus())
        if not len(places):
            return None
        key = columns.earliest[places].astype(np.int64)
        here = None if marked is None else columns.place_of(marked)
        if here is not None:
            day = int(columns.earliest[here])
            later = (key > day) | ((key == day) & (places > here))
            keep = later if forward else ~later & (places != here)
            places, key = places[keep], key[keep]
        if not len(places):
            return None
        at = int(np.argmin(key)) if forward else len(key) - 1 - int(np.argmax(key[::-1]))
        return int(columns.ids[places[at]])

    def lane_of(self, incident: int) -> list[int]:
        """The lanes that an incident lies in."""
        place = self._session.columns.place_of(incident)
        if place is None:
            return []
        groups, _ = lanes.memberships(self.by, self._session.columns, np.array([place], dtype=np.int64))
        found = self.lanes().lane_of_group
        return [int(found[group]) for group in groups if group < len(found) and found[group] >= 0]


def hour_of(time: str) -> float:
    """The hour of a time "HH:MM" with its minutes as a fraction; NaN for an empty or unreadable one."""
    hours, _, minutes = time.partition(":")
    if not (hours.isdigit() and minutes.isdigit()):
        return float("nan")
    return int(hours) + int(minutes) / 60


def approximate_ends(edtf: str) -> tuple[bool, bool]:
    """Whether the first and the last day of a date are approximate; both where it is one date and not an interval."""
    start, _, end = edtf.partition("/")
    return bool(set("~%") & set(start)), bool(set("~%") & set(end or start))


def _shown(text: str) -> str:
    """A title or name on one line, with nothing invisible in it."""
    return show_controls(" ".join(text.split()))
