"""While something hovers, its target is framed and says in words what letting go will do; keys do the same as a drag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from board.commands.carried import Carried, put_records
from board.dragging.hover_label import HoverLabel, TargetFrame
from board.flashpoints.panel import FlashpointPanel
from board.incident.panel import IncidentPanel
from board.intake.drop import DropWords
from board.timeline.panel import TimelinePanel
from board.window import MainWindow

BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
LEFT, NONE, CTRL = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def records(window: MainWindow, kind: str, *ids: int) -> QMimeData:
    mime = QMimeData()
    put_records(mime, Carried(window.session.board.info().uid, kind, ids))
    return mime


def hover(widget: QWidget, at: QPoint, mime: QMimeData, keys: Qt.KeyboardModifier = NONE) -> QDragMoveEvent:
    QApplication.sendEvent(widget, QDragEnterEvent(at, BOTH, mime, LEFT, keys))
    move = QDragMoveEvent(at, BOTH, mime, LEFT, keys)
    QApplication.sendEvent(widget, move)
    return move


def drop(widget: QWidget, at: QPoint, mime: QMimeData, keys: Qt.KeyboardModifier = NONE) -> QDropEvent:
    event = QDropEvent(QPointF(at), BOTH, mime, LEFT, keys)
    QApplication.sendEvent(widget, event)
    return event


def said(window: MainWindow) -> str:
    label = window.findChild(HoverLabel)
    return label.sentence if label is not None and label.isVisible() else ""


@pytest.fixture
def cards(window: MainWindow) -> FlashpointPanel:
    panel = window.panels["flashpoints"]
    assert isinstance(panel, FlashpointPanel)
    return panel


def named(window: MainWindow, name: str) -> int:
    return next(point.id for point in window.session.flashpoints.values() if point.name == name)


def first_at(window: MainWindow, name: str) -> int:
    ids = map(int, window.session.columns.ids)
    return next(i for i in ids if window.session.board.incidents.get(i).flashpoint_id == named(window, name))


def test_a_card_is_framed_and_its_words_lie_beside_it(window: MainWindow, cards: FlashpointPanel, qtbot: QtBot) -> None:
    view, raqqa = cards.cards.viewport(), named(window, "Western Raqqa")
    incident = first_at(window, "At Tanf")
    box = cards.cards.box_of(raqqa)
    move = hover(view, box.center(), records(window, "incident", incident))
    assert move.isAccepted()
    assert move.dropAction() is Qt.DropAction.MoveAction
    assert said(window).startswith("Assign")
    frame, label = window.findChild(TargetFrame), window.findChild(HoverLabel)
    assert frame is not None
    assert label is not None
    assert frame.geometry() == QRect(view.mapTo(window, box.topLeft()), box.size())
    assert not label.geometry().intersects(frame.geometry())
    assert window.rect().contains(label.geometry())
    QApplication.sendEvent(view, QDragLeaveEvent())
    assert said(window) == ""
    assert frame.isHidden()
    assert window.session.board.incidents.get(incident).flashpoint_id != raqqa


def test_letting_go_does_what_was_said(window: MainWindow, cards: FlashpointPanel, qtbot: QtBot) -> None:
    view, raqqa = cards.cards.viewport(), named(window, "Western Raqqa")
    incident = first_at(window, "At Tanf")
    at, mime = cards.cards.box_of(raqqa).center(), records(window, "incident", incident)
    hover(view, at, mime)
    done = drop(view, at, mime)
    assert done.isAccepted()
    assert done.dropAction() is Qt.DropAction.CopyAction  # a move would have the other program delete it
    qtbot.waitUntil(lambda: window.session.board.incidents.get(incident).flashpoint_id == raqqa)


def test_what_is_refused_is_told_and_not_taken(window: MainWindow, cards: FlashpointPanel) -> None:
    view, tanf = cards.cards.viewport(), named(window, "At Tanf")
    at, mime = cards.cards.box_of(tanf).center(), records(window, "incident", first_at(window, "At Tanf"))
    assert not hover(view, at, mime).isAccepted()
    assert "already" in said(window)
    assert not drop(view, at, mime).isAccepted()


def test_with_ctrl_the_words_say_copy(window: MainWindow) -> None:
    panel = window.panels["timeline"]
    assert isinstance(panel, TimelinePanel)
    view = panel.view
    at, mime = (
        QPoint(view.width() // 2, int(view.frame.lanes_top) + 20),
        records(window, "incident", first_at(window, "At Tanf")),
    )
    assert hover(view.viewport(), at, mime).dropAction() is Qt.DropAction.MoveAction
    assert said(window).startswith("Move")
    move = QDragMoveEvent(at, BOTH, mime, LEFT, CTRL)
    QApplication.sendEvent(view.viewport(), move)
    assert said(window).startswith("Copy")
    assert move.dropAction() is Qt.DropAction.CopyAction


def test_a_drop_of_others_names_the_card_and_where_there_is_none_the_window_does(
    window: MainWindow, cards: FlashpointPanel
) -> None:
    text = QMimeData()
    text.setText("On 8 June 2017 a drone was shot down near At Tanf.")
    hover(cards.cards.viewport(), cards.cards.box_of(named(window, "At Tanf")).center(), text)
    assert "At Tanf" in said(window)
    QApplication.sendEvent(cards.cards.viewport(), QDragLeaveEvent())
    view = window.panels["actors"].view  # type: ignore[attr-defined]
    hover(view.viewport(), QPoint(2, 2), text)
    veil = window.findChild(DropWords)
    assert veil is not None
    assert veil.isVisible()
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert not veil.isVisible()


def test_by_key_it_is_picked_up_and_put_down(window: MainWindow, cards: FlashpointPanel, qtbot: QtBot) -> None:
    panel = window.panels["incident"]
    assert isinstance(panel, IncidentPanel)
    window.actions_by_id["put_here"].trigger()
    panel.list.setFocus()
    qtbot.waitUntil(panel.list.hasFocus)
    raqqa = named(window, "Western Raqqa")
    moved = first_at(window, "At Tanf")
    panel.list.setCurrentIndex(panel.model.index_of(moved))
    window.actions_by_id["copy"].trigger()
    assert QGuiApplication.clipboard().mimeData().hasHtml()
    assert "At Tanf" in QGuiApplication.clipboard().text()
    window.actions_by_id["pick_up"].trigger()
    cards.cards.setFocus()
    qtbot.waitUntil(cards.cards.hasFocus)
    cards.cards.setCurrentIndex(cards.model.index_of(raqqa))
    window.actions_by_id["put_here"].trigger()
    assert window.session.board.incidents.get(moved).flashpoint_id == raqqa
    # onto an actor it asks, and Escape means none of them
    before = window.session.board.undo_name
    actors = window.panels["actors"].view  # type: ignore[attr-defined]
    actors.setFocus()
    qtbot.waitUntil(actors.hasFocus)
    actors.set_current(next(iter(actors.picture.nodes)))
    window.actions_by_id["put_here"].trigger()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert window.session.board.undo_name == before
