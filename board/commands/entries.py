"""Entries of the disk that were dropped: what they call themselves, and whether they may be opened at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from db.names import show_controls

TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif")
BOARD_ENDING = ".sitboard"
# What SQLite keeps beside an open board, and our own lock: opening and closing one would let go of its locks too.
_BESIDE = ("", "-wal", "-shm", "-journal", "-lock")


def shown_name(path: Path) -> str:
    """The name of a file as it can be shown: bytes that are no UTF-8 and invisible marks made visible."""
    return show_controls(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def is_table_name(path: Path) -> bool:
    """Whether a file calls itself a table."""
    return path.name.lower().endswith(TABLE_ENDINGS)


def is_picture_name(path: Path) -> bool:
    """Whether a file calls itself a picture."""
    return path.name.lower().endswith(PICTURE_ENDINGS)


def is_board_name(path: Path) -> bool:
    """Whether a file calls itself a board."""
    return path.name.lower().endswith(BOARD_ENDING)


def entry_kind(path: Path, open_board: Path) -> tuple[str, str]:
    """("file" or "folder", ""), or ("", a sentence) where it is neither or may not be opened."""
    name = shown_name(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return "", f"“{name}” cannot be read: {getattr(error, 'strerror', None) or 'its name is no name of a file'}."
    if stat.S_ISDIR(mode):
        return "folder", ""
    if not stat.S_ISREG(mode):
        return "", f"“{name}” is no ordinary file."
    if is_part_of(path, open_board):
        return "", f"“{name}” is the board that is open here."
    return "file", ""


def is_part_of(path: Path, board: Path) -> bool:
    """Whether a file is the open board, under whatever name, or one that SQLite keeps beside it.

    Opening and closing it anywhere in this process would let go of SQLite's lock: ask before a file is opened.
    """
    try:
        asked = path.stat()
    except (OSError, ValueError):
        return False
    for ending in _BESIDE:
        try:
            if os.path.samestat(asked, board.with_name(board.name + ending).stat()):
                return True
        except OSError:
            continue
    return False
