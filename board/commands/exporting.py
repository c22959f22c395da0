"""Exports out of the window: what is asked for, what of it leaves, and the writing of it off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from board.focus import UNASSIGNED
from board.session import Session
from board.tasks import Task, TaskControl
from db import Board, Profile
from db.names import show_controls
from db.releasing import Released, Scope, release
from db.writers import FORMATS, write

FIRST_ROWS = 12


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
    return "1 incident" if count == 1 else f"{count:,} incidents"


def leaving(session: Session, export: Export) -> Released:
    """What of an export may leave, to be shown before it does."""
    return release(session.board, export.profile, export.scope)


def counts_of(released: Released) -> str:
    """How much leaves, in words."""
    others = (f"{len(getattr(released, noun)):,} {noun}" for noun in ("flashpoints", "actors", "relationships"))
    return ", ".join((_incidents(len(released.incident_ids)), *others))


def first_rows(released: Released) -> list[tuple[str, str, str, str]]:
    """(when, where, what, grade) of the first incidents that leave, just as they leave."""
    return [
        (one.date.text() if one.date.edtf else "not known", one.place or one.district, one.title, one.grade)
        for one in released.some_incidents(released.incident_ids[:FIRST_ROWS].tolist())
    ]


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
