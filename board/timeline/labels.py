"""Room for labels: in the tracks of a lane, beside, above and below its marks, none over another.

A lane of one row has three tracks, each as high as a line: that of the marks, one above, one below.  A lane of more
rows has one track a row.  Pure: pixels in, pixels out.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass

from board.timeline.marks import MARK_PX

LABEL_GAP = 5.0
LEAST_LABEL_PX = 84.0
MOST_LABEL_PX = 260.0
LABEL_HEIGHT = 12.0
RING_PX = 10.5  # radius of the ring around the selected mark
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """A label that has room: its item, the left end and the middle of its line, how wide it may be."""

    item: int
    x: float
    y: float
    width: float


class Track:
    """One line of a lane, with what is taken on it; nothing on it overlaps."""

    def __init__(self, left: float, right: float, taken: Iterable[tuple[float, float]] = ()) -> None:
        """From `left` to `right`, with the spans that are taken from the start."""
        self._left, self._right = left, right
        self._spans: list[tuple[float, float]] = sorted(taken)

    def room(self, start: float) -> float:
        """How far a line of text could run from here to the right; negative where it cannot begin."""
        if start < self._left:
            return -1.0
        after = bisect_right(self._spans, (start, float("inf")))
        if after and self._spans[after - 1][1] > start:
            return -1.0
        end = self._spans[after][0] - LABEL_GAP if after < len(self._spans) else self._right
        return min(end, self._right) - start + _TOLERANCE

    def take(self, start: float, stop: float) -> None:
        """Nothing else may lie here."""
        insort(self._spans, (start, stop))


class LaneTracks:
    """The tracks of one row of marks: its own and, where the lane has no other row, one above and one below."""

    def __init__(self, left: float, right: float, heads: Iterable[float], *, alone: bool, ringed: float | None) -> None:
        """`heads`: the middles of the marks; `ringed`: that of the selected one, whose ring reaches further."""
        half = MARK_PX / 2
        spans = [(head - half, head + half) for head in heads]
        ring = [] if ringed is None else [(ringed - RING_PX, ringed + RING_PX)]
        self._middle = Track(left, right, spans)
        self._beside = (
            [(-LABEL_HEIGHT, Track(left, right, ring)), (LABEL_HEIGHT, Track(left, right, ring))] if alone else []
        )

    def place(self, item: int, x: float, y: float, wanted: float) -> LabelSpot | None:
        """A place for the label of the mark at (x, y): right of it, left, above, below, or shortened; None: no room.

        What would have to be shorter than LEAST_LABEL_PX is left out.
        """
        wanted = min(wanted, MOST_LABEL_PX)
        beside = MARK_PX / 2 + LABEL_GAP
        tries = [(self._middle, x + beside, y), (self._middle, x - beside - wanted, y)]
        tries += [(track, x + beside, y + shift) for shift, track in self._beside]
        rooms = [track.room(start) for track, start, _ in tries]
        chosen = next((number for number, room in enumerate(rooms) if room >= wanted), None)
        if chosen is None:
            chosen = max((number for number in range(len(tries)) if number != 1), key=rooms.__getitem__)
            if rooms[chosen] < LEAST_LABEL_PX:
                return None
        track, start, middle = tries[chosen]
        width = min(wanted, rooms[chosen])
        track.take(start, start + width + LABEL_GAP)
        return LabelSpot(item, start, middle, width)
