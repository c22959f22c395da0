"""The real GED rows of Syria, repeated with fresh ids to any number; and boards made of them, kept between runs."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REAL_FILE = ROOT.parent / "shared" / "data" / "ucdp" / "ged_syria_2016_2019.csv"
ABSENT = f"the real data ({'/'.join(REAL_FILE.parts[-4:])}, beside the repository) is not here"
_FIRST_ID = 10_000_000
_ENDINGS = ("", "-wal", "-shm", "-journal")


def repeated(folder: Path, count: int) -> Path:
    """A GED file of that many rows in the folder, made where it is not there yet."""
    path = folder / f"ged-{count}.csv"
    if not path.exists():
        half = path.with_suffix(".part")
        with half.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            rows = _real_rows()
            writer.writerow(next(rows))
            fresh = enumerate(islice(cycle(list(rows)), count), _FIRST_ID)
            writer.writerows([number, *row[1:]] for number, row in fresh)
        half.rename(path)
    return path


def _real_rows() -> Iterator[list[str]]:
    with REAL_FILE.open(newline="", encoding="utf-8") as file:
        yield from csv.reader(file)


def kept_board(folder: Path, count: int) -> Path:
    """A board of that many incidents at flashpoints, with ties; kept until the schema or its making changes."""
    path = folder / f"board-{count}-{_key()}.sitboard"
    if not path.exists():
        for stale in folder.glob(f"board-{count}-*"):
            stale.unlink()
        half = folder / f"half-made-{count}.sitboard"
        remove_board(half)
        made = [sys.executable, "-m", "tests.bench.make_board", str(repeated(folder, count)), str(half)]
        subprocess.run(made, cwd=ROOT, check=True)
        half.rename(path)
    return path


def _key() -> str:
    """Changes with the schema, with what is kept beside it, and with the making."""
    parts = [ROOT / "db" / "migrations.py", ROOT / "db" / "columns.py", Path(__file__).with_name("make_board.py")]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def remove_board(path: Path) -> None:
    """Take a board of ours away, with what SQLite may have left beside it."""
    for ending in _ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def told_by(module: str, *words: object, env: dict[str, str] | None = None) -> dict[str, float]:
    """Run a module of the benchmark as a process of its own; the figures of the JSON line with which it ends."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *map(str, words)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures
