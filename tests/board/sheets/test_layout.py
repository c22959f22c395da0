"""Every kind of sheet on every paper, laid out and read back: what a designer of printed reports looks for first.

The pages are looked at as the program lays them out and as other programs read the PDF; positions are held, not pixels.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

import db
from board.sheets.blocks import Rule, Space
from board.sheets.choices import SHEET_KINDS, Choices
from board.sheets.making import make_sheet
from board.sheets.pages import Document
from board.sheets.paper import FOOT, HEAD, pt
from board.sheets.pdf import write_pdf
from board.sheets.tables import Table
from db import sample
from db.profiles import EVERYTHING
from db.vocabulary import MARKINGS
from tests.board.sheets.hard_board import ARABIC, CYRILLIC, HEBREW, LONG_NAME, hard_board

CASES = [
    (board, kind, paper, landscape)
    for board, kind, paper, landscape in product(("sample", "hard"), SHEET_KINDS, ("a4", "letter"), (False, True))
]
SIDE = 1.5  # points by which the stroke of a letter may reach beyond its own width
SAMPLE = Path(db.__file__).parents[1] / "resources" / "sample"


@dataclass
class Sheet:
    """A sheet as it was laid out and as it was written."""

    document: Document
    path: Path

    @cached_property
    def texts(self) -> list[str]:
        """The text of each page as pdfium reads it, normalised."""
        with pypdfium2.PdfDocument(self.path) as file:
            return [unicodedata.normalize("NFKC", page.get_textpage().get_text_range()) for page in file]

    @cached_property
    def letters(self) -> list[tuple[list[str], np.ndarray, tuple[float, float]]]:
        """Of each page the letters that pdfium finds, their boxes (left, bottom, right, top; points), and its size."""
        found = []
        with pypdfium2.PdfDocument(self.path) as file:
            for page in file:
                text = page.get_textpage()
                every = [text.get_text_range(at, 1) for at in range(text.count_chars())]
                seen = [at for at, letter in enumerate(every) if letter.strip()]
                boxes = np.array([text.get_charbox(at) for at in seen])
                found.append(([every[at] for at in seen], boxes, page.get_size()))
        return found


@pytest.fixture(scope="module")
def sheet(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Sheet]]:
    """Lays out a sheet of the sample or of the hard board, each once."""
    folder = tmp_path_factory.mktemp("sheets")
    made = hard_board(folder / "hard.sitboard", crowd=16)
    boards = {"sample": db.create_board(folder / "sample.sitboard"), "hard": made.board}
    with boards["sample"].command("Fill"):
        sample.fill(boards["sample"], SAMPLE)
    tanf = {
        "flashpoint": boards["sample"].flashpoints_named("At Tanf")[0],
        "actor": boards["sample"].actors_named("United States")[0],
        "incident": int(boards["sample"].columns().ids[0]),
    }
    hard = {"flashpoint": made.flashpoints["long"], "actor": made.actors["arabic"], "incident": made.incidents["long"]}
    about = {"sample": tanf, "hard": hard}
    kept: dict[tuple[object, ...], Sheet] = {}

    def laid(board: str, kind: str, paper: str, landscape: bool) -> Sheet:
        key = board, kind, paper, landscape
        if key not in kept:
            choices = Choices(
                kind, about[board].get(kind, 0), paper=paper, landscape=landscape, notes=True, profile=EVERYTHING
            )
            path = folder / f"{board}-{kind}-{paper}-{landscape}.pdf"
            document = make_sheet(boards[board], choices)
            write_pdf(document, path)
            kept[key] = Sheet(document, path)
        return kept[key]

    yield laid
    for board in boards.values():
        board.close()


some_sheets = pytest.mark.parametrize(
    ("board", "kind", "paper", "landscape"),
    [case for case in CASES if (case[2] == "letter") is case[3] and (case[0] == "hard" or case[2] == "a4")],
)
every_sheet = pytest.mark.parametrize(("board", "kind", "paper", "landscape"), CASES)


@every_sheet
def test_blocks_stand_between_head_and_foot(
    sheet: Callable[..., Sheet], board: str, kind: str, paper: str, landscape: bool
) -> None:
    document = sheet(board, kind, paper, landscape).document
    page_paper = document.paper
    low = page_paper.height - page_paper.bottom - FOOT
    for page in document.pages:
        assert page.placed
        assert not isinstance(page.placed[0][0], Space)
        for block, _, y in page.placed:
            assert y >= page_paper.top + HEAD
            # the air below a paragraph may reach into the foot, its words may not
            assert y + block.height(page_paper.measure) <= low + pt(14.1)


@every_sheet
def test_no_heading_stands_last_and_no_row_is_cut(
    sheet: Callable[..., Sheet], board: str, kind: str, paper: str, landscape: bool
) -> None:
    for page in sheet(board, kind, paper, landscape).document.pages:
        drawn = [block for block, _, _ in page.placed if not isinstance(block, Space | Rule)]
        assert not drawn[-1].keep_with_next
        for table in drawn:
            if isinstance(table, Table):
                assert (table._line, table._cut) == (0, None)


@every_sheet
def test_a_table_that_goes_on_has_its_header_and_more_than_one_row(
    sheet: Callable[..., Sheet], board: str, kind: str, paper: str, landscape: bool
) -> None:
    made = sheet(board, kind, paper, landscape)
    texts = made.texts
    for page, text in zip(made.document.pages, texts, strict=True):
        for table in (block for block, _, _ in page.placed if isinstance(block, Table)):
            for column in table._columns:
                assert column.title in text
            low = table.height(made.document.paper.measure) < pt(60)
            assert not (low and table._last - table._first == 1 < len(table._rows) - 2)


@every_sheet
def test_pages_are_numbered_and_marked_at_head_and_foot(
    sheet: Callable[..., Sheet], board: str, kind: str, paper: str, landscape: bool
) -> None:
    made = sheet(board, kind, paper, landscape)
    mark = MARKINGS[made.document.furniture.marking].label
    texts = made.texts
    with pypdfium2.PdfDocument(made.path) as file:
        for number, page in enumerate(file, 1):
            assert f"{number} / {len(texts)}" in texts[number - 1]
            text, (_, height) = page.get_textpage(), page.get_size()
            searcher = text.search(mark)
            places = []
            while (found := searcher.get_next()) is not None:
                places.append(text.get_charbox(found[0])[1] / height)
            assert len(places) == 2
            assert min(places) < 0.09
            assert max(places) > 0.91


@some_sheets
def test_letters_keep_to_the_margins(
    sheet: Callable[..., Sheet], board: str, kind: str, paper: str, landscape: bool
) -> None:
    made = sheet(board, kind, paper, landscape)
    page_paper = made.document.paper
    for _, boxes, (width, height) in made.letters:
        assert (round(width), round(height)) == (round(page_paper.width / 20), round(page_paper.height / 20))
        assert boxes[:, 0].min() >= page_paper.left / 20 - SIDE
        assert boxes[:, 2].max() <= width - page_paper.right / 20 + SIDE
        assert boxes[:, 1].min() >= page_paper.bottom / 20 - 3
        assert boxes[:, 3].max() <= height - page_paper.top / 20 + 2


@some_sheets
def test_no_letter_stands_on_another(
    sheet: Callable[..., Sheet], board: str, kind: str, paper: str, landscape: bool
) -> None:
    for letters, boxes, _ in sheet(board, kind, paper, landscape).letters:
        plain = np.array([letter.isascii() and letter.isalnum() for letter in letters])  # others stand on each other
        assert overprinted(boxes[plain], np.array(letters)[plain]) == []


def overprinted(boxes: np.ndarray, letters: np.ndarray) -> list[str]:
    """Pairs of letters of which one covers more than half of the other."""
    sizes = np.maximum((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]), 1e-6)
    found = []
    for at in range(len(boxes) - 1):
        one, rest = boxes[at], boxes[at + 1 :]
        wide = np.minimum(one[2], rest[:, 2]) - np.maximum(one[0], rest[:, 0])
        high = np.minimum(one[3], rest[:, 3]) - np.maximum(one[1], rest[:, 1])
        shared = np.where((wide > 0) & (high > 0), wide * high, 0) / np.minimum(sizes[at], sizes[at + 1 :])
        shared[:2] *= (np.abs(rest[:2] - one) > 1e-3).any(axis=1)  # a ligature: one sign for two or three letters
        found += [f"{letters[at]}{letters[at + 1 + other]} at {one}" for other in np.flatnonzero(shared > 0.5)]
    return found


@pytest.mark.parametrize("kind", ["flashpoint", "overview", "actor", "chronology", "incident", "pack"])
def test_names_in_other_scripts_can_be_copied_out(sheet: Callable[..., Sheet], kind: str) -> None:
    """Arabic, Hebrew and Cyrillic names come out of the PDF as they were typed, whoever reads it."""
    told = " ".join(sheet("hard", kind, "a4", False).texts)
    words = set(re.findall(r"\w+", told))
    assert set(ARABIC.split()) <= words
    assert set(HEBREW.split()) <= words
    assert set(CYRILLIC.split()) <= words
    assert not set("\u2068\u2069\ue000\ue001") & set(told)


@some_sheets
def test_every_font_is_in_the_file(
    sheet: Callable[..., Sheet], board: str, kind: str, paper: str, landscape: bool
) -> None:
    reader = pypdf.PdfReader(sheet(board, kind, paper, landscape).path)
    for page in reader.pages:
        for font in page["/Resources"].get_object().get("/Font", {}).values():  # type: ignore[union-attr]
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object())
            assert "/ToUnicode" in font.get_object()


def test_every_incident_of_a_flashpoint_is_told_once(sheet: Callable[..., Sheet]) -> None:
    told = " ".join(" ".join(sheet("hard", "flashpoint", "letter", False).texts).split())
    for number in range(70):
        assert told.count(f"Fight number {number:02d} over the ford") == 1
    assert LONG_NAME in told


def test_disputed_figures_stand_side_by_side(sheet: Callable[..., Sheet]) -> None:
    told = " ".join(" ".join(sheet("hard", "flashpoint", "a4", True).texts).split())
    assert re.search(r"unknown source \d+: 4 source \d+: 10 source \d+: 16", told.replace("\xa0", " "))


def test_the_contents_point_at_headings_in_any_script(sheet: Callable[..., Sheet]) -> None:
    made = sheet("hard", "pack", "a4", False)
    texts = made.texts
    for name in ("Bare crossing", "Overview", "Sources"):
        line = re.search(rf"{name} \.+ (\d+)", texts[0])
        assert line is not None
        assert name in texts[int(line[1]) - 1]


def test_a_board_without_anything_is_said_to_be_empty(qapp: QApplication, tmp_path: Path) -> None:
    with db.create_board(tmp_path / "e.sitboard", title="Nothing yet") as board:
        for kind, pages in (("overview", 1), ("chronology", 1), ("pack", 2)):
            document = make_sheet(board, Choices(kind))
            write_pdf(document, tmp_path / "e.pdf")
            assert len(document.pages) == pages
            made = Sheet(document, tmp_path / "e.pdf")
            assert "No incident" in " ".join(made.texts)
            for letters, boxes, _ in made.letters:
                assert overprinted(boxes, np.array(letters)) == []


def test_a_flashpoint_without_anything_takes_no_room_for_it(
    qapp: QApplication, tmp_path: Path, sheet: Callable[..., Sheet]
) -> None:
    with db.create_board(tmp_path / "b.sitboard") as board:
        bare = board.flashpoints.add(db.Flashpoint("Bare crossing"))
        document = make_sheet(board, Choices("flashpoint", bare))
    (page,) = document.pages
    assert max(y for _, _, y in page.placed) < document.paper.height / 3
