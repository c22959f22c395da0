"""The stage of the timeline: puts the parts in their places and shows what it is given."""

from __future__ import annotations

import numpy as np
from pyqtgraph import GraphicsView
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from board.guards import guarded
from board.theme.painting import scaled_font
from board.theme.palette import Theme
from board.timeline.frame import NAME_LEFT, NAMES_LEAST, NAMES_MOST, SCROLLBAR_PX, Frame
from board.timeline.hits import Hit, hit
from board.timeline.items import (
    AsOfItem,
    AxisItem,
    DragItem,
    Part,
    StripItem,
    area_of_axis,
    area_of_lanes,
    area_of_strip,
)
from board.timeline.lane_item import LanesItem
from board.timeline.picture import LANE_PX, Label, Picture
from board.timeline.scale import Scale, Window, ticks

_WIDTHS_KEPT = 5000


@guarded
class Stage(GraphicsView):
    """Strip, lanes and axis in one scene whose units are the pixels of the view.

    Signals: frame_changed(): the parts have other places and the pictures must be made anew;
    scrolled(): other lanes are in sight; chosen_changed(): other incidents are chosen.
    """

    frame_changed = Signal()
    scrolled = Signal()
    chosen_changed = Signal()
    _parts: tuple[Part, ...] = ()  # the base class resizes before there are any

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=theme.panel)
        self.strip_item, self.lanes_item, self.axis_item = StripItem(theme), LanesItem(theme), AxisItem(theme)
        self.as_of_item, self.drag_item = AsOfItem(theme), DragItem(theme)
        self._parts = (self.lanes_item, self.strip_item, self.axis_item, self.as_of_item, self.drag_item)
        for height, part in enumerate(self._parts):
            part.setZValue(height)
            self.addItem(part)
        self._widths: dict[str, float] = {}
        self.picture: Picture | None = None
        self.frame = Frame(0, 0, NAMES_LEAST)
        self.bounds: Window = (0, 0)
        self.window: Window = (0, 0)
        self.window_asked_for: Window | None = None
        self.as_of_asked_for: int | None = None
        self.chosen: frozenset[int] = frozenset()
        self._scrollbar = QScrollBar(Qt.Orientation.Vertical, self)
        self._scrollbar.setSingleStep(int(LANE_PX))
        self._scrollbar.setAccessibleName("Scroll the lanes")
        self._scrollbar.valueChanged.connect(self._scroll)
        self._scrollbar.hide()
        self.set_theme(theme)

    # -- what it shows
    @property
    def strip_scale(self) -> Scale:
        """Days and pixels of the strip."""
        return self.frame.strip_scale(self.bounds)

    @property
    def lane_scale(self) -> Scale:
        """Days and pixels of the lanes."""
        return self.frame.lane_scale(self.window)

    def width_of(self, text: str) -> float:
        """How wide a label is; kept, since the same titles are measured for every step of a brush."""
        if text not in self._widths:
            if len(self._widths) > _WIDTHS_KEPT:
                self._widths.clear()
            self._widths[text] = QFontMetricsF(self.lanes_item.font).horizontalAdvance(text)
        return self._widths[text]

    @property
    def seen(self) -> tuple[float, float]:
        """The heights of the lanes in sight, from the top of the first one."""
        return self.lanes_item.scroll, self.lanes_item.scroll + self.frame.lanes_height

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours and the widget's font."""
        self.setBackground(theme.panel)
        small = scaled_font(self.font(), 12 / 13)
        for part in self._parts:
            part.set_look(theme, small)
        self.lanes_item.name_font = self.font()
        self._widths.clear()

    def set_names(self, names: tuple[str, ...]) -> bool:
        """Make the column of names as wide as they need, within reason; whether that changed the frame."""
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(name) for name in names[:200]), default=0.0)
        left = float(round(min(max(widest + NAME_LEFT + 14, NAMES_LEAST), NAMES_MOST)))
        if left == self.frame.left:
            return False
        self._set_frame(Frame(self.width(), self.height(), left))
        return True

    def set_days(self, bounds: Window, window: Window, asked: Window | None) -> None:
        """The span of the board, the window, and the window that the focus asks for (None: everything)."""
        self.bounds, self.window, self.window_asked_for = bounds, window, asked
        scale = self.strip_scale
        self.strip_item.set_brush(scale.x(window[0]), scale.x(window[1] + 1))
        lane_scale = self.lane_scale
        self.axis_item.set_ticks([(lane_scale.x(tick.moment), tick) for tick in ticks(lane_scale)])

    def set_as_of(self, day: int, asked: int | None) -> None:
        """The as-of day, and the one that the focus asks for (None: the end of the window)."""
        self.as_of_asked_for = asked
        within = self.window[0] - 1 <= day <= self.window[1]
        self.as_of_item.set_day(self.lane_scale.x(day + 1) if within else None, asked is not None)

    def show_picture(self, picture: Picture) -> None:
        """The lanes."""
        self.picture = picture
        scale = picture.scale
        self.lanes_item.show_picture(picture, self.frame, [(scale.x(tick.moment), tick) for tick in ticks(scale)])
        self._place_scrollbar()

    def show_labels(self, labels: list[Label]) -> None:
        """The titles beside marks."""
        self.lanes_item.show_labels(labels)

    def show_selected(self, incident: int | None) -> None:
        """Ring the incident that is looked at."""
        self.lanes_item.show_selected(incident, self.chosen)

    def choose(self, incidents: frozenset[int]) -> None:
        """Ring these thinly: what a command for several is for."""
        if incidents != self.chosen:
            self.chosen = incidents
            self.lanes_item.show_selected(self.lanes_item.selected, incidents)
            self.chosen_changed.emit()

    def show_lane(self, lane: int) -> None:
        """Scroll until the lane is in sight."""
        if self.picture is None:
            return
        top, bottom = float(self.picture.tops[lane]), float(self.picture.tops[lane + 1])
        if top < self.seen[0]:
            self._scrollbar.setValue(int(top))
        elif bottom > self.seen[1]:
            self._scrollbar.setValue(int(np.ceil(bottom - self.frame.lanes_height)))

    def scroll_lanes(self, pixels: float) -> None:
        """Scroll down by so much, or up."""
        self._scrollbar.setValue(round(self._scrollbar.value() + pixels))

    # -- places
    def lane_at(self, at: QPointF) -> int | None:
        """The lane at a place of the view."""
        if self.picture is None or not self.frame.lanes_top <= at.y() < self.frame.lanes_bottom:
            return None
        return self.picture.lane_at(at.y() - self.frame.lanes_top + self.lanes_item.scroll)

    def lane_box(self, lane: int) -> QRectF:
        """Where a lane is in the view."""
        if self.picture is None:
            return QRectF()
        top, bottom = float(self.picture.tops[lane]), float(self.picture.tops[lane + 1])
        box = QRectF(0, top - self.lanes_item.scroll + self.frame.lanes_top, self.frame.width, bottom - top)
        return box.intersected(area_of_lanes(self.frame))

    def mark_position(self, number: int) -> QPointF:
        """Where the middle of a mark is in the view."""
        if self.picture is None:
            return QPointF()
        marks = self.picture.marks
        y = float(marks.y[number]) - self.lanes_item.scroll + self.frame.lanes_top
        return QPointF(float(marks.spots.head[number]), y)

    def position_of(self, incident: int) -> QPointF | None:
        """Where the first mark of an incident is in the view; None where it has none."""
        found = [] if self.picture is None else np.flatnonzero(self.picture.marks.ids == incident).tolist()
        return self.mark_position(found[0]) if found else None

    def incidents_within(self, band: QRectF) -> frozenset[int]:
        """The incidents whose marks lie in a box of the view."""
        if self.picture is None:
            return frozenset()
        marks = self.picture.marks
        y = marks.y - self.lanes_item.scroll + self.frame.lanes_top
        head = marks.spots.head
        inside = (head >= band.left()) & (head <= band.right()) & (y >= band.top()) & (y <= band.bottom())
        return frozenset(marks.ids[inside].tolist())

    def hit_at(self, at: QPointF) -> Hit:
        """What is at a place of the view."""
        scale = self.strip_scale
        brush = (scale.x(self.window[0]), scale.x(self.window[1] + 1))
        return hit(at, self.frame, brush, self.picture, self.lanes_item.scroll, self.as_of_item.x_of_line)

    # -- room
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the new room."""
        super().resizeEvent(event)
        if self._parts:
            self._set_frame(Frame(self.width(), self.height(), self.frame.left))

    def _set_frame(self, frame: Frame) -> None:
        self.frame = frame
        self.strip_item.set_area(area_of_strip(frame))
        self.lanes_item.set_area(area_of_lanes(frame))
        self.axis_item.set_area(area_of_axis(frame))
        self.as_of_item.set_area(area_of_lanes(frame))
        self.drag_item.set_area(QRectF(0, 0, frame.width, frame.height))
        self._place_scrollbar()
        self.frame_changed.emit()

    def _place_scrollbar(self) -> None:
        frame, height = self.frame, 0.0 if self.picture is None else self.picture.height
        over = max(int(np.ceil(height - frame.lanes_height)), 0)
        self._scrollbar.setGeometry(
            int(frame.width - SCROLLBAR_PX), int(frame.lanes_top), int(SCROLLBAR_PX), int(frame.lanes_height)
        )
        self._scrollbar.setRange(0, over)
        self._scrollbar.setPageStep(max(int(frame.lanes_height), 1))
        self._scrollbar.setVisible(over > 0)

    def _scroll(self, value: int) -> None:
        self.lanes_item.set_scroll(float(value))
        self.scrolled.emit()
