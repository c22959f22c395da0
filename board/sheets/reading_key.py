"""How to read the sheets of a pack: levels, grades and signs, for a reader who has not seen one before."""

from __future__ import annotations

from board.sheets.blocks import Block, Columns, Space
from board.sheets.ink import SMALL
from board.sheets.paper import pt
from board.sheets.parts import NEW, heading
from board.sheets.tables import Column, Row, Table
from board.sheets.words import Run, Text
from db.vocabulary import CREDIBILITIES, LEVELS, RELIABILITIES, Vocabulary

_SIGNS = (
    ("≈", "about that day"),
    ("?", "uncertain"),
    ("≤", "by that day"),
    (NEW, "new or changed since the last sheet"),
    ("1,†2", "numbers of the sources; † contradicts"),
    ("→\u00a0↔", "from one to the other; between both"),
    ("▲\u00a0▼\u00a0▬", "more, fewer, no clear change"),
)


def reading_key() -> list[Block]:
    """Four short lists side by side, and what “unknown” means."""
    parts: list[list[Block]] = [
        [_list("Level", [(LEVELS[code].mark, LEVELS.label(code)) for code in LEVELS.codes])],
        [_list("Reliability of a source", _graded(RELIABILITIES))],
        [_list("Credibility of what is said", _graded(CREDIBILITIES))],
        [_list("Signs", list(_SIGNS))],
    ]
    told = (
        "A grade such as C3 joins both: a fairly reliable source, possibly true. Unknown is not zero: a number that "
        "nobody knows is not printed as 0. What each source says stands beside the assessment, not in its place."
    )
    return [
        Space(pt(10)),
        *heading("How to read the sheets"),
        Columns(parts, (13, 21, 23, 26)),
        Space(pt(6)),
        Text(told, SMALL),
    ]


def _graded(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    return [(code, vocabulary.label(code).partition("· ")[2]) for code in vocabulary.codes]


def _list(title: str, entries: list[tuple[str, str]]) -> Table:
    rows = [Row([[Run(sign, bold=True)], words]) for sign, words in entries]
    return Table([Column("", 1), Column(title, 6)], rows)
