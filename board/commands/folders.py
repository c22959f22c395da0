"""The files of dropped folders: hidden ones and links that lead elsewhere are left out, and there is an end to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from board.commands.entries import shown_name

MOST_FILES = 1000  # of one folder, with those below it
_MOST_ENTRIES = 50_000  # looked at in one folder, whatever they are
_DEEPEST = 20  # folders within folders


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The files of a folder in the order of their names, and sentences on what was left out."""

    files: tuple[Path, ...] = ()
    sentences: tuple[str, ...] = ()


def files_in(folder: Path, look_up: Callable[[], None]) -> FolderFiles:
    """Walk a folder; `look_up` is called now and then, and may raise to end it. Follows no symbolic link."""
    files: list[Path] = []
    sentences: list[str] = []
    name = shown_name(folder)
    for number, (kind, entry) in enumerate(_walk(folder, 0, sentences), 1):
        if number % 100 == 1:
            look_up()
        if kind == "file":
            files.append(entry)
        if len(files) >= MOST_FILES or number >= _MOST_ENTRIES:
            told = f"“{name}” holds more than was taken, which is its first {len(files):,} files."
            sentences.append(f"{told} Drop its folders one by one.")
            break
    if not files and not sentences:
        sentences.append(f"“{name}” holds no files.")
    return FolderFiles(tuple(files), tuple(dict.fromkeys(sentences)))


def _walk(folder: Path, depth: int, sentences: list[str]) -> Iterator[tuple[str, Path]]:
    """("file" | "other", path) of all that is below; files before folders, so that the cap leaves out what is deep."""
    if depth > _DEEPEST:
        sentences.append(f"Folders more than {_DEEPEST} deep in “{shown_name(folder)}” were left out.")
        return
    try:
        with os.scandir(folder) as listing:
            entries = [entry for _, entry in zip(range(_MOST_ENTRIES), listing, strict=False)]
    except OSError as error:
        sentences.append(f"The folder “{shown_name(folder)}” cannot be read: {error.strerror}.")
        return
    below: list[Path] = []
    names = {entry.name.lower() for entry in entries}
    for entry in sorted(entries, key=lambda one: one.name.lower()):
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.is_symlink():
            yield "other", path
        elif entry.is_dir(follow_symlinks=False):
            if _belongs_to_a_page(entry.name, names):
                sentences.append(f"“{shown_name(path)}” belongs to a saved page and was left out.")
            else:
                below.append(path)
        else:
            yield ("file" if entry.is_file(follow_symlinks=False) else "other"), path
    for path in below:
        yield "other", path
        yield from _walk(path, depth + 1, sentences)


def _belongs_to_a_page(folder: str, names: set[str]) -> bool:
    """Whether a folder holds the style sheets and pictures that a browser saved beside a page."""
    for ending in ("_files", "-dateien", "_fichiers", "_archivos", ".files"):
        stem = folder.lower().removesuffix(ending)
        if stem != folder.lower() and names & {f"{stem}.html", f"{stem}.htm"}:
            return True
    return False
