"""The open board: its stores, its commands, its undo, and everything else that the door gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from db import board_file, checking, codes, columns, full_text, history, query
from db.actors import ActorStore
from db.attachments import AttachmentStore, ViewStore
from db.changes import ChangeCollector, Changes
from db.columns import IncidentColumns
from db.columns_keeper import ColumnsKeeper
from db.command import Command
from db.connection import told_plainly
from db.differences import DifferenceStore
from db.directory import Directory
from db.errors import BugError, EntryProblem, FileProblem, ReadOnlyBoard
from db.flashpoints import FlashpointStore
from db.ids import IdMaker, highest_id
from db.imports import ImportStore
from db.incidents import IncidentStore
from db.making import Making
from db.profiles import ProfileStore
from db.records import BoardInfo, HistoryStep
from db.relationships import RelationshipStore
from db.sheet_log import SheetStore
from db.sources import CitationStore, SourceStore
from db.standing import Fate
from db.tables import TABLES
from db.tray import TrayStore
from db.vocabulary import MARKINGS

if TYPE_CHECKING:
    from sqlite_utils import Database

_FEW = 3  # fewer finds than this and names that sound alike are sought too
_STALE_LIMIT = 20_000  # more edited incidents than this and the kept columns are written anew at closing


class Board:
    """One open board file; use it in one thread, and `again()` for another."""

    def __init__(self, opened: board_file.OpenedFile) -> None:
        self._opened = opened
        self.db: Database = opened.db
        self.path = opened.path
        self.read_only = opened.read_only
        self.warnings = opened.warnings
        self._command: Command | None = None
        self.copied_revision = -1
        self._endings: list[Callable[[], None]] = []
        self.last_changes = Changes()
        self._directory: Directory | None = None
        self._columns = ColumnsKeeper(opened.db)
        self.looked_through = True
        self._look_for_words()
        self._directory_revision = -1
        self.flashpoints = FlashpointStore(self)
        self.actors = ActorStore(self)
        self.relationships = RelationshipStore(self)
        self.incidents = IncidentStore(self)
        self.sources = SourceStore(self)
        self.citations = CitationStore(self)
        self.attachments = AttachmentStore(self)
        self.views = ViewStore(self)
        self.differences = DifferenceStore(self)
        self.imports = ImportStore(self)
        self.profiles = ProfileStore(self)
        self.sheets = SheetStore(self)
        self.tray = TrayStore(self)

    def _look_for_words(self) -> None:
        """Tell of words that are not of their lists; those of a million incidents are looked for beside the window."""
        if self._opened.again:
            return
        self.warnings.extend(codes.sentences(self.db, incidents=False))
        self.looked_through = not codes.is_large(self.db)
        if self.looked_through and (found := self.strange_words()):
            self.warnings.extend(found)
            self.distrust_columns()

    def strange_words(self) -> list[str]:
        """What the incidents hold of words that are not of their lists, as sentences: reads all of them."""
        return codes.sentences(self.db, incidents=True)

    def distrust_columns(self) -> None:
        """Take the columns from the incidents: what is kept beside them was not written with what stands there."""
        self._columns = ColumnsKeeper(self.db, trust=False)

    # -- identity
    def info(self) -> BoardInfo:
        """Title, marking, identity, versions."""
        row = self.db.conn.execute("SELECT title, marking, uid, revision FROM board").fetchone()
        version = self.db.conn.execute("PRAGMA user_version").fetchone()[0]
        return BoardInfo(row[0], codes.read_as("board", "marking", row[1]), row[2], version, row[3])

    @property
    def title(self) -> str:
        """The name of the situation."""
        return self.info().title

    @property
    def revision(self) -> int:
        """Counts the states of the board: grows with each write, undo and redo."""
        return self.info().revision

    def describe(self, *, title: str | None = None, marking: str | None = None) -> None:
        """Give the board another title or marking."""
        if marking is not None and marking not in MARKINGS:
            raise EntryProblem(f"“{marking}” is no marking. It is one of: {', '.join(MARKINGS.codes)}.", "marking")
        if title is not None and not title.strip():
            raise EntryProblem("A board needs a title.", "title")
        wanted = {"title": title and title.strip(), "marking": marking}
        with self.command("Change marking" if title is None else "Change title") as command:
            command.update("board", (1,), {name: value for name, value in wanted.items() if value is not None})

    @cached_property
    def ids(self) -> IdMaker:
        """Makes the ids of new records; only writing needs it."""
        with told_plainly(self.path):
            return IdMaker(after=highest_id(self.db))

    # -- writing
    @contextmanager
    def command(self, name: str) -> Iterator[Command]:
        """One named, atomic, undoable write; inside another it joins that one, which gives the name.

        An inner block that fails takes only its own writes back.
        """
        if self._command is not None:
            outer = self._command
            mark = len(outer.images)
            try:
                with self.db.atomic():
                    yield outer
            except BaseException:
                del outer.images[mark:]
                raise
            return
        with self._writing(Command(self.db, name)) as command:
            yield command

    @contextmanager
    def making(self, name: str) -> Iterator[Command]:
        """Fill a new board in one command of any size; what fails inside it fails as a whole."""
        with self._writing(Making(self.db, name)) as command:
            yield command

    @contextmanager
    def _writing(self, command: Command) -> Iterator[Command]:
        self._refuse_read_only()
        self._command = command
        try:
            with told_plainly(self.path), self.transaction():
                revision = history.bump_revision(self.db)
                yield command
                if isinstance(command, Making):
                    changed = command.finish()
                elif changed := bool(command.images):
                    history.record(self.db, command)
                if not changed:
                    raise _NothingChanged
        except _NothingChanged:
            self.last_changes = Changes()
        except sqlite3.IntegrityError as error:
            raise BugError(f"The write “{command.name}” would break the board and was not kept: {error}.") from error
        else:
            self.last_changes = command.changes.result(revision)
            self._keep_names(self.last_changes)
            self._columns.note(self.last_changes)
        finally:
            self._command = None

    def undo(self) -> Changes:
        """Take the last standing step back; no changes where there is none."""
        return self._travel(back=True)

    def redo(self) -> Changes:
        """Do the first undone step again; no changes where there is none."""
        return self._travel(back=False)

    def _travel(self, *, back: bool) -> Changes:
        self._refuse_read_only()
        if (self.undo_name if back else self.redo_name) is None:
            return Changes()
        collector = ChangeCollector()
        with told_plainly(self.path), self.transaction():
            revision = history.bump_revision(self.db)
            history.travel(self.db, collector, back=back)
        self.last_changes = collector.result(revision)
        self._keep_names(self.last_changes)
        self._columns.note(self.last_changes)
        return self.last_changes

    @property
    def undo_name(self) -> str | None:
        """The name of the step that undo would take back."""
        step = history.next_undo(self.db)
        return step.name if step else None

    @property
    def redo_name(self) -> str | None:
        """The name of the step that redo would do again."""
        step = history.next_redo(self.db)
        return step.name if step else None

    def history(self, limit: int = 200) -> list[HistoryStep]:
        """The audit trail, newest first."""
        return history.steps(self.db, limit)

    def history_of(self, kind: str, record_id: int, limit: int = 50) -> list[HistoryStep]:
        """The steps that touched one record ("incidents", "actors", ...), newest first."""
        tables = tuple(spec.name for spec in TABLES.values() if spec.kind == kind)
        return history.steps_of_record(self.db, tables, record_id, limit)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written to the file, all or nothing; every write goes through here.

        Where another file has taken the board's place, the write still goes into what is open, so that a copy holds
        it; where the file itself was written over it is refused, since it would harm what stands there now.
        """
        standing = self._opened.standing
        if standing is None:
            with self.db.atomic():
                yield
            return
        with standing.writing():
            if not standing.fate.ours:
                raise FileProblem(standing.sentence())
            with self.db.atomic():
                yield
        if standing.look() is not Fate.STANDS:
            board_file.keep_log_from_others(self._opened)

    def displaced(self) -> str:
        """What became of the file under the open board, as a sentence; empty while it stands where it was opened."""
        standing = self._opened.standing
        if standing is None or self._opened.closed:
            return ""
        standing.look()
        return standing.sentence()

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise ReadOnlyBoard(f"“{self.path.name}” is open for reading only. Use File ▸ Save a copy to work on a copy.")

    # -- reading
    def columns(self) -> IncidentColumns:
        """All incidents as numpy arrays."""
        with told_plainly(self.path):
            if self._command is not None:  # a state that may yet be rolled back is not kept
                return columns.load(self.db)
            return self._columns.at(self.revision)

    def search(self, text: str, limit: int = 50, *, columns: IncidentColumns | None = None) -> full_text.SearchResults:
        """The first page of what the typed words and conditions find, newest first.

        Names are sought by all their spellings; where next to nothing is found, by what sounds alike too.
        `columns`: the present columns, where the caller has them.  Raises `EntryProblem` for a wrong condition.
        """
        asked = query.parse(text)
        with told_plainly(self.path):
            if asked.conditions:
                return self._search_narrowed(asked, limit, columns or self.columns())
            found = full_text.search(self.db, asked.words, self.names.spellings(asked.words), limit)
            if len(found) < _FEW and asked.words:
                alike = self.names.spellings(asked.words, alike=True)
                found = full_text.search(self.db, asked.words, alike, limit) if alike else found
            return found

    def _search_narrowed(self, asked: query.Query, limit: int, current: IncidentColumns) -> full_text.SearchResults:
        ids = current.ids[query.mask_of_query(self, current, asked)][::-1]
        hits = tuple(
            full_text.Hit("incident", i.id, i.title, i.date.edtf) for i in self.incidents.many(ids[:limit].tolist())
        )
        return full_text.SearchResults(incidents=hits, more=len(ids) > limit)

    def mask_of_text(self, text: str, current: IncidentColumns) -> NDArray[np.bool_]:
        """The incidents that typed words and conditions find; shape (n,). Raises `EntryProblem`."""
        with told_plainly(self.path):
            return query.mask_of_query(self, current, query.parse(text))

    def ids_matching(self, text: str) -> NDArray[np.int64]:
        """Ids of all incidents that the words find, ascending."""
        with told_plainly(self.path):
            return full_text.incident_ids(self.db, full_text.expression(text, self.names.spellings(text)))

    def actors_named(self, text: str) -> list[int]:
        """Ids of the actors with this name in any spelling; what sounds alike where there is none."""
        return self.names.owners(text, "actors")

    def flashpoints_named(self, text: str) -> list[int]:
        """Ids of the flashpoints with this name in any spelling; what sounds alike where there is none."""
        return self.names.owners(text, "flashpoints")

    @property
    def names(self) -> Directory:
        """All names of actors and flashpoints, read once and again when they changed."""
        revision = self.revision
        if self._directory is None or self._directory_revision != revision:
            self._directory = Directory(self.actors.all(), self.flashpoints.all())
            self._directory_revision = revision
        return self._directory

    def _keep_names(self, changes: Changes) -> None:
        """The names outlive a write of ours that touches none; a write by another connection is not known."""
        known = self._directory_revision == changes.revision - 1
        if known and not changes.touches("actors", "flashpoints"):
            self._directory_revision = changes.revision

    def marked(self, kind: str) -> dict[int, str]:
        """The records of a kind ("incidents", "sources", ...) with a marking of their own, and that."""
        table = TABLES[kind].name
        rows = self.db.conn.execute(f"SELECT id, marking FROM {table} WHERE marking <> ''")
        return {record_id: codes.read_as(table, "marking", marking) for record_id, marking in rows}

    def count_of(self, kind: str) -> int:
        """How many records of a kind there are."""
        return int(self.db.conn.execute(f"SELECT count(*) FROM {TABLES[kind].name}").fetchone()[0])

    # -- the file
    def check(self) -> list[str]:
        """Every problem of the board as a sentence; [] for a sound one. Changes nothing."""
        with told_plainly(self.path):
            return checking.check(self)

    def again(self, *, read_only: bool = True) -> Board:
        """Another connection to the same file for another thread; it shares this one's lock."""
        opened = board_file.reopen(self._opened, read_only=read_only or self.read_only)
        return Board(opened)

    def save_copy(self, target: Path) -> None:
        """A whole, checked copy under another name; an existing file is never written over."""
        revision = self.revision
        board_file.copy_whole(self.db, Path(target))
        self.copied_revision = revision

    def before_closing(self, end: Callable[[], None]) -> None:
        """Call this first when the board is closed, by whatever road: what works on it beside must end before it."""
        self._endings.append(end)

    def close(self) -> None:
        """Keep the columns if they were patched a lot, and leave one file at rest."""
        while self._endings:
            self._endings.pop()()
        if not self.read_only and self._opened.lock is not None and not self._opened.closed and not self.displaced():
            self._keep_columns()
        board_file.close_file(self._opened)

    def _keep_columns(self) -> None:
        stale = self.db.conn.execute("SELECT count(*) FROM columns_stale").fetchone()[0]
        cached = self.db.conn.execute("SELECT count(*) FROM columns_cache").fetchone()[0]
        if stale > _STALE_LIMIT or (stale and not cached):
            with told_plainly(self.path), self.transaction():
                columns.write_cache(self.db, columns.load(self.db))

    def __enter__(self) -> Board:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()


class _NothingChanged(Exception):
    """Rolls back a command that changed nothing, so that it leaves no step and no revision."""


def create_board(path: Path | str, *, title: str = "", marking: str = "AMBER") -> Board:
    """A new, empty board. Raises `FileProblem` where the path is taken or cannot be written."""
    return Board(board_file.create(Path(path), title, marking))


def open_board(path: Path | str, *, read_only: bool = False) -> Board:
    """Open a board after looking at it carefully. Raises `FileProblem` and its kinds, each with its own sentence."""
    return Board(board_file.open_file(Path(path), read_only=read_only))
