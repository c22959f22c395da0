"""`main.py sheet` as its users meet it, and the PDF that comes of it read back by other programs."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from functools import partial
from pathlib import Path

import pypdf
import pypdfium2
import pytest

import db
from db.dates import from_days
from tests.running import MAIN, Run, refusal, run_program

MARK = "TLP:AMBER"
ARABIC = "دير الزور"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program in an empty folder."""
    return partial(run_program, tmp_path)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample board."""
    path = tmp_path / "sample.sitboard"
    subprocess.run([sys.executable, str(MAIN), "new", str(path), "--sample"], check=True, capture_output=True)
    return path


@pytest.fixture
def long_board(tmp_path: Path) -> Path:
    """One flashpoint with incidents for several pages."""
    path = tmp_path / "long.sitboard"
    with db.create_board(path, title="Long watch") as board, board.command("Fill"):
        point = board.flashpoints.add(db.Flashpoint("Deir ez-Zor", other_names=(ARABIC,)))
        for number in range(120):
            day = 17_300 + number
            board.incidents.add(
                db.Incident(
                    f"Shelling number {number:03d} heard in the quarters beside the river",
                    kind="shelling",
                    date=from_days(day, day),
                    flashpoint_id=point,
                )
            )
    return path


def texts(path: Path) -> list[str]:
    """The text of each page as pdfium takes it out, normalised."""
    with pypdfium2.PdfDocument(path) as document:
        return [unicodedata.normalize("NFKC", page.get_textpage().get_text_range()) for page in document]


def lines(text: str) -> str:
    return " ".join(text.split())


def test_the_pack_has_contents_bookmarks_numbers_and_markings(run: Run, sample: Path, tmp_path: Path) -> None:
    said = run("sheet", "sample.sitboard", "--pack", "--out", "pack.pdf").stdout
    pages = texts(tmp_path / "pack.pdf")
    assert f"{len(pages)} pages" in said
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text
        assert text.count(MARK) == 2
    reader = pypdf.PdfReader(tmp_path / "pack.pdf")
    marks = [mark for mark in _flat(reader.outline) if mark.title is not None]
    with db.open_board(sample, read_only=True) as board:
        names = {point.name for point in board.flashpoints.all()}
    assert names < {str(mark.title) for mark in marks}
    for mark in marks:
        page = reader.get_destination_page_number(mark)
        assert page is not None
        own_words = {"Contents": "Briefing pack", "Overview": "Flashpoints at a glance"}  # of pages titled by the board
        wanted = own_words.get(str(mark.title)) or unicodedata.normalize("NFKC", str(mark.title))
        assert lines(wanted) in lines(pages[page])


def _flat(outline: list[object]) -> list[pypdf.generic.Destination]:
    found: list[pypdf.generic.Destination] = []
    for one in outline:
        found += _flat(one) if isinstance(one, list) else [one]  # type: ignore[list-item]
    return found


def test_nothing_in_the_file_tells_of_the_machine(run: Run, sample: Path, tmp_path: Path) -> None:
    run("sheet", "sample.sitboard", "--overview", "--out", "o.pdf")
    reader = pypdf.PdfReader(tmp_path / "o.pdf")
    assert reader.metadata is not None
    assert set(reader.metadata) == {"/Title", "/Subject", "/CreationDate"}
    assert re.fullmatch(r"D:\d{8}", str(reader.metadata["/CreationDate"]))
    assert "/Metadata" not in reader.root_object
    raw = (tmp_path / "o.pdf").read_bytes()
    for hint in (str(tmp_path).encode(), b"Producer", b"Qt 6", b"CreateDate", str(Path.home()).encode()):
        assert hint not in raw


def test_fonts_are_in_the_file(run: Run, sample: Path, tmp_path: Path) -> None:
    run("sheet", "sample.sitboard", "--overview", "--out", "o.pdf")
    fonts = [
        font.get_object()
        for page in pypdf.PdfReader(tmp_path / "o.pdf").pages
        for font in page["/Resources"].get_object().get("/Font", {}).values()  # type: ignore[union-attr]
    ]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
        assert "/ToUnicode" in font


def test_a_long_table_repeats_its_header_and_loses_no_row(run: Run, long_board: Path, tmp_path: Path) -> None:
    run("sheet", "long.sitboard", "--flashpoint", "Deir ez-Zor", "--out", "f.pdf")
    pages = texts(tmp_path / "f.pdf")
    whole = lines(" ".join(pages))
    assert len(pages) > 2
    for number in range(120):
        assert whole.count(f"Shelling number {number:03d} heard") == 1
    for text in pages:
        if "Shelling number" in text:
            assert "When" in text
            assert "Killed" in text
    assert set(ARABIC.split()) <= set(whole.split())
    _no_row_is_cut(tmp_path / "f.pdf")


def _no_row_is_cut(path: Path) -> None:
    """A title begins and ends on the same page."""
    for text in texts(path):
        starts, ends = text.count("Shelling number"), lines(text).count("beside the river")
        assert starts == ends


@pytest.mark.parametrize(
    ("words", "size"),
    [((), (595, 842)), (("--paper", "letter"), (612, 792)), (("--landscape",), (842, 595))],
)
def test_paper(run: Run, sample: Path, tmp_path: Path, words: tuple[str, ...], size: tuple[int, int]) -> None:
    run("sheet", "sample.sitboard", *words, "--out", "o.pdf")
    for page in pypdf.PdfReader(tmp_path / "o.pdf").pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_a_sheet_is_marked_at_least_as_high_as_what_is_on_it(run: Run, sample: Path, tmp_path: Path) -> None:
    for asked, marked in (("RED", "TLP:RED"), ("tlp:clear", "TLP:AMBER")):
        run("sheet", "sample.sitboard", "--marking", asked, "--out", f"{marked[4:]}.pdf")
        for page in texts(tmp_path / f"{marked[4:]}.pdf"):
            assert page.count(marked) == 2
    with db.open_board(sample) as board:
        board.incidents.update(int(board.columns().ids[0]), marking="RED")
    run("sheet", "sample.sitboard", "--profile", "Everything, for this house only", "--out", "all.pdf")
    assert {page.count("TLP:RED") for page in texts(tmp_path / "all.pdf")} == {2}
    assert "no marking" in refusal(run, "sheet", "sample.sitboard", "--marking", "pink", "--out", "x.pdf", code=2)


def test_black_and_white_has_no_colour(run: Run, sample: Path, tmp_path: Path) -> None:
    run("sheet", "sample.sitboard", "--pack", "--mono", "--out", "o.pdf")
    with pypdfium2.PdfDocument(tmp_path / "o.pdf") as document:
        for page in document:
            red, green, blue = page.render(scale=0.7).to_pil().convert("RGB").split()
            assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_what_was_printed_is_noted_and_the_next_sheet_compares_with_it(run: Run, sample: Path, tmp_path: Path) -> None:
    run("sheet", "sample.sitboard", "--flashpoint", "At Tanf", "--out", "one.pdf")
    with db.open_board(sample) as board:
        (noted,) = board.sheets.all()
        assert noted.kind == "flashpoint"
        (point,) = board.flashpoints_named("At Tanf")[:1]
        assert noted.about == str(point)
        day = board.columns().span()
        assert day is not None
        board.incidents.add(db.Incident("Convoy seen at dusk", date=from_days(day[1], day[1]), flashpoint_id=point))
    run("sheet", "sample.sitboard", "--flashpoint", "At Tanf", "--out", "two.pdf")
    text = lines(" ".join(texts(tmp_path / "two.pdf")))
    assert "Convoy seen at dusk" in text
    assert "since the sheet of" in text


def test_a_board_that_is_open_elsewhere_is_printed_all_the_same(run: Run, sample: Path, tmp_path: Path) -> None:
    with db.open_board(sample) as board:
        done = run("sheet", "sample.sitboard", "--out", "o.pdf")
        assert "not noted" in done.stderr
        assert board.sheets.all() == []
    assert (tmp_path / "o.pdf").exists()


def test_a_file_is_written_over_only_when_told(run: Run, sample: Path, tmp_path: Path) -> None:
    kept = tmp_path / "o.pdf"
    kept.write_bytes(b"mine")
    assert "--replace" in refusal(run, "sheet", "sample.sitboard", "--out", "o.pdf")
    assert kept.read_bytes() == b"mine"
    run("sheet", "sample.sitboard", "--out", "o.pdf", "--replace")
    assert len(pypdf.PdfReader(io.BytesIO(kept.read_bytes())).pages) >= 1
    assert [one.name for one in tmp_path.iterdir() if ".part" in one.name] == []


@pytest.mark.parametrize(
    ("words", "sentence", "code"),
    [
        (("--out", "o.txt"), ".pdf", 2),
        (("--out", "nowhere/o.pdf"), "is not there", 1),
        (("--out", "o.pdf", "--flashpoint", "Atlantis"), "No flashpoint", 1),
        (("--out", "o.pdf", "--actor", "Nobody at all"), "No actor", 1),
        (("--out", "o.pdf", "--incident", "12"), "No incident", 1),
        (("--out", "o.pdf", "--pack", "--overview"), "Choose one sheet", 2),
        (("--out", "o.pdf", "--from", "2017-06-10", "--to", "2017-06-01"), "ends before", 1),
        (("--out", "o.pdf", "--as-of", "June 2017"), "not one day", 1),
        (("--out", "o.pdf", "--profile", "Secret"), "No release profile", 1),
    ],
)
def test_what_cannot_be_made_is_said(
    run: Run, sample: Path, tmp_path: Path, words: tuple[str, ...], sentence: str, code: int
) -> None:
    assert sentence in refusal(run, "sheet", "sample.sitboard", *words, code=code)
    assert not (tmp_path / "o.pdf").exists()


def test_a_flashpoint_names_who_stands_how_to_whom_there(run: Run, sample: Path, tmp_path: Path) -> None:
    """Ties of a flashpoint belong on its sheet, also of those that no incident there names."""
    run("sheet", "sample.sitboard", "--flashpoint", "Western Raqqa", "--out", "a.pdf")
    told = lines(" ".join(texts(tmp_path / "a.pdf")))
    assert "Allied with" in told
    assert "embedded troops · contested" in told
    assert told.count("at Western Raqqa") == 0  # the sheet says it once, at its head


def test_the_contents_name_flashpoints_and_not_their_parts(run: Run, sample: Path, tmp_path: Path) -> None:
    run("sheet", "sample.sitboard", "--pack", "--out", "pack.pdf")
    first = lines(texts(tmp_path / "pack.pdf")[0])
    named = [first.index(name) for name in ("Overview", "Who stands how", "At Tanf", "Deir ez-Zor", "Sources")]
    assert named == sorted(named)
    assert "Who is involved" not in first


def test_a_dispute_is_told_by_the_number_of_its_source(run: Run, sample: Path, tmp_path: Path) -> None:
    run("sheet", "sample.sitboard", "--flashpoint", "At Tanf", "--out", "a.pdf")
    told = lines(" ".join(texts(tmp_path / "a.pdf")))
    numbers = re.search(r"Disputed: source (\d+) says 5 June 2017; source (\d+) says 6 June 2017", told)
    assert numbers is not None
    for number in numbers.groups():
        assert re.search(rf"Reliability.*\b{number} \w", told)


def test_an_incident_known_only_by_its_last_day_has_a_day_in_the_overview(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    run("sheet", "sample.sitboard", "--overview", "--out", "o.pdf")
    told = lines(texts(tmp_path / "o.pdf")[0])
    assert re.search(r"Deir ez-Zor \S+ Watch 1 .{1,12} unknown ≤ 16 Jun 2017", told)
    assert re.search(r"At Tanf .{1,40} unknown 5–6 Jun 2017", told)


def test_a_sheet_of_which_nothing_may_leave_does_not_say_that_nothing_happened(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    run("sheet", "sample.sitboard", "--chronology", "--profile", "Public", "--out", "o.pdf")
    told = lines(" ".join(texts(tmp_path / "o.pdf")))
    assert "No incident that may leave under this release profile" in told
    assert "14 incidents were held back" in told
    assert "No news" not in told
