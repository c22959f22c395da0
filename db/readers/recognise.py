"""Tells from the first rows of a table what it holds: a known data set, any table, or nothing that are incidents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from db.readers import acled, gdelt, ucdp
from db.readers.rows import NotIncidents

_NUMBER = re.compile(r"[-+(]?[\d.,'\s%:/°-]+\)?")
ROWS_ABOVE_HEADER = 15
UNSTABLE_IDS = (
    "The table has no event_id_cnty; data_id stands in for it. ACLED numbers data_id anew with each export, so reading "
    "another export of this form would double the incidents."
)


@dataclass(frozen=True)
class Found:
    """The kind of table, its data set, its columns and how many lines stand before its data."""

    kind: str
    dataset: str
    header: tuple[str, ...]
    first_data_row: int
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


# Columns that only tables of something else have, and what such a table is.
_NOT_INCIDENTS: tuple[tuple[str, str], ...] = (
    ("actorid namedata", "is the UCDP Actor Dataset: a list of actors, not of incidents"),
    ("dyad_id bd_best", "is UCDP's table of battle-related deaths: totals of a year, not incidents"),
    ("conflict_id bd_best", "is UCDP's table of battle-related deaths: totals of a year, not incidents"),
    ("conflict_id best_fatality_estimate", "is a yearly UCDP table: totals, not incidents"),
    ("dyad_id best_fatality_estimate", "is a yearly UCDP table: totals, not incidents"),
    ("actor_id best_fatality_estimate", "is a yearly UCDP table: totals, not incidents"),
    ("conflict_id intensity_level", "is UCDP's table of armed conflicts by year, not of incidents"),
    ("dyad_id intensity_level", "is UCDP's table of dyads by year, not of incidents"),
    ("month_id country_id", "is a table by country and month: totals or forecasts, not incidents"),
)
_EXPORT_GED = "Export the Georeferenced Event Dataset (GED)."
_UCDP_MONTHLY = re.compile(r"(?:ucdp|ged)?_?(?:sb|ns|os)_?(?:best|low|high)?")


def recognise(rows: list[list[str]], name: str, as_kind: str | None) -> Found:
    """What the first rows of a file hold; as_kind settles it beforehand.  NotIncidents with a sentence for the rest."""
    skipped = 1 if rows and _is_separator_line(rows[0]) else 0
    filled = [row for row in rows[skipped:] if any(cell.strip() for cell in row)]
    if not filled:
        raise NotIncidents(f"{name} has no rows with anything in them.")
    for at, row in enumerate(rows[: ROWS_ABOVE_HEADER + skipped]):
        names = {_plain(cell) for cell in row}
        _refuse(names, name)
        known = _known(names)
        if known and as_kind in (None, known[0]):
            unstable = known[0] == "acled" and "event_id_cnty" not in names
            notes = (UNSTABLE_IDS,) if unstable else ()
            return Found(*known, _named(row), at + 1 + _tag_rows(rows, at + 1), notes)
    if as_kind in (None, "ucdp") and (form := ucdp.form_without_header(rows[skipped:])):
        note = f"The file has no header; it was read as the {len(form)} columns of UCDP GED."
        return Found("ucdp", ucdp.DATASET, form, skipped, (note,))
    if as_kind in ("ucdp", "acled"):
        needed, label = (ucdp.NEEDED, "UCDP GED") if as_kind == "ucdp" else (acled.NEEDED, "ACLED")
        raise NotIncidents(
            f"{name} cannot be read as {label}: its columns are not those of the data set "
            f"({', '.join(needed)} among them). Read it as a table instead."
        )
    if gdelt.is_gdelt(rows[skipped:]):
        note = "The file has no header; it was read as GDELT 2.0 events."
        return Found("table", gdelt.DATASET, gdelt.COLUMNS, skipped, (note,))
    return _any_table(rows, skipped, name)


def _plain(cell: str) -> str:
    return cell.strip().lstrip("\ufeff").casefold()


def _known(names: set[str]) -> tuple[str, str] | None:
    if ucdp.is_ged(names):
        return "ucdp", ucdp.DATASET
    if acled.is_acled(names):
        return "acled", acled.DATASET
    return None


def _refuse(names: set[str], name: str) -> None:
    for columns, what in _NOT_INCIDENTS:
        if set(columns.split()) <= names and not ucdp.is_ged(names):
            raise NotIncidents(f"{name} {what}. {_EXPORT_GED}")
    if acled.is_aggregate(names):
        raise NotIncidents(
            f"{name} holds counts by place and time (ACLED's aggregated data), not incidents. Export the events "
            "themselves: the table that has a column event_id_cnty."
        )
    monthly = sum(1 for column in names if column and _UCDP_MONTHLY.fullmatch(column))
    if monthly >= 2 and names & {"month", "year", "month_start", "year_id"} and not ucdp.is_ged(names):
        raise NotIncidents(f"{name} holds UCDP's deaths by country and month: totals, not incidents. {_EXPORT_GED}")


def _is_separator_line(row: list[str]) -> bool:
    """Excel's own first line, "sep=;"."""
    return bool(row) and row[0].lower().startswith("sep=") and not any(row[1:])


def _tag_rows(rows: list[list[str]], at: int) -> int:
    """1 if the row is one of HXL tags ("#date", "#geo+lat"), else 0."""
    cells = [cell.strip() for cell in rows[at]] if at < len(rows) else []
    tags = [cell for cell in cells if cell]
    return int(bool(tags) and all(re.match(r"#\w", cell) for cell in tags))


def _named(row: Iterable[str]) -> tuple[str, ...]:
    """Column names that are told apart: empty ones numbered, doubles counted, the empty end cut."""
    names = [" ".join(cell.replace("\ufeff", "").split()) for cell in row]
    while names and not names[-1]:
        names.pop()
    seen: dict[str, int] = {}
    made = []
    for place, cell in enumerate(names, 1):
        cell = cell or f"Column {place}"
        seen[cell] = seen.get(cell, 0) + 1
        made.append(cell if seen[cell] == 1 else f"{cell} ({seen[cell]})")
    return tuple(made)


def _any_table(rows: list[list[str]], skipped: int, name: str) -> Found:
    dataset = dataset_name(name)
    wide = max(len([cell for cell in row if cell.strip()]) for row in rows[skipped:])
    for at, row in enumerate(rows[: ROWS_ABOVE_HEADER + skipped]):
        filled = [cell.strip() for cell in row if cell.strip()]
        if at < skipped or len(filled) < max(1, 0.6 * wide):
            continue
        if _looks_like_header(filled):
            above = at - skipped
            notes = (f"The {above} lines above the header were left aside.",) if above else ()
            tags = _tag_rows(rows, at + 1)
            below = tuple(cell.strip() for cell in rows[at + 1]) if tags else ()
            return Found("table", dataset, _header(row, list(below)), at + 1 + tags, notes, below)
        break
    width = max(len(row) for row in rows[skipped:])
    columns = tuple(f"Column {place}" for place in range(1, width + 1))
    return Found("table", dataset, columns, skipped, ("The file has no header; its columns were numbered.",))


def _looks_like_header(filled: list[str]) -> bool:
    words = [cell for cell in filled if not _NUMBER.fullmatch(cell) and len(cell) <= 120]
    return len(words) >= 0.8 * len(filled) and len(set(filled)) >= 0.8 * len(filled)


def _header(row: list[str], tags: list[str]) -> tuple[str, ...]:
    """The names of a header; a column that has only a tag is named by it."""
    tags = tags + [""] * (len(row) - len(tags))
    return _named(cell if cell.strip() else tag for cell, tag in zip(row, tags, strict=False))


def dataset_name(file_name: str) -> str:
    """The name of a data set from that of its file, without the dates and numbers that change from export to export."""
    stem = re.sub(r"[\s_.-]*(?:\(\d+\)|v?\d[\d\s_.T:-]*)$", "", Path(file_name).stem)
    return " ".join(stem.replace("_", " ").split()) or Path(file_name).stem or "Table"
