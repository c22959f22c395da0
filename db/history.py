"""Undo, redo and the audit trail: one mechanism, kept in the board file, ordered by step and never by the clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlite_utils import Database

from db import bulk_history
from db.changes import ChangeCollector
from db.codes import as_it_stood
from db.command import Command, Image, RowWriter, image_from_row, image_to_row, storable
from db.errors import BugError
from db.records import HistoryStep
from db.tables import strange_history


def now_utc() -> str:
    """The moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def bump_revision(db: Database) -> int:
    """Count one more state of the board; the first statement of every write, so that it takes the write lock."""
    db.conn.execute("UPDATE board SET revision = revision + 1 WHERE id = 1")
    return int(db.conn.execute("SELECT revision FROM board").fetchone()[0])


def begin_step(db: Database, name: str, import_id: int | None = None) -> int:
    """Write the history row of a new command; what was undone before can no longer be redone."""
    db.conn.execute("DELETE FROM history_chunks WHERE step IN (SELECT step FROM history WHERE state = 'undone')")
    db.conn.execute("UPDATE history SET state = 'dropped' WHERE state = 'undone'")
    cursor = db.conn.execute(
        "INSERT INTO history (name, at, state, import_id) VALUES (?, ?, 'done', ?)",
        (storable(name), now_utc(), import_id),
    )
    step = cursor.lastrowid
    assert step is not None
    return step


def record(db: Database, command: Command) -> int:
    """Keep a finished command's images; returns its step."""
    step = begin_step(db, command.name)
    keep_images(db, step, 0, command.images)
    return step


def keep_images(db: Database, step: int, first: int, images: list[Image]) -> None:
    """Write images of a step, numbered from `first` on."""
    db.conn.executemany(
        "INSERT INTO history_images (step, number, kind, record_id, row_key, before, after) VALUES (?,?,?,?,?,?,?)",
        (image_to_row(step, number, image) for number, image in enumerate(images, start=first)),
    )


def next_undo(db: Database) -> HistoryStep | None:
    """The step that undo would take back."""
    return _one(db, "state = 'done' ORDER BY step DESC")


def next_redo(db: Database) -> HistoryStep | None:
    """The step that redo would do again."""
    return _one(db, "state = 'undone' ORDER BY step")


def _one(db: Database, condition: str) -> HistoryStep | None:
    found = db.conn.execute(f"SELECT step, name, at, state FROM history WHERE {condition} LIMIT 1").fetchone()
    return HistoryStep(*found) if found else None


def travel(db: Database, changes: ChangeCollector, *, back: bool) -> None:
    """Undo or redo the next step, also where a word comes back that is not of its list; in the caller's transaction."""
    go = undo if back else redo
    try:
        try:
            with db.atomic():
                go(db, changes)
        except sqlite3.IntegrityError as error:
            if "CHECK" not in str(error):
                raise
            with as_it_stood(db), db.atomic():
                go(db, changes)
    except sqlite3.IntegrityError as error:
        what = "taken back" if back else "done again"
        raise BugError(f"The last step does not fit the board and was not {what}: {error}.") from error
    except (KeyError, TypeError, ValueError, AssertionError, RecursionError) as error:  # no step of ours
        raise strange_history() from error


def undo(db: Database, changes: ChangeCollector) -> HistoryStep | None:
    """Take the last standing step back, with the same ids; the caller holds the transaction."""
    step = next_undo(db)
    if step is None:
        return None
    import_id = _import_of(db, step.revision)
    if import_id is not None:
        bulk_history.take_out(db, step.revision, import_id, changes)
    writer = RowWriter(db, changes)
    for image in images_of(db, step.revision, newest_first=True):
        writer.apply(Image(image.table, image.record_id, image.key, image.after, image.before))
    db.conn.execute("UPDATE history SET state = 'undone' WHERE step = ?", (step.revision,))
    return step


def redo(db: Database, changes: ChangeCollector) -> HistoryStep | None:
    """Do the first undone step again; the caller holds the transaction."""
    step = next_redo(db)
    if step is None:
        return None
    import_id = _import_of(db, step.revision)
    if import_id is not None:
        bulk_history.put_back(db, step.revision, import_id, changes)
    writer = RowWriter(db, changes)
    for image in images_of(db, step.revision):
        writer.apply(image)
    db.conn.execute("UPDATE history SET state = 'done' WHERE step = ?", (step.revision,))
    return step


def _import_of(db: Database, step: int) -> int | None:
    found = db.conn.execute("SELECT import_id FROM history WHERE step = ?", (step,)).fetchone()
    return found[0] if found else None


def images_of(db: Database, step: int, *, newest_first: bool = False) -> Iterator[Image]:
    """The images of one step in the order of its writes, one after the other: a step may hold millions."""
    rows = db.conn.execute(
        f"""SELECT kind, record_id, row_key, before, after FROM history_images
            WHERE step = ? ORDER BY number {"DESC" if newest_first else ""}""",
        (step,),
    )
    return (image_from_row(*row) for row in rows)


def steps(db: Database, limit: int) -> list[HistoryStep]:
    """The newest steps first, also undone and dropped ones: the audit trail."""
    rows = db.conn.execute("SELECT step, name, at, state FROM history ORDER BY step DESC LIMIT ?", (limit,))
    return [HistoryStep(*row) for row in rows]


def steps_of_record(db: Database, tables: tuple[str, ...], record_id: int, limit: int) -> list[HistoryStep]:
    """The steps that touched one record, newest first."""
    marks = ",".join("?" * len(tables))
    rows = db.conn.execute(
        f"""SELECT DISTINCT h.step, h.name, h.at, h.state FROM history_images i JOIN history h ON h.step = i.step
            WHERE i.record_id = ? AND i.kind IN ({marks}) ORDER BY h.step DESC LIMIT ?""",
        (record_id, *tables, limit),
    )
    return [HistoryStep(*row) for row in rows]


def fields_edited(db: Database, incident_ids: list[int]) -> dict[int, set[str]]:
    """For each incident the columns that a standing edit (no import) changed; roles count as "actors"."""
    edited: dict[int, set[str]] = {}
    for start in range(0, len(incident_ids), 500):
        part = incident_ids[start : start + 500]
        marks = ",".join("?" * len(part))
        rows = db.conn.execute(
            f"""SELECT i.kind, i.record_id, i.row_key, i.before, i.after
                FROM history_images i JOIN history h ON h.step = i.step
                WHERE h.state = 'done' AND h.import_id IS NULL AND i.record_id IN ({marks})
                  AND i.kind IN ('incidents', 'incident_actors', 'incident_tags')""",
            part,
        )
        for row in rows:
            image = image_from_row(*row)
            names = edited.setdefault(image.record_id, set())
            if image.table == "incidents" and image.before and image.after:
                names.update(column for column, value in image.after.items() if value != image.before[column])
            elif image.table != "incidents":
                names.add("actors" if image.table == "incident_actors" else "tags")
    return edited
