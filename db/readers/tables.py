"""Opens a foreign table whatever its file is: looks what it holds, previews it, and streams its rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from types import TracebackType

from db.errors import FileProblem
from db.readers import acled, any_table, other_board, ucdp
from db.readers.mapping import Mapping
from db.readers.proposal import propose
from db.readers.recognise import recognise
from db.readers.rows import NotIncidents, ReadRow, TableShape
from db.readers.text_table import TextRows, look_at_text
from db.readers.workbook import SheetRows, is_workbook, look_at_workbook

LOOKED_AT = 400  # rows that decide on kinds, columns and spellings
KINDS = ("ucdp", "acled", "table", "board")
_SQLITE = b"SQLite format 3\0"
_TELLING = frozenset({"date", "year", "title", "summary"})  # a row without any of them is left out
MOST_NAMED = 8  # columns in a sentence
_OTHER_FILES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file (GZIP): unpack it first"),
    (b"PK\x03\x04", "a packed file (ZIP) without a spreadsheet in it: unpack it first"),
    (b"7z\xbc\xaf", "a packed file (7-Zip): unpack it first"),
    (b"{\\rtf", "a text document (RTF)"),
)
_OTHER_TEXTS = (
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("<?xml", "an XML file"),
    ("{", "a JSON file"),
    ("[{", "a JSON file"),
    ("[\n", "a JSON file"),
)


def look(path: str | Path, as_kind: str | None = None) -> TableShape:
    """What a file is and how to read it; as_kind ("ucdp", "acled", "table") settles the kind.

    Raises NotIncidents where it holds no incidents, FileProblem where it cannot be read; both are sentences.
    """
    path = str(path)
    name = Path(path).name
    if as_kind is not None and as_kind not in KINDS:
        raise NotIncidents(f"A table can be read as {', '.join(KINDS)}; “{as_kind}” is not one of them.")
    if _refuse_other_files(path, name).startswith(_SQLITE):
        return other_board.look(path)
    if as_kind == "board":
        raise NotIncidents(f"{name} is no board. Choose a file that ends in .sitboard.")
    encoding = delimiter = sheet = ""
    if is_workbook(path):
        sheet, rows, notes = look_at_workbook(path, LOOKED_AT)
    else:
        _refuse_other_texts(path, name)
        form = look_at_text(path, LOOKED_AT)
        encoding, delimiter, rows, notes = form.encoding, form.delimiter, form.rows, form.notes
    found = recognise(rows, name, as_kind)
    return TableShape(
        kind=found.kind,
        dataset=found.dataset,
        encoding=encoding or "utf-8",
        delimiter=delimiter or ",",
        sheet=sheet,
        header=found.header,
        first_data_row=found.first_data_row,
        notes=notes + found.notes,
        column_tags=found.tags,
    )


def _refuse_other_files(path: str, name: str) -> bytes:
    """The first bytes of a file that may be a table or a board."""
    try:
        if not Path(path).is_file():
            raise FileProblem(f"There is no file {name} at this place, or it is a folder. Choose a table.")
        with open(path, "rb") as file:
            start = file.read(64)
    except OSError as error:
        raise FileProblem(f"{name} could not be opened: {error.strerror or error}.") from error
    except ValueError as error:
        raise FileProblem(f"“{name!r}” is no name of a file.") from error
    if not start.strip():
        raise NotIncidents(f"{name} is empty.")
    for mark, what in _OTHER_FILES:
        if start.startswith(mark) and not is_workbook(path):
            raise NotIncidents(f"{name} is not a table but {what}. Choose a CSV, TSV, XLSX, XLS or ODS file.")
    return start


def _refuse_other_texts(path: str, name: str) -> None:
    with open(path, "rb") as file:
        start = file.read(64).decode("utf-8", "replace").lstrip("\ufeff \r\n\t").casefold()
    for mark, what in _OTHER_TEXTS:
        if start.startswith(mark):
            raise NotIncidents(f"{name} is not a table but {what}. Choose a CSV, TSV, XLSX, XLS or ODS file.")


def _rows_of(path: str, shape: TableShape) -> TextRows | SheetRows:
    try:
        return SheetRows(path, shape.sheet) if shape.sheet else TextRows(path, shape.encoding, shape.delimiter)
    except (OSError, LookupError) as error:
        raise FileProblem(f"{Path(path).name} could not be opened: {error}.") from error


class TableStream:
    """The rows of a table, read as they are asked for, once; close it or use it in a `with`.

    bytes_read of total_bytes tells how far it has come; dataset is the name under which outside ids are kept, that of
    the mapping before that of the shape; notes are sentences on what was assumed.
    Iterating raises FileProblem where the file cannot be read on.
    """

    def __init__(self, path: str | Path, shape: TableShape, mapping: Mapping | None = None) -> None:
        self._name = Path(path).name
        self._rows = _rows_of(str(path), shape)
        self.total_bytes = self._rows.total_bytes
        self.dataset = (mapping.dataset if mapping and shape.kind == "table" else "") or shape.dataset
        self.notes = shape.notes
        try:
            self._records = self._reader(shape, mapping)
        except csv.Error as error:
            self.close()
            assert isinstance(self._rows, TextRows)
            raise self._rows.trouble(error) from error
        except (FileProblem, NotIncidents):
            self.close()
            raise

    def _reader(self, shape: TableShape, mapping: Mapping | None) -> Iterator[ReadRow]:
        data = islice(iter(self._rows), shape.first_data_row, None)
        if shape.kind == "ucdp":
            return ucdp.read_rows(data, shape.header)
        if shape.kind == "acled":
            first = list(islice(data, LOOKED_AT))
            return acled.read_rows(chain(first, data), shape.header, first)
        if mapping is not None:
            return any_table.read_rows(data, shape.header, mapping)
        first = list(islice(data, LOOKED_AT))
        proposed = propose(shape.header, first, shape.dataset, shape.column_tags)
        if not _TELLING & proposed.columns.keys():
            raise NotIncidents(
                f"No column of {self._name} could be told to be a date or a title, so nothing in it is an incident. "
                "Say in a mapping which of its columns is what."
            )
        self.notes += (*proposed.assumptions, *_left_aside(shape.header, proposed))
        return any_table.read_rows(chain(first, data), shape.header, proposed)

    @property
    def bytes_read(self) -> int:
        """How far into the file the reading has come."""
        return self._rows.bytes_read

    def __iter__(self) -> Iterator[ReadRow]:
        try:
            yield from self._records
        except csv.Error as error:
            assert isinstance(self._rows, TextRows)
            raise self._rows.trouble(error) from error
        except OSError as error:
            raise FileProblem(f"{self._name} could not be read to its end: {error.strerror or error}.") from error

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def __enter__(self) -> TableStream:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _left_aside(header: tuple[str, ...], mapping: Mapping) -> tuple[str, ...]:
    """A sentence on the columns that nobody was asked about and that went to no field."""
    used = {column for columns in mapping.columns.values() for column in columns}
    aside = [f"“{name}”" for name in header if name not in used]
    if not aside:
        return ()
    named = ", ".join(aside[:MOST_NAMED]) + (f" and {len(aside) - MOST_NAMED} more" if len(aside) > MOST_NAMED else "")
    return (f"Columns that were left aside: {named}. A mapping can give them a field.",)


def read(path: str | Path, shape: TableShape, mapping: Mapping | None = None) -> TableStream:
    """The incidents of a file of known shape; a table without a mapping is read by the proposed one."""
    return TableStream(path, shape, mapping)


def preview(path: str | Path, shape: TableShape, rows: int = 20) -> list[list[str]]:
    """The first rows of data as text, each as wide as the header."""
    if shape.kind == "board":
        return other_board.preview(path, rows)
    opened = _rows_of(str(path), shape)
    width = len(shape.header)
    try:
        found = list(islice(iter(opened), shape.first_data_row, shape.first_data_row + rows))
    except csv.Error as error:
        assert isinstance(opened, TextRows)
        raise opened.trouble(error) from error
    finally:
        opened.close()
    return [(row + [""] * width)[:width] for row in found]


def propose_mapping(path: str | Path, shape: TableShape) -> Mapping:
    """What each column most likely holds, from its header and its first rows."""
    return propose(shape.header, preview(path, shape, LOOKED_AT), shape.dataset, shape.column_tags)


def count_hint(path: str | Path, shape: TableShape) -> int:
    """About how many rows the file has, from the size of its first ones; for a progress bar, not for the truth."""
    opened = _rows_of(str(path), shape)
    try:
        if isinstance(opened, SheetRows):
            return max(0, opened.height - shape.first_data_row)
        seen = sum(len("".join(row).encode()) + len(row) + 1 for row in islice(iter(opened), LOOKED_AT))
        return max(1, opened.total_bytes * LOOKED_AT // max(seen, 1)) if opened.line >= LOOKED_AT else opened.line
    except csv.Error as error:
        assert isinstance(opened, TextRows)
        raise opened.trouble(error) from error
    finally:
        opened.close()


def as_table(shape: TableShape) -> TableShape:
    """The same file to be read by a mapping, for a user who knows better than the recognition."""
    return replace(shape, kind="table")
