"""Which flashpoint a row belongs to: by the flashpoint's area or distance, or by a place or province in its names."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from db.names import NameIndex, fold, sound_key
from db.records import Flashpoint

# scores of NameIndex.alike: the consonants are the same, and the vowels so far as they are written
SAME_SOUND, SAME_VOWELS_TOO = 0.949, 0.965
MOST_REMEMBERED = 50_000  # places
EARTH_KM = 6371.0088  # mean radius, IUGG
_PLACE_WORDS = re.compile(
    r"\b(governorate|province|district|subdistrict|sub district|region|town|city|village|area|muhafazat|wilayat|محافظه)\b"
)
_COARSE = frozenset({"district", "country"})  # a position this vague says nothing of the distance


class Assigner:
    """Made once an import from the flashpoints of the board."""

    def __init__(self, flashpoints: Sequence[Flashpoint]) -> None:
        self._flashpoints = list(flashpoints)
        self._by_name: dict[str, int] = {}
        self._names = NameIndex()
        self._sounds: set[str] = set()
        self._known: dict[str, int | None] = {}  # a data set repeats its places
        for flashpoint in flashpoints:
            for name in map(bare, (flashpoint.name, *flashpoint.other_names)):
                self._by_name.setdefault(name, flashpoint.id)
                self._names.add(flashpoint.id, name)
                self._sounds.add(sound_key(name))
        self._polygons = [(f.id, rings_of(f.area)) for f in flashpoints if f.area]
        around = [
            f for f in flashpoints if f.radius_km is not None and f.latitude is not None and f.longitude is not None
        ]
        self._ids = np.array([f.id for f in around], dtype=np.int64)
        self._centres = np.radians(np.array([(f.latitude, f.longitude) for f in around], dtype=float).reshape(-1, 2))
        self._radii = np.array([f.radius_km for f in around], dtype=float)

    def __bool__(self) -> bool:
        return bool(self._flashpoints)

    def by_name(self, *places: str) -> int | None:
        """The flashpoint that one of the places is named after in any spelling, the first that fits."""
        return next((found for place in places if place and (found := self._named(place)) is not None), None)

    def _named(self, place: str) -> int | None:
        if place not in self._known:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            name = bare(place)
            self._known[place] = self._by_name[name] if name in self._by_name else self._by_sound(name)
        return self._known[place]

    def _by_sound(self, name: str) -> int | None:
        """The one flashpoint with a transliteration of that name; a mere likeness is not enough."""
        key = sound_key(name)
        if not key or key not in self._sounds:
            return None
        found = self._names.alike(name, limit=2, threshold=SAME_SOUND)
        if not found or (len(found) > 1 and found[0].score == found[1].score):
            return None
        best = found[0]
        across, short = name.isascii() != best.name.isascii(), len(key.lstrip("a")) < 3
        if across and short:  # without vowels Daraa, Deir and Dura are one
            return None
        return best.owner if across or short or best.score >= SAME_VOWELS_TOO else None

    def by_position(
        self, latitudes: Sequence[float | None], longitudes: Sequence[float | None], precisions: Sequence[str]
    ) -> list[int | None]:
        """For each position the flashpoint whose area holds it, else the nearest whose radius reaches it."""
        lat = np.array([np.nan if value is None else value for value in latitudes], dtype=float)
        lon = np.array([np.nan if value is None else value for value in longitudes], dtype=float)
        lat[[precision in _COARSE for precision in precisions]] = np.nan
        found = np.zeros(len(lat), dtype=np.int64)
        if len(self._ids):
            distance = distances_km(np.radians(lat)[:, None], np.radians(lon)[:, None], self._centres)
            distance[~(distance <= self._radii)] = np.inf
            nearest = distance.argmin(axis=1)
            within = np.isfinite(distance[np.arange(len(lat)), nearest])
            found[within] = self._ids[nearest[within]]
        for flashpoint_id, rings in self._polygons:
            found[inside(lat, lon, rings)] = flashpoint_id
        return [int(flashpoint_id) or None for flashpoint_id in found]


def bare(name: str) -> str:
    """A place name folded, without the words that only say what kind of place it is."""
    return " ".join(_PLACE_WORDS.sub(" ", fold(name)).split())


def distances_km(
    lat: NDArray[np.float64], lon: NDArray[np.float64], centres: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Great-circle distances (haversine) of points of shape (n, 1) in radians to centres of shape (m, 2)."""
    half = np.sin((centres[:, 0] - lat) / 2) ** 2
    half = half + np.cos(lat) * np.cos(centres[:, 0]) * np.sin((centres[:, 1] - lon) / 2) ** 2
    distances: NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.sqrt(half))
    return distances


Ring = NDArray[np.float64]


def rings_of(area: str) -> list[Ring]:
    """The rings of a GeoJSON Polygon or MultiPolygon, each of shape (k, 2) as longitude, latitude; [] if malformed."""
    try:
        geometry = json.loads(area)
        polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
        return [np.array(ring, dtype=float)[:, :2] for polygon in polygons for ring in polygon if len(ring) > 2]
    except (ValueError, KeyError, TypeError, IndexError):
        return []


def inside(lat: NDArray[np.float64], lon: NDArray[np.float64], rings: list[Ring]) -> NDArray[np.bool_]:
    """Which points lie in the rings, by the even-odd rule (so holes count as outside)."""
    odd = np.zeros(len(lat), dtype=np.bool_)
    for ring in rings:
        x1, y1 = ring[:, 0], ring[:, 1]
        x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
        for a, b, c, d in zip(x1, y1, x2, y2, strict=True):
            if b != d:
                crosses = (b > lat) != (d > lat)
                odd ^= crosses & (lon < (c - a) * (lat - b) / (d - b) + a)
    return odd & np.isfinite(lat) & np.isfinite(lon)
