"""The strip and its brush, zooming and panning, the as-of line, and going to a date: all through the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from board.focus import FocusState
from board.session import Session
from board.timeline.panel import TimelinePanel
from tests.board.summer import Summer
from tests.board.timeline.hands import LEFT, NONE, SHIFT, day, drag, strip, turn

WINDOW = (day(2017, 5, 1), day(2017, 6, 20))


def lane_place(panel: TimelinePanel, moment: float) -> QPoint:
    """A place on empty ground below all lanes."""
    return QPoint(round(panel.view.lane_scale.x(moment)), round(panel.view.frame.lanes_bottom) - 3)


def test_the_strip_counts_every_dated_incident(panel: TimelinePanel, session: Session) -> None:
    bars, days = panel.view.strip_item, session.everything.everything
    assert panel.view.bounds == session.full_span()
    for moment in (day(2017, 4, 1), day(2017, 6, 5), day(2017, 6, 16)):
        found = bars.bar_at(panel.view.strip_scale.x(moment + 0.5))
        assert found is not None
        first, last, count = found
        assert first <= moment <= last
        assert count == days.counts(first, last)[0]


def test_the_edges_of_the_brush_are_the_window(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=WINDOW)
    heard: list[FocusState] = []
    session.focus.focus_changed.connect(heard.append)
    drag(panel, strip(panel, WINDOW[0]), strip(panel, day(2017, 5, 20)))
    assert session.focus.state.window == (day(2017, 5, 20), WINDOW[1])
    drag(panel, strip(panel, WINDOW[1] + 1), strip(panel, day(2017, 6, 11)))
    assert session.focus.state.window == (day(2017, 5, 20), day(2017, 6, 10))
    assert len(heard) > 2  # it follows the hand
    session.focus.back()
    session.focus.back()
    assert session.focus.state.window == WINDOW  # but a drag is one step of the trail


def test_the_brush_is_dragged_as_a_whole(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=WINDOW)
    drag(panel, strip(panel, day(2017, 5, 20)), strip(panel, day(2017, 5, 10)))
    assert session.focus.state.window == (WINDOW[0] - 10, WINDOW[1] - 10)


def test_a_new_window_is_drawn_beside_the_brush(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=WINDOW)
    drag(panel, strip(panel, day(2017, 4, 3) + 0.5), strip(panel, day(2017, 4, 12) + 0.5))
    assert session.focus.state.window == (day(2017, 4, 3), day(2017, 4, 12))


def test_a_click_beside_the_brush_brings_it_there(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=WINDOW)
    QTest.mouseClick(panel.view.viewport(), LEFT, NONE, strip(panel, day(2017, 4, 1) + 0.5))
    first, last = session.focus.state.window or (0, 0)
    assert last - first == WINDOW[1] - WINDOW[0]
    assert first <= day(2017, 4, 1) <= last


def test_escape_gives_a_drag_up(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=WINDOW)
    drag(panel, strip(panel, WINDOW[0]), strip(panel, day(2017, 5, 20)), release=False)
    assert session.focus.state.window == (day(2017, 5, 20), WINDOW[1])
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    assert session.focus.state.window == WINDOW
    QTest.mouseRelease(panel.view.viewport(), LEFT, NONE, strip(panel, day(2017, 5, 20)))
    assert session.focus.state.window == WINDOW


def test_a_double_click_on_the_strip_shows_everything(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=WINDOW)
    QTest.mouseDClick(panel.view.viewport(), LEFT, NONE, strip(panel, day(2017, 5, 20)))
    assert session.focus.state.window is None


def test_the_wheel_zooms_around_the_pointer(panel: TimelinePanel, session: Session, qtbot: QtBot) -> None:
    session.focus.set(window=WINDOW)
    moment = day(2017, 6, 8) + 0.5
    at = lane_place(panel, moment)
    turn(panel, at, QPoint(0, 240))
    first, last = session.focus.state.window or (0, 0)
    assert WINDOW[0] < first <= day(2017, 6, 8) <= last < WINDOW[1]
    assert abs(panel.view.lane_scale.moment(at.x()) - moment) < 1.0
    turn(panel, at, QPoint(0, -240))
    session.focus.back()
    assert session.focus.state.window is None  # turning on leaves no trail …
    turn(panel, lane_place(panel, moment), QPoint(0, 120))
    zoomed = session.focus.state.window
    qtbot.waitUntil(lambda: session.focus.can_go_back and not session.focus.can_go_forward)
    session.focus.back()
    assert session.focus.state.window is None  # … until the hand rests
    session.focus.forward()
    assert session.focus.state.window == zoomed


def test_shift_and_wheel_pan_and_so_does_the_middle_button(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=WINDOW)
    at = lane_place(panel, day(2017, 5, 20))
    turn(panel, at, QPoint(0, 120), SHIFT)
    first, last = session.focus.state.window or (0, 0)
    assert first < WINDOW[0]
    assert last - first == WINDOW[1] - WINDOW[0]
    session.focus.set(window=WINDOW)
    to = QPoint(round(at.x() + 7 * panel.view.lane_scale.per_day), at.y())
    drag(panel, at, to, button=Qt.MouseButton.MiddleButton)
    assert session.focus.state.window == (WINDOW[0] - 7, WINDOW[1] - 7)


@pytest.mark.parametrize(("key", "longer"), [(Qt.Key.Key_Plus, False), (Qt.Key.Key_Minus, True)])
def test_plus_and_minus_zoom(panel: TimelinePanel, session: Session, key: Qt.Key, longer: bool) -> None:
    session.focus.set(window=WINDOW)
    QTest.keyClick(panel.view, key)
    first, last = session.focus.state.window or (0, 0)
    assert (last - first > WINDOW[1] - WINDOW[0]) == longer


def test_keys_pan_show_all_and_fit(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    session.focus.set(window=WINDOW)
    QTest.keyClick(panel.view, Qt.Key.Key_Left, SHIFT)
    assert session.focus.state.window == (WINDOW[0] - 6, WINDOW[1] - 6)
    QTest.keyClicks(panel.view, "0")
    assert session.focus.state.window is None
    session.focus.set(flashpoints=frozenset({summer.flashpoints["raqqa"]}))
    QTest.keyClicks(panel.view, "*")
    assert session.focus.state.window == (day(2017, 6, 1), day(2017, 6, 30))


def test_the_as_of_line_is_dragged_and_stepped(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=WINDOW)
    scale, top = panel.view.lane_scale, round(panel.view.frame.lanes_top) + 2
    at = QPoint(round(scale.x(WINDOW[1] + 1)), top)  # by itself it stands at the end of the window
    drag(panel, at, QPoint(round(scale.x(day(2017, 6, 15))), top))
    assert session.focus.state.as_of == day(2017, 6, 14)
    assert session.focus.state.window == WINDOW
    QTest.keyClicks(panel.view, "[")
    assert session.focus.state.as_of == day(2017, 6, 13)
    QTest.keyClicks(panel.view, "]]")
    assert session.focus.state.as_of == day(2017, 6, 15)


def test_control_g_goes_to_a_typed_date(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=(day(2017, 6, 1), day(2017, 6, 7)))
    QTest.keyClick(panel.view, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert panel.go_to.isVisible()
    QTest.keyClicks(panel.go_to.field, "8 May 2017")
    QTest.keyClick(panel.go_to.field, Qt.Key.Key_Return)
    assert session.focus.state.window == (day(2017, 5, 5), day(2017, 5, 11))
    assert not panel.go_to.isVisible()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("99 Juny", "could not be read"), ("8 June 1990", "nothing on this board then"), ("", "Type a date")],
)
def test_a_date_that_cannot_be_gone_to_is_told(panel: TimelinePanel, session: Session, typed: str, told: str) -> None:
    panel.ask_date()
    QTest.keyClicks(panel.go_to.field, typed)
    QTest.keyClick(panel.go_to.field, Qt.Key.Key_Return)
    assert told in panel.go_to.sentence
    assert panel.go_to.isVisible()
    assert session.focus.state.window is None
    QTest.keyClick(panel.go_to.field, Qt.Key.Key_Escape)
    assert not panel.go_to.isVisible()


def test_a_whole_month_becomes_the_window(panel: TimelinePanel, session: Session) -> None:
    session.focus.set(window=(day(2017, 6, 1), day(2017, 6, 7)))
    panel.ask_date()
    QTest.keyClicks(panel.go_to.field, "May 2017")
    QTest.keyClick(panel.go_to.field, Qt.Key.Key_Return)
    assert session.focus.state.window == (day(2017, 5, 1), day(2017, 5, 31))
