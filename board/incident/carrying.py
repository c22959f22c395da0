"""What is carried onto rows, the page of an incident and its sources, and what is carried off from there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from board.commands.targets import Target
from board.dragging.router import DropRouter
from board.dragging.zone import DropZone
from board.incident.list_view import IncidentList
from board.incident.page import IncidentPage
from board.incident.quote_card import QuoteCard
from board.session import Session


class IncidentDrops:
    """Ties the list and the page of the incident to the router of the window."""

    def __init__(self, session: Session, rows: IncidentList, page: IncidentPage, router: DropRouter) -> None:
        self._session, self._rows, self._page, self._router = session, rows, page, router
        self._zones = (
            DropZone(rows, router, self._row_at, self._row_box),
            DropZone(page, router, self._part_at, self._part_box),
        )
        rows.lift_asked.connect(self._lift_rows)
        page.sources.lift_asked.connect(self._lift_source)

    # -- the list
    def _row_at(self, place: QPoint) -> Target | None:
        found = self._rows.id_under(place)
        return Target("incident", found, self._title(found)) if found is not None else None

    def _row_box(self, target: Target | None) -> QRect | None:
        return self._rows.box_of(target.id) if target is not None else None

    def _title(self, incident_id: int) -> str:
        return self._session.board.incidents.titles([incident_id]).get(incident_id, "")

    def _lift_rows(self, ids: list[int]) -> None:
        self._router.lift(self._rows, "incident", ids, self._title(ids[0]))

    # -- the page
    def _card_at(self, place: QPoint) -> QuoteCard | None:
        """The card of a source at a place of the page."""
        found: QWidget | None = self._page.viewport().childAt(place)
        while found is not None and found is not self._page.viewport():
            if isinstance(found, QuoteCard):
                return found
            found = found.parentWidget()
        return None

    def _part_at(self, place: QPoint) -> Target | None:
        card, incident = self._card_at(place), self._page.incident
        if card is not None:
            return Target("source", card.source_id, card.source_title)
        return Target("incident", incident.id, incident.title) if incident is not None else None

    def _part_box(self, target: Target | None) -> QRect | None:
        if target is None:
            return None
        for card in self._page.sources.cards:
            if target.kind == "source" and card.isVisible() and card.source_id == target.id:
                return QRect(card.mapTo(self._page.viewport(), QPoint()), card.size())
        return self._page.viewport().rect()

    def _lift_source(self, source_id: int, title: str) -> None:
        self._router.lift(self._page, "source", [source_id], title)

    # -- by key
    def _focused_card(self) -> QuoteCard | None:
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, QuoteCard) else None

    def carried_here(self) -> tuple[str, list[int], str] | None:
        """The source whose card has the keyboard, else the incident that is read, else the rows chosen."""
        card = self._focused_card()
        if card is not None:
            return "source", [card.source_id], card.source_title
        if self._page.isVisible() and self._page.incident is not None:
            return "incident", [self._page.incident.id], self._page.incident.title
        ids = self._rows.chosen_ids()
        return ("incident", ids, self._title(ids[0])) if ids else None

    def target_here(self) -> tuple[Target, QPoint] | None:
        """The same as a target: of several rows the current one."""
        card = self._focused_card()
        if card is not None:
            return Target("source", card.source_id, card.source_title), card.mapToGlobal(card.rect().center())
        if self._page.isVisible() and self._page.incident is not None:
            incident, place = self._page.incident, self._page.mapToGlobal(QPoint(40, 40))
            return Target("incident", incident.id, incident.title), place
        current = self._rows.current_id()
        if current is None:
            return None
        box = self._rows.box_of(current)
        return Target("incident", current, self._title(current)), self._rows.viewport().mapToGlobal(box.center())
