"""What a picture says of itself: when and where it was taken, by whom, and its caption. Its pixels are not decoded."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from db.dates import DateError, from_edtf
from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadPlace

# Nothing else is tried: each of Pillow's other formats is one more way in for a hostile file.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
LONGEST_CAPTION = 20_000

_STAMP = re.compile(r"(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})(?:[ T](\d{2}):(\d{2}))?")
_CLOCK_AT_REST = ("1970-01-01", "1980-01-01", "2000-01-01")  # a camera whose clock was never set


def read(data: bytes, name: str) -> ReadDocument:
    """The picture's own words: EXIF, and the texts of a PNG.  Raises `FileProblem` for what is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a damaged EXIF block is no news for the user
            return _read(data, name)
    except Image.DecompressionBombError as error:
        raise FileProblem(f"“{name}” has more points than any camera's picture; it was not opened.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, OverflowError) as error:
        raise FileProblem(f"“{name}” is no picture that can be read: it is damaged or of another kind.") from error


def _read(data: bytes, name: str) -> ReadDocument:
    with Image.open(io.BytesIO(data), formats=(*FORMATS, *_heif(data))) as picture:
        exif = picture.getexif()
        inner = dict(exif.get_ifd(ExifTags.IFD.Exif))
        position = dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
        words = {key: value for key, value in picture.info.items() if isinstance(key, str) and isinstance(value, str)}
        kind = Image.MIME.get(picture.format or "", "application/octet-stream")
    taken, time = _taken(inner, exif, words)
    place = _place(position, taken)
    return ReadDocument(
        name=name,
        format="picture",
        media_type=kind,
        size=len(data),
        title=_text(exif.get(ExifTags.Base.XPTitle)) or words.get("Title", "")[:300],
        author=_text(exif.get(ExifTags.Base.Artist)) or words.get("Author", "")[:300],
        publisher=_text(exif.get(ExifTags.Base.Copyright)) or words.get("Copyright", "")[:300],
        text=_caption(exif, inner, words),
        taken=taken,
        taken_time=time,
        places=(place,) if place else (),
        sentences=_sentences(position, place, taken),
    )


def _heif(data: bytes) -> tuple[str, ...]:
    """The decoder of HEIC is loaded only for what may be one: it is large and seldom needed."""
    if data[4:8] != b"ftyp":
        return ()
    import pi_heif

    pi_heif.register_heif_opener()
    return ("HEIF",)


def _text(value: Any) -> str:
    """A tag's value as plain text; Windows writes some of them as UTF-16 bytes."""
    if isinstance(value, bytes):
        sixteen = b"\0" in value
        value = value.decode("utf-16-le" if sixteen else "utf-8", "replace")
    return " ".join(str(value).replace("\0", " ").split())[:LONGEST_CAPTION] if value is not None else ""


def _caption(exif: Mapping[int, Any], inner: Mapping[int, Any], words: Mapping[str, str]) -> str:
    found = [
        _text(exif.get(ExifTags.Base.ImageDescription)),
        _text(exif.get(ExifTags.Base.XPComment)),
        _comment(inner.get(ExifTags.Base.UserComment)),
        _text(words.get("Description") or words.get("Comment")),
    ]
    return "\n\n".join(dict.fromkeys(text for text in found if text))


def _comment(value: Any) -> str:
    """UserComment begins with eight bytes that name its encoding (EXIF 2.32, 4.6.5)."""
    if not isinstance(value, bytes):
        return _text(value)
    head, rest = value[:8], value[8:]
    if head.startswith(b"UNICODE"):
        return _text(rest.decode("utf-16", "replace"))
    return _text(rest.decode("utf-8", "replace")) if head.rstrip(b"\0") in (b"ASCII", b"") else ""


def _taken(inner: Mapping[int, Any], exif: Mapping[int, Any], words: Mapping[str, str]) -> tuple[str, str]:
    """When the camera says that it was taken: (EDTF day, HH:MM); "" for what is not told or cannot be."""
    told = (
        inner.get(ExifTags.Base.DateTimeOriginal),
        inner.get(ExifTags.Base.DateTimeDigitized),
        exif.get(ExifTags.Base.DateTime),
        words.get("Creation Time"),
    )
    for value in told:
        stamp = _STAMP.match(_text(value))
        if stamp is None:
            continue
        year, month, day, hour, minute = stamp.groups()
        try:
            edtf = from_edtf(f"{year}-{month}-{day}").edtf
        except DateError:
            continue
        if edtf not in _CLOCK_AT_REST:
            return edtf, f"{hour}:{minute}" if hour and int(hour) < 24 and int(minute) < 60 else ""
    return "", ""


def _place(position: Mapping[int, Any], taken: str) -> ReadPlace | None:
    """Where the camera says that it stood. 0, 0 is what a camera writes that did not know."""
    latitude = _degrees(position.get(ExifTags.GPS.GPSLatitude), position.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    longitude = _degrees(position.get(ExifTags.GPS.GPSLongitude), position.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None
    return ReadPlace("", round(latitude, 6), round(longitude, 6), date=taken)


def _degrees(parts: Any, side: Any, negative: str, limit: int) -> float | None:
    """Degrees, minutes and seconds (EXIF 2.32, 4.6.6) as one number."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= limit:  # which a not-a-number fails too
        return None
    return -value if _text(side).upper().startswith(negative) else value


def _sentences(position: Mapping[int, Any], place: ReadPlace | None, taken: str) -> tuple[str, ...]:
    told = []
    if place or taken:
        what = " and ".join(word for word, there in (("a day", taken), ("a position", place)) if there)
        told.append(f"The picture tells {what}; a camera's word can be wrong, and can be made up.")
    if position and place is None:
        told.append("The picture has a block for its position, but none that can be read.")
    return tuple(told)
