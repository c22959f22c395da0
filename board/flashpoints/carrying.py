"""What is carried onto the cards, and the cards that are carried off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from board.commands.targets import Target
from board.dragging.router import DropRouter
from board.dragging.zone import DropZone
from board.flashpoints.view import CardList
from board.focus import UNASSIGNED
from board.session import Session


class CardDrops:
    """Ties the list of cards, and the place to drop below it, to the router of the window."""

    def __init__(
        self,
        session: Session,
        cards: CardList,
        hint: QWidget,
        beside: Callable[[], int | None],
        router: DropRouter,
    ) -> None:
        """`beside()` is the flashpoint that gets what is dropped on the hint."""
        self._session, self._cards, self._hint, self._beside, self._router = session, cards, hint, beside, router
        self._zones = (
            DropZone(cards, router, self._card_at, self._card_box),
            DropZone(hint, router, self._hinted, self._hint_box),
        )
        cards.lift_asked.connect(self._lift)

    def target_of(self, flashpoint_id: int | None) -> Target | None:
        """A card as a target; the one of the unassigned has no name that something could be about."""
        if flashpoint_id == UNASSIGNED:
            return Target("flashpoint", UNASSIGNED)
        point = self._session.flashpoints.get(flashpoint_id or 0)
        return Target("flashpoint", point.id, point.name) if point is not None else None

    def _card_at(self, place: QPoint) -> Target | None:
        return self.target_of(self._cards.id_under(place))

    def _card_box(self, target: Target | None) -> QRect | None:
        return self._cards.box_of(target.id) if target is not None else None

    def _hinted(self, _place: QPoint) -> Target | None:
        return self.target_of(self._beside()) if self._beside() is not None else None

    def _hint_box(self, target: Target | None) -> QRect | None:
        return self._hint.rect() if target is not None else None

    def _lift(self, flashpoint_id: int) -> None:
        point = self._session.flashpoints.get(flashpoint_id)
        if point is not None:
            self._router.lift(self._cards, "flashpoint", [point.id], point.name)

    # -- by key
    def carried_here(self) -> tuple[str, list[int], str] | None:
        """The card that the keyboard is on."""
        point = self._session.flashpoints.get(self._cards.current_id() or 0)
        return ("flashpoint", [point.id], point.name) if point is not None else None

    def target_here(self) -> tuple[Target, QPoint] | None:
        """The same as a target."""
        current = self._cards.current_id()
        target = self.target_of(current)
        if target is None:
            return None
        return target, self._cards.viewport().mapToGlobal(self._cards.box_of(target.id).center())
