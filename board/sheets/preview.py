"""The dialog of the summary sheet: its true pages beside what can be chosen of it; print, save as PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

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
from board.guards import guarded
from board.session import Session
from board.sheets.choice_form import ChoiceForm
from board.sheets.choices import Choices
from board.sheets.leaving import Made, lay_out, print_on, save_to
from board.sheets.page_view import PageView
from board.sheets.pages import Document
from board.sheets.preview_parts import add_page_tools, button, resting_timer
from board.sheets.printing import ask_pdf_path, ask_printer, documents_folder, note_sheet
from board.tasks import Task
from board.theme.widgets import SectionLabel, plain_label
from db import BoardError
from db.names import show_controls

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_REST_MS = 180  # until somebody who types or turns a list has come to rest
_SHOW_PROGRESS_MS = 300
_PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
AskProfile = Callable[[QWidget], str]  # asks for a new release profile; its name, "" for none


@guarded
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
        self._sending: Task | None = None
        self._made: Made | None = None
        self._told_of_change = False  # the words on why nothing left stay while the new pages are made
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
        column.setContentsMargins(16, 12, 16, 8)
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
        right_host.setFixedWidth(380)
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
        if not self._told_of_change:
            self.error.tell("")
        self._told_of_change = False
        board = self._session.board
        self._task = self._session.tasks.start("Laying out the sheet", partial(lay_out, board, choices))
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

    def _show(self, task: Task, made: Made) -> None:
        if task is not self._task:
            return
        self._ended(task)
        self._made = made
        self.pages.set_document(made.document)
        first = self._stack.currentWidget() is not self.pages
        self._stack.setCurrentWidget(self.pages)
        if first and not self.form.isAncestorOf(self.focusWidget()):
            self.pages.setFocus()  # it could not have it while it was hidden: the keys turn pages
        self.form.tell_marking(made.document.least_marking)
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
        if self._sending is not None:
            self._sending.cancel()
        elif self._task is not None:
            self._drop()
            self._fail("Cancelled. Choose something smaller, or change a choice to make it again.")

    # -- progress
    def _show_progress(self) -> None:
        if self._task is not None or self._sending is not None:
            for widget in (self.bar, self.doing, self.cancel):
                widget.show()
            self.place.hide()

    def _hide_progress(self) -> None:
        for widget in (self.bar, self.doing, self.cancel):
            widget.hide()
        self.place.show()

    def _tell_progress(self, done: int, total: int, what: str) -> None:
        if self.sender() is self._task or self.sender() is self._sending:
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
        if path is not None and made is self._made:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the sheet on show there, in a thread."""
        self._send(f"Saving {path.name}", save_to, path, "Cancelled. No file was written.")

    def _print(self) -> None:
        made = self._made
        if made is None or self.busy:
            return
        try:
            printer = ask_printer(made.document, self)
        except BoardError as error:
            self.error.tell(str(error))
            return
        if printer is not None and made is self._made:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Send the sheet on show to that printer, in a thread."""
        self._send("Printing", print_on, printer, "Cancelled. Nothing was printed.")

    def _send(self, name: str, send: Callable[..., str], target: object, if_cancelled: str) -> None:
        made = self._made
        if made is None or self._sending is not None:
            return
        self.error.tell("")
        self._allow(False)
        self.form.setEnabled(False)
        self._sending = self._session.tasks.start(
            name,
            partial(send, self._session.board, made, target),
            on_success=partial(self._sent, made),
            on_failure=self._not_sent,
            on_cancel=partial(self._not_sent, if_cancelled),
        )
        self._sending.progressed.connect(self._tell_progress)
        self.bar.setRange(0, 0)
        self._slow.start()

    def _sent(self, made: Made, told: str) -> None:
        self._end_sending()
        self._note(made.choices, told)

    def _not_sent(self, sentence: str) -> None:
        self._end_sending()
        self.error.tell(show_controls(sentence))
        if self._made is not None and self._session.board.revision != self._made.revision:
            self._told_of_change = True
            self._rest.start()

    def _end_sending(self) -> None:
        self._sending = None
        self._hide_progress()
        self.form.setEnabled(True)
        self._allow(self._made is not None and not self.busy)

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
    def reject(self) -> None:
        """Close, unless a sheet is just leaving: its end could not be told nor noted."""
        if self._sending is None:
            super().reject()
        else:
            self.error.tell("The sheet is still leaving. Wait for its end, or press Cancel above the pages.")

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
        if self._sending is not None:
            self._sending.cancel()
