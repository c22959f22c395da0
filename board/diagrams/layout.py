"""Where the actors stand that nobody has placed yet: a stress layout around those that were.

Pure functions over numpy arrays; positions are centres of boxes in the panel's units (px at 100 %), y downwards.
The distances on the screen follow the distances in the graph (stress majorization: Gansner, Koren and North, 2004,
node by node), in a plane that is stretched sideways because panels are wide.  A second pass moves single actors off
ties and out of crossings; a third takes overlaps away.  Nothing here is random: starting places come from the ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]
Size = tuple[float, float]

EDGE = 132.0  # the wished distance of two tied actors upwards; sideways it is EDGE * STRETCH
STRETCH = 1.7
GAP_X, GAP_Y = 26.0, 20.0  # kept free between two boxes
_FAR = 4.0  # graph distance between actors that no chain of ties joins
_MOST_POLISHED = 40  # beyond so many actors single moves are not tried: it would take seconds
_STRAY_ROW = 6  # actors without ties to a row, at least
_WIDER = 2.0  # a picture wider than so many times its height gets its strays below, else they stand at its right
_WIDE = 1.7  # a picture wider than so many times its height grows downwards


def arrange(
    boxes: Mapping[int, Size], ties: Sequence[tuple[int, int]], fixed: Mapping[int, Point] | None = None
) -> dict[int, Point]:
    """A centre for each actor in `boxes` (id -> width, height); those in `fixed` stay exactly where they are.

    `ties` are pairs of ids, unknown ids are passed over.  The result is the same for the same arguments, whatever
    their order.  No free box overlaps any other box; fixed boxes may overlap among themselves.
    """
    fixed = {actor: fixed[actor] for actor in boxes if actor in fixed} if fixed else {}
    ids = sorted(boxes)
    pairs = sorted({(min(a, b), max(a, b)) for a, b in ties if a != b and a in boxes and b in boxes})
    groups = _components(ids, pairs, fixed)
    strays = [group[0] for group in groups if len(group) == 1 and group[0] not in fixed]
    placed: dict[int, Point] = dict(fixed)
    for group in groups:
        if len(group) > 1 or group[0] in fixed:
            found = dict(fixed)
            if any(actor not in fixed for actor in group):
                own = [pair for pair in pairs if pair[0] in set(group)]
                found = _stressed(group, boxes, own, {i: fixed[i] for i in group if i in fixed})
            placed.update(found if group[0] in placed or not placed else _beside(found, boxes, placed))
    wished = {**placed, **_in_rows(strays, boxes, placed, {end for pair in pairs for end in pair})}
    return _apart(ids, boxes, wished, fixed)


def _components(ids: list[int], pairs: list[tuple[int, int]], fixed: Mapping[int, Point]) -> list[list[int]]:
    """The actors that chains of ties join, the largest group first; all groups with a fixed actor count as one."""
    leader = {actor: actor for actor in ids}

    def lead(actor: int) -> int:
        while leader[actor] != actor:
            leader[actor] = leader[leader[actor]]
            actor = leader[actor]
        return actor

    anchored = sorted(fixed)
    for a, b in [*pairs, *pairwise(anchored)]:
        one, two = sorted((lead(a), lead(b)))
        leader[two] = one
    groups: dict[int, list[int]] = {}
    for actor in ids:
        groups.setdefault(lead(actor), []).append(actor)
    return sorted(groups.values(), key=lambda group: (not fixed.keys() & set(group), -len(group), group[0]))


def _extent(places: Mapping[int, Point], boxes: Mapping[int, Size]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the boxes."""
    return (
        min(places[actor][0] - boxes[actor][0] / 2 for actor in places),
        min(places[actor][1] - boxes[actor][1] / 2 for actor in places),
        max(places[actor][0] + boxes[actor][0] / 2 for actor in places),
        max(places[actor][1] + boxes[actor][1] / 2 for actor in places),
    )


def _beside(found: Mapping[int, Point], boxes: Mapping[int, Size], placed: Mapping[int, Point]) -> dict[int, Point]:
    """A group of its own, moved next to what stands there: right of it, or below where that is wide already."""
    left, top, right, bottom = _extent(placed, boxes)
    own_left, own_top, *_ = _extent(found, boxes)
    if right - left < _WIDE * (bottom - top):
        dx, dy = right + 2 * GAP_X - own_left, top - own_top
    else:
        dx, dy = left - own_left, bottom + 2 * GAP_Y - own_top
    return {actor: (x + dx, y + dy) for actor, (x, y) in found.items()}


# --- stress


def _stressed(
    ids: list[int], boxes: Mapping[int, Size], pairs: list[tuple[int, int]], fixed: Mapping[int, Point]
) -> dict[int, Point]:
    place = {actor: number for number, actor in enumerate(ids)}
    edges = np.array([(place[a], place[b]) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    free = np.array([actor not in fixed for actor in ids])
    wish = _graph_distances(len(ids), edges) * EDGE
    start = _start(ids, wish, fixed)
    where = _majorize(start, wish, free)
    where[:, 0] *= STRETCH
    if len(ids) <= _MOST_POLISHED:
        sizes = np.array([boxes[actor] for actor in ids])
        where = _polish(where, wish, edges, sizes, free)
    if not fixed and len(where):
        where -= (where.min(axis=0) + where.max(axis=0)) / 2
    return {actor: fixed.get(actor, (float(x), float(y))) for actor, (x, y) in zip(ids, where, strict=True)}


def _graph_distances(count: int, edges: NDArray[np.int64]) -> Floats:
    """Steps between all pairs, shape (count, count), _FAR and more where there is no way."""
    steps = np.full((count, count), np.inf)
    np.fill_diagonal(steps, 0)
    steps[edges[:, 0], edges[:, 1]] = steps[edges[:, 1], edges[:, 0]] = 1
    for middle in range(count):
        np.minimum(steps, steps[:, middle, None] + steps[None, middle, :], out=steps)
    reached = steps[np.isfinite(steps)]
    far = max(_FAR, float(reached.max()) + 1 if len(reached) else _FAR)
    return np.where(np.isfinite(steps), steps, min(far, _FAR + 1))


def _start(ids: list[int], wish: Floats, fixed: Mapping[int, Point]) -> Floats:
    """Where the search begins, in the unstretched plane: the fixed ones where they are, the rest near their kin."""
    if not fixed:
        return _classical(wish) + 0.02 * EDGE * _scatter(ids)
    known = np.array([actor in fixed for actor in ids])
    where = np.zeros((len(ids), 2))
    where[known] = [(fixed[actor][0] / STRETCH, fixed[actor][1]) for actor in ids if actor in fixed]
    weight = 1 / np.maximum(wish[:, known], 1) ** 2
    guess = weight @ where[known] / weight.sum(axis=1, keepdims=True)
    where[~known] = guess[~known]
    where[~known] += 0.4 * EDGE * _scatter(ids)[~known]
    return where


def _scatter(ids: Sequence[int]) -> Floats:
    """A direction and a length within 1 for each id: looks random, is always the same."""
    mixed = np.array(ids, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    turn = (mixed >> np.uint64(40)).astype(np.float64) / 2**24 * 2 * np.pi
    reach = 0.5 + (mixed >> np.uint64(16) & np.uint64(0xFFFF)).astype(np.float64) / 2**17
    return np.stack([np.cos(turn), np.sin(turn)], axis=1) * reach[:, None]


def _classical(wish: Floats) -> Floats:
    """Classical scaling: the plane that keeps the distances best (Torgerson, 1952), long side sideways."""
    count = len(wish)
    centred = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * centred @ wish**2 @ centred)
    best = vectors[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 0))
    if best.shape[1] < 2:
        best = np.hstack([best, np.zeros((count, 2 - best.shape[1]))])
    largest = np.abs(best).argmax(axis=0)
    signs = np.sign(best[largest, [0, 1]])  # eigenvectors come with either sign: settle on one
    return best * np.where(signs == 0, 1, signs)


def _majorize(where: Floats, wish: Floats, free: NDArray[np.bool_]) -> Floats:
    """Move each free actor to where its distances fit best, again and again."""
    weight = np.where(wish > 0, 1 / np.maximum(wish, 1) ** 2, 0)
    where = where.copy()
    places = np.flatnonzero(free)
    for _ in range(int(min(120, max(15, 4000 // max(len(where), 1))))):
        moved = 0.0
        for one in places:
            away = where[one] - where
            length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-6)
            target = weight[one] @ (where + away * (wish[one] / length)[:, None]) / max(weight[one].sum(), 1e-12)
            moved = max(moved, float(np.abs(target - where[one]).max()))
            where[one] = target
        if moved < 0.2:
            break
    return where


# --- polish: crossings, and ties that run through boxes


_STEPS = np.array([(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0)], dtype=np.float64)


def _polish(where: Floats, wish: Floats, edges: NDArray[np.int64], sizes: Floats, free: NDArray[np.bool_]) -> Floats:
    """Try single moves, wide ones first, and keep those that make the picture plainer."""
    where = where.copy()
    places = np.flatnonzero(free)
    rounds = 4 if len(places) <= 20 else 2
    for stride in (1.1, 0.6, 0.3)[: 3 if len(places) <= 20 else 2]:
        for _ in range(rounds):
            better = False
            for one in places:
                here = _cost(one, where[one], where, wish, edges, sizes)
                tries = where[one] + _STEPS * stride * EDGE * (STRETCH, 1.0)
                costs = [_cost(one, spot, where, wish, edges, sizes) for spot in tries]
                best = int(np.argmin(costs))
                if costs[best] < here - 0.01:
                    where[one] = tries[best]
                    better = True
            if not better:
                break
    return where


def _cost(one: int, spot: Floats, where: Floats, wish: Floats, edges: NDArray[np.int64], sizes: Floats) -> float:
    """How bad it is to have actor `one` at `spot`: stress, overlaps, ties through boxes, crossings."""
    old, where[one] = where[one].copy(), spot
    away = where - spot
    length = np.hypot(away[:, 0] / STRETCH, away[:, 1])
    others = np.arange(len(where)) != one
    stress = float((((length - wish[one]) / np.maximum(wish[one], 1)) ** 2)[others].sum())
    near = (sizes + sizes[one]) / 2 + (GAP_X, GAP_Y)
    overlaps = int(((np.abs(away) < near).all(axis=1) & others).sum())
    mine = (edges == one).any(axis=1)
    own, rest = edges[mine], edges[~mine]
    blocked = _through(own, where, sizes) + _through(rest, where, sizes, only=one)
    crossings = _crossings(own, rest, where)
    where[one] = old
    return stress + 3.0 * overlaps + 1.6 * blocked + 0.55 * crossings


def _through(edges: NDArray[np.int64], where: Floats, sizes: Floats, only: int | None = None) -> int:
    """How many boxes (or just the one `only`) straight ties run through."""
    if not len(edges):
        return 0
    boxes = np.arange(len(where)) if only is None else np.array([only])
    share = np.linspace(0.08, 0.92, 15)
    ends, starts = where[edges[:, 1]], where[edges[:, 0]]
    points = starts[:, None, :] + share[None, :, None] * (ends - starts)[:, None, :]
    away = np.abs(points[:, :, None, :] - where[boxes][None, None, :, :])
    inside = (away < sizes[boxes][None, None, :, :] / 2 + 7).all(axis=3).any(axis=1)
    own = (edges[:, 0, None] == boxes[None, :]) | (edges[:, 1, None] == boxes[None, :])
    return int((inside & ~own).sum())


def _crossings(own: NDArray[np.int64], rest: NDArray[np.int64], where: Floats) -> int:
    """How often straight ties of `own` cross those of `rest`; meeting at an actor is no crossing."""
    if not len(own) or not len(rest):
        return 0
    a, b = where[own[:, 0]][:, None], where[own[:, 1]][:, None]
    c, d = where[rest[:, 0]][None], where[rest[:, 1]][None]
    crosses = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
    meet = (own[:, None, :, None] == rest[None, :, None, :]).any(axis=(2, 3))
    return int((crosses & ~meet).sum())


def _side(a: Floats, b: Floats, point: Floats) -> Floats:
    return (b[..., 0] - a[..., 0]) * (point[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (point[..., 0] - a[..., 0])


# --- actors without ties, and overlaps


def _in_rows(
    strays: list[int], boxes: Mapping[int, Size], placed: Mapping[int, Point], tied: Set[int]
) -> dict[int, Point]:
    """Actors that no tie holds stand in columns right of the others, or in rows below where those are wide already.

    They take the places of a grid in the order in which they came; those taken by strays of before stay theirs.
    """
    if not strays:
        return {}
    kin = {actor: spot for actor, spot in placed.items() if actor in tied}
    loners = [*strays, *(actor for actor in placed if actor not in tied)]
    across = max(boxes[actor][0] for actor in loners) + GAP_X
    down = max(boxes[actor][1] for actor in loners) + GAP_Y
    left, top, right, bottom = _extent(kin, boxes) if kin else (0.0, 0.0, 0.0, 0.0)
    wide, high = right - left, bottom - top
    if kin and wide < _WIDER * high and len(loners) * across * down < wide * high:
        spots = _grid(right + 2 * GAP_X + across / 2, top + down / 2, across, down, max(1, int(high // down)), True)
    else:
        even = int(np.ceil(np.sqrt(len(loners) * 2.2 * down / across)))
        columns = max(1, min(len(loners), max(int(wide // across), even, min(_STRAY_ROW, len(loners)))))
        first, start = (left + right) / 2 - (columns - 1) * across / 2, bottom + (2 * GAP_Y if kin else 0)
        spots = _grid(first, start + down / 2, across, down, columns, False)
    taken = [(*spot, *boxes[actor]) for actor, spot in placed.items()]
    return dict(zip(strays, (spot for spot in spots if not _covered(spot, (across, down), taken)), strict=False))


def _grid(x: float, y: float, across: float, down: float, length: int, by_column: bool) -> Iterator[Point]:
    """The places of a grid from its first one on, lines of so many, without end."""
    for number in count():
        line, place = divmod(number, length)
        column, row = (line, place) if by_column else (place, line)
        yield x + column * across, y + row * down


def _covered(spot: Point, cell: Size, taken: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether one of the boxes (x, y, width, height) stands in a cell of the grid."""
    return any(
        abs(spot[0] - x) < (cell[0] - GAP_X + width) / 2 and abs(spot[1] - y) < (cell[1] - GAP_Y + height) / 2
        for x, y, width, height in taken
    )


def _apart(
    ids: list[int], boxes: Mapping[int, Size], wished: Mapping[int, Point], fixed: Mapping[int, Point]
) -> dict[int, Point]:
    """Everybody at the free spot nearest to where he should stand; the fixed first, then by id."""
    result: dict[int, Point] = dict(fixed)
    order = [actor for actor in ids if actor in fixed]
    taken = np.array([(*fixed[actor], *boxes[actor]) for actor in order], dtype=np.float64).reshape(-1, 4)
    for actor in ids:
        if actor not in fixed:
            spot = free_spot(wished[actor], boxes[actor], taken)
            result[actor] = spot
            taken = np.vstack([taken, (*spot, *boxes[actor])])
    return result


def free_spot(wished: Point, size: Size, taken: Floats) -> Point:
    """The nearest centre at which a box of `size` keeps its gap to all of `taken`, shape (n, 4): x, y, width, height.

    Candidates are the wished spot and places that touch the gap of one or two boxes: the nearest free spot of all
    lies among these.
    """
    if not len(taken):
        return wished
    reach_x = (taken[:, 2] + size[0]) / 2 + GAP_X
    reach_y = (taken[:, 3] + size[1]) / 2 + GAP_Y
    xs = np.concatenate([[wished[0]], taken[:, 0] - reach_x, taken[:, 0] + reach_x])
    ys = np.concatenate([[wished[1]], taken[:, 1] - reach_y, taken[:, 1] + reach_y])
    spots = np.stack(np.meshgrid(xs, ys, indexing="ij"), axis=-1).reshape(-1, 2)
    # upwards counts more than sideways: the panel is wide
    order = np.argsort(np.hypot((spots[:, 0] - wished[0]) / STRETCH, spots[:, 1] - wished[1]), kind="stable")
    for start in range(0, len(order), 256):
        some = spots[order[start : start + 256]]
        near_x = np.abs(some[:, None, 0] - taken[None, :, 0]) < reach_x - 1e-6
        near_y = np.abs(some[:, None, 1] - taken[None, :, 1]) < reach_y - 1e-6
        free = ~(near_x & near_y).any(axis=1)
        if free.any():
            x, y = some[int(free.argmax())]
            return float(x), float(y)
    return float(wished[0]), float((taken[:, 1] + reach_y).max())


def free_spot_among(wished: Point, size: Size, taken: Sequence[tuple[float, float, float, float]]) -> Point:
    """`free_spot` for a list of (x, y, width, height), which may be empty."""
    return free_spot(wished, size, np.array(taken, dtype=np.float64).reshape(-1, 4))
