"""Background work: runs in a thread, tells its progress, can be cancelled; what was outrun is dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from board.faults import Faults, Harm
from board.sweeping import Sweeper
from db import BoardError, Cancelled

_LOOK_S = 0.05  # how soon work that waits for the GUI thread sees that it was cancelled


class TaskControl:
    """What the work itself sees: it reports progress and asks whether it should stop."""

    def __init__(self, report: Callable[[int, int, str], None], hand: Callable[[Any], None] | None = None) -> None:
        self._report = report
        self._hand = hand
        self._stop = threading.Event()
        self._taken = threading.Event()

    def progress(self, done: int, total: int, what: str = "") -> None:
        """Tell how far the work is; raises `Cancelled` when the user asked it to stop."""
        self.heed()
        self._report(done, total, what)

    def heed(self) -> None:
        """Raise `Cancelled` when the user asked the work to stop."""
        if self._stop.is_set():
            raise Cancelled("Cancelled. Nothing was changed.")

    def hand_over(self, what: Any) -> None:
        """Give something to the GUI thread and wait until it is `taken`: no more than one thing waits in memory.

        Raises `Cancelled` when the user asked the work to stop.
        """
        if self._hand is not None:
            self._taken.clear()
            self._hand(what)
            while not self._taken.wait(_LOOK_S):
                self.heed()

    def taken(self) -> None:
        """From the GUI thread: what was handed over is done with."""
        self._taken.set()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()


class Task(QThread):
    """One piece of work.

    Signals: progressed(int done, int total, str what); handed(object what): it handed this over, in the GUI thread;
    succeeded(object result); failed(str sentence); was_cancelled(). Exactly one of the last three comes, in the GUI thread.
    """

    progressed = Signal(object, object, str)
    handed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(str)
    was_cancelled = Signal()
    _handing = Signal(object)
    _ended = Signal(str, object)

    def __init__(self, name: str, work: Callable[[TaskControl], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._work = work
        self._faults = Faults.of_application()
        self.control = TaskControl(self.progressed.emit, self._handing.emit)
        # A slot of an object that lives in the GUI thread is called there, whoever emits. What it then emits is blocked
        # once the board is closed, also where the work told of it before and the GUI thread had not come to it.
        self._handing.connect(self._pass_on)
        self._ended.connect(self._tell)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.control.cancel()

    def run(self) -> None:
        try:
            result = self._work(self.control)
        except Cancelled:
            self._ended.emit("cancelled", None)
        except BoardError as error:
            self._ended.emit("failed", str(error))
        except Exception as error:  # noqa: BLE001 - why: a bug in a thread must reach the user as a sentence, not end the program
            self._faults.report(error, Harm.TAKEN_BACK)
            sentence = f"{self.name} stopped because of a fault in the program; what it had begun was taken back."
            self._ended.emit("failed", sentence)
        else:
            self._ended.emit("succeeded", result)

    def _pass_on(self, what: Any) -> None:
        self.handed.emit(what)

    def _tell(self, how: str, what: Any) -> None:
        if how == "succeeded":
            self.succeeded.emit(what)
        elif how == "failed":
            self.failed.emit(what)
        else:
            self.was_cancelled.emit()


class Tasks(QObject):
    """The running pieces of work of one window.

    Signals: task_started(Task); task_ended(Task); count_changed(int): how many run now.
    """

    task_started = Signal(object)
    task_ended = Signal(object)
    count_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Task] = []
        self._over = False

    @property
    def running(self) -> list[Task]:
        """The tasks that have not ended."""
        return list(self._running)

    def start(
        self,
        name: str,
        work: Callable[[TaskControl], Any],
        *,
        on_handed: Callable[[Any], None] | None = None,
        on_success: Callable[[Any], None] | None = None,
        on_failure: Callable[[str], None] | None = None,
        on_cancel: Callable[[], None] | None = None,
    ) -> Task:
        """Run `work(control)` in a thread of its own; the callbacks come in the GUI thread.

        After `stop_all` nothing is run any more: a timer of a closing window may still ask for it.
        """
        task = Task(name, work, self)
        if self._over:
            return task
        if on_handed is not None:
            task.handed.connect(on_handed)
        if on_success is not None:
            task.succeeded.connect(on_success)
        if on_failure is not None:
            task.failed.connect(on_failure)
        if on_cancel is not None:
            task.was_cancelled.connect(on_cancel)
        task.finished.connect(self._end)
        self._running.append(task)
        Sweeper.of_application().hold()
        self.task_started.emit(task)
        self.count_changed.emit(len(self._running))
        task.start()
        return task

    def _end(self) -> None:
        ended = [task for task in self._running if task.isFinished()]
        self._running = [task for task in self._running if not task.isFinished()]
        for task in ended:
            Sweeper.of_application().release()
            self.task_ended.emit(task)
            task.deleteLater()
        self.count_changed.emit(len(self._running))

    def stop_all(self) -> None:
        """Cancel and wait: a QThread that is destroyed while it runs aborts the program.

        Nobody hears of their ends any more: what they would be told to is being closed.
        """
        self._over = True
        for task in self._running:
            task.blockSignals(True)
            task.cancel()
        for task in self._running:
            task.wait()
            Sweeper.of_application().release()
        self._running.clear()
