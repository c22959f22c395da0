"""The form of a citation: which source, where in it, what it says and how far it is believed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from board.forms import ChoiceField, FormDialog, TextField
from board.forms.asking import ask
from board.incident.source_form import SourceForm, SourcePicker
from board.session import Session
from board.words.claims import CLAIMABLE, FIELD_WORDS, value_words
from db.dates import DateError, from_typed
from db.records import Citation, Incident
from db.vocabulary import CITATION_BEARINGS, CREDIBILITIES, INCIDENT_KINDS

MOST_CLAIMS = 12


class ClaimsField(QWidget):
    """What the source gives where it differs or matters: a field and its value a line.

    Signals: value_changed().
    """

    value_changed = Signal()

    def __init__(self, today: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.lines: list[tuple[QComboBox, QLineEdit]] = []
        self.more = QPushButton("Add a value that it gives")
        self.more.setProperty("quiet", True)
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._add_blank)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(self.more)
        self.setFocusProxy(self.more)

    def value(self) -> dict[str, str]:
        """Field -> value as it is stored: dates as EDTF, kinds by code. ValueError with a sentence."""
        found: dict[str, str] = {}
        for field, edit in self.lines:
            text, name = edit.text().strip(), str(field.currentData())
            if text:
                found[name] = self._stored(name, text)
        return found

    def set_value(self, claims: dict[str, str]) -> None:
        """Show these."""
        for name, text in claims.items():
            field, edit = self._add(name)
            field.setCurrentIndex(field.findData(name))
            edit.setText(value_words(name, text))

    def problem(self) -> str:
        """Why a value cannot be stored."""
        try:
            self.value()
        except ValueError as error:
            return str(error)
        return ""

    def _stored(self, name: str, text: str) -> str:
        if name == "date":
            try:
                return from_typed(text, today=self._today).edtf
            except DateError as error:
                raise ValueError(str(error)) from error
        if name == "kind":
            code = INCIDENT_KINDS.find(text)
            if code is None:
                raise ValueError(f"“{text}” is no kind of incident. It is one of: {', '.join(INCIDENT_KINDS.codes)}.")
            return code
        return text

    def _add_blank(self) -> None:
        if len(self.lines) < MOST_CLAIMS:
            self._add("")[1].setFocus()

    def _add(self, name: str) -> tuple[QComboBox, QLineEdit]:
        field, edit = QComboBox(), QLineEdit()
        for code in dict.fromkeys((*CLAIMABLE, name)):
            if code:
                field.addItem(FIELD_WORDS.get(code, code), code)
        field.setAccessibleName("What the source gives")
        edit.setAccessibleName("The value that it gives")
        edit.setMaxLength(500)
        row = QHBoxLayout()
        row.addWidget(field)
        row.addWidget(edit, 1)
        self._column.insertLayout(self._column.count() - 1, row)
        self.lines.append((field, edit))
        edit.textChanged.connect(self.value_changed)
        return field, edit


class CitationForm(FormDialog):
    """Cites a source for an incident, or edits such a citation."""

    def __init__(
        self,
        session: Session,
        incident: Incident,
        citation: Citation | None = None,
        parent: QWidget | None = None,
        *,
        source_id: int | None = None,
    ) -> None:
        """With `source_id` that source is chosen already for a new citation."""
        super().__init__("Cite a source" if citation is None else "Citation", "Save", parent)
        self._session = session
        self._incident = incident
        self._old = citation
        self._build()
        if citation is not None:
            self._fill(citation)
        elif source_id is not None:
            self.source.set_value(source_id)
            self.quote.setFocus()
        self.show_everything(540)
        if session.read_only:
            self.save_button.hide()
            self.form.parentWidget().setEnabled(False)

    def _build(self) -> None:
        self.source = SourcePicker(self._session)
        self.new_button = QPushButton("New…")
        self.edit_button = QPushButton("Edit…")
        holder = _WithButtons(self.source, (self.new_button, self.edit_button))
        self.new_button.clicked.connect(self._new_source)
        self.edit_button.clicked.connect(self._edit_source)
        self.source.value_changed.connect(self._allow_edit)
        self.bearing = ChoiceField(CITATION_BEARINGS)
        self.quote = TextField(3, "The words themselves, in their own language")
        self.locator = QLineEdit()
        self.locator.setMaxLength(300)
        self.locator.setPlaceholderText("¶4, p. 12, 03:15")
        self.credibility = ChoiceField(CREDIBILITIES, "Not judged yet")
        self.claims = ClaimsField(self._session.as_of())
        self.add_row("&Source", holder, "source_id")
        self.add_row("&It", self.bearing, "bearing")
        self.add_row("&Quote", self.quote, "quote")
        self.add_row("&Where in it", self.locator, "locator")
        self.add_row("&Credibility", self.credibility, "credibility")
        self.add_row("It &gives", self.claims, "claims", "Such as another date or number; shown beside the assessment.")
        self._allow_edit()

    def _fill(self, citation: Citation) -> None:
        self.source.set_value(citation.source_id)
        self.bearing.set_value(citation.bearing)
        self.quote.set_value(citation.quote)
        self.locator.setText(citation.locator)
        self.credibility.set_value(citation.credibility)
        self.claims.set_value(citation.claims)

    def _allow_edit(self) -> None:
        self.edit_button.setEnabled(not self.source.problem())

    def _new_source(self) -> None:
        form = SourceForm(self._session, None, self)
        form.lines["title"].setText(self.source.text().strip())
        if ask(form) and form.source_id is not None:
            self.source.set_value(form.source_id)

    def _edit_source(self) -> None:
        source_id = self.source.value()
        if source_id is not None:
            ask(SourceForm(self._session, self._session.board.sources.get(source_id), self))
            self.source.set_value(source_id)

    def entered(self) -> dict[str, Any]:
        """Everything entered, by field of the record."""
        return {
            "source_id": self.source.value(),
            "bearing": self.bearing.value(),
            "quote": self.quote.value(),
            "locator": self.locator.text().strip(),
            "credibility": self.credibility.value(),
            "claims": self.claims.value(),
        }

    def save(self) -> bool:
        """Write the citation as one step."""
        values = self.entered()
        words = "Edit citation" if self._old else "Add citation"
        if self._session.run(words, partial(self._write, values)) is None:
            self.fail("The citation was not saved: the line at the foot of the window says why.")
            return False
        return True

    def _write(self, values: dict[str, Any]) -> int:
        store = self._session.board.citations
        if self._old is None:
            return store.add(Citation(**values, incident_id=self._incident.id))
        store.update(self._old.id, **values)
        return self._old.id


class _WithButtons(QWidget):
    """A field with buttons beside it that answers for the field."""

    def __init__(self, field: SourcePicker, buttons: tuple[QPushButton, ...]) -> None:
        super().__init__()
        self.field = field
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(field, 1)
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        self.setFocusProxy(field)

    def problem(self) -> str:
        """That of the field."""
        return self.field.problem()
