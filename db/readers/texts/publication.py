"""The day on which a text was published, from what its data or its own first lines say outright; nothing is guessed.

Only dates with a year count, and only in the places where publishers put them: a field of the data, a line that
begins with "Published" or "Date", a dateline ("GENEVA, 16 June 2017 –"), the path of an address (/2017/06/16/).
"""

from __future__ import annotations

import re

from db.dates import DateError, from_edtf, from_typed

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\s*(\d{2}):?(\d{2})(?::?\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_RFC = re.compile(
    r"(?:\w{3,9},?\s+)?(\d{1,2} [A-Za-z]{3,9} \d{4}) (\d{1,2}):(\d{2})(?::\d{2})?\s*([+-]\d{4}|GMT|UTC|Z)?(?:\s*\([^)]*\))?"
)
_TIME = re.compile(
    r"(?<!\d)([01]?\d|2[0-3])[:.h]([0-5]\d)(?:[:.][0-5]\d)?\s*([AaPp])?\.?(?:[Mm]\b)?\.?\s*(GMT|UTC|Z\b|[+-]\d{2}:?\d{2})?"
)
_DAY_WORDS = (
    r"(?:\d{1,2}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+|of\s+)?[^\W\d_]{3,12}(?:\s+[^\W\d_]{3,8})?\.?,?\s+(?:de\s+)?(?:19|20)\d{2}"
    r"|[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}-\d{2}-\d{2}"
    r"|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2})"
)
_WEEKDAY = r"(?:[^\W\d_]{3,9},?\s+)?"
_TOLD = re.compile(
    r"^[ \t*_>]*(?:first\s+)?(?:published|posted|publication date|date published|date de publication|publié|released"
    r"|release date|issued|date|sent|updated|last updated|report date|veröffentlicht|datum|نشر|نُشر|تاريخ النشر|التاريخ"
    r"|Опубликовано|Дата)\b[*_]*[ \t]*(?:on|at|le|am|في|بتاريخ)?[ \t]*[:\-–—]?[*_]*[ \t]*"
    rf"{_WEEKDAY}({_DAY_WORDS})(.{{0,40}})",
    re.I | re.M,
)
_DATELINE = re.compile(
    rf"^[^\W\d_a-z][^\n.!?:]{{1,60}}?[,(]\s*({_DAY_WORDS})\)?\s*(?:\([^)\n]{{2,40}}\)\s*)?[–—-]{{1,2}}\s", re.M
)
_LONE = re.compile(rf"^[ \t*_]*{_WEEKDAY}({_DAY_WORDS})((?:[ \t,|–-]+\d{{1,2}}[:.]\d{{2}}.{{0,20}})?)[ \t*_]*$", re.M)
_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/.\-_]|$)")
_HEAD = 1500
_FIRST_YEAR = "1900"


def date_told(text: str) -> tuple[str, str]:
    """The day (EDTF) and the time (HH:MM with its zone, or empty) of a field that tells one; both empty for none."""
    text = " ".join(text[:100].split())
    found = _ISO.match(text)
    if found:
        year, month, day, hour, minute, zone = found.groups()
        time = _time(hour, minute, "", zone) if hour else ""
        edtf = _edtf(f"{year}-{month}-{day}")
        return (edtf, time if edtf else "")
    found = _RFC.match(text)
    if found:
        words, hour, minute, zone = found.groups()
        edtf = _edtf(words)
        return edtf, _time(hour, minute, "", zone) if edtf else ""
    worded = re.search(_DAY_WORDS, text)
    if worded:
        edtf = _edtf(worded.group())
        return edtf, (_time_in(text[worded.end() :]) or _time_in(text[: worded.start()])) if edtf else ""
    return _edtf(text) if re.fullmatch(r"(?:19|20)\d{2}(?:-\d{2})?", text) else "", ""


def date_in_head(text: str) -> tuple[str, str]:
    """The same, from the first lines of a text."""
    head = text[:_HEAD]
    for pattern in (_TOLD, _DATELINE):
        for found in pattern.finditer(head):
            edtf = _edtf(found.group(1))
            if edtf:
                return edtf, _time_in(found.group(2)) if pattern is _TOLD else ""
    lines = [line for line in head.split("\n") if line.strip()][:6]
    lone = _LONE.search("\n".join(line for line in lines if len(line) < 60))
    edtf = _edtf(lone.group(1)) if lone else ""
    return edtf, _time_in(lone.group(2)) if lone and edtf else ""


def date_in_address(address: str) -> str:
    """The day in the path of an address, as newspapers and blogs keep it."""
    found = _ADDRESS.search(address)
    return _edtf("-".join(found.groups())) if found else ""


def _edtf(words: str) -> str:
    plain = re.sub(r"(?<=\d)(?:er)\b", "", words.strip())
    plain = re.sub(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$", r"\3-\2-\1", plain)
    plain = re.sub(r"-(\d)(?=-|$)", r"-0\1", plain)
    try:
        date = (
            from_edtf(plain)
            if plain[:4].isdigit()
            else from_typed(plain.replace("Sept ", "Sep ").replace("Sept.", "Sep"))
        )
    except DateError:
        return ""
    return date.edtf if date.edtf[:4] >= _FIRST_YEAR and "/" not in date.edtf else ""


def _time_in(text: str) -> str:
    found = _TIME.search(text)
    return _time(found.group(1), found.group(2), found.group(3) or "", found.group(4)) if found else ""


def _time(hour: str, minute: str, half: str, zone: str | None) -> str:
    number = int(hour)
    if half.lower() == "p" and number < 12:
        number += 12
    elif half.lower() == "a" and number == 12:
        number = 0
    if number > 23 or int(minute) > 59:
        return ""
    if zone in ("GMT", "UTC", "Z", "+0000", "+00:00"):
        zone = "Z"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{number:02d}:{int(minute):02d}{zone or ''}"
