"""A foreign text as it can be shown: in parts, in lines of bounded length, with nothing invisible in it.

Pure functions.  The text of a document is counted in code points, what a QTextDocument holds in UTF-16 units; a
`ShownText` maps one onto the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from db.names import show_controls

LONGEST_PART = 120_000  # code points shown at once: a text widget hangs on megabytes
LONGEST_LINE = 900  # of one line: a QPlainTextEdit lays out a whole line at a time
MOST_LINES = 6_000  # two million newlines hang it, too
_TO_SHOW = re.compile(r"\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffc]")
_DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE_END = "\n"


@dataclass(frozen=True, slots=True)
class ShownText:
    """One part of a text: `shown` stands for source[start:end]; both ways of counting are mapped onto each other."""

    shown: str
    start: int
    end: int
    _sources: tuple[int, ...] = field(default=(), repr=False)  # where a new piece begins, in code points
    _places: tuple[int, ...] = field(default=(), repr=False)  # the same in UTF-16 units of what is shown
    _steps: tuple[tuple[int, int], ...] = field(default=(), repr=False)  # (code points, units) that a character takes

    def place_of(self, position: int) -> int:
        """Where a code point of the source stands in what is shown, in UTF-16 units; clipped to this part."""
        position = min(max(position, self.start), self.end)
        piece = max(bisect_right(self._sources, position) - 1, 0)
        if not self._sources:
            return 0
        points, units = self._steps[piece]
        return (
            self._places[piece] + (position - self._sources[piece]) // points * units if points else self._places[piece]
        )

    def position_of(self, place: int) -> int:
        """The code point of the source that stands at a place of what is shown, in UTF-16 units."""
        if not self._places:
            return self.start
        piece = max(bisect_right(self._places, max(place, 0)) - 1, 0)
        points, units = self._steps[piece]
        last = self._sources[piece + 1] if piece + 1 < len(self._sources) else self.end
        return min(self._sources[piece] + (place - self._places[piece]) // units * points, last) if units else last


def part_of(text: str, position: int = 0) -> ShownText:
    """The part of a text that holds a position; parts follow one another without a gap.

    Parts are cut where a line ends, if one does near the cut.
    """
    start = 0
    while True:
        end = _cut(text, start)
        if end >= len(text) or position < end:
            return _shown(text, start, end)
        start = end


def _cut(text: str, start: int) -> int:
    """Where the part that begins at `start` ends."""
    end = min(start + LONGEST_PART, len(text))
    lines = text.count(_LINE_END, start, end)
    if lines > MOST_LINES:
        place = start
        for _ in range(MOST_LINES):
            place = text.index(_LINE_END, place) + 1
        return place
    if end == len(text):
        return end
    after_line = text.rfind(_LINE_END, end - LONGEST_PART // 10, end) + 1
    return after_line or end


@dataclass(slots=True)
class _Builder:
    """Gathers what is shown, and a piece wherever the two ways of counting part."""

    texts: list[str] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)
    place: int = 0

    def add(self, source: int, text: str, points: int, units: int, length: int) -> None:
        self.texts.append(text)
        if self.steps and self.steps[-1] == (points, units) == (1, 1):
            self.place += length
            return
        self.sources.append(source)
        self.places.append(self.place)
        self.steps.append((points, units))
        self.place += length


def _shown(text: str, start: int, end: int) -> ShownText:
    builder = _Builder()
    at, in_line = start, 0
    special = re.compile(f"{_TO_SHOW.pattern}|{_DIRECTIONS.pattern}|[\U00010000-\U0010ffff]+")
    for found in special.finditer(text, start, end):
        in_line = _add_plain(builder, text, at, found.start(), in_line)
        words = found.group()
        if words[0] == "\r":
            builder.add(found.start(), _LINE_END, len(words), 1, 1)
            in_line = 0
        elif ord(words[0]) > 0xFFFF:
            builder.add(found.start(), words, 1, 2, 2 * len(words))
            in_line += len(words)
        else:
            shown = show_controls(words) if _DIRECTIONS.match(words) else f"⟦U+{ord(words):04X}⟧"
            builder.add(found.start(), shown, 1, len(shown), len(shown))
            in_line += len(shown)
        at = found.end()
    _add_plain(builder, text, at, end, in_line)
    return ShownText(
        "".join(builder.texts), start, end, tuple(builder.sources), tuple(builder.places), tuple(builder.steps)
    )


def _add_plain(builder: _Builder, text: str, start: int, end: int, in_line: int) -> int:
    """Add characters that stand for themselves, with a line broken where it gets too long; how long it is then."""
    at = start
    while at < end:
        line_end = text.find(_LINE_END, at, end)
        stop = end if line_end < 0 else line_end + 1
        if stop - at + in_line > LONGEST_LINE:
            room = max(LONGEST_LINE - in_line, 1)
            blank = text.rfind(" ", at, min(at + room, stop))
            stop = blank + 1 if blank > at else min(at + room, stop)
            builder.add(at, text[at:stop], 1, 1, stop - at)
            builder.add(stop, _LINE_END, 0, 1, 1)
            in_line = 0
        else:
            builder.add(at, text[at:stop], 1, 1, stop - at)
            in_line = 0 if line_end >= 0 else in_line + stop - at
        at = stop
    return in_line
