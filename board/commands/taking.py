"""Take what was dropped: read it off the GUI thread, one thing after the other, put it into the tray, tell the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from board.commands.aims import aim_of
from board.commands.items import Item, ItemEnd, told
from board.commands.preparing import Known, Prepared, Preparer, Table
from board.commands.spool import Spool
from board.commands.storing import store
from board.commands.targets import Target
from board.session import Session
from board.tasks import Task, TaskControl
from db import Board, BoardError, Cancelled, Changes
from db.drafts import Aim
from db.names import show_controls

_LARGE = 4_000_000  # bytes: a write of more would hold up the window


@dataclass
class _Batch:
    """The items of one drop, and what came of them so far."""

    items: Sequence[Item]
    target: Target
    sentences: Sequence[str] = ()
    again: bool = False
    kept: Path | None = None  # where the spool has it
    faulty: bool = False  # a fault of the program stopped one of them, which the spool keeps
    ends: list[ItemEnd] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BatchEnd:
    """The end of one drop."""

    ends: tuple[ItemEnd, ...]
    target: Target
    sentence: str
    tone: str


class TakingFlow(QObject):
    """Takes the items of drops, one drop after the other.

    Signals: document_arrived(int document id): it is in the tray; batch_ended(BatchEnd): a drop is done.
    """

    document_arrived = Signal(object)
    batch_ended = Signal(object)

    def __init__(self, session: Session, spool: Spool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._spool = session, spool
        self._waiting: deque[_Batch] = deque()
        self._batch: _Batch | None = None
        self._held: Prepared | None = None  # prepared while a long write held the board
        self._task: Task | None = None
        session.busy_changed.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether something is being read or waits for it."""
        return self._batch is not None

    @property
    def waits_for_the_board(self) -> bool:
        """Whether something was read and cannot be stored before another write has ended."""
        return self._held is not None

    def start(
        self, items: Sequence[Item], target: Target, *, sentences: Sequence[str] = (), again: bool = False
    ) -> None:
        """Read these; `again`: also what is here already. `sentences`: what else there is to say at the end."""
        kept = self._spool.keep(items, target) if items else None
        self._wait(_Batch(items, target, sentences, again, kept))

    def take_up(self) -> None:
        """Read what was dropped before the program was stopped."""
        given_up = self._spool.given_up()
        for kept in self._spool.take_up():
            self._wait(_Batch(kept.items, kept.target, ("It was dropped before the program ended.",), kept=kept.path))
        if given_up:
            where = given_up[0].parent
            self._session.said.emit(
                f"What was dropped could not be read twice, and is kept in “{where}”. Drop it again, or delete it there.",
                "error",
            )

    def _wait(self, batch: _Batch) -> None:
        self._waiting.append(batch)
        if self._batch is None:
            self._next()

    def _next(self) -> None:
        self._batch = self._waiting.popleft() if self._waiting else None
        if self._batch is None:
            return
        batch = self._batch
        if not batch.items:
            self._finish()
            return
        self._work_on(batch.items)

    def _work_on(self, items: Sequence[Item]) -> None:
        """Read these of the present batch in a thread."""
        batch = self._batch
        if batch is None:
            return
        name = items[0].name if len(items) == 1 else f"{len(items):,} documents"
        aim = aim_of(batch.target, self._session)
        self._task = self._session.tasks.start(
            f"Reading {name}",
            partial(_work_through, self._session.board, tuple(items), aim, batch.again),
            on_handed=self._take_prepared,
            on_success=self._finish,
            on_failure=self._fail,
            on_cancel=self._cancelled,
        )

    # -- what the thread hands over
    def _take_prepared(self, what: object) -> None:
        batch = self._batch
        if batch is None:
            return
        if isinstance(what, ItemEnd):
            batch.ends.append(what)
        elif isinstance(what, Known):
            batch.ends.append(_end_of_known(what))
        elif isinstance(what, Table):
            batch.ends.append(ItemEnd(what.item, "table"))
        elif isinstance(what, Prepared):
            self._store(what)
            return
        self._done()

    def _done(self) -> None:
        """The thread may go on to the next item."""
        if self._task is not None:
            self._task.control.taken()

    def _store(self, prepared: Prepared) -> None:
        """Write what was read; wait where another long write holds the board: nothing dropped is lost."""
        if self._session.busy:
            self._held = prepared
            return
        batch = self._batch
        if batch is None:
            self._done()
            return
        if prepared.size > _LARGE:
            self._session.write_apart(
                f"Storing {prepared.item.name}",
                f"“{prepared.item.name}” is being put into the board.",
                partial(_store_apart, prepared, batch.target),
                on_success=self._stored_apart,
                on_failure=partial(self._not_stored, prepared),
                on_cancel=partial(self._not_stored, prepared, "Cancelled."),
            )
            return
        try:
            ends = store(self._session.board, prepared, batch.target)
        except BoardError as error:
            self._not_stored(prepared, str(error))
            return
        except BaseException:  # the thread must not wait for ever, and the drop stays in the spool
            batch.faulty = True
            self._not_stored(prepared, f"“{prepared.item.name}” was not stored because of a fault in the program.")
            raise
        self._stored(self._session.board.last_changes, ends)

    def _stored_apart(self, result: tuple[Changes, list[ItemEnd]]) -> None:
        self._stored(*result)

    def _stored(self, changes: Changes, ends: list[ItemEnd]) -> None:
        if self._batch is not None:
            self._batch.ends.extend(ends)
        self._session.tell(changes)
        for end in ends:
            if end.outcome == "tray":
                self.document_arrived.emit(end.document_id)
        self._done()

    def _not_stored(self, prepared: Prepared, sentence: str) -> None:
        if self._batch is not None:
            self._batch.ends.append(ItemEnd(prepared.item, "refused", sentence))
        self._done()

    def _go_on(self, busy: str) -> None:
        if not busy and self._held is not None:
            held, self._held = self._held, None
            self._store(held)

    # -- the end of a drop
    def _finish(self, _result: object = None) -> None:
        batch = self._batch
        if batch is None:
            return
        if not batch.faulty:
            self._spool.forget(batch.kept)
        sentence, tone = told(batch.ends, batch.sentences)
        if sentence:
            self._session.said.emit(sentence, tone)
        self.batch_ended.emit(BatchEnd(tuple(batch.ends), batch.target, sentence, tone))
        self._next()

    def _fail(self, sentence: str) -> None:
        """A fault stopped the thread: go on behind the item that it met, which is tried again at the next opening."""
        batch, rest = self._batch, self._unread()
        if batch is None or not rest:
            self._finish()
            return
        batch.faulty = True
        batch.ends.append(ItemEnd(rest[0], "refused", f"“{rest[0].name}” was not read. {sentence}"))
        if rest[1:]:
            self._work_on(rest[1:])
        else:
            self._finish()

    def _cancelled(self) -> None:
        self._held = None
        if self._batch is not None:
            self._batch.ends.extend(ItemEnd(item, "cancelled") for item in self._unread())
        self._finish()

    def _unread(self) -> list[Item]:
        """The items of the present batch that have not ended."""
        if self._batch is None:
            return []
        ended = {id(end.item) for end in self._batch.ends}
        return [item for item in self._batch.items if id(item) not in ended]


# -- in a thread of their own
def _work_through(board: Board, items: tuple[Item, ...], aim: Aim, again: bool, control: TaskControl) -> None:
    with board.again() as own:
        preparer = Preparer(own, aim, again, control)
        for number, item in enumerate(items, 1):
            control.progress(number - 1, len(items) if len(items) > 1 else 0, item.name)
            try:
                prepared: object = preparer.prepare(item)
            except Cancelled:
                raise
            except BoardError as error:
                prepared = ItemEnd(item, "refused", str(error))
            control.hand_over(prepared)


def _end_of_known(known: Known) -> ItemEnd:
    likeness = known.likeness
    where = "is in the tray already" if likeness.document_id is not None else "is on the board as a source already"
    title = f", as “{show_controls(likeness.title)}”" if likeness.title not in ("", known.item.name) else ""
    sentence = f"“{known.item.name}” {where}{title}."
    return ItemEnd(known.item, "known", sentence, document_id=likeness.document_id, source_id=likeness.source_id)


def _store_apart(
    prepared: Prepared, target: Target, board: Board, _control: TaskControl
) -> tuple[Changes, list[ItemEnd]]:
    ends = store(board, prepared, target)
    return board.last_changes, ends
