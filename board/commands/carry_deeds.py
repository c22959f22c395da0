"""What carrying records onto others writes: functions of a board, each within one named step of the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from db import Board, Citation, Incident
from db.dates import ImpreciseDate
from db.records import Role

CITED = {"incident": "incident_id", "relationship": "relationship_id", "flashpoint": "flashpoint_id",
         "actor": "actor_id"}  # fmt: skip


def assign(ids: Sequence[int], flashpoint_id: int | None, board: Board) -> None:
    """Give incidents to a flashpoint, or to none."""
    board.incidents.assign(ids, flashpoint_id)


def give_role(ids: Sequence[int], actor_id: int, role: str, board: Board) -> None:
    """Let an actor take this part in incidents; parts that it has already stay."""
    for incident in board.incidents.many(ids):
        if not any(part.actor_id == actor_id and part.role == role for part in incident.actors):
            board.incidents.set_roles(incident.id, (*incident.actors, Role(actor_id, role)))


def redate(dates: Mapping[int, ImpreciseDate], board: Board) -> None:
    """Give incidents these dates."""
    for incident_id, date in dates.items():
        board.incidents.update(incident_id, date=date)


def redate_and_assign(dates: Mapping[int, ImpreciseDate], flashpoint_id: int | None, board: Board) -> None:
    """Give incidents these dates and one flashpoint."""
    redate(dates, board)
    board.incidents.assign(list(dates), flashpoint_id)


def copy_to(dates: Mapping[int, ImpreciseDate], board: Board) -> list[int]:
    """New incidents like these on other dates, with what is cited for them; ids of a data set stay with the old ones."""
    made = []
    for incident in board.incidents.many(dates):
        fresh = replace(
            incident, id=0, date=dates[incident.id], dataset="", outside_id="", import_id=None, withdrawn=False
        )
        made.append(board.incidents.add(fresh))
        add_citations(board.citations.of("incident", incident.id), "incident", made[-1], board)
    return made


def cite(source_ids: Sequence[int], kind: str, record_ids: Sequence[int], bearing: str, board: Board) -> None:
    """Cite sources for records; what is cited so already stays as it is."""
    for record_id in record_ids:
        fresh = [Citation(source_id, bearing=bearing) for source_id in source_ids]
        add_citations(fresh, kind, record_id, board)


def add_citations(citations: Sequence[Citation], kind: str, record_id: int, board: Board) -> int:
    """Put the same citations to another record; those that it has already are passed over. How many were new."""
    there = {_place(citation) for citation in board.citations.of(kind, record_id)}
    added = 0
    for citation in citations:
        if _place(citation) in there:
            continue
        there.add(_place(citation))
        blank: dict[str, Any] = dict.fromkeys(CITED.values())
        board.citations.add(replace(citation, id=0, **{**blank, CITED[kind]: record_id}))
        added += 1
    return added


def _place(citation: Citation) -> tuple[object, ...]:
    return citation.source_id, citation.bearing, citation.locator, citation.quote


def evidence(ids: Sequence[int], relationship_id: int, bearing: str, board: Board) -> None:
    """Cite what is cited for incidents for a tie too; the locator says which incident it is about.

    A source that contradicts the incident is no evidence for what the incident shows: it is left aside.
    """
    for incident in board.incidents.many(ids):
        found = [
            replace(
                citation,
                bearing=bearing,
                locator=" · ".join(filter(None, (citation.locator, _about(incident)))),
                credibility=citation.credibility or incident.credibility,
                claims={},
            )
            for citation in board.citations.of("incident", incident.id)
            if citation.bearing != "contradicts"
        ]
        add_citations(found, "relationship", relationship_id, board)


def _about(incident: Incident) -> str:
    when = incident.date.text() if incident.date.edtf else "undated"
    title = " ".join(incident.title.split())
    return f"on “{title if len(title) <= 80 else title[:79].rstrip() + '…'}”, {when}"


def add_sources(ids: Sequence[int], into_id: int, board: Board) -> None:
    """Cite for one incident what is cited for others."""
    for incident_id in ids:
        add_citations(board.citations.of("incident", incident_id), "incident", into_id, board)


def join(ids: Sequence[int], into_id: int, board: Board) -> None:
    """Make one incident of several: sources, attachments, actors and tags go to the one that stays.

    Where it gives no number, place, time or summary, that of the first that does is taken over.
    """
    for other in board.incidents.many(ids):
        kept = board.incidents.get(into_id)
        parts = {(part.actor_id, part.role) for part in kept.actors}
        fresh = [part for part in other.actors if (part.actor_id, part.role) not in parts]
        tags = tuple(dict.fromkeys((*kept.tags, *other.tags)))
        board.incidents.update(into_id, actors=(*kept.actors, *fresh), tags=tags, **_missing(kept, other))
        add_citations(board.citations.of("incident", other.id), "incident", into_id, board)
        for file in board.attachments.of("incident", other.id):
            board.attachments.attach_kept(
                file.sha256, file.name, file.media_type, incident_id=into_id, graphic=file.graphic, note=file.note
            )
    board.incidents.delete_many(ids)


def _missing(kept: Incident, other: Incident) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    groups = (
        ("deaths_low", "deaths_best", "deaths_high"), ("deaths_civilians",), ("injured_low", "injured_high"),
        ("latitude", "longitude", "precision"), ("place",), ("summary",), ("time", "zone"), ("flashpoint_id",),
    )  # fmt: skip
    for group in groups:
        if all(getattr(kept, name) in (None, "") for name in group):
            fields |= {name: getattr(other, name) for name in group}
    return fields


def set_flashpoint_of_tie(relationship_id: int, flashpoint_id: int, board: Board) -> None:
    """Say that a tie holds at a flashpoint only."""
    board.relationships.update(relationship_id, flashpoint_id=flashpoint_id)


def quote(source_id: int, quoted_id: int, board: Board) -> None:
    """Say that a source repeats another: the two do not count as two."""
    old = board.sources.get(source_id)
    board.sources.update(source_id, quotes=tuple(dict.fromkeys((*old.quotes, quoted_id))))
