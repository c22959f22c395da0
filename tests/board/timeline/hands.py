"""What a hand does to the timeline: presses, drags, turns of the wheel."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from board.timeline.panel import TimelinePanel
from db.dates import day_of

LEFT, SHIFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def day(year: int, month: int, number: int) -> int:
    return day_of(date(year, month, number))


def mark(panel: TimelinePanel, incident: int) -> QPoint:
    """Where the mark of an incident is."""
    found = panel.view.position_of(incident)
    assert found is not None
    return found.toPoint()


def drag(
    panel: TimelinePanel,
    start: QPoint,
    stop: QPoint,
    modifier: Qt.KeyboardModifier = NONE,
    *,
    release: bool = True,
    button: Qt.MouseButton = LEFT,
) -> None:
    """Press, go there in two steps, let go."""
    viewport = panel.view.viewport()
    QTest.mousePress(viewport, button, modifier, start)
    QTest.mouseMove(viewport, (start + stop) / 2)
    QTest.mouseMove(viewport, stop)
    if release:
        QTest.mouseRelease(viewport, button, modifier, stop)


def strip(panel: TimelinePanel, moment: float) -> QPoint:
    """A place in the strip."""
    return QPoint(round(panel.view.strip_scale.x(moment)), 20)


def turn(panel: TimelinePanel, at: QPoint, delta: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Turn the wheel over a place."""
    viewport = panel.view.viewport()
    where = QPointF(at)
    event = QWheelEvent(
        where,
        QPointF(viewport.mapToGlobal(at)),
        QPoint(),
        delta,
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)
