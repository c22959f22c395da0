"""What another process does to a board while a test looks on: real processes, really killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

HOLDS_IT_OPEN = """
with db.open_board(path) as board:
    print("open", flush=True)
    sys.stdin.read()
"""
WRITES_ON_AND_ON = """
board = db.open_board(path)
for number in range(10_000):
    with board.command(f"Add {number}"):
        one = board.actors.add(db.Actor(f"Actor {number}"))
        board.incidents.add(db.Incident(f"Incident {number}", actors=(db.Role(one, "initiator"),)))
    print(number, flush=True)
"""
OPENS_AND_TELLS = """
try:
    with db.open_board(path) as board:
        print(board.read_only, *board.warnings, sep="|")
        board.actors.add(db.Actor("A"))
except db.BoardError as error:
    print(error)
"""


def start(script: str, path: Path, user: int | None = None) -> subprocess.Popen[str]:
    """A Python that runs the script with `db` and `path` at hand; stdin and stdout are pipes.

    It becomes that user once the program is loaded, which another user need not be allowed to read.
    """
    before = f"import os, sys; sys.path.insert(0, {str(ROOT)!r}); import db; path = {str(path)!r}\n"
    if user is not None:
        before += f"os.setgroups([]); os.setgid({user}); os.setuid({user})\n"
    return subprocess.Popen(
        [sys.executable, "-I", "-c", before + script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")},
    )
REFUSES_IN_LITTLE_ROOM = """
import resource
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    db.open_board(path).close()
    print("opened")
except db.FileProblem as error:
    print(error)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_maxrss - before, usage.ru_utime + usage.ru_stime)
"""
