"""Records onto the clipboard as words, as a page and as a table: what may leave of them, told as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from board.commands.sentences import MOST_TOLD, as_html, name_of, sentences
from board.session import Session
from board.tasks import Task, TaskControl
from db import Board, Profile
from db.names import isolate, show_controls
from db.records import Citation
from db.releasing import Released, Scope, release
from db.writers import as_csv, table_of

MOST_ROWS = 5_000  # no clipboard is for more; File ▸ Export writes any number
AT_ONCE = 100  # records that are copied while one waits; more are copied in a thread
_OTHERWISE = "File ▸ Release profile of copies… chooses another."

Ids = Sequence[int] | NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Copy:
    """What leaves of the records that were asked for; the table is empty where there are too many rows."""

    kind: str  # incident, flashpoint, actor, source or relationship
    asked: int
    leaving: int
    name: str  # of the only one that leaves, else empty
    text: str = ""
    html: str = ""
    table: str = ""


def released_of(board: Board, profile: Profile, as_of: int, kind: str, ids: Ids) -> Released:
    """What may leave of these; of anything but incidents the whole board is asked, which reads nothing that is not told."""
    # a tie that is copied may be of the past
    day = None if kind == "relationship" else as_of
    return release(board, profile, Scope(ids if kind == "incident" else None, as_of=day))


def make(board: Board, profile: Profile, as_of: int, kind: str, ids: Ids, control: TaskControl | None = None) -> Copy:
    """Words, page and table of these records, in the order of the ids; on the thread of the board."""
    released = released_of(board, profile, as_of, kind, ids)
    leaving = _leaving(released, kind, ids)
    name = name_of(released, kind, int(leaving[0])) if len(leaving) == 1 else ""
    if not len(leaving):
        return Copy(kind, len(ids), 0, name)
    steps = [partial(_text, released, kind, leaving), partial(as_html, released, kind, leaving)]
    if len(leaving) <= MOST_ROWS:
        steps.append(partial(as_csv, released) if kind == "incident" else partial(table_of, released, kind, leaving))
    made: list[str] = []
    for step in steps:
        if control is not None:
            control.progress(len(made), len(steps))
        made.append(step())
    return Copy(kind, len(ids), len(leaving), name, *made)


def _leaving(released: Released, kind: str, ids: Ids) -> Ids:
    if kind == "incident":
        return released.incident_ids
    if kind == "relationship":  # it stays with either of its ends
        there = {tie.id for tie in released.relationships}
        return [one for one in ids if one in there]
    return released.leave(kind, [int(one) for one in ids])


def _text(released: Released, kind: str, ids: Ids) -> str:
    return "\n".join(sentences(released, kind, ids))


def mime_of(copy: Copy) -> QMimeData:
    """The same for the clipboard."""
    mime = QMimeData()
    mime.setText(copy.text)
    mime.setHtml(copy.html)
    if copy.table:
        mime.setData("text/csv", copy.table.encode())
    return mime


def sentence_of(copy: Copy, profile: Profile) -> str:
    """What was copied, what stayed, and what is cut."""
    stays = stays_sentence(copy.asked, copy.leaving, profile)
    if not copy.leaving:
        return stays
    words = isolate(copy.name) if copy.name else f"{copy.leaving:,} {copy.kind}s"
    return " ".join(filter(None, (f"Copied: {words}.", stays, _cut(copy))))


def stays_sentence(asked: int, leaving: int, profile: Profile) -> str:
    """What of so many stays under a profile; empty where nothing does."""
    name = show_controls(profile.name)
    if not leaving:
        return f"Nothing was copied: what is selected stays here under the release profile “{name}”. {_OTHERWISE}"
    if leaving == asked:
        return ""
    return f"{asked - leaving:,} of {asked:,} stay here: the release profile of copies is “{name}”. {_OTHERWISE}"


def _cut(copy: Copy) -> str:
    if copy.leaving > MOST_ROWS:
        return (
            f"The words tell the first {MOST_TOLD:,}, and more than {MOST_ROWS:,} make no table on the clipboard: "
            "File ▸ Export… writes any number."
        )
    return f"The words tell the first {MOST_TOLD:,}; the table holds all." if copy.leaving > MOST_TOLD else ""


class Copier(QObject):
    """Puts records on the clipboard of the system under the profile of copies; where nothing leaves, it stays as it is."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        session.copy_asked.connect(self._asked)

    @property
    def busy(self) -> bool:
        """Whether a long copy is being made."""
        return self._task is not None

    def copy(self, kind: str, ids: Ids) -> None:
        """Copy these records; a copy that is still being made is outrun."""
        session = self._session
        if self._task is not None:
            task, self._task = self._task, None
            task.cancel()
        profile, as_of = session.copy_profile, session.as_of()
        if len(ids) <= AT_ONCE:
            self._put(profile, make(session.board, profile, as_of, kind, ids))
            return
        name = f"Copying {len(ids):,} {kind}s"
        task = session.tasks.start(name, partial(_make_apart, session.board, profile, as_of, kind, ids))
        self._task = task
        task.succeeded.connect(partial(self._end, task, profile))
        task.failed.connect(partial(self._fail, task))
        task.was_cancelled.connect(partial(self._fail, task, "Cancelled. The clipboard is as it was."))

    def _asked(self, kind: str, ids: Ids) -> None:
        if kind == "focus":
            self.copy_focus()
        else:
            self.copy(kind, ids)

    def copy_focus(self) -> None:
        """Copy every incident in focus."""
        ids = self._session.columns.ids[self._session.places_in_focus()]
        if len(ids):
            self.copy("incident", ids)
        else:
            self._session.said.emit("Nothing was copied: no incident is in focus.", "note")

    def _end(self, task: Task, profile: Profile, copy: Copy) -> None:
        if task is self._task:
            self._task = None
            self._put(profile, copy)

    def _fail(self, task: Task, sentence: str) -> None:
        if task is self._task:
            self._task = None
            self._session.said.emit(sentence, "error")

    def _put(self, profile: Profile, copy: Copy) -> None:
        if copy.leaving:
            QGuiApplication.clipboard().setMimeData(mime_of(copy))
        told = (show_controls(self._session.copy_profile_gone()), sentence_of(copy, profile))
        self._session.said.emit(" ".join(filter(None, told)), "note")


def _make_apart(board: Board, profile: Profile, as_of: int, kind: str, ids: Ids, control: TaskControl) -> Copy:
    with board.again() as own:
        return make(own, profile, as_of, kind, ids, control)


def copy_quote(session: Session, citation: Citation) -> None:
    """Put the quote of an incident's citation on the clipboard, if it may leave."""
    released = release(session.board, session.copy_profile, Scope((citation.incident_id or 0,)))
    leaving = released.citations_of("incident", citation.incident_id or 0) if len(released.incident_ids) else ()
    quote = next((one.quote for one in leaving if one.id == citation.id), "")
    if quote:
        QGuiApplication.clipboard().setText(show_controls(quote))
    name = show_controls(session.copy_profile.name)
    kept = f"Nothing was copied: the quote stays here under the release profile “{name}”. {_OTHERWISE}"
    told = (show_controls(session.copy_profile_gone()), "Copied: the quote." if quote else kept)
    session.said.emit(" ".join(filter(None, told)), "note")
