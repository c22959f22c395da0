"""Reads ACLED, the Armed Conflict Location & Event Data, in the forms of all its exports.

What its codebook says, and what becomes of it:
- event_id_cnty is stable between exports, data_id is not: it stands in only where the other is missing.
- actor1 and actor2 are not attacker and target, except in "Violence against civilians", where actor1 is the
  perpetrator and actor2 the victim; `civilian_targeting` marks civilians as the target in other events.
- time_precision: 1 the day; 2 some day of a week, of which the date is the middle; 3 some day of that month.
- geo_precision: 1 a town whose position is known; 2 part of a region, with a nearby town for it; 3 a larger region.
- fatalities: 0 also stands for "no information", so nothing is known but that none were reported: low 0, no best.
- timestamp grows with each revision, also where nothing that is kept here changed: it is no part of the digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from operator import itemgetter

from db.dates import from_days, from_edtf
from db.readers.cell_dates import CellDate, CellDates, day_first_of
from db.readers.rows import LeftOut, ReadActor, ReadIncident, ReadRow, ReadSource
from db.readers.values import BadCell, Numbers, degrees, wrong_width
from db.vocabulary import ACLED_KINDS

DATASET = "ACLED"
NEEDED = ("event_id_cnty", "event_date", "event_type", "actor1")
# Field -> names of its column, the one to prefer first.  The order of the fields is that of the digest: new ones last.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("event_id_cnty", "data_id"),
    "date": ("event_date",),
    "time_precision": ("time_precision", "time_preci", "time_precis"),
    "event_type": ("event_type",),
    "sub_event_type": ("sub_event_type", "sub_event_"),
    "actor1": ("actor1",),
    "assoc1": ("assoc_actor_1", "ally_actor_1", "assoc_acto"),
    "inter1": ("inter1",),
    "actor2": ("actor2",),
    "assoc2": ("assoc_actor_2", "ally_actor_2", "assoc_ac_1"),
    "inter2": ("inter2",),
    "targeting": ("civilian_targeting",),
    "country": ("country",),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
    "admin3": ("admin3",),
    "location": ("location",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "geo_precision": ("geo_precision", "geo_precis", "geo_prec"),
    "source": ("source",),
    "notes": ("notes",),
    "fatalities": ("fatalities",),
    "tags": ("tags",),
}
# inter1 and inter2: numbers until 2024, words since
ACTOR_KINDS = {
    "1": "state_force", "state forces": "state_force",
    "2": "armed_group", "rebel groups": "armed_group", "rebel group": "armed_group", "rebel forces": "armed_group",
    "3": "militia", "political militias": "militia", "political militia": "militia",
    "4": "militia", "identity militias": "militia", "identity militia": "militia", "communal militias": "militia",
    "5": "civilians", "rioters": "civilians",
    "6": "civilians", "protesters": "civilians",
    "7": "civilians", "civilians": "civilians",
    "8": "unknown", "external/other forces": "unknown", "external forces": "unknown", "other forces": "unknown",
}  # fmt: skip
PRECISIONS = {"1": "town", "2": "district", "3": "district"}
_AT = {"1": "at", "2": "near", "3": "in"}
_SIDED = frozenset({"violence against civilians"})
_STATE_FORCES = re.compile(r"(?:military|police|gendarmerie|security) forces of ", re.IGNORECASE)
MOST_REMEMBERED = 30_000
# columns of counts: how many, of which period, of which area
_COUNTS = frozenset({"events", "event_count", "total_events"})
_PERIODS = frozenset({"week", "month", "year"})
_AREAS = frozenset({
    "country", "region", "iso", "iso3", "admin1", "admin2", "admin3", "admin1 pcode", "admin2 pcode", "location",
})  # fmt: skip


def is_acled(names: Iterable[str]) -> bool:
    """Whether these column names are those of an ACLED export of events, in any order and any capitals."""
    plain = {name.strip().casefold() for name in names}
    return {"event_date", "event_type", "actor1"} <= plain and bool(plain & {"event_id_cnty", "data_id"})


def is_aggregate(names: set[str]) -> bool:
    """Whether these (plain) names are those of ACLED's counts by place and week, month or year."""
    if names & {"event_date", "event_id_cnty"} or not names & _PERIODS:
        return False
    counted = bool(names & _COUNTS) or "population_exposure" in names
    told = bool(names & {"event_type", "sub_event_type", "disorder_type", "fatalities", "population_exposure"})
    only_counts = bool(names & {*_COUNTS, "fatalities"}) and names <= {"", "fatalities", *_COUNTS, *_PERIODS, *_AREAS}
    return (counted and told) or only_counts


class _Parts(dict[str, tuple[str, ...]]):
    """A cell with several values -> the values; ACLED joins them with semicolons."""

    def __missing__(self, text: str) -> tuple[str, ...]:
        parts = dict.fromkeys(" ".join(part.split()) for part in text.split(";"))
        parts.pop("", None)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[text] = tuple(parts)
        return self[text]


_ActorCells = tuple[str, str, str, str, str, str, str, str]


class _Actors(dict[_ActorCells, tuple[ReadActor, ...]]):
    """(event_type, targeting, actor1, assoc1, inter1, actor2, assoc2, inter2) -> the actors with their roles."""

    def __missing__(self, key: _ActorCells) -> tuple[ReadActor, ...]:
        event_type, targeting, actor1, assoc1, inter1, actor2, assoc2, inter2 = key
        sided = event_type.strip().casefold() in _SIDED
        found: dict[str, ReadActor] = {}
        for cell, inter, role in ((actor1, inter1, "initiator"), (actor2, inter2, "target")):
            name = " ".join(cell.split())
            kind = _kind_of_actor(name, inter)
            if not sided:
                role = "target" if role == "target" and targeting.strip() and kind == "civilians" else "participant"
            if name and name not in found:
                found[name] = ReadActor("", name, role, kind)
        for cell in (assoc1, assoc2):
            for name in (" ".join(part.split()) for part in cell.split(";")):
                if name and name not in found:
                    found[name] = ReadActor("", name, "participant", _kind_of_actor(name, ""))
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = tuple(found.values())
        return self[key]


def _kind_of_actor(name: str, inter: str) -> str:
    kind = ACTOR_KINDS.get(inter.strip().casefold().removesuffix(".0"), "unknown")
    if kind == "unknown":
        if _STATE_FORCES.match(name):
            return "state_force"
        if name.startswith(("Civilians", "Protesters", "Rioters")):
            return "civilians"
        if name.startswith("Government of "):
            return "state"
    return kind


class _Days(dict[tuple[str, str], CellDate]):
    """(event_date, time_precision) -> the date with its span."""

    def __init__(self, day_first: bool) -> None:
        super().__init__()
        self._dates = CellDates(day_first)

    def __missing__(self, key: tuple[str, str]) -> CellDate:
        text, precision = key
        read = self._dates.read(text)
        day = read.earliest
        if day is None:
            raise BadCell("a day such as 2017-06-08")
        if precision.strip() == "2":
            week = from_days(day - 3, day + 3)
            read = CellDate(week.edtf, week.earliest, week.latest)
        elif precision.strip() == "3":
            month = from_edtf(read.edtf[:7])
            read = CellDate(month.edtf, month.earliest, month.latest)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = read
        return read


class _Sources(dict[str, tuple[ReadSource, ...]]):
    """A cell of names of publishers -> sources; ACLED gives neither day nor headline."""

    def __missing__(self, text: str) -> tuple[ReadSource, ...]:
        names = dict.fromkeys(" ".join(part.split()) for part in text.split(";"))
        names.pop("", None)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[text] = tuple(ReadSource(name, "", name) for name in names)
        return self[text]


class _Tags(dict[tuple[str, str], tuple[str, ...]]):
    """(tags, civilian_targeting) -> tags."""

    def __missing__(self, key: tuple[str, str]) -> tuple[str, ...]:
        tags = _Parts()[key[0]]
        if key[1].strip():
            tags = (*(tag for tag in tags if tag.casefold() != "civilian targeting"), "civilian targeting")
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = tags
        return tags


def _kinds(sub_event_type: str, event_type: str) -> str:
    for cell in (sub_event_type, event_type):
        kind = ACLED_KINDS.get(" ".join(cell.split()).casefold())
        if kind:
            return kind
    return "other"


def _title(what: str, at: str, where: str, actor1: str, actor2: str) -> str:
    sides = f"{actor1} – {actor2}" if actor1 and actor2 else actor1 or actor2
    return f"{what} {at} {where}" + (f": {sides}" if sides else "")


def _district(admin2: str, admin3: str, location: str) -> str:
    if not admin3 or admin3 in (admin2, location):
        return admin2
    return f"{admin2}, {admin3}" if admin2 else admin3


def read_rows(rows: Iterable[list[str]], header: tuple[str, ...], first: list[list[str]]) -> Iterator[ReadRow]:
    """The incidents of an ACLED table; rows are its lines of data, first the first of them once more."""
    width = len(header)
    places = _places(header)
    pick = itemgetter(*places)
    actors, days = _Actors(), _Days(_day_first(first, places))
    sources, tags, numbers = _Sources(), _Tags(), Numbers()
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            if not any(row):
                continue
            if any(row[width:]) or len(row) < width - 3:
                yield LeftOut(number, wrong_width(len(row), width))
                continue
            row = (row + [""] * 3)[:width]
        row.append("")  # what a field without a column reads
        cells = pick(row)
        (
            outside_id, date, time_precision, event_type, sub_event_type, actor1, assoc1, inter1, actor2, assoc2,
            inter2, targeting, country, admin1, admin2, admin3, location, latitude, longitude, geo_precision,
            source, notes, fatalities, tag_cell,
        ) = cells  # fmt: skip
        try:
            outside_id = outside_id.strip()
            if not outside_id:
                raise BadCell("the id of the event")
            day = days[date, time_precision]
            north, east = degrees(latitude, 90), degrees(longitude, 180)
            if north is None or east is None:
                north = east = None
            dead = numbers[fatalities]
            geo = geo_precision.strip()
            what = sub_event_type.strip() or event_type.strip() or "Event"
            where = location or admin2 or admin1 or country or "an unnamed place"
            title = _title(what, _AT.get(geo, "at"), where, actor1, actor2)
            digest = int.from_bytes(blake2b("\x1f".join(cells).encode(), digest_size=8).digest(), "big") >> 1
            yield ReadIncident(
                number, outside_id, digest, title, notes.strip(), _kinds(sub_event_type, event_type),
                day.edtf, day.earliest, day.latest, "", "",
                location, _district(admin2, admin3, location), admin1, country,
                north, east, PRECISIONS.get(geo, "") if north is not None else "",
                0 if dead == 0 else None, dead or None, None, None, None, None,
                "", "", "", 0, "", "", tags[tag_cell, targeting],
                actors[event_type, targeting, actor1, assoc1, inter1, actor2, assoc2, inter2], sources[source],
            )  # fmt: skip
        except ValueError:
            yield LeftOut(number, _what_is_wrong(dict(zip(FIELDS, cells, strict=True)), days), outside_id)


def _places(header: tuple[str, ...]) -> list[int]:
    """Where each field stands in a row; −1, the empty cell that is added to each row, where the table lacks it."""
    names = [name.strip().casefold() for name in header]
    return [next((names.index(name) for name in found if name in names), -1) for found in FIELDS.values()]


def _day_first(first: list[list[str]], places: list[int]) -> bool:
    """ACLED writes day before month; a spreadsheet program may have turned them, which the column then shows."""
    at = list(FIELDS).index("date")
    settled = day_first_of([row[places[at]] for row in first if len(row) > places[at]])
    return True if settled is None else settled


def _what_is_wrong(cells: dict[str, str], days: _Days) -> str:
    """The sentence on the first field of a row that cannot be read; reads them one by one again."""
    if not cells["id"].strip():
        return "The row has no event_id_cnty: it cannot be told apart from others."
    try:
        days[cells["date"], cells["time_precision"]]
    except ValueError:
        return f"event_date is “{cells['date'][:40]}”; it should be a day such as 2017-06-08."
    for field, limit in (("latitude", 90), ("longitude", 180)):
        try:
            degrees(cells[field], limit)
        except BadCell as bad:
            return f"{field} is “{cells[field][:40]}”; it should be {bad}."
    try:
        Numbers()[cells["fatalities"]]
    except BadCell as bad:
        return f"fatalities is “{cells['fatalities'][:40]}”; it should be {bad}."
    return "The row could not be read."
