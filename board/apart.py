"""What a thread does for a long write: the work of a session on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from board.tasks import TaskControl
from db import Board, Changes

_MANY_ROWS = 5_000  # an import of more takes seconds to be undone


def on_own_connection(board: Board, work: Callable[[Board, TaskControl], Any], control: TaskControl) -> Any:
    """Do the work on a connection of its own, closed at its end."""
    with board.again(read_only=False) as own:
        return work(own, control)


def run_named(
    name: str, work: Callable[[Board, TaskControl], object], board: Board, control: TaskControl
) -> Changes:
    """Do the work as one named command."""
    with board.command(name):
        work(board, control)
    return board.last_changes


def without_control(work: Callable[[Board], object], board: Board, _control: TaskControl) -> None:
    """Do work that does not tell how far it is."""
    work(board)


def travel(board: Board, _control: TaskControl, *, back: bool) -> Changes:
    """Undo or redo the next step."""
    return board.undo() if back else board.redo()


def takes_long(board: Board, name: str, *, back: bool) -> bool:
    """Whether to undo or redo a step of this name takes so long that it is done apart: that of a large import."""
    if not name.startswith("Import "):
        return False
    if not back:
        return True  # how much an undone import holds is packed away with it
    latest = board.imports.all()[:1]
    return any(one.added + one.updated + one.withdrawn > _MANY_ROWS for one in latest)
