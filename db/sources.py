"""The sources and the citations that tie them to records: queries and writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from db.codes import as_known
from db.command import Command
from db.errors import EntryProblem
from db.records import Citation, Source
from db.store import (
    CHUNK,
    Converters,
    Store,
    check_code,
    check_text,
    field_values,
    rename_fields,
    shadow_of,
    stored_date,
)
from db.vocabulary import CITATION_BEARINGS, CREDIBILITIES, MARKINGS, RELIABILITIES

_SEARCHED = ("title", "publisher", "author", "text", "note")
_SOURCE_CONVERTERS: Converters = {
    "published": lambda date: {"published": date.edtf},
    "retrieved": lambda date: {"retrieved": date.edtf},
}
_CITATION_CONVERTERS: Converters = {
    "claims": lambda claims: {"claims": json.dumps(claims, ensure_ascii=False, sort_keys=True) if claims else ""},
}
CITED = {"incident": "incident_id", "relationship": "relationship_id", "flashpoint": "flashpoint_id",
         "actor": "actor_id", "source": "source_id"}  # fmt: skip


class SourceStore(Store):
    """Documents, posts, broadcasts, data sets and persons that say so."""

    table = "sources"

    def all(self) -> list[Source]:
        """All sources in the order in which they came."""
        return self._records(self._rows("SELECT * FROM sources ORDER BY id"))

    def get(self, source_id: int) -> Source:
        """One source; raises `NotOnBoard`."""
        return self._records([self._row(source_id)])[0]

    def ids(self) -> list[int]:
        """The ids of all sources, ascending."""
        return [row[0] for row in self._tuples("SELECT id FROM sources ORDER BY id")]

    def many(self, ids: Iterable[int]) -> list[Source]:
        """Sources in the order of the ids."""
        return self._records(self._rows_by_id(ids))

    def find(self, text: str, limit: int = 20) -> list[Source]:
        """Sources whose title or publisher holds this text; the newest first."""
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        sql = r"SELECT * FROM sources WHERE title LIKE ? ESCAPE '\' OR publisher LIKE ? ESCAPE '\' ORDER BY id DESC LIMIT ?"
        return self._records(self._rows(sql, (pattern, pattern, limit)))

    def add(self, source: Source) -> int:
        """Put a source on the board; returns its id. Raises `EntryProblem`."""
        _check_source(source)
        source_id = source.id or self._board.ids.next()
        values = {name: value for name, value in field_values(source).items() if name != "quotes"}
        row = rename_fields({**values, "id": source_id}, _SOURCE_CONVERTERS)
        row["shadow"] = shadow_of(row, _SEARCHED)
        with self._board.command(f"Add source “{source.title[:40]}”") as command:
            command.insert("sources", row)
            self._write_quotes(command, source_id, source.quotes)
        return source_id

    def update(self, source_id: int, **fields: Any) -> None:
        """Change fields of a source by the names of the record. Raises `EntryProblem`, `NotOnBoard`."""
        old = self.get(source_id)
        new = replace(old, **fields)
        _check_source(new)
        row = rename_fields({name: value for name, value in fields.items() if name != "quotes"}, _SOURCE_CONVERTERS)
        if any(name in fields for name in _SEARCHED):
            row["shadow"] = shadow_of(field_values(new), _SEARCHED)
        with self._board.command(f"Edit source “{old.title[:40]}”") as command:
            if row:
                command.update("sources", (source_id,), row)
            if "quotes" in fields:
                self._write_quotes(command, source_id, new.quotes)

    def delete(self, source_id: int) -> None:
        """Take a source off the board with its citations and attachments."""
        old = self.get(source_id)
        with self._board.command(f"Delete source “{old.title[:40]}”") as command:
            for table in ("citations", "attachments"):
                for row in self._rows(f"SELECT id FROM {table} WHERE source_id = ?", (source_id,)):
                    command.delete(table, (row["id"],))
            sql = "SELECT source_id, quoted_id FROM source_quotes WHERE source_id = ? OR quoted_id = ?"
            for row in self._rows(sql, (source_id, source_id)):
                command.delete("source_quotes", (row["source_id"], row["quoted_id"]))
            command.delete("sources", (source_id,))

    def _write_quotes(self, command: Command, source_id: int, quotes: Sequence[int]) -> None:
        sql = "SELECT quoted_id FROM source_quotes WHERE source_id = ?"
        there = {row[0] for row in self._db.conn.execute(sql, (source_id,))}
        for quoted_id in sorted(there - set(quotes)):
            command.delete("source_quotes", (source_id, quoted_id))
        for quoted_id in sorted(set(quotes) - there):
            command.insert("source_quotes", {"source_id": source_id, "quoted_id": quoted_id})

    def _records(self, rows: list[dict[str, Any]]) -> list[Source]:
        quotes: dict[int, list[int]] = {}
        ids = [row["id"] for row in rows]
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ",".join("?" * len(part))
            sql = f"SELECT source_id, quoted_id FROM source_quotes WHERE source_id IN ({marks})"
            for source_id, quoted_id in self._tuples(sql, part):
                quotes.setdefault(source_id, []).append(quoted_id)
        return [_source(row, tuple(quotes.get(row["id"], ()))) for row in rows]


def _source(row: dict[str, Any], quotes: tuple[int, ...]) -> Source:
    known = as_known("sources", row)
    fields = {name: value for name, value in known.items() if name not in ("shadow", "import_id")}
    dates = {"published": stored_date(row["published"]), "retrieved": stored_date(row["retrieved"])}
    return Source(**{**fields, **dates, "quotes": quotes})


def _check_source(source: Source) -> None:
    check_text(source.title, "title", "A source")
    check_code(RELIABILITIES, source.reliability, "reliability", empty=True)
    check_code(MARKINGS, source.marking, "marking", empty=True)


class CitationStore(Store):
    """Places in sources that support or contradict a record."""

    table = "citations"

    def get(self, citation_id: int) -> Citation:
        """One citation; raises `NotOnBoard`."""
        return _citation(self._row(citation_id))

    def of(self, kind: str, record_id: int) -> list[Citation]:
        """The citations of one record: kind is incident, relationship, flashpoint, actor or source."""
        column = CITED[kind]
        return [
            _citation(row)
            for row in self._rows(f"SELECT * FROM citations WHERE {column} = ? ORDER BY id", (record_id,))
        ]

    def of_many(self, kind: str, ids: Sequence[int]) -> dict[int, list[Citation]]:
        """Record id -> its citations, for those of the records that have any."""
        column = CITED[kind]
        found: dict[int, list[Citation]] = {}
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            for row in self._rows(f"SELECT * FROM citations WHERE {column} IN ({marks}) ORDER BY id", part):
                found.setdefault(row[column], []).append(_citation(row))
        return found

    def sources_of(self, kind: str, ids: Sequence[int]) -> set[int]:
        """Ids of the sources that these records cite."""
        column = CITED[kind]
        found: set[int] = set()
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            sql = f"SELECT DISTINCT source_id FROM citations WHERE {column} IN ({marks})"
            found.update(row[0] for row in self._tuples(sql, part))
        return found

    def add(self, citation: Citation) -> int:
        """Cite a source for one record; returns the id. Raises `EntryProblem`."""
        _check_citation(citation)
        citation_id = citation.id or self._board.ids.next()
        row = rename_fields({**field_values(citation), "id": citation_id}, _CITATION_CONVERTERS)
        with self._board.command("Add citation") as command:
            command.insert("citations", row)
        return citation_id

    def update(self, citation_id: int, **fields: Any) -> None:
        """Change fields of a citation. Raises `EntryProblem`, `NotOnBoard`."""
        _check_citation(replace(self.get(citation_id), **fields))
        with self._board.command("Edit citation") as command:
            command.update("citations", (citation_id,), rename_fields(fields, _CITATION_CONVERTERS))

    def delete(self, citation_id: int) -> None:
        """Take a citation back; its source stays."""
        self.get(citation_id)
        with self._board.command("Delete citation") as command:
            command.delete("citations", (citation_id,))


def _citation(row: dict[str, Any]) -> Citation:
    return Citation(**{**as_known("citations", row), "claims": _claims(row["claims"])})


def _claims(text: str) -> dict[str, str]:
    """The claims of a stored JSON text; none where a board from elsewhere holds something else there."""
    try:
        claims = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in claims.items()} if isinstance(claims, dict) else {}


def _check_citation(citation: Citation) -> None:
    check_code(CITATION_BEARINGS, citation.bearing, "bearing")
    check_code(CREDIBILITIES, citation.credibility, "credibility", empty=True)
    cited = (citation.incident_id, citation.relationship_id, citation.flashpoint_id, citation.actor_id)
    if sum(record_id is not None for record_id in cited) != 1:
        raise EntryProblem(
            "A citation belongs to exactly one incident, relationship, flashpoint or actor.", "incident_id"
        )
