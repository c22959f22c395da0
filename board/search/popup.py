"""The list below the search field: headings, records with their detail at the right, commands with their key."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from board.commands.carried import RECORD_KINDS
from board.guards import guarded
from board.search.finds import Find
from board.theme.apply import current_theme, icon_set
from db.names import isolate, show_controls

_ICONS = {
    "incident": "incident",
    "actor": "actor",
    "flashpoint": "flashpoint",
    "source": "source",
    "command": "keyboard",
    "narrow": "filter",
    "problem": "info",
}
_ROW, _HEADING = 28, 26
Index = QModelIndex | QPersistentModelIndex


@guarded
class FindsModel(QAbstractListModel):
    """The rows of one search."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Find] = []

    def show(self, rows: list[Find]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def find_at(self, row: int) -> Find | None:
        """The find in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        find = self.find_at(index.row())
        if find is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return show_controls(find.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{find.kind}: {find.text} {find.detail}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        find = self.find_at(index.row())
        if find is None or not find.chosen:
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if find.kind in RECORD_KINDS else usual


@guarded
class FindsDelegate(QStyledItemDelegate):
    """Paints one row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        find = index.model().find_at(index.row())
        return QSize(200, _HEADING if find and find.kind == "heading" else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        find = index.model().find_at(index.row())
        if find is None:
            return
        theme = current_theme()
        painter.save()
        rect = option.rect
        if find.kind == "heading":
            font = QFont(option.font)
            font.setPixelSize(max(10, font.pixelSize() - 2) if font.pixelSize() > 0 else 11)
            painter.setFont(font)
            painter.setPen(QColor(theme.text_soft))
            painter.drawText(rect.adjusted(12, 4, -12, 0), Qt.AlignmentFlag.AlignVCenter, find.text)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_soft))
        pixmap = icon_set().pixmap(_ICONS[find.kind], 16, theme.text_soft, painter.device().devicePixelRatioF())
        painter.drawPixmap(QRect(rect.left() + 12, rect.center().y() - 7, 16, 16), pixmap)
        metrics = option.fontMetrics
        detail = isolate(show_controls(find.detail))
        room = rect.width() - 60
        detail_width = min(metrics.horizontalAdvance(detail) + 4, room // 2)  # its marks of direction have a width
        painter.setPen(QColor(theme.text_soft))
        right = QRect(rect.right() - 12 - detail_width, rect.top(), detail_width, rect.height())
        shown = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, detail_width)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(theme.text))
        left = QRect(rect.left() + 38, rect.top(), room - detail_width, rect.height())
        shown = metrics.elidedText(isolate(show_controls(find.text)), Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


@guarded
class FindsList(QListView):
    """The list; it never takes the keyboard from the field.

    Signals: find_chosen(Find); lift_asked(Find): a record is dragged.
    """

    find_chosen = Signal(object)
    lift_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(FindsModel(self))
        self.setItemDelegate(FindsDelegate(self))
        self.setObjectName("finds")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("Search results")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setDragEnabled(True)
        self.clicked.connect(self._choose_index)
        self.hide()

    def show_rows(self, rows: list[Find]) -> None:
        """Show these rows and mark the first that can be chosen."""
        model = self.model()
        model.show(rows)
        first = next((place for place, row in enumerate(rows) if row.chosen and row.kind != "narrow"), -1)
        if first < 0:
            first = next((place for place, row in enumerate(rows) if row.chosen), -1)
        if first >= 0:
            self.setCurrentIndex(model.index(first, 0))
        self.scrollToTop()

    def find_under(self, place: QPoint) -> Find | None:
        """The row at a place of the viewport."""
        index = self.indexAt(place)
        return self.model().find_at(index.row()) if index.isValid() else None

    def box_of(self, kind: str, record_id: int) -> QRect:
        """Where the row of a record is in the viewport."""
        model = self.model()
        for row in range(model.rowCount()):
            find = model.find_at(row)
            if (find.kind, find.id) == (kind, record_id):
                return self.visualRect(model.index(row, 0))
        return QRect()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """The record of the current row is carried off."""
        find = self.model().find_at(self.currentIndex().row())
        if find is not None and find.kind in RECORD_KINDS:
            self.lift_asked.emit(find)

    def wanted_height(self) -> int:
        """The height that shows all rows."""
        model = self.model()
        kinds = (model.find_at(row).kind for row in range(model.rowCount()))
        return sum(_HEADING if kind == "heading" else _ROW for kind in kinds) + 10

    def step(self, by: int) -> None:
        """Mark the next or previous row that can be chosen."""
        model, row = self.model(), self.currentIndex().row() + by
        while 0 <= row < model.rowCount():
            if model.find_at(row).chosen:
                self.setCurrentIndex(model.index(row, 0))
                return
            row += by

    def choose(self) -> None:
        """Choose the marked row."""
        self._choose_index(self.currentIndex())

    def _choose_index(self, index: Index) -> None:
        find = self.model().find_at(index.row())
        if find is not None and find.chosen:
            self.find_chosen.emit(find)
