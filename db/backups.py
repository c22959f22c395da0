"""The copies in rotation: the last few days' states of a board, kept beside the user's data and never trusted blindly.

A copy is a whole board under a name that tells when it was made and of which revision. It gets that name only after it
passed the integrity check, so whatever bears one was sound when it was made. Copies are thinned by age: the last
five, then one a day for two weeks, then one a week for eight. One that is dated in the future stays: then it is the
clock that is wrong.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from db import board_file
from db.connection import told_plainly
from db.copies import HALF, new_file
from db.errors import FileProblem

if TYPE_CHECKING:
    from db.board import Board

LAST, DAYS, WEEKS = 5, 14, 8
_NAME = re.compile(r"(\d{8}T\d{6})Z-r(\d{1,18})(?:-\d{1,4})?\.sitboard")
_STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: `at` in UTC, `size` in bytes."""

    path: Path
    at: datetime
    revision: int
    size: int
    title: str


def user_data_folder() -> Path:
    """Where the system wants the data of this user's programs, ours within it; it need not be there yet."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Situation Board"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Situation Board"
    given = os.environ.get("XDG_DATA_HOME", "")  # which counts only if it is a whole path, says the specification
    return (Path(given) if os.path.isabs(given) else home / ".local" / "share") / "situation-board"


def backup_folder(data_folder: Path, uid: str) -> Path:
    """The folder of the copies of one board, and of its copies under other names."""
    if not re.fullmatch(r"[0-9a-f]{8,64}", uid):
        raise FileProblem(f"The identity of the board (“{uid[:40]}”) is not one that Situation Board gives.")
    return data_folder / "copies" / uid


def make(board: Board, folder: Path, now: datetime | None = None) -> Path | None:
    """Keep a copy of the board as it stands; None where its state is kept already. Raises `FileProblem`."""
    now = (now or datetime.now(UTC)).astimezone(UTC)
    state = _state_of(board.db)
    if any(_same_state(path, state) for path, _, revision in _named(folder) if revision == board.revision):
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem(f"No folder for copies can be made at “{folder}”: {error.strerror}.") from error
    target = _free_name(folder, f"{now.strftime(_STAMP)}Z-r{board.revision}")
    board_file.copy_whole(board.db, target)
    with contextlib.suppress(OSError):  # a medium without rights has none to take
        target.chmod(0o600)
    return target


def listing(folder: Path) -> list[Backup]:
    """The copies in a folder, newest first; what is no board (any longer) is passed over."""
    found = []
    for path, at, revision in _named(folder):
        try:
            with told_plainly(path), board_file.looked_into(path) as db:
                title = db.conn.execute("SELECT title FROM board").fetchone()[0]
                found.append(Backup(path, at, revision, path.stat().st_size, title))
        except (FileProblem, OSError):
            continue
    return sorted(found, key=lambda backup: (backup.at, backup.revision), reverse=True)


def thin(folder: Path, now: datetime | None = None) -> list[Path]:
    """Remove the copies that newer ones stand in for; returns them. Only sound copies count, and only they may go."""
    now = (now or datetime.now(UTC)).astimezone(UTC)
    copies = listing(folder)
    kept = {backup.path for backup in keepers(copies, now)}
    gone = [backup.path for backup in copies if backup.path not in kept]
    removed = []
    for path in [*gone, *_abandoned(folder, now)]:
        with contextlib.suppress(OSError):
            path.unlink()
            removed.append(path)
    return removed


def keepers(copies: Iterable[Backup], now: datetime) -> list[Backup]:
    """Those that stay, newest first: dated in the future, the last five, the newest of a day, the newest of a week."""
    newest_first = sorted(copies, key=lambda backup: (backup.at, backup.revision), reverse=True)
    future = [backup for backup in newest_first if backup.at > now]
    past = [backup for backup in newest_first if backup.at <= now]
    kept = {backup.path for backup in past[:LAST]}
    seen: set[Hashable] = set()
    for backup in past:
        age = now - backup.at
        slot: Hashable = backup.at.date() if age <= timedelta(days=DAYS) else backup.at.isocalendar()[:2]
        if age <= timedelta(days=DAYS + 7 * WEEKS) and slot not in seen:
            seen.add(slot)
            kept.add(backup.path)
    return [*future, *(backup for backup in past if backup.path in kept)]


def restore(backup: Path, target: Path) -> Path:
    """Bring a copy back as a new file, checked; an existing file is never written over. Raises `FileProblem`."""
    board_file.verify(backup)
    with new_file(target) as half, told_plainly(target):
        shutil.copyfile(backup, half)
        board_file.verify(half)
    return target


def rescue(board: Board) -> Path | None:
    """Where the file no longer stands at its place: a copy of all that is open, beside it under a name of its own.

    None while it stands, or where its last state was saved as a copy already. Raises `FileProblem`.
    """
    if not board.displaced() or board.copied_revision == board.revision:
        return None
    target = board.path.with_name(f"{board.path.stem} (kept {datetime.now():%Y-%m-%d %H%M%S}){board.path.suffix}")
    board.save_copy(target)
    return target


def _named(folder: Path) -> list[tuple[Path, datetime, int]]:
    """Files that bear the name of a copy, with its moment and revision."""
    found = []
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    for path in paths:
        named = _NAME.fullmatch(path.name)
        if named:
            with contextlib.suppress(ValueError):  # a thirteenth month
                at = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
                found.append((path, at, int(named[2])))
    return found


def _free_name(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.sitboard", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.sitboard"
    return path


State = tuple[object, ...]


def _state_of(db: Database) -> State:
    """What tells two states of one revision apart: copies of a board that went different ways have the same uid."""
    row: State = db.conn.execute(
        """SELECT b.revision, b.title, h.step, h.name, h.at, h.state FROM board b
           LEFT JOIN history h ON h.step = (SELECT max(step) FROM history)"""
    ).fetchone()
    return row


def _same_state(path: Path, state: State) -> bool:
    try:
        with board_file.looked_into(path) as db:
            return _state_of(db) == state
    except (FileProblem, OSError, sqlite3.DatabaseError):
        return False


def _abandoned(folder: Path, now: datetime) -> list[Path]:
    """Halves of copies that a crash left behind more than a day ago."""
    found = []
    for path in folder.glob(f".*.sitboard.*{HALF}") if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            if now.timestamp() - path.stat().st_mtime > timedelta(days=1).total_seconds():
                found.append(path)
    return found
