"""A laid-out document as a PDF: vector, fonts embedded, with bookmarks, and nothing said of whose computer made it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from board.sheets.blocks import Bookmark, Canvas
from board.sheets.pages import Document
from board.sheets.paper import DOTS_PER_INCH
from db import FileProblem
from db.vocabulary import MARKINGS

Progress = Callable[[int, int, str], None]


def write_pdf(document: Document, path: Path, progress: Progress | None = None) -> None:
    """Write the document; a file of that name is replaced at once and whole. Raises `FileProblem`, `Cancelled`."""
    canvas_bytes, bookmarks = _painted(document, progress)
    half = path.with_name(f".{path.name}.part")
    try:
        with open(half, "wb") as out:
            _finished(canvas_bytes, document, bookmarks).write(out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(half, path)
    except OSError as error:
        raise FileProblem(f"“{path.name}” could not be written: {error.strerror or error}.") from error
    finally:
        half.unlink(missing_ok=True)  # nothing is left of what did not become the file


def _painted(document: Document, progress: Progress | None) -> tuple[bytes, list[Bookmark]]:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageLayout(document.paper.layout())
    writer.setTitle(document.furniture.title)
    painter = QPainter(writer)
    canvas = Canvas(painter, document.ink)
    try:
        for number in range(len(document.pages)):
            if progress is not None:
                progress(number, len(document.pages), f"page {number + 1} of {len(document.pages)}")
            if number:
                writer.newPage()
            document.draw(canvas, number)
    finally:
        painter.end()
        buffer.close()
    return bytes(data.data()), document.bookmarks(canvas)


def _finished(data: bytes, document: Document, bookmarks: list[Bookmark]) -> PdfWriter:
    """With title, marking, day and bookmarks, and without what Qt tells of itself."""
    writer = PdfWriter(clone_from=BytesIO(data))
    root = writer.root_object
    _forget_origin(writer)
    _say_spaces(writer)
    day = datetime.now(UTC).strftime("D:%Y%m%d")
    writer.metadata = {
        "/Title": document.furniture.title,
        "/Subject": MARKINGS[document.furniture.marking].label,
        "/CreationDate": day,
    }
    root[NameObject("/Lang")] = TextStringObject("en")
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    above: list[object] = []
    height = document.paper.height / 20
    for mark in bookmarks:
        del above[mark.level :]
        parent = above[-1] if above else None
        fit = Fit.xyz(top=height - mark.y / 20)
        above.append(writer.add_outline_item(title=mark.title, page_number=mark.page, parent=parent, fit=fit))  # type: ignore[arg-type]
    if bookmarks:
        root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    return writer


def _forget_origin(writer: PdfWriter) -> None:
    """Take out what Qt tells of itself and of the hour; unlinked alone it would still lie in the file."""
    root = writer.root_object
    for name in ("/Metadata", "/OutputIntents", "/Names"):
        kept = root.raw_get(name) if name in root else None
        if kept is None:
            continue
        if isinstance(kept, IndirectObject) and isinstance(kept.get_object(), StreamObject):
            kept.get_object().set_data(b"")
        del root[NameObject(name)]


def _say_spaces(writer: PdfWriter) -> None:
    """Tab and space are one glyph in many fonts, and Qt calls it a tab: text that is copied would be full of tabs."""
    for page in writer.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            table = font.get_object().get("/ToUnicode")
            stream = table.get_object() if table is not None else None
            if isinstance(stream, StreamObject):
                stream.set_data(_LETTERS.sub(_without_tabs, stream.get_data()))


_LETTERS = re.compile(rb"\[[^\]]*\]")  # what the glyphs stand for; outside the brackets are the glyphs themselves


def _without_tabs(found: re.Match[bytes]) -> bytes:
    return found.group().replace(b"<0009>", b"<0020>")
