"""The imports of a board: what was read when, the mappings kept by name, and the reading itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from db.command import storable
from db.importing import engine
from db.importing.report import ImportReport
from db.importing.trial import TriedRow, try_rows
from db.records import ImportRecord
from db.store import Store, check_text

Progress = Callable[[int, int, str], None]


class ImportStore(Store):
    """Readings of foreign files."""

    table = "imports"

    def all(self) -> list[ImportRecord]:
        """All readings that stand, newest first."""
        sql = """SELECT id, file_name, dataset, at, added, updated, unchanged, withdrawn, left_out
                 FROM imports ORDER BY id DESC"""
        return [ImportRecord(**row) for row in self._rows(sql)]

    def read_file(
        self,
        path: Path | str,
        *,
        as_kind: str | None = None,
        mapping: str | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Read a table into the board as one undoable step; returns the truthful end.

        `as_kind`: "ucdp", "acled" or "table" where the file should not be recognised by itself.  `mapping`: JSON of
        `db.readers.mapping.Mapping`.  `progress(bytes done, bytes in all, words)` is called some times a second and
        may raise `Cancelled`: then nothing is left behind.  Raises `FileProblem` with a sentence.
        """
        return engine.import_file(self._board, Path(path), as_kind=as_kind, mapping=mapping, progress=progress)

    def look_at(self, path: Path | str, *, as_kind: str | None = None, rows: int = 20) -> engine.Look:
        """What a file is, its first rows and a proposed mapping; nothing is written. Raises `FileProblem`."""
        return engine.look_at(Path(path), as_kind, rows)

    def try_mapping(self, header: Sequence[str], rows: Sequence[Sequence[str]], mapping: str) -> list[TriedRow]:
        """What a few rows become under a mapping (JSON), from the reading process; nothing is written.

        Raises `FileProblem` where the mapping does not fit the header. Touches no connection, so any thread may ask.
        """
        return try_rows(header, rows, mapping)

    def mappings(self) -> dict[str, str]:
        """The kept mappings by name, as JSON."""
        return dict(self._db.conn.execute("SELECT name, mapping FROM mappings ORDER BY name"))

    def keep_mapping(self, name: str, mapping: str) -> None:
        """Keep a mapping for the next file; an equal name is written over. Not a step of the history."""
        check_text(name, "name", "A mapping")
        with self._board.transaction():
            self._db.conn.execute(
                "INSERT OR REPLACE INTO mappings (name, mapping) VALUES (?, ?)", (storable(name.strip()), storable(mapping))
            )
