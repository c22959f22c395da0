"""The parent's side of the reading process: starts it, takes its frames, and ends it when it is silent too long."""

from __future__ import annotations

import json
import marshal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from db.errors import FileProblem
from db.importing.report import well_formed

SILENCE_S = 60.0  # reading a frame of rows takes well under a second
_FOLDER = str(Path(__file__).resolve().parents[1])
# the package without its door, which would load numpy and the whole board into a process that only reads
_START = """import sys, types
sys.modules["db"] = package = types.ModuleType("db")
package.__path__ = [sys.argv[1]]
from db.importing.worker import main
main()
"""
LARGEST_FRAME = 400_000_000


class Reading:
    """One running child; use it as a context manager, so that the child never outlives its reader."""

    def __init__(self, request: dict[str, Any], *, silence_s: float = SILENCE_S) -> None:
        """`request`: do ("read", "look" or "try"), path and what that asks for; see `db.importing.worker`."""
        self._name = well_formed(Path(request["path"]).name)
        self._silence_s = silence_s
        self._silent = False
        # -I: neither the folder that the program was started from nor the user's environment adds code
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, _FOLDER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(json.dumps(request).encode() + b"\n")
            self._child.stdin.close()
        except BrokenPipeError:
            pass  # it died at once: the first read says so

    def frames(self) -> Iterator[tuple[Any, ...]]:
        """The child's frames up to its end. Raises `FileProblem` where it refuses the file, dies or falls silent."""
        while True:
            frame = self._next()
            if frame is None:
                self._raise_for_end()
                return
            if frame[0] == "refused":
                raise FileProblem(well_formed(frame[1]))
            yield frame
            if frame[0] in ("end", "look", "tried"):
                return

    def _next(self) -> tuple[Any, ...] | None:
        timer = threading.Timer(self._silence_s, self._kill_silent)
        timer.daemon = True
        timer.start()
        try:
            head = self._exactly(4)
            if head is None:
                return None
            (length,) = struct.unpack(">I", head)
            if length > LARGEST_FRAME:
                raise FileProblem(f"“{self._name}” has rows too large to be read.")
            data = self._exactly(length)
            return None if data is None else marshal.loads(data)
        finally:
            timer.cancel()

    def _exactly(self, count: int) -> bytes | None:
        assert self._child.stdout is not None
        data = self._child.stdout.read(count)
        return data if len(data) == count else None

    def _kill_silent(self) -> None:
        self._silent = True
        self._child.kill()

    def _raise_for_end(self) -> None:
        self._child.wait()
        if self._silent:
            raise FileProblem(f"Reading “{self._name}” took too long, so it was stopped. Nothing was changed.")
        raise FileProblem(
            f"“{self._name}” could not be read: the reading process ended early. The file may be damaged or made to do harm."
        )

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.kill()
        if self._child.stdout is not None:
            self._child.stdout.close()
        self._child.wait()
