"""The incidents of another board as rows: its file is looked at as carefully as any foreign one, and only read.

An incident keeps its id of that board as its outside id, so that taking them again later brings only what changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.board_file import looked_into
from db.codes import as_known, read_as
from db.connection import settle, told_plainly
from db.errors import BoardError
from db.readers.rows import LeftOut, NotIncidents, ReadActor, ReadIncident, ReadRow, ReadSource, TableShape

HEADER = ("title", "date", "place")
_AT_ONCE = 500
_FIELDS = """title summary kind date earliest latest time zone place district province country latitude longitude
precision deaths_low deaths_best deaths_high deaths_civilians injured_low injured_high reliability credibility hedge
recurring note""".split()
_ROLES = """SELECT incident_id, name, role, kind FROM incident_actors
 JOIN actors ON actors.id = actor_id WHERE incident_id IN ({}) ORDER BY incident_id, actors.id"""
_TAGS = (
    "SELECT incident_id, name FROM incident_tags JOIN tags ON tags.id = tag_id WHERE incident_id IN ({}) ORDER BY 1, 2"
)
_SOURCES = """SELECT DISTINCT incident_id, publisher, published, title, address FROM citations
 JOIN sources ON sources.id = source_id WHERE incident_id IN ({}) ORDER BY 1, sources.id"""


def look(path: str | Path) -> TableShape:
    """What board this is. Raises `NotIncidents` with a sentence where it is none, or one that cannot be trusted."""
    path = Path(path)
    try:
        with told_plainly(path), looked_into(path) as db:
            title, uid = db.conn.execute("SELECT title, uid FROM board").fetchone()
            count = db.conn.execute("SELECT count(*) FROM incidents").fetchone()[0]
    except BoardError as error:
        raise NotIncidents(f"Of databases only boards can be read. {error}") from error
    notes = (
        f"{count:,} incidents are on the board “{title}”. Their actors, tags and sources come with them; its ties, levels, "
        "quotes, attachments and history stay there.",
    )
    return TableShape("board", f"Board {uid[:12]}", header=HEADER, first_data_row=0, notes=notes)


def preview(path: str | Path, rows: int = 20) -> list[list[str]]:
    """Title, date and place of its first incidents."""
    with told_plainly(Path(path)), looked_into(Path(path)) as db:
        found = db.conn.execute("SELECT title, date, place FROM incidents ORDER BY id LIMIT ?", (rows,))
        return [list(row) for row in found]


class BoardRows:
    """The incidents of a board in the order of their ids; close it or use up its rows.

    total_bytes and bytes_read count incidents here: they only drive a progress bar.
    `beside`: the board that they go to. What stands there already under its own id (this one may be a copy of it), or
    came there from the same data set, is left out and told.
    """

    def __init__(self, path: str | Path, shape: TableShape, beside: str | Path | None = None) -> None:
        self.dataset, self.notes = shape.dataset, shape.notes
        self._stack = ExitStack()
        self._path = Path(path)
        try:
            self._db = self._open(self._path)
            self._known, self._datasets = self._read_known(Path(beside)) if beside else (frozenset(), frozenset())
            self.total_bytes = self._db.conn.execute("SELECT count(*) FROM incidents").fetchone()[0]
        except BaseException:
            self._stack.close()
            raise
        self.bytes_read = 0
        self._rows = self._read()

    def _open(self, path: Path) -> Database:
        self._stack.enter_context(told_plainly(path))
        db = self._stack.enter_context(looked_into(path))
        settle(db, writable=False)
        return db

    @staticmethod
    def _read_known(path: Path) -> tuple[frozenset[int], frozenset[str]]:
        with told_plainly(path), looked_into(path) as db:
            ids = frozenset(row[0] for row in db.conn.execute("SELECT id FROM incidents"))
            datasets = db.conn.execute("SELECT DISTINCT dataset FROM incidents WHERE dataset <> ''")
            return ids, frozenset(row[0] for row in datasets)

    def __iter__(self) -> Iterator[ReadRow]:
        return self._rows

    def __next__(self) -> ReadRow:
        return next(self._rows)

    def close(self) -> None:
        """Let go of both files."""
        self._stack.close()

    def _read(self) -> Iterator[ReadRow]:
        wanted = ", ".join(f"incidents.{field}" for field in _FIELDS)
        sql = f"""SELECT incidents.id, dataset, coalesce(flashpoints.name, ''), {wanted} FROM incidents
            LEFT JOIN flashpoints ON flashpoints.id = flashpoint_id WHERE incidents.id > ? ORDER BY incidents.id LIMIT ?"""
        last = 0
        while chunk := self._db.conn.execute(sql, (last, _AT_ONCE)).fetchall():
            last = chunk[-1][0]
            ids = [row[0] for row in chunk]
            roles, tags, sources = (self._grouped(sql, ids) for sql in (_ROLES, _TAGS, _SOURCES))
            for row in chunk:
                self.bytes_read += 1
                yield self._row(row, roles[row[0]], tags[row[0]], sources[row[0]])

    def _grouped(self, sql: str, ids: list[int]) -> dict[int, list[tuple[Any, ...]]]:
        groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for incident_id, *values in self._db.conn.execute(sql.format(",".join("?" * len(ids))), ids):
            groups[incident_id].append(tuple(values))
        return groups

    def _row(
        self,
        row: tuple[Any, ...],
        roles: list[tuple[Any, ...]],
        tags: list[tuple[Any, ...]],
        sources: list[tuple[Any, ...]],
    ) -> ReadRow:
        incident_id, dataset, flashpoint, *values = row
        outside_id = str(incident_id)
        if incident_id in self._known:
            return LeftOut(self.bytes_read, "This incident is on this board already.", outside_id)
        if dataset and dataset in self._datasets:
            why = f"It came from {dataset}, which this board has too; read the newer file of that data set instead."
            return LeftOut(self.bytes_read, why, outside_id)
        told = as_known("incidents", dict(zip(_FIELDS, values, strict=True)))
        actors = tuple(
            ReadActor("", name, read_as("incident_actors", "role", role), read_as("actors", "kind", kind))
            for name, role, kind in roles
        )
        named = tuple(
            ReadSource(publisher, published, title, "", address) for publisher, published, title, address in sources
        )
        marks = tuple(tag for (tag,) in tags)
        digest = blake2b(repr((values, flashpoint, actors, marks, named)).encode("utf-8", "replace"), digest_size=8)
        return ReadIncident(
            row=self.bytes_read,
            outside_id=outside_id,
            digest=int.from_bytes(digest.digest(), "big") >> 1,
            flashpoint=flashpoint,
            tags=marks,
            actors=actors,
            sources=named,
            **told,
        )
