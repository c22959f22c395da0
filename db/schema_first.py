"""The SQL of the first schema, as the first migration runs it; never edited."""

from __future__ import annotations

# In the tables that an import fills by the million a closed list is spelled with OR: behind IN, SQLite makes a set at
# each statement and seeks in it for each row, which took a fifth of the time of an import.
FIRST = """
CREATE TABLE board (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  title TEXT NOT NULL,
  marking TEXT NOT NULL DEFAULT 'AMBER' CHECK (marking IN ('RED','AMBER+STRICT','AMBER','GREEN','CLEAR')),
  uid TEXT NOT NULL,
  created_at TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL,
  dataset TEXT NOT NULL,
  sha256 TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  withdrawn INTEGER NOT NULL DEFAULT 0,
  left_out INTEGER NOT NULL DEFAULT 0,
  mapping TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE flashpoints (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  other_names TEXT NOT NULL DEFAULT '',
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  radius_km REAL CHECK (radius_km > 0),
  area TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  level TEXT NOT NULL DEFAULT 'watch'
    CHECK (level IN ('calm','watch','tense','skirmishes','clashes','open_fighting')),
  last_checked TEXT NOT NULL DEFAULT '',
  opened TEXT NOT NULL DEFAULT '',
  closed TEXT NOT NULL DEFAULT '',
  place_in_list INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  shadow TEXT NOT NULL DEFAULT '',
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

CREATE TABLE levels (
  id INTEGER PRIMARY KEY,
  flashpoint_id INTEGER NOT NULL REFERENCES flashpoints(id),
  level TEXT NOT NULL CHECK (level IN ('calm','watch','tense','skirmishes','clashes','open_fighting')),
  since TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX levels_flashpoint ON levels(flashpoint_id);

CREATE TABLE actors (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  short_name TEXT NOT NULL DEFAULT '',
  other_names TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT 'unknown' CHECK (kind IN
    ('state','state_force','armed_group','coalition','militia','civilians','organisation','unknown')),
  parent_id INTEGER REFERENCES actors(id) CHECK (parent_id <> id),
  identity_note TEXT NOT NULL DEFAULT '',
  contested INTEGER NOT NULL DEFAULT 0 CHECK (contested IN (0,1)),
  colour TEXT NOT NULL DEFAULT '',
  x REAL,
  y REAL,
  note TEXT NOT NULL DEFAULT '',
  dataset TEXT NOT NULL DEFAULT '',
  outside_id TEXT NOT NULL DEFAULT '',
  import_id INTEGER REFERENCES imports(id),
  shadow TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX actors_parent ON actors(parent_id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX actors_outside ON actors(dataset, outside_id) WHERE outside_id <> '';

CREATE TABLE relationships (
  id INTEGER PRIMARY KEY,
  from_id INTEGER NOT NULL REFERENCES actors(id),
  to_id INTEGER NOT NULL REFERENCES actors(id),
  stance TEXT NOT NULL CHECK (stance IN
    ('backs','leads','part_of','trains','allied','talks','tolerates','hostile','succeeds')),
  since TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  label TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  contested INTEGER NOT NULL DEFAULT 0 CHECK (contested IN (0,1)),
  flashpoint_id INTEGER REFERENCES flashpoints(id),
  CHECK (from_id <> to_id)
) STRICT;
CREATE INDEX relationships_from ON relationships(from_id);
CREATE INDEX relationships_to ON relationships(to_id);
CREATE INDEX relationships_flashpoint ON relationships(flashpoint_id) WHERE flashpoint_id IS NOT NULL;

CREATE TABLE incidents (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  summary TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT 'other'
    CHECK (kind = 'clash' OR kind = 'air_strike' OR kind = 'shelling' OR kind = 'explosive'
      OR kind = 'shoot_down' OR kind = 'civilians' OR kind = 'abduction' OR kind = 'banned_weapon'
      OR kind = 'deployment' OR kind = 'movement' OR kind = 'control' OR kind = 'truce' OR kind = 'statement'
      OR kind = 'protest' OR kind = 'aid' OR kind = 'damage' OR kind = 'other'),
  date TEXT NOT NULL DEFAULT '',
  earliest INTEGER,
  latest INTEGER,
  time TEXT NOT NULL DEFAULT '',
  zone TEXT NOT NULL DEFAULT '',
  flashpoint_id INTEGER REFERENCES flashpoints(id),
  place TEXT NOT NULL DEFAULT '',
  district TEXT NOT NULL DEFAULT '',
  province TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  precision TEXT NOT NULL DEFAULT ''
    CHECK (precision = '' OR precision = 'exact' OR precision = 'vicinity' OR precision = 'town'
      OR precision = 'district' OR precision = 'country'),
  deaths_low INTEGER CHECK (deaths_low >= 0),
  deaths_best INTEGER CHECK (deaths_best >= 0),
  deaths_high INTEGER CHECK (deaths_high >= 0),
  deaths_civilians INTEGER CHECK (deaths_civilians >= 0),
  injured_low INTEGER CHECK (injured_low >= 0),
  injured_high INTEGER CHECK (injured_high >= 0),
  reliability TEXT NOT NULL DEFAULT ''
    CHECK (reliability = '' OR reliability = 'A' OR reliability = 'B' OR reliability = 'C'
      OR reliability = 'D' OR reliability = 'E' OR reliability = 'F'),
  credibility TEXT NOT NULL DEFAULT ''
    CHECK (credibility = '' OR credibility = '1' OR credibility = '2' OR credibility = '3'
      OR credibility = '4' OR credibility = '5' OR credibility = '6'),
  hedge TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  recurring INTEGER NOT NULL DEFAULT 0 CHECK (recurring IN (0,1)),
  disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0,1)),
  dataset TEXT NOT NULL DEFAULT '',
  outside_id TEXT NOT NULL DEFAULT '',
  digest INTEGER,
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0,1)),
  import_id INTEGER REFERENCES imports(id),
  shadow TEXT NOT NULL DEFAULT '',
  CHECK (earliest <= latest),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX incidents_flashpoint ON incidents(flashpoint_id) WHERE flashpoint_id IS NOT NULL;
CREATE UNIQUE INDEX incidents_outside ON incidents(dataset, outside_id) WHERE outside_id <> '';

CREATE TABLE incident_actors (
  incident_id INTEGER NOT NULL REFERENCES incidents(id),
  actor_id INTEGER NOT NULL REFERENCES actors(id),
  role TEXT NOT NULL CHECK (role = 'initiator' OR role = 'target' OR role = 'participant' OR role = 'mentioned'),
  as_named TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (incident_id, actor_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_actors_actor ON incident_actors(actor_id);

CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> '')
) STRICT;
CREATE TABLE incident_tags (
  incident_id INTEGER NOT NULL REFERENCES incidents(id),
  tag_id INTEGER NOT NULL REFERENCES tags(id),
  PRIMARY KEY (incident_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_tags_tag ON incident_tags(tag_id);

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  publisher TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '',
  retrieved TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  reliability TEXT NOT NULL DEFAULT ''
    CHECK (reliability = '' OR reliability = 'A' OR reliability = 'B' OR reliability = 'C'
      OR reliability = 'D' OR reliability = 'E' OR reliability = 'F'),
  note TEXT NOT NULL DEFAULT '',
  import_id INTEGER REFERENCES imports(id),
  shadow TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sources_sha256 ON sources(sha256) WHERE sha256 <> '';
CREATE TABLE source_quotes (
  source_id INTEGER NOT NULL REFERENCES sources(id),
  quoted_id INTEGER NOT NULL REFERENCES sources(id),
  PRIMARY KEY (source_id, quoted_id),
  CHECK (source_id <> quoted_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_quotes_quoted ON source_quotes(quoted_id);

CREATE TABLE citations (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources(id),
  incident_id INTEGER REFERENCES incidents(id),
  relationship_id INTEGER REFERENCES relationships(id),
  flashpoint_id INTEGER REFERENCES flashpoints(id),
  actor_id INTEGER REFERENCES actors(id),
  bearing TEXT NOT NULL DEFAULT 'supports'
    CHECK (bearing = 'supports' OR bearing = 'contradicts' OR bearing = 'mentions'),
  quote TEXT NOT NULL DEFAULT '',
  locator TEXT NOT NULL DEFAULT '',
  credibility TEXT NOT NULL DEFAULT ''
    CHECK (credibility = '' OR credibility = '1' OR credibility = '2' OR credibility = '3'
      OR credibility = '4' OR credibility = '5' OR credibility = '6'),
  claims TEXT NOT NULL DEFAULT '',
  CHECK ((incident_id IS NOT NULL) + (relationship_id IS NOT NULL)
       + (flashpoint_id IS NOT NULL) + (actor_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX citations_source ON citations(source_id);
CREATE INDEX citations_incident ON citations(incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX citations_relationship ON citations(relationship_id) WHERE relationship_id IS NOT NULL;
CREATE INDEX citations_flashpoint ON citations(flashpoint_id) WHERE flashpoint_id IS NOT NULL;
CREATE INDEX citations_actor ON citations(actor_id) WHERE actor_id IS NOT NULL;

CREATE TABLE contents (
  sha256 TEXT PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL DEFAULT 'application/octet-stream',
  sha256 TEXT NOT NULL REFERENCES contents(sha256),
  size INTEGER NOT NULL CHECK (size >= 0),
  incident_id INTEGER REFERENCES incidents(id),
  source_id INTEGER REFERENCES sources(id),
  graphic INTEGER NOT NULL DEFAULT 0 CHECK (graphic IN (0,1)),
  note TEXT NOT NULL DEFAULT '',
  CHECK ((incident_id IS NOT NULL) + (source_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX attachments_incident ON attachments(incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX attachments_source ON attachments(source_id) WHERE source_id IS NOT NULL;
CREATE INDEX attachments_sha256 ON attachments(sha256);

CREATE TABLE views (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  focus TEXT NOT NULL
) STRICT;

CREATE TABLE mappings (
  name TEXT PRIMARY KEY CHECK (name <> ''),
  mapping TEXT NOT NULL
) STRICT;

CREATE TABLE differences (
  id INTEGER PRIMARY KEY,
  import_id INTEGER REFERENCES imports(id),
  incident_id INTEGER NOT NULL REFERENCES incidents(id),
  field TEXT NOT NULL,
  ours TEXT NOT NULL,
  theirs TEXT NOT NULL
) STRICT;
CREATE INDEX differences_incident ON differences(incident_id);
CREATE INDEX differences_import ON differences(import_id);

CREATE TABLE sheets (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  printed_at TEXT NOT NULL,
  revision INTEGER NOT NULL,
  choices TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE history (
  step INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done','undone','dropped')),
  import_id INTEGER
) STRICT;
CREATE TABLE history_images (
  step INTEGER NOT NULL REFERENCES history(step),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  row_key TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (step, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_images_record ON history_images(record_id);
CREATE TABLE history_chunks (
  step INTEGER NOT NULL REFERENCES history(step),
  number INTEGER NOT NULL,
  what TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (step, number)
) STRICT;

CREATE TABLE columns_cache (
  name TEXT PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE columns_stale (
  incident_id INTEGER PRIMARY KEY
) STRICT;

CREATE VIRTUAL TABLE incident_search USING fts5(title, summary, place, note, shadow,
  content='incidents', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE actor_search USING fts5(name, short_name, other_names, identity_note, note, shadow,
  content='actors', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE flashpoint_search USING fts5(name, other_names, description, note, shadow,
  content='flashpoints', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE source_search USING fts5(title, publisher, author, text, note, shadow,
  content='sources', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2');
"""
