"""Blocks onto pages: headings stay with what follows, and every page says what it is, how it is marked and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from board.sheets.blocks import Block, Bookmark, Canvas, PageBreak, Space, Whole
from board.sheets.ink import FOOT as FOOT_STYLE
from board.sheets.ink import Ink, Style
from board.sheets.paper import FOOT, HEAD, Paper, pt
from board.sheets.tables import Table
from board.sheets.words import Lines
from board.theme.palette import LIGHT, MARKING_GROUND
from db.vocabulary import MARKINGS

_MARK = Style(8, bold=True)
_WORTH_FILLING = pt(90)  # of a page that a tall drawing does not fit on any more


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page: `left` and `right` at the top, `foot` at the bottom; the marking at both."""

    title: str  # of the document
    marking: str  # a code of MARKINGS
    left: str
    right: str
    foot: str


@dataclass
class Page:
    """The blocks of one page with their places."""

    placed: list[tuple[Block, float, float]] = field(default_factory=list)  # block, x, y


@dataclass
class Document:
    """Blocks laid out on paper. Make one with `lay_out`; it can be drawn on any painter, in twips."""

    paper: Paper
    furniture: Furniture
    pages: list[Page]
    ink: Ink
    held_back: tuple[str, ...] = ()  # what did not leave the board, as sentences
    least_marking: str = ""  # that of what is shown: the sheet may be marked higher, never lower

    def draw(self, canvas: Canvas, number: int) -> None:
        """Draw page `number` (from 0); the painter is in twips with the corner of the paper at 0, 0."""
        canvas.page = number
        self._draw_furniture(canvas, number)
        for block, x, y in self.pages[number].placed:
            block.draw(canvas, x, y, self.paper.measure)

    def bookmarks(self, canvas: Canvas) -> list[Bookmark]:
        """What the blocks left on the canvas, in the order of the pages."""
        return sorted(canvas.bookmarks, key=lambda mark: (mark.page, mark.y))

    def _draw_furniture(self, canvas: Canvas, number: int) -> None:
        paper, furniture = self.paper, self.furniture
        room = (paper.measure - self._marking_width() - pt(16)) / 2
        left, right = paper.left, paper.width - paper.right
        top = paper.top
        Lines(_fitting(furniture.left, room), FOOT_STYLE, room).draw(canvas, left, top + pt(2), 0, 1)
        Lines(_fitting(furniture.right, room), FOOT_STYLE, room, align_end=True).draw(
            canvas, right - room, top + pt(2), 0, 1
        )
        canvas.line(left, top + pt(17), right, top + pt(17), width=0.5, shade=0.4)
        bottom = paper.height - paper.bottom
        canvas.line(left, bottom - pt(16), right, bottom - pt(16), width=0.5, shade=0.4)
        Lines(_fitting(furniture.foot, room), FOOT_STYLE, room).draw(canvas, left, bottom - pt(12), 0, 1)
        told = f"{number + 1} / {len(self.pages)}"
        Lines(told, FOOT_STYLE, room, align_end=True).draw(canvas, right - room, bottom - pt(12), 0, 1)
        for y in (top - pt(1), bottom - pt(13.5)):
            self._draw_marking(canvas, paper.width / 2, y)

    def _marking_width(self) -> float:
        return Lines(MARKINGS[self.furniture.marking].label, _MARK, pt(200)).natural_width() + pt(12)

    def _draw_marking(self, canvas: Canvas, middle: float, y: float) -> None:
        """The marking in the colours of TLP 2.0, which stand on black; black and white: white on black."""
        term = MARKINGS[self.furniture.marking]
        words = Lines(term.label, _MARK, pt(200))
        wide = self._marking_width()
        box = QRectF(middle - wide / 2, y, wide, words.pitch + pt(3))
        painter = canvas.painter
        painter.save()
        painter.fillRect(box, QColor(MARKING_GROUND))
        painter.setFont(_MARK.font())
        painter.setPen(QColor("#ffffff") if self.ink.mono else QColor(LIGHT.fill(term.role)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, term.label)
        painter.restore()


def _fitting(text: str, room: float) -> str:
    """The text with an ellipsis where it is longer than one line."""
    while text and Lines(text, FOOT_STYLE, 1e7).natural_width() > room:
        text = text[:-2].rstrip() + "…"
    return text


class _Pager:
    """Fills page after page."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._top = paper.top + HEAD
        self._bottom = paper.height - paper.bottom - FOOT
        self.pages: list[Page] = [Page()]
        self._y = self._top
        self._floating: list[list[Block]] = []

    @property
    def _room(self) -> float:
        return self._bottom - self._y

    @property
    def filled(self) -> float:
        """Which share of the page is filled."""
        return (self._y - self._top) / (self._bottom - self._top)

    def turn(self) -> None:
        """Begin a page, unless this one is empty; what floats to it comes first."""
        if self.pages[-1].placed:
            self.pages.append(Page())
        self._y = self._top
        floating, self._floating = self._floating, []
        for blocks in floating:
            self.put(blocks)

    def land(self) -> None:
        """Nothing floats beyond here."""
        while self._floating:
            self.turn()

    def put(self, blocks: list[Block]) -> None:
        """Place a block, or a heading with what it must stay with."""
        width = self._paper.measure
        lead, last = blocks[:-1], blocks[-1]
        above = sum(block.height(width) for block in lead)
        floats = isinstance(last, Whole) and last.floats
        if floats and self._floating:  # drawings keep their order
            self._floating.append(blocks)
            return
        head, rest = last.split(width, self._room - above)
        while head is None and self.pages[-1].placed:
            if floats and self._room > _WORTH_FILLING:
                self._floating.append(blocks)
                return
            self.turn()
            head, rest = last.split(width, self._room - above)
        for block in lead:
            self._place(block)
        if head is None:  # higher than a page: it is cut, or printed over the edge as far as it goes
            head, rest = last.force_split(width, self._room) if isinstance(last, Table) else (last, None)
        self._place(head)
        if rest is not None:
            self.turn()
            self.put([rest])

    def _place(self, block: Block) -> None:
        if isinstance(block, Space) and not self.pages[-1].placed:
            return
        self.pages[-1].placed.append((block, self._paper.left, self._y))
        self._y += block.height(self._paper.measure)


def lay_out(blocks: Sequence[Block], paper: Paper, furniture: Furniture, ink: Ink) -> Document:
    """Break blocks into pages."""
    return Document(paper, furniture, _paged(blocks, paper).pages, ink)


def extent(blocks: Sequence[Block], paper: Paper) -> tuple[int, float]:
    """How many pages blocks take, and which share of the last one."""
    pager = _paged(blocks, paper)
    return len(pager.pages), pager.filled


def _paged(blocks: Sequence[Block], paper: Paper) -> _Pager:
    pager = _Pager(paper)
    waiting: list[Block] = []
    for block in blocks:
        if isinstance(block, PageBreak):
            if waiting:
                pager.put(waiting)
                waiting = []
            pager.land()
            pager.turn()
            continue
        waiting.append(block)
        if not block.keep_with_next:
            pager.put(waiting)
            waiting = []
    if waiting:
        pager.put(waiting)
    pager.land()
    if len(pager.pages) > 1 and not pager.pages[-1].placed:
        pager.pages.pop()
    return pager
