"""The light between the text and the cards: the words behind a row, and the rows behind words."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from board.tray.card_list import CardList
from board.tray.draft_model import DraftModel
from board.tray.source_view import SourceView
from board.tray.text_marks import Found, quote_spans, spans_of
from db.drafts import WAITING


class Light(QObject):
    """Follows the pointer on either side, and the card that the keyboard is on."""

    def __init__(self, cards: CardList, model: DraftModel, text: SourceView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards, self._model, self._text = cards, model, text
        cards.current_changed.connect(self.follow)
        cards.row_pointed.connect(self._light_text)
        cards.quote_asked.connect(self.show_quote)
        text.mark_pointed.connect(self._light_cards)
        text.mark_chosen.connect(self._choose)

    def follow(self, draft_id: int) -> None:
        """Another card is the current one: its passages get a line beside them."""
        draft = self._model.draft(draft_id)
        self._text.quote(quote_spans(draft) if draft is not None and draft.state == WAITING else [])
        self._text.light([])
        self._cards.light(frozenset())

    def show_quote(self, draft_id: int) -> None:
        """Bring the passages of a draft into view."""
        draft = self._model.draft(draft_id)
        if draft is not None:
            self._text.light(quote_spans(draft), go=True)

    def _light_text(self, draft_id: int, name: str, index: int) -> None:
        draft = self._model.draft(draft_id)
        spans = spans_of(draft, name, index) if draft is not None and name else []
        self._text.light(spans, go=True)
        self._cards.light(frozenset({(draft_id, name, index)}) if spans else frozenset())

    def _light_cards(self, found: Found | None) -> None:
        uses = found.uses if found is not None else frozenset()
        self._cards.light(uses)
        self._text.light([(found.start, found.end)] if found is not None and uses else [])
        users = self._users(uses)
        if users and self._cards.current_id not in users:
            self._cards.scrollTo(self._model.index_of(users[0]))

    def _choose(self, found: Found) -> None:
        """A click on words goes to the draft behind them; another one to the next draft that uses them."""
        users = self._users(found.uses)
        if users:
            here = self._cards.current_id
            self._cards.go_to(users[(users.index(here) + 1) % len(users)] if here in users else users[0])
            self._cards.setFocus(Qt.FocusReason.MouseFocusReason)
            self._cards.light(found.uses)

    def _users(self, uses: frozenset[tuple[int, str, int]]) -> list[int]:
        ids = {use[0] for use in uses}
        return [draft.id for draft in self._model.drafts if draft.id in ids]
