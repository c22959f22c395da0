"""The filters of the focus, and of typed searches, as a mask over the incident columns."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from db.columns import IncidentColumns
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS, RELIABILITIES

if TYPE_CHECKING:
    from db.board import Board

Mask = NDArray[np.bool_]


def mask_of(
    board: Board,
    columns: IncidentColumns,
    *,
    actors: Collection[int] = (),
    pair: tuple[int, int] | None = None,
    kinds: Collection[str] = (),
    lowest_grade: str = "",
    tags: Collection[str] = (),
    text: str = "",
) -> Mask:
    """The incidents that pass every filter given; shape (n,)."""
    mask = np.ones(len(columns), dtype=np.bool_)
    if actors:
        mask &= naming(columns, actors)
    if pair is not None:
        mask &= naming(columns, pair[:1]) & naming(columns, pair[1:])
    if kinds:
        mask &= np.isin(columns.kind, [INCIDENT_KINDS.number(kind) for kind in kinds])
    if lowest_grade:
        mask &= graded(columns, lowest_grade)
    if tags:
        mask &= columns.among(ids_tagged(board, tags))
    if text:
        mask &= board.mask_of_text(text, columns)
    return mask


def ids_tagged(board: Board, tags: Collection[str]) -> NDArray[np.int64]:
    """Ids of all incidents with one of the tags."""
    marks = ",".join("?" * len(tags))
    rows = board.db.conn.execute(
        f"SELECT incident_id FROM incident_tags JOIN tags ON tags.id = tag_id WHERE name IN ({marks})", list(tags)
    )
    return np.array([row[0] for row in rows], dtype=np.int64)


def naming(columns: IncidentColumns, actor_ids: Collection[int]) -> Mask:
    """The incidents in which at least one of the actors has a part."""
    places = np.flatnonzero(np.isin(columns.actor_ids, list(actor_ids)))
    links = np.flatnonzero(np.isin(columns.link_actor, places))
    mask = np.zeros(len(columns), dtype=np.bool_)
    mask[np.searchsorted(columns.link_start, links, side="right") - 1] = True
    return mask


def graded(columns: IncidentColumns, lowest: str) -> Mask:
    """The incidents graded so or better in each half that `lowest` names; not graded is not good enough."""
    mask = np.ones(len(columns), dtype=np.bool_)
    for character in lowest:
        if character in RELIABILITIES:
            number = RELIABILITIES.number(character) + 1
            mask &= (columns.reliability > 0) & (columns.reliability <= number)
        elif character in CREDIBILITIES:
            number = CREDIBILITIES.number(character) + 1
            mask &= (columns.credibility > 0) & (columns.credibility <= number)
    return mask
