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
_EVER = 2**40  # beyond every day


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


@dataclass(frozen=True)
class _Entry:
    """What of a relationship matters from day to day, worked out once."""

    record: Relationship
    first: int  # days from which and to which it may hold, _EVER where open
    last: int
    begun: int | None
    told: int | None  # the day of its latest source
    text: str
    plain: bool


class TieBook:
    """Says of every tie how it looks on a day; what does not change from day to day is worked out once."""

    def __init__(
        self,
        ties: Iterable[Tie],
        relationships: Mapping[int, Relationship],
        grades: Mapping[int, str] | None = None,
        told: Mapping[int, int] | None = None,
    ) -> None:
        """`grades` gives relationship -> best grade of its citations, `told` relationship -> day of its latest source."""
        grades, told = grades or {}, told or {}
        self._lines = [
            (tie, [_entry(relationships[i], grades.get(i, ""), told.get(i)) for i in tie.ids if i in relationships])
            for tie in ties
        ]

    def on(self, as_of: int, previous: int | None = None, met: Mapping[str, int] | None = None) -> dict[str, TieLook]:
        """How each tie looks as of a day, by key.

        `previous` is the as-of day that was looked at before (None: no step was taken).  `met` gives key -> the last
        day on which an incident named both sides.
        """
        met = met or {}
        result: dict[str, TieLook] = {}
        stances: dict[tuple[int, int], set[str]] = {}
        for tie, entries in self._lines:
            now = [entry for entry in entries if entry.first <= as_of <= entry.last]
            holds = bool(now) or not tie.ids
            if holds:
                stances.setdefault(tie.pair, set()).add(tie.stance)
            told = now or entries
            if not told:
                result[tie.key] = TieLook(holds, plain=True)
                continue
            result[tie.key] = TieLook(
                holds,
                _change(entries, holds, as_of, previous),
                faded(_age(told, met.get(tie.key), as_of)),
                told[0].text,
                told[0].plain,
                any(entry.record.contested for entry in told),
            )
        against = {pair for pair, held in stances.items() if "hostile" in held and held & SUPPORTIVE_STANCES}
        for tie, _ in self._lines:
            if tie.pair in against and result[tie.key].holds:
                result[tie.key] = replace(result[tie.key], contradictory=True)
        return result


def _entry(record: Relationship, grade: str, told: int | None) -> _Entry:
    first, last, since = record.since.earliest, record.until.latest, record.since
    return _Entry(
        record,
        -_EVER if first is None else first,
        _EVER if last is None else last,
        since.latest if since.latest is not None else since.earliest,
        told,
        tie_text(record, grade),
        is_plain(record),
    )


def _change(entries: list[_Entry], holds: bool, as_of: int, previous: int | None) -> Change:
    if previous is None:
        return Change.NONE
    before = any(entry.first <= previous <= entry.last for entry in entries)
    if holds == before:
        return Change.NONE
    if as_of >= previous:
        return Change.BEGUN if holds else Change.ENDED
    return Change.EARLIER if holds else Change.LATER


def _age(entries: list[_Entry], met: int | None, as_of: int) -> int | None:
    """Days since something spoke for a tie: its beginning, a source, an incident; None where nothing dates it."""
    days = [day for entry in entries for day in (entry.begun, entry.told) if day is not None]
    if met is not None:
        days.append(met)
    return max(0, as_of - max(days)) if days else None


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
