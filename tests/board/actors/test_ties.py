"""From relationships to lines: nesting, bundling, what holds when, what is written, what is flagged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.actors.nesting import Nest, nest, parents_of
from board.actors.ties import (
    STALEST,
    UNDATED,
    Change,
    Tie,
    TieBook,
    TieLook,
    bundle,
    change_days,
    faded,
    short_day,
    step_from,
    tie_text,
)
from db.dates import UNKNOWN, from_edtf
from db.records import Actor, Relationship

US, SAA, TIGERS, SDF, YPG, PMU, GUARDS = 1, 2, 3, 4, 5, 6, 7
ACTORS = {
    actor.id: actor
    for actor in (
        Actor("United States", id=US, kind="state"),
        Actor("Syrian Arab Army", id=SAA, kind="state_force"),
        Actor("Tiger Forces", id=TIGERS, kind="state_force", parent_id=SAA),
        Actor("SDF", id=SDF),
        Actor("YPG", id=YPG, parent_id=SDF),
        Actor("PMU", id=PMU),
        Actor("Guards", id=GUARDS, parent_id=TIGERS),
    )
}


def tie(number: int, one: int, stance: str, two: int, since: str = "", until: str = "", **more: object) -> Relationship:
    return Relationship(one, two, stance, id=number, since=from_edtf(since), until=from_edtf(until), **more)


def day(text: str) -> int:
    found = from_edtf(text).earliest
    assert found is not None
    return found


# --- nesting


def test_parts_are_tucked_into_their_parents() -> None:
    found = nest(ACTORS, [tie(1, US, "backs", SDF)])
    assert found.shown == [US, SAA, SDF, PMU]
    assert found.tucked == {SAA: (TIGERS, GUARDS), SDF: (YPG,)}
    assert not found.is_expanded(SAA)


def test_a_part_with_ties_of_its_own_stands_on_its_own() -> None:
    found = nest(ACTORS, [tie(1, YPG, "hostile", PMU), tie(2, TIGERS, "part_of", SAA)])
    assert found.shown == [US, SAA, SDF, YPG, PMU]
    assert found.is_expanded(SDF)


def test_the_analyst_decides() -> None:
    ties = [tie(1, YPG, "hostile", PMU)]
    assert nest(ACTORS, ties, {SDF: False}).stands_for[YPG] == SDF
    opened = nest(ACTORS, ties, {SAA: True})
    assert opened.stands_for[TIGERS] == TIGERS
    assert opened.stands_for[GUARDS] == TIGERS
    assert nest(ACTORS, ties, {SAA: True, TIGERS: True}).stands_for[GUARDS] == GUARDS
    assert nest(ACTORS, ties, {TIGERS: True}).stands_for[GUARDS] == SAA


def test_a_tie_part_of_makes_a_parent_too() -> None:
    actors = {1: Actor("A", id=1), 2: Actor("B", id=2)}
    assert nest(actors, [tie(9, 1, "part_of", 2)]).tucked == {2: (1,)}


@given(
    parents=st.dictionaries(st.integers(0, 9), st.integers(0, 9)),
    chosen=st.dictionaries(st.integers(0, 9), st.booleans()),
)
def test_circles_of_parents_end_and_everybody_stands_somewhere(
    parents: dict[int, int], chosen: dict[int, bool]
) -> None:
    actors = {number: Actor(f"A{number}", id=number, parent_id=parents.get(number)) for number in range(10)}
    found = nest(actors, [], chosen)
    assert set(found.stands_for) == set(actors)
    assert all(found.stands_for[box] == box for box in found.stands_for.values())
    above = parents_of(actors, [])
    for start in actors:
        seen, current = {start}, above.get(start)
        while current is not None:
            assert current not in seen
            seen.add(current)
            current = above.get(current)


# --- lines


def lines(ties: list[Relationship], **chosen: dict[int, bool]) -> list[Tie]:
    return bundle(ties, nest(ACTORS, ties, **chosen))


def test_parallel_ties_have_lanes_of_their_own() -> None:
    found = lines([tie(1, US, "backs", SDF), tie(2, SDF, "hostile", US), tie(3, US, "backs", PMU)])
    assert [(t.ids, t.lane, t.lanes) for t in found] == [((1,), 0, 2), ((2,), 1, 2), ((3,), 0, 1)]
    assert [t.directed for t in found] == [True, False, True]


def test_ties_of_tucked_actors_are_lifted_and_become_one() -> None:
    ties = [tie(1, TIGERS, "hostile", SDF), tie(2, YPG, "hostile", SAA), tie(3, TIGERS, "part_of", SAA)]
    found = lines(ties, chosen={SAA: False, SDF: False})
    assert [(t.ids, t.from_id, t.to_id, t.lifted) for t in found] == [((1, 2), SAA, SDF, True)]


def test_an_opened_part_is_joined_to_its_parent() -> None:
    found = lines([tie(1, YPG, "hostile", PMU)])
    assert [(t.ids, t.stance, t.from_id, t.to_id) for t in found] == [
        ((1,), "hostile", YPG, PMU),
        ((), "part_of", YPG, SDF),
    ]
    told = lines([tie(1, YPG, "hostile", PMU), tie(2, YPG, "part_of", SDF)])
    assert [t.ids for t in told] == [(1,), (2,)]


# --- a day


def look(ties: list[Relationship], as_of: str, previous: str | None = None, **known: object) -> dict[str, TieLook]:
    before = None if previous is None else day(previous)
    return TieBook(lines(ties), {t.id: t for t in ties}).on(day(as_of), before, **known)


BREAKDOWN = [tie(1, SAA, "tolerates", SDF, until="2017-05"), tie(2, SAA, "hostile", SDF, since="2017-06")]


@pytest.mark.parametrize(
    ("as_of", "holding"), [("2017-04-01", ["1"]), ("2017-05-31", ["1"]), ("2017-06-01", ["2"]), ("2018", ["2"])]
)
def test_only_what_holds_on_the_day_is_drawn(as_of: str, holding: list[str]) -> None:
    assert [key for key, seen in look(BREAKDOWN, as_of).items() if seen.drawn] == holding


def test_what_the_last_step_changed_stands_out() -> None:
    forward = look(BREAKDOWN, "2017-06-14", "2017-05-14")
    assert (forward["1"].change, forward["1"].holds, forward["1"].drawn) == (Change.ENDED, False, True)
    assert (forward["2"].change, forward["2"].holds) == (Change.BEGUN, True)
    assert look(BREAKDOWN, "2017-06-14", "2017-06-13")["2"].change is Change.NONE
    assert look(BREAKDOWN, "2017-06-14")["2"].change is Change.NONE


def test_backing_and_fighting_at_once_is_flagged() -> None:
    ties = [tie(1, US, "backs", SDF), tie(2, US, "hostile", SDF, since="2019"), tie(3, US, "backs", PMU)]
    assert [seen.contradictory for seen in look(ties, "2017-06-14").values()] == [False, False, False]
    assert [seen.contradictory for seen in look(ties, "2019-06-14").values()] == [True, True, False]


def test_ties_age_without_fresh_evidence() -> None:
    ties = [
        tie(1, US, "backs", SDF, since="2015"),
        tie(2, SDF, "hostile", PMU),
        tie(3, US, "hostile", PMU, since="2017-06"),
    ]
    found = look(ties, "2017-06-14", met={"1": day("2017-06-01")})
    assert (found["1"].freshness, found["2"].freshness, found["3"].freshness) == (1.0, UNDATED, 1.0)
    assert look(ties, "2017-06-14")["1"].freshness == pytest.approx(STALEST)


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_older_is_never_fresher(one: int, two: int) -> None:
    young, old = sorted((one, two))
    assert STALEST - 1e-9 <= faded(old) <= faded(young) <= 1.0


@pytest.mark.parametrize(
    ("record", "grade", "text"),
    [
        (tie(1, SAA, "hostile", SDF, since="2017-06", label="clashes"), "C3", "clashes since Jun 2017 · C3"),
        (tie(1, SDF, "hostile", PMU, label="skirmishes", contested=True), "C4", "skirmishes (claimed) · C4"),
        (tie(1, SDF, "hostile", PMU, label="raids (claimed)", contested=True), "", "raids (claimed)"),
        (tie(1, US, "trains", SDF), "", "trains"),
        (tie(1, US, "tolerates", SDF), "", "tolerates"),
        (tie(1, US, "hostile", SDF), "", "hostile"),
        (tie(1, US, "allied", SDF, since="../2017-06-08"), "", "allied with by 8 Jun 2017"),
        (tie(1, US, "backs", SDF, since="2017-06-08~"), "", "backs since ≈ 8 Jun 2017"),
        (tie(1, US, "backs", SDF, since="2017-06/.."), "", "backs since Jun 2017"),
        (tie(1, US, "backs", SDF, label="x" * 60), "", "x" * 33 + "…"),
        (tie(1, US, "backs", SDF, label="يدعم"), "", "\u2068يدعم\u2069"),
    ],
)
def test_what_is_written_along_a_tie(record: Relationship, grade: str, text: str) -> None:
    assert tie_text(record, grade) == text


def test_steps_lead_to_the_days_on_which_a_tie_changes() -> None:
    days = change_days([*BREAKDOWN, tie(3, US, "backs", SDF, since="2015-01-02", until="2018")])
    assert [short_day(d) for d in days] == ["2 Jan 2015", "1 Jun 2017", "1 Jan 2019"]
    assert step_from(day("2017-06-01"), days, forward=True) == day("2019-01-01")
    assert step_from(day("2017-06-01"), days, forward=False) == day("2015-01-02")
    assert step_from(day("2015-01-02"), days, forward=False) is None
    assert step_from(day("2019-01-01"), days, forward=True) is None


def test_an_unknown_actor_has_no_line() -> None:
    assert bundle([tie(1, US, "backs", 99)], Nest({US: US})) == []
    assert tie(1, US, "backs", SDF).since == UNKNOWN
