"""Reading a data set again: unchanged rows are passed over, revised ones updated, vanished ones marked withdrawn.

A field that the analyst has changed since is never written over: the difference is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from db import history
from db.command import Command, Value
from db.differences import held_back
from db.importing.batch import Batch, F, Row
from db.importing.people import ActorsOfFile, SourcesOfFile
from db.importing.report import KEPT_LINES, ImportReport
from db.importing.writer import ROW_COLUMNS, BatchWriter
from db.names import search_shadow
from db.store import BoardCore

# a newer export that holds fewer of the earlier rows than this is another selection, not a newer state
SAME_SELECTION = 0.5
_NOT_COMPARED = frozenset({"digest", "earliest", "latest"})
_DATE = ("date", "earliest", "latest")


def knows_rows_of(db: Database, dataset: str) -> bool:
    """Whether the board holds an incident of that data set."""
    sql = "SELECT 1 FROM incidents WHERE dataset = ? AND outside_id <> '' LIMIT 1"
    return db.conn.execute(sql, (dataset,)).fetchone() is not None


class Reviser:
    """Knows which rows of the data set were on the board before this file."""

    def __init__(
        self,
        board: BoardCore,
        command: Command,
        writer: BatchWriter,
        actors: ActorsOfFile,
        sources: SourcesOfFile,
        report: ImportReport,
    ) -> None:
        self._board, self._command, self._writer = board, command, writer
        self._actors, self._sources, self._report = actors, sources, report
        self._conn = board.db.conn
        self._dataset = report.dataset
        self._deleted = self._deleted_before()
        self.nothing_known = not knows_rows_of(board.db, self._dataset) and not self._deleted
        self._seen: set[int] = set()
        self._span: dict[str, tuple[int, int]] = {}  # country -> first and last day in this file
        self._spared: set[str] = set()

    def _deleted_before(self) -> set[str]:
        """Outside ids of incidents that the analyst took off the board."""
        rows = self._conn.execute(
            """SELECT json_extract(i.before, '$.outside_id') FROM history_images i JOIN history h ON h.step = i.step
               WHERE h.state = 'done' AND h.import_id IS NULL AND i.kind = 'incidents' AND i.after IS NULL
                 AND json_extract(i.before, '$.dataset') = ?""",
            (self._dataset,),
        )
        return {row[0] for row in rows if row[0]}

    def sift(self, rows: Sequence[Row]) -> list[Row]:
        """Deal with the rows that are known and give back those to be added."""
        known = self._known([row[1] for row in rows if row[1]])
        new: list[Row] = []
        changed: list[tuple[int, Row]] = []
        for row in rows:
            self._widen(row)
            found = known.get(row[1]) if row[1] else None
            if found is None:
                if row[1] in self._deleted:
                    self._leave_out(row, "This incident was deleted on the board, so it was not added again.")
                else:
                    new.append(row)
                continue
            incident_id, digest, withdrawn = found
            if incident_id in self._seen:
                self._leave_out(row, f"The id {row[1]} stands twice in this file; the first row with it went in.")
                continue
            self._seen.add(incident_id)
            if digest == row[F["digest"]] and not withdrawn:
                self._report.unchanged += 1
            else:
                changed.append((incident_id, row))
        if changed:
            self._update(changed)
        return new

    def spare(self, outside_ids: Iterable[str]) -> None:
        """Rows with these ids are in the file, though they could not be read: they have not vanished."""
        self._spared.update(outside_ids)

    def _known(self, outside: Sequence[str]) -> dict[str, tuple[int, int, int]]:
        found: dict[str, tuple[int, int, int]] = {}
        for start in range(0, len(outside), 500):
            part = outside[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._conn.execute(
                f"""SELECT outside_id, id, digest, withdrawn FROM incidents
                    WHERE dataset = ? AND outside_id IN ({marks}) AND outside_id <> ''""",
                (self._dataset, *part),
            )
            for outside_id, incident_id, digest, withdrawn in rows:
                if not self._writer.first_id or incident_id < self._writer.first_id:
                    found[outside_id] = (incident_id, digest, withdrawn)
        return found

    def _widen(self, row: Row) -> None:
        first, last = row[F["earliest"]], row[F["latest"]]
        if first is None or last is None:
            return
        country = row[F["country"]]
        low, high = self._span.get(country, (first, last))
        self._span[country] = (min(low, first), max(high, last))

    def _leave_out(self, row: Row, why: str) -> None:
        self._report.left_out_count += 1
        if len(self._report.left_out) < KEPT_LINES:
            self._report.left_out.append((row[F["row"]], why))

    def _update(self, changed: Sequence[tuple[int, Row]]) -> None:
        edited = history.fields_edited(self._board.db, [incident_id for incident_id, _ in changed])
        points = self._writer.flashpoints_for(Batch.of_rows([row for _, row in changed]))
        for (incident_id, row), point in zip(changed, points, strict=True):
            if self._revise(incident_id, row, point, edited.get(incident_id, set())):
                self._report.updated += 1
            else:
                self._report.unchanged += 1

    def _revise(self, incident_id: int, row: Row, point: int | None, edited: set[str]) -> bool:
        """Bring one incident up to date; False where nothing of it changed but the digest."""
        cursor = self._conn.execute("SELECT * FROM incidents WHERE id = ?", (incident_id,))
        current = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
        wanted: dict[str, Value] = {name: row[F[name]] for name in ROW_COLUMNS}
        wanted["withdrawn"] = 0
        if current["flashpoint_id"] is None and "flashpoint_id" not in edited:
            wanted["flashpoint_id"] = point
        differing = {name for name, value in wanted.items() if name not in _NOT_COMPARED and value != current[name]}
        held = held_back(differing, edited)
        closed = self._close_differences(incident_id, held)
        for name in sorted(held):
            self._keep_difference(incident_id, name, current[name], wanted[name])
        taken = {name: value for name, value in wanted.items() if name in differing - held}
        if "date" in taken:
            taken.update({name: wanted[name] for name in _DATE})
        if {"title", "summary", "place", "note"} & set(taken):
            merged = {**current, **taken}
            taken["shadow"] = search_shadow(
                " ".join(str(merged[name]) for name in ("title", "summary", "place", "note"))
            )
        self._command.update("incidents", (incident_id,), {**taken, "digest": wanted["digest"]})
        roles = "actors" not in edited and self._sync_roles(incident_id, row)
        tags = "tags" not in edited and self._sync_tags(incident_id, row)
        return bool(self._sync_citations(incident_id, row) or roles or tags or taken or closed)

    def _close_differences(self, incident_id: int, held: set[str]) -> bool:
        """Close those that are none any longer: the data set now says what the board says."""
        sql = "SELECT id, field FROM differences WHERE incident_id = ?"
        past = [one for one, field in self._conn.execute(sql, (incident_id,)) if field not in held]
        for difference_id in past:
            self._command.delete("differences", (difference_id,))
        return bool(past)

    def _keep_difference(self, incident_id: int, field: str, ours: Value, theirs: Value) -> None:
        sql = "SELECT id, ours, theirs FROM differences WHERE incident_id = ? AND field = ?"
        said = tuple("" if value is None else str(value) for value in (ours, theirs))
        for difference_id, *before in self._conn.execute(sql, (incident_id, field)).fetchall():
            if tuple(before) == said:
                return
            self._command.delete("differences", (difference_id,))
        self._command.insert(
            "differences",
            {
                "id": self._board.ids.next(),
                "import_id": self._report.import_id,
                "incident_id": incident_id,
                "field": field,
                "ours": said[0],
                "theirs": said[1],
            },
        )
        self._report.differences += 1

    def _sync_roles(self, incident_id: int, row: Row) -> bool:
        sql = "SELECT actor_id, role FROM incident_actors WHERE incident_id = ?"
        there = {tuple(pair) for pair in self._conn.execute(sql, (incident_id,))}
        wanted = {(self._actors.numbers[number], role) for number, role in row[F["actors"]]}
        for actor_id, role in sorted(there - wanted):
            self._command.delete("incident_actors", (incident_id, actor_id, role))
        for actor_id, role in sorted(wanted - there):
            self._command.insert("incident_actors", {"incident_id": incident_id, "actor_id": actor_id, "role": role})
        return there != wanted

    def _sync_tags(self, incident_id: int, row: Row) -> bool:
        sql = "SELECT tag_id FROM incident_tags WHERE incident_id = ?"
        there = {tag_id for (tag_id,) in self._conn.execute(sql, (incident_id,))}
        wanted = {self._writer.tag(name) for name in row[F["tags"]] if name.strip()}
        for tag_id in sorted(there - wanted):
            self._command.delete("incident_tags", (incident_id, tag_id))
        for tag_id in sorted(wanted - there):
            self._command.insert("incident_tags", {"incident_id": incident_id, "tag_id": tag_id})
        return there != wanted

    def _sync_citations(self, incident_id: int, row: Row) -> bool:
        """Cite what is newly cited; drop what the data set no longer cites and the analyst has not written in."""
        rows = self._conn.execute(
            """SELECT c.id, c.source_id, s.import_id IS NOT NULL AND c.quote = '' AND c.locator = '' AND c.claims = ''
               FROM citations c JOIN sources s ON s.id = c.source_id WHERE c.incident_id = ?""",
            (incident_id,),
        ).fetchall()
        wanted = {self._sources.numbers[number] for number in row[F["sources"]]}
        cited = {source_id for _, source_id, _ in rows}
        dropped = [citation_id for citation_id, source_id, plain in rows if plain and source_id not in wanted]
        for citation_id in dropped:
            self._command.delete("citations", (citation_id,))
        for source_id in sorted(wanted - cited):
            citation: dict[str, Value] = {
                "id": self._board.ids.next(),
                "source_id": source_id,
                "incident_id": incident_id,
            }
            self._command.insert("citations", citation)
        return bool(dropped or wanted - cited)

    def withdraw(self) -> None:
        """Mark the rows of earlier exports that this one should hold and does not: country by country, in its span."""
        if self.nothing_known:
            return
        first_new = self._writer.first_id or 1 << 62
        for country, (first, last) in self._span.items():
            rows = self._conn.execute(
                """SELECT id, withdrawn, outside_id FROM incidents WHERE dataset = ? AND outside_id <> '' AND country = ?
                   AND earliest >= ? AND latest <= ? AND id < ?""",
                (self._dataset, country, first, last, first_new),
            ).fetchall()
            missing = [
                incident_id
                for incident_id, withdrawn, outside_id in rows
                if incident_id not in self._seen and not withdrawn and outside_id not in self._spared
            ]
            if not missing:
                continue
            share = 1 - len(missing) / len(rows)
            if share < SAME_SELECTION:
                self._report.notes.append(
                    f"{len(missing):,} earlier rows for {country or 'no country'} are not in this file, which looks like "
                    "another selection; they were left as they are."
                )
                continue
            for incident_id in missing:
                self._command.update("incidents", (incident_id,), {"withdrawn": 1})
            self._report.withdrawn += len(missing)
