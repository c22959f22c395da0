"""OpenDocument texts (.odt): the text with tables and notes, and the document's own properties."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from db.errors import FileProblem
from db.readers.documents import ReadDocument
from db.readers.plain_xml import local, parse_xml
from db.readers.texts.containers import open_zip, part
from db.readers.texts.limits import LARGEST_MARKUP
from db.readers.texts.properties import standing_in

_SKIPPED = frozenset(("tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "bookmark", "desc"))
_BLOCKS = ("p", "h")
_MOST_SPACES = 40


def read(data: bytes, name: str) -> ReadDocument:
    """The document.  Raises `FileProblem` where its text is damaged, locked or made to do harm."""
    with open_zip(data, name) as archive:
        content = part(archive, "content.xml", LARGEST_MARKUP)
        if content is None:
            raise FileProblem(f"“{name}” is damaged: it has no text.")
        properties: dict[str, str] = {}
        try:
            meta = part(archive, "meta.xml", 1_000_000)
            if meta:
                properties = {local(node): node.text or "" for node in parse_xml(meta, name).iter()}
        except FileProblem:
            pass  # the text stands without them
    notes: list[str] = []
    text = "\n\n".join(filter(None, _blocks(parse_xml(content, name), notes)))
    published, sentence = standing_in(properties.get("date") or properties.get("creation-date") or "")
    return ReadDocument(
        name,
        "open_document",
        title=properties.get("title", ""),
        author=properties.get("initial-creator") or properties.get("creator", ""),
        language=properties.get("language", ""),
        published=published,
        text="\n\n".join(filter(None, [text, *notes])),
        sentences=(sentence,) if sentence else (),
    )


def _blocks(node: Element, notes: list[str]) -> list[str]:
    found: list[str] = []
    for child in node:
        tag = local(child)
        if tag in _BLOCKS:
            found.append("".join(_runs(child, notes)).strip())
        elif tag == "table":
            found.append(_table(child, notes))
        elif tag == "list-item":
            words = "\n".join(filter(None, _blocks(child, notes)))
            found.append(f"• {words}" if words else "")
        elif tag not in _SKIPPED:
            found += _blocks(child, notes)
    return found


def _runs(node: Element, notes: list[str]) -> list[str]:
    """The words of a paragraph; outside spans, spaces and tabs are elements here, and line ends are mere spaces."""
    pieces = [_plain(node.text)]
    for child in node:
        tag = local(child)
        if tag == "s":
            count = next((value for key, value in child.attrib.items() if key.endswith("}c")), "1")
            pieces.append(" " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, _MOST_SPACES))
        elif tag == "tab":
            pieces.append("\t")
        elif tag == "line-break":
            pieces.append("\n")
        elif tag == "soft-page-break":
            pieces.append("\f")
        elif tag == "note":
            number = f"[{len(notes) + 1}]"
            notes.append("")
            notes[len(notes) - 1] = f"{number} {' '.join(filter(None, _note(child)))}"
            pieces.append(number)
        elif tag in ("frame", "text-box"):
            pieces.append(" ".join(filter(None, _blocks(child, notes))))
        elif tag not in _SKIPPED:
            pieces += _runs(child, notes)
        pieces.append(_plain(child.tail))
    return pieces


def _note(node: Element) -> list[str]:
    return [words for body in node if local(body) == "note-body" for words in _blocks(body, [])]


def _plain(words: str | None) -> str:
    if not words:
        return ""
    inner = " ".join(words.split())
    return (" " if words[0].isspace() else "") + inner + (" " if inner and words[-1].isspace() else "")


def _table(node: Element, notes: list[str]) -> str:
    rows: list[str] = []
    for row in _below(node, "table-row"):
        cells = [" ".join(filter(None, _blocks(cell, notes))) for cell in _below(row, "table-cell")]
        rows.append(" | ".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(row for row in rows if row.strip(" |"))


def _below(node: Element, tag: str) -> list[Element]:
    """The elements of that name below this one, but not below one another."""
    found: list[Element] = []
    for child in node:
        found += [child] if local(child) == tag else _below(child, tag)
    return found
