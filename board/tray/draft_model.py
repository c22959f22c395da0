"""The drafts of one document as a list model of cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from board.guards import guarded
from board.tray.cards import Card
from board.tray.rows import Setting, card_of
from db.drafts import WAITING, Draft

CARD = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@guarded
class DraftModel(QAbstractListModel):
    """Cards are made when they are first asked for: a report may give hundreds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: list[Draft] = []
        self._places: dict[int, int] = {}
        self._setting = Setting({}, {})
        self._revealed: set[int] = set()
        self._cards: dict[int, Card] = {}

    @property
    def drafts(self) -> list[Draft]:
        """All drafts in the order of the text."""
        return list(self._drafts)

    def show(self, drafts: Sequence[Draft], setting: Setting) -> None:
        """Show these drafts; where they are the same ones, only those that changed are drawn again."""
        old, same = self._drafts, [draft.id for draft in drafts] == [draft.id for draft in self._drafts]
        alike = setting == self._setting
        if not same:
            self.beginResetModel()
        self._drafts = list(drafts)
        self._places = {draft.id: place for place, draft in enumerate(self._drafts)}
        self._setting = setting
        if not same:
            self._cards.clear()
            self.endResetModel()
            return
        for place, (before, after) in enumerate(zip(old, self._drafts, strict=True)):
            if not alike or before != after:
                self._cards.pop(after.id, None)
                self.dataChanged.emit(self.index(place), self.index(place))

    def reveal(self, draft_id: int) -> None:
        """Show what a picture says of time and place."""
        self._revealed.add(draft_id)
        self._cards.pop(draft_id, None)
        index = self.index_of(draft_id)
        self.dataChanged.emit(index, index)

    def draft_at(self, index: Index) -> Draft | None:
        """The draft of a row."""
        return self._drafts[index.row()] if index.isValid() and index.row() < len(self._drafts) else None

    def draft(self, draft_id: int) -> Draft | None:
        """The draft of that id."""
        place = self._places.get(draft_id)
        return None if place is None else self._drafts[place]

    def index_of(self, draft_id: int) -> QModelIndex:
        """The row of a draft; invalid where it is not shown."""
        place = self._places.get(draft_id)
        return QModelIndex() if place is None else self.index(place)

    def next_waiting(self, row: int) -> QModelIndex:
        """The first draft from a row on that waits, else the first of all; invalid where none does."""
        order = [*range(row, len(self._drafts)), *range(min(row, len(self._drafts)))]
        found = next((place for place in order if self._drafts[place].state == WAITING), None)
        return QModelIndex() if found is None else self.index(found)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # why: the default that Qt has
        """How many drafts there are."""
        return 0 if parent.isValid() else len(self._drafts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The card, its title, or all of it to be read aloud."""
        if not index.isValid() or not 0 <= index.row() < len(self._drafts):
            return None
        if role == CARD:
            return self._card(self._drafts[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._card(self._drafts[index.row()]).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._card(self._drafts[index.row()]).spoken()
        return None

    def _card(self, draft: Draft) -> Card:
        card = self._cards.get(draft.id)
        if card is None:
            setting = self._setting
            if setting.on_request and draft.id in self._revealed:
                setting = Setting(
                    setting.flashpoints, setting.actors, setting.text, setting.reliability, setting.writable
                )
            card = self._cards[draft.id] = card_of(draft, setting)
        return card
