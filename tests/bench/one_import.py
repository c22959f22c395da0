"""`python -m tests.bench.one_import ours|floor CSV BOARD`: one import in a fresh process; tells seconds and memory."""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from pathlib import Path

import db
from db.connection import PAGE_SIZE, connect, settle
from tests.bench.ged_rows import remove_board


def ours(table: Path, target: Path) -> float:
    """Into a new board, from making it to closing it, so that it lies on the disk as one file."""
    began = time.perf_counter()
    with db.create_board(target) as board:
        report = board.imports.read_file(table)
    seconds = time.perf_counter() - began
    if report.left_out_count or not report.added:
        raise SystemExit(f"The import was not whole: {report.sentence()}")
    return seconds


def floor(table: Path, target: Path) -> float:
    """All columns of the file as text into one table with the index that our incidents have on its columns.

    The file is opened with the same settings as a board, written in one transaction, and closed as one file too.
    """
    began = time.perf_counter()
    store = connect(target, mode="rwc")
    conn = store.conn
    conn.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    settle(store, writable=True)
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        names = next(rows)
        conn.execute(f"CREATE TABLE incidents ({', '.join(f'{name} TEXT' for name in names)})")
        conn.execute("CREATE UNIQUE INDEX incidents_outside ON incidents(id)")
        conn.execute("BEGIN IMMEDIATE")
        conn.executemany(f"INSERT INTO incidents VALUES ({','.join('?' * len(names))})", rows)
        conn.execute("COMMIT")
    conn.execute("PRAGMA journal_mode = DELETE")
    conn.close()
    return time.perf_counter() - began


def memory_mb() -> float:
    """The most that this process and its largest child held, together; the child may count its start in both."""
    # kilobytes on Linux, bytes on macOS
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / unit


if __name__ == "__main__":
    way, table, target = {"ours": ours, "floor": floor}[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])
    remove_board(target)
    print(json.dumps({"seconds": way(table, target), "memory_mb": memory_mb()}))
    remove_board(target)
