"""Where an exception that nobody expected ends: written down without the board's content, counted, and told.

Each comes by `sys.excepthook` (slots, guarded overrides), `threading.excepthook`, a task or a command.  What is kept
of one is its type and its place in our code; never its words or values, which may be the board's.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, QObject, Signal, qVersion

log = logging.getLogger(__name__)

TRACE = "SITUATION_BOARD_TRACE"  # set by who wants whole traces on stderr, as on the command line
_PROGRAM = Path(__file__).resolve().parent.parent
_DEEPEST = 30  # calls that are told of one fault


class Harm(Enum):
    """What a fault can have done; its value is what the user is told of that."""

    NONE = "Nothing was lost: all that was saved is in the file."
    TAKEN_BACK = "What it had begun was taken back whole; nothing else was lost."
    NOT_KNOWN = "All that was saved is in the file. Look whether what you were just doing was done."


@dataclass(frozen=True, slots=True)
class Fault:
    """An exception by its type and place, outermost call first: no words of it, no values."""

    kind: str
    places: tuple[str, ...]  # "board/actors/panel.py:88 new_actor"
    harm: Harm = Harm.NOT_KNOWN
    times: int = 1

    @property
    def sentence(self) -> str:
        """What the user reads."""
        often = f" (×{self.times})" if self.times > 1 else ""
        return f"The program met a fault of its own in {self.part}{often}. {self.harm.value}"

    @property
    def part(self) -> str:
        """The part of the window in which it happened, in a word."""
        ours = next((place for place in reversed(self.places) if place.startswith("board/")), "")
        named = {
            "actors": "the actors panel", "flashpoints": "the flashpoints panel", "incident": "the incident panel",
            "timeline": "the timeline", "tray": "the tray", "search": "the search", "sheets": "a summary sheet",
            "intake": "the reading of files", "dragging": "dragging", "commands": "copying or carrying",
        }  # fmt: skip
        folder = ours.split("/")[1] if ours.count("/") > 1 else ""
        return named.get(folder, "the window")

    @property
    def details(self) -> str:
        """What a report of the fault needs: safe to send, since nothing of the board is in it."""
        versions = (
            f"Situation Board {_version()}, Python {platform.python_version()}, Qt {qVersion()}, "
            f"PySide6 {pyside_version}, {platform.system()} {platform.machine()}"
        )
        return "\n".join([versions, f"{self.kind}, {self.times} times", *(f"  {place}" for place in self.places)])


def _version() -> str:
    app = QCoreApplication.instance()
    return (app.applicationVersion() if app is not None else "") or "(from its source)"


def places_of(trace: TracebackType | None) -> tuple[str, ...]:
    """The calls of a traceback by file, line and function; a file outside the program by its last two names."""
    return tuple(_place(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in _walk(trace))


def _walk(trace: TracebackType | None) -> Iterator[tuple[object, int]]:
    yield from list(traceback.walk_tb(trace))[-_DEEPEST:]


def _place(file: str, line: int, function: str) -> str:
    path = Path(file)
    shown = path.relative_to(_PROGRAM).as_posix() if path.is_relative_to(_PROGRAM) else "/".join(path.parts[-2:])
    return f"{shown}:{line} {function}"


def meet(error: BaseException, harm: Harm) -> None:
    """Hand an exception that was caught to where all uncaught ones go."""
    _let_go(error)
    error.__dict__["harm"] = harm
    sys.excepthook(type(error), error, error.__traceback__)


def _let_go(error: BaseException | None) -> None:
    """Free what the calls held: a painter that outlives its paintEvent ends the program."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


class Faults(QObject):
    """Signals: met(Fault): a fault was met, in whatever thread; a repeated one comes again with its count."""

    met = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()

    @staticmethod
    def of_application() -> Faults:
        """The one of the application, as there is one `sys.excepthook`."""
        app = QCoreApplication.instance()
        assert app is not None, "a window needs an application"
        found = app.findChild(Faults)
        return found if isinstance(found, Faults) else Faults(app)

    def watch(self) -> None:
        """Take what nobody caught, in every thread."""
        sys.excepthook = self.take
        threading.excepthook = self._take_of_thread

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """As `sys.excepthook`: the program goes on."""
        harm = error.__dict__.get("harm", Harm.NOT_KNOWN)
        self.report(error, harm)

    def report(self, error: BaseException, harm: Harm) -> None:
        """Write a fault down and tell it; the log gets the 1st, 10th, 100th … of one place."""
        if os.environ.get(TRACE) and sys.stderr is not None:
            traceback.print_exception(error)
        _let_go(error)
        places = places_of(error.__traceback__)
        key = (type(error).__name__, places[-1] if places else "")
        with self._lock:
            times = self._times[key] = self._times.get(key, 0) + 1
        if set(str(times)[1:]) <= {"0"} and str(times)[0] == "1":
            log.error("Unexpected fault, met %d times", times, exc_info=error)
        self.met.emit(Fault(type(error).__name__, places, harm, times))

    def _take_of_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.report(told.exc_value, Harm.NOT_KNOWN)
