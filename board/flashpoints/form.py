"""The form of a flashpoint, new or there already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from board.forms import ChoiceField, DateField, FormDialog, NamesField, TextField
from board.forms.marking_field import marking_field
from board.forms.position_field import PositionField
from board.session import Session
from db.areas import area_words, read_area
from db.dates import UNKNOWN, ImpreciseDate, from_days
from db.names import fold
from db.records import Flashpoint
from db.vocabulary import LEVELS

_LONGEST_NAME = 300


class KilometresField(QLineEdit):
    """A distance in km; empty for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("none")
        self.setMaxLength(12)

    def value(self) -> float | None:
        """The distance, None for an empty field. ValueError with a sentence."""
        text = self.text().strip().removesuffix("km").strip().replace(",", ".")
        if not text:
            return None
        try:
            distance = float(text)
        except ValueError as error:
            raise ValueError(f"“{self.text().strip()}” is no distance in km.") from error
        if not 0 < distance <= 5000:
            raise ValueError("The radius must lie above 0 and up to 5,000 km, or be empty.")
        return distance

    def problem(self) -> str:
        """Why the text is no distance."""
        try:
            self.value()
        except ValueError as error:
            return str(error)
        return ""


class AreaField(TextField):
    """A pasted GeoJSON area."""

    def value(self) -> str:
        """The checked geometry, "" for none. ValueError with a sentence."""
        return read_area(self.toPlainText())

    def problem(self) -> str:
        """Why the text is no area."""
        try:
            self.value()
        except ValueError as error:
            return str(error)
        return ""


class FlashpointForm(FormDialog):
    """All fields of a flashpoint; `flashpoint_id` is the one written once it was saved."""

    def __init__(self, session: Session, flashpoint: Flashpoint | None = None, parent: QWidget | None = None) -> None:
        title = f"Edit {flashpoint.name}" if flashpoint else "New flashpoint"
        super().__init__(title, "Save" if flashpoint else "Add flashpoint", parent)
        self._session = session
        self._old = flashpoint
        self.flashpoint_id: int | None = flashpoint.id if flashpoint else None
        self._build()
        self._fill(flashpoint or Flashpoint("", level="watch"))
        self.show_everything(520)

    def _build(self) -> None:
        today = self._session.as_of()
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.other_names = NamesField(3)
        self.position = PositionField()
        self.radius = KilometresField()
        self.area = AreaField(2, "GeoJSON, where the flashpoint is more than a point")
        self.description = TextField(3, "What is at stake here, and who stands where")
        self.level = ChoiceField(LEVELS)
        self.since = DateField(today=today, unknown="Since ever")
        self.last_checked = DateField(today=today, unknown="Not checked yet")
        self.opened = DateField(today=today)
        self.closed = DateField(today=today, unknown="Still open")
        self.note = TextField(2)
        self.marking = marking_field(self._session)
        self.add_row("&Name", self.name, "name")
        self.add_row(
            "&Other names", self.other_names, "other_names", "Names of its province or towns assign imported incidents."
        )
        self.add_row("&Position", self.position, "latitude")
        self.add_row("&Radius, km", self.radius, "radius_km", "Incidents this near belong to it when a table is read.")
        self.add_row("&Area", self.area, "area")
        self.add_row("&Description", self.description, "description")
        self.add_row("&Level", self.level, "level")
        self.add_row("Level s&ince", self.since, "since")
        self.add_row(
            "Last &checked", self.last_checked, "last_checked", "Silence is not calm: say when somebody last looked."
        )
        self.add_row("O&pened", self.opened, "opened")
        self.add_row("Clos&ed", self.closed, "closed")
        self.add_row("No&te", self.note, "note")
        self.add_row("&Marking", self.marking, "marking")

    def _fill(self, flashpoint: Flashpoint) -> None:
        self.name.setText(flashpoint.name)
        self.other_names.set_value(flashpoint.other_names)
        self.position.set_value(flashpoint.latitude, flashpoint.longitude)
        self.radius.setText("" if flashpoint.radius_km is None else f"{flashpoint.radius_km:g}")
        self.area.set_value(flashpoint.area)
        self.area.setToolTip(area_words(flashpoint.area))
        self.description.set_value(flashpoint.description)
        self.level.set_value(flashpoint.level)
        self._since_before = self._since(flashpoint)
        self.since.set_value(self._since_before)
        self.last_checked.set_value(flashpoint.last_checked)
        self.opened.set_value(flashpoint.opened)
        self.closed.set_value(flashpoint.closed)
        self.note.set_value(flashpoint.note)
        self.marking.set_value(flashpoint.marking)

    def _since(self, flashpoint: Flashpoint) -> ImpreciseDate:
        if not flashpoint.id:
            return from_days(self._session.as_of(), self._session.as_of())
        entries = self._session.board.flashpoints.levels(flashpoint.id)
        return entries[-1].since if entries else UNKNOWN

    def save(self) -> bool:
        """Write the flashpoint and, where it changed, a step of its levels."""
        name = self.name.text().strip()
        if not name:
            self.fail("A flashpoint needs a name.", "name")
            return False
        twin = self._same_name(name)
        if twin:
            self.fail(
                f"There is a flashpoint “{twin}” already. Choose another name, or add this one to its other names.",
                "name",
            )
            return False
        words = f"Edit flashpoint {name}" if self._old else f"Add flashpoint {name}"
        written = self._session.run(words, self._write)
        if written is None:
            self.fail("The flashpoint was not saved: the line at the foot of the window says why.")
            return False
        self.flashpoint_id = written
        return True

    def _same_name(self, name: str) -> str:
        for flashpoint in self._session.flashpoints.values():
            if fold(flashpoint.name) == fold(name) and flashpoint.id != self.flashpoint_id:
                return flashpoint.name
        return ""

    def _entered(self) -> dict[str, Any]:
        place = self.position.value()
        return {
            "name": self.name.text().strip(),
            "other_names": self.other_names.value(),
            "latitude": place[0] if place else None,
            "longitude": place[1] if place else None,
            "radius_km": self.radius.value(),
            "area": self.area.value(),
            "description": self.description.value(),
            "last_checked": self.last_checked.value(),
            "opened": self.opened.value(),
            "closed": self.closed.value(),
            "note": self.note.value(),
            "marking": self.marking.value(),
        }

    def _write(self) -> int:
        flashpoints = self._session.board.flashpoints
        level, since = self.level.value(), self.since.value()
        if self._old is None:
            flashpoint_id = flashpoints.add(replace(Flashpoint("-", level=level), **self._entered()))
            flashpoints.set_level(flashpoint_id, level, since)
            return flashpoint_id
        flashpoints.update(self._old.id, **self._entered())
        if level != self._old.level or since != self._since_before:
            flashpoints.set_level(self._old.id, level, since)
        return self._old.id
