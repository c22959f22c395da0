"""Where actors stand: stored ones exactly, nobody on top of another, nobody moved by who comes later."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from board.actors.positions import Positions
from board.diagrams.layout import arrange
from db.records import Actor
from tests.strategies import examples

Point = tuple[float, float]
Size = tuple[float, float]
Situation = tuple[dict[int, Size], list[tuple[int, int]], dict[int, Point]]


@st.composite
def situations(draw: st.DrawFn, most: int = 40) -> Situation:
    """Boxes of up to `most` actors, ties among them, and places of some."""
    ids = draw(st.lists(st.integers(1, 2**62), min_size=1, max_size=most, unique=True))
    sizes = st.tuples(st.integers(40, 170), st.integers(30, 66))
    boxes = {actor: tuple(map(float, draw(sizes))) for actor in ids}
    ties = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=60))
    spots = st.tuples(st.floats(-900, 900), st.floats(-600, 600))
    fixed = {actor: draw(spots) for actor in draw(st.sets(st.sampled_from(ids), max_size=8))}
    return boxes, ties, fixed


def overlap(one: Point, first: Size, two: Point, second: Size) -> bool:
    return abs(one[0] - two[0]) < (first[0] + second[0]) / 2 and abs(one[1] - two[1]) < (first[1] + second[1]) / 2


@examples(40)
@given(situation=situations())
def test_boxes_never_overlap_and_fixed_ones_never_move(situation: Situation) -> None:
    boxes, ties, fixed = situation
    found = arrange(boxes, ties, fixed)
    assert set(found) == set(boxes)
    assert {actor: found[actor] for actor in fixed} == fixed
    ids = sorted(boxes)
    for number, one in enumerate(ids):
        for two in ids[number + 1 :]:
            if one not in fixed or two not in fixed:
                assert not overlap(found[one], boxes[one], found[two], boxes[two])


@examples(15)
@given(situation=situations(most=14), data=st.data())
def test_the_order_of_the_arguments_does_not_matter(situation: Situation, data: st.DataObject) -> None:
    boxes, ties, fixed = situation
    turned = dict(data.draw(st.permutations(list(boxes.items()))))
    flipped = [(b, a) for a, b in reversed(ties)]
    assert arrange(turned, flipped, fixed) == arrange(boxes, ties, fixed)


@examples(25)
@given(situation=situations(most=20), size=st.tuples(st.integers(40, 170), st.integers(30, 66)), data=st.data())
def test_who_joins_moves_nobody(situation: Situation, size: tuple[int, int], data: st.DataObject) -> None:
    boxes, ties, fixed = situation
    actors = [
        Actor("A", id=actor, x=fixed.get(actor, (None, None))[0], y=fixed.get(actor, (None, None))[1])
        for actor in boxes
    ]
    positions = Positions()
    before = positions.place(actors, boxes, ties)
    new = 2**62 + 1
    more = [*ties, *((new, other) for other in data.draw(st.lists(st.sampled_from(sorted(boxes)), max_size=4)))]
    after = positions.place([*actors, Actor("New", id=new)], {**boxes, new: (float(size[0]), float(size[1]))}, more)
    spot = after.pop(new)
    assert after == before
    assert not any(overlap(spot, size, after[other], boxes[other]) for other in after)


def test_an_actor_that_is_hidden_and_shown_again_stands_where_it_stood() -> None:
    boxes = dict.fromkeys(range(1, 13), (90.0, 40.0))
    ties = [(actor, actor // 2 + 1) for actor in boxes]
    actors = [Actor("A", id=actor) for actor in boxes]
    positions = Positions()
    before = positions.place(actors, boxes, ties)
    few = {actor: boxes[actor] for actor in (2, 5, 9)}
    assert positions.place(actors, few, ties) == {actor: before[actor] for actor in few}
    assert positions.place(actors, boxes, ties) == before


def test_a_move_that_is_undone_brings_the_actor_back() -> None:
    boxes = dict.fromkeys((1, 2, 3), (90.0, 40.0))
    positions = Positions()
    free = [Actor("A", id=actor) for actor in boxes]
    before = positions.place(free, boxes, [(1, 2), (2, 3)])
    moved = positions.place([Actor("A", id=1, x=500.0, y=400.0), *free[1:]], boxes, [(1, 2), (2, 3)])
    assert (moved[1], moved[2], moved[3]) == ((500.0, 400.0), before[2], before[3])
    assert positions.place(free, boxes, [(1, 2), (2, 3)]) == before


def test_the_picture_is_wide_rather_than_tall_and_ties_are_short() -> None:
    ring = dict.fromkeys(range(1, 13), (90.0, 40.0))
    ties = [(actor, actor % 12 + 1) for actor in ring]
    found = arrange(ring, ties)
    wide = max(x for x, _ in found.values()) - min(x for x, _ in found.values())
    tall = max(y for _, y in found.values()) - min(y for _, y in found.values())
    assert wide > tall
    lengths = sorted(abs(found[a][0] - found[b][0]) + abs(found[a][1] - found[b][1]) for a, b in ties)
    assert lengths[-1] < 520


def test_actors_without_ties_stand_in_rows_below() -> None:
    boxes = dict.fromkeys(range(1, 20), (90.0, 40.0))
    found = arrange(boxes, [(1, 2)])
    lowest = max(found[1][1], found[2][1]) + 20
    assert all(found[actor][1] - 20 > lowest for actor in range(3, 20))
    assert len({y for actor, (_, y) in found.items() if actor > 2}) < 6


def test_actors_without_ties_stand_beside_a_picture_that_is_no_wider_than_a_panel_and_fill_its_gaps() -> None:
    boxes = dict.fromkeys(range(1, 13), (90.0, 40.0))
    fixed = {1: (0.0, 0.0), 2: (600.0, 400.0), 3: (0.0, 400.0)}
    first = arrange({i: boxes[i] for i in range(1, 10)}, [(1, 2), (2, 3)], fixed)
    strays = [first[actor] for actor in range(4, 10)]
    assert all(x > 645 and y < 420 for x, y in strays)
    left = {actor: spot for actor, spot in first.items() if actor != 5}
    again = arrange({i: boxes[i] for i in (*left, 10)}, [(1, 2), (2, 3)], left)
    assert again[10] == first[5]


def test_nothing_to_arrange() -> None:
    assert arrange({}, []) == {}
    assert arrange({5: (80.0, 40.0)}, [(5, 5), (5, 6)], {6: (0.0, 0.0)}) != {}
