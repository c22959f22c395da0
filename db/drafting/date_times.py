"""Times of day in a row of tokens, with their zone: "at 14:30 local time", "around 3 a.m.", "0200 GMT"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.drafting.date_tokens import Tokens


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as `Incident.time` and `Incident.zone` hold it."""

    time: str
    zone: str = ""


_ZONES = {
    "gmt": "UTC", "utc": "UTC", "z": "UTC", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00",
    "eest": "+03:00", "msk": "+03:00", "est": "-05:00", "edt": "-04:00",
}  # fmt: skip
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])(?:(?P<sign>[:.h])(?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s?(?P<half>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE | re.ASCII,
)
_PACKED = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<z>Z\b)?(?P<hours>\s?(?:hrs|hours|h)\b)?", re.ASCII)
_ZONE = re.compile(
    r"\s{0,2}\(?(?:(?P<local>local\s(?:time)?|(?:Damascus|Baghdad|Kyiv|Kiev|Moscow|Beirut|Gaza|Israel)\stime)"
    r"|(?P<name>GMT|UTC|Z|BST|CEST|CET|EEST|EET|MSK|EST|EDT)(?![^\W_])\s?(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?"
    r"|(?P<plain>[+-]\d\d:?\d\d))(?:\stime)?\)?",
)
_LEADS = frozenset(
    ("at", "around", "about", "by", "from", "until", "since", "before", "after", "approximately", "time")
)


def clock_at(tokens: Tokens, place: int) -> tuple[Clock, int] | None:
    """The time of day that begins at a place, with the words that lead it in, and the place after it; else None."""
    at = place
    while at < place + 3 and tokens.at(at) in ("at", "around", "about", "approximately", "shortly", "after", "before"):
        at += 1
    led = at > place or tokens.at(place - 1) in _LEADS
    word = tokens.at(at)
    if word in ("noon", "midnight", "midday") and led:
        return Clock("00:00" if word == "midnight" else "12:00"), at + 1
    if not word.isdecimal() or len(word) > 4 or not word.isascii():
        return None
    start = tokens.starts[at]
    if start and (tokens.text[start - 1].isalnum() and tokens.text[start - 1] not in "tT"):
        return None
    piece = tokens.text[start : start + 24]
    found = _PACKED.match(piece) if len(word) == 4 else _CLOCK.match(piece)
    if found is None:
        return None
    groups = found.groupdict()
    stop = start + found.end()
    zone = _ZONE.match(tokens.text[stop : stop + 24])
    if zone is not None and zone["plain"] and groups.get("sign") != ":":
        zone = None  # "2014-2016"
    half = (groups.get("half") or "").lower()
    if not _sure(groups, zone is not None, led):
        return None
    hour = int(groups["hour"])
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    stop += zone.end() if zone else 0
    end = at
    while end < len(tokens) and tokens.starts[end] < stop:
        end += 1
    if end < len(tokens) and tokens.touching(end) and tokens.at(end)[:1].isalnum():
        return None
    minute = groups.get("minute") or "00"
    return Clock(f"{hour:02d}:{minute}", "UTC" if groups.get("z") else _zone_of(zone)), end


def _sure(groups: dict[str, str | None], zoned: bool, led: bool) -> bool:
    """Whether figures are a time of day and not a number or a score."""
    if "sign" not in groups:
        return zoned or bool(groups.get("z") or groups.get("hours"))
    if groups.get("half"):
        return True
    sign = groups.get("sign")
    return sign == ":" or (sign in (".", "h") and (zoned or (led and sign == "h"))) or (zoned and not sign and led)


def _zone_of(zone: re.Match[str] | None) -> str:
    if zone is None or zone["local"]:
        return ""
    offset = zone["offset"] or zone["plain"]
    if offset:
        figures = offset[1:].replace(":", "")
        hours, minutes = (figures[:-2], figures[-2:]) if len(figures) > 2 else (figures, "00")
        return f"{offset[0]}{int(hours):02d}:{minutes}"
    return _ZONES[zone["name"].lower()]
