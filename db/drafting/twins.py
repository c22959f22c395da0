"""What is on the board already: incidents that a draft may be telling again, with what the two say differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from db.columns import OPEN_FUTURE, OPEN_PAST, WITHDRAWN, IncidentColumns
from db.drafting.budget import Budget
from db.drafts import Draft, IncidentDraft, Twin
from db.records import Incident
from db.vocabulary import INCIDENT_KINDS

if TYPE_CHECKING:
    from db.board import Board

Ints = NDArray[np.int64]
Shares = NDArray[np.float64]

NEAR_KM = 30.0
SLACK_DAYS = 1  # accounts of one night differ by a day
LEAST = 0.55  # less alike than this is no twin
_LONGEST_DAYS = 62
_BEFORE_DAYS = 31
_NEARLY = 0.95  # of the work is done when the twins are sought
_FIGHTING = frozenset({"clash", "air_strike", "shelling", "explosive", "civilians", "banned_weapon"})


def find_twins(
    board: Board, drafts: Sequence[Draft], columns: IncidentColumns | None = None, budget: Budget | None = None
) -> list[Draft]:
    """The drafts, each incident with the likeliest twin on the board where there is one.

    A twin has dates that meet within a day, lies near or at the same flashpoint, and is of the same sort or has
    the same actors.  Pass `columns` where they are at hand.  Where the time of the budget is over, only the drafts
    that were compared until then.
    """
    current = columns if columns is not None else board.columns()
    found: list[Draft] = []
    if budget is not None:
        budget.loop("twins")
    for draft in drafts:
        if budget is not None and not budget.has_time(_NEARLY):
            break
        found.append(replace(draft, twin=_twin(board, current, draft)) if isinstance(draft, IncidentDraft) else draft)
    return found


def _twin(board: Board, columns: IncidentColumns, draft: IncidentDraft) -> Twin | None:
    last = draft.date.latest
    first = draft.date.earliest
    if last is None or not len(columns):
        return None
    if first is None:
        first = last - _BEFORE_DAYS  # "by 16 June": what happened in the weeks before may be the same
    if last - first > _LONGEST_DAYS:
        return None
    places = _meeting(columns, first, last)
    near = _near(columns, draft, places)
    places, near = places[near > 0], near[near > 0]
    if not len(places):
        return None
    likeness = _likeness(columns, draft, places, near, first, last)
    best = int(np.argmax(likeness))
    if likeness[best] < LEAST:
        return None
    incident = board.incidents.get(int(columns.ids[places[best]]))
    return Twin(
        incident.id,
        incident.title,
        incident.date.short(),
        round(float(likeness[best]), 2),
        differences(draft, incident),
    )


def _meeting(columns: IncidentColumns, first: int, last: int) -> NDArray[np.int64]:
    """Places in the columns of the incidents whose dates meet a span, with a day to spare."""
    hit = (columns.earliest <= last + SLACK_DAYS) & (columns.latest >= first - SLACK_DAYS)
    found = np.flatnonzero(hit).astype(np.int64)
    known = (columns.flags[found] & WITHDRAWN) == 0
    known &= (columns.earliest[found] > OPEN_PAST) & (columns.latest[found] < OPEN_FUTURE)
    found = found[known]
    spans = columns.latest[found].astype(np.int64) - columns.earliest[found]
    kept: NDArray[np.int64] = found[spans <= _LONGEST_DAYS]
    return kept


def _likeness(
    columns: IncidentColumns, draft: IncidentDraft, places: Ints, near: Shares, first: int, last: int
) -> Shares:
    """How alike, 0 to 1: the day 0.3, the place 0.3, the kind 0.2, the actors 0.2."""
    away = np.maximum(columns.earliest[places].astype(np.int64) - last, first - columns.latest[places].astype(np.int64))
    wide = columns.latest[places].astype(np.int64) - columns.earliest[places] + (last - first)
    day = np.where(away > 0, 0.2, 0.3) - 0.1 * np.minimum(wide / 31.0, 1.0)
    alike = np.array([_kind_likeness(draft.kind, number) for number in range(len(INCIDENT_KINDS.codes))])
    total: Shares = day + 0.3 * near + alike[columns.kind[places]] + _shared_actors(columns, draft, places)
    return total


def _kind_likeness(code: str, number: int) -> float:
    other = INCIDENT_KINDS.codes[number]
    if code == other:
        return 0.2
    return 0.1 if {code, other} <= _FIGHTING or {code, other} <= {"control", "movement", "clash"} else -0.15


def _near(columns: IncidentColumns, draft: IncidentDraft, places: Ints) -> Shares:
    near = np.zeros(len(places))
    if draft.flashpoint_id is not None:
        own = np.flatnonzero(columns.flashpoint_ids == draft.flashpoint_id)
        if len(own):
            near = np.where(columns.flashpoint[places] == own[0], 1.0, near)
    if draft.latitude is not None and draft.longitude is not None:
        away = _distances_km(columns, places, draft.latitude, draft.longitude)
        near = np.maximum(near, np.where(away <= NEAR_KM, 1.0, 0.0))
    return near


def _distances_km(columns: IncidentColumns, places: Ints, lat: float, lon: float) -> Shares:
    """Great-circle distances by the haversine formula; infinite where a position is missing. Shape of `places`."""
    latitude, longitude = np.radians(lat), np.radians(lon)
    lats = np.radians(columns.latitude[places].astype(np.float64))
    lons = np.radians(columns.longitude[places].astype(np.float64))
    part = np.sin((lats - latitude) / 2) ** 2 + np.cos(lats) * np.cos(latitude) * np.sin((lons - longitude) / 2) ** 2
    away = 2 * 6371.0 * np.arcsin(np.minimum(1.0, np.sqrt(part)))
    return np.where(np.isnan(away), np.inf, away)


def _shared_actors(columns: IncidentColumns, draft: IncidentDraft, places: Ints) -> Shares:
    """0.2 where an actor is the same, 0 where nothing is known of one side, -0.1 where all differ."""
    ours = [actor.actor_id for actor in draft.actors if actor.actor_id is not None]
    if not ours:
        return np.zeros(len(places))
    own = np.isin(columns.actor_ids, ours)
    sizes = columns.link_start[places + 1] - columns.link_start[places]
    found = np.where(sizes > 0, -0.1, 0.0)
    for number in range(int(sizes.max(initial=0))):
        more = sizes > number
        linked = columns.link_actor[columns.link_start[places[more]] + number]
        found[more] = np.where(own[linked], 0.2, found[more])
    return found


def differences(draft: IncidentDraft, incident: Incident) -> tuple[tuple[str, str, str], ...]:
    """(field, what the board says, what the draft says) for each that both know and tell differently."""
    pairs = (
        ("date", incident.date.text(), draft.date.text() if draft.date.edtf else ""),
        ("kind", INCIDENT_KINDS.label(incident.kind), INCIDENT_KINDS.label(draft.kind)),
        ("place", incident.place, draft.place),
        ("deaths", _range(incident.deaths_low, incident.deaths_best, incident.deaths_high), _deaths(draft)),
        ("injured", _range(incident.injured_low, None, incident.injured_high), _injured(draft)),
    )
    told = [pair for pair in pairs if pair[2] and pair[1] != pair[2]]
    return tuple(told)


def _deaths(draft: IncidentDraft) -> str:
    return _range(draft.deaths_low, draft.deaths_best, draft.deaths_high) or draft.deaths_words


def _injured(draft: IncidentDraft) -> str:
    return _range(draft.injured_low, None, draft.injured_high)


def _range(low: int | None, best: int | None, high: int | None) -> str:
    known = [number for number in (low, best, high) if number is not None]
    if not known:
        return ""
    if low is not None and high is not None and low != high:
        return f"{low}–{high}"
    if low is not None and high is None and best in (None, low):
        return f"at least {low}"
    return str(best if best is not None else known[0])
