"""The lanes by mouse and keys: selecting, stepping, choosing, re-dating, re-assigning; what the panel says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

import db
from board.focus import UNASSIGNED
from board.session import Session
from board.theme.apply import apply_theme
from board.theme.palette import DARK, LIGHT
from board.timeline.legend import Legend
from board.timeline.panel import TimelinePanel
from board.timeline.picture import LANE_PX
from db.dates import UNKNOWN, from_edtf
from db.records import Incident
from tests.board.summer import Summer
from tests.board.timeline.hands import CTRL, LEFT, NONE, SHIFT, day, drag, mark

WINDOW = (day(2017, 5, 1), day(2017, 6, 20))


class Heard:
    """The sentences that the session says."""

    def __init__(self, session: Session) -> None:
        self.sentences: list[str] = []
        session.said.connect(self._hear)

    def _hear(self, sentence: str, _tone: str) -> None:
        self.sentences.append(sentence)


def click(panel: TimelinePanel, at: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(panel.view.viewport(), LEFT, modifier, at)


def lane_of(panel: TimelinePanel, label: str) -> QRect:
    picture = panel.view.picture
    assert picture is not None
    lane = picture.lanes.labels.index(label)
    panel.view.show_lane(lane)
    return panel.view.lane_box(lane).toRect()


def test_a_click_on_a_mark_selects_it(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    click(panel, mark(panel, summer.incidents["convoy"]))
    assert session.focus.state.incident == summer.incidents["convoy"]
    assert "Air strike on a convoy" in panel.view.accessibleDescription()


def test_a_double_click_and_enter_open(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    opened: list[int] = []
    panel.incident_opened.connect(opened.append)
    QTest.mouseDClick(panel.view.viewport(), LEFT, NONE, mark(panel, summer.incidents["second"]))
    session.focus.set(incident=summer.incidents["drone"])
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert opened == [summer.incidents["second"], summer.incidents["drone"]]


def test_arrows_step_by_date_within_the_focus(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    session.focus.set(window=WINDOW, flashpoints=frozenset({summer.flashpoints["tanf"]}))
    said = Heard(session)
    QTest.keyClick(panel.view, Qt.Key.Key_Home)
    seen = [session.focus.state.incident]
    while not said.sentences:
        QTest.keyClick(panel.view, Qt.Key.Key_Right)
        if not said.sentences:
            seen.append(session.focus.state.incident)
    days = [summer.board.incidents.get(one).date.earliest or -(10**9) for one in seen if one]
    assert days == sorted(days)
    assert len(set(seen)) == len(seen) == 6  # all at At Tanf that have a date
    assert said.sentences == ["This is the last incident in the window."]
    QTest.keyClick(panel.view, Qt.Key.Key_Left)
    assert session.focus.state.incident == seen[-2]
    QTest.keyClick(panel.view, Qt.Key.Key_End)
    assert session.focus.state.incident == seen[-1]


def test_shift_drag_gives_another_date_and_undo_takes_it_back(
    panel: TimelinePanel, session: Session, summer: Summer
) -> None:
    session.focus.set(window=WINDOW)
    convoy, board = summer.incidents["convoy"], summer.board
    at = mark(panel, convoy)
    to = at + QPoint(round(5 * panel.view.lane_scale.per_day), 2)
    drag(panel, at, to, SHIFT, release=False)
    assert panel.view.drag_item.words == "Move to 23 May 2017"
    QTest.mouseRelease(panel.view.viewport(), LEFT, SHIFT, to)
    assert board.incidents.get(convoy).date.edtf == "2017-05-23"
    assert "23 May 2017" in (board.undo_name or "")
    assert abs(mark(panel, convoy).x() - to.x()) <= panel.view.lane_scale.per_day
    session.undo()
    assert board.incidents.get(convoy).date.edtf == "2017-05-18"
    assert mark(panel, convoy) == at


def test_a_drag_keeps_the_doubt_of_a_date(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    session.focus.set(window=WINDOW)
    at = mark(panel, summer.incidents["drone"])
    drag(panel, at, at - QPoint(round(3 * panel.view.lane_scale.per_day), 0), SHIFT)
    assert summer.board.incidents.get(summer.incidents["drone"]).date.edtf == "2017-06-05~"


def test_shift_drag_onto_a_lane_assigns_and_leaves_the_date(
    panel: TimelinePanel, session: Session, summer: Summer
) -> None:
    session.focus.set(window=WINDOW)
    stray, at = summer.incidents["stray"], mark(panel, summer.incidents["stray"])
    to = QPoint(at.x() + 25, lane_of(panel, "Western Raqqa").center().y())
    drag(panel, at, to, SHIFT, release=False)
    assert "Western Raqqa" in panel.view.drag_item.words
    QTest.mouseRelease(panel.view.viewport(), LEFT, SHIFT, to)
    moved = summer.board.incidents.get(stray)
    assert moved.flashpoint_id == summer.flashpoints["raqqa"]
    assert moved.date.edtf == "2017-06-02"
    session.undo()
    assert summer.board.incidents.get(stray).flashpoint_id is None


def test_escape_and_a_still_hand_change_nothing(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    session.focus.set(window=WINDOW)
    before = summer.board.revision
    at = mark(panel, summer.incidents["convoy"])
    drag(panel, at, at + QPoint(120, 0), SHIFT, release=False)
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(panel.view.viewport(), LEFT, SHIFT, at + QPoint(120, 0))
    drag(panel, at, at + QPoint(1, 0), SHIFT)
    assert summer.board.revision == before
    assert panel.view.drag_item.words == ""


def test_the_date_moves_by_keys_too(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    session.focus.set(incident=summer.incidents["convoy"])
    QTest.keyClick(panel.view, Qt.Key.Key_Right, CTRL | SHIFT)
    assert summer.board.incidents.get(summer.incidents["convoy"]).date.edtf == "2017-05-19"
    said = Heard(session)
    session.focus.set(incident=summer.incidents["push"])
    QTest.keyClick(panel.view, Qt.Key.Key_Right, CTRL | SHIFT)
    assert said.sentences == ["June 2017 is not exact to the day. Change it in the incident."]


def test_a_rubber_band_chooses_and_the_menu_assigns(
    panel: TimelinePanel, session: Session, summer: Summer, qtbot: QtBot
) -> None:
    session.focus.set(window=(day(2017, 6, 1), day(2017, 6, 7)))
    lane = lane_of(panel, "Unassigned")
    drag(panel, QPoint(lane.left() + 150, lane.top() + 2), QPoint(lane.right() - 12, lane.bottom() - 2))
    chosen = {summer.incidents["stray"], summer.incidents["far"]}
    assert panel.view.chosen == chosen
    panel.view.menu_asked.emit(panel.view.mapToGlobal(lane.center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    where = next(action for action in menu.actions() if action.text() == "Assign 2 incidents to flashpoint").menu()
    assert isinstance(where, QMenu)
    next(action for action in where.actions() if action.text() == "Western Raqqa").trigger()
    menu.close()
    found = summer.board.incidents.many(sorted(chosen))
    assert {one.flashpoint_id for one in found} == {summer.flashpoints["raqqa"]}
    assert "2 incidents" in (summer.board.undo_name or "")
    session.undo()
    assert {one.flashpoint_id for one in summer.board.incidents.many(sorted(chosen))} == {None}
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    assert panel.view.chosen == frozenset()


def test_choosing_by_keys_and_control_click(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    session.focus.set(incident=summer.incidents["convoy"])
    QTest.keyClick(panel.view, Qt.Key.Key_Space, CTRL)
    click(panel, mark(panel, summer.incidents["second"]), CTRL)
    assert panel.view.chosen == {summer.incidents["convoy"], summer.incidents["second"]}
    panel.wishes.assign(UNASSIGNED)
    assert summer.board.incidents.get(summer.incidents["second"]).flashpoint_id is None
    QTest.keyClick(panel.view, Qt.Key.Key_A, CTRL)
    assert len(panel.view.chosen) == 13


def test_a_chosen_incident_that_is_deleted_is_let_go(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    panel.view.choose(frozenset({summer.incidents["far"], summer.incidents["stray"]}))
    session.run("Delete", lambda: summer.board.incidents.delete(summer.incidents["far"]))
    assert panel.view.chosen == {summer.incidents["stray"]}
    assert panel.view.position_of(summer.incidents["far"]) is None


def test_a_name_narrows_the_focus_and_the_rest_is_dimmed(
    panel: TimelinePanel, session: Session, summer: Summer
) -> None:
    click(panel, lane_of(panel, "Hasakah border").topLeft() + QPoint(30, 15))
    assert session.focus.state.flashpoints == {summer.flashpoints["hasakah"]}
    picture = panel.view.picture
    assert picture is not None
    assert picture.dimmed.tolist() == [label != "Hasakah border" for label in picture.lanes.labels]
    assert len(picture.marks) == 13  # dimmed, not dropped
    assert panel.header.count.text() == "2 of 14 incidents"


@pytest.mark.parametrize(("by", "first"), [("actor", "ISIS"), ("kind", "Clash")])
def test_other_lanes(panel: TimelinePanel, session: Session, by: str, first: str) -> None:
    panel.set_lanes_by(by)
    picture = panel.view.picture
    assert picture is not None
    assert first in picture.lanes.labels
    click(panel, lane_of(panel, first).topLeft() + QPoint(30, 15))
    chosen = session.focus.state.actors if by == "actor" else session.focus.state.kinds
    assert len(chosen) == 1
    before = session.board.revision
    at = panel.view.mark_position(0).toPoint()
    drag(panel, at, at + QPoint(0, 80), SHIFT)
    assert session.board.revision == before  # only flashpoints can be given by dragging


def test_flashpoints_in_focus_narrow_lanes_of_actors(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    panel.set_lanes_by("actor")
    session.focus.set(flashpoints=frozenset({summer.flashpoints["hasakah"]}))
    picture = panel.view.picture
    assert picture is not None
    counted = {label: int(total) for label, total in zip(picture.lanes.labels, picture.totals, strict=True) if total}
    assert counted == {"PMU": 2, "SDF": 1}
    assert set(picture.marks.ids.tolist()) == {summer.incidents["push"], summer.incidents["skirmish"]}


def test_undated_incidents_are_told_and_listed(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    assert panel.header.undated.text() == "1 undated"
    QTest.mouseClick(panel.header.undated, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert session.focus.state.incident == summer.incidents["video"]


def test_nothing_in_the_window_is_told_with_a_way_out(panel: TimelinePanel, session: Session) -> None:
    session.board.incidents.add(Incident("Much later", date=from_edtf("2018-06-01")))
    session.tell(session.board.last_changes)
    session.focus.set(window=(day(2018, 1, 1), day(2018, 1, 31)))
    assert panel.nothing.isVisible()
    QTest.mouseClick(panel.nothing.button, LEFT)
    assert session.focus.state.window is None
    assert not panel.nothing.isVisible()
    session.focus.set(kinds=frozenset({"truce"}))
    assert panel.nothing.isVisible()
    QTest.mouseClick(panel.nothing.button, LEFT)
    assert session.focus.state.kinds == frozenset()


def test_an_empty_board_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    board = db.create_board(tmp_path / "empty.sitboard", title="Empty")
    session = Session(board)
    panel = TimelinePanel(session, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    assert panel.empty.isVisible()
    session.run("Add", lambda: board.incidents.add(Incident("First", date=from_edtf("2017-06-08"))))
    assert not panel.empty.isVisible()
    assert panel.view.isVisible()
    session.run("Change", lambda: board.incidents.update(int(session.columns.ids[0]), date=UNKNOWN))
    assert panel.nothing.accessibleName() == "No incident in the focus has a date."
    session.close()


def test_a_read_only_board_is_not_moved(panel: TimelinePanel, session: Session, summer: Summer, qtbot: QtBot) -> None:
    path = summer.board.path
    panel.close()
    summer.board.close()
    summer.board = db.open_board(path, read_only=True)
    reading = Session(summer.board)
    other = TimelinePanel(reading, LIGHT)
    qtbot.addWidget(other)
    other.resize(1200, 620)
    other.show()
    before = summer.board.revision
    at = mark(other, summer.incidents["convoy"])
    drag(other, at, at + QPoint(100, 0), SHIFT)
    reading.focus.set(incident=summer.incidents["convoy"])
    QTest.keyClick(other.view, Qt.Key.Key_Right, CTRL | SHIFT)
    other.wishes.assign(summer.flashpoints["raqqa"])
    assert summer.board.revision == before
    other.close()


def test_tooltips_say_what_is_there_and_take_nothing_for_markup(
    panel: TimelinePanel, session: Session, summer: Summer
) -> None:
    convoy = summer.incidents["convoy"]
    session.run("Rename", lambda: summer.board.incidents.update(convoy, title="<img src=x> & more"))
    at = mark(panel, convoy)
    view = panel.view.viewport()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    assert "&lt;img src=x&gt; &amp; more" in QToolTip.text()
    assert "18 May 2017" in QToolTip.text()
    assert "C2 · fairly reliable, probably true" in QToolTip.text()
    QToolTip.hideText()


def test_many_on_one_day_are_gathered_in_a_badge(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    def add() -> list[int]:
        date = from_edtf("2017-05-10")
        tanf = summer.flashpoints["tanf"]
        return [summer.board.incidents.add(Incident(f"Strike {n}", date=date, flashpoint_id=tanf)) for n in range(9)]

    made = session.run("Add strikes", add)
    assert made is not None
    picture = panel.view.picture
    assert picture is not None
    assert sum(len(badge.items) for badge in picture.badges) == int((picture.marks.row < 0).sum()) > 0
    session.focus.set(incident=made[-1])
    assert int(made[-1]) in picture.marks.ids


def test_lanes_beyond_the_panel_are_scrolled_to(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    panel.resize(1200, 230)
    session.focus.set(incident=summer.incidents["far"])
    at = mark(panel, summer.incidents["far"])
    frame = panel.view.frame
    assert frame.lanes_top < at.y() < frame.lanes_bottom
    for _ in range(5):
        QTest.keyClick(panel.view, Qt.Key.Key_PageUp)
    assert panel.view.seen[0] == 0


def test_what_changed_while_it_was_hidden_is_caught_up(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    panel.hide()
    session.focus.set(window=WINDOW, incident=summer.incidents["second"])
    panel.show()
    assert panel.view.window == WINDOW
    assert panel.view.lanes_item.selected == summer.incidents["second"]


def test_both_themes_paint_and_differ(panel: TimelinePanel, qapp: QApplication) -> None:
    light = panel.grab().toImage()
    apply_theme(qapp, DARK)
    panel.set_theme(DARK)
    dark = panel.grab().toImage()
    apply_theme(qapp, LIGHT)
    place = QPointF(panel.width() / 2, panel.height() - 60).toPoint()
    assert light.pixelColor(place).lightness() > 200
    assert dark.pixelColor(place).lightness() < 60


def test_a_bar_ends_where_the_window_does(panel: TimelinePanel, session: Session, qtbot: QtBot) -> None:
    with session.board.command("Empty"):
        session.board.incidents.delete_many(session.columns.ids.tolist())
        session.board.incidents.add(Incident("All of June", date=from_edtf("2017-06")))
    session.tell(session.board.last_changes)
    session.focus.set(window=(day(2017, 5, 20), day(2017, 6, 16)), as_of=day(2017, 5, 25))
    view, picture = panel.view, panel.view.picture
    assert picture is not None
    assert len(picture.marks) == 1
    y = int(view.mark_position(0).y())
    image: QImage = view.grab().toImage()
    ground = image.pixelColor(round(view.lane_scale.right) + 2, y)
    assert image.pixelColor(round(view.lane_scale.right) - 4, y) != ground
    assert ground == image.pixelColor(view.width() - 2, y) == image.pixelColor(round(view.lane_scale.left) + 3, y)


def test_each_lane_of_bars_has_its_own_height(panel: TimelinePanel, session: Session, summer: Summer) -> None:
    days = [f"2017-{month:02}-{one:02}" for month in range(1, 13) for one in range(1, 29)]
    with session.board.command("Fill"):
        for number, one in enumerate(days * 2):
            point = summer.flashpoints["raqqa" if number % 8 else "deir"]
            session.board.incidents.add(Incident("x", date=from_edtf(one), flashpoint_id=point))
    session.tell(session.board.last_changes)
    picture = panel.view.picture
    assert picture is not None
    bars = picture.density
    assert len(bars.lanes) >= 1
    assert bars.most.tolist() == bars.counts.max(axis=1).tolist()
    assert float(np.diff(picture.tops)[bars.lanes].min()) > LANE_PX  # there is room to spare


def test_the_legend_opens_by_key_and_closes(panel: TimelinePanel, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.view, "l")
    legend = QApplication.activePopupWidget()
    assert isinstance(legend, Legend)
    image = QImage(legend.size(), QImage.Format.Format_RGB32)
    legend.render(image)
    assert image.pixelColor(5, 5).lightness() > 200
    assert "dashed" in legend.accessibleDescription()
    QTest.keyClick(legend, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
