"""The log: a file that only its owner reads, with what went wrong and where, and nothing of what a board holds."""

from __future__ import annotations

import logging
import logging.handlers
import os
from io import TextIOWrapper
from pathlib import Path

from board.faults import places_of

NAME = "situation-board.log"
_OURS = ("board", "db")


class PlainFormatter(logging.Formatter):
    """Time, level, who and where; exceptions by type and place.

    Of a record of ours the sentence is written with its numbers alone: a text in it may be the board's.  Of anyone
    else's not even the sentence.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One record as a line, and a line for each call of its exception."""
        when = self.formatTime(record)
        lines = [f"{when} {record.levelname} {record.name} ({record.module}:{record.lineno}): {_said(record)}".rstrip()]
        error = record.exc_info[1] if record.exc_info else None
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines += [f"  {type(error).__name__}", *(f"    {place}" for place in places_of(error.__traceback__))]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _said(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] not in _OURS or not isinstance(record.msg, str):
        return ""
    if not isinstance(record.args, tuple):
        return ""
    shown = tuple(value if isinstance(value, int | float) else "…" for value in record.args)
    try:
        return record.msg % shown if shown else record.msg
    except (TypeError, ValueError):  # a number was meant where a text stands now
        return ""


class PrivateFileHandler(logging.handlers.RotatingFileHandler):
    """A rotating file that nobody but its owner may read, whatever it was before."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.chmod(self.baseFilename, 0o600)
        return os.fdopen(descriptor, self.mode, encoding=self.encoding)


def log_to(folder: Path) -> logging.Handler:
    """Write what all loggers say to the log in a folder; returns the handler, already at work."""
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in folder.glob(f"{NAME}*"):
        if earlier.is_file() and not earlier.is_symlink():
            earlier.chmod(0o600)
    handler = PrivateFileHandler(folder / NAME, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(PlainFormatter())
    logging.getLogger().addHandler(handler)
    return handler
