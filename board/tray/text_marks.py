"""The words of a text that were found, in order, and which drafts use them. Pure functions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from db.drafts import Draft, Mark

COLOURED = ("date", "place", "actor", "kind")  # each with a colour and a line of its own
Use = tuple[int, str, int]  # draft id, field, index: the row of a card


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the text, and the rows of the cards that they stand behind."""

    start: int
    end: int
    field: str
    uses: frozenset[Use] = frozenset()
    why: str = ""


@dataclass(frozen=True, slots=True)
class TextMarks:
    """All found words, by their start."""

    found: tuple[Found, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _longest: int = 0

    @classmethod
    def of(cls, marks: Iterable[Mark], drafts: Sequence[Draft]) -> TextMarks:
        """The marks of a document with those of its drafts; the same words are one."""
        uses: dict[tuple[int, int, str], set[Use]] = {}
        whys: dict[tuple[int, int, str], str] = {}
        for mark in marks:
            if mark.field in COLOURED and mark.end > mark.start:
                uses.setdefault((mark.start, mark.end, mark.field), set())
                whys.setdefault((mark.start, mark.end, mark.field), mark.value)
        for draft in drafts:
            for mark in draft.marks:
                if mark.end > mark.start:
                    key = (mark.start, mark.end, mark.field)
                    uses.setdefault(key, set()).add((draft.id, mark.field, mark.index))
                    whys.setdefault(key, mark.value)
        found = tuple(
            Found(start, end, name, frozenset(rows), whys.get((start, end, name), ""))
            for (start, end, name), rows in sorted(uses.items())
        )
        return cls(found, tuple(one.start for one in found), max((one.end - one.start for one in found), default=0))

    def between(self, start: int, end: int) -> Iterator[Found]:
        """Those that reach into start..end."""
        at = bisect_left(self._starts, start - self._longest)
        for one in self.found[at : bisect_right(self._starts, end)]:
            if one.end > start and one.start < end:
                yield one

    def at(self, position: int) -> list[Found]:
        """Those at a position: coloured ones first, then the shorter ones."""
        here = [one for one in self.between(position, position + 1) if one.start <= position < one.end]
        return sorted(here, key=lambda one: (one.field not in COLOURED, one.end - one.start))


def quote_spans(draft: Draft) -> list[tuple[int, int]]:
    """The passages of a draft in the order of the text; all of its words where none is marked as a quote."""
    quotes = [(mark.start, mark.end) for mark in draft.marks if mark.field == "quote"]
    return sorted(quotes or [(mark.start, mark.end) for mark in draft.marks])


def spans_of(draft: Draft, name: str, index: int) -> list[tuple[int, int]]:
    """The words behind one row of a card."""
    return [(mark.start, mark.end) for mark in draft.marks if mark.field == name and mark.index == index]
