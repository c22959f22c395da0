"""The form of a source: a document, post, broadcast, data set or person that says so."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from board.forms import ChoiceField, DateField, FormDialog, TextField
from board.forms.fields import mark_wrong
from board.forms.marking_field import marking_field
from board.session import Session
from db.names import show_controls
from db.records import Source
from db.vocabulary import RELIABILITIES

_SHOWN = 20
_ID = int(Qt.ItemDataRole.UserRole)


class SourcePicker(QLineEdit):
    """Chooses a source by typing a part of its title or publisher.

    Signals: value_changed(): another source, or none, is chosen now.
    """

    value_changed = Signal()

    def __init__(self, session: Session, empty: str = "", parent: QWidget | None = None) -> None:
        """With `empty` (shown in the empty field) choosing none is right."""
        super().__init__(parent)
        self._session = session
        self._may_be_empty = bool(empty)
        self._found: dict[str, int] = {}
        self._value: int | None = None
        self.setMaxLength(1000)
        self.setPlaceholderText(empty or "Type a part of the title or publisher")
        self._labels = QStringListModel(self)
        self._completer = QCompleter(self._labels, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated[str].connect(self._choose)
        self.setCompleter(self._completer)
        self.textEdited.connect(self._look_up)

    def value(self) -> int | None:
        """The id of the source. ValueError with a sentence where none is chosen."""
        problem = self.problem()
        if problem:
            raise ValueError(problem)
        return self._value

    def set_value(self, source_id: int | None) -> None:
        """Choose a source."""
        self._value = source_id
        self.setText(label_of(self._session.board.sources.get(source_id)) if source_id is not None else "")
        self.setCursorPosition(0)
        self.value_changed.emit()

    def problem(self) -> str:
        """Why there is no source yet."""
        text = self.text().strip()
        if self._value is not None or (not text and self._may_be_empty):
            return ""
        return (
            f"No source is called “{text}”. Choose one from the list, or add a new one." if text else "Choose a source."
        )

    def _look_up(self, text: str) -> None:
        found = self._session.board.sources.find(text.strip(), _SHOWN) if text.strip() else []
        self._found = {}
        for source in found:
            label = label_of(source)
            self._found[label if label not in self._found else f"{label} ({source.id})"] = source.id
        self._labels.setStringList(list(self._found))
        self._take(self._found.get(text))

    def _choose(self, label: str) -> None:
        self._take(self._found.get(label))

    def _take(self, source_id: int | None) -> None:
        mark_wrong(self, False)
        if source_id != self._value:
            self._value = source_id
            self.value_changed.emit()


def label_of(source: Source) -> str:
    """A source in one line: publisher, title, day."""
    day = source.published.short() if source.published.edtf else ""
    return show_controls(" · ".join(filter(None, (source.publisher, source.title, day))))


class QuotedSources(QWidget):
    """The sources that this one repeats.

    Signals: value_changed().
    """

    value_changed = Signal()

    def __init__(self, session: Session, own_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._own_id = session, own_id
        self.picker = SourcePicker(session, "another source of this board")
        self.add_button = QPushButton("Add")
        self.add_button.setAutoDefault(False)
        self.rows = QListWidget()
        self.rows.setAccessibleName("Sources that it repeats; Delete takes one out")
        self.rows.setMaximumHeight(74)
        row = QHBoxLayout()
        row.addWidget(self.picker, 1)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.rows)
        self.add_button.clicked.connect(self.add_chosen)
        self.rows.itemActivated.connect(self._take_out)
        self.setFocusProxy(self.picker)

    def value(self) -> tuple[int, ...]:
        """Ids in the order of the list."""
        return tuple(self.rows.item(row).data(_ID) for row in range(self.rows.count()))

    def set_value(self, ids: tuple[int, ...]) -> None:
        """Show these."""
        self.rows.clear()
        for source in self._session.board.sources.many(ids):
            self._put(source)
        self._fit()

    def problem(self) -> str:
        """A text that chose no source is not lost in silence."""
        if not self.picker.text().strip():
            return ""
        return self.picker.problem() or "Press Add to note the source that is repeated, or empty the field."

    def add_chosen(self) -> None:
        """Note the source in the picker."""
        if self.picker.problem() or self.picker.value() is None:
            return
        source_id = self.picker.value()
        if source_id not in (*self.value(), self._own_id):
            self._put(self._session.board.sources.get(source_id or 0))
        self.picker.set_value(None)
        self._fit()
        self.value_changed.emit()

    def _put(self, source: Source) -> None:
        item = QListWidgetItem(label_of(source))
        item.setData(_ID, source.id)
        item.setToolTip("Enter or a double click takes it out")
        self.rows.addItem(item)

    def _take_out(self, item: QListWidgetItem) -> None:
        self.rows.takeItem(self.rows.row(item))
        self._fit()
        self.value_changed.emit()

    def _fit(self) -> None:
        self.rows.setVisible(self.rows.count() > 0)


class SourceForm(FormDialog):
    """All fields of a source; `source_id` is the one written once it was saved."""

    def __init__(self, session: Session, source: Source | None = None, parent: QWidget | None = None) -> None:
        title = "New source" if source is None else "Source"
        super().__init__(title, "Add source" if source is None else "Save", parent)
        self._session = session
        self._old = source
        self.source_id: int | None = source.id if source else None
        self._build()
        self._fill(source or Source(""))
        self.show_everything(540)
        if session.read_only:
            self.save_button.hide()
            self.form.parentWidget().setEnabled(False)

    def _build(self) -> None:
        today = self._session.as_of()
        self.lines: dict[str, QLineEdit] = {}
        for name, label in (
            ("title", "&Title"),
            ("publisher", "&Publisher"),
            ("author", "&Author"),
            ("address", "A&ddress"),
        ):
            self.lines[name] = QLineEdit()
            self.lines[name].setMaxLength(2000)
            self.add_row(label, self.lines[name], name)
        self.published = DateField(today=today, unknown="Undated")
        self.retrieved = DateField(today=today)
        self.language = QLineEdit()
        self.language.setMaxLength(60)
        self.reliability = ChoiceField(RELIABILITIES, "Not judged yet")
        self.quotes = QuotedSources(self._session, self.source_id or 0)
        self.text = TextField(5, "The words of the source, as far as they matter")
        self.note = TextField(2)
        self.marking = marking_field(self._session)
        self.add_row("P&ublished", self.published, "published")
        self.add_row("&Retrieved", self.retrieved, "retrieved")
        self.add_row("&Language", self.language, "language")
        self.add_row("R&eliability", self.reliability, "reliability")
        self.add_row("Repea&ts", self.quotes, "quotes", "Articles that repeat one report are one voice, not many.")
        self.add_row("Te&xt", self.text, "text")
        self.add_row("&Note", self.note, "note")
        self.add_row("&Marking", self.marking, "marking")

    def _fill(self, source: Source) -> None:
        for name, edit in self.lines.items():
            edit.setText(getattr(source, name))
        self.published.set_value(source.published)
        self.retrieved.set_value(source.retrieved)
        self.language.setText(source.language)
        self.reliability.set_value(source.reliability)
        self.quotes.set_value(source.quotes)
        # a long original is read elsewhere: here only what can be edited without harm
        self._text_kept = len(source.text) > 20_000
        self.text.set_value("" if self._text_kept else source.text)
        self.text.setReadOnly(self._text_kept)
        if self._text_kept:
            self.text.setPlaceholderText(f"The text has {len(source.text):,} characters and is kept as it is.")
        self.note.set_value(source.note)
        self.marking.set_value(source.marking)

    def entered(self) -> dict[str, Any]:
        """Everything entered, by field of the record."""
        values: dict[str, Any] = {name: edit.text().strip() for name, edit in self.lines.items()}
        values |= {
            "published": self.published.value(),
            "retrieved": self.retrieved.value(),
            "language": self.language.text().strip(),
            "reliability": self.reliability.value(),
            "quotes": self.quotes.value(),
            "note": self.note.value(),
            "marking": self.marking.value(),
        }
        return values if self._text_kept else values | {"text": self.text.value()}

    def save(self) -> bool:
        """Write the source as one step."""
        values = self.entered()
        if not values["title"]:
            self.fail("A source needs a title.", "title")
            return False
        words = f"{'Edit' if self._old else 'Add'} source “{values['title'][:40]}”"
        written = self._session.run(words, partial(self._write, values))
        if written is None:
            self.fail("The source was not saved: the line at the foot of the window says why.")
            return False
        self.source_id = written
        return True

    def _write(self, values: dict[str, Any]) -> int:
        store = self._session.board.sources
        if self._old is None:
            return store.add(Source(**values))
        old = self._old
        store.update(old.id, **{name: value for name, value in values.items() if getattr(old, name) != value})
        return old.id
