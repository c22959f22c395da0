"""True drags within the window: incidents, actors, flashpoints and sources carried from panel to panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from board.actors.relationship_form import RelationshipForm
from board.flashpoints.panel import FlashpointPanel
from board.incident.citation_form import CitationForm
from board.incident.panel import IncidentPanel
from board.window import MainWindow
from tests.e2e.carrying import OwnHand

pytestmark = pytest.mark.xserver


@pytest.fixture
def hand(window: MainWindow, qtbot: QtBot) -> OwnHand:
    return OwnHand(window, qtbot)


def incidents(window: MainWindow) -> IncidentPanel:
    found = window.panels["incident"]
    assert isinstance(found, IncidentPanel)
    return found


def flashpoints(window: MainWindow) -> FlashpointPanel:
    found = window.panels["flashpoints"]
    assert isinstance(found, FlashpointPanel)
    return found


def row(window: MainWindow, number: int) -> tuple[QWidget, QPoint]:
    rows = incidents(window).list
    return rows.viewport(), rows.visualRect(rows.model().index(number, 0)).center()


def card(window: MainWindow, name: str) -> tuple[QWidget, QPoint]:
    cards = flashpoints(window).cards
    found = next(point.id for point in window.session.flashpoints.values() if point.name == name)
    return cards.viewport(), cards.box_of(found).center()


def node(window: MainWindow, label: str) -> tuple[QWidget, QPoint]:
    view = window.panels["actors"].view  # type: ignore[attr-defined]
    found = next(actor.id for actor in window.session.actors.values() if actor.label == label)
    return view.viewport(), view.box_of(found).center()


def test_an_incident_of_the_list_is_assigned_by_dropping_it_on_a_card(
    window: MainWindow, hand: OwnHand, qtbot: QtBot
) -> None:
    moved = incidents(window).model.id_at(incidents(window).model.index(0, 0))
    target = next(point.id for point in window.session.flashpoints.values() if point.name == "Western Raqqa")
    words = hand.carry(row(window, 0), card(window, "Western Raqqa"))
    assert words.startswith("Assign ")
    assert "Western Raqqa" in words
    qtbot.waitUntil(lambda: window.session.board.incidents.get(moved).flashpoint_id == target)
    window.session.undo()
    assert window.session.board.incidents.get(moved).flashpoint_id != target


def test_escape_leaves_all_as_it_was(window: MainWindow, hand: OwnHand, qtbot: QtBot) -> None:
    before = window.session.board.undo_name
    assert hand.carry(row(window, 0), card(window, "Western Raqqa"), escape=True)
    qtbot.waitUntil(lambda: not window.findChildren(QMenu) or QApplication.activePopupWidget() is None)
    assert window.session.board.undo_name == before
    assert hand.carry(row(window, 0), card(window, "Western Raqqa"))
    qtbot.waitUntil(lambda: window.session.board.undo_name != before)


def test_an_incident_onto_an_actor_asks_for_the_part(window: MainWindow, hand: OwnHand, qtbot: QtBot) -> None:
    words = hand.carry(row(window, 1), node(window, "Iran"))
    assert "Say what part" in words
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][:4] == ["Initiator", "Target", "Participant", "Mentioned"]
    menu.actions()[3].trigger()
    menu.close()
    assert "as mentioned of" in (window.session.board.undo_name or "")


def test_an_actor_drawn_to_another_opens_the_form(window: MainWindow, hand: OwnHand, qtbot: QtBot) -> None:
    view, centre = node(window, "Iran")
    _, end = node(window, "SDF")
    out = QPoint(centre.x(), -60)  # beyond the picture, and back in: it is carried then
    words = hand.carry((view, centre), (view, out), (view, end), key="alt")
    assert words.startswith("Relate")
    qtbot.waitUntil(lambda: window.findChild(RelationshipForm) is not None)
    form = window.findChild(RelationshipForm)
    assert form is not None
    assert form.from_actor.text() == "Iran"
    form.reject()


def test_a_card_onto_a_card_asks_before_it_merges(window: MainWindow, hand: OwnHand, qtbot: QtBot) -> None:
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(50, answer)
            return
        asked.append(box.informativeText())
        next(button for button in box.buttons() if button.text() == "Merge").click()

    QTimer.singleShot(50, answer)
    words = hand.carry(card(window, "Western Raqqa"), card(window, "Hasakah border"), key="shift")
    assert "Merge" in words
    qtbot.waitUntil(lambda: len(window.session.flashpoints) == 3)
    assert "Ctrl+Z brings all of it back" in asked[0]
    window.session.undo()
    assert len(window.session.flashpoints) == 4


def test_an_incident_gets_the_day_on_which_its_mark_is_dropped(window: MainWindow, hand: OwnHand, qtbot: QtBot) -> None:
    view = window.panels["timeline"].view  # type: ignore[attr-defined]
    moved = next(i for i in map(int, window.session.columns.ids) if window.session.board.incidents.get(i).date.is_exact)
    start = view.position_of(moved)
    assert start is not None
    end = QPoint(round(start.x()) - 60, round(start.y()))
    before = window.session.board.incidents.get(moved).date
    words = hand.carry((view.viewport(), start.toPoint()), (view.viewport(), end))
    assert words.startswith("Move")
    qtbot.waitUntil(lambda: window.session.board.incidents.get(moved).date != before)
    assert window.session.board.incidents.get(moved).date.text() in words
    window.session.undo()
    assert window.session.board.incidents.get(moved).date == before


def test_a_source_of_one_incident_is_cited_for_another(window: MainWindow, hand: OwnHand, qtbot: QtBot) -> None:
    panel = incidents(window)
    target = window.session.board.citations
    cited = next(i for i in map(int, window.session.columns.ids) if target.of("incident", i))
    panel.open_incident(cited)
    shown = panel.page.sources.cards[0]
    at = QPoint(20, 12)

    seen: list[QPoint] = []

    def in_sight() -> bool:
        """It is there, and the page, which is laid out bit by bit, has come to rest."""
        panel.page.ensureWidgetVisible(shown)
        seen.append(shown.mapTo(panel.page.viewport(), at))
        return (
            panel.page.viewport().rect().contains(seen[-1]) and len(seen) > 12 and len(set(map(_pair, seen[-12:]))) == 1
        )

    qtbot.waitUntil(in_sight)
    answered: list[str] = []

    def answer() -> None:
        form = QApplication.activeModalWidget()
        if not isinstance(form, QDialog):
            QTimer.singleShot(50, answer)
            return
        assert isinstance(form, CitationForm)
        answered.append(form.source.text())
        form.reject()

    QTimer.singleShot(50, answer)
    words = hand.carry((shown, at), (panel.page.viewport(), QPoint(60, 20)))
    assert words.startswith("Cite")
    qtbot.waitUntil(lambda: bool(answered))


def _pair(point: QPoint) -> tuple[int, int]:
    return point.x(), point.y()
