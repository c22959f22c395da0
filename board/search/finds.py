"""What a typed text finds, as the rows that the search shows: the records of the board, and the commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.dates import from_edtf
from db.errors import BoardError
from db.names import fold
from db.vocabulary import LEVELS

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from board.session import Session

PAGE = 50


@dataclass(frozen=True, slots=True)
class Find:
    """One row: `kind` is heading, command, narrow, flashpoint, actor, incident, source or problem."""

    kind: str
    text: str
    detail: str = ""
    id: int = 0
    action: QAction | None = None

    @property
    def chosen(self) -> bool:
        """Whether the row can be chosen."""
        return self.kind not in ("heading", "problem")


def finds_for(session: Session, actions: Sequence[QAction], text: str) -> list[Find]:
    """Rows for a text: the records first, newest on top, then the commands whose name holds its words."""
    text = text.strip()
    if not text:
        return [Find("heading", "Commands"), *_commands(actions, "")]
    try:
        results = session.board.search(text, PAGE, columns=session.columns)
    except BoardError as error:
        return [Find("problem", str(error))]
    rows: list[Find] = []
    for title, hits in (("Flashpoints", results.flashpoints), ("Actors", results.actors)):
        rows += _group(title, [Find(hit.kind, hit.title, _detail(hit.kind, hit.detail), hit.id) for hit in hits])
    if results.incidents:
        rows.append(Find("heading", "Incidents, newest entry first"))
        count = f"{len(results.incidents)}{'+' if results.more else ''}"
        rows.append(Find("narrow", f"Show only incidents that match “{text}”", count))
        rows += [Find(hit.kind, hit.title, _detail(hit.kind, hit.detail), hit.id) for hit in results.incidents]
    rows += _group("Sources", [Find(hit.kind, hit.title, hit.detail, hit.id) for hit in results.sources])
    rows += _group("Commands", _commands(actions, text))
    if not rows:
        rows.append(Find("problem", "Nothing on this board matches. Try fewer words, or another spelling."))
    return rows


def _group(title: str, rows: list[Find]) -> list[Find]:
    return [Find("heading", title), *rows] if rows else []


def _detail(kind: str, detail: str) -> str:
    if kind == "incident":
        return from_edtf(detail).short() if detail else "no date"
    return LEVELS.label(detail) if kind == "flashpoint" else detail


def _commands(actions: Sequence[QAction], text: str) -> list[Find]:
    words = fold(text).split()
    rows = []
    for action in actions:
        name = action.text().replace("&", "")
        if action.isEnabled() and all(word in fold(name) for word in words):
            rows.append(Find("command", name, action.shortcut().toString(), 0, action))
    return rows
