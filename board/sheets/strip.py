"""Incidents along time on paper: a mark for each where they fit, bars of counts where they do not; and levels in steps.

Shapes say the kind, so that nothing is lost in black and white. A date that is not exact is a bar over the days that
may be meant; where its ends are themselves in doubt the bar breaks up towards them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from board.sheets.blocks import Canvas, Picture
from board.sheets.lettering import LABEL, LABEL_SOFT, LABEL_STRONG, Ground, Label, fitted
from board.sheets.marks import MARK, draw_bar, draw_mark
from board.sheets.paper import pt
from board.sheets.ticks import bins, ticks
from db import wording
from db.records import Incident, LevelEntry
from db.vocabulary import INCIDENT_KINDS, LEVELS

Window = tuple[int, int]
_ROW = MARK + pt(1.6)
_EDGE = MARK / 2 + pt(1)  # kept free left and right, so that a mark on the last day is whole
_NARROW_BIN = pt(3.2)
_LEGEND_ROW = pt(10.5)
_BAR, _HATCHED = "a bar", "hatched"  # signs of the legend that are no kind
_LEADS = {_BAR: pt(14), "": 0.0}  # from the begin of a sign to its words

_Sign = tuple[str, Label, float, float]  # what is drawn, its words, where it begins, where the words do


def timeline_strip(incidents: Sequence[Incident], window: Window, *, tall: float) -> Strip:
    """The incidents over a window of Unix days (first, last), in a frame at most `tall` twips high."""
    return Strip(tall, partial(_paint_strip, tuple(incidents), window), tuple(incidents), window)


def activity_bars(incidents: Sequence[Incident], window: Window, *, tall: float) -> Picture:
    """How many incidents fell into each day, week, month or year of the window, whatever their number."""
    return Picture(tall, partial(_paint_bars, tuple(incidents), window))


def level_strip(entries: Sequence[LevelEntry], window: Window, *, tall: float) -> Picture:
    """The level of a flashpoint over the window as a line in steps, each with its name."""
    return Picture(tall, partial(_paint_levels, tuple(entries), window))


@dataclass
class Strip(Picture):
    """A picture of incidents that is only as high as the rows of its marks need; `tall` is the most."""

    incidents: tuple[Incident, ...]
    window: Window

    def height(self, width: float) -> float:
        """See `Block`."""
        frame = QRectF(0, 0, width, self.tall)
        axis = _axis(frame, self.window)
        rows = _rows(axis, frame)
        inside, told = _dated(self.incidents, self.window)
        places = _places(inside, axis, rows)
        if places is None:
            return self.tall
        more = (len(_legend(inside, told, width)) - 1) * _LEGEND_ROW
        return self.tall + more - (rows - 1 - max(places, default=0)) * _ROW

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """The drawing, in the height that it needs."""
        Picture(self.height(width), self.paint).draw(canvas, x, y, width)


class Axis:
    """Days along the width of a frame, with what is written below it."""

    def __init__(self, frame: QRectF, window: Window, bottom: float) -> None:
        self.first, self.last = window[0], max(window)
        self.left, self.right = frame.left() + _EDGE, frame.right() - _EDGE
        self.frame, self.y = frame, bottom
        self._step = (self.right - self.left) / (self.last - self.first + 1)

    def x(self, day: float) -> float:
        """The begin of a day; the middle of day d is x(d + 0.5)."""
        return self.left + (day - self.first) * self._step

    def draw(self, canvas: Canvas) -> None:
        """The line, and the days that fit under it."""
        canvas.line(self.frame.left(), self.y, self.frame.right(), self.y, width=0.7, shade=0.3)
        free = Ground(self.frame.adjusted(-1, 0, 1, pt(20)), [])
        for day, text in ticks(self.first, self.last, int((self.right - self.left) // pt(40))):
            x = self.x(day + 0.5)
            canvas.line(x, self.y, x, self.y + pt(2), width=0.5, shade=0.3)
            label = Label(text, LABEL_SOFT)
            left = min(max(x - label.width / 2, self.frame.left()), self.frame.right() - label.width)
            box = label.box(left, self.y + pt(2.5))
            if free.is_free(box, pt(3)):
                free.take(box)
                label.draw(canvas, box.left(), box.top())


def _dated(incidents: Sequence[Incident], window: Window) -> tuple[list[Incident], str]:
    """Those that may lie in the window, and what is to be said of the rest."""
    inside: list[Incident] = []
    undated = outside = 0
    for one in incidents:
        first, last = one.date.earliest, one.date.latest
        if first is None and last is None:
            undated += 1
        elif (first is not None and first > window[1]) or (last is not None and last < window[0]):
            outside += 1
        else:
            inside.append(one)
    told = [f"{undated:,} without a date"] if undated else []
    told += [f"{outside:,} outside these days"] if outside else []
    return inside, " · ".join(told)


def _span(incident: Incident, axis: Axis) -> tuple[float, float]:
    first, last = incident.date.earliest, incident.date.latest
    begin = axis.first if first is None else max(first, axis.first)
    end = axis.last if last is None else min(last, axis.last)
    return axis.x(begin), axis.x(end + 1)


def _paint_strip(incidents: tuple[Incident, ...], window: Window, canvas: Canvas, frame: QRectF) -> None:
    inside, told = _dated(incidents, window)
    legend = _legend(inside, told, frame.width())
    above = frame.adjusted(0, 0, 0, -(len(legend) - 1) * _LEGEND_ROW)
    axis = _axis(above, window)
    places = _places(inside, axis, _rows(axis, above))
    if places is None:  # not even that
        _paint_bars(incidents, window, canvas, frame)
        return
    axis.draw(canvas)
    marks: list[tuple[QPointF, Incident]] = []
    for one, row in zip(inside, places, strict=True):
        y = axis.y - pt(0.6) - MARK / 2 - row * _ROW
        left, right = _span(one, axis)
        if not one.date.is_exact and right - left > MARK:
            doubt = one.date.is_approximate or one.date.is_uncertain
            fading = doubt or one.date.earliest is None, doubt or one.date.latest is None
            draw_bar(canvas, QRectF(left, y - pt(1.5), right - left, pt(3)), one, fading)
        marks.append((QPointF((left + right) / 2, y), one))
    for middle, one in marks:
        draw_mark(canvas, middle, one.kind, hatched=one.recurring, doubted=not one.date.is_exact)
    _paint_legend(canvas, frame, legend)


def _axis(frame: QRectF, window: Window) -> Axis:
    """With room for the days and the legend below it."""
    return Axis(frame, window, frame.bottom() - 2 * LABEL_SOFT.size * 20 * 1.5 - pt(2))


def _rows(axis: Axis, frame: QRectF) -> int:
    return max(1, int((axis.y - frame.top() - pt(1) + 1e-3) // _ROW))


def _places(inside: Sequence[Incident], axis: Axis, rows: int) -> list[int] | None:
    # where bars side by side would need too many rows, they may lie behind the marks of others
    return stacked(inside, axis, rows) or stacked(inside, axis, rows, marks_only=True)


def stacked(incidents: Sequence[Incident], axis: Axis, rows: int, *, marks_only: bool = False) -> list[int] | None:
    """The row of each incident, 0 next to the axis, so that nothing overlaps; None where so many rows do not hold them.

    `marks_only`: bars may overlap, marks still do not.
    """
    wanted = []
    for number, one in enumerate(incidents):
        left, right = _span(one, axis)
        middle = (left + right) / 2
        if marks_only or one.date.is_exact or right - left <= MARK:
            left = right = middle
        wanted.append((min(left, middle - MARK / 2), max(right, middle + MARK / 2), number))
    if len(wanted) > rows * (axis.right - axis.left + MARK) / MARK:
        return None
    ends = [-1e9] * rows
    found = [0] * len(wanted)
    for left, right, number in sorted(wanted):
        row = next((row for row, end in enumerate(ends) if end <= left), None)
        if row is None:
            return None
        ends[row] = right + pt(0.5)
        found[number] = row
    return found


def _legend(incidents: Sequence[Incident], told: str, width: float) -> list[list[_Sign]]:
    """Every sign that is drawn with its words, in as many rows of this width as it takes; then what is not drawn."""
    counts = Counter(one.kind for one in incidents)
    kinds = sorted(counts, key=lambda code: (-counts[code], INCIDENT_KINDS.number(code)))
    entries = [(kind, Label(INCIDENT_KINDS.label(kind), LABEL)) for kind in kinds]
    if any(not one.date.is_exact for one in incidents):
        entries.append((_BAR, Label("day not exact", LABEL)))
    if any(one.recurring for one in incidents):
        entries.append((_HATCHED, Label("recurring", LABEL)))
    if told:
        entries.append(("", fitted(told, LABEL_SOFT, width)))
    rows: list[list[_Sign]] = [[]]
    x = 0.0
    for sign, label in entries:
        lead = _LEADS.get(sign, MARK + pt(2))
        if rows[-1] and x + lead + label.width > width:
            rows.append([])
            x = 0.0
        rows[-1].append((sign, label, x, lead))
        x += lead + label.width + pt(8)
    return rows


def _paint_legend(canvas: Canvas, frame: QRectF, rows: Sequence[Sequence[_Sign]]) -> None:
    for above, row in enumerate(reversed(rows)):
        y = frame.bottom() - pt(4.8) - above * _LEGEND_ROW
        for sign, label, place, lead in row:
            x = frame.left() + place
            if sign == _BAR:
                canvas.painter.fillRect(QRectF(x, y - pt(1.5), pt(12), pt(3)), canvas.ink.shade(0.72))
            elif sign == _HATCHED:
                draw_mark(canvas, QPointF(x + MARK / 2, y), "clash", hatched=True)
            elif sign:
                draw_mark(canvas, QPointF(x + MARK / 2, y), sign)
            label.draw(canvas, x + lead, y - label.height / 2)


def counted(incidents: Sequence[Incident], edges: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Incidents for each part: those that lie in it for sure, and the share of those that may.

    One whose days reach over several parts counts for each in proportion to its days there.
    """
    sure, maybe = np.zeros(len(edges) - 1), np.zeros(len(edges) - 1)
    bounds = np.asarray(edges, np.int64)
    for one in incidents:
        first = int(bounds[0]) if one.date.earliest is None else one.date.earliest
        last = int(bounds[-1]) - 1 if one.date.latest is None else one.date.latest
        a, b = np.searchsorted(bounds, (first, last), side="right") - 1
        if a == b and 0 <= a < len(sure):
            sure[a] += 1
            continue
        over = np.minimum(last + 1, bounds[1:]) - np.maximum(first, bounds[:-1])
        maybe += np.maximum(over, 0) / (last - first + 1)
    return sure, maybe


def _paint_bars(incidents: tuple[Incident, ...], window: Window, canvas: Canvas, frame: QRectF) -> None:
    inside, told = _dated(incidents, window)
    axis = _axis(frame, window)
    edges, name = bins(axis.first, axis.last, int((axis.right - axis.left) // _NARROW_BIN))
    sure, maybe = counted(inside, edges)
    top = max(1.0, float((sure + maybe).max()))
    most = Label(f"{round(top):,} a {name}" if top >= 1.5 else f"1 a {name}", LABEL_SOFT)
    ceiling = frame.top() + most.height
    canvas.line(axis.left, ceiling, axis.right, ceiling, width=0.35, shade=0.75)
    most.draw(canvas, axis.left, frame.top())
    painter = canvas.painter
    for at in range(len(sure)):
        left, right = max(axis.x(edges[at]), axis.left), min(axis.x(edges[at + 1]), axis.right)
        room = (axis.y - ceiling) / top
        wide = max(right - left - pt(0.5), pt(0.6))
        solid, light = sure[at] * room, maybe[at] * room
        painter.fillRect(QRectF(left, axis.y - solid, wide, solid), canvas.ink.shade(0.35))
        if light > 0.5:
            painter.fillRect(QRectF(left, axis.y - solid - light, wide, light), canvas.ink.shade(0.75))
    axis.draw(canvas)
    words = f"{wording.counted(len(inside), 'incident')}, bars: one {name} each"
    if float(maybe.sum()) >= 0.05:
        words += "; light: days not exact, spread evenly"
    note = fitted(" · ".join(filter(None, (words, told))), LABEL, frame.width())
    note.draw(canvas, frame.left(), frame.bottom() - note.height)


def _paint_levels(entries: tuple[LevelEntry, ...], window: Window, canvas: Canvas, frame: QRectF) -> None:
    foot = LABEL_SOFT.size * 20 * 1.5
    axis = Axis(frame, window, frame.bottom() - foot - pt(1))
    top = frame.top() + LABEL.size * 20 * 1.45 + pt(1.2)
    heights = np.linspace(axis.y - pt(1.5), top, len(LEVELS.codes))
    for y in heights[1:]:
        canvas.line(axis.left, float(y), axis.right, float(y), width=0.25, shade=0.85)
    axis.draw(canvas)
    steps = sorted(entries, key=lambda one: (-(10**9) if one.since.earliest is None else one.since.earliest, one.id))
    begins = [axis.first if one.since.earliest is None else one.since.earliest for one in steps]
    free = Ground(frame, [])
    painter = canvas.painter
    for at, entry in enumerate(steps):
        end = begins[at + 1] if at + 1 < len(steps) else axis.last + 1
        if (end <= axis.first and at + 1 < len(steps)) or begins[at] > axis.last:
            continue
        left, right = axis.x(max(begins[at], axis.first)), axis.x(min(end, axis.last + 1))
        y = float(heights[LEVELS.number(entry.level)])
        colour = canvas.ink.fill(LEVELS[entry.level].role)
        painter.fillRect(QRectF(left, y, right - left, axis.y - y), _pale(colour))
        painter.setPen(QPen(canvas.ink.role(LEVELS[entry.level].role), pt(1.4)))
        painter.drawLine(QLineF(left, y, right, y))
        if at and begins[at] >= axis.first:
            before = float(heights[LEVELS.number(steps[at - 1].level)])
            pen = QPen(canvas.ink.shade(0.2), pt(0.8))
            if not entry.since.is_exact:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(left, before), QPointF(left, y)]))
        label = Label(LEVELS.label(entry.level), LABEL_STRONG)
        spot = label.box(min(left + pt(2), axis.right - label.width), y - label.height - pt(1.2))
        fits = label.width + pt(2) <= right - left or at + 1 == len(steps)
        if fits and free.is_free(spot, pt(1)):
            free.take(spot)
            label.draw(canvas, spot.left(), spot.top())


def _pale(colour: QColor) -> QColor:
    """A wash of a colour on white, opaque: printers do badly with what shines through."""
    return QColor(*(round(255 - (255 - part) * 0.18) for part in (colour.red(), colour.green(), colour.blue())))
