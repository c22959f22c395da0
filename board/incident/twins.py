"""Incidents that may be the same one told twice: a proposal to the analyst, never a reason to merge unasked."""

from __future__ import annotations

import numpy as np

from db.columns import OPEN_FUTURE, OPEN_PAST, WITHDRAWN, IncidentColumns

NEAR_KM = 25.0
_EARTH_KM = 6371.0
_LONGEST_DAYS = 62  # a date of more than two months overlaps too much to mean the same thing


def possible_twins(columns: IncidentColumns, incident_id: int, limit: int = 5) -> list[int]:
    """Ids of up to `limit` incidents of the same kind, with overlapping dates, at the same flashpoint or near.

    The nearest in time come first.  An incident without a date or with a very wide one has none, nor has one
    without flashpoint and position.
    """
    place = columns.place_of(incident_id)
    if place is None:
        return []
    first, last = int(columns.earliest[place]), int(columns.latest[place])
    if first == OPEN_PAST or last == OPEN_FUTURE or last - first > _LONGEST_DAYS:
        return []
    hit = (columns.earliest <= last) & (columns.latest >= first)
    hit &= columns.kind == columns.kind[place]
    hit[place] = False
    found = np.flatnonzero(hit)
    found = found[(columns.flags[found] & WITHDRAWN) == 0]
    # after the cheap tests only few are left to measure
    spans = columns.latest[found].astype(np.int64) - columns.earliest[found]
    found = found[spans <= _LONGEST_DAYS]
    near = distances_km(columns, place, found) <= NEAR_KM
    here = columns.flashpoint[place]
    if here >= 0:
        near |= columns.flashpoint[found] == here
    found = found[near]
    away = np.abs(columns.earliest[found].astype(np.int64) - first) + np.abs(
        columns.latest[found].astype(np.int64) - last
    )
    return [int(columns.ids[other]) for other in found[np.argsort(away, kind="stable")[:limit]]]


def distances_km(columns: IncidentColumns, place: int, others: np.ndarray) -> np.ndarray:
    """Great-circle distances by the haversine formula; infinite where a position is missing. Shape of `others`."""
    latitude, longitude = np.radians(float(columns.latitude[place])), np.radians(float(columns.longitude[place]))
    lat = np.radians(columns.latitude[others].astype(np.float64))
    lon = np.radians(columns.longitude[others].astype(np.float64))
    part = np.sin((lat - latitude) / 2) ** 2 + np.cos(lat) * np.cos(latitude) * np.sin((lon - longitude) / 2) ** 2
    away = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(part)))
    return np.where(np.isnan(away), np.inf, away)
