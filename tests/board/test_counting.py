"""A filter on a large board is counted beside the window: what was shown stays until the counts are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from board import counting
from board.focus import FocusState
from board.session import Session
from db.records import Incident
from tests.board.summer import Summer, summer_board


@pytest.fixture
def summer(tmp_path: Path) -> Iterator[Summer]:
    made = summer_board(tmp_path / "summer.sitboard")
    yield made
    made.board.close()


@pytest.fixture
def session(qtbot: QtBot, summer: Summer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session that takes its board for a large one."""
    monkeypatch.setattr(counting, "LARGE", 1)
    made = Session(summer.board)
    yield made
    made.tasks.stop_all()


def shown(session: Session) -> list[int]:
    return sorted(session.columns.ids[session.places_in_focus()].tolist())


def test_the_state_waits_for_its_counts_and_they_are_those_of_a_small_board(qtbot: QtBot, session: Session) -> None:
    for change in ({"kinds": frozenset({"air_strike"})}, {"text": "drone"}, {"tags": frozenset({"nothing"})}):
        before = session.focus.state
        with qtbot.waitSignal(session.focus.focus_changed):
            session.focus.set(**change)
            assert session.focus.state == before
            assert session.focus.wanted != before
        told = session.activity()
        plain = counting.count(session.board, session.columns, counting.filters_of(session.focus.state))
        assert np.array_equal(told.mask, plain.mask)
        assert told.actor_counts(*session.window()).tolist() == plain.actor_counts(*session.window()).tolist()


def test_what_is_known_is_shown_at_once(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.focus.focus_changed):
        session.focus.set(kinds=frozenset({"air_strike"}))
    first, last = session.full_span()
    session.focus.set(window=(first, last - 1))
    assert session.focus.state.window == (first, last - 1)
    session.focus.set(kinds=frozenset())
    assert session.focus.state.kinds == frozenset()


def test_steps_taken_while_it_counts_are_all_in_what_is_shown(qtbot: QtBot, session: Session) -> None:
    first, last = session.full_span()
    with qtbot.waitSignal(session.focus.focus_changed):
        session.focus.set(kinds=frozenset({"air_strike"}))
        session.focus.set(text="strike")
        session.focus.set(window=(first + 1, last))
    state = session.focus.state
    assert (state.kinds, state.text, state.window) == (frozenset({"air_strike"}), "strike", (first + 1, last))
    session.focus.back()
    session.focus.back()
    qtbot.waitUntil(lambda: session.focus.state == FocusState(kinds=frozenset({"air_strike"})))


def test_a_filter_taken_off_while_it_counts_is_gone(qtbot: QtBot, session: Session) -> None:
    session.focus.set(text="drone")
    session.focus.clear()
    qtbot.waitUntil(lambda: not session.tasks.running)
    assert session.focus.state == session.focus.wanted == FocusState()


def test_a_write_while_it_counts_is_counted_too(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.focus.focus_changed):
        session.focus.set(text="drone")
        new = session.run("Add", lambda: session.board.incidents.add(Incident("Another drone")))
    assert session.focus.state.text == "drone"
    assert new in session.columns.ids[session.activity().mask]


def test_closing_while_it_counts_does_no_harm(qtbot: QtBot, session: Session) -> None:
    session.focus.set(text="drone")
    session.tasks.stop_all()
    assert session.focus.state == FocusState()
