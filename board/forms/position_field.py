"""A position in one typed line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from board.forms.fields import mark_wrong
from board.forms.positions import EXAMPLE, parse_position, position_text
from board.theme.widgets import plain_label


class PositionField(QWidget):
    """Latitude and longitude in one line, with what they were taken for shown below.

    Signals: value_changed(): the text is another one now.
    """

    value_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(EXAMPLE)
        self.edit.setMaxLength(120)
        self.reading = plain_label(soft=True, small=True, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.edit)
        column.addWidget(self.reading)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._read)
        self._read()

    def value(self) -> tuple[float, float] | None:
        """(latitude, longitude), None where it is not known. ValueError with a sentence."""
        return parse_position(self.edit.text())

    def set_value(self, latitude: float | None, longitude: float | None) -> None:
        """Show a position."""
        if latitude is None or longitude is None:
            self.edit.clear()
            return
        # every digit is kept: what is not edited must come back as it was
        plain = (repr(value) if "e" not in repr(value) else f"{value:.12f}" for value in (latitude, longitude))
        self.edit.setText(", ".join(plain))

    def problem(self) -> str:
        """Why the text is no position."""
        try:
            self.value()
        except ValueError as error:
            return str(error)
        return ""

    def _read(self) -> None:
        sentence = self.problem()
        found = None if sentence else self.value()
        self.reading.setText(sentence or (position_text(*found) if found else "Not known"))
        mark_wrong(self.edit, bool(sentence))
        self.value_changed.emit()
