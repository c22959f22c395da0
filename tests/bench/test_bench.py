"""The benchmark itself works: at a size that takes seconds, and without a word on how fast anything is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import BENCHES, run
from tests.bench.harness import Bench, Plan, Row

TINY = Plan(imports=(300,), large=400, small=200, turns=1, quick_turns=2, rest_ms=50, patient=False)
KEYS = {"name", "peer", "ours", "theirs", "ratio", "target", "n", "reached", "notes", "at_least"}


@pytest.mark.parametrize(
    ("name", "rows"), [("import", 3), ("open", 1), ("focus", 5), ("search", 3), ("drafting", 13), ("sheets", 1)]
)
def test_every_benchmark_gives_its_rows(name: str, rows: int, shared_data: Path, tmp_path: Path) -> None:
    assert shared_data.is_dir()
    out = tmp_path / "bench.json"
    run(TINY, [name], tmp_path / "bench", out)
    written = json.loads(out.read_text("utf-8"))["rows"]
    assert len(written) == rows
    for row in written:
        assert set(row) == KEYS
        assert row["ours"] > 0
        assert row["ratio"] == pytest.approx(row["ours"] / row["theirs"], rel=0.01, abs=0.001)


def test_all_benchmarks_are_tried_here() -> None:
    assert set(BENCHES) == {"import", "open", "focus", "search", "drafting", "sheets"}


def test_ways_take_turns_and_the_middle_counts(tmp_path: Path) -> None:
    order: list[str] = []
    ours, theirs = iter([3.0, 1.0, 2.0]), iter([10.0, 10.0, 10.0, 30.0, 20.0])

    def mine() -> float:
        order.append("ours")
        return next(ours)

    def others() -> float:
        order.append("theirs")
        return next(theirs)

    row = Bench(Plan(), tmp_path, str).compare("a", "b", ours=mine, theirs=others, target=0.2, n=1)
    assert order == ["theirs", "theirs", *["ours", "theirs"] * 3]
    assert (row.ours, row.theirs, row.reached, row.notes) == (2.0, 20.0, True, ())


def test_a_noisy_machine_is_told_and_measured_all_the_same(tmp_path: Path) -> None:
    said: list[str] = []
    noise = iter(float(1 + step % 2) for step in range(100))
    row = Bench(Plan(turns=1), tmp_path, said.append).compare(
        "a", "b", ours=lambda: 1.0, theirs=lambda: next(noise), target=2.0, n=1
    )
    assert "too noisy" in row.notes[0]
    assert "differed by 100%" in said[0]


def test_a_missed_target_is_missed() -> None:
    assert not Row("a", "b", 2.1, 1.0, 2.0, 1).reached
    assert Row("a", "b", 2.0, 1.0, 2.0, 1).reached


def test_a_figure_that_shall_be_high_is_missed_from_below() -> None:
    assert not Row("a", "its aim", 0.84, 0.85, 1.0, 1, at_least=True).reached
    assert Row("a", "its aim", 0.85, 0.85, 1.0, 1, at_least=True).reached
