"""The truthful end of an import: what went in, what changed, what was left out and why; saved as CSV, or undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from board.commands.entries import is_part_of
from board.commands.imports import FileEnd, ImportFlow
from board.forms import ErrorLine
from board.intake.left_out import LeftOutRows
from board.intake.wording import facts, figures, one_line, outcome_words, summary
from board.session import Session
from board.theme.widgets import Banner, BannerKind, ElidedLabel, FlowLayout, SectionLabel, plain_label, quieten_table
from db import ImportReport
from db.wording import counted

_TABLE_PX = 150


class ReportDialog(QDialog):
    """One page a file; with several files a list of them at the left. Undo takes all of them back."""

    def __init__(
        self, ends: Sequence[FileEnd], flow: ImportFlow, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.ends, self._flow, self._session = list(ends), flow, session
        self.setWindowTitle("What was imported")
        self.pages = QStackedWidget()
        self.files = QListWidget()
        for end in self.ends:
            self._add(end)
        self.files.setAccessibleName("Files")
        self.files.setMinimumWidth(140)
        self.files.setVisible(len(self.ends) > 1)
        self.files.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.files.setCurrentRow(0)
        self.error = ErrorLine()
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.files, 1)
        middle.addWidget(self.pages, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        if len(self.ends) > 1:
            column.addWidget(plain_label(summary(self.ends), heading=True, wrap=True))
        column.addLayout(middle, 1)
        column.addWidget(self.error)
        column.addLayout(self._build_buttons())
        room = self.screen().availableSize()
        line = self.fontMetrics().height()
        wide, high = line * (48 if len(self.ends) > 1 else 36), line * (31 if self._has_rows() else 20)
        self.resize(min(wide, room.width() - 40), min(high, room.height() - 60))

    def _has_rows(self) -> bool:
        return any(end.report and (end.report.left_out or end.report.warnings) for end in self.ends)

    def _add(self, end: FileEnd) -> None:
        page = FilePage(end)
        page.save_asked.connect(partial(self._ask_where, end))
        self.pages.addWidget(page)
        item = QListWidgetItem(f"{one_line(end.name, 60)}\n{outcome_words(end)}")
        item.setSizeHint(QSize(0, 2 * self.fontMetrics().lineSpacing() + 12))
        self.files.addItem(item)

    def _build_buttons(self) -> QHBoxLayout:
        self.close_button = QPushButton("Close")
        self.close_button.setProperty("primary", True)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        steps = sum(end.step is not None for end in self.ends)
        self.undo_button = QPushButton("&Undo import" if steps < 2 else f"&Undo all {steps} imports")
        self.undo_button.setAutoDefault(False)
        self.undo_button.setVisible(bool(steps))
        self.undo_button.setToolTip("Take everything back that this import brought or changed")
        self.undo_button.clicked.connect(self._undo)
        row = QHBoxLayout()
        row.addWidget(self.undo_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        return row

    def _undo(self) -> None:
        if not self._flow.can_undo(self.ends):
            self.error.tell(
                "Something was changed after the import. Close this, undo that first (Ctrl+Z), then the import."
            )
            return
        self._flow.undo(self.ends)
        self.accept()

    # -- the rows that stayed out, as a file
    def _ask_where(self, end: FileEnd) -> None:
        near = end.path.with_name(f"{end.path.stem} left out.csv")
        dialog = QFileDialog(self, "Save the rows that were left out", str(near.parent), "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(near.name)
        dialog.fileSelected.connect(partial(self.save, end))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, end: FileEnd, target: str) -> None:
        """Write the rows of one file that were left out, and the cells that could not be read, as CSV."""
        path = Path(target)
        if is_part_of(path, self._session.board.path):
            self.error.tell(f"“{path.name}” is the open board. Choose another name; nothing was written.")
            return
        if is_part_of(path, end.path):
            self.error.tell(f"“{path.name}” is the table that was read. Choose another name; nothing was written.")
            return
        assert end.report is not None
        try:
            end.report.save_left_out(path)
        except OSError as error:
            self.error.tell(f"“{path.name}” could not be written: {error.strerror}. Choose another folder.")
            return
        self.error.tell("")
        self._session.said.emit(f"Saved as {one_line(path.name)}.", "done")


class FilePage(QScrollArea):
    """The end of one file. Signals: save_asked(): its left-out rows should be saved."""

    save_asked = Signal()

    def __init__(self, end: FileEnd, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        name = ElidedLabel(end.name)
        name.setProperty("heading", True)
        self._column.addWidget(name)
        if end.report is None:
            kind = BannerKind.INFO if end.outcome in ("cancelled", "skipped") else BannerKind.ERROR
            self._column.addWidget(Banner(kind, one_line(end.sentence, 600)))
            self._column.addStretch(1)
        else:
            self._tell(end.report)
        self.setWidget(inner)

    def _tell(self, report: ImportReport) -> None:
        rows = counted(report.rows + report.left_out_count, "row")
        about = f"{one_line(report.dataset, 80)} · {rows} read in {_seconds(report.seconds)}"
        self._column.addWidget(plain_label(about, soft=True, wrap=True))
        numbers = QWidget()
        flow = FlowLayout(numbers)
        for word, count in figures(report):
            flow.addWidget(Figure(count, word))
        self._column.addWidget(numbers)
        for sentence in (*facts(report), *report.notes[:8]):
            self._column.addWidget(plain_label(one_line(sentence, 400), wrap=True, selectable=True))
        self._column.addSpacing(4)
        if report.left_out or report.warnings:
            self._list(report)
        else:
            self._column.addWidget(
                plain_label("Every row of the file was read, and every cell that was mapped.", soft=True, wrap=True)
            )
            self._column.addStretch(1)

    def _list(self, report: ImportReport) -> None:
        head = QHBoxLayout()
        parts = [counted(report.left_out_count, "row") + " left out"] if report.left_out_count else []
        if report.warnings:
            parts.append(counted(len(report.warnings), "cell") + " not read")
        label = SectionLabel(", ".join(parts))
        self.save_button = QPushButton("&Save as CSV …")
        self.save_button.setAutoDefault(False)
        self.save_button.setToolTip("Save these rows with the reasons, to put them right and read them again")
        self.save_button.clicked.connect(self.save_asked)
        head.addWidget(label, 1)
        head.addWidget(self.save_button)
        self._column.addLayout(head)
        if report.left_out_count > len(report.left_out):
            told = f"Only the first {len(report.left_out):,} are listed and saved."
            self._column.addWidget(plain_label(told, soft=True, wrap=True))
        self.table = QTableView()
        self.rows = LeftOutRows(report)
        self.table.setModel(self.rows)
        quieten_table(self.table)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName("Rows left out and cells not read")
        label.setBuddy(self.table)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(0, self.fontMetrics().horizontalAdvance("1,000,000") + 20)
        self.table.setColumnWidth(1, self.fontMetrics().horizontalAdvance("Source, headline") + 24)
        self.table.setMinimumHeight(_TABLE_PX)
        self._column.addWidget(self.table, 1)


class Figure(QWidget):
    """A number with its word below; a nought is quiet."""

    def __init__(self, count: int, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        number = QLabel(f"{count:,}")
        number.setProperty("figure", True)
        font = number.font()
        font.setPixelSize(round((font.pixelSize() if font.pixelSize() > 0 else 13) * 22 / 13))
        number.setFont(font)
        number.setProperty("soft", not count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 24, 4)
        column.setSpacing(0)
        column.addWidget(number)
        column.addWidget(plain_label(word, soft=True))
        self.setAccessibleName(f"{count:,} {word}")


def _seconds(seconds: float) -> str:
    return "less than a second" if seconds < 1 else f"{seconds:,.0f} second{'' if round(seconds) == 1 else 's'}"
