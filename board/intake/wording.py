"""Imports in words: what a row becomes, what a field is called, what came of a file."""

from __future__ import annotations

from collections.abc import Sequence

from board.commands.imports import FileEnd
from db import ImportReport
from db.dates import DateError, from_edtf
from db.names import has_rtl, isolate, show_controls
from db.readers import FIELDS, ReadIncident
from db.vocabulary import INCIDENT_KINDS
from db.wording import counted

LONGEST_CELL = 200
# Fields of an incident as warnings name them, where the mapping calls them otherwise.
_FIELD_WORDS = {
    "deaths_best": "Deaths",
    "injured_low": "Injured",
    "sources": "Sources",
    "actors": "Actors",
    "earliest": "Date",
    "latest": "Last day",
}


def one_line(text: str, longest: int = LONGEST_CELL) -> str:
    """A text from anywhere as one line that may be shown: cut, without line breaks, controls made visible."""
    line = " ".join(text[: longest * 4].split())
    return show_controls(line if len(line) <= longest else line[: longest - 1] + "…")


def field_label(field: str) -> str:
    """What a field of a warning is called."""
    return _FIELD_WORDS.get(field) or FIELDS.get(field, field.replace("_", " ").capitalize()).split(" (")[0]


def incident_words(incident: ReadIncident) -> str:
    """What a row becomes: "Clash at the mill · 8 June 2017 · Clash · Tell Mill · 3 dead · Army – Front · Radio"."""
    where = incident.place or incident.district or incident.province or incident.country
    parts = [
        one_line(incident.title, 40),
        _date_words(incident.date) + (f" {incident.time}" if incident.time else ""),
        INCIDENT_KINDS.label(incident.kind),
        where,
        deaths_words(incident.deaths_low, incident.deaths_best, incident.deaths_high),
        " – ".join(actor.name for actor in incident.actors[:4]) + (" …" if len(incident.actors) > 4 else ""),
        position_words(incident.latitude, incident.longitude),
        f"flashpoint {incident.flashpoint}" if incident.flashpoint else "",
        "; ".join(dict.fromkeys(source.publisher or source.title for source in incident.sources[:3])),
        incident.reliability + incident.credibility,
        " ".join(f"#{tag}" for tag in incident.tags[:4]),
    ]
    return " · ".join(_set_apart(one_line(part, 120)) for part in parts if part.strip())


def _set_apart(text: str) -> str:
    """Words written from the right must not drag what stands beside them along."""
    return isolate(text) if has_rtl(text) else text


def position_words(latitude: float | None, longitude: float | None) -> str:
    """ "35.250 N 36.750 E"; empty where it is not known. Degrees, WGS 84."""
    if latitude is None or longitude is None:
        return ""
    return f"{abs(latitude):.3f} {'S' if latitude < 0 else 'N'} {abs(longitude):.3f} {'W' if longitude < 0 else 'E'}"


def _date_words(edtf: str) -> str:
    if not edtf:
        return "date not known"
    try:
        return from_edtf(edtf).text()
    except DateError:
        return edtf


def deaths_words(low: int | None, best: int | None, high: int | None) -> str:
    """ "3 dead", "2–5 dead", "at least 4 dead"; empty where nothing is known."""
    if best is not None:
        spread = low is not None and high is not None and (low, high) != (best, best)
        return f"{best:,} dead" + (f" ({low:,}–{high:,})" if spread else "")
    if low is not None and high is not None:
        return f"{low:,} dead" if low == high else f"{low:,}–{high:,} dead"
    if low is not None:
        return f"at least {low:,} dead"
    return f"up to {high:,} dead" if high is not None else ""


def figures(report: ImportReport) -> list[tuple[str, int]]:
    """The numbers of a report with the word below each."""
    return [
        ("added", report.added),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
        ("withdrawn", report.withdrawn),
        ("left out", report.left_out_count),
    ]


def facts(report: ImportReport) -> list[str]:
    """What else there is to say about a reading, in sentences."""
    said = []
    if report.new_actors or report.new_sources:
        new = [
            words
            for count, words in (
                (report.new_actors, counted(report.new_actors, "new actor")),
                (report.new_sources, counted(report.new_sources, "new source")),
            )
            if count
        ]
        said.append(" and ".join(new) + " came with it.")
    if report.added:
        free = report.added - report.assigned
        if not report.assigned:
            said.append("None of the added incidents fits a flashpoint; assign them in bulk from the flashpoint panel.")
        elif not free:
            said.append("Every added incident fits a flashpoint.")
        else:
            said.append(f"{report.assigned:,} of the added incidents fit a flashpoint; {free:,} are unassigned.")
    if report.differences:
        said.append(
            f"{counted(report.differences, 'value')} that you had changed on the board {_differ(report.differences)} in "
            "the file: yours stayed, and each incident shows the other value beside it."
        )
    if report.withdrawn:
        said.append("Withdrawn incidents are missing in this newer file. They are marked, not deleted.")
    if not (report.added or report.updated or report.withdrawn or report.differences):
        said.append("Nothing on the board had to be changed.")
    return said


def _differ(count: int) -> str:
    return "differs" if count == 1 else "differ"


def outcome_words(end: FileEnd) -> str:
    """The end of one file in a few words, for a list."""
    if end.report is not None:
        left_out = f", {end.report.left_out_count:,} left out" if end.report.left_out_count else ""
        return f"{end.report.added:,} added{left_out}"
    return {"refused": "not a table of incidents", "failed": "not read", "cancelled": "cancelled"}.get(
        end.outcome, "skipped"
    )


def summary(ends: Sequence[FileEnd]) -> str:
    """The end of several files in one sentence."""
    reports = [end.report for end in ends if end.report is not None]
    said = f"{len(reports)} of {counted(len(ends), 'file')} read"
    if reports:
        added, left_out = sum(one.added for one in reports), sum(one.left_out_count for one in reports)
        updated = sum(one.updated for one in reports)
        said += f": {added:,} added, {updated:,} updated, {left_out:,} left out"
    return said + "."
