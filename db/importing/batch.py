"""A batch of read rows, field by field: what a frame of the reading process carries and the writer writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.readers.rows import ReadIncident

# the fields as they are sent: actors and sources by number, and what the search index holds beside the words
FIELDS = (*ReadIncident._fields, "shadow")
F = {name: place for place, name in enumerate(FIELDS)}
Row = tuple[Any, ...]
_GAP = "\x1f"  # ASCII's own mark between units, which no text has that people write


@dataclass(frozen=True, slots=True)
class Batch:
    """`columns` are in the order of FIELDS, all of one length; `actors` holds ((number, role), …), `sources` numbers."""

    columns: Sequence[Sequence[Any]]

    @classmethod
    def of_rows(cls, rows: Sequence[Row]) -> Batch:
        """A batch of rows, each in the order of FIELDS."""
        return cls(list(zip(*rows, strict=True)) if rows else [()] * len(FIELDS))

    @classmethod
    def unpacked(cls, count: int, columns: Sequence[Any]) -> Batch:
        """A batch as `packed` made it for sending."""
        return cls([_unpacked(count, column) for column in columns])

    def __len__(self) -> int:
        return len(self.columns[0])

    def __getitem__(self, field: str) -> Sequence[Any]:
        """One field of all rows."""
        return self.columns[F[field]]

    def rows(self) -> list[Row]:
        """The same row by row."""
        return list(zip(*self.columns, strict=True))


def packed(columns: Sequence[Sequence[Any]]) -> list[Any]:
    """Columns to be sent: one value where all are equal, one long text where they are texts.

    A data set tells nothing in half of the columns, and one text travels many times faster than thousands.
    """
    return [_packed(column) for column in columns]


def _packed(column: Sequence[Any]) -> Any:
    first = column[0]
    if first == column[-1] and column.count(first) == len(column):
        return (first,)
    if isinstance(first, str):
        joined = _GAP.join(column)
        if joined.count(_GAP) == len(column) - 1:
            return joined
    return column


def _unpacked(count: int, column: Any) -> Sequence[Any]:
    if isinstance(column, str):
        return column.split(_GAP)
    return column if len(column) == count else (column[0],) * count
