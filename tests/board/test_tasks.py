"""Background work: exactly one end, told in the GUI thread; cancel and faults become what the user is told."""

from __future__ import annotations

import gc
import logging
import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from board.tasks import TaskControl, Tasks
from db import FileProblem
from tests.patience import PATIENCE_S


def test_the_result_comes_back_in_the_gui_thread(qtbot: QtBot) -> None:
    tasks = Tasks()
    heard: list[tuple[object, bool]] = []
    here, listened = QThread.currentThread(), threading.Event()

    def take(result: object) -> None:
        heard.append((result, QThread.currentThread() is here))

    def work(control: TaskControl) -> bool:
        assert listened.wait(PATIENCE_S)
        control.progress(1, 2, "half")
        return QThread.currentThread() is not here

    task = tasks.start("Counting", work, on_success=take)
    with qtbot.waitSignals([task.progressed, tasks.task_ended]):
        listened.set()
    assert heard == [(True, True)]
    assert tasks.running == []


def test_a_cancelled_task_ends_cancelled_and_nothing_else(qtbot: QtBot) -> None:
    tasks = Tasks()
    ends: list[str] = []
    begun = threading.Event()

    def work(control: TaskControl) -> None:
        begun.set()
        while True:
            control.progress(0, 0)

    task = tasks.start(
        "Endless",
        work,
        on_success=lambda _result: ends.append("succeeded"),
        on_failure=lambda _sentence: ends.append("failed"),
        on_cancel=lambda: ends.append("cancelled"),
    )
    assert begun.wait(PATIENCE_S)
    with qtbot.waitSignal(tasks.task_ended):
        task.cancel()
    assert ends == ["cancelled"]


@pytest.mark.parametrize(
    ("error", "part"),
    [(FileProblem("The disk is full."), "The disk is full."), (ZeroDivisionError("x"), "fault in the program")],
)
def test_what_fails_is_told_in_a_sentence(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, error: Exception, part: str
) -> None:
    tasks = Tasks()
    heard: list[str] = []

    def work(_control: TaskControl) -> None:
        raise error

    with caplog.at_level(logging.CRITICAL), qtbot.waitSignal(tasks.task_ended):
        tasks.start("Failing", work, on_failure=heard.append)
    assert len(heard) == 1
    assert part in heard[0]


def test_threads_collect_no_garbage_for_it_may_be_qts(qtbot: QtBot) -> None:
    tasks, others = Tasks(), Tasks()
    ends: list[bool] = []

    def work(control: TaskControl) -> bool:
        return gc.isenabled()

    def endless(control: TaskControl) -> None:
        while True:
            control.progress(0, 0)

    assert gc.isenabled()
    others.start("Endless", endless)
    with qtbot.waitSignal(tasks.task_ended):
        tasks.start("Asking", work, on_success=ends.append)
    assert ends == [False]
    assert not gc.isenabled()
    others.stop_all()
    assert gc.isenabled()


def test_stopping_all_waits_for_the_threads(qtbot: QtBot) -> None:
    tasks = Tasks()

    def work(control: TaskControl) -> None:
        while True:
            control.progress(0, 0)

    started = [tasks.start(f"Task {number}", work) for number in range(3)]
    tasks.stop_all()
    assert all(task.isFinished() for task in started)
    late = tasks.start("Late", work)
    assert not late.isRunning()
    assert tasks.running == []
