"""Which files a drop carries, read from its raw bytes: Qt spoils names that are not UTF-8."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
_MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Dropped:
    """The tables dropped, and a sentence on what could not be taken; either may be empty."""

    tables: list[str]
    sentence: str = ""


def may_take(mime: QMimeData) -> bool:
    """Whether a drop is worth a closer look: files, links, text or a picture."""
    return mime.hasUrls() or mime.hasText() or mime.hasImage()


def read_drop(mime: QMimeData) -> Dropped:
    """The table files of a drop; everything else is refused with a sentence."""
    lines = bytes(mime.data("text/uri-list").data()).splitlines()
    uris = [line.strip() for line in lines if line.strip() and not line.startswith(b"#")]
    if not uris:
        return Dropped(
            [], "Only tables (CSV, TSV, XLSX) can be dropped here so far. Save the text as a file, or add an incident."
        )
    tables: list[str] = []
    problems: list[str] = []
    for uri in uris[:_MOST_FILES]:
        path, problem = _file_of(uri)
        if problem:
            problems.append(problem)
        else:
            tables.append(path)
    if len(uris) > _MOST_FILES:
        problems.append(f"Only the first {_MOST_FILES} of {len(uris)} files were looked at.")
    return Dropped(tables, problems[0] if problems else "")


def _file_of(uri: bytes) -> tuple[str, str]:
    """(path, "") of a regular local file that may be a table, else ("", why not)."""
    if not uri.lower().startswith(b"file:"):
        return "", "A link cannot be read without a network. Save the page as a file and drop that."
    rest = uri[5:]
    host, _, local = rest[2:].partition(b"/") if rest.startswith(b"//") else (b"", b"", rest.lstrip(b"/"))
    raw = b"/" + unquote_to_bytes(local)
    if host.lower() not in (b"", b"localhost") or raw.startswith(b"//") or b"\0" in raw:
        return "", "A file on another computer is not opened from a drop. Copy it to this one first."
    if os.name == "nt":
        raw = raw[1:]
    path = os.fsdecode(raw)
    name = os.path.basename(path)
    try:
        kind = os.stat(path).st_mode
    except OSError as error:
        return "", f"“{name}” cannot be read: {error.strerror}."
    if not stat.S_ISREG(kind):
        return "", f"“{name}” is no file. Drop the files in it instead."
    if not name.lower().endswith(TABLES):
        return "", f"“{name}” is no table. Only tables (CSV, TSV, XLSX) can be dropped here so far."
    return path, ""
