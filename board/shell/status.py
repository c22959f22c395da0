"""The line below the panels: the file, that it is saved, the counts; the last action with its undo."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from board.session import Session
from board.theme.apply import icon_set
from board.theme.widgets import ElidedLabel, plain_label, plain_tooltip
from db import Changes

_SAID_MS = 12_000


class StatusLine(QWidget):
    """Signals: undo_asked(); tray_asked(): the badge of the tray was pressed."""

    undo_asked = Signal()
    tray_asked = Signal()

    def __init__(self, session: Session, progress: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.file = ElidedLabel("", soft=True)
        self.file.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.said = ElidedLabel("")
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.keys = plain_label("", soft=True)
        self.undo = QPushButton()
        self.undo.setProperty("quiet", True)
        self.undo.clicked.connect(self.undo_asked)
        self.tray = QPushButton()
        self.tray.setProperty("quiet", True)
        self.tray.clicked.connect(self.tray_asked)
        icon_set().dress(self.tray, "tray", "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 10, 0)
        row.setSpacing(16)
        row.addWidget(self.file)
        row.addWidget(progress)
        row.addWidget(self.said, 1)
        row.addWidget(self.tray)
        row.addWidget(self.undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._forget_said)
        session.displaced_noticed.connect(self._on_displaced)
        session.board_changed.connect(self._on_board)
        session.said.connect(self.say)
        self._show_tray()
        self._show_counts()

    def say(self, sentence: str, tone: str) -> None:
        """Show a sentence for a while; an error stays until the next one."""
        self.said.setText(sentence)
        self.said.setToolTip(plain_tooltip(sentence))
        self.said.setProperty("tone", tone)
        self.said.style().polish(self.said)
        self._timer.stop()
        if tone != "error":
            self._timer.start(_SAID_MS)

    def _forget_said(self) -> None:
        self.said.setText("")

    def _on_board(self, changes: Changes) -> None:
        self._show_counts()
        if changes.touches("tray"):
            self._show_tray()

    def _show_tray(self) -> None:
        waiting = self._session.board.tray.waiting()
        self.tray.setText(f"Tray {waiting:,}" if waiting else "Tray")
        told = f"{_count(waiting, 'draft')} {'waits' if waiting == 1 else 'wait'} in the tray" if waiting else "The tray"
        self.tray.setToolTip(plain_tooltip(f"{told} (Alt+5)"))
        self.tray.setAccessibleName(told)

    def _on_displaced(self, _sentence: str) -> None:
        self._show_counts()

    def _show_counts(self) -> None:
        session = self._session
        state = "NOT SAVED" if session.displaced else "read only" if session.read_only else "saved"
        incidents = len(session.columns)
        parts = [
            session.board.path.name,
            state,
            _count(incidents, "incident"),
            _count(len(session.flashpoints), "flashpoint"),
            _count(len(session.actors), "actor"),
            _count(len(session.relationships), "relationship"),
        ]
        self.file.setText(" · ".join(parts))
        name = None if session.read_only else session.board.undo_name
        self.undo.setVisible(name is not None)
        if name is not None:
            text = name if len(name) <= 48 else name[:47] + "…"
            self.undo.setText(f"Undo “{text}”".replace("&", "&&"))
            self.undo.setToolTip(plain_tooltip(f"Undo “{name}” (Ctrl+Z)"))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
