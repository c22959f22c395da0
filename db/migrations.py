"""The ordered, append-only steps from an empty file to today's schema; a step once released is never edited.

Steps import nothing of the program that could change under them: what they need they spell out, the long text of the
first in a file of its own that is as little edited.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database, Migrations

from db.schema_first import FIRST

board_migrations = Migrations("situation_board")

# user_version of a file with all steps applied: one for each step
SCHEMA_VERSION = 3


@dataclass(frozen=True)
class Schema:
    """The steps to a schema and its version, which is their number."""

    steps: Migrations
    version: int


TODAY = Schema(board_migrations, SCHEMA_VERSION)


def statements(script: str) -> list[str]:
    """The single statements of a script, since `executescript` would commit an open transaction."""
    return [part.strip() for part in script.split(";\n") if part.strip()]


@board_migrations()
def m0001_first_schema(db: Database) -> None:
    """Everything that product.md puts on a board."""
    for statement in statements(FIRST):
        db.conn.execute(statement)


# What waits in the tray names records of the board in its JSON texts and by source_id and record_id: without foreign
# keys, since a draft outlives the actor that it names. The text of a document stands apart, so that an edit of its
# title does not carry it into the history.
_TRAY = """
CREATE TABLE tray_documents (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  dropped_at TEXT NOT NULL,
  format TEXT NOT NULL DEFAULT 'text' CHECK (format <> ''),
  media_type TEXT NOT NULL DEFAULT 'text/plain',
  original TEXT REFERENCES contents(sha256),
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0),
  title TEXT NOT NULL DEFAULT '',
  publisher TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  reliability TEXT NOT NULL DEFAULT '' CHECK (reliability IN ('','A','B','C','D','E','F')),
  credibility TEXT NOT NULL DEFAULT '' CHECK (credibility IN ('','1','2','3','4','5','6')),
  graphic INTEGER NOT NULL DEFAULT 0 CHECK (graphic IN (0,1)),
  sentences TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(sentences)),
  likenesses TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(likenesses)),
  aim TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(aim)),
  source_id INTEGER
) STRICT;
CREATE INDEX tray_documents_sha256 ON tray_documents(sha256) WHERE sha256 <> '';

CREATE TABLE tray_texts (
  document_id INTEGER PRIMARY KEY REFERENCES tray_documents(id),
  text TEXT NOT NULL DEFAULT '',
  marks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(marks))
) STRICT;

CREATE TABLE tray_files (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES tray_documents(id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL DEFAULT 'application/octet-stream',
  sha256 TEXT NOT NULL REFERENCES contents(sha256),
  size INTEGER NOT NULL CHECK (size >= 0),
  graphic INTEGER NOT NULL DEFAULT 0 CHECK (graphic IN (0,1)),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX tray_files_document ON tray_files(document_id);

CREATE TABLE tray_drafts (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES tray_documents(id),
  noun TEXT NOT NULL CHECK (noun IN ('incident','relationship','flashpoint')),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting','accepted','skipped')),
  record_id INTEGER,
  body TEXT NOT NULL CHECK (json_valid(body)),
  CHECK ((state = 'accepted') = (record_id IS NOT NULL))
) STRICT;
CREATE INDEX tray_drafts_document ON tray_drafts(document_id);
CREATE INDEX tray_drafts_state ON tray_drafts(state, document_id);

CREATE TABLE text_sketches (
  owner_id INTEGER PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX sources_with_text ON sources(id) WHERE text <> '';
"""


@board_migrations()
def m0002_tray(db: Database) -> None:
    """What is dropped waits in the board file; sketches of texts tell what was said before."""
    for statement in statements(_TRAY):
        db.conn.execute(statement)


# A record without a marking of its own has the board's. A profile is what may leave the board, kept as JSON.
_RELEASE = """
ALTER TABLE flashpoints ADD COLUMN marking TEXT NOT NULL DEFAULT ''
  CHECK (marking IN ('','RED','AMBER+STRICT','AMBER','GREEN','CLEAR'));
ALTER TABLE actors ADD COLUMN marking TEXT NOT NULL DEFAULT ''
  CHECK (marking IN ('','RED','AMBER+STRICT','AMBER','GREEN','CLEAR'));
ALTER TABLE relationships ADD COLUMN marking TEXT NOT NULL DEFAULT ''
  CHECK (marking IN ('','RED','AMBER+STRICT','AMBER','GREEN','CLEAR'));
ALTER TABLE incidents ADD COLUMN marking TEXT NOT NULL DEFAULT ''
  CHECK (marking = '' OR marking = 'RED' OR marking = 'AMBER+STRICT' OR marking = 'AMBER' OR marking = 'GREEN'
    OR marking = 'CLEAR');
ALTER TABLE sources ADD COLUMN marking TEXT NOT NULL DEFAULT ''
  CHECK (marking IN ('','RED','AMBER+STRICT','AMBER','GREEN','CLEAR'));
CREATE INDEX incidents_marking ON incidents(marking) WHERE marking <> '';

CREATE TABLE profiles (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  rules TEXT NOT NULL CHECK (json_valid(rules))
) STRICT;
"""


@board_migrations()
def m0003_release(db: Database) -> None:
    """What leaves the board passes a profile, by the marking of each record."""
    for statement in statements(_RELEASE):
        db.conn.execute(statement)
