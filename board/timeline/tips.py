"""The words for what lies under the pointer."""

from __future__ import annotations

from board.timeline.edits import counted
from board.timeline.scale import day_text
from db import Incident
from db.dates import date_of
from db.names import isolate, show_controls
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS, RELIABILITIES


def span_text(first: int, last: int) -> str:
    """Days as labels have them: "8 Jun 2017", "8–14 Jun 2017", "29 May – 4 Jun 2017"."""
    start, stop = date_of(first), date_of(last)
    if first == last:
        return day_text(start)
    if (start.year, start.month) == (stop.year, stop.month):
        return f"{start.day}–{day_text(stop)}"
    return f"{day_text(start, year=start.year != stop.year)} – {day_text(stop)}"


def bin_words(first: int, last: int, count: int) -> str:
    """What a bar of a histogram stands for."""
    return f"{span_text(first, last)}: {counted(count)}"


def grade_words(incident: Incident) -> str:
    """The grade and what it means; says so where there is none."""
    if not incident.grade:
        return "not graded"
    meanings = [
        words.label(code).split(" · ", 1)[-1].lower()
        for words, code in ((RELIABILITIES, incident.reliability), (CREDIBILITIES, incident.credibility))
        if code
    ]
    return f"{incident.grade} · {', '.join(meanings)}"


def incident_words(incident: Incident) -> str:
    """Title, date, place, kind and grade of an incident, a line each."""
    when = isolate(incident.date.text()) if incident.date.edtf else "date not known"
    if incident.time:
        when += f", {incident.time}" + (f" {incident.zone}" if incident.zone else "")
    where = incident.place or incident.district or incident.province or incident.country
    lines = [
        show_controls(incident.title),
        when,
        show_controls(where),
        INCIDENT_KINDS.label(incident.kind),
        f"Grade: {grade_words(incident)}",
        f"“{show_controls(incident.hedge)}”" if incident.hedge else "",
        "One of a recurring series" if incident.recurring else "",
        "Withdrawn by its data set" if incident.withdrawn else "",
    ]
    return "\n".join(line for line in lines if line)
