"""Writes batches of read rows: incidents, roles, citations, tags, and the same as columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import numpy as np

from db import columns
from db.importing.assign import Assigner
from db.importing.people import ActorsOfFile, SourcesOfFile
from db.importing.report import KEPT_LINES, ImportReport
from db.names import search_shadow
from db.readers.rows import ReadIncident
from db.store import BoardCore
from db.vocabulary import ACTOR_ROLES

F = {name: place for place, name in enumerate(ReadIncident._fields)}
_FIRST, _LAST = F["digest"], F["flashpoint"]  # the run of fields that are columns of the same name
ROW_COLUMNS: tuple[str, ...] = ReadIncident._fields[_FIRST:_LAST]
_NAMES = ("id", "dataset", "outside_id", *ROW_COLUMNS, "flashpoint_id", "import_id", "shadow")
_SQL = f"INSERT INTO incidents ({', '.join(_NAMES)}) VALUES ({','.join('?' * len(_NAMES))})"
_ROLES_SQL = "INSERT OR IGNORE INTO incident_actors (incident_id, actor_id, role) VALUES (?,?,?)"
_CITATIONS_SQL = "INSERT INTO citations (id, source_id, incident_id) VALUES (?,?,?)"
_ROLE_NUMBERS = {code: number for number, code in enumerate(ACTOR_ROLES.codes)}
Row = tuple[Any, ...]


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
        self._flat: list[dict[str, Any]] = []
        self._links: list[tuple[Any, Any, Any]] = []
        self.first_id = 0
        self.last_id = 0

    def flashpoints_for(self, rows: Sequence[Row]) -> list[int | None]:
        """The flashpoint of each row: as the table names it, by position, else by place, district or province."""
        if not self._assigner:
            return [None] * len(rows)
        position, by_name = self._assigner.by_position, self._assigner.by_name
        lat, lon, precision = F["latitude"], F["longitude"], F["precision"]
        near = position([row[lat] for row in rows], [row[lon] for row in rows], [row[precision] for row in rows])
        named, place, district, province = F["flashpoint"], F["place"], F["district"], F["province"]
        return [
            (by_name(row[named]) if row[named] else None) or found or by_name(row[place], row[district], row[province])
            for row, found in zip(rows, near, strict=True)
        ]

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows; one that the schema refuses is left out and told, the others go in."""
        if not rows:
            return
        points = self.flashpoints_for(rows)
        try:
            with self._board.db.atomic():
                self._write(rows, points)
        except sqlite3.IntegrityError:
            for row, point in zip(rows, points, strict=True):
                try:
                    with self._board.db.atomic():
                        self._write([row], [point])
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

    def _write(self, rows: Sequence[Row], points: Sequence[int | None]) -> None:
        dataset, import_id = self._report.dataset, self._report.import_id
        actors, sources = self._actors.numbers, self._sources.numbers
        first = incident_id = self._board.ids.block(len(rows))
        title, summary, place, note = F["title"], F["summary"], F["place"], F["note"]
        incidents, roles, cited = [], [], []
        for row, point in zip(rows, points, strict=True):
            words = f"{row[title]} {row[summary]} {row[place]} {row[note]}"
            shadow = "" if words.isascii() else search_shadow(words)
            incidents.append((incident_id, dataset, row[1], *row[_FIRST:_LAST], point, import_id, shadow))
            for number, role in row[-2]:
                roles.append((incident_id, actors[number], role))
            for number in row[-1]:
                cited.append((sources[number], incident_id))
            incident_id += 1
        citation_id = self._board.ids.block(len(cited)) if cited else 0
        self._conn.executemany(_SQL, incidents)
        roles = sorted(set(roles))  # the order in which the table gives them back
        self._conn.executemany(_ROLES_SQL, roles)
        self._conn.executemany(_CITATIONS_SQL, [(citation_id + n, *pair) for n, pair in enumerate(cited)])
        self._write_tags(rows, first)
        self._remember(rows, points, roles, first)
        self._report.added += len(rows)
        self._report.assigned += sum(point is not None for point in points)
        self.first_id = self.first_id or first
        self.last_id = incident_id - 1

    def _write_tags(self, rows: Sequence[Row], first: int) -> None:
        pairs = [(first + n, self.tag(tag)) for n, row in enumerate(rows) for tag in row[F["tags"]] if tag.strip()]
        self._conn.executemany("INSERT OR IGNORE INTO incident_tags (incident_id, tag_id) VALUES (?,?)", pairs)

    def tag(self, name: str) -> int:
        """The id of a tag, made where there is none yet."""
        key = name.strip().casefold()
        tag_id = self._tags.get(key)
        if tag_id is None:
            tag_id = self._tags[key] = self._board.ids.next()
            self._conn.execute("INSERT INTO tags (id, name) VALUES (?, ?)", (tag_id, name.strip()))
        return tag_id

    def _remember(self, rows: Sequence[Row], points: Sequence[int | None], roles: list[Row], first: int) -> None:
        earliest, latest, kind = F["earliest"], F["latest"], F["kind"]
        grade, doubt, deaths = F["reliability"], F["credibility"], F["deaths_best"]
        lat, lon, date, hedge, recurring = F["latitude"], F["longitude"], F["date"], F["hedge"], F["recurring"]
        flat = [
            (
                first + n,
                row[earliest],
                row[latest],
                point,
                row[kind],
                row[grade],
                row[doubt],
                row[deaths],
                row[lat],
                row[lon],
                row[recurring] + 8 * ("~" in row[date] or "%" in row[date]) + 16 * (row[hedge] != ""),
            )
            for n, (row, point) in enumerate(zip(rows, points, strict=True))
        ]
        self._flat.append(columns.batch(flat))
        if roles:
            incident, actor, role = zip(*roles, strict=True)
            codes = np.array([_ROLE_NUMBERS[code] for code in role], dtype="u1")
            self._links.append((np.array(incident, dtype="<i8"), np.array(actor, dtype="<i8"), codes))

    def columns(self) -> tuple[columns.Flat, columns.Links]:
        """Everything written, as fresh rows for `db.columns.patch`."""
        empty = [columns.batch([])]
        flat = {name: np.concatenate([part[name] for part in self._flat or empty]) for name in empty[0]}
        if not self._links:
            return flat, (np.empty(0, "<i8"), np.empty(0, "<i8"), np.empty(0, "u1"))
        one, two, three = zip(*self._links, strict=True)
        return flat, (np.concatenate(one), np.concatenate(two), np.concatenate(three))
