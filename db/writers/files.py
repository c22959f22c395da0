"""How an export reaches the disk: whole or not at all, and never over a file that nobody gave up."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.copies import HALF, new_file, sync
from db.errors import FileProblem


@contextmanager
def whole_file(target: Path, *, replace: bool) -> Iterator[Path]:
    """A name beside `target` to write to; when the block ends well the file takes its place, on the disk for sure.

    Raises `FileProblem` where the target is there already and is not to be replaced, or cannot be written.
    """
    if not replace or not target.exists():
        with new_file(target) as half:
            yield half
        return
    if not target.is_file():
        raise FileProblem(f"“{target.name}” is not a file that could be replaced. Choose another name.")
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}{HALF}")
    try:
        yield half
        sync(half)
        half.replace(target)
    except OSError as error:
        raise FileProblem(f"“{target.name}” could not be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


@contextmanager
def private_folder(beside: Path) -> Iterator[Path]:
    """A folder beside a file for what is only written on the way; nothing of a board goes to the shared temp folder."""
    with tempfile.TemporaryDirectory(prefix=".export-", dir=beside.parent) as folder:
        os.chmod(folder, 0o700)
        yield Path(folder)
