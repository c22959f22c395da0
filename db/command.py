"""One named, atomic, undoable write: every row that goes in, changes or goes out leaves its image here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from sqlite_utils import Database

from db import sketches
from db.changes import ChangeCollector
from db.codes import only_read_so
from db.tables import TABLES, TableSpec, known_columns, strange_history

Value = str | int | float | None
Row = dict[str, Value]


class Image(NamedTuple):
    """One row before and after; None where it did not or does no longer exist."""

    table: str
    record_id: int
    key: tuple[Value, ...]
    before: Row | None
    after: Row | None


def storable(text: str) -> str:
    """A text as UTF-8 can hold it: half of a surrogate pair, as a window may hand over, becomes a replacement mark."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _storable(row: Mapping[str, Value]) -> Row:
    return {column: storable(value) if isinstance(value, str) else value for column, value in row.items()}


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value


def read_row(db: Database, spec: TableSpec, key: tuple[Value, ...]) -> Row | None:
    """A row by its key as a dict, or None."""
    cursor = db.conn.execute(f"SELECT * FROM {spec.name} WHERE {spec.where}", key)
    found = cursor.fetchone()
    if found is None:
        return None
    return dict(zip((column[0] for column in cursor.description), found, strict=True))


class RowWriter:
    """Writes single rows and keeps their search index in step; used by commands, undo and redo alike.

    The index is written here and not by triggers: triggers need trusted_schema, and `transform` drops them.
    """

    def __init__(self, db: Database, changes: ChangeCollector) -> None:
        self.db = db
        self.changes = changes
        self._columns: dict[str, frozenset[str]] = {}  # of a table, those that are known to be its own

    def insert(self, spec: TableSpec, row: Row) -> None:
        """Put a whole or partial row in; columns left out take their default."""
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        self.db.conn.execute(f"INSERT INTO {spec.name} ({columns}) VALUES ({marks})", tuple(row.values()))
        self._note(spec, row)
        if spec.sketched:
            self._sketch(spec, row)

    def update(self, spec: TableSpec, key: tuple[Value, ...], changed: Mapping[str, Value]) -> None:
        """Set columns of one row."""
        settings = ", ".join(f"{column} = ?" for column in changed)
        self.db.conn.execute(f"UPDATE {spec.name} SET {settings} WHERE {spec.where}", (*changed.values(), *key))

    def delete(self, spec: TableSpec, row: Row) -> None:
        """Take one row out."""
        self.db.conn.execute(f"DELETE FROM {spec.name} WHERE {spec.where}", tuple(row[column] for column in spec.key))
        self._note(spec, row)
        if spec.sketched:
            sketches.forget(self.db, _number(row[spec.key[0]]))

    def index(self, spec: TableSpec, row: Row) -> None:
        """Put a row as it stands now into the search index."""
        if spec.search:
            columns = ", ".join(spec.searched)
            marks = ", ".join("?" * (len(spec.searched) + 1))
            values = (row["id"], *(row[column] for column in spec.searched))
            self.db.conn.execute(f"INSERT INTO {spec.search} (rowid, {columns}) VALUES ({marks})", values)

    def unindex(self, spec: TableSpec, row: Row) -> None:
        """Take a row out of the search index; FTS5 with external content needs the words as they were indexed."""
        if spec.search:
            columns = ", ".join(spec.searched)
            marks = ", ".join("?" * (len(spec.searched) + 2))
            values = ("delete", row["id"], *(row[column] for column in spec.searched))
            self.db.conn.execute(
                f"INSERT INTO {spec.search} ({spec.search}, rowid, {columns}) VALUES ({marks})", values
            )

    def apply(self, image: Image) -> None:
        """Do what the image says: bring its `after` about, given that `before` stands.

        Raises `FileProblem` where it speaks of what is on no board.
        """
        spec = self._known(image)
        if image.before is None and image.after is not None:
            self.insert(spec, image.after)
            self.index(spec, image.after)
        elif image.after is None and image.before is not None:
            self.unindex(spec, image.before)
            self.delete(spec, image.before)
        elif image.before is not None and image.after is not None:
            before, after = image.before, image.after
            changed = {column: value for column, value in after.items() if value != before.get(column)}
            reindex = any(column in changed for column in spec.searched)
            if reindex:
                self.unindex(spec, before)
            self.update(spec, image.key, changed)
            if reindex:
                self.index(spec, after)
            if spec.sketched in changed:
                self._sketch(spec, after)
            self._note(spec, after)

    def _known(self, image: Image) -> TableSpec:
        """The table of an image, every name in it being ours: they go into statements."""
        if image.table not in TABLES:
            raise strange_history()
        written = (image.after or {}).keys()
        known = self._columns.get(image.table, frozenset())
        if not known.issuperset(written):
            self._columns[image.table] = known.union(known_columns(self.db, image.table, written))
        return TABLES[image.table]

    def _sketch(self, spec: TableSpec, row: Row) -> None:
        sketches.write(self.db, _number(row[spec.key[0]]), str(row.get(spec.sketched) or ""))

    def _note(self, spec: TableSpec, row: Row) -> None:
        record_id = row[spec.owner]
        if isinstance(record_id, int):
            self.changes.add(spec.kind, record_id)
            if spec.kind == "incidents":
                self.db.conn.execute("INSERT OR IGNORE INTO columns_stale (incident_id) VALUES (?)", (record_id,))


class Command:
    """What the stores write through while one command runs."""

    def __init__(self, db: Database, name: str) -> None:
        self.db = db
        self.name = name
        self.changes = ChangeCollector()
        self.images: list[Image] = []
        self._rows = RowWriter(db, self.changes)

    def insert(self, table: str, row: Row) -> None:
        """Add a row; the image holds it with its defaults filled in."""
        spec = TABLES[table]
        row = _storable(row)
        self._rows.insert(spec, row)
        key = tuple(row[column] for column in spec.key)
        self._remember(spec, key, None, read_row(self.db, spec, key))

    def update(self, table: str, key: tuple[Value, ...], changed: Mapping[str, Value]) -> bool:
        """Set columns of a row; False where it was so already or the row is not there."""
        spec = TABLES[table]
        before = read_row(self.db, spec, key)
        if before is None:
            return False
        wanted = {
            column: value
            for column, value in _storable(changed).items()
            if before[column] != value and not only_read_so(table, column, before[column], value)
        }
        if not wanted:
            return False
        after = {**before, **wanted}
        image = Image(table, self._owner(spec, after), key, before, after)
        self._rows.apply(image)
        self._keep(image)
        return True

    def delete(self, table: str, key: tuple[Value, ...]) -> bool:
        """Remove a row; False where it is not there."""
        spec = TABLES[table]
        before = read_row(self.db, spec, key)
        if before is None:
            return False
        self._rows.unindex(spec, before)
        self._rows.delete(spec, before)
        self._keep(Image(table, self._owner(spec, before), key, before, None))
        return True

    def _remember(self, spec: TableSpec, key: tuple[Value, ...], before: Row | None, after: Row | None) -> None:
        assert after is not None
        self._rows.index(spec, after)
        self._keep(Image(spec.name, self._owner(spec, after), key, before, after))

    def _keep(self, image: Image) -> None:
        self.images.append(image)

    @staticmethod
    def _owner(spec: TableSpec, row: Row) -> int:
        return _number(row[spec.owner])


def image_to_row(step: int, number: int, image: Image) -> tuple[Value, ...]:
    """An image as a row of `history_images`."""
    return (
        step,
        number,
        image.table,
        image.record_id,
        json.dumps(image.key, ensure_ascii=False),
        None if image.before is None else json.dumps(image.before, ensure_ascii=False),
        None if image.after is None else json.dumps(image.after, ensure_ascii=False),
    )


def image_from_row(table: str, record_id: int, key: str, before: str | None, after: str | None) -> Image:
    """The image that `image_to_row` wrote."""
    return Image(
        table,
        record_id,
        tuple(json.loads(key)),
        None if before is None else json.loads(before),
        None if after is None else json.loads(after),
    )
