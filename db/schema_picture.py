"""Draws today's schema from the migrations as one SQL file to be read: `python -m db.schema_picture` writes it."""

from __future__ import annotations

from pathlib import Path

from db.connection import APPLICATION_ID
from db.migrations import SCHEMA_VERSION
from db.schema_compare import expected_shape

PICTURE = Path(__file__).with_name("schema.sql")
_HEAD = """-- Today's schema of a board, drawn from db/migrations.py by `python -m db.schema_picture`. A picture to be read:
-- nothing runs it. The tables that FTS5 and the migrations keep for themselves are left out.
"""


def picture() -> str:
    """The text of the picture: every table with its indexes, in the order in which they are made."""
    parts = [_HEAD, f"PRAGMA application_id = {APPLICATION_ID};  -- SBRD\nPRAGMA user_version = {SCHEMA_VERSION};\n"]
    for (kind, name), sql in expected_shape(as_written=True).items():
        if sql and not _kept_by_others(name):
            parts.append(f"{'' if kind == 'index' else chr(10)}{sql};\n")
    return "".join(parts)


def _kept_by_others(name: str) -> bool:
    ours, _, inner = name.partition("_search_")
    return name.startswith("_sqlite") or "__sqlite" in name or bool(ours and inner)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
