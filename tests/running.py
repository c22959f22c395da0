"""Runs `main.py` as its users do: as a program of its own, in a folder, with no display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE_S

MAIN = Path(__file__).resolve().parent.parent / "main.py"
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def run_program(folder: Path, *words: str, code: int = 0) -> Done:
    """What the program said in that folder; it must end with this code, and never with a trace."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-W", "error", str(MAIN), *words],
        cwd=folder,
        env=kept,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == code, (words, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    return done


def refusal(run: Run, *words: str, code: int = 1) -> str:
    """The one sentence with which the program refuses; nothing else is said, and nothing on stdout."""
    done = run(*words, code=code)
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert len(done.stderr.strip()) > 20
    return done.stderr.strip()


def as_json(done: Done) -> Any:
    """The one JSON object on stdout."""
    return json.loads(done.stdout)
