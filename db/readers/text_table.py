"""Reads delimited text as rows of cells: finds the delimiter, then streams in constant memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.errors import FileProblem
from db.readers.encodings import find_encoding

SAMPLE_BYTES = 256 * 1024
LONGEST_CELL = 2_000_000  # characters
MOST_COLUMNS = 2_000
DELIMITERS = ",;\t|"
STRAY_BYTES = "situation_board_stray_bytes"


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: a byte that is no UTF-8 is what Windows would have written; elsewhere U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return (stray.decode("cp1252", "replace") if error.encoding == "utf-8" else "\ufffd"), error.end


codecs.register_error(STRAY_BYTES, _stray_bytes)


class Lines:
    """The lines of a file for csv.reader, without NULs; FileProblem for a line that no table has."""

    def __init__(self, file: io.TextIOWrapper, name: str) -> None:
        self._file, self._name = file, name

    def __iter__(self) -> Iterator[str]:
        readline, number = self._file.readline, 0
        while line := readline(LONGEST_CELL):
            number += 1
            if len(line) >= LONGEST_CELL:
                raise FileProblem(
                    f"Line {number} of {self._name} is longer than {LONGEST_CELL:,} characters: this is no table, "
                    "or its line ends were lost. Save it again from the program that made it."
                )
            yield line if "\0" not in line else line.replace("\0", "")


class TextRows:
    """The rows of a delimited text file; iterating gives lists of cells straight from csv.reader."""

    def __init__(self, path: str, encoding: str, delimiter: str) -> None:
        self._name = Path(path).name
        self.total_bytes = Path(path).stat().st_size
        self._bytes = open(path, "rb")  # noqa: SIM115 -- closed by close()
        self._text = io.TextIOWrapper(self._bytes, encoding=encoding, errors=STRAY_BYTES, newline="")
        if csv.field_size_limit() < LONGEST_CELL:
            csv.field_size_limit(LONGEST_CELL)
        self._reader = csv.reader(Lines(self._text, self._name), delimiter=delimiter)

    @property
    def bytes_read(self) -> int:
        """How far into the file the reading has come."""
        return self.total_bytes if self._bytes.closed else min(self._bytes.tell(), self.total_bytes)

    @property
    def line(self) -> int:
        """The line of the file where the last row ended."""
        return self._reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        return self._reader

    def trouble(self, error: csv.Error) -> FileProblem:
        """The sentence for what csv.reader stumbled over."""
        return FileProblem(
            f"{self._name} could not be read on from line {self.line}: "
            + (
                f"a cell is longer than {LONGEST_CELL:,} characters; a quotation mark before it is probably not closed."
                if "limit" in str(error)
                else f"{error}. Save it again as CSV from the program that made it."
            )
        )

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()


@dataclass(frozen=True)
class TextForm:
    """What the look at a text file found: how to read it, its first rows, and what was assumed."""

    encoding: str
    delimiter: str
    rows: list[list[str]]
    notes: tuple[str, ...]


def look_at_text(path: str, most_rows: int) -> TextForm:
    """Find encoding and delimiter and give the first rows; FileProblem if it cannot be read as text at all."""
    encoding, note = find_encoding(path)
    sample = _sample_of_text(path, encoding)
    if _is_noise(sample):
        raise FileProblem(f"{Path(path).name} holds no text that can be read. Choose a CSV, TSV, XLSX, XLS or ODS file.")
    delimiter = find_delimiter(sample)
    rows = TextRows(path, encoding, delimiter)
    first: list[list[str]] = []
    try:
        for row in rows:
            if len(row) > MOST_COLUMNS:
                raise FileProblem(
                    f"Line {rows.line} of {Path(path).name} has {len(row):,} columns; a table of incidents has at most "
                    f"{MOST_COLUMNS:,}. Choose another file."
                )
            first.append(row)
            if len(first) >= most_rows:
                break
    except csv.Error as error:
        if not first:
            raise rows.trouble(error) from error
    finally:
        rows.close()
    return TextForm(encoding, delimiter, first, (note,) if note else ())


def _sample_of_text(path: str, encoding: str) -> str:
    with open(path, "rb") as file, io.TextIOWrapper(file, encoding, STRAY_BYTES, newline="") as text:
        return text.read(SAMPLE_BYTES // 4).replace("\0", "")


def _is_noise(sample: str) -> bool:
    """Whether control characters, which no table has, stand where letters should (more than 1 in 50)."""
    controls = sum(character < " " and character not in "\t\n\r\f\v" for character in sample)
    return controls * 50 > len(sample)


def find_delimiter(sample: str) -> str:
    """The delimiter that cuts the sample into the most even rows; a comma where none does."""
    first_line = sample[:6].lower()
    if first_line.startswith("sep=") and len(sample) > 4 and sample[4] in DELIMITERS:
        return sample[4]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = _widths(sample, delimiter)
        if not widths:
            continue
        width, how_often = Counter(widths).most_common(1)[0]
        if width < 2:
            continue
        # Evenness counts most; among even ones the delimiter that makes more columns is the true one.
        score = how_often / len(widths) + min(width, 50) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, delimiter: str) -> list[int]:
    """Cells of each row of the sample when cut at that delimiter; the last row, perhaps cut short, left aside."""
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if row:
                widths.append(len(row))
            if len(widths) > 200:
                break
    except csv.Error:
        pass
    return widths[:-1] if len(widths) > 1 else widths
