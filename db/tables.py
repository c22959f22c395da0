"""What the writer must know of each table: its key, the record it belongs to, and its search index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from db.errors import FileProblem


@dataclass(frozen=True, slots=True)
class TableSpec:
    """`kind` and `owner` say which record a row is part of: a role row belongs to its incident."""

    name: str
    key: tuple[str, ...]
    kind: str
    owner: str
    search: str = ""
    searched: tuple[str, ...] = ()
    sketched: str = ""  # the column whose text is compared with others

    @property
    def where(self) -> str:
        """The condition that finds one row, with one placeholder a key column."""
        return " AND ".join(f"{column} = ?" for column in self.key)


_ALL = (
    TableSpec("board", ("id",), "board", "id"),
    TableSpec(
        "flashpoints",
        ("id",),
        "flashpoints",
        "id",
        "flashpoint_search",
        ("name", "other_names", "description", "note", "shadow"),
    ),
    TableSpec("levels", ("id",), "flashpoints", "flashpoint_id"),
    TableSpec(
        "actors",
        ("id",),
        "actors",
        "id",
        "actor_search",
        ("name", "short_name", "other_names", "identity_note", "note", "shadow"),
    ),
    TableSpec("relationships", ("id",), "relationships", "id"),
    TableSpec(
        "incidents", ("id",), "incidents", "id", "incident_search", ("title", "summary", "place", "note", "shadow")
    ),
    TableSpec("incident_actors", ("incident_id", "actor_id", "role"), "incidents", "incident_id"),
    TableSpec("incident_tags", ("incident_id", "tag_id"), "incidents", "incident_id"),
    TableSpec("tags", ("id",), "tags", "id"),
    TableSpec(
        "sources",
        ("id",),
        "sources",
        "id",
        "source_search",
        ("title", "publisher", "author", "text", "note", "shadow"),
        sketched="text",
    ),
    TableSpec("source_quotes", ("source_id", "quoted_id"), "sources", "source_id"),
    TableSpec("citations", ("id",), "citations", "id"),
    TableSpec("attachments", ("id",), "attachments", "id"),
    TableSpec("views", ("id",), "views", "id"),
    TableSpec("differences", ("id",), "differences", "id"),
    TableSpec("profiles", ("id",), "profiles", "id"),
    TableSpec("tray_documents", ("id",), "tray", "id"),
    TableSpec("tray_texts", ("document_id",), "tray", "document_id", sketched="text"),
    TableSpec("tray_files", ("id",), "tray", "document_id"),
    TableSpec("tray_drafts", ("id",), "tray", "document_id"),
)
TABLES: dict[str, TableSpec] = {spec.name: spec for spec in _ALL}


def known_columns(db: Database, table: str, names: Iterable[object]) -> list[str]:
    """These names, each a column of one of our tables: what the history of a file holds may be anybody's words.

    Raises `FileProblem` where one is none, before it gets into a statement.
    """
    given = [str(name) for name in names]
    there = {row[0] for row in db.conn.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    if not there.issuperset(given) or len(set(given)) != len(given):
        raise strange_history()
    return given


def strange_history() -> FileProblem:
    """What is told where the history cannot be what this program wrote."""
    return FileProblem(
        "The history of this board holds what this program never writes there. It is damaged or was tampered with, so that "
        "step can be neither undone nor done again, and nothing was changed. Use File ▸ Restore to bring back an earlier state."
    )
