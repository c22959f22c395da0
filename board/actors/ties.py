"""From relationships to drawn ties: bundling, what holds on a day, what changed, how fresh, what is said of it.

Pure functions over records.  A `Tie` is one line of the picture and stays the same through time; a `TieLook` says how
it looks on one day.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from board.actors.nesting import PART_OF, Nest
from db.dates import ImpreciseDate, from_days
from db.names import has_rtl, isolate
from db.records import Relationship
from db.vocabulary import STANCES, SUPPORTIVE_STANCES, UNDIRECTED_STANCES

FRESH_DAYS = 30  # evidence up to so old is fresh
STALE_DAYS = 365  # and from here on a tie is as faint as age makes it
STALEST = 0.45  # the opacity it keeps
UNDATED = 0.8  # the opacity of a tie that nothing dates
_LONGEST_LABEL = 34


class Change(Enum):
    """What the last step of the as-of day did to a tie."""

    NONE = ""
    BEGUN = "begun"  # stepped on to where it holds
    ENDED = "ended"  # stepped on to where it no longer holds
    EARLIER = "earlier"  # stepped back to where it still held
    LATER = "later"  # stepped back to where it did not hold yet

    @property
    def gone(self) -> bool:
        """Whether the tie held on the day that was left and does not on this one."""
        return self in (Change.ENDED, Change.LATER)

    @property
    def came(self) -> bool:
        """Whether the tie holds on this day and did not on the one that was left."""
        return self in (Change.BEGUN, Change.EARLIER)


@dataclass(frozen=True)
class Tie:
    """One line between two boxes: usually one relationship, several where parts are tucked into their parents.

    `ids` are relationships, empty for the line from an expanded part to its parent.  `lane` of `lanes` numbers the
    lines between the same two boxes.  `from_id` and `to_id` are the boxes; an undirected tie has no arrow.
    """

    key: str
    ids: tuple[int, ...]
    from_id: int
    to_id: int
    stance: str
    lane: int = 0
    lanes: int = 1
    lifted: bool = False

    @property
    def directed(self) -> bool:
        """Whether it has an arrow at `to_id`."""
        return self.stance not in UNDIRECTED_STANCES

    @property
    def pair(self) -> tuple[int, int]:
        """Both boxes, the smaller id first."""
        return (self.from_id, self.to_id) if self.from_id < self.to_id else (self.to_id, self.from_id)


def bundle(relationships: Iterable[Relationship], nested: Nest) -> list[Tie]:
    """The lines of all relationships, whenever they hold; those within one box are left out.

    Ties of tucked actors are lifted to the box they stand in; lifted ones of one stance and direction become one line.
    """
    found: dict[str, Tie] = {}
    joined: set[tuple[int, int]] = set()
    for tie in sorted(relationships, key=lambda tie: tie.id):
        one, two = nested.stands_for.get(tie.from_id), nested.stands_for.get(tie.to_id)
        if one is None or two is None or one == two:
            continue
        lifted = (one, two) != (tie.from_id, tie.to_id)
        if lifted and tie.stance in UNDIRECTED_STANCES and one > two:
            one, two = two, one
        key = f"{one}>{two}:{tie.stance}" if lifted else str(tie.id)
        ids = (*found[key].ids, tie.id) if key in found else (tie.id,)
        found[key] = Tie(key, ids, one, two, tie.stance, lifted=lifted)
        if tie.stance == PART_OF:
            joined.add((one, two))
    for parent, parts in nested.children.items():
        for part in parts:
            box = nested.stands_for[parent]
            if nested.stands_for[part] == part and (part, box) not in joined:
                found[f"{part}<{box}"] = Tie(f"{part}<{box}", (), part, box, PART_OF)
    return _in_lanes(found.values())


def _in_lanes(ties: Iterable[Tie]) -> list[Tie]:
    groups: dict[tuple[int, int], list[Tie]] = {}
    for tie in ties:
        groups.setdefault(tie.pair, []).append(tie)
    return [replace(tie, lane=lane, lanes=len(group)) for group in groups.values() for lane, tie in enumerate(group)]


# --- how a tie looks on a day


@dataclass(frozen=True)
class TieLook:
    """A tie as of a day: whether it `holds`, what changed, how fresh (0 to 1), its words and its doubts."""

    holds: bool
    change: Change = Change.NONE
    freshness: float = 1.0
    text: str = ""
    plain: bool = False  # the words say no more than the line does
    contested: bool = False
    contradictory: bool = False

    @property
    def drawn(self) -> bool:
        """Whether it is seen at all when past ties are hidden: it holds, or was lost with the last step."""
        return self.holds or self.change.gone


def looks(
    ties: Iterable[Tie],
    relationships: Mapping[int, Relationship],
    as_of: int,
    previous: int | None = None,
    *,
    grades: Mapping[int, str] | None = None,
    evidence: Mapping[int, int] | None = None,
) -> dict[str, TieLook]:
    """How each tie looks as of a day, by key.

    `previous` is the as-of day that was looked at before (None: no step was taken).  `grades` gives relationship ->
    best grade of its citations, `evidence` relationship -> the latest day that something spoke for it.
    """
    grades, evidence = grades or {}, evidence or {}
    result: dict[str, TieLook] = {}
    stances: dict[tuple[int, int], set[str]] = {}
    tie_list = list(ties)
    for tie in tie_list:
        records = [relationships[i] for i in tie.ids if i in relationships]
        now = [record for record in records if record.holds_on(as_of)]
        holds = bool(now) or not tie.ids
        change = Change.NONE
        if previous is not None and tie.ids:
            before = any(record.holds_on(previous) for record in records)
            came, gone = (Change.BEGUN, Change.ENDED) if as_of >= previous else (Change.EARLIER, Change.LATER)
            change = came if holds and not before else gone if before and not holds else Change.NONE
        told = now or records
        days = [day for record in told if (day := freshest(record, evidence.get(record.id), as_of)) is not None]
        result[tie.key] = TieLook(
            holds,
            change,
            freshness=faded(as_of - max(days) if days else None) if tie.ids else 1.0,
            text=tie_text(told[0], grades.get(told[0].id, "")) if told else "",
            plain=not told or is_plain(told[0]),
            contested=any(record.contested for record in told),
        )
        if holds:
            stances.setdefault(tie.pair, set()).add(tie.stance)
    against = {pair for pair, held in stances.items() if "hostile" in held and held & SUPPORTIVE_STANCES}
    return {
        key: replace(look, contradictory=True) if tie.pair in against and look.holds else look
        for tie, (key, look) in zip(tie_list, result.items(), strict=True)
    }


def freshest(tie: Relationship, evidence: int | None, as_of: int) -> int | None:
    """The latest day up to `as_of` on which something spoke for the tie: its beginning, or evidence."""
    begun = tie.since.latest if tie.since.latest is not None else tie.since.earliest
    days = [min(day, as_of) for day in (begun, evidence) if day is not None]
    return max(days) if days else None


def faded(age: int | None) -> float:
    """The opacity that a tie keeps when its freshest evidence is `age` days old; UNDATED for None."""
    if age is None:
        return UNDATED
    if age <= FRESH_DAYS:
        return 1.0
    way = math.log(min(age, STALE_DAYS) / FRESH_DAYS) / math.log(STALE_DAYS / FRESH_DAYS)
    return 1.0 - (1.0 - STALEST) * way


def stance_word(stance: str) -> str:
    """The stance as it is written along a tie: "backs", "hostile", "tolerates"."""
    return STANCES.label(stance).lower().removesuffix(" to").split(" or ")[0]


def tie_text(tie: Relationship, grade: str = "") -> str:
    """What is written along a tie: "clashes since Jun 2017 · C3", "skirmishes (claimed) · C4"."""
    words = tie.label.strip() or stance_word(tie.stance)
    if len(words) > _LONGEST_LABEL:
        words = words[: _LONGEST_LABEL - 1].rstrip() + "…"
    text = isolate(words) if has_rtl(words) else words
    if tie.contested and "(claimed)" not in words:
        text += " (claimed)"
    begun = since_words(tie.since)
    if begun:
        text += f" {begun}"
    return f"{text} · {grade}" if grade else text


def is_plain(tie: Relationship) -> bool:
    """Whether nothing is known of a tie but its stance, which its line shows already."""
    return not (tie.label.strip() or tie.contested or tie.since.edtf)


def since_words(since: ImpreciseDate) -> str:
    """ "since Jun 2017", "since ≈ 8 Jun 2017", "by 8 Jun 2017"; empty where it is not known."""
    if not since.edtf:
        return ""
    if since.earliest is None:
        return f"by {short_day(since.latest)}" if since.latest is not None else ""
    return f"since {since.short().lstrip('≥ ')}"


def short_day(day: int) -> str:
    """A day for headers and labels: "14 Jun 2017"."""
    return from_days(day, day).short()


# --- stepping through time


def change_days(relationships: Iterable[Relationship]) -> list[int]:
    """The days on which a tie begins to hold or no longer holds, ascending."""
    days = set()
    for tie in relationships:
        if tie.since.earliest is not None:
            days.add(tie.since.earliest)
        if tie.until.latest is not None:
            days.add(tie.until.latest + 1)
    return sorted(days)


def step_from(as_of: int, days: list[int], *, forward: bool) -> int | None:
    """The next day in `days` after (or before) `as_of`; None where there is none."""
    if forward:
        return next((day for day in days if day > as_of), None)
    return next((day for day in reversed(days) if day < as_of), None)
