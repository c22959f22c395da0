"""Files that are broken, huge or no tables at all end in a sentence, never in a crash or a hang."""

from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import readers
from db.errors import FileProblem
from db.readers import LeftOut, NotIncidents, ReadIncident, Warned
from db.vocabulary import ACTOR_KINDS, ACTOR_ROLES, INCIDENT_KINDS, PLACE_PRECISIONS
from tests.table_files import GED_41, ged, read_all, write_table


def refusal(path: Path) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises((NotIncidents, FileProblem)) as caught:
        read_all(path)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    return sentence


def test_nul_bytes_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"Date,Title\r\n2017-06-08,Cl\0ash at the mill\r\n" + b"2017-06-09,x\r\n" * 50)
    first = read_all(path)[0]
    assert isinstance(first, ReadIncident)
    assert first.title == "Clash at the mill"


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    rows = write_table(tmp_path / "good.csv", [GED_41, *(ged(id=str(n)) for n in range(8000))]).read_bytes()
    cut = rows.index(b"\r\n900,") if b"\r\n900," in rows else rows.index(b"\r\n", 400_000)
    path = tmp_path / "open.csv"
    path.write_bytes(rows[:cut] + b'\r\n"' + rows[cut + 2 :].replace(b'"', b""))
    assert "not closed" in refusal(path)


def test_a_quote_that_is_never_closed_in_a_short_file_leaves_out_one_row(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_bytes(write_table(tmp_path / "good.csv", [GED_41, ged(id="1")]).read_bytes() + b'"2,x\r\n3,y\r\n')
    good, bad = read_all(path)
    assert isinstance(good, ReadIncident)
    assert isinstance(bad, LeftOut)
    assert "1 cell where" in bad.why


def test_a_cell_of_ten_megabytes(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [["Date", "Title"], ["2017-06-08", "a " * 5_000_000]])
    assert "t.csv" in refusal(path)


def test_a_cell_of_many_lines_that_is_too_long(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [["Date", "Title"], ["2017-06-08", "a\n" * 2_000_000]])
    assert "longer than" in refusal(path)


def test_a_line_that_never_ends_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"Date,Title\n2017-06-08," + b"x" * 30_000_000)
    assert "longer than" in refusal(path)


def test_a_hundred_thousand_columns(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [[f"c{n}" for n in range(100_000)], ["x"] * 100_000])
    assert "100,000 columns" in refusal(path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "no rows"),
        (b"\r\n\r\n , , \r\n", ""),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "picture"),
        (b"SQLite format 3\0" + b"\0" * 100, "only boards"),
        (b"\x1f\x8b\x08\0abc", "GZIP"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"PK\x03\x04broken", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "spreadsheet"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert word in refusal(path)


def test_a_folder_a_missing_file_and_an_odd_name(tmp_path: Path) -> None:
    assert "no file" in refusal(tmp_path)
    assert "no file" in refusal(tmp_path / "missing.csv")
    assert refusal(Path("a\0b.csv"))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [["Date", "Title"], ["2017-06-08", "a"]])
    path.chmod(0)
    assert "could not be opened" in refusal(path)


def test_a_zip_that_names_no_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "ged.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("ged.csv", "id\n1\n")
    assert "unpack" in refusal(path)


def test_a_workbook_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook>")
    assert "spreadsheet" in refusal(path)


def test_an_unknown_kind_of_table(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [["Date", "Title"], ["2017-06-08", "a"]])
    with pytest.raises(NotIncidents, match="ucdp, acled, table"):
        readers.look(path, "gdelt")


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "Date", "Title", "Lat", "Lon", "Deaths", "#date", "2017-06-08", "8/6/17", "35.2", "-200", "1e9", "nan", "37SBV1234",
         "id", "event_date", "event_type", "actor1", "data_id", "type_of_violence", "٣", "99999999999999999999", "0", "x,y;z|w",
         "24:00", "0000-00-00", "POINT (1 2)", "inf", "²", "½"]
    ),
)  # fmt: skip


def well_formed(path: Path) -> Iterator[ReadIncident]:
    """The incidents of a file, each held to what a board can store; nothing where the file is refused."""
    try:
        rows = read_all(path)
    except (NotIncidents, FileProblem):
        return
    for row in rows:
        if isinstance(row, LeftOut | Warned):
            assert row.why
            continue
        assert row.title
        assert row.kind in INCIDENT_KINDS
        assert row.precision in ("", *PLACE_PRECISIONS.codes)
        assert row.earliest is None or row.latest is None or row.earliest <= row.latest
        assert (row.latitude is None) == (row.longitude is None)
        assert row.latitude is None or (-90 <= row.latitude <= 90 and row.longitude is not None)
        assert row.longitude is None or -180 <= row.longitude <= 180
        numbers = row[row._fields.index("deaths_low") : row._fields.index("injured_high") + 1]
        assert all(number is None or 0 <= number < 1 << 31 for number in numbers)
        assert 0 <= row.digest < 1 << 63
        assert all(actor.name and actor.role in ACTOR_ROLES and actor.kind in ACTOR_KINDS for actor in row.actors)
        assert all(source.title for source in row.sources)
        assert all(row.tags)
        assert row.outside_id
        "\0".join(str(value) for value in row).encode()
        yield row


@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_any_table_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    text = "\n".join(delimiter.join(row) for row in rows)
    path.write_bytes(text.encode("utf-8", "replace"))
    list(well_formed(path))


@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    list(well_formed(path))


@given(cells=st.dictionaries(st.sampled_from(GED_41), CELLS, max_size=6))
def test_any_cells_of_ged_are_read_or_left_out(tmp_path_factory: pytest.TempPathFactory, cells: dict[str, str]) -> None:
    path = write_table(tmp_path_factory.getbasetemp() / "ged.csv", [GED_41, ged(**cells)], encoding="utf-8")
    assert len(list(well_formed(path))) <= 1


def test_binary_noise_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes(bytes(hashlib.sha256(bytes([n % 256, n // 256])).digest()[0] for n in range(6000)))
    with pytest.raises(FileProblem, match=r"noise\.csv holds no text"):
        readers.look(path)
