"""Editing in place: one editor at a time, saved as one step; nothing that was typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from board.incident.editors import FieldEditor
from board.incident.slots import Slot
from board.session import Session
from board.words.incidents import short
from db.records import Incident


class Editing(QObject):
    """Begins, saves and reverts the editors of one page.

    Leaving an editor saves it where it can be saved.  Where it can't, it stays open with a sentence; if the page
    turns to another incident, what was typed is kept and comes back with the incident.

    Signals: closed(): an editor was closed, its value is shown again.
    """

    closed = Signal()

    def __init__(self, session: Session, slots: Mapping[str, Slot], page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._slots = slots
        self._page = page
        self.incident: Incident | None = None
        self._open: str | None = None
        self._drafts: dict[int, tuple[str, object]] = {}
        self._saving = False
        self._said = ""
        session.said.connect(self._hear)
        for key, slot in slots.items():
            slot.edit_asked.connect(partial(self.begin, key))
            slot.save_asked.connect(self.save)
            slot.revert_asked.connect(self.revert)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    @property
    def open_key(self) -> str | None:
        """The key of the slot that is being edited."""
        return self._open

    def begin(self, key: str) -> FieldEditor | None:
        """Open an editor; the one that is open is saved first, and stays if it can't be."""
        if self.incident is None or (self._open not in (None, key) and not self.save()):
            return None
        if self._session.refuses():  # before something is typed that could not be saved
            return None
        editor = self._slots[key].begin(self.incident)
        if editor is not None:
            self._open = key
        return editor

    def save(self) -> bool:
        """Write what is entered, if it differs; False, with a sentence on the page, where it cannot be stored."""
        slot = self._slot()
        if slot is None or slot.editor is None or self.incident is None:
            return True
        sentence = slot.editor.problem()
        if sentence:
            slot.error.tell(sentence)
            return False
        entered = slot.editor.entered()
        changed = {name: value for name, value in entered.items() if getattr(self.incident, name) != value}
        if changed and not self._write(slot, changed):
            slot.error.tell(self._said or "This was not saved.")
            return False
        self._close()
        return True

    def revert(self) -> None:
        """Show the value as it was."""
        self._close()

    def leave_for_good(self) -> None:
        """The page turns to something else: save, or keep what was typed for this incident."""
        slot = self._slot()
        if slot is None or slot.editor is None or self.incident is None or self._open is None:
            return
        if slot.editor.problem() or not self.save():
            self._drafts[self.incident.id] = (self._open, slot.editor.keep())
            self._close()
            sentence = f"What you typed as {slot.words} of “{short(self.incident.title)}” cannot be saved yet. It is kept there."
            self._session.said.emit(sentence, "note")

    def take_up(self) -> None:
        """Open the editor again whose text was kept for this incident."""
        if self.incident is None or self.incident.id not in self._drafts or self._session.busy:
            return
        key, kept = self._drafts.pop(self.incident.id)
        editor = self.begin(key)
        if editor is not None:
            editor.bring_back(kept)
            self._slots[key].error.tell(editor.problem())

    def _slot(self) -> Slot | None:
        return self._slots[self._open] if self._open is not None else None

    def _write(self, slot: Slot, changed: dict[str, Any]) -> bool:
        incident = self.incident
        assert incident is not None
        store = self._session.board.incidents

        def work() -> bool:
            store.update(incident.id, **changed)
            return True

        self._said, self._saving = "", True
        try:
            return bool(self._session.run(f"Change {slot.words} of “{short(incident.title)}”", work))
        finally:
            self._saving = False

    def _hear(self, sentence: str, tone: str) -> None:
        if self._saving and tone == "error":
            self._said = sentence

    def _close(self) -> None:
        slot, self._open = self._slot(), None
        if slot is not None:
            slot.finish()
            self.closed.emit()

    def _on_focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard went to another part of the window: save what is entered, if it can be."""
        slot = self._slot()
        if slot is None or slot.editor is None or new is None or self._saving:
            return
        if new.window() is self._page.window() and not slot.isAncestorOf(new) and new is not slot:
            self.save()
