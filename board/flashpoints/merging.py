"""Two cards made one: says first what happens to what, then does it as one step."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from board.commands.carry_offers import named
from board.forms.asking import ask
from board.session import MANY_RECORDS, Session
from db import Board
from db.records import LevelEntry
from db.vocabulary import LEVELS


def merge_flashpoints(session: Session, from_id: int, into_id: int, parent: QWidget) -> None:
    """Ask, and merge the first flashpoint into the second."""
    if session.read_only or session.refuses():
        return
    gone, kept = session.flashpoints[from_id], session.flashpoints[into_id]
    title = f"Merge {named(gone.name)} into {named(kept.name)}?"
    box = QMessageBox(QMessageBox.Icon.Question, "Merge flashpoints", title, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText("\n".join(consequences(session, from_id, into_id)))
    merge = box.addButton("Merge", QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    ask(box)
    if box.clickedButton() is not merge or from_id not in session.flashpoints or into_id not in session.flashpoints:
        return
    name = f"Merge flashpoint {gone.name} into {kept.name}"
    chosen = session.focus.state.flashpoints
    if from_id in chosen:
        session.focus.set(flashpoints=(chosen - {from_id}) | {into_id})
    if _incidents_at(session, from_id) > MANY_RECORDS:
        session.run_apart(name, partial(_merge, from_id, into_id))
    else:
        session.run(name, partial(_merge, from_id, into_id, session.board))


def consequences(session: Session, from_id: int, into_id: int) -> list[str]:
    """What merging does, a sentence a line."""
    board, gone, kept = session.board, session.flashpoints[from_id], session.flashpoints[into_id]
    levels = board.flashpoints.levels(from_id)
    ties = sum(tie.flashpoint_id == from_id for tie in session.relationships.values())
    counts = (
        (_incidents_at(session, from_id), "incident"),
        (len(levels), "entry of its levels", "entries of its levels"),
        (ties, "relationship"),
        (len(board.citations.of("flashpoint", from_id)), "citation"),
    )
    moved = [_counted(*count) for count in counts if count[0]]
    goes, stays = named(gone.name), named(kept.name)
    names = [named(name) for name in (gone.name, *gone.other_names) if name.casefold() != kept.name.casefold()]
    lines = [f"{_listed(moved)} {'goes' if moved[0].startswith('1 ') and len(moved) == 1 else 'go'} to {stays}."
             if moved else f"Nothing belongs to {goes} yet."]  # fmt: skip
    if names:
        lines.append(f"{stays} is then also known as {_listed(names)}.")
    both = [*levels, *board.flashpoints.levels(into_id)]
    newest = max(both, key=_since) if both else None
    if newest is not None and newest.level != kept.level:
        lines.append(f"Its level is then {LEVELS.label(newest.level).lower()}, the newest of both histories.")
    lines.append(f"{goes} is gone. Ctrl+Z brings all of it back.")
    return lines


def _since(entry: LevelEntry) -> tuple[int, int]:
    return -(10**9) if entry.since.earliest is None else entry.since.earliest, entry.id


def _incidents_at(session: Session, flashpoint_id: int) -> int:
    group = session.group_of(flashpoint_id)
    return 0 if group is None else int(np.count_nonzero(session.columns.flashpoint == group))


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _merge(from_id: int, into_id: int, board: Board) -> None:
    board.flashpoints.merge(from_id, into_id)
