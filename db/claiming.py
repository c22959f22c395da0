"""What a draft says of an incident, as the claims of a citation; and where that contradicts what the board has."""

from __future__ import annotations

from db.dates import ImpreciseDate
from db.drafts import IncidentDraft
from db.names import fold
from db.records import Incident

_NUMBERS = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "injured_low", "injured_high")
_TEXTS = ("time", "place")


def claims_of(draft: IncidentDraft) -> dict[str, str]:
    """Field -> the value that the source gives, as citations of the board hold it; nothing for what it leaves open."""
    claims = {"date": draft.date.edtf} | {name: getattr(draft, name) for name in _TEXTS}
    for name in _NUMBERS:
        number = getattr(draft, name)
        claims[name] = "" if number is None else str(number)
    return {name: value for name, value in claims.items() if value}


def differing_claims(draft: IncidentDraft, incident: Incident) -> dict[str, str]:
    """The claims that are not what the incident says already; its kind too, where the source says another."""
    claims = claims_of(draft)
    if draft.kind != "other":
        claims["kind"] = draft.kind
    return {name: value for name, value in claims.items() if not _same(name, value, incident)}


def _same(name: str, value: str, incident: Incident) -> bool:
    ours = incident.date.edtf if name == "date" else getattr(incident, name)
    said = "" if ours is None else str(ours)
    return fold(value) == fold(said) if name == "place" else value == said


def contradicts(draft: IncidentDraft, incident: Incident) -> bool:
    """Whether day or numbers of the two cannot both be true; less exact is no contradiction, nor is silence."""
    return (
        _apart(draft.date, incident.date)
        or _ranges_apart(_deaths(draft), _deaths(incident))
        or _ranges_apart((draft.injured_low, draft.injured_high), (incident.injured_low, incident.injured_high))
        or _numbers_apart(draft.deaths_civilians, incident.deaths_civilians)
    )


def _apart(one: ImpreciseDate, other: ImpreciseDate) -> bool:
    first, last = one.earliest, one.latest
    if first is not None and other.latest is not None and first > other.latest:
        return True
    return last is not None and other.earliest is not None and last < other.earliest


Range = tuple[int | None, int | None]


def _deaths(record: IncidentDraft | Incident) -> Range:
    """The least and the most: the lowest and highest figure, else the best one for both; "at least" has no most."""
    low, best, high = record.deaths_low, record.deaths_best, record.deaths_high
    least = low if low is not None else best
    return least, high if high is not None else (best if low is None else None)


def _ranges_apart(one: Range, other: Range) -> bool:
    if one[1] is not None and other[0] is not None and one[1] < other[0]:
        return True
    return other[1] is not None and one[0] is not None and other[1] < one[0]


def _numbers_apart(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other
