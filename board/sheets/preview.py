"""The dialog of the summary sheet: its true pages beside what can be chosen of it; print, save as PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from board.forms.fields import ErrorLine
from board.session import Session
from board.sheets.choice_form import ChoiceForm
from board.sheets.choices import Choices
from board.sheets.making import make_sheet
from board.sheets.page_view import PageView
from board.sheets.pages import Document
from board.sheets.pdf import write_pdf
from board.sheets.preview_parts import add_page_tools, button, resting_timer
from board.sheets.printing import ask_pdf_path, documents_folder, note_sheet, print_document
from board.tasks import Task, TaskControl
from board.theme.widgets import SectionLabel, plain_label
from db import Board, BoardError
from db.names import show_controls

_REST_MS = 180  # until somebody who types or turns a list has come to rest
_SHOW_PROGRESS_MS = 300
_PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
AskProfile = Callable[[QWidget], str]  # asks for a new release profile; its name, "" for none


@dataclass(frozen=True, slots=True)
class _Made:
    """A sheet with the choices that it was made from."""

    choices: Choices
    document: Document


class SheetDialog(QDialog):
    """Shows the sheet as it will be printed; every change makes it anew, in a thread."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        kind: str = "",
        about: int = 0,
        ask_profile: AskProfile | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._ask_profile = session, ask_profile
        self._task: Task | None = None
        self._saving: Task | None = None
        self._made: _Made | None = None
        self.setWindowTitle("Summary sheet")
        self.form = ChoiceForm(session, kind, about)
        self.form.new_profile.setVisible(ask_profile is not None)
        self.pages = PageView()
        self._make_parts()
        self._lay_out()
        self._rest = resting_timer(self, _REST_MS, self._make)
        self._slow = resting_timer(self, _SHOW_PROGRESS_MS, self._show_progress)
        self.form.choices_changed.connect(self._ask_anew)
        self.form.profile_asked.connect(self._new_profile)
        self.pages.page_changed.connect(self._tell_page)
        session.board_changed.connect(self._ask_anew)
        self.finished.connect(self._stop)
        room = self.screen().availableGeometry()
        self.resize(min(1240, room.width() - 40), min(900, room.height() - 60))
        self.pages.setFocus()
        self._make()

    # -- parts
    def _make_parts(self) -> None:
        self.error = ErrorLine()
        self.held = plain_label("", soft=True, wrap=True, selectable=True)
        self.held.setAccessibleName("What is held back")
        self.place = plain_label("", soft=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(160)
        self.doing = plain_label("", soft=True)
        self.cancel = button("Cancel", self._cancel, quiet=True)
        self.save = button("Save as PDF…", self._save, icon="save")
        self.print = button("Print…", self._print, icon="printer", primary=True)
        self.close_button = button("Close", self.reject)
        self.waiting = plain_label("The sheet is being made …", soft=True)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hide_progress()

    def _lay_out(self) -> None:
        self._stack_host = QWidget()
        self._stack = QStackedLayout(self._stack_host)
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(self.pages)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(self._page_bar())
        left.addWidget(self._stack_host, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 8, 8)
        column.addWidget(self.form)
        column.addWidget(SectionLabel("What is held back"))
        column.addWidget(self.held)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 4, 16, 12)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.print)
        error = QVBoxLayout()
        error.setContentsMargins(16, 0, 16, 0)
        error.addWidget(self.error)
        right_host = QWidget()
        right_host.setFixedWidth(370)
        right = QVBoxLayout(right_host)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(area, 1)
        right.addLayout(error)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(right_host)

    def _page_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 6, 12, 6)
        bar.setSpacing(8)
        for widget in (self.place, self.bar, self.doing, self.cancel):
            bar.addWidget(widget)
        bar.addStretch(1)
        add_page_tools(bar, self.pages)
        return bar

    # -- making
    @property
    def document(self) -> Document | None:
        """The sheet on show, None while the first is being made."""
        return self._made.document if self._made is not None else None

    @property
    def busy(self) -> bool:
        """Whether a sheet is being made or is about to be."""
        return self._task is not None or self._rest.isActive()

    def _ask_anew(self, _changes: object = None) -> None:
        self._rest.start()

    def _make(self) -> None:
        self._rest.stop()
        self._drop()
        try:
            choices = self.form.choices()
        except ValueError as error:
            self._fail(str(error))
            return
        self.error.tell("")
        board = self._session.board
        self._task = self._session.tasks.start("Laying out the sheet", partial(_lay_out, board, choices))
        task = self._task
        task.succeeded.connect(partial(self._show, task))
        task.failed.connect(partial(self._failed, task))
        task.was_cancelled.connect(partial(self._ended, task))
        task.progressed.connect(self._tell_progress)
        self.doing.setText("")
        self.bar.setRange(0, 0)
        self._slow.start()
        self._allow(False)

    def _drop(self) -> None:
        """Let go of the sheet that is being made: it is outrun."""
        if self._task is not None:
            task, self._task = self._task, None
            task.cancel()
        self._hide_progress()

    def _show(self, task: Task, made: _Made) -> None:
        if task is not self._task:
            return
        self._ended(task)
        self._made = made
        self.pages.set_document(made.document)
        self._stack.setCurrentWidget(self.pages)
        sentences = made.document.held_back
        self.held.setText(show_controls(" ".join(sentences)) if sentences else "Nothing: all of it leaves.")
        self._tell_page(self.pages.page, self.pages.pages)
        self._allow(True)

    def _failed(self, task: Task, sentence: str) -> None:
        if task is self._task:
            self._ended(task)
            self._fail(sentence)

    def _fail(self, sentence: str) -> None:
        """What is chosen cannot be made: no older sheet may pass for it."""
        self._made = None
        self.pages.set_document(None)
        self.waiting.setText("There is no sheet of this.")
        self._stack.setCurrentWidget(self.waiting)
        self.held.setText("")
        self.error.tell(show_controls(sentence))
        self._allow(False)

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self._hide_progress()

    def _cancel(self) -> None:
        if self._saving is not None:
            self._saving.cancel()
        elif self._task is not None:
            self._drop()
            self._fail("Cancelled. Choose something smaller, or change a choice to make it again.")

    # -- progress
    def _show_progress(self) -> None:
        if self._task is not None or self._saving is not None:
            for widget in (self.bar, self.doing, self.cancel):
                widget.show()
            self.place.hide()

    def _hide_progress(self) -> None:
        for widget in (self.bar, self.doing, self.cancel):
            widget.hide()
        self.place.show()

    def _tell_progress(self, done: int, total: int, what: str) -> None:
        if self.sender() is self._task or self.sender() is self._saving:
            self.bar.setRange(0, max(total, 0))
            self.bar.setValue(done)
            self.doing.setText(show_controls(what)[:48])

    def _tell_page(self, page: int, pages: int) -> None:
        self.place.setText(f"Page {page:,} of {pages:,}" if pages else "")

    def _allow(self, allowed: bool) -> None:
        for one in (self.save, self.print):
            one.setEnabled(allowed)

    # -- out
    def _save(self) -> None:
        made = self._made
        if made is None or self.busy:
            return
        path = ask_pdf_path(self, made.document.furniture.title, documents_folder())
        if path is None or made is not self._made:
            return
        self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the sheet on show there, in a thread."""
        made = self._made
        if made is None:
            return
        self._allow(False)
        self.form.setEnabled(False)
        self._saving = self._session.tasks.start(
            f"Saving {path.name}",
            partial(_save_to, self._session.board, made, path),
            on_success=partial(self._saved, made),
            on_failure=self._not_saved,
            on_cancel=partial(self._not_saved, "Cancelled. No file was written."),
        )
        self._saving.progressed.connect(self._tell_progress)
        self._slow.start()

    def _saved(self, made: _Made, told: str) -> None:
        self._end_saving()
        self._note(made.choices, told)

    def _not_saved(self, sentence: str) -> None:
        self._end_saving()
        self.error.tell(show_controls(sentence))

    def _end_saving(self) -> None:
        self._saving = None
        self._hide_progress()
        self.form.setEnabled(True)
        self._allow(self._made is not None and not self.busy)

    def _print(self) -> None:
        made = self._made
        if made is None or self.busy:
            return
        try:
            printed = print_document(made.document, self)
        except BoardError as error:
            self.error.tell(str(error))
            return
        if printed:
            self._note(made.choices, f"“{made.document.furniture.title}” was sent to the printer.")

    def _note(self, choices: Choices, told: str) -> None:
        self.error.tell("")
        try:
            noted = self._session.writable and note_sheet(self._session.board, choices)
        except BoardError as error:
            self._session.said.emit(f"{told} It could not be noted: {error}", "error")
            return
        after = "" if noted else " It is not noted: the board cannot be written now."
        self._session.said.emit(f"{told}{after}", "done")
        self.place.setText(told if noted else f"{told}{after}")

    def _new_profile(self) -> None:
        if self._ask_profile is not None:
            name = self._ask_profile(self)
            if name:
                self.form.fill_profiles(name)
                self._ask_anew()

    # -- the end
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PAGE_KEYS:
            self.pages.turn(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def _stop(self, _result: int = 0) -> None:
        """Nothing that was begun goes on after the dialog."""
        for timer in (self._rest, self._slow):
            timer.stop()
        self._session.board_changed.disconnect(self._ask_anew)
        self._drop()
        if self._saving is not None:
            self._saving.cancel()


def _lay_out(board: Board, choices: Choices, control: TaskControl) -> _Made:
    with board.again() as own:
        return _Made(choices, make_sheet(own, choices, control.progress))


def _save_to(board: Board, made: _Made, path: Path, control: TaskControl) -> str:
    """Made anew there: what was laid out belongs to the thread of the pages on show."""
    with board.again() as own:
        document = make_sheet(own, made.choices, control.progress)
    write_pdf(document, path, control.progress)
    return f"“{path.name}” was saved."
