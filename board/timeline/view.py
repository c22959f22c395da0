"""The timeline under the hand: mouse and wheel become wishes for another focus or another date."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from board.guards import guarded
from board.theme.palette import Theme
from board.theme.widgets import plain_tooltip
from board.timeline.gestures import (
    AsOfGesture,
    BandGesture,
    BrushGesture,
    CarryGesture,
    Gesture,
    MarkGesture,
    PanGesture,
)
from board.timeline.hits import Hit, bin_at
from board.timeline.picture import LANE_PX
from board.timeline.scale import Window, panned, zoomed
from board.timeline.stage import Stage

_WHEEL_STEP = 60  # eighths of a degree: half a notch; finer wheels are gathered up to it
_WHEEL_FACTOR = 0.88
_SETTLED_MS = 400
_CURSORS = {
    "first": Qt.CursorShape.SizeHorCursor,
    "last": Qt.CursorShape.SizeHorCursor,
    "as_of": Qt.CursorShape.SizeHorCursor,
    "brush": Qt.CursorShape.OpenHandCursor,
    "mark": Qt.CursorShape.PointingHandCursor,
    "badge": Qt.CursorShape.PointingHandCursor,
    "name": Qt.CursorShape.PointingHandCursor,
}


@guarded
class TimelineView(Stage):
    """The stage with what a hand can do on it.

    Signals: window_asked(window or None, bool passing); as_of_asked(day or None, bool passing);
    incident_asked(id or None); incident_opened(id); lane_asked(int lane, bool add); badge_asked(int badge, QPoint
    where); move_asked(id, int days, lane or None): a mark was dragged with Shift; lift_asked(frozenset of ids): marks
    are carried off; menu_asked(QPoint where);
    key_pressed(QKeyEvent): one that the panel may want.
    """

    window_asked = Signal(object, bool)
    as_of_asked = Signal(object, bool)
    incident_asked = Signal(object)
    incident_opened = Signal(object)
    lane_asked = Signal(int, bool)
    badge_asked = Signal(int, QPoint)
    move_asked = Signal(object, int, object)
    lift_asked = Signal(object)
    menu_asked = Signal(QPoint)
    key_pressed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        words_of_move: Callable[[int, int, int | None], str],
        words_of_hit: Callable[[Hit, QPointF], str],
        parent: QWidget | None = None,
    ) -> None:
        """`words_of_move(incident, days, lane)` says what a drag would do, `words_of_hit` what is at a place."""
        super().__init__(theme, parent)
        self.words_of_move, self._words_of_hit = words_of_move, words_of_hit
        self.lanes_can_take = False  # whether a mark can be dragged from lane to lane
        self.can_edit = False
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton  # the one that the gesture began with
        self._wheel = 0
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settle.timeout.connect(self._settled)
        self.setMouseTracking(True)

    # -- the window
    def ask_window(self, window: Window | None, *, passing: bool) -> None:
        """Wish for another window; one over everything is None."""
        if window is not None and window[0] <= self.bounds[0] and window[1] >= self.bounds[1]:
            window = None
        self._settle.stop()
        self.window_asked.emit(window, passing)

    def zoom(self, factor: float, anchor: float | None = None, *, passing: bool = False) -> None:
        """Make the window so many times as long, around a moment (the middle, if none is given)."""
        middle = (self.window[0] + self.window[1] + 1) / 2
        self.ask_window(zoomed(self.window, factor, middle if anchor is None else anchor, self.bounds), passing=passing)

    def pan(self, share: float, *, passing: bool = False) -> None:
        """Move the window by a share of its length, at least a day."""
        days = round(share * (self.window[1] + 1 - self.window[0])) or (1 if share > 0 else -1)
        self.ask_window(panned(self.window, days, self.bounds), passing=passing)

    def _settled(self) -> None:
        self.ask_window(self.window_asked_for, passing=False)

    # -- what Qt tells

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the pressed part is for."""
        at = event.position()
        self._settle.stop()
        event.accept()
        if self._gesture is not None:
            return
        self._button = event.button()
        if self._button == Qt.MouseButton.MiddleButton:
            self._begin(PanGesture(self, at))
        elif self._button == Qt.MouseButton.LeftButton:
            self._press(at, event)

    def _press(self, at: QPointF, event: QMouseEvent) -> None:
        found = self.hit_at(at)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        add = shift or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if found.part in ("first", "last"):
            self._begin(BrushGesture(self, found.part, at))
        elif found.part in ("brush", "strip"):
            new = found.part == "strip" or self.window_asked_for is None
            self._begin(BrushGesture(self, "new" if new else "all", at))
        elif found.part == "as_of":
            self._begin(AsOfGesture(self))
        elif found.part == "mark" and self.picture is not None:
            incident = int(self.picture.marks.ids[found.number])
            if shift and self.can_edit:
                self._begin(MarkGesture(self, found.number, at))
            elif add:
                self.choose(self.chosen ^ {incident})
            else:
                self._begin(CarryGesture(self, incident, at))
        elif found.part == "badge":
            self.badge_asked.emit(found.number, event.globalPosition().toPoint())
        elif found.part == "name":
            self.lane_asked.emit(found.number, add)
        elif found.part in ("ground", "bar"):
            self._begin(BandGesture(self, at, add))

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        QToolTip.hideText()

    def give_up(self) -> bool:
        """Give up what is being dragged; whether there was anything."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow with what was begun, else show what could be."""
        if self._gesture is not None:
            self._gesture.move(event.position())
            return
        found = self.hit_at(event.position())
        self.lanes_item.show_hovered(found.number if found.part == "mark" else None)
        self.viewport().setCursor(_CURSORS.get(found.part, Qt.CursorShape.ArrowCursor))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish what was begun."""
        event.accept()
        gesture = self._gesture
        if gesture is not None and event.button() == self._button:
            self._gesture = None
            gesture.finish(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an incident, zoom into a bar of density, or show everything from the strip."""
        found = self.hit_at(event.position())
        if found.part == "mark" and self.picture is not None:
            self.incident_opened.emit(int(self.picture.marks.ids[found.number]))
        elif found.part in ("brush", "strip", "first", "last"):
            self.ask_window(None, passing=False)
        elif found.part == "bar" and self.picture is not None:
            span = bin_at(self.picture, found.number, event.position().x())
            if span is not None:
                self.ask_window(span[:2], passing=False)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.lanes_item.show_hovered(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; pan with Shift or sideways; over the names, or with Ctrl, scroll the lanes."""
        turn, modifiers = event.angleDelta(), event.modifiers()
        sideways = abs(turn.x()) > abs(turn.y())
        delta = turn.x() if sideways else turn.y()
        event.accept()
        if not sideways and (
            modifiers & Qt.KeyboardModifier.ControlModifier
            or isinstance(self._gesture, MarkGesture)
            or event.position().x() < self.frame.left
        ):
            self.scroll_lanes(-delta / 120 * LANE_PX)
            return
        self._wheel += delta
        steps = int(self._wheel / _WHEEL_STEP)
        self._wheel -= steps * _WHEEL_STEP
        if steps == 0 or self._gesture is not None:
            return
        if sideways or modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-0.06 * steps, passing=True)
        else:
            in_strip = event.position().y() < self.frame.lanes_top
            scale = self.strip_scale if in_strip else self.lane_scale
            self.zoom(_WHEEL_FACTOR**steps, scale.moment(event.position().x()), passing=True)
        self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up a drag; the rest is the panel's."""
        if event.key() == Qt.Key.Key_Escape and self.give_up():
            event.accept()
            return
        event.ignore()
        self.key_pressed.emit(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu; with the mouse, for the mark under it."""
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            found = self.hit_at(QPointF(event.pos()))
            if found.part == "mark" and self.picture is not None:
                incident = int(self.picture.marks.ids[found.number])
                if incident not in self.chosen:
                    self.choose(frozenset())
                    self.incident_asked.emit(incident)
        else:
            at = None if self.lanes_item.selected is None else self.position_of(self.lanes_item.selected)
            where = self.mapToGlobal((at or QPointF(self.rect().center())).toPoint())
        event.accept()
        self.menu_asked.emit(where)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the pointer, as a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            words = "" if self._gesture is not None else self._words_of_hit(self.hit_at(at), at)
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self.viewport())
            return True
        return bool(super().viewportEvent(event))
