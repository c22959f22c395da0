"""The choices beside the pages: what is printed, of which days, on which paper, and what may leave the board."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout, QWidget

from board.focus import UNASSIGNED
from board.forms.fields import ChoiceField, DateField
from board.forms.picker import NamePicker
from board.forms.profile_field import ProfileField
from board.session import Session
from board.sheets.choices import SHEET_KINDS, Choices
from board.theme.widgets import SectionLabel, plain_label
from db.dates import UNKNOWN, from_days
from db.names import isolate, show_controls
from db.records import Profile
from db.releasing import rank
from db.vocabulary import MARKINGS

_OF_THE_FOCUS, _OF_ALL_DAYS, _OF_THESE_DAYS = "focus", "all", "typed"


def kind_of_focus(session: Session) -> tuple[str, int]:
    """What the focus suggests to print, and its id."""
    state = session.focus.state
    points = state.flashpoints - {UNASSIGNED}
    if len(points) == 1 == len(state.flashpoints):
        return "flashpoint", next(iter(points))
    if len(state.actors) == 1:
        return "actor", next(iter(state.actors))
    return ("chronology", 0) if state.narrowed() else ("overview", 0)


class ChoiceForm(QWidget):
    """Signals: choices_changed(): something else is to be printed; profile_asked(): a new release profile is wanted."""

    choices_changed = Signal()
    profile_asked = Signal()

    def __init__(self, session: Session, kind: str = "", about: int = 0, parent: QWidget | None = None) -> None:
        """`kind` and `about`: what to print first; without them what the focus suggests."""
        super().__init__(parent)
        self._session = session
        if not kind:
            kind, about = kind_of_focus(session)
        self._make_what()
        self._make_days()
        self._make_paper()
        self._make_profile()
        self._lay_out()
        self._narrow()
        self.begin_with(kind, about)
        self._connect()

    # -- the fields
    def _make_what(self) -> None:
        session = self._session
        self.kind = QComboBox()
        for code, label in SHEET_KINDS.items():
            words = "Chronology of the focus" if code == "chronology" else label
            if code == "incident" and session.focus.state.incident is None:
                continue
            self.kind.addItem(words, code)
        self.kind.setAccessibleName("What to print")
        self.flashpoint = QComboBox()
        for one in session.flashpoints.values():
            self.flashpoint.addItem(show_controls(one.name), one.id)
        self.flashpoint.setAccessibleName("Which flashpoint")
        labels = {one.id: show_controls(one.label) for one in session.actors.values()}
        self.actor = NamePicker(labels, session.actor_names)
        self.actor.setAccessibleName("Which actor")
        self.incident = plain_label("", wrap=True)
        self._incident_id = session.focus.state.incident or 0
        if self._incident_id:
            title = session.board.incidents.titles([self._incident_id]).get(self._incident_id, "")
            self.incident.setText(isolate(show_controls(title)))

    def _make_days(self) -> None:
        session = self._session
        self.window_kind = QComboBox()
        if session.focus.state.window is not None:
            self.window_kind.addItem(f"In focus: {from_days(*session.focus.state.window).short()}", _OF_THE_FOCUS)
        self.window_kind.addItem("All days", _OF_ALL_DAYS)
        self.window_kind.addItem("These days…", _OF_THESE_DAYS)
        self.window_kind.setAccessibleName("Window")
        self.days = DateField(unknown="All days")
        self.days.edit.setPlaceholderText("May 2017, 2017-05-01/2017-06-20 …")
        self.days.setAccessibleName("Days of the window")
        self.as_of = DateField(unknown="The last day of the window")
        self.as_of.edit.setPlaceholderText("The last day of the window")
        self.as_of.setAccessibleName("As-of day")
        chosen = session.focus.state.as_of
        if chosen is not None:
            self.as_of.set_value(from_days(chosen, chosen))

    def _make_paper(self) -> None:
        self.paper = _combo((("A4", "a4"), ("Letter", "letter")), "Paper")
        self.side = _combo((("Portrait", False), ("Landscape", True)), "Which way the paper lies")
        self.ink = _combo((("Colour", False), ("Black and white", True)), "Colour or black and white")
        self.notes = QCheckBox("Notes of the analyst")
        self.graphic = QCheckBox("Graphic pictures unblurred")

    def _make_profile(self) -> None:
        self.release = ProfileField(self._session)
        self.profile, self.new_profile = self.release.box, self.release.new_button
        self.marking = ChoiceField(MARKINGS, "As what is shown")
        self.marking.setAccessibleName("Marking of the sheet")
        self.marking.setToolTip("It stands at the top and at the bottom of every page.")
        self.too_low = plain_label("", soft=True, wrap=True)

    def tell_marking(self, least: str) -> None:
        """Say so where a lower marking was chosen than that of what is shown."""
        chosen = self.marking.value()
        low = bool(chosen and least) and rank(chosen) > rank(least)
        said = f"What is shown is {MARKINGS.label(least)}, and so is the sheet. A release profile takes it out."
        self.too_low.setText(said if low else "")
        self._forms[-1].setRowVisible(self.too_low, low)

    def fill_profiles(self, chosen: str) -> None:
        """Read the release profiles anew and choose the one of that name, or what stands in for it."""
        own = (one for one in self._session.board.profiles.all() if one.name.casefold() == chosen.casefold())
        self.release.choose(next(own, Profile(chosen)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._forms: list[QFormLayout] = []
        self._section(column, "Sheet", (("Print", self.kind), ("Which", self.flashpoint), ("Which", self.actor)))
        self._forms[-1].addRow(plain_label("Which"), self.incident)
        self._section(column, "Days", (("Window", self.window_kind), ("From – to", self.days), ("As of", self.as_of)))
        self._section(column, "Paper", (("Size", self.paper), ("Lies", self.side), ("Ink", self.ink)))
        self._section(column, "What leaves the board", (("Release profile", self.release),))
        label = plain_label("Marking")
        label.setBuddy(self.marking)
        self._forms[-1].addRow(label, self.marking)
        self._forms[-1].addRow("", self.too_low)
        self._forms[-1].addRow("", self.notes)
        self._forms[-1].addRow("", self.graphic)

    def _section(self, column: QVBoxLayout, title: str, rows: tuple[tuple[str, QWidget], ...]) -> None:
        column.addWidget(SectionLabel(title))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setContentsMargins(0, 0, 0, 8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in rows:
            label = plain_label(words)
            label.setMinimumWidth(96)
            label.setBuddy(widget)
            form.addRow(label, widget)
        column.addLayout(form)
        self._forms.append(form)

    def _narrow(self) -> None:
        """No list is wider than its column, however long its entries are."""
        for box in self.findChildren(QComboBox):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)

    def _connect(self) -> None:
        for box in (self.kind, self.flashpoint, self.window_kind, self.paper, self.side, self.ink):
            box.currentIndexChanged.connect(self._changed)
        for field in (self.actor, self.days, self.as_of, self.marking):
            field.value_changed.connect(self._changed)
        for tick in (self.notes, self.graphic):
            tick.toggled.connect(self._changed)
        self.release.profile_changed.connect(self._changed)
        self.release.new_asked.connect(partial(self.profile_asked.emit))

    def begin_with(self, kind: str, about: int) -> None:
        """Choose this sheet."""
        if kind == "incident" and about and about != self._incident_id:
            self._incident_id = about
            title = self._session.board.incidents.titles([about]).get(about, "")
            self.incident.setText(isolate(show_controls(title)))
        if kind == "incident" and self.kind.findData("incident") < 0:
            self.kind.insertItem(self.kind.count() - 1, SHEET_KINDS["incident"], "incident")
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        if kind == "flashpoint":
            self.flashpoint.setCurrentIndex(max(0, self.flashpoint.findData(about)))
        first_actor = about if kind == "actor" else next(iter(self._session.actors), None)
        if first_actor is not None:
            self.actor.set_value(first_actor)
        self._show_rows()

    # -- what is chosen
    def problem(self) -> str:
        """Why nothing can be made of this; an empty text where it can."""
        kind = self.kind.currentData()
        if kind == "flashpoint" and self.flashpoint.currentData() is None:
            return "There is no flashpoint on this board yet."
        if kind == "actor" and (said := self.actor.problem() or ("" if self.actor.value() else "Choose an actor.")):
            return said
        typed = self.window_kind.currentData() == _OF_THESE_DAYS
        if typed and (said := self.days.problem()):
            return f"Window: {said}"
        if typed and (self.days.value().earliest is None) != (self.days.value().latest is None):
            return "Window: give both its first and its last day, such as “1 May 2017 – 20 June 2017”."
        said = self.as_of.problem()
        return f"As of: {said}" if said else ""

    def choices(self) -> Choices:
        """What is chosen. ValueError with a sentence where `problem` has one."""
        said = self.problem()
        if said:
            raise ValueError(said)
        kind = str(self.kind.currentData())
        about = {
            "flashpoint": self.flashpoint.currentData(),
            "actor": self.actor.value() if kind == "actor" else 0,
            "incident": self._incident_id,
        }.get(kind)
        return Choices(
            kind=kind,
            about=int(about or 0),
            window=self._window(),
            as_of=self.as_of.value().latest,
            incident_ids=self._ids_in_focus() if kind == "chronology" else None,
            paper=str(self.paper.currentData()),
            landscape=bool(self.side.currentData()),
            mono=bool(self.ink.currentData()),
            notes=self.notes.isChecked(),
            graphic=self.graphic.isChecked(),
            marking=self.marking.value(),
            profile=self.release.value(),
        )

    def _window(self) -> tuple[int, int] | None:
        how = self.window_kind.currentData()
        if how == _OF_THE_FOCUS:
            return self._session.focus.state.window
        typed = self.days.value() if how == _OF_THESE_DAYS else UNKNOWN
        return (typed.earliest, typed.latest) if typed.earliest is not None and typed.latest is not None else None

    def _ids_in_focus(self) -> tuple[int, ...] | None:
        """The incidents that pass the filters of the focus, whatever its window: the window is chosen here."""
        session = self._session
        if not session.focus.state.narrowed():
            return None
        places = session.activity().overlapping(*session.full_span(), session.groups_in_focus())
        return tuple(session.columns.ids[places].tolist())

    def _changed(self, *_: object) -> None:
        self._show_rows()
        self.choices_changed.emit()

    def _show_rows(self) -> None:
        kind = self.kind.currentData()
        what, days = self._forms[0], self._forms[1]
        for code, widget in (("flashpoint", self.flashpoint), ("actor", self.actor), ("incident", self.incident)):
            what.setRowVisible(widget, kind == code)
        self._forms[-1].setRowVisible(self.too_low, bool(self.too_low.text()))
        days.setRowVisible(self.window_kind, kind != "incident")
        days.setRowVisible(self.days, kind != "incident" and self.window_kind.currentData() == _OF_THESE_DAYS)


def _combo(entries: tuple[tuple[str, object], ...], name: str) -> QComboBox:
    box = QComboBox()
    for words, value in entries:
        box.addItem(words, value)
    box.setAccessibleName(name)
    return box
