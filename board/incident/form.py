"""The form of a whole incident, new or there already."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from board.focus import UNASSIGNED
from board.forms import FormDialog
from board.incident import editors
from board.incident.editors import FieldEditor
from board.incident.marking_editor import MarkingEditor
from board.incident.roles_editor import RolesEditor
from board.session import Session
from board.words.incidents import short
from db.dates import from_days
from db.records import Incident, Role


def prefilled(session: Session) -> Incident:
    """A new incident as the focus suggests it: its flashpoint, its actors, the as-of day."""
    state, day = session.focus.state, session.as_of()
    chosen = state.flashpoints - {UNASSIGNED}
    flashpoint = next(iter(chosen)) if len(chosen) == 1 else None
    actors = state.actors or frozenset(state.pair or ())
    roles = tuple(Role(actor_id, "participant") for actor_id in sorted(actors)[:4] if actor_id in session.actors)
    return Incident("", flashpoint_id=flashpoint, date=from_days(day, day), actors=roles)


class IncidentForm(FormDialog):
    """All fields of an incident; `incident_id` is the one written once it was saved."""

    def __init__(self, session: Session, incident: Incident | None = None, parent: QWidget | None = None) -> None:
        """`incident` without an id, or None, is a new one."""
        start = incident or prefilled(session)
        self._is_new = not start.id
        title = "New incident" if self._is_new else f"Edit “{short(start.title)}”"
        super().__init__(title, "Add incident" if self._is_new else "Save", parent)
        self._session = session
        self._start = start
        self.incident_id: int | None = start.id or None
        self.parts: dict[str, FieldEditor] = {}
        self._build()
        for editor in self.parts.values():
            editor.load(start)
        self.show_everything(560)
        self.parts["title"].setFocus()

    def _build(self) -> None:
        session = self._session
        known = session.board.incidents.tags()
        self._part("title", "&Title", editors.TitleEditor())
        self._part("kind", "&Kind", editors.KindEditor())
        self._part("flashpoint_id", "&Flashpoint", editors.FlashpointEditor(session))
        self._part("date", "&When", editors.WhenEditor(session.as_of()))
        self._part("place", "Wh&ere", editors.WhereEditor())
        self._part("summary", "&Summary", editors.ProseEditor("summary", "What happened, in your own words", 4))
        self._part("actors", "&Actors", RolesEditor(session))
        self._part("deaths_low", "&Killed", editors.deaths_editor())
        self._part("injured_low", "&Injured", editors.injured_editor())
        self._part("reliability", "&Grade", editors.GradeEditor())
        self._part("hedge", "&Doubt", editors.DoubtEditor())
        self._part("tags", "Ta&gs", editors.TagsEditor(known))
        self._part("note", "&Note", editors.ProseEditor("note", "For those who work on this board", 2))
        self._part("marking", "&Marking", MarkingEditor(session))

    def _part(self, name: str, label: str, editor: FieldEditor) -> None:
        self.parts[name] = editor
        self.add_row(label, editor, name)

    def entered(self) -> dict[str, Any]:
        """Everything entered, by field of the record."""
        values: dict[str, Any] = {}
        for editor in self.parts.values():
            values.update(editor.entered())
        return values

    def save(self) -> bool:
        """Write the incident as one step."""
        values = self.entered()
        words = "Add incident" if self._is_new else "Edit"
        written = self._session.run(f"{words} “{short(values['title'])}”", partial(self._write, values))
        if written is None:
            self.fail("The incident was not saved: the line at the foot of the window says why.")
            return False
        self.incident_id = written
        return True

    def _write(self, values: dict[str, Any]) -> int:
        store = self._session.board.incidents
        if self._is_new:
            return store.add(Incident(**values))
        store.update(
            self._start.id, **{name: value for name, value in values.items() if getattr(self._start, name) != value}
        )
        return self._start.id
