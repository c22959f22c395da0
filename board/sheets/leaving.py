"""A sheet in a thread of its own: laid out to be looked at, and anew to be saved or printed.

What is laid out belongs to the fonts of its thread, so that what leaves is made again where it is drawn; it leaves only
if the board still stands as it stood when the pages on show were made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from board.sheets.choices import Choices
from board.sheets.making import make_sheet
from board.sheets.pages import Document
from board.sheets.pdf import write_pdf
from board.sheets.printing import paint_on
from board.tasks import TaskControl
from db import Board, FileProblem

if TYPE_CHECKING:  # not every machine has the library of the printers
    from PySide6.QtPrintSupport import QPrinter


class BoardMoved(FileProblem):
    """The board is no longer as the pages on show tell it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet with the choices and the state of the board that it was made from."""

    choices: Choices
    document: Document
    revision: int


def lay_out(board: Board, choices: Choices, control: TaskControl) -> Made:
    """The sheet for the screen. Raises `BoardError`, `Cancelled`."""
    with board.again() as own:
        revision = own.revision
        return Made(choices, make_sheet(own, choices, control.progress), revision)


def save_to(board: Board, made: Made, path: Path, control: TaskControl) -> str:
    """The sheet on show as a PDF; a sentence on it. Raises `BoardError`, `Cancelled`."""
    write_pdf(_anew(board, made, control), path, control.progress)
    return f"“{path.name}” was saved."


def print_on(board: Board, made: Made, printer: QPrinter, control: TaskControl) -> str:
    """The sheet on show to a printer; a sentence on it. Raises `BoardError`, `Cancelled`."""
    document = _anew(board, made, control)
    pages = paint_on(document, printer, control.progress)
    told = f"{pages} page{'' if pages == 1 else 's'}"
    return f"“{document.furniture.title}” was sent to the printer, {told}."


def _anew(board: Board, made: Made, control: TaskControl) -> Document:
    with board.again() as own:
        if own.revision == made.revision:
            document = make_sheet(own, made.choices, control.progress)
            if own.revision == made.revision:
                return document
    raise BoardMoved(
        "The board was changed after these pages were made, so nothing left. Look at the new pages and do it again."
    )
