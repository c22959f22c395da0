"""The history against the records: what the newest standing step left must be what stands on the board."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sqlite_utils import Database

from db.bulk_history import added_in, chunks, images_in
from db.command import Image, Row, Value, image_from_row, read_row
from db.errors import FileProblem
from db.tables import TABLES

_NOT_COMPARED = {"board": {"revision"}}  # counts on with each write, whatever it is
# table -> its rows that no import added as one of many: each of them has an image of the step that made it
_BY_IMPORT = "SELECT id FROM incidents WHERE import_id IS NOT NULL"
_WITH_IMAGE = {
    "flashpoints": "1",
    "levels": "1",
    "actors": "import_id IS NULL",
    "relationships": "1",
    "incidents": "import_id IS NULL",
    "incident_actors": f"incident_id NOT IN ({_BY_IMPORT})",
    "sources": "import_id IS NULL",
    "citations": f"incident_id IS NULL OR incident_id NOT IN ({_BY_IMPORT})",
    "attachments": "1",
    "views": "1",
    "tray_documents": "1",
    "tray_texts": "1",
    "tray_files": "1",
    "tray_drafts": "1",
}


def problems(db: Database) -> list[str]:
    """Every sentence on what in the history does not fit itself or the records."""
    return [*_order(db), *_imports(db), *_chunks(db), *_images(db), *_records(db)]


def _order(db: Database) -> list[str]:
    row = db.conn.execute(
        """SELECT 1 FROM history WHERE state = 'done'
           AND step > (SELECT min(step) FROM history WHERE state = 'undone') LIMIT 1"""
    ).fetchone()
    found = ["The history has an undone step before one that stands, so it cannot be undone in order."] if row else []
    lost = db.conn.execute(
        """SELECT name FROM history WHERE state = 'done' AND import_id IS NOT NULL
           AND import_id NOT IN (SELECT id FROM imports)"""
    )
    return [*found, *(f"The history says that “{name}” stands, and the board does not know it." for (name,) in lost)]


def _imports(db: Database) -> list[str]:
    """Imports of which the history does not know, or of which there are more or fewer incidents than were added."""
    unknown = db.conn.execute(
        """SELECT file_name FROM imports WHERE id NOT IN
           (SELECT import_id FROM history WHERE state = 'done' AND import_id IS NOT NULL)"""
    )
    found = [f"The history does not know the import of “{name}”, so it cannot be undone." for (name,) in unknown]
    deleted: dict[int, int] = dict(
        db.conn.execute(
            """SELECT json_extract(i.before, '$.import_id'), count(*)
               FROM history_images i JOIN history h ON h.step = i.step
               WHERE h.state = 'done' AND i.kind = 'incidents' AND i.after IS NULL AND json_valid(i.before)
               GROUP BY 1"""
        )
    )
    counted = dict(db.conn.execute("SELECT import_id, count(*) FROM incidents GROUP BY import_id"))
    for import_id, name, added in db.conn.execute("SELECT id, file_name, added FROM imports"):
        there, gone = counted.get(import_id, 0), deleted.get(import_id, 0)
        if there + gone != added:
            found.append(
                f"The import of “{name}” added {added:,} incidents; {there:,} are there and {gone:,} were deleted since."
            )
    return found


def _images(db: Database) -> list[str]:
    """Steps whose images cannot be read or are not all there."""
    found = []
    unreadable = db.conn.execute(
        """SELECT DISTINCT step FROM history_images WHERE NOT json_valid(row_key)
           OR NOT json_valid(coalesce(before, '{}')) OR NOT json_valid(coalesce(after, '{}'))"""
    )
    for (step,) in unreadable:
        found.append(f"What step {step} of the history changed cannot be read: it cannot be undone or done again.")
    short = db.conn.execute(
        """SELECT h.step FROM history h LEFT JOIN history_images i ON i.step = h.step GROUP BY h.step
           HAVING (max(i.number) IS NULL AND h.import_id IS NULL) OR count(i.number) <> coalesce(max(i.number) + 1, 0)"""
    )
    for (step,) in short:
        found.append(f"Of what step {step} of the history changed a part is missing: it cannot be undone in whole.")
    return found


def _chunks(db: Database) -> list[str]:
    found = []
    for step, number, what, rowid in db.conn.execute("SELECT step, number, what, rowid FROM history_chunks").fetchall():
        try:
            _ = images_in(db, rowid) if what == "changed" else added_in(db, what, rowid)
        except (FileProblem, ValueError, TypeError):
            found.append(
                f"A piece of the history (step {step}, piece {number}) cannot be unpacked: that import cannot be undone."
            )
    return found


def _records(db: Database) -> list[str]:
    """Compare the newest standing image of every row with the row; rows that only a bulk import wrote have none."""
    found = []
    seen: set[tuple[str, tuple[Value, ...]]] = set()
    for image in _standing(db):
        place = (image.table, image.key)
        if place in seen or image.table not in TABLES:
            continue
        seen.add(place)
        sentence = _difference(image, read_row(db, TABLES[image.table], image.key))
        if sentence:
            found.append(sentence)
    for table, condition in _WITH_IMAGE.items():
        key = ", ".join(TABLES[table].key)
        for row in db.conn.execute(f"SELECT {key} FROM {table} WHERE {condition}"):
            if (table, row) not in seen:
                found.append(f"The history does not know how {table} {', '.join(map(str, row))} came on the board.")
    return found


def _difference(image: Image, now: Row | None) -> str:
    which = f"{image.table} {', '.join(map(str, image.key))}"
    if image.after is None:
        return f"The history says that {which} was deleted, and it is there." if now is not None else ""
    if now is None:
        return f"The history says that {which} is on the board, and it is not there."
    left_out = _NOT_COMPARED.get(image.table, set())
    # a column that a later schema added is in no earlier image
    wrong = [name for name, value in image.after.items() if name not in left_out and now.get(name) != value]
    return f"The history and the board differ on {which}: {', '.join(wrong)}." if wrong else ""


def _standing(db: Database) -> Iterator[Image]:
    """The images of all steps that stand, newest first."""
    steps = db.conn.execute("SELECT step, import_id IS NOT NULL FROM history WHERE state = 'done' ORDER BY step DESC")
    for step, bulk in steps.fetchall():
        rows = db.conn.execute(
            "SELECT kind, record_id, row_key, before, after FROM history_images WHERE step = ? ORDER BY number DESC",
            (step,),
        )
        for row in rows:
            with suppress(ValueError):  # told of by itself
                yield image_from_row(*row)
        if bulk:
            yield from _standing_of_import(db, step)


def _standing_of_import(db: Database, step: int) -> Iterator[Image]:
    for _number, _what, rowid in reversed(chunks(db, step, "what = 'changed'")):
        with suppress(FileProblem, ValueError, TypeError):  # told of by itself
            yield from reversed(images_in(db, rowid))
