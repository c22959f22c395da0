"""Turns grid references (MGRS) and other written positions into degrees north and east, WGS 84.

Sources of the formulas: NGA.SIG.0012 (2014), The Universal Grids and the Transverse Mercator and Polar Stereographic
Map Projections; the series in the third flattening n is that of Krüger (1912), good to a millimetre within a zone.
The polar areas (bands A, B, Y, Z) are not read.
"""

from __future__ import annotations

import math
import re

from db.readers.values import BadCell, degrees, is_unknown, western_digits

_A, _F = 6378137.0, 1 / 298.257223563  # WGS 84
_N = _F / (2 - _F)
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_SCALE, _FALSE_EAST = 0.9996, 500_000.0
_BETA = (_N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96, _N**2 / 48 + _N**3 / 15, 17 * _N**3 / 480)
_DELTA = (2 * _N - 2 * _N**2 / 3 - 2 * _N**3, 7 * _N**2 / 3 - 8 * _N**3 / 5, 56 * _N**3 / 15)
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_MGRS = re.compile(r"(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*(\d{1,5})?\s*(\d{1,5})?", re.IGNORECASE)
_NEARLY_MGRS = re.compile(r"\d{1,2}\s?[A-Z]\s?[A-Z]{2}\s?\d", re.IGNORECASE)
_POINT = re.compile(r"(?:SRID=\d+;)?POINT\s*\(\s*(\S+)\s+(\S+)\s*\)", re.IGNORECASE)


def from_utm(zone: int, north: bool, easting: float, northing: float) -> tuple[float, float]:
    """(latitude, longitude) of a UTM position in metres."""
    xi = (northing if north else northing - 10_000_000.0) / (_SCALE * _RADIUS)
    eta = (easting - _FALSE_EAST) / (_SCALE * _RADIUS)
    xi_0, eta_0 = xi, eta
    for step, beta in enumerate(_BETA, 1):
        xi_0 -= beta * math.sin(2 * step * xi) * math.cosh(2 * step * eta)
        eta_0 -= beta * math.cos(2 * step * xi) * math.sinh(2 * step * eta)
    chi = math.asin(math.sin(xi_0) / math.cosh(eta_0))
    latitude = chi + sum(delta * math.sin(2 * step * chi) for step, delta in enumerate(_DELTA, 1))
    longitude = math.atan2(math.sinh(eta_0), math.cos(xi_0))
    return math.degrees(latitude), zone * 6 - 183 + math.degrees(longitude)


def is_mgrs(text: str) -> bool:
    """Whether a text is spelled like a grid reference with at least a kilometre's digits."""
    found = _MGRS.fullmatch(text.strip())
    return bool(found and found[5])


def from_mgrs(text: str) -> tuple[float, float]:
    """(latitude, longitude) of the middle of the square that a reference names ("37S BU 1234 5678"); BadCell."""
    found = _MGRS.fullmatch(text.strip())
    digits = ((found[5] or "") + (found[6] or "")) if found else ""
    if not found or len(digits) % 2 or (found[6] and len(found[5]) != len(found[6])):
        raise BadCell("a grid reference such as 37SBU1234567890")
    zone, band = int(found[1]), found[2].upper()
    half = len(digits) // 2
    side = 10.0 ** (5 - half)
    column = _COLUMNS[(zone - 1) % 3].find(found[3].upper())
    row = _ROWS.index(found[4].upper())
    if not 1 <= zone <= 60 or column < 0:
        raise BadCell("a grid reference whose letters exist in its zone")
    if zone % 2 == 0:
        row = (row - 5) % 20
    easting = (column + 1) * 100_000.0 + (int(digits[:half]) if half else 0) * side + side / 2
    within = row * 100_000.0 + (int(digits[half:]) if half else 0) * side + side / 2
    bottom = _BANDS.index(band) * 8.0 - 80
    # the letters of rows repeat every 2,000 km: the band says which of the repetitions is meant
    for turn in range(5):
        latitude, longitude = from_utm(zone, band >= "N", easting, within + turn * 2_000_000.0)
        if bottom - 1 <= latitude <= bottom + (13 if band == "X" else 9):
            return round(latitude, 6), round((longitude + 180) % 360 - 180, 6)
    raise BadCell("a grid reference whose letters exist in its zone")


def position(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) of a cell that holds both: a grid reference, "lat, lon", or WKT; None if empty; BadCell."""
    if is_unknown(text):
        return None
    if len(text) > 200:
        raise BadCell("a position")
    plain = western_digits(text).strip().strip("()[]")
    found = _POINT.fullmatch(western_digits(text).strip())
    if found:
        pair = [found[2], found[1]]
    elif _NEARLY_MGRS.match(plain):
        return from_mgrs(plain)
    else:
        pair = _two_parts(plain)
    if len(pair) != 2:
        raise BadCell("a position such as 35.9333, 36.6333 or 37SBU1234567890")
    latitude, longitude = degrees(pair[0], 90), degrees(pair[1], 180)
    if latitude is None or longitude is None:
        return None
    return latitude, longitude


def _two_parts(text: str) -> list[str]:
    for gap in (r"\s*;\s*", r"\s*,\s+", r"\s*/\s*", r"\s*\|\s*"):
        parts = re.split(gap, text)
        if len(parts) == 2:
            return parts
    letters = re.fullmatch(r"(.*\d.*?[NSns])[\s,]*(.*\d.*?[EWOewo])", text)
    if letters:
        return [letters[1], letters[2]]
    parts = text.split(",") if "." in text or text.count(",") == 1 else text.split()
    return parts if len(parts) == 2 else text.split() or [""]
