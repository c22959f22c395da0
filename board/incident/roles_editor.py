"""Who took which part in an incident: a line an actor, found by any of its names."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from board.forms import ChoiceField, NamePicker
from board.incident.editors import FieldEditor, line_edit
from board.session import Session
from board.theme.apply import icon_set
from db.records import Incident, Role
from db.vocabulary import ACTOR_ROLES

MOST_LINES = 60


class RoleLine(QWidget):
    """One actor with its part."""

    def __init__(self, session: Session, role: Role | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        labels = {actor.id: actor.name for actor in session.actors.values()}
        self.actor = NamePicker(labels, session.actor_names, "actor")
        self.actor.setAccessibleName("Actor")
        self.role = ChoiceField(ACTOR_ROLES)
        self.role.setAccessibleName("Part in the incident")
        self.as_named: QLineEdit = line_edit("As the source names it", "as the source names it")
        self.remove = QToolButton()
        self.remove.setToolTip("Take this actor out")
        self.remove.setAccessibleName("Take this actor out")
        icon_set().dress(self.remove, "close")
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.actor, 1)
        first.addWidget(self.remove)
        second.addWidget(self.role)
        second.addWidget(self.as_named, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(3)
        column.addLayout(first)
        column.addLayout(second)
        self.setFocusProxy(self.actor)
        if role is not None:
            self.actor.set_value(role.actor_id)
            self.role.set_value(role.role)
            self.as_named.setText(role.as_named)

    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        return not self.actor.text().strip()

    def value(self) -> Role:
        """The part. ValueError where the text names no actor."""
        self.actor.settle()
        actor_id = self.actor.value()
        assert actor_id is not None  # a picker that must not be empty raises first
        return Role(actor_id, self.role.value(), self.as_named.text().strip())


class RolesEditor(FieldEditor):
    """All actors of an incident."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: list[RoleLine] = []
        self.more = QPushButton("&Add actor")
        self.more.setProperty("quiet", True)
        self.more.clicked.connect(self.add_line)
        self.column.addWidget(self.more)

    def load(self, incident: Incident) -> None:
        """A line an actor, and an empty one where there is none."""
        for line in list(self.lines):
            self._take_out(line)
        for role in incident.actors[:MOST_LINES] or (None,):
            self._insert(role)
        self._rest = incident.actors[MOST_LINES:]
        self.setFocusProxy(self.lines[0])

    def entered(self) -> dict[str, Any]:
        """Each actor once in each part; lines left blank do not count."""
        roles = [line.value() for line in self.lines if not line.is_blank()] + list(self._rest)
        return {"actors": tuple({(role.actor_id, role.role): role for role in roles}.values())}

    def keep(self) -> object:
        """The texts of every line, and its part."""
        return [(line.actor.text(), line.role.value(), line.as_named.text()) for line in self.lines]

    def bring_back(self, kept: object) -> None:
        """Show the lines as they were typed."""
        assert isinstance(kept, list)
        for line in list(self.lines):
            self._take_out(line)
        for actor, role, as_named in kept:
            line = self._insert(None)
            line.actor.setText(actor)
            line.actor.textEdited.emit(actor)  # the picker looks up what is typed, not what is set
            line.role.set_value(role)
            line.as_named.setText(as_named)

    def add_line(self) -> None:
        """One more actor."""
        self._insert(None).actor.setFocus()
        self.value_changed.emit()

    def _insert(self, role: Role | None) -> RoleLine:
        line = RoleLine(self._session, role)
        line.remove.clicked.connect(partial(self._take_out, line))
        for signal in (line.actor.value_changed, line.role.value_changed, line.as_named.textChanged):
            signal.connect(self.value_changed)
        self.lines.append(line)
        self.column.insertWidget(self.column.count() - 1, line)
        return line

    def _take_out(self, line: RoleLine) -> None:
        self.lines.remove(line)
        self.column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.value_changed.emit()
