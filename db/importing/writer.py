"""Writes batches of read rows: incidents, roles, citations, tags, and the same as columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain, repeat

from db.columns import IncidentColumns
from db.importing.assign import Assigner
from db.importing.batch import Batch, F, Row
from db.importing.bulk import BulkInsert
from db.importing.gathered import Gathered
from db.importing.people import ActorsOfFile, SourcesOfFile
from db.importing.report import KEPT_LINES, ImportReport
from db.readers.rows import ReadIncident
from db.store import BoardCore

# the run of fields that are columns of the same name
ROW_COLUMNS: tuple[str, ...] = ReadIncident._fields[F["digest"] : F["flashpoint"]]
_FROM_ROWS = ("outside_id", "shadow", *ROW_COLUMNS)
_FTS = """INSERT INTO incident_search (rowid, title, summary, place, note, shadow)
 SELECT id, title, summary, place, note, shadow FROM incidents WHERE id BETWEEN ? AND ?"""
_NAMES = ("id", "flashpoint_id", "dataset", "import_id", *_FROM_ROWS)
MOST_KNOWN = 50_000


class BatchWriter:
    """Puts new rows on the board inside the transaction that the engine holds."""

    def __init__(
        self, board: BoardCore, assigner: Assigner, actors: ActorsOfFile, sources: SourcesOfFile, report: ImportReport
    ) -> None:
        self._board = board
        self._conn = board.db.conn
        self._assigner = assigner
        self._actors = actors
        self._sources = sources
        self._report = report
        self._tags: dict[str, int] = {name.casefold(): i for i, name in self._conn.execute("SELECT id, name FROM tags")}
        self._incidents = BulkInsert(self._conn, "incidents", _NAMES)
        self._roles = BulkInsert(self._conn, "incident_actors", ("incident_id", "actor_id", "role"))
        self._citations = BulkInsert(self._conn, "citations", ("id", "source_id", "incident_id"))
        self._tagged = BulkInsert(self._conn, "incident_tags", ("incident_id", "tag_id"))
        self._gathered = Gathered()
        # what a row names -> the same by ids; few rows name what no row before did
        self._known_roles: dict[Row, list[tuple[int, str]]] = {}
        self._known_tags: dict[Sequence[str], list[int]] = {}
        self.first_id = 0
        self.last_id = 0

    def flashpoints_for(self, batch: Batch) -> list[int | None]:
        """The flashpoint of each row: as the table names it, by position, else by place, district or province."""
        if not self._assigner:
            return [None] * len(batch)
        by_name = self._assigner.by_name
        near = self._assigner.by_position(batch["latitude"], batch["longitude"], batch["precision"])
        told = zip(batch["flashpoint"], near, batch["place"], batch["district"], batch["province"], strict=True)
        return [
            (by_name(named) if named else None) or found or by_name(place, district, province)
            for named, found, place, district, province in told
        ]

    def write(self, batch: Batch) -> None:
        """Add rows and make them searchable; one that the schema refuses is left out and told, the others go in."""
        if not len(batch):
            return
        before = self.last_id
        self._write_all(batch)
        if self.last_id > before:
            self._conn.execute(_FTS, (before + 1 if before else self.first_id, self.last_id))

    def _write_all(self, batch: Batch) -> None:
        points = self.flashpoints_for(batch)
        try:
            with self._board.db.atomic():
                self._write(batch, points)
        except sqlite3.IntegrityError:
            for row, point in zip(batch.rows(), points, strict=True):
                try:
                    with self._board.db.atomic():
                        self._write(Batch.of_rows([row]), [point])
                except sqlite3.IntegrityError as error:
                    self._leave_out(row, error)

    def _leave_out(self, row: Row, error: sqlite3.IntegrityError) -> None:
        self._report.left_out_count += 1
        if "incidents_outside" in str(error) or "outside_id" in str(error):
            why = f"The id {row[F['outside_id']]} stands twice in this file; the first row with it went in."
        else:
            why = f"The row breaks a rule of the board: {error}. Correct the value in the file and read it again."
        if len(self._report.left_out) < KEPT_LINES:
            self._report.left_out.append((row[F["row"]], why))

    def _write(self, batch: Batch, points: Sequence[int | None]) -> None:
        count = len(batch)
        first = self._board.ids.block(count)
        ids = range(first, first + count)
        same = [self._report.dataset] * count, [self._report.import_id] * count
        self._incidents.insert((ids, points, *same, *(batch[name] for name in _FROM_ROWS)))
        roles = self._write_roles(ids, batch["actors"])
        self._write_citations(ids, batch["sources"])
        self._write_tags(ids, batch["tags"])
        self._gathered.add(ids, batch, points, roles)
        self._report.added += count
        self._report.assigned += count - points.count(None)
        self.first_id = self.first_id or first
        self.last_id = ids[-1]

    def _write_roles(self, ids: range, roles: Sequence[Row]) -> tuple[list[int], list[int], list[str]]:
        """Write who took part; gives how many each row has, and actor ids and codes in the order of the table."""
        known = self._known_roles
        if len(known) > MOST_KNOWN:
            known.clear()
        pairs: list[list[tuple[int, str]]] = []
        for named in roles:
            found = known.get(named)
            if found is None:
                found = known[named] = sorted({(self._actors.numbers[number], role) for number, role in named})
            pairs.append(found)
        lengths = list(map(len, pairs))
        incidents = list(chain.from_iterable(map(repeat, ids, lengths)))
        actors = [actor_id for actor_id, _ in chain.from_iterable(pairs)]
        codes = [role for _, role in chain.from_iterable(pairs)]
        self._roles.insert((incidents, actors, codes))
        return lengths, actors, codes

    def _write_citations(self, ids: range, cited: Sequence[Sequence[int]]) -> None:
        sources = list(map(self._sources.numbers.__getitem__, chain.from_iterable(cited)))
        if sources:
            first = self._board.ids.block(len(sources))
            incidents = list(chain.from_iterable(map(repeat, ids, map(len, cited))))
            self._citations.insert((range(first, first + len(sources)), sources, incidents))

    def _write_tags(self, ids: range, tags: Sequence[Sequence[str]]) -> None:
        known = self._known_tags
        if len(known) > MOST_KNOWN:
            known.clear()
        tagged: list[int] = []
        tag_ids: list[int] = []
        for incident_id, named in zip(ids, tags, strict=True):
            if named:
                found = known.get(named)
                if found is None:
                    found = known[named] = sorted({self.tag(name) for name in named if name.strip()})
                tag_ids += found
                tagged += [incident_id] * len(found)
        self._tagged.insert((tagged, tag_ids))

    def tag(self, name: str) -> int:
        """The id of a tag, made where there is none yet."""
        key = name.strip().casefold()
        tag_id = self._tags.get(key)
        if tag_id is None:
            tag_id = self._tags[key] = self._board.ids.next()
            self._conn.execute("INSERT INTO tags (id, name) VALUES (?, ?)", (tag_id, name.strip()))
        return tag_id

    def columns(self) -> IncidentColumns:
        """The columns of everything written; can be asked for once."""
        return self._gathered.result()
