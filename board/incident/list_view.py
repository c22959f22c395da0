"""The list of incidents in focus: arrows walk through it, Enter or a click opens, several are chosen with Ctrl or Shift."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QTransform
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from board.guards import guarded
from board.incident.list_model import ROW, IncidentListModel, Row
from board.theme.painting import scaled_font, symbol_path
from board.theme.palette import Theme
from db.vocabulary import INCIDENT_KINDS

Index = QModelIndex | QPersistentModelIndex
_PAD = 12
_MARK = 11  # px of the sign of a kind
_LEFT = _PAD + _MARK + 9
_LINE = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
_MANY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@guarded
class IncidentDelegate(QStyledItemDelegate):
    """Draws a row: the sign of the kind, the title, and a quiet line below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        small = QFontMetrics(scaled_font(option.font, 11.5 / 13)).height()
        return QSize(160, option.fontMetrics.height() + small + 11)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, sign, words, hairline."""
        row = index.data(ROW)
        painter.save()
        self._ground(painter, option)
        if isinstance(row, Row):
            self._sign(painter, option.rect, row)
            self._words(painter, option, row)
        painter.fillRect(
            QRect(option.rect.left() + _LEFT, option.rect.bottom(), option.rect.width(), 1), QColor(self.theme.hairline)
        )
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self.theme.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(self.theme.hover))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self.theme.accent), 1.5))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _sign(self, painter: QPainter, rect: QRect, row: Row) -> None:
        term = INCIDENT_KINDS[row.kind]
        colour = self.theme.text_faint if row.withdrawn else self.theme.fill(term.role)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        centre = QRectF(rect.left() + _PAD, rect.top() + 8, _MARK, _MARK).center()
        painter.drawPath(QTransform.fromTranslate(centre.x(), centre.y()).map(symbol_path(term.mark, _MARK)))

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        rect, small = option.rect, scaled_font(option.font, 11.5 / 13)
        metrics, under = option.fontMetrics, QFontMetrics(small)
        right = rect.right() - _PAD
        top = rect.top() + 4
        font = option.font
        font.setStrikeOut(row.withdrawn)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text_soft if row.withdrawn else self.theme.text))
        width = right - rect.left() - _LEFT
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(rect.left() + _LEFT, top, width, metrics.height()), _LINE, title)
        top += metrics.height() + 1
        painter.setFont(small)
        painter.setPen(QColor(self.theme.text_soft))
        if row.grade:
            wide = under.horizontalAdvance(row.grade)
            painter.drawText(QRect(right - wide, top, wide + 1, under.height()), _LINE, row.grade)
            width -= wide + 8
        words = under.elidedText(row.under, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(rect.left() + _LEFT, top, width, under.height()), _LINE, words)


@guarded
class IncidentList(QListView):
    """Shows the list; says what the analyst asks for and does none of it.

    Signals: walked_to(int id): the keyboard is on another incident; opened(int id): Enter or a click;
    delete_asked(list of ids); menu_asked(list of ids, QPoint on the screen); lift_asked(list of ids): the rows
    chosen are dragged.
    """

    walked_to = Signal(object)
    opened = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    lift_asked = Signal(object)

    def __init__(self, model: IncidentListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incidents = model
        self._delegate = IncidentDelegate(theme)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAccessibleName("Incidents in focus")
        self.setAccessibleDescription("Arrows walk through the list, Enter opens an incident.")

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def chosen_ids(self) -> list[int]:
        """The incidents selected, from the top."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=QModelIndex.row)
        found = (self._incidents.id_at(index) for index in rows)
        return [incident_id for incident_id in found if incident_id is not None]

    def current_id(self) -> int | None:
        """The incident that the keyboard is on."""
        return self._incidents.id_at(self.currentIndex())

    def id_under(self, place: QPoint) -> int | None:
        """The incident at a place of the viewport."""
        return self._incidents.id_at(self.indexAt(place))

    def box_of(self, incident_id: int) -> QRect:
        """Where the row of an incident is in the viewport."""
        return self.visualRect(self._incidents.index_of(incident_id))

    def point_at(self, incident_id: int | None) -> None:
        """Select the incident of the focus, if it is in the list."""
        index = QModelIndex() if incident_id is None else self._incidents.index_of(incident_id)
        if index.isValid() and index == self.currentIndex() and self.selectionModel().isSelected(index):
            return
        clear = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(
            index, clear if index.isValid() else QItemSelectionModel.SelectionFlag.Clear
        )
        if index.isValid():
            self.scrollTo(index)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """The rows chosen are carried off."""
        if self.chosen_ids():
            self.lift_asked.emit(self.chosen_ids())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete deletes, arrows walk."""
        current = self._incidents.id_at(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and current is not None:
            self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Delete and self.chosen_ids():
            self.delete_asked.emit(self.chosen_ids())
        else:
            super().keyPressEvent(event)
            now = self._incidents.id_at(self.currentIndex())
            if now is not None and now != current:
                self.walked_to.emit(now)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click on one row opens it; with Ctrl or Shift it only chooses."""
        super().mouseReleaseEvent(event)
        found = self._incidents.id_at(self.indexAt(event.position().toPoint()))
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _MANY
        if plain and found is not None and self.chosen_ids() == [found]:
            self.opened.emit(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu for the rows chosen."""
        ids, place = self.chosen_ids(), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if ids:
            self.menu_asked.emit(ids, place)
        event.accept()
