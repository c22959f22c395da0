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
    """A source as a row names it; equal tuples are one source."""

    publisher: str
    published: str  # EDTF, or empty
    title: str
    quoted: str = ""  # whom it relays ("SOHR"), where the row says so


class ReadIncident(NamedTuple):
    """One row as an incident: texts may be empty, missing numbers are None, dates are EDTF with Unix days."""

    row: int  # number of the row in the file, 1 for the first line of data
    outside_id: str  # stable id within the data set, empty where the table has none
    digest: int  # 63-bit hash of everything read from the row: equal means unchanged
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


class TableReader(Protocol):
    """Reads a file of a known shape, row by row, in constant memory."""

    def __call__(self, path: str, shape: TableShape) -> Iterator[ReadIncident | LeftOut]: ...
