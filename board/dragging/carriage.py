"""All that one window needs for carrying: router, rules, menus, keys and what other programs get, put together."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QWidget

from board.commands.carrying import Carrier
from board.commands.copying import Copier
from board.commands.takeaway import Takeaway
from board.commands.targets import Target
from board.dragging.by_key import Hand, Place
from board.dragging.choices import ChoiceMenu
from board.dragging.router import DropRouter, OutsideDrops, Veil
from board.dragging.zone import DropZone
from board.session import Session


class TakesDrops(Protocol):
    """A panel."""

    def accept_drops(self, router: DropRouter) -> Place:
        """Install its zones; what is returned answers for the keyboard."""


class Carriage(QObject):
    """One a window; `carrier` has the signals that its forms are connected to."""

    def __init__(self, session: Session, window: QWidget, outside: OutsideDrops, veil: Veil) -> None:
        super().__init__(window)
        self.carrier = Carrier(session, self)
        self.takeaway = Takeaway(session)
        self.router = DropRouter(self)
        self.router.outside, self.router.veil = outside, veil
        self.router.own, self.router.gives = self.carrier, self.takeaway
        self.choices = ChoiceMenu(window)
        self.carrier.choice_asked.connect(self.choices.ask)
        self.copier = Copier(session, self)
        self.hand = Hand(session, self.router, self.copier, self)
        self._places: list[tuple[QWidget, Place]] = []

    def serve(self, widget: QWidget, panel: TakesDrops) -> None:
        """Let a panel be dropped on and carried from; while `widget` has the keyboard, by key too."""
        self._places.append((widget, panel.accept_drops(self.router)))
        self.hand.serve(self._places)

    def serve_whole(self, widget: QWidget, target: Target) -> None:
        """Let a widget be dropped on as one thing."""
        DropZone(widget, self.router, partial(_always, target), partial(_all_of, widget))

    def close(self) -> None:
        """The window goes: take away the files that were dragged out of it."""
        self.takeaway.close()


def _always(target: Target, _place: QPoint) -> Target:
    return target


def _all_of(widget: QWidget, target: Target | None) -> QRect | None:
    return widget.rect() if target is not None else None
