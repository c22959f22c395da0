"""The list of cards: click and keys choose, edit and delete; dragging a card reorders by hand, or carries it off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QWidget

from board.flashpoints.delegate import CardDelegate
from board.flashpoints.model import FlashpointModel
from board.focus import UNASSIGNED
from board.guards import guarded
from board.theme.palette import Theme

_OVERSHOT = 40  # px that a hand that reorders may go beyond the list
_ADD = Qt.KeyboardModifier.ControlModifier
_MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@guarded
class CardList(QListView):
    """Shows the cards; says what the analyst asks for and does none of it.

    Signals: chosen(int id, bool add): a card was clicked, or Space pressed on it; edit_asked(int id): Enter, F2 or
    a double click; delete_asked(int id); assign_asked(): the button of the unassigned; menu_asked(int id, QPoint
    on the screen), id -1 beside the cards; reordered(list of ids): a card was moved by hand; sight_changed(): other
    cards are in sight now; lift_asked(int id): a card was dragged out of the list, or with Shift.
    """

    chosen = Signal(object, bool)
    edit_asked = Signal(object)
    delete_asked = Signal(object)
    assign_asked = Signal()
    menu_asked = Signal(object, QPoint)
    reordered = Signal(object)
    sight_changed = Signal()
    lift_asked = Signal(object)

    def __init__(self, model: FlashpointModel, theme: Theme, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = model
        self._editable = editable
        self._delegate = CardDelegate(theme, editable=editable)
        self._pressed: int | None = None
        self._press_place = QPoint()
        self._drop_row: int | None = None
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self.sight_changed)
        self.setAccessibleName("Flashpoints")
        self.setAccessibleDescription("Space narrows the board to a flashpoint, Enter edits it.")

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def current_id(self) -> int | None:
        """The flashpoint that the keyboard is on."""
        return self._cards.id_at(self.currentIndex())

    def visible_ids(self) -> list[int]:
        """The cards that are seen at least in part."""
        area = self.viewport().rect()
        top = self.indexAt(QPoint(2, 1))
        found: list[int] = []
        for row in range(top.row() if top.isValid() else 0, self._cards.rowCount()):
            index = self._cards.index(row)
            if not self.visualRect(index).intersects(area):
                break
            flashpoint_id = self._cards.id_at(index)
            if flashpoint_id is not None:
                found.append(flashpoint_id)
        return found

    def assign_button(self) -> QRect:
        """Where the button of the unassigned stands in the viewport."""
        rect = self.visualRect(self._cards.index_of(UNASSIGNED))
        return self._delegate.assign_rect(rect, self.font())

    def id_under(self, place: QPoint) -> int | None:
        """The card at a place of the viewport."""
        return self._cards.id_at(self.indexAt(place))

    def box_of(self, flashpoint_id: int) -> QRect:
        """Where a card is in the viewport."""
        return self.visualRect(self._cards.index_of(flashpoint_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer cards are seen."""
        super().resizeEvent(event)
        self.sight_changed.emit()

    # -- keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses, Enter and F2 edit, Delete deletes, Ctrl+Shift with an arrow moves the card."""
        current, key = self.current_id(), event.key()
        if current is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.chosen.emit(current, bool(event.modifiers() & _ADD))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open(current)
        elif key == Qt.Key.Key_Delete and self._editable and current != UNASSIGNED:
            self.delete_asked.emit(current)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & _MOVE == _MOVE:
            self._move(current, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _open(self, flashpoint_id: int) -> None:
        if not self._editable:
            return
        if flashpoint_id == UNASSIGNED:
            self.assign_asked.emit()
        else:
            self.edit_asked.emit(flashpoint_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu for the card under the pointer, or for the current one from the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        found = self.current_id() if by_key else self.id_under(event.pos())
        place = event.globalPos()
        if by_key and found is not None:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_asked.emit(-1 if found is None else found, place)
        event.accept()

    # -- mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where: it becomes a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            self._pressed, self._press_place = self.id_under(place), place
            index = self.indexAt(place)
            if index.isValid():
                self.setCurrentIndex(index)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Beyond the usual distance the card is dragged."""
        place = event.position().toPoint()
        if self._may_lift(event, place):
            self._lift()
            return
        if self._drop_row is None and self._may_drag(event, place):
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._drop_row = self._row_at(place)
        elif self._drop_row is not None:
            self._drop_row = self._row_at(place)
            self._scroll_along(place)
        self.viewport().update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End of a drag, or a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        pressed, self._pressed = self._pressed, None
        if self._drop_row is not None:
            row, self._drop_row = self._drop_row, None
            self.unsetCursor()
            self.viewport().update()
            self._place(pressed, row)
            return
        place = event.position().toPoint()
        if self.id_under(place) != pressed:
            return
        if pressed == UNASSIGNED and self._editable and self.assign_button().contains(place):
            self.assign_asked.emit()
        else:
            self.chosen.emit(pressed, bool(event.modifiers() & _ADD))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the card; the first click has chosen it, the second must not undo that."""
        self._pressed = None
        found = self.id_under(event.position().toPoint())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._open(found)

    def leaveEvent(self, event: QEvent) -> None:
        """No card is pointed at any more."""
        super().leaveEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards and, while one is dragged, the line where it would go."""
        super().paintEvent(event)
        if self._drop_row is None:
            return
        count = self._cards.rowCount()
        rect = self.visualRect(self._cards.index(min(self._drop_row, count - 1)))
        top = rect.top() if self._drop_row < count else rect.bottom()
        QPainter(self.viewport()).fillRect(
            QRect(0, max(0, top - 1), self.width(), 2), QColor(self._delegate.theme.accent)
        )

    # -- carried off
    def _may_lift(self, event: QMouseEvent, place: QPoint) -> bool:
        """With Shift at once, else when the card has left the list: within it a drag is for the order."""
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed in (None, UNASSIGNED):
            return False
        if (place - self._press_place).manhattanLength() < QApplication.startDragDistance():
            return False
        list_with_edge = self.viewport().rect().adjusted(0, -_OVERSHOT, 0, _OVERSHOT)
        return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or not list_with_edge.contains(place)

    def _lift(self) -> None:
        pressed, self._pressed, self._drop_row = self._pressed, None, None
        self.unsetCursor()
        self.viewport().update()
        self.lift_asked.emit(pressed)

    # -- the order by hand
    def _may_drag(self, event: QMouseEvent, place: QPoint) -> bool:
        if not (self._editable and event.buttons() & Qt.MouseButton.LeftButton) or self._pressed in (None, UNASSIGNED):
            return False
        return (place - self._press_place).manhattanLength() >= QApplication.startDragDistance()

    def _row_at(self, place: QPoint) -> int:
        """The row before which a card let go at this place would stand."""
        last = len(self._cards.flashpoint_ids)
        index = self.indexAt(QPoint(2, place.y()))
        if not index.isValid():
            return 0 if place.y() < 0 else last
        return min(last, index.row() + (place.y() > self.visualRect(index).center().y()))

    def _scroll_along(self, place: QPoint) -> None:
        bar, edge = self.verticalScrollBar(), 24
        if place.y() < edge:
            bar.setValue(bar.value() - edge // 2)
        elif place.y() > self.viewport().height() - edge:
            bar.setValue(bar.value() + edge // 2)

    def _move(self, flashpoint_id: int, step: int) -> None:
        if self._editable and flashpoint_id != UNASSIGNED:
            row = self._cards.flashpoint_ids.index(flashpoint_id)
            self._place(flashpoint_id, row + (step if step < 0 else step + 1))

    def _place(self, flashpoint_id: int, row: int) -> None:
        ids = self._cards.flashpoint_ids
        old = ids.index(flashpoint_id)
        ids.remove(flashpoint_id)
        ids.insert(max(0, row - (row > old)), flashpoint_id)
        if ids != self._cards.flashpoint_ids:
            self.reordered.emit(ids)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Keep the card that the keyboard is on in sight."""
        super().currentChanged(current, previous)
        self.viewport().update()
