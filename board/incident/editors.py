"""The editors of an incident's fields, one a group of fields that belong together; rows and the form share them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from board.forms import ChoiceField, DateField, NamePicker, NumberOrUnknownField, TextField
from board.forms.position_field import PositionField
from board.session import Session
from board.theme.widgets import plain_label
from db.records import Incident
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS, PLACE_PRECISIONS, RELIABILITIES

LONGEST_LINE = 300


class FieldEditor(QWidget):
    """Base: shows some fields of an incident to be changed.

    Signals: value_changed(): something else is entered now.
    """

    value_changed = Signal()
    several_lines = False  # Enter makes a new line, Ctrl+Enter saves

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column: QBoxLayout = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def load(self, incident: Incident) -> None:
        """Show the fields of this incident."""
        raise NotImplementedError

    def entered(self) -> dict[str, Any]:
        """What is entered, by field of the record. ValueError with a sentence where it cannot be stored."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why it cannot be stored; empty where it can."""
        try:
            self.entered()
        except ValueError as error:
            return str(error)
        return ""

    def keep(self) -> object:
        """What is typed, right or wrong, for `bring_back`."""
        lines = [edit.text() for edit in self.findChildren(QLineEdit)]
        return lines, [edit.toPlainText() for edit in self.findChildren(TextField)]

    def bring_back(self, kept: object) -> None:
        """Show what `keep` gave."""
        assert isinstance(kept, tuple)
        for edit, text in zip(self.findChildren(QLineEdit), kept[0], strict=False):
            edit.setText(text)
        for area, text in zip(self.findChildren(TextField), kept[1], strict=False):
            area.setPlainText(text)

    def add(self, widget: QWidget, name: str = "") -> None:
        """Put a widget below the others and give it the keyboard first if it is the first."""
        if name:
            widget.setAccessibleName(name)
        self.column.addWidget(widget)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)


def line_edit(name: str, hint: str = "") -> QLineEdit:
    """A line for a short text."""
    edit = QLineEdit()
    edit.setMaxLength(LONGEST_LINE)
    edit.setPlaceholderText(hint)
    edit.setAccessibleName(name)
    return edit


class TitleEditor(FieldEditor):
    """The title in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = line_edit("Title", "What happened, in one sentence")
        self.edit.setMaxLength(1000)
        self.edit.textChanged.connect(self.value_changed)
        self.add(self.edit)

    def load(self, incident: Incident) -> None:
        """The title."""
        self.edit.setText(incident.title)

    def entered(self) -> dict[str, Any]:
        """Title; never empty."""
        if not self.edit.text().strip():
            raise ValueError("An incident needs a title.")
        return {"title": self.edit.text().strip()}


class ProseEditor(FieldEditor):
    """A text of several lines: the summary or the note."""

    several_lines = True

    def __init__(self, name: str, hint: str, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.area = TextField(lines, hint)
        self.area.value_changed.connect(self.value_changed)
        self.add(self.area, name.capitalize())

    def load(self, incident: Incident) -> None:
        """The text."""
        self.area.set_value(getattr(incident, self._name))

    def entered(self) -> dict[str, Any]:
        """The text without blank space around it."""
        return {self._name: self.area.value()}


class KindEditor(FieldEditor):
    """The kind of incident."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = ChoiceField(INCIDENT_KINDS)
        self.choice.value_changed.connect(self.value_changed)
        self.add(self.choice, "Kind of incident")

    def load(self, incident: Incident) -> None:
        """The kind."""
        self.choice.set_value(incident.kind)

    def entered(self) -> dict[str, Any]:
        """The code of the kind."""
        return {"kind": self.choice.value()}


class FlashpointEditor(FieldEditor):
    """The flashpoint, found by any of its names; empty for none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        labels = {flashpoint.id: flashpoint.name for flashpoint in session.flashpoints.values()}
        self.picker = NamePicker(labels, session.flashpoint_names, "flashpoint", "no flashpoint")
        self.picker.value_changed.connect(self.value_changed)
        self.add(self.picker, "Flashpoint")

    def load(self, incident: Incident) -> None:
        """The flashpoint."""
        self.picker.set_value(incident.flashpoint_id)

    def entered(self) -> dict[str, Any]:
        """The id, or None."""
        self.picker.settle()
        return {"flashpoint_id": self.picker.value()}


class TagsEditor(FieldEditor):
    """Tags in one line, parted by commas."""

    def __init__(self, known: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = line_edit("Tags", "Tags, parted by commas")
        self.edit.textChanged.connect(self.value_changed)
        self._known = known
        completer = QCompleter(known, self.edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.edit.setCompleter(completer)
        self.add(self.edit)

    def load(self, incident: Incident) -> None:
        """The tags."""
        self.edit.setText(", ".join(incident.tags))

    def entered(self) -> dict[str, Any]:
        """Each tag once."""
        tags = (tag.strip() for tag in self.edit.text().replace("،", ",").split(","))
        return {"tags": tuple(dict.fromkeys(filter(None, tags)))}


class WhenEditor(FieldEditor):
    """The date as far as it is known, and the time of day where it is."""

    def __init__(self, today: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.date = DateField(today=today, unknown="Date not known")
        self.time = line_edit("Time of day", "time, 14:30")
        self.zone = line_edit("Time zone", "zone: UTC, +03:00")
        self.date.value_changed.connect(self.value_changed)
        row = QHBoxLayout()
        row.setSpacing(4)
        for edit in (self.time, self.zone):
            edit.setMaxLength(12)
            edit.textChanged.connect(self.value_changed)
            row.addWidget(edit)
        self.add(self.date, "Date")
        self.column.addLayout(row)

    def load(self, incident: Incident) -> None:
        """Date, time, zone."""
        self.date.set_value(incident.date)
        self.time.setText(incident.time)
        self.zone.setText(incident.zone)

    def entered(self) -> dict[str, Any]:
        """A zone only stands with a time."""
        time, zone = read_time(self.time.text()), self.zone.text().strip()
        if zone and not time:
            raise ValueError("A time zone needs a time of day. Type the time, or leave both empty.")
        return {"date": self.date.value(), "time": time, "zone": zone}


def read_time(text: str) -> str:
    """A typed time of day as HH:MM, "" for none. ValueError with a sentence."""
    bare = text.strip().replace(".", ":").replace("h", ":").rstrip(":")
    if not bare:
        return ""
    hours, _, minutes = bare.partition(":")
    if len(bare) in (3, 4) and bare.isascii() and bare.isdecimal():
        hours, minutes = bare[:-2], bare[-2:]
    numbers = (hours, minutes or "0")
    if all(part.isascii() and part.isdecimal() and len(part) <= 2 for part in numbers):
        hour, minute = int(numbers[0]), int(numbers[1])
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    raise ValueError(f"“{text.strip()}” is no time of day. Type it as 14:30, or leave it empty where it is not known.")


class WhereEditor(FieldEditor):
    """The place by name and by position."""

    _NAMES = ("place", "district", "province", "country")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QFormLayout()
        rows.setVerticalSpacing(4)
        self.names: dict[str, QLineEdit] = {}
        for name in self._NAMES:
            self.names[name] = line_edit(name.capitalize())
            self.names[name].textChanged.connect(self.value_changed)
            rows.addRow(plain_label(name.capitalize(), soft=True), self.names[name])
        self.position = PositionField()
        self.position.value_changed.connect(self.value_changed)
        self.position.edit.setAccessibleName("Position")
        self.precision = ChoiceField(PLACE_PRECISIONS, "Not known")
        self.precision.value_changed.connect(self.value_changed)
        self.precision.setAccessibleName("Precision of the place")
        rows.addRow(plain_label("Position", soft=True), self.position)
        rows.addRow(plain_label("Precision", soft=True), self.precision)
        self.column.addLayout(rows)
        self.setFocusProxy(self.names["place"])

    def load(self, incident: Incident) -> None:
        """Names, position, precision."""
        for name, edit in self.names.items():
            edit.setText(getattr(incident, name))
        self.position.set_value(incident.latitude, incident.longitude)
        self.precision.set_value(incident.precision)

    def entered(self) -> dict[str, Any]:
        """Names and both degrees, or none."""
        spot = self.position.value()
        values: dict[str, Any] = {name: edit.text().strip() for name, edit in self.names.items()}
        latitude, longitude = spot if spot is not None else (None, None)
        return {**values, "latitude": latitude, "longitude": longitude, "precision": self.precision.value()}


class NumbersEditor(FieldEditor):
    """Numbers side by side, empty where not known."""

    def __init__(self, names: Mapping[str, str], what: str, parent: QWidget | None = None) -> None:
        """`names`: field of the record -> the word above it; `what` names the number in sentences."""
        super().__init__(parent)
        self._what = what
        row = QHBoxLayout()
        row.setSpacing(4)
        self.numbers: dict[str, NumberOrUnknownField] = {}
        for name, word in names.items():
            field = NumberOrUnknownField(what)
            field.setAccessibleName(f"{what}, {word}")
            field.value_changed.connect(self.value_changed)
            self.numbers[name] = field
            part = QVBoxLayout()
            part.setSpacing(1)
            part.addWidget(plain_label(word, soft=True, small=True))
            part.addWidget(field)
            row.addLayout(part)
        self.column.addLayout(row)
        self.column.addWidget(plain_label("Empty is not known; 0 is none.", soft=True, small=True))
        self.setFocusProxy(next(iter(self.numbers.values())))

    def load(self, incident: Incident) -> None:
        """The numbers."""
        for name, field in self.numbers.items():
            field.set_value(getattr(incident, name))

    def entered(self) -> dict[str, Any]:
        """Numbers in order: the lowest is not above the highest."""
        values = {name: field.value() for name, field in self.numbers.items()}
        known = [number for name, number in values.items() if number is not None and not name.endswith("civilians")]
        if known != sorted(known):
            raise ValueError(f"The {self._what} must not fall from the lowest to the highest.")
        return values


def deaths_editor() -> NumbersEditor:
    """Low, best, high, and the civilians among them."""
    names = {"deaths_low": "at least", "deaths_best": "best", "deaths_high": "at most", "deaths_civilians": "civilians"}
    return NumbersEditor(names, "number of dead")


def injured_editor() -> NumbersEditor:
    """Low and high."""
    return NumbersEditor({"injured_low": "at least", "injured_high": "at most"}, "number of injured")


class GradeEditor(FieldEditor):
    """The analyst's own grade: reliability of the source, credibility of the information."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reliability = ChoiceField(RELIABILITIES, "Source not judged")
        self.credibility = ChoiceField(CREDIBILITIES, "Information not judged")
        for choice, name in ((self.reliability, "Reliability"), (self.credibility, "Credibility")):
            choice.value_changed.connect(self.value_changed)
            self.add(choice, name)

    def load(self, incident: Incident) -> None:
        """Both halves."""
        self.reliability.set_value(incident.reliability)
        self.credibility.set_value(incident.credibility)

    def entered(self) -> dict[str, Any]:
        """Codes, or empty texts."""
        return {"reliability": self.reliability.value(), "credibility": self.credibility.value()}


class DoubtEditor(FieldEditor):
    """The source's own words of doubt, and whether the incident is disputed or one of a series."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hedge = line_edit("Words of doubt", "The source's own words: reportedly, our sources …")
        self.hedge.textChanged.connect(self.value_changed)
        self.disputed = QCheckBox("&Disputed: sources contradict one another")
        self.recurring = QCheckBox("&Recurring: a series rather than one incident")
        self.add(self.hedge)
        for box in (self.disputed, self.recurring):
            box.toggled.connect(self.value_changed)
            self.add(box)

    def load(self, incident: Incident) -> None:
        """Words and flags."""
        self.hedge.setText(incident.hedge)
        self.disputed.setChecked(incident.disputed)
        self.recurring.setChecked(incident.recurring)

    def entered(self) -> dict[str, Any]:
        """The words without the quotation marks that the panel puts round them."""
        words = self.hedge.text().strip().strip('“”"')
        return {"hedge": words, "disputed": self.disputed.isChecked(), "recurring": self.recurring.isChecked()}
