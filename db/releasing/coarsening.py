"""Makes records less exact, as a release profile asks: positions to a district, dates to a month or a year."""

from __future__ import annotations

from dataclasses import replace

from db.dates import UNKNOWN, ImpreciseDate, date_of, from_days, from_edtf
from db.records import Flashpoint, Incident, LevelEntry, Profile, Relationship, Source

# half a degree is some 55 km: a position is moved to the middle of a square about as large as a district
GRID_DEGREES = 0.5
_COARSE = ("district", "country")


def coarse_date(date: ImpreciseDate, to: str) -> ImpreciseDate:
    """The months or years that a date lies in; "about" and "uncertain" stay, an open end stays open."""
    if to == "day" or not date.edtf:
        return date
    length = 7 if to == "month" else 4
    doubt = "%" if date.is_approximate and date.is_uncertain else "~" if date.is_approximate else ""
    doubt = doubt or ("?" if date.is_uncertain else "")
    first, last = (
        None if day is None else date_of(day).isoformat()[:length] + doubt for day in (date.earliest, date.latest)
    )
    if first == last:
        return from_edtf(first or "") if first else UNKNOWN
    return from_edtf(f"{first or '..'}/{last or '..'}")


def coarse_days(first: int, last: int, to: str) -> tuple[int, int]:
    """The whole months or years that a span of days lies in: its own ends would tell an exact day."""
    coarse = coarse_date(from_days(first, last), to)
    return (first if coarse.earliest is None else coarse.earliest, last if coarse.latest is None else coarse.latest)


def coarse_position(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """The middle of the square of GRID_DEGREES that a position lies in."""
    if latitude is None or longitude is None:
        return None, None
    middle = GRID_DEGREES / 2
    return (
        min(89.75, latitude // GRID_DEGREES * GRID_DEGREES + middle),
        min(179.75, longitude // GRID_DEGREES * GRID_DEGREES + middle),
    )


def coarse_incident(incident: Incident, profile: Profile) -> Incident:
    """An incident as exact as the profile lets it be."""
    if profile.dates != "day":
        incident = replace(incident, date=coarse_date(incident.date, profile.dates), time="", zone="")
    if profile.positions == "exact":
        return incident
    place = incident.district or incident.province
    if profile.positions == "none":
        return replace(incident, latitude=None, longitude=None, precision="", place="", district="")
    latitude, longitude = coarse_position(incident.latitude, incident.longitude)
    precision = incident.precision if incident.precision in _COARSE else "district" if latitude is not None else ""
    return replace(incident, latitude=latitude, longitude=longitude, precision=precision, place=place)


def coarse_flashpoint(flashpoint: Flashpoint, profile: Profile) -> Flashpoint:
    """A flashpoint as exact as the profile lets it be; its area goes, since no outline is a coarse one."""
    checked, opened, closed = (
        coarse_date(date, profile.dates) for date in (flashpoint.last_checked, flashpoint.opened, flashpoint.closed)
    )
    flashpoint = replace(flashpoint, last_checked=checked, opened=opened, closed=closed)
    if profile.positions == "exact":
        return flashpoint
    if profile.positions == "none":
        return replace(flashpoint, latitude=None, longitude=None, radius_km=None, area="")
    latitude, longitude = coarse_position(flashpoint.latitude, flashpoint.longitude)
    radius = None if latitude is None else max(flashpoint.radius_km or 0.0, 50.0)
    return replace(flashpoint, latitude=latitude, longitude=longitude, radius_km=radius, area="")


def coarse_level(entry: LevelEntry, profile: Profile) -> LevelEntry:
    """A step of a level's history."""
    return replace(entry, since=coarse_date(entry.since, profile.dates))


def coarse_relationship(tie: Relationship, profile: Profile) -> Relationship:
    """A tie with its dates."""
    return replace(tie, since=coarse_date(tie.since, profile.dates), until=coarse_date(tie.until, profile.dates))


def coarse_source(source: Source, profile: Profile) -> Source:
    """A source with its dates."""
    published, retrieved = (coarse_date(date, profile.dates) for date in (source.published, source.retrieved))
    return replace(source, published=published, retrieved=retrieved)
