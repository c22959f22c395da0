"""Makes a board of the JSON that `db.writers.board_json` writes; the file comes from strangers and is checked first."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from db.board import Board, create_board
from db.dates import DateError, from_edtf
from db.errors import BoardError, BugError, EntryProblem, FileProblem
from db.ids import LARGEST
from db.readers.json_stream import JsonStream
from db.records import (
    Actor,
    Attachment,
    Citation,
    Flashpoint,
    Incident,
    LevelEntry,
    Profile,
    Relationship,
    Role,
    SavedView,
    Source,
)
from db.store import LARGEST_NUMBER, check_code
from db.vocabulary import LEVELS, MARKINGS
from db.writers.board_json import FORMAT, NOT_IN_IT, NOUNS, VERSION, is_id

if TYPE_CHECKING:
    from db.command import Command, Row

_LONGEST_ID = 19  # digits
Progress = Callable[[int, int, str], None]
_CLASSES: dict[str, type] = {
    "flashpoints": Flashpoint, "levels": LevelEntry, "actors": Actor, "relationships": Relationship, "sources": Source,
    "incidents": Incident, "citations": Citation, "attachments": Attachment, "views": SavedView, "profiles": Profile,
}  # fmt: skip
_POINTS_TO = {
    "flashpoint_id": "flashpoints", "parent_id": "actors", "from_id": "actors", "to_id": "actors",
    "actor_id": "actors", "source_id": "sources", "incident_id": "incidents", "relationship_id": "relationships",
}  # fmt: skip
_COUNTS = ("deaths_low", "deaths_best", "deaths_high", "injured_low", "injured_high")


def new_from_json(
    path: Path, file: Path, *, title: str = "", marking: str = "", progress: Progress | None = None
) -> Board:
    """A new board at `path` of what a JSON file holds, ids kept. Raises `FileProblem`; then no board is left."""
    try:
        with file.open("rb") as opened:
            told = _looked_through(opened, file, progress)
            about = told.about
            made = create_board(path, title=title or str(about["title"]), marking=marking or str(about["marking"]))
            try:
                with made.making(f"Read {file.name}") as command:
                    _Filling(made, command, file, told, progress).fill()
                made.__dict__.pop("ids", None)  # the next id is above all that came in
            except BaseException:
                made.close()
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise FileProblem(f"“{file.name}” cannot be read: {error.strerror}.") from error
    except (BugError, EntryProblem) as error:
        raise FileProblem(f"No board can be made of “{file.name}”: {error}") from error
    return made


@dataclass
class _Told:
    """Where the lists of a file begin (in bytes), and the ids in them, by noun; nothing of it is checked but its form."""

    file: BinaryIO
    about: dict[str, Any] = field(default_factory=dict)  # title and marking
    places: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    ids: dict[str, set[int]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)  # SHA-256 of what the attachments need

    def list(self, noun: str) -> Iterator[Any]:
        """The records of one noun as they are told."""
        return JsonStream(self.file, self.places[noun]).items() if noun in self.places else iter(())


def _looked_through(opened: BinaryIO, file: Path, progress: Progress | None) -> _Told:
    """The outline of the file, from which its lists are then read in the order in which records need each other."""
    told, head = _Told(opened), dict[str, Any]()
    size = os.fstat(opened.fileno()).st_size
    stream = JsonStream(opened)
    try:
        for name in stream.members():
            if name in NOUNS:
                if name in told.places or not stream.begins_list():
                    raise FileProblem(f"In “{file.name}” the {name} are no list.")
                told.places[name] = stream.place
                for number, value in enumerate(stream.items(), start=1):
                    _note(told, name, value)
                    told.counts[name] = number
                    if progress is not None and number % 2000 == 0:
                        progress(opened.tell() // 1024, size // 1024, "Looking through the file")
            else:
                head[name] = stream.value()
                _check_head(head, file)
        stream.end()
    except (ValueError, RecursionError) as error:
        raise FileProblem(f"“{file.name}” is no JSON that can be read.") from error
    if "format" not in head or "version" not in head:
        _check_head({"format": None, **head, "version": head.get("version")}, file)
    about = head.get("board")
    if not isinstance(about, dict) or not isinstance(about.get("title"), str) or about.get("marking") not in MARKINGS:
        raise FileProblem(f"“{file.name}” does not say title and marking of its board.")
    told.about = about
    return told


def _check_head(head: dict[str, Any], file: Path) -> None:
    """At once, so that a large file of something else is not read to its end."""
    if head.get("format", FORMAT) != FORMAT:
        raise FileProblem(f"“{file.name}” is no export of a board. Make one with: main.py export BOARD --as json")
    if head.get("version", VERSION) != VERSION:
        raise FileProblem(
            f"“{file.name}” is an export of version {head.get('version')!r}; this program reads version {VERSION}."
        )


def _note(told: _Told, noun: str, value: Any) -> None:
    if isinstance(value, dict):
        found = value.get("id")
        if isinstance(found, str) and found.isascii() and found.isdigit() and len(found) <= _LONGEST_ID:
            told.ids.setdefault(noun, set()).add(int(found))
        if noun == "attachments":
            told.files.add(str(value.get("sha256")))


class _Filling:
    """Puts what a file tells on a board, noun by noun; each record is checked before."""

    def __init__(self, board: Board, command: Command, file: Path, told: _Told, progress: Progress | None) -> None:
        self._board, self._command, self._file, self._told, self._progress = board, command, file, told, progress
        self._quotes: list[tuple[int, tuple[int, ...]]] = []

    def fill(self) -> None:
        """Put everything on the board."""
        told = self._told
        for noun in _CLASSES:
            if len(told.ids.get(noun, ())) < told.counts.get(noun, 0):
                self._tell_of_ids(noun)
        total = sum(told.counts.values())
        self._step(0, total)
        board, done = self._board, 0
        add: dict[str, Callable[[Any], object]] = {
            "flashpoints": board.flashpoints.add, "levels": self._add_level, "actors": board.actors.add,
            "relationships": board.relationships.add, "sources": self._add_source, "incidents": self._add_incident,
            "citations": board.citations.add, "attachments": self._add_attachment, "views": board.views.add,
            "profiles": board.profiles.save,
        }  # fmt: skip
        self._keep_contents()
        for noun, put in add.items():
            for number, record in self._ordered(noun):
                try:
                    put(record)
                except BoardError as error:
                    raise self._wrong(noun, number, str(error)) from error
                done += 1
                if done % 500 == 0:
                    self._step(done, total)
        for source_id, quoted in self._quotes:
            for one in sorted(set(quoted)):
                self._command.insert("source_quotes", {"source_id": source_id, "quoted_id": one})
        self._step(total, total)

    def _tell_of_ids(self, noun: str) -> None:
        """Fewer ids than records: one has none, or two have the same."""
        for _ in self._decoded(noun):
            pass
        raise self._wrong(noun, 0, "two records have the same id")

    def _step(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(done, total, "Reading records")

    def _wrong(self, noun: str, number: int, why: str) -> FileProblem:
        which = f"entry {number:,} of the {noun}" if number else f"the {noun}"
        return FileProblem(f"No board can be made of “{self._file.name}”: {which}: {why}")

    # -- decoding
    def _decoded(self, noun: str) -> Iterator[tuple[int, Any]]:
        """Number (from 1) and record, each checked as to its fields and what it points to."""
        for number, value in enumerate(self._told.list(noun), start=1):
            try:
                record = decoded(_CLASSES[noun], value)
                if not 0 < record.id <= LARGEST // 2:
                    raise ValueError("its id is none that a board gives")
            except (ValueError, TypeError, DateError) as error:
                raise self._wrong(noun, number, f"{error}.") from error
            self._check_pointers(noun, number, record)
            yield number, record

    def _check_pointers(self, noun: str, number: int, record: Any) -> None:
        for kind, target in _pointers(record):
            if target not in self._told.ids.get(kind, ()):
                raise self._wrong(noun, number, f"it points to one of the {kind} that is not in the file.")
        if noun == "sources" and record.id in record.quotes:
            raise self._wrong(noun, number, "it repeats itself.")
        if noun == "attachments" and (record.incident_id is None) == (record.source_id is None):
            raise self._wrong(noun, number, "it belongs to one incident or to one source.")

    def _ordered(self, noun: str) -> Iterator[tuple[int, Any]]:
        """Actors after what they are part of; anything else as it comes."""
        if noun != "actors":
            yield from self._decoded(noun)
            return
        waiting, placed = list(self._decoded(noun)), {None}
        while waiting:
            ready = [one for one in waiting if one[1].parent_id in placed]
            if not ready:
                raise self._wrong(noun, 0, "some are part of themselves through others.")
            yield from ready
            placed |= {record.id for _, record in ready}
            waiting = [one for one in waiting if one[1].id not in placed]

    # -- putting on the board
    def _add_level(self, entry: LevelEntry) -> None:
        check_code(LEVELS, entry.level, "level")
        row: Row = {
            "id": entry.id,
            "flashpoint_id": entry.flashpoint_id,
            "level": entry.level,
            "since": entry.since.edtf,
        }
        self._command.insert("levels", {**row, "note": entry.note})

    def _add_source(self, source: Source) -> None:
        self._board.sources.add(replace(source, quotes=()))
        if source.quotes:
            self._quotes.append((source.id, source.quotes))  # they may come later in the file

    def _add_incident(self, incident: Incident) -> None:
        """Data sets do hold a best figure below the lowest; what stood on a board may stand on one again."""
        counts = [getattr(incident, name) for name in _COUNTS]
        if any(isinstance(one, int) and not 0 <= one <= LARGEST_NUMBER for one in counts):
            raise EntryProblem("a number of people is none that a board holds.")
        self._board.incidents.add(incident, as_it_stood=True)

    def _keep_contents(self) -> None:
        wanted = set(self._told.files)
        for number, content in enumerate(self._told.list("contents"), start=1):
            try:
                data = base64.b64decode(content["base64"], validate=True)
                digest = str(content["sha256"])
            except (KeyError, TypeError, ValueError, binascii.Error) as error:
                raise self._wrong("contents", number, "it is no file in Base64.") from error
            if hashlib.sha256(data).hexdigest() != digest:
                raise self._wrong("contents", number, "its SHA-256 is another; the file was changed on the way.")
            if digest in wanted:
                self._board.attachments.keep_content(data, digest)
                wanted.discard(digest)
        if wanted:
            raise self._wrong("contents", 0, f"{len(wanted):,} of the attached files are missing.")

    def _add_attachment(self, one: Attachment) -> None:
        row = {field.name: getattr(one, field.name) for field in fields(one)}
        size = self._board.attachments.size_of(one.sha256)
        self._command.insert("attachments", {**row, "graphic": int(one.graphic), "size": size})


def _pointers(record: Any) -> Iterator[tuple[str, int]]:
    """(noun, id) of every record that one points to."""
    for name in (one.name for one in fields(record)):
        target = getattr(record, name)
        if name in _POINTS_TO and target is not None:
            yield _POINTS_TO[name], target
    for role in getattr(record, "actors", ()):
        yield "actors", role.actor_id
    for quoted in getattr(record, "quotes", ()):
        yield "sources", quoted


def decoded(kind: type, value: Any) -> Any:
    """A record of what JSON tells; fields that are not told take their default. ValueError with words."""
    if not isinstance(value, dict):
        raise ValueError("it is no record")
    known = {field.name: str(field.type) for field in fields(kind) if field.name not in NOT_IN_IT}
    strange = sorted(set(value) - set(known))
    if strange:
        raise ValueError(f"it has a field “{strange[0]}” that is not known")
    try:
        return kind(**{name: _value(name, known[name], one) for name, one in value.items()})
    except TypeError as error:
        raise ValueError("a field is missing that it needs") from error


def _value(name: str, kind: str, value: Any) -> Any:
    wrong = ValueError(f"its field “{name}” is not what it should be")
    if value is None and "None" in kind:
        return None
    if name == "actors" and isinstance(value, list):
        return tuple(decoded(Role, one) for one in value)
    if name == "quotes" and isinstance(value, list):
        return tuple(_number_of(one, wrong) for one in value)
    if is_id(name):
        return _number_of(value, wrong)
    if kind == "ImpreciseDate" and isinstance(value, str):
        return from_edtf(value)
    if kind.startswith("str") and isinstance(value, str):
        return value
    if kind == "bool" and isinstance(value, bool):
        return value
    if kind.startswith(("int", "float")) and isinstance(value, int | float) and not isinstance(value, bool):
        if kind.startswith("int") and (not isinstance(value, int) or abs(value) > LARGEST):
            raise wrong
        return float(value) if kind.startswith("float") else value
    if kind.startswith(("tuple[str", "frozenset[str")) and _are_texts(value):
        return frozenset(value) if kind.startswith("frozenset") else tuple(value)
    if kind.startswith("dict") and isinstance(value, dict) and _are_texts(list(value.values())):
        return value
    raise wrong


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _number_of(value: Any, wrong: ValueError) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > _LONGEST_ID:
        raise wrong
    return int(value)
