"""The form of an actor: names, kind, what it is part of, who it may really be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QColorDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from board.forms import ChoiceField, FormDialog, NamePicker, NamesField, TextField
from board.forms.marking_field import marking_field
from board.session import Session
from db import BoardError
from db.records import Actor
from db.vocabulary import ACTOR_KINDS


class ColourField(QWidget):
    """A colour as "#rrggbb", or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.button = QPushButton("None")
        self.button.setAccessibleName("Colour")
        self.clear_button = QPushButton("Clear")
        self.clear_button.setProperty("quiet", True)
        self.clear_button.setAccessibleName("No colour")
        self.clear_button.clicked.connect(partial(self.set_value, ""))
        self.button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.setFocusProxy(self.button)
        self.set_value("")

    def value(self) -> str:
        """The colour, empty for none."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show a colour; what is no colour counts as none."""
        colour = QColor(value) if value else QColor()
        self._value = colour.name() if colour.isValid() else ""
        self.button.setText(self._value or "None")
        self.clear_button.setVisible(bool(self._value))
        swatch = QPixmap(14, 14)
        swatch.fill(colour if self._value else Qt.GlobalColor.transparent)
        self.button.setIcon(QIcon(swatch))

    def problem(self) -> str:
        """Never wrong."""
        return ""

    def _choose(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._value or "#808080"), self, "Colour of the actor")
        if chosen.isValid():
            self.set_value(chosen.name())


class ActorForm(FormDialog):
    """Adds an actor, or edits the one given. After it was accepted, `actor_id` is its id.

    `place` is where a new actor is to stand in the panel; `pins` are places of others to be kept along with it.
    """

    def __init__(
        self,
        session: Session,
        actor: Actor | None = None,
        place: tuple[float, float] | None = None,
        pins: Mapping[int, tuple[float, float]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Edit actor" if actor else "New actor", "Save" if actor else "Add actor", parent)
        self._session = session
        self._actor = actor
        self._place = place
        self._pins = dict(pins or {})
        self.actor_id = actor.id if actor else 0
        self.name = QLineEdit()
        self.short_name = QLineEdit()
        self.other_names = NamesField(3)
        self.kind = ChoiceField(ACTOR_KINDS)
        others = {a.id: a.name for a in session.actors.values() if actor is None or a.id != actor.id}
        self.parent_actor = NamePicker(others, session.actor_names, "actor", "Part of no other actor")
        self.identity_note = TextField(3, "Who it may really be, and who says so")
        self.contested = QCheckBox("Its identity is contested")
        self.colour = ColourField()
        self.note = TextField(3)
        self.marking = marking_field(session)
        for field in (self.name, self.short_name):
            field.setMaxLength(300)
        self.add_row("Name", self.name, "name")
        self.add_row("Short name", self.short_name, "short_name", "What the panels show, such as SDF.")
        self.add_row("Other names", self.other_names, "other_names")
        self.add_row("Kind", self.kind, "kind")
        self.add_row("Part of", self.parent_actor, "parent_id")
        self.add_row("Identity", self.identity_note, "identity_note")
        self.form.addRow("", self.contested)
        self.add_row("Colour", self.colour, "colour")
        self.add_row("Note", self.note, "note")
        self.add_row("Marking", self.marking, "marking")
        self._fill(actor or Actor(""))
        self.show_everything()

    def _fill(self, actor: Actor) -> None:
        self.name.setText(actor.name)
        self.short_name.setText(actor.short_name)
        self.other_names.set_value(actor.other_names)
        self.kind.set_value(actor.kind)
        self.parent_actor.set_value(actor.parent_id)
        self.identity_note.set_value(actor.identity_note)
        self.contested.setChecked(actor.contested)
        self.colour.set_value(actor.colour)
        self.note.set_value(actor.note)
        self.marking.set_value(actor.marking)

    def save(self) -> bool:
        """Write the actor; tells what is wrong and stays open where it cannot be stored."""
        values = {
            "name": self.name.text().strip(),
            "short_name": self.short_name.text().strip(),
            "other_names": self.other_names.value(),
            "kind": self.kind.value(),
            "parent_id": self.parent_actor.value(),
            "identity_note": self.identity_note.value(),
            "contested": self.contested.isChecked(),
            "colour": self.colour.value(),
            "note": self.note.value(),
            "marking": self.marking.value(),
        }
        if not values["name"]:
            self.fail("An actor needs a name.", "name")
            return False
        label = values["short_name"] or values["name"]
        actors = self._session.board.actors
        try:
            with self._session.board.command(f"Edit {label}" if self._actor else f"Add actor {label}"):
                if self._actor:
                    actors.update(self._actor.id, **values)
                else:
                    x, y = self._place or (None, None)
                    self.actor_id = actors.add(Actor(**values, x=x, y=y))
                    actors.place(self._pins)
        except BoardError as problem:
            self.fail(str(problem), getattr(problem, "field", ""))
            return False
        self._session.tell(self._session.board.last_changes, f"{'Edited' if self._actor else 'Added'} {label}.")
        return True
