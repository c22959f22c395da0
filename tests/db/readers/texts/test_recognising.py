"""Which kind of file the bytes are, whatever they are called."""

from __future__ import annotations

import io
import math
import struct
import wave
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

import db
from db import reading
from db.readers.texts.recognise import recognise
from tests.db.readers.texts import documents


def brand(name: bytes) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + name + b"\0\0\0\0mif1" + name


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


KINDS = [
    (b"%PDF-1.7", "a.png", "pdf", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n....", "a.pdf", "picture", "image/png"),
    (brand(b"heic"), "a.mp4", "picture", "image/heic"),
    (brand(b"avif"), "", "picture", "image/avif"),
    (brand(b"isom"), "a.heic", "video", "video/mp4"),
    (brand(b"qt  "), "", "video", "video/quicktime"),
    (brand(b"M4A "), "", "audio", "audio/mp4"),
    (b"OggS" + b"\0" * 30, "", "audio", "audio/ogg"),
    (b"RIFF\0\0\0\0WEBP", "", "picture", "image/webp"),
    (documents.msg({0x37: "x"}, {}, {}), "a.xls", "mail", "application/vnd.ms-outlook"),
    (documents.compound({"WordDocument": b"x"}), "a.msg", "unknown", "application/msword"),
    (documents.compound({"Workbook": b"x"}), "", "table", "application/vnd.ms-excel"),
    (workbook(), "a.docx", "table", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (documents.docx(""), "a.zip", "word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (documents.odt(""), "a.zip", "open_document", "application/vnd.oasis.opendocument.text"),
    (documents.zipped({"doc.kml": "<kml/>"}), "a.zip", "map", "application/vnd.google-earth.kmz"),
    (documents.zipped({"a.txt": "x"}), "a.docx", "unknown", "application/zip"),
    (
        b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>',
        "a.xml",
        "map",
        "application/vnd.google-earth.kml+xml",
    ),
    (b'{"type": "FeatureCollection", "features": []}', "a.json", "map", "application/geo+json"),
    (b'{"name": "x"}', "a.json", "unknown", "application/json"),
    (b"<!DOCTYPE html><p>x", "a.txt", "html", "text/html"),
    (b"day,deaths\n2017-06-08,2\n", "a.csv", "table", "text/csv"),
    (b"day,deaths\n2017-06-08,2\n", "a.txt", "text", "text/plain"),
    (b"# A title\n", "a.md", "markdown", "text/markdown"),
    (b"---\ntitle: x\n---\n", "", "markdown", "text/markdown"),
    (b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nwords", "", "mail", "message/rfc822"),
    (b"From: the desk\nDate: today\nSubject: a note\n\nwords", "a.txt", "text", "text/plain"),
    (b"{\\rtf1 x}", "a.doc", "rtf", "application/rtf"),
    ("Überblick".encode("utf-16-le"), "a.txt", "text", "text/plain"),
    (b"MZ\x90\0\x03", "report.pdf", "unknown", "application/vnd.microsoft.portable-executable"),
    (b"SQLite format 3\0" + b"\0" * 84, "a.sitboard", "unknown", "application/vnd.sqlite3"),
]


@pytest.mark.parametrize(("data", "name", "format_", "media_type"), KINDS)
def test_the_kind_of_a_file(data: bytes, name: str, format_: str, media_type: str) -> None:
    assert recognise(data, name)[:2] == (format_, media_type)


def test_a_board_is_a_board(tmp_path: Path) -> None:
    db.create_board(tmp_path / "a.sitboard", title="A").close()
    document = reading.read_document(tmp_path / "a.sitboard")
    assert (document.format, document.text) == ("board", "")


def test_pictures_and_sounds_are_read_in_the_child() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    assert reading.read_bytes(picture.getvalue(), "a.png").format == "picture"
    sound = io.BytesIO()
    with wave.open(sound, "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(bytes(32_000))
    document = reading.read_bytes(sound.getvalue(), "a.wav")
    assert document.format == "audio"
    assert document.duration_s is not None
    assert math.isclose(document.duration_s, 2.0, abs_tol=0.01)


def test_a_table_and_an_unknown_file_are_kept() -> None:
    assert reading.read_bytes(b"day,deaths\n2017-06-08,2\n", "a.csv").format == "table"
    document = reading.read_bytes(b"\x01\x02\x03\x04" * 100, "a.bin")
    assert document.format == "unknown"
    assert "is kept as an attachment" in document.sentences[0]
