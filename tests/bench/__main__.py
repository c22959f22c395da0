"""`python -m tests.bench [--full] [--only NAME …]`: measures, prints a table and writes build/bench.json."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import drafting_bench, focus_bench, import_bench, open_bench, search_bench, sheet_bench
from tests.bench.ged_rows import ROOT
from tests.bench.harness import Bench, Plan, table, write_json

BENCHES: dict[str, Callable[[Bench], None]] = {
    "import": import_bench.measure,
    "open": open_bench.measure,
    "focus": focus_bench.measure,
    "search": search_bench.measure,
    "drafting": drafting_bench.measure,
    "sheets": sheet_bench.measure,
}


def run(plan: Plan, names: Sequence[str], folder: Path, out: Path) -> Bench:
    """Measure these, print what came out and write it to `out`."""
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(plan, folder, _say)
    for name in names:
        BENCHES[name](bench)
        write_json(bench.rows, out)  # what was measured stands, even if a later one is broken off
    _say("\n" + table(bench.rows))
    return bench


def _say(words: str) -> None:
    print(words, flush=True)


def main(words: Sequence[str] | None = None) -> int:
    """The command line; 0 also where a target is missed, since a slow machine is no fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures Situation Board.")
    parser.add_argument("--full", action="store_true", help="import a million rows too; takes a quarter of an hour")
    parser.add_argument("--only", action="append", choices=BENCHES, help="measure this alone; may be given repeatedly")
    asked = parser.parse_args(words)
    plan = Plan(imports=(200_000, 1_000_000)) if asked.full else Plan()
    run(plan, asked.only or list(BENCHES), ROOT / "build" / "bench", ROOT / "build" / "bench.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
