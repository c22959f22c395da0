"""Whether the tray is sound: its drafts can be read, its files are whole, and what it names was on the board."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from sqlite_utils import Database

from db import sketches, tray_rows
from db.drafts import Draft, FlashpointDraft, IncidentDraft, RelationshipDraft

_RECORDS = {"incident": "incidents", "relationship": "relationships", "flashpoint": "flashpoints"}


def problems(db: Database) -> list[str]:
    """Every sentence on what in the tray does not hold."""
    return [*_documents(db), *_drafts(db), *_files(db), *_sketches(db)]


def _rows(db: Database, sql: str) -> Iterator[dict[str, Any]]:
    cursor = db.conn.execute(sql)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _documents(db: Database) -> list[str]:
    found = []
    sql = """SELECT d.id, d.name, d.sentences, d.likenesses, d.aim, d.source_id, t.document_id, t.text, t.marks
             FROM tray_documents d LEFT JOIN tray_texts t ON t.document_id = d.id"""
    for row in _rows(db, sql):
        which = f"The document “{row['name']}” of the tray"
        if row["document_id"] is None:
            found.append(f"{which} has lost its text.")
        problem = tray_rows.problem_of_document(row)
        if problem:
            found.append(f"{which} makes no sense: {problem}.")
        if row["source_id"] is not None and not _was_known(db, "sources", row["source_id"]):
            found.append(f"{which} says that it became a source that the board never had.")
    return found


def _drafts(db: Database) -> list[str]:
    found = []
    lengths = {row["document_id"]: len(row["text"]) for row in _rows(db, "SELECT document_id, text FROM tray_texts")}
    for row in _rows(db, "SELECT * FROM tray_drafts"):
        which = f"Draft {row['id']} of the tray"
        problem = tray_rows.problem_of_row(row, lengths.get(row["document_id"], 0))
        if problem:
            found.append(f"{which} makes no sense: {problem}.")
            continue
        for table, record_id in _named(tray_rows.draft_from_row(row)):
            if not _was_known(db, table, record_id):
                found.append(f"{which} names a row of {table} that the board never had.")
    return found


def _named(draft: Draft) -> Iterator[tuple[str, int]]:
    """(table, id) of every record that a draft names."""
    pairs: list[tuple[str, int | None]] = [(_RECORDS[tray_rows.noun_of(draft)], draft.record_id)]
    if isinstance(draft, IncidentDraft):
        pairs += [("actors", actor.actor_id) for actor in draft.actors]
        pairs.append(("flashpoints", draft.flashpoint_id))
        pairs.append(("incidents", draft.twin.incident_id if draft.twin else None))
    elif isinstance(draft, RelationshipDraft):
        pairs += [("actors", draft.from_actor.actor_id), ("actors", draft.to_actor.actor_id)]
        pairs.append(("relationships", draft.known_id))
    elif isinstance(draft, FlashpointDraft):
        pairs.append(("flashpoints", draft.flashpoint_id))
    for table, record_id in pairs:
        if record_id is not None:
            yield table, record_id


def _was_known(db: Database, table: str, record_id: int) -> bool:
    """Whether a record is on the board, or was: what was deleted since is no fault of the tray."""
    sql = f"""SELECT 1 FROM {table} WHERE id = ?1
              UNION ALL SELECT 1 FROM history_images WHERE record_id = ?1 AND kind = ?2 LIMIT 1"""
    return db.conn.execute(sql, (record_id, table)).fetchone() is not None


def _files(db: Database) -> list[str]:
    found = []
    sql = """SELECT f.name, f.size, length(c.data) FROM tray_files f LEFT JOIN contents c ON c.sha256 = f.sha256
             WHERE f.size IS NOT length(c.data)
             UNION ALL
             SELECT d.name, d.size, length(c.data) FROM tray_documents d LEFT JOIN contents c ON c.sha256 = d.original
             WHERE d.original IS NOT NULL AND d.size IS NOT length(c.data)"""
    for name, size, real in db.conn.execute(sql):
        has = "its content is missing" if real is None else f"{real:,} are there"
        found.append(f"The file “{name}” of the tray should have {size:,} bytes; {has}.")
    sql = "SELECT name FROM tray_documents WHERE original IS NOT NULL AND original <> sha256"
    for (name,) in db.conn.execute(sql):
        found.append(f"The SHA-256 told of “{name}” in the tray is not that of its original.")
    return found


def _sketches(db: Database) -> list[str]:
    """Texts whose sketch is not of them, so that a copy of them would not be known."""
    sql = """SELECT s.data, coalesce(o.text, t.text), coalesce(o.title, 'a document of the tray') FROM text_sketches s
             LEFT JOIN sources o ON o.id = s.owner_id LEFT JOIN tray_texts t ON t.document_id = s.owner_id"""
    return [
        f"What the board keeps to know the text of “{title}” again is not of this text."
        for data, text, title in db.conn.execute(sql)
        if text is not None and _differs(data, text)
    ]


def _differs(data: bytes, text: str) -> bool:
    kept = np.frombuffer(data[: len(data) // 4 * 4], dtype=sketches.STORED)
    return len(data) % 4 != 0 or not np.array_equal(kept, sketches.sketch_of(text))
