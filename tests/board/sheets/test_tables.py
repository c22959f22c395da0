"""Tables, floats and words on paper: columns share a width fairly, rows keep company, and names keep their order."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from board.sheets.blocks import Block, Canvas, PageBreak, Space, Whole
from board.sheets.diagram import Diagram
from board.sheets.diagram_nodes import lay_out as lay_out_actors
from board.sheets.ink import BODY, FOOT, HEADING, Ink
from board.sheets.pages import Document, Furniture, lay_out
from board.sheets.paper import A4, LETTER, mm, pt
from board.sheets.pdf import write_pdf
from board.sheets.tables import Column, Row, Table, fitted
from board.sheets.words import Lines, Text, listed, named
from db.records import Actor, Relationship
from tests.strategies import examples

pytestmark = pytest.mark.usefixtures("qapp")

FURNITURE = Furniture("T", "AMBER", "left", "right", "foot")
BODY_TOP = A4.top + pt(30)
ARABIC, LATIN, HEBREW = "قوات سوريا", "Desert Guard", "צבא ההגנה"


def paged(blocks: list[Block]) -> Document:
    """The blocks on A4."""
    return lay_out(blocks, A4, FURNITURE, Ink())


columns = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 900), st.integers(1, 300)), min_size=1, max_size=8)


@given(columns, st.integers(200, 1500))
def test_columns_share_all_of_the_width_and_none_of_it_twice(wishes: list[tuple[int, int, int]], free: int) -> None:
    shares, natural = [float(one[0]) for one in wishes], [float(max(one[1:])) for one in wishes]
    least = [float(min(one[1:])) for one in wishes]
    widths = fitted(free, shares, natural, least)
    assert sum(widths) == pytest.approx(max(free, 0))
    assert min(widths) >= 0
    if sum(least) <= free:
        assert all(wide >= word - 1e-6 for wide, word in zip(widths, least, strict=True))
    if sum(natural) <= free:
        assert all(wide >= full - 1e-6 for wide, full in zip(widths, natural, strict=True))
    else:  # nobody has more than it can use
        assert all(wide <= full + 1e-6 for wide, full in zip(widths, natural, strict=True))


def test_tables_that_are_alike_have_their_columns_below_each_other() -> None:
    alike: list[Table] = []
    made = [
        Table([Column("When", 1), Column("What", 3)], [Row([when, "Clash at the ford"])], alike=alike)
        for when in ("1 May", "about 28 December 2017")
    ]
    assert made[0]._widths(A4.measure) == made[1]._widths(A4.measure)


@examples(60)
@given(st.integers(0, 60), st.lists(st.integers(1, 25), min_size=4, max_size=90), st.booleans())
def test_low_rows_are_not_left_alone_and_the_note_stays_with_the_last(
    above: int, lengths: list[int], noted: bool
) -> None:
    note = Text("What the signs mean.", FOOT) if noted else None
    table = Table([Column("No.", 1), Column("What", 3)], [Row([str(n), "word " * n]) for n in lengths], foot=note)
    document = paged([Text("x", BODY), Space(pt(11 * above)), Text("Heading", HEADING, keep_with_next=True), table])
    pieces = [block for page in document.pages for block, _, _ in page.placed if isinstance(block, Table)]
    assert [row for piece in pieces for row in range(piece._first, piece._last)] == list(range(len(lengths)))
    assert all(piece._last - piece._first > 1 for piece in pieces)
    assert [piece._foot is not None for piece in pieces] == [False] * (len(pieces) - 1) + [noted]


class Tall(Whole):
    """A drawing that may go to the next page."""

    floats = True

    def __init__(self, size: float) -> None:
        self.size = size

    def height(self, width: float) -> float:
        """As high as it was told."""
        return self.size

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Nothing."""


@examples(80)
@given(st.lists(st.tuples(st.sampled_from("tdb"), st.integers(20, 600)), min_size=1, max_size=25))
def test_what_floats_lands_before_the_next_part_and_nothing_is_lost(parts: list[tuple[str, int]]) -> None:
    blocks: list[Block] = []
    for kind, size in parts:
        if kind == "t":
            blocks.append(Text("word " * size, BODY))
        elif kind == "d":
            blocks += [Text("Drawing", HEADING, keep_with_next=True), Tall(pt(size))]
        else:
            blocks += [PageBreak(), Text("begin", HEADING)]
    document = paged(blocks)
    drawn = [block for page in document.pages for block, _, _ in page.placed]
    assert [one for one in drawn if isinstance(one, Tall)] == [one for one in blocks if isinstance(one, Tall)]
    chapters: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            chapters.append([])
        chapters[-1].append(block)
    where = {id(block): number for number, page in enumerate(document.pages) for block, _, _ in page.placed}
    ends = [max((where[id(one)] for one in part if isinstance(one, Tall)), default=-1) for part in chapters]
    begins = [min(where[id(one)] for one in part if id(one) in where) for part in chapters[1:]]
    assert all(end < begin for end, begin in zip(ends, begins, strict=False))
    for page in document.pages:
        assert not page.placed[-1][0].keep_with_next
        assert all(
            y + block.height(A4.measure) <= A4.height - A4.bottom - pt(26) + pt(5) for block, _, y in page.placed
        )


# -- names of several scripts


def places(path: Path, *wanted: str) -> list[float]:
    """Where words begin at the left on the only page, as pdfium finds them."""
    with pypdfium2.PdfDocument(path) as file:
        text = file[0].get_textpage()
        every = [unicodedata.normalize("NFKC", text.get_text_range(at, 1)) for at in range(text.count_chars())]
        whole = "".join((letter or "?")[0] for letter in every)  # one sign may stand for two letters
        found = []
        for word in wanted:
            at = whole.index(word)
            found.append(min(text.get_charbox(place)[0] for place in range(at, at + len(word))))
        return found


def written(words: str, path: Path, **how: bool) -> Path:
    """A page with these words."""
    write_pdf(paged([Text(words, BODY, **how)]), path)  # type: ignore[arg-type]
    return path


def test_a_list_of_names_keeps_its_order_whatever_their_scripts(tmp_path: Path) -> None:
    path = written(listed((ARABIC, HEBREW, LATIN)), tmp_path / "o.pdf", names=True)
    found = places(path, "قوات", "ההגנה", "Desert")
    assert found == sorted(found)
    assert found[0] < A4.left / 20 + 40


def test_a_comma_after_an_arabic_name_does_not_push_it_onto_its_neighbour(tmp_path: Path) -> None:
    path = written("May 5th: شارع فلسطين, Filastin Street", tmp_path / "o.pdf")
    street, filastin, latin = places(path, "شارع", "فلسطين", "Filastin")
    assert filastin < street < latin
    with pypdfium2.PdfDocument(path) as file:
        text = unicodedata.normalize("NFKC", file[0].get_textpage().get_text_range())
    assert {"شارع", "فلسطين"} <= set(text.replace(",", " ").split())


def test_a_name_cannot_turn_what_stands_around_it() -> None:
    said = Lines(["Seen by ", named("\u202eقوات"), " at dusk"], BODY, pt(400)).text
    assert "⟦U+202E⟧" in said
    assert "⟦" not in Lines("الثورة\u200e Al Thawra", BODY, pt(400)).text  # a mark that turns nothing


# -- many actors


def crowd(count: int, *, tied: bool = True) -> tuple[list[Actor], list[Relationship]]:
    """Actors in a ring with some chords."""
    kinds = ("armed_group", "state", "militia")
    actors = [
        Actor(f"{('Northern', 'River', 'Old')[n % 3]} Brigade {n}", n + 1, kind=kinds[n % 3]) for n in range(count)
    ]
    ends = [(n, (n + step) % count) for n in range(count) for step in (1, 7)] if tied else []
    ties = [Relationship(a + 1, b + 1, "hostile", n + 1, label="pays") for n, (a, b) in enumerate(ends)]
    return actors, ties


@pytest.mark.parametrize("count", [40, 60, 75])
def test_many_actors_are_drawn_apart_or_said_to_be_left_out(count: int) -> None:
    actors, ties = crowd(count)
    diagram = Diagram(actors, ties, pt(620), pt(300), True)
    laid = diagram.laid(A4.measure)
    boxes = list(laid.drawing.boxes.values())
    assert len(boxes) >= 30
    assert len(laid.drawing.ties) <= 72
    assert not any(one.intersects(two) for at, one in enumerate(boxes) for two in boxes[at + 1 :])
    assert all(node.label.pitch >= pt(6) for node in laid.drawing.nodes.values())
    left = len(laid.drawing.left_out)
    assert left == count - len(boxes)
    assert ("Left out for room" in laid.notes.text) is bool(left)
    if left > 4:
        assert f"and {left - 4} more" in laid.notes.text
    assert diagram.height(A4.measure) <= pt(620)


def test_a_diagram_is_pressed_into_the_rest_of_a_page_or_goes_to_the_next() -> None:
    actors, ties = crowd(12)
    diagram = Diagram(actors, ties, pt(300), pt(200), True)
    pressed, rest = diagram.split(LETTER.measure, pt(240))
    assert isinstance(pressed, Diagram)
    assert rest is None
    assert pressed.height(LETTER.measure) <= pt(240)
    assert diagram.split(LETTER.measure, pt(190)) == (None, diagram)


def test_lines_of_a_diagram_stay_in_its_frame() -> None:
    frame = QRectF(0, 0, mm(85), mm(40))
    actors, ties = crowd(8)
    drawing = lay_out_actors(actors, ties, frame)
    assert drawing.routes
    for route in drawing.routes.values():
        points = route.points() * pt(0.62)
        assert points[:, 0].min() >= -1
        assert points[:, 1].min() >= -1
        assert points[:, 0].max() <= frame.right() + 1
        assert points[:, 1].max() <= frame.bottom() + 1


def test_actors_without_ties_stand_in_rows_and_take_no_more_than_they_need() -> None:
    actors, _ = crowd(5, tied=False)
    diagram = Diagram(actors, [], pt(300), pt(200), True)
    assert diagram.height(A4.measure) < pt(70)
    assert "No relationship" in diagram.laid(A4.measure).notes.text
