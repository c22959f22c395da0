"""Whole copies of a file: written under a name of their own first, and never over a file that is there."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import FileProblem

HALF = ".part"  # how a copy ends that is still being written


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A name beside `target` to write to; when the block ends well the file takes its place, on the disk for sure.

    Raises `FileProblem` where the target is there already, before and after the writing; a half-written file goes.
    """
    _refuse_taken(target)
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}{HALF}")
    try:
        yield half
        sync(half)
        _publish(half, target)
    except OSError as error:
        raise FileProblem(f"“{target.name}” could not be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
    _sync_folder(target.parent)


def sync(path: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _refuse_taken(target: Path) -> None:
    if target.exists():
        raise FileProblem(f"“{target.name}” is there already. Choose another name; nothing was written over.")
    if not target.parent.is_dir():
        raise FileProblem(f"The folder “{target.parent}” is not there. Make it first or choose another.")


def _publish(half: Path, target: Path) -> None:
    """Give a finished file its name. A second name made by link never replaces a file, which a rename would."""
    try:
        os.link(half, target)
    except FileExistsError:
        _refuse_taken(target)
        raise
    except OSError:  # a medium without links, such as a memory stick
        _refuse_taken(target)
        half.rename(target)


def _sync_folder(folder: Path) -> None:
    """Wait until the name is on the disk too, where the system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
