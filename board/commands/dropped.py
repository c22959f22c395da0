"""What a drop carries, read from its raw bytes, since Qt spoils file names that are not UTF-8."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData

from db.names import show_controls

TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
BOARD_ENDING = ".sitboard"
LATER = "Reports, pictures and links come with a later version; tables (CSV, TSV, XLSX, ODS) can be dropped now."
_URIS = "text/uri-list"
_MOST_FILES = 200
# What SQLite keeps beside an open board, and our own lock: opening and closing one would let go of its locks too.
_BESIDE = ("", "-wal", "-shm", "-journal", "-lock")


@dataclass(frozen=True, slots=True)
class Drop:
    """The files of a drop by what can be done with them, and a sentence on what was left aside (empty: nothing)."""

    tables: tuple[Path, ...] = ()
    board: Path | None = None
    problem: str = ""


def shown_name(path: Path) -> str:
    """The name of a file as it can be shown: bytes that are no UTF-8 and invisible marks made visible."""
    return show_controls(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def paths_of(mime: QMimeData) -> tuple[list[Path], list[str]]:
    """The local paths of a drop, and a sentence for each entry that is none. Touches no disk."""
    paths: list[Path] = []
    problems: list[str] = []
    lines = [line.strip() for line in bytes(mime.data(_URIS).data()).splitlines()]
    uris = [line for line in lines if line and not line.startswith(b"#")]
    for uri in uris[:_MOST_FILES]:
        path, problem = _path_of(uri)
        if path is None:
            problems.append(problem)
        else:
            paths.append(path)
    if len(uris) > _MOST_FILES:
        problems.append(f"Only the first {_MOST_FILES} of {len(uris):,} files were taken.")
    return paths, problems


def _path_of(uri: bytes) -> tuple[Path | None, str]:
    scheme, _, rest = uri.partition(b":")
    if scheme.lower() != b"file":
        return None, LATER
    host = b""
    if rest.startswith(b"//"):
        host, slash, local = rest[2:].partition(b"/")
        rest = slash + local
    raw = unquote_to_bytes(rest)
    # //host/share would be opened over the network by Windows, and so would \\host\share
    remote = host.lower() not in (b"", b"localhost") or raw.startswith((b"//", b"/\\", b"\\"))
    if remote or not raw.startswith(b"/") or b"\0" in raw:
        return None, "A file on another computer is not opened from a drop. Copy it to this one first, then drop it."
    return Path(os.fsdecode(raw[1:] if os.name == "nt" else raw)), ""


def is_table_name(path: Path) -> bool:
    """Whether a file calls itself a table."""
    return path.name.lower().endswith(TABLE_ENDINGS)


def is_board_name(path: Path) -> bool:
    """Whether a file calls itself a board."""
    return path.name.lower().endswith(BOARD_ENDING)


def accepts(mime: QMimeData) -> bool:
    """Whether a drop holds, by the names in it, at least one table or one board."""
    return any(is_table_name(path) or is_board_name(path) for path in paths_of(mime)[0])


def hover_words(mime: QMimeData, *, read_only: bool = False, busy: str = "") -> str:
    """What dropping this will do, in a sentence for the pointer that hangs over the window."""
    paths, problems = paths_of(mime)
    tables = [path for path in paths if is_table_name(path)]
    boards = [path for path in paths if is_board_name(path)]
    if tables:
        if read_only:
            return "This board is open for reading only, so no table can be read into it."
        if busy:
            return f"{busy} Drop the table again when it has ended."
        what = f"“{shown_name(tables[0])}”" if len(tables) == 1 else f"{len(tables)} tables"
        aside = len(paths) + len(problems) - len(tables)
        return f"Read {what} into this board" + (f"; {aside} other things are left aside" if aside > 1 else "")
    if len(boards) == 1:
        return f"Open the board “{shown_name(boards[0])}”"
    if boards:
        return "Drop one board at a time"
    return problems[0] if problems and not paths else LATER


def examine(mime: QMimeData, open_board: Path) -> Drop:
    """What to do with a drop. Looks at each file's entry on the disk, and opens none of them."""
    paths, problems = paths_of(mime)
    tables: list[Path] = []
    boards: list[Path] = []
    for path in paths:
        problem = _problem_of(path, open_board)
        if problem:
            problems.append(problem)
        else:
            (boards if is_board_name(path) else tables).append(path)
    if not paths and not problems:
        problems.append(LATER)
    if boards and (tables or len(boards) > 1):
        problems.append("Drop one board by itself to open it.")
    board = boards[0] if len(boards) == 1 and not tables else None
    return Drop(tuple(tables), board, " ".join(dict.fromkeys(problems)))


def _problem_of(path: Path, open_board: Path) -> str:
    """Why a file is not taken; empty for a regular file that calls itself a table or a board."""
    name = shown_name(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return f"“{name}” cannot be read: {getattr(error, 'strerror', None) or 'its name is no name of a file'}."
    if stat.S_ISDIR(mode):
        return f"“{name}” is a folder. Drop the tables in it instead."
    if not stat.S_ISREG(mode):
        return f"“{name}” is no ordinary file."
    if is_part_of(path, open_board):
        return f"“{name}” is the board that is open here."
    if not is_table_name(path) and not is_board_name(path):
        return f"“{name}” is no table. {LATER}"
    return ""


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
