"""Importing as the user meets it: files chosen or dropped, questions and the report as dialogs of one window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from board.commands.entries import TABLE_ENDINGS
from board.commands.imports import FileEnd, ImportFlow, Question
from board.intake.mapping_dialog import MappingDialog
from board.intake.report_dialog import ReportDialog
from board.intake.wording import one_line
from board.session import Session

TABLE_FILTER = f"Tables ({' '.join('*' + ending for ending in (*TABLE_ENDINGS, '.txt'))});;All files (*)"


class ImportDesk(QObject):
    """Shows what an `ImportFlow` asks and tells; its dialogs belong to `window` and never stop its event loop."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.flow = ImportFlow(session, self)
        self.dialog: QDialog | None = None  # the one that is open
        self.flow.question_asked.connect(self._ask)
        self.flow.all_ended.connect(self._tell)

    def take_paths(self, paths: Iterable[Path | str], flashpoint_id: int | None = None) -> None:
        """Import these files; rows of an unknown table go to the flashpoint that they were dropped on, if to one."""
        flashpoint = self._session.flashpoints.get(flashpoint_id) if flashpoint_id else None
        self.flow.start(map(Path, paths), flashpoint=flashpoint.name if flashpoint else "")

    def ask_files(self, flashpoint_id: int | None = None) -> None:
        """Let the user choose tables, and import them."""
        dialog = QFileDialog(self._window, "Import tables", str(self._session.board.path.parent), TABLE_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(partial(self._take_chosen, flashpoint_id))
        self._open(dialog)

    def _take_chosen(self, flashpoint_id: int | None, files: Sequence[str]) -> None:
        self.take_paths(files, flashpoint_id)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()

    def _closed(self, dialog: QDialog, _result: int = 0) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()

    # -- what the flow asks and tells
    def _ask(self, question: Question) -> None:
        dialog = MappingDialog(question, self._session, self._window)
        dialog.accepted.connect(partial(self._answer, dialog))
        dialog.rejected.connect(self.flow.skip)
        self._open(dialog)

    def _answer(self, dialog: MappingDialog) -> None:
        self.flow.answer(dialog.mapping())

    def _tell(self, ends: list[FileEnd]) -> None:
        """A report where something was read; a word where one file was refused; nothing more where the user said no."""
        if len(ends) == 1 and ends[0].report is None:
            if ends[0].outcome in ("refused", "failed"):
                self._open(self._message(ends[0]))
            return
        if any(end.outcome != "skipped" for end in ends):
            self._open(ReportDialog(ends, self.flow, self._session, self._window))

    def _message(self, end: FileEnd) -> QMessageBox:
        title = "This table was not imported"
        box = QMessageBox(QMessageBox.Icon.Warning, title, title, QMessageBox.StandardButton.Close, self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(one_line(end.sentence, 600))
        return box
