"""A window of the program in a process of its own, which does what it is told by line and answers with figures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import TracebackType

from tests.bench.ged_rows import ROOT


class Window:
    """Use it as a context manager; see `tests.bench.window_process` for what can be asked."""

    def __init__(self) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.window_process"],
            cwd=ROOT,
            env={**kept, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def ask(self, *words: object) -> dict[str, float]:
        """Have something done; its figures."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"The window ended while it was asked for {words[0]}.")
        figures: dict[str, float] = json.loads(answer)
        return figures

    def seconds(self, *words: object) -> float:
        """Have something done; its time."""
        return self.ask(*words)["seconds"]

    def __enter__(self) -> Window:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
