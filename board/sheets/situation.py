"""What the sheets of one printing share: the released records by id, the numbers of the sources, what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from board.sheets.choices import Choices
from board.sheets.words import Run
from db import Board
from db.columns import OPEN_FUTURE, OPEN_PAST, WITHDRAWN
from db.dates import date_of, from_days, today
from db.records import Actor, Citation, Flashpoint, Incident, SheetRecord, Source
from db.releasing import Released, Scope, coarse_days, release
from db.trend import Trend, compare, edges
from db.wording import counted

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Told:
    """An incident with its citations."""

    incident: Incident
    citations: tuple[Citation, ...]


class Situation:
    """The board as one printing sees it. Everything is read through the release profile."""

    def __init__(self, board: Board, choices: Choices, progress: Progress | None = None) -> None:
        self.board, self.choices = board, choices
        self.progress = progress or _silent
        self.columns = board.columns()
        # the span of what leaves, not of the board: its ends would tell the days of what is held back
        days = choices.window or self.columns.span(self._passing) or (today() - 30, today())
        self.window = coarse_days(*days, choices.profile.dates)
        self.as_of = self.window[1] if choices.as_of is None else choices.as_of
        ids = self._asked()
        self.released: Released = release(
            board,
            choices.profile,
            Scope(
                incident_ids=ids,
                flashpoint_ids=self._flashpoints_asked(),
                actor_ids=self._all_actors() + ((choices.about,) if choices.kind == "actor" else ()),
                as_of=self.as_of,
                window=self.window,
            ),
        )
        self._numbers: dict[int, int] = {}
        self.last_sheet: SheetRecord | None = board.sheets.compared_with(choices.kind, choices.about_key)
        self.changed = board.sheets.changed_since(self.last_sheet) if self.last_sheet else set()
        self.changed_ties = board.sheets.changed_since(self.last_sheet, "relationships") if self.last_sheet else set()

    def _flashpoints_asked(self) -> tuple[int, ...]:
        if self.choices.kind == "flashpoint":
            return (self.choices.about,)
        if self.choices.kind in ("overview", "pack"):
            return tuple(one.id for one in self.board.flashpoints.all())
        return ()

    def _all_actors(self) -> tuple[int, ...]:
        ties = self.board.relationships.all()
        if self.choices.kind == "flashpoint":  # who stands how to whom there belongs to it, incidents or not
            ties = [tie for tie in ties if tie.flashpoint_id == self.choices.about]
        elif self.choices.kind == "actor":  # whom it stands with is on its sheet, incidents or not
            ties = [tie for tie in ties if self.choices.about in (tie.from_id, tie.to_id)]
        elif self.choices.kind not in ("overview", "pack"):
            ties = []
        return tuple({end for tie in ties for end in (tie.from_id, tie.to_id)})

    def _asked(self) -> NDArray[np.int64]:
        """Ids of the incidents that the sheet is about, by first day; those without any date last."""
        columns, choices = self.columns, self.choices
        if choices.kind == "incident":
            return np.array([choices.about], np.int64)
        first, last = self.window
        mask = (columns.flags & WITHDRAWN) == 0
        if choices.window is not None:  # of all days also what must stay is asked for: it is told that it was held back
            mask &= (columns.earliest <= last) & (columns.latest >= first)
        if choices.kind == "flashpoint":
            place = np.flatnonzero(columns.flashpoint_ids == choices.about)
            mask &= columns.flashpoint == (place[0] if len(place) else -2)
        elif choices.kind == "actor":
            place = np.flatnonzero(columns.actor_ids == choices.about)
            named = np.zeros(len(columns), np.bool_)
            links = np.flatnonzero(columns.link_actor == (place[0] if len(place) else -2))
            named[np.searchsorted(columns.link_start, links, side="right") - 1] = True
            mask &= named
        if choices.incident_ids is not None:
            mask &= columns.among(np.array(choices.incident_ids, np.int64))
        rows = np.flatnonzero(mask)
        begun = np.where(columns.earliest[rows] > OPEN_PAST, columns.earliest[rows], columns.latest[rows])
        rows = rows[np.argsort(begun, kind="stable")]
        return columns.ids[rows]

    # -- records by id
    @cached_property
    def actors(self) -> dict[int, Actor]:
        """The released actors by id."""
        return {actor.id: actor for actor in self.released.actors}

    @cached_property
    def flashpoints(self) -> dict[int, Flashpoint]:
        """The released flashpoints by id."""
        return {flashpoint.id: flashpoint for flashpoint in self.released.flashpoints}

    @cached_property
    def told(self) -> list[Told]:
        """Every incident of the sheet with its citations, in order."""
        found: list[Told] = []
        total = len(self.released.incident_ids)
        for incident, citations in self.released.cited_incidents():
            if len(found) % 500 == 0:
                self.progress(len(found), total, f"{len(found):,} of {total:,} incidents")
            found.append(Told(incident, citations))
        # as they are written: “about 8 June” among those of 8 June, months in order, and no order finer than the dates
        return sorted(found, key=_by_written_day)

    @cached_property
    def sources(self) -> dict[int, Source]:
        """The released sources that are cited, by id."""
        return {source.id: source for source in self.released.sources()}

    def label(self, actor_id: int) -> str:
        """What an actor is called on paper."""
        actor = self.actors.get(actor_id)
        return actor.label if actor else "an actor held back"

    # -- numbers of sources
    def number(self, source_id: int) -> int:
        """The number of a source, given out in the order in which sources are first named."""
        return self._numbers.setdefault(source_id, len(self._numbers) + 1)

    def raised(self, citations: Iterable[Citation]) -> list[Run]:
        """The raised numbers of the sources of a statement: "1,3"; a source that contradicts has a cross before it."""
        told = {
            self.number(one.source_id): "†" if one.bearing == "contradicts" else ""
            for one in citations
            if one.source_id in self.sources
        }
        return [Run(",".join(f"{told[number]}{number}" for number in sorted(told)), raised=True)] if told else []

    def numbered_sources(self) -> list[tuple[int, Source]]:
        """The sources that were named so far, by number."""
        return [(number, self.sources[source_id]) for source_id, number in self._numbers.items()]

    def known_number(self, source_id: int) -> int | None:
        """The number of a source if it has one."""
        return self._numbers.get(source_id)

    # -- figures
    def trend(self, flashpoint_id: int) -> Trend:
        """The last seven days of the window at a flashpoint against the four weeks before; unknown for coarse dates."""
        if self.choices.profile.dates != "day":
            return compare(0, 0, 0)
        columns = self.columns
        place = np.flatnonzero(columns.flashpoint_ids == flashpoint_id)
        here = columns.flashpoint == (place[0] if len(place) else -2)
        here &= ((columns.flags & WITHDRAWN) == 0) & self._passing
        # as the cards on the screen count: whatever may have been in the days, an open end included
        dated = here & ((columns.earliest > OPEN_PAST) | (columns.latest < OPEN_FUTURE))
        span = columns.span(self._passing)
        start, late, end = edges(self.window[1], span[0] if span else None)
        days = columns.earliest[dated], columns.latest[dated]
        counts = [int(((days[0] < stop) & (days[1] >= begin)).sum()) for begin, stop in ((start, late), (late, end))]
        return compare(counts[1], counts[0], late - start)

    @cached_property
    def _passing(self) -> NDArray[np.bool_]:
        everything = release(self.board, self.choices.profile, Scope())
        return np.isin(self.columns.ids, everything.incident_ids)

    def is_new(self, incident_id: int) -> bool:
        """Whether an incident came or changed since the last sheet of this kind."""
        return incident_id in self.changed

    @property
    def some_stayed(self) -> bool:
        """Whether incidents that were asked for may not leave."""
        asked = self.released.scope.incident_ids
        return asked is not None and len(asked) > len(self.released.incident_ids)

    def count_words(self) -> str:
        """How many incidents leave with it."""
        return counted(len(self.released.incident_ids), "incident")

    def window_words(self) -> str:
        """The window in words: “1 May – 20 June 2017”."""
        return from_days(*self.window).text()

    def state_foot(self) -> str:
        """What stands at the foot of each page."""
        return f"State {self.released.state_id} · {self.count_words()} · {self.choices.profile.name}"

    def head_right(self) -> str:
        """What stands at the head of each page."""
        return f"as of {_day(self.as_of)} · printed {_day(today())}"

    def last_sheet_day(self) -> str:
        """The day of the last sheet of this kind, in words."""
        if self.last_sheet is None:
            return ""
        year, month, day = map(int, self.last_sheet.printed_at[:10].split("-"))
        return f"{day} {_MONTHS[month - 1]} {year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(number: int) -> str:
    date = date_of(number)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _by_written_day(told: Told) -> tuple[int, int, str]:
    """Those of which only the end is known come by it, those without any date last."""
    written = told.incident.date.written_day()
    return (written is None, written or 0, told.incident.title.casefold())


def _silent(_done: int, _total: int, _what: str) -> None:
    """Tell nobody."""
