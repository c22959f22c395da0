"""Positions as analysts type them: decimal degrees, degrees and minutes, with letters or signs."""

from __future__ import annotations

import re

EXAMPLE = "33.50 N 38.66 E, 33.5, 38.66 or 33°30'N 38°39'36\"E"
_LETTERS = {"N": ("lat", 1), "S": ("lat", -1), "E": ("lon", 1), "W": ("lon", -1), "O": ("lon", 1)}
_NUMBER = r"\d+(?:[.,]\d+)?"
_MARKS = str.maketrans({"º": "°", "˚": "°", "’": "'", "′": "'", "”": '"', "″": '"', "−": "-", "–": "-"})
_ANGLE = re.compile(
    rf"""\s*(?P<before>[NSEWO])?\s*(?P<sign>[-+])?\s*(?P<degrees>{_NUMBER})\s*°?
         (?:\s*(?P<minutes>{_NUMBER})\s*'(?:\s*(?P<seconds>{_NUMBER})\s*(?:"|''))?)?
         \s*(?(before)|(?P<after>[NSEWO](?![A-Z]))?)\s*""",
    re.VERBOSE | re.IGNORECASE,
)


def parse_position(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) in WGS 84 degrees, None for an empty text. ValueError with a sentence otherwise.

    Without letters the latitude comes first.
    """
    whole = text.translate(_MARKS).strip()
    if not whole:
        return None
    if len(whole) > 100:
        raise ValueError(_unreadable(text[:40] + "…"))
    first = _ANGLE.match(_points_for_commas(whole))
    if first is None:
        raise ValueError(_unreadable(text))
    rest = _points_for_commas(whole)[first.end() :].lstrip(" ,;/")
    second = _ANGLE.fullmatch(rest)
    if second is None:
        raise ValueError(_unreadable(text))
    return _checked(_angle(first, text), _angle(second, text), text)


def position_text(latitude: float, longitude: float) -> str:
    """Such as “33.50 N 38.66 E”, with up to five decimals where they were given."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{_degrees(latitude)} {north} {_degrees(longitude)} {east}"


def _degrees(value: float) -> str:
    text = f"{abs(value):.5f}".rstrip("0")
    return text + "0" * (2 - len(text.split(".")[1]))


def _points_for_commas(text: str) -> str:
    """Decimal commas as points: "33,50 N 38,66 E", but not the comma between the two numbers of "33.5, 38.66"."""
    text = re.sub(r",\s", " ", text)
    return text.replace(",", "." if "." not in text and text.count(",") == 2 else " ")


def _angle(found: re.Match[str], text: str) -> tuple[str, float]:
    letters = [letter.upper() for letter in (found["before"], found["after"]) if letter]
    if len(letters) > 1 or (letters and found["sign"]):
        raise ValueError(_unreadable(text))
    value = float(found["degrees"])
    for name, part in (("minutes", 60), ("seconds", 3600)):
        if found[name]:
            small = float(found[name])
            if small >= 60:
                raise ValueError(f"“{text.strip()}” has {small:g} {name}; there are 60 at most.")
            value += small / part
    axis, sign = _LETTERS[letters[0]] if letters else ("", 1)
    return axis, -value if found["sign"] == "-" else value * sign


def _checked(one: tuple[str, float], two: tuple[str, float], text: str) -> tuple[float, float]:
    if bool(one[0]) != bool(two[0]) or (one[0] and one[0] == two[0]):
        raise ValueError(_unreadable(text))
    latitude, longitude = (two[1], one[1]) if one[0] == "lon" else (one[1], two[1])
    if not -90 <= latitude <= 90:
        raise ValueError(f"Latitude {latitude:g} is not between -90 and 90 degrees.")
    if not -180 <= longitude <= 180:
        raise ValueError(f"Longitude {longitude:g} is not between -180 and 180 degrees.")
    return latitude, longitude


def _unreadable(text: str) -> str:
    return f"“{text.strip()}” is no position that can be read. Type it as {EXAMPLE}."
