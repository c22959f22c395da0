"""The strip of running work: who is shown, what it says, how it is cancelled."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from board.intake.progress import ProgressStrip
from board.tasks import TaskControl, Tasks
from tests.patience import PATIENCE_S


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop_all()


@pytest.fixture
def strip(qtbot: QtBot, tasks: Tasks) -> ProgressStrip:
    made = ProgressStrip(tasks)
    qtbot.addWidget(made)
    return made


def _endless(control: TaskControl) -> None:
    while True:
        control.progress(43_000, 100_000, "12,000 rows read")


def test_long_work_appears_and_is_cancelled_with_the_keyboard(qtbot: QtBot, tasks: Tasks, strip: ProgressStrip) -> None:
    assert strip.isHidden()
    tasks.start("Importing ged.csv", _endless)
    qtbot.waitUntil(lambda: [row.words.text() for row in strip.rows] == ["43 % · 12,000 rows read"])
    (row,) = strip.rows
    assert (row.name.text(), row.bar.value(), row.bar.maximum()) == ("Importing ged.csv", 43, 100)
    assert row.cancel.accessibleName() == "Cancel: Importing ged.csv"
    assert row.bar.accessibleDescription() == "43 % · 12,000 rows read"
    with qtbot.waitSignal(tasks.task_ended):
        qtbot.keyClick(row.cancel, Qt.Key.Key_Space)
        assert (row.cancel.isEnabled(), row.cancel.text()) == (False, "Cancelling …")
    assert (strip.rows, strip.isHidden()) == ([], True)


def test_work_that_tells_no_progress_cannot_be_cancelled(qtbot: QtBot, tasks: Tasks, strip: ProgressStrip) -> None:
    go_on = threading.Event()
    tasks.start("Keeping a copy", lambda _control: go_on.wait(PATIENCE_S))
    qtbot.waitUntil(lambda: bool(strip.rows))
    assert strip.rows[0].cancel.isHidden()
    assert strip.rows[0].bar.maximum() == 0
    go_on.set()


def test_what_is_done_at_once_is_never_seen(qtbot: QtBot, tasks: Tasks, strip: ProgressStrip) -> None:
    with qtbot.waitSignal(tasks.task_ended):
        tasks.start("Looking", lambda _control: None)
        assert strip.isHidden()
    assert strip.isHidden()


def test_many_tasks_are_counted_rather_than_piled_up(qtbot: QtBot, tasks: Tasks, strip: ProgressStrip) -> None:
    go_on = threading.Event()
    for number in range(5):
        tasks.start(f"Task {number}", lambda _control: go_on.wait(PATIENCE_S))
    qtbot.waitUntil(lambda: strip.more.text() == "and 2 more" and not strip.more.isHidden())
    assert [row.name.text() for row in strip.rows] == ["Task 0", "Task 1", "Task 2"]
    go_on.set()
    qtbot.waitUntil(strip.isHidden)
