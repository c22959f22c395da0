"""ZIP and OLE files: which kind of document lies in one, and its parts read within bounds."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from db.errors import FileProblem

MOST_ENTRIES = 20_000
_UNPACK = "Unpack it and drop what is in it."
_OLD = "Save it as {} to have its text read."
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_ODF = re.compile(rb"application/vnd\.oasis\.opendocument\.(\w+)")


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive; `FileProblem` where its list of entries is damaged or beyond all measure."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = len(archive.namelist())
    except _DAMAGED as error:
        raise FileProblem(f"“{name}” is damaged: the list of its parts cannot be read.") from error
    if entries > MOST_ENTRIES:
        raise FileProblem(f"“{name}” has {entries:,} parts, more than any document needs; it was not read.")
    return archive


def part(archive: zipfile.ZipFile, path: str, most: int) -> bytes | None:
    """One part of an archive, None where there is none; what it says of its size is not believed.

    Raises `FileProblem` where it unpacks to more than `most` bytes or is damaged.
    """
    try:
        with archive.open(path) as packed:
            data = packed.read(most + 1)
    except KeyError:
        return None
    except _DAMAGED as error:
        raise FileProblem(f"The part “{path}” of the document is damaged or locked with a password.") from error
    if len(data) > most:
        raise FileProblem(
            f"The part “{path}” of the document unpacks to more than {most // 1_000_000} MB; it was not read."
        )
    return data


def of_zip(data: bytes) -> tuple[str, str, str]:
    """Format, media type and advice for a ZIP file."""
    try:
        archive = open_zip(data, "")
        names = set(archive.namelist())
        mimetype = (part(archive, "mimetype", 200) or b"") if "mimetype" in names else b""
    except FileProblem:
        return "unknown", "application/zip", "It is a damaged archive."
    office = "application/vnd.openxmlformats-officedocument."
    found = _ODF.match(mimetype)
    if found:
        kind = found.group(1).decode()
        known = {"text": "open_document", "spreadsheet": "table"}.get(kind, "unknown")
        return known, f"application/vnd.oasis.opendocument.{kind}", ""
    if "word/document.xml" in names:
        return "word", office + "wordprocessingml.document", ""
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return "table", office + "spreadsheetml.sheet", ""
    if "ppt/presentation.xml" in names:
        return "unknown", office + "presentationml.presentation", _OLD.format("PDF")
    if mimetype.startswith(b"application/epub"):
        return "unknown", "application/epub+zip", ""
    if "doc.kml" in names or any(name.lower().endswith(".kml") and "/" not in name for name in names):
        return "map", "application/vnd.google-earth.kmz", ""
    if any(name.endswith("document.xml") and name.startswith("word") for name in names):
        return "word", office + "wordprocessingml.document", ""
    return "unknown", "application/zip", _UNPACK


def of_ole(data: bytes) -> tuple[str, str, str]:
    """Format, media type and advice for a compound file, in which old Office and Outlook keep theirs."""

    # The directory names its streams in UTF-16; to look for these costs nothing and trusts nothing.
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("__properties_version1.0") and holds("__nameid_version1.0"):
        return "mail", "application/vnd.ms-outlook", ""
    if holds("__properties_version1.0") and holds("__substg1.0_"):
        return "mail", "application/vnd.ms-outlook", ""
    if holds("WordDocument"):
        return "unknown", "application/msword", _OLD.format("DOCX or PDF")
    if holds("Workbook") or holds("Book"):
        return "table", "application/vnd.ms-excel", ""
    if holds("PowerPoint Document"):
        return "unknown", "application/vnd.ms-powerpoint", _OLD.format("PDF")
    if holds("EncryptedPackage"):
        return "unknown", "application/x-ole-storage", "It is locked with a password."
    return "unknown", "application/x-ole-storage", ""
