"""The small form that says which level holds at a flashpoint since when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from board.forms import ChoiceField, DateField, FormDialog, TextField
from board.session import Session
from db.dates import from_days
from db.records import Flashpoint
from db.vocabulary import LEVELS


class LevelDialog(FormDialog):
    """Level, since when, and why: adds a step to the flashpoint's dated levels."""

    def __init__(self, session: Session, flashpoint: Flashpoint, parent: QWidget | None = None) -> None:
        super().__init__(f"Level of {flashpoint.name}", "Set level", parent)
        self._session = session
        self._flashpoint = flashpoint
        self.level = ChoiceField(LEVELS)
        self.level.set_value(flashpoint.level)
        self.since = DateField(today=session.as_of(), unknown="Since ever")
        self.since.set_value(from_days(session.as_of(), session.as_of()))
        self.note = TextField(2, "What shows it, and who says so")
        self.add_row("&Level", self.level, "level")
        self.add_row("&Since", self.since, "since")
        self.add_row("&Note", self.note, "note", "A short note stands on the card while there is no incident.")
        self.show_everything(420)

    def save(self) -> bool:
        """Write the step."""
        flashpoints, level = self._session.board.flashpoints, self.level.value()
        name = f"Set {self._flashpoint.name} to {LEVELS.label(level).lower()}"
        since, note = self.since.value(), self.note.value()

        def work() -> bool:
            flashpoints.set_level(self._flashpoint.id, level, since, note)
            return True

        return self._session.run(name, work) is True
