"""Who stands where while a board is open: once shown, an actor keeps its place until somebody moves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from board.diagrams.layout import Point, Size, arrange
from db.records import Actor


class Positions:
    """Remembers every place that was given, so that what joins the picture moves nobody."""

    def __init__(self) -> None:
        self._given: dict[int, Point] = {}
        self._stored: dict[int, Point] = {}

    def place(
        self, actors: Iterable[Actor], boxes: Mapping[int, Size], ties: Sequence[tuple[int, int]]
    ) -> dict[int, Point]:
        """A centre for every actor in `boxes`; the stored ones exactly where the analyst put them."""
        stored = {a.id: (a.x, a.y) for a in actors if a.id in boxes and a.x is not None and a.y is not None}
        fixed: dict[int, Point] = {**stored, **self._still_free(boxes, stored)}
        if any(actor not in fixed for actor in boxes):
            fixed = arrange(boxes, ties, fixed)
        self._stored = stored
        # what was given before an actor was moved is kept: undoing the move brings it back there
        self._given.update({actor: spot for actor, spot in fixed.items() if actor not in stored})
        return fixed

    def known(self, actor_id: int) -> Point | None:
        """Where an actor was shown last, or None."""
        return self._stored.get(actor_id) or self._given.get(actor_id)

    def forget(self) -> None:
        """Let the next `place` arrange everybody anew who has no stored position."""
        self._given.clear()
        self._stored.clear()

    def _still_free(self, boxes: Mapping[int, Size], stored: Mapping[int, Point]) -> dict[int, Point]:
        """The remembered places of those shown now, but for those that somebody else has taken meanwhile."""
        kept: dict[int, Point] = {}
        taken = [(*stored[actor], *boxes[actor]) for actor in sorted(stored)]
        for actor in sorted(actor for actor in boxes if actor in self._given and actor not in stored):
            (x, y), (width, height) = self._given[actor], boxes[actor]
            others = np.array(taken, dtype=np.float64).reshape(-1, 4)
            near_x = np.abs(others[:, 0] - x) < (others[:, 2] + width) / 2
            near_y = np.abs(others[:, 1] - y) < (others[:, 3] + height) / 2
            if not (near_x & near_y).any():
                kept[actor] = (x, y)
                taken.append((x, y, width, height))
        return kept
