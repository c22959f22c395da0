"""Exports out of the window: what is asked for, what of it leaves, and the writing of it off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from board.focus import UNASSIGNED
from board.session import Session
from board.tasks import Task, TaskControl
from db import Board, Profile
from db.columns import OPEN_FUTURE, OPEN_PAST
from db.names import show_controls
from db.releasing import Released, Scope, release
from db.writers import FORMATS, write

FIRST_ROWS = 12

Row = tuple[str, str, str, str]  # when, where, what, grade


@dataclass(frozen=True, slots=True)
class Export:
    """One export as it was chosen."""

    kind: str  # a code of FORMATS
    profile: Profile
    scope: Scope


def scopes(session: Session) -> list[tuple[str, Scope]]:
    """What can be exported now, each with its words: the focus, the whole board, the selected incident."""
    state = session.focus.state
    found: list[tuple[str, Scope]] = []
    if state.narrowed() or state.window is not None:
        ids = session.columns.ids[session.places_in_focus()]
        places = tuple(one for one in state.flashpoints if one != UNASSIGNED)
        focus = Scope(ids, places, tuple(state.actors), session.as_of(), state.window)
        found.append((f"What is in focus ({_incidents(len(ids))})", focus))
    found.append((f"The whole board ({_incidents(len(session.columns))})", Scope(as_of=state.as_of)))
    if state.incident is not None:
        found.append(("The selected incident", Scope((state.incident,), as_of=state.as_of)))
    return found


def _incidents(count: int) -> str:
    return _counted(count, "incident")


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What of an export may leave and what stays, in words, to be shown before anything does."""

    counts: str
    rows: tuple[Row, ...]  # of the first incidents that leave, just as they leave
    held_back: tuple[str, ...]
    lacking: dict[str, str]  # code of a format -> what it has no room for; only of formats that lack something


def look(session: Session, export: Export, show: Callable[[Task, Leaving], None]) -> Task:
    """Look in a thread of its own at what would leave; `show` hears of it, and of which task, unless it was cancelled."""
    task = session.tasks.start("Counting what leaves", partial(_look, session.board, export))
    task.succeeded.connect(partial(show, task))
    return task


def _look(board: Board, export: Export, control: TaskControl) -> Leaving:
    with board.again() as own:
        released = release(own, export.profile, export.scope)
        control.progress(0, 0)
        counts = counts_of(released)
        control.progress(0, 0)
        return Leaving(counts, first_rows(released), tuple(released.held_back_sentences()), lacking(released))


def lacking(released: Released) -> dict[str, str]:
    """Code of a format -> what of this it leaves out."""
    columns, ids = released.columns, released.incident_ids
    rows = np.searchsorted(columns.ids, ids)
    undated = int(((columns.earliest[rows] <= OPEN_PAST) & (columns.latest[rows] >= OPEN_FUTURE)).sum())
    nowhere = len(ids) if released.profile.positions == "none" else int(np.isnan(columns.latitude[rows]).sum())
    points = sum(one.latitude is None and not one.area for one in released.flashpoints)
    unplaced = " and ".join(
        _counted(count, noun) for count, noun in ((nowhere, "incident"), (points, "flashpoint")) if count
    )
    left_out = f" Left out, their position not being known: {unplaced}." if unplaced else ""
    unmapped = f"A map holds incidents and flashpoints only.{left_out}"
    ties = "A graph holds actors and relationships only: no incident leaves by itself."
    found = {
        "csv": "A CSV table holds the incidents only.",
        "md": "A chronology holds the incidents and their sources only.",
        "geojson": unmapped,
        "kml": unmapped,
        "ics": "A calendar holds the incidents only."
        + (f" Left out, the date not being known: {_incidents(undated)}." if undated else ""),
        "gexf": ties,
        "graphml": ties,
        "zip": "Only the files attached to these incidents and their sources leave.",
    }
    return {kind: words for kind, words in found.items() if words}


def counts_of(released: Released) -> str:
    """How much leaves, in words."""
    others = (_counted(len(getattr(released, f"{noun}s")), noun) for noun in ("flashpoint", "actor", "relationship"))
    sources = _counted(len(released.source_ids), "source")
    return ", ".join((_incidents(len(released.incident_ids)), *others, sources))


def first_rows(released: Released) -> tuple[Row, ...]:
    """(when, where, what, grade) of the first incidents that leave, just as they leave."""
    return tuple(
        (one.date.text() if one.date.edtf else "not known", one.place or one.district, one.title, one.grade)
        for one in released.some_incidents(released.incident_ids[:FIRST_ROWS].tolist())
    )


def suggested_name(session: Session, kind: str) -> str:
    """A file name beside the board."""
    return str(session.board.path.with_name(session.board.path.stem + FORMATS[kind].suffix))


def start(session: Session, export: Export, path: Path) -> Task:
    """Write the file in a thread of its own; the end is told as it is. A file that is there was asked about before."""
    return session.tasks.start(
        f"Exporting {path.name}",
        partial(_write, session.board, export, path),
        on_success=partial(_tell, session, path),
        on_failure=partial(_tell_failure, session),
        on_cancel=partial(_tell_cancel, session, path),
    )


def _write(board: Board, export: Export, path: Path, control: TaskControl) -> tuple[str, list[str]]:
    with board.again() as own:
        released = release(own, export.profile, export.scope)
        told = write(released, export.kind, path, control.progress, replace=True)
        return counts_of(released), told


def _tell(session: Session, path: Path, result: tuple[str, list[str]]) -> None:
    counts, told = result
    words = f"“{show_controls(path.name)}” was written: {counts}."
    session.said.emit(" ".join([words, *told]), "done")


def _tell_failure(session: Session, sentence: str) -> None:
    session.said.emit(sentence, "error")


def _tell_cancel(session: Session, path: Path) -> None:
    session.said.emit(f"The export was cancelled; “{show_controls(path.name)}” was not written.", "note")
