"""Tells in the window of faults of the program: one strip, whose details can be copied; repeats are counted in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from board.faults import Fault, Faults
from board.theme.widgets import Banner

_FIRST_MS, _LAST_MS = 100, 60_000  # a fault in what paints the window comes again with each change of the strip
_MOST_STRIPS = 3  # different faults that are told one by one; more would leave no window


class FaultStrips(QObject):
    """A banner a place: told soon, then ever more seldom, since telling it may bring the fault again."""

    def __init__(self, show: Callable[[Banner], None], faults: Faults, parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._waiting: dict[tuple[str, str], Fault] = {}
        self._banners: dict[tuple[str, str], Banner] = {}
        self._told: dict[tuple[str, str], Fault] = {}
        self._timer = QTimer(self, singleShot=True, interval=_FIRST_MS)
        self._timer.timeout.connect(self._tell)
        faults.met.connect(self._take)

    def _take(self, fault: Fault) -> None:
        self._waiting[_key(fault)] = fault
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for key, fault in waiting.items():
            self._told[key] = fault
            banner = self._banners.get(key)
            if banner is not None:
                banner.set_texts("error", fault.sentence, "Copy details")
            elif len(self._banners) < _MOST_STRIPS:
                self._add(key, fault)
        self._timer.setInterval(min(self._timer.interval() * 2, _LAST_MS))

    def _add(self, key: tuple[str, str], fault: Fault) -> None:
        banner = self._banners[key] = Banner("error", fault.sentence, "Copy details", dismissable=True)
        banner.setProperty("fault", key)
        banner.action_triggered.connect(self._copy)
        banner.dismissed.connect(self._forget)
        self._show(banner)

    def _copy(self) -> None:
        banner = self.sender()
        for key, shown in self._banners.items():
            if shown is banner:
                QGuiApplication.clipboard().setText(self._told[key].details)

    def _forget(self) -> None:
        banner = self.sender()
        self._banners = {key: shown for key, shown in self._banners.items() if shown is not banner}


def _key(fault: Fault) -> tuple[str, str]:
    return fault.kind, fault.places[-1] if fault.places else ""
