"""What each source says beside the analyst's own assessment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.dates import DateError, from_edtf, from_typed
from db.records import Citation, Incident, Source
from db.vocabulary import INCIDENT_KINDS

# every field of an incident that a source can speak of, with the words for it
FIELD_WORDS: Mapping[str, str] = {
    "title": "title",
    "summary": "summary",
    "kind": "kind",
    "date": "date",
    "time": "time",
    "zone": "time zone",
    "place": "place",
    "district": "district",
    "province": "province",
    "country": "country",
    "latitude": "latitude",
    "longitude": "longitude",
    "precision": "precision of the place",
    "deaths_low": "killed at least",
    "deaths_best": "killed",
    "deaths_high": "killed at most",
    "deaths_civilians": "civilians killed",
    "injured_low": "injured at least",
    "injured_high": "injured at most",
    "actors": "actors",
    "hedge": "words of doubt",
    "note": "note",
    "tags": "tags",
    "recurring": "recurring",
    "disputed": "disputed",
}
CLAIMABLE = ("date", "time", "kind", "place", "deaths_best", "deaths_low", "deaths_high", "deaths_civilians",
             "injured_low", "injured_high", "actors")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that a source gives: in words, and whether it is also the board's."""

    field: str
    words: str
    agrees: bool


def claims_of(citation: Citation, incident: Incident) -> list[Claim]:
    """The values that one source claims, each as “says 6 June 2017”, beside those of the incident."""
    return [_claim(field, value, incident) for field, value in citation.claims.items()]


def _claim(field: str, value: str, incident: Incident) -> Claim:
    shown = value_words(field, value)
    ours = value_words(field, stored(incident, field))
    lead = "" if field == "date" else f"{FIELD_WORDS.get(field, field.replace('_', ' '))}: "
    agrees = shown.casefold() == ours.casefold()
    return Claim(field, f"says {lead}{shown}" if shown else f"says nothing of {lead.rstrip(': ')}", agrees)


# which part of the page speaks of a field; the chips speak of the kind
_SLOT_OF = {"date": "when", "time": "when", "place": "where", "district": "where", "province": "where",
            "injured_low": "injured", "injured_high": "injured"}  # fmt: skip


def _known_as(source: Source) -> str:
    return source.publisher or source.title


def disputes(
    incident: Incident,
    citations: Sequence[Citation],
    sources: Mapping[int, Source],
    called: Callable[[Source], str] = _known_as,
) -> dict[str, list[str]]:
    """Slot of the page -> what sources say there that is not the assessment: “Wire says 6 June 2017”.

    `called` gives the name of a source, for pages that number them.
    """
    found: dict[str, list[str]] = {}
    for citation in citations:
        source = sources.get(citation.source_id)
        for claim in claims_of(citation, incident) if source is not None else ():
            slot = _SLOT_OF.get(claim.field) or ("killed" if claim.field.startswith("deaths_") else "")
            if slot and not claim.agrees and source is not None:
                found.setdefault(slot, []).append(f"{called(source)} {claim.words}")
    return found


def stored(incident: Incident, field: str) -> str:
    """A field of an incident as the text that claims and differences hold; empty where it is not known."""
    value: Any = getattr(incident, field, None)
    if field == "date":
        return incident.date.edtf
    return "" if value is None or isinstance(value, tuple) else str(value)


def value_words(field: str, value: str) -> str:
    """A stored text as words: dates and kinds are told, other values stand as they are."""
    if field == "date":
        return _date_words(value)
    if field == "kind" and value in INCIDENT_KINDS:
        return INCIDENT_KINDS.label(value)
    return " ".join(value.split())


def _date_words(value: str) -> str:
    for read in (from_edtf, from_typed):
        try:
            return read(value).text() if value.strip() else ""
        except DateError:
            continue
    return value


def independent_origins(sources: Sequence[Source]) -> int:
    """How many sources speak for themselves: those that only repeat another one of these are not counted."""
    ids = {source.id for source in sources}
    return sum(1 for source in sources if not ids.intersection(source.quotes)) or min(1, len(sources))
