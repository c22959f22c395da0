"""Builds the sample board from readable text: a folder of TOML files, one a noun, written through the stores."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import fields as fields_of
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.dates import DateError, from_edtf
from db.errors import EntryProblem, FileProblem
from db.records import (
    OPENING_VIEW,
    Actor,
    Citation,
    Flashpoint,
    Incident,
    Relationship,
    Role,
    SavedView,
    Source,
)

if TYPE_CHECKING:
    from db.board import Board

STEP = "Make the sample board"
_DATES = ("date", "since", "until", "published", "retrieved", "last_checked", "opened", "closed")
_LISTS = ("other_names", "tags")
_FLAGS = ("contested", "recurring", "disputed")
_NUMBERS = ("latitude", "longitude", "radius_km", "x", "y")
# what an entry holds beside the fields of its record: its name here, and what is stored apart
_OWN = ("key", "cites", "levels")


def fill(board: Board, folder: Path) -> None:
    """Put everything that the folder tells onto an empty board, as one step of its history.

    Reads `board.toml`, `sources.toml`, `actors.toml`, `flashpoints.toml`, `relationships.toml` and `incidents.toml`.
    Raises `FileProblem` where a file cannot be read, and `EntryProblem` that names file and entry where one does not
    hold; then nothing is written.
    """
    with board.command(STEP):
        _Filling(board, Path(folder)).run()


@dataclass(frozen=True)
class _Entry:
    """One table of a file, and what to call it in a sentence."""

    file: str
    called: str
    values: dict[str, Any]

    @contextmanager
    def told(self) -> Iterator[None]:
        """Name the file and this entry in whatever is wrong with it."""
        try:
            yield
        except (EntryProblem, DateError) as error:
            field = error.field if isinstance(error, EntryProblem) else "date"
            raise EntryProblem(f"{self.file}, entry “{self.called}”: {error}", field) from error


class _Filling:
    """One filling of a board: what the keys of the files became on it."""

    def __init__(self, board: Board, folder: Path) -> None:
        self._board = board
        self._folder = folder
        self._ids: dict[str, dict[str, int]] = {"source": {}, "actor": {}, "flashpoint": {}}

    def run(self) -> None:
        about = self._read("board.toml")
        with _Entry("board.toml", "title", about).told():
            self._board.describe(title=about.get("title"), marking=about.get("marking"))
        steps: tuple[tuple[str, Callable[[_Entry], None]], ...] = (
            ("source", self._add_source),
            ("actor", self._add_actor),
            ("flashpoint", self._add_flashpoint),
            ("relationship", self._add_relationship),
            ("incident", self._add_incident),
        )
        for noun, add in steps:
            for entry in self._entries(noun):
                with entry.told():
                    add(entry)
        with _Entry("board.toml", "opening_view", about).told():
            self._keep_opening_view(about.get("opening_view", ""))

    def _keep_opening_view(self, span: str) -> None:
        """The window that the board shows first, as of its last day."""
        window = from_edtf(span)
        if window.earliest is not None and window.latest is not None:
            focus = json.dumps({"window": [window.earliest, window.latest], "as_of": window.latest})
            self._board.views.add(SavedView(OPENING_VIEW, focus))

    def _add_source(self, entry: _Entry) -> None:
        quotes = tuple(self._id("source", key) for key in entry.values.pop("quotes", ()))
        self._name("source", entry, self._board.sources.add(Source(**self._fields(Source, entry), quotes=quotes)))

    def _add_actor(self, entry: _Entry) -> None:
        parent = self._optional("actor", entry.values.pop("part_of", None))
        record = Actor(**self._fields(Actor, entry), parent_id=parent)
        self._name("actor", entry, self._board.actors.add(record))
        self._cite(entry, actor_id=self._ids["actor"][entry.values["key"]])

    def _add_flashpoint(self, entry: _Entry) -> None:
        flashpoint_id = self._board.flashpoints.add(Flashpoint(**self._fields(Flashpoint, entry)))
        self._name("flashpoint", entry, flashpoint_id)
        for level in entry.values.get("levels", ()):
            _refuse_unknown(level, ("level", "since", "note"))
            since = from_edtf(level.get("since", ""))
            self._board.flashpoints.set_level(flashpoint_id, level.get("level", ""), since, level.get("note", ""))
        self._cite(entry, flashpoint_id=flashpoint_id)

    def _add_relationship(self, entry: _Entry) -> None:
        from_id, to_id = (self._id("actor", entry.values.pop(end, "")) for end in ("from", "to"))
        place = self._optional("flashpoint", entry.values.pop("flashpoint", None))
        fields = self._fields(Relationship, entry, "stance")
        record = Relationship(**fields, from_id=from_id, to_id=to_id, flashpoint_id=place)
        self._cite(entry, relationship_id=self._board.relationships.add(record))

    def _add_incident(self, entry: _Entry) -> None:
        place = self._optional("flashpoint", entry.values.pop("flashpoint", None))
        roles = tuple(self._role(part) for part in entry.values.pop("actors", ()))
        record = Incident(**self._fields(Incident, entry), flashpoint_id=place, actors=roles)
        self._cite(entry, incident_id=self._board.incidents.add(record))

    def _role(self, part: dict[str, Any]) -> Role:
        _refuse_unknown(part, ("actor", "role", "as_named"))
        return Role(self._id("actor", part.get("actor", "")), part.get("role", ""), part.get("as_named", ""))

    def _cite(self, entry: _Entry, **cited: int) -> None:
        for citation in entry.values.get("cites", ()):
            _refuse_unknown(citation, ("source", "bearing", "quote", "locator", "credibility", "claims"))
            source_id = self._id("source", citation.get("source", ""))
            said = {name: value for name, value in citation.items() if name != "source"}
            self._board.citations.add(Citation(**{"source_id": source_id, **said, **cited}))

    # -- reading
    def _entries(self, noun: str) -> Iterator[_Entry]:
        name = f"{noun}s.toml"
        found = self._read(name).get(noun, [])
        if not isinstance(found, list):
            raise FileProblem(f"{name} should hold its entries under [[{noun}]].")
        for number, values in enumerate(found, 1):
            tie = " ".join(str(values[part]) for part in ("from", "stance", "to") if part in values)
            yield _Entry(name, values.get("key") or tie or f"number {number}", dict(values))

    def _read(self, name: str) -> dict[str, Any]:
        try:
            with (self._folder / name).open("rb") as file:
                return tomllib.load(file)
        except OSError as error:
            raise FileProblem(f"{name} of the sample board cannot be read: {error.strerror}.") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise FileProblem(f"{name} of the sample board is not TOML: {error}.") from error

    def _fields(self, record: type, entry: _Entry, *needed: str) -> dict[str, Any]:
        """The fields of a record as the entry gives them: dates and tuples made of texts and lists."""
        values = {name: value for name, value in entry.values.items() if name not in _OWN}
        _refuse_unknown(values, [field.name for field in fields_of(record)])
        for name in needed or (fields_of(record)[0].name,):
            values.setdefault(name, "")  # the store says that it is missing
        for name, value in values.items():
            _refuse_other_type(name, value)
        for name in values.keys() & {*_DATES}:
            values[name] = from_edtf(values[name])
        for name in values.keys() & {*_LISTS}:
            values[name] = tuple(values[name])
        return values

    # -- keys
    def _name(self, noun: str, entry: _Entry, record_id: int) -> None:
        key = entry.values.get("key", "")
        if not key or key in self._ids[noun]:
            raise EntryProblem("The key is missing, or another entry has it already.", "key")
        self._ids[noun][key] = record_id

    def _id(self, noun: str, key: str) -> int:
        if key not in self._ids[noun]:
            raise EntryProblem(f"There is no {noun} with the key “{key}” above it or in the files before.", noun)
        return self._ids[noun][key]

    def _optional(self, noun: str, key: str | None) -> int | None:
        return None if key is None else self._id(noun, key)


def _refuse_unknown(values: dict[str, Any], known: tuple[str, ...] | list[str]) -> None:
    for name in values:
        if name not in known:
            raise EntryProblem(f"There is no field “{name}”. The fields are: {', '.join(known)}.", name)


def _refuse_other_type(name: str, value: object) -> None:
    if name in _LISTS:
        fits, wanted = isinstance(value, list) and all(isinstance(entry, str) for entry in value), "a list of texts"
    elif name in _FLAGS:
        fits, wanted = isinstance(value, bool), "true or false"
    elif name in _NUMBERS:
        fits, wanted = isinstance(value, int | float) and not isinstance(value, bool), "a number"
    else:
        fits, wanted = isinstance(value, str), "a text in quotes"
    if not fits:
        raise EntryProblem(f"“{name}” should be {wanted}.", name)
