"""What a reader of a foreign document gives back: plain frozen records, made of nothing but text, numbers and bytes."""

from __future__ import annotations

from dataclasses import dataclass

# what a document can be; "unknown" is kept as an attached source with a sentence that says so
FORMATS = (
    "text",
    "markdown",
    "html",
    "web_archive",  # .mhtml
    "mail",
    "pdf",
    "word",  # .docx
    "open_document",  # .odt
    "rtf",
    "picture",
    "video",
    "audio",
    "map",  # GeoJSON, KML, KMZ
    "link",
    "table",  # goes to the import of tables
    "board",  # another .sitboard
    "unknown",
)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file within a document: kept byte for byte, and never trusted."""

    name: str
    media_type: str
    data: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """A point or an area of a map file, or where a picture was taken."""

    name: str
    latitude: float | None = None
    longitude: float | None = None
    area: str = ""  # GeoJSON Polygon or MultiPolygon geometry
    description: str = ""
    date: str = ""  # EDTF


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it was read. Dates are EDTF texts; nothing in it was fetched, run or opened elsewhere."""

    name: str  # of the file, as it may be shown
    format: str  # one of FORMATS
    media_type: str = "application/octet-stream"
    sha256: str = ""  # of the whole original
    size: int = 0
    title: str = ""
    publisher: str = ""
    author: str = ""
    address: str = ""  # kept, never opened
    published: str = ""  # EDTF
    published_time: str = ""  # HH:MM, followed by its zone where that is told: "14:30+03:00", "14:30Z"
    language: str = ""
    text: str = ""
    taken: str = ""  # EDTF: when a picture or film says it was taken
    taken_time: str = ""  # HH:MM
    duration_s: float | None = None
    places: tuple[ReadPlace, ...] = ()
    files: tuple[ReadFile, ...] = ()  # pictures and unknown files that came within it
    inner: tuple[ReadDocument, ...] = ()  # documents that came within it, read too; their originals are in `files`
    sentences: tuple[str, ...] = ()  # what was left out or could not be read, and why
