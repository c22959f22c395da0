"""Keeps what an import writes as the columns of a board too, so that a million rows need not be read back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from db import columns
from db.columns import PER_INCIDENT, UNASSIGNED, Flat, IncidentColumns
from db.importing.batch import Batch
from db.vocabulary import ACTOR_ROLES

_ROLE_NUMBERS = {code: number for number, code in enumerate(ACTOR_ROLES.codes)}
_AS_THEY_ARE = "kind reliability credibility deaths_best latitude longitude".split()
_PARTS = {**PER_INCIDENT, "lengths": "<i4", "link_actor": "<i4", "link_role": "u1"}
Ints = NDArray[np.int64]
Places = NDArray[np.int32]


class _Dictionary(dict[int, int]):
    """Ids in the order in which they came up, each with its place."""

    def __missing__(self, record_id: int) -> int:
        place = self[record_id] = len(self)
        return place

    def in_order(self, places: NDArray[np.generic]) -> tuple[Ints, Places]:
        """The ids ascending, and the places in terms of that; UNASSIGNED stays what it is."""
        ids = np.fromiter(self, dtype="<i8", count=len(self))
        order = np.argsort(ids)
        rank = np.full(len(ids) + 1, UNASSIGNED, dtype="<i4")
        rank[order] = np.arange(len(ids), dtype="<i4")
        return ids[order], rank[places]


class Gathered:
    """Batches of written rows in the order of their ids."""

    def __init__(self) -> None:
        self._parts: list[Flat] = []
        self._flashpoints = _Dictionary()
        self._actors = _Dictionary()

    def add(
        self,
        ids: range,
        batch: Batch,
        points: Sequence[int | None],
        roles: tuple[Sequence[int], Sequence[int], Sequence[str]],
    ) -> None:
        """Take a batch: ids and flashpoints of its rows; of their roles how many each has, actor ids and codes."""
        flags = [
            columns.RECURRING * recurring
            + columns.APPROXIMATE * ("~" in date or "%" in date)
            + columns.HEDGED * (hedge != "")
            for recurring, date, hedge in zip(batch["recurring"], batch["date"], batch["hedge"], strict=True)
        ]
        flashpoints, actor_of = self._flashpoints, self._actors
        places = [UNASSIGNED if point is None else flashpoints[point] for point in points]
        fields = (ids, batch["earliest"], batch["latest"], places, *(batch[name] for name in _AS_THEY_ARE), flags)
        lengths, actors, codes = roles
        links = {
            "lengths": lengths,
            "link_actor": [actor_of[actor_id] for actor_id in actors],
            "link_role": [_ROLE_NUMBERS[code] for code in codes],
        }
        made = {**columns.from_fields(fields), **{name: np.array(values) for name, values in links.items()}}
        self._parts.append({name: values.astype(_PARTS[name], copy=False) for name, values in made.items()})

    def result(self) -> IncidentColumns:
        """The columns of all that was gathered, which is let go."""
        parts, self._parts = self._parts, []
        whole: Flat = {
            name: np.concatenate([part.pop(name) for part in parts] or [np.empty(0, dtype)]).astype(dtype, copy=False)
            for name, dtype in _PARTS.items()
        }
        lengths = whole.pop("lengths")
        link_start = np.zeros(len(lengths) + 1, dtype="<i8")
        np.cumsum(lengths, out=link_start[1:])
        flashpoint_ids, whole["flashpoint"] = self._flashpoints.in_order(whole["flashpoint"])
        actor_ids, whole["link_actor"] = self._actors.in_order(whole["link_actor"])
        return IncidentColumns(
            **whole,  # type: ignore[arg-type]
            link_start=link_start,
            flashpoint_ids=flashpoint_ids,
            actor_ids=actor_ids,
        )


def joined(old: IncidentColumns, new: IncidentColumns) -> IncidentColumns:
    """The columns of both; the ids of `new` are all above those of `old`."""
    if not len(old) or not len(new):
        return new if len(new) else old
    whole = {name: np.concatenate([getattr(old, name), getattr(new, name)]) for name in PER_INCIDENT}
    flashpoint_ids, whole["flashpoint"] = _one_dictionary(
        (old.flashpoint_ids, new.flashpoint_ids), (old.flashpoint, new.flashpoint)
    )
    actor_ids, link_actor = _one_dictionary((old.actor_ids, new.actor_ids), (old.link_actor, new.link_actor))
    return IncidentColumns(
        **whole,
        link_start=np.concatenate([old.link_start, new.link_start[1:] + old.link_start[-1]]),
        link_actor=link_actor,
        link_role=np.concatenate([old.link_role, new.link_role]),
        flashpoint_ids=flashpoint_ids,
        actor_ids=actor_ids,
    )


def _one_dictionary(ids: tuple[Ints, Ints], places: tuple[Places, Places]) -> tuple[Ints, Places]:
    both = np.union1d(*ids)
    tables = (np.append(np.searchsorted(both, part), UNASSIGNED).astype("<i4") for part in ids)
    return both, np.concatenate([table[part] for table, part in zip(tables, places, strict=True)])
