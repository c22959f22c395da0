"""The curves of ties and the places of their words: apart, round boxes, never over one another."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from board.diagrams.labels import Words, place_words
from board.diagrams.layout import arrange
from board.diagrams.routes import Box, Wish, route_all
from tests.strategies import examples


def boxes_of(count: int, ties: list[tuple[int, int]]) -> dict[int, Box]:
    sizes = {actor: (80.0 + actor * 7 % 50, 42.0) for actor in range(count)}
    return {actor: Box(x, y, *sizes[actor], 18.0) for actor, (x, y) in arrange(sizes, ties).items()}


TIES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=22)


def test_parallel_ties_never_touch_between_their_boxes() -> None:
    boxes = {1: Box(0, 0, 90, 42), 2: Box(300, 60, 90, 42)}
    wishes = [Wish(str(lane), *pair, lane, 3) for lane, pair in enumerate([(1, 2), (2, 1), (1, 2)])]
    routes = route_all(wishes, boxes)
    for one, two in itertools.combinations(routes.values(), 2):
        away = one.points()[:, None, :] - two.points()[None, :, :]
        assert np.hypot(away[..., 0], away[..., 1]).min() > 8
    assert routes["0"].start[0] < routes["0"].end[0]
    assert routes["1"].start[0] > routes["1"].end[0]


def test_a_tie_goes_round_a_box_in_its_way() -> None:
    boxes = {1: Box(0, 0, 80, 40), 2: Box(500, 0, 80, 40), 3: Box(250, 0, 90, 40)}
    points = route_all([Wish("a", 1, 2)], boxes)["a"].points()
    inside = (np.abs(points - (250, 0)) < (45, 20)).all(axis=1)
    assert not inside.any()


@examples(25)
@given(ties=TIES)
def test_curves_begin_and_end_at_the_borders(ties: list[tuple[int, int]]) -> None:
    boxes = boxes_of(10, ties)
    routes = route_all([Wish(str(number), a, b) for number, (a, b) in enumerate(ties)], boxes)
    for number, (a, b) in enumerate(ties):
        route = routes[str(number)]
        for box, (x, y) in ((boxes[a], route.start), (boxes[b], route.end)):
            assert abs(x - box.x) <= box.width / 2 + 5
            assert abs(y - box.y) <= box.height / 2 + 5
            assert abs(x - box.x) > box.width / 2 - 20 or abs(y - box.y) > box.height / 2 - 20


@examples(25)
@given(ties=TIES, widths=st.lists(st.integers(20, 170), min_size=22, max_size=22))
def test_words_never_stand_over_boxes_or_one_another(ties: list[tuple[int, int]], widths: list[int]) -> None:
    boxes = boxes_of(10, ties)
    routes = route_all([Wish(str(number), a, b) for number, (a, b) in enumerate(ties)], boxes)
    words = [Words(str(number), float(widths[number]), 15.0, number % 3) for number in range(len(ties))]
    found = place_words(words, routes, boxes)
    rects = [(x, y, next(w for w in words if w.key == key).width, 15.0) for key, (x, y) in found.items()]
    rects += [(box.x, box.y, box.width, box.height) for box in boxes.values()]
    texts = len(found)
    for (one, a), (two, b) in itertools.combinations(enumerate(rects), 2):
        if min(one, two) < texts:
            assert abs(a[0] - b[0]) >= (a[2] + b[2]) / 2 or abs(a[1] - b[1]) >= (a[3] + b[3]) / 2


def test_words_that_matter_more_choose_first() -> None:
    boxes = {1: Box(0, 0, 80, 40), 2: Box(190, 0, 80, 40)}
    routes = route_all([Wish("a", 1, 2)], boxes)
    routes["b"] = routes["a"]
    found = place_words([Words("a", 90, 70, 0), Words("b", 90, 70, 1)], routes, boxes)
    assert list(found) == ["b"]
    tiny = {1: Box(0, 0, 80, 40), 2: Box(100, 0, 80, 40)}
    assert place_words([Words("a", 300, 15)], route_all([Wish("a", 1, 2)], tiny), tiny) == {}
