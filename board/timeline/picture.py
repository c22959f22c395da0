"""What the lanes show, as arrays of pixels: composed from the counts and columns, drawn by the items."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from board.timeline.labels import LabelSpot
from board.timeline.lanes import Lanes
from board.timeline.marks import MOST_ROWS, Badge, Spots
from board.timeline.scale import Scale
from db.columns import RECURRING, WITHDRAWN, IncidentColumns

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

LANE_PX = 34.0  # of one row; every further row adds ROW_PX
ROW_PX = 16.0
TALLEST_PX = 84.0  # of a lane of bars, where there is room to spare
PLAIN, FIRM, THIN, DASHED = range(4)  # outlines: not graded, A-B and 1-2, C or 3, D-E or 4-5


@dataclass(frozen=True, eq=False)
class Marks:
    """The incidents drawn one by one, by lane; all arrays have the shape (n,).

    `row` is -1 where the incident is only in a badge.  `y` is the middle of the mark, from the top of the first lane.
    `outline`: one of PLAIN, FIRM, THIN, DASHED.
    """

    lane: Ints
    place: Ints
    ids: Ints
    spots: Spots
    row: Ints
    y: Floats
    kind: NDArray[np.uint8]
    outline: Ints
    recurring: Mask
    withdrawn: Mask

    def __len__(self) -> int:
        return len(self.place)


@dataclass(frozen=True, eq=False)
class Density:
    """Bars of the lanes that hold too much for marks.

    `edges`: pixels, shape (bars + 1,); `days`: the same edges as days.  `lanes`: shape (k,).  `counts` and
    `in_focus` (what of them is in the focus): shape (k, bars).  `most`: the highest count of each lane, shape (k,):
    a lane is drawn to its own height, for one of thousands would press the bars of all others flat.
    """

    edges: Floats
    days: Ints
    lanes: Ints
    counts: Ints
    in_focus: Ints
    most: Ints


@dataclass(frozen=True, eq=False)
class Picture:
    """The lanes from the top of the first one; `tops` has one entry more than there are lanes."""

    scale: Scale
    window: tuple[int, int]
    lanes: Lanes
    tops: Floats
    dimmed: Mask
    totals: Ints
    density: Density
    marks: Marks
    badges: list[Badge] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Of all lanes together."""
        return float(self.tops[-1])

    def lane_at(self, y: float) -> int | None:
        """The lane at a height, None above and below all."""
        lane = int(np.searchsorted(self.tops, y, side="right")) - 1
        return lane if 0 <= lane < len(self.lanes) else None

    def middle(self, lane: int) -> float:
        """The height of the first row of a lane."""
        return float(self.tops[lane]) + LANE_PX / 2


@dataclass(frozen=True, slots=True)
class Label:
    """A title beside a mark."""

    spot: LabelSpot
    text: str
    dim: bool


def outlines(columns: IncidentColumns, places: Ints) -> Ints:
    """The outline that says the grade of each incident: the worse half of the pair decides.

    F and 6 ("cannot be judged") count as not graded.
    """
    reliability, credibility = columns.reliability[places], columns.credibility[places]
    worst = np.maximum(np.where(reliability > 5, 0, reliability), np.where(credibility > 5, 0, credibility))
    return np.select([worst == 0, worst <= 2, worst == 3], [PLAIN, FIRM, THIN], DASHED).astype(np.int64)


def lane_tops(lane: Ints, row: Ints, lanes: int, dense: Ints | None = None, room: float = 0.0) -> Floats:
    """The top of each lane and the bottom of the last; a lane grows with its rows.  Shape (lanes + 1,).

    `dense`: the lanes of bars, which share what is left of `room`, a height in pixels.
    """
    deepest = np.zeros(lanes, dtype=np.int64)
    np.maximum.at(deepest, lane, np.where(row < 0, MOST_ROWS, row))  # below all rows, the badges
    heights = LANE_PX + ROW_PX * deepest
    if dense is not None and len(dense):
        spare = float(np.floor((room - heights.sum()) / len(dense)))
        heights[dense] += np.clip(TALLEST_PX - heights[dense], 0.0, max(spare, 0.0))
    return np.concatenate([[0.0], np.cumsum(heights)])


def marks_of(columns: IncidentColumns, lane: Ints, place: Ints, spots: Spots, row: Ints, tops: Floats) -> Marks:
    """The marks with all that tells how each is drawn."""
    flags = columns.flags[place]
    return Marks(
        lane=lane,
        place=place,
        ids=columns.ids[place],
        spots=spots,
        row=row,
        y=tops[lane] + LANE_PX / 2 + ROW_PX * np.maximum(row, 0),
        kind=columns.kind[place],
        outline=outlines(columns, place),
        recurring=(flags & RECURRING) != 0,
        withdrawn=(flags & WITHDRAWN) != 0,
    )
