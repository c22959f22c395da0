"""CSV and Excel read back in programs of others, with what was hostile in the texts made harmless."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.profiles import PARTNERS
from db.releasing import release
from db.writers import write
from db.writers.telling import plain

HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "a\r\nb",
        'say "it", twice',
        "\u202egnp.exe",
        "a\x00b",
        "،التنف",
    ]
)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows as Python's own reader finds them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_a_csv_is_read_back_and_unknown_is_never_nought(board: db.Board, tmp_path: Path) -> None:
    told = write(release(board, PARTNERS), "csv", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    clash, empty = rows(tmp_path / "a.csv")
    assert clash["title"] == '\'=HYPERLINK("x") clash'
    assert (clash["date"], clash["earliest"], clash["latest"]) == ("2017-06-08~", "2017-06-05", "2017-06-11")
    assert clash["date_in_words"] == "about 8 June 2017"
    assert (clash["deaths_low"], clash["deaths_best"], clash["deaths_high"]) == ("2", "", "")
    assert clash["actors"] == "حرس الطاحون (Initiator); River <Brigade> & Sons (Target, named “the Brigade”)"
    assert (clash["longitude"], clash["radius_km"], clash["grade"], clash["disputed"]) == (
        "-38.63",
        "10.0",
        "C3",
        "yes",
    )
    assert "“=cmd|calc”" in clash["sources"]
    assert (empty["date"], empty["earliest"], empty["latitude"], empty["deaths_best"]) == ("", "", "", "0")
    assert any("1 incident was held back" in sentence for sentence in told)


@given(title=HOSTILE.filter(lambda text: text.strip() != ""), note=HOSTILE, place=HOSTILE)
def test_whatever_is_written_is_one_row_and_no_formula(
    tmp_path_factory: pytest.TempPathFactory, title: str, note: str, place: str
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    with db.create_board(folder / "a.sitboard") as board:
        board.incidents.add(db.Incident(title, note=note, place=place))
        write(release(board), "csv", folder / "a.csv")
    (row,) = rows(folder / "a.csv")
    assert None not in row
    for name, text in (("title", title.strip()), ("note", note), ("place", place)):
        assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert row[name].removeprefix("'") == plain(text).removeprefix("'")
        assert "\x00" not in row[name]


def test_a_workbook_holds_texts_numbers_and_true_days(board: db.Board, tmp_path: Path) -> None:
    write(release(board, PARTNERS), "xlsx", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Incidents", "Actors", "Relationships", "Flashpoints", "Sources", "About"]
    sheet = book["Incidents"]
    assert sheet.freeze_panes == "F2"
    assert sheet.auto_filter.ref == "A1:AJ3"
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert (row["Title"].value, row["Title"].data_type) == ('=HYPERLINK("x") clash', "s")
    assert (row["From"].value, row["Until"].value) == (datetime(2017, 6, 5), datetime(2017, 6, 11))
    assert row["When"].value == "about 8 June 2017"
    assert (row["Deaths, lowest"].value, row["Deaths, best"].value) == (2, None)
    assert row["Id"].data_type == "s"
    assert dict(zip(head, sheet[3], strict=True))["Deaths, best"].value == 0
    assert not any(cell.hyperlink or cell.data_type == "f" for each in book for line in each for cell in line)
    name = next(cell for cell in book["Actors"]["A"] if cell.value == "حرس الطاحون")
    assert (name.alignment.readingOrder, name.alignment.horizontal) == (2, "right")
    about = {line[0].value: line[1].value for line in book["About"]}
    assert about["Marking"] == "TLP:AMBER"
    assert about["Release profile"] == "Up to AMBER"
    assert book["Relationships"].max_row == 3
    assert not book.properties.creator
    assert "Up to AMBER" in (book.properties.description or "")


def test_a_text_too_long_for_a_cell_is_cut_and_told(board: db.Board, tmp_path: Path) -> None:
    board.incidents.add(db.Incident("Long", summary="x" * 40_000))
    told = write(release(board, PARTNERS), "xlsx", tmp_path / "a.xlsx")
    assert "1 text was cut to the 32,767 characters that a cell holds." in told
    texts = [cell.value for line in openpyxl.load_workbook(tmp_path / "a.xlsx")["Incidents"] for cell in line]
    assert max(len(text) for text in texts if isinstance(text, str)) == 32_767
