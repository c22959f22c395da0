"""Proposes what each column of a table holds, from its header, its HXL tag and the values of its first rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from db.readers import gdelt
from db.readers.cell_dates import CellDates, day_first_of, read_time
from db.readers.column_words import BY_NAME, field_of_tag, rank_of, words_of
from db.readers.grid import is_mgrs, position
from db.readers.kind_words import kind_of
from db.readers.mapping import FIELDS, Mapping
from db.readers.values import BadCell, degrees, is_unknown, spoken_number

LOOKED_AT = 200
MOST_KINDS = 200
SEVERAL = frozenset({"participant", "initiator", "target", "tags", "source", "note", "kind", "summary", "mentioned"})
_DATES = ("date", "date_end", "source_date")
_NUMBERS = ("deaths", "deaths_low", "deaths_high", "deaths_civilians", "injured", "injured_low", "injured_high")


class _Column:
    """One column as the proposal sees it: its place, names and first values that say something."""

    def __init__(self, place: int, header: str, tag: str, cells: list[str]) -> None:
        self.place, self.header, self.tag = place, header, tag
        self.cells = [cell.strip() for cell in cells if not is_unknown(cell)]
        self.field = ""

    def share(self, readable: Callable[[str], object]) -> float:
        """The share of values that a reader takes; 0 where there are none."""
        return sum(_takes(readable, cell) for cell in self.cells) / len(self.cells) if self.cells else 0.0

    @property
    def distinct(self) -> float:
        """The share of values that occur once."""
        return len(set(self.cells)) / len(self.cells) if self.cells else 0.0

    @property
    def length(self) -> float:
        """The mean length of the values."""
        return sum(map(len, self.cells)) / len(self.cells) if self.cells else 0.0


def _takes(readable: Callable[[str], object], cell: str) -> bool:
    try:
        return readable(cell) not in (None, False)
    except BadCell:
        return False


def propose(
    header: tuple[str, ...], rows: list[list[str]], dataset: str = "", column_tags: tuple[str, ...] = ()
) -> Mapping:
    """The mapping that the header and the first rows suggest; never fails, at worst it maps nothing."""
    if header == gdelt.COLUMNS:
        return replace(gdelt.mapping(), dataset=dataset or gdelt.DATASET)
    columns = [
        _Column(
            place,
            name,
            column_tags[place] if place < len(column_tags) else "",
            [row[place] for row in rows[:LOOKED_AT] if place < len(row)],
        )
        for place, name in enumerate(header)
    ]
    assumptions: list[str] = []
    _by_name(columns, assumptions)
    _day_month_year(columns)
    _by_value(columns)
    found: dict[str, tuple[str, ...]] = {}
    for field in FIELDS:
        of_field = sorted((rank_of(words_of(c.header)), c.place, c.header) for c in columns if c.field == field)
        if of_field:
            found[field] = tuple(name for _, _, name in (of_field if field == "kind" else sorted(of_field, key=_place)))
    day_first = _day_first(columns, assumptions)
    return Mapping(
        dataset=dataset,
        columns=found,
        kinds=_kinds([c for c in columns if c.field == "kind"]),
        day_first=day_first,
        splitter=_splitter(columns),
        assumptions=tuple(assumptions),
    )


def _place(entry: tuple[int, int, str]) -> int:
    return entry[1]


def _by_name(columns: list[_Column], assumptions: list[str]) -> None:
    """Give each column the field that its tag or header names, the best name first, where its values bear it out."""
    named = []
    for column in columns:
        tagged = field_of_tag(column.tag) if column.tag else None
        if column.header.startswith("#"):
            tagged = field_of_tag(column.header)
        words = words_of(column.header)
        field = tagged if tagged is not None else BY_NAME.get(words, "")
        if field:
            named.append((0 if tagged else rank_of(words), column.place, field, column))
    for _, _, field, column in sorted(named, key=lambda entry: entry[:2]):
        if field not in SEVERAL and any(other.field == field for other in columns):
            continue
        if fits(field, column):
            column.field = field
    _swap_if_turned(columns, assumptions)
    for column in columns:
        if not column.field and column.cells and BY_NAME.get(words_of(column.header)) in ("latitude", "longitude"):
            assumptions.append(f"“{column.header}” does not hold degrees and was left aside.")


def _swap_if_turned(columns: list[_Column], assumptions: list[str]) -> None:
    """Latitude and longitude under each other's name show where the "latitude" goes beyond 90."""
    turned = [c for c in columns if BY_NAME.get(words_of(c.header)) == "latitude" and not c.field]
    other = [c for c in columns if c.field == "longitude" and c.share(_degrees_north) == 1.0]
    if turned and other and turned[0].share(_degrees_east) > 0.8:
        turned[0].field, other[0].field = "longitude", "latitude"
        assumptions.append("Latitude and longitude stand under each other's names; they were exchanged.")


def _degrees_north(cell: str) -> float | None:
    return degrees(cell, 90)


def _degrees_east(cell: str) -> float | None:
    return degrees(cell, 180)


def _some_date(cell: str) -> str:
    return _DAY_FIRST.read(cell).edtf if not cell.isdigit() or len(cell) in (5, 8) else _whole_year(cell)


def _whole_year(cell: str) -> str:
    if len(cell) == 4 and "1900" <= cell <= "2100":
        return cell
    raise BadCell("a date")


_DAY_FIRST = CellDates(day_first=True)


def fits(field: str, column: _Column) -> bool:
    """Whether the values of a column can be those of the field; a column without values bears out any name."""
    if not column.cells:
        return True
    if field in _DATES:
        return column.share(_some_date) >= 0.5
    if field in _NUMBERS:
        return column.share(spoken_number) >= 0.6
    if field in ("latitude", "longitude"):
        return column.share(_degrees_north if field == "latitude" else _degrees_east) >= 0.8
    if field == "position":
        return column.share(position) >= 0.6
    if field == "time":
        return column.share(read_time) >= 0.6
    if field in ("year", "month", "day"):
        return column.share(_small_number) >= 0.6 or field == "month"
    if field == "outside_id":
        return column.distinct >= 0.9
    if field == "kind":
        return column.length <= 60
    return True


def _small_number(cell: str) -> bool:
    return cell.removesuffix(".0").isdigit() and len(cell) <= 6


def _day_month_year(columns: list[_Column]) -> None:
    """A "day" of a table that has year and month apart is a day of the month; without a date, years alone will do."""
    fields = {column.field for column in columns}
    if "date" in fields:
        for column in columns:
            if column.field in ("year", "month", "day"):
                column.field = ""
        return
    for column in columns:
        if (
            {"year", "month"} <= fields
            and not column.field
            and words_of(column.header) == "day"
            and column.share(_small_number)
        ):
            column.field = "day"


def _by_value(columns: list[_Column]) -> None:
    """Fill the fields that matter most from columns whose names say nothing."""
    free = [column for column in columns if not column.field and column.cells and not column.tag]
    fields = {column.field for column in columns}

    def take(field: str, candidates: list[_Column]) -> None:
        if candidates:
            candidates[0].field = field
            free.remove(candidates[0])

    if not fields & {"date", "year"}:
        take("date", [c for c in free if c.share(_some_date) >= 0.8 and not all(map(_bare_number, c.cells))])
    if not fields & {"latitude", "position"}:
        take("position", [c for c in free if c.share(is_mgrs) >= 0.6 or c.share(_is_pair) >= 0.8])
    if "kind" not in fields:
        take("kind", [c for c in free if c.length <= 40 and c.distinct < 0.5 and c.share(_names_kind) >= 0.6])
    words = [c for c in free if c.share(_is_prose) >= 0.5]
    if "summary" not in fields:
        take("summary", sorted((c for c in words if c.length > 40), key=lambda c: -c.length))
    if not fields & {"title", "summary"} and "summary" not in {c.field for c in columns}:
        take("title", sorted((c for c in words if c in free), key=lambda c: -c.length))


def _bare_number(cell: str) -> bool:
    return cell.replace(".", "").isdigit()


def _is_pair(cell: str) -> bool:
    return "," in cell and position(cell) is not None


def _names_kind(cell: str) -> bool:
    return kind_of((cell,)) is not None


def _is_prose(cell: str) -> bool:
    return sum(ch.isalpha() for ch in cell) >= 8 and " " in cell


def _day_first(columns: list[_Column], assumptions: list[str]) -> bool:
    cells = [cell for column in columns if column.field in _DATES for cell in column.cells]
    settled = day_first_of(cells)
    if settled is None:
        both = CellDates(True), CellDates(False)
        if any(
            _takes(both[0].read, cell) and _takes(both[1].read, cell) and both[0].read(cell) != both[1].read(cell)
            for cell in cells
        ):
            assumptions.append("Dates such as 08/06/2017 were taken as day before month; no row settles it.")
        return True
    return settled


def _splitter(columns: list[_Column]) -> str:
    cells = [
        cell for column in columns if column.field in SEVERAL - {"kind", "summary", "note"} for cell in column.cells
    ]
    return next((mark for mark in ";|" if any(mark in cell for cell in cells)), ";")


def _kinds(columns: list[_Column]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for cell in (cell for column in columns for cell in column.cells):
        kind = kind_of((cell,))
        if kind and len(kinds) < MOST_KINDS:
            kinds.setdefault(" ".join(cell.split()).casefold(), kind)
    return kinds
