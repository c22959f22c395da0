"""One view of the board as it may leave: filtered by marking, coarsened, without what the profile drops.

Sheets and exports read nothing else of the board, so that all of them agree on what was held back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from db.columns import IncidentColumns
from db.history import now_utc
from db.profiles import PARTNERS
from db.records import (
    Actor,
    Attachment,
    Citation,
    Flashpoint,
    Incident,
    LevelEntry,
    Profile,
    Relationship,
    Source,
)
from db.releasing.editing import Editor
from db.releasing.markings import Markings

if TYPE_CHECKING:
    from db.board import Board

AT_ONCE = 500  # incidents that are read together
_LISTED = 50_000  # ids that are made Python's together


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for. All None: the whole board.

    `incident_ids`: in the order in which they leave. `flashpoint_ids`, `actor_ids`: what leaves besides the flashpoints
    and actors of those incidents. `as_of`: a Unix day; ties and levels are those that held then. `window`: the first and
    last Unix day looked at, to be told.
    """

    incident_ids: Sequence[int] | NDArray[np.int64] | None = None
    flashpoint_ids: Sequence[int] = ()
    actor_ids: Sequence[int] = ()
    as_of: int | None = None
    window: tuple[int, int] | None = None

    @property
    def whole(self) -> bool:
        """Whether the whole board is asked for."""
        return self.incident_ids is None


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What stayed: how many records of a kind ("incidents", "sources", ...), and why, as a sentence."""

    kind: str
    count: int
    why: str


class Released:
    """The records that may leave. Make one with `release`; use it in the thread of its board."""

    def __init__(self, board: Board, scope: Scope, profile: Profile) -> None:
        info = board.info()
        self.board, self.scope, self.profile = board, scope, profile
        self.title = info.title
        self.board_marking = info.marking  # of every record without one of its own
        self.as_of, self.window = scope.as_of, scope.window
        self.generated_at = now_utc()
        digest = hashlib.sha256(f"{info.uid} {info.revision}".encode()).hexdigest()
        self.state_id = f"{digest[:4]}·{digest[4:8]}"
        self._markings = Markings(board, profile.highest_marking)
        self._editor = Editor(board.actors.all(), profile, self._markings)

    @cached_property
    def marking(self) -> str:
        """Of what leaves as a whole: the highest of the board and of each record in it."""
        ids_of: dict[str, Iterable[int]] = {
            "incidents": self.incident_ids.tolist() if self._markings.has_own("incidents") else (),
            "flashpoints": [one.id for one in self.flashpoints],
            "actors": [one.id for one in self.actors],
            "relationships": [one.id for one in self.relationships],
            "sources": self.source_ids if self._markings.has_own("sources") else (),
        }
        return self._markings.highest_among(ids_of)

    # -- the small nouns
    @cached_property
    def incident_ids(self) -> NDArray[np.int64]:
        """The ids of the incidents that leave, in the order asked for; shape (n,)."""
        there = self.columns.ids
        if self.scope.incident_ids is None:
            asked = there
        else:
            asked = np.asarray(self.scope.incident_ids, np.int64)
            asked = asked[np.isin(asked, there)]  # the board may have changed since they were chosen
        return asked[self._markings.pass_incidents(asked, self.columns)]

    @cached_property
    def columns(self) -> IncidentColumns:
        """The columns of one state of the board, whatever another connection writes meanwhile."""
        return self.board.columns()

    @cached_property
    def flashpoints(self) -> tuple[Flashpoint, ...]:
        """In the order of the list."""
        every = [one for one in self.board.flashpoints.all() if self._markings.passes("flashpoints", one.id)]
        if not self.scope.whole:
            wanted = {*self._flashpoints_of_incidents, *self.scope.flashpoint_ids}
            every = [one for one in every if one.id in wanted]
        return tuple(map(self._editor.flashpoint, every))

    @cached_property
    def flashpoints_by_id(self) -> Mapping[int, Flashpoint]:
        """The same by id."""
        return {one.id: one for one in self.flashpoints}

    @cached_property
    def _flashpoints_of_incidents(self) -> set[int]:
        columns = self.columns
        places = columns.flashpoint[np.searchsorted(columns.ids, self.incident_ids)]
        return set(columns.flashpoint_ids[np.unique(places[places >= 0])].tolist())

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """By name: those of the incidents and of the ties between them, with what they are part of."""
        every = {one.id: one for one in self.board.actors.all() if self._markings.passes("actors", one.id)}
        if not self.scope.whole:
            wanted = self._actors_of_incidents | set(self.scope.actor_ids)
            for actor_id in tuple(wanted):
                parent = every[actor_id].parent_id if actor_id in every else None
                while parent is not None and parent in every and parent not in wanted:
                    wanted.add(parent)
                    parent = every[parent].parent_id
            every = {key: one for key, one in every.items() if key in wanted}
        named = sorted(map(self._editor.actor, every.values()), key=lambda one: one.name.casefold())
        return tuple(named)

    @cached_property
    def actors_by_id(self) -> Mapping[int, Actor]:
        """The same by id."""
        return {one.id: one for one in self.actors}

    @cached_property
    def _actors_of_incidents(self) -> set[int]:
        columns = self.columns
        rows = np.searchsorted(columns.ids, self.incident_ids)
        named = np.zeros(len(columns.actor_ids), np.bool_)
        chosen = np.zeros(len(columns), np.bool_)
        chosen[rows] = True
        lengths = np.diff(columns.link_start)
        named[columns.link_actor[np.repeat(chosen, lengths)]] = True
        return set(columns.actor_ids[named].tolist())

    @cached_property
    def relationships(self) -> tuple[Relationship, ...]:
        """The ties between the actors that leave; on the as-of day where one is set."""
        there = {actor.id for actor in self.actors}
        return tuple(
            self._editor.relationship(tie)
            for tie in self.board.relationships.all()
            if tie.from_id in there
            and tie.to_id in there
            and self._markings.passes("relationships", tie.id)
            and (self.as_of is None or tie.holds_on(self.as_of))
        )

    @cached_property
    def levels(self) -> Mapping[int, tuple[LevelEntry, ...]]:
        """Flashpoint id -> its level history up to the as-of day, oldest first."""
        there = {flashpoint.id for flashpoint in self.flashpoints}
        found: dict[int, list[LevelEntry]] = {flashpoint_id: [] for flashpoint_id in there}
        for entry in self.board.flashpoints.levels():
            begun = entry.since.earliest
            if entry.flashpoint_id in there and (self.as_of is None or begun is None or begun <= self.as_of):
                found[entry.flashpoint_id].append(self._editor.level(entry))
        return {flashpoint_id: tuple(entries) for flashpoint_id, entries in found.items()}

    # -- the many
    def incidents(self) -> Iterator[Incident]:
        """In the order of `incident_ids`, read a few hundred at a time."""
        for incident, _ in self.cited_incidents():
            yield incident

    def some_incidents(self, ids: Sequence[int]) -> list[Incident]:
        """Those of these incidents that leave, in the order of the ids."""
        asked, there = np.asarray(ids, np.int64), self._sorted_ids
        leave = np.searchsorted(there, asked, "left") < np.searchsorted(there, asked, "right")
        wanted = [one for one, leaves in zip(ids, leave.tolist(), strict=True) if leaves]
        return list(map(self._editor.incident, self.board.incidents.many(wanted)))

    @cached_property
    def _sorted_ids(self) -> NDArray[np.int64]:
        return np.sort(self.incident_ids)  # once: sorting a million ids for each dozen asked would hold up everyone

    def cited_incidents(self, order: NDArray[np.intp] | None = None) -> Iterator[tuple[Incident, tuple[Citation, ...]]]:
        """Each incident with its citations. `order`: places in `incident_ids`, where another order is wanted."""
        every = self.incident_ids if order is None else self.incident_ids[order]
        for start in range(0, len(every), AT_ONCE):
            ids = every[start : start + AT_ONCE].tolist()
            cited = self.board.citations.of_many("incident", ids)
            for incident in self.board.incidents.many(ids):
                yield self._editor.incident(incident), self._edited(cited.get(incident.id, ()))

    def citations_of(self, kind: str, record_id: int) -> tuple[Citation, ...]:
        """The citations of one record: kind is incident, relationship, flashpoint or actor."""
        return self._edited(self.board.citations.of(kind, record_id))

    def _edited(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        return tuple(self._editor.citation(one) for one in citations if self._markings.passes("sources", one.source_id))

    def sources(self, ids: Sequence[int] | None = None) -> list[Source]:
        """These sources, or all that the released records cite; those that must stay are passed over."""
        wanted = self.source_ids if ids is None else ids
        found = self.board.sources.many([one for one in wanted if self._markings.passes("sources", one)])
        return list(map(self._editor.source, found))

    @cached_property
    def source_ids(self) -> tuple[int, ...]:
        """The sources that the released records cite, and those that these quote, in the order of their ids."""
        if self.scope.whole and len(self.incident_ids) == len(self.board.columns()):
            ids = set(self.board.sources.ids())
        else:
            ids = set[int]()
            for start in range(0, len(self.incident_ids), _LISTED):  # a list of a million would hold up every thread
                part = self.incident_ids[start : start + _LISTED].tolist()
                ids |= self.board.citations.sources_of("incident", part)
            ids |= self.board.citations.sources_of("relationship", [tie.id for tie in self.relationships])
            ids |= self.board.citations.sources_of("flashpoint", [one.id for one in self.flashpoints])
            ids |= self.board.citations.sources_of("actor", [one.id for one in self.actors])
            ids |= {quoted for one in self.board.sources.many(sorted(ids)) for quoted in one.quotes}
        return tuple(sorted(one for one in ids if self._markings.passes("sources", one)))

    def attachments_of(self, kind: str, record_id: int) -> tuple[Attachment, ...]:
        """The attachments of an incident or a source that leave."""
        return tuple(filter(self._editor.lets_out, self.board.attachments.of(kind, record_id)))

    def content_of(self, attachment: Attachment) -> bytes | None:
        """The bytes of an attachment; a picture without its metadata unless the profile keeps it. None: it must stay."""
        return self._editor.content(self.board.attachments.data(attachment.sha256), attachment)

    def leave(self, kind: str, ids: Sequence[int]) -> list[int]:
        """Those of these records that may leave; kind is incident, flashpoint, actor, relationship or source."""
        if kind == "incident":
            passing = self._markings.pass_incidents(np.asarray(ids, np.int64), self.columns)
            return [one for one, passes in zip(ids, passing.tolist(), strict=True) if passes]
        return [one for one in ids if self._markings.passes(f"{kind}s", one)]

    # -- what is told
    @cached_property
    def held_back(self) -> tuple[HeldBack, ...]:
        """What stayed on the board and why, for the preview and the foot of each sheet."""
        asked = len(self.board.columns()) if self.scope.incident_ids is None else len(self.scope.incident_ids)
        above = f"marked above {self._markings.highest_label}"
        kept = [HeldBack("incidents", asked - len(self.incident_ids), f"{above}, or at a flashpoint that is")]
        kept += [HeldBack(kind, count, above) for kind, count in self._markings.counts()]
        kept += [HeldBack(kind, 0, why) for kind, why in self._editor.sentences()]
        return tuple(one for one in kept if one.count or one.kind == "fields")

    def held_back_sentences(self) -> list[str]:
        """The same as sentences."""
        return [
            one.why if not one.count else f"{one.count:,} {_noun(one)} held back: {one.why}." for one in self.held_back
        ]


def _noun(held: HeldBack) -> str:
    noun = held.kind.removesuffix("s") if held.count == 1 else held.kind
    return f"{noun} {'was' if held.count == 1 else 'were'}"


def release(board: Board, profile: Profile | None = None, scope: Scope | None = None) -> Released:
    """What may leave the board under a profile; the built-in `PARTNERS` (up to AMBER) where none was chosen."""
    return Released(board, scope or Scope(), profile or PARTNERS)
