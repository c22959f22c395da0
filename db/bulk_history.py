"""Undo and redo of an import: its rows go out and come back in chunks, without an image for each.

What an import added is found by its id and packed away only when it is undone; what it changed in rows that were
there before is packed while it runs.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from db import columns
from db.changes import ChangeCollector
from db.command import Image, RowWriter, image_from_row, image_to_row
from db.tables import known_columns, strange_history

CHUNK_ROWS = 2000
MOST_UNPACKED = 64 << 20  # bytes of one chunk, packed or not
_MOST_BRACKETS = 1_000_000  # lists and objects in one chunk: in memory each takes tens of bytes more than in its text
_IMAGE_FIELDS = 5
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
            self._number = _write(self._db, self._step, self._number, "changed", rows)
            images.clear()


def _write(db: Database, step: int, number: int, what: str, rows: Sequence[tuple[object, ...]]) -> int:
    """Keep rows in one chunk, or in several where one would be larger than what is unpacked; the next free number."""
    text = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
    head = rows[:1] if what != "changed" else []  # the names of the columns, which each chunk begins with
    if len(text) > MOST_UNPACKED // 2 and len(rows) > len(head) + 1:
        half = (len(rows) + len(head)) // 2
        number = _write(db, step, number, what, rows[:half])
        return _write(db, step, number, what, [*head, *rows[half:]])
    db.conn.execute(
        "INSERT INTO history_chunks (step, number, what, data) VALUES (?, ?, ?, ?)",
        (step, number, what, zlib.compress(text, 3)),
    )
    return number + 1


def unpack(data: bytes) -> list[list[Any]]:
    """The rows of one chunk: images, or column names and then the rows of a table.

    A chunk comes with the file, perhaps from a stranger, so it may not swell. Raises `FileProblem`.
    """
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MOST_UNPACKED)
        if not unpacker.eof or text.count(b"[") + text.count(b"{") > _MOST_BRACKETS:
            raise ValueError("too large")
        rows = json.loads(text.decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError, RecursionError) as error:
        raise strange_history() from error
    if not isinstance(rows, list) or not all(isinstance(row, list) and row for row in rows):
        raise strange_history()
    return rows


def chunks(db: Database, step: int, condition: str = "1") -> list[tuple[int, str, int]]:
    """Number, what and row of the chunks of a step, in order; their data is read one at a time, and only if small."""
    sql = f"SELECT number, what, rowid FROM history_chunks WHERE step = ? AND {condition} ORDER BY number"
    return db.conn.execute(sql, (step,)).fetchall()


def rows_of(db: Database, rowid: int) -> list[list[Any]]:
    """The rows of one chunk. Raises `FileProblem`."""
    sql = "SELECT data FROM history_chunks WHERE rowid = ? AND length(data) <= ?"
    found = db.conn.execute(sql, (rowid, MOST_UNPACKED)).fetchone()
    if found is None:
        raise strange_history()
    return unpack(found[0])


def images_in(db: Database, rowid: int) -> list[Image]:
    """The images of one chunk of changed rows. Raises `FileProblem`."""
    rows = rows_of(db, rowid)
    if not all(len(row) == _IMAGE_FIELDS for row in rows):
        raise strange_history()
    return [image_from_row(*row) for row in rows]


def added_in(db: Database, table: str, rowid: int) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows that an import added to a table, from one chunk. Raises `FileProblem`."""
    header, *rows = rows_of(db, rowid)
    if table not in _ADDED or not all(len(row) == len(header) for row in rows):
        raise strange_history()
    return known_columns(db, table, header), rows


def _changed(db: Database, step: int, *, backwards: bool) -> Iterable[Image]:
    found = chunks(db, step, "what = 'changed'")
    for _number, _what, rowid in reversed(found) if backwards else found:
        images = images_in(db, rowid)
        yield from reversed(images) if backwards else images


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
            number = _write(db, step, number, table, [header, *rows])
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
    for _number, table, rowid in chunks(db, step, "what <> 'changed'"):
        header, rows = added_in(db, table, rowid)
        marks = ",".join("?" * len(header))
        db.conn.executemany(f"INSERT INTO {table} ({', '.join(header)}) VALUES ({marks})", rows)
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
