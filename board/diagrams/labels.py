"""Where the words of ties stand: on their own curve, never over a box or over other words.

Pure functions over numpy arrays.  Words that find no free place are left out and shown when one points at the tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from board.diagrams.routes import Box, Route

Floats = NDArray[np.float64]
Point = tuple[float, float]

_SHARES = np.array([0.5, 0.43, 0.57, 0.36, 0.64, 0.29, 0.71, 0.22, 0.78])[:, None]
_FINE = np.linspace(0, 1, 97)[:, None]  # how closely lines are looked at
_PER_LINE = 33 / 97  # of the points that cross words, how many a line counts for
_CELL = 4.0
_FARTHEST = 36.0  # words whose middle is farther from their line are not seen to belong to it
_TIP = 6.0  # kept free around both ends of every line
_LONG = 2.6  # a line so many times as long as its words has room for them
_GAP = 3.0  # between words and boxes, and words and words


@dataclass(frozen=True)
class Words:
    """The words of one tie: its key, their width and height, and how much they matter (higher goes first).

    `shy` words stand only on a line that is long and that no other line crosses there.
    """

    key: str
    width: float
    height: float
    weight: int = 0
    shy: bool = False


def place_words(
    words: Sequence[Words], routes: Mapping[str, Route], boxes: Mapping[int, Box], drawn: Sequence[str] | None = None
) -> dict[str, Point]:
    """The centre of each text that found a place.

    `drawn` are the keys of the ties that can be seen (None: all routes); words keep off their lines where they can.
    """
    lines = {key: routes[key].points(_FINE) for key in (routes if drawn is None else drawn) if key in routes}
    fixed = [(box.x, box.y, box.width / 2 + _GAP, box.height / 2 + _GAP) for box in boxes.values()]
    # an arrow under words is an arrow lost
    fixed += [(*end, _TIP, _TIP) for line in lines.values() for end in (line[0], line[-1])]
    taken = np.zeros((len(fixed) + len(words), 4))
    taken[: len(fixed)] = np.array(fixed).reshape(-1, 4)
    used = len(fixed)
    ink = _Ink(lines.values())
    found: dict[str, Point] = {}
    for text in sorted(words, key=lambda text: (-text.weight, text.width, text.key)):
        if text.key not in routes:
            continue
        spot = _best_spot(text, routes[text.key], taken[:used], ink, seen=text.key in lines)
        if spot is not None:
            found[text.key] = spot
            taken[used] = (*spot, text.width / 2 + _GAP, text.height / 2 + _GAP)
            used += 1
    return found


class _Ink:
    """How much line lies in a rectangle, looked up in a table of running sums over cells of _CELL px."""

    def __init__(self, lines: Iterable[Floats]) -> None:
        points = np.concatenate([*lines, np.zeros((0, 2))])
        self._low = points.min(axis=0) if len(points) else np.zeros(2)
        cells = self.cells(points)
        size = cells.max(axis=0) + 1 if len(points) else np.ones(2, np.int64)
        counts = np.zeros(size + 1)
        np.add.at(counts, (cells[:, 0] + 1, cells[:, 1] + 1), 1)
        self._sums = counts.cumsum(axis=0).cumsum(axis=1)

    def cells(self, points: Floats) -> NDArray[np.int64]:
        """The cells that points lie in, same shape."""
        return np.floor((points - self._low) / _CELL).astype(np.int64)

    def inside(self, spots: Floats, half: Floats) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
        """Points of lines within `half` of each spot, and the first cells and those past the last, shape (n, 2)."""
        first, past = self.cells(spots - half), self.cells(spots + half) + 1
        low, high = (edge.clip(0, np.array(self._sums.shape) - 1) for edge in (first, past))
        sums = self._sums
        count = sums[high[:, 0], high[:, 1]] - sums[low[:, 0], high[:, 1]] - sums[high[:, 0], low[:, 1]]
        return count + sums[low[:, 0], low[:, 1]], first, past


def _best_spot(text: Words, route: Route, taken: Floats, ink: _Ink, *, seen: bool) -> Point | None:
    on_line = route.points(_SHARES)
    along = route.points(_SHARES + 0.01) - route.points(_SHARES - 0.01)
    normal = (
        np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    )
    # so far from the line that a text beside it just does not touch it
    reach = np.abs(normal[:, 0]) * text.width / 2 + np.abs(normal[:, 1]) * text.height / 2 + 2
    spots = np.concatenate([on_line, on_line + normal * reach[:, None], on_line - normal * reach[:, None]])
    half = np.array([text.width / 2, text.height / 2])
    too_far = np.concatenate([np.zeros(len(reach), bool), reach > _FARTHEST, reach > _FARTHEST])
    clash = too_far | (np.abs(spots[:, None, :] - taken[None, :, :2]) < half + taken[None, :, 2:]).all(axis=2).any(
        axis=1
    )
    if clash.all():
        return None
    # words that cover most of a short line hide what they speak of
    points = route.points(_FINE)
    own = (np.abs(spots[:, None, :] - points[None]) < half).all(axis=2).mean(axis=1)
    crossed, first, past = ink.inside(spots, half)
    if seen:
        cells = ink.cells(points)[None]
        crossed = crossed - ((cells >= first[:, None]) & (cells < past[:, None])).all(axis=2).sum(axis=1)
    crossed = (crossed * _PER_LINE).clip(0, 8)
    middle = np.abs(np.tile(_SHARES[:, 0], 3) - 0.5)
    off_line = np.concatenate([np.zeros(len(reach)), 0.15 + reach / 60, 0.15 + reach / 60])
    if text.shy:
        length = float(np.hypot(*np.subtract(route.end, route.start)))
        clash |= (crossed > 0) | too_far | (length < _LONG * text.width)
        if clash.all():
            return None
    cost = 0.35 * crossed + 2.0 * middle + off_line + 2.5 * np.maximum(own - 0.35, 0) + np.where(clash, np.inf, 0)
    x, y = spots[int(np.argmin(cost))]
    return float(x), float(y)
