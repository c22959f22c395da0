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


@dataclass(frozen=True, slots=True)
class Batch:
    """`columns` are in the order of FIELDS, all of one length; `actors` holds ((number, role), …), `sources` numbers."""

    columns: Sequence[Sequence[Any]]

    @classmethod
    def of_rows(cls, rows: Sequence[Row]) -> Batch:
        """A batch of rows, each in the order of FIELDS."""
        return cls(list(zip(*rows, strict=True)) if rows else [()] * len(FIELDS))

    @classmethod
    def unpacked(cls, count: int, columns: Sequence[Sequence[Any]]) -> Batch:
        """A batch as it was sent: a column whose values are all equal holds but one."""
        return cls([column if len(column) == count else (column[0],) * count for column in columns])

    def __len__(self) -> int:
        return len(self.columns[0])

    def __getitem__(self, field: str) -> Sequence[Any]:
        """One field of all rows."""
        return self.columns[F[field]]

    def rows(self) -> list[Row]:
        """The same row by row."""
        return list(zip(*self.columns, strict=True))


def packed(columns: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Columns to be sent: half of what a data set never tells is told in one value instead of thousands."""
    return [
        column[:1] if column[0] == column[-1] and column.count(column[0]) == len(column) else column
        for column in columns
    ]
