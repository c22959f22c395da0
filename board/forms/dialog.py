"""The frame of every form: rows of fields, one error line, Save and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from board.forms.fields import ErrorLine
from board.guards import guarded
from board.theme.widgets import plain_label

_FRAME_PX = 40  # for the title bar that the desktop puts above a window


@guarded
class FormDialog(QDialog):
    """A form with Save (Ctrl+Enter) and Cancel (Esc). Subclasses add rows and override `save`.

    Pressing Save asks every field for its `problem()`; the first one is told and its field gets the focus.  Then
    `save()` is called, which writes and returns whether the form may close; `fail` tells why it may not.
    """

    def __init__(self, title: str, save_text: str = "Save", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._fields: list[tuple[str, QWidget]] = []
        self._by_name: dict[str, QWidget] = {}
        inner = QWidget()
        self.form = QFormLayout(inner)
        self.form.setContentsMargins(16, 16, 16, 8)
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._area = area
        self.error = ErrorLine()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self.buttons.addButton(save_text, QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.save_button.setToolTip("Save and close (Ctrl+Enter)")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.error)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def add_row(self, label: str, widget: QWidget, name: str = "", hint: str = "") -> None:
        """A field with its label; `name` is the record's field, for `fail`. A `hint` stands below in quiet words."""
        shown: QLabel = plain_label(label)
        shown.setBuddy(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(label.replace("&", ""))
        self.form.addRow(shown, _with_hint(widget, hint) if hint else widget)
        self._fields.append((label, widget))
        if name:
            self._by_name[name] = widget

    def show_everything(self, width: int = 460, most: int = 720) -> None:
        """Make the form as high as its rows ask for, up to `most` px; beyond that it scrolls."""
        inner = self._area.widget()
        inner.ensurePolished()
        height = self.form.totalHeightForWidth(width) if self.form.hasHeightForWidth() else inner.sizeHint().height()
        foot = self.layout().itemAt(1).sizeHint().height()
        screen = self.screen().availableGeometry().height() - _FRAME_PX
        self.resize(width, min(most, screen, height + foot))

    def fail(self, sentence: str, name: str = "") -> None:
        """Say what is wrong, and put the focus on the field of that name."""
        self.error.tell(sentence)
        widget = self._by_name.get(name)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(widget)

    def accept(self) -> None:
        """Close only when every field is right and `save` has written."""
        for _, widget in self._fields:
            problem = getattr(widget, "problem", None)
            sentence = problem() if callable(problem) else ""
            if sentence:
                self.error.tell(sentence)
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(widget)
                return
        self.error.tell("")
        if self.save():
            super().accept()

    def save(self) -> bool:
        """Write what was entered; False (after `fail`) keeps the form open."""
        return True


def _with_hint(widget: QWidget, hint: str) -> QWidget:
    """The field with quiet words close below it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(widget)
    column.addWidget(plain_label(hint, soft=True, small=True, wrap=True))
    return both
