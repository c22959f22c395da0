"""The header of a table's preview: the name of each column and, below it, a list of what the column can be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget

from board.guards import guarded
from board.intake.draft import GROUPS
from board.intake.wording import one_line
from board.theme.apply import current_theme
from board.theme.painting import scaled_font
from board.theme.widgets import plain_tooltip
from db.readers import FIELDS

NOT_USED = "– not used –"
_CODE = int(Qt.ItemDataRole.UserRole)
_PAD, _GAP = 4, 6


def field_model(parent: QWidget) -> QStandardItemModel:
    """All fields under the headings of their groups, shared by all lists of a dialog."""
    model = QStandardItemModel(parent)
    none = QStandardItem(NOT_USED)
    none.setData("", _CODE)
    model.appendRow(none)
    for heading, fields in GROUPS:
        title = QStandardItem(heading)
        title.setFlags(Qt.ItemFlag.NoItemFlags)
        font = parent.font()
        font.setBold(True)
        title.setFont(font)
        model.appendRow(title)
        for field in fields:
            item = QStandardItem(FIELDS[field])
            item.setData(field, _CODE)
            model.appendRow(item)
    return model


@guarded
class FieldList(QComboBox):
    """What one column is. Signals: chosen(str field): another one was chosen; focused(): it got the keyboard."""

    chosen = Signal(str)
    focused = Signal()

    def __init__(self, fields: QStandardItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(fields)
        self.setMaxVisibleItems(18)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view().setMinimumWidth(230)
        self.currentIndexChanged.connect(self._tell)

    def value(self) -> str:
        """The field, empty for none."""
        return str(self.currentData(_CODE) or "")

    def set_value(self, field: str) -> None:
        """Choose a field."""
        self.setCurrentIndex(max(0, self.findData(field, _CODE)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so, for the list may stand outside what is seen."""
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the table; it changes no list in passing."""
        event.ignore()

    def _tell(self) -> None:
        self.chosen.emit(self.value())


@guarded
class ColumnHeader(QHeaderView):
    """Signals: field_chosen(int column, str field): what a column is was changed by the user."""

    field_chosen = Signal(int, str)

    def __init__(self, names: Sequence[str], fields: QStandardItemModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._names = [one_line(name, 80) or f"column {place}" for place, name in enumerate(names, 1)]
        self.lists: list[FieldList] = []
        for place, name in enumerate(self._names):
            chooser = FieldList(fields, self.viewport())
            chooser.setAccessibleName(f"Column {name} is")
            chooser.chosen.connect(partial(self.field_chosen.emit, place))
            chooser.focused.connect(partial(self._bring, place))
            self.lists.append(chooser)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(90)
        self.sectionResized.connect(self._place)
        self.geometriesChanged.connect(self._place)

    def show_fields(self, fields: Sequence[str]) -> None:
        """Set every list without telling of it."""
        for chooser, field in zip(self.lists, fields, strict=True):
            chooser.blockSignals(True)
            chooser.set_value(field)
            chooser.blockSignals(False)
        self.viewport().update()

    def bar(self, place: int, why: str) -> None:
        """Make a column unusable, and say why."""
        self.lists[place].setEnabled(False)
        self.lists[place].setToolTip(plain_tooltip(why))

    def sizeHint(self) -> QSize:
        """A line for the name, a line for the list."""
        height = self._name_height() + self._list_height() + 2 * _PAD + _GAP
        return QSize(super().sizeHint().width(), height)

    def _name_height(self) -> int:
        return self.fontMetrics().height() + 4

    def _list_height(self) -> int:
        return self.lists[0].sizeHint().height() if self.lists else 0

    def updateGeometries(self) -> None:
        """Keep the lists over their columns."""
        super().updateGeometries()
        self._place()

    def follow(self) -> None:
        """Put the lists in place after the table was scrolled sideways."""
        self._place()

    def _place(self) -> None:
        top = _PAD + self._name_height()
        for place, chooser in enumerate(self.lists):
            left = self.sectionViewportPosition(place)
            chooser.setGeometry(QRect(left + _PAD, top, self.sectionSize(place) - 2 * _PAD, self._list_height()))
            chooser.setVisible(place < self.count())

    def _bring(self, place: int) -> None:
        """Scroll the table to a column whose list got the keyboard."""
        table = self.parentWidget()
        bar = getattr(table, "horizontalScrollBar", None)
        if bar is None:
            return
        left, width = self.sectionPosition(place), self.sectionSize(place)
        if left < self.offset():
            bar().setValue(left)
        elif left + width > self.offset() + self.viewport().width():
            bar().setValue(left + width - self.viewport().width())

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        """The name, bold where the column is used, and a hairline below."""
        theme = current_theme()
        used = bool(self.lists[place].value())
        painter.save()
        painter.fillRect(rect, QColor(theme.panel))
        painter.setFont(scaled_font(self.font(), 1.0, weight=self.font().Weight.DemiBold))
        painter.setPen(QColor(theme.text if used else theme.text_soft))
        room = rect.adjusted(_PAD + 4, _PAD, -_PAD, 0)
        room.setHeight(self._name_height())
        name = painter.fontMetrics().elidedText(self._names[place], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.hairline))
        if used:  # said by the bold name too
            painter.fillRect(rect.left() + _PAD, rect.bottom() - 1, rect.width() - 2 * _PAD, 2, QColor(theme.accent))
        painter.restore()
