"""New, open, save a copy, restore: what a user does with whole boards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QWidget

from db import Board, BoardInUse, create_board, open_board
from db.backups import Backup, backup_folder, listing, restore, user_data_folder

SUFFIX = ".sitboard"
_FILTER = f"Boards (*{SUFFIX});;All files (*)"


def ask_new_path(parent: QWidget, title: str, near: Path) -> Path | None:
    """Where a new file should lie, with our suffix; None when the user changes their mind."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, title, str(near), _FILTER, options=QFileDialog.Option.DontConfirmOverwrite
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(SUFFIX)


def ask_board_path(parent: QWidget, near: Path | None = None) -> Path | None:
    """Which board to open."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Open a board", str(near or QDir.homePath()), _FILTER)
    return Path(chosen) if chosen else None


def new_board(parent: QWidget, near: Path) -> Board | None:
    """Ask for a place and a title and make a board there. Raises `BoardError`."""
    path = ask_new_path(parent, "New board", near / f"situation{SUFFIX}")
    if path is None:
        return None
    suggested = path.stem.replace("-", " ").replace("_", " ").capitalize()
    title, ok = QInputDialog.getText(
        parent, "New board", "Title of the situation:", QLineEdit.EchoMode.Normal, suggested
    )
    return create_board(path, title=title or suggested) if ok else None


def open_for_work(path: Path) -> Board:
    """Open a board for writing, or for reading only where another window writes it. Raises `BoardError`."""
    try:
        return open_board(path)
    except BoardInUse as error:
        board = open_board(path, read_only=True)
        board.warnings.insert(0, str(error))
        return board


def kept_copies(board: Board) -> list[Backup]:
    """The earlier states kept of a board, newest first."""
    return listing(backup_folder(user_data_folder(), board.info().uid))


def restore_copy(parent: QWidget, board: Board, copy: Backup) -> Path | None:
    """Bring an earlier state back as a new file; None when the user changes their mind. Raises `BoardError`."""
    stamp = copy.at.strftime("%Y-%m-%d %H%M")
    target = ask_new_path(parent, "Restore as", board.path.with_name(f"{board.path.stem} as of {stamp}{SUFFIX}"))
    if target is None:
        return None
    return restore(copy.path, target)
