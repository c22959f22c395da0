"""The list of cards: arrows walk, Enter accepts, E edits, Del skips; it says what is asked for and does none of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget

from board.guards import guarded
from board.theme.palette import Theme
from board.theme.widgets import plain_tooltip
from board.tray.card_delegate import CardDelegate
from board.tray.cards import ACCEPT, EDIT, SKIP, Card, Offer
from board.tray.draft_model import CARD, DraftModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BATCH = 24


@guarded
class CardList(QListView):
    """Shows the drafts of a document.

    Signals: current_changed(int draft id): the keyboard is on another card; asked(int draft id, Offer): something on a
    card was pressed; all_asked(): Ctrl+Enter; undo_asked(): Backspace or U; quote_asked(int draft id): Space;
    new_asked(): N; row_pointed(int draft id, str field, int index): the pointer is on a row, field "" for none.
    """

    current_changed = Signal(object)
    asked = Signal(object, object)
    all_asked = Signal()
    undo_asked = Signal()
    quote_asked = Signal(object)
    new_asked = Signal()
    row_pointed = Signal(object, str, int)

    def __init__(self, model: DraftModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts = model
        self._delegate = CardDelegate(theme)
        self._pressed: tuple[int, Offer] | None = None
        self._row: tuple[int, str, int] = (0, "", 0)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName("Drafts")
        self.setAccessibleDescription("Arrows walk, Enter accepts, E edits, Delete skips, Space shows the words.")
        self.selectionModel().currentChanged.connect(self._tell_current)
        self._relay = QTimer(self)
        self._relay.setSingleShot(True)
        self._relay.timeout.connect(self.scheduleDelayedItemsLayout)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._delegate.set_theme(theme)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.window))
        self.viewport().setPalette(palette)
        self.setStyleSheet(f"QListView {{ background: {theme.window}; }} QListView::item {{ padding: 0; }}")
        self.viewport().update()

    # -- what is current
    @property
    def current_id(self) -> int:
        """The draft that the keyboard is on, 0 for none."""
        draft = self._drafts.draft_at(self.currentIndex())
        return draft.id if draft is not None else 0

    def go_to(self, draft_id: int) -> None:
        """Put the keyboard on a draft and show it."""
        index = self._drafts.index_of(draft_id)
        if index.isValid():
            self._go_to_index(index)

    def _go_to_index(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _tell_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        draft = self._drafts.draft_at(now)
        self.current_changed.emit(draft.id if draft is not None else 0)

    def light(self, fields: frozenset[tuple[int, str, int]]) -> None:
        """Light up these rows: (draft id, field, index)."""
        if fields != self._delegate.lit:
            self._delegate.lit = fields
            self.viewport().update()

    @property
    def lit(self) -> frozenset[tuple[int, str, int]]:
        """The rows that are lit."""
        return self._delegate.lit

    # -- an editor in the place of a card
    def put_editor(self, draft_id: int, editor: QWidget, height: int) -> None:
        """Show an editor where the card of a draft is."""
        index = self._drafts.index_of(draft_id)
        self._delegate.editor_heights[draft_id] = height
        self.setIndexWidget(index, editor)
        self._drafts.dataChanged.emit(index, index)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.scrollTo(index)

    def resize_editor(self, draft_id: int, height: int) -> None:
        """The editor needs another height."""
        if self._delegate.editor_heights.get(draft_id) != height:
            self._delegate.editor_heights[draft_id] = height
            self.scheduleDelayedItemsLayout()

    def take_editor(self, draft_id: int) -> None:
        """Show the card again."""
        index = self._drafts.index_of(draft_id)
        self._delegate.editor_heights.pop(draft_id, None)
        if index.isValid():
            self.setIndexWidget(index, None)  # type: ignore[arg-type]  # why: it takes the editor away
        self.scheduleDelayedItemsLayout()

    # -- keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key for each thing that is done with a draft."""
        key, modifiers = event.key(), event.modifiers()
        card = self.currentIndex().data(CARD)
        if key in _ENTER and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.all_asked.emit()
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and not modifiers:
            self._step(1 if key == Qt.Key.Key_J else -1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_U) and not modifiers:
            self.undo_asked.emit()
        elif key == Qt.Key.Key_N and not modifiers:
            self.new_asked.emit()
        elif isinstance(card, Card) and self._press_key(card, event):
            pass
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        index = self._drafts.index(self.currentIndex().row() + by)
        if index.isValid():
            self._go_to_index(index)

    def _press_key(self, card: Card, event: QKeyEvent) -> bool:
        """What a key asks of the current card; False where it asks nothing."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Space:
            self.quote_asked.emit(card.draft_id)
            return True
        if key in _ENTER:
            offer = self._first(card, ACCEPT) if shift else (card.buttons[0] if card.buttons else None)
        elif key in (Qt.Key.Key_E, Qt.Key.Key_F2):
            offer = self._first(card, EDIT)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_X):
            offer = self._first(card, SKIP)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            answers = [offer for row in card.rows for offer in row.offers if offer.question >= 0]
            place = key - Qt.Key.Key_1
            offer = answers[place] if place < len(answers) else None
        else:
            return False
        if offer is not None:
            self.asked.emit(card.draft_id, offer)
        return True

    def _first(self, card: Card, action: str) -> Offer | None:
        return next((offer for offer in card.buttons if offer.action == action), None)

    # -- the pointer
    def _under(self, place: QPointF) -> tuple[Card | None, QPointF]:
        index = self.indexAt(place.toPoint())
        card = index.data(CARD) if index.isValid() else None
        return (card if isinstance(card, Card) else None), place - QPointF(self.visualRect(index).topLeft())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press makes a card the current one and takes hold of a button."""
        card, place = self._under(event.position())
        super().mousePressEvent(event)
        self._pressed = None
        if card is not None and event.button() == Qt.MouseButton.LeftButton:
            offer = self._delegate.offer_at(card, self.font(), place)
            self._pressed = (card.draft_id, offer) if offer is not None else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go on the same button."""
        super().mouseReleaseEvent(event)
        card, place = self._under(event.position())
        pressed, self._pressed = self._pressed, None
        if card is not None and pressed is not None:
            offer = self._delegate.offer_at(card, self.font(), place)
            if (card.draft_id, offer) == pressed and offer is not None:
                self.asked.emit(card.draft_id, offer)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a value it edits; on a button it is a second press."""
        card, place = self._under(event.position())
        if card is None or self._delegate.offer_at(card, self.font(), place) is not None:
            self.mousePressEvent(event)
            return
        offer = self._first(card, EDIT)
        if offer is not None:
            self.asked.emit(card.draft_id, offer)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the words of the row under the pointer."""
        super().mouseMoveEvent(event)
        card, place = self._under(event.position())
        offer = self._delegate.offer_at(card, self.font(), place) if card is not None else None
        self._point(card, offer)
        row = self._delegate.row_at(card, self.font(), place) if card is not None else None
        found = (card.draft_id, row.field, row.index) if card is not None and row is not None else (0, "", 0)
        if found != self._row:
            self._row = found
            self.row_pointed.emit(*found)

    def _point(self, card: Card | None, offer: Offer | None) -> None:
        pointed = (card.draft_id, offer) if card is not None and offer is not None else None
        if pointed != self._delegate.pointed:
            self._delegate.pointed = pointed
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pointed else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """No row any more."""
        super().leaveEvent(event)
        self._point(None, None)
        if self._row != (0, "", 0):
            self._row = (0, "", 0)
            self.row_pointed.emit(0, "", 0)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips of the buttons."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            card, place = self._under(QPointF(event.pos()))
            offer = self._delegate.offer_at(card, self.font(), place) if card is not None else None
            hint = offer.hint if offer is not None else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(hint), self)
            return True
        return super().viewportEvent(event)

    def place_of(self, draft_id: int, action: str) -> QPoint:
        """The middle of a button on a card, in the viewport: for those who point."""
        index = self._drafts.index_of(draft_id)
        card = index.data(CARD)
        assert isinstance(card, Card)
        rect = self._delegate.rect_of(card, self.font(), action)
        assert rect is not None
        return (QPointF(self.visualRect(index).topLeft()) + rect.center()).toPoint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards are as wide as the list."""
        self._delegate.width = self.viewport().width()
        super().resizeEvent(event)
