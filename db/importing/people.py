"""The actors and sources that a file names: found on the board, or added to it once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from db.command import Command
from db.ids import IdMaker
from db.names import fold, search_shadow

_ACTOR_SQL = """INSERT INTO actors (id, name, kind, dataset, outside_id, import_id, shadow) VALUES (?,?,?,?,?,?,?)"""
_SOURCE_SQL = (
    """INSERT INTO sources (id, title, publisher, published, address, import_id, shadow) VALUES (?,?,?,?,?,?,?)"""
)


class ActorsOfFile:
    """Number in the reading process -> id on the board.

    An actor is the one with the same outside id, else the one with an equal name in any spelling, else a new one.
    """

    def __init__(self, db: Database, ids: IdMaker, dataset: str, import_id: int) -> None:
        self._db, self._ids, self._dataset, self._import_id = db, ids, dataset, import_id
        self._by_outside = {
            outside: actor_id
            for actor_id, outside in db.conn.execute(
                "SELECT id, outside_id FROM actors WHERE dataset = ? AND outside_id <> ''", (dataset,)
            )
        }
        self._by_name: dict[str, int] = {}
        for actor_id, name, short, others in db.conn.execute("SELECT id, name, short_name, other_names FROM actors"):
            for spelling in (name, short, *others.splitlines()):
                if spelling:
                    self._by_name.setdefault(fold(spelling) or spelling, actor_id)
        self.numbers: list[int] = []
        self.added = 0

    def take(self, new: Sequence[tuple[str, ...]]) -> None:
        """Number the actors that a frame brings."""
        for outside_id, name, kind in new:
            self.numbers.append(self._find(outside_id, name) or self._add(outside_id, name, kind))

    def _find(self, outside_id: str, name: str) -> int | None:
        if outside_id and outside_id in self._by_outside:
            known: int = self._by_outside[outside_id]
            return known
        return self._by_name.get(fold(name) or name)

    def _add(self, outside_id: str, name: str, kind: str) -> int:
        actor_id = self._ids.next()
        row = (
            actor_id,
            name,
            kind,
            self._dataset if outside_id else "",
            outside_id,
            self._import_id,
            search_shadow(name),
        )
        self._db.conn.execute(_ACTOR_SQL, row)
        self._by_name[fold(name) or name] = actor_id
        if outside_id:
            self._by_outside[outside_id] = actor_id
        self.added += 1
        return actor_id


class SourcesOfFile:
    """Number in the reading process -> id on the board; equal publisher, date and title are one source."""

    def __init__(self, db: Database, ids: IdMaker, import_id: int, command: Command) -> None:
        """`command`: keeps the images of what is written to sources that were there before."""
        self._db, self._ids, self._import_id, self._command = db, ids, import_id, command
        # hashes instead of texts: a large data set cites hundreds of thousands of sources
        self._known: dict[int, int] = {}
        for source_id, publisher, published, title in db.conn.execute(
            "SELECT id, publisher, published, title FROM sources"
        ):
            self._known[hash((publisher, published, title))] = source_id
        self._quotes: set[tuple[int, int]] = set()
        self.numbers: list[int] = []
        self.added = 0

    def take(self, new: Sequence[tuple[str, ...]]) -> None:
        """Number the sources that a frame brings."""
        rows: list[tuple[Any, ...]] = []
        quotes: list[tuple[int, int]] = []
        for publisher, published, title, quoted, address in new:
            source_id = self._number(rows, publisher, published, title, address)
            self.numbers.append(source_id)
            for name in quoted.split("; ") if quoted else ():
                if name and name != publisher:
                    origin = self._number(rows, name, "", name, "")
                    if (source_id, origin) not in self._quotes and source_id != origin:
                        self._quotes.add((source_id, origin))
                        quotes.append((source_id, origin))
        self._db.conn.executemany(_SOURCE_SQL, rows)
        # ids grow, so those above the import's own are of this file, and go with it when it is undone
        fresh = [pair for pair in quotes if pair[0] > self._import_id]
        self._db.conn.executemany("INSERT OR IGNORE INTO source_quotes (source_id, quoted_id) VALUES (?, ?)", fresh)
        for source_id, origin in quotes:
            if source_id < self._import_id:
                self._quote(source_id, origin)

    def _quote(self, source_id: int, origin: int) -> None:
        sql = "SELECT 1 FROM source_quotes WHERE source_id = ? AND quoted_id = ?"
        if self._db.conn.execute(sql, (source_id, origin)).fetchone() is None:
            self._command.insert("source_quotes", {"source_id": source_id, "quoted_id": origin})

    def _number(self, rows: list[tuple[Any, ...]], publisher: str, published: str, title: str, address: str) -> int:
        key = hash((publisher, published, title))
        source_id = self._known.get(key)
        if source_id is None:
            source_id = self._known[key] = self._ids.next()
            shadow = search_shadow(f"{title} {publisher}")
            rows.append((source_id, title, publisher, published, address, self._import_id, shadow))
            self.added += 1
        return source_id
