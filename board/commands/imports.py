"""Import tables: look at each file, ask how an unknown one is read, read them one after the other, tell the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from board.commands.entries import is_part_of, shown_name
from board.session import Session
from board.tasks import TaskControl
from db import Board, Changes, EntryProblem, FileProblem, ImportReport, Look
from db.readers import Mapping

LOOK_ROWS = 200  # enough to meet most values of a kind column; the dialog shows the first of them


@dataclass(frozen=True)
class Question:
    """An unknown table, for which somebody has to say how it is read.

    `proposed` is made from its headers and values; `kept` holds the kept mappings that fit its header, by name, and
    `suggested_name` the one of them that says most about it, else nothing.
    """

    path: Path
    look: Look
    proposed: Mapping
    kept: dict[str, Mapping]
    suggested_name: str

    @property
    def suggested(self) -> Mapping:
        """The kept mapping that fits best, else what is proposed."""
        return self.kept.get(self.suggested_name, self.proposed)

    @property
    def name(self) -> str:
        """The file's name, to be shown."""
        return shown_name(self.path)


@dataclass(frozen=True)
class FileEnd:
    """How the import of one file ended: "read", "refused", "failed", "cancelled" or "skipped", in a sentence.

    `report` where it was read; `step` is its step in the history, None where nothing had to be changed.
    """

    path: Path
    outcome: str
    sentence: str
    report: ImportReport | None = None
    step: int | None = None

    @property
    def name(self) -> str:
        """The file's name, to be shown."""
        return shown_name(self.path)


@dataclass(frozen=True)
class _Planned:
    path: Path
    kind: str
    mapping: str | None = None


class ImportFlow(QObject):
    """Takes files from being chosen to being on the board; reads off the GUI thread, one after the other.

    All files are looked at before the first is read, so that every question comes at once.
    Signals: question_asked(Question): answer with `answer` or `skip`; all_ended(list[FileEnd]): nothing is left to do;
    file_ended(FileEnd).
    """

    question_asked = Signal(object)
    file_ended = Signal(object)
    all_ended = Signal(list)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Path] = []
        self._planned: list[_Planned] = []
        self._ends: list[FileEnd] = []
        self._order: list[Path] = []  # as the user gave them, which is how they are told
        self._asked: Question | None = None
        self._flashpoint = ""
        self._at_work = False

    @property
    def active(self) -> bool:
        """Whether files are being looked at, asked about or read."""
        return self._at_work

    def start(self, paths: Iterable[Path], *, flashpoint: str = "") -> None:
        """Import these files; while others are under way they wait for their turn.

        `flashpoint`: the name that rows of an unknown table get, unless they say otherwise.
        """
        session = self._session
        if session.read_only:
            session.said.emit(
                "This board is open for reading only. Use File ▸ Save a copy, then import there.", "error"
            )
            return
        if session.busy and not self._at_work:
            session.said.emit(f"{session.busy} Import the table when it has ended.", "error")
            return
        for path in paths:
            if path not in self._order:
                self._order.append(path)
                self._waiting.append(path)
        self._flashpoint = flashpoint
        if self._waiting and not self._at_work:
            self._at_work = True
            self._advance()

    # -- one step after the other
    def _advance(self) -> None:
        if self._waiting:
            self._look(self._waiting.pop(0))
        elif self._planned:
            self._read(self._planned.pop(0))
        else:
            ends = sorted(self._ends, key=lambda end: self._order.index(end.path))
            self._ends, self._order, self._at_work = [], [], False
            self.all_ended.emit(ends)

    def _end(self, end: FileEnd) -> None:
        self._ends.append(end)
        self.file_ended.emit(end)

    # -- looking
    def _look(self, path: Path) -> None:
        self._session.tasks.start(
            f"Looking at {shown_name(path)}",
            partial(_look_at, self._session.board, path),
            on_success=partial(self._looked, path),
            on_failure=partial(self._refused, path),
        )

    def _refused(self, path: Path, sentence: str) -> None:
        self._end(FileEnd(path, "refused", sentence))
        self._advance()

    def _looked(self, path: Path, look: Look) -> None:
        if look.shape.kind != "table":
            self._planned.append(_Planned(path, look.shape.kind))
            self._advance()
            return
        self._asked = self._question(path, look)
        self.question_asked.emit(self._asked)

    def _question(self, path: Path, look: Look) -> Question:
        kept = {}
        for name, text in self._session.board.imports.mappings().items():
            mapping = _fitting(text, look.shape.header)
            if mapping is not None:
                kept[name] = self._at_flashpoint(mapping)
        name = max(kept, key=lambda one: sum(map(len, kept[one].columns.values())), default="")
        return Question(path, look, self._at_flashpoint(_proposed(look)), kept, name)

    def _at_flashpoint(self, mapping: Mapping) -> Mapping:
        if not self._flashpoint or "flashpoint" in mapping.columns:
            return mapping
        return replace(mapping, fixed={**mapping.fixed, "flashpoint": self._flashpoint})

    def answer(self, mapping: Mapping) -> None:
        """Read the table that was asked about by this mapping."""
        if self._asked is not None:
            self._planned.append(_Planned(self._asked.path, "table", mapping.to_json()))
            self._asked = None
            self._advance()

    def skip(self) -> None:
        """Leave the table that was asked about unread."""
        if self._asked is not None:
            self._end(FileEnd(self._asked.path, "skipped", f"“{self._asked.name}” was not read, as you chose."))
            self._asked = None
            self._advance()

    # -- reading
    def _read(self, file: _Planned) -> None:
        name = shown_name(file.path)
        task = self._session.write_apart(
            f"Importing {name}",
            f"“{name}” is being read into the board.",
            partial(_read_in, file),
            on_success=partial(self._was_read, file.path),
            on_failure=partial(self._failed, file.path),
            on_cancel=partial(self._cancelled, file.path),
        )
        if task is None:
            self._failed(file.path, f"“{name}” was not read. {self._session.busy} Import it again when that has ended.")

    def _was_read(self, path: Path, result: tuple[ImportReport, int | None]) -> None:
        report, step = result
        self._end(FileEnd(path, "read", report.sentence(), report, step))
        if report.changes:
            self._session.tell(report.changes, report.sentence())
        else:
            self._session.said.emit(report.sentence(), "done")
        self._advance()

    def _failed(self, path: Path, sentence: str) -> None:
        self._end(FileEnd(path, "failed", sentence))
        self._session.said.emit(sentence, "error")
        self._advance()

    def _cancelled(self, path: Path) -> None:
        """Who cancels one of several files means all that are still to come."""
        sentence = f"Cancelled; nothing of {shown_name(path)} was kept."
        self._end(FileEnd(path, "cancelled", sentence))
        for other in (*(file.path for file in self._planned), *self._waiting):
            told = f"“{shown_name(other)}” was not read, because the import was cancelled before."
            self._end(FileEnd(other, "skipped", told))
        self._planned.clear()
        self._waiting.clear()
        self._session.said.emit(sentence, "note")
        self._advance()

    # -- taking back
    def can_undo(self, ends: Sequence[FileEnd]) -> bool:
        """Whether these imports stand and nothing was changed on the board since."""
        steps = _steps(ends)
        return bool(steps) and not self._session.busy and _last_steps(self._session.board, len(steps)) == steps

    def undo(self, ends: Sequence[FileEnd]) -> None:
        """Take these imports back, the last one first, off the GUI thread."""
        names = ", ".join(end.name for end in ends if end.step is not None)
        self._session.write_apart(
            f"Undo import of {names}",
            f"The import of {names} is being undone.",
            partial(_undo_steps, _steps(ends)),
            on_success=partial(self._undone, f"Undone: Import {names}."),
        )

    def _undone(self, sentence: str, changes: Changes) -> None:
        self._session.tell(changes, sentence)


def _proposed(look: Look) -> Mapping:
    try:
        return replace(Mapping.from_json(look.proposal), assumptions=look.assumptions)
    except FileProblem:  # no column says what it holds
        return Mapping(dataset=look.shape.dataset)


def _fitting(text: str, header: tuple[str, ...]) -> Mapping | None:
    """A kept mapping, if the table has all its columns."""
    try:
        mapping = Mapping.from_json(text)
        mapping.places(header)
    except FileProblem:
        return None
    return mapping


# -- in a thread of their own
def _look_at(board: Board, path: Path, _control: TaskControl) -> Look:
    if is_part_of(path, board.path):
        raise FileProblem(f"“{shown_name(path)}” is the board that is open here. Choose a table to read into it.")
    return board.imports.look_at(path, rows=LOOK_ROWS)


def _read_in(file: _Planned, board: Board, control: TaskControl) -> tuple[ImportReport, int | None]:
    control.progress(0, 0, "opening the file")
    if is_part_of(file.path, board.path):
        raise FileProblem(f"“{shown_name(file.path)}” is the board that is open here. Choose a table to read into it.")
    report = board.imports.read_file(file.path, as_kind=file.kind, mapping=file.mapping, progress=control.progress)
    return report, None if report.import_id is None else board.history(1)[0].revision


def _undo_steps(steps: list[int], board: Board, _control: TaskControl) -> Changes:
    if _last_steps(board, len(steps)) != steps:
        raise EntryProblem("Something was changed after the import. Undo that first (Ctrl+Z), then the import.")
    changes = Changes()
    for _ in steps:
        changes = changes.merged(board.undo())
    return changes


def _steps(ends: Sequence[FileEnd]) -> list[int]:
    return sorted((end.step for end in ends if end.step is not None), reverse=True)


def _last_steps(board: Board, count: int) -> list[int]:
    """The steps that undo would take back next, newest first."""
    return [step.revision for step in board.history(count + 200) if step.state == "done"][:count]
