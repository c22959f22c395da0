"""Undo and redo of an import: its rows go out and come back in chunks, without an image for each.

What an import added is found by its id and packed away only when it is undone; what it changed in rows that were
there before is packed while it runs.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from db import columns
from db.changes import ChangeCollector
from db.command import Image, RowWriter, image_from_row, image_to_row

CHUNK_ROWS = 2000
TOUCHED = ("incidents", "actors", "sources", "citations", "differences", "imports", "tags")

_OF_IMPORT = "SELECT id FROM incidents WHERE import_id = :import"
# table -> which of its rows an import added; in an order in which they can be inserted again
_ADDED: dict[str, str] = {
    "imports": "id = :import",
    # ids grow, so that of the tags those above the import's own were made by it
    "tags": f"""id > :import
      AND id NOT IN (SELECT tag_id FROM incident_tags WHERE incident_id NOT IN ({_OF_IMPORT}))""",
    "actors": "import_id = :import",
    "sources": "import_id = :import",
    "source_quotes": "source_id IN (SELECT id FROM sources WHERE import_id = :import)",
    "incidents": "import_id = :import",
    "incident_actors": f"incident_id IN ({_OF_IMPORT})",
    "incident_tags": f"incident_id IN ({_OF_IMPORT})",
    "citations": f"incident_id IN ({_OF_IMPORT})",
    "differences": f"import_id = :import OR incident_id IN ({_OF_IMPORT})",
}
_INDEXES = {
    "incident_search": ("incidents", "title, summary, place, note, shadow"),
    "actor_search": ("actors", "name, short_name, other_names, identity_note, note, shadow"),
    "source_search": ("sources", "title, publisher, author, text, note, shadow"),
}


class ImageChunks:
    """Packs the images of rows that an import changes, as it goes."""

    def __init__(self, db: Database, step: int) -> None:
        self._db = db
        self._step = step
        self._number = 0

    def pack(self, images: list[Image]) -> None:
        """Keep these images and empty the list."""
        if images:
            rows = [image_to_row(self._step, number, image)[2:] for number, image in enumerate(images)]
            _write(self._db, self._step, self._number, "changed", rows)
            self._number += 1
            images.clear()


def _write(db: Database, step: int, number: int, what: str, rows: Sequence[tuple[object, ...]]) -> None:
    data = zlib.compress(json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass"), 3)
    db.conn.execute(
        "INSERT INTO history_chunks (step, number, what, data) VALUES (?, ?, ?, ?)", (step, number, what, data)
    )


def unpack(data: bytes) -> list[list[object]]:
    """The rows of one chunk: images, or column names and then the rows of a table."""
    rows: list[list[object]] = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    return rows


def _changed(db: Database, step: int, *, backwards: bool) -> Iterable[Image]:
    order = "DESC" if backwards else "ASC"
    sql = f"SELECT data FROM history_chunks WHERE step = ? AND what = 'changed' ORDER BY number {order}"
    for (data,) in db.conn.execute(sql, (step,)).fetchall():
        rows = unpack(data)
        for row in reversed(rows) if backwards else rows:
            yield image_from_row(*row)  # type: ignore[arg-type]


def take_out(db: Database, step: int, import_id: int, changes: ChangeCollector) -> None:
    """Undo an import: changed rows get their old values, added rows are packed and deleted."""
    writer = RowWriter(db, changes)
    for image in _changed(db, step, backwards=True):
        writer.apply(Image(image.table, image.record_id, image.key, image.after, image.before))
    number = 1_000_000  # after every chunk of changed rows
    for table, condition in _ADDED.items():
        cursor = db.conn.execute(f"SELECT * FROM {table} WHERE {condition}", {"import": import_id})
        header = tuple(column[0] for column in cursor.description)  # a later schema may have more
        while rows := cursor.fetchmany(CHUNK_ROWS):
            _write(db, step, number, table, [header, *rows])
            number += 1
    for index, (table, names) in _INDEXES.items():
        db.conn.execute(
            f"INSERT INTO {index} ({index}, rowid, {names}) SELECT 'delete', id, {names} FROM {table} WHERE import_id = ?",
            (import_id,),
        )
    for table in reversed(_ADDED):
        db.conn.execute(f"DELETE FROM {table} WHERE {_ADDED[table]}", {"import": import_id})
    columns.drop_cache(db)
    changes.add_whole(TOUCHED)


def put_back(db: Database, step: int, import_id: int, changes: ChangeCollector) -> None:
    """Redo an import: the packed rows return with their ids, and changed rows get the new values again."""
    sql = "SELECT number, what, data FROM history_chunks WHERE step = ? AND what <> 'changed' ORDER BY number"
    for _number, table, data in db.conn.execute(sql, (step,)).fetchall():
        header, *rows = unpack(data)
        marks = ",".join("?" * len(header))
        db.conn.executemany(f"INSERT INTO {table} ({', '.join(map(str, header))}) VALUES ({marks})", rows)
    for index, (table, names) in _INDEXES.items():
        db.conn.execute(
            f"INSERT INTO {index} (rowid, {names}) SELECT id, {names} FROM {table} WHERE import_id = ?", (import_id,)
        )
    db.conn.execute("DELETE FROM history_chunks WHERE step = ? AND what <> 'changed'", (step,))
    writer = RowWriter(db, changes)
    for image in _changed(db, step, backwards=False):
        writer.apply(image)
    columns.drop_cache(db)
    changes.add_whole(TOUCHED)
