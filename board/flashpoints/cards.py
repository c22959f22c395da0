"""What one flashpoint card says, worked out from counts alone: no incident is visited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from board.flashpoints import levels
from board.flashpoints.sparkline import bin_edges
from board.focus import UNASSIGNED
from board.session import Session
from db.columns import APPROXIMATE, HEDGED, OPEN_FUTURE, OPEN_PAST
from db.dates import from_days, iso_of
from db.names import show_controls
from db.records import Flashpoint, LevelEntry
from db.trend import Trend, compare, edges, explain
from db.vocabulary import LEVELS

MAIN_ACTORS = 4
_DOUBTFUL = 4  # credibility of an incident that is told as reported only
_ABOUT_A_DAY = 7  # days that an approximate single day spans at most
_SHORT_YEAR_DAYS = 200  # a day this near the window's end is told without its year


@dataclass(frozen=True, slots=True)
class Card:
    """One card; texts are ready to be drawn."""

    flashpoint_id: int  # UNASSIGNED for the card of incidents at no flashpoint
    name: str
    level: str  # a code of LEVELS, "" where none was given on that day
    level_words: str
    status: str  # after the level: “last 14 Jun”
    actors: tuple[str, ...]
    other_names: tuple[str, ...]
    count: int
    series: NDArray[np.int64]
    trend: Trend
    checked: str
    stale: bool
    closed: bool = False
    sources: int | None = None  # None: not counted
    level_since: str = ""

    @property
    def is_unassigned(self) -> bool:
        """Whether it stands for the incidents at no flashpoint."""
        return self.flashpoint_id == UNASSIGNED

    def foot(self) -> str:
        """The last line: when it was checked, and how many sources spoke of it in the window."""
        if self.sources is None:
            return self.checked
        many = (
            "no source active"
            if not self.sources
            else f"{self.sources:,} source{'' if self.sources == 1 else 's'} active"
        )
        return f"{self.checked} · {many}" if self.checked else many

    def tooltip(self) -> str:
        """Everything that the card has no room for, in plain lines."""
        names = "Also: " + ", ".join(self.other_names) if self.other_names else ""
        actors = "Most often named: " + ", ".join(self.actors) if self.actors else ""
        level = f"{self.level_words} {self.level_since}".strip() if not self.is_unassigned else ""
        return "\n".join(filter(None, (self.name, level, names, actors, explain(self.trend), self.foot())))


class _AllFigures:
    """The counts of all groups of `Activity.by_flashpoint` for one focus."""

    def __init__(self, session: Session) -> None:
        days, (first, last) = session.activity().by_flashpoint, session.window()
        start, late, end = edges(last, session.full_span()[0])
        self.earlier_days = late - start
        self.counts = days.counts(first, last)
        self.series = days.series(bin_edges(first, last))
        self.late = days.counts(late, end - 1)
        self.earlier = days.counts(start, late - 1) if late > start else np.zeros_like(self.late)


class CardMaker:
    """Makes the cards of one session; the level histories are read anew by `reload`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._levels: Mapping[int, Sequence[LevelEntry]] = {}
        self._figures_of: _AllFigures | None = None
        self.reload()

    def reload(self) -> None:
        """Read the level histories."""
        self._levels = levels.histories(self._session.board.flashpoints.levels())
        self._some_unassigned = bool((self._session.columns.flashpoint < 0).any())

    def refresh(self) -> None:
        """The focus is another one: count again, for all flashpoints at once."""
        self._figures_of = _AllFigures(self._session)

    def level_on(self, flashpoint: Flashpoint) -> str:
        """The level of a flashpoint on the as-of day."""
        return levels.level_on(flashpoint, self._levels, self._session.as_of())[0]

    def has_unassigned(self) -> bool:
        """Whether any incident belongs to no flashpoint."""
        return self._some_unassigned

    def counts(self) -> dict[int, int]:
        """Incidents in the window by flashpoint id; UNASSIGNED too."""
        counts = self._all().counts
        ids = self._session.columns.flashpoint_ids
        found = {int(flashpoint_id): int(count) for flashpoint_id, count in zip(ids, counts, strict=False)}
        return found | {UNASSIGNED: int(counts[-1])}

    def make(self, flashpoint_id: int) -> Card:
        """The card of one flashpoint as the focus stands."""
        figures = self._figures(self._session.group_of(flashpoint_id))
        if flashpoint_id == UNASSIGNED:
            status = "incidents at no flashpoint"
            return replace(figures, flashpoint_id=UNASSIGNED, name="Unassigned", status=status, checked="", stale=False)
        flashpoint = self._session.flashpoints[flashpoint_id]
        level, entry = levels.level_on(flashpoint, self._levels, self._session.as_of())
        checked, stale = levels.checked_words(flashpoint.last_checked, self._session.as_of())
        if flashpoint.last_checked.latest is None and figures.trend.late:
            stale = False  # where something is heard nobody takes silence for calm
        since = f"since {entry.since.text()}" if entry is not None and entry.since.edtf else ""
        no_incident = entry.note if entry is not None and entry.note else "no incident yet"
        closed = flashpoint.closed.latest is not None and flashpoint.closed.latest <= self._session.as_of()
        return replace(
            figures,
            flashpoint_id=flashpoint_id,
            name=show_controls(flashpoint.name),
            level=level,
            level_words=LEVELS.label(level) or "No level yet",
            status="closed" if closed else show_controls(figures.status or no_incident),
            other_names=tuple(show_controls(name) for name in flashpoint.other_names),
            checked=checked,
            stale=stale,
            closed=closed,
            level_since=since,
        )

    def _all(self) -> _AllFigures:
        if self._figures_of is None:
            self.refresh()
        assert self._figures_of is not None
        return self._figures_of

    def _figures(self, group: int | None) -> Card:
        """The counts of one group of `Activity.by_flashpoint`; all zero for None."""
        figures, last = self._all(), self._session.window()[1]
        if group is None:
            nothing = np.zeros(figures.series.shape[1], np.int64)
            return _bare(0, nothing, compare(0, 0, figures.earlier_days), "", ())
        trend = compare(int(figures.late[group]), int(figures.earlier[group]), figures.earlier_days)
        which, count = np.array([group]), int(figures.counts[group])
        return _bare(count, figures.series[group], trend, self._last_words(which, last), self._actors(which))

    def _actors(self, which: NDArray[np.int64]) -> tuple[str, ...]:
        session = self._session
        counts = session.activity().actor_counts(*session.window(), which)
        top = np.argsort(-counts, kind="stable")[:MAIN_ACTORS]
        ids = [int(session.columns.actor_ids[place]) for place in top if counts[place] > 0]
        return tuple(show_controls(session.actors[actor_id].label) for actor_id in ids if actor_id in session.actors)

    def _last_words(self, which: NDArray[np.int64], last: int) -> str:
        """The newest incident up to the window's end: “last 14 Jun”, “reported Jun 2017” if it is in doubt."""
        session, columns = self._session, self._session.columns
        found = session.activity().in_order.page(OPEN_PAST, last, which, 8)
        if not len(found):
            return ""
        # "by 16 June" may lie long before it: it is the last word only where nothing else is known
        begun = found[columns.earliest[found] > OPEN_PAST]
        place = begun[0] if len(begun) else found[0]
        doubtful = bool(columns.flags[place] & HEDGED) or columns.credibility[place] >= _DOUBTFUL
        first, final = int(columns.earliest[place]), int(columns.latest[place])
        about = bool(columns.flags[place] & APPROXIMATE)
        return f"{'reported' if doubtful else 'last'} {_day_words(first, final, about, last)}"


def _bare(count: int, series: NDArray[np.int64], trend: Trend, status: str, actors: tuple[str, ...]) -> Card:
    return Card(UNASSIGNED, "", "", "", status, actors, (), count, series, trend, "", False)


def _day_words(first: int, last: int, about: bool, reference: int) -> str:
    """The days from first to last as a card tells them; without the year where `reference` is near."""
    return _told(first, last, about, abs(reference - last) < _SHORT_YEAR_DAYS)


@lru_cache(maxsize=4096)
def _told(first: int, last: int, about: bool, near: bool) -> str:
    if first == OPEN_PAST:
        return f"by {_told(last, last, about, near)}"
    if last == OPEN_FUTURE:
        return f"from {_told(first, first, about, near)}"
    if about and last - first <= _ABOUT_A_DAY:
        middle = (first + last) // 2
        return "≈ " + _told(middle, middle, False, near)
    text = from_days(first, last).short()
    bare = text.rsplit(" ", 1)[0]
    one_year = iso_of(first)[:4] == iso_of(last)[:4]
    return bare if near and one_year and any(character.isdigit() for character in bare) else text
