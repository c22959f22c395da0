"""A passage is marked with the mouse in the tray and drawn onto a card, an actor, a tie or a day: that makes a draft."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.tray.panel import TrayPanel
from board.window import MainWindow
from db.drafts import Aim, IncidentDraft, TrayDocument
from tests.e2e.carrying import OwnHand
from tests.e2e.dragging import shown_words
from tests.e2e.test_drops_on_targets import PLACES

pytestmark = pytest.mark.xserver

TEXT = "Nothing else was told that day.\n\nAn air strike hit the base and killed two. The rest is not known."
PASSAGE = "An air strike hit the base and killed two."


@pytest.fixture
def tray(window: MainWindow, qapp: QApplication) -> TrayPanel:
    """The tray in front, with one text in it from which nothing was drafted."""
    board = window.session.board
    board.tray.add(TrayDocument("note.txt", text=TEXT), [], original=TEXT.encode())
    window.session.tell(board.last_changes)
    window.show_panel("tray")
    qapp.sendPostedEvents()
    panel = window.panels["tray"]
    assert isinstance(panel, TrayPanel)
    return panel


def mark(tray: TrayPanel, passage: str) -> QPoint:
    """Mark a passage as a hand does; returns a place within it."""
    view = tray.source.text
    start = TEXT.index(passage)
    end = start + len(passage)
    first, last = view.place_on_screen(start) + QPoint(1, 0), view.place_on_screen(end)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    assert view.passage() == (start, end)
    return view.place_on_screen(start + 6)


def fills_in(draft: IncidentDraft, aim: Aim) -> bool:
    """Whether the draft has what it was dropped on."""
    named = {actor.actor_id for actor in draft.actors}
    wanted = {*(aim.pair or ()), *([aim.actor_id] if aim.actor_id else ())}
    return (
        wanted <= named
        and aim.flashpoint_id in (None, draft.flashpoint_id)
        and (not aim.date.edtf or aim.date == draft.date)
    )


@pytest.mark.parametrize("place", ["flashpoint", "actor", "relationship", "day"])
def test_a_passage_drawn_onto_a_target_becomes_a_draft_of_it(
    window: MainWindow, tray: TrayPanel, qtbot: QtBot, place: str
) -> None:
    within = mark(tray, PASSAGE)
    widget, at, _, aim = PLACES[place](window)
    words = OwnHand(window, qtbot).carry((tray.source.text.viewport(), within), (widget, at))
    assert "draft" in words.casefold()
    qtbot.waitUntil(lambda: len(tray.model.drafts) == 1)
    assert shown_words(window) == ""
    (draft,) = tray.model.drafts
    assert isinstance(draft, IncidentDraft)
    quotes = [TEXT[one.start : one.end] for one in draft.marks if one.field == "quote"]
    assert quotes == [PASSAGE]
    assert fills_in(draft, aim)
    window.session.undo()
    assert tray.model.drafts == []


def test_escape_leaves_the_passage_a_passage(window: MainWindow, tray: TrayPanel, qtbot: QtBot) -> None:
    before = window.session.board.undo_name
    within = mark(tray, PASSAGE)
    widget, at, _, _ = PLACES["flashpoint"](window)
    assert OwnHand(window, qtbot).carry((tray.source.text.viewport(), within), (widget, at), escape=True)
    qtbot.waitUntil(lambda: shown_words(window) == "")
    assert tray.model.drafts == []
    assert window.session.board.undo_name == before
