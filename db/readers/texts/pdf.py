"""PDF files: their text page by page, and pictures of the pages that have none, as scanners make them."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadFile
from db.readers.texts.dispatch import Within
from db.readers.texts.limits import MOST_TEXT
from db.readers.texts.pdf_lines import Line, heading_of, text_of
from db.readers.texts.properties import standing_in

MOST_PAGES = 3000
MOST_PICTURES = 20
LONGEST_SIDE = 1600  # pixels of a page's picture
_FEW_LETTERS = 10  # a page with fewer has no text
_MOST_ATTACHMENTS = 20
# A line of the page; where a word was broken, PDFium has a mark in place of the hyphen and the line end.
_LINE = re.compile("([^\r\n\x02\ufffe]*[\x02\ufffe]?)(?:\r\n|\r|\n)?")
_NO_TITLE = re.compile(
    r"\(?(?:unspecified|anonymous|untitled|none|null)\)?|microsoft (?:word|powerpoint)\b.*|\W*"
    r"|.*\.(?:docx?|indd|qxd|pdf|rtf|odt)",
    re.I,
)


def read(data: bytes, name: str, within: Within) -> ReadDocument:
    """The document.  Raises `FileProblem` for what is damaged or locked with a password."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise FileProblem("It is locked with a password." if locked else f"“{name}” is damaged.") from error
    try:
        return _read(pdf, name, within)
    finally:
        pdf.close()


def _read(pdf: pypdfium2.PdfDocument, name: str, within: Within) -> ReadDocument:
    pages, bare, sentences = _pages(pdf, within)
    properties: dict[str, str] = pdf.get_metadata_dict(skip_empty=True)
    files = [*_pictures(pdf, bare, within, sentences), *_attached(pdf, within)]
    published, stands = standing_in(properties.get("CreationDate", ""))
    text = text_of(pages)
    return ReadDocument(
        name,
        "pdf",
        title=_honest(properties.get("Title", "")) or (heading_of(pages[0]) if pages else ""),
        author=_honest(properties.get("Author", "")),
        published=published,
        text=text,
        files=tuple(files),
        sentences=(*sentences, stands),
    )


def _honest(told: str) -> str:
    """A property that a person wrote, not a program."""
    return "" if _NO_TITLE.fullmatch(told.strip()) else told


def _pages(pdf: pypdfium2.PdfDocument, within: Within) -> tuple[list[list[Line]], list[int], list[str]]:
    """The lines of each page, the pages without text, and what must be told."""
    total = len(pdf)
    pages: list[list[Line]] = []
    bare: list[int] = []
    letters = broken = 0
    for number in range(min(total, MOST_PAGES)):
        if letters > MOST_TEXT or within.budget.clock.over:
            break
        lines = _lines(pdf, number)
        broken += lines is None
        count = sum(len(line.words) for line in lines or ())
        letters += count
        if lines is not None and count < _FEW_LETTERS:
            bare.append(number)
        pages.append(lines or [])
        if number % 5 == 4:
            within.told(number + 1, total)
    sentences = []
    if len(pages) < total:
        sentences.append(f"Only the first {len(pages):,} of {total:,} pages were read. The original is kept whole.")
    if broken:
        sentences.append(f"{broken:,} of the pages are damaged and could not be read.")
    return pages, bare, sentences


def _lines(pdf: pypdfium2.PdfDocument, number: int) -> list[Line] | None:
    """The lines of a page in the order of its text, None where the page is damaged."""
    try:
        page = pdf[number]
        textpage = page.get_textpage()
        text: str = textpage.get_text_range()
    except (pypdfium2.PdfiumError, AssertionError):
        return None
    # only where each letter of the text is one of the page's own can places be asked for
    placed = len(text) == textpage.count_chars()
    lines: list[Line] = []
    for found in _LINE.finditer(text):
        words = " ".join(found.group(1).split())
        if words:
            lines.append(_line(textpage, words, found.group(1), found.start()) if placed else Line(words))
    textpage.close()
    page.close()
    return lines


def _line(textpage: Any, words: str, piece: str, start: int) -> Line:
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip("\x02\ufffe \t")) - 1
    try:
        left, bottom, right, top = textpage.get_charbox(first, loose=True)
        other = textpage.get_charbox(max(first, last), loose=True)
    except pypdfium2.PdfiumError:
        return Line(words)
    return Line(words, min(left, other[0]), max(right, other[2]), bottom, top - bottom)


def _pictures(pdf: pypdfium2.PdfDocument, bare: list[int], within: Within, sentences: list[str]) -> list[ReadFile]:
    """The pages without text as pictures, as many as there is time for; empty pages are none."""
    files: list[ReadFile] = []
    looked = 0
    for number in bare:
        if len(files) >= MOST_PICTURES or within.budget.clock.over:
            break
        looked += 1
        picture = _picture(pdf, number)
        if picture and within.budget.take(len(picture)):
            note = f"Page {number + 1}, which has no text"
            files.append(ReadFile(f"page {number + 1}.png", "image/png", picture, note))
        within.told(number + 1, len(pdf))
    if files:
        whole = "The pages" if len(bare) == len(pdf) else f"{len(bare):,} of the pages"
        rest = "" if looked == len(bare) else f" The first {len(files)} are;"
        sentences.append(
            f"{whole} have no text, only pictures, as scanners make them.{rest or ' They are'} kept as pictures; what is "
            "written on them is not read."
        )
    return files


def _picture(pdf: pypdfium2.PdfDocument, number: int) -> bytes:
    """A page as PNG in greys; empty for an empty page or one that cannot be drawn."""
    try:
        page = pdf[number]
        width, height = page.get_size()
        longest = max(width, height)
        if min(width, height) < 1 or longest > 1e6:
            return b""
        bitmap = page.render(scale=min(2.0, LONGEST_SIDE / longest), grayscale=True, may_draw_forms=False)
        picture = bitmap.to_pil()
    except (pypdfium2.PdfiumError, ValueError, MemoryError, OverflowError):
        return b""
    low, high = picture.convert("L").getextrema()
    if low == high:
        return b""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _attached(pdf: pypdfium2.PdfDocument, within: Within) -> list[ReadFile]:
    """The files that are packed into the document."""
    files: list[ReadFile] = []
    try:
        for place in range(min(pdf.count_attachments(), _MOST_ATTACHMENTS)):
            attached = pdf.get_attachment(place)
            file, _ = within.take(bytes(attached.get_data()), attached.get_name() or f"file {place + 1}", "")
            files += [file] if file else []
    except pypdfium2.PdfiumError:
        pass  # a damaged list of attachments: the text stands without them
    return files
