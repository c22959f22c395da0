"""What speaks for a tie, and how busy actors and ties are in the focus: read from the board, kept until it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from board.actors.nesting import Nest
from board.actors.ties import Tie
from db import Board
from db.activity import Activity
from db.columns import OPEN_FUTURE, OPEN_PAST
from db.records import Relationship, Source

_WORST = "–"


@dataclass(frozen=True)
class Support:
    """The citations of a relationship: best grade ("C3", empty for none), latest day told, how many for and against."""

    grade: str = ""
    day: int | None = None
    for_it: int = 0
    against: int = 0


def support_of(board: Board, relationship_ids: Iterable[int]) -> dict[int, Support]:
    """What the sources say for and against each relationship that is cited at all."""
    found: dict[int, Support] = {}
    sources: dict[int, Source] = {}
    for relationship_id in relationship_ids:
        citations = board.citations.of("relationship", relationship_id)
        if not citations:
            continue
        missing = [c.source_id for c in citations if c.source_id not in sources]
        sources.update({source.id: source for source in board.sources.many(missing)})
        speaking = [c for c in citations if c.bearing == "supports"]
        grades = [(sources[c.source_id].reliability or _WORST) + (c.credibility or _WORST) for c in speaking]
        graded = sorted((grade for grade in grades if grade != _WORST * 2), key=_grade_order)
        told = [_day_of(sources[c.source_id]) for c in speaking]
        days = [day for day in told if day is not None]
        found[relationship_id] = Support(
            graded[0] if graded else "",
            max(days) if days else None,
            len(speaking),
            sum(c.bearing == "contradicts" for c in citations),
        )
    return found


def _grade_order(grade: str) -> tuple[str, str]:
    """The information weighs more than the source; what is not graded comes last."""
    return grade[1].replace(_WORST, "9"), grade[0].replace(_WORST, "Z")


def _day_of(source: Source) -> int | None:
    return source.published.latest if source.published.latest is not None else source.published.earliest


@dataclass(frozen=True)
class Numbers:
    """Counts in the focus: incidents by box and by tie, and the last day on which each tie's two sides met."""

    boxes: Mapping[int, int] = field(default_factory=dict)
    ties: Mapping[str, int] = field(default_factory=dict)
    met: Mapping[str, int] = field(default_factory=dict)


class Counter:
    """Counts for the boxes and ties of one picture, cheaply enough for every move of a brush."""

    def __init__(self, nested: Nest, ties: Sequence[Tie], relationships: Mapping[int, Relationship]) -> None:
        self._boxes = nested.shown
        inside = [(box, *nested.tucked.get(box, ())) for box in self._boxes]
        self._members = np.array([member for members in inside for member in members], dtype=np.int64)
        self._owner_of_member = np.repeat(np.arange(len(inside)), [len(members) for members in inside])
        self._keys = [tie.key for tie in ties]
        pairs: list[tuple[int, int]] = []
        owners: list[int] = []
        for number, tie in enumerate(ties):
            both = {
                pair for i in tie.ids for pair in _kin_pairs(nested, relationships[i].from_id, relationships[i].to_id)
            }
            pairs += sorted(both)
            owners += [number] * len(both)
        self._pairs = pairs
        self._owners = np.array(owners, dtype=np.int64)
        self._met: tuple[Activity, int, dict[str, int]] | None = None

    def numbers(
        self,
        activity: Activity,
        everything: Activity,
        window: tuple[int, int],
        as_of: int,
        groups: NDArray[np.int64] | None,
    ) -> Numbers:
        """Counts of `activity` in the window at these flashpoints; last meetings of `everything` up to `as_of`."""
        by_tie = np.zeros(len(self._keys), np.int64)
        if self._pairs:
            counts, _ = activity.pair_activity(self._pairs, *window, groups)
            np.add.at(by_tie, self._owners, counts)
        return Numbers(
            self._by_box(activity, window, groups),
            dict(zip(self._keys, by_tie.tolist(), strict=True)),
            self._last_met(everything, as_of),
        )

    def _last_met(self, everything: Activity, as_of: int) -> dict[str, int]:
        if self._met is None or self._met[0] is not everything or self._met[1] != as_of:
            met = np.full(len(self._keys), OPEN_PAST, np.int64)
            if self._pairs:
                np.maximum.at(met, self._owners, everything.pair_activity(self._pairs, as_of, as_of)[1])
            days = {key: day for key, day in zip(self._keys, met.tolist(), strict=True) if day > OPEN_PAST}
            self._met = (everything, as_of, days)
        return self._met[2]

    def _by_box(self, activity: Activity, window: tuple[int, int], groups: NDArray[np.int64] | None) -> dict[int, int]:
        ids = activity.columns.actor_ids
        if not len(ids):
            return {}
        counts = activity.actor_counts(*window, groups)
        place = np.minimum(np.searchsorted(ids, self._members), len(ids) - 1)
        each = np.where(ids[place] == self._members, counts[place], 0)
        total = np.bincount(self._owner_of_member, weights=each, minlength=len(self._boxes)).astype(np.int64)
        return dict(zip(self._boxes, total.tolist(), strict=True))

    def busiest_pair(self, key: str, own: tuple[int, int], everything: Activity) -> tuple[int, int]:
        """`own` where these two ever met, else of the pairs that stand for the tie the one that met most often."""
        number = self._keys.index(key)
        pairs = [own, *(self._pairs[place] for place in np.flatnonzero(self._owners == number))]
        counts, _ = everything.pair_activity(pairs, OPEN_PAST, OPEN_FUTURE)
        return own if counts[0] or not counts.any() else pairs[int(counts.argmax())]


def _kin_pairs(nested: Nest, one: int, two: int) -> set[tuple[int, int]]:
    """The pairs of ids that stand for a tie: both actors and all their parts."""
    return {(min(a, b), max(a, b)) for a in _kin(nested, one) for b in _kin(nested, two) if a != b}


def _kin(nested: Nest, actor: int) -> list[int]:
    found = [actor]
    for member in found:
        found += nested.children.get(member, ())
    return found
