"""Full text over incidents, actors, flashpoints and sources: any script, any alias, newest first.

What is typed is never handed to FTS5 as syntax: every word is quoted, at most 32 of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from db.codes import read_as
from db.names import fold

MOST_WORDS = 32
MOST_PHRASES = 24
_PIECE = 200_000  # characters of a list of ids
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*", re.UNICODE)


class Hit(NamedTuple):
    """One find: kind is incident, actor, flashpoint or source; `detail` is a date, short name or publisher."""

    kind: str
    id: int
    title: str
    detail: str


@dataclass(frozen=True)
class SearchResults:
    """The first page of each kind, newest first; `more` is set where incidents go on beyond the page."""

    incidents: tuple[Hit, ...] = ()
    actors: tuple[Hit, ...] = ()
    flashpoints: tuple[Hit, ...] = ()
    sources: tuple[Hit, ...] = ()
    more: bool = False

    def __len__(self) -> int:
        return len(self.incidents) + len(self.actors) + len(self.flashpoints) + len(self.sources)


def words_of(text: str) -> list[str]:
    """The words of a search, at most 32."""
    return _WORD.findall(text)[:MOST_WORDS]


def expression(text: str, phrases: Sequence[str] = (), *, begun: bool = True) -> str:
    """The FTS5 expression that finds all words of a text, or one of the phrases; `begun`: the last word may go on.

    Each word is sought as written and as folded, so that it meets the shadow column; empty where no word is left.
    """
    words = words_of(text)
    if not words:
        return ""
    parts = []
    for place, word in enumerate(words):
        star = "*" if begun and place == len(words) - 1 and len(word) > 1 else ""
        folded = fold(word)
        found = f"{_quoted(word)}{star}"
        if not word.isascii() and folded and folded != word.casefold():
            found = f"({found} OR {_quoted(folded)}{star})"
        parts.append(found)
    whole = " AND ".join(parts)
    others = [_quoted(phrase) for phrase in phrases[:MOST_PHRASES] if words_of(phrase)]
    return " OR ".join([f"({whole})", *others]) if others else whole


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""').replace("\0", "") + '"'


_PAGES = {
    "incident": """SELECT i.id, i.title, i.date FROM incident_search s JOIN incidents i ON i.id = s.rowid
 WHERE incident_search MATCH ? ORDER BY s.rowid DESC LIMIT ?""",
    "actor": """SELECT a.id, a.name, a.short_name FROM actor_search s JOIN actors a ON a.id = s.rowid
 WHERE actor_search MATCH ? ORDER BY s.rowid DESC LIMIT ?""",
    "flashpoint": """SELECT f.id, f.name, f.level FROM flashpoint_search s JOIN flashpoints f ON f.id = s.rowid
 WHERE flashpoint_search MATCH ? ORDER BY s.rowid DESC LIMIT ?""",
    "source": """SELECT x.id, x.title, x.publisher FROM source_search s JOIN sources x ON x.id = s.rowid
 WHERE source_search MATCH ? ORDER BY s.rowid DESC LIMIT ?""",
}
MOST_OF_OTHER_KINDS = 12


def page(db: Database, kind: str, text: str, phrases: Sequence[str], limit: int) -> list[Hit]:
    """The newest records of a kind that hold the whole words; where they do not fill the page, also begun words.

    A begun word makes FTS5 merge every word that goes on so, which takes long where they are common; a full page
    of whole words needs none of that.
    """
    found: list[Hit] = []
    for begun in (False, True):
        sought = expression(text, phrases, begun=begun)
        if sought:
            rows = db.conn.execute(_PAGES[kind], (sought, limit))
            found = [Hit(kind, *row) for row in rows]
            if kind == "flashpoint":
                found = [hit._replace(detail=read_as("flashpoints", "level", hit.detail)) for hit in found]
        if len(found) == limit:
            break
    return found


def search(db: Database, text: str, phrases: Sequence[str], limit: int) -> SearchResults:
    """The first page of all kinds for the words of a text, or for one of the phrases."""
    incidents = page(db, "incident", text, phrases, limit + 1)
    few = min(limit, MOST_OF_OTHER_KINDS)
    actors, flashpoints, sources = (
        tuple(page(db, kind, text, phrases, few)) for kind in ("actor", "flashpoint", "source")
    )
    return SearchResults(tuple(incidents[:limit]), actors, flashpoints, sources, len(incidents) > limit)


def incident_ids(db: Database, sought: str) -> NDArray[np.int64]:
    """Ids of all incidents that an expression finds, ascending."""
    if not sought:
        return np.empty(0, np.int64)
    # as one text: a row each would wait for the other threads of the program a million times
    sql = "SELECT group_concat(rowid) FROM incident_search WHERE incident_search MATCH ?"
    told: str = db.conn.execute(sql, (sought,)).fetchone()[0] or ""
    return np.sort(np.concatenate([np.empty(0, np.int64), *map(_numbers, _pieces(told))]))


def _pieces(told: str) -> Iterator[str]:
    """A list of numbers in pieces of some 10,000: while one is read nothing else of the program runs."""
    begin = 0
    while begin < len(told):
        end = told.find(",", begin + _PIECE)
        end = len(told) if end < 0 else end
        yield told[begin:end]
        begin = end + 1


def _numbers(told: str) -> NDArray[np.int64]:
    return np.fromstring(told, dtype=np.int64, sep=",")


def source_ids(db: Database, sought: str) -> list[int]:
    """Ids of all sources that an expression finds."""
    sql = "SELECT rowid FROM source_search WHERE source_search MATCH ?"
    return [row[0] for row in db.conn.execute(sql, (sought,))] if sought else []
