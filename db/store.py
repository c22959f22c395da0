"""What the stores of all nouns share: reading rows as records, and writing inside a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlite_utils import Database

from db.command import Command, Row, Value
from db.connection import told_plainly
from db.dates import UNKNOWN, DateError, ImpreciseDate, from_edtf
from db.errors import EntryProblem, NotOnBoard
from db.ids import IdMaker
from db.names import search_shadow
from db.vocabulary import Vocabulary

if TYPE_CHECKING:
    from db.flashpoints import FlashpointStore

CHUNK = 500  # SQLite takes some 32,000 placeholders; fewer keep the statement cache useful


class BoardCore(Protocol):
    """What a store needs of its board."""

    db: Database
    path: Path
    read_only: bool

    @property
    def ids(self) -> IdMaker: ...

    @property
    def flashpoints(self) -> FlashpointStore: ...

    def command(self, name: str) -> AbstractContextManager[Command]: ...

    def transaction(self) -> AbstractContextManager[None]: ...


class Store:
    """Base of the stores: one noun, one table."""

    table: str

    def __init__(self, board: BoardCore) -> None:
        self._board = board

    @property
    def _db(self) -> Database:
        return self._board.db

    def count(self) -> int:
        """How many there are."""
        return int(self._tuples(f"SELECT count(*) FROM {self.table}")[0][0])

    def _tuples(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; a damaged file is told of as a `FileProblem`."""
        with told_plainly(self._board.path):
            return self._db.conn.execute(sql, values).fetchall()

    def _rows(self, sql: str, values: Sequence[Value] = ()) -> list[dict[str, Any]]:
        """The rows of a query by the names of their columns; a damaged file is told of as a `FileProblem`."""
        with told_plainly(self._board.path):
            cursor = self._db.conn.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def _row(self, record_id: int) -> dict[str, Any]:
        found = self._rows(f"SELECT * FROM {self.table} WHERE id = ?", (record_id,))
        if not found:
            raise NotOnBoard(f"There is no record with the id {record_id} among the {self.table} of this board.")
        return found[0]

    def _rows_by_id(self, ids: Iterable[int]) -> list[dict[str, Any]]:
        """Rows in the order of the ids; ids that are not there are passed over."""
        wanted = list(ids)
        found: dict[int, dict[str, Any]] = {}
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            for row in self._rows(f"SELECT * FROM {self.table} WHERE id IN ({marks})", part):
                found[row["id"]] = row
        return [found[record_id] for record_id in wanted if record_id in found]


def stored_date(text: str) -> ImpreciseDate:
    """The date of a stored EDTF text; not known where a board from elsewhere holds none there (`check` tells of it)."""
    try:
        return from_edtf(text)
    except DateError:
        return UNKNOWN


def shadow_of(row: dict[str, Any], columns: Iterable[str]) -> str:
    """The folded text that the search index keeps beside the words as written."""
    return search_shadow(" ".join(str(row.get(column) or "") for column in columns))


def check_code(vocabulary: Vocabulary, code: str, field: str, *, empty: bool = False) -> None:
    """Raise a sentence where a code is not of its list."""
    if code in vocabulary or (empty and code == ""):
        return
    known = ", ".join(vocabulary.codes)
    raise EntryProblem(f"“{code}” is no {vocabulary.name}. It is one of: {known}.", field)


def check_text(value: str, field: str, what: str) -> str:
    """A text that must not be empty, trimmed."""
    text = value.strip()
    if not text:
        raise EntryProblem(f"{what} needs a {field}.", field)
    return text


def check_position(latitude: float | None, longitude: float | None) -> None:
    """Raise a sentence where a position is half or off the globe."""
    if (latitude is None) != (longitude is None):
        raise EntryProblem("A position needs both latitude and longitude.", "latitude")
    if latitude is not None and not -90 <= latitude <= 90:
        raise EntryProblem(f"Latitude {latitude} is not between -90 and 90 degrees.", "latitude")
    if longitude is not None and not -180 <= longitude <= 180:
        raise EntryProblem(f"Longitude {longitude} is not between -180 and 180 degrees.", "longitude")


LARGEST_NUMBER = 2_000_000_000  # what the 32-bit columns hold


def check_range(low: int | None, best: int | None, high: int | None, what: str, field: str) -> None:
    """Raise a sentence where numbers are negative, out of order or beyond all that can be counted."""
    known = [number for number in (low, best, high) if number is not None]
    if any(number < 0 for number in known):
        raise EntryProblem(
            f"{what} cannot be fewer than 0. Leave the field empty where the number is not known.", field
        )
    if any(number > LARGEST_NUMBER for number in known):
        raise EntryProblem(f"{what}: a board counts no further than {LARGEST_NUMBER:,}.", field)
    if known != sorted(known):
        raise EntryProblem(
            f"{what}: the lowest number must not be above the best, nor the best above the highest.", field
        )


def field_values(record: Any) -> dict[str, Any]:
    """A record's fields by name, nested records left whole."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


# record field -> its columns; a tuple of names or a date is not stored as it is
Converters = Mapping[str, Callable[[Any], Row]]


def rename_fields(values: dict[str, Any], converters: Converters) -> Row:
    """Record fields as columns: those with a converter through it, bools as 0 or 1, the rest as they are."""
    row: Row = {}
    for name, value in values.items():
        if name in converters:
            row.update(converters[name](value))
        else:
            row[name] = int(value) if isinstance(value, bool) else value
    return row
