"""What pictures say of themselves: files made here by the library that cameras' files are read with elsewhere."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from db import FileProblem
from db.readers import pictures


def jpeg(*, taken: str = "", gps: dict[int, object] | None = None, words: dict[int, object] | None = None) -> bytes:
    """A small JPEG with these EXIF tags."""
    picture = Image.new("RGB", (8, 6), "red")
    exif = picture.getexif()
    for tag, value in (words or {}).items():
        exif[tag] = value
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


AT_TANF = {1: "N", 2: (33.0, 30.0, 15.12), 3: "E", 4: (38.0, 37.0, 6.96)}


def test_a_camera_tells_day_time_and_place() -> None:
    read = pictures.read(jpeg(taken="2017:06:08 14:32:10", gps=AT_TANF), "IMG_1.jpg")
    assert (read.format, read.media_type) == ("picture", "image/jpeg")
    assert (read.taken, read.taken_time) == ("2017-06-08", "14:32")
    assert [(place.latitude, place.longitude, place.date) for place in read.places] == [
        (33.5042, 38.6186, "2017-06-08")
    ]
    assert "can be made up" in read.sentences[0]


def test_south_and_west_are_negative() -> None:
    read = pictures.read(jpeg(gps={**AT_TANF, 1: "S", 3: "W"}), "x.jpg")
    assert (read.places[0].latitude, read.places[0].longitude) == (-33.5042, -38.6186)


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (38.0, 0.0, 0.0)},
        {1: "N", 2: (33.0, 30.0, 0.0)},
    ],
)
def test_a_position_that_cannot_be_is_no_position(gps: dict[int, object]) -> None:
    read = pictures.read(jpeg(gps=gps), "x.jpg")
    assert read.places == ()
    assert "none that can be read" in read.sentences[-1]


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "2017:13:40 10:00:00", "1980:01:01 00:00:00", "yesterday"])
def test_a_day_that_cannot_be_is_no_day(taken: str) -> None:
    read = pictures.read(jpeg(taken=taken), "x.jpg")
    assert (read.taken, read.taken_time, read.sentences) == ("", "", ())


def test_caption_author_and_rights_are_kept() -> None:
    words = {
        ExifTags.Base.ImageDescription: "Convoy near the zone",
        ExifTags.Base.Artist: "A. Field",
        ExifTags.Base.Copyright: "Agency",
    }
    read = pictures.read(jpeg(words=words), "x.jpg")
    assert (read.text, read.author, read.publisher) == ("Convoy near the zone", "A. Field", "Agency")


def test_the_texts_of_a_png() -> None:
    info = PngInfo()
    info.add_text("Title", "Crater")
    info.add_text("Description", "South of the base")
    info.add_text("Creation Time", "2017-06-09T08:00:00")
    out = io.BytesIO()
    Image.new("L", (4, 4)).save(out, "PNG", pnginfo=info)
    read = pictures.read(out.getvalue(), "c.png")
    assert (read.title, read.text, read.taken, read.taken_time) == (
        "Crater",
        "South of the base",
        "2017-06-09",
        "08:00",
    )


def test_a_giant_is_refused_without_being_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "BMP")
    data = bytearray(out.getvalue())
    data[18:26] = (60_000).to_bytes(4, "little") * 2
    with pytest.raises(FileProblem, match="more points than any camera"):
        pictures.read(bytes(data), "giant.bmp")


def _tried(data: bytes) -> str:
    """The format, or the sentence of the refusal."""
    try:
        return pictures.read(data, "x.jpg").format
    except FileProblem as problem:
        return str(problem)


@given(st.binary(max_size=300), st.integers(0, 250), st.binary(max_size=20))
def test_no_bytes_do_harm(rest: bytes, at: int, patch: bytes) -> None:
    """Any file, and any damage to a sound one, is read or refused with a sentence."""
    sound = jpeg(taken="2017:06:08 14:32:10", gps=AT_TANF)
    for data in (rest, b"\xff\xd8\xff\xe1" + rest, sound[:at] + patch + sound[at + len(patch) :]):
        told = _tried(data)
        assert told == "picture" or "x.jpg" in told
