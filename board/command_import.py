"""The command `import`: reads files one after the other and tells truthfully what came of it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from board.command_output import complain, print_json, progress_line, say
from db import Board, BoardError, FileProblem, ImportReport
from db.readers import FIELDS
from db.vocabulary import INCIDENT_KINDS

# what --help says below the options; "\b" keeps click from wrapping the lines
ABOUT_ROWS_AND_MAPPINGS = f"""\b
Rows are numbered from 1, the first row of data below the header.
\b
MAPPING.json says which column is which field; only "columns" is needed:
  {{"dataset": "Field notes",
   "columns": {{"outside_id": "Ref", "date": "Day", "title": "What happened",
               "place": ["Village", "District"], "deaths": "Killed"}},
   "kinds": {{"raid on a post": "clash"}}, "fixed": {{"country": "Syria"}},
   "day_first": true, "splitter": ";"}}
dataset: under which ids are kept, so that the next file updates. kinds: what
the kind column says -> kind. fixed: field -> value where a row has none.
day_first: 8/6 is 8 June. splitter: parts several names in one cell.
\b
Fields:
{textwrap.indent(textwrap.fill(", ".join(FIELDS), 74), "  ")}
\b
Kinds:
{textwrap.indent(textwrap.fill(", ".join(INCIDENT_KINDS.codes), 74), "  ")}"""
_TOTALS = ("added", "updated", "unchanged", "withdrawn")
_LINES_SHOWN = 10  # rows left out that are told to a person; --json tells all


def read_files(board: Board, files: Sequence[Path], *, as_kind: str | None, mapping: str | None, as_json: bool) -> None:
    """Read every file into the board and print what was added, updated, left out. Raises `FileProblem`.

    Several files are all recognised before the first is read, so that a wrong one among them changes nothing.
    """
    if len(files) > 1:
        for file in files:
            board.imports.look_at(file, as_kind=as_kind)
    reports = []
    for file in files:
        try:
            reports.append(_read(board, file, as_kind, mapping))
        except BoardError as error:
            if not reports:
                raise
            kept = ", ".join(f"“{done}”" for done in files[: len(reports)])
            raise FileProblem(f"{error} What was read before stays on the board: {kept}.") from error
    if as_json:
        print_json(_as_json(files, reports))
        return
    for file, report in zip(files, reports, strict=True):
        _tell(file, report)


def _read(board: Board, file: Path, as_kind: str | None, mapping: str | None) -> ImportReport:
    with progress_line(file) as progress:
        return board.imports.read_file(file, as_kind=as_kind, mapping=mapping, progress=progress)


def _as_json(files: Sequence[Path], reports: Sequence[ImportReport]) -> dict[str, Any]:
    several = len(files) > 1
    left_out = [
        {**({"file": str(file)} if several else {}), "row": row, "why": why}
        for file, report in zip(files, reports, strict=True)
        for row, why in report.left_out
    ]
    return {
        **{name: sum(getattr(report, name) for report in reports) for name in _TOTALS},
        "left_out": left_out,
        "seconds": round(sum(report.seconds for report in reports), 3),
        "files": [
            {"file": str(file), **report.as_json(), "left_out": report.left_out_count}
            for file, report in zip(files, reports, strict=True)
        ],
    }


def _tell(file: Path, report: ImportReport) -> None:
    parts = [f"{getattr(report, name):,} {name}" for name in _TOTALS]
    say(f"{file} ({report.dataset}): {', '.join(parts)}, {report.left_out_count:,} left out in {report.seconds:.1f} s.")
    if report.differences:
        say(f"{report.differences:,} values of the file differ from what was edited on the board; the edits stand.")
    for note in report.notes:
        complain(note)
    _tell_rows([f"Row {row} was left out: {why}" for row, why in report.left_out], report.left_out_count)
    _tell_rows([f"Row {row}, {name}: {why}" for row, name, why in report.warnings], len(report.warnings))


def _tell_rows(lines: Sequence[str], count: int) -> None:
    for line in lines[:_LINES_SHOWN]:
        complain(line)
    if count > _LINES_SHOWN:
        complain(f"… and {count - _LINES_SHOWN:,} more; --json tells them all.")
