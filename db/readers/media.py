"""What a film or a sound recording says of itself: how long, when and where it was made. It is not played."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

from pymediainfo import MediaInfo

from db.dates import DateError, from_edtf
from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadPlace

_DAY = re.compile(r"(?:UTC )?(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?")
_ISO_6709 = re.compile(r"([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)")  # +33.5042+038.6186+702/
_UNSET = ("1904-01-01", "1970-01-01")  # where the clocks of QuickTime and of Unix begin
# what the container calls the moment it was recorded; the best first
_RECORDED = ("comapplequicktimecreationdate", "recorded_date", "encoded_date", "tagged_date")
_POSITION = ("comapplequicktimelocationiso6709", "xyz", "recorded_location", "location")


def read(stream: BinaryIO, name: str) -> ReadDocument:
    """The container's own words of an open, seekable file.  Raises `FileProblem` for what is no film or sound.

    A stream and not a path: the library would take some paths for addresses.
    """
    if not MediaInfo.can_parse():
        raise FileProblem(f"“{name}” was not looked into: this computer lacks the library that reads films.")
    try:
        tracks = MediaInfo.parse(stream, parse_speed=0.2).tracks
    except (OSError, RuntimeError, ValueError) as error:
        raise FileProblem(f"“{name}” is no film or sound that can be read.") from error
    kinds = {track.track_type for track in tracks}
    general = next((track.to_data() for track in tracks if track.track_type == "General"), {})
    video = next((track.to_data() for track in tracks if track.track_type == "Video"), {})
    if not kinds & {"Video", "Audio"}:
        raise FileProblem(f"“{name}” holds no film and no sound that can be read.")
    film = "Video" in kinds
    taken, time, why = _taken(general)
    position = _position(general)
    length = _seconds(general)
    return ReadDocument(
        name=name,
        format="video" if film else "audio",
        media_type=str(general.get("internet_media_type") or ("video/mp4" if film else "audio/mpeg")),
        size=int(general.get("file_size") or 0),
        title=_words(general.get("title") or general.get("movie_name")),
        author=_words(general.get("performer") or general.get("director")),
        text=_words(general.get("comment") or general.get("description")),
        taken=taken,
        taken_time=time,
        duration_s=length,
        places=(ReadPlace("", *position, date=taken),) if position else (),
        sentences=tuple(_sentences(film, length, video, why)),
    )


def _words(value: Any) -> str:
    return " ".join(str(value).replace("\0", " ").split())[:20_000] if value else ""


def _seconds(general: dict[str, Any]) -> float | None:
    try:
        length = float(general["duration"]) / 1000
    except (KeyError, TypeError, ValueError):
        return None
    return round(length, 1) if 0 < length < 10**7 else None


def _taken(general: dict[str, Any]) -> tuple[str, str, str]:
    """(EDTF day, HH:MM, what to say of it): the day that the container gives, if it gives one that can be."""
    for field in _RECORDED:
        told = _DAY.search(str(general.get(field) or ""))
        if told is None:
            continue
        try:
            edtf = from_edtf("-".join(told.group(1, 2, 3))).edtf
        except DateError:
            continue
        if edtf in _UNSET:
            continue
        clock = f"{told.group(4)}:{told.group(5)}" if told.group(4) and int(told.group(4)) < 24 else ""
        copied = field in ("encoded_date", "tagged_date")
        doubt = "it may be the day of a copy, and can be made up" if copied else "a camera's word can be made up"
        return edtf, clock, f"The file tells the day {edtf}; {doubt}."
    return "", "", ""


def _position(general: dict[str, Any]) -> tuple[float, float] | None:
    for field in _POSITION:
        told = _ISO_6709.match(str(general.get(field) or ""))
        if told is None:
            continue
        latitude, longitude = float(told.group(1)), float(told.group(2))
        if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
            return latitude, longitude
    return None


def _sentences(film: bool, length: float | None, video: dict[str, Any], why: str) -> list[str]:
    told = []
    if length is not None:
        minutes, seconds = divmod(round(length), 60)
        size = f", {video['width']} × {video['height']}" if video.get("width") and video.get("height") else ""
        told.append(f"{'A film' if film else 'A recording'} of {minutes} min {seconds} s{size}.")
    if why:
        told.append(why)
    return told
