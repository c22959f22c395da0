"""The parent's side of the process that reads documents: starts it, takes its frames, ends it when it takes too long."""

from __future__ import annotations

import json
import marshal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from db.errors import Cancelled, FileProblem

Cancel = Callable[[], bool]
Progress = Callable[[int, int], None]

SILENCE_S = 60.0  # by the clock, for a child that waits: one that works is ended by the system after 5 s of work
LARGEST_FRAME = 400_000_000
_LOOK_S = 0.05
_FOLDER = str(Path(__file__).resolve().parents[2])
# the packages without their doors, which would load numpy and the whole board into a process that only reads
_START = """import sys, types
for name, folder in (("db", ""), ("db.readers", "/readers"), ("db.readers.texts", "/readers/texts")):
    sys.modules[name] = package = types.ModuleType(name)
    package.__path__ = [sys.argv[1] + folder]
from db.readers.texts.worker import main
main()
"""
TOO_LONG = "Reading it took too long and was stopped. It may be very large, damaged, or made to do harm."
DIED = "The reading process ended early. The file may be damaged or made to do harm."
SWOLLEN = "Reading it needs more memory than is given to one file."


class Reading:
    """One running child; use it as a context manager, so that the child never outlives its reader."""

    def __init__(
        self,
        request: dict[str, Any],
        data: bytes,
        name: str,
        cancelled: Cancel | None,
        progress: Progress | None,
        silence_s: float = SILENCE_S,
    ) -> None:
        """`request` is told in `db.readers.texts.worker`; `data` follows it."""
        self._name = name
        self._cancelled = cancelled
        self._progress = progress
        self._silence_s = silence_s
        self._stopped = self._silent = False
        self._heard = time.monotonic()
        self._over = threading.Event()
        self.problem = DIED  # why there is no document, once `frames` has ended without one
        # -I: neither the folder that the program was started from nor the user's environment adds code
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, _FOLDER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        self._hand_over(request, data)

    def _hand_over(self, request: dict[str, Any], data: bytes) -> None:
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(json.dumps(request).encode() + b"\n")
            self._child.stdin.write(data)
            self._child.stdin.close()
        except BrokenPipeError:
            pass  # it died at once: the first read says so

    def kill(self) -> None:
        """End the child at once."""
        self._child.kill()

    def frames(self) -> Iterator[tuple[Any, ...]]:
        """The child's frames up to its end.  Raises `FileProblem` where it refuses the file, and `Cancelled`."""
        while (frame := self._next()) is not None:
            self._heard = time.monotonic()
            if frame[0] == "alive":
                if self._progress is not None:
                    self._progress(int(frame[1]), int(frame[2]))
                continue
            if frame[0] == "refused":
                raise FileProblem(f"“{self._name}” cannot be read. {frame[1]}")
            if frame[0] == "swollen":
                self.problem = SWOLLEN
                return
            yield frame
            if frame[0] == "document":
                return
        self._child.wait()
        if self._stopped:
            raise Cancelled(f"Reading “{self._name}” was stopped.")
        if self._silent or self._ended_by_clock():
            self.problem = TOO_LONG

    def _ended_by_clock(self) -> bool:
        """Whether the system ended it for working too long: SIGXCPU, or SIGKILL at the hard limit."""
        return self._child.returncode in (-24, -30, -9)

    def _next(self) -> tuple[Any, ...] | None:
        head = self._exactly(4)
        if head is None:
            return None
        (length,) = struct.unpack(">I", head)
        data = self._exactly(length) if length <= LARGEST_FRAME else None
        if data is None:
            return None
        try:
            frame = marshal.loads(data)
        except (ValueError, EOFError, TypeError):
            return None
        return frame if isinstance(frame, tuple) and frame else None

    def _exactly(self, count: int) -> bytes | None:
        assert self._child.stdout is not None
        data = self._child.stdout.read(count)
        return data if len(data) == count else None

    def _watch(self) -> None:
        """Ends the child that is silent too long or is no longer wanted."""
        while not self._over.wait(_LOOK_S):
            if self._cancelled is not None and self._cancelled():
                self._stopped = True
            elif time.monotonic() - self._heard > self._silence_s:
                self._silent = True
            else:
                continue
            self._child.kill()
            return

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._child.kill()
        self._watcher.join()
        if self._child.stdout is not None:
            self._child.stdout.close()
        self._child.wait()
