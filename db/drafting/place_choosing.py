"""Which of the places of one name a text means: by the countries it speaks of, by size, and by what lies near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import asin, cos, hypot, log10, radians, sin, sqrt

from db.drafts import Choice
from db.gazetteer import COUNTRY, PROVINCE, TOWN, GazetteerPlace
from db.records import Flashpoint
from db.vocabulary import PRECISION_RADIUS_KM

EARTH_KM = 6371.0
_SAME_KM = 30.0  # two entries of one name so near each other are one place
_NEAR_KM, _WIDE_KM = 120.0, 350.0
_UNKNOWN_SIZE = 3_000  # people, where it is not told how many: hardly a city
_CLEAR = 1.2  # by how much the best must lead, in powers of ten of people, not to be asked about


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way between two positions in degrees along a great circle (haversine formula)."""
    latitude, longitude = radians(one[0]), radians(one[1])
    other_latitude, other_longitude = radians(other[0]), radians(other[1])
    half = sin((other_latitude - latitude) / 2) ** 2
    half += cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def moved(position: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """A position so many km away in a direction (degrees from north), on a plane: right for some 100 km."""
    north = km * cos(radians(bearing)) / 111.2
    east = km * sin(radians(bearing)) / (111.2 * max(0.05, cos(radians(position[0]))))
    return round(max(-90.0, min(90.0, position[0] + north)), 4), round((position[1] + east + 180) % 360 - 180, 4)


@dataclass
class Surroundings:
    """What is known of where a text plays: the countries of the board, those of the text, and places that are sure.

    `named` counts the adjectives ("Turkish") too, `by_name` holds the countries that are named themselves.
    """

    home: frozenset[str] = frozenset()
    named: Counter[str] = field(default_factory=Counter)
    by_name: set[str] = field(default_factory=set)
    sure: list[tuple[float, float]] = field(default_factory=list)
    _nearest: dict[int, float] = field(default_factory=dict)

    @property
    def countries(self) -> frozenset[str]:
        """The countries in which small places are believed."""
        return self.home | frozenset(self.named)

    def weight(self, place: GazetteerPlace, *, province: bool) -> float:
        """How likely a place is meant: about the power of ten of its people, more where the text plays there."""
        weight = {
            COUNTRY: 8.0,
            PROVINCE: 6.6 if province else 3.0,
            TOWN: log10((place.population or _UNKNOWN_SIZE) + 30),
        }[place.kind]
        if place.country in self.home:
            weight += 5.0
        if place.country in self.named:
            weight += 3.0 + min(1.0, self.named[place.country] / 5)
        nearest = self._nearest.get(place.id)
        if nearest is None:
            position = place.latitude, place.longitude
            nearest = self._nearest[place.id] = min((distance_km(position, each) for each in self.sure), default=1e9)
        return weight + (2.0 if nearest < _NEAR_KM else 1.0 if nearest < _WIDE_KM else 0.0)

    def ranked(self, places: Iterable[GazetteerPlace], *, province: bool) -> list[tuple[float, GazetteerPlace]]:
        """The places by how likely each is meant, without second entries for the same place."""
        places = tuple(places)
        if len(places) == 1:
            return [(0.0, places[0])]
        ranked: list[tuple[float, GazetteerPlace]] = []
        for pair in sorted(((self.weight(p, province=province), p) for p in places), key=_order):
            place = pair[1]
            if not any(_same(place, other) for _, other in ranked):
                ranked.append(pair)
        return ranked


def _order(pair: tuple[float, GazetteerPlace]) -> tuple[float, int]:
    return -pair[0], pair[1].id


def _same(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether two entries are one place: close together, or a town and the province that is called after it."""
    if one.country == other.country and one.kind != other.kind:
        return True
    return distance_km((one.latitude, one.longitude), (other.latitude, other.longitude)) < _SAME_KM


def rivals(ranked: Sequence[tuple[float, GazetteerPlace]]) -> list[GazetteerPlace]:
    """The places that may be meant as well as the first, the first among them; empty where it is clear."""
    if len(ranked) < 2 or ranked[0][0] - ranked[1][0] >= _CLEAR:
        return []
    return [place for weight, place in ranked[:5] if ranked[0][0] - weight < _CLEAR]


def choice_of(place: GazetteerPlace) -> Choice:
    """A place as an answer to "Which one?"."""
    where = ", ".join(part for part in (place.province, place.country) if part)
    return Choice(f"{place.name} ({where})", str(place.id), place.latitude, place.longitude)


def flashpoint_around(position: tuple[float, float], flashpoints: Sequence[Flashpoint]) -> Flashpoint | None:
    """The flashpoint in whose radius a position lies, the nearest of several; None where there is none."""
    best: Flashpoint | None = None
    least = 1e9
    for flashpoint in flashpoints:
        if flashpoint.latitude is None or flashpoint.longitude is None or not flashpoint.radius_km:
            continue
        if hypot(flashpoint.latitude - position[0], flashpoint.longitude - position[1]) > 10:
            continue
        apart = distance_km(position, (flashpoint.latitude, flashpoint.longitude))
        if apart <= flashpoint.radius_km and apart < least:
            best, least = flashpoint, apart
    return best


def precision_of_radius(radius_km: float | None) -> str:
    """The code of PLACE_PRECISIONS of an area of that radius; of a town where it is not known."""
    if radius_km is None:
        return "town"
    for code in ("exact", "vicinity", "town"):
        if radius_km <= PRECISION_RADIUS_KM[code]:
            return code
    return "district"
