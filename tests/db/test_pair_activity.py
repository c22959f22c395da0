"""What two actors did together: counts and last days against a plain count of the incidents."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.activity import Activity
from db.columns import OPEN_PAST, IncidentColumns
from db.dates import from_days
from db.records import Actor, Flashpoint, Incident, Role


def made_columns(incidents: list[tuple[int, int, int, list[int]]], actors: int) -> IncidentColumns:
    """Columns of (first day, last day, flashpoint place or -1, actor places)."""
    count = len(incidents)
    lengths = [len(named) for *_, named in incidents]
    zeros = np.zeros(count, "u1")
    return IncidentColumns(
        ids=np.arange(1, count + 1, dtype="<i8"),
        earliest=np.array([i[0] for i in incidents], "<i4"),
        latest=np.array([i[1] for i in incidents], "<i4"),
        flashpoint=np.array([i[2] for i in incidents], "<i4"),
        kind=zeros,
        reliability=zeros,
        credibility=zeros,
        deaths=np.full(count, -1, "<i4"),
        latitude=np.full(count, np.nan, "<f4"),
        longitude=np.full(count, np.nan, "<f4"),
        flags=zeros,
        link_start=np.concatenate([[0], np.cumsum(lengths)]).astype("<i8"),
        link_actor=np.array([actor for *_, named in incidents for actor in named], "<i4"),
        link_role=np.zeros(sum(lengths), "u1"),
        flashpoint_ids=np.array([50, 60], "<i8"),
        actor_ids=np.arange(actors, dtype="<i8") * 10 + 7,
    )


INCIDENTS = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(0, 5), st.integers(-1, 1), st.lists(st.integers(0, 4), max_size=4, unique=True)
    ),
    max_size=25,
)


@given(
    rows=INCIDENTS,
    asked=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6),
    span=st.tuples(st.integers(0, 40), st.integers(0, 15)),
    groups=st.none() | st.sets(st.integers(0, 2)),
)
def test_pairs_are_counted_as_by_hand(
    rows: list[tuple[int, int, int, list[int]]],
    asked: list[tuple[int, int]],
    span: tuple[int, int],
    groups: set[int] | None,
) -> None:
    incidents = [(first, first + length, at, sorted(named)) for first, length, at, named in rows]
    activity = Activity(made_columns(incidents, 5))
    first, last = span[0], span[0] + span[1]
    pairs = [(a * 10 + 7, b * 10 + 7) for a, b in asked]
    chosen = None if groups is None else np.array(sorted(groups), dtype=np.int64)
    counts, latest = activity.pair_activity(pairs, first, last, chosen)
    for (a, b), count, day in zip(asked, counts, latest, strict=True):
        both = [i for i in incidents if a != b and a in i[3] and b in i[3]]
        in_span = [i for i in both if i[0] <= last and i[1] >= first]
        assert count == sum(groups is None or i[2] % 3 in groups for i in in_span)
        assert day == max((i[0] for i in both if i[0] <= last), default=OPEN_PAST)


@pytest.mark.parametrize("turned", [False, True])
def test_pairs_of_a_real_board(tmp_path: Path, turned: bool) -> None:
    with db.create_board(tmp_path / "a.sitboard", title="A") as board:
        one, two, three = (board.actors.add(Actor(name)) for name in ("A", "B", "C"))
        here = board.flashpoints.add(Flashpoint("Here"))
        for day, actors in ((10, (one, two)), (20, (one, two, three)), (30, (two, three))):
            roles = tuple(Role(actor, "participant") for actor in actors)
            board.incidents.add(Incident("x", date=from_days(day, day), actors=roles, flashpoint_id=here))
        activity = Activity(board.columns())
        pairs = [(two, one) if turned else (one, two), (one, three), (one, 999)]
        counts, latest = activity.pair_activity(pairs, 15, 25)
        assert (counts.tolist(), latest.tolist()) == ([1, 1, 0], [20, 20, OPEN_PAST])
