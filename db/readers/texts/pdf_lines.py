"""The lines of a PDF's pages as paragraphs again: hyphens and line ends mended, what every page repeats left out."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from db.readers.texts.cleaning import without_ligatures

_ENDS = (".", "!", "?", ":", "…", "؟", "。", '."', ".”", ".’", ".)", "؛")
_BULLET = re.compile(r"(?:[•▪■●◦‣·*–—-]|\d{1,2}[.)]|[a-z]\)|\([a-z0-9]{1,3}\))\s")
_HYPHENS = ("\x02", "\ufffe", "\xad", "-", "‐")
_DIGITS = re.compile(r"\d+")
_WORD_END = re.compile(r"([^\W\d_]+(?:[-‐][^\W\d_]+)*)$")
_WORD_START = re.compile(r"[^\W\d_]+")
# Of a compound that is broken at its own hyphen: the part before it, the part after it.
_BEFORE = frozenset(
    "pro anti non ex co self well semi multi cross counter long short high low north south east west mid".split()
)
_AFTER = frozenset(
    "led backed based held controlled allied aligned run made style wide old linked owned affiliated border".split()
)


class Line(NamedTuple):
    """A line of a page with its place in points (0 where it is not known)."""

    words: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    height: float = 0.0


def text_of(pages: list[list[Line]]) -> str:
    """The text, paragraphs parted by empty lines, pages by a form feed (within a paragraph by that alone)."""
    pages = [_placed(page) for page in _without_margins(pages)]
    words = Counter(word.lower() for page in pages for line in page for word in re.findall(r"[\w'’-]+", line.words))
    text = ""
    for number, page in enumerate(pages):
        paragraphs = _paragraphs(page, words)
        joint = ("\f" if _goes_on(text, paragraphs) else "\n\n\f") if number else ""
        text = text.rstrip(" ") + joint + "\n\n".join(paragraphs)
    return without_ligatures(text)


def _goes_on(text: str, paragraphs: list[str]) -> bool:
    """Whether the first paragraph of a page ends a sentence of the page before."""
    return bool(paragraphs and text) and not text.endswith((*_ENDS, "\f")) and paragraphs[0][:1].islower()


def _placed(page: list[Line]) -> list[Line]:
    """Lines that lie at one height as one, the cells of a table parted by bars."""
    joined: list[Line] = []
    for line in page:
        last = joined[-1] if joined else None
        if last and line.height and abs(last.bottom - line.bottom) < 0.25 * line.height and line.left > last.right:
            words = f"{last.words}{' | ' if line.left - last.right > 1.5 * line.height else ' '}{line.words}"
            joined[-1] = Line(words, last.left, line.right, last.bottom, max(last.height, line.height))
        else:
            joined.append(line)
    return joined


def _without_margins(pages: list[list[Line]]) -> list[list[Line]]:
    """Without the lines at the edges that pages repeat, but for the page number in them; the first time they stay."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_key(line) for line in _edge(page)})
    repeated = {key for key, count in edges.items() if count >= max(3, 0.4 * len(pages))}
    seen: set[str] = set()
    kept: list[list[Line]] = []
    for page in pages:
        edge = {id(line) for line in _edge(page)}
        drop = {id(line) for line in page if (id(line) in edge and _key(line) in seen) or _is_number(line, edge)}
        seen |= {_key(line) for line in page if id(line) in edge} & repeated
        kept.append([line for line in page if id(line) not in drop])
    return kept


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.words)


def _is_number(line: Line, edge: set[int]) -> bool:
    return id(line) in edge and bool(
        re.fullmatch(r"[–—-]?\s*(?:Page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[–—-]?", line.words)
    )


def _edge(page: list[Line]) -> list[Line]:
    """The two highest and the two lowest lines, and in a page without places the first and last two."""
    ordered = sorted(page, key=lambda line: line.bottom) if page and page[0].height else page
    return ordered[:2] + ordered[2:][-2:]


def _paragraphs(page: list[Line], words: Counter[str]) -> list[str]:
    widths = sorted(line.right - line.left for line in page)
    wide = widths[int(0.9 * (len(widths) - 1))] if widths else 0.0
    pitches = [up.bottom - down.bottom for up, down in pairwise(page)]
    usual = [pitch for pitch, line in zip(pitches, page, strict=False) if 0 < pitch < 3 * max(line.height, 1)]
    pitch = median(usual) if usual else 0.0
    found: list[str] = []
    for place, line in enumerate(page):
        if place and not _begins(page[place - 1], line, wide, pitch):
            found[-1] = _joined(found[-1], line.words, words)
        else:
            found.append(line.words)
    return [paragraph for paragraph in found if paragraph.strip()]


def _begins(last: Line, line: Line, wide: float, pitch: float) -> bool:
    """Whether a line begins a paragraph."""
    if _BULLET.match(line.words):
        return True
    ended = last.words.endswith(_ENDS)
    if last.words.endswith(_HYPHENS) or (not ended and line.words[:1].islower()):
        return False
    if not line.height or not wide:
        return ended and len(last.words) < 60
    down = last.bottom - line.bottom
    if down > 1.4 * pitch > 0 or abs(last.height - line.height) > 0.2 * max(last.height, line.height):
        return True
    width = last.right - last.left
    if down <= 0:
        return ended or width < 0.85 * wide  # another column
    if ended:
        return width < 0.85 * wide or line.left - last.left > 0.8 * line.height
    return width < 0.6 * wide and not line.words[:1].islower()


def _joined(before: str, after: str, words: Counter[str]) -> str:
    """Two lines of one paragraph; a word broken at its end is made whole, a compound keeps its hyphen."""
    if not before.endswith(_HYPHENS):
        return f"{before} {after}"
    stem = before[:-1]
    start, end = _WORD_END.search(stem), _WORD_START.match(after)
    if not end or not start:
        return f"{stem}-{after}" if before[-1] in "-‐" or stem[-1:].isalnum() else f"{before} {after}"
    first, second = start.group().lower(), end.group().lower()
    whole, compound = words[first + second], words[f"{first}-{second}"]
    if whole != compound:
        return stem + ("" if whole > compound else "-") + after
    keeps = first in _BEFORE or second in _AFTER or start.group().isupper() or not after[:1].islower()
    return stem + ("-" if keeps else "") + after


def heading_of(page: list[Line]) -> str:
    """The largest words of the first page, as its title; empty where none stand out."""
    heights = [line.height for line in page if line.height]
    if len(heights) < 4:
        return ""
    largest = max(heights)
    if largest < 1.25 * median(heights):
        return ""
    lines = [line.words for line in page if line.height > 0.95 * largest][:4]
    return without_ligatures(" ".join(lines)) if any(letter.isalpha() for letter in "".join(lines)) else ""
