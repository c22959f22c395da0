"""What kind of file these bytes are: told by the bytes themselves, by the name's ending only where they leave it open."""

from __future__ import annotations

import re
from typing import NamedTuple

from db.readers.texts import containers
from db.readers.texts.names import ending

HEAD = 64 * 1024
_BOARD = bytes((0x53, 0x42, 0x52, 0x44))  # db.connection.APPLICATION_ID, at its place in the header of SQLite


class Kind(NamedTuple):
    """A format of `db.readers.documents`, a media type, and for an unknown one what it is and what to do ("")."""

    format: str
    media_type: str
    advice: str = ""


_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", Kind("rtf", "application/rtf")),
    (b"\xff\xd8\xff", Kind("picture", "image/jpeg")),
    (b"\x89PNG\r\n\x1a\n", Kind("picture", "image/png")),
    (b"GIF87a", Kind("picture", "image/gif")),
    (b"GIF89a", Kind("picture", "image/gif")),
    (b"II*\x00", Kind("picture", "image/tiff")),
    (b"MM\x00*", Kind("picture", "image/tiff")),
    (b"\x1aE\xdf\xa3", Kind("video", "video/x-matroska")),
    (b"\x00\x00\x01\xba", Kind("video", "video/mpeg")),
    (b"\x00\x00\x01\xb3", Kind("video", "video/mpeg")),
    (b"0&\xb2u\x8ef\xcf\x11", Kind("video", "video/x-ms-asf")),
    (b"FLV\x01", Kind("video", "video/x-flv")),
    (b"ID3", Kind("audio", "audio/mpeg")),
    (b"fLaC", Kind("audio", "audio/flac")),
    (b"#!AMR", Kind("audio", "audio/amr")),
    (b"MZ", Kind("unknown", "application/vnd.microsoft.portable-executable", "It is a program; it is never run.")),
    (b"\x7fELF", Kind("unknown", "application/x-executable", "It is a program; it is never run.")),
    (b"\x1f\x8b", Kind("unknown", "application/gzip", "Unpack it and drop what is in it.")),
    (b"7z\xbc\xaf'\x1c", Kind("unknown", "application/x-7z-compressed", "Unpack it and drop what is in it.")),
    (b"Rar!\x1a\x07", Kind("unknown", "application/vnd.rar", "Unpack it and drop what is in it.")),
    (b"BZh", Kind("unknown", "application/x-bzip2", "Unpack it and drop what is in it.")),
    (b"\xfd7zXZ\x00", Kind("unknown", "application/x-xz", "Unpack it and drop what is in it.")),
)
# Brands of the ISO container, which holds stills as well as films.
_STILLS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_SOUNDS = {b"M4A ", b"M4B ", b"M4P ", b"F4A "}
_TABLE_ENDINGS = {"csv": "text/csv", "tsv": "text/tab-separated-values", "tab": "text/tab-separated-values"}
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_HTML_PART = re.compile(
    rb"\s*<(?:!--|meta|title|p|div|article|section|h[1-6]|table|ul|ol|a|span|br|b|i|blockquote)\b", re.I
)
_HEADER_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):")
_MAIL_PROOF = {b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"content-type"}
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_GEOJSON = re.compile(
    rb'"type"\s*:\s*"(?:FeatureCollection|Feature|GeometryCollection|(?:Multi)?(?:Point|LineString|Polygon))"'
)
_GRIDDED = re.compile(rb"[^\t\r\n]*(?:\t[^\t\r\n]*){2,}")


def recognise(data: bytes, name: str = "", media_type: str = "") -> Kind:
    """The kind of these bytes; `name` and the type that was told with them decide only between kinds of text."""
    head = data[:HEAD]
    if not head.strip(b"\x00 \t\r\n\x0c"):
        return Kind("text", "text/plain")
    return _by_start(head) or _by_container(data, head) or _by_text(head, name, media_type) or _unknown(data)


def _by_start(head: bytes) -> Kind | None:
    if head.startswith(b"SQLite format 3\x00"):
        if head[68:72] == _BOARD:
            return Kind("board", "application/vnd.situation-board")
        return Kind("unknown", "application/vnd.sqlite3", "It is a database of another program.")
    if b"%PDF-" in head[:1024] and not head.startswith((b"PK", b"\xd0\xcf")):
        return Kind("pdf", "application/pdf")
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind._replace(media_type="video/webm") if b"webm" in head[:64] else kind
    return _by_brand(head)


def _by_brand(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4]), 256), 4))}
        if head[8:12] in _STILLS:
            avif = brands & {b"avif", b"avis"} and not brands & {b"heic", b"heix"}
            return Kind("picture", "image/avif" if avif else "image/heic")
        if head[8:12] in _SOUNDS:
            return Kind("audio", "audio/mp4")
        return Kind("video", "video/quicktime" if head[8:12] == b"qt  " else "video/mp4")
    if head[4:8] in (b"moov", b"mdat", b"wide") and head[:2] == b"\0\0":
        return Kind("video", "video/quicktime")
    if head[:4] == b"RIFF":
        inner = {
            b"WEBP": ("picture", "image/webp"),
            b"AVI ": ("video", "video/x-msvideo"),
            b"WAVE": ("audio", "audio/wav"),
        }
        found = inner.get(head[8:12])
        return Kind(*found) if found else None
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return Kind("audio", "audio/aiff")
    if head[:4] == b"OggS":
        return Kind("video", "video/ogg") if b"theora" in head[:512] else Kind("audio", "audio/ogg")
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and head[14:18] in (b"\x28\0\0\0", b"\x7c\0\0\0", b"\x6c\0\0\0"):
        return Kind("picture", "image/bmp")
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return Kind("video", "video/mp2t")
    if head[0] == 0xFF and head[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa") and b"\0" in head:
        return Kind("audio", "audio/mpeg")
    return None


def _by_container(data: bytes, head: bytes) -> Kind | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind(*containers.of_zip(data))
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind(*containers.of_ole(data))
    return None


def _by_text(head: bytes, name: str, media_type: str) -> Kind | None:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(head)
    plain = head.replace(b"\0", b"") if wide else head
    plain = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    found = _by_headers(plain, ending(name))  # a mail may carry its files as they are
    if found or not (wide or _is_text(head)):
        return found
    found = _by_markup(plain, ending(name)) if plain.startswith(b"<") else None
    if found:
        return found
    told = ending(name)
    if told in _TABLE_ENDINGS or media_type in _TABLE_ENDINGS.values():
        return Kind("table", _TABLE_ENDINGS.get(told, media_type))
    if plain[:1] in (b"{", b"[") and _is_json(plain, told):
        if _GEOJSON.search(plain) or told == "geojson":
            return Kind("map", "application/geo+json")
        return Kind("unknown", "application/json", "It is JSON, and no map (GeoJSON).")
    if told in ("html", "htm", "xhtml") or media_type == "text/html" or _HTML_PART.match(plain):
        return Kind("html", "text/html")
    if told in ("md", "markdown", "mdown") or media_type == "text/markdown" or re.match(rb"---\s*\n\w[\w ]*:", plain):
        return Kind("markdown", "text/markdown")
    if told in ("", "txt") and _is_grid(plain):
        return Kind("table", "text/tab-separated-values")
    return Kind("text", "text/plain")


def _is_wide(head: bytes) -> bool:
    """UTF-16 without a mark: NULs in every second place, all in even or all in odd ones."""
    even, odd = head[0:4000:2].count(0), head[1:4000:2].count(0)
    longest = min(len(head), 4000) / 2
    return longest >= 8 and (even > 0.3 * longest) != (odd > 0.3 * longest) and min(even, odd) < 0.02 * longest


def _is_text(head: bytes) -> bool:
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 27))
    return controls <= 0.002 * len(head)


def _by_headers(plain: bytes, told: str) -> Kind | None:
    """A mail or a saved page in the clothes of one: lines "Name: value" from the first on."""
    lines = plain.removeprefix(b">").splitlines()[:60]
    if lines and lines[0].startswith(b"From ") and told in ("", "eml", "mbox"):
        lines = lines[1:]
    names: list[bytes] = []
    for line in lines:
        found = _HEADER_LINE.match(line)
        if found:
            names.append(found.group(1).lower())
        elif not line.startswith((b" ", b"\t")) or not names:
            break
    known = set(names) & {*_MAIL_PROOF, b"from", b"to", b"subject", b"date"}
    if told in ("mht", "mhtml") or b"snapshot-content-location" in names or b"<Saved by " in plain[:300]:
        return Kind("web_archive", "multipart/related") if known & _MAIL_PROOF else None
    if len(known) >= 3 and (known & _MAIL_PROOF or told == "eml") and {b"from", b"subject", b"date"} & known:
        return Kind("mail", "message/rfc822")
    return Kind("mail", "message/rfc822") if told == "eml" and known else None


def _by_markup(plain: bytes, told: str) -> Kind | None:
    root = _ROOT.search(re.sub(rb"<!--.*?-->", b"", plain[:16384], flags=re.S))
    tag = root.group(1).lower() if root else b""
    if tag == b"kml":
        return Kind("map", "application/vnd.google-earth.kml+xml")
    if tag == b"svg":
        return Kind("unknown", "image/svg+xml", "Save it as PNG to see it as a picture.")
    if tag == b"html" or _HTML.search(plain[:16384]):
        return Kind("html", "application/xhtml+xml" if plain.startswith(b"<?xml") else "text/html")
    if plain.startswith(b"<?xml") or told in ("xml", "gpx", "rss", "fodt"):
        return Kind("unknown", "application/xml", "It is XML of a kind that is not read.")
    return None


def _is_json(plain: bytes, told: str) -> bool:
    return told in ("json", "geojson", "topojson") or bool(re.match(rb'\{\s*("|\})|\[\s*[\[{"\d]', plain))


def _is_grid(plain: bytes) -> bool:
    """Five lines or more, each with as many tabs as the first: a table that was saved as text."""
    lines = plain[:8000].splitlines()[:6]
    return len(lines) > 5 and len({line.count(b"\t") for line in lines[:5]}) == 1 and bool(_GRIDDED.match(lines[0]))


def _unknown(data: bytes) -> Kind:
    """What a table of known starts says of it: a hint for people, nothing is read by it."""
    import puremagic

    try:
        guessed = puremagic.from_string(data[:HEAD], mime=True)
    except (puremagic.PureError, ValueError, IndexError, KeyError, OSError, AttributeError):
        guessed = ""
    plain = re.fullmatch(r"[a-z]+/[\w.+-]{1,80}", guessed or "")
    return Kind("unknown", guessed if plain else "application/octet-stream")
