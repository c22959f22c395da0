"""Blocks onto pages: nothing is lost, nothing is cut that need not be, no heading stands alone at a foot."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from board.sheets.blocks import Block, Outline, PageBreak, Rule, Space
from board.sheets.contents import Contents, number_pages
from board.sheets.ink import BODY, HEADING, Ink
from board.sheets.pages import Document, Furniture, lay_out
from board.sheets.paper import A4, LETTER, Paper, pt
from board.sheets.tables import Column, Row, Table
from board.sheets.words import Lines, Run, Text
from tests.strategies import examples

FURNITURE = Furniture("T", "AMBER", "left", "right", "foot")
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp: QApplication) -> QApplication:
    """Fonts need an application."""
    return qapp


def paged(blocks: Sequence[Block], paper: Paper = A4) -> Document:
    """The blocks on paper."""
    return lay_out(blocks, paper, FURNITURE, Ink())


def foot(paper: Paper) -> float:
    """The lowest that a block may reach."""
    return paper.height - paper.bottom - pt(26)


def table(rows: Sequence[str]) -> Table:
    """A table of two columns."""
    return Table([Column("When", 1), Column("What", 3)], [Row([str(at), words]) for at, words in enumerate(rows)])


words = st.lists(
    st.sampled_from(["strike", "at", "the", "crossing", "التنف", "قصف", "reportedly"]), min_size=1, max_size=60
)


@examples(60)
@given(
    st.lists(st.tuples(st.sampled_from("hptr"), words), min_size=1, max_size=40),
    st.sampled_from([A4, LETTER, A4.turned()]),
)
def test_every_block_stands_within_its_page_and_no_heading_last(
    kinds: list[tuple[str, list[str]]], paper: Paper
) -> None:
    blocks: list[Block] = []
    for kind, said in kinds:
        text = " ".join(said)
        if kind == "h":
            blocks += [Text(text[:40], HEADING, keep_with_next=True), Rule(keep_with_next=True)]
        elif kind == "p":
            blocks.append(Text(text, BODY))
        elif kind == "t":
            blocks.append(table([text] * (len(said) % 7 + 1)))
        else:
            blocks.append(Space(pt(len(said))))
    blocks.append(Text("the end", BODY))
    document = paged(blocks, paper)
    for page in document.pages:
        last, _, _ = page.placed[-1]
        assert not last.keep_with_next
        assert not isinstance(page.placed[0][0], Space)
        for block, x, y in page.placed:
            # what is free below a paragraph may run into the margin, its words may not
            assert y + block.height(paper.measure) <= foot(paper) + pt(5)
            assert x == paper.left
    drawn = [block for page in document.pages for block, _, _ in page.placed if not isinstance(block, Space | Rule)]
    assert sum(isinstance(block, Table) for block in drawn) >= sum(kind == "t" for kind, _ in kinds)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=120))
@examples(40)
def test_a_table_over_pages_keeps_every_row_once_and_whole(lengths: list[int]) -> None:
    whole = table(["word " * length for length in lengths])
    document = paged([whole])
    pieces = [block for page in document.pages for block, _, _ in page.placed]
    spans = [(piece._first, piece._last) for piece in pieces if isinstance(piece, Table)]
    assert [row for first, last in spans for row in range(first, last)] == list(range(len(lengths)))
    header = table([]).height(A4.measure)
    assert header == 0.0
    total = sum(piece.height(A4.measure) for piece in pieces)
    assert total >= whole.height(A4.measure)


def test_a_row_higher_than_a_page_is_cut_between_lines_and_loses_none() -> None:
    whole = table(["word " * 12_000, "after"])
    document = paged([whole])
    assert len(document.pages) > 2
    assert all(len(page.placed) >= 1 for page in document.pages)


def test_a_paragraph_leaves_two_lines_on_each_side() -> None:
    filler = Space(foot(A4) - A4.top - pt(30) - Lines("x", BODY, A4.measure).pitch * 3)
    text = Text("word " * 120, BODY)
    lines = round((text.height(A4.measure) - pt(4)) / Lines("x", BODY, A4.measure).pitch)
    assert lines >= 5
    document = paged([Text("first", BODY), filler, text])
    tail = document.pages[1].placed[0][0]
    assert len(document.pages) == 2
    assert tail.height(A4.measure) >= 2 * Lines("x", BODY, A4.measure).pitch


def test_a_break_begins_a_page_but_makes_no_empty_one() -> None:
    document = paged([PageBreak(), Text("a", BODY), PageBreak(), PageBreak(), Text("b", BODY), PageBreak()])
    assert len(document.pages) == 2


def test_the_contents_name_the_pages_of_their_outlines() -> None:
    named = [Outline(name) for name in ("one", "two", "three")]
    contents = Contents([(block.title, 0) for block in named])
    blocks: list[Block] = [contents, PageBreak()]
    for block in named:
        blocks += [block, Text("word " * 900, BODY), PageBreak()]
    document = paged(blocks)
    number_pages(document, contents, named)
    for number, block in zip(contents.pages, named, strict=True):
        assert block in [placed for placed, _, _ in document.pages[number - 1].placed]


def test_raised_numbers_and_arabic_stand_in_the_line() -> None:
    lines = Lines(["struck", Run("1,2", raised=True)], BODY, pt(400))
    assert (lines.count, lines.text) == (1, "struck1,2")
    assert Lines("قوات سوريا الديمقراطية", BODY, pt(400)).rtl
    assert not Lines("SDF قسد", BODY, pt(400)).rtl


def test_a_mark_that_would_turn_the_text_around_is_made_visible() -> None:
    assert "\u202e" not in Lines("abc\u202edef", BODY, pt(400)).text
