"""Opening a board of a million incidents until all panels are right, beside reading its columns as Python tuples."""

from __future__ import annotations

from functools import partial

from tests.bench.ged_rows import ABSENT, REAL_FILE, kept_board
from tests.bench.harness import Bench
from tests.bench.window import Window


def measure(bench: Bench) -> None:
    """The rows of this benchmark."""
    if not REAL_FILE.is_file():
        bench.skip("open", ABSENT)
        return
    count = bench.plan.large
    board = kept_board(bench.folder, count)
    with Window() as window:
        window.ask("open", board)  # what is loaded once a program is not what opening a board takes
        bench.compare(
            "opening a board until all panels are painted",
            "a plain SELECT of the columns of the incidents into Python tuples",
            ours=partial(window.seconds, "open", board),
            theirs=partial(window.seconds, "select", board),
            target=0.5,
            n=count,
            notes=("theirs reads the columns of incidents alone, ours those of the actors' parts too",),
        )
