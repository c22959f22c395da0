"""A field that finds a record by any of its names while one types."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from board.forms.fields import mark_wrong
from board.guards import guarded
from db.names import NameIndex

_MOST_SHOWN = 12


@guarded
class NamePicker(QLineEdit):
    """Chooses one record by typing a part of any of its names; Down opens the list of all.

    `labels` gives id -> what is shown, in the order of the list; `names` finds ids by their names.
    Signals: value_changed(): another record, or none, is chosen now.
    """

    value_changed = Signal()

    def __init__(
        self,
        labels: Mapping[int, str],
        names: NameIndex,
        what: str = "actor",
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`what` names the noun in sentences; with `empty` (shown in the empty field) choosing none is right."""
        super().__init__(parent)
        self._labels = _unique(labels)
        self._ids = {label: record_id for record_id, label in self._labels.items()}
        self._names = names
        self._what = what
        self._may_be_empty = bool(empty)
        self._value: int | None = None
        self.setPlaceholderText(empty or f"Type a part of the name of an {what}")
        self.setMaxLength(300)
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        # the index has found them, by other names too: the completer must not sift them again
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_SHOWN)
        self._completer.activated[str].connect(self._choose_label)
        self.setCompleter(self._completer)
        self.textEdited.connect(self._typed)

    def value(self) -> int | None:
        """The id chosen, None for none. ValueError with a sentence where the text names no record."""
        problem = self.problem()
        if problem:
            raise ValueError(problem)
        return self._value

    def value_or_none(self) -> int | None:
        """The id chosen so far, None for none: for what is shown while one types."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Choose a record; None, or an id that is not in the list, empties the field."""
        self._value = value if value in self._labels else None
        self.setText(self._labels[self._value] if self._value is not None else "")
        mark_wrong(self, False)
        self.value_changed.emit()

    def problem(self) -> str:
        """Why there is no record yet; empty where one is chosen, or none may be."""
        text = self.text().strip()
        if self._value is not None or (not text and self._may_be_empty):
            return ""
        if not text:
            return f"Choose an {self._what}." if self._what[:1] in "aeiou" else f"Choose a {self._what}."
        return f"No {self._what} of this board is named “{text}”. Choose one from the list."

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the list."""
        if event.key() == Qt.Key.Key_Down and not self._completer.popup().isVisible():
            self._propose()
            self._completer.complete()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field with a text that means one record chooses it."""
        if self._value is None and self.text().strip():
            self.settle()
        super().focusOutEvent(event)

    def _typed(self) -> None:
        found = self._ids.get(self.text().strip())
        self._set(found)
        self._propose()

    def _propose(self) -> None:
        text = self.text().strip()
        if not text or self._value is not None:
            self._model.setStringList(list(self._labels.values()))
            return
        matches = [*self._names.prefix(text, _MOST_SHOWN), *self._names.alike(text, _MOST_SHOWN)]
        ids = dict.fromkeys(match.owner for match in matches if match.owner in self._labels)
        self._model.setStringList([self._labels[record_id] for record_id in ids][:_MOST_SHOWN])

    def _choose_label(self, label: str) -> None:
        # the completer writes its text after this signal: the id is ours to keep, the text is the same
        self._set(self._ids.get(label))
        QTimer.singleShot(0, self, self.selectAll)

    def settle(self) -> None:
        """Take the only record that the text can mean: forms ask for it before they save by Enter."""
        if self._value is not None or not self.text().strip():
            return
        exact = [owner for owner in self._names.exact(self.text()) if owner in self._labels]
        found = exact or [match.owner for match in self._names.prefix(self.text(), 2) if match.owner in self._labels]
        if len(found) == 1:
            self.set_value(found[0])
        else:
            mark_wrong(self, True)

    def _set(self, value: int | None) -> None:
        mark_wrong(self, False)
        if value != self._value:
            self._value = value
            self.value_changed.emit()


def _unique(labels: Mapping[int, str]) -> dict[int, str]:
    """The labels with a number after those that are there twice, so that each stands for one record."""
    seen: dict[str, int] = {}
    result = {}
    for record_id, label in labels.items():
        seen[label] = seen.get(label, 0) + 1
        result[record_id] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return result
