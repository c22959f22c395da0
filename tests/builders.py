"""Builders of made-up but plausible material, in any amount: what the tests of sizes and the benches stand on."""

from __future__ import annotations

import numpy as np

from db.columns import APPROXIMATE, OPEN_FUTURE, OPEN_PAST, RECURRING, WITHDRAWN, IncidentColumns
from db.vocabulary import INCIDENT_KINDS

FIRST_DAY = 16_000  # 2013-10-22


def make_columns(
    n: int, *, flashpoints: int = 12, actors: int = 60, days: int = 3650, first_day: int = FIRST_DAY, seed: int = 1
) -> IncidentColumns:
    """Columns of n incidents over so many days, the same for the same arguments.

    Flashpoints and actors have the ids 1, 2, …; their shares fall off as 1, 1/2, 1/3, …; one incident in twenty is
    at no flashpoint.  Four dates in five are exact, most others span some days, a few are open, one in a hundred is
    not known.  Each incident names one to three actors.
    """
    random = np.random.default_rng(seed)
    start = first_day + random.integers(0, days, n)
    span = np.where(random.random(n) < 0.8, 0, random.integers(1, 31, n))
    span = np.minimum(span, first_day + days - 1 - start)
    drawn = random.random(n)
    undated = drawn < 0.01
    named = random.integers(1, 4, n) if actors else np.zeros(n, np.int64)
    place = random.choice(flashpoints, n, p=_shares(flashpoints)) if flashpoints else np.full(n, -1)
    flags = RECURRING * (random.random(n) < 0.02) + WITHDRAWN * (random.random(n) < 0.01)
    return IncidentColumns(
        ids=np.arange(1, n + 1, dtype="<i8") * 1000,
        earliest=np.where(undated | (drawn > 0.995), OPEN_PAST, start).astype("<i4"),
        latest=np.where(undated | ((drawn > 0.99) & (drawn <= 0.995)), OPEN_FUTURE, start + span).astype("<i4"),
        flashpoint=np.where(random.random(n) < 0.05, -1, place).astype("<i4"),
        kind=random.integers(0, len(INCIDENT_KINDS.terms), n).astype("u1"),
        reliability=random.integers(0, 7, n).astype("u1"),
        credibility=random.integers(0, 7, n).astype("u1"),
        deaths=random.integers(-1, 12, n).astype("<i4"),
        latitude=random.uniform(32.5, 37.0, n).astype("<f4"),
        longitude=random.uniform(36.0, 42.0, n).astype("<f4"),
        flags=(flags + APPROXIMATE * (span > 20)).astype("u1"),
        link_start=np.concatenate([[0], np.cumsum(named)]).astype("<i8"),
        link_actor=_named(random, actors, int(named.sum())).astype("<i4"),
        link_role=random.integers(0, 4, int(named.sum())).astype("u1"),
        flashpoint_ids=np.arange(1, flashpoints + 1, dtype="<i8"),
        actor_ids=np.arange(1, actors + 1, dtype="<i8"),
    )


def _shares(number: int) -> np.ndarray:
    weights = 1 / np.arange(1, number + 1)
    return weights / weights.sum()


def _named(random: np.random.Generator, actors: int, number: int) -> np.ndarray:
    return random.choice(actors, number, p=_shares(actors)) if actors else np.empty(0, np.int64)
