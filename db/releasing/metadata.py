"""Takes the metadata out of pictures without touching a single point of them: JPEG, PNG, WebP and GIF.

Formats: JPEG (ITU T.81, B.1.1), PNG (W3C, 5.2), RIFF/WebP (Google, Extended File Format), GIF89a (comment and
application extensions).  What is of another form is not let out: None.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

# JPEG: APP0 (JFIF), APP2 (colour profile) and APP14 (Adobe's colours) are needed to show the picture right
_KEPT_SEGMENTS = frozenset({0xE0, 0xE2, 0xEE})
_KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs"}
    | {b"acTL", b"fcTL", b"fdAT", b"cICP"}
)
_DROPPED_RIFF = frozenset({b"EXIF", b"XMP "})
_PNG = b"\x89PNG\r\n\x1a\n"


def is_picture(data: bytes, media_type: str) -> bool:
    """Whether a file may be a picture, a film or a recording: what carries a camera's metadata."""
    told = media_type.partition("/")[0] in ("image", "video", "audio")
    return (
        told or data.startswith((b"\xff\xd8\xff", _PNG, b"GIF8", b"RIFF", b"II*\0", b"MM\0*")) or data[4:8] == b"ftyp"
    )


def without_metadata(data: bytes) -> bytes | None:
    """The same picture with nothing said of where, when and by whom; None where that cannot be done surely."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return _PNG + b"".join(_png(data))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(data))
    except (struct.error, IndexError, ValueError):
        return None
    return None


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while True:
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
        if data[at] != 0xFF:
            raise ValueError("no marker")
        kind = data[at + 1]
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2:
            raise ValueError("no length")
        end = at + 2 + length
        if kind == 0xDA:  # the picture itself follows; what stands behind its end (a second picture, a film) goes
            stop = _end_of_scans(data, end)
            yield data[at:stop]
            return
        application = 0xE0 <= kind <= 0xEF
        if kind != 0xFE and (not application or kind in _KEPT_SEGMENTS) and not _is_more_pictures(data, at, kind):
            yield data[at:end]
        at = end


def _is_more_pictures(data: bytes, at: int, kind: int) -> bool:
    return kind == 0xE2 and data[at + 4 : at + 8] == b"MPF\0"


def _end_of_scans(data: bytes, at: int) -> int:
    """Where the entropy-coded data ends; between the scans of a progressive picture stand tables."""
    while True:
        at = data.index(b"\xff", at)
        kind = data[at + 1]
        if kind == 0xD9:
            return at + 2
        if kind == 0 or 0xD0 <= kind <= 0xD7 or kind == 0xFF:
            at += 1 if kind == 0xFF else 2
            continue
        if kind not in (0xC4, 0xDA, 0xDB, 0xDD, 0xDC):
            raise ValueError("something else between the scans")
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + length


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("cut short")
        if kind in _KEPT_CHUNKS:
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end


def _webp(data: bytes) -> bytes:
    parts: list[bytes] = []
    at, end = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        stop = at + 8 + length + (length & 1)
        part = data[at:stop]
        if kind == b"VP8X":
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]  # no EXIF, no XMP follows
        if kind not in _DROPPED_RIFF:
            parts.append(part)
        at = stop
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    yield data[:at]
    while True:
        kind = data[at]
        if kind == 0x3B:
            yield data[at : at + 1]
            return
        if kind == 0x21:
            start, at = at, at + 2
            told = data[start + 1]
            application = data[at + 1 : at + 12] if told == 0xFF else b""
            at = _blocks_end(data, at)
            if told == 0xF9 or application == b"NETSCAPE2.0":
                yield data[start:at]
        elif kind == 0x2C:
            start = at
            at += 10 + (3 << ((data[at + 9] & 7) + 1) if data[at + 9] & 0x80 else 0)
            at = _blocks_end(data, at + 1)
            yield data[start:at]
        else:
            raise ValueError("no block")


def _blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1
