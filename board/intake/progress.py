"""The strip in the status line that shows long work: name, how far, and a way to cancel it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from board.guards import guarded
from board.tasks import Task, Tasks
from board.theme.widgets import ElidedLabel, plain_label, plain_tooltip
from db.names import show_controls

APPEARS_MS = 350  # what is done sooner is not worth a look
_SHOWN = 3
_NAME_PX, _BAR_PX = 230, 96


class TaskRow(QWidget):
    """One task: its name, a bar, words, and Cancel from the moment that it tells its progress, since then it listens."""

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task = task
        name = show_controls(task.name)
        self.name = _Name(name)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_PX)
        self.bar.setAccessibleName(name)
        self.words = plain_label(soft=True)
        self.cancel = QPushButton("Cancel")
        self.cancel.setProperty("quiet", True)
        self.cancel.setAccessibleName(f"Cancel: {name}")
        self.cancel.setToolTip(plain_tooltip(f"Stop “{name}”; nothing of it is kept"))
        self.cancel.hide()
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.bar)
        row.addWidget(self.words)
        row.addWidget(self.cancel)
        task.progressed.connect(self._show)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.start(APPEARS_MS)

    def _show(self, done: int, total: int, words: str) -> None:
        """`done` of `total` in whatever unit; a total of 0 is not known yet."""
        self.bar.setRange(0, 100 if total else 0)
        share = min(100, 100 * done // total) if total else 0
        self.bar.setValue(share)
        parts = [f"{share} %"] if total else []
        self.words.setText(" · ".join([*parts, *([words] if words else [])]))
        self.bar.setAccessibleDescription(self.words.text())
        self.cancel.show()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setText("Cancelling …")
        self.task.cancel()


@guarded
class _Name(ElidedLabel):
    """As wide as the name asks for, up to a limit."""

    def sizeHint(self) -> QSize:
        """One line."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), _NAME_PX), hint.height())


class ProgressStrip(QWidget):
    """The tasks of a window that take a while, one a row; takes no room while there is none."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._rows: dict[Task, TaskRow] = {}
        self.more = plain_label(soft=True, small=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName("Work in progress")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        tasks.task_started.connect(self._add)
        tasks.task_ended.connect(self._remove)
        self._arrange()

    @property
    def rows(self) -> list[TaskRow]:
        """The rows that are seen now, the oldest task first."""
        return [row for row in self._rows.values() if not row.isHidden()]

    def _add(self, task: Task) -> None:
        row = TaskRow(task)
        row.hide()
        self._rows[task] = row
        self._column.insertWidget(self._column.count() - 1, row)
        row.timer.timeout.connect(self._arrange)

    def _remove(self, task: Task) -> None:
        row = self._rows.pop(task, None)
        if row is not None:
            row.hide()
            row.deleteLater()
            self._arrange()

    def _arrange(self) -> None:
        """Show the first few of those that take a while."""
        ready = [row for row in self._rows.values() if not row.timer.isActive()]
        for row in self._rows.values():
            row.setVisible(row in ready[:_SHOWN])
        self.more.setText(f"and {len(ready) - _SHOWN} more")
        self.more.setVisible(len(ready) > _SHOWN)
        self.setVisible(bool(ready))
