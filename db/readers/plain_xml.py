"""Foreign XML to a tree without its powers: no document type, no entities of its own, nothing fetched, bounded depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from db.errors import FileProblem

DEEPEST = 200
MOST_ELEMENTS = 2_000_000


class _Careful:
    """Feeds expat's events to a tree builder, and stops at what no honest document has."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._builder = TreeBuilder()
        self._depth = self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise FileProblem(f"“{self._name}” is nested too deeply or has too many parts to be read.")
        self._builder.start(tag, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        self._depth -= 1
        self._builder.end(tag)

    def data(self, text: str) -> None:
        """Characters between tags."""
        self._builder.data(text)

    def doctype(self, *_told: object) -> None:
        """A document type could define entities, which swell or name files of this computer."""
        raise FileProblem(f"“{self._name}” declares a document type, which no file of its kind needs; it was not read.")

    def close(self) -> Element:
        """The root."""
        return self._builder.close()


def parse_xml(data: bytes, name: str) -> Element:
    """The root element; tags are "namespace}local" without the leading brace of ElementTree, or "local" alone.

    Raises `FileProblem` for what is no XML, declares a document type or is nested beyond `DEEPEST`.
    """
    careful = _Careful(name)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = careful.start
    parser.EndElementHandler = careful.end
    parser.CharacterDataHandler = careful.data
    parser.StartDoctypeDeclHandler = careful.doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FileProblem(f"“{name}” is damaged: its XML cannot be read ({error}).") from error
    return careful.close()


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
