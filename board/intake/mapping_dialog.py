"""How an unknown table is read: a list over each column of its first rows, and at once what the rows become."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from board.commands.imports import Question
from board.forms import ErrorLine
from board.guards import guarded
from board.intake.column_header import ColumnHeader, field_model
from board.intake.draft import MappingDraft
from board.intake.options import Options
from board.intake.preview import Becoming, FirstRows
from board.intake.wording import one_line
from board.session import Session
from board.tasks import Task, TaskControl
from board.theme.widgets import ElidedLabel, SectionLabel, plain_label, quieten_table
from db import BoardError, TriedRow
from db.readers import Mapping
from db.wording import counted

SHOWN_ROWS = 20
MOST_COLUMNS = 200
_TRY_AFTER_MS = 180
_FIRST_WIDTHS = 20, 34  # letters, the narrowest and widest that a column is at first
_PROPOSED = "Proposed from the table"


@guarded
class MappingDialog(QDialog):
    """Asks how the table of a `Question` is read; when accepted, `mapping()` is the answer.

    The proposal (or the kept mapping that fits) is filled in.  What the first rows become is worked out in the reading
    process whenever something is changed.
    """

    def __init__(self, question: Question, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Import {question.name}")
        self._question, self._session = question, session
        self._header = question.look.shape.header[:MOST_COLUMNS]
        self._first = [row[:MOST_COLUMNS] for row in question.look.rows]
        self._trial: tuple[Task, Mapping] | None = None
        self._tried: tuple[Mapping, list[TriedRow]] | None = None
        self._over = False
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TRY_AFTER_MS)
        self._timer.timeout.connect(self._try)
        self._begin_with(question.suggested)
        self._fit_screen()
        if self.header.lists:
            self.header.lists[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building
    def _build(self) -> None:
        self._build_head()
        self._build_tables()
        self.options = Options()
        self.options.changed.connect(self._on_changed)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self._titled("Say which column is what", self.table))
        left.addWidget(self._titled("What the first rows become", self.becoming))
        left.setSizes([340, 190])
        left.setChildrenCollapsible(False)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(self.options)
        both.setStretchFactor(0, 1)
        side = self.options.sizeHint().width()
        both.setSizes([max(side, 1140 - side), side])
        both.setChildrenCollapsible(False)
        inner = QWidget()
        upper = QVBoxLayout(inner)
        upper.setContentsMargins(16, 12, 16, 0)
        upper.setSpacing(8)
        upper.addLayout(self._head)
        upper.addWidget(both, 1)
        # scrolls only where the screen is small or the text large: what is below stays in sight
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(self._build_foot())

    def _build_head(self) -> None:
        shape = self._question.look.shape
        title = ElidedLabel(f"How is “{self._question.name}” read?")
        title.setProperty("heading", True)
        form = f"sheet “{one_line(shape.sheet, 40)}”" if shape.sheet else _parted_by(shape.delimiter, shape.encoding)
        about = f"{counted(len(shape.header), 'column')}, {form}. It is no data set that the board knows by itself."
        if len(shape.header) > MOST_COLUMNS:
            about += f" Only the first {MOST_COLUMNS} columns can be used here."
        self.kept = QComboBox()
        self.kept.addItem(_PROPOSED, "")
        for name in self._question.kept:
            self.kept.addItem(f"Kept: {one_line(name, 60)}", name)
        self.kept.setCurrentIndex(max(0, self.kept.findData(self._question.suggested_name)))
        self.kept.setAccessibleName("Mapping to begin with")
        self.kept.setVisible(self.kept.count() > 1)
        self.kept.currentIndexChanged.connect(self._choose_kept)
        self.notes = plain_label(soft=True, wrap=True)
        first = QHBoxLayout()
        first.addWidget(title, 1)
        first.addWidget(self.kept)
        self._head = QVBoxLayout()
        self._head.setSpacing(4)
        self._head.addLayout(first)
        self._head.addWidget(plain_label(about, soft=True, wrap=True))
        self._head.addWidget(self.notes)

    def _build_tables(self) -> None:
        self.table = QTableView()
        self._rows = FirstRows(self._header, self._first[:SHOWN_ROWS])
        self.table.setModel(self._rows)
        quieten_table(self.table)
        self.header = ColumnHeader(self._header, field_model(self), self.table)
        self.table.setHorizontalHeader(self.header)
        self.table.setAccessibleName("First rows of the table")
        self.table.setTabKeyNavigation(False)
        self.table.horizontalScrollBar().valueChanged.connect(self.header.follow)
        self.header.field_chosen.connect(self._choose_field)
        narrow, wide = (self.fontMetrics().averageCharWidth() * letters for letters in _FIRST_WIDTHS)
        for place in range(len(self._header)):
            self.table.setColumnWidth(place, min(wide, max(narrow, self.table.sizeHintForColumn(place) + 16)))
        self.becoming = QTableView()
        self._becoming = Becoming()
        self.becoming.setModel(self._becoming)
        quieten_table(self.becoming)
        self.becoming.setAccessibleName("What the first rows become")
        self.becoming.setTabKeyNavigation(False)
        sections = self.becoming.horizontalHeader()
        sections.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        sections.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.becoming.setColumnWidth(1, self.fontMetrics().averageCharWidth() * 70)

    @staticmethod
    def _titled(title: str, table: QTableView) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        label = SectionLabel(title)
        label.setBuddy(table)
        column.addWidget(label)
        column.addWidget(table, 1)
        table.setMinimumHeight(96)
        return box

    def _build_foot(self) -> QVBoxLayout:
        self.error = ErrorLine()
        self.keep = QCheckBox("&Keep this mapping as")
        self.keep_name = QLineEdit(self._question.suggested_name or self._question.look.shape.dataset)
        self.keep_name.setMaxLength(80)
        self.keep_name.setAccessibleName("Name of the mapping")
        self.keep_name.setEnabled(False)
        self.keep.toggled.connect(self.keep_name.setEnabled)
        self.keep.toggled.connect(self._show_state)
        self.keep_name.textChanged.connect(self._show_state)
        buttons = QDialogButtonBox()
        self.skip_button = buttons.addButton("Do not read it", QDialogButtonBox.ButtonRole.RejectRole)
        self.import_button = buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.import_button.setProperty("primary", True)
        self.import_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(self.keep_name, 1)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column = QVBoxLayout()
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.error)
        column.addLayout(foot)
        return column

    def _fit_screen(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(1180, room.width() - 40), min(720, room.height() - 60))

    # -- the mapping
    def mapping(self) -> Mapping:
        """How the table is to be read."""
        return self.draft.mapping()

    def _choose_kept(self) -> None:
        name = str(self.kept.currentData())
        self._begin_with(self._question.kept.get(name, self._question.proposed))
        if name:
            self.keep_name.setText(name)

    def _begin_with(self, mapping: Mapping) -> None:
        self.draft = MappingDraft(self._header, self._first, mapping)
        self.header.show_fields(self.draft.fields)
        for place in range(len(self._header)):
            if self.draft.is_second(place):
                self.header.bar(place, "Another column has the same name. Rename one of them in the file to use both.")
        self.options.show_draft(self.draft)
        self._on_changed()

    def _choose_field(self, place: int, field: str) -> None:
        self.draft.fields[place] = field
        self.options.show_kinds()
        self._on_changed()

    def _on_changed(self) -> None:
        self._rows.show_used([bool(field) for field in self.draft.fields])
        self._show_state()
        self._timer.start()

    def _show_state(self) -> None:
        """Notes above, what is wrong below, and whether Import can be pressed."""
        look = self._question.look
        proposed = not self.kept.currentData()
        notes = [*look.shape.notes, *(look.assumptions if proposed else ()), *self.draft.hints()]
        self.notes.setText("\n".join(f"•  {one_line(note, 300)}" for note in notes[:5]))
        self.notes.setVisible(bool(notes))
        problem = self.draft.problem()
        if not problem and self.keep.isChecked() and not self.keep_name.text().strip():
            problem = "Give the mapping a name, or do not keep it."
        self.error.tell(problem)
        self.import_button.setEnabled(not problem)
        self.import_button.setToolTip(problem or "Read the whole table (Ctrl+Enter)")

    # -- what the rows become
    def _try(self) -> None:
        """Ask the reading process, one question at a time."""
        if self._trial is not None:
            return  # its end asks again where something was changed since
        if self.draft.problem():
            self._show_becoming([])
            self._tried = None
            return
        mapping = self.mapping()
        if self._tried is not None and self._tried[0] == mapping:
            return
        imports = self._session.board.imports
        rows = self._first[:SHOWN_ROWS]
        text = mapping.to_json()

        def work(_control: TaskControl) -> list[TriedRow]:
            return imports.try_mapping(self._header, rows, text)

        # bound methods: Qt drops them with the dialog, should it be gone before the answer comes
        task = self._session.tasks.start(
            "Trying the mapping", work, on_success=self._take_trial, on_failure=self._trial_failed
        )
        self._trial = task, mapping

    def _take_trial(self, rows: list[TriedRow]) -> None:
        if self._trial is None or self._over:
            return
        _, mapping = self._trial
        self._trial = None
        self._tried = mapping, rows
        if self.mapping() == mapping and not self.draft.problem():
            self._show_becoming(rows)
            if rows and all(row.incident is None for row in rows):
                self.error.tell("None of the first rows can be read like this. Choose other columns.")
        else:
            self._timer.start()

    def _show_becoming(self, rows: list[TriedRow]) -> None:
        self._becoming.show(rows)
        self.becoming.setColumnHidden(2, not self._becoming.warns)

    def _trial_failed(self, sentence: str) -> None:
        if self._over:
            return
        self._trial = None
        self._show_becoming([])
        self.error.tell(sentence)

    # -- the end
    def accept(self) -> None:
        """Keep the mapping where that is wished; close only when the table can be read by it."""
        if not self.import_button.isEnabled():
            return
        if self.keep.isChecked():
            if self._session.busy:
                self.error.tell(f"{self._session.busy} The mapping can be kept when that has ended.")
                return
            try:
                self._session.board.imports.keep_mapping(self.keep_name.text(), self.mapping().to_json())
            except BoardError as error:
                self.error.tell(str(error))
                return
        super().accept()

    def done(self, result: int) -> None:
        """A trial that is still running has nobody to tell any more."""
        self._over = True
        self._timer.stop()
        super().done(result)


def _parted_by(delimiter: str, encoding: str) -> str:
    words = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", ":": "colons", " ": "blanks"}
    return f"parted by {words.get(delimiter, delimiter)}, {encoding}"
