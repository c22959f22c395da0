"""What a few rows of an unknown table become under a mapping, worked out in the reading process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.errors import FileProblem
from db.importing.pipe import Reading
from db.readers.rows import ReadActor, ReadIncident, ReadSource

_ANSWER_S = 10.0  # a few rows take milliseconds; cells made to be slow are stopped here
_LONGEST_CELL = 20_000


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One row: the incident that it becomes, or why it is left out; and (field, sentence) for each cell not read."""

    row: int
    incident: ReadIncident | None
    why: str = ""
    warnings: tuple[tuple[str, str], ...] = ()


def try_rows(header: Sequence[str], rows: Sequence[Sequence[str]], mapping: str) -> list[TriedRow]:
    """Rows that are blank are missing in the answer. Raises `FileProblem`."""
    cut = [[cell[:_LONGEST_CELL] for cell in row] for row in rows]
    request = {"do": "try", "path": "the first rows", "header": list(header), "rows": cut, "mapping": mapping}
    with Reading(request, silence_s=_ANSWER_S) as reading:
        for frame in reading.frames():
            return _gathered(frame[1])
    raise FileProblem("The first rows could not be read with this mapping.")


def _gathered(made: list[tuple[str, tuple[Any, ...]]]) -> list[TriedRow]:
    tried: list[TriedRow] = []
    for what, values in made:
        if what == "incident":
            tried.append(TriedRow(values[0], _incident(values)))
        elif what == "left_out":
            tried.append(TriedRow(values[0], None, values[1]))
        else:  # a warning follows its row
            last = tried[-1]
            tried[-1] = TriedRow(last.row, last.incident, last.why, (*last.warnings, (values[1], values[2])))
    return tried


def _incident(values: tuple[Any, ...]) -> ReadIncident:
    *plain, actors, sources = values
    parts = (tuple(ReadActor(*actor) for actor in actors), tuple(ReadSource(*source) for source in sources))
    return ReadIncident._make((*plain, *parts))
