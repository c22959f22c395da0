"""What drafting finds in the marked-up texts does not fall below what it has reached."""

from __future__ import annotations

import pytest

from tests.db.drafting.floors import FLOORS
from tests.db.drafting.marked import texts_of
from tests.db.drafting.scoring import score


@pytest.mark.parametrize("folder", FLOORS)
def test_no_figure_falls_below_its_floor(folder: str) -> None:
    found = score(texts_of(folder))
    figures = {(noun, measure): getattr(found.tallies[noun], measure) for noun, measure in FLOORS[folder]}
    fallen = {name: round(figure, 3) for name, figure in figures.items() if figure < FLOORS[folder][name]}
    assert not fallen, f"below the floors of {folder}: {fallen}"
