"""Files kept inside the board, byte for byte, by their SHA-256; and the saved views and mappings beside them."""

from __future__ import annotations

import hashlib
from typing import Any

from db.command import storable
from db.errors import EntryProblem, NotOnBoard
from db.records import Attachment, SavedView
from db.store import Store, check_text

LARGEST_BYTES = 500_000_000  # SQLite refuses blobs of a billion bytes; a board should stay one that can be copied


def _record(row: dict[str, Any]) -> Attachment:
    return Attachment(**{**row, "graphic": bool(row["graphic"])})


class AttachmentStore(Store):
    """Originals; equal files are kept once."""

    table = "attachments"

    def get(self, attachment_id: int) -> Attachment:
        """One attachment without its content; raises `NotOnBoard`."""
        return _record(self._row(attachment_id))

    def of(self, kind: str, record_id: int) -> list[Attachment]:
        """The attachments of an incident or a source."""
        column = {"incident": "incident_id", "source": "source_id"}[kind]
        return [
            _record(row)
            for row in self._rows(f"SELECT * FROM attachments WHERE {column} = ? ORDER BY id", (record_id,))
        ]

    def owners(self) -> set[int]:
        """Ids of the incidents and sources that have any."""
        return {row[0] for row in self._tuples("SELECT coalesce(incident_id, source_id) FROM attachments")}

    def keep_content(self, data: bytes, sha256: str) -> None:
        """Keep a file for attachments that are about to be written, inside their command; it leaves no image."""
        self._db.conn.execute("INSERT OR IGNORE INTO contents (sha256, data) VALUES (?, ?)", (sha256, data))

    def size_of(self, sha256: str) -> int:
        """The number of bytes of the content with this SHA-256; raises `NotOnBoard`."""
        found = self._tuples("SELECT length(data) FROM contents WHERE sha256 = ?", (sha256,))
        if not found:
            raise NotOnBoard(f"The board holds no file with the SHA-256 {sha256[:12]}….")
        return int(found[0][0])

    def data(self, sha256: str) -> bytes:
        """The content with this SHA-256; raises `NotOnBoard`."""
        found = self._tuples("SELECT data FROM contents WHERE sha256 = ?", (sha256,))
        if not found:
            raise NotOnBoard(f"The board holds no file with the SHA-256 {sha256[:12]}….")
        return bytes(found[0][0])

    def attach(
        self,
        data: bytes,
        name: str,
        media_type: str,
        *,
        incident_id: int | None = None,
        source_id: int | None = None,
        graphic: bool = False,
    ) -> int:
        """Keep a file with an incident or a source; returns the id of the attachment."""
        if (incident_id is None) == (source_id is None):
            raise EntryProblem("An attachment belongs to one incident or to one source.", "incident_id")
        if len(data) > LARGEST_BYTES:
            raise EntryProblem(
                f"“{name}” is larger than {LARGEST_BYTES // 10**6} MB and cannot be kept in a board.", "data"
            )
        sha256 = hashlib.sha256(data).hexdigest()
        attachment_id = self._board.ids.next()
        with self._board.command(f"Attach {name}") as command:
            # contents leave no image: they are never changed, and undo must be able to bring the attachment back
            self._db.conn.execute("INSERT OR IGNORE INTO contents (sha256, data) VALUES (?, ?)", (sha256, data))
            command.insert(
                "attachments",
                {
                    "id": attachment_id,
                    "name": name,
                    "media_type": media_type,
                    "sha256": sha256,
                    "size": len(data),
                    "incident_id": incident_id,
                    "source_id": source_id,
                    "graphic": int(graphic),
                },
            )
        return attachment_id

    def attach_kept(
        self,
        sha256: str,
        name: str,
        media_type: str,
        *,
        incident_id: int | None = None,
        source_id: int | None = None,
        graphic: bool = False,
        note: str = "",
    ) -> int:
        """Attach a content that the board holds already, by its SHA-256; returns the id of the attachment."""
        found = self._tuples("SELECT length(data) FROM contents WHERE sha256 = ?", (sha256,))
        if not found:
            raise NotOnBoard(f"The board holds no file with the SHA-256 {sha256[:12]}….")
        attachment_id = self._board.ids.next()
        with self._board.command(f"Attach {name}") as command:
            command.insert(
                "attachments",
                {
                    "id": attachment_id,
                    "name": name,
                    "media_type": media_type,
                    "sha256": sha256,
                    "size": found[0][0],
                    "incident_id": incident_id,
                    "source_id": source_id,
                    "graphic": int(graphic),
                    "note": note,
                },
            )
        return attachment_id

    def update(
        self, attachment_id: int, *, name: str | None = None, graphic: bool | None = None, note: str | None = None
    ) -> None:
        """Rename an attachment, mark it graphic or note something on it."""
        old = self.get(attachment_id)
        wanted = {"name": name, "graphic": None if graphic is None else int(graphic), "note": note}
        with self._board.command(f"Edit attachment {old.name}") as command:
            command.update(
                "attachments", (attachment_id,), {key: value for key, value in wanted.items() if value is not None}
            )

    def delete(self, attachment_id: int) -> None:
        """Take an attachment off; its content stays in the file for undo."""
        old = self.get(attachment_id)
        with self._board.command(f"Delete attachment {old.name}") as command:
            command.delete("attachments", (attachment_id,))


class ViewStore(Store):
    """Focuses kept by name."""

    table = "views"

    def all(self) -> list[SavedView]:
        """All saved views by name."""
        return [SavedView(**row) for row in self._rows("SELECT * FROM views ORDER BY name COLLATE NOCASE")]

    def add(self, view: SavedView) -> int:
        """Keep a focus under a name; an equal name is written over."""
        check_text(view.name, "name", "A saved view")
        with self._board.command(f"Save view {view.name}") as command:
            for row in self._rows("SELECT id FROM views WHERE name = ?", (storable(view.name),)):
                command.delete("views", (row["id"],))
            view_id = view.id or self._board.ids.next()
            command.insert("views", {"id": view_id, "name": view.name, "focus": view.focus})
        return view_id

    def delete(self, view_id: int) -> None:
        """Forget a saved view."""
        name = self._row(view_id)["name"]
        with self._board.command(f"Delete view {name}") as command:
            command.delete("views", (view_id,))
