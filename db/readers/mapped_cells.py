"""One row at a time under a mapping: the cell of each field, the values of fields with several, and what was wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

from db.readers.mapping import FIELDS, Mapping
from db.readers.values import is_unknown

LONGEST_SHOWN = 40
_JOINED = frozenset({"title", "summary", "note", "hedge", "place"})


class MappedCells:
    """The row at hand; `load` the next one, then ask for its fields.

    cells: the cells of the row, trimmed and as many as the header has; trouble: (field, sentence) of each cell that
    could not be read.
    """

    def __init__(self, header: tuple[str, ...], mapping: Mapping) -> None:
        self.places = mapping.places(header)
        self.width = len(header)
        self.cells: list[str] = []
        self.trouble: list[tuple[str, str]] = []
        self._fixed = mapping.fixed
        self._single = [(field, places[0]) for field, places in self.places.items() if len(places) == 1]
        self._several = [(field, places) for field, places in self.places.items() if len(places) > 1]
        self._split = _splitter(mapping.splitter)
        self._at: dict[str, str] = {}

    def load(self, row: list[str]) -> bool:
        """Take the next row; False if nothing is in it."""
        cells = [cell.strip() for cell in row[: self.width]]
        if not any(cells):
            return False
        cells += [""] * (self.width - len(cells))
        self.cells = cells
        self.trouble.clear()
        self._at = at = self._fixed.copy()
        for field, place in self._single:
            if cells[place]:
                at[field] = cells[place]
        for field, places in self._several:
            filled = [cells[place] for place in places if cells[place]]
            if filled:
                at[field] = " – ".join(filled) if field in _JOINED else filled[0]
        return True

    def used_places(self) -> list[int]:
        """Where the columns stand that are used, by field: the same cells in the same order whatever the table's."""
        return [place for field in sorted(self.places) for place in self.places[field]]

    def has(self, field: str) -> bool:
        """Whether the row says anything for a field."""
        return field in self._at

    def first(self, field: str) -> str:
        """The cell of a field: a text field joins its columns, others take the first that is not empty."""
        return self._at.get(field, "")

    def of(self, field: str) -> list[str]:
        """The cells of all columns of a field that say something, else its fixed value if it has one."""
        cells = [self.cells[place] for place in self.places.get(field, ())]
        return [cell for cell in cells if not is_unknown(cell)] or [self._fixed.get(field, "")]

    def many(self, field: str) -> list[str]:
        """All values of a field, each cell parted where several stand in it, without doubles."""
        return self.parts(self.of(field))

    def parts(self, cells: list[str]) -> list[str]:
        """The values within cells."""
        parts = [part for cell in cells for part in (self._split(cell) if self._split else [cell])]
        return list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))

    def tell(self, field: str, cell: str, expected: str) -> None:
        """Remember that a cell could not be read as what its field holds."""
        shown = cell if len(cell) <= LONGEST_SHOWN else cell[:LONGEST_SHOWN] + "…"
        sentence = f"{FIELDS[field].split(' (')[0]} is “{shown}”; it should be {expected}. It was left empty."
        self.trouble.append((field, sentence))


def _splitter(characters: str) -> Callable[[str], list[str]] | None:
    """What parts a cell with several values; None where nothing does."""
    if not characters.strip():
        return None
    return re.compile("[" + re.escape(characters.strip()) + r"\n]").split
