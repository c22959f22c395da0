"""Word documents (.docx): the text with tables, headers, notes and text boxes, and the document's own properties."""

from __future__ import annotations

import re
import zipfile
from xml.etree.ElementTree import Element

from db.errors import FileProblem
from db.readers.documents import ReadDocument
from db.readers.plain_xml import local, parse_xml
from db.readers.texts.containers import open_zip, part
from db.readers.texts.limits import LARGEST_MARKUP
from db.readers.texts.properties import standing_in

# What stands twice (the copy for old programs), is deleted, or is no text.
_SKIPPED = frozenset(
    ("Fallback", "del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "tblPr", "tcPr", "trPr")
)
_MARGINS = re.compile(r"word/(header|footer)\d*\.xml")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_MOST_MARGINS = 12
_LOST = "A part of the document could not be read ({}). The rest is here."


def read(data: bytes, name: str) -> ReadDocument:
    """The document.  Raises `FileProblem` where its main part is damaged or made to do harm."""
    archive = open_zip(data, name)
    with archive:
        main = part(archive, _main_part(archive), LARGEST_MARKUP)
        if main is None:
            raise FileProblem(f"“{name}” is damaged: it has no text.")
        notes = _Text()
        body = notes.of(parse_xml(main, name))
        sentences: list[str] = []
        margins: dict[str, list[str]] = {"header": [], "footer": []}
        for path in sorted(filter(_MARGINS.fullmatch, archive.namelist()))[:_MOST_MARGINS]:
            words = _side(archive, path, name, sentences)
            kind = path.removeprefix("word/")[:6]
            if words and not words.isdigit() and words not in margins[kind]:
                margins[kind].append(words)
        told = [_side(archive, path, name, sentences) for path in _NOTES]
        properties = _properties(archive, name)
    published, sentence = standing_in(properties.get("modified") or properties.get("created") or "")
    return ReadDocument(
        name,
        "word",
        title=properties.get("title", ""),
        author=properties.get("creator", ""),
        language=properties.get("language", ""),
        published=published,
        text="\n\n".join(filter(None, [*margins["header"], body, *told, *margins["footer"]])),
        sentences=(*dict.fromkeys(sentences), sentence),
    )


def _main_part(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    return next((name for name in names if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml")


def _side(archive: zipfile.ZipFile, path: str, name: str, sentences: list[str]) -> str:
    """The text of a part beside the main one; empty where there is none."""
    try:
        data = part(archive, path, LARGEST_MARKUP)
        return _Text().of(parse_xml(data, name)) if data else ""
    except FileProblem as problem:
        sentences.append(_LOST.format(str(problem).rstrip(".")))
        return ""


def _properties(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    try:
        data = part(archive, "docProps/core.xml", 1_000_000)
        return {local(node): node.text or "" for node in parse_xml(data, name)} if data else {}
    except FileProblem:
        return {}


class _Text:
    """Walks a part of the document and gathers its paragraphs; the tree's depth is bounded by `parse_xml`."""

    def of(self, root: Element) -> str:
        """All of its text, paragraphs parted by empty lines."""
        return "\n\n".join(filter(None, self._blocks(root)))

    def _blocks(self, node: Element) -> list[str]:
        found: list[str] = []
        for child in node:
            tag = local(child)
            if tag == "p":
                found += self._paragraph(child)
            elif tag == "tbl":
                found.append(self._table(child))
            elif tag in ("footnote", "endnote"):
                words = " ".join(self._blocks(child))
                if words:
                    found.append(f"[{_attribute(child, 'id')}] {words}")
            elif tag not in _SKIPPED:
                found += self._blocks(child)
        return found

    def _paragraph(self, node: Element) -> list[str]:
        """The paragraph, and after it the text boxes that are anchored in it."""
        boxes: list[str] = []
        words = "".join(self._runs(node, boxes)).strip()
        bullet = "• " if words and node.find("./{*}pPr/{*}numPr") is not None else ""
        return [bullet + words, *boxes]

    def _runs(self, node: Element, boxes: list[str]) -> list[str]:
        pieces: list[str] = []
        for child in node:
            tag = local(child)
            if tag == "t":
                pieces.append(child.text or "")
            elif tag in ("tab", "ptab"):
                pieces.append("\t")
            elif tag in ("br", "cr"):
                pieces.append("\f" if _attribute(child, "type") == "page" else "\n")
            elif tag == "noBreakHyphen":
                pieces.append("-")
            elif tag in ("footnoteReference", "endnoteReference"):
                pieces.append(f"[{_attribute(child, 'id')}]")
            elif tag in ("txbxContent", "txBody"):
                boxes += self._blocks(child)
            elif tag not in _SKIPPED:
                pieces += self._runs(child, boxes)
        return pieces

    def _table(self, node: Element) -> str:
        """Rows as lines, cells parted by bars; a table within a cell stands in its words."""
        rows: list[str] = []
        for row in _below(node, "tr"):
            cells = [" ".join(filter(None, self._blocks(cell))) for cell in _below(row, "tc")]
            rows.append(" | ".join(" ".join(cell.split()) for cell in cells))
        return "\n".join(row for row in rows if row.strip(" |"))


def _below(node: Element, tag: str) -> list[Element]:
    """The elements of that name below this one, but not below one another: a table may stand within a cell."""
    found: list[Element] = []
    for child in node:
        found += [child] if local(child) == tag else [] if local(child) in ("tbl", "p") else _below(child, tag)
    return found


def _attribute(node: Element, name: str) -> str:
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")
