"""The import of GED rows with all that belongs to it, beside the plainest ways to get the same rows into SQLite."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from tests.bench.ged_rows import ABSENT, REAL_FILE, ROOT, remove_board, repeated, told_by
from tests.bench.harness import Bench, Row

MOST_MEMORY_MB = 400
_ONE_TURN = 50_000  # sqlite-utils takes a minute for 200,000 rows: from here on it has one turn


def measure(bench: Bench) -> None:
    """The rows of this benchmark."""
    if not REAL_FILE.is_file():
        bench.skip("import", ABSENT)
        return
    for count in bench.plan.imports:
        _import_of(bench, count)


def _import_of(bench: Bench, count: int) -> None:
    table = repeated(bench.folder, count)
    memory: list[float] = []
    row = bench.compare(
        f"import of {count:,} GED rows",
        "csv.reader and executemany of all columns into one bare table with the same index",
        ours=partial(_seconds, "ours", table, memory),
        theirs=partial(_seconds, "floor", table, []),
        target=2.0,
        n=count,
    )
    cli = _sqlite_utils(table)
    turns = "one turn of theirs" if count >= _ONE_TURN else "one turn of theirs, most of it its start"
    bench.keep(Row(f"import of {count:,} GED rows", "sqlite-utils insert --csv", row.ours, cli, 1.0, count, (turns,)))
    bench.keep(
        Row(
            f"memory of an import of {count:,} GED rows (MB)",
            "400 MB for this process and the reading one together",
            max(memory),
            MOST_MEMORY_MB,
            1.0,
            count,
        )
    )


def _seconds(way: str, table: Path, memory: list[float]) -> float:
    _settle_disk()
    told = told_by("one_import", way, table, table.with_name(f"one-{way}.sitboard"))
    memory.append(told["memory_mb"])
    return told["seconds"]


def _sqlite_utils(table: Path) -> float:
    _settle_disk()
    target = table.with_name("one-cli.db")
    remove_board(target)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "sqlite_utils", "insert", str(target), "incidents", str(table), "--csv", "--silent"],
        cwd=ROOT,
        check=True,
    )
    seconds = time.perf_counter() - began
    remove_board(target)
    return seconds


def _settle_disk() -> None:
    """What an earlier turn wrote is not to be written while the next one is measured."""
    if hasattr(os, "sync"):
        os.sync()
