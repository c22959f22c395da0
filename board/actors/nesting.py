"""Which actors are tucked into their parents, and what that does to their ties: pure functions over records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.records import Actor, Relationship

PART_OF = "part_of"


@dataclass(frozen=True)
class Nest:
    """Who is shown on his own.

    `stands_for`: actor -> the actor in whose box it is shown (itself when it has its own).  `children`: parent ->
    all its direct parts, in the order in which they were entered.  `tucked`: shown actor -> the actors inside its box.
    """

    stands_for: dict[int, int] = field(default_factory=dict)
    children: dict[int, tuple[int, ...]] = field(default_factory=dict)
    tucked: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def shown(self) -> list[int]:
        """The actors with a box of their own, by id."""
        return sorted(actor for actor, box in self.stands_for.items() if actor == box)

    def is_expanded(self, parent: int) -> bool:
        """Whether every part of this actor has a box of its own."""
        return parent in self.children and not self.tucked.get(parent)


def parents_of(actors: Mapping[int, Actor], relationships: Iterable[Relationship]) -> dict[int, int]:
    """child -> parent, from the actors' own field, else from a tie "part of"; circles are cut."""
    parents = {a.id: a.parent_id for a in actors.values() if a.parent_id in actors and a.parent_id != a.id}
    for tie in sorted(relationships, key=lambda tie: tie.id):
        if tie.stance == PART_OF and tie.from_id in actors and tie.to_id in actors:
            parents.setdefault(tie.from_id, tie.to_id)
    for child in sorted(parents):
        seen, above = {child}, parents.get(child)
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == child:
            del parents[child]
    return {child: parent for child, parent in parents.items() if parent is not None}


def nest(
    actors: Mapping[int, Actor], relationships: Iterable[Relationship], chosen: Mapping[int, bool] | None = None
) -> Nest:
    """Tuck parts into their parents.

    `chosen` holds what the analyst asked of a parent: True shows all its parts, False none.  Unasked, a part is shown
    on its own when it has ties of its own, beside the one that says what it is part of; on whatever day they hold, so
    that stepping through time never reshapes the picture.
    """
    ties = list(relationships)
    chosen = chosen or {}
    parents = parents_of(actors, ties)
    own = {end for tie in ties if not _structural(tie, parents) for end in (tie.from_id, tie.to_id)}
    children: dict[int, list[int]] = {}
    for child in sorted(parents):
        children.setdefault(parents[child], []).append(child)
    stands_for = _boxes(actors, parents, own, chosen)
    tucked: dict[int, list[int]] = {}
    for actor in sorted(actors):
        if stands_for[actor] != actor:
            tucked.setdefault(stands_for[actor], []).append(actor)
    return Nest(
        stands_for,
        {parent: tuple(parts) for parent, parts in children.items()},
        {box: tuple(parts) for box, parts in tucked.items()},
    )


def _boxes(
    actors: Iterable[int], parents: Mapping[int, int], own: set[int], chosen: Mapping[int, bool]
) -> dict[int, int]:
    """actor -> the actor in whose box it stands; a part of a tucked actor is tucked with it."""
    boxes: dict[int, int] = {}
    for actor in actors:
        line = [actor]
        while line[-1] not in boxes and line[-1] in parents:
            line.append(parents[line[-1]])
        boxes.setdefault(line[-1], line[-1])
        for part, parent in zip(line[-2::-1], line[:0:-1], strict=True):
            above = boxes[parent]
            alone = above == parent and chosen.get(parent, part in own)
            boxes[part] = part if alone else above
    return boxes


def _structural(tie: Relationship, parents: Mapping[int, int]) -> bool:
    """Whether the tie only says what one is part of."""
    return tie.stance == PART_OF and parents.get(tie.from_id) == tie.to_id
