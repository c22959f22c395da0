"""iCalendar (RFC 5545): each dated incident as an event of whole days; what is not exact is a span and says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from db.dates import ImpreciseDate, date_of
from db.records import Incident
from db.releasing import Released
from db.vocabulary import INCIDENT_KINDS, MARKINGS
from db.writers.telling import PROGRAM, Cited, Progress, Telling, cited_words, facts, killed_words, one_line, plain

_PRODUCT = f"-//{PROGRAM}//Export//EN"
# RFC 5545 knows three classes of access
_CLASSES = {"GREEN": "PRIVATE", "CLEAR": "PUBLIC"}


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write one calendar; returns a sentence on incidents without any date. It asks nobody to reply: no METHOD."""
    from icalendar import Calendar

    telling = Telling(released, progress)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(released.title))
    calendar.add("x-wr-caldesc", "; ".join(f"{name}: {value}" for name, value in facts(released)))
    head, _, foot = calendar.to_ical().partition(b"END:VCALENDAR")
    undated = 0
    house = hashlib.sha256(released.board.info().uid.encode()).hexdigest()[:16]
    with path.open("wb") as file:
        file.write(head)
        for incident, cited in telling.cited_incidents():
            span = _span(incident.date)
            if span is None:
                undated += 1
            else:
                file.write(_event(telling, incident, cited, span, house))
        file.write(b"END:VCALENDAR" + foot)
    if not undated:
        return []
    words = "1 incident is" if undated == 1 else f"{undated:,} incidents are"
    return [f"{words} left out: the date is not known."]


def _span(date: ImpreciseDate) -> tuple[int, int] | None:
    """First and last day; a date that is open at one end stands at the end that is known, and its words tell."""
    known = [day for day in (date.earliest, date.latest) if day is not None]
    return (known[0], known[-1]) if known else None


def _event(telling: Telling, one: Incident, cited: list[Cited], span: tuple[int, int], house: str) -> bytes:
    from icalendar import Event

    event = Event()
    event.add("uid", f"incident-{one.id}-{house}@situation-board.invalid")
    event.add("dtstamp", datetime.fromisoformat(telling.released.generated_at))
    event.add("dtstart", date_of(span[0]))
    if span[1] < _LAST_DAY:
        event.add("dtend", date_of(span[1]) + timedelta(days=1))  # the day after the last one
    unsure = "" if one.date.is_exact else f" ({one.date.text()})"
    event.add("summary", one_line(one.title) + unsure)
    event.add(
        "description", "\n".join(f"{name}: {plain(value)}" for name, value in _lines(telling, one, cited) if value)
    )
    where = ", ".join(dict.fromkeys(filter(None, (one.place, one.district, one.province, one.country))))
    if where:
        event.add("location", one_line(where))
    if one.latitude is not None and one.longitude is not None:
        event.add("geo", (round(one.latitude, 6), round(one.longitude, 6)))
    event.add("categories", [INCIDENT_KINDS.label(one.kind), *map(one_line, one.tags)])
    event.add("class", _CLASSES.get(telling.marking(one), "CONFIDENTIAL"))
    event.add("transp", "TRANSPARENT")
    return bytes(event.to_ical())


_LAST_DAY = 2_932_896  # 9999-12-31, which no day follows


def _lines(telling: Telling, one: Incident, cited: list[Cited]) -> Iterator[tuple[str, str]]:
    yield "When", one.date.text()
    yield "Time", " ".join(filter(None, (one.time, one.zone)))
    yield "Kind", INCIDENT_KINDS.label(one.kind)
    yield "Flashpoint", telling.flashpoint(one.flashpoint_id)
    yield "Actors", telling.roles(one)
    yield "Killed", killed_words(one) or "not known"
    yield "Grade", one.grade or "not graded"
    yield "Doubt in the source", one.hedge
    yield "Summary", one.summary
    yield "Note", one.note
    yield "Sources", cited_words(cited) or "no source cited"
    flags = {"recurring": one.recurring, "disputed": one.disputed, "withdrawn by its data set": one.withdrawn}
    yield "Also", ", ".join(words for words, holds in flags.items() if holds)
    yield "Marking", MARKINGS.label(telling.marking(one))
