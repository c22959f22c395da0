"""CSV: one incident a row, as RFC 4180 has it, in UTF-8 that a spreadsheet knows as such."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from db.importing.report import defused
from db.records import Incident
from db.releasing import Released
from db.writers.telling import Cited, Progress, Telling, cited_words, iso, plain, radius_km

HEADER = (
    "id", "title", "summary", "kind", "date", "earliest", "latest", "date_in_words", "time", "zone", "flashpoint",
    "place", "district", "province", "country", "latitude", "longitude", "precision", "radius_km", "actors",
    "deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "injured_low", "injured_high", "grade", "hedge",
    "sources", "tags", "note", "recurring", "disputed", "withdrawn", "dataset", "outside_id", "marking",
)  # fmt: skip
Cell = str | int | float


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the incidents; returns sentences on what a CSV cannot tell."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_to(file, released, progress)
    return ["A CSV holds incidents only, and has no room for the profile, the marking of the board and the state."]


def write_to(file: TextIO, released: Released, progress: Progress | None = None) -> None:
    """Write header and rows to an open file."""
    telling = Telling(released, progress)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for incident, cited in telling.cited_incidents():
        writer.writerow([_cell(value) for value in row_of(telling, incident, cited)])


def row_of(telling: Telling, incident: Incident, cited: Sequence[Cited]) -> tuple[Cell | None, ...]:
    """The values of one row in the order of HEADER; what is not known is None or empty, never 0."""
    one, date = incident, incident.date
    flags = ("yes" if flag else "no" for flag in (one.recurring, one.disputed, one.withdrawn))
    return (
        str(one.id), one.title, one.summary, one.kind, date.edtf, iso(date.earliest), iso(date.latest),
        date.text() if date.edtf else "", one.time, one.zone, telling.flashpoint(one.flashpoint_id), one.place,
        one.district, one.province, one.country, one.latitude, one.longitude, one.precision, radius_km(one),
        telling.roles(one), one.deaths_low, one.deaths_best, one.deaths_high, one.deaths_civilians, one.injured_low,
        one.injured_high, one.grade, one.hedge, cited_words(cited), "; ".join(one.tags), one.note, *flags, one.dataset,
        one.outside_id, telling.marking(one),
    )  # fmt: skip


def _cell(value: Cell | None) -> Cell:
    """A number as it is; a text with nothing hidden in it, that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    return defused(plain(value)) if isinstance(value, str) else value
