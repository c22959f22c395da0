"""The window in other sizes: every panel keeps its share, the head its words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.window import MainWindow


def shares(window: MainWindow) -> list[float]:
    """The widths of the panels in the row, and the height of the timeline, as shares."""
    row = [window.panels[name].width() for name in ("flashpoints", "actors", "incident")]
    heights = [window.panels[name].height() for name in ("actors", "timeline")]
    return [*(width / sum(row) for width in row), heights[1] / sum(heights)]


def test_a_separator_that_was_dragged_keeps_its_place(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    window.resize(1440, 900)
    qapp.sendPostedEvents()
    edge = window.panels["timeline"].geometry().top() - 2
    place = QPoint(700, edge)
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(window, place + QPoint(0, 60))
    qtbot.waitUntil(lambda: window.panels["timeline"].geometry().top() > edge + 40)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=place + QPoint(0, 60))
    before = shares(window)
    window.resize(1440, 1100)
    qapp.sendPostedEvents()
    assert abs(shares(window)[3] - before[3]) < 0.02


def test_panels_keep_their_shares_when_the_window_gets_another_size(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.size().height() == 900)
    before = shares(window)
    for size in ((1920, 1080), (1440, 900), (1800, 1100), (1440, 900)):
        window.resize(*size)
        qapp.sendPostedEvents()
        after = shares(window)
        assert max(abs(one - other) for one, other in zip(before, after, strict=True)) < 0.03
    window.resize(1280, 720)
    qapp.sendPostedEvents()
    assert window.panels["timeline"].height() >= 255
    assert window.top_bar.search.placeholderText() == "Search incidents, actors, sources …   Ctrl+K"
    window.resize(900, 560)
    qapp.sendPostedEvents()
    search = window.top_bar.search
    assert search.placeholderText().endswith("Ctrl+K")
    assert search.fontMetrics().horizontalAdvance(search.placeholderText()) < search.width()


def test_opening_an_incident_pushes_no_panel_aside(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    window.resize(1280, 720)
    qapp.sendPostedEvents()
    before = shares(window)
    panel = window.panels["incident"]
    for incident in window.session.columns.ids.tolist()[:3]:
        with qtbot.waitSignal(panel.page_changed):
            window.session.focus.set(incident=incident)
        qapp.sendPostedEvents()
        assert shares(window) == before
        window.session.focus.set(incident=None)
