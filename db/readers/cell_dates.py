"""Reads dates and times as cells of tables spell them, each spelling once: a table repeats its days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from db.dates import DateError, ImpreciseDate, date_of, fast_span_edtf, from_days, from_edtf, from_typed
from db.readers.month_names import MONTHS, plain
from db.readers.values import BadCell, is_unknown, western_digits

MOST_REMEMBERED = 50_000
# Excel counts days from 1899-12-30; its serials for 1927-05-18 to 2099-12-31.
EXCEL_DAY_0, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 10_000, 73_050
YEAR_PIVOT = 69  # two-digit years: 69-99 are 1969-1999, 00-68 are 2000-2068, as POSIX has it

_CLOCK = re.compile(
    r"(?:[T\s,]+|^)(?:at\s+)?([01]?\d|2[0-4])(?::|h|\.(?=\d\d(?:\s|$|[zZ])))([0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?"
    r"\s*([ap]\.?m\.?)?"
    r"\s*(z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?:\s*(?:hrs?|hours|uhr))?$",
    re.IGNORECASE,
)
_ZULU_GROUP = re.compile(r"(\d{2})(\d{2})(\d{2})\s*([A-Z])\s*([A-Z]{3})\s*(\d{4}|\d{2})", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})\s*[-/.\s年]\s*(\d{1,2})\s*[-/.\s月]\s*(\d{1,4})日?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|°)\b")
_WORD = re.compile(r"[^\W\d_]+(?:\s+(?:الثاني|الأول|الاول))?|\d+")
_SKIPPED = frozenset(("de", "del", "of", "the", "le", "la", "el", "den", "am", "du", "في", "من"))
_WEEKDAYS = """
mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday lundi mardi
mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo montag dienstag
mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة
السبت الأحد
"""


class CellDate(NamedTuple):
    """What a date cell says: EDTF with its days, and the time of day with its zone where they are there."""

    edtf: str
    earliest: int | None
    latest: int | None
    time: str = ""
    zone: str = ""


UNKNOWN_DATE = CellDate("", None, None)


class CellDates:
    """Date cells of one column, day first or month first (only asked where the cell leaves it open)."""

    def __init__(self, day_first: bool) -> None:
        self._day_first = day_first
        self._known: dict[str, CellDate] = {}

    def read(self, text: str) -> CellDate:
        """The date of a cell; unknown where it is empty or says so; BadCell where it cannot be read."""
        known = self._known.get(text)
        if known is None:
            known = _read(text, self._day_first)
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[text] = known
        return known

    def certain(self, text: str) -> str:
        """The EDTF of a cell whose day and month cannot be mistaken for one another; else empty."""
        try:
            one, other = _read(text, True), _read(text, False)
        except BadCell:
            return ""
        return one.edtf if one == other else ""

    def certain_day(self, text: str) -> int | None:
        """The one day of such a cell, or None."""
        edtf = self.certain(text)
        return from_edtf(edtf).earliest if len(edtf) == 10 else None


def day_first_of(cells: list[str]) -> bool | None:
    """Whether the numbers of a column of dates go day before month; None where no cell settles it."""
    days = months = 0
    for cell in cells:
        found = _NUMBERS.match(western_digits(cell[:40]).strip())
        if found and len(found[1]) <= 2 and len(found[3]) in (2, 4):
            first, second = int(found[1]), int(found[2])
            days += first > 12 and second <= 12
            months += second > 12 and first <= 12
    return None if days == months else days > months


def _read(text: str, day_first: bool) -> CellDate:
    cell = western_digits(text).strip()
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        return _day(cell)
    if is_unknown(cell):
        return UNKNOWN_DATE
    if len(cell) > 120:
        raise BadCell("a date")
    found = _ZULU_GROUP.fullmatch(cell)
    if found:
        return _zulu_group(found)
    clock = _CLOCK.search(cell) if len(cell) > 5 else None
    time, zone = _time_of(clock) if clock else ("", "")
    rest = cell[: clock.start()].strip() if clock else cell
    if clock and not rest:
        raise BadCell("a date")
    found_day = _without_time(rest, day_first)
    return found_day._replace(time=time, zone=zone) if clock else found_day


def _day(iso: str) -> CellDate:
    try:
        return CellDate(*fast_span_edtf(iso, iso))
    except DateError as error:
        raise BadCell("a date that the calendar has") from error


def _made(year: int, month: int, day: int) -> CellDate:
    return _day(f"{year:04d}-{month:02d}-{day:02d}")


def _from(found: ImpreciseDate) -> CellDate:
    return CellDate(found.edtf, found.earliest, found.latest)


def _year(text: str) -> int:
    number = int(text)
    if len(text) <= 2:
        return number + (1900 if number >= YEAR_PIVOT else 2000)
    return number


def _without_time(cell: str, day_first: bool) -> CellDate:
    found = _NUMBERS.fullmatch(cell)
    if found:
        return _of_numbers(found[1], found[2], found[3], day_first)
    found = _PACKED.fullmatch(cell)
    if found:
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if (found := _YEAR_MONTH.fullmatch(cell)) or (found := _MONTH_YEAR.fullmatch(cell)):
        year, month = sorted((found[1], found[2]), key=len, reverse=True)
        return _of_edtf(f"{year}-{int(month):02d}")
    if re.fullmatch(r"\d{5}(\.\d+)?", cell) and FIRST_SERIAL <= float(cell) < LAST_SERIAL:
        return _of_serial(float(cell))
    return _of_words(cell) or _of_typed(cell)


def _of_numbers(one: str, two: str, three: str, day_first: bool) -> CellDate:
    if len(one) == 4:
        return _made(int(one), int(two), int(three))
    if len(one) == 3 or len(three) not in (2, 4):
        raise BadCell("a date with its year")
    first, second = int(one), int(two)
    if first > 12 >= second or second > 12 >= first:
        day_first = first > 12
    day, month = (first, second) if day_first else (second, first)
    return _made(_year(three), month, day)


def _of_serial(serial: float) -> CellDate:
    minutes = round((serial % 1) * 1440)
    day = EXCEL_DAY_0 + timedelta(days=int(serial), minutes=minutes)
    made = _day(day.isoformat())
    return made._replace(time=f"{minutes // 60 % 24:02d}:{minutes % 60:02d}") if minutes else made


def _of_words(cell: str) -> CellDate | None:
    """Reads "7-Oct-14", "03 December 2020", "Oct 7, 2014", "7 octobre 2014", "٧ تشرين الأول ٢٠١٤"; else None."""
    words = [word for word in _WORD.findall(plain(_ORDINAL.sub("", cell))) if word not in _SKIPPED]
    if words and words[0] in _WEEKDAYS.split() and len(words) == 4:
        words = words[1:]
    months = [(place, MONTHS[word]) for place, word in enumerate(words) if word in MONTHS]
    if len(months) != 1 or not 2 <= len(words) <= 3:
        return None
    month = months[0][1]
    numbers = [word for word in words if word.isdigit()]
    if len(numbers) != len(words) - 1:
        return None
    if len(numbers) == 1:
        return _of_edtf(f"{numbers[0]}-{month:02d}") if len(numbers[0]) == 4 else None
    day, year = (numbers[1], numbers[0]) if len(numbers[0]) == 4 else (numbers[0], numbers[1])
    return _made(_year(year), month, int(day)) if len(day) <= 2 and len(year) in (2, 4) else None


def _of_edtf(text: str) -> CellDate:
    try:
        return _from(from_edtf(text))
    except DateError as error:
        raise BadCell("a date that the calendar has") from error


def _of_typed(cell: str) -> CellDate:
    """What a person may also type on the board ("about 8 June 2017", "May–June 2017"), only if it names a year."""
    if not re.search(r"\d{4}", cell):
        raise BadCell("a date with its year")
    try:
        return _from(from_typed(cell, today=0))
    except DateError as error:
        raise BadCell("a date") from error


def _zulu_group(found: re.Match[str]) -> CellDate:
    """A military date-time group, DDHHMMZMONYY: "071430ZOCT14" is 14:30 UTC on 7 October 2014."""
    month = MONTHS.get(found[5].casefold())
    if month is None or int(found[2]) > 23 or int(found[3]) > 59:
        raise BadCell("a date-time group such as 071430ZOCT14")
    made = _made(_year(found[6]), month, int(found[1]))
    return made._replace(time=f"{found[2]}:{found[3]}", zone=_zone_of_letter(found[4].upper()))


def _zone_of_letter(letter: str) -> str:
    """The zone of a letter: Z is UTC, A–M without J east of it, N–Y west of it, J the place's own."""
    if letter == "Z":
        return "UTC"
    if letter == "J":
        return ""
    hours = "ABCDEFGHIKLM".find(letter) + 1 or -("NOPQRSTUVWXY".find(letter) + 1)
    return f"{'+' if hours > 0 else '-'}{abs(hours):02d}:00"


def _time_of(clock: re.Match[str]) -> tuple[str, str]:
    hour, minute, half, zone = int(clock[1]), clock[2], (clock[3] or "").casefold(), clock[4] or ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if zone.casefold() in ("z", "utc", "gmt"):
        zone = "UTC"
    elif zone:
        zone = zone[:3] + ":" + (zone[-2:] if len(zone) > 3 else "00")
    midnight_only = hour == 0 and minute == "00" and not zone
    # spreadsheets add 00:00 to days that have no time
    return ("", "") if midnight_only or hour > 23 else (f"{hour:02d}:{minute}", zone)


@lru_cache(maxsize=1 << 12)
def read_time(text: str) -> tuple[str, str]:
    """Time of day and zone of a cell: "14:30", "1430Z", "2:30 pm", "0.604" of a day; ("", "") if unknown; BadCell."""
    cell = western_digits(text).strip()
    if is_unknown(cell):
        return "", ""
    packed = re.fullmatch(r"([01]\d|2[0-3])([0-5]\d)\s*([A-Za-z])?(?:\s*hrs?)?", cell)
    if packed:
        return f"{packed[1]}:{packed[2]}", _zone_of_letter((packed[3] or "J").upper())
    if re.fullmatch(r"0?\.\d+", cell):
        minutes = round(float(cell) * 1440)
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}", ""
    clock = _CLOCK.fullmatch(cell)
    if not clock:
        raise BadCell("a time such as 14:30")
    hour = int(clock[1])
    if hour == 0 and clock[2] == "00":
        return "00:00", "UTC" if clock[4] else ""
    return _time_of(clock)


def span(start: CellDate, end: CellDate) -> CellDate:
    """From the earliest day of one date to the latest of another; BadCell if the end comes first."""
    if start.earliest is None or end.latest is None:
        return start if start.edtf else end
    if end.latest < start.earliest:
        raise BadCell("a day that is not before the first")
    if start.edtf == end.edtf:
        return start
    made = from_days(start.earliest, end.latest)
    return CellDate(made.edtf, made.earliest, made.latest, start.time, start.zone)


def iso_day(day: int) -> str:
    """A day number as YYYY-MM-DD."""
    return date_of(day).isoformat()
