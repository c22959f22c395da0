"""Reads UCDP GED, the Georeferenced Event Dataset of the Uppsala Conflict Data Program, in every column form.

What its codebook says, and what becomes of it:
- type_of_violence: 1 state-based conflict and 2 non-state conflict are between two armed sides, of which neither
  is said to have begun; 3 is one-sided violence of side a against civilians.
- where_prec: 1 exact location; 2 within about 25 km of a known point; 3 second-order administrative division;
  4 first-order division; 5 a line or vague area, a point chosen for it; 6 the country; 7 international waters or air.
- date_prec: 1 day; 2 two to six days; 3 week; 4 up to a month; 5 more, up to a year.  The span of the row says so.
- event_clarity: 2 where reports give only a total from which single events cannot be told apart.
- low, best, high: deaths of all sides; a zero is a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import permutations
from operator import itemgetter

from db.dates import DateError, fast_span_edtf, from_days
from db.readers.cell_dates import CellDates
from db.readers.rows import LeftOut, ReadActor, ReadIncident, ReadRow
from db.readers.ucdp_sources import Sources, new_tuple
from db.readers.values import BadCell, Numbers, degrees, wrong_width
from db.vocabulary import INCIDENT_KINDS, UCDP_KINDS

DATASET = "UCDP GED"
NEEDED = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best")
# Field -> names of its column, the one to prefer first.  The order of the fields is that of the digest: new ones last.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "violence": ("type_of_violence",),
    "conflict": ("conflict_name",),
    "a_id": ("side_a_new_id", "side_a_id", "side_a_dset_id"),
    "a": ("side_a",),
    "b_id": ("side_b_new_id", "side_b_id", "side_b_dset_id"),
    "b": ("side_b",),
    "article": ("source_article",),
    "original": ("source_original",),
    "where_prec": ("where_prec",),
    "place": ("where_coordinates",),
    "description": ("where_description",),
    "province": ("adm_1",),
    "district": ("adm_2",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "country": ("country",),
    "clarity": ("event_clarity",),
    "date_prec": ("date_prec",),
    "start": ("date_start",),
    "end": ("date_end",),
    "deaths_a": ("deaths_a",),
    "deaths_b": ("deaths_b",),
    "civilians": ("deaths_civilians",),
    "deaths_unknown": ("deaths_unknown",),
    "low": ("low",),
    "best": ("best",),
    "high": ("high",),
}
# These say once more what source_article says; they are read only where that is of an older form.
PARALLEL: dict[str, tuple[str, ...]] = {
    "offices": ("source_office",),
    "days": ("source_date",),
    "headlines": ("source_headline",),
}
_ENDS = ("low", "best", "high")
_PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_FORM_49 = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid "
    "country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob"
)
_FORM_41 = (
    "id year active_year type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name side_a_new_id side_a "
    "side_b_new_id gwnob side_b number_of_sources source_article source_office source_date source_headline "
    "source_original where_prec where_coordinates adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country "
    "country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown "
    "low best high"
)
FORMS = {len(form): form for form in (tuple(_FORM_49.split()), tuple(_FORM_41.split()))}
PRECISIONS = {
    "1": "exact", "2": "vicinity", "3": "district", "4": "district", "5": "district", "6": "country", "7": "country",
}  # fmt: skip
_AT = {"1": "at ", "2": "near ", "5": "around "}
HEDGE_OF_TOTALS = "counted in a total of several events"
MOST_REMEMBERED = 30_000


def is_ged(header: Iterable[str]) -> bool:
    """Whether these column names are those of GED, in any order and any capitals."""
    return set(NEEDED) <= {name.strip().casefold() for name in header}


def form_without_header(rows: list[list[str]]) -> tuple[str, ...]:
    """The column names of a GED file that lacks its header, where the first rows leave no doubt; else ()."""
    rows = [row for row in rows if row][:200]
    names = FORMS.get(len(rows[0])) if rows else None
    if not names or not all(_fits(row, names) for row in rows):
        return ()
    return _in_order_of_size(names, rows)


def _fits(row: list[str], names: tuple[str, ...]) -> bool:
    if len(row) != len(names):
        return False
    cell = dict(zip(names, row, strict=True))
    try:
        fast_span_edtf(cell["date_start"][:10], cell["date_end"][:10])
        on_earth = degrees(cell["latitude"], 90) is not None and degrees(cell["longitude"], 180) is not None
    except (DateError, BadCell):
        return False
    numbers = all(cell[name].isascii() and cell[name].isdigit() for name in ("id", *_ENDS))
    return numbers and on_earth and cell["type_of_violence"] in UCDP_KINDS and cell["geom_wkt"].startswith("POINT")


def _in_order_of_size(names: tuple[str, ...], rows: list[list[str]]) -> tuple[str, ...]:
    """The names with low, best and high put so that best is the sum of the deaths by side, and low <= best <= high.

    The sum decides: it holds in every row that UCDP publishes, while the sizes are at odds in some.
    """
    places = sorted(names.index(end) for end in _ENDS)
    usual = tuple(names[place] for place in places)
    parts = [names.index(name) for name in _PARTS]
    sums = [sum(int(row[place]) for place in parts if row[place].isdecimal()) for row in rows]

    def fitting(order: tuple[str, ...]) -> tuple[int, int, bool]:
        low, best, high = (places[order.index(end)] for end in _ENDS)
        adding_up = sum(int(row[best]) == whole for row, whole in zip(rows, sums, strict=True))
        rising = sum(int(row[low]) <= int(row[best]) <= int(row[high]) for row in rows)
        return adding_up, rising, order == usual

    best_order = max(permutations(_ENDS), key=fitting)
    renamed = dict(zip(places, best_order, strict=True))
    return tuple(renamed.get(place, name) for place, name in enumerate(names))


class _Sides(dict[tuple[str, str, str, str, str, str], tuple[str, str, str, tuple[str, ...], tuple[ReadActor, ...]]]):
    """(violence, conflict, a_id, a, b_id, b) -> kind, head and tail of the title, tags, actors."""

    def __missing__(
        self, key: tuple[str, str, str, str, str, str]
    ) -> tuple[str, str, str, tuple[str, ...], tuple[ReadActor, ...]]:
        violence, conflict, a_id, a, b_id, b = key
        kind = UCDP_KINDS.get(violence)
        if kind is None:
            raise BadCell("1, 2 or 3")
        one_sided = violence == "3"
        actors = tuple(
            ReadActor(outside_id.strip(), name, role, _kind_of_actor(name))
            for outside_id, name, role in (
                (a_id, " ".join(a.split()), "initiator" if one_sided else "participant"),
                (b_id, " ".join(b.split()), "target" if one_sided else "participant"),
            )
            if name
        )
        label = INCIDENT_KINDS.label(kind)
        if one_sided:
            head, tail = f"{label if b == 'Civilians' else 'Attack on ' + b} by {a} ", ""
        else:
            head, tail = f"{label} ", f": {a} – {b}"
        # of conflicts between states the name tells which war it is; of the others it only names the two sides again
        tags = (conflict.strip(),) if violence == "1" and 0 < len(conflict.strip()) <= 60 else ()
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = kind, head, tail, tags, actors
        return self[key]


def _kind_of_actor(name: str) -> str:
    if name.startswith("Government of "):
        return "state"
    return "civilians" if name == "Civilians" else "armed_group"


class _Spans(dict[tuple[str, str, str], tuple[str, int, int]]):
    """(date_start, date_end, date_prec) -> EDTF, earliest, latest day."""

    def __missing__(self, key: tuple[str, str, str]) -> tuple[str, int, int]:
        start, end, precision = key[0][:10], (key[1] or key[0])[:10], key[2]
        try:
            span = fast_span_edtf(start, end)
        except DateError:
            span = _span_of_other_spelling(key[0], key[1] or key[0])
        if span[1] == span[2] and precision in ("2", "3", "4", "5"):
            about = from_days(span[1], span[2], approximate=True)
            assert about.earliest is not None
            assert about.latest is not None
            span = about.edtf, about.earliest, about.latest
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = span
        return span


def _span_of_other_spelling(start: str, end: str) -> tuple[str, int, int]:
    """The span of days that a spreadsheet program has respelled; only where day and month cannot be mistaken."""
    dates = CellDates(day_first=True)
    first, last = dates.certain_day(start), dates.certain_day(end)
    if first is None or last is None:
        raise BadCell("a day such as 2017-06-08")
    if last < first:
        raise BadCell("a day that is not before date_start")
    return from_days(first, last).edtf, first, last


class _Losses(dict[tuple[str, str, str], str]):
    """(deaths_a, deaths_b, deaths_unknown) -> the words for them, empty where all are nought or none is told."""

    def __missing__(self, key: tuple[str, str, str]) -> str:
        of_a, of_b, unknown = (int(text) if text.isascii() and text.isdigit() else 0 for text in key)
        words = f"Deaths by side: {of_a} – {of_b}" if of_a or of_b else ""
        if unknown:
            words = f"{words}, side not known: {unknown}" if words else f"Deaths, side not known: {unknown}"
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = words and words + "."
        return self[key]


def read_rows(rows: Iterable[list[str]], header: tuple[str, ...]) -> Iterator[ReadRow]:
    """The incidents of a GED table; rows are its lines of data, header its column names."""
    width = len(header)
    pick = itemgetter(*_places(header))
    pick_parallel = itemgetter(*_places(header, PARALLEL))
    sides, spans, losses, numbers, read_sources = _Sides(), _Spans(), _Losses(), Numbers(), Sources(pick_parallel).read
    at, precisions = _AT.get, PRECISIONS.get
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            if not row:
                continue
            if any(row[width:]) or len(row) < width - 3:
                yield LeftOut(number, wrong_width(len(row), width))
                continue
            row = (row + [""] * 3)[:width]
        row.append("")  # what a field without a column reads
        cells = pick(row)
        (
            outside_id, _, _, _, _, _, _, article, original, where_prec, place, description, province, district,
             latitude, longitude, country, clarity, date_prec, start, end, deaths_a, deaths_b,
            civilians, deaths_unknown, low, best, high,
        ) = cells  # fmt: skip
        try:
            if not outside_id:
                raise BadCell("the number of the event")
            kind, head, tail, tags, actors = sides[cells[1:7]]
            edtf, earliest, latest = spans[start, end, date_prec]
            north = float(latitude) if latitude else None
            east = float(longitude) if longitude else None
            if north is None or east is None:
                north = east = None
            elif not (-90.0 <= north <= 90.0 and -180.0 <= east <= 180.0):
                raise BadCell("degrees")
            told_place = place or district or province or country or "an unnamed place"
            told_losses = losses[deaths_a, deaths_b, deaths_unknown]
            summary = description if description != place else ""
            told = cells if article[:1] == '"' else cells + pick_parallel(row)
            digest = int.from_bytes(blake2b("\x1f".join(told).encode(), digest_size=8).digest(), "big") >> 1
            title = f"{head}{at(where_prec, 'in ')}{told_place}{tail}"
            if "\n" in title:
                title = " ".join(title.split())
            if told_losses:
                summary = f"{summary}\n{told_losses}" if summary else told_losses
            yield new_tuple(ReadIncident, (
                number, outside_id, digest, title, summary, kind, edtf, earliest, latest, "", "",
                place, district, province, country, north, east,
                precisions(where_prec, "") if north is not None else "",
                numbers[low], numbers[best], numbers[high], numbers[civilians], None, None,
                "", "", HEDGE_OF_TOTALS if clarity == "2" else "", 0, "", "", tags, actors,
                read_sources(article, original, row),
            ))  # fmt: skip
        except ValueError:
            yield LeftOut(number, _what_is_wrong(dict(zip(FIELDS, cells, strict=True))), outside_id)


def _places(header: tuple[str, ...], fields: Iterable[str] = FIELDS) -> list[int]:
    """Where each field stands in a row; −1, the empty cell that is added to each row, where the table lacks it."""
    names = [name.strip().casefold() for name in header]
    columns = FIELDS | PARALLEL
    return [next((names.index(name) for name in columns[field] if name in names), -1) for field in fields]


def _what_is_wrong(cells: dict[str, str]) -> str:
    """The sentence on the first field of a row that cannot be read; reads them one by one again."""
    if not cells["id"]:
        return "The row has no id: it cannot be told apart from others."
    if cells["violence"] not in UCDP_KINDS:
        return f"type_of_violence is “{cells['violence'][:40]}”; it should be 1, 2 or 3."
    try:
        _Spans()[cells["start"], cells["end"], cells["date_prec"]]
    except ValueError:
        return (
            f"date_start “{cells['start'][:40]}” and date_end “{cells['end'][:40]}” should be days such as 2017-06-08, "
            "the end not before the start."
        )
    for field, limit in (("latitude", 90), ("longitude", 180)):
        try:
            in_range = not cells[field] or -limit <= float(cells[field]) <= limit
        except ValueError:
            in_range = False
        if not in_range:
            return f"{field} is “{cells[field][:40]}”; it should be degrees between −{limit} and {limit}."
    numbers = Numbers()
    for field, name in (("low", "low"), ("best", "best"), ("high", "high"), ("civilians", "deaths_civilians")):
        try:
            numbers[cells[field]]
        except BadCell as bad:
            return f"{name} is “{cells[field][:40]}”; it should be {bad}."
    return "The row could not be read."
