"""Words of closed lists that are not ours: another tool or a later version wrote them past the checks of the schema.

They are read as what asserts least, and told of; what is stored stays as it is until somebody changes it.  A stance
has no such word: it is kept and shown as "Other (“word”)".  An unknown marking is read as the highest, so that
nothing leaves by it, an unknown release limit as the lowest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from sqlite_utils import Database

from db.vocabulary import (
    ACTOR_KINDS,
    ACTOR_ROLES,
    CITATION_BEARINGS,
    CREDIBILITIES,
    INCIDENT_KINDS,
    LEVELS,
    MARKINGS,
    PLACE_PRECISIONS,
    RELIABILITIES,
    STANCES,
    Vocabulary,
    shown_word,
)

MANY_INCIDENTS = 50_000  # of more, looking through all of them would hold up the opening
_MOST_WORDS = 5  # that one sentence names
_INCIDENT_TABLES = ("incidents", "incident_actors")
_NOUNS = {
    "board": ("board", "boards"), "flashpoints": ("flashpoint", "flashpoints"), "levels": ("level", "levels"),
    "actors": ("actor", "actors"), "relationships": ("relationship", "relationships"),
    "incidents": ("incident", "incidents"), "incident_actors": ("actor of an incident", "actors of incidents"),
    "sources": ("source", "sources"), "citations": ("citation", "citations"),
    "tray_documents": ("document in the tray", "documents in the tray"),
}  # fmt: skip


class Closed(NamedTuple):
    """A column whose words are a closed list: what an unknown one is read as, and whether none may be given."""

    words: Vocabulary
    instead: str | None  # None: the word itself, which its list shows as another one
    empty: bool = False

    def knows(self, word: object) -> bool:
        """Whether the word is of the list."""
        return word in self.words or (self.empty and word == "")

    def read(self, word: Any) -> Any:
        """The word, or what it is read as."""
        return word if self.instead is None or self.knows(word) else self.instead

    def shown(self) -> str:
        """What an unknown word is shown as, for a sentence."""
        if self.instead is None:
            return "“Other” with the word itself"
        return f"“{self.words.label(self.instead)}”" if self.instead else "not given"


_MARKING = Closed(MARKINGS, "RED", empty=True)
_RELIABILITY = Closed(RELIABILITIES, "", empty=True)
_CREDIBILITY = Closed(CREDIBILITIES, "", empty=True)
CLOSED: dict[str, dict[str, Closed]] = {
    "board": {"marking": Closed(MARKINGS, "RED")},
    "flashpoints": {"level": Closed(LEVELS, "watch"), "marking": _MARKING},
    "levels": {"level": Closed(LEVELS, "watch")},
    "actors": {"kind": Closed(ACTOR_KINDS, "unknown"), "marking": _MARKING},
    "relationships": {"stance": Closed(STANCES, None), "marking": _MARKING},
    "incidents": {
        "kind": Closed(INCIDENT_KINDS, "other"), "precision": Closed(PLACE_PRECISIONS, "", empty=True),
        "reliability": _RELIABILITY, "credibility": _CREDIBILITY, "marking": _MARKING,
    },
    "incident_actors": {"role": Closed(ACTOR_ROLES, "mentioned")},
    "sources": {"reliability": _RELIABILITY, "marking": _MARKING},
    "citations": {"bearing": Closed(CITATION_BEARINGS, "mentions"), "credibility": _CREDIBILITY},
    "tray_documents": {"reliability": _RELIABILITY, "credibility": _CREDIBILITY},
}  # fmt: skip


def as_known(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row as it came from the file, with words that are not of their lists read as what stands in for them."""
    strange = {
        column: closed.instead
        for column, closed in CLOSED[table].items()
        if column in row and closed.instead is not None and not closed.knows(row[column])
    }
    return {**row, **strange} if strange else row


def read_as(table: str, column: str, word: Any) -> Any:
    """One word of a column, or what it is read as."""
    return CLOSED[table][column].read(word)


def only_read_so(table: str, column: str, stored: object, wanted: object) -> bool:
    """Whether a write would put in only what the stored, unknown word is read as anyhow: nobody chose that."""
    closed = CLOSED.get(table, {}).get(column)
    return closed is not None and not closed.knows(stored) and closed.read(stored) == wanted


@contextmanager
def as_it_stood(db: Database) -> Iterator[None]:
    """Let a row with a word that is not of its list come back as it was: undo brings back what stood, and no less."""
    db.conn.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        db.conn.execute("PRAGMA ignore_check_constraints = OFF")


def is_large(db: Database) -> bool:
    """Whether there are so many incidents that they are looked through beside the window."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM incidents LIMIT ?)"
    with suppress(sqlite3.DatabaseError):
        return int(db.conn.execute(sql, (MANY_INCIDENTS + 1,)).fetchone()[0]) > MANY_INCIDENTS
    return False


def sentences(db: Database, *, incidents: bool | None = None) -> list[str]:
    """What each closed column holds that is not of its list; `incidents`: those alone, or all but those.

    A damaged table is passed over: whoever reads it tells of that.
    """
    found: list[str] = []
    for table, columns in CLOSED.items():
        if incidents is None or incidents == (table in _INCIDENT_TABLES):
            with suppress(sqlite3.DatabaseError):
                found += [_sentence(table, *strange) for strange in _strange(db, table, columns)]
    return found


def _strange(
    db: Database, table: str, columns: Mapping[str, Closed]
) -> Iterator[tuple[str, Closed, dict[str, int]]]:
    """(column, its list, unknown word -> rows) for the columns that hold any, in one pass over the table."""
    known = [(*closed.words.codes, *([""] if closed.empty else [])) for closed in columns.values()]
    tests = [f"{name} NOT IN ({','.join('?' * len(codes))})" for name, codes in zip(columns, known, strict=True)]
    values = [code for codes in known for code in codes]
    counted: dict[str, dict[str, int]] = {name: {} for name in columns}
    for row in db.conn.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {' OR '.join(tests)}", values):
        for (name, closed), word in zip(columns.items(), row, strict=True):
            if not closed.knows(word):
                counted[name][str(word)] = counted[name].get(str(word), 0) + 1
    for name, closed in columns.items():
        if counted[name]:
            yield name, closed, counted[name]


def _sentence(table: str, column: str, closed: Closed, found: dict[str, int]) -> str:
    count, (one, many) = sum(found.values()), _NOUNS[table]
    words = [f"“{shown_word(word)}”" for word in sorted(found)[:_MOST_WORDS]]
    told = ", ".join(words) + (f" and {len(found) - _MOST_WORDS:,} more" if len(found) > _MOST_WORDS else "")
    who, have, shown = (f"1 {one}", "has", "it is") if count == 1 else (f"{count:,} {many}", "have", "they are")
    name = column if closed.words.name.startswith(("kind", "actor kind")) else closed.words.name
    article = "an" if name[0] in "aeiou" else "a"
    return (
        f"{who} {have} {article} {name} that this version does not know ({told}); {shown} shown as {closed.shown()}. "
        "Nothing was changed in the file."
    )
