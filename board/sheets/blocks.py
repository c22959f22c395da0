"""What a sheet is made of: blocks that know their height, can be split at the end of a page, and draw themselves.

All lengths are twips; y grows downward.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from board.sheets.ink import Ink
from board.sheets.paper import pt


@dataclass
class Canvas:
    """Where blocks draw: a painter in twips, the ink, and the bookmarks that blocks leave on the way."""

    painter: QPainter
    ink: Ink
    page: int = 0
    bookmarks: list[Bookmark] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, *, width: float = 0.5, shade: float = 0.0) -> None:
        """A straight line; width in points."""
        self.painter.setPen(QPen(self.ink.shade(shade), pt(width)))
        self.painter.drawLine(QLineF(x1, y1, x2, y2))


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that the outline of a PDF names: level 0 for a sheet, 1 for a part of it; `page` counts from 0."""

    title: str
    level: int
    page: int
    y: float


class Block(Protocol):
    """One thing down the page."""

    @property
    def keep_with_next(self) -> bool:
        """Whether it must not stand last on a page."""

    def height(self, width: float) -> float:
        """How high it is when it is so wide."""

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """(what fits in the room, the rest): (None, itself) where nothing does."""

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw it with its upper left corner there."""


class Whole:
    """Base of the blocks that are never split.

    One that `floats` goes to the next page with its heading where it has no room, and what follows fills the page.
    """

    keep_with_next = False
    floats = False

    def height(self, width: float) -> float:
        """See `Block`."""
        raise NotImplementedError

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """All or nothing."""
        return (self, None) if self.height(width) <= room else (None, self)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """See `Block`."""
        raise NotImplementedError


@dataclass
class Space(Whole):
    """Nothing, so high; nothing at all at the top of a page."""

    size: float

    def height(self, width: float) -> float:
        """See `Block`."""
        return self.size

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Nothing."""


@dataclass
class Rule(Whole):
    """A line across."""

    weight: float = 0.6
    shade: float = 0.0
    below: float = pt(4)
    keep_with_next: bool = False

    def height(self, width: float) -> float:
        """See `Block`."""
        return self.below

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """The line at its top."""
        canvas.line(x, y, x + width, y, width=self.weight, shade=self.shade)


@dataclass
class Picture(Whole):
    """A drawing in a frame of a given height; `paint(canvas, frame)` draws it in twips."""

    tall: float
    paint: Callable[[Canvas, QRectF], None]

    def height(self, width: float) -> float:
        """See `Block`."""
        return self.tall

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """The drawing, which cannot leave its frame."""
        frame = QRectF(x, y, width, self.tall)
        canvas.painter.save()
        canvas.painter.setClipRect(frame)
        self.paint(canvas, frame)
        canvas.painter.restore()


@dataclass
class Columns(Whole):
    """Blocks side by side; `shares` are parts of the width, `gap` stands between them."""

    parts: Sequence[Sequence[Block]]
    shares: Sequence[float]
    gap: float = pt(16)

    def _widths(self, width: float) -> list[float]:
        free = width - self.gap * (len(self.parts) - 1)
        return [free * share / sum(self.shares) for share in self.shares]

    def height(self, width: float) -> float:
        """That of the highest column."""
        return max(
            sum(block.height(wide) for block in part)
            for part, wide in zip(self.parts, self._widths(width), strict=True)
        )

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Each column from the top."""
        for part, wide in zip(self.parts, self._widths(width), strict=True):
            down = y
            for block in part:
                block.draw(canvas, x, down, wide)
                down += block.height(wide)
            x += wide + self.gap


@dataclass
class Outline(Whole):
    """A place without extent that the outline of the PDF names."""

    title: str
    level: int = 0
    keep_with_next: bool = True

    def height(self, width: float) -> float:
        """None."""
        return 0.0

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Leave the bookmark."""
        canvas.bookmarks.append(Bookmark(self.title, self.level, canvas.page, y))


class PageBreak(Whole):
    """What follows begins a page."""

    def height(self, width: float) -> float:
        """None."""
        return 0.0

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Nothing."""
