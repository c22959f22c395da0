"""The small boards that the marked-up texts are read against."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import db
from db.records import Actor, Flashpoint, Relationship
from db.sample import fill
from tests.db.drafting.marked import TEXTS

SAMPLE = Path(__file__).parents[3] / "resources" / "sample"
BOARDS = ("sample", *sorted(path.stem for path in (TEXTS / "boards").glob("*.toml")))


@dataclass(frozen=True)
class Names:
    """What is on a board, by the main names."""

    actors: frozenset[str]
    flashpoints: frozenset[str]


@cache
def names_on(board: str) -> Names:
    """The actors and flashpoints of one of BOARDS."""
    if board == "sample":
        read = [tomllib.loads((SAMPLE / f"{noun}s.toml").read_text("utf-8"))[noun] for noun in ("actor", "flashpoint")]
    else:
        values = _values(board)
        read = [values["actors"], values["flashpoints"]]
    actors, flashpoints = (frozenset(entry["name"] for entry in entries) for entries in read)
    return Names(actors, flashpoints)


def make(board: str, path: Path) -> db.Board:
    """A board file at `path` with what one of BOARDS holds; the caller closes it."""
    made = db.create_board(path, title=board)
    with made.command("Make a board for a text"):
        if board == "sample":
            fill(made, SAMPLE)
        else:
            _fill(made, board)
    return made


def _fill(made: db.Board, board: str) -> None:
    values = _values(board)
    ids = {}
    for entry in values["actors"]:
        fields = {**entry, "other_names": tuple(entry.get("other_names", ()))}
        ids[entry["name"]] = made.actors.add(Actor(**fields))
    for entry in values["flashpoints"]:
        names, (latitude, longitude) = tuple(entry.get("other_names", ())), entry["at"]
        made.flashpoints.add(Flashpoint(entry["name"], other_names=names, latitude=latitude, longitude=longitude))
    for entry in values["relationships"]:
        made.relationships.add(Relationship(ids[entry["from"]], ids[entry["to"]], entry["stance"]))


def _values(board: str) -> dict:
    return tomllib.loads((TEXTS / "boards" / f"{board}.toml").read_text("utf-8"))
