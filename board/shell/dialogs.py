"""The small dialogs that belong to no panel: welcome, problems, title and marking, as-of day, copies, history, keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from board.actions import ACTIONS, MENUS, ActionSet
from board.commands import files
from board.forms.dialog import FormDialog
from board.forms.fields import ChoiceField, DateField
from board.session import Session
from board.settings import Settings
from board.theme.widgets import plain_label, quieten_table
from db import Board, BoardError
from db.backups import Backup
from db.dates import ImpreciseDate, from_days
from db.names import show_controls
from db.vocabulary import MARKINGS

# keys that panels answer to by themselves
_PANEL_KEYS = (
    ("F2", "Edit what is selected"),
    ("Enter", "Open what is selected"),
    ("Del", "Delete what is selected (Ctrl+Z brings it back)"),
    ("← →", "On the timeline: the incident before and after"),
    ("+ −", "On the timeline: zoom; on the actors: show more or fewer"),
    ("Drag", "Carry incidents, finds and sources onto cards, actors, ties, days and incidents; Ctrl copies to a day"),
    ("Drag out", "Carry a card out of its list, or a relationship that is being drawn out of the picture"),
    ("Shift+drag", "On the timeline: another date or flashpoint; on the cards: carry a card at once"),
    ("Ctrl+click", "Add to the focus instead of replacing it"),
)


def tell_problem(parent: QWidget | None, title: str, sentence: str) -> None:
    """A problem in plain words."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, title, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(show_controls(sentence))
    box.exec()


def tell_about(parent: QWidget) -> None:
    """What the program is."""
    box = QMessageBox(
        QMessageBox.Icon.NoIcon, "Situation Board", "Situation Board", QMessageBox.StandardButton.Ok, parent
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(
        "An offline board for following an armed conflict from open sources: flashpoints, actors and incidents, "
        "linked, in one file. It never touches the network.\n\nMIT licence."
    )
    box.exec()


class _Welcome(QDialog):
    """Asks what to begin with; `board` is what was chosen."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.board: Board | None = None
        self.setWindowTitle("Situation Board")
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(plain_label("Begin with a board", heading=True))
        column.addWidget(plain_label("A board is one situation in one file on this machine.", soft=True, wrap=True))
        for text, slot, primary in (("New board…", self._new, True), ("Open a board…", self._open, False)):
            button = QPushButton(text)
            button.setProperty("primary", primary)
            button.clicked.connect(slot)
            column.addWidget(button)
        for path in settings.recent:
            button = QPushButton(path.name.replace("&", "&&"))
            button.setProperty("quiet", True)
            button.setProperty("path", str(path))
            button.clicked.connect(self._recent)
            column.addWidget(button)

    def _new(self) -> None:
        try:
            self._take(files.new_board(self, Path.home()))
        except BoardError as error:
            tell_problem(self, "The board was not made", str(error))

    def _open(self) -> None:
        self._try(files.ask_board_path(self))

    def _recent(self) -> None:
        self._try(Path(self.sender().property("path")))

    def _try(self, path: Path | None) -> None:
        if path is None:
            return
        try:
            self._take(files.open_for_work(path))
        except BoardError as error:
            tell_problem(self, "The board was not opened", str(error))

    def _take(self, board: Board | None) -> None:
        if board is not None:
            self.board = board
            self.accept()


def welcome(settings: Settings) -> Board | None:
    """Ask for a board to begin with; None when the user closes the question."""
    dialog = _Welcome(settings)
    dialog.exec()
    return dialog.board


class DescribeBoard(FormDialog):
    """Title and marking of the board."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Title and marking", parent=parent)
        self._session = session
        info = session.board.info()
        self.title_field = QLineEdit(info.title)
        self.marking_field = ChoiceField(MARKINGS)
        self.marking_field.set_value(info.marking)
        self.add_row("Title", self.title_field, "title")
        self.add_row("Marking", self.marking_field, "marking", "How far the board may be passed on (TLP 2.0).")
        self.show_everything()

    def save(self) -> bool:
        """Write both as one step."""
        title, marking = self.title_field.text().strip(), self.marking_field.value()
        if not title:
            self.fail("A board needs a title.", "title")
            return False
        board = self._session.board

        def work() -> bool:
            board.describe(title=title, marking=marking)
            return True

        info = board.info()
        if (title, marking) == (info.title, info.marking):
            return True
        return bool(self._session.run("Change title and marking", work))


class _AsOf(FormDialog):
    """Asks for the day as of which ties and levels are shown."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Show ties and levels as of", "Show", parent)
        self._session = session
        self.day = DateField()
        shown = session.as_of()
        self.day.set_value(from_days(shown, shown))
        self.add_row("Day", self.day, "day", "Empty: the end of the window.")
        self.show_everything()

    def save(self) -> bool:
        """Write the day to the focus."""
        value: ImpreciseDate = self.day.value()
        self._session.focus.set(as_of=value.latest)
        return True


def ask_as_of(session: Session, parent: QWidget) -> None:
    """Ask for another as-of day."""
    _AsOf(session, parent).exec()


def choose_copy(parent: QWidget, copies: list[Backup]) -> Backup | None:
    """Which kept state to bring back; None for none."""
    if not copies:
        tell_problem(
            parent, "No earlier state is kept yet", "A copy is kept each time a board is opened after a change."
        )
        return None
    dialog = QDialog(parent)
    dialog.setWindowTitle("Restore an earlier state")
    dialog.setMinimumSize(460, 360)
    column = QVBoxLayout(dialog)
    column.addWidget(
        plain_label("The state is brought back as a new file. The present board stays as it is.", soft=True, wrap=True)
    )
    rows = QListWidget()
    rows.setSpacing(3)
    rows.setAccessibleName("Earlier states, the newest first")
    for copy in copies:
        text = f"{copy.at.astimezone():%d %B %Y, %H:%M}   ·   {copy.size / 1e6:.1f} MB"
        item = QListWidgetItem(text)
        rows.addItem(item)
    rows.setCurrentRow(0)
    rows.itemDoubleClicked.connect(dialog.accept)
    column.addWidget(rows)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Restore as…")
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    return (
        copies[rows.currentRow()] if dialog.exec() == QDialog.DialogCode.Accepted and rows.currentRow() >= 0 else None
    )


class HistoryDialog(QDialog):
    """The audit trail of the board, newest first, with what was undone."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("History of the board")
        self.resize(640, 520)
        steps = session.board.history(500)
        self.table = QTableWidget(len(steps), 3)
        self.table.setHorizontalHeaderLabels(["When (UTC)", "What", ""])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        words = {"done": "", "undone": "undone", "dropped": "undone, then replaced"}
        for row, step in enumerate(steps):
            cells = (step.at.replace("T", " ").split("+")[0], show_controls(step.name), words[step.state])
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        quieten_table(self.table)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        for column in (0, 2):
            self.table.resizeColumnToContents(column)
            header.resizeSection(column, header.sectionSize(column) + 10)  # the ring of the keyboard takes some room
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        column_box = QVBoxLayout(self)
        column_box.addWidget(self.table)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column_box.addWidget(close)


class KeysDialog(QDialog):
    """Every key, from the same data as the menus."""

    def __init__(self, actions: ActionSet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("All keys")
        self.resize(560, 600)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        row = 0
        for menu in MENUS:
            specs = [spec for spec in ACTIONS if spec.menu == menu and spec.shortcut]
            row = self._section(grid, row, menu, [(spec.shortcut, spec.text.rstrip("…")) for spec in specs])
        self._section(grid, row, "In the panels", list(_PANEL_KEYS))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.addWidget(area)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column.addWidget(close)

    @staticmethod
    def _section(grid: QGridLayout, row: int, title: str, keys: list[tuple[str, str]]) -> int:
        if not keys:
            return row
        grid.addWidget(plain_label(title, heading=True), row, 0, 1, 2)
        for key, text in keys:
            row += 1
            grid.addWidget(plain_label(key, soft=True), row, 0)
            grid.addWidget(plain_label(text), row, 1)
        return row + 1
