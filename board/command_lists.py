"""The records of a board as plain rows for the command line: which of them, and with which fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from db import Board, EntryProblem, parse_filter
from db.columns import OPEN_FUTURE, OPEN_PAST
from db.dates import iso_of
from db.names import fold
from db.records import Actor, Flashpoint, Incident, Relationship, Source
from db.vocabulary import STANCES

Row = dict[str, Any]
_CHUNK = 500

# what a person sees of each noun; CSV and JSON give every field
COLUMNS_SHOWN = {
    "incidents": ("date", "kind", "grade", "flashpoint", "title"),
    "actors": ("name", "short_name", "kind", "part_of", "other_names"),
    "flashpoints": ("name", "level", "last_checked", "other_names"),
    "relationships": ("from", "stance", "to", "since", "until", "label"),
    "sources": ("published", "reliability", "publisher", "title"),
}
NOUNS = tuple(COLUMNS_SHOWN)
FIELDS = {
    "incidents": (
        "id", "title", "summary", "kind", "date", "earliest", "latest", "time", "zone", "flashpoint", "place", "district",
        "province", "country", "latitude", "longitude", "precision", "actors", "deaths_low", "deaths_best",
        "deaths_high", "deaths_civilians", "injured_low", "injured_high", "grade", "hedge", "tags", "note", "recurring",
        "disputed", "withdrawn", "dataset", "outside_id",
    ),
    "actors": (
        "id", "name", "short_name", "other_names", "kind", "part_of", "contested", "identity_note", "note", "dataset",
        "outside_id",
    ),
    "flashpoints": (
        "id", "name", "other_names", "level", "latitude", "longitude", "radius_km", "description", "last_checked",
        "opened", "closed", "note",
    ),
    "relationships": (
        "id", "from", "to", "stance", "since", "until", "label", "contested", "flashpoint", "note",
    ),
    "sources": (
        "id", "title", "publisher", "author", "address", "published", "retrieved", "language", "reliability", "sha256",
        "quotes", "note",
    ),
}  # fmt: skip


def rows_of(board: Board, noun: str, wanted: str = "") -> Iterator[Row]:
    """The rows of one noun that a typed filter finds, each with the fields of FIELDS. Raises `EntryProblem`."""
    if noun == "incidents":
        return _incidents(board, wanted)
    return _OTHERS[noun](board, wanted)


def _incidents(board: Board, wanted: str) -> Iterator[Row]:
    current = board.columns()
    mask = board.mask_of_text(wanted, current)
    begins = np.where(current.earliest > OPEN_PAST, current.earliest, current.latest)  # "by 16 June" stands at 16 June
    begins = np.where(begins < OPEN_FUTURE, begins, OPEN_FUTURE)
    ids = current.ids[mask][np.argsort(begins[mask], kind="stable")]
    actors = {actor.id: actor.label for actor in board.actors.all()}
    flashpoints = {flashpoint.id: flashpoint.name for flashpoint in board.flashpoints.all()}
    return (
        _incident(incident, actors, flashpoints)
        for start in range(0, len(ids), _CHUNK)
        for incident in board.incidents.many(ids[start : start + _CHUNK].tolist())
    )


def _incident(incident: Incident, actors: dict[int, str], flashpoints: dict[int, str]) -> Row:
    return {
        **_copied(incident, "incidents"),
        "date": incident.date.edtf,
        "earliest": _iso(incident.date.earliest),
        "latest": _iso(incident.date.latest),
        "flashpoint": flashpoints.get(incident.flashpoint_id or 0),
        "actors": [
            {"name": actors[role.actor_id], "role": role.role, "as_named": role.as_named} for role in incident.actors
        ],
        "tags": list(incident.tags),
    }


def _actors(board: Board, wanted: str) -> Iterator[Row]:
    everybody = board.actors.all()
    labels = {actor.id: actor.label for actor in everybody}
    named = _Filter(board, wanted, ("actor",))
    return (_actor(actor, labels) for actor in everybody if named.takes(_texts_of_actor(actor), {actor.id}))


def _texts_of_actor(actor: Actor) -> tuple[str, ...]:
    return actor.name, actor.short_name, *actor.other_names, actor.kind, actor.identity_note, actor.note


def _actor(actor: Actor, labels: dict[int, str]) -> Row:
    return {
        **_copied(actor, "actors"),
        "other_names": list(actor.other_names),
        "part_of": labels.get(actor.parent_id or 0),
    }


def _flashpoints(board: Board, wanted: str) -> Iterator[Row]:
    named = _Filter(board, wanted, ("flashpoint",))
    everything = board.flashpoints.all()
    return (_flashpoint(one) for one in everything if named.takes(_texts_of_flashpoint(one), {one.id}))


def _texts_of_flashpoint(one: Flashpoint) -> tuple[str, ...]:
    return one.name, *one.other_names, one.level, one.description, one.note


def _flashpoint(flashpoint: Flashpoint) -> Row:
    dates = {name: getattr(flashpoint, name).edtf for name in ("last_checked", "opened", "closed")}
    return {**_copied(flashpoint, "flashpoints"), **dates, "other_names": list(flashpoint.other_names)}


def _relationships(board: Board, wanted: str) -> Iterator[Row]:
    labels = {actor.id: actor.label for actor in board.actors.all()}
    flashpoints = {flashpoint.id: flashpoint.name for flashpoint in board.flashpoints.all()}
    named = _Filter(board, wanted, ("actor", "flashpoint"))
    rows = ((tie, _relationship(tie, labels, flashpoints)) for tie in board.relationships.all())
    return (row for tie, row in rows if named.takes(_texts_of_tie(row), {tie.from_id, tie.to_id, tie.flashpoint_id}))


def _texts_of_tie(row: Row) -> tuple[str, ...]:
    return row["from"], row["to"], row["flashpoint"] or "", STANCES.label(row["stance"]), row["label"], row["note"]


def _relationship(tie: Relationship, labels: dict[int, str], flashpoints: dict[int, str]) -> Row:
    return {
        **_copied(tie, "relationships"),
        "from": labels[tie.from_id],
        "to": labels[tie.to_id],
        "since": tie.since.edtf,
        "until": tie.until.edtf,
        "flashpoint": flashpoints.get(tie.flashpoint_id or 0),
    }


def _sources(board: Board, wanted: str) -> Iterator[Row]:
    named = _Filter(board, wanted, ())
    return (_source(source) for source in board.sources.all() if named.takes(_texts_of_source(source)))


def _texts_of_source(source: Source) -> tuple[str, ...]:
    return source.title, source.publisher, source.author, source.address, source.note


def _source(source: Source) -> Row:
    dates = {"published": source.published.edtf, "retrieved": source.retrieved.edtf}
    return {**_copied(source, "sources"), **dates, "quotes": list(source.quotes)}


_OTHERS: dict[str, Callable[[Board, str], Iterator[Row]]] = {
    "actors": _actors,
    "flashpoints": _flashpoints,
    "relationships": _relationships,
    "sources": _sources,
}


class _Filter:
    """A typed filter for the nouns that are no incidents: words, and names in any spelling after a key."""

    def __init__(self, board: Board, wanted: str, keys: tuple[str, ...]) -> None:
        asked = parse_filter(wanted)
        self._words = fold(asked.words).split()
        self._named = (
            {*board.actors_named(asked.words), *board.flashpoints_named(asked.words)} if asked.words else set()
        )
        self._conditions: list[tuple[set[int], bool]] = []
        for condition in asked.conditions:
            if condition.key not in keys:
                allowed = f"only {' and '.join(f'{key}:' for key in keys)} and words" if keys else "only words"
                raise EntryProblem(f"“{condition.key}:” does not narrow this list; {allowed} can.", "filter")
            find = board.actors_named if condition.key == "actor" else board.flashpoints_named
            owners = set(find(condition.value))
            if not owners:
                raise EntryProblem(f"No {condition.key} on the board is called “{condition.value}”.", "filter")
            self._conditions.append((owners, condition.denied))

    def takes(self, texts: Iterable[str], ids: Iterable[int | None] = ()) -> bool:
        """Whether a record with these texts, of or between these actors and flashpoints, is found."""
        own = set(ids)
        if any(bool(own & owners) == denied for owners, denied in self._conditions):
            return False
        if not self._words or own & self._named:
            return True
        text = fold(" ".join(texts))
        return all(word in text for word in self._words)


def _copied(record: Any, noun: str) -> Row:
    """The fields of a noun in their order, those that a record has under the same name filled in."""
    return {name: getattr(record, name, None) for name in FIELDS[noun]}


def _iso(day: int | None) -> str | None:
    return None if day is None else iso_of(day)
