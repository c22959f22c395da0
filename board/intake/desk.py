"""Everything that comes in from outside, as the user meets it: drops on any target, pastes, chosen files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from board.commands.carried import is_carried
from board.commands.dropped import Dropped, decode, glance
from board.commands.entries import shown_name
from board.commands.items import Item, items_of
from board.commands.preparing import Plan, plan_of
from board.commands.spool import Spool
from board.commands.taking import BatchEnd, TakingFlow
from board.commands.targets import WINDOW, Target
from board.commands.uris import Uris
from board.intake.board_choice import BoardChoice
from board.intake.hover import NOTHING, hover_words
from board.intake.import_desk import ImportDesk
from board.session import Session
from board.theme.widgets import Banner
from db.backups import user_data_folder


class IntakeDesk(QObject):
    """Takes drops of other programs: tables into the import, the rest into the tray.

    Signals: document_arrived(int document id): it is in the tray, and should be shown; board_dropped(Path): a board
    was dropped and is to be opened; notice_given(Banner): something to be said where it stays until it is hidden.
    """

    document_arrived = Signal(object)
    board_dropped = Signal(object)
    notice_given = Signal(object)

    def __init__(self, session: Session, window: QWidget, imports: ImportDesk, parent: QObject | None = None) -> None:
        super().__init__(parent or window)
        self._session, self._window, self._imports = session, window, imports
        spool = Spool(user_data_folder() / "dropped" / session.board.info().uid)
        self.flow = TakingFlow(session, spool, self)
        self.dialog: QDialog | None = None  # the one that is open
        self.flow.document_arrived.connect(self.document_arrived)
        self.flow.batch_ended.connect(self._tell)

    # -- what a drag is told, and what a drop does
    def words(self, mime: QMimeData, target: Target = WINDOW) -> tuple[str, bool]:
        """(what dropping this on the target will do, whether it will be taken). Looks at no disk."""
        if is_carried(mime):
            return "", False
        return hover_words(glance(mime), target, lane=self._lane_of(target), read_only=self._session.read_only)

    def _lane_of(self, target: Target) -> str:
        """The name of the flashpoint or actor in whose lane a day was aimed at."""
        kind, record_id = target.lane or ("", 0)
        if kind == "flashpoint" and record_id in self._session.flashpoints:
            return self._session.flashpoints[record_id].name
        if kind == "actor" and record_id in self._session.actors:
            return self._session.actors[record_id].label
        return ""

    def take(self, mime: QMimeData, target: Target = WINDOW, *, copy: bool = False) -> None:
        """Do what a drop of this on the target means. `copy` makes no difference to what comes from outside."""
        if not is_carried(mime):
            self._take_dropped(decode(mime), target)

    def take_paths(self, paths: Sequence[Path], target: Target = WINDOW) -> None:
        """Take files and folders, as a drop of them would."""
        self._take_dropped(Dropped(Uris(files=tuple(paths))), target)

    def paste(self, target: Target = WINDOW) -> None:
        """Take what lies on the clipboard, as a drop of it would; a text field that has the keyboard gets it instead."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit) and not field.isReadOnly():
            field.paste()
        else:
            self.take(_on_clipboard(), target)

    def paste_words(self) -> str:
        """What pasting would take, in the few words of a menu."""
        seen = glance(_on_clipboard())
        files = seen.uris.files
        if seen.empty:
            return "Paste into the tray"
        if files:
            return f"Paste “{shown_name(files[0])}”" if len(files) == 1 else f"Paste {len(files):,} files"
        return f"Paste the {'link' if seen.uris.links else 'text' if seen.text else 'picture'} into the tray"

    def ask_files(self, target: Target = WINDOW) -> None:
        """Let the user choose files of any kind, and take them."""
        dialog = QFileDialog(self._window, "Add to the tray", str(self._session.board.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(partial(self._take_chosen, target))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_files_for_flashpoint(self, flashpoint_id: int | None) -> None:
        """The same for a flashpoint, or for none."""
        flashpoint = self._session.flashpoints.get(flashpoint_id or 0)
        self.ask_files(Target("flashpoint", flashpoint.id, flashpoint.name) if flashpoint is not None else WINDOW)

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
            self._import(plan.tables, target)

    def take_up(self) -> None:
        """Read what was dropped before the program was stopped."""
        if not self._session.read_only:
            self.flow.take_up()

    # -- what came of it
    def _tell(self, end: BatchEnd) -> None:
        """Hand on what turned out to be a table, and say what is here already."""
        tables = [one.item.path for one in end.ends if one.outcome == "table" and one.item.path is not None]
        if tables:
            self._import(tables, end.target)
        known = [one for one in end.ends if one.outcome == "known"]
        if not known:
            return
        if len(known) == 1:
            sentence = known[0].sentence
            if known[0].document_id is not None:
                self.document_arrived.emit(known[0].document_id)
        else:
            sentence = f"{len(known)} of these are in the tray or on the board already, and were not taken again."
        banner = Banner("info", sentence, "Take again" if len(known) > 1 else "Take it again", dismissable=True)
        banner.action_triggered.connect(partial(self._take_again, banner, [one.item for one in known], end.target))
        self.notice_given.emit(banner)

    def _take_again(self, banner: Banner, items: Sequence[Item], target: Target) -> None:
        banner.hide()
        banner.dismissed.emit()
        self.flow.start(items, target, again=True)

    def _import(self, tables: Sequence[Path], target: Target) -> None:
        self._imports.take_paths(tables, target.id if target.kind == "flashpoint" else None)

    # -- boards
    def _ask_about(self, path: Path) -> None:
        """A board is opened instead of this one, or gives incidents to it."""
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = dialog = BoardChoice(path, self._why_no_incidents(), self._window)
        dialog.open_asked.connect(self.board_dropped)
        dialog.incidents_asked.connect(self._take_incidents)
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()

    def _why_no_incidents(self) -> str:
        """Why no incidents can be taken from another board now; empty where they can."""
        return "Nothing can be taken into this board: it is open for reading only." if self._session.read_only else ""

    def _take_incidents(self, path: Path) -> None:
        self._import([path], WINDOW)

    def _closed(self, dialog: BoardChoice, _result: int = 0) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()


def _on_clipboard() -> QMimeData:
    """What lies on the clipboard; Qt has nothing at all to give where it is empty."""
    found: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return found if found is not None else QMimeData()
