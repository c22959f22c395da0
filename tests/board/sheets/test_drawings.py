"""Drawings on paper: nothing stands on anything else, nothing leaves its frame, and every incident is drawn or told."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from board.sheets.diagram_layout import placed
from board.sheets.diagram_nodes import lay_out
from board.sheets.marks import MARK
from board.sheets.paper import mm, pt
from board.sheets.small_map import gathered, merged, project, scale_bar
from board.sheets.strip import Axis, counted, stacked
from board.sheets.ticks import bins, ticks
from db.dates import UNKNOWN, from_days
from db.records import Actor, Flashpoint, Incident, Relationship
from tests.strategies import examples

pytestmark = pytest.mark.usefixtures("qapp")

FRAME = QRectF(pt(40), pt(60), mm(180), mm(90))
KINDS = ("state", "armed_group", "civilians")
positions = st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Actor], list[Relationship]]:
    count = draw(st.integers(2, 24))
    actors = [Actor(f"Actor of the {at}th kind", at + 1, kind=draw(st.sampled_from(KINDS))) for at in range(count)]
    ends = st.tuples(st.integers(1, count), st.integers(1, count)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, max_size=30))
    ties = [Relationship(a, b, "hostile", at + 1, label="clashes") for at, (a, b) in enumerate(pairs)]
    return actors, ties


@examples(25)
@given(graphs())
def test_a_diagram_keeps_its_boxes_apart_and_in_the_frame(graph: tuple[list[Actor], list[Relationship]]) -> None:
    actors, ties = graph
    drawing = lay_out(actors, ties, FRAME)
    boxes = list(drawing.boxes.values())
    assert len(boxes) + len(drawing.left_out) == len(actors)
    assert all(FRAME.adjusted(-1, -1, 1, 1).contains(box) for box in boxes)
    assert not any(one.intersects(two) for at, one in enumerate(boxes) for two in boxes[at + 1 :])
    said = [label.box(at.x() - label.width / 2, at.y() - label.height / 2) for label, at in drawing.words.values()]
    assert not any(one.intersects(two) for at, one in enumerate(said) for two in [*said[at + 1 :], *boxes])
    assert len(said) + len(drawing.unsaid) == len(ties)


def test_of_too_many_actors_the_last_are_left_out_and_named() -> None:
    actors = [Actor(f"Group {at}", at + 1) for at in range(90)]
    drawing = lay_out(actors, [], FRAME)
    assert {one.id for one in drawing.left_out} == set(range(91 - len(drawing.left_out), 91))
    assert len(drawing.boxes) <= 60


def test_states_stand_above_the_groups_that_they_back() -> None:
    centres = placed({1: (900, 300), 2: (900, 300)}, [(1, 2)], {1}, (9000, 4000))
    assert centres[1][1] < centres[2][1]


@examples(80)
@given(st.lists(positions, min_size=1, max_size=12))
def test_a_map_anywhere_shows_every_position(places: list[tuple[float, float]]) -> None:
    incidents = [Incident("x", latitude=lat, longitude=lon, precision="town") for lat, lon in places]
    spots, without = gathered(incidents)
    projection = project(None, spots, FRAME)
    assert projection is not None
    assert without == 0
    drawn = merged(spots, projection)
    assert sum(len(here) for _, here in drawn) == len(incidents)
    if abs(max(lat for lat, _ in places)) < 80 and abs(min(lat for lat, _ in places)) < 80:
        assert all(FRAME.contains(at) for at, _ in drawn)


def test_the_date_line_does_not_tear_a_map_apart() -> None:
    spots, _ = gathered([Incident("a", latitude=-17, longitude=179.9), Incident("b", latitude=-17, longitude=-179.9)])
    projection = project(None, spots, FRAME)
    assert projection is not None
    west, _, east, _ = projection.bounds()
    assert east - west < 5


@given(st.floats(-70, 70), st.floats(-179, 179), st.floats(1, 400))
def test_the_scale_bar_is_as_long_as_it_says(latitude: float, longitude: float, radius: float) -> None:
    projection = project(Flashpoint("F", latitude=latitude, longitude=longitude, radius_km=radius), [], FRAME)
    assert projection is not None
    km = scale_bar(FRAME.width() / projection.scale)
    one = projection.point(latitude, longitude)
    two = projection.point(latitude, longitude + km / (111.3195 * cos(radians(projection.latitude))))
    assert hypot(two.x() - one.x(), two.y() - one.y()) == pytest.approx(km * projection.scale, rel=0.01)
    assert km * projection.scale <= FRAME.width() / 4 + 1


def test_without_a_position_there_is_no_map() -> None:
    spots, without = gathered([Incident("x"), Incident("y", latitude=1.0)])
    assert (project(Flashpoint("F"), spots, FRAME), without) == (None, 2)


@given(st.lists(st.tuples(st.integers(17_000, 17_060), st.integers(0, 20)), max_size=25), st.integers(1, 6))
def test_marks_of_a_strip_stand_apart(days: list[tuple[int, int]], rows: int) -> None:
    axis = Axis(FRAME, (17_000, 17_080), FRAME.bottom())
    incidents = [Incident("x", date=from_days(first, first + length)) for first, length in days]
    places = stacked(incidents, axis, rows, marks_only=True)
    if places is None:
        return
    spots = sorted(
        (row, axis.x((one.date.earliest or 0) + ((one.date.latest or 0) - (one.date.earliest or 0) + 1) / 2))
        for one, row in zip(incidents, places, strict=True)
    )
    assert all(0 <= row < rows for row, _ in spots)
    pairs = pairwise(spots)
    assert all(two[0] > one[0] or two[1] - one[1] >= MARK - 0.01 for one, two in pairs)


@given(st.lists(st.tuples(st.integers(16_000, 17_000), st.integers(0, 200)), max_size=20))
def test_counts_of_a_strip_add_up(days: list[tuple[int, int]]) -> None:
    incidents = [Incident("x", date=from_days(first, first + length)) for first, length in days]
    edges, _ = bins(16_000, 17_200, 150)
    sure, maybe = counted(incidents, edges)
    assert float(sure.sum() + maybe.sum()) == pytest.approx(len(incidents))


@given(st.integers(-700_000, 2_900_000), st.integers(0, 400_000), st.integers(2, 20))
def test_an_axis_names_days_in_the_window_in_order(first: int, length: int, most: int) -> None:
    last = min(first + length, 2_932_896)
    named = [day for day, _ in ticks(min(first, last), last, most)]
    assert named == sorted(set(named))
    assert all(min(first, last) <= day <= last for day in named)
    assert len(named) <= most + 2
    edges, _ = bins(min(first, last), last, 150)
    assert edges[0] <= min(first, last) <= last < edges[-1]


def test_an_unknown_date_is_not_drawn_as_a_known_one() -> None:
    assert UNKNOWN.earliest is None
    sure, _ = counted([Incident("x", date=UNKNOWN)], [17_000, 17_001, 17_002])
    assert sure.sum() == 0
