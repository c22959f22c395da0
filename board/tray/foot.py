"""The foot of the drafts: what accepting the current one would change, and what is left to do with a document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.widgets import ElidedLabel, plain_label
from db.drafts import WAITING, Draft, TrayDocument

_LATER = ("Adds the source", "Uses the source", "Notes ")  # true of every draft of the document: told after the rest


@guarded
class Foot(QWidget):
    """Quiet lines below the cards. Signals: keep_asked(): only the source is to be kept; remove_asked()."""

    keep_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done = plain_label(wrap=True)
        self.brief = ElidedLabel(soft=True)
        self.brief.setProperty("small", True)
        self.changes = plain_label(soft=True, small=True, wrap=True)
        self.more = QPushButton("")
        self.more.setProperty("quiet", True)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_changes)
        self._sentences: list[str] = []
        self.keep, self.remove = QPushButton("Keep only the source"), QPushButton("Remove from the tray")
        for button, asked in ((self.keep, self.keep_asked), (self.remove, self.remove_asked)):
            button.setProperty("quiet", True)
            button.clicked.connect(asked)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.keep)
        row.addWidget(self.remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 10, 7)
        column.setSpacing(3)
        for widget in (self.done, self._buttons):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.brief, 1)
        row.addWidget(self.changes, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def tell_document(self, document: TrayDocument, drafts: Sequence[Draft], *, writable: bool, busy: str) -> None:
        """What is left to do with the document."""
        waiting = sum(draft.state == WAITING for draft in drafts)
        sentence = ""
        if busy:
            sentence = f"{busy} Nothing can be accepted until it ends."
        elif not writable:
            sentence = "This board is open for reading only: drafts can be read, not accepted."
        elif not drafts:
            sentence = "No incident was found. Select a passage and press N to make a draft of it."
            if not document.text.strip():
                sentence = "There is nothing to draft from."
        elif not waiting:
            all_of = "The draft" if len(drafts) == 1 else f"All {len(drafts):,} drafts"
            sentence = f"{all_of} of this document {'was' if len(drafts) == 1 else 'were'} dealt with."
        self.done.setText(sentence)
        self.done.setVisible(bool(sentence))
        self.keep.setVisible(document.source_id is None)
        self._buttons.setVisible(writable and not waiting)
        self._show_if_needed()

    def tell_consequences(self, sentences: Sequence[str]) -> None:
        """What accepting the current draft would change."""
        self._sentences = sorted(sentences, key=_comes_later)
        self._show_changes()

    def _show_changes(self, _checked: bool = False) -> None:
        """One line of them, or with the button pressed all."""
        told, every = bool(self._sentences), self.more.isChecked()
        self.brief.setText(" ".join(self._sentences))
        self.brief.setVisible(told and not every)
        self.changes.setText("\n".join(self._sentences))
        self.changes.setVisible(told and every)
        self.more.setText("less" if every else "all that changes")
        self.more.setVisible(told)
        self._show_if_needed()

    def _show_if_needed(self) -> None:
        self.setVisible(any(not part.isHidden() for part in (self.done, self._buttons, self.brief, self.changes)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel's colour with a hairline above."""
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.hairline))


def _comes_later(sentence: str) -> bool:
    return sentence.startswith(_LATER)
