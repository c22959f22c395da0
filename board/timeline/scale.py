"""Days and pixels: the straight line between them, calendar ticks, and what zooming and panning make of a window.

A day number stands for the span [day, day + 1); 0.5 past it is noon.  A window is its first and its last day,
both included, so it is drawn over [first, last + 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from db.dates import date_of, day_of

Window = tuple[int, int]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FIRST_DAY, LAST_DAY = day_of(date.min), day_of(date.max)
MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
LONG_MONTHS = tuple("January February March April May June July August September October November December".split())
_MONTH_DAYS, _YEAR_DAYS = 30.4375, 365.25


@dataclass(frozen=True, slots=True)
class Scale:
    """The day `first` lies at the pixel `left`, the day `end` (not included any more) at `right`."""

    first: float
    end: float
    left: float
    right: float

    @property
    def per_day(self) -> float:
        """Pixels that a day is wide."""
        return (self.right - self.left) / (self.end - self.first)

    def x(self, day: float) -> float:
        """The pixel of a moment, in days."""
        return self.left + (day - self.first) * self.per_day

    def xs(self, days: NDArray[np.number]) -> Floats:
        """The pixels of many moments; same shape."""
        return self.left + (days.astype(np.float64) - self.first) * self.per_day

    def moment(self, x: float) -> float:
        """The moment at a pixel, in days; also beyond the ends."""
        return self.first + (x - self.left) / self.per_day

    def day(self, x: float) -> int:
        """The day at a pixel, kept within the calendar."""
        return min(max(int(np.floor(self.moment(x))), FIRST_DAY), LAST_DAY)


@dataclass(frozen=True, slots=True)
class Step:
    """One distance of ticks: so many hours, days, months or years, with the least pixels that its labels need."""

    unit: str
    count: int
    least: int
    zoom: str

    @property
    def days(self) -> float:
        """Its usual length."""
        return self.count * {"hour": 1 / 24, "day": 1.0, "month": _MONTH_DAYS, "year": _YEAR_DAYS}[self.unit]


# labels: "06:00", "8 May", "June 2017" (or "Jun"), "2017"
STEPS: tuple[Step, ...] = (
    Step("hour", 1, 48, "hours"),
    Step("hour", 3, 48, "hours"),
    Step("hour", 6, 48, "hours"),
    Step("hour", 12, 48, "hours"),
    Step("day", 1, 62, "days"),
    Step("day", 2, 62, "days"),
    Step("day", 7, 62, "weeks"),
    Step("day", 14, 62, "weeks"),
    Step("month", 1, 100, "months"),
    Step("month", 3, 100, "months"),
    Step("year", 1, 44, "years"),
    Step("year", 2, 44, "years"),
    Step("year", 5, 44, "years"),
    Step("year", 10, 44, "decades"),
    Step("year", 20, 44, "decades"),
    Step("year", 50, 44, "decades"),
    Step("year", 100, 44, "centuries"),
    Step("year", 1000, 44, "centuries"),
    Step("year", 5000, 44, "centuries"),
)
# the spans that a bar of a histogram may stand for
BIN_STEPS: tuple[Step, ...] = tuple(step for step in STEPS if step.unit != "hour")
_WEEKS_FROM = 4  # 1970-01-05 was a Monday


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid at a moment, with its label; `strong` where a larger unit begins."""

    moment: float
    text: str
    strong: bool = False


def step_for(scale: Scale) -> Step:
    """The finest distance of ticks at which their labels have room."""
    return next((step for step in STEPS if step.days * scale.per_day >= step.least), STEPS[-1])


def zoom_name(scale: Scale) -> str:
    """How far in one is, in a word: "hours" to "centuries"."""
    return step_for(scale).zoom


def ticks(scale: Scale) -> list[Tick]:
    """The ticks within the scale, in order; the year is told at the first one and wherever it changes."""
    step = step_for(scale)
    if step.unit == "hour":
        return list(_hour_ticks(scale, step))
    found: list[Tick] = []
    year_before = 0
    for day in _days_of(step, scale.first, scale.end):
        if not scale.first <= day < scale.end:
            continue
        when = date_of(day)
        new_year = when.year != year_before
        strong = new_year and bool(found) and step.unit != "year"
        found.append(Tick(day, _tick_text(step, when, new_year), strong))
        year_before = when.year
    return found


def _tick_text(step: Step, when: date, new_year: bool) -> str:
    if step.unit == "year":
        return str(when.year)
    if step.unit == "month":
        return f"{LONG_MONTHS[when.month - 1]} {when.year}"
    return day_text(when, year=new_year)


def day_text(when: date, *, year: bool = True) -> str:
    """A day as labels have it: "8 May", "8 May 2017"."""
    return f"{when.day} {MONTHS[when.month - 1]}" + (f" {when.year}" if year else "")


def _hour_ticks(scale: Scale, step: Step) -> Iterator[Tick]:
    first = True
    for number in range(int(np.ceil(scale.first * 24 / step.count)), int(np.ceil(scale.end * 24 / step.count))):
        day, hour = divmod(number * step.count, 24)
        text = day_text(date_of(day), year=first) if first or hour == 0 else f"{hour:02d}:00"
        if FIRST_DAY <= day <= LAST_DAY:
            yield Tick(day + hour / 24, text if hour == 0 or not first else f"{text}, {hour:02d}:00", hour == 0)
            first = False


def _days_of(step: Step, first: float, end: float) -> Iterator[int]:
    """The days at which spans of this step begin: the last one at or before `first`, and on up to `end`.

    The calendar begins on 1 January of the year 1; a span that would have begun before it has no such day.
    """
    low, high = max(int(np.floor(first)), FIRST_DAY), min(int(np.ceil(end)), LAST_DAY)
    if step.unit == "day":
        offset = _WEEKS_FROM if step.count % 7 == 0 else 0
        day = low - (low - offset) % step.count
        yield from range(day if day >= FIRST_DAY else day + step.count, high + 1, step.count)
        return
    months = step.count * (12 if step.unit == "year" else 1)
    start = date_of(low)
    number = start.year * 12 + start.month - 1
    number -= number % months
    if number < 12:
        number += months
    while number // 12 <= 9999:
        day = day_of(date(number // 12, number % 12 + 1, 1))
        if day > high:
            return
        yield day
        number += months


def bin_edges(first: int, end: int, width: float, least: float) -> Ints:
    """Edges of the bars of a histogram over [first, end): calendar spans at least `least` pixels wide.

    The first and last edge are `first` and `end` themselves, so the bars at the ends may be narrower.
    Shape (bars + 1,); `end` must be greater than `first`.
    """
    per_day = width / (end - first)
    step = next((step for step in BIN_STEPS if step.days * per_day >= least), BIN_STEPS[-1])
    inner = [day for day in _days_of(step, first, end) if first < day < end]
    return np.array([first, *inner, end], dtype=np.int64)


def zoomed(window: Window, factor: float, anchor: float, bounds: Window) -> Window | None:
    """The window `factor` times as long (at least a day) with the moment `anchor` kept where it is on the screen.

    None, for everything, where it would reach over all of `bounds`.
    """
    first, end = window[0], window[1] + 1
    length = end - first
    wanted = length * factor
    new = round(wanted)
    if new == length and factor != 1:
        new += 1 if factor > 1 else -1
    new = max(new, 1)
    if new >= bounds[1] + 1 - bounds[0] and factor > 1:
        return None
    share = min(max((anchor - first) / length, 0.0), 1.0)
    # truncated and not rounded where it shrinks to a day, so that the day under the pointer is the one that stays
    start = int(np.floor(anchor)) if new == 1 else round(anchor - share * new)
    return _within(start, new, bounds)


def panned(window: Window, days: int, bounds: Window) -> Window:
    """The window moved by so many days, but not out of `bounds`."""
    return _within(window[0] + days, window[1] + 1 - window[0], bounds)


def _within(first: int, length: int, bounds: Window) -> Window:
    length = min(length, bounds[1] + 1 - bounds[0])
    first = min(max(first, bounds[0]), bounds[1] + 1 - length)
    return first, first + length - 1


def clamped(window: Window, bounds: Window) -> Window:
    """What of the window lies in `bounds`, ends put in order; at least a day."""
    first, last = sorted(window)
    first = min(max(first, bounds[0]), bounds[1])
    return first, min(max(last, first), bounds[1])
