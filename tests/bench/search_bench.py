"""The first page of search results on a board of a million incidents, beside the bare query of SQLite's full text."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import db
from tests.bench.ged_rows import ABSENT, REAL_FILE, kept_board
from tests.bench.harness import Bench

PAGE = 50
_RAW = """SELECT rowid, title FROM incident_search WHERE incident_search MATCH ? ORDER BY rowid DESC LIMIT 50"""
_RAREST = """SELECT place FROM incidents WHERE length(place) > 6 GROUP BY place ORDER BY count(*), place LIMIT 40"""


def measure(bench: Bench) -> None:
    """The rows of this benchmark."""
    if not REAL_FILE.is_file():
        bench.skip("search", ABSENT)
        return
    count = bench.plan.large
    with db.open_board(kept_board(bench.folder, count), read_only=True) as board:
        for what, word in (("a common word", "Aleppo"), ("a rare word", rare_word(board)), ("no hit", "zzyzxq")):
            bench.compare(
                f"first page of search, {what} ({word})",
                "the raw FTS5 query MATCH … ORDER BY rowid DESC LIMIT 50",
                ours=partial(_typical, partial(board.search, word, PAGE), bench.plan.quick_turns),
                theirs=partial(_typical, partial(raw, board, word), bench.plan.quick_turns),
                target=2.0,
                n=count,
            )


def rare_word(board: db.Board) -> str:
    """A word of a place that few incidents name."""
    places = [row[0] for row in board.db.conn.execute(_RAREST)]
    words = [word for place in places for word in place.split() if len(word) > 6 and word.isascii() and word.isalpha()]
    return min(words, key=partial(_hits, board), default="Palmyra")


def _hits(board: db.Board, word: str) -> int:
    return len(board.ids_matching(word))


def raw(board: db.Board, word: str) -> list[tuple[int, str]]:
    """The first page as bare SQL gives it."""
    return board.db.conn.execute(_RAW, (f'"{word}"',)).fetchall()


def _typical(work: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)
