"""One window at work: its session, its panels, and what each action of the menus does."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QApplication

from board.actions import ActionSet
from board.actors.panel import ActorPanel
from board.commands import files
from board.commands.targets import Target
from board.dragging.carriage import Carriage
from board.faults import Faults
from board.flashpoints.panel import FlashpointPanel
from board.focus import FocusState
from board.incident.panel import IncidentPanel
from board.intake.desk import IntakeDesk
from board.intake.drop import DropTarget
from board.intake.import_desk import ImportDesk
from board.intake.progress import ProgressStrip
from board.session import Session
from board.settings import Settings
from board.shell import dialogs, export_dialog, sheets, taking_out
from board.shell.fault_strip import FaultStrips
from board.shell.status import StatusLine
from board.shell.strange_words import StrangeWords
from board.shell.top_bar import TopBar
from board.theme.apply import apply_theme, system_theme
from board.theme.palette import THEMES, Theme
from board.theme.widgets import Banner
from board.timeline.panel import TimelinePanel
from board.tray.panel import TrayPanel
from board.window import MainWindow
from db import Board, BoardError, Changes
from db.backups import backup_folder, make, thin, user_data_folder
from db.records import OPENING_VIEW

log = logging.getLogger(__name__)


class Controller(QObject):
    """Holds what belongs to one open board.

    Signals: another_board(Board): this board was opened instead; closed(Controller): the window is gone.
    """

    another_board = Signal(object)
    closed = Signal(object)

    def __init__(self, board: Board, theme: Theme, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.session = Session(board, self)
        session = self.session
        self.flashpoints = FlashpointPanel(session, theme)
        self.actors = ActorPanel(session, theme)
        self.incident = IncidentPanel(session, theme)
        self.timeline = TimelinePanel(session, theme)
        self.tray = TrayPanel(session, theme)
        self._panels = {
            "flashpoints": self.flashpoints,
            "actors": self.actors,
            "incident": self.incident,
            "timeline": self.timeline,
            "tray": self.tray,
        }
        self.window = MainWindow(session, self._panels)
        self.window.setWindowTitle(f"{board.title} – {board.path.name}")
        names = [name.removeprefix("do_") for name in dir(self) if name.startswith("do_")]
        self.actions = ActionSet(self.window, {name: getattr(self, f"do_{name}") for name in names})
        self.top_bar = TopBar(session, self.actions.all())
        self.status = StatusLine(session, ProgressStrip(session.tasks))
        self.window.frame(self.actions, self.top_bar, self.status)
        self.imports = ImportDesk(session, self.window)
        self.intake = IntakeDesk(session, self.window, self.imports)
        self.drops = DropTarget(self.window, self.intake, self)
        self.carriage = Carriage(session, self.window, self.intake, self.drops.words)
        self.router = self.carriage.router
        self._connect()
        self._show_warnings()
        self.words = StrangeWords(session, self.window.warn, self)
        FaultStrips(self.window.warn, Faults.of_application(), self)
        self._on_board(Changes())
        self._on_focus(session.focus.state)
        self._look_where_it_began()
        if settings is not None:
            self._remember(settings)

    def _connect(self) -> None:
        session = self.session
        session.board_changed.connect(self._on_board)
        session.focus.focus_changed.connect(self._on_focus)
        session.busy_changed.connect(self._on_busy)
        session.displaced_noticed.connect(self._warn_displaced)
        self.window.closing.connect(self._close)
        self.top_bar.as_of_asked.connect(self._ask_as_of)
        self.top_bar.sheet_asked.connect(self.do_summary_sheet)
        session.sheet_asked.connect(partial(sheets.open_preview, session, self.window))
        self.top_bar.search.source_chosen.connect(self.incident.show_source)
        self.status.undo_asked.connect(self.do_undo)
        self.flashpoints.files_asked.connect(self.intake.ask_files_for_flashpoint)
        self.timeline.incident_opened.connect(self.incident.open_incident)
        self._carry()
        self.tray.files_asked.connect(self.intake.ask_files)
        self.tray.incident_opened.connect(self._open_incident)
        self.intake.document_arrived.connect(self._show_arrived)
        self.status.tray_asked.connect(self.do_panel_tray)
        self.intake.board_dropped.connect(self._open_path)
        self.intake.notice_given.connect(self.window.warn)
        self.window.menus["Edit"].aboutToShow.connect(self._name_paste)

    def _carry(self) -> None:
        """Let records be carried from panel to panel; some drops end in a form of one of them."""
        for widget in (self.flashpoints, self.actors, self.incident, self.timeline, self.top_bar.search):
            self.carriage.serve(widget, widget)
        self.carriage.serve_whole(self.tray, Target("tray"))
        carrier = self.carriage.carrier
        carrier.relationship_asked.connect(self.actors.new_relationship)
        carrier.incident_asked.connect(self.incident.begin_incident)
        carrier.citation_asked.connect(self.incident.cite_source)
        carrier.merge_asked.connect(self.flashpoints.merge)

    # -- what follows the board and the focus
    def _on_board(self, changes: Changes) -> None:
        if changes.touches("board"):
            self.window.setWindowTitle(f"{self.session.board.title} – {self.session.board.path.name}")
        self._show_undo()

    def _on_busy(self, _sentence: str) -> None:
        self._show_undo()

    def _show_undo(self) -> None:
        session = self.session
        writable = not session.read_only and not session.busy
        self.actions.allow_writes(writable)
        for action_id, word, name in (
            ("undo", "Undo", session.board.undo_name),
            ("redo", "Redo", session.board.redo_name),
        ):
            action = self.actions[action_id]
            action.setText(f"{word} “{name}”".replace("&", "&&") if name else word)
            action.setEnabled(writable and name is not None)

    def _open_incident(self, incident_id: int) -> None:
        """Look at an incident, which shares its place with the tray."""
        self.window.show_panel("incident")
        self.incident.open_incident(incident_id)

    def _name_paste(self) -> None:
        """Say in the menu what pasting would take."""
        self.actions["paste"].setText(self.intake.paste_words().replace("&", "&&"))

    def _on_focus(self, _old: object) -> None:
        focus = self.session.focus
        self.actions["back"].setEnabled(focus.can_go_back)
        self.actions["forward"].setEnabled(focus.can_go_forward)
        self.actions["clear_focus"].setEnabled(focus.state.narrowed() or focus.state.window is not None)

    def _show_warnings(self) -> None:
        board = self.session.board
        if board.read_only and not board.warnings and self.settings is not None:
            self.window.warn(Banner("read_only", "This board is open for reading only.", dismissable=True))
        for sentence in board.warnings:
            self.window.warn(Banner("warning", sentence, dismissable=True))

    def _warn_displaced(self, sentence: str) -> None:
        banner = Banner("error", sentence, "Save a copy…")
        banner.action_triggered.connect(self.do_save_copy)
        self.window.warn(banner)

    # -- files
    def _look_where_it_began(self) -> None:
        """Look at what was looked at when the board was closed; the first time at its opening view, if it has one."""
        board = self.session.board
        kept = self.settings.focus_of(board.info().uid) if self.settings is not None else ""
        if not kept:
            kept = next((view.focus for view in board.views.all() if view.name == OPENING_VIEW), "")
        try:
            self.session.begin_with(FocusState.from_json(kept) if kept else FocusState())
        except (ValueError, TypeError, AttributeError):
            log.warning("The kept focus of a board is not readable and was passed over")

    def _remember(self, settings: Settings) -> None:
        board = self.session.board
        settings.note_recent(board.path)
        self.actions[f"theme_{settings.theme}"].setChecked(True)
        kept = settings.window_of(board.info().uid)
        if kept is not None:
            self.window.restore_layout(*kept)
        else:
            self.window.resize(QSize(1440, 900).boundedTo(self.window.screen().availableSize()))

    def keep_copy(self) -> None:
        """Put a copy of the board as it is now beside the user's data, off the GUI thread."""
        board = self.session.board
        if board.read_only:
            return
        folder = backup_folder(user_data_folder(), board.info().uid)
        path = board.path

        def work(_control: object) -> None:
            with board.again() as own:
                make(own, folder)
            thin(folder)

        self.session.tasks.start(f"Keeping a copy of {path.name}", work, on_failure=self._tell_failure)

    def _tell_failure(self, sentence: str) -> None:
        self.session.said.emit(sentence, "error")

    def _open_path(self, path: Path) -> None:
        try:
            board = files.open_for_work(path)
        except BoardError as error:
            dialogs.tell_problem(self.window, "The board was not opened", str(error))
            return
        self.another_board.emit(board)

    def do_new_board(self) -> None:
        try:
            board = files.new_board(self.window, self.session.board.path.parent)
        except BoardError as error:
            dialogs.tell_problem(self.window, "The board was not made", str(error))
            return
        if board is not None:
            self.another_board.emit(board)

    def do_open_board(self) -> None:
        path = files.ask_board_path(self.window, self.session.board.path.parent)
        if path is not None:
            self._open_path(path)

    def do_import_tables(self) -> None:
        self.imports.ask_files()

    def do_add_to_tray(self) -> None:
        self.intake.ask_files()

    def do_paste(self) -> None:
        self.intake.paste()

    def do_save_copy(self) -> None:
        taking_out.save_copy(self.session, self.window)

    def do_export(self) -> None:
        export_dialog.ExportDialog(self.session, self.window).exec()

    def do_export_panel(self) -> None:
        taking_out.export_panel(self.session, dict(self._panels), self.window)

    def do_copy_profile(self) -> None:
        taking_out.choose_copy_profile(self.session, self.window)

    def do_summary_sheet(self) -> None:
        sheets.open_preview(self.session, self.window)

    def do_printed_sheets(self) -> None:
        sheets.show_printed(self.session, self.window)

    def do_restore(self) -> None:
        copy = dialogs.choose_copy(self.window, files.kept_copies(self.session.board))
        if copy is None:
            return
        try:
            path = files.restore_copy(self.window, self.session.board, copy)
        except BoardError as error:
            dialogs.tell_problem(self.window, "Nothing was restored", str(error))
            return
        if path is not None:
            self._open_path(path)

    def do_describe_board(self) -> None:
        dialogs.DescribeBoard(self.session, self.window).exec()

    def do_quit(self) -> None:
        self.window.close()

    def _close(self) -> None:
        if self.settings is not None:
            uid = self.session.board.info().uid
            self.settings.keep_focus(uid, self.session.focus.state.to_json())
            self.settings.keep_window(uid, self.window.saveGeometry(), self.window.saveState())
        self.carriage.close()
        self.session.close()
        self.closed.emit(self)

    # -- records
    def do_undo(self) -> None:
        self.session.undo()

    def do_redo(self) -> None:
        self.session.redo()

    def do_new_incident(self) -> None:
        self.incident.new_incident()

    def do_new_flashpoint(self) -> None:
        self.flashpoints.new_flashpoint()

    def do_new_actor(self) -> None:
        self.actors.new_actor()

    def do_new_source(self) -> None:
        self.incident.new_source()

    def do_copy(self) -> None:
        self.carriage.hand.copy()

    def do_copy_focus(self) -> None:
        self.carriage.copier.copy_focus()

    def do_pick_up(self) -> None:
        self.carriage.hand.pick_up()

    def do_put_here(self) -> None:
        self.carriage.hand.put_here()

    def do_show_history(self) -> None:
        dialogs.HistoryDialog(self.session, self.window).exec()

    # -- looking
    def do_search(self) -> None:
        self.top_bar.search.begin()

    def do_filter_here(self) -> None:
        self.top_bar.filter_button.showMenu()

    def do_go_to_date(self) -> None:
        self.window.show_panel("timeline")
        self.timeline.ask_date()

    def _ask_as_of(self) -> None:
        dialogs.ask_as_of(self.session, self.window)

    def do_back(self) -> None:
        self.session.focus.back()

    def do_forward(self) -> None:
        self.session.focus.forward()

    def do_clear_focus(self) -> None:
        self.session.focus.clear()
        self.session.focus.set(window=None, as_of=None)

    def do_panel_flashpoints(self) -> None:
        self.window.show_panel("flashpoints")

    def do_panel_actors(self) -> None:
        self.window.show_panel("actors")

    def do_panel_incident(self) -> None:
        self.window.show_panel("incident")

    def do_panel_timeline(self) -> None:
        self.window.show_panel("timeline")

    def do_panel_tray(self) -> None:
        self.window.show_panel("tray")

    def do_accept_all(self) -> None:
        self.tray.accept_all()

    def _show_arrived(self, document_id: int) -> None:
        self.tray.show_document(document_id)
        self.window.show_panel("tray")

    def do_reset_layout(self) -> None:
        self.window.put_back()

    def _use_theme(self, name: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = THEMES.get(name) or system_theme(app)
        apply_theme(app, theme)
        for panel in self._panels.values():
            panel.set_theme(theme)
        if self.settings is not None:
            self.settings.theme = name

    def do_theme_system(self) -> None:
        self._use_theme("system")

    def do_theme_light(self) -> None:
        self._use_theme("light")

    def do_theme_dark(self) -> None:
        self._use_theme("dark")

    def do_keys(self) -> None:
        dialogs.KeysDialog(self.actions, self.window).exec()

    def do_about(self) -> None:
        dialogs.tell_about(self.window)
