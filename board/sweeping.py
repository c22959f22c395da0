"""Keeps Python's collector of cyclic garbage out of worker threads: it would free Qt's objects there, and crash."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_SWEEP_MS = 500


class Sweeper(QObject):
    """While held, garbage is collected by a timer in the GUI thread instead of wherever Python happens to be."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held = 0
        self._was_enabled = True
        self._timer = QTimer(self)
        self._timer.setInterval(_SWEEP_MS)
        self._timer.timeout.connect(self._sweep)

    @staticmethod
    def of_application() -> Sweeper:
        """The one of the application: the collector is one for the whole process."""
        app = QCoreApplication.instance()
        assert app is not None, "threads need an application"
        found = app.findChild(Sweeper)
        return found if isinstance(found, Sweeper) else Sweeper(app)

    def hold(self) -> None:
        """A thread is about to start."""
        if not self._held:
            self._was_enabled = gc.isenabled()
            gc.disable()
            self._timer.start()
        self._held += 1

    def release(self) -> None:
        """A thread has ended."""
        self._held -= 1
        if not self._held:
            self._timer.stop()
            if self._was_enabled:
                gc.enable()

    def _sweep(self) -> None:
        """The young garbage only: a sweep of everything would stall the window on a large board."""
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(1)
