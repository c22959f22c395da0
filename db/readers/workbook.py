"""Reads sheets of XLSX, XLS, XLSB and ODS files as rows of text, dates as ISO, whole numbers without a point."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from db.errors import FileProblem

LARGEST_FILE = 300 * 1024 * 1024
LARGEST_UNPACKED = 2 * 1024 * 1024 * 1024
MOST_CELLS = 60_000_000
MOST_SHEETS_TRIED = 12
ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Cell = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(path: str) -> bool:
    """Whether the first bytes are those of a spreadsheet: an old one, or a ZIP that holds one."""
    with open(path, "rb") as file:
        start = file.read(8)
    if start == OLE_MARK:
        return True
    return start.startswith(ZIP_MARK) and _is_spreadsheet_zip(path)


def _is_spreadsheet_zip(path: str) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            return any(name.startswith("xl/workbook.") or name == "content.xml" for name in names[:5000])
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False


def _open(path: str) -> CalamineWorkbook:
    name = Path(path).name
    size = Path(path).stat().st_size
    if size > LARGEST_FILE:
        raise FileProblem(f"{name} is larger than {LARGEST_FILE >> 20} MB. Save the sheet as CSV and read that.")
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                    raise FileProblem(
                        f"{name} unpacks to more than {LARGEST_UNPACKED >> 30} GB. Save the sheet as CSV and read that."
                    )
        return CalamineWorkbook.from_path(path)
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileProblem(
            f"{name} could not be opened as a spreadsheet ({_short(error)}). If it has a password, save it without "
            "one; else save it again as XLSX or CSV."
        ) from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _sheet(book: CalamineWorkbook, sheet: str, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(sheet)
    except (CalamineError, ValueError) as error:
        raise FileProblem(f"The sheet “{sheet}” of {name} could not be read ({_short(error)}).") from error


class SheetRows:
    """The rows of one sheet as text; calamine holds the sheet in memory, rows are made one at a time."""

    def __init__(self, path: str, sheet: str) -> None:
        self.total_bytes = Path(path).stat().st_size
        self.line = 0
        found = _sheet(_open(path), sheet, Path(path).name)
        self.height = found.end[0] + 1 if found.end else 0
        if self.height * found.total_width > MOST_CELLS:
            raise FileProblem(f"The sheet “{sheet}” has more than {MOST_CELLS:,} cells. Save it as CSV and read that.")
        self._rows = found.iter_rows()

    @property
    def bytes_read(self) -> int:
        """The share of the rows that were read, as bytes of the file."""
        return self.total_bytes * self.line // self.height if self.height else self.total_bytes

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._rows:
            self.line += 1
            yield [_text(cell) for cell in row]

    def close(self) -> None:
        """Nothing is held open: calamine has read the file."""


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.replace("\0", "") if "\0" in cell else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if midnight else cell.strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(cell)


def look_at_workbook(path: str, most_rows: int) -> tuple[str, list[list[str]], tuple[str, ...]]:
    """The sheet with the most rows and columns of those that are shown, its first rows, and what was assumed."""
    book = _open(path)
    name = Path(path).name
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and "work" in str(sheet.typ).casefold()
    ] or book.sheet_names
    best, best_size = "", 0
    for candidate in shown[:MOST_SHEETS_TRIED]:
        found = _sheet(book, candidate, name)
        # a sheet of remarks is long but narrow
        size = found.total_height * min(found.total_width, 60) ** 2
        if size > best_size:
            best, best_size = candidate, size
    if not best:
        raise FileProblem(f"{name} has no sheet with anything on it.")
    notes = (f"The file has {len(shown)} sheets; “{best}”, the fullest, was read.",) if len(shown) > 1 else ()
    first: list[list[str]] = []
    for row in SheetRows(path, best):
        first.append(row)
        if len(first) >= most_rows:
            break
    return best, first, notes
