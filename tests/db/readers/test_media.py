"""What films say of themselves: small containers written here, box by box (ISO 14496-12)."""

from __future__ import annotations

import io
import struct

import pytest
from pymediainfo import MediaInfo

from db import FileProblem
from db.readers import media

pytestmark = pytest.mark.skipif(not MediaInfo.can_parse(), reason="the library that reads films is not on this machine")

EPOCH = 2_082_844_800  # seconds from 1904, where QuickTime counts from, to 1970


def box(kind: bytes, *parts: bytes) -> bytes:
    """One box: length, name, content."""
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def film(*, created: int = 0, seconds: int = 75, position: str = "") -> bytes:
    """An MP4 with one video track and no frame in it."""
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    mvhd = box(
        b"mvhd",
        struct.pack(">IIIII", 0, created, created, 1000, seconds * 1000),
        struct.pack(">IH10x", 0x10000, 0x100),
        matrix,
        bytes(24),
        struct.pack(">I", 2),
    )
    tkhd = box(
        b"tkhd",
        struct.pack(">IIIIII", 7, created, created, 1, 0, seconds * 1000),
        bytes(16),
        matrix,
        struct.pack(">II", 640 << 16, 480 << 16),
    )
    mdhd = box(b"mdhd", struct.pack(">IIIIIHH", 0, created, created, 1000, seconds * 1000, 0x55C4, 0))
    hdlr = box(b"hdlr", struct.pack(">II4s12x", 0, 0, b"vide"), b"\0")
    avc = box(b"avc1", bytes(6), struct.pack(">H16xHH", 1, 640, 480), bytes(50))
    stbl = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), avc),
        *(box(name, bytes(8)) for name in (b"stts", b"stsc", b"stco")),
        box(b"stsz", bytes(12)),
    )
    minf = box(b"minf", box(b"vmhd", struct.pack(">I8x", 1)), stbl)
    trak = box(b"trak", tkhd, box(b"mdia", mdhd, hdlr, minf))
    parts = [mvhd, trak]
    if position:
        told = position.encode()
        parts.append(box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(told), 0x15C7), told)))
    return box(b"ftyp", b"isom", bytes(4), b"isommp41") + box(b"moov", *parts)


def test_a_film_tells_its_length_day_and_place() -> None:
    made = film(created=EPOCH + 1_496_930_400, position="+33.5042+038.6186/")  # 8 June 2017, 14:00 UTC
    read = media.read(io.BytesIO(made), "clip.mp4")
    assert (read.format, read.duration_s) == ("video", 75.0)
    assert (read.taken, read.taken_time) == ("2017-06-08", "14:00")
    assert [(place.latitude, place.longitude) for place in read.places] == [(33.5042, 38.6186)]
    assert read.sentences[0].startswith("A film of 1 min 15 s")
    assert "may be the day of a copy" in read.sentences[1]


def test_a_clock_that_was_never_set_tells_no_day() -> None:
    read = media.read(io.BytesIO(film()), "clip.mp4")
    assert (read.taken, read.taken_time, read.places) == ("", "", ())


@pytest.mark.parametrize("data", [b"", b"no film at all" * 50, bytes(5000)])
def test_what_is_no_film_is_refused(data: bytes) -> None:
    with pytest.raises(FileProblem, match="clip.mp4"):
        media.read(io.BytesIO(data), "clip.mp4")
