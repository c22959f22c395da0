"""What the program answers without a window: new, import, export, list and others; a path opens the window."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, TextIO

import click

from board import command_lists
from board.command_draft import accept_command, draft_command
from board.command_export import export_command, profiles_command
from board.command_import import ABOUT_ROWS_AND_MAPPINGS, read_files
from board.command_output import complain, print_columns, print_csv, print_json, print_json_list, progress_line, say
from board.command_sheet import sheet_command
from db import Board, BoardError, EntryProblem, FileProblem, create_board, open_board
from db.columns import UNKNOWN_DEATHS
from db.dates import DateError, from_typed, iso_of
from db.readers.board_json import new_from_json
from db.vocabulary import MARKINGS

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample"
_READER_LEFT = 128 + 13  # SIGPIPE, which Windows does not name
_SMALLEST, _LARGEST = 320, 8000  # px, either side of a picture
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_COUNTED = ("flashpoints", "actors", "relationships", "incidents", "sources", "citations", "attachments")

BOARD = click.argument("board", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def run(arguments: list[str]) -> int:
    """Do what the command line asks; returns the exit code: 0 done, 1 refused with a sentence, 2 not understood."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    sys.excepthook = _tell_of_fault
    # a job in the background hears no Ctrl+C, so what is asked to end in the other way ends as orderly
    signal.signal(signal.SIGTERM, _stop)
    try:
        with program.make_context("main.py", list(arguments)) as context:
            code = program.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:  # after --help
        return ended.exit_code
    except click.UsageError as error:
        complain(f"{error.format_message()} Try: {_command_path(error)} --help")
        return error.exit_code
    except (click.ClickException, BoardError, DateError) as error:
        complain(error.format_message() if isinstance(error, click.ClickException) else str(error))
        return 1
    except KeyboardInterrupt as stopped:
        complain("Stopped; what was not finished was not kept.")
        return 128 + (stopped.number if isinstance(stopped, _Asked) else signal.SIGINT)
    except BrokenPipeError:
        # what is still in the buffer must not complain when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_LEFT
    except OSError as error:
        complain(f"“{error.filename or 'A file'}” could not be read or written: {error.strerror or error}.")
        return 1
    return code if isinstance(code, int) else 0


class _Asked(KeyboardInterrupt):
    """The system, or whoever looks after it, asked the program to end."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def _stop(number: int, _frame: FrameType | None) -> None:
    raise _Asked(number)


def _speak_utf8(stream: TextIO) -> None:
    # names in any script must come through a pipe on every system; io.StringIO and the like need no help
    with contextlib.suppress(AttributeError):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[attr-defined]


def _tell_of_fault(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """A fault of ours ends in one sentence too; who wants to mend it asks for the trace."""
    if os.environ.get("SITUATION_BOARD_TRACE"):
        sys.__excepthook__(kind, error, trace)
        return
    complain(
        f"Situation Board met a fault of its own ({kind.__name__}: {error}). "
        "Please report it; with SITUATION_BOARD_TRACE=1 set, the same command shows where."
    )


def _command_path(error: click.UsageError) -> str:
    return error.ctx.command_path.strip() if error.ctx is not None else "main.py"


class BoardOrCommand(click.Group):
    """A group of commands that takes a first word which is none of them for the board to be opened."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, else the hidden one that opens a window."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            return "", open_window, args
        return super().resolve_command(ctx, args)


@click.group(cls=BoardOrCommand, invoke_without_command=True, no_args_is_help=False)
@click.pass_context
def program(ctx: click.Context) -> None:
    """A situation board for analysts of armed conflict.

    main.py [BOARD] opens the window. A board whose name is that of a command is opened as ./NAME.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(open_window)


@click.command(hidden=True)
@click.argument("board", required=False, type=click.Path(path_type=Path))
def open_window(board: Path | None = None) -> int:
    """Open the window."""
    if board is not None and not board.exists():
        if not board.suffix and board.parent == Path():
            names = ", ".join(program.commands)
            raise click.UsageError(f"“{board}” is neither a board that is there nor a command ({names}).")
        raise click.ClickException(f"“{board}” is not there. Make a board with: main.py new {board}")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        shot_line = f"main.py shot {board or 'BOARD'} --out board.png"
        raise click.ClickException(f"There is no display here, so no window opens. For a picture: {shot_line}")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # no Python runs while a window waits, and the file is safe at any time
    code: int = _application().run(board)
    return code


def _application() -> ModuleType:
    """The part with the window, loaded only now: the other commands need no Qt."""
    try:
        from board import app
    except ImportError as error:
        raise click.ClickException(
            f"The window cannot be made: {error}. “make run” installs what is missing."
        ) from error
    return app


@program.command()
@BOARD
@click.option("--sample", is_flag=True, help="Fill it with the sample situation.")
@click.option("--from", "told", type=click.Path(path_type=Path), metavar="X.json", help="Make it of an export as JSON.")
@click.option("--title", help="The name of the situation; without it the sample's own, or the file's name.")
@click.option("--marking", type=click.Choice(MARKINGS.codes, case_sensitive=False), help="TLP marking, else AMBER.")
def new(board: Path, sample: bool, told: Path | None, title: str | None, marking: str | None) -> None:
    """Make a new board."""
    if title is not None and not title.strip():
        raise click.UsageError("A title needs at least one letter.")
    if told is not None:
        if sample:
            raise click.UsageError("Choose either --sample or --from.")
        with progress_line(told) as progress:
            copied = new_from_json(board, told, title=title or "", marking=marking or "", progress=progress)
        with copied:
            say(f"“{board}” was made: {_told(copied)}.")
        return
    made = create_board(board, title=title or "", marking=marking or "AMBER")
    try:
        with made:
            if sample:
                _fill(made, title, marking)
            told = _told(made)
    except BaseException:
        board.unlink(missing_ok=True)  # half a board is no board; nothing was there before
        raise
    say(f"“{board}” was made: {told}.")


def _fill(board: Board, title: str | None, marking: str | None) -> None:
    from db import sample

    sample.fill(board, SAMPLE)
    wanted = {name: value for name, value in (("title", title), ("marking", marking)) if value}
    if wanted:
        board.describe(**wanted)


def _told(board: Board) -> str:
    counts = {noun: getattr(board, noun).count() for noun in ("flashpoints", "actors", "incidents", "sources")}
    return ", ".join(f"{count} {noun}" for noun, count in counts.items()) if any(counts.values()) else "it is empty"


@program.command("import", epilog=ABOUT_ROWS_AND_MAPPINGS)
@BOARD
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "as_kind", type=click.Choice(("ucdp", "acled", "table")), help="What the files are.")
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path),
    metavar="MAPPING.json",
    help="Which column of a table is what; see below.",
)
@JSON
def import_command(
    board: Path, files: tuple[Path, ...], as_kind: str | None, mapping: Path | None, as_json: bool
) -> None:
    """Read tables into a board: UCDP GED, ACLED, or any CSV, TSV or spreadsheet."""
    columns = None
    if mapping is not None:
        try:
            columns = mapping.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise click.ClickException(f"The mapping “{mapping}” is not text in UTF-8.") from error
    with open_board(board) as opened:
        if opened.read_only:
            raise click.ClickException(f"“{board}” is write-protected, so nothing can be read into it. Copy it first.")
        read_files(opened, files, as_kind=as_kind, mapping=columns, as_json=as_json)


program.add_command(draft_command)
program.add_command(accept_command)
program.add_command(sheet_command)
program.add_command(export_command)
program.add_command(profiles_command)


@program.command()
@BOARD
@JSON
def info(board: Path, as_json: bool) -> None:
    """Say what is on a board: counts, first and last day, deaths."""
    with open_board(board, read_only=True) as opened:
        found = facts_of(opened)
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        shown = "not known" if value is None else f"{value:,}" if isinstance(value, int) else value
        say(f"{name.replace('_', ' ') + ':':<16}{shown}")


def facts_of(board: Board) -> dict[str, Any]:
    """What `info` tells; days are ISO texts, deaths the sum of the known best figures, None where none is known."""
    about, columns = board.info(), board.columns()
    known = columns.deaths[columns.deaths != UNKNOWN_DEATHS]
    span = columns.span()
    return {
        "title": about.title,
        "marking": about.marking,
        **{noun: getattr(board, noun).count() for noun in _COUNTED},
        "earliest": iso_of(span[0]) if span else None,
        "latest": iso_of(span[1]) if span else None,
        "deaths_best": int(known.sum(dtype="int64")) if len(known) else None,
        "schema_version": about.schema_version,
    }


@program.command("list")
@BOARD
@click.argument("noun", type=click.Choice(command_lists.NOUNS), metavar="|".join(command_lists.NOUNS))
@click.option("--filter", "wanted", default="", help='For instance "actor:SDF after:2017-05 kind:clash -tag:rumour".')
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with every field.")
@JSON
def list_command(board: Path, noun: str, wanted: str, as_csv: bool, as_json: bool) -> None:
    """List incidents, actors, flashpoints, relationships or sources."""
    if as_csv and as_json:
        raise click.UsageError("Choose either --csv or --json.")
    with open_board(board, read_only=True) as opened:
        rows = command_lists.rows_of(opened, noun, wanted)
        if as_json:
            print_json_list(noun, rows)
        elif as_csv:
            print_csv(command_lists.FIELDS[noun], rows)
        elif not print_columns(command_lists.COLUMNS_SHOWN[noun], rows):
            complain(f"No {noun} on the board" + (" that the filter finds." if wanted else "."))


@program.command()
@BOARD
@JSON
def check(board: Path, as_json: bool) -> int:
    """Look whether a board is whole: the file, its links, its search index and its history."""
    if not board.exists():
        raise click.ClickException(f"“{board}” is not there.")
    try:
        with open_board(board, read_only=True) as opened:
            problems = opened.check()
    except FileProblem as error:
        problems = [str(error)]  # it cannot even be opened: that is what was asked
    if as_json:
        print_json({"ok": not problems, "problems": problems})
    elif problems:
        for problem in problems:
            complain(problem)
    else:
        say(f"“{board}” is whole.")
    return 1 if problems else 0


@program.command()
@BOARD
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The PNG file to write.")
@click.option("--theme", type=click.Choice(("light", "dark")), default="light", show_default=True)
@click.option("--size", default="1600x1000", show_default=True, help="Width x height in pixels.")
@click.option("--flashpoint", help="The flashpoint in focus, by any of its names.")
@click.option("--as-of", help="The day on which relationships and levels are shown, such as 2017-06-14.")
def shot(board: Path, out: Path, theme: str, size: str, flashpoint: str | None, as_of: str | None) -> None:
    """Make a picture of the window, without a display."""
    if out.suffix.lower() != ".png":
        raise click.UsageError(f"The picture is a PNG: let its name end in .png, not as in “{out}”.")
    if not out.absolute().parent.is_dir():
        raise click.ClickException(f"The folder “{out.parent}” is not there. Make it first or choose another.")
    pixels = _size(size)
    day = _day(as_of) if as_of is not None else None
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded
    _application().shot(board, out, theme=theme, size=pixels, flashpoint=flashpoint, as_of=day)


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})[xX×](\d{1,5})", text.strip())
    if not found:
        raise click.UsageError(f"“{text}” is no size. Write width x height in pixels, such as 1600x1000.")
    width, height = int(found[1]), int(found[2])
    if min(width, height) < _SMALLEST or max(width, height) > _LARGEST:
        raise click.UsageError(f"“{text}” is no size that fits: each side has {_SMALLEST} to {_LARGEST} pixels.")
    return width, height


def _day(text: str) -> str:
    date = from_typed(text)
    if date.earliest is None or date.earliest != date.latest:
        raise EntryProblem(f"“{text}” is not one day. Write a day such as 2017-06-14 or 14 June 2017.", "as_of")
    return iso_of(date.earliest)
