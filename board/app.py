"""Builds everything and wires it: the application, the window of a board, and a picture of it."""

from __future__ import annotations

import faulthandler
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication

from board.commands import files
from board.controller import Controller
from board.faults import Faults
from board.log_file import log_to
from board.settings import Settings
from board.shell import dialogs
from board.theme.apply import apply_theme, current_theme, system_theme
from board.theme.palette import THEMES, Theme
from board.window import MainWindow
from db import Board, BoardError, EntryProblem, FileProblem, NotOnBoard, open_board
from db.backups import user_data_folder
from db.dates import DateError, from_typed


def make_application() -> QApplication:
    """The one QApplication, named and guarded."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("situation-board")
    app.setApplicationDisplayName("Situation Board")
    return app


def keep_log() -> None:
    """Write what goes wrong to a file of the user's, tell it in the window, and Python's faults too."""
    log_to(user_data_folder())
    if sys.stderr is not None:
        faulthandler.enable()
    Faults.of_application().watch()


def theme_named(app: QApplication, name: str) -> Theme:
    """The theme of that name; "system" for the one that the desktop uses."""
    return THEMES.get(name) or system_theme(app)


def build_window(board: Board, theme: Theme) -> MainWindow:
    """The window of an open board with its panels; not shown yet, and nothing of it is remembered."""
    controller = Controller(board, theme)
    window = controller.window
    controller.setParent(window)  # whoever holds the window holds all of it
    return window


def run(path: Path | None) -> int:
    """Open a window on a board, or on the last one, and stay until it is closed; the exit code."""
    app = make_application()
    keep_log()
    settings = Settings()
    apply_theme(app, theme_named(app, settings.theme))
    desk = Desk(app, settings)
    return app.exec() if desk.begin(path) else 0


class Desk(QObject):
    """Holds the open windows: opens the first board and those asked for later, and follows the system's theme."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self._controllers: list[Controller] = []
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def begin(self, path: Path | None) -> bool:
        """Open this board, else the one opened last, else ask; False when there is nothing to open."""
        recent = self._settings.recent
        path = path or (recent[0] if recent else None)
        while True:
            try:
                board = files.open_for_work(path) if path is not None else dialogs.welcome(self._settings)
            except BoardError as error:
                dialogs.tell_problem(None, "The board was not opened", str(error))
                path = None
                continue
            if board is not None:
                self.open(board)
            return board is not None

    def open(self, board: Board) -> None:
        """Show a board in a window; the window that asked for it closes."""
        asker = self.sender()
        controller = Controller(board, current_theme(self._app), self._settings)
        controller.another_board.connect(self.open)
        controller.closed.connect(self._forget)
        self._controllers.append(controller)
        controller.window.show()
        controller.keep_copy()
        controller.words.look_through()
        controller.intake.take_up()
        if isinstance(asker, Controller):
            asker.window.close()

    def _forget(self, controller: Controller) -> None:
        self._controllers.remove(controller)
        controller.window.deleteLater()
        controller.deleteLater()

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        if self._settings.theme == "system":
            apply_theme(self._app, system_theme(self._app))


def shot(
    path: Path, out: Path, *, theme: str, size: tuple[int, int], flashpoint: str | None, as_of: str | None
) -> None:
    """A picture of the real window of a board as a PNG. Raises `BoardError` with a sentence."""
    app = make_application()
    chosen = theme_named(app, theme)
    apply_theme(app, chosen)
    with open_board(path, read_only=True) as board:
        window = build_window(board, chosen)
        _aim(window, flashpoint, as_of)
        window.resize(QSize(*size))
        window.show()
        settle(app)
        picture = window.grab()
        window.close()
        if not picture.save(str(out), "PNG"):
            raise FileProblem(f"The picture cannot be written to “{out}”. Check that the folder is there.")


def settle(app: QApplication) -> None:
    """Let layouts and deferred deletions that are already posted come to rest."""
    for _ in range(3):
        app.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        app.sendPostedEvents()


def _aim(window: MainWindow, flashpoint: str | None, as_of: str | None) -> None:
    session = window.session
    if flashpoint is not None:
        found = session.board.flashpoints_named(flashpoint)
        if not found:
            raise NotOnBoard(f"No flashpoint on this board is called “{flashpoint}”.")
        session.focus.set(flashpoints=frozenset(found[:1]))
    if as_of is not None:
        try:
            day = from_typed(as_of).latest
        except DateError as error:
            raise EntryProblem(str(error)) from error
        session.focus.set(as_of=day)
