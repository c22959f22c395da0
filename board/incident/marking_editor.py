"""The editor of an incident's own marking."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from board.forms.marking_field import marking_field
from board.incident.editors import FieldEditor
from board.session import Session
from db.records import Incident


class MarkingEditor(FieldEditor):
    """The marking, or as the board."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = marking_field(session)
        self.choice.value_changed.connect(self.value_changed)
        self.add(self.choice, "Marking")

    def load(self, incident: Incident) -> None:
        """The marking."""
        self.choice.set_value(incident.marking)

    def entered(self) -> dict[str, Any]:
        """The code of the marking; empty for as the board."""
        return {"marking": self.choice.value()}
