"""Which actors are shown and which stand out: pure functions over counts and the focus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum

from board.actors.evidence import Numbers
from board.actors.nesting import Nest
from board.actors.ties import Tie, TieLook
from board.focus import FocusState
from db.records import Relationship

MOST_ACTORS = 60  # beyond so many a picture of boxes and lines serves nobody
MOST_TIED = 30  # further actors that are shown because they have ties
FEW_ACTORS = 30  # up to so many can be read however they are tied
MOST_UNTIED = 12  # of more, those without a tie are a grid of small print: the busiest of them will do


class Scope(Enum):
    """How many actors are shown: all, those with ties and the busiest of the others, those in focus and around it."""

    ALL = "all"
    TIED = "tied"
    NEIGHBOURS = "neighbours"
    FOCUS = "focus"

    def wider(self) -> Scope:
        """The next wider one."""
        return _WIDEST_FIRST[max(_WIDEST_FIRST.index(self) - 1, 0)]

    def narrower(self) -> Scope:
        """The next narrower one."""
        return _WIDEST_FIRST[min(_WIDEST_FIRST.index(self) + 1, len(_WIDEST_FIRST) - 1)]


_WIDEST_FIRST = tuple(Scope)


@dataclass(frozen=True)
class Lit:
    """The boxes and ties in focus, and those that were picked; all others are drawn faint."""

    boxes: frozenset[int]
    ties: frozenset[str]
    picked_boxes: frozenset[int] = frozenset()
    picked_ties: frozenset[str] = frozenset()


def is_narrowed(state: FocusState) -> bool:
    """Whether the focus leaves anything out."""
    return state.window is not None or state.narrowed()


def lit(
    state: FocusState,
    nested: Nest,
    ties: Sequence[Tie],
    looks: Mapping[str, TieLook],
    numbers: Numbers,
    relationships: Mapping[int, Relationship],
) -> Lit:
    """What is in focus.

    An actor is, when it is named by an incident in focus, has a tie that holds only at a flashpoint in focus, or was
    picked (or is a neighbour of one that was).  A tie is, when its two sides met in an incident in focus, when it
    belongs to a flashpoint in focus, or when both its ends are in focus and it belongs to no other flashpoint.
    """
    boxes = frozenset(nested.shown)
    picked = frozenset(nested.stands_for[actor] for actor in state.actors if actor in nested.stands_for)
    picked_ties = frozenset(t.key for t in ties if state.relationship is not None and state.relationship in t.ids)
    if not is_narrowed(state):
        return Lit(boxes, frozenset(tie.key for tie in ties), picked, picked_ties)
    drawn = [tie for tie in ties if looks[tie.key].drawn]
    pair = frozenset(nested.stands_for.get(actor, 0) for actor in state.pair) if state.pair else frozenset()
    if pair:
        keys = frozenset(tie.key for tie in drawn if frozenset(tie.pair) == pair) | picked_ties
        return Lit(boxes & pair, keys, picked, picked_ties)
    if picked:
        touching = [tie for tie in drawn if tie.from_id in picked or tie.to_id in picked]
        around = picked | {end for tie in touching for end in tie.pair}
        return Lit(boxes & around, frozenset(tie.key for tie in touching), picked, picked_ties)
    here = frozenset(tie.key for tie in drawn if _belongs(tie, state, relationships))
    bright = {box for box in boxes if numbers.boxes.get(box)}
    bright |= {end for tie in drawn if tie.key in here for end in tie.pair}
    keys = {tie.key for tie in drawn if tie.key in here or numbers.ties.get(tie.key)}
    keys |= {
        t.key for t in drawn if t.from_id in bright and t.to_id in bright and not _elsewhere(t, state, relationships)
    }
    return Lit(frozenset(bright), frozenset(keys), picked, picked_ties)


def _places(tie: Tie, relationships: Mapping[int, Relationship]) -> set[int | None]:
    return {relationships[i].flashpoint_id for i in tie.ids if i in relationships}


def _belongs(tie: Tie, state: FocusState, relationships: Mapping[int, Relationship]) -> bool:
    return any(place in state.flashpoints for place in _places(tie, relationships) if place is not None)


def _elsewhere(tie: Tie, state: FocusState, relationships: Mapping[int, Relationship]) -> bool:
    """Whether the tie holds only at flashpoints that are not looked at."""
    places = _places(tie, relationships)
    return bool(state.flashpoints and places) and None not in places and not places & state.flashpoints


def choose_boxes(
    boxes: Iterable[int],
    scope: Scope,
    bright: frozenset[int],
    ties: Sequence[Tie],
    counts: Mapping[int, int],
    kept: Set[int] = frozenset(),
) -> list[int]:
    """The boxes to show: those of the scope, and of more than MOST_ACTORS the busiest and those with ties.

    `kept` are shown in any case, as far as they are boxes: what was picked or has just been written.
    """
    everybody = set(boxes)
    tied = {end for tie in ties for end in tie.pair}
    if scope is Scope.FOCUS and bright:
        wanted = set(bright)
    elif scope is Scope.NEIGHBOURS and bright:
        wanted = set(bright).union(*(tie.pair for tie in ties if tie.from_id in bright or tie.to_id in bright))
    elif scope is Scope.TIED and len(everybody) > FEW_ACTORS:
        wanted = tied | set(sorted(everybody - tied, key=lambda box: (-counts.get(box, 0), box))[:MOST_UNTIED])
    else:
        wanted = everybody
    wanted = (wanted | kept) & everybody
    if len(wanted) <= MOST_ACTORS:
        return sorted(wanted)
    ranked = sorted(wanted, key=lambda box: (box not in kept, -counts.get(box, 0), box not in tied, box))
    rest = [box for box in ranked[MOST_ACTORS:] if box in tied]
    return sorted([*ranked[:MOST_ACTORS], *rest[:MOST_TIED]])
