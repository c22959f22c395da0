"""One writer a board: an advisory lock of the operating system on a small file beside the board.

The lock goes with the process, so a crash leaves none behind; the file goes when the board is closed, so a board
at rest is one file.  (A lock on the board itself would drop SQLite's own POSIX locks when closed.)
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from db.errors import BoardInUse

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # which Windows has not


class WriterLock:
    """Held from opening a board for writing until closing it."""

    def __init__(self, board_path: Path) -> None:
        """Take the lock, or raise `BoardInUse`; an OSError means that the folder takes no files."""
        self.path = board_path.with_name(board_path.name + "-lock")
        self._handle: int | None = self._take(board_path)

    def _take(self, board_path: Path) -> int:
        while True:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
            try:
                _try_lock(handle)
            except OSError as error:
                os.close(handle)
                raise BoardInUse(
                    f"“{board_path.name}” is open in another window. Use that window, or open the board for reading only."
                ) from error
            # the holder before us may have removed the file between our opening and our locking it
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.stat(self.path), os.fstat(handle)):
                    return handle
            os.close(handle)

    def release(self) -> None:
        """Give the lock up and remove its file; does nothing the second time."""
        if self._handle is None:
            return
        if sys.platform == "win32":  # which removes no open file
            os.close(self._handle)
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            with contextlib.suppress(OSError):
                self.path.unlink()  # while still held, so that nobody locks a file that is about to go
            os.close(self._handle)
        self._handle = None
