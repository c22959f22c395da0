"""Carrying without a mouse: pick up what is selected, put it onto what the keyboard is on, or copy it as words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication, QWidget

from board.commands.carried import MOST_CARRIED, RECORD_KINDS, Carried, cut_sentence
from board.commands.copying import Copier
from board.commands.targets import Target
from board.dragging.lifting import words_of
from board.dragging.router import DropRouter
from board.session import Session


class Place(Protocol):
    """What a panel answers for the keyboard."""

    def carried_here(self) -> tuple[str, list[int], str] | None:
        """(kind, ids, title of the first) of what is selected in it; None where nothing is. A relationship is only copied."""

    def target_here(self) -> tuple[Target, QPoint] | None:
        """What a drop by key would go to, and where a menu belongs on the screen; None where nothing is selected."""


class Hand(QObject):
    """Holds what was picked up in one window."""

    def __init__(self, session: Session, router: DropRouter, copier: Copier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._router, self._copier = session, router, copier
        self._places: list[tuple[QWidget, Place]] = []
        self.held: Carried | None = None
        self._words = ""

    def serve(self, places: Iterable[tuple[QWidget, Place]]) -> None:
        """These widgets can be picked up from and put onto."""
        self._places = list(places)

    def _place(self) -> Place | None:
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return next(
            (place for widget, place in self._places if widget is focused or widget.isAncestorOf(focused)), None
        )

    def _selected(self) -> tuple[str, list[int], str] | None:
        place = self._place()
        found = place.carried_here() if place is not None else None
        if found is None or not found[1]:
            self._say("Nothing is selected here: choose an incident, an actor, a flashpoint or a source first.")
            return None
        return found

    def pick_up(self) -> None:
        """Hold what is selected in the panel that has the keyboard."""
        found = self._selected()
        if found is not None:
            kind, ids, title = found
            if kind not in RECORD_KINDS:
                self._say("A relationship stays between its two actors: Ctrl+C copies it as words.")
                return
            self.held = Carried(self._session.board.info().uid, kind, tuple(ids[:MOST_CARRIED]))
            self._words = words_of(kind, ids[:MOST_CARRIED], title)
            cut = f" {cut_sentence(kind, len(ids))}" if len(ids) > MOST_CARRIED else ""
            self._say(f"Picked up: {self._words}. Go to where it belongs, then Ctrl+Shift+V puts it there.{cut}")

    def put_here(self) -> None:
        """Put what is held onto what the keyboard is on."""
        if self.held is None:
            self._say("Nothing is picked up yet: Ctrl+Shift+C picks up what is selected.")
            return
        place = self._place()
        found = place.target_here() if place is not None else None
        if found is None:
            self._say("Nothing is selected here that it could be put onto.")
            return
        target, at = found
        self._router.put(self.held, target, at)

    def copy(self) -> None:
        """Put what is selected on the clipboard, as sentences and as a table."""
        found = self._selected()
        if found is not None:
            self._copier.copy(found[0], found[1])

    def _say(self, sentence: str) -> None:
        self._session.said.emit(sentence, "note")
