"""Tables for paper: the header is repeated on each page, and no row is cut that has room on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from board.sheets.blocks import Block, Canvas
from board.sheets.ink import CELL, CELL_STRONG, Style
from board.sheets.paper import pt
from board.sheets.words import Lines, Words

_PADDING = pt(2.6)
_GAP = pt(7)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its share of the width, and whether numbers stand in it (set to the right)."""

    title: str
    share: float
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; `strong` for what is new, `mark` a short word or sign in the margin."""

    cells: Sequence[Words]
    strong: bool = False


class Table:
    """Rows under a header."""

    keep_with_next = False

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], *, style: Style = CELL) -> None:
        self._columns, self._rows = columns, rows
        self._style = style
        self._broken: dict[int, list[Lines]] = {}  # row -> its cells, for one width
        self._width = 0.0
        self._first, self._last = 0, len(rows)
        self._line = 0  # the first line of the first row, where a row higher than a page was cut

    # -- measures
    def _widths(self, width: float) -> list[float]:
        total = sum(column.share for column in self._columns)
        free = width - _GAP * (len(self._columns) - 1)
        return [free * column.share / total for column in self._columns]

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
                Lines(cell, style, wide, align_end=column.numbers)
                for cell, wide, column in zip(words, self._widths(width), self._columns, strict=True)
            ]
        return found

    def _row_height(self, row: int, width: float) -> float:
        cells = self._cells(row, width)
        lines = max((cell.count for cell in cells), default=1)
        if row == self._first:
            lines = max(lines - self._line, 1)
        return max(lines, 1) * max(cell.pitch for cell in cells) + 2 * _PADDING

    def height(self, width: float) -> float:
        """The header and all rows."""
        if self._first >= self._last:
            return 0.0
        return self._row_height(-1, width) + sum(self._row_height(row, width) for row in range(self._first, self._last))

    # -- pages
    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """As many whole rows as fit."""
        down = self._row_height(-1, width)
        row = self._first
        while row < self._last and down + self._row_height(row, width) <= room:
            down += self._row_height(row, width)
            row += 1
        if row == self._last:
            return self, None
        if row == self._first:
            return None, self
        return self._piece(self._first, row, self._line), self._piece(row, self._last, 0)

    def force_split(self, width: float, room: float) -> tuple[Block, Block]:
        """For a row higher than a whole page: cut it between two of its lines."""
        cells = self._cells(self._first, width)
        pitch = max(cell.pitch for cell in cells)
        lines = max(1, int((room - self._row_height(-1, width) - 2 * _PADDING) // pitch))
        head = self._piece(self._first, self._first + 1, self._line)
        head._cut = self._line + lines
        return head, self._piece(self._first, self._last, self._line + lines)

    _cut: int | None = None  # where the only row ends that this piece holds

    def _piece(self, first: int, last: int, line: int) -> Table:
        part = Table(self._columns, self._rows, style=self._style)
        part._broken, part._width = self._broken, self._width
        part._first, part._last, part._line = first, last, line
        return part

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """The header, a line, and the rows with hairlines between."""
        y = self._draw_row(canvas, -1, x, y, width)
        canvas.line(x, y, x + width, y, width=0.7)
        for row in range(self._first, self._last):
            y = self._draw_row(canvas, row, x, y, width)
            canvas.line(x, y, x + width, y, width=0.35, shade=0.66)

    def _draw_row(self, canvas: Canvas, row: int, x: float, y: float, width: float) -> float:
        line = self._line if row == self._first else 0
        cut = self._cut if row == self._first else None
        for cell, wide in zip(self._cells(row, width), self._widths(width), strict=True):
            last = cell.count if cut is None else min(cut, cell.count)
            if line < last:
                cell.draw(canvas, x, y + _PADDING, line, last)
            x += wide + _GAP
        if cut is not None:
            pitch = max(cell.pitch for cell in self._cells(row, width))
            return y + (cut - line) * pitch + 2 * _PADDING
        return y + self._row_height(row, width)
