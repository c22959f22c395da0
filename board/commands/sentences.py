"""Records as clean sentences, for what is dragged or copied out of the board: date, place, doubt, source and grade."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from db.names import show_controls
from db.records import Citation, Incident, Relationship, Source
from db.releasing import Released
from db.vocabulary import ACTOR_KINDS, LEVELS, STANCES
from db.writers import defused

MOST_TOLD = 500
_MOST_SOURCES = 3
_ADVERBS = ("ly",)  # "reportedly", "allegedly": such a word stands by itself


def sentences(released: Released, kind: str, ids: Sequence[int] | NDArray[np.int64]) -> list[str]:
    """A sentence for each record that may leave, in the order of the ids; only the first 500, and one on how many more.

    No line begins as a formula does: pasted into a spreadsheet, each would be a cell.
    """
    told = [int(one) for one in ids[:MOST_TOLD]]
    lines = [defused(line) for line in _lines(released, kind, told)]
    return [*lines, f"… and {len(ids) - len(told):,} more"] if len(ids) > len(told) else lines


def _lines(released: Released, kind: str, told: Sequence[int]) -> list[str]:
    if kind == "incident":
        return [incident_sentence(released, one) for one in released.some_incidents(told)]
    if kind == "source":
        return [source_sentence(one) for one in released.sources(told)]
    if kind == "actor":
        return [actor_sentence(released, one) for one in told if one in released.actors_by_id]
    if kind == "relationship":
        ties = {tie.id: tie for tie in released.relationships}
        return [relationship_sentence(released, ties[one]) for one in told if one in ties]
    return [flashpoint_sentence(released, one) for one in told if one in released.flashpoints_by_id]


def name_of(released: Released, kind: str, record_id: int) -> str:
    """What one record that leaves is called."""
    if kind in ("incident", "source"):
        found = released.some_incidents([record_id]) if kind == "incident" else released.sources([record_id])
        return _line(found[0].title) if found else ""
    if kind == "relationship":
        return next((_phrase(released, tie) for tie in released.relationships if tie.id == record_id), "")
    if kind == "actor":
        return _line(released.actors_by_id[record_id].label) if record_id in released.actors_by_id else ""
    return _line(released.flashpoints_by_id[record_id].name) if record_id in released.flashpoints_by_id else ""


def incident_sentence(released: Released, incident: Incident) -> str:
    """Such as “About 8 June 2017, At Tanf, reportedly: US fighter shoots down a drone (News article, 16 June 2017; C3).”"""
    opening = ", ".join(filter(None, (when_of(incident), place_of(released, incident), _hedge_of(incident))))
    told = "; ".join(filter(None, (_sources_of(released, incident), _grade_of(incident), _flags_of(incident))))
    dead = _killed(incident)
    title = _line(incident.title).rstrip(".")
    return f"{opening}: {title}{f' – {dead}' if dead else ''} ({told})."


def when_of(incident: Incident) -> str:
    """The date as it stands, with its doubt, and the time where it is known."""
    if not incident.date.edtf:
        return "Date not known"
    time = f", {' '.join(filter(None, (incident.time, incident.zone)))}" if incident.time else ""
    words = incident.date.text()
    return f"{words[:1].upper()}{words[1:]}{time}"


def place_of(released: Released, incident: Incident) -> str:
    """The place, else the flashpoint, else what is known of the area."""
    point = released.flashpoints_by_id.get(incident.flashpoint_id or 0)
    near = incident.place or (point.name if point else "")
    return _line(near or incident.district or incident.province or incident.country)


def _hedge_of(incident: Incident) -> str:
    words = _line(incident.hedge)
    if not words or words.casefold() in incident.title.casefold():
        return ""
    return words if words.endswith(_ADVERBS) and " " not in words else f"in the words of the source “{words}”"


def _killed(incident: Incident) -> str:
    low, best, high = incident.deaths_low, incident.deaths_best, incident.deaths_high
    if low is None and best is None and high is None:
        return ""
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,} killed" + (f", most likely {best:,}" if best is not None else "")
    number = best if best is not None else low if low is not None else high
    assert number is not None
    least = best is None and high is None
    most = best is None and low is None
    words = f"{number:,} killed" if number else "nobody killed"
    return f"at least {words}" if least and number else f"at most {words}" if most and number else words


def sources_of(released: Released, incident: Incident) -> list[tuple[Citation, Source]]:
    """The citations of an incident with their sources."""
    return _with_sources(released, released.citations_of("incident", incident.id))


def _with_sources(released: Released, citations: Sequence[Citation]) -> list[tuple[Citation, Source]]:
    found = {source.id: source for source in released.sources([one.source_id for one in citations])}
    return [(one, found[one.source_id]) for one in citations if one.source_id in found]


def _sources_of(released: Released, incident: Incident) -> str:
    return _told_by(released, released.citations_of("incident", incident.id))


def _told_by(released: Released, citations: Sequence[Citation]) -> str:
    cited = _with_sources(released, citations)
    for_it = list(dict.fromkeys(_named(source) for one, source in cited if one.bearing != "contradicts"))
    against = list(dict.fromkeys(_named(source) for one, source in cited if one.bearing == "contradicts"))
    told = [", ".join(_few(for_it))] if for_it else []
    told += [f"against it: {', '.join(_few(against))}"] if against else []
    return "; ".join(told) or "no source cited"


def _few(names: list[str]) -> list[str]:
    more = len(names) - _MOST_SOURCES
    return [*names[:_MOST_SOURCES], f"{more} more"] if more > 0 else names


def _named(source: Source) -> str:
    name = _line(source.publisher or source.title)
    return f"{name}, {source.published.text()}" if source.published.edtf else name


def _grade_of(incident: Incident) -> str:
    return incident.grade or "not graded"


def _flags_of(incident: Incident) -> str:
    flags = {"disputed": incident.disputed, "withdrawn by its data set": incident.withdrawn}
    return ", ".join(words for words, holds in flags.items() if holds)


def source_sentence(source: Source) -> str:
    """Publisher, author, title, date, address and reliability; what is not known is left out."""
    who = ", ".join(filter(None, (_line(source.author), _line(source.publisher))))
    title = f"“{_line(source.title)}”"
    when = source.published.text() if source.published.edtf else "undated"
    grade = f"reliability {source.reliability}" if source.reliability else "reliability not judged"
    return ", ".join(filter(None, (who, title, when, _line(source.address)))) + f" ({grade})."


def actor_sentence(released: Released, actor_id: int) -> str:
    """The name with its others, what it is, and the ties that hold on the as-of day of the release."""
    actors = released.actors_by_id
    actor = actors[actor_id]
    others = ", ".join(_line(name) for name in (actor.short_name, *actor.other_names) if name)
    name = f"{_line(actor.name)} ({others})" if others else _line(actor.name)
    contested = "; its identity is contested" if actor.contested else ""
    ties = [
        f"{STANCES.label(tie.stance).lower()} {_line(actors[tie.to_id].label)}"
        + (" (contested)" if tie.contested else "")
        for tie in released.relationships
        if tie.from_id == actor_id
    ]
    held = f"; {', '.join(ties)}" if ties else ""
    return f"{name}: {ACTOR_KINDS.label(actor.kind).lower()}{contested}{held}."


def _phrase(released: Released, tie: Relationship) -> str:
    actors = released.actors_by_id
    ends = _line(actors[tie.from_id].label), _line(actors[tie.to_id].label)
    return f" {STANCES.label(tie.stance).lower()} ".join(ends)


def relationship_sentence(released: Released, tie: Relationship) -> str:
    """Such as “United States backs New Syrian Army, since May 2015 at At Tanf: air support (Wire, 6 June 2017).”"""
    point = released.flashpoints_by_id.get(tie.flashpoint_id or 0)
    since = f", since {tie.since.text()}" if tie.since.edtf else ""
    until = f", until {tie.until.text()}" if tie.until.edtf else ""
    where = f", at {_line(point.name)}" if point else ""
    label = f": {_line(tie.label)}" if tie.label else ""
    cited = released.citations_of("relationship", tie.id)
    told = "; ".join(filter(None, (_told_by(released, cited), "contested" if tie.contested else "")))
    return f"{_phrase(released, tie)}{since}{until}{where}{label} ({told})."


def flashpoint_sentence(released: Released, flashpoint_id: int) -> str:
    """The name with its others, the level, when it was last checked, and where it is."""
    point = released.flashpoints_by_id[flashpoint_id]
    others = ", ".join(map(_line, point.other_names))
    name = f"{_line(point.name)} ({others})" if others else _line(point.name)
    checked = f"last checked {point.last_checked.text()}" if point.last_checked.edtf else "never checked"
    known = point.latitude is not None and point.longitude is not None
    where = f"; {point.latitude:.4f}, {point.longitude:.4f}" if known else ""
    return f"{name}: {LEVELS.label(point.level).lower()}; {checked}{where}."


def as_html(released: Released, kind: str, ids: Sequence[int] | NDArray[np.int64]) -> str:
    """The same for a mail or a word processor: incidents as a table, anything else as paragraphs."""
    if kind != "incident":
        return "".join(f"<p>{escape(line)}</p>" for line in sentences(released, kind, ids))
    rows = []
    for one in released.some_incidents([int(one) for one in ids[:MOST_TOLD]]):
        words = _line(one.title) + (f" ({_line(one.hedge)})" if _hedge_of(one) else "")
        where, cited = place_of(released, one), _sources_of(released, one)
        cells = (when_of(one), where, words, _killed(one), cited, _grade_of(one))
        rows.append("<tr>" + "".join(f"<td>{escape(defused(cell))}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{name}</th>" for name in ("When", "Where", "What", "Killed", "Sources", "Grade"))
    more = f"<p>… and {len(ids) - MOST_TOLD:,} more</p>" if len(ids) > MOST_TOLD else ""
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>{more}"


def _line(text: str) -> str:
    return show_controls(" ".join(text.split()))
