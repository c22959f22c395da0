"""Labels never overlap one another, nor another mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from board.timeline.labels import LABEL_HEIGHT, LEAST_LABEL_PX, MOST_LABEL_PX, LabelSpot, LaneTracks
from board.timeline.marks import MARK_PX

LEFT, RIGHT, Y = 100.0, 1100.0, 20.0


@st.composite
def heads(draw: st.DrawFn) -> list[float]:
    """Middles of marks that do not hide one another."""
    x, found = LEFT, []
    for gap in draw(st.lists(st.floats(MARK_PX + 1, 400), min_size=1, max_size=30)):
        x += gap
        if x < RIGHT:
            found.append(x)
    return found or [LEFT + 10]


def boxes_meet(one: LabelSpot, other: LabelSpot) -> bool:
    apart = one.x + one.width <= other.x + 0.01 or other.x + other.width <= one.x + 0.01
    return not apart and abs(one.y - other.y) < LABEL_HEIGHT - 0.01


@given(heads(), st.lists(st.floats(5, 600), min_size=30, max_size=30), st.booleans(), st.booleans())
def test_labels_never_overlap(where: list[float], widths: list[float], alone: bool, ring: bool) -> None:
    tracks = LaneTracks(LEFT, RIGHT, where, alone=alone, ringed=where[0] if ring else None)
    placed = [tracks.place(number, x, Y, width) for number, (x, width) in enumerate(zip(where, widths, strict=False))]
    spots = [spot for spot in placed if spot is not None]
    for number, spot in enumerate(spots):
        assert not any(boxes_meet(spot, other) for other in spots[:number])
        assert spot.x >= LEFT
        assert spot.x + spot.width <= RIGHT + 0.01
        assert spot.width >= min(widths[spot.item], LEAST_LABEL_PX) - 0.01
        assert spot.width <= MOST_LABEL_PX
        if spot.y == Y:
            assert not any(head - MARK_PX / 2 < spot.x + spot.width and spot.x < head + MARK_PX / 2 for head in where)
        else:
            assert alone


def test_a_label_goes_right_then_left_then_above_then_below() -> None:
    x = 500.0
    first = LaneTracks(LEFT, RIGHT, [x], alone=True, ringed=None).place(0, x, Y, 200)
    assert first is not None
    assert first.x > x
    near_the_end = LaneTracks(LEFT, RIGHT, [1050], alone=True, ringed=None).place(0, 1050, Y, 200)
    assert near_the_end is not None
    assert near_the_end.x + near_the_end.width < 1050
    crowd = LaneTracks(LEFT, RIGHT, [x - 60, x, x + 60], alone=True, ringed=None)
    above, below = crowd.place(0, x, Y, 150), crowd.place(1, x, Y, 150)
    assert above is not None
    assert above.y == Y - LABEL_HEIGHT
    assert below is not None
    assert below.y == Y + LABEL_HEIGHT


def test_without_room_there_is_no_label() -> None:
    where = [LEFT + 20.0 + 17 * step for step in range(40)]
    tracks = LaneTracks(LEFT, RIGHT, where, alone=False, ringed=None)
    assert tracks.place(5, where[5], Y, 120) is None
