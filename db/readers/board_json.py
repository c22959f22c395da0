"""Makes a board of the JSON that `db.writers.board_json` writes; the file comes from strangers and is checked first."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.board import Board, create_board
from db.dates import DateError, from_edtf
from db.errors import BoardError, BugError, EntryProblem, FileProblem
from db.ids import LARGEST
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

LARGEST_BYTES = 2_000_000_000
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
Told = dict[str, list[Any]]


def new_from_json(
    path: Path, file: Path, *, title: str = "", marking: str = "", progress: Progress | None = None
) -> Board:
    """A new board at `path` of what a JSON file holds, ids kept. Raises `FileProblem`; then no board is left."""
    told, about = _read(file)
    made = create_board(path, title=title or str(about["title"]), marking=marking or str(about["marking"]))
    try:
        with made.command(f"Read {file.name}") as command:
            _Filling(made, command, file, progress).fill(told)
        made.__dict__.pop("ids", None)  # the next id is above all that came in
    except BaseException as error:
        made.close()
        path.unlink(missing_ok=True)
        if isinstance(error, BugError | EntryProblem):
            raise FileProblem(f"No board can be made of “{file.name}”: {error}") from error
        raise
    return made


def _read(file: Path) -> tuple[Told, dict[str, Any]]:
    """The records by noun, and title and marking, as the file tells them and checked as to their form."""
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise FileProblem(f"“{file.name}” is larger than {LARGEST_BYTES // 10**9} GB and is not read.")
        found = json.loads(file.read_bytes())
    except OSError as error:
        raise FileProblem(f"“{file.name}” cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise FileProblem(f"“{file.name}” is no JSON that can be read.") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise FileProblem(f"“{file.name}” is no export of a board. Make one with: main.py export BOARD --as json")
    if found.get("version") != VERSION:
        raise FileProblem(
            f"“{file.name}” is an export of version {found.get('version')!r}; this program reads version {VERSION}."
        )
    about = found.get("board")
    if not isinstance(about, dict) or not isinstance(about.get("title"), str) or about.get("marking") not in MARKINGS:
        raise FileProblem(f"“{file.name}” does not say title and marking of its board.")
    for noun in NOUNS:
        if not isinstance(found.get(noun, []), list):
            raise FileProblem(f"In “{file.name}” the {noun} are no list.")
    return {noun: found.get(noun, []) for noun in NOUNS}, about


class _Filling:
    """Puts what a file tells on a board, noun by noun; each record is checked before."""

    def __init__(self, board: Board, command: Command, file: Path, progress: Progress | None) -> None:
        self._board, self._command, self._file, self._progress = board, command, file, progress
        self._there: dict[str, set[int]] = {}

    def fill(self, told: Told) -> None:
        """Put everything on the board."""
        records = {noun: list(self._decoded(noun, told[noun])) for noun in _CLASSES}
        self._there = {noun: {record.id for record in found} for noun, found in records.items()}
        for noun, found in records.items():
            if len(self._there[noun]) != len(found):
                raise self._wrong(noun, 0, "two records have the same id")
        self._check_pointers(records)
        total = sum(map(len, records.values()))
        self._step(0, total)
        board, done = self._board, 0
        add: dict[str, Callable[[Any], object]] = {
            "flashpoints": board.flashpoints.add, "levels": self._add_level, "actors": board.actors.add,
            "relationships": board.relationships.add, "sources": self._add_source, "incidents": self._add_incident,
            "citations": board.citations.add, "attachments": self._add_attachment, "views": board.views.add,
            "profiles": board.profiles.save,
        }  # fmt: skip
        self._keep_contents(told["contents"], {one.sha256 for one in records["attachments"]})
        for noun, put in add.items():
            for number, record in enumerate(self._ordered(noun, records[noun]), start=1):
                try:
                    put(record)
                except BoardError as error:
                    raise self._wrong(noun, number, str(error)) from error
                done += 1
                if done % 500 == 0:
                    self._step(done, total)
        for source in records["sources"]:
            for quoted in sorted(set(source.quotes)):
                self._command.insert("source_quotes", {"source_id": source.id, "quoted_id": quoted})
        self._step(total, total)

    def _step(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(done, total, "Reading records")

    def _wrong(self, noun: str, number: int, why: str) -> FileProblem:
        which = f"entry {number:,} of the {noun}" if number else f"the {noun}"
        return FileProblem(f"No board can be made of “{self._file.name}”: {which}: {why}")

    # -- decoding
    def _decoded(self, noun: str, values: list[Any]) -> Iterator[Any]:
        for number, value in enumerate(values, start=1):
            try:
                record = decoded(_CLASSES[noun], value)
                if not 0 < record.id <= LARGEST // 2:
                    raise ValueError("its id is none that a board gives")
                yield record
            except (ValueError, TypeError, DateError) as error:
                raise self._wrong(noun, number, f"{error}.") from error

    def _check_pointers(self, records: dict[str, list[Any]]) -> None:
        for noun, found in records.items():
            for number, record in enumerate(found, start=1):
                for kind, target in _pointers(record):
                    if target not in self._there[kind]:
                        raise self._wrong(noun, number, f"it points to one of the {kind} that is not in the file.")
                if noun == "sources" and record.id in record.quotes:
                    raise self._wrong(noun, number, "it repeats itself.")
                if noun == "attachments" and (record.incident_id is None) == (record.source_id is None):
                    raise self._wrong(noun, number, "it belongs to one incident or to one source.")

    def _ordered(self, noun: str, records: list[Any]) -> list[Any]:
        """Actors after what they are part of; anything else as it comes."""
        if noun != "actors":
            return records
        waiting, placed, ordered = records, {None}, []
        while waiting:
            ready = [one for one in waiting if one.parent_id in placed]
            if not ready:
                raise self._wrong(noun, 0, "some are part of themselves through others.")
            ordered += ready
            placed |= {one.id for one in ready}
            waiting = [one for one in waiting if one.id not in placed]
        return ordered

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

    def _add_incident(self, incident: Incident) -> None:
        """Data sets do hold a best figure below the lowest; what stood on a board may stand on one again."""
        counts: Row = {name: getattr(incident, name) for name in _COUNTS}
        if any(isinstance(one, int) and not 0 <= one <= LARGEST_NUMBER for one in counts.values()):
            raise EntryProblem("a number of people is none that a board holds.")
        nothing: dict[str, Any] = dict.fromkeys(_COUNTS)
        self._board.incidents.add(replace(incident, **nothing))
        if any(number is not None for number in counts.values()):
            self._command.update("incidents", (incident.id,), counts)

    def _keep_contents(self, contents: list[Any], wanted: set[str]) -> None:
        for number, content in enumerate(contents, start=1):
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
    for field in fields(record):
        target = getattr(record, field.name)
        if field.name in _POINTS_TO and target is not None:
            yield _POINTS_TO[field.name], target
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
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > 19:
        raise wrong
    return int(value)
