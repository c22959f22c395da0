"""Measures two ways of doing the same by turns, and keeps what came out as rows."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

AGREEMENT = 0.10  # the same thing measured twice may differ by this share
TRIES = 4

Measure = Callable[[], float]  # does the work once and gives its seconds


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: medians in seconds unless the name says otherwise.

    `target` is the largest ratio allowed, or the smallest where it is a figure that shall be `at_least` its aim.
    """

    name: str
    peer: str
    ours: float
    theirs: float
    target: float
    n: int
    notes: tuple[str, ...] = ()
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """Ours by theirs."""
        return self.ours / self.theirs if self.theirs else float("inf")

    @property
    def reached(self) -> bool:
        """Whether the target is reached."""
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target

    def as_json(self) -> dict[str, object]:
        """The row as `bench.json` holds it."""
        values = asdict(self)
        return {**values, "ratio": round(self.ratio, 3), "reached": self.reached, "notes": list(self.notes)}


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: incidents of the imports, of the large and the small board, and turns of each way."""

    imports: tuple[int, ...] = (200_000,)
    large: int = 1_000_000
    small: int = 10_000
    turns: int = 3
    quick_turns: int = 15  # of what takes milliseconds
    rest_ms: int = 900  # by then every timer of the panels has run that waits for the focus to rest
    patient: bool = True  # try again where the machine is too noisy


@dataclass
class Bench:
    """What a benchmark is given: the plan, a folder for its files, and where its rows go."""

    plan: Plan
    folder: Path
    say: Callable[[str], None]
    rows: list[Row] = field(default_factory=list)

    def compare(
        self,
        name: str,
        peer: str,
        *,
        ours: Measure,
        theirs: Measure,
        target: float,
        n: int,
        turns: int | None = None,
        notes: Sequence[str] = (),
    ) -> Row:
        """Measure both by turns, after a check that the machine is steady; keep and give the row."""
        turns = turns or self.plan.turns
        told = [*notes, *self._steadiness(theirs)]
        mine: list[float] = []
        others: list[float] = []
        for _ in range(turns):
            mine.append(ours())
            others.append(theirs())
        return self.keep(Row(name, peer, statistics.median(mine), statistics.median(others), target, n, tuple(told)))

    def keep(self, row: Row) -> Row:
        """Keep a row and tell it."""
        self.rows.append(row)
        self.say(line_of(row))
        return row

    def skip(self, name: str, why: str) -> None:
        """Say that something was not measured, and why."""
        self.say(f"{name}: not measured, {why}")

    def _steadiness(self, measure: Measure) -> list[str]:
        """Measure the same thing twice until both agree; what to note where they never do."""
        apart = 0.0
        for _ in range(TRIES if self.plan.patient else 1):
            one, other = measure(), measure()
            apart = abs(one - other) / min(one, other)
            if apart <= AGREEMENT:
                return []
        load = (
            f", with a load of {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
        )
        note = f"the machine was too noisy: the same thing measured twice differed by {apart:.0%}{load}"
        self.say(note)
        return [note]


def line_of(row: Row) -> str:
    """A row as a line of the table."""
    verdict = "reached" if row.reached else f"MISSED by {abs(row.ratio / row.target - 1):.0%}"
    return (
        f"{row.name:<52} {row.n:>9,}  {_figure(row.ours):>10} {_figure(row.theirs):>10}"
        f"  {row.ratio:>7.2f}  {'≥' if row.at_least else '≤'} {row.target:<5} {verdict}"
    )


def _figure(value: float) -> str:
    return f"{value:,.1f}" if value >= 100 else f"{value:.3f}" if value >= 0.1 else f"{value:.5f}"


def table(rows: Sequence[Row]) -> str:
    """All rows with a head, what they are measured against, and the notes below."""
    head = f"{'':<52} {'n':>9}  {'ours':>10} {'theirs':>10}  {'ratio':>7}  target"
    peers = dict.fromkeys(f"{row.name}: beside {row.peer}" for row in rows)
    notes = [f"{row.name}: {note}" for row in rows for note in row.notes]
    return "\n".join([head, *map(line_of, rows), "", *peers, *(["", *notes] if notes else [])])


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Write the rows where other programs look for them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"rows": [row.as_json() for row in rows]}, indent=1, ensure_ascii=False) + "\n", "utf-8")
