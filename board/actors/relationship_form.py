"""The form of a relationship: who stands how to whom, since when, until when, and whether that is contested."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from board.forms import ChoiceField, DateField, FormDialog, NamePicker, TextField
from board.forms.marking_field import marking_field
from board.session import Session
from board.theme.widgets import plain_label
from db import BoardError
from db.records import Relationship
from db.vocabulary import STANCES, UNDIRECTED_STANCES


class RelationshipForm(FormDialog):
    """Adds a relationship from one actor to another, or edits the one given.

    After it was accepted, `relationship_id` is its id.
    """

    def __init__(
        self,
        session: Session,
        relationship: Relationship | None = None,
        from_id: int | None = None,
        to_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, save = ("Edit relationship", "Save") if relationship else ("New relationship", "Add relationship")
        super().__init__(title, save, parent)
        self._session = session
        self._old = relationship
        self.relationship_id = relationship.id if relationship else 0
        labels = {actor.id: actor.name for actor in session.actors.values()}
        self.from_actor = NamePicker(labels, session.actor_names)
        self.to_actor = NamePicker(labels, session.actor_names)
        self.stance = ChoiceField(STANCES)
        self.swap_button = QPushButton("Swap")
        self.swap_button.setToolTip("Turn the relationship round (Alt+S)")
        self.swap_button.setShortcut("Alt+S")
        self.swap_button.clicked.connect(self._swap)
        self.since = DateField(session.as_of(), "Not known since when")
        self.until = DateField(session.as_of(), "Still holds, or not known until when")
        self.label = QLineEdit()
        self.label.setMaxLength(120)
        self.contested = QCheckBox("Only claimed: shown as contested")
        self.flashpoint = _flashpoint_choice(session)
        self.note = TextField(3)
        self.marking = marking_field(session)
        self.sentence = plain_label(soft=True, small=True, wrap=True)
        self._add_rows()
        for signal in (self.from_actor.value_changed, self.to_actor.value_changed, self.stance.value_changed):
            signal.connect(self._say)
        self._fill(relationship, from_id, to_id)
        self.show_everything()
        (
            self.to_actor if self.from_actor.value_or_none() and not self.to_actor.value_or_none() else self.stance
        ).setFocus()

    def _add_rows(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stance, 1)
        row.addWidget(self.swap_button)
        middle.setFocusProxy(self.stance)
        self.add_row("From", self.from_actor, "from_id")
        self.add_row("Stance", middle, "stance")
        self.stance.setAccessibleName("Stance")
        self.add_row("To", self.to_actor, "to_id")
        self.form.addRow("", self.sentence)
        self.add_row("Since", self.since, "since")
        self.add_row("Until", self.until, "until")
        self.add_row("Words", self.label, "label", "Written along the tie in place of the stance, such as “blocks”.")
        self.form.addRow("", self.contested)
        self.add_row("Only at", self.flashpoint, "flashpoint_id")
        self.add_row("Note", self.note, "note")
        self.add_row("Marking", self.marking, "marking")

    def _fill(self, old: Relationship | None, from_id: int | None, to_id: int | None) -> None:
        self.stance.set_value(old.stance if old else "backs")
        self.from_actor.set_value(old.from_id if old else from_id)
        self.to_actor.set_value(old.to_id if old else to_id)
        if old:
            self.since.set_value(old.since)
            self.until.set_value(old.until)
            self.label.setText(old.label)
            self.contested.setChecked(old.contested)
            self.flashpoint.setCurrentIndex(max(0, self.flashpoint.findData(old.flashpoint_id)))
            self.note.set_value(old.note)
            self.marking.set_value(old.marking)
        self._say()

    def _say(self) -> None:
        """The tie in words, so that its direction cannot be mistaken."""
        names = [self._session.actors[i].label if i else "…" for i in (self._from(), self._to())]
        code = self.stance.value()
        word = STANCES.label(code).lower()
        mutual = " (holds both ways)" if code in UNDIRECTED_STANCES else ""
        self.sentence.setText(f"{names[0]} {word} {names[1]}{mutual}")

    def _from(self) -> int | None:
        return self.from_actor.value_or_none()

    def _to(self) -> int | None:
        return self.to_actor.value_or_none()

    def _swap(self) -> None:
        one, two = self._from(), self._to()
        self.from_actor.set_value(two)
        self.to_actor.set_value(one)

    def save(self) -> bool:
        """Write the relationship; tells what is wrong and stays open where it cannot be stored."""
        values = {
            "from_id": self.from_actor.value(),
            "to_id": self.to_actor.value(),
            "stance": self.stance.value(),
            "since": self.since.value(),
            "until": self.until.value(),
            "label": self.label.text().strip(),
            "contested": self.contested.isChecked(),
            "flashpoint_id": self.flashpoint.currentData(),
            "note": self.note.value(),
            "marking": self.marking.value(),
        }
        ties = self._session.board.relationships
        phrase = ties.phrase(Relationship(**values))
        try:
            with self._session.board.command(f"{'Edit' if self._old else 'Add'} relationship {phrase}"):
                if self._old:
                    ties.update(self._old.id, **values)
                else:
                    self.relationship_id = ties.add(Relationship(**values))
        except BoardError as problem:
            self.fail(str(problem), getattr(problem, "field", ""))
            return False
        self._session.tell(self._session.board.last_changes, f"{'Edited' if self._old else 'Added'}: {phrase}.")
        return True


def _flashpoint_choice(session: Session) -> QComboBox:
    choice = QComboBox()
    choice.addItem("Everywhere", None)
    for flashpoint in session.flashpoints.values():
        choice.addItem(flashpoint.name, flashpoint.id)
    return choice
