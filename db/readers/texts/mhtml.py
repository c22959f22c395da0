"""Saved web pages in one file (.mhtml): the page's text, and its own pictures; nothing that it names is fetched."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message

from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadFile
from db.readers.texts import mail_parts
from db.readers.texts.dispatch import Within
from db.readers.texts.html import read_page
from db.readers.texts.limits import LARGEST_MARKUP

_SMALLEST_PICTURE = 8_000  # bytes: what is smaller is furniture
_MOST_PICTURES = 30
_PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif")


def read(data: bytes, name: str, within: Within) -> ReadDocument:
    """The page.  Raises `FileProblem` where there is none in the file."""
    message = mail_parts.parse(data, name)
    parts = list(mail_parts.leaves(message))
    page = _root(message, parts)
    if page is None:
        raise FileProblem(f"“{name}” is damaged: there is no page in it.")
    html = mail_parts.letters(page)
    document = read_page(html[:LARGEST_MARKUP], name, cut=len(html) > LARGEST_MARKUP)
    files: list[ReadFile] = []
    for part in parts:
        picture = mail_parts.content(part) if part.get_content_type() in _PICTURES else b""
        if len(picture) >= _SMALLEST_PICTURE and len(files) < _MOST_PICTURES:
            place = mail_parts.header(part, "Content-Location").partition("?")[0]
            file, _ = within.take(picture, place.rstrip("/").rpartition("/")[2] or "picture", part.get_content_type())
            files += [file] if file else []
    saved = mail_parts.header(message, "Snapshot-Content-Location") or mail_parts.header(page, "Content-Location")
    return replace(
        document,
        format="web_archive",
        title=document.title or mail_parts.header(message, "Subject"),
        address=document.address or saved,
        files=tuple(files),
    )


def _root(message: Message, parts: list[Message]) -> Message | None:
    """The page itself among its frames and pictures: the part that the head names, else the first page."""
    start = message.get_param("start")
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    named = [part for part in pages if start and mail_parts.header(part, "Content-ID").strip() == start]
    return next(iter([*named, *pages]), None)
