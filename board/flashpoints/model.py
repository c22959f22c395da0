"""The flashpoints as a Qt model: an ordered list of ids whose cards are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from board.flashpoints.cards import Card, CardMaker
from board.focus import UNASSIGNED
from board.guards import guarded
from board.session import Session
from board.theme.widgets import plain_tooltip
from db.names import fold
from db.vocabulary import LEVELS

Index = QModelIndex | QPersistentModelIndex
CARD = int(Qt.ItemDataRole.UserRole)
CHOSEN = CARD + 1  # whether the focus is on it


class Order(Enum):
    """How the cards are sorted; the value is the word in the title bar."""

    ACTIVITY = "by activity"
    LEVEL = "by level"
    NAME = "by name"
    HAND = "by hand"


@guarded
class FlashpointModel(QAbstractListModel):
    """One row a flashpoint, and a last one for unassigned incidents where there are any."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._maker = CardMaker(session)
        self._order = Order.ACTIVITY
        self._ids: list[int] = []
        self._cards: dict[int, Card] = {}
        self._sources: dict[int, int | None] = {}
        self._counts: dict[int, int] = {}
        self.reload()

    # -- what Qt asks
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """So many cards."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name, the card, the tooltip, what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        flashpoint_id = self._ids[index.row()]
        if role == CHOSEN:
            return flashpoint_id in self._session.focus.state.flashpoints
        if role == CARD:
            return self.card(flashpoint_id)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.card(flashpoint_id).name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.card(flashpoint_id).tooltip())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.card(flashpoint_id))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Enabled; what is in focus is the focus's to say, so nothing is selectable here."""
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren if index.isValid() else Qt.ItemFlag.NoItemFlags
        )

    # -- what the panel asks
    @property
    def order(self) -> Order:
        """How the cards are sorted."""
        return self._order

    @property
    def flashpoint_ids(self) -> list[int]:
        """The flashpoints as they stand, without the card of the unassigned."""
        return [flashpoint_id for flashpoint_id in self._ids if flashpoint_id != UNASSIGNED]

    def id_at(self, index: Index) -> int | None:
        """The flashpoint of a row; UNASSIGNED for the last card, None beyond it."""
        return self._ids[index.row()] if index.isValid() and index.row() < len(self._ids) else None

    def index_of(self, flashpoint_id: int) -> QModelIndex:
        """The row of a flashpoint, or an invalid index."""
        return self.index(self._ids.index(flashpoint_id)) if flashpoint_id in self._ids else QModelIndex()

    def card(self, flashpoint_id: int) -> Card:
        """The card of one flashpoint, made once for each state of focus and board."""
        if flashpoint_id not in self._cards:
            card = self._maker.make(flashpoint_id)
            self._cards[flashpoint_id] = replace(card, sources=self._sources.get(flashpoint_id))
        return self._cards[flashpoint_id]

    def set_order(self, order: Order) -> None:
        """Sort otherwise."""
        if order is not self._order:
            self._order = order
            self._arrange()

    def set_sources(self, flashpoint_id: int, count: int | None) -> None:
        """Tell a card how many sources were active."""
        self._sources[flashpoint_id] = count
        card = self._cards.get(flashpoint_id)
        index = self.index_of(flashpoint_id)
        if card is not None and index.isValid() and card.sources != count:
            self._cards[flashpoint_id] = replace(card, sources=count)
            self.dataChanged.emit(index, index)

    def reload(self) -> None:
        """Records changed: read the levels again, then everything."""
        self._maker.reload()
        self.refresh()

    def refresh(self) -> None:
        """The focus is another one: every card is made anew when next asked for."""
        self._cards.clear()
        self._sources.clear()
        self._maker.refresh()
        self._counts = self._maker.counts()
        self._arrange()

    def repaint_chosen(self) -> None:
        """Only which cards are in focus changed."""
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), [CHOSEN])

    def _arrange(self) -> None:
        wanted = sorted(self._session.flashpoints, key=self._key())
        if self._maker.has_unassigned():
            wanted.append(UNASSIGNED)
        if set(wanted) != set(self._ids):
            self.beginResetModel()
            self._ids = wanted
            self.endResetModel()
            return
        if wanted != self._ids:
            self._move_to(wanted)
        if wanted:
            self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))

    def _move_to(self, wanted: list[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self._ids[index.row()] for index in old]
        self._ids = wanted
        place = {flashpoint_id: row for row, flashpoint_id in enumerate(wanted)}
        self.changePersistentIndexList(old, [self.index(place[flashpoint_id]) for flashpoint_id in ids])
        self.layoutChanged.emit()

    def _key(self) -> Callable[[int], tuple[int | str, ...]]:
        places = {flashpoint_id: place for place, flashpoint_id in enumerate(self._session.flashpoints)}
        points = self._session.flashpoints
        if self._order is Order.ACTIVITY:
            return lambda i: (-self._counts.get(i, 0), places[i])
        if self._order is Order.LEVEL:
            heights = {i: LEVELS.number(level) if (level := self._maker.level_on(points[i])) else -1 for i in points}
            return lambda i: (-heights[i], -self._counts.get(i, 0), places[i])
        if self._order is Order.NAME:
            return lambda i: (fold(points[i].name), places[i])
        return lambda i: (places[i],)


def spoken(card: Card) -> str:
    """A card as a screen reader says it."""
    many = f"{card.count:,} incident{'' if card.count == 1 else 's'} in the window"
    if card.is_unassigned:
        return f"Unassigned: {many} at no flashpoint"
    trend = {1: "rising", -1: "falling", 0: "level"}[card.trend.direction] if card.trend.known else ""
    parts = (card.name, card.level_words, card.status, many, trend, ", ".join(card.actors), card.foot())
    return ". ".join(filter(None, parts))
