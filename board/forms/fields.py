"""Fields that know what they hold: imprecise dates, names, codes, numbers that may be unknown.

Each field has `value()`, `set_value(value)`, `problem()` and the signal `value_changed()`.  `problem()` is an empty
text while the field can be stored, else a sentence for the user; `value()` of a field with a problem raises ValueError
with that sentence.  None of them reads text as markup.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.widgets import plain_label
from db.dates import UNKNOWN, DateError, ImpreciseDate, from_typed
from db.names import split_names
from db.vocabulary import Vocabulary

LONGEST_TEXT = 20_000  # a QPlainTextEdit hangs on megabytes in one line
_FALLBACK = "Not known"


def mark_wrong(widget: QWidget, wrong: bool) -> None:
    """Give a field the red edge, or take it off."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


@guarded
class ErrorLine(QLabel):
    """One sentence in the colour of danger; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAccessibleName("What is wrong")
        self._colour()
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Show the sentence; an empty one hides the line."""
        self.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        _tint(self, current_theme().danger)


def _tint(label: QLabel, colour: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    label.setPalette(palette)


@guarded
class DateField(QWidget):
    """A typed date with what it was taken for shown live below: "8 June 2017 → 2017-06-08".

    An empty field is the unknown date.  `today` (a day number) settles what a date typed without its year means.
    Signals: value_changed(): the text is another one now, readable or not.
    """

    value_changed = Signal()

    def __init__(self, today: int | None = None, unknown: str = _FALLBACK, parent: QWidget | None = None) -> None:
        """`unknown` is what an empty field says: "Not known", "Since ever", "Still holds"."""
        super().__init__(parent)
        self._today = today
        self._unknown = unknown
        self._value = UNKNOWN
        self._problem = ""
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("8 June 2017, about 8 June 2017, June 2017 …")
        self.edit.setMaxLength(200)
        self.reading = plain_label(soft=True, small=True, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.edit)
        column.addWidget(self.reading)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._read)
        self._show()

    def value(self) -> ImpreciseDate:
        """The date typed; `UNKNOWN` for an empty field. ValueError with the sentence where it cannot be read."""
        if self._problem:
            raise ValueError(self._problem)
        return self._value

    def set_value(self, value: ImpreciseDate) -> None:
        """Show a date in words that read back to the same date."""
        self.edit.setText(value.text() if value.edtf else "")

    def problem(self) -> str:
        """Why the text is no date; empty where it is one or the field is empty."""
        return self._problem

    def setAccessibleName(self, name: str) -> None:
        """The name of the field is that of its line."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._show()

    def _read(self) -> None:
        self._value, self._problem = UNKNOWN, ""
        text = self.edit.text().strip()
        if text:
            try:
                self._value = from_typed(text, today=self._today)
            except DateError as error:
                self._problem = str(error)
        self._show()
        self.value_changed.emit()

    def _show(self) -> None:
        theme = current_theme()
        if self._problem:
            said = self._problem
        elif not self._value.edtf:
            said = self._unknown
        elif self.edit.text().strip() == self._value.edtf:
            said = f"{self._value.text()}"
        else:
            said = f"{self._value.text()} → {self._value.edtf}"
        self.reading.setText(said)
        self.edit.setAccessibleDescription(said)
        _tint(self.reading, theme.danger if self._problem else theme.text_soft)
        mark_wrong(self.edit, bool(self._problem))


@guarded
class TextField(QPlainTextEdit):
    """A few lines of plain text; Tab leaves it. Signals: value_changed(): the text is another one now."""

    value_changed = Signal()

    def __init__(self, lines: int = 3, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines wrap
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.textChanged.connect(self.value_changed)

    def value(self) -> str:
        """The text without blank space around it. ValueError where it is too long."""
        problem = self.problem()
        if problem:
            raise ValueError(problem)
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show this text."""
        self.setPlainText(value)

    def problem(self) -> str:
        """Says where the text is too long."""
        length = self.document().characterCount() - 1
        if length > LONGEST_TEXT:
            return f"This text has {length:,} characters; up to {LONGEST_TEXT:,} can be kept here. Shorten it."
        return ""

    def sizeHint(self) -> QSize:
        """So many lines high."""
        return QSize(260, QFontMetrics(self.font()).lineSpacing() * self._lines + 20)

    def minimumSizeHint(self) -> QSize:
        """Two lines at least."""
        return QSize(120, QFontMetrics(self.font()).lineSpacing() * min(self._lines, 2) + 16)


class NamesField(TextField):
    """Other names, one a line, in any script. Signals: value_changed(): the names are others now."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(lines, "One name a line, in any script", parent)

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names without blank lines and repetitions."""
        return split_names(super().value())

    def set_value(self, value: tuple[str, ...]) -> None:  # type: ignore[override]
        """Show these names."""
        super().set_value("\n".join(value))


@guarded
class ChoiceField(QComboBox):
    """One code of a vocabulary, shown by its label. Signals: value_changed(): another entry is chosen.

    With `empty` there is a first entry of that text whose code is "". The wheel changes nothing unless the
    field has the focus, so that scrolling a form does no harm.
    """

    value_changed = Signal()

    def __init__(self, vocabulary: Vocabulary, empty: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vocabulary = vocabulary
        if empty is not None:
            self.addItem(empty, "")
        for term in vocabulary.terms:
            self.addItem(term.label, term.code)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentIndexChanged.connect(self._tell)

    def value(self) -> str:
        """The code chosen."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose a code; KeyError where the list does not have it and shows no other words either."""
        place = self.findData(value)
        if place < 0:
            self.addItem(self._vocabulary[value].label, value)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def problem(self) -> str:
        """A choice from a list is never wrong."""
        return ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only a field in use follows the wheel."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self) -> None:
        self.value_changed.emit()


class NumberOrUnknownField(QLineEdit):
    """A whole number; empty means that it is not known, which is not 0. Signals: value_changed()."""

    value_changed = Signal()

    def __init__(
        self, what: str = "number", lowest: int = 0, highest: int = 10_000_000, parent: QWidget | None = None
    ) -> None:
        """`what` names the number in sentences: "number of dead"."""
        super().__init__(parent)
        self._what, self._lowest, self._highest = what, lowest, highest
        self.setPlaceholderText("not known")
        self.setMaxLength(16)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading)
        self.textChanged.connect(self._changed)

    def value(self) -> int | None:
        """The number, None for an empty field. ValueError with a sentence where it is none."""
        problem = self.problem()
        if problem:
            raise ValueError(problem)
        text = self._digits()
        return int(text) if text else None

    def set_value(self, value: int | None) -> None:
        """Show the number, or nothing for None."""
        self.setText("" if value is None else str(value))

    def problem(self) -> str:
        """Why the text is no such number; empty where it is one or the field is empty."""
        text = self._digits()
        if not text:
            return ""
        try:
            number = int(text)
        except ValueError:
            return f"“{self.text().strip()}” is no whole {self._what}. Leave the field empty where it is not known."
        if not self._lowest <= number <= self._highest:
            return f"The {self._what} must lie between {self._lowest:,} and {self._highest:,}."
        return ""

    def _digits(self) -> str:
        """The text without the blanks and commas that group digits."""
        return "".join(self.text().split()).replace(",", "").replace("\u202f", "")

    def _changed(self) -> None:
        mark_wrong(self, bool(self.problem()))
        self.value_changed.emit()
