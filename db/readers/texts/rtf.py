"""Rich text files (.rtf): the letters through their code pages, and the title and author that the file names."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from db.errors import FileProblem
from db.readers.documents import ReadDocument
from db.readers.texts.limits import LARGEST_MARKUP

_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
# Pictures and objects are hexadecimal digits without end; links are written twice. Neither holds text.
_DIGITS = re.compile(r"[0-9A-Fa-f\r\n]{200,}")
_LINK_CODE = re.compile(r"\{\\\*\\fldinst[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_BINARY = re.compile(r"\\bin(\d{1,9}) ?")
_INFO = re.compile(r"\{\\(title|author|company)\s?((?:[^{}]|\{[^{}]{0,200}\}){0,2000})\}")


def read(data: bytes, name: str) -> ReadDocument:
    """The document.  Raises `FileProblem` for what breaks the rules of the format."""
    source = data[:LARGEST_MARKUP].decode("latin-1")
    source = _without_binary(source)
    # what is left of damaged links would make the library's own search for links very slow
    source = _LINK_CODE.sub("", _DIGITS.sub("", source)).replace("\\fldinst", "\\fldinsx")
    found = _CODE_PAGE.search(source[:4000])
    encoding = f"cp{found.group(1)}" if found else "cp1252"
    told = {key: _plain("{\\rtf1 " + words + "}", encoding) for key, words in _INFO.findall(source[:40_000])}
    text = _plain(source, encoding)
    if text is None:
        raise FileProblem(f"“{name}” is damaged: it breaks the rules of rich text.")
    return ReadDocument(
        name,
        "rtf",
        title=told.get("title") or "",
        author=told.get("author") or "",
        publisher=told.get("company") or "",
        text=re.sub(r"\n(?=\S)", "\n\n", text),
    )


def _plain(source: str, encoding: str) -> str | None:
    """The letters; halves of letters beyond the first plane are joined; None where the file breaks the rules."""
    try:
        text: str = rtf_to_text(source, encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("|\n", "\n")
    except (ValueError, TypeError, OverflowError, LookupError):
        return None


def _without_binary(source: str) -> str:
    """The source without the raw bytes that "bin" announces."""
    pieces: list[str] = []
    at = 0
    while found := _BINARY.search(source, at):
        pieces.append(source[at : found.start()])
        at = min(len(source), found.end() + int(found.group(1)))
    return "".join([*pieces, source[at:]])
