"""What the writer must know of each table: its key, the record it belongs to, and its search index."""

from __future__ import annotations

from dataclasses import dataclass


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
