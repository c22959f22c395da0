"""What is typed into the search as conditions: `actor:SDF after:2017-05 grade:C3 kind:clash -tag:rumour words`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from db import full_text
from db.columns import DISPUTED, HEDGED, RECURRING, UNKNOWN_DEATHS, WITHDRAWN, IncidentColumns
from db.command import storable
from db.dates import DateError, ImpreciseDate, from_typed
from db.errors import EntryProblem
from db.filters import graded, ids_tagged, naming
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS, RELIABILITIES

if TYPE_CHECKING:
    from db.board import Board

KEYS = ("actor", "flashpoint", "after", "before", "on", "grade", "kind", "tag", "source", "place", "deaths", "is")
_STATES = {"recurring": RECURRING, "withdrawn": WITHDRAWN, "disputed": DISPUTED, "hedged": HEDGED}
_CONDITION = re.compile(r'(-?)([A-Za-z]+):(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class Condition:
    """One `key:value`, or its denial with a minus before it."""

    key: str
    value: str
    denied: bool = False


@dataclass(frozen=True)
class Query:
    """Words for the full text, and conditions; all must hold."""

    words: str = ""
    conditions: tuple[Condition, ...] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.words or self.conditions)


def parse(text: str) -> Query:
    """Part what was typed into words and conditions; a word before a colon that is no key stays a word."""
    conditions = []

    def take(found: re.Match[str]) -> str:
        key = found[2].lower()
        if key not in KEYS:
            return found[0]
        conditions.append(Condition(key, found[3] if found[3] is not None else found[4], bool(found[1])))
        return " "

    words = " ".join(_CONDITION.sub(take, storable(text[:2000])).split())
    return Query(words, tuple(conditions))


def mask_of_query(board: Board, columns: IncidentColumns, query: Query) -> NDArray[np.bool_]:
    """The incidents for which words and conditions hold; shape (n,). Raises `EntryProblem` with a sentence."""
    mask = np.ones(len(columns), dtype=np.bool_)
    if query.words:
        mask &= columns.among(board.ids_matching(query.words))
    for condition in query.conditions:
        held = _TESTS[condition.key](board, columns, condition.value)
        mask &= ~held if condition.denied else held
    return mask


Mask = NDArray[np.bool_]


def _actor(board: Board, columns: IncidentColumns, value: str) -> Mask:
    owners = board.actors_named(value)
    if not owners:
        raise EntryProblem(
            f"No actor on the board is called “{value}”. Search for part of its name to find its spelling."
        )
    return naming(columns, owners)


def _flashpoint(board: Board, columns: IncidentColumns, value: str) -> Mask:
    if value.casefold() in ("none", "unassigned"):
        return np.less(columns.flashpoint, 0)
    owners = board.flashpoints_named(value)
    if not owners:
        raise EntryProblem(f"No flashpoint on the board is called “{value}”.")
    places = np.flatnonzero(np.isin(columns.flashpoint_ids, owners))
    return np.isin(columns.flashpoint, places)


def _date(value: str) -> ImpreciseDate:
    try:
        return from_typed(value)
    except DateError as error:
        raise EntryProblem(str(error), "date") from error


def _after(_board: Board, columns: IncidentColumns, value: str) -> Mask:
    first = _date(value).earliest
    if first is None:
        raise EntryProblem(f"“after:{value}” names no first day. Write it like after:2017-05.", "date")
    return columns.latest >= first


def _before(_board: Board, columns: IncidentColumns, value: str) -> Mask:
    last = _date(value).latest
    if last is None:
        raise EntryProblem(f"“before:{value}” names no last day. Write it like before:2017-05.", "date")
    return columns.earliest <= last


def _on(board: Board, columns: IncidentColumns, value: str) -> Mask:
    return _after(board, columns, value) & _before(board, columns, value)


def _grade(_board: Board, columns: IncidentColumns, value: str) -> Mask:
    lowest = value.upper()
    known = {*RELIABILITIES.codes, *CREDIBILITIES.codes}
    if not lowest or any(character not in known for character in lowest):
        raise EntryProblem(f"“{value}” is no grade. Write a letter A–F, a number 1–6 or both, such as C3.")
    return graded(columns, lowest)


def _kind(_board: Board, columns: IncidentColumns, value: str) -> Mask:
    code = INCIDENT_KINDS.find(value.replace("_", " ")) or INCIDENT_KINDS.find(value)
    if code is None:
        raise EntryProblem(f"“{value}” is no kind of incident. It is one of: {', '.join(INCIDENT_KINDS.codes)}.")
    return np.equal(columns.kind, INCIDENT_KINDS.number(code))


def _tag(board: Board, columns: IncidentColumns, value: str) -> Mask:
    return columns.among(ids_tagged(board, [value]))


def _source(board: Board, columns: IncidentColumns, value: str) -> Mask:
    sources = full_text.source_ids(board.db, full_text.expression(value))
    found: set[int] = set()
    for start in range(0, len(sources), 500):
        part = sources[start : start + 500]
        marks = ",".join("?" * len(part))
        sql = f"SELECT incident_id FROM citations WHERE incident_id IS NOT NULL AND source_id IN ({marks})"
        found.update(row[0] for row in board.db.conn.execute(sql, part))
    return columns.among(np.array(sorted(found), dtype=np.int64))


def _place(board: Board, columns: IncidentColumns, value: str) -> Mask:
    pattern = "%" + value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    sql = r"""SELECT id FROM incidents WHERE place LIKE ?1 ESCAPE '\' OR district LIKE ?1 ESCAPE '\'
              OR province LIKE ?1 ESCAPE '\' OR country LIKE ?1 ESCAPE '\' ORDER BY id"""
    ids = [row[0] for row in board.db.conn.execute(sql, (pattern,))]
    return columns.among(np.array(ids, dtype=np.int64))


def _deaths(_board: Board, columns: IncidentColumns, value: str) -> Mask:
    if value.casefold() in ("unknown", "?"):
        return np.equal(columns.deaths, UNKNOWN_DEATHS)
    found = re.fullmatch(r"(>=|<=|>|<|=)?(\d{1,9})", value)
    if not found:
        raise EntryProblem(f"“{value}” is no number of deaths. Write deaths:unknown, deaths:5 or deaths:>10.")
    number, known = int(found[2]), columns.deaths != UNKNOWN_DEATHS
    compared = {
        ">=": columns.deaths >= number,
        "<=": columns.deaths <= number,
        ">": columns.deaths > number,
        "<": columns.deaths < number,
    }.get(found[1], columns.deaths == number)
    mask: Mask = np.logical_and(known, compared)
    return mask


def _is(_board: Board, columns: IncidentColumns, value: str) -> Mask:
    flag = _STATES.get(value.casefold())
    if flag is None:
        raise EntryProblem(f"“is:{value}” is not known. It is one of: {', '.join(_STATES)}.")
    mask: Mask = np.not_equal(columns.flags & flag, 0)
    return mask


_TESTS = {
    "actor": _actor,
    "flashpoint": _flashpoint,
    "after": _after,
    "before": _before,
    "on": _on,
    "grade": _grade,
    "kind": _kind,
    "tag": _tag,
    "source": _source,
    "place": _place,
    "deaths": _deaths,
    "is": _is,
}
