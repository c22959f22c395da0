"""The table of contents of a pack: the pages are known only when all is laid out, its height before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from board.sheets.blocks import Block, Canvas, Outline, Whole
from board.sheets.ink import BODY, STRONG, Style
from board.sheets.pages import Document
from board.sheets.paper import pt
from board.sheets.words import Lines, named

_PITCH = pt(15)


@dataclass
class Contents(Whole):
    """One line an entry (title, level), with dots to the number of its page."""

    entries: Sequence[tuple[str, int]]
    first: int = 0  # of the entries, where it stands on several pages
    pages: list[int] = field(default_factory=list)  # the page of each entry, from 1

    def height(self, width: float) -> float:
        """One pitch an entry."""
        return len(self.entries) * _PITCH

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """Between two entries."""
        fitting = int(room // _PITCH)
        if fitting >= len(self.entries):
            return self, None
        if fitting < 1:
            return None, self
        head = Contents(self.entries[:fitting], self.first, self.pages)
        return head, Contents(self.entries[fitting:], self.first + fitting, self.pages)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """The entries."""
        dot = Lines("." * 100, BODY, 1e7).natural_width() / 100
        for place, (title, level) in enumerate(self.entries):
            style = STRONG if level == 0 else BODY
            indent = pt(14) * level
            number = Lines(str(self.pages[self.first + place]) if self.pages else "", style, pt(40), align_end=True)
            words = _one_line(title, style, width - indent - pt(60))
            words.draw(canvas, x + indent, y, 0, 1)
            number.draw(canvas, x + width - pt(40), y)
            left = x + indent + words.natural_width() + pt(6)
            right = x + width - number.natural_width() - pt(6)
            dots = Lines("." * max(0, int((right - left) / dot)), BODY, width)
            if right - left > pt(12):  # they end below each other
                dots.draw(canvas, right - dots.natural_width(), y, 0, 1)
            y += _PITCH


def _one_line(title: str, style: Style, room: float) -> Lines:
    words = Lines(named(title), style, room, names=True)
    while words.count > 1:
        title = title[: max(len(title) * 9 // 10, 1)].rstrip()
        words = Lines(named(f"{title}…"), style, room, names=True)
    return words


def number_pages(document: Document, contents: Contents, named: Sequence[Outline]) -> None:
    """Fill in the pages of the outlines that the entries were made of, in their order."""
    wanted = {id(block) for block in named}
    contents.pages.extend(
        number + 1 for number, page in enumerate(document.pages) for block, _, _ in page.placed if id(block) in wanted
    )
