"""Tables for paper: columns as wide as what stands in them, the header on each page, and no row cut that has room on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import get_ident

from PySide6.QtGui import QFontMetricsF

from board.sheets.blocks import Block, Canvas
from board.sheets.ink import CELL, CELL_STRONG, Style
from board.sheets.paper import pt
from board.sheets.words import Lines, Text, Words, runs_of

_PADDING = pt(2.6)
_GAP = pt(7)
_RAISED = 0.66  # of a raised number against its text, with some air
_LOW_ROW, _NEXT_ROW = pt(60), pt(200)  # a row lower than that is not left alone where the next is lower than this
_WORDS = re.compile(r"[ \u2028]")
_LOOKED_AT = 400  # rows in which the longest words are looked for
_WORD_SHARE = 0.22  # of the width that a column may claim for a single word
_HALVINGS = 40
_FEWEST = 2  # rows of a table on a page, where they are low and there are more


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its share of the width where not all can be as wide as they like, and how it is set.

    `numbers` are set to the right; `names` begin at the left whatever their letters.
    """

    title: str
    share: float
    numbers: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; `strong` for what is new."""

    cells: Sequence[Words]
    strong: bool = False


def fitted(free: float, shares: Sequence[float], natural: Sequence[float], least: Sequence[float]) -> list[float]:
    """Widths of columns in a room: none is wider than its longest line while another still needs to be.

    None is narrower than its longest word (`least`) where that can be; what all of them leave over goes to all by
    their shares.
    """
    if sum(natural) <= free:
        spare = free - sum(natural)
        return [wide + spare * share / sum(shares) for wide, share in zip(natural, shares, strict=True)]
    floors = [min(one) for one in zip(least, natural, strict=True)] if sum(least) <= free else [0.0] * len(shares)
    low, high = 0.0, free  # of the width that goes with a share of 1
    for _ in range(_HALVINGS):
        unit = (low + high) / 2
        widths = [
            max(floor, min(full, unit * share)) for floor, full, share in zip(floors, natural, shares, strict=True)
        ]
        low, high = (unit, high) if sum(widths) < free else (low, unit)
    return widths


@lru_cache(maxsize=20_000)
def _breadth(text: str, size: float, bold: bool, raised: bool, _thread: int) -> float:
    """The longest line of a text that is not broken, in twips."""
    metrics = QFontMetricsF(Style(size, bold=bold).font())
    wide = max(metrics.horizontalAdvance(line) for line in text.split("\u2028"))
    return wide * (_RAISED if raised else 1.0)


def _word_breadth(words: Words, style: Style) -> float:
    """The longest word of a cell."""
    return max((_cell_breadth(word, style) for run in runs_of(words) for word in _WORDS.split(run.text)), default=0.0)


def _cell_breadth(words: Words, style: Style) -> float:
    if isinstance(words, str):
        return _breadth(words, style.size, style.bold, False, get_ident())
    longest = 0.0
    line = 0.0
    for run in runs_of(words):
        bold = style.bold if run.bold is None else run.bold
        begun, *rest = run.text.split("\u2028")
        for at, part in enumerate((begun, *rest)):
            line = (0.0 if at else line) + _breadth(part, style.size, bold, run.raised, get_ident())
            longest = max(longest, line)
    return longest


class Table:
    """Rows under a header; where no column has a heading there is none.

    `alike`: a list that tables put themselves into whose columns are to stand below each other. `foot` is a note that
    stays below the last row.
    """

    keep_with_next = False

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        style: Style = CELL,
        alike: list[Table] | None = None,
        foot: Text | None = None,
    ) -> None:
        self._columns, self._rows = columns, rows
        self._style, self._foot = style, foot
        self._alike = [] if alike is None else alike
        self._alike.append(self)
        self._wide: dict[float, list[float]] = {}
        self._headed = any(column.title for column in columns)
        self._broken: dict[int, list[Lines]] = {}  # row -> its cells, for one width
        self._width = 0.0
        self._first, self._last = 0, len(rows)
        self._line = 0  # the first line of the first row, where a row higher than a page was cut

    # -- measures
    def _widths(self, width: float) -> list[float]:
        found = self._wide.get(width)
        if found is None:
            free = width - _GAP * (len(self._columns) - 1)
            naturals = zip(*(table._breadths(free) for table in self._alike), strict=True)
            shares = [column.share for column in self._columns]
            leasts = zip(*(table._words() for table in self._alike), strict=True)
            longest = [max(one) for one in naturals]
            words = [min(max(one), free * _WORD_SHARE) for one in leasts]
            found = self._wide[width] = fitted(free, shares, longest, words)
        return found

    def _words(self) -> list[float]:
        """How wide the longest word of each column is."""
        found = [_word_breadth(column.title, CELL_STRONG) for column in self._columns]
        for row in self._rows[:_LOOKED_AT]:
            style = CELL_STRONG if row.strong else self._style
            found = [max(wide, _word_breadth(cell, style)) for wide, cell in zip(found, row.cells, strict=True)]
        return [wide + pt(0.5) for wide in found]

    def _breadths(self, most: float) -> list[float]:
        """How wide each column would like to be, not wider than `most`."""
        found = [_cell_breadth(column.title, CELL_STRONG) for column in self._columns]
        for row in self._rows:
            style = CELL_STRONG if row.strong else self._style
            for at, cell in enumerate(row.cells):
                if found[at] < most:
                    found[at] = max(found[at], _cell_breadth(cell, style))
        return [min(wide + pt(0.5), most) for wide in found]

    def _cells(self, row: int, width: float) -> list[Lines]:
        """The broken cells of a row; -1 is the header."""
        if width != self._width:
            self._broken.clear()
            self._width = width
        found = self._broken.get(row)
        if found is None:
            strong = row < 0 or self._rows[row].strong
            words: Sequence[Words] = [one.title for one in self._columns] if row < 0 else self._rows[row].cells
            style = CELL_STRONG if strong else self._style
            found = self._broken[row] = [
                Lines(cell, style, wide, align_end=column.numbers, names=column.names)
                for cell, wide, column in zip(words, self._widths(width), self._columns, strict=True)
            ]
        return found

    def _row_height(self, row: int, width: float) -> float:
        if row < 0 and not self._headed:
            return 0.0
        cells = self._cells(row, width)
        lines = max((cell.count for cell in cells), default=1)
        if row == self._first:
            lines = (lines if self._cut is None else min(self._cut, lines)) - self._line
        return max(lines, 1) * max(cell.pitch for cell in cells) + 2 * _PADDING

    def _foot_height(self, width: float) -> float:
        return 0.0 if self._foot is None else pt(3) + self._foot.height(width)

    def height(self, width: float) -> float:
        """The header, all rows, and the note below the last."""
        if self._first >= self._last:
            return 0.0
        rows = sum(self._row_height(row, width) for row in range(self._first, self._last))
        return self._row_height(-1, width) + rows + self._foot_height(width)

    # -- pages
    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """As many whole rows as fit; low rows are not left alone on either side."""
        down = self._row_height(-1, width)
        row = self._first
        while row < self._last and down + self._row_height(row, width) <= room:
            down += self._row_height(row, width)
            row += 1
        if row == self._last:
            if down + self._foot_height(width) <= room:
                return self, None
            row -= 1
        low = self._row_height(self._last - 1, width) < _LOW_ROW
        if low and self._last - row == 1 and row - self._first > _FEWEST:
            row -= 1
        if row == self._first or self._leaves_one(row, width, room):
            return None, self
        return self._piece(self._first, row, self._line), self._piece(row, self._last, 0)

    def _leaves_one(self, row: int, width: float, room: float) -> bool:
        """Whether one low row would be left at the foot of a page while the next, low too, would go with it elsewhere."""
        return (
            row - self._first == 1
            and self._row_height(self._first, width) < _LOW_ROW
            and self._row_height(row, width) < _NEXT_ROW
            and room < self._row_height(-1, width) + _LOW_ROW + _NEXT_ROW
        )

    def force_split(self, width: float, room: float) -> tuple[Block, Block]:
        """For a row higher than a whole page: cut it between two of its lines."""
        cells = self._cells(self._first, width)
        pitch = max(cell.pitch for cell in cells)
        lines = int((room - self._row_height(-1, width) - 2 * _PADDING) // pitch)
        lines = max(1, min(lines, max(cell.count for cell in cells) - self._line - 1))
        head = self._piece(self._first, self._first + 1, self._line)
        head._foot = None
        head._cut = self._line + lines
        return head, self._piece(self._first, self._last, self._line + lines)

    _cut: int | None = None  # where the only row ends that this piece holds

    def _piece(self, first: int, last: int, line: int) -> Table:
        part = Table(self._columns, self._rows, style=self._style, foot=self._foot if last == len(self._rows) else None)
        part._broken, part._width, part._wide, part._alike = self._broken, self._width, self._wide, self._alike
        part._first, part._last, part._line = first, last, line
        return part

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """The header, a line, and the rows with hairlines between."""
        if self._first >= self._last:
            return
        if self._headed:
            y = self._draw_row(canvas, -1, x, y, width)
        canvas.line(x, y, x + width, y, width=0.7)
        for row in range(self._first, self._last):
            y = self._draw_row(canvas, row, x, y, width)
            canvas.line(x, y, x + width, y, width=0.35, shade=0.66)
        if self._foot is not None:
            self._foot.draw(canvas, x, y + pt(3), width)

    def _draw_row(self, canvas: Canvas, row: int, x: float, y: float, width: float) -> float:
        line = self._line if row == self._first else 0
        cut = self._cut if row == self._first else None
        for cell, wide in zip(self._cells(row, width), self._widths(width), strict=True):
            last = cell.count if cut is None else min(cut, cell.count)
            if line < last:
                cell.draw(canvas, x, y + _PADDING, line, last)
            x += wide + _GAP
        return y + self._row_height(row, width)
