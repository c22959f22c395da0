"""Where every drag of a window comes together: what hovers is told in words, what is let go is handed to who does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget

from board.commands.carried import MOST_CARRIED, Carried, Passage, carried_in, is_carried
from board.commands.targets import Target
from board.dragging.lifting import begin, words_of

Action = Qt.DropAction
_NOT_OURS = "This drag cannot be read: it was not made by this program"


class OutsideDrops(Protocol):
    """Takes what comes from other programs."""

    def words(self, mime: QMimeData, target: Target) -> tuple[str, bool]:
        """(what dropping this on the target will do, whether it will be taken). Fast: asked on every new target."""

    def take(self, mime: QMimeData, target: Target, *, copy: bool = False) -> None:
        """Do it."""


class OwnDrops(Protocol):
    """Takes records and passages that were carried from one place of the board to another."""

    def words(self, carried: Carried | Passage, target: Target, *, copy: bool = False) -> tuple[str, bool]:
        """(what dropping them on the target will do, whether it will be taken). Fast."""

    def copies(self, carried: Carried | Passage, target: Target) -> bool:
        """Whether holding Ctrl makes a difference on this target."""

    def take(self, carried: Carried | Passage, target: Target, at: QPoint, *, copy: bool = False) -> None:
        """Do it; `at` on the screen is where a menu belongs."""


class Gives(Protocol):
    """What other programs get of records that are dragged out."""

    def mime(self, kind: str, ids: Sequence[int]) -> QMimeData:
        """What a drag of these records offers."""


class Veil(Protocol):
    """Says over the whole window what a drop will do where no single thing is the target."""

    def tell(self, sentence: str, *, willing: bool) -> None:
        """Show the sentence."""

    def hide(self) -> None:
        """Take it away."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told while a drag hovers: the sentence, whether the drop is taken, and as what."""

    sentence: str
    willing: bool
    action: Action = Action.IgnoreAction


class DropRouter(QObject):
    """One a window. `outside`, `own`, `veil` and `gives` are set by who builds the window; without them nothing is taken."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outside: OutsideDrops | None = None
        self.own: OwnDrops | None = None
        self.veil: Veil | None = None
        self.gives: Gives | None = None
        self._carried: Carried | Passage | None = None
        self.lifting = False  # a drag that began in this program is under way
        self._waiting: tuple[Carried | Passage, Target, QPoint, bool] | None = None

    def answer(self, mime: QMimeData, target: Target, *, copy: bool) -> Answer:
        """What is to be told about this drag over this target."""
        if is_carried(mime):
            carried = self._read(mime)
            if carried is None:
                return Answer(_NOT_OURS, False)
            if self.own is None or target.kind == "window":
                return Answer("", False)
            copy = copy and self.own.copies(carried, target)
            sentence, willing = self.own.words(carried, target, copy=copy)
            action = Action.CopyAction if copy else Action.MoveAction
            return Answer(sentence, willing, action if willing else Action.IgnoreAction)
        if self.outside is None:
            return Answer("", False)
        sentence, willing = self.outside.words(mime, target)
        # what is another program's stays there: a move would delete it
        return Answer(sentence, willing, Action.CopyAction if willing else Action.IgnoreAction)

    def take(self, mime: QMimeData, target: Target, at: QPoint, *, copy: bool) -> None:
        """Do what was told. Menus and forms of our own drags wait until the drag is over."""
        if not is_carried(mime):
            if self.outside is not None:
                self.outside.take(mime, target, copy=copy)
            return
        carried = self._read(mime)
        self._carried = None
        if carried is None or self.own is None:
            return
        self._waiting = (carried, target, at, copy and self.own.copies(carried, target))
        if not self.lifting:
            QTimer.singleShot(0, self, self.settle)

    def _read(self, mime: QMimeData) -> Carried | Passage | None:
        """What is carried; of a drag of our own it is read once, however many records there are."""
        if self._carried is None or not self.lifting:
            self._carried = carried_in(mime)
        return self._carried

    def lift(self, source: QWidget, kind: str, ids: Sequence[int], title: str = "") -> None:
        """Drag these records from a widget until the button is let go; then what the drop was for is done."""
        if self.gives is None or not ids:
            return
        self.lifting, self._carried = True, None
        try:
            begin(source, self.gives.mime(kind, ids), words_of(kind, ids[:MOST_CARRIED], title))
        finally:
            self.lifting = False
        self.settle()

    def put(self, carried: Carried | Passage, target: Target, at: QPoint, *, copy: bool = False) -> None:
        """The same without a drag: what was picked up by key is put onto a target."""
        if self.own is not None:
            self.own.take(carried, target, at, copy=copy)

    def settle(self) -> None:
        """The drag is over: now do what it was for."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and self.own is not None:
            carried, target, at, copy = waiting
            QTimer.singleShot(0, self, partial(self.own.take, carried, target, at, copy=copy))
