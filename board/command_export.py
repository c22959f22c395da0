"""The commands `export` and `profiles`: what leaves a board as a file, told truthfully, without a window."""

from __future__ import annotations

import json
from pathlib import Path

import click

from board.command_output import complain, print_json, progress_line, say
from db import Board, EntryProblem, Profile, open_board
from db.dates import from_typed
from db.profiles import PARTNERS, described, rules_of
from db.releasing import release, scope_of
from db.writers import FORMATS, write

_BOARD = click.argument("board", type=click.Path(path_type=Path))
_FORMATS = "\n".join(f"  {one.code:<8} {one.use}" for one in FORMATS.values())


@click.command("export", epilog=f"\b\nFormats:\n{_FORMATS}")
@_BOARD
@click.option("--as", "kind", type=click.Choice(tuple(FORMATS)), required=True, help="The format; see below.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where the file goes.")
@click.option("--filter", "wanted", default="", help='For instance "actor:SDF after:2017-05 kind:clash -tag:rumour".')
@click.option("--profile", "profile_name", help=f"The release profile; without one “{PARTNERS.name}”.")
@click.option("--as-of", help="The day as of which ties and levels hold, such as 2017-06-14.")
@click.option("--from", "first", help="The first day looked at.")
@click.option("--to", "last", help="The last day looked at.")
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def export_command(
    board: Path,
    kind: str,
    out: Path,
    wanted: str,
    profile_name: str | None,
    as_of: str | None,
    first: str | None,
    last: str | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Write what may leave a board as a file."""
    with open_board(board, read_only=True) as opened:
        scope = scope_of(
            opened,
            wanted,
            as_of=None if as_of is None else _day(as_of, "--as-of")[0],
            first=None if first is None else _day(first, "--from")[0],
            last=None if last is None else _day(last, "--to")[1],
        )
        profile = profile_of(opened, profile_name)
        released = release(opened, profile, scope)
        with progress_line(out) as progress:
            told = write(released, kind, out, progress, replace=replace)
        counts = {
            "incidents": len(released.incident_ids),
            **{noun: len(getattr(released, noun)) for noun in ("actors", "relationships", "flashpoints")},
        }
    if as_json:
        print_json({"file": str(out), "format": kind, "profile": profile.name, **counts, "told": told})
        return
    amount = ", ".join(f"{count:,} {noun}" for noun, count in counts.items())
    say(f"“{out}” was written under the release profile “{profile.name}”: {amount}.")
    for sentence in told:
        complain(sentence)


@click.command("profiles")
@_BOARD
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def profiles_command(board: Path, as_json: bool) -> None:
    """List the release profiles that can be chosen on a board."""
    with open_board(board, read_only=True) as opened:
        profiles = opened.profiles.all()
    if as_json:
        print_json(
            {"profiles": [{"name": one.name, "own": bool(one.id), **json.loads(rules_of(one))} for one in profiles]}
        )
        return
    for one in profiles:
        say(f"{one.name}: {described(one)}")


def profile_of(board: Board, name: str | None) -> Profile:
    """The profile of that name, the cautious one where none is named; raises `NotOnBoard`."""
    return board.profiles.named(PARTNERS.name if name is None else name)


def _day(text: str, option: str) -> tuple[int, int]:
    """The first and the last day of what was typed: a day, a month, a year."""
    date = from_typed(text)
    if date.earliest is None or date.latest is None:
        raise EntryProblem(f"“{text}” is no day. Write one such as 2017-06-14 after {option}.", option)
    return date.earliest, date.latest
