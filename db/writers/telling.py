"""What every format tells alike: whose board, under which profile, and the records with the names they point to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from db.columns import OPEN_FUTURE, OPEN_PAST
from db.dates import iso_of
from db.names import show_controls
from db.records import Citation, Incident, Source
from db.releasing import Released
from db.releasing.coarsening import coarse_days
from db.vocabulary import ACTOR_ROLES, CITATION_BEARINGS, MARKINGS, PRECISION_RADIUS_KM

Progress = Callable[[int, int, str], None]
Writer = Callable[[Released, Path, Progress | None], list[str]]
Cited = tuple[Citation, Source]
Thing = TypeVar("Thing")

AT_ONCE = 500
PROGRAM = "Situation Board"
# what no file of text should hold, and XML must not: control characters aside from tab and line feed
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    """A text for any file: no control character but tab and line feed stays hidden, line breaks are line feeds."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return show_controls(_UNSEEN.sub(_written_out, text))


def one_line(text: str) -> str:
    """The same on a single line."""
    return " ".join(plain(text).split())


def _written_out(found: re.Match[str]) -> str:
    return f"⟦U+{ord(found.group()):04X}⟧"


def facts(released: Released) -> list[tuple[str, str]]:
    """What an export says of itself: name and value. No user, no machine, no path."""
    told = [
        ("Board", one_line(released.title)),
        ("Marking", MARKINGS.label(released.marking)),
        ("Release profile", one_line(released.profile.name)),
        ("As of", "the day of export" if released.as_of is None else iso_of(released.as_of)),
    ]
    if released.window is not None:
        first, last = coarse_days(*released.window, released.profile.dates)
        told.append(("Days looked at", f"{iso_of(first)} to {iso_of(last)}"))
    told += [
        ("State of the board", released.state_id),
        ("Exported", released.generated_at[:10]),
        ("Incidents", f"{len(released.incident_ids):,}"),
    ]
    return told


def batches(things: Iterable[Thing], size: int = AT_ONCE) -> Iterator[list[Thing]]:
    """The things in lists of at most so many."""
    left = iter(things)
    while part := list(islice(left, size)):
        yield part


class Telling:
    """The records of one release with the names that they point to; read in the thread of its board."""

    def __init__(self, released: Released, progress: Progress | None = None, doing: str = "Writing incidents") -> None:
        self.released = released
        self.actors = {actor.id: one_line(actor.label) for actor in released.actors}
        self.flashpoints = {point.id: one_line(point.name) for point in released.flashpoints}
        self._flashpoint_markings = {point.id: point.marking for point in released.flashpoints if point.marking}
        self._progress, self._doing = progress, doing

    def cited_incidents(self) -> Iterator[tuple[Incident, list[Cited]]]:
        """Every incident that leaves, with its citations and their sources; tells the progress."""
        return self._cited(self.released.cited_incidents())

    def in_order(self) -> Iterator[tuple[Incident, list[Cited]]]:
        """The same in the order of days; what has no date comes last."""
        columns, ids = self.released.board.columns(), self.released.incident_ids
        rows = np.searchsorted(columns.ids, ids)
        begins, ends = columns.earliest[rows].astype(np.int64), columns.latest[rows].astype(np.int64)
        day = np.where(begins > OPEN_PAST, begins, np.where(ends < OPEN_FUTURE, ends, OPEN_FUTURE))
        return self._cited(self.released.cited_incidents(np.lexsort((ids, day))))

    def _cited(self, found: Iterator[tuple[Incident, tuple[Citation, ...]]]) -> Iterator[tuple[Incident, list[Cited]]]:
        total, done = len(self.released.incident_ids), 0
        self.step(0, total)
        for part in batches(found):
            wanted = sorted({citation.source_id for _, citations in part for citation in citations})
            sources = {source.id: source for source in self.released.sources(wanted)}
            for incident, citations in part:
                yield incident, [(one, sources[one.source_id]) for one in citations if one.source_id in sources]
            done += len(part)
            self.step(done, total)

    def cited(self, kind: str, record_id: int) -> list[Cited]:
        """The citations of a relationship, a flashpoint or an actor with their sources."""
        citations = self.released.citations_of(kind, record_id)
        sources = {one.id: one for one in self.released.sources(sorted({one.source_id for one in citations}))}
        return [(one, sources[one.source_id]) for one in citations if one.source_id in sources]

    def step(self, done: int, total: int) -> None:
        """Tell how far the writing is; raises `Cancelled` when it was asked to stop."""
        if self._progress is not None:
            self._progress(done, total, self._doing)

    def flashpoint(self, flashpoint_id: int | None) -> str:
        """The name of a flashpoint that leaves, else nothing."""
        return self.flashpoints.get(flashpoint_id or 0, "")

    def roles(self, incident: Incident) -> str:
        """Who took which part: "SDF (Initiator); ISIL (Target, named “Daesh”)"."""
        told = []
        for role in incident.actors:
            named = f", named “{one_line(role.as_named)}”" if role.as_named else ""
            name = self.actors.get(role.actor_id, "an actor")
            told.append(f"{name} ({ACTOR_ROLES.label(role.role)}{named})")
        return "; ".join(told)

    def marking(self, incident: Incident) -> str:
        """The marking that holds for an incident: its own, else the board's; never below that of its flashpoint."""
        own = incident.marking or self.released.board_marking
        at = self._flashpoint_markings.get(incident.flashpoint_id or 0, own)
        return min(own, at, key=MARKINGS.number)

    def marking_of(self, own: str) -> str:
        """The marking of any other record: its own, else the board's."""
        return own or self.released.board_marking


def source_words(source: Source) -> str:
    """Publisher, author, title, date and address of a source as far as they leave."""
    published = source.published.text() if source.published.edtf else ""
    parts = (source.publisher, source.author, f"“{one_line(source.title)}”", published, source.address)
    return ", ".join(filter(None, map(one_line, parts)))


def cited_words(cited: Iterable[Cited]) -> str:
    """The sources of a record on one line, with their grades, and whether they speak against it."""
    told = []
    for citation, source in cited:
        grade = (source.reliability or "–") + (citation.credibility or "–")
        notes = [] if grade == "––" else [grade]
        if citation.bearing != "supports":
            notes.append(CITATION_BEARINGS.label(citation.bearing).lower())
        told.append(source_words(source) + (f" ({', '.join(notes)})" if notes else ""))
    return "; ".join(told)


def radius_km(incident: Incident) -> float | None:
    """How far off the position of an incident may be; None where it has none or nobody said."""
    return None if incident.latitude is None else PRECISION_RADIUS_KM.get(incident.precision)


def iso(day: int | None) -> str:
    """A day as text; empty where it is open or not known."""
    return "" if day is None else iso_of(day)


def killed_words(incident: Incident) -> str:
    """Deaths in words; empty where nothing is known, which is not nobody."""
    low, best, high = incident.deaths_low, incident.deaths_best, incident.deaths_high
    if best is not None:
        around = low is not None and high is not None and not low == best == high
        return f"{best:,}" + (f" ({low:,} to {high:,})" if around else "")
    if low is not None and high is not None:
        return f"{low:,} to {high:,}" if low != high else f"{low:,}"
    if low is not None:
        return f"at least {low:,}"
    return "" if high is None else f"at most {high:,}"
