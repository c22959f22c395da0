"""What the reading process takes from itself before it touches a foreign byte: memory, files, network, programs.

The limits are the system's; the rest is refused by Python's own audit events, and on Linux by the kernel too, since
the libraries that are not written in Python (PDF, HTML, pictures) raise no events.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from db.readers.texts import linux_jail
from db.readers.texts.limits import CPU_S, MEMORY, OPEN_FILES

_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "pty.",
    "webbrowser.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "nntplib.", "telnetlib.",
    "sqlite3.", "tempfile.", "shutil.", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink",
    "os.truncate", "os.chmod", "os.chown", "os.kill", "os.putenv", "signal.pthread_kill", "winreg.", "_winapi.",
    "fcntl.", "msvcrt.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Doors:
    """Lets nothing be opened but the one document and the program's own code, for reading."""

    def __init__(self, document: bytes | None) -> None:
        self._document = document
        self._code = tuple(code_folders())

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Called by Python before each of its audited acts; raising stops the act."""
        if event == "open":
            path, _mode, flags = args
            if isinstance(flags, int) and flags & _WRITING:
                raise PermissionError("The reading process writes no files.")
            self._only_known(path)
        elif event in ("os.listdir", "os.scandir"):
            self._only_known(args[0])
        elif event.startswith(_REFUSED):
            raise PermissionError(f"The reading process does no {event}.")

    def _only_known(self, path: object) -> None:
        if isinstance(path, int):
            return  # already open
        if not isinstance(path, str | bytes | os.PathLike):
            raise PermissionError("The reading process opens no such thing.")
        raw = os.fsencode(path)
        if raw == self._document:
            return
        if not os.path.realpath(raw).startswith(self._code):
            raise PermissionError("The reading process opens no other file.")


def code_folders() -> list[bytes]:
    """Where the program's own code lies, with the separator at the end: Python, its packages, and db."""
    import db

    found = [*sys.path, *db.__path__, os.path.dirname(os.__file__)]
    separator = os.fsencode(os.sep)
    folders = {os.path.realpath(os.fsencode(folder)) for folder in found if folder}
    return sorted(folder + separator for folder in folders if os.path.isdir(folder) and folder != separator)


def close_doors(document: bytes | None) -> None:
    """Give up all that reading the document at this path (None: bytes that are at hand) does not need."""
    if sys.platform != "win32":
        import resource

        for limit, most in (
            (resource.RLIMIT_DATA, MEMORY),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, OPEN_FILES),
        ):
            hard = resource.getrlimit(limit)[1]
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(limit, (most, most))
    linux_jail.close_doors(document, code_folders())
    sys.addaudithook(Doors(document))


def cap_work(work_s: int = CPU_S) -> None:
    """From now on so many seconds of work, one more at most, then the system ends the process.

    What was done before, such as hashing a large film, does not count.
    """
    if sys.platform != "win32":
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        most = int(usage.ru_utime + usage.ru_stime) + 1 + work_s
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
