"""XLSX: incidents, actors, relationships, flashpoints and sources as sheets of one workbook; all texts are texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from db.dates import ImpreciseDate, date_of, day_of
from db.names import has_rtl
from db.records import Incident
from db.releasing import Released
from db.vocabulary import ACTOR_KINDS, INCIDENT_KINDS, LEVELS, MARKINGS, PLACE_PRECISIONS, RELIABILITIES, STANCES
from db.writers.files import private_folder
from db.writers.telling import (
    PROGRAM,
    Cited,
    Progress,
    Telling,
    batches,
    cited_words,
    facts,
    iso,
    one_line,
    plain,
    radius_km,
)

LONGEST_CELL = 32_767  # characters that Excel takes
MOST_ROWS = 1_048_575  # rows of data that fit below a header
_FIRST_DAY = day_of(date(1900, 3, 1))  # Excel counts a 29 February 1900 that never was
_LIKE_FORMULAS = ("=", "+", "-", "@", "\t")
Value = str | int | float | date | None
# (header, width in characters)
Columns = Sequence[tuple[str, int]]

INCIDENTS: Columns = (
    ("When", 24), ("From", 12), ("Until", 12), ("Time", 8), ("Title", 48), ("Kind", 22), ("Flashpoint", 18),
    ("Place", 22), ("District", 16), ("Province", 16), ("Country", 14), ("Latitude", 10), ("Longitude", 10),
    ("Precision", 11), ("Within km", 10), ("Actors", 44), ("Deaths, lowest", 9), ("Deaths, best", 9),
    ("Deaths, highest", 9), ("Civilians killed", 9), ("Injured, lowest", 9), ("Injured, highest", 9), ("Grade", 7),
    ("Doubt in the source", 18), ("Sources", 54), ("Tags", 20), ("Summary", 60), ("Note", 40), ("Recurring", 10),
    ("Disputed", 10), ("Withdrawn", 10), ("Marking", 18), ("Date (EDTF)", 20), ("Data set", 14), ("Id there", 16),
    ("Id", 20),
)  # fmt: skip
ACTORS: Columns = (
    ("Name", 34), ("Short name", 14), ("Other names", 44), ("Kind", 16), ("Part of", 26), ("Identity contested", 12),
    ("About the identity", 40), ("Note", 40), ("Marking", 18), ("Data set", 14), ("Id there", 14), ("Id", 20),
)  # fmt: skip
TIES: Columns = (
    ("From", 28), ("Stance", 22), ("To", 28), ("Since", 20), ("Until", 20), ("Label", 26), ("Contested", 10),
    ("Only at", 18), ("Sources", 54), ("Note", 40), ("Marking", 18), ("Id", 20),
)  # fmt: skip
FLASHPOINTS: Columns = (
    ("Name", 26), ("Other names", 36), ("Level", 14), ("Level since", 20), ("Last checked", 20), ("Opened", 20),
    ("Closed", 20), ("Latitude", 10), ("Longitude", 10), ("Radius km", 10), ("Description", 60), ("Note", 40),
    ("Marking", 18), ("Id", 20),
)  # fmt: skip
SOURCES: Columns = (
    ("Title", 48), ("Publisher", 24), ("Author", 24), ("Address", 40), ("Published", 20), ("Retrieved", 20),
    ("Language", 10), ("Reliability", 28), ("Repeats", 40), ("Note", 40), ("Marking", 18), ("SHA-256", 20), ("Id", 20),
)  # fmt: skip


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the workbook; returns sentences on what was cut to what Excel takes."""
    import xlsxwriter

    with private_folder(path) as folder:
        options = {
            "constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        }  # fmt: skip
        workbook = xlsxwriter.Workbook(str(path), options)
        try:
            book = _Book(workbook, released)
            book.fill(Telling(released, progress))
        finally:
            workbook.close()
    return book.told()


class _Book:
    """The sheets of one workbook; each is written from top to bottom, so that a million rows need no memory."""

    def __init__(self, workbook: Any, released: Released) -> None:
        self._workbook, self._released = workbook, released
        self._cut = 0
        about = "; ".join(f"{name}: {value}" for name, value in facts(released))
        workbook.set_properties(
            {
                "title": one_line(released.title), "subject": MARKINGS.label(released.marking), "author": "",
                "comments": about, "created": datetime.fromisoformat(released.generated_at[:10]),
            }
        )  # fmt: skip
        self._formats: dict[tuple[str, bool, bool], Any] = {}

    def _format(self, kind: str, right_to_left: bool = False, quoted: bool = False) -> Any:
        """The format of a header, a text, a day or a number; made once."""
        key = (kind, right_to_left, quoted)
        if key not in self._formats:
            looks: dict[str, Any] = {"valign": "top"}
            if kind == "header":
                looks |= {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E9E6DF"}
            elif kind == "day":
                looks |= {"num_format": "yyyy-mm-dd", "align": "left"}
            elif kind == "long":
                looks |= {"text_wrap": True}
            if right_to_left:
                looks |= {"reading_order": 2, "align": "right"}
            if quoted:
                looks |= {"quote_prefix": True}
            self._formats[key] = self._workbook.add_format(looks)
        return self._formats[key]

    def fill(self, telling: Telling) -> None:
        """Write every sheet."""
        rows = (_incident(telling, incident, cited) for incident, cited in telling.cited_incidents())
        count = max(1, -(-len(self._released.incident_ids) // MOST_ROWS))
        for number, part in enumerate(_parts(rows, count), start=1):
            self._sheet("Incidents" if number == 1 else f"Incidents {number}", INCIDENTS, part, frozen=5)
        self._sheet("Actors", ACTORS, _actors(telling))
        self._sheet("Relationships", TIES, _ties(telling))
        self._sheet("Flashpoints", FLASHPOINTS, _flashpoints(telling))
        self._sheet("Sources", SOURCES, _sources(telling, self._released.source_ids))
        self._about()

    def _sheet(self, name: str, columns: Columns, rows: Iterable[Sequence[Value]], frozen: int = 1) -> None:
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        marking = MARKINGS.label(self._released.marking)
        sheet.set_header(f"&C{marking}")
        sheet.set_footer(f"&L{self._released.state_id}&C{marking}&R&P / &N")
        sheet.freeze_panes(1, frozen)
        for place, (header, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, header, self._format("header"))
        last = 0
        for number, row in enumerate(rows, start=1):
            last = number
            for place, value in enumerate(row):
                self._cell(sheet, number, place, value)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _cell(self, sheet: Any, row: int, place: int, value: Value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, date):
            sheet.write_datetime(row, place, value, self._format("day"))
        elif isinstance(value, str):
            text = plain(value)
            if len(text) > LONGEST_CELL:
                text = text[: LONGEST_CELL - 1] + "…"
                self._cut += 1
            sheet.write_string(row, place, text, self._format("text", has_rtl(text), text.startswith(_LIKE_FORMULAS)))
        else:
            sheet.write_number(row, place, value, self._format("number"))

    def _about(self) -> None:
        sheet = self._workbook.add_worksheet("About")
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 100)
        lines = [*facts(self._released), *(("Held back", one) for one in self._released.held_back_sentences())]
        lines += [("Empty cells", "Not known; never 0."), ("Made with", PROGRAM)]
        for row, (name, value) in enumerate(lines):
            sheet.write_string(row, 0, name, self._format("header"))
            sheet.write_string(row, 1, value, self._format("long"))

    def told(self) -> list[str]:
        """What did not fit."""
        if not self._cut:
            return []
        cells = "1 text was" if self._cut == 1 else f"{self._cut:,} texts were"
        return [f"{cells} cut to the {LONGEST_CELL:,} characters that a cell holds."]


def table(telling: Telling, kind: str, ids: Sequence[int]) -> tuple[Columns, Iterator[Sequence[Value]]]:
    """The columns and rows of these flashpoints, actors, relationships or sources (kind in the singular)."""
    if kind == "source":
        return SOURCES, _sources(telling, ids)
    columns, every = {
        "actor": (ACTORS, _actors), "relationship": (TIES, _ties), "flashpoint": (FLASHPOINTS, _flashpoints),
    }[kind]  # fmt: skip
    wanted = {str(one) for one in ids}
    return columns, (row for row in every(telling) if row[-1] in wanted)  # the id is the last of a row


def _parts(rows: Iterator[Sequence[Value]], count: int) -> Iterator[Iterable[Sequence[Value]]]:
    for _ in range(count):
        yield islice(rows, MOST_ROWS)


def _day(day: int | None) -> Value:
    """A true date where Excel has it, else the same as text."""
    if day is None:
        return None
    return date_of(day) if day >= _FIRST_DAY else iso(day)


def _words(date: ImpreciseDate) -> Value:
    return date_of(date.earliest) if _is_day(date) and date.earliest is not None else date.text() if date.edtf else None


def _is_day(date: ImpreciseDate) -> bool:
    return date.is_exact and date.earliest is not None and date.earliest >= _FIRST_DAY


def _yes(flag: bool) -> Value:
    return "yes" if flag else "no"


def _incident(telling: Telling, one: Incident, cited: Sequence[Cited]) -> Sequence[Value]:
    return (
        _words(one.date), _day(one.date.earliest), _day(one.date.latest), " ".join(filter(None, (one.time, one.zone))),
        one.title, INCIDENT_KINDS.label(one.kind), telling.flashpoint(one.flashpoint_id), one.place, one.district,
        one.province, one.country, one.latitude, one.longitude, PLACE_PRECISIONS.label(one.precision), radius_km(one),
        telling.roles(one), one.deaths_low, one.deaths_best, one.deaths_high, one.deaths_civilians, one.injured_low,
        one.injured_high, one.grade, one.hedge, cited_words(cited), "; ".join(one.tags), one.summary, one.note,
        _yes(one.recurring), _yes(one.disputed), _yes(one.withdrawn), MARKINGS.label(telling.marking(one)),
        one.date.edtf, one.dataset, one.outside_id, str(one.id),
    )  # fmt: skip


def _actors(telling: Telling) -> Iterator[Sequence[Value]]:
    for one in telling.released.actors:
        yield (
            one.name, one.short_name, "; ".join(one.other_names), ACTOR_KINDS.label(one.kind),
            telling.actors.get(one.parent_id or 0), _yes(one.contested), one.identity_note, one.note,
            MARKINGS.label(telling.marking_of(one.marking)), one.dataset, one.outside_id, str(one.id),
        )  # fmt: skip


def _ties(telling: Telling) -> Iterator[Sequence[Value]]:
    for one in telling.released.relationships:
        yield (
            telling.actors[one.from_id], STANCES.label(one.stance), telling.actors[one.to_id], _words(one.since),
            _words(one.until), one.label, _yes(one.contested), telling.flashpoint(one.flashpoint_id),
            cited_words(telling.cited("relationship", one.id)), one.note,
            MARKINGS.label(telling.marking_of(one.marking)), str(one.id),
        )  # fmt: skip


def _flashpoints(telling: Telling) -> Iterator[Sequence[Value]]:
    for one in telling.released.flashpoints:
        history = telling.released.levels.get(one.id, ())
        level = history[-1].level if history else one.level
        yield (
            one.name, "; ".join(one.other_names), LEVELS.label(level), _words(history[-1].since) if history else None,
            _words(one.last_checked), _words(one.opened), _words(one.closed), one.latitude, one.longitude,
            one.radius_km, one.description, one.note, MARKINGS.label(telling.marking_of(one.marking)), str(one.id),
        )  # fmt: skip


def _sources(telling: Telling, ids: Sequence[int]) -> Iterator[Sequence[Value]]:
    for part in batches(ids):
        sources = telling.released.sources(part)
        quoted = sorted({one for source in sources for one in source.quotes})
        titles = {source.id: one_line(source.title) for source in telling.released.sources(quoted)}
        for one in sources:
            yield (
                one.title, one.publisher, one.author, one.address, _words(one.published), _words(one.retrieved),
                one.language, RELIABILITIES.label(one.reliability),
                "; ".join(titles[number] for number in one.quotes if number in titles), one.note,
                MARKINGS.label(telling.marking_of(one.marking)), one.sha256, str(one.id),
            )  # fmt: skip
