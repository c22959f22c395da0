"""Reads any table by a mapping: each row becomes an incident, with a word on every cell that could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from urllib.parse import urlsplit

from db.readers.cell_dates import UNKNOWN_DATE, CellDate, CellDates, read_time, span
from db.readers.grid import position
from db.readers.kind_words import kind_of
from db.readers.mapping import FIELDS, Mapping
from db.readers.rows import LeftOut, ReadActor, ReadIncident, ReadRow, ReadSource, Warned
from db.readers.values import BadCell, degrees, is_unknown, spoken_number, wrong_width
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS, PLACE_PRECISIONS, RELIABILITIES

LONGEST_TITLE, LONGEST_SHOWN = 160, 40
MOST_REMEMBERED = 20_000
_JOINED = frozenset({"title", "summary", "note", "hedge", "place"})
_OF_SOURCES = frozenset({"source", "source_title", "source_date", "source_address", "quoted"})
_ROLES = ("initiator", "target", "participant", "mentioned")
_YES = frozenset(("yes", "y", "true", "1", "x", "oui", "si", "sí", "ja", "wahr", "vrai", "نعم", "recurring"))
_SUM_ROW = re.compile(
    r"(?:grand\s+|sub-?)?(?:totals?|sum|summe|gesamt|somme|suma|المجموع|الإجمالي)\s*:?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CIVILIANS = re.compile(r"\b(?:civilians?|civils?|civiles|zivilist|zivilisten)\b|مدني", re.IGNORECASE)
_PRECISION_WORDS = {
    "1": "exact", "2": "vicinity", "3": "district", "precise": "exact", "point": "exact", "village": "town",
    "city": "town",
    "settlement": "town", "near": "vicinity", "approximate": "vicinity", "subdistrict": "district",
    "governorate": "district", "province": "district", "admin1": "district", "admin2": "district",
    "national": "country",
}  # fmt: skip
Range = tuple[int | None, int | None, int | None]


class _Trouble:
    """The warnings of the row at hand: (field, sentence)."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def tell(self, field: str, cell: str, expected: str) -> None:
        shown = cell if len(cell) <= LONGEST_SHOWN else cell[:LONGEST_SHOWN] + "…"
        self.found.append(
            (field, f"{FIELDS.get(field, field)} is “{shown}”; it should be {expected}. It was left empty.")
        )


class TableRows:
    """Rows of one table under one mapping; construct it to check the mapping, then `read`."""

    def __init__(self, header: tuple[str, ...], mapping: Mapping) -> None:
        mapping.check()
        self._places = mapping.places(header)
        self._width = len(header)
        self._fixed = mapping.fixed
        self._single = [(field, places[0]) for field, places in self._places.items() if len(places) == 1]
        self._several = [(field, places) for field, places in self._places.items() if len(places) > 1]
        self._actor_places = [place for role in _ROLES for place in self._places.get(role, ())]
        self._source_places = [
            place for field in FIELDS if field in _OF_SOURCES for place in self._places.get(field, ())
        ]
        self._known_sources: dict[tuple[str, ...], tuple[ReadSource, ...]] = {}
        self._at: dict[str, str] = {}
        self._dates = CellDates(mapping.day_first)
        self._source_dates = CellDates(mapping.day_first)
        self._split = _splitter(mapping.splitter)
        self._kinds = {" ".join(cell.split()).casefold(): code for cell, code in mapping.kinds.items()}
        self._kind_of: dict[tuple[str, ...], str | None] = {}
        self._actors: dict[tuple[str, ...], tuple[ReadActor, ...]] = {}
        self._has_id = "outside_id" in self._places
        self._salt = blake2b(mapping.to_json().encode(), digest_size=8).digest()
        self._seen: dict[str, int] = {}
        self._cells: list[str] = []
        self._trouble = _Trouble()

    def read(self, rows: Iterable[list[str]]) -> Iterator[ReadRow]:
        """The rows as incidents; a bad cell of a field that an incident can do without is told after its row."""
        for number, row in enumerate(rows, 1):
            if not any(row):
                continue
            if len(row) > self._width and any(cell.strip() for cell in row[self._width :]):
                yield LeftOut(number, wrong_width(len(row), self._width))
                continue
            self._cells = [cell.strip() for cell in row[: self._width]]
            if not any(self._cells):
                continue
            self._cells += [""] * (self._width - len(self._cells))
            self._trouble.found.clear()
            made = self._one(number)
            yield made
            if isinstance(made, ReadIncident):
                for field, why in self._trouble.found:
                    yield Warned(number, field, why)

    def _spread(self) -> None:
        """Lay out the cell of each field: a text field joins its columns, others take the first that is not empty."""
        cells = self._cells
        self._at = at = self._fixed.copy()
        for field, place in self._single:
            if cells[place]:
                at[field] = cells[place]
        for field, places in self._several:
            filled = [cells[place] for place in places if cells[place]]
            if filled:
                at[field] = " – ".join(filled) if field in _JOINED else filled[0]

    def _one(self, number: int) -> ReadIncident | LeftOut:
        self._spread()
        raw = "\x1f".join(self._cells).encode()
        identity = blake2b(raw, digest_size=8).digest()
        outside_id = self._first("outside_id") or identity.hex()
        before = self._seen.setdefault(outside_id, number)
        if before != number:
            if self._has_id and self._first("outside_id"):
                return LeftOut(number, f"The id “{outside_id[:LONGEST_SHOWN]}” was already used by row {before}.")
            return LeftOut(number, f"The row is the same as row {before}.")
        try:
            date = self._date()
        except BadCell as bad:
            cell = self._first("date") or self._first("year")
            return LeftOut(number, f"{FIELDS['date']} is “{cell[:LONGEST_SHOWN]}”; it should be {bad}.")
        title, summary = self._first("title"), self._first("summary")
        if not date.edtf:
            if _SUM_ROW.fullmatch(next(cell for cell in self._cells if cell)):
                return LeftOut(number, "The row is a sum, not an incident.")
            if not title and not summary:
                return LeftOut(number, "The row has neither a date nor a title.")
        return self._incident(number, outside_id, identity, date, title, summary)

    def _incident(
        self, number: int, outside_id: str, identity: bytes, date: CellDate, title: str, summary: str
    ) -> ReadIncident:
        kind, kind_tag = self._kind()
        actors = self._all_actors()
        place = self._first("place")
        where = place or self._first("district") or self._first("province") or self._first("country")
        if not title:
            title = _title_from(summary) or _made_title(kind, where, actors)
            if title == summary.strip(" .。\n"):
                summary = ""  # the title says it all
        elif len(title) > LONGEST_TITLE:
            summary = f"{title}\n{summary}" if summary else title
            title = _title_from(title)
        time, zone = self._time(date)
        latitude, longitude = self._position()
        deaths = self._range("deaths")
        injured = self._range("injured")
        reliability, credibility = self._grade()
        return ReadIncident(
            number,
            outside_id,
            int.from_bytes(blake2b(identity + self._salt, digest_size=8).digest(), "big") >> 1,
            title,
            summary,
            kind,
            date.edtf,
            date.earliest,
            date.latest,
            time,
            zone,
            place,
            self._first("district"),
            self._first("province"),
            self._first("country"),
            latitude,
            longitude,
            self._precision() if latitude is not None else "",
            self._number("deaths_low", deaths[0]),
            deaths[1],
            self._number("deaths_high", deaths[2]),
            self._number("deaths_civilians", None),
            self._number("injured_low", injured[0] if injured[0] is not None else injured[1]),
            self._number("injured_high", injured[2] if injured[2] is not None else injured[1]),
            reliability,
            credibility,
            self._first("hedge"),
            1 if self._first("recurring").casefold() in _YES else 0,
            self._first("note"),
            self._first("flashpoint"),
            tuple(dict.fromkeys([*self._many("tags"), *kind_tag])) if "tags" in self._at else kind_tag,
            actors,
            self._sources(),
        )

    def _first(self, field: str) -> str:
        return self._at.get(field, "")

    def _many(self, field: str) -> list[str]:
        """All values of a field, each cell parted where several stand in it."""
        cells = [self._cells[place] for place in self._places.get(field, ())]
        return self._parts([cell for cell in cells if not is_unknown(cell)] or [self._fixed.get(field, "")])

    def _parts(self, cells: list[str]) -> list[str]:
        parts = [part for cell in cells for part in (self._split(cell) if self._split else [cell])]
        return list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))

    def _date(self) -> CellDate:
        cell = self._first("date")
        date = self._dates.read(cell) if cell else self._date_in_parts()
        last = self._first("date_end")
        if last:
            try:
                end = self._dates.read(last)
                date = span(date, end) if end.edtf else date
            except BadCell as bad:
                self._trouble.tell("date_end", last, str(bad))
        return date

    def _date_in_parts(self) -> CellDate:
        year, month, day = self._first("year"), self._first("month"), self._first("day")
        if not year or is_unknown(year):
            return UNKNOWN_DATE
        parts = [year]
        for part in (month, day):
            part = part.removesuffix(".0")
            if is_unknown(part) or part == "0":
                break
            parts.append(part.zfill(2))
        if len(parts) > 1 and not parts[1].isdigit():
            return self._dates.read(" ".join(reversed(parts)))
        return self._dates.read("-".join(parts))

    def _time(self, date: CellDate) -> tuple[str, str]:
        time, zone = date.time, date.zone
        cell = self._first("time")
        if cell:
            try:
                time, of_cell = read_time(cell)
                zone = of_cell or zone
            except BadCell as bad:
                self._trouble.tell("time", cell, str(bad))
        named = self._first("zone")
        return time, (zone or ("" if is_unknown(named) else named[:40])) if time else ""

    def _kind(self) -> tuple[str, tuple[str, ...]]:
        """The kind, and as a tag the word of the table where no kind stands for it."""
        cells = tuple(self._cells[place] for place in self._places.get("kind", ()) if self._cells[place])
        if not cells:
            cells = (self._fixed.get("kind", ""),)
        if cells not in self._kind_of:
            if len(self._kind_of) >= MOST_REMEMBERED:
                self._kind_of.clear()
            mapped = (self._kinds.get(" ".join(cell.split()).casefold()) for cell in cells)
            self._kind_of[cells] = next((code for code in mapped if code), None) or kind_of(cells)
        kind = self._kind_of[cells]
        if kind is not None:
            return kind, ()
        return "other", tuple(cell[:60] for cell in cells[:1] if not is_unknown(cell))

    def _position(self) -> tuple[float, float] | tuple[None, None]:
        try:
            both = self._first("position")
            if both and not is_unknown(both):
                found = position(both)
                if found is not None:
                    return self._on_earth(found, both)
            north, east = self._first("latitude"), self._first("longitude")
            latitude, longitude = degrees(north, 90), degrees(east, 180)
        except BadCell as bad:
            field = "position" if self._first("position") else "latitude"
            cell = self._first("position") or f"{self._first('latitude')}, {self._first('longitude')}"
            self._trouble.tell(field, cell, str(bad))
            return None, None
        if latitude is None or longitude is None:
            if (latitude is None) != (longitude is None):
                self._trouble.tell("latitude", f"{north}, {east}", "a pair with longitude")
            return None, None
        return self._on_earth((latitude, longitude), f"{north}, {east}")

    def _on_earth(self, found: tuple[float, float], cell: str) -> tuple[float, float] | tuple[None, None]:
        if found == (0.0, 0.0):
            self._trouble.tell("latitude", cell, "a true position, not the zero of an empty form")
            return None, None
        return found

    def _precision(self) -> str:
        cell = self._first("precision")
        if is_unknown(cell):
            return ""
        found = PLACE_PRECISIONS.find(cell) or _PRECISION_WORDS.get(cell.casefold())
        if found is None:
            self._trouble.tell("precision", cell, "one of " + ", ".join(PLACE_PRECISIONS.codes))
        return found or ""

    def _range(self, field: str) -> Range:
        cell = self._first(field)
        if not cell:
            return None, None, None
        try:
            return spoken_number(cell)
        except BadCell as bad:
            self._trouble.tell("deaths_best" if field == "deaths" else "injured_low", cell, str(bad))
            return None, None, None

    def _number(self, field: str, otherwise: int | None) -> int | None:
        cell = self._first(field)
        if not cell:
            return otherwise
        try:
            low, best, high = spoken_number(cell)
        except BadCell as bad:
            self._trouble.tell(field, cell, str(bad))
            return otherwise
        chosen = best if best is not None else (low if field.endswith("low") else high)
        return chosen if chosen is not None else otherwise

    def _grade(self) -> tuple[str, str]:
        grade = self._first("grade")
        pair = re.fullmatch(r"\s*([A-Fa-f])\s*[-/]?\s*([1-6])\s*", grade)
        if grade and not pair and not is_unknown(grade):
            self._trouble.tell("reliability", grade, "a grade such as C3")
        reliability, credibility = (pair[1].upper(), pair[2]) if pair else ("", "")
        return (
            self._letter("reliability", RELIABILITIES.find, RELIABILITIES.codes) or reliability,
            self._letter("credibility", CREDIBILITIES.find, CREDIBILITIES.codes) or credibility,
        )

    def _letter(self, field: str, find: Callable[[str], str | None], codes: tuple[str, ...]) -> str:
        cell = self._first(field)
        if is_unknown(cell):
            return ""
        short = re.fullmatch(r"([A-Fa-f1-6])(?:\.0)?(?:\s*[-–·:.)].*)?", cell)
        found = find(cell) or (short[1].upper() if short and short[1].upper() in codes else None)
        if found is None:
            self._trouble.tell(field, cell, f"one of {', '.join(codes)}")
        return found or ""

    def _all_actors(self) -> tuple[ReadActor, ...]:
        key = tuple([self._cells[place] for place in self._actor_places])
        known = self._actors.get(key)
        if known is None:
            found: dict[str, ReadActor] = {}
            for role in _ROLES:
                for name in self._many(role):
                    if not is_unknown(name):
                        found.setdefault(name.casefold(), ReadActor("", name[:200], role, _kind_of_actor(name)))
            if len(self._actors) >= MOST_REMEMBERED:
                self._actors.clear()
            known = self._actors[key] = tuple(found.values())
        return known

    def _sources(self) -> tuple[ReadSource, ...]:
        key = tuple([self._cells[place] for place in self._source_places])
        known = self._known_sources.get(key)
        if known is None:
            troubles = len(self._trouble.found)
            known = self._read_sources()
            if len(self._known_sources) >= MOST_REMEMBERED:
                self._known_sources.clear()
            if len(self._trouble.found) == troubles:
                self._known_sources[key] = known
        return known

    def _read_sources(self) -> tuple[ReadSource, ...]:
        names, addresses = self._names_and_addresses()
        title, quoted = self._first("source_title"), self._first("quoted")
        published = ""
        cell = self._first("source_date")
        if cell:
            try:
                published = self._source_dates.read(cell).edtf
            except BadCell as bad:
                self._trouble.tell("sources", cell, str(bad))
        if not names and not title and not addresses:
            return ()
        made: dict[ReadSource, None] = {}
        # addresses belong to the names in their order; of one address all names are the source
        alone = addresses[0] if len(addresses) == 1 else ""
        for at in range(max(len(names), len(addresses), 1)):
            address = addresses[at] if at < len(addresses) else alone
            name = names[at] if at < len(names) else _host(address)
            relayed = quoted if quoted != name else ""
            made[ReadSource(name, published, title or name or address or quoted, relayed, address)] = None
        return tuple(made)

    def _names_and_addresses(self) -> tuple[list[str], list[str]]:
        """The publishers of a row, and the addresses that stand among them or in a column of their own."""
        cells = [self._cells[place] for place in self._places.get("source", ())]
        cells = [cell for cell in cells if not is_unknown(cell)] or [self._fixed.get("source", "")]
        addresses = [found for cell in [*cells, self._first("source_address")] for found in _ADDRESS.findall(cell)]
        names = self._parts([_ADDRESS.sub(" ", cell) if addresses else cell for cell in cells])
        return [name for name in (name.strip(" ,;:–-()[]") for name in names) if name], addresses


def read_rows(rows: Iterable[list[str]], header: tuple[str, ...], mapping: Mapping) -> Iterator[ReadRow]:
    """The incidents of a table; FileProblem at once where the mapping does not fit the header."""
    return TableRows(header, mapping).read(rows)


def _splitter(characters: str) -> Callable[[str], list[str]] | None:
    """What parts a cell with several values; None where nothing does."""
    if not characters.strip():
        return None
    return re.compile("[" + re.escape(characters.strip()) + r"\n]").split


def _kind_of_actor(name: str) -> str:
    if name.startswith("Government of "):
        return "state"
    return "civilians" if _CIVILIANS.search(name) else "unknown"


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else "//" + address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _title_from(text: str) -> str:
    """The first sentence of a text, cut between words where it is long."""
    line = " ".join(text.split())
    found = re.match(r".{20,}?[.!?؟。](?=\s|$)", line)
    sentence = (found[0] if found else line).rstrip(".。 ")
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _made_title(kind: str, where: str, actors: tuple[ReadActor, ...]) -> str:
    sides = " – ".join(actor.name for actor in actors[:2])
    title = INCIDENT_KINDS.label(kind) if kind != "other" else "Incident"
    title += f" at {where}" if where else ""
    return f"{title}: {sides}" if sides else title
