"""What is to be done with a board that was dropped on another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from board.commands.entries import shown_name
from board.theme.widgets import plain_tooltip


class BoardChoice(QMessageBox):
    """Asks whether a board is opened, or gives incidents to the one that is open.

    Signals: open_asked(Path); incidents_asked(Path).
    """

    open_asked = Signal(object)
    incidents_asked = Signal(object)

    def __init__(self, path: Path, why_no_incidents: str, parent: QWidget | None = None) -> None:
        title = f"“{shown_name(path)}” is another board"
        super().__init__(QMessageBox.Icon.Question, title, title, QMessageBox.StandardButton.NoButton, parent)
        self._path = path
        self.setTextFormat(Qt.TextFormat.PlainText)
        told = "It is opened instead of this board, or incidents are taken from it into this one."
        self.setInformativeText(f"{told}\n\n{why_no_incidents}" if why_no_incidents else told)
        self.open_button = self.addButton("Open it", QMessageBox.ButtonRole.AcceptRole)
        self.incidents_button = self.addButton("Take incidents from it…", QMessageBox.ButtonRole.ActionRole)
        self.incidents_button.setEnabled(not why_no_incidents)
        self.incidents_button.setToolTip(plain_tooltip(why_no_incidents))
        self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(self.open_button)
        self.buttonClicked.connect(self._choose)

    def _choose(self, button: QAbstractButton) -> None:
        if button is self.open_button:
            self.open_asked.emit(self._path)
        elif button is self.incidents_button:
            self.incidents_asked.emit(self._path)
