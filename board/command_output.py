"""What the command line prints: aligned columns for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import click

from db import defused
from db.names import show_controls

Row = Mapping[str, Any]
Progress = Callable[[int, int, str], None]
_PAGE = 500  # rows that share their widths, so that a long list streams
_WIDEST = 60  # cells of a column beyond the last one
# what moves the cursor, colours or ends a line: text from strangers must not steer the terminal
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def say(sentence: str) -> None:
    """One line on stdout."""
    click.echo(plain(sentence))


def complain(sentence: str) -> None:
    """One line on stderr."""
    click.echo(plain(sentence), err=True)


def plain(text: str) -> str:
    """The text on one line, with nothing in it that a terminal obeys and no hidden change of direction."""
    return show_controls(_STEERING.sub(" ", text))


@contextmanager
def progress_line(file: Path) -> Iterator[Progress | None]:
    """What tells the progress of work on a file, on one line of the terminal that goes in the end; None without one."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield partial(_show_progress, file)
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _show_progress(file: Path, done: int, total: int, words: str) -> None:
    share = f"{min(100, 100 * done // total)} % · " if total > 1 else ""
    width = (os.get_terminal_size(sys.stderr.fileno()).columns or 80) - 1  # some terminals say that they have 0
    click.echo("\r\x1b[K" + plain(f"{file.name}: {share}{words}")[:width], nl=False, err=True)


def print_json(value: object) -> None:
    """One JSON object on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


def print_json_list(name: str, rows: Iterable[Row]) -> None:
    """One JSON object with one list in it, written as the rows come."""
    out = sys.stdout
    out.write(f"{{{json.dumps(name)}: [")
    for number, row in enumerate(rows):
        out.write((",\n" if number else "\n") + json.dumps(row, ensure_ascii=False))
    out.write("\n]}\n")
    out.flush()


def print_csv(header: Sequence[str], rows: Iterable[Row]) -> None:
    """CSV with a header; lists are joined with "; ", and no cell is taken for a formula by a spreadsheet."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in header])
    sys.stdout.flush()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int | float):
        return value
    return defused(joined(value))


def joined(value: object) -> str:
    """A value as one text: names with their roles, lists parted by semicolons."""
    if isinstance(value, list | tuple):
        return "; ".join(joined(entry) for entry in value)
    if isinstance(value, dict):
        return f"{value['name']} ({value['role']})"
    return "" if value is None else str(value)


def print_columns(header: Sequence[str], rows: Iterable[Row]) -> int:
    """Aligned columns, widths set page by page; returns how many rows there were."""
    count = 0
    for page in _pages(rows):
        lines = [[plain(joined(row[name])) for name in header] for row in page]
        if not count:
            lines.insert(0, [name.replace("_", " ").upper() for name in header])
        widths = [min(_WIDEST, max(_width(line[place]) for line in lines)) for place in range(len(header) - 1)]
        for line in lines:
            cells = [_padded(cell, width) for cell, width in zip(line, widths, strict=False)]
            click.echo("  ".join([*cells, line[-1]]).rstrip())
        count += len(page)
    return count


def _pages(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while page := list(islice(left, _PAGE)):
        yield page


def _width(text: str) -> int:
    """Cells of a terminal that a text takes: wide letters two, marks on letters none."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(text: str, width: int) -> str:
    if _width(text) > width:
        while _width(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _width(text))
