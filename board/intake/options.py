"""The right side of the mapping dialog: data set, dates, several names in a cell, kinds, values for every row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from board.forms import ChoiceField
from board.guards import guarded
from board.intake.draft import MappingDraft
from board.intake.wording import one_line
from board.theme.apply import icon_set
from board.theme.widgets import ElidedLabel, SectionLabel, plain_label, plain_tooltip
from db.readers import FIELDS
from db.vocabulary import INCIDENT_KINDS

_BY_WORDS = "By its words"
# What can be said for every row at once; a title or an id for all of them would be nonsense.
_FIXABLE = tuple(field for field in FIELDS if field not in ("outside_id", "title", "latitude", "longitude", "position"))


@guarded
class Options(QScrollArea):
    """Edits everything of a draft but its columns. Signals: changed(): the draft is another one now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: MappingDraft | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(12, 0, 12, 8)
        self._column.setSpacing(8)
        self._build_plain()
        self._build_kinds()
        self._build_fixed()
        self._column.addStretch(1)
        self.setWidget(inner)

    def _build_plain(self) -> None:
        self.dataset = QLineEdit()
        self.dataset.setMaxLength(120)
        self.dates = QComboBox()
        self.dates.addItem("8 June (day first)", True)
        self.dates.addItem("6 August (month first)", False)
        self.splitter = QLineEdit()
        self.splitter.setMaxLength(8)
        self.splitter.setPlaceholderText("nothing: one name a cell")
        for label, field, hint in (
            ("&Data set", self.dataset, "Its ids are kept under this name: read again, the same rows are updated."),
            ("A date like 8/6/2017 &is", self.dates, ""),
            ("&Several names in a cell are parted by", self.splitter, "Decimal commas and points are both understood."),
        ):
            shown = plain_label(label, wrap=True)
            shown.setBuddy(field)
            field.setAccessibleName(label.replace("&", ""))
            block = QVBoxLayout()
            block.setSpacing(3)
            block.addWidget(shown)
            block.addWidget(field)
            if hint:
                block.addWidget(plain_label(hint, soft=True, small=True, wrap=True))
            self._column.addLayout(block)
        self.dataset.textChanged.connect(self._take_plain)
        self.dates.currentIndexChanged.connect(self._take_plain)
        self.splitter.textChanged.connect(self._take_plain)

    def _build_kinds(self) -> None:
        self.kinds_label = SectionLabel("What its kinds stand for")
        self._kinds = QWidget()
        self._kind_grid = QGridLayout(self._kinds)
        self._kind_grid.setContentsMargins(0, 0, 0, 0)
        self._kind_grid.setVerticalSpacing(4)
        self._kind_grid.setColumnStretch(0, 1)
        self._kind_grid.setColumnStretch(1, 1)
        self.kind_fields: dict[str, ChoiceField] = {}
        self._shown_kinds: list[str] = []
        self._column.addSpacing(4)
        self._column.addWidget(self.kinds_label)
        self._column.addWidget(self._kinds)

    def _build_fixed(self) -> None:
        self.add_button = QPushButton("Add a &value …")
        self.add_button.setProperty("quiet", True)
        self.add_button.setToolTip(plain_tooltip("A field that every row gets where its own cell is empty"))
        self.add_button.clicked.connect(partial(self._add_fixed, "", ""))
        self.fixed_rows: list[FixedRow] = []
        self._fixed = QVBoxLayout()
        self._fixed.setSpacing(4)
        self._column.addSpacing(4)
        self._column.addWidget(SectionLabel("The same for every row"))
        hint = "Used where the row's own cell is empty, as in: Country is Syria."
        self._column.addWidget(plain_label(hint, soft=True, small=True, wrap=True))
        self._column.addLayout(self._fixed)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        """As wide as what is in it: nothing is cut off at the side, whatever the size of the text."""
        inner, bar = self.widget(), self.verticalScrollBar()
        width = inner.minimumSizeHint().width() + bar.sizeHint().width() if inner is not None else 0
        return QSize(width, 80)

    def sizeHint(self) -> QSize:
        """About thirty letters wide."""
        least = self.minimumSizeHint()
        return QSize(max(least.width(), self.fontMetrics().averageCharWidth() * 33), least.height())

    # -- the draft
    def show_draft(self, draft: MappingDraft) -> None:
        """Edit this draft from now on."""
        self._draft = None  # nothing that is set here is an edit
        self.dataset.setText(draft.dataset)
        self.dates.setCurrentIndex(0 if draft.day_first else 1)
        self.splitter.setText(draft.splitter)
        for row in self.fixed_rows:
            row.hide()
            row.deleteLater()
        self.fixed_rows = []
        for field, value in draft.fixed.items():
            self._add_fixed(field, value)
        self._draft = draft
        self._shown_kinds = []
        self.show_kinds()

    def show_kinds(self) -> None:
        """Offer the values that the columns of the kind have now."""
        if self._draft is None:
            return
        values = self._draft.kind_values()
        seen = bool(values)
        self.kinds_label.setVisible(seen)
        self._kinds.setVisible(seen)
        if [value for value, _ in values] == self._shown_kinds:
            for value, field in self.kind_fields.items():
                field.blockSignals(True)
                field.set_value(self._draft.kind_of(value))
                field.blockSignals(False)
            return
        self._shown_kinds = [value for value, _ in values]
        while (item := self._kind_grid.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.kind_fields = {}
        for number, (value, _count) in enumerate(values):
            self._add_kind(number, value)

    def _add_kind(self, number: int, value: str) -> None:
        assert self._draft is not None
        name = one_line(value, 60)
        field = ChoiceField(INCIDENT_KINDS, _BY_WORDS)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(8)
        field.view().setMinimumWidth(230)
        field.setAccessibleName(f"“{name}” stands for")
        field.set_value(self._draft.kind_of(value))
        field.value_changed.connect(partial(self._take_kind, value))
        self._kind_grid.addWidget(ElidedLabel(name), number, 0)
        self._kind_grid.addWidget(field, number, 1)
        self.kind_fields[value] = field

    def _add_fixed(self, field: str, value: str) -> None:
        row = FixedRow(_FIXABLE, field, value)
        row.changed.connect(self._take_fixed)
        row.removed.connect(partial(self._remove_fixed, row))
        self.fixed_rows.append(row)
        self._fixed.addWidget(row)
        if not field:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove_fixed(self, row: FixedRow) -> None:
        self.fixed_rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take_fixed()

    # -- what was edited
    def _take_plain(self) -> None:
        if self._draft is not None:
            self._draft.dataset = self.dataset.text()
            self._draft.day_first = bool(self.dates.currentData())
            self._draft.splitter = self.splitter.text()
            self.changed.emit()

    def _take_kind(self, value: str) -> None:
        if self._draft is not None:
            self._draft.set_kind(value, self.kind_fields[value].value())
            self.changed.emit()

    def _take_fixed(self) -> None:
        if self._draft is not None:
            self._draft.fixed = {row.code: row.value.text() for row in self.fixed_rows if row.code}
            self.changed.emit()


class FixedRow(QWidget):
    """One value for every row. Signals: changed(); removed()."""

    changed = Signal()
    removed = Signal()

    def __init__(self, fields: Sequence[str], field: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QComboBox()
        self.field.addItem("Field …", "")
        for code in fields:
            self.field.addItem(FIELDS[code], code)
        self.field.setCurrentIndex(max(0, self.field.findData(field)))
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.setMinimumContentsLength(7)
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field.view().setMinimumWidth(230)
        self.field.setAccessibleName("Field that every row gets")
        self.value = QLineEdit(value)
        self.value.setMaxLength(400)
        self.value.setAccessibleName("Its value")
        self.remove = QToolButton()
        icon_set().dress(self.remove, "close")
        self.remove.setAccessibleName("Take this value away")
        self.remove.setToolTip("Take this value away")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.value, 1)
        row.addWidget(self.remove)
        self.field.currentIndexChanged.connect(self.changed)
        self.value.textChanged.connect(self.changed)
        self.remove.clicked.connect(self.removed)

    @property
    def code(self) -> str:
        """The field chosen; empty for none yet."""
        return str(self.field.currentData() or "")
