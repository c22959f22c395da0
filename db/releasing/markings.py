"""Which records are marked too high to leave: by their own marking, else by the board's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from db.columns import IncidentColumns
from db.vocabulary import MARKINGS

if TYPE_CHECKING:
    from db.board import Board

_KINDS = ("flashpoints", "actors", "relationships", "sources")


def rank(marking: str) -> int:
    """0 for the highest marking (RED); each lower one is one more."""
    return MARKINGS.number(marking)


class Markings:
    """The markings of one board against the highest that may leave. Only records with one of their own are read."""

    def __init__(self, board: Board, highest: str) -> None:
        self._board, self._highest = board, rank(highest)
        self.highest_label, self._highest_code = MARKINGS.label(highest), highest
        self._board_marking = board.info().marking
        self._board_passes = rank(self._board_marking) >= self._highest
        self._own = {kind: board.marked(kind) for kind in (*_KINDS, "incidents")}

    def passes(self, kind: str, record_id: int) -> bool:
        """Whether one record may leave."""
        own = self._own[kind].get(record_id)
        return self._board_passes if own is None else rank(own) >= self._highest

    def pass_incidents(self, ids: NDArray[np.int64], columns: IncidentColumns) -> NDArray[np.bool_]:
        """Which of these incidents may leave; shape of `ids`. What a flashpoint is marked, its incidents are too."""
        passing = np.full(len(ids), self._board_passes)
        own = self._own["incidents"]
        if own:
            marked = np.isin(ids, np.fromiter(own, np.int64, len(own)))
            passing[marked] = [rank(own[int(one)]) >= self._highest for one in ids[marked]]
        held = [one for one in self._own["flashpoints"] if not self.passes("flashpoints", one)]
        if held:
            place = np.append(columns.flashpoint, -1)[np.searchsorted(columns.ids, ids)]  # -1: it is gone meanwhile
            there = place >= 0
            at_held = np.zeros(len(ids), np.bool_)
            at_held[there] = np.isin(columns.flashpoint_ids[place[there]], held)
            passing &= ~at_held
        return passing

    def highest_among(self, ids_of: Mapping[str, Iterable[int]]) -> str:
        """The highest marking of the board and of these records that leave (kind -> ids).

        The board's own stays out where it is above what may leave: then nothing leaves that has no marking of its own.
        """
        found = {self._own[kind][one] for kind, ids in ids_of.items() for one in self._own[kind].keys() & set(ids)}
        if self._board_passes:
            found.add(self._board_marking)
        return min(found or {self._highest_code}, key=rank)

    def has_own(self, kind: str) -> bool:
        """Whether any record of the kind has a marking of its own that may leave."""
        return any(rank(one) >= self._highest for one in self._own[kind].values())

    def counts(self) -> Iterator[tuple[str, int]]:
        """(kind, how many of all on the board must stay), incidents aside."""
        for kind in _KINDS:
            own = self._own[kind].values()
            held = sum(rank(one) < self._highest for one in own)
            if not self._board_passes:
                held += self._board.count_of(kind) - len(own)
            yield kind, held
