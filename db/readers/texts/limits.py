"""What one document may cost: bytes, characters, files within files, seconds; and how it is said when it costs more."""

from __future__ import annotations

import time

LARGEST = 200_000_000  # bytes of an original that are read and kept
LARGEST_HASHED = 8_000_000_000  # bytes of which the SHA-256 is still taken
MOST_TEXT = 2_000_000  # characters
LONGEST_FIELD = 1_000  # characters of a title, a name, an address
MOST_FILES = 100  # within one document, at all depths together
MOST_FILE_BYTES = 100_000_000  # of all of these together
DEEPEST = 3  # a mail in a mail in a mail
LARGEST_MARKUP = 30_000_000  # bytes of HTML, RTF or one XML part that are parsed
CPU_S = 5  # seconds of work, then the system ends the process
WORK_S = 3.5  # after which a reader stops by itself with what it has
MEMORY = 1_000_000_000  # bytes of data
OPEN_FILES = 40


class Clock:
    """How much work is left before a reader must stop with what it has."""

    def __init__(self, work_s: float = WORK_S) -> None:
        self._end = time.process_time() + work_s

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        return time.process_time() >= self._end


class Budget:
    """What all the files and documents within one document may still take."""

    def __init__(self) -> None:
        self.clock = Clock()
        self._files = MOST_FILES
        self._bytes = MOST_FILE_BYTES
        self.refused = 0

    @property
    def left(self) -> int:
        """How many bytes the next file may have."""
        return self._bytes if self._files > 0 else 0

    def take(self, size: int) -> bool:
        """Whether a file of this size may be kept; if so it is counted."""
        if self._files <= 0 or size > self._bytes:
            self.refused += 1
            return False
        self._files -= 1
        self._bytes -= size
        return True

    def sentence(self) -> str:
        """What was left out, if anything was."""
        if not self.refused:
            return ""
        were = "One file within the document was" if self.refused == 1 else f"{self.refused:,} files within it were"
        return (
            f"{were} left out: at most {MOST_FILES} files with {MOST_FILE_BYTES // 1_000_000} MB together are taken "
            "out of one document. The original holds them all."
        )


def told_size(size: int) -> str:
    """A number of bytes as people say it: "3.2 MB"."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"
