"""What a drop will do on the thing that it hangs over, in one sentence; looks at names only, never at the disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from board.commands.dropped import Glance
from board.commands.entries import is_board_name, is_picture_name, is_table_name, shown_name
from board.commands.targets import Target
from db.names import show_controls

NOTHING = "Nothing in this can be taken. Files, text, links and pictures can be dropped."


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The files of a drag by what their names say."""

    tables: tuple[Path, ...]
    boards: tuple[Path, ...]
    others: tuple[Path, ...]


def hover_words(glance: Glance, target: Target, *, lane: str = "", read_only: bool = False) -> tuple[str, bool]:
    """(the sentence, whether the drop will be taken); `lane`: the name of the target's lane of the timeline."""
    target = replace(target, label=f"{target.label}, about {lane}") if lane else target
    kinds = _by_name(glance.uris.files)
    if len(kinds.boards) == 1 and len(glance.uris.files) == 1:
        return f"Open the board “{shown_name(kinds.boards[0])}”, or take incidents from it", True
    if glance.empty:
        return _refusal(glance), glance.virtual
    if read_only:
        return "This board is open for reading only, so nothing can be taken into it.", False
    if len(kinds.boards) > 1 and len(kinds.boards) == len(glance.uris.files):
        return "Drop one board at a time", False
    told = _sentence(glance, kinds, target)
    aside = len(glance.uris.problems)
    return (f"{told}; something else is left aside" if aside else told), True


def _by_name(files: tuple[Path, ...]) -> _Kinds:
    tables = tuple(path for path in files if is_table_name(path))
    boards = tuple(path for path in files if is_board_name(path))
    return _Kinds(tables, boards, tuple(path for path in files if path not in {*tables, *boards}))


def _refusal(glance: Glance) -> str:
    if glance.uris.problems:
        return glance.uris.problems[0]
    if glance.virtual:
        return "This exists only inside the program that it comes from: save it as a file, then drop that"
    return NOTHING


def _sentence(glance: Glance, kinds: _Kinds, target: Target) -> str:
    files = kinds.others
    if kinds.tables and files:
        count = len(kinds.tables) + len(files)
        return f"Read {count} files: tables into the board, the rest into the tray{_as_about(target)}"
    if kinds.tables:
        what = _named(kinds.tables, "tables")
        on = f", unknown places as {_label(target)}" if target.kind == "flashpoint" and target.label else ""
        return f"Import table {what} into this board{on}" if len(kinds.tables) == 1 else f"Import {what}{on}"
    if files:
        return _words_of_files(files, target)
    if glance.picture and not glance.text:
        return _words_of("the picture", True, target)
    if glance.uris.links:
        link = glance.uris.links[0]
        return _words_of_link(show_controls(link.title or link.address), target)
    if glance.text:
        return _words_of("the text", False, target)
    return _words_of("the picture", True, target)


def _words_of_files(files: tuple[Path, ...], target: Target) -> str:
    pictures = all(is_picture_name(path) for path in files)
    return _words_of(_named(files, "files"), pictures, target)


def _words_of(what: str, picture: bool, target: Target) -> str:
    """The sentence for something that is read, or attached where it is a picture and an incident or source is aimed at."""
    if target.kind == "source":
        return f"Attach {what} to the source {_label(target)}"
    if picture and target.kind == "incident":
        return f"Attach {what} to {_label(target)}"
    return f"Read {what} into the tray{_as_about(target)}"


def _words_of_link(name: str, target: Target) -> str:
    short = name if len(name) <= 60 else name[:59] + "…"
    if target.kind == "incident":
        return f"Keep the link “{short}” as a source of {_label(target)}; it is not opened"
    return f"Keep the link “{short}” in the tray{_as_about(target)}; it is not opened"


def _as_about(target: Target) -> str:
    """What the target adds: ", as about At Tanf"."""
    said = {"relationship": "as evidence on", "incident": "as a source of", "day": "as of"}.get(target.kind, "as about")
    known = target.kind in ("flashpoint", "actor", "relationship", "incident", "day")
    return f", {said} {_label(target)}" if known and target.label else ""


def _named(files: tuple[Path, ...], plural: str) -> str:
    return f"“{shown_name(files[0])}”" if len(files) == 1 else f"{len(files):,} {plural}"


def _label(target: Target) -> str:
    """The name of the target as a part of a sentence."""
    label = show_controls(" ".join(target.label.split()))
    short = label if len(label) <= 60 else label[:59] + "…"
    return f"“{short}”" if target.kind in ("incident", "source") else short
