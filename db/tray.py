"""The tray: dropped documents and the drafts found in them, kept in the board file until they are accepted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db import tray_rows
from db.accepting import Accepting
from db.answering import answered
from db.attachments import LARGEST_BYTES
from db.command import Row, storable
from db.consequences import Consequences
from db.drafts import ACCEPTED, SKIPPED, WAITING, Aim, Draft, IncidentDraft, Likeness, Mark, TrayDocument, TrayFile
from db.errors import EntryProblem, NotOnBoard
from db.history import now_utc
from db.likeness import likenesses
from db.readers.documents import ReadFile
from db.store import CHUNK, Store, check_code, check_text
from db.tray_checks import check_draft
from db.tray_json import WrongForm
from db.tray_remembered import Remembered
from db.tray_standing import Standing, as_it_stands
from db.tray_words import called, title_of
from db.vocabulary import CREDIBILITIES, RELIABILITIES
from db.wording import counted

if TYPE_CHECKING:
    from db.board import Board

_SOURCE_FIELDS = ("title", "publisher", "author", "address", "published", "language", "reliability")


class TrayStore(Store):
    """What was dropped: documents (`documents`, `document`), drafts of records (`drafts`, `draft`), what becomes of them.

    Each method that writes is one undoable step; the kind for `Changes` is "tray", with the ids of the documents.
    """

    table = "tray_documents"

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._whole = board
        self._standing: tuple[tuple[int, int], Standing] | None = None
        self._remembered = Remembered()

    # -- reading
    def documents(self) -> list[TrayDocument]:
        """All documents without their text and marks, newest first."""
        files: dict[int, list[TrayFile]] = {}
        for row in self._rows("SELECT * FROM tray_files ORDER BY id"):
            files.setdefault(row["document_id"], []).append(tray_rows.file_from_row(row))
        rows = self._rows("SELECT * FROM tray_documents ORDER BY id DESC")
        return [self._present(tray_rows.document_from_row(row, files.get(row["id"], ()))) for row in rows]

    def document(self, document_id: int) -> TrayDocument:
        """One document with its text, its marks and its files; raises `NotOnBoard`."""
        found = self._rows(
            """SELECT d.*, t.text, t.marks FROM tray_documents d LEFT JOIN tray_texts t ON t.document_id = d.id
               WHERE d.id = ?""",
            (document_id,),
        )
        if not found:
            raise NotOnBoard("This document is no longer in the tray.")
        files = self._rows("SELECT * FROM tray_files WHERE document_id = ? ORDER BY id", (document_id,))
        document = tray_rows.document_from_row(found[0], [tray_rows.file_from_row(row) for row in files])
        return self._present(replace(document, marks=self._remembered.marks(found[0]["marks"] or "[]")))

    def original(self, document_id: int) -> bytes | None:
        """The dropped bytes as they came; None where none were kept, as of a link."""
        sha256 = self.original_sha256(document_id)
        return None if sha256 is None else self._whole.attachments.data(sha256)

    def original_sha256(self, document_id: int) -> str | None:
        """The name by which the dropped bytes are kept; None where none were."""
        found = self._tuples("SELECT original FROM tray_documents WHERE id = ?", (document_id,))
        return found[0][0] if found else None

    def source_with(self, sha256: str) -> int | None:
        """The source of the board whose original has this SHA-256, the first of several."""
        found = self._tuples("SELECT min(id) FROM sources WHERE sha256 = ? AND sha256 <> ''", (sha256,))
        return found[0][0] if found else None

    def drafts(self, document_id: int) -> list[Draft]:
        """The drafts of a document in the order of its text, against the board as it stands.

        An actor that came on the board since is found by its name; what went off it is taken out of the draft.
        """
        return self._drafts("document_id = ?", (document_id,))

    def draft(self, draft_id: int) -> Draft:
        """One draft against the board as it stands; raises `NotOnBoard`."""
        found = self._drafts("id = ?", (draft_id,))
        if not found:
            raise NotOnBoard("This draft is no longer in the tray.")
        return found[0]

    def waiting(self) -> int:
        """How many drafts wait, over all documents."""
        return int(self._tuples("SELECT count(*) FROM tray_drafts WHERE state = 'waiting'")[0][0])

    def counts(self) -> dict[int, int]:
        """How many drafts wait, for each document that has any waiting."""
        sql = "SELECT document_id, count(*) FROM tray_drafts WHERE state = 'waiting' GROUP BY document_id"
        return dict(self._tuples(sql))

    def without_questions(self, document_id: int | None = None) -> list[int]:
        """The waiting drafts that can be accepted with all others, in text order: of one document, or of all.

        One that may tell again what is on the board (it has a twin) is left to a person, as is an open question.
        """
        where, values = ("state = 'waiting'", ()) if document_id is None else (
            "state = 'waiting' AND document_id = ?", (document_id,))  # fmt: skip
        return [
            draft.id
            for draft in self._drafts(where, values)
            if not draft.questions and not (isinstance(draft, IncidentDraft) and draft.twin is not None)
        ]

    def likenesses(self, sha256: str, text: str, *, but: int = 0) -> list[Likeness]:
        """Sources and documents of the tray that are the same file or say the same; the likest first.

        `but`: the id of the document itself, where it is in the tray.
        """
        return likenesses(self._whole, sha256, text, but)

    def consequences(self, draft_ids: Sequence[int], *, into: int | None = None) -> list[str]:
        """What accepting these drafts would change on the board, as sentences; `into`: an incident, as `accept_into`."""
        return Consequences(self._whole, self).of([self.draft(draft_id) for draft_id in draft_ids], into)

    # -- coming and going
    def add(
        self,
        document: TrayDocument,
        drafts: Sequence[Draft],
        *,
        original: bytes | None,
        files: Sequence[ReadFile] = (),
    ) -> int:
        """Keep a dropped document with its drafts; returns its id. Raises `EntryProblem`.

        `original`: its bytes as they came, None where there are none to keep.
        """
        name = storable(check_text(document.name, "name", "A document of the tray"))
        _check_grades(document.reliability, document.credibility)
        for data, what in ((original or b"", name), *((file.data, file.name) for file in files)):
            if len(data) > LARGEST_BYTES:
                raise EntryProblem(f"“{what}” is larger than {LARGEST_BYTES // 10**6} MB and cannot be kept.", "data")
        for draft in drafts:
            check_draft(draft)
        document_id = self._board.ids.next()
        kept = replace(document, id=document_id, name=name, dropped_at=document.dropped_at or now_utc(), source_id=None)
        if original is not None:
            kept = replace(kept, sha256=hashlib.sha256(original).hexdigest(), size=len(original))
        with self._board.command(f"Drop “{called(name)}” into the tray") as command:
            row = tray_rows.document_to_row(kept)
            row["original"] = None if original is None else self._keep(original)
            command.insert("tray_documents", row)
            marks = tray_rows.marks_to_json(document.marks)
            command.insert("tray_texts", {"document_id": document_id, "text": document.text, "marks": marks})
            flags = {file.sha256: file.graphic for file in document.files}
            for file in files:
                command.insert("tray_files", self._file_row(document_id, file, flags))
            for draft in sorted(drafts, key=tray_rows.first_place):
                new = replace(draft, id=self._board.ids.next(), document_id=document_id, state=WAITING, record_id=None)
                command.insert("tray_drafts", tray_rows.draft_to_row(new))
        return document_id

    def add_draft(self, document_id: int, draft: Draft) -> int:
        """One more draft for a document, as a passage selected by hand makes it; returns its id."""
        check_draft(draft)
        self.document(document_id)
        new = replace(draft, id=self._board.ids.next(), document_id=document_id, state=WAITING, record_id=None)
        with self._board.command(f"Draft {self.words(new)}") as command:
            command.insert("tray_drafts", tray_rows.draft_to_row(new))
        return new.id

    def draft_anew(self, document_id: int, drafts: Sequence[Draft], marks: Sequence[Mark]) -> None:
        """Put these drafts in the place of those that wait; what was accepted or skipped stays, as do their words."""
        for draft in drafts:
            check_draft(draft)
        document = self.document(document_id)
        dealt_with = {tray_rows.body_of(one) for one in self.drafts(document_id) if one.state != WAITING}
        with self._board.command(f"Draft “{called(document.name)}” again") as command:
            sql = "SELECT id FROM tray_drafts WHERE document_id = ? AND state = 'waiting'"
            for row in self._rows(sql, (document_id,)):
                command.delete("tray_drafts", (row["id"],))
            command.update("tray_texts", (document_id,), {"marks": tray_rows.marks_to_json(tuple(marks))})
            for draft in sorted(drafts, key=tray_rows.first_place):
                new = replace(draft, id=self._board.ids.next(), document_id=document_id, state=WAITING, record_id=None)
                if tray_rows.body_of(new) not in dealt_with:
                    command.insert("tray_drafts", tray_rows.draft_to_row(new))

    def remove(self, document_id: int) -> None:
        """Take a document with its drafts out of the tray; what was accepted stays on the board."""
        document = self.document(document_id)
        with self._board.command(f"Remove “{called(document.name)}” from the tray") as command:
            for table in ("tray_drafts", "tray_files"):
                for row in self._rows(f"SELECT id FROM {table} WHERE document_id = ?", (document_id,)):
                    command.delete(table, (row["id"],))
            command.delete("tray_texts", (document_id,))
            command.delete("tray_documents", (document_id,))

    # -- editing
    def change_draft(self, draft: Draft) -> None:
        """Keep a draft as it was edited. Raises `EntryProblem`, `NotOnBoard`."""
        old = self.draft(draft.id)
        if old.state == ACCEPTED:
            raise EntryProblem(f"{self.words(old)} is on the board already. Edit it there, or undo.", "state")
        if tray_rows.noun_of(draft) != tray_rows.noun_of(old):
            raise EntryProblem("A draft cannot become one of another kind of record.", "state")
        check_draft(draft)
        with self._board.command(f"Edit draft {self.words(old)}") as command:
            command.update("tray_drafts", (draft.id,), {"body": tray_rows.body_of(draft)})

    def answer(self, draft_id: int, question_number: int, value: str) -> None:
        """Answer an open question of a draft, counted from 0: the value of a choice, or an id, code or date.

        For an actor also "new" (accepting makes it) or "none" (left out). Raises `EntryProblem`.
        """
        draft = self.draft(draft_id)
        self.change_draft(answered(draft, question_number, value, self._whole))

    def change_document(self, document_id: int, **fields: Any) -> None:
        """Change what is told of a document by the names of the record, and of the source that it became."""
        old = self.document(document_id)
        unknown = sorted(set(fields) - set(tray_rows.EDITABLE))
        if unknown:
            raise EntryProblem(f"“{unknown[0]}” of a document in the tray cannot be changed.", unknown[0])
        new = replace(old, **fields)
        check_text(new.name, "name", "A document of the tray")
        _check_grades(new.reliability, new.credibility)
        with self._board.command(f"Edit “{called(old.name)}” in the tray") as command:
            command.update("tray_documents", (document_id,), tray_rows.fields_to_row(fields))
            told = {
                name: value for name, value in fields.items() if name in _SOURCE_FIELDS and (value or name != "title")
            }
            if new.source_id is not None and told:
                self._whole.sources.update(new.source_id, **told)

    def change_file(self, file_id: int, *, graphic: bool | None = None, note: str | None = None) -> None:
        """Mark a file of a document graphic, or note something on it."""
        found = self._rows("SELECT name FROM tray_files WHERE id = ?", (file_id,))
        if not found:
            raise NotOnBoard("This file is no longer in the tray.")
        wanted: Row = {"graphic": None if graphic is None else int(graphic), "note": note}
        with self._board.command(f"Edit “{called(found[0]['name'])}” in the tray") as command:
            command.update(
                "tray_files", (file_id,), {name: value for name, value in wanted.items() if value is not None}
            )

    def skip(self, draft_ids: Sequence[int]) -> None:
        """Let drafts wait no longer; they stay with their document and can be put back."""
        self._set_state("Skip", draft_ids, SKIPPED)

    def put_back(self, draft_ids: Sequence[int]) -> None:
        """Let skipped drafts wait again."""
        self._set_state("Put back", draft_ids, WAITING)

    def _set_state(self, verb: str, draft_ids: Sequence[int], state: str) -> None:
        drafts = [self.draft(draft_id) for draft_id in draft_ids]
        for draft in drafts:
            if draft.state == ACCEPTED:
                raise EntryProblem(f"{self.words(draft)} is on the board already. Undo brings it back.", "state")
        if drafts:
            with self._board.command(f"{verb} {self._told(drafts)}") as command:
                for draft in drafts:
                    command.update("tray_drafts", (draft.id,), {"state": state})

    # -- accepting
    def accept(self, draft_ids: Sequence[int], *, despite_questions: bool = False) -> list[int]:
        """Put drafts on the board as one step; returns the ids of the records, in the order of the drafts.

        Each document becomes a source once, with its original and its files; actors that are not on the board are
        made once each. Raises `EntryProblem` with the question of a draft that has one open; with
        `despite_questions` what was not answered stays empty, and an unknown actor is made as the text names it.
        """
        drafts = [self.draft(draft_id) for draft_id in dict.fromkeys(draft_ids)]
        return Accepting(self._whole, self).accept(drafts, f"Accept {self._told(drafts)}", despite_questions)

    def accept_into(self, draft_id: int, incident_id: int) -> int:
        """Add what a draft says as a source to an incident of the board; returns the id of the citation.

        The incident keeps the analyst's own values; where the draft says otherwise, the citation claims it.
        """
        return Accepting(self._whole, self).accept_into(self.draft(draft_id), incident_id)

    def keep_source(
        self, document_id: int, incident_id: int | None = None, *, relationship_id: int | None = None
    ) -> int:
        """Keep a document as a source alone, cited for an incident or a tie where one is named; returns its id."""
        return Accepting(self._whole, self).keep_source(self.document(document_id), incident_id, relationship_id)

    # -- parts
    def words(self, draft: Draft) -> str:
        """A draft as the name of a step tells it: “Air strike near At Tanf”, or the tie in words."""
        return f"“{called(title_of(draft))}”"

    def _told(self, drafts: Sequence[Draft]) -> str:
        return self.words(drafts[0]) if len(drafts) == 1 else counted(len(drafts), "draft")

    def standing(self) -> Standing:
        """The actors and flashpoints of the board as it is now."""
        conn = self._db.conn
        state = (int(conn.execute("SELECT revision FROM board").fetchone()[0]), conn.total_changes)
        if self._standing is None or self._standing[0] != state:
            ids = (row[0] for row in self._tuples("SELECT id FROM flashpoints"))
            self._standing = (state, Standing(self._whole.actors.all(), ids))
        return self._standing[1]

    def _drafts(self, where: str, values: Sequence[int]) -> list[Draft]:
        drafts = []
        for row in self._rows(f"SELECT * FROM tray_drafts WHERE {where} ORDER BY document_id, id", values):
            try:
                drafts.append(self._remembered.draft(row))
            except WrongForm:
                continue  # a board from elsewhere; check() tells of it
        standing = self.standing() if drafts else None
        shown = [
            as_it_stands(draft, standing, self._known) if standing and draft.state != ACCEPTED else draft
            for draft in drafts
        ]
        return sorted(shown, key=lambda draft: (draft.document_id, tray_rows.first_place(draft), draft.id))

    def _known(self, table: str, record_id: int) -> bool:
        return bool(self._tuples(f"SELECT 1 FROM {table} WHERE id = ?", (record_id,)))

    def _present(self, document: TrayDocument) -> TrayDocument:
        """The document without what is no longer on the board or in the tray."""
        sources = self._there("sources", [document.source_id, *(like.source_id for like in document.likenesses)])
        others = self._there("tray_documents", [like.document_id for like in document.likenesses])
        alike = tuple(like for like in document.likenesses if like.source_id in sources or like.document_id in others)
        source_id = document.source_id if document.source_id in sources else None
        return replace(document, source_id=source_id, likenesses=alike)

    def _there(self, table: str, ids: Iterable[int | None]) -> set[int]:
        wanted = sorted({record_id for record_id in ids if record_id is not None})
        found: set[int] = set()
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            found.update(row[0] for row in self._tuples(f"SELECT id FROM {table} WHERE id IN ({marks})", part))
        return found

    def _keep(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        # as of attachments: contents leave no image, so that undo of a removal has them
        self._db.conn.execute("INSERT OR IGNORE INTO contents (sha256, data) VALUES (?, ?)", (sha256, data))
        return sha256

    def _file_row(self, document_id: int, file: ReadFile, flags: dict[str, bool]) -> Row:
        sha256 = self._keep(file.data)
        return {
            "id": self._board.ids.next(),
            "document_id": document_id,
            "name": file.name,
            "media_type": file.media_type,
            "sha256": sha256,
            "size": len(file.data),
            "graphic": int(flags.get(sha256, False)),
            "note": file.note,
        }


def _check_grades(reliability: str, credibility: str) -> None:
    check_code(RELIABILITIES, reliability, "reliability", empty=True)
    check_code(CREDIBILITIES, credibility, "credibility", empty=True)


__all__ = ["Aim", "TrayStore"]
