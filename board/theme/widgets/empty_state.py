"""The quiet word in an empty panel: what is missing and what to do first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from board.guards import guarded
from board.theme.apply import current_theme, icon_set
from board.theme.widgets.labels import plain_label

_ICON_PX = 28


@guarded
class EmptyState(QWidget):
    """A quiet word in the middle of an empty panel: what is missing and what to do first.

    Signals: ``action_triggered`` when its button is pressed.
    """

    action_triggered = Signal()

    def __init__(
        self, title: str, sentence: str = "", action_text: str = "", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._icon = QLabel()
        self._title = plain_label(heading=True, wrap=True)
        self._sentence = plain_label(soft=True, wrap=True)
        self.button = QPushButton()
        self.button.clicked.connect(self.action_triggered)
        for label in (self._icon, self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = QWidget()
        middle.setMaximumWidth(380)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._icon)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(6)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)
        self.set_texts(title, sentence, action_text)

    def set_texts(self, title: str, sentence: str = "", action_text: str = "") -> None:
        """Say something else; an empty ``action_text`` shows no button."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.button.setText(action_text)
        self.button.setVisible(bool(action_text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        self._icon.setVisible(bool(self._icon_name))
        if self._icon_name:
            faint = current_theme().text_faint
            self._icon.setPixmap(icon_set().pixmap(self._icon_name, _ICON_PX, faint, self.devicePixelRatioF()))
