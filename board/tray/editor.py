"""The fields of a draft, to be changed in the place of its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from board.forms import ChoiceField, DateField, ErrorLine, NamePicker, NumberOrUnknownField
from board.guards import guarded
from board.session import Session
from board.theme.apply import current_theme
from board.theme.widgets import plain_label
from board.tray.actor_line import ActorLine
from board.tray.after_edit import marks_after, questions_after
from board.tray.card_layout import OUTER_X, OUTER_Y
from db.drafts import Draft, DraftActor, FlashpointDraft, IncidentDraft, RelationshipDraft
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS, STANCES

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_ACTORS = 24


@guarded
class DraftEditor(QWidget):
    """Fields of one draft. Signals: kept(): Enter; left(): Escape; height_changed(): it needs another height."""

    kept = Signal()
    left = Signal()
    height_changed = Signal()

    def __init__(self, session: Session, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.setObjectName("draft_editor")  # for the style sheet: fields here are not those of a table
        self._session = session
        self.actors: list[ActorLine] = []
        self.rows = QFormLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setVerticalSpacing(4)
        self.rows.setHorizontalSpacing(8)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.error = ErrorLine()
        self.keep_button, self.leave_button = QPushButton("Keep ⏎"), QPushButton("Leave")
        self.keep_button.setProperty("primary", True)
        self.keep_button.clicked.connect(self.kept)
        self.leave_button.clicked.connect(self.left)
        buttons = QHBoxLayout()
        for button in (self.keep_button, self.leave_button):
            buttons.addWidget(button)
        buttons.addWidget(plain_label("Enter keeps · Esc leaves", soft=True, small=True))
        buttons.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(OUTER_X + 12, OUTER_Y + 10, OUTER_X + 12, OUTER_Y + 10)
        column.setSpacing(6)
        column.addLayout(self.rows)
        column.addWidget(self.error)
        column.addLayout(buttons)
        column.addStretch(1)
        self._fields: dict[str, Any] = {}
        if isinstance(draft, IncidentDraft):
            self._build_incident(draft)
        elif isinstance(draft, RelationshipDraft):
            self._build_relationship(draft)
        else:
            self._build_flashpoint(draft)
        self._watch()
        for field in self._fields.values():
            if isinstance(field, DateField):
                field.value_changed.connect(self.height_changed)

    # -- building
    def _add(self, label: str, name: str, widget: QWidget) -> None:
        shown: QLabel = plain_label(label, soft=True)
        shown.setBuddy(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(label)
        self.rows.addRow(shown, widget)
        self._fields[name] = widget

    def _line(self, label: str, name: str, text: str, longest: int = 300) -> None:
        edit = QLineEdit(text)
        edit.setMaxLength(longest)
        edit.setCursorPosition(0)
        self._add(label, name, edit)

    def _build_incident(self, draft: IncidentDraft) -> None:
        session = self._session
        self._line("Title", "title", draft.title, 1000)
        date = DateField(today=session.as_of(), unknown="Date not known")
        date.set_value(draft.date)
        date.edit.setCursorPosition(0)
        self._add("When", "date", date)
        self._line("Place", "place", draft.place)
        labels = {flashpoint.id: flashpoint.name for flashpoint in session.flashpoints.values()}
        flashpoint = NamePicker(labels, session.flashpoint_names, "flashpoint", "no flashpoint")
        flashpoint.set_value(draft.flashpoint_id)
        self._add("Flashpoint", "flashpoint_id", flashpoint)
        self._build_actors(draft.actors)
        self._add_choice("Kind", "kind", ChoiceField(INCIDENT_KINDS), draft.kind)
        self._add_numbers(
            "Deaths",
            {
                "deaths_low": "at least",
                "deaths_best": "best",
                "deaths_high": "at most",
                "deaths_civilians": "civilians",
            },
        )
        self._add_numbers("Injured", {"injured_low": "at least", "injured_high": "at most"})
        self._add_choice("Credibility", "credibility", ChoiceField(CREDIBILITIES, "Not judged"), draft.credibility)
        self._line("Hedge", "hedge", draft.hedge)

    def _add_choice(self, label: str, name: str, choice: ChoiceField, code: str) -> None:
        choice.set_value(code)
        choice.setMinimumContentsLength(8)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._add(label, name, choice)

    def _add_numbers(self, label: str, names: dict[str, str]) -> None:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, (name, words) in enumerate(names.items()):
            number = NumberOrUnknownField(f"number for “{label.lower()}, {words}”")
            number.setPlaceholderText(words)
            number.setAccessibleName(f"{label}, {words}")
            number.setToolTip(f"{words}: empty is not known, 0 is none")
            number.set_value(getattr(self.draft, name))
            number.setMinimumWidth(44)
            grid.addWidget(number, place // 2, place % 2)
            self._fields[name] = number
        box.setFocusProxy(self._fields[next(iter(names))])
        self.rows.addRow(plain_label(label, soft=True), box)

    def _build_actors(self, actors: Sequence[DraftActor]) -> None:
        box = QWidget()
        self._actor_column = QVBoxLayout(box)
        self._actor_column.setContentsMargins(0, 0, 0, 0)
        self._actor_column.setSpacing(2)
        for actor in actors[:_MOST_ACTORS]:
            self._insert_actor(actor)
        more = QPushButton("Add actor")
        more.setProperty("quiet", True)
        more.clicked.connect(self._add_actor)
        row = QHBoxLayout()
        row.addWidget(more)
        row.addStretch(1)
        self._actor_column.addLayout(row)
        self.rows.addRow(plain_label("Actors", soft=True), box)

    def _insert_actor(self, actor: DraftActor | None) -> ActorLine:
        line = ActorLine(self._session, actor)
        line.remove_asked.connect(partial(self._take_out, line))
        self._actor_column.insertWidget(len(self.actors), line)
        self.actors.append(line)
        return line

    def _add_actor(self) -> None:
        line = self._insert_actor(None)
        self._watch()
        self.height_changed.emit()
        line.picker.setFocus()

    def _take_out(self, line: ActorLine) -> None:
        self.actors.remove(line)
        self._actor_column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.height_changed.emit()
        self._fields["title"].setFocus()

    def _build_relationship(self, draft: RelationshipDraft) -> None:
        for label, name, actor in (("From", "from_actor", draft.from_actor), ("To", "to_actor", draft.to_actor)):
            self._add(label, name, ActorLine(self._session, actor, with_role=False))
        self._add_choice("Stance", "stance", ChoiceField(STANCES), draft.stance)
        for label, name, unknown in (
            ("Since", "since", "Not known since when"),
            ("Until", "until", "Still holds, or not known"),
        ):
            date = DateField(today=self._session.as_of(), unknown=unknown)
            date.set_value(getattr(draft, name))
            self._add(label, name, date)
        self._add_choice("Credibility", "credibility", ChoiceField(CREDIBILITIES, "Not judged"), draft.credibility)

    def _build_flashpoint(self, draft: FlashpointDraft) -> None:
        self._line("Name", "name", draft.name)
        labels = {flashpoint.id: flashpoint.name for flashpoint in self._session.flashpoints.values()}
        known = NamePicker(labels, self._session.flashpoint_names, "flashpoint", "a new one")
        known.set_value(draft.flashpoint_id)
        self._add("Area of", "flashpoint_id", known)
        self._line("Says", "description", draft.description, 2000)

    # -- values
    def entered(self) -> Draft:
        """The draft as it is entered. ValueError with a sentence where it cannot be kept."""
        if isinstance(self.draft, IncidentDraft):
            return self._entered_incident(self.draft)
        if isinstance(self.draft, RelationshipDraft):
            return self._entered_relationship(self.draft)
        picker = self._fields["flashpoint_id"]
        picker.settle()
        return replace(
            self.draft,
            name=_needed(self._fields["name"].text(), "A flashpoint needs a name."),
            flashpoint_id=picker.value(),
            description=self._fields["description"].text().strip(),
        )

    def _entered_incident(self, draft: IncidentDraft) -> IncidentDraft:
        fields = self._fields
        fields["flashpoint_id"].settle()
        lines = [(line, line.entered()) for line in self.actors]
        actors = tuple(actor for _, actor in lines if actor is not None)
        numbers = {
            name: fields[name].value()
            for name in ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "injured_low", "injured_high")
        }
        place, flashpoint_id = fields["place"].text().strip(), fields["flashpoint_id"].value()
        values: dict[str, Any] = {
            "title": _needed(fields["title"].text(), "An incident needs a title."),
            "date": fields["date"].value(),
            "place": place,
            "flashpoint_id": flashpoint_id,
            "actors": actors,
            "kind": fields["kind"].value(),
            "credibility": fields["credibility"].value(),
            "hedge": fields["hedge"].text().strip().strip('“”"'),
            **numbers,
        }
        if place != draft.place:  # the position was that of the other place
            values |= {"latitude": None, "longitude": None, "precision": "", "province": "", "country": ""}
        kept = [line.was for line, actor in lines if actor is not None]
        changed = replace(draft, **values)
        return replace(changed, marks=marks_after(draft, kept), questions=questions_after(draft, changed, kept))

    def _entered_relationship(self, draft: RelationshipDraft) -> RelationshipDraft:
        fields = self._fields
        ends = [fields[name].entered() for name in ("from_actor", "to_actor")]
        if None in ends:
            raise ValueError("A relationship needs both its actors. Skip the draft instead.")
        changed = [end != old for end, old in zip(ends, (draft.from_actor, draft.to_actor), strict=True)]
        left = tuple(
            question
            for question in draft.questions
            if not (
                question.field in ("actor", "from_actor", "to_actor")
                and changed[1 if question.field == "to_actor" else min(question.index, 1)]
            )
        )
        return replace(
            draft,
            from_actor=ends[0],
            to_actor=ends[1],
            stance=fields["stance"].value(),
            since=fields["since"].value(),
            until=fields["until"].value(),
            credibility=fields["credibility"].value(),
            questions=left,
        )

    # -- the keyboard, the looks
    def begin(self) -> None:
        """The keyboard to the first field."""
        first: QWidget = next(iter(self._fields.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def fail(self, sentence: str) -> None:
        """Say why it cannot be kept."""
        self.error.tell(sentence)
        self.height_changed.emit()

    def wanted_height(self, width: int) -> int:
        """How high the fields are at that width."""
        self.ensurePolished()
        self._column.activate()
        if self._column.hasHeightForWidth():
            return self._column.totalHeightForWidth(width)
        return self._column.totalSizeHint().height()

    def _watch(self) -> None:
        for child in self.findChildren(QWidget):
            if isinstance(child, QLineEdit | QComboBox):
                child.removeEventFilter(self)
                child.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps from every field, but not while a list of names is open."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            completer = watched.completer() if isinstance(watched, QLineEdit) else None
            popup = completer.popup() if completer is not None else None
            listing = popup is not None and popup.isVisible()
            if event.key() in _ENTER and not listing:
                self.kept.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and not listing:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves from anywhere; other keys do not reach the list behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of the current card."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.window))
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(QColor(theme.raised))
        box = QRectF(self.rect()).adjusted(OUTER_X + 1, OUTER_Y + 1, -OUTER_X - 1, -OUTER_Y - 1)
        painter.drawRoundedRect(box, 5, 5)


def _needed(text: str, sentence: str) -> str:
    if not text.strip():
        raise ValueError(sentence)
    return text.strip()
