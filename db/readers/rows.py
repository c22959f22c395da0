"""What a table reader gives: plain tuples, cheap to make by the million and to send between two processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class ReadActor(NamedTuple):
    """An actor as a row names it."""

    outside_id: str  # the data set's id of the actor, or empty
    name: str
    role: str  # a code of ACTOR_ROLES
    kind: str = "unknown"  # a code of ACTOR_KINDS


class ReadSource(NamedTuple):
    """A source as a row names it: one source wherever the first three fields are equal; `quoted` adds up."""

    publisher: str
    published: str  # EDTF, or empty
    title: str  # never empty: the name of the publisher where the row gives no headline
    quoted: str = ""  # whom it relays, one or several joined with "; " ("SOHR; VDC"), where the row says so
    address: str = ""  # where it was published, as the row gives it


class ReadIncident(NamedTuple):
    """One row as an incident: texts may be empty, missing numbers are None, dates are EDTF with Unix days."""

    row: int  # number of the row in the file, 1 for the first line of data
    outside_id: str  # stable id within the data set, empty where the table has none
    digest: int  # 63-bit hash of everything that is used of the row, the same on each run: equal means unchanged
    title: str
    summary: str
    kind: str
    date: str
    earliest: int | None
    latest: int | None
    time: str
    zone: str
    place: str
    district: str
    province: str
    country: str
    latitude: float | None
    longitude: float | None
    precision: str
    deaths_low: int | None
    deaths_best: int | None
    deaths_high: int | None
    deaths_civilians: int | None
    injured_low: int | None
    injured_high: int | None
    reliability: str
    credibility: str
    hedge: str
    recurring: int  # 0 or 1
    note: str
    flashpoint: str  # name of a flashpoint where the table gives one, else empty
    tags: tuple[str, ...]
    actors: tuple[ReadActor, ...]
    sources: tuple[ReadSource, ...]


class LeftOut(NamedTuple):
    """A row that did not go in, and why, as a sentence that names the field."""

    row: int
    why: str
    outside_id: str = ""  # where the row has one: what cannot be read is not what has vanished


class Warned(NamedTuple):
    """Told right after its row: the row went in, but one optional field of it could not be read and is empty."""

    row: int
    field: str  # a field of a mapping
    why: str


class NotIncidents(ValueError):
    """The whole file is refused; the text is the sentence for the user."""


@dataclass(frozen=True)
class TableShape:
    """What a look at the first rows of a file tells: how to read it, and as what."""

    kind: str  # "ucdp", "acled" or "table"
    dataset: str  # the name under which outside ids are kept: "UCDP GED", "ACLED", or the table's own
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""  # name of the sheet of a workbook
    header: tuple[str, ...] = ()
    first_data_row: int = 1  # lines of the file before the data (0: no header)
    notes: tuple[str, ...] = field(default_factory=tuple)  # sentences on what was assumed
    column_tags: tuple[str, ...] = ()  # HXL tags of the columns ("#geo+lat"), where the table has them


ReadRow = ReadIncident | LeftOut | Warned


class RowStream(Protocol):
    """The rows of one file in constant memory, with how far into the file the reading has come."""

    total_bytes: int

    @property
    def bytes_read(self) -> int: ...

    def __iter__(self) -> Iterator[ReadRow]: ...

    def __next__(self) -> ReadRow: ...

    def close(self) -> None: ...
