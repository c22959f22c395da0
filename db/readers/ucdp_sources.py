"""Takes the source cells of UCDP GED apart: (office, day, headline) entries, and whom they relay."""

from __future__ import annotations

import re
from collections.abc import Callable

from db.dates import DateError, fast_span_edtf
from db.readers.cell_dates import CellDates
from db.readers.rows import ReadSource

new_tuple = tuple.__new__  # a named tuple in a third of the time that its own constructor takes
MOST_REMEMBERED = 30_000
LONGEST_HEADLINE, LONGEST_PUBLISHER = 500, 120
NAMELESS = "Source without a name"
_DAY_IN_ENTRY = re.compile(r"\s*,\s*(\d{4}-\d{1,2}-\d{1,2})(?:[ T][\d:.]*)?\s*(?:,|$)")
_ENTRY_GAP = re.compile(r'" ?; ?"| /// ')
_DAY_IN_PROSE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\(?\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{2,4}\b\)?"
    r"|\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}\b"
    r"|\d{1,2}/\d{1,2}/\d{4}"
)
_BETWEEN_NAMES = re.compile(r" ?[;,/] ?")


class Sources:
    """Source cells -> ReadSource tuples, with a memory of the few offices and days that all rows share."""

    def __init__(self, parallel: Callable[[list[str]], tuple[str, str, str]]) -> None:
        self._parallel = parallel
        self._days: dict[str, str] = {}
        self._who: dict[tuple[tuple[str, ...], str], tuple[tuple[str, str], ...]] = {}
        self._prose_days = CellDates(day_first=True)

    def read(self, article: str, original: str, row: list[str]) -> tuple[ReadSource, ...]:
        """The sources of a row, without doubles.

        article: entries ``"office,day,headline"`` joined by ``;`` since GED 2018, before that free text;
        original: names of those who were quoted; row: from which `parallel` picks offices, days and headlines, the same
        entries in three cells.
        """
        if article[:1] == '"' and '";"' not in article:
            # four rows of five cite one article: the same as below without its loops
            parts = article[1:].removesuffix('"').split(",", 2)
            if len(parts) == 3:
                office, day, headline = parts
                who = self._who.get(((office,), original))
                published = self._days.get(day)
                if who is not None and published:
                    publisher, quoted = who[0]
                    title = _one_line(headline) or publisher or NAMELESS
                    return (new_tuple(ReadSource, (publisher, published, title, quoted, "")),)
        return self._take_apart(article, original, row)

    def _take_apart(self, article: str, original: str, row: list[str]) -> tuple[ReadSource, ...]:
        entries = self._from_article(article) or self._from_cells(*self._parallel(row))
        if entries is None:
            entries = [
                self._from_prose(part)
                for part in _ENTRY_GAP.split(" ".join(article.split()).strip('"'))
                if part.strip()
            ]
        if not entries and original.strip(" ."):
            entries = [("", "", original.strip())]
            original = ""
        named = tuple([entry[0] for entry in entries])
        who = self._who.get((named, original))
        if who is None:
            if len(self._who) >= MOST_REMEMBERED:
                self._who.clear()
            who = self._who[named, original] = _who_relays_whom(named, original)
        made = [
            new_tuple(ReadSource, (publisher, day, _one_line(headline) or publisher or NAMELESS, quoted, ""))
            for (publisher, quoted), (_, day, headline) in zip(who, entries, strict=True)
        ]
        return tuple(made) if len(made) < 2 else tuple(dict.fromkeys(made))

    def _from_article(self, article: str) -> list[tuple[str, str, str]] | None:
        """The entries of an article cell of the newer form; None if one of them is not of that form."""
        if not article.startswith('"'):
            return None
        entries = []
        for entry in article.strip().removesuffix('"')[1:].split('";"'):
            parts = entry.split(",", 2)
            if len(parts) == 3 and len(parts[1]) == 10 and parts[1][4] == "-":
                office, day, headline = parts
            else:
                found = _DAY_IN_ENTRY.search(entry, 0, 2 * LONGEST_HEADLINE)
                if not found:
                    return None
                office, day, headline = entry[: found.start()], found[1], entry[found.end() :]
            entries.append((office, self._day(day), headline))
        return entries

    def _from_cells(self, offices: str, days: str, headlines: str) -> list[tuple[str, str, str]] | None:
        """The entries of the three parallel cells; None where they do not tell which belongs to which."""
        if not offices.strip():
            return None
        office, day, headline = offices.split(";"), days.split(";"), headlines.split(";")
        if len(office) == len(day) == len(headline):
            return [(a, self._day(b.strip()), c) for a, b, c in zip(office, day, headline, strict=True)]
        if len(office) == len(day):
            # a headline with a semicolon in it: only one entry may keep it, else it is not told whose words they are
            words = [headlines] if len(office) == 1 else [""] * len(office)
            return [(a, self._day(b.strip()), c) for a, b, c in zip(office, day, words, strict=True)]
        return None

    def _from_prose(self, text: str) -> tuple[str, str, str]:
        """Free text as older rows have it: the office comes before the first day, the headline after it."""
        found = _DAY_IN_PROSE.search(text, 0, 2 * LONGEST_HEADLINE)
        if not found:
            return "", "", text
        office = text[: found.start()].strip(" ,;:(\"'“")
        day, headline = self._day(found[0].strip("()")), text[found.end() :].strip(' ,;:.()"“”')
        if not office or len(office) > 60:
            return "", day, text
        return office, day, headline if len(headline) >= 15 else text

    def _day(self, text: str) -> str:
        """The day of a source as EDTF; empty where it is none or not certain which."""
        known = self._days.get(text)
        if known is None:
            try:
                known = fast_span_edtf(text, text)[0]
            except DateError:
                known = self._prose_days.certain(text)
            if len(self._days) >= MOST_REMEMBERED:
                self._days.clear()
            self._days[text] = known
        return known


def _who_relays_whom(offices: tuple[str, ...], original: str) -> tuple[tuple[str, str], ...]:
    """For each entry its publisher and whom it relays.

    An entry that is named among the originals speaks for itself; what the originals name beyond the entries is then
    laid to them all, since the row does not say to which it belongs.
    """
    publishers = [" ".join(office.split())[:LONGEST_PUBLISHER] for office in offices]
    own = [publisher.casefold() for publisher in publishers]
    names = [name for name in _BETWEEN_NAMES.split(" ".join(original.split()).strip(" .")) if name]
    all_speak = all(name in {original.casefold() for original in names} for name in own)
    quoted = []
    for name in own:
        if all_speak:
            others = [original for original in names if original.casefold() not in own]
        elif name in [original.casefold() for original in names]:
            others = []
        else:
            others = names
        quoted.append("; ".join(dict.fromkeys(others)))
    return tuple(zip(publishers, quoted, strict=True))


def _one_line(text: str) -> str:
    if "  " in text or "\n" in text or "\r" in text or "\t" in text:
        text = " ".join(text.split())
    return text.strip()[:LONGEST_HEADLINE]
