"""A change of the focus until all panels are painted, beside the frame of an empty plot and a board a hundredth as big."""

from __future__ import annotations

from functools import partial

from tests.bench.ged_rows import ABSENT, REAL_FILE, kept_board
from tests.bench.harness import Bench
from tests.bench.window import Window

CHANGES = {"flashpoint": "another flashpoint", "window": "another window of days"}


def measure(bench: Bench) -> None:
    """The rows of this benchmark."""
    if not REAL_FILE.is_file():
        bench.skip("focus", ABSENT)
        return
    large, small = bench.plan.large, bench.plan.small
    times = bench.plan.quick_turns
    with Window() as at_large, Window() as at_small:
        at_large.ask("show", kept_board(bench.folder, large))
        at_small.ask("show", kept_board(bench.folder, small))
        for change, words in CHANGES.items():
            later = at_large.seconds("later", change, bench.plan.rest_ms) * 1000
            repaint = at_large.seconds("repaint", times) * 1000
            bench.compare(
                f"focus on {words} until painted",
                "a frame of an empty pyqtgraph PlotWidget of the same size",
                ours=partial(at_large.seconds, "focus", change, times),
                theirs=partial(at_large.seconds, "plot", times),
                target=3.0,
                n=large,
                notes=(
                    f"once the focus rests, panels refine what is not at the eye: {later:.0f} ms",
                    f"theirs moves on by a step; painted again as it is, an empty plot replays its picture: {repaint:.1f} ms",
                ),
            )
            bench.compare(
                f"focus on {words} until painted",
                f"the same on a board of {small:,} incidents",
                ours=partial(at_large.seconds, "focus", change, times),
                theirs=partial(at_small.seconds, "focus", change, times),
                target=1.2,
                n=large,
            )
        bench.compare(
            "another filter: the longest time without an answer",
            "a change of days until painted, for which nothing is counted",
            ours=partial(at_large.seconds, "focus", "filter", times),
            theirs=partial(at_large.seconds, "focus", "window", times),
            target=2.0,
            n=large,
        )
