"""`python -m tests.bench.window_process`: opens boards in the real window offscreen and times what is asked for.

Each line on stdin is a JSON list of words: `open BOARD`, `select BOARD`, `show BOARD`, `focus flashpoint|window|filter TIMES`,
`plot TIMES`, `repaint TIMES`, `later flashpoint|window MS`.  The answer is a JSON object with `seconds`, the median
where it was done TIMES.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

import db
from board.app import build_window, make_application
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT
from board.window import MainWindow
from db.connection import connect, settle

SIZE = QSize(1600, 1000)
_FILTERS = (frozenset({"clash"}), frozenset({"clash", "air_strike", "shelling"}))
# what `db.columns` keeps of an incident, as it reads it
_SELECT = """SELECT id, earliest, latest, flashpoint_id, kind, reliability, credibility, deaths_best, latitude, longitude,
 recurring + 2 * withdrawn + 4 * disputed + 8 * (instr(date, '~') > 0 OR instr(date, '%') > 0) + 16 * (hedge <> '')
 FROM incidents ORDER BY id"""


class Desk:
    """Holds the window that is shown, and the empty plot of the same size."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._window: MainWindow | None = None
        self._plot: pg.PlotWidget | None = None
        self._place = 0

    def answer(self, words: list[str]) -> float:
        """Do what the words say; seconds."""
        what, *rest = words
        if what == "open":
            return self.open(Path(rest[0]))
        if what == "select":
            return select(Path(rest[0]))
        if what == "show":
            return self.show(Path(rest[0]))
        if what == "later":
            return self.later(rest[0], int(rest[1]))
        if what in ("plot", "repaint"):
            return typical(self.plot_frame if what == "plot" else self.bare_repaint, int(rest[0]))
        return typical(self._changing(rest[0]), int(rest[1]))

    def open(self, path: Path) -> float:
        """From the file to the painted window, which is then closed again."""
        began = time.perf_counter()
        window = self._shown(path)
        seconds = time.perf_counter() - began
        window.close()
        window.session.close()
        window.deleteLater()
        self._turn()
        return seconds

    def show(self, path: Path) -> float:
        """Open a window that stays."""
        began = time.perf_counter()
        self._window = self._shown(path)
        return time.perf_counter() - began

    def _shown(self, path: Path) -> MainWindow:
        window = build_window(db.open_board(path), LIGHT)
        window.resize(SIZE)
        window.show()
        self._turn()
        return window

    def _changing(self, change: str) -> Callable[[], float]:
        assert self._window is not None
        return {
            "flashpoint": self.another_flashpoint,
            "window": self.another_window,
            "filter": self.another_filter,
        }[change]

    def another_flashpoint(self) -> float:
        """One step to the next flashpoint, until every panel is painted."""
        assert self._window is not None
        session = self._window.session
        points = list(session.flashpoints)
        self._place = (self._place + 1) % len(points)
        began = time.perf_counter()
        session.focus.set(flashpoints=frozenset({points[self._place]}))
        self._turn()
        return time.perf_counter() - began

    def another_window(self) -> float:
        """Another sixth of the time on the board, until every panel is painted."""
        assert self._window is not None
        session = self._window.session
        first, last = session.full_span()
        length = max(1, (last - first) // 6)
        self._place = (self._place + 1) % 12
        begin = first + self._place * length * 5 // 12
        began = time.perf_counter()
        session.focus.set(window=(begin, begin + length))
        self._turn()
        return time.perf_counter() - began

    def another_filter(self) -> float:
        """The longest time in which the window does not answer, from another filter until every panel is painted."""
        assert self._window is not None
        focus = self._window.session.focus
        self._place += 1
        kinds = _FILTERS[self._place % len(_FILTERS)]
        gaps = Gaps()
        counted = QEventLoop()
        focus.focus_changed.connect(counted.quit)
        focus.set(kinds=kinds)
        if focus.state.kinds != kinds:
            counted.exec()
        focus.focus_changed.disconnect(counted.quit)
        self._turn()
        return gaps.end()

    def later(self, change: str, rest_ms: int) -> float:
        """The work that panels do after such a change once the focus rests, in seconds of this process."""
        rest(rest_ms)
        self._changing(change)()
        began = time.process_time()
        rest(rest_ms)
        with_change = time.process_time() - began
        began = time.process_time()
        rest(rest_ms)
        return max(0.0, with_change - (time.process_time() - began))

    def plot_frame(self) -> float:
        """One frame of a plot with nothing in it that is moved on, so that it too shows something else than before."""
        if self._plot is None:
            self._plot = pg.PlotWidget()
            self._plot.resize(SIZE)
            self._plot.show()
            self._turn()
        self._place += 1
        began = time.perf_counter()
        self._plot.setXRange(self._place, self._place + 1, padding=0)
        self._plot.viewport().repaint()
        return time.perf_counter() - began

    def bare_repaint(self) -> float:
        """The same plot painted again as it is."""
        self.plot_frame()
        assert self._plot is not None
        began = time.perf_counter()
        self._plot.viewport().repaint()
        return time.perf_counter() - began

    def _turn(self) -> None:
        """All that is posted is done: layouts, what panels put off to the next turn, and the painting of all of it."""
        for _ in range(2):
            self._app.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            loop = QEventLoop()
            QTimer.singleShot(0, loop.quit)
            loop.exec()


class Gaps:
    """The longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self._longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    def end(self) -> float:
        """In seconds."""
        self._tick()
        self._timer.stop()
        return self._longest


def rest(milliseconds: int) -> None:
    """Leave the focus alone, so that the panels do what waits for that."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def typical(once: Callable[[], float], times: int) -> float:
    """The median of several."""
    return statistics.median(once() for _ in range(times))


def select(path: Path) -> float:
    """The columns of all incidents as a list of tuples."""
    store = connect(path, mode="ro")
    settle(store, writable=False)
    began = time.perf_counter()
    rows = store.conn.execute(_SELECT).fetchall()
    seconds = time.perf_counter() - began
    assert rows
    store.conn.close()
    return seconds


def main() -> None:
    """Answer until nothing more is asked."""
    app = make_application()
    apply_theme(app, LIGHT)
    desk = Desk(app)
    for line in sys.stdin:
        print(json.dumps({"seconds": desk.answer(json.loads(line))}), flush=True)


if __name__ == "__main__":
    main()
