"""The field for a release profile: the list of them, what makes, edits and deletes one, and what became of a choice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from board.forms.profile_dialog import ProfileDialog
from board.session import Session
from board.theme.widgets import plain_label
from db import Changes, Profile
from db.names import show_controls
from db.profiles import PARTNERS, deleting, in_words


class ProfileField(QWidget):
    """Signals: profile_changed(): another profile is chosen, or what it lets out is another; new_asked(): one more."""

    profile_changed = Signal()
    new_asked = Signal()

    def __init__(self, session: Session, wished: Profile = PARTNERS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._wished = session, wished
        self._deleted: Profile | None = None
        self.box = QComboBox()
        self.box.setAccessibleName("Release profile")
        self.new_button = _button("&New…", "Make another release profile")
        self.edit_button = _button("E&dit…", "Rename or change this release profile")
        self.delete_button = _button("De&lete", "Delete this release profile")
        self.note = plain_label("", wrap=True)
        self.note.setAccessibleName("What became of the release profile")
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.new_button, self.edit_button, self.delete_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.box)
        column.addWidget(self.note)
        column.addLayout(row)
        self.setFocusProxy(self.box)
        self._undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self._undo.setEnabled(False)
        self._undo.activated.connect(self._bring_back)
        self.refill()
        self._allow()
        self.box.currentIndexChanged.connect(self._choose)
        self.new_button.clicked.connect(partial(self.new_asked.emit))
        self.edit_button.clicked.connect(self._edit)
        self.delete_button.clicked.connect(self._delete)
        session.board_changed.connect(self._hear)
        session.busy_changed.connect(self._allow)

    def value(self) -> Profile:
        """The chosen profile, as it stands on the board."""
        chosen = self.box.currentData()
        assert isinstance(chosen, Profile)  # every board has some
        return chosen

    def choose(self, profile: Profile) -> None:
        """Choose this profile, or what stands in for it."""
        self._wished = profile
        self.refill()

    def stop(self) -> None:
        """Hear of nothing any more: the dialog is closed."""
        self._session.board_changed.disconnect(self._hear)

    def refill(self) -> None:
        """Read the profiles anew; where the chosen one is gone, say what stands in for it."""
        before = self.box.currentData()
        profiles = self._session.board.profiles.all()
        standing, sentence = self._session.board.profiles.standing(self._wished)
        with QSignalBlocker(self.box):
            self.box.clear()
            for profile in profiles:
                self.box.addItem(show_controls(profile.name), profile)
            self.box.setCurrentIndex(profiles.index(standing))
        self._tell(sentence)
        self._explain()
        if before is not None and before != standing:
            self.profile_changed.emit()

    def _tell(self, sentence: str) -> None:
        self.note.setText(show_controls(sentence))
        self.note.setVisible(bool(sentence))

    def _explain(self) -> None:
        self.box.setToolTip(show_controls("\n".join(in_words(self.value()))))

    def _hear(self, changes: Changes) -> None:
        if changes.touches("profiles"):
            self.refill()
        self._undo.setEnabled(self._can_bring_back())

    def _allow(self, _busy: str = "") -> None:
        for button in (self.new_button, self.edit_button, self.delete_button):
            button.setEnabled(self._session.writable)

    def _choose(self, _place: int) -> None:
        self._wished = self.value()
        self._tell("")
        self._explain()
        self.profile_changed.emit()

    def _edit(self) -> None:
        dialog = ProfileDialog(self._session, self.value(), self.window())
        dialog.exec()
        if dialog.saved is not None:
            self.choose(dialog.saved)
        dialog.deleteLater()

    def _delete(self) -> None:
        profile = self.value()
        if not profile.id:
            self._tell(f"“{profile.name}” comes with every board and cannot be deleted.")
            return
        self._deleted = profile
        if not self._session.run(deleting(profile.name), partial(_delete, self._session, profile)):
            self._deleted = None
            self._tell(f"“{profile.name}” was not deleted; the status line says why.")
            return
        self._undo.setEnabled(self._can_bring_back())
        self._tell(
            f"“{profile.name}” was deleted. Ctrl+Z brings it back. “{self.value().name}” is chosen now: "
            "of those that there are it lets the least out."
        )

    def _can_bring_back(self) -> bool:
        return self._deleted is not None and self._session.board.undo_name == deleting(self._deleted.name)

    def _bring_back(self) -> None:
        """Ctrl+Z, which the window below this dialog does not hear."""
        deleted = self._deleted
        if deleted is not None and self._can_bring_back():
            self._session.undo()
            self.choose(deleted)
            if self.value().id == deleted.id:
                self._deleted = None
                self._tell(f"“{deleted.name}” is back.")


def _delete(session: Session, profile: Profile) -> bool:
    session.board.profiles.delete(profile.id)
    return True


def _button(words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("quiet", True)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
