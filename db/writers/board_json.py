"""JSON: every record that leaves, one a line, in a documented and versioned form that `main.py new --from` reads back.

One object: `format` "situation-board", `version` 1, `complete` (whether nothing was held back), `about` (what the
export says of itself), `board` (title, marking), then a list for each noun: flashpoints, levels, actors, relationships,
sources, incidents, citations, attachments, contents, views, profiles.  A record has the fields of its dataclass in
db/records.py.  Ids are texts of digits, since many programs lose the last digits of such large numbers; dates are EDTF,
empty where not known; a number that is not known is null.  A content is a file in Base64, by the SHA-256 of its bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from db.dates import ImpreciseDate
from db.records import Attachment, Citation, Incident, Profile, Source
from db.releasing import Released
from db.writers.telling import AT_ONCE, Progress, batches, facts

FORMAT, VERSION = "situation-board", 1
NOUNS = (
    "flashpoints", "levels", "actors", "relationships", "sources", "incidents", "citations", "attachments", "contents",
    "views", "profiles",
)  # fmt: skip
NOT_IN_IT = frozenset({"import_id"})  # the log of imports belongs to the file in which they were made


def is_complete(released: Released) -> bool:
    """Whether profile and scope let out everything, so that the board can be had back as it is."""
    all_of_it = Profile("", highest_marking="RED", keep_exif=True)
    return released.scope.whole and released.as_of is None and replace(released.profile, name="", id=0) == all_of_it


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the records; returns sentences on what the file does not hold."""
    complete = is_complete(released)
    records: _Records = _Whole(released, progress) if complete else _Records(released, progress)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        head = {"format": FORMAT, "version": VERSION, "complete": complete, "about": dict(facts(released))}
        head |= {"board": {"title": released.title, "marking": released.board_marking}}
        file.write(_json(head)[:-1])
        for noun in NOUNS:
            _write_list(file, noun, getattr(records, noun)())
        file.write("\n}\n")
    told = ["The tray, the history, the log of imports and what was printed stay with the board file."]
    if records.stayed:
        told.append(f"{records.stayed:,} attachments held back: their metadata cannot be taken out.")
    return told if complete else [*told, "The file does not hold the whole board: a board made from it holds less."]


def _write_list(file: TextIO, noun: str, values: Iterable[Any]) -> None:
    file.write(f",\n{_json(noun)}: [")
    parted = "\n"
    for value in values:
        file.write(parted + _json(encoded(value)))
        parted = ",\n"
    file.write("]")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def is_id(name: str) -> bool:
    """Whether a field of that name points to a record."""
    return name == "id" or (name.endswith("_id") and name != "outside_id")


def encoded(value: Any) -> Any:
    """A record as what JSON can say."""
    if isinstance(value, ImpreciseDate):
        return value.edtf
    if is_dataclass(value):
        told = ((field.name, getattr(value, field.name)) for field in fields(value) if field.name not in NOT_IN_IT)
        return {name: _field(name, one) for name, one in told}
    if isinstance(value, frozenset):
        return sorted(value)
    return [encoded(one) for one in value] if isinstance(value, tuple | list) else value


def _field(name: str, value: Any) -> Any:
    if value is not None and is_id(name):
        return str(value)
    return [str(one) for one in value] if name == "quotes" else encoded(value)


class _Records:
    """The records as the profile lets them out; what they point to is in the file too, or the pointer is dropped."""

    def __init__(self, released: Released, progress: Progress | None) -> None:
        self._released, self._board, self._progress = released, released.board, progress
        self._incidents = released.incident_ids.tolist()
        self._sources = released.source_ids
        self._flashpoints = {one.id for one in released.flashpoints}
        self._contents: dict[str, Attachment] = {}
        self.stayed = 0

    def flashpoints(self) -> Iterable[Any]:
        return self._released.flashpoints

    def levels(self) -> Iterable[Any]:
        return (entry for history in self._released.levels.values() for entry in history)

    def actors(self) -> Iterable[Any]:
        there = {actor.id for actor in self._released.actors}
        return (one if one.parent_id in there else replace(one, parent_id=None) for one in self._released.actors)

    def relationships(self) -> Iterable[Any]:
        there = self._flashpoints
        ties = self._released.relationships
        return (one if one.flashpoint_id in there else replace(one, flashpoint_id=None) for one in ties)

    def sources(self) -> Iterator[Source]:
        there = set(self._sources)
        for part in batches(self._sources):
            for source in self._released.sources(part):
                yield replace(source, quotes=tuple(one for one in source.quotes if one in there))

    def incidents(self) -> Iterator[Incident]:
        for done, incident in enumerate(self._every_incident()):
            if done % AT_ONCE == 0:
                self._step(done)
            yield incident
        self._step(len(self._incidents))

    def _every_incident(self) -> Iterator[Incident]:
        return self._released.incidents()

    def _step(self, done: int) -> None:
        if self._progress is not None:
            self._progress(done, len(self._incidents), "Writing incidents")

    def citations(self) -> Iterator[Citation]:
        there = set(self._sources)
        for _, citations in self._released.cited_incidents():
            yield from (one for one in citations if one.source_id in there)
        released = self._released
        cited = [("relationship", tie.id) for tie in released.relationships]
        cited += [("flashpoint", point.id) for point in released.flashpoints]
        cited += [("actor", actor.id) for actor in released.actors]
        for kind, record_id in cited:
            yield from (one for one in released.citations_of(kind, record_id) if one.source_id in there)

    def attachments(self) -> Iterator[Attachment]:
        owners = self._board.attachments.owners()
        for kind, ids in (("incident", self._incidents), ("source", self._sources)):
            for record_id in ids:
                if record_id in owners:
                    yield from filter(None, map(self._attached, self._released.attachments_of(kind, record_id)))

    def _attached(self, attachment: Attachment) -> Attachment | None:
        """An attachment with the sum and size of what leaves of it; its content follows later."""
        data = self._released.content_of(attachment)
        if data is None:
            self.stayed += 1
            return None
        digest = hashlib.sha256(data).hexdigest()
        self._contents.setdefault(digest, attachment)
        return replace(attachment, sha256=digest, size=len(data))

    def contents(self) -> Iterator[dict[str, str]]:
        for digest, attachment in self._contents.items():
            data = self._released.content_of(attachment)
            assert data is not None
            yield {"sha256": digest, "base64": base64.b64encode(data).decode("ascii")}

    def views(self) -> Iterable[Any]:
        return ()

    def profiles(self) -> Iterable[Any]:
        return ()


class _Whole(_Records):
    """The records as they stand on the board, for a file that a board equal to it is made from."""

    def flashpoints(self) -> Iterable[Any]:
        return self._board.flashpoints.all()

    def levels(self) -> Iterable[Any]:
        return self._board.flashpoints.levels()

    def actors(self) -> Iterable[Any]:
        return self._board.actors.all()

    def relationships(self) -> Iterable[Any]:
        return self._board.relationships.all()

    def sources(self) -> Iterator[Source]:
        for part in batches(self._board.sources.ids()):
            yield from self._board.sources.many(part)

    def _every_incident(self) -> Iterator[Incident]:
        for part in batches(self._incidents):
            yield from self._board.incidents.many(part)

    def citations(self) -> Iterator[Citation]:
        for part in batches(self._board.sources.ids()):
            for citations in self._board.citations.of_many("source", part).values():
                yield from citations

    def attachments(self) -> Iterator[Attachment]:
        owners = self._board.attachments.owners()
        for kind, ids in (("incident", self._incidents), ("source", self._board.sources.ids())):
            for record_id in ids:
                for attachment in self._board.attachments.of(kind, record_id) if record_id in owners else ():
                    self._contents.setdefault(attachment.sha256, attachment)
                    yield attachment

    def contents(self) -> Iterator[dict[str, str]]:
        for digest in self._contents:
            data = self._board.attachments.data(digest)
            yield {"sha256": digest, "base64": base64.b64encode(data).decode("ascii")}

    def views(self) -> Iterable[Any]:
        return self._board.views.all()

    def profiles(self) -> Iterable[Any]:
        return (profile for profile in self._board.profiles.all() if profile.id)
