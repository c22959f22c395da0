"""Whether the file of an open board still stands at its path as this program left it.

Programs that keep folders in step put another file in its place or write over it, a user may delete it. SQLite goes on
with the file that it has open and acknowledges writes that nobody will find again, so this is asked at each write.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from enum import Enum
from pathlib import Path


class Fate(Enum):
    """What became of the file; `ours` says whether what is open is still a file of its own."""

    STANDS = "stands"
    REMOVED = "was moved or deleted"
    REPLACED = "was replaced by another file"
    OVERWRITTEN = "was written over by another program"

    @property
    def ours(self) -> bool:
        """Whether what SQLite has open holds what this program wrote and nothing else."""
        return self is not Fate.OVERWRITTEN


class Standing:
    """What the file looked like when this program last wrote it; shared by all connections of one opening."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._writers = 0
        self._seen = os.stat(path)
        self.fate = Fate.STANDS

    def look(self) -> Fate:
        """Look at the path once more; what has happened once stays so."""
        with self._guard:
            if self.fate is Fate.STANDS:
                self.fate = self._fate()
            return self.fate

    def _fate(self) -> Fate:
        try:
            now = os.stat(self._path)
        except FileNotFoundError:
            return Fate.REMOVED
        except OSError:
            return Fate.STANDS  # a share that does not answer: SQLite will say so where it matters
        if not os.path.samestat(now, self._seen):
            return Fate.REPLACED
        written = (now.st_size, now.st_mtime_ns) != (self._seen.st_size, self._seen.st_mtime_ns)
        # while one of our own connections writes, the file changes rightly
        return Fate.OVERWRITTEN if written and not self._writers else Fate.STANDS

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Around what this program writes itself; the file is looked at before and after."""
        self.look()
        with self._guard:
            self._writers += 1
        try:
            yield
        finally:
            with self._guard:
                self._writers -= 1
                with contextlib.suppress(OSError):
                    now = os.stat(self._path)
                    if os.path.samestat(now, self._seen):
                        self._seen = now
            self.look()

    def sentence(self) -> str:
        """What its owner should know and do; empty while all is well."""
        if self.fate is Fate.STANDS:
            return ""
        return (
            f"“{self._path.name}” {self.fate.value} while it was open here, so nothing more is saved to it. Use File ▸ "
            "Save a copy and go on in the copy. What stands at the old place was left as it is."
        )
