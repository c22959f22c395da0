"""The small field that takes a typed date and brings the timeline there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from board.guards import guarded
from board.theme.widgets import plain_label
from db.dates import DateError, ImpreciseDate, from_typed

_WIDTH = 300


@guarded
class GoToDate(QFrame):
    """A field over the panel; a sentence below it says what is wrong.

    Signals: date_typed(ImpreciseDate): a date that can be gone to; closed(): given up or done.
    """

    date_typed = Signal(object)
    closed = Signal()

    def __init__(self, refuse: Callable[[ImpreciseDate], str], parent: QWidget) -> None:
        """`refuse` gives the sentence why a date cannot be gone to, or an empty one."""
        super().__init__(parent)
        self._refuse = refuse
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.field = QLineEdit()
        self.field.setPlaceholderText("8 June 2017, mid-June 2017, 2017-06 …")
        self.field.setAccessibleName("Go to date")
        self.field.returnPressed.connect(self._go)
        self.field.textEdited.connect(self._forgive)
        self._hint = plain_label("Go to date: type it and press Enter.", soft=True, small=True)
        self._wrong = plain_label(small=True, wrap=True)
        self._wrong.setProperty("danger", True)
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for widget in (self.field, self._hint, self._wrong):
            column.addWidget(widget)
        self.setFixedWidth(_WIDTH)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is wrong with the typed text; empty where nothing is."""
        return self._wrong.text()

    def open(self) -> None:
        """Show the field, empty, and take the keys."""
        self.field.clear()
        self._forgive()
        self.show()
        self.raise_()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return
        super().keyPressEvent(event)

    def _go(self) -> None:
        try:
            when = from_typed(self.field.text())
        except DateError as error:
            self._complain(str(error))
            return
        if when.earliest is None and when.latest is None:
            self._complain("Type a date, for example 8 June 2017.")
            return
        refusal = self._refuse(when)
        if refusal:
            self._complain(refusal)
            return
        self._close()
        self.date_typed.emit(when)

    def _complain(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.show()
        self._hint.hide()
        self._set_wrong(True)

    def _forgive(self) -> None:
        self._wrong.clear()
        self._wrong.hide()
        self._hint.show()
        self._set_wrong(False)

    def _set_wrong(self, wrong: bool) -> None:
        self.field.setProperty("wrong", wrong)
        self.field.setAccessibleDescription(self.sentence)
        self.field.style().polish(self.field)
        self.adjustSize()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
