"""Reads single cells of foreign tables: whole numbers, ranges, degrees; an unknown number is None, never 0."""

from __future__ import annotations

import re
from functools import lru_cache

LARGEST_NUMBER = 2_000_000_000  # what the board's 32-bit columns hold
NOT_KNOWN = frozenset(
    {
        "", "-", "--", "–", "—", "?", "??", "n/a", "na", "n.a.", "nan", "none", "null", "nil", "unknown", "unk",
        "not known",
        "unspecified", "not specified", "unclear", "tbd", "tbc", "inconnu", "inconnue", "desconocido", "unbekannt",
        "k.a.", "s/d", "غير معروف", "غير محدد", "مجهول", "#n/a", ".", "..",
    }
)  # fmt: skip
LONGEST_VALUE = 60  # characters; patterns are not tried on more, for some would take for ever
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−", "01234567890123456789.,-")
_COUNT = r"(\d[\d,.\s']*)"
_RANGE = re.compile(rf"{_COUNT}\s*(?:-|–|—|to|à|a|bis|إلى)\s*{_COUNT}")
_AT_LEAST = re.compile(rf"(?:at least|more than|over|>=?|≥|au moins|al menos|mindestens|min\.?)\s*{_COUNT}|{_COUNT}\+")
_AT_MOST = re.compile(rf"(?:at most|up to|fewer than|less than|<=?|≤|max\.?|jusqu'à|hasta|bis zu)\s*{_COUNT}")
_ABOUT = re.compile(rf"(?:~|about|approx\.?|approximately|around|ca\.?|circa|environ|unos|etwa|حوالي)?\s*{_COUNT}")
_DEGREE_MARKS = re.compile(r"[°º:'′’\"″”\s]+")


class BadCell(ValueError):
    """A cell that cannot be read as what its column holds; the text says what was expected ("a whole number")."""


def western_digits(text: str) -> str:
    """The text with Arabic-Indic digits and marks as ASCII ones."""
    return text if text.isascii() else text.translate(_DIGITS)


def is_unknown(text: str) -> bool:
    """Whether a cell says that nothing is known: empty, "?", "n/a", "unknown"."""
    return text.strip().casefold() in NOT_KNOWN


def whole(text: str) -> int | None:
    """A number of a data set ("4", "4.0"), None where it is empty; BadCell for all else."""
    text = text.strip()
    if not text:
        return None
    digits = text[:-2] if text.endswith(".0") else text
    if not (digits.isascii() and digits.isdigit()):
        raise BadCell("a whole number")
    return _bounded(digits)


def _bounded(digits: str) -> int:
    if len(digits) > 10 or int(digits) > LARGEST_NUMBER:
        raise BadCell("a number that can be true")
    return int(digits)


def wrong_width(cells: int, width: int) -> str:
    """The sentence on a row that has not as many cells as the header."""
    return (
        f"The row has {cells} {'cell' if cells == 1 else 'cells'} where the header has {width}: "
        "a delimiter or a quotation mark is missing or too many."
    )


class Numbers(dict[str, int | None]):
    """`whole` with a memory: the few numbers that a table repeats are read once."""

    def __missing__(self, text: str) -> int | None:
        value = whole(text)
        if len(self) < 10_000:
            self[text] = value
        return value


@lru_cache(maxsize=1 << 12)
def spoken_number(text: str) -> tuple[int | None, int | None, int | None]:
    """(low, best, high) of a cell as people write it: "3", "1,200", "3-5", "at least 4", "10+", "about 20", "?".

    Missing ends are None: "at least 4" is (4, None, None).  BadCell for what holds no number.
    """
    plain = western_digits(text).strip().casefold()
    if plain in NOT_KNOWN:
        return None, None, None
    if len(plain) > LONGEST_VALUE:
        raise BadCell("a number")
    if plain.isascii() and plain.isdigit():
        return None, _bounded(plain), None
    found = _RANGE.fullmatch(plain)
    if found:
        low, high = _grouped(found[1]), _grouped(found[2])
        if low > high:
            raise BadCell("a range from the smaller to the larger number")
        return low, None, high
    found = _AT_LEAST.fullmatch(plain)
    if found:
        return _grouped(found[1] or found[2]), None, None
    found = _AT_MOST.fullmatch(plain)
    if found:
        return None, None, _grouped(found[1])
    found = _ABOUT.fullmatch(plain)
    if found:
        return None, _grouped(found[1]), None
    raise BadCell("a number")


def _grouped(text: str) -> int:
    """A whole number with or without marks between the thousands, or with decimals that are nought."""
    text = re.sub(r"[\s']", "", text)
    text = re.sub(r"[.,]0{1,2}$", "", text)
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
        text = re.sub(r"[.,]", "", text)
    if not text.isdigit():
        raise BadCell("a whole number")
    return _bounded(text)


def degrees(text: str, limit: float) -> float | None:
    """Degrees north or east within ±limit: "36.55", "36,55", "33°26'10\\"N"; None where empty, or BadCell."""
    plain = western_digits(text).strip()
    if plain.casefold() in NOT_KNOWN:
        return None
    if len(plain) > LONGEST_VALUE:
        raise BadCell("degrees")
    try:
        value = float(plain.replace(",", ".")) if "_" not in plain else float("nan")
    except ValueError:
        value = _sexagesimal(plain)
    if not -limit <= value <= limit:
        raise BadCell(f"degrees between −{limit:.0f} and {limit:.0f}")
    return value


def _sexagesimal(text: str) -> float:
    """Degrees, minutes and seconds with a letter of the sky; south and west are negative."""
    sign = 1.0
    upper = text.upper().strip()
    for letters, factor in (("NE", 1.0), ("SWO", -1.0)):
        if upper and (upper[-1] in letters or upper[0] in letters):
            sign = factor
            upper = upper.strip("NESWO ")
            break
    try:
        return sign * float(upper.replace(",", "."))
    except ValueError:
        pass
    parts = [part for part in _DEGREE_MARKS.split(upper.replace(",", ".")) if part]
    if not 1 <= len(parts) <= 3 or not re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?: \d+(?:\.\d+)?)*", " ".join(parts)):
        raise BadCell("degrees")
    whole_part, minutes, seconds = (*map(float, parts), 0.0, 0.0)[:3]
    if minutes >= 60 or seconds >= 60:
        raise BadCell("degrees")
    size = abs(whole_part) + minutes / 60 + seconds / 3600
    return sign * (-size if parts[0].startswith("-") else size)
