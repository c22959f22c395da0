"""Text as blocks: runs of words in several styles, broken into lines once, right-to-left where the words are.

Right-to-left words are drawn one by one in the order in which they are read: a program that takes the text out of the
PDF then finds the phrase, and not its words in the order of the page. Names among other names are set apart (`named`),
so that a list of them keeps its order whatever their scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import get_ident

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from board.sheets.blocks import Block, Canvas
from board.sheets.ink import BODY, Style
from board.sheets.paper import pt
from db.names import has_rtl, show_controls

_WORD = re.compile(r"\S+")
_NAME_BEGINS, _NAME_ENDS = "\ue000", "\ue001"  # ours alone: those of the reader's own text are shown or dropped
_ISOLATES = str.maketrans({_NAME_BEGINS: "\u2068", _NAME_ENDS: "\u2069"})
_OUR_SIGNS = re.compile("[\u2068\u2069]")
_HARMLESS = str.maketrans(dict.fromkeys("\u200e\u200f\u061c"))  # marks of direction: they turn nothing around
_LINE = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_FEWEST_LINES = 2  # of a paragraph at the foot or the head of a page
_RAISED = 0.62  # the size of a raised number against its text


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; `raised` for the number of a source."""

    text: str
    bold: bool | None = None
    raised: bool = False


Words = str | Run | Sequence["str | Run"]


def named(name: str) -> str:
    """A name as part of a longer text: one in letters that run from right to left keeps to itself."""
    if not has_rtl(name):
        return name
    return f"{_NAME_BEGINS}{name.replace(_NAME_BEGINS, '').replace(_NAME_ENDS, '')}{_NAME_ENDS}"


def listed(names: Iterable[str], between: str = "\u00a0· ") -> str:
    """Names one after the other, in this order from left to right; no line begins with what stands between."""
    return between.join(map(named, names))


def runs_of(words: Words) -> list[Run]:
    """Any words as runs; marks that would turn the text around are made visible."""
    if isinstance(words, str | Run):
        words = [words]
    found = [Run(one) if isinstance(one, str) else one for one in words]
    return [Run(_shown(one.text), one.bold, one.raised) for one in found if one.text]


def _shown(text: str) -> str:
    if text.isascii():
        return text
    return show_controls(text.translate(_HARMLESS)).translate(_ISOLATES)


class Lines:
    """Words broken into lines of a given width.

    `names`: it is a name or a list of names, and begins at the left whatever its letters.
    """

    def __init__(
        self, words: Words, style: Style, width: float, *, align_end: bool = False, names: bool = False
    ) -> None:
        self._runs, self._style = runs_of(words), style
        self._width, self._align_end, self._names = max(width, 1.0), align_end, names
        self.text = "".join(run.text for run in self._runs)
        metrics = _metrics(style)
        # one pitch for every line, whatever fonts its scripts fall back to
        self.pitch = round((metrics[0] + metrics[1]) * style.leading)
        self._ascent = metrics[0]
        self._break()
        self.count = max(1, self._layout.lineCount()) if self.text else 0

    def _break(self) -> None:
        font = self._style.font()
        self._layout = QTextLayout(self.text, font)
        self._thread = get_ident()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        right = self._align_end or (self.rtl and not self._names)
        option.setTextDirection(
            Qt.LayoutDirection.LeftToRight if self._names else Qt.LayoutDirection.LayoutDirectionAuto
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self._layout.setTextOption(option)
        self._layout.setFormats(self._formats(font))
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self._width)
        self._layout.endLayout()

    @property
    def rtl(self) -> bool:
        """Whether the text begins with letters that run from right to left."""
        first = next((sign for sign in self.text if sign.isalpha()), "")
        return has_rtl(first)

    def _formats(self, font: QFont) -> list[QTextLayout.FormatRange]:
        ranges: list[QTextLayout.FormatRange] = []
        at = 0
        for run in self._runs:
            if run.raised or (run.bold is not None and run.bold != self._style.bold):
                form = QTextCharFormat()
                changed = QFont(font)
                if run.bold is not None:
                    changed.setBold(run.bold)
                if run.raised:
                    changed.setPixelSize(round(font.pixelSize() * _RAISED))
                    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignNormal)
                form.setFont(changed)
                one = QTextLayout.FormatRange()
                one.start, one.length, one.format = at, _utf16(run.text), form
                ranges.append(one)
            at += _utf16(run.text)
        return ranges

    def height(self, first: int = 0, last: int | None = None) -> float:
        """Of the lines from `first` up to `last`, that one excluded."""
        return ((self.count if last is None else last) - first) * self.pitch

    def natural_width(self) -> float:
        """Of the longest line."""
        return max((self._layout.lineAt(at).naturalTextWidth() for at in range(self._layout.lineCount())), default=0.0)

    def draw(self, canvas: Canvas, x: float, y: float, first: int = 0, last: int | None = None) -> None:
        """Draw some lines, the first of them at the top of y."""
        if self._thread != get_ident():
            self._break()  # a layout belongs to the fonts of its thread, and they may have ended with it
        canvas.painter.setPen(canvas.ink.shade(self._style.shade))
        for at in range(first, min(self.count if last is None else last, self._layout.lineCount())):
            line = self._layout.lineAt(at)
            top = y + (at - first) * self.pitch
            self._draw_line(canvas, line, x, top)

    def _draw_line(self, canvas: Canvas, line: QTextLine, x: float, top: float) -> None:
        start = line.textStart()
        text = self._layout.text()[start : start + line.textLength()] if self.text.isascii() else _part(self.text, line)
        plain = not any(run.raised for run in self._runs)
        if plain and not has_rtl(text):
            line.draw(canvas.painter, QPointF(x - line.position().x() + line.position().x(), top - line.y()))
            return
        self._draw_words(canvas, line, x, top, text)

    def _draw_words(self, canvas: Canvas, line: QTextLine, x: float, top: float, text: str) -> None:
        """Word by word, in the order of the text."""
        base = line.textStart()
        # left to right, the pieces between raised numbers are drawn whole: only the other way is the order another
        rtl = has_rtl(text)
        for begun, said in _spans(text) if rtl else [(found.start(), found.group()) for found in _LINE.finditer(text)]:
            start = base + _utf16(text[:begun])
            for run, part, at in self._parts(start, start + _utf16(said)):
                for piece, begin, is_turned in _ways(line, part, at) if rtl else [(part, at, False)]:
                    left = _left_of(line, begin, begin + _utf16(piece)) if rtl else line.cursorToX(begin)[0]  # type: ignore[index]
                    self._draw_piece(canvas, run, piece, QPointF(x + left, top + self._ascent), is_turned=is_turned)

    def _draw_piece(self, canvas: Canvas, run: Run, piece: str, at: QPointF, *, is_turned: bool) -> None:
        font = QFont(self._style.font())
        lift = 0.0
        if run.bold is not None:
            font.setBold(run.bold)
        if run.raised:
            lift = font.pixelSize() * 0.36
            font.setPixelSize(round(font.pixelSize() * _RAISED))
        painter = canvas.painter
        painter.setFont(font)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_turned else Qt.LayoutDirection.LeftToRight)
        painter.drawText(QPointF(at.x(), at.y() - lift), piece)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _parts(self, start: int, end: int) -> list[tuple[Run, str, int]]:
        """The pieces of a word by the runs that they stand in, each with its place (UTF-16)."""
        found: list[tuple[Run, str, int]] = []
        at = 0
        for run in self._runs:
            stop = at + _utf16(run.text)
            first, last = max(start, at), min(end, stop)
            if first < last:
                found.append((run, _slice16(run.text, first - at, last - at), first))
            at = stop
        return found


def _spans(text: str) -> Iterator[tuple[int, str]]:
    """The words that run from right to left one by one, the phrases between them whole; each with its place."""
    phrase: tuple[int, int] | None = None
    for found in _WORD.finditer(text):
        if not has_rtl(found.group()):
            phrase = (phrase[0] if phrase else found.start()), found.end()
            continue
        if phrase:
            yield phrase[0], text[slice(*phrase)]
        phrase = None
        yield found.start(), found.group()
    if phrase:
        yield phrase[0], text[slice(*phrase)]


def _ways(line: QTextLine, word: str, at: int) -> Iterator[tuple[str, int, bool]]:
    """The pieces of a word that run one way each, with their places (UTF-16), and whether that is from right to left.

    A comma after a name may belong to the text around it, and then stands elsewhere.
    """
    piece, begin, way = "", at, False
    for sign in word:
        here = None if _OUR_SIGNS.match(sign) else _is_turned(line, at, _utf16(sign))
        if piece and (here is None or here != way):
            yield piece, begin, way
            piece = ""
        if here is not None:
            if not piece:
                begin, way = at, here
            piece += sign
        at += _utf16(sign)
    if piece:
        yield piece, begin, way


def _is_turned(line: QTextLine, at: int, length: int) -> bool:
    """Whether a letter runs from right to left; asked one by one, as the places told for a whole line are not right."""
    runs = line.glyphRuns(at, length)
    return bool(runs) and runs[0].isRightToLeft()


def _left_of(line: QTextLine, start: int, stop: int) -> float:
    """Where the glyphs of a word begin at the left: where directions meet, a cursor stands at either end of a phrase."""
    places = [place.x() for run in line.glyphRuns(start, stop - start) for place in run.positions()]
    return min(places) if places else float(line.cursorToX(start)[0])  # type: ignore[index]


@lru_cache(maxsize=64)
def _metrics(style: Style) -> tuple[float, float]:
    """Ascent and descent of a style, in twips."""
    metrics = QFontMetricsF(style.font())
    return metrics.ascent(), metrics.descent()


def _utf16(text: str) -> int:
    """The length that Qt counts: letters outside the first plane are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _slice16(text: str, start: int, end: int) -> str:
    return (
        text[start:end]
        if text.isascii()
        else text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le", "replace")
    )


def _part(text: str, line: QTextLine) -> str:
    return _slice16(text, line.textStart(), line.textStart() + line.textLength())


class Text:
    """A paragraph. Split at the end of a page it leaves at least two lines on each side."""

    def __init__(
        self,
        words: Words,
        style: Style = BODY,
        *,
        after: float = pt(4),
        keep_with_next: bool = False,
        names: bool = False,
    ) -> None:
        self._words, self._style, self._names = words, style, names
        self._after = after
        self.keep_with_next = keep_with_next
        self._lines: tuple[float, Lines] | None = None
        self._first, self._last = 0, -1  # of its lines, when it is a part

    def _broken(self, width: float) -> Lines:
        if self._lines is None or self._lines[0] != width:
            self._lines = width, Lines(self._words, self._style, width, names=self._names)
        return self._lines[1]

    def _range(self, width: float) -> tuple[int, int]:
        count = self._broken(width).count
        return self._first, count if self._last < 0 else self._last

    def height(self, width: float) -> float:
        """Its lines and what is free below."""
        first, last = self._range(width)
        return self._broken(width).height(first, last) + self._after

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """Between two lines, not leaving one alone."""
        first, last = self._range(width)
        if self._broken(width).height(first, last) <= room:
            return self, None
        fitting = int(room // self._broken(width).pitch)
        fitting = min(fitting, last - first - _FEWEST_LINES)
        if fitting < _FEWEST_LINES:
            return None, self
        return self._piece(first, first + fitting, 0.0), self._piece(first + fitting, last, self._after)

    def _piece(self, first: int, last: int, after: float) -> Text:
        part = Text(self._words, self._style, after=after, keep_with_next=self.keep_with_next, names=self._names)
        part._lines, part._first, part._last = self._lines, first, last
        return part

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Its lines."""
        first, last = self._range(width)
        self._broken(width).draw(canvas, x, y, first, last)
