"""A laid-out sheet to the printer or to a file, and the note of it in the log of sheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from board.sheets.blocks import Canvas
from board.sheets.choices import Choices
from board.sheets.pages import Document
from board.sheets.paper import DOTS_PER_INCH
from db import Board, Cancelled, FileProblem
from db.names import show_controls

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Progress = Callable[[int, int, str], None]
_LOOK_AT_IT = "Look at the printer and at what it printed; the sheet can also be saved as a PDF."
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 100
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def file_name(title: str) -> str:
    """A title as the name of a PDF that every system takes."""
    name = _NOT_IN_NAMES.sub(" ", title)
    name = " ".join(name.split())[:_LONGEST_NAME].strip(" .")
    while len(name.encode("utf-8")) > 200:
        name = name[:-1].rstrip(" .")
    if not name or _RESERVED.match(name):
        name = f"Sheet {name}".strip()
    return f"{name}.pdf"


def ask_pdf_path(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Where the PDF shall lie; None where the user thinks better of it. Asks before a file is written over."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        "Save the sheet as PDF",
        str(folder / file_name(title)),
        "PDF (*.pdf)",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != ".pdf":
        path = path.with_name(f"{path.name}.pdf")
    return path if not path.exists() or _may_replace(parent, path) else None


def _may_replace(parent: QWidget, path: Path) -> bool:
    box = QMessageBox(QMessageBox.Icon.Question, "Replace the file?", "", QMessageBox.StandardButton.Cancel, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"“{show_controls(path.name)}” is there already.")
    box.setInformativeText("What it holds now would be lost.")
    replace = box.addButton("Replace", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is replace


def documents_folder() -> Path:
    """Where the user keeps documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def ask_printer(document: Document, parent: QWidget) -> QPrinter | None:
    """The printer that the system's dialog gives; None if the user thinks better of it.

    Raises `FileProblem` where there is no printer.
    """
    try:
        # only now: the library of the printers is not on every machine, and nothing else needs it
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
    except ImportError as error:
        raise FileProblem("This machine has no printing system. Save the sheet as a PDF instead.") from error
    if not QPrinterInfo.availablePrinterNames():
        raise FileProblem(
            "No printer is set up on this machine. Save the sheet as a PDF and print it elsewhere, or set up a printer."
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(document.paper.layout())
    printer.setFullPage(True)
    printer.setDocName(document.furniture.title)
    printer.setFromTo(1, len(document.pages))
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    # a file is written by “Save as PDF” alone, without what Qt would tell in it of the hour and of itself
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.setMinMax(1, len(document.pages))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not accepted:
        return None
    printer.setFullPage(True)
    return printer


def paint_on(document: Document, printer: QPrinter, progress: Progress) -> int:
    """Draw the pages asked for, with copies where the printer cannot make them; how many. In any thread.

    Raises `FileProblem`, also where it is stopped too late for nothing to have left; `Cancelled`.
    """
    order = _page_order(document, printer)
    progress(0, len(order), "printing")
    painter = QPainter()
    if not order or not painter.begin(printer):
        raise FileProblem("The printer did not take the sheet. Look whether it is on, or save the sheet as a PDF.")
    canvas = Canvas(painter, document.ink)
    scale = printer.resolution() / DOTS_PER_INCH
    place = 0
    try:
        for place, page in enumerate(order):
            progress(place, len(order), f"page {place + 1} of {len(order)}")
            if place and not printer.newPage():
                raise FileProblem(f"The printer stopped at page {place + 1} of {len(order)}. {_LOOK_AT_IT}")
            painter.save()
            painter.scale(scale, scale)
            document.draw(canvas, page)
            painter.restore()
    except Cancelled as cancelled:
        if not printer.abort():  # most printers keep what they were given
            raise FileProblem(
                f"Cancelled at page {place + 1} of {len(order)}: the pages before it are with the printer already."
            ) from cancelled
        raise
    finally:
        well = painter.end()
    if not well or printer.printerState() in (printer.PrinterState.Error, printer.PrinterState.Aborted):
        raise FileProblem(f"The printer says that the job failed. {_LOOK_AT_IT}")
    return len(order)


def _page_order(document: Document, printer: QPrinter) -> list[int]:
    """Which pages (from 0) in which order, copies included where the printer does not make them itself."""
    first, last = 1, len(document.pages)
    if printer.printRange() == printer.PrintRange.PageRange:
        first, last = max(1, printer.fromPage() or 1), min(last, printer.toPage() or last)
    pages = list(range(first - 1, last))
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return pages * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]


def note_sheet(board: Board, choices: Choices) -> bool:
    """Write down that this sheet left the board, from which “new since” is told; False where nothing can be written."""
    if board.read_only:
        return False
    board.sheets.note(choices.kind, choices.about_key, choices.told())
    return True
