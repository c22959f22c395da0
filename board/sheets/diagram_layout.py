"""Where boxes stand in a frame of paper: the layout of the panel, turned states up and pressed into the frame.

Pure and the same for the same arguments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from board.diagrams.layout import arrange

Size = tuple[float, float]
Point = tuple[float, float]
Floats = NDArray[np.float64]
_GAPS = (
    640.0,
    520.0,
    420.0,
    320.0,
    240.0,
    160.0,
    100.0,
    50.0,
    20.0,
)  # twips that are wished between boxes, the widest that can be had
_ROUNDS = 240
_UP = 0.16  # by which share of the height states are moved up and groups down
_PANEL = 12.0  # twips to a pixel of the panel's layout


def placed(
    sizes: Mapping[int, Size], ties: Sequence[tuple[int, int]], above: Set[int], frame: Size
) -> dict[int, Point]:
    """A centre for each box (id -> width, height) within a frame (width, height) from 0, 0; no two overlap.

    `above` are those that stand higher where the ties allow it. Boxes that cannot be put apart stand in rows.
    """
    if not sizes:
        return {}
    ids = sorted(sizes)
    panel = {key: (wide / _PANEL, high / _PANEL) for key, (wide, high) in sizes.items()}
    found = arrange(panel, ties)
    where = np.array([found[key] for key in ids], np.float64)
    size = np.array([sizes[key] for key in ids], np.float64)
    high = np.array([key in above for key in ids])
    mixed = bool(high.any() and not high.all())
    if mixed and where[high, 1].mean() > where[~high, 1].mean():
        where[:, 1] *= -1
    where = _stretched(where, size, frame)
    where[:, 1] += np.where(high, -_UP, _UP) * frame[1] * mixed
    where = _stretched(where, size, frame)
    for gap in _GAPS:
        apart = _pushed(where, size, frame, gap)
        if _overlaps(apart, size, gap * 0.6) == 0:
            return _as_points(ids, apart)
    return _as_points(ids, _in_rows(where, size, frame))


def _as_points(ids: Sequence[int], where: Floats) -> dict[int, Point]:
    return {key: (float(x), float(y)) for key, (x, y) in zip(ids, where, strict=True)}


def _stretched(where: Floats, size: Floats, frame: Size) -> Floats:
    """Moved and stretched along both axes so that the boxes just fill the frame."""
    room = np.array(frame)
    low, high = where.min(axis=0), where.max(axis=0)
    span = np.maximum(high - low, 1e-9)
    edge = size.max(axis=0) / 2
    free = np.maximum(room - 2 * edge, 0.0)
    result: Floats = edge + (where - low) / span * free
    flat = high - low < 1e-6
    result[:, flat] = (room / 2)[flat]
    return _clamped(result, size, frame)


def _clamped(where: Floats, size: Floats, frame: Size) -> Floats:
    most = np.maximum(np.array(frame) - size / 2, size / 2)
    return np.clip(where, size / 2, most)


def _pushed(where: Floats, size: Floats, frame: Size, gap: float) -> Floats:
    """Overlapping boxes pushed apart along the axis in which less is needed, again and again, never out of the frame."""
    where = where.copy()
    count = len(where)
    order = np.arange(count)
    for _ in range(_ROUNDS):
        moved = False
        for one in range(count):
            away = where - where[one]
            short = (size + size[one]) / 2 + gap - np.abs(away)
            hit = (short > 1e-6).all(axis=1) & (order > one)
            for other in np.flatnonzero(hit).tolist():
                away_two = where[other] - where[one]
                need = (size[other] + size[one]) / 2 + gap - np.abs(away_two)
                if (need <= 1e-6).any():
                    continue
                axis = int(need[1] < need[0])
                sign = 1.0 if away_two[axis] >= 0 else -1.0
                where[other, axis] += sign * (need[axis] / 2 + 0.5)
                where[one, axis] -= sign * (need[axis] / 2 + 0.5)
                moved = True
        where = _clamped(where, size, frame)
        if not moved:
            break
    return where


def _overlaps(where: Floats, size: Floats, gap: float) -> int:
    away = np.abs(where[:, None] - where[None])
    near = (away < (size[:, None] + size[None]) / 2 + gap).all(axis=2)
    return int(np.triu(near, 1).sum())


def _in_rows(where: Floats, size: Floats, frame: Size) -> Floats:
    """Rows from the top: by height in the picture, in each row by side; the last way out of a crowd."""
    result = where.copy()
    order = np.argsort(where[:, 1], kind="stable")
    rows: list[list[int]] = [[]]
    used = 0.0
    for one in order.tolist():
        if rows[-1] and used + size[one, 0] + 2 > frame[0]:
            rows.append([])
            used = 0.0
        rows[-1].append(one)
        used += size[one, 0] + 2
    heights = [float(size[row, 1].max()) for row in rows]
    between = max(2.0, (frame[1] - sum(heights)) / max(len(rows) - 1, 1)) if len(rows) > 1 else 0.0
    y = 0.0
    for row, high in zip(rows, heights, strict=True):
        row.sort(key=lambda one: where[one, 0])
        free = max(0.0, frame[0] - float(size[row, 0].sum())) / (len(row) + 1)
        x = free if len(row) > 1 else (frame[0] - size[row[0], 0]) / 2
        for one in row:
            result[one] = x + size[one, 0] / 2, y + high / 2
            x += size[one, 0] + max(free, 2.0)
        y += high + between
    return result
