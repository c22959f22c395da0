"""File ▸ Export: what, as what, under which release profile; shows exactly what leaves before anything does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from board.commands import exporting
from board.forms.dialog import FormDialog
from board.forms.profile_dialog import ProfileDialog
from board.forms.profile_field import ProfileField
from board.session import Session
from board.tasks import Task
from board.theme.widgets import plain_label, quieten_table
from db.names import show_controls
from db.profiles import described
from db.writers import FORMATS

_COLUMNS = ("When", "Where", "What", "Grade")
_SLOW_MS = 150  # what is counted sooner needs no word


class ExportDialog(FormDialog):
    """Chooses an export and starts it; the writing goes on when the dialog is closed.

    What leaves is counted in a thread; nothing can be exported before it was shown.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Export", "Export…", parent)
        self._session = session
        self.save_button.setToolTip("Choose the file and write it (Ctrl+Enter)")
        self._scopes = exporting.scopes(session)
        self.what = QComboBox()
        self.what.addItems([words for words, _ in self._scopes])
        self.kind = QComboBox()
        for one in FORMATS.values():
            self.kind.addItem(f"{one.label} – {one.use}", one.code)
        self.release = ProfileField(session)
        self.profile = self.release.box
        self.profile_words = plain_label(soft=True, small=True, wrap=True)
        self.counts = plain_label(wrap=True)
        self.lacking = plain_label(soft=True, small=True, wrap=True)
        self.rows = QTableWidget(0, len(_COLUMNS))
        self.rows.setHorizontalHeaderLabels(list(_COLUMNS))
        quieten_table(self.rows)
        self.rows.setMinimumHeight(190)
        self.rows.setColumnWidth(0, 170)
        self.rows.setColumnWidth(1, 150)
        self.rows.setColumnWidth(3, 60)
        self.rows.horizontalHeader().setStretchLastSection(False)
        self.rows.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.held = plain_label(soft=True, wrap=True)
        self.add_row("&What", self.what)
        self.add_row("&Format", self.kind)
        self.add_row("&Release profile", self.release)
        self.form.addRow("", self.profile_words)
        self.add_row("Leaves", self.counts)
        self.form.addRow("", self.lacking)
        self.add_row("First rows", self.rows)
        self.add_row("Held back", self.held)
        self._leaving: exporting.Leaving | None = None
        self._task: Task | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._tell_counting)
        self.what.currentIndexChanged.connect(self._look)
        self.release.profile_changed.connect(self._look)
        self.release.new_asked.connect(self._make_profile)
        self.kind.currentIndexChanged.connect(self._tell_lacking)
        session.board_changed.connect(self._look)
        self.finished.connect(self._stop)
        self._look()
        self.show_everything(760, 760)

    def export(self) -> exporting.Export:
        """What is chosen."""
        _, scope = self._scopes[self.what.currentIndex()]
        return exporting.Export(self.kind.currentData(), self.release.value(), scope)

    def _make_profile(self) -> None:
        dialog = ProfileDialog(self._session, replace(self.release.value(), id=0), self)
        dialog.exec()
        if dialog.saved is not None:
            self.release.choose(dialog.saved)

    # -- what leaves
    @property
    def counting(self) -> bool:
        """Whether what leaves is still being counted."""
        return self._task is not None

    def _look(self, _changed: object = None) -> None:
        """Count anew what leaves and what stays, as the chosen profile has it; what was being counted is outrun."""
        export = self.export()
        self._drop()
        self.profile_words.setText(show_controls(described(export.profile)))
        self.save_button.setEnabled(False)
        self.error.tell("")
        self._task = exporting.look(self._session, export, self._show)
        self._task.failed.connect(self._fail_counting)
        self._task.was_cancelled.connect(self._fail_counting)
        self._slow.start()

    def _tell_counting(self) -> None:
        """It takes a while: nothing that was true of another choice may stand here meanwhile."""
        self.counts.setText("Counting what leaves …")
        self.lacking.setText("")
        self.rows.setRowCount(0)
        self.held.setText("…")

    def _show(self, task: Task, leaving: exporting.Leaving) -> None:
        if task is not self._task:
            return
        self._task, self._leaving = None, leaving
        self._slow.stop()
        self.counts.setText(f"{leaving.counts}.")
        self._tell_lacking()
        self.rows.setRowCount(len(leaving.rows))
        for place, row in enumerate(leaving.rows):
            for column, text in enumerate(row):
                self.rows.setItem(place, column, QTableWidgetItem(show_controls(" ".join(text.split()))))
        self.held.setText("\n".join(leaving.held_back) or "Nothing.")
        self.save_button.setEnabled(True)

    def _tell_lacking(self, _place: int = 0) -> None:
        if self._leaving is not None and self._task is None:
            self.lacking.setText(self._leaving.lacking.get(self.kind.currentData(), ""))

    def _fail_counting(self, sentence: str = "It was cancelled. Change a choice to count again.") -> None:
        if self.sender() is self._task:
            self._drop()
            self._tell_counting()
            self.counts.setText("What leaves is not known.")
            self.fail(show_controls(sentence))

    def _drop(self) -> None:
        """Let go of what is being counted."""
        self._slow.stop()
        self._leaving = None
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _stop(self, _result: int = 0) -> None:
        """Nothing is counted for a dialog that is gone."""
        self._session.board_changed.disconnect(self._look)
        self.release.stop()
        self._drop()

    # -- the end
    def save(self) -> bool:
        """Ask where the file goes and start the writing."""
        export = self.export()
        found = FORMATS[export.kind]
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export", exporting.suggested_name(self._session, export.kind), f"{found.label} (*{found.suffix})"
        )
        if not chosen:
            return False
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(found.suffix)
            if path.exists():  # the file dialog asked about another name
                self.fail(f"“{path.name}” is there already. Choose another name, or choose it with its ending.")
                return False
        exporting.start(self._session, export, path)
        return True
