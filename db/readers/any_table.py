"""Reads any table by a mapping: each row becomes an incident, with a word on every cell that could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from db.readers.cell_dates import UNKNOWN_DATE, CellDate, CellDates, read_time, span
from db.readers.grid import position
from db.readers.kind_words import kind_of
from db.readers.mapped_cells import LONGEST_SHOWN, MappedCells
from db.readers.mapping import FIELDS, Mapping
from db.readers.named_in_rows import NamedInRows
from db.readers.rows import LeftOut, ReadActor, ReadIncident, ReadRow, Warned
from db.readers.values import BadCell, degrees, is_unknown, spoken_number, wrong_width
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS, PLACE_PRECISIONS, RELIABILITIES

LONGEST_TITLE = 160
MOST_REMEMBERED = 20_000
_YES = frozenset(("yes", "y", "true", "1", "x", "oui", "si", "sí", "ja", "wahr", "vrai", "نعم", "recurring"))
_SUM_ROW = re.compile(
    r"(?:grand\s+|sub-?)?(?:totals?|sum|summe|gesamt|somme|suma|المجموع|الإجمالي)\s*:?", re.IGNORECASE
)
_PRECISION_WORDS = {
    "1": "exact", "2": "vicinity", "3": "district", "precise": "exact", "point": "exact", "village": "town",
    "city": "town",
    "settlement": "town", "near": "vicinity", "approximate": "vicinity", "subdistrict": "district",
    "governorate": "district", "province": "district", "admin1": "district", "admin2": "district",
    "national": "country",
}  # fmt: skip
Range = tuple[int | None, int | None, int | None]


class TableRows:
    """Rows of one table under one mapping; construct it to check the mapping, then `read`."""

    def __init__(self, header: tuple[str, ...], mapping: Mapping) -> None:
        mapping.check()
        self._row = MappedCells(header, mapping)
        self._first = self._row.first
        self._tell = self._row.tell
        self._named = NamedInRows(self._row, mapping.day_first)
        self._dates = CellDates(mapping.day_first)
        self._kinds = {" ".join(cell.split()).casefold(): code for cell, code in mapping.kinds.items()}
        self._kind_of: dict[tuple[str, ...], str | None] = {}
        self._used, self._way = self._row.used_places(), _way_of_reading(mapping)
        self._seen: dict[str, int] = {}

    def read(self, rows: Iterable[list[str]]) -> Iterator[ReadRow]:
        """The rows as incidents; a bad cell of a field that an incident can do without is told after its row."""
        width = self._row.width
        for number, row in enumerate(rows, 1):
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                yield LeftOut(number, wrong_width(len(row), width))
            elif self._row.load(row):
                made = self._one(number)
                yield made
                if self._row.trouble and isinstance(made, ReadIncident):
                    for field, why in self._row.trouble:
                        yield Warned(number, field, why)

    def _one(self, number: int) -> ReadIncident | LeftOut:
        # where a row has no id, all of its cells are what it is known again by, however they are mapped
        identity = blake2b("\x1f".join(self._row.cells).encode(), digest_size=8).digest()
        own_id = self._first("outside_id")
        outside_id = identity.hex() if is_unknown(own_id) else own_id
        before = self._seen.setdefault(outside_id, number)
        if before != number:
            if outside_id == own_id:
                return LeftOut(number, f"The id “{own_id[:LONGEST_SHOWN]}” was already used by row {before}.")
            return LeftOut(number, f"The row is the same as row {before}.")
        try:
            date = self._date()
        except BadCell as bad:
            cell = self._first("date") or self._first("year")
            return LeftOut(number, f"{FIELDS['date']} is “{cell[:LONGEST_SHOWN]}”; it should be {bad}.", outside_id)
        title, summary = " ".join(self._first("title").split()), self._first("summary")
        if not date.edtf:
            if _SUM_ROW.fullmatch(next(cell for cell in self._row.cells if cell)):
                return LeftOut(number, "The row is a sum, not an incident.")
            if not title and not summary:
                return LeftOut(number, "The row has neither a date nor a title.")
        return self._incident(number, outside_id, date, title, summary)

    def _incident(self, number: int, outside_id: str, date: CellDate, title: str, summary: str) -> ReadIncident:
        kind, kind_tag = self._kind()
        actors = self._named.actors()
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
            self._digest(kind),
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
            tuple(dict.fromkeys([*self._row.many("tags"), *kind_tag])) if self._row.has("tags") else kind_tag,
            actors,
            self._named.sources(),
        )

    def _digest(self, kind: str) -> int:
        cells = self._row.cells
        used = "\x1f".join([cells[place] for place in self._used])
        told = f"{self._way}\x1e{kind}\x1e{used}".encode()
        return int.from_bytes(blake2b(told, digest_size=8).digest(), "big") >> 1

    def _date(self) -> CellDate:
        cell = self._first("date")
        date = self._dates.read(cell) if cell else self._date_in_parts()
        last = self._first("date_end")
        if last:
            try:
                end = self._dates.read(last)
                date = span(date, end) if end.edtf else date
            except BadCell as bad:
                self._tell("date_end", last, str(bad))
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
                self._tell("time", cell, str(bad))
        named = self._first("zone")
        return time, (zone or ("" if is_unknown(named) else named[:40])) if time else ""

    def _kind(self) -> tuple[str, tuple[str, ...]]:
        """The kind, and as a tag the word of the table where no kind stands for it."""
        cells = tuple(self._row.of("kind"))
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
            self._tell(field, cell, str(bad))
            return None, None
        if latitude is None or longitude is None:
            if (latitude is None) != (longitude is None):
                self._tell("latitude", f"{north}, {east}", "a pair with longitude")
            return None, None
        return self._on_earth((latitude, longitude), f"{north}, {east}")

    def _on_earth(self, found: tuple[float, float], cell: str) -> tuple[float, float] | tuple[None, None]:
        if found == (0.0, 0.0):
            self._tell("latitude", cell, "a true position, not the zero of an empty form")
            return None, None
        return found

    def _precision(self) -> str:
        cell = self._first("precision")
        if is_unknown(cell):
            return ""
        found = PLACE_PRECISIONS.find(cell) or _PRECISION_WORDS.get(cell.casefold())
        if found is None:
            self._tell("precision", cell, "one of " + ", ".join(PLACE_PRECISIONS.codes))
        return found or ""

    def _range(self, field: str) -> Range:
        cell = self._first(field)
        if not cell:
            return None, None, None
        try:
            return spoken_number(cell)
        except BadCell as bad:
            self._tell(field, cell, str(bad))
            return None, None, None

    def _number(self, field: str, otherwise: int | None) -> int | None:
        cell = self._first(field)
        if not cell:
            return otherwise
        try:
            low, best, high = spoken_number(cell)
        except BadCell as bad:
            self._tell(field, cell, str(bad))
            return otherwise
        chosen = best if best is not None else (low if field.endswith("low") else high)
        return chosen if chosen is not None else otherwise

    def _grade(self) -> tuple[str, str]:
        grade = self._first("grade")
        pair = re.fullmatch(r"\s*([A-Fa-f])\s*[-/]?\s*([1-6])\s*", grade)
        if grade and not pair and not is_unknown(grade):
            self._tell("grade", grade, "a grade such as C3")
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
            self._tell(field, cell, f"one of {', '.join(codes)}")
        return found or ""


def _way_of_reading(mapping: Mapping) -> str:
    """What of a mapping belongs to the digest, since a row that is read otherwise is a row that changed.

    Not the names of columns, nor the kinds: those of the row at hand are in the digest itself, and a proposal names
    only the kinds that it has seen.
    """
    fields = sorted((field, len(columns)) for field, columns in mapping.columns.items())
    return repr((fields, sorted(mapping.fixed.items()), mapping.day_first, mapping.splitter))


def read_rows(rows: Iterable[list[str]], header: tuple[str, ...], mapping: Mapping) -> Iterator[ReadRow]:
    """The incidents of a table; FileProblem at once where the mapping does not fit the header."""
    return TableRows(header, mapping).read(rows)


def _title_from(text: str) -> str:
    """The first sentence of a text, cut between words where it is long."""
    line = " ".join(text.split())
    found = re.match(r".{20,}?[.!?؟。](?=\s|$)", line)
    sentence = (found[0] if found else line).rstrip(".。 ")
    if len(sentence) <= LONGEST_TITLE:
        return sentence or line[:LONGEST_TITLE]
    return sentence[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _made_title(kind: str, where: str, actors: tuple[ReadActor, ...]) -> str:
    sides = " – ".join(actor.name for actor in actors[:2])
    title = INCIDENT_KINDS.label(kind) if kind != "other" else "Incident"
    title += f" at {where}" if where else ""
    return f"{title}: {sides}" if sides else title
