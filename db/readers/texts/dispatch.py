"""Gives the bytes of a document to the reader of its format; each reader is loaded when the first needs it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadFile
from db.readers.texts.finishing import finished, kept_unread
from db.readers.texts.limits import DEEPEST, Budget
from db.readers.texts.recognise import Kind, recognise

Report = Callable[[int, int], None]

# Format -> module and function.  "bytes": read(data, name); "within": those that may hold other documents and get
# the surroundings too; "stream": read(open file, name).
_READERS: dict[str, tuple[str, str, str]] = {
    "text": ("db.readers.texts.plain", "read", "bytes"),
    "markdown": ("db.readers.texts.plain", "read_markdown", "bytes"),
    "html": ("db.readers.texts.html", "read", "bytes"),
    "web_archive": ("db.readers.texts.mhtml", "read", "within"),
    "mail": ("db.readers.texts.mail", "read", "within"),
    "outlook": ("db.readers.texts.outlook", "read", "within"),
    "pdf": ("db.readers.texts.pdf", "read", "within"),
    "word": ("db.readers.texts.word", "read", "bytes"),
    "open_document": ("db.readers.texts.open_document", "read", "bytes"),
    "rtf": ("db.readers.texts.rtf", "read", "bytes"),
    "picture": ("db.readers.pictures", "read", "bytes"),
    "video": ("db.readers.media", "read", "stream"),
    "audio": ("db.readers.media", "read", "stream"),
    "map": ("db.readers.maps", "read", "bytes"),
}
_WORTH_READING = frozenset(_READERS) - {"video", "audio"}


class Within:
    """The surroundings of one reading: how deep it is in other documents, what is left of the budget, who is told."""

    def __init__(self, budget: Budget, depth: int = 0, report: Report | None = None) -> None:
        self.budget = budget
        self.depth = depth
        self._report = report

    def told(self, done: int, total: int) -> None:
        """Say how far the reading is: so many of so many pages."""
        if self._report is not None and self.depth == 0:
            self._report(done, total)

    def take(self, data: bytes, name: str, media_type: str) -> tuple[ReadFile | None, ReadDocument | None]:
        """A file that came within the document: kept, and read too if it is a document; (None, None) if too much."""
        if not self.budget.take(len(data)):
            return None, None
        kind = recognise(data, name, media_type)
        plain = kind.media_type if kind.format != "unknown" or not media_type else media_type
        file = ReadFile(name, plain, data)
        if kind.format not in _WORTH_READING or self.depth + 1 >= DEEPEST or self.budget.clock.over:
            return file, None
        document = read_kind(data, name, kind, Within(self.budget, self.depth + 1))
        return file, replace(document, sha256=hashlib.sha256(data).hexdigest())


def read_kind(data: bytes, name: str, kind: Kind, within: Within) -> ReadDocument:
    """The document; one that cannot be read is kept as an attachment and says why."""
    try:
        document = _read(data, name, kind, within)
    except FileProblem as problem:
        document = kept_unread(name, kind.media_type, len(data), str(problem), kind.format)
    except RecursionError:
        document = kept_unread(name, kind.media_type, len(data), "It is nested too deeply.", kind.format)
    if within.depth == 0:
        document = replace(document, sentences=(*document.sentences, within.budget.sentence()))
    return finished(replace(document, media_type=kind.media_type, size=len(data)))


def _read(data: bytes, name: str, kind: Kind, within: Within) -> ReadDocument:
    if kind.format in ("table", "board"):
        return ReadDocument(name, kind.format)
    key = "outlook" if kind.media_type == "application/vnd.ms-outlook" else kind.format
    if key not in _READERS:
        return kept_unread(name, kind.media_type, len(data), kind.advice or "Files of its kind are not read.")
    module, function, takes = _READERS[key]
    read = getattr(import_module(module), function)
    if takes == "bytes":
        document = read(data, name)
    elif takes == "stream":
        document = read(io.BytesIO(data), name)
    else:
        document = read(data, name, within)
    assert isinstance(document, ReadDocument)
    return document
