"""One actor of a draft being edited: of the board, found by any of its names, or a new one by the name typed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from board.forms import ChoiceField, NamePicker
from board.session import Session
from board.theme.apply import icon_set
from board.theme.widgets import plain_label
from db.drafts import DraftActor
from db.vocabulary import ACTOR_KINDS, ACTOR_ROLES


class ActorLine(QWidget):
    """One actor of a draft: of the board, found by any name, or a new one by the name typed.

    Signals: remove_asked(); changed(): another actor or part is entered.
    """

    remove_asked = Signal()
    changed = Signal()

    def __init__(self, session: Session, actor: DraftActor | None, *, with_role: bool = True) -> None:
        super().__init__()
        self.was = actor  # as the draft had it
        labels = {known.id: known.name for known in session.actors.values()}
        self.picker = NamePicker(labels, session.actor_names, "actor")
        self.picker.setAccessibleName("Actor")
        self.role = ChoiceField(ACTOR_ROLES)
        self.role.setAccessibleName("Part in the incident")
        self.kind = ChoiceField(ACTOR_KINDS)
        self.kind.setAccessibleName("Kind of the new actor")
        self.is_new = plain_label("new:", soft=True, small=True)
        remove = QToolButton()
        icon_set().dress(remove, "close")
        remove.setAccessibleName("Take this actor out")
        remove.setToolTip("Take this actor out")
        remove.clicked.connect(self.remove_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(2)
        for choice in (self.role, self.kind):
            choice.setMinimumContentsLength(6)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row, below, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for line in (row, below, third):
            line.setSpacing(4)
            column.addLayout(line)
        row.addWidget(self.picker, 1)
        third.addWidget(self.is_new)
        third.addWidget(self.kind, 1)
        if with_role:
            row.addWidget(remove)
            below.addWidget(self.role, 1)
        self.setFocusProxy(self.picker)
        if actor is not None:
            self.picker.set_value(actor.actor_id)
            if actor.actor_id is None:
                self.picker.setText(actor.name)
            self.role.set_value(actor.role)
            self.kind.set_value(actor.kind)
        self.picker.value_changed.connect(self._tell_new)
        self.picker.textChanged.connect(self._tell_new)
        self._tell_new()

    def _tell_new(self) -> None:
        new = self.picker.value_or_none() is None and bool(self.picker.text().strip())
        self.is_new.setVisible(new)
        self.kind.setVisible(new)
        self.changed.emit()

    def entered(self) -> DraftActor | None:
        """The actor; None for an empty line."""
        name = self.picker.text().strip()
        if not name:
            return None
        self.picker.settle()
        known = self.picker.value_or_none()
        old = self.was
        as_named = old.as_named or (old.name if old.actor_id != known else "") if old is not None else ""
        made = DraftActor(self.picker.text().strip(), self.role.value(), known, as_named, self.kind.value())
        if old is not None and old.actor_id == known and (known is not None or old.name == made.name):
            return replace(old, role=made.role, kind=old.kind if known is not None else made.kind)
        return made
