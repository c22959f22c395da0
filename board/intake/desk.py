"""Everything that comes in from outside, as the user meets it: drops on any target, pastes, chosen files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from board.commands.dropped import Dropped, decode, glance, is_own
from board.commands.items import Item, items_of
from board.commands.preparing import Plan, plan_of
from board.commands.taking import TakingFlow
from board.commands.targets import WINDOW, Target
from board.commands.uris import Uris
from board.intake.hover import NOTHING, hover_words
from board.intake.import_desk import ImportDesk
from board.session import Session


class IntakeDesk(QObject):
    """Takes drops of other programs: tables into the import, the rest into the tray.

    Signals: document_arrived(int document id): it is in the tray, and should be shown; board_dropped(Path): a board
    was dropped and is to be opened.
    """

    document_arrived = Signal(object)
    board_dropped = Signal(object)

    def __init__(self, session: Session, window: QWidget, imports: ImportDesk, parent: QObject | None = None) -> None:
        super().__init__(parent or window)
        self._session, self._window, self._imports = session, window, imports
        self.flow = TakingFlow(session, self)
        self.flow.document_arrived.connect(self.document_arrived)

    # -- what a drag is told, and what a drop does
    def words(self, mime: QMimeData, target: Target = WINDOW) -> tuple[str, bool]:
        """(what dropping this on the target will do, whether it will be taken). Looks at no disk."""
        if is_own(mime):
            return "", False
        return hover_words(glance(mime), target, read_only=self._session.read_only)

    def take(self, mime: QMimeData, target: Target = WINDOW, *, copy: bool = False) -> None:
        """Do what a drop of this on the target means. `copy` makes no difference to what comes from outside."""
        if not is_own(mime):
            self._take_dropped(decode(mime), target)

    def take_paths(self, paths: Sequence[Path], target: Target = WINDOW) -> None:
        """Take files and folders, as a drop of them would."""
        self._take_dropped(Dropped(Uris(files=tuple(paths))), target)

    def paste(self, target: Target = WINDOW) -> None:
        """Take what lies on the clipboard, as a drop of it would."""
        self.take(QGuiApplication.clipboard().mimeData(), target)

    def ask_files(self, target: Target = WINDOW) -> None:
        """Let the user choose files of any kind, and take them."""
        dialog = QFileDialog(self._window, "Add to the tray", str(self._session.board.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(partial(self._take_chosen, target))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_chosen(self, target: Target, files: list[str]) -> None:
        self.take_paths([Path(file) for file in files], target)

    def _take_dropped(self, dropped: Dropped, target: Target) -> None:
        session = self._session
        if dropped.empty:
            session.said.emit(" ".join(dropped.sentences) or f"{NOTHING}", "note")
            return
        if dropped.uris.files:
            session.tasks.start(
                "Looking at what was dropped",
                partial(plan_of, dropped.uris.files, session.board.path),
                on_success=partial(self._follow, items_of(dropped), dropped.sentences, target),
                on_failure=self._refuse,
            )
        else:
            self._follow(items_of(dropped), dropped.sentences, target, Plan())

    def _refuse(self, sentence: str) -> None:
        self._session.said.emit(sentence, "error")

    def _follow(self, items: Sequence[Item], sentences: Sequence[str], target: Target, plan: Plan) -> None:
        """Do what the plan says: a board by itself is asked about, the rest is read."""
        sentences = [*sentences, *plan.sentences]
        items = [*plan.items, *items]
        if len(plan.boards) == 1 and not (items or plan.tables):
            self._ask_about(plan.boards[0])
            return
        if plan.boards:
            sentences.append("Drop one board by itself to open it.")
        if self._session.read_only:
            self._refuse("This board is open for reading only. Use File ▸ Save a copy to work on a copy.")
            return
        if items or sentences:
            self.flow.start(items, target, sentences=sentences)
        if plan.tables:
            self._imports.take_paths(plan.tables, target.id if target.kind == "flashpoint" else None)

    def _ask_about(self, path: Path) -> None:
        """A board is opened instead of this one, or gives incidents to it."""
        self.board_dropped.emit(path)
