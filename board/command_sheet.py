"""Makes a printed sheet of a board as a PDF, without a window and without a display."""

from __future__ import annotations

import os
from pathlib import Path

import click

from board.command_output import complain, progress_line, say
from db import Board, BoardInUse, EntryProblem, NotOnBoard, open_board
from db.dates import from_typed
from db.vocabulary import MARKINGS

_KINDS = ("--flashpoint", "--actor", "--overview", "--chronology", "--incident", "--pack")


@click.command("sheet")
@click.argument("board", type=click.Path(path_type=Path))
@click.option("--flashpoint", metavar="NAME", help="The sheet of this flashpoint, by any of its names.")
@click.option("--actor", metavar="NAME", help="The sheet of this actor, by any of its names.")
@click.option("--overview", is_flag=True, help="The overview of the board; so it is without any other.")
@click.option("--chronology", is_flag=True, help="Every incident of the window by month.")
@click.option("--incident", type=int, metavar="ID", help="The sheet of this incident.")
@click.option("--pack", is_flag=True, help="Overview, a sheet for each flashpoint and the sources, with contents.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The PDF file to write.")
@click.option("--replace", is_flag=True, help="Write over the file if it is there.")
@click.option("--as-of", metavar="DAY", help="The day on which relationships and levels are shown.")
@click.option("--from", "first", metavar="DAY", help="The first day of the window.")
@click.option("--to", "last", metavar="DAY", help="The last day of the window.")
@click.option("--paper", type=click.Choice(("a4", "letter"), case_sensitive=False), default="a4", show_default=True)
@click.option("--landscape", is_flag=True, help="The paper on its long side.")
@click.option("--mono", is_flag=True, help="Black and white.")
@click.option("--profile", metavar="NAME", default="Up to AMBER", show_default=True, help="What may leave the board.")
@click.option("--marking", metavar="MARKING", help="Mark the sheet at least so high: clear, green, amber … red.")
@click.option("--notes", is_flag=True, help="With the notes of the analyst.")
@click.option("--graphic", is_flag=True, help="Graphic pictures as they are, not blurred.")
def sheet_command(
    board: Path,
    flashpoint: str | None,
    actor: str | None,
    overview: bool,
    chronology: bool,
    incident: int | None,
    pack: bool,
    out: Path,
    replace: bool,
    as_of: str | None,
    first: str | None,
    last: str | None,
    paper: str,
    landscape: bool,
    mono: bool,
    profile: str,
    marking: str | None,
    notes: bool,
    graphic: bool,
) -> None:
    """Print a summary sheet of a board as a PDF."""
    asked = (flashpoint is not None, actor is not None, overview, chronology, incident is not None, pack)
    if sum(asked) > 1:
        named = " and ".join(name for name, is_asked in zip(_KINDS, asked, strict=True) if is_asked)
        raise click.UsageError(f"Choose one sheet, not {named}.")
    if out.suffix.lower() != ".pdf":
        raise click.UsageError(f"The sheet is a PDF: let its name end in .pdf, not as in “{out}”.")
    if not out.absolute().parent.is_dir():
        raise click.ClickException(f"The folder “{out.parent}” is not there. Make it first or choose another.")
    if out.exists() and not replace:
        raise click.ClickException(f"“{out}” is there already. Choose another name, or add --replace.")
    days = (_day(as_of, "as_of"), _day(first, "from"), _day(last, "to"))
    with _opened(board) as opened:
        kind = next((name.removeprefix("--") for name, is_asked in zip(_KINDS, asked, strict=True) if is_asked), "")
        about = _about(opened, flashpoint, actor, incident)
        _offscreen()
        _make(
            opened, out, kind or "overview", about, days, profile,
            paper=paper.lower(), landscape=landscape, mono=mono, notes=notes, graphic=graphic, marking=_marking(marking),
        )  # fmt: skip


def _opened(path: Path) -> Board:
    """The board, for writing where that can be: what was printed is noted on it."""
    try:
        return open_board(path)
    except BoardInUse:
        return open_board(path, read_only=True)


def _day(text: str | None, field: str) -> int | None:
    if text is None:
        return None
    date = from_typed(text)
    if date.earliest is None or date.earliest != date.latest:
        raise EntryProblem(f"“{text}” is not one day. Write a day such as 2017-06-14 or 14 June 2017.", field)
    return date.earliest


def _about(board: Board, flashpoint: str | None, actor: str | None, incident: int | None) -> int:
    """The id of what the sheet is about; 0 for the whole board. Raises `NotOnBoard`."""
    for name, owners, noun in (
        (flashpoint, board.flashpoints_named, "flashpoint"),
        (actor, board.actors_named, "actor"),
    ):
        if name is not None:
            found = owners(name)
            if not found:
                raise NotOnBoard(f"No {noun} on this board is called “{name}”.")
            return found[0]
    if incident is None:
        return 0
    if board.columns().place_of(incident) is None:
        raise NotOnBoard(f"No incident on this board has the id {incident}. “main.py list BOARD incidents” shows them.")
    return incident


def _marking(text: str | None) -> str:
    """The code of a marking, typed with or without “TLP:”."""
    if text is None:
        return ""
    code = text.strip().upper().removeprefix("TLP:")
    if code not in MARKINGS:
        raise click.UsageError(f"“{text}” is no marking. It is one of: {', '.join(MARKINGS.codes)}.")
    return code


def _offscreen() -> None:
    """Let Qt draw without a display, whatever there is: nothing is shown."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded


def _make(
    board: Board,
    out: Path,
    kind: str,
    about: int,
    days: tuple[int | None, int | None, int | None],
    profile: str,
    *,
    paper: str,
    landscape: bool,
    mono: bool,
    notes: bool,
    graphic: bool,
    marking: str,
) -> None:
    try:
        # the sheets need Qt, which the other commands do not
        from PySide6.QtWidgets import QApplication

        from board.sheets.choices import Choices
        from board.sheets.making import make_sheet
        from board.sheets.pdf import write_pdf
    except ImportError as error:
        raise click.ClickException(
            f"The sheet cannot be made: {error}. “make run” installs what is missing."
        ) from error
    app = QApplication.instance() or QApplication(["situation-board"])
    as_of, first, last = days
    choices = Choices(
        kind=kind,
        about=about,
        window=_window(board, first, last),
        as_of=as_of,
        paper=paper,
        landscape=landscape,
        mono=mono,
        notes=notes,
        graphic=graphic,
        profile=board.profiles.named(profile),
        marking=marking,
    )
    with progress_line(out) as progress:
        document = make_sheet(board, choices, progress)
        write_pdf(document, out, progress)
    del app
    if not board.read_only:
        board.sheets.note(kind, choices.about_key, choices.told())
    pages = len(document.pages)
    say(f"“{out}” was written: {pages} page{'' if pages == 1 else 's'}, release profile “{choices.profile.name}”.")
    for sentence in document.held_back:
        say(sentence)
    if board.read_only:
        complain("The board is open elsewhere or write-protected, so this sheet is not noted on it.")


def _window(board: Board, first: int | None, last: int | None) -> tuple[int, int] | None:
    if first is None and last is None:
        return None
    span = board.columns().span()
    begin = first if first is not None else (span[0] if span else last)
    end = last if last is not None else (span[1] if span else first)
    assert begin is not None  # one of the two days was given
    assert end is not None
    if begin > end:
        raise EntryProblem("The window ends before it begins. Let --from be the earlier day.", "from")
    return begin, end
