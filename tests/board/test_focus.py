"""The focus: equal values are silent, the trail goes back and forward, states survive as text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from board.focus import TRAIL_LIMIT, Focus, FocusState

_ids = st.integers(min_value=0, max_value=2**63 - 1)
states = st.builds(
    FocusState,
    window=st.none() | st.tuples(st.integers(-(10**6), 0), st.integers(0, 10**6)),
    as_of=st.none() | st.integers(-(10**6), 10**6),
    flashpoints=st.frozensets(_ids, max_size=4),
    actors=st.frozensets(_ids, max_size=4),
    pair=st.none() | st.tuples(_ids, _ids),
    kinds=st.frozensets(st.sampled_from(["clash", "air_strike", "truce"])),
    lowest_grade=st.sampled_from(["", "C", "3", "C3"]),
    tags=st.frozensets(st.text(max_size=8), max_size=3),
    text=st.text(max_size=20),
    incident=st.none() | _ids,
)


def test_setting_an_equal_value_is_silent(qtbot: QtBot) -> None:
    focus = Focus()
    heard: list[object] = []
    focus.focus_changed.connect(heard.append)
    focus.set(text="Tabqa")
    focus.set(text="Tabqa")
    focus.set()
    assert heard == [FocusState()]


def test_back_and_forward_walk_the_trail_and_a_new_step_ends_it() -> None:
    focus = Focus()
    focus.set(text="one")
    focus.set(text="two")
    focus.back()
    assert focus.state.text == "one"
    assert focus.can_go_back
    assert focus.can_go_forward
    focus.forward()
    assert focus.state.text == "two"
    focus.back()
    focus.set(text="three")
    assert not focus.can_go_forward
    focus.back()
    assert focus.state.text == "one"


def test_a_brush_still_dragged_leaves_no_step() -> None:
    focus = Focus()
    for last in range(50):
        focus.set(passing=True, window=(0, last))
    focus.set(window=(0, 49))
    focus.back()
    assert focus.state.window is None
    assert not focus.can_go_back


def test_the_trail_forgets_its_oldest_steps_only() -> None:
    focus = Focus()
    for step in range(TRAIL_LIMIT + 20):
        focus.set(as_of=step)
    steps = 0
    while focus.can_go_back:
        focus.back()
        steps += 1
    assert steps == TRAIL_LIMIT - 1
    assert focus.state.as_of == 20


def test_a_click_chooses_a_flashpoint_and_a_second_one_lets_go() -> None:
    focus = Focus()
    focus.toggle_flashpoint(5)
    focus.toggle_flashpoint(6, add=True)
    assert focus.state.flashpoints == {5, 6}
    focus.toggle_flashpoint(5)
    assert focus.state.flashpoints == {5}
    focus.toggle_flashpoint(5)
    assert focus.state.flashpoints == frozenset()


def test_clear_keeps_time_and_incident() -> None:
    focus = Focus()
    focus.set(window=(1, 2), as_of=2, incident=7, text="x", actors=frozenset({1}))
    focus.clear()
    assert focus.state == FocusState(window=(1, 2), as_of=2, incident=7)


@given(states)
def test_a_state_survives_as_text(state: FocusState) -> None:
    assert FocusState.from_json(state.to_json()) == state


@given(st.lists(states, max_size=12))
def test_walking_all_the_way_back_ends_where_it_began(wanted: list[FocusState]) -> None:
    focus = Focus()
    for state in wanted:
        focus.set_state(state)
    last = focus.state
    while focus.can_go_back:
        focus.back()
    assert focus.state == FocusState()
    while focus.can_go_forward:
        focus.forward()
    assert focus.state == last
