"""Keeps what an import writes as numpy arrays too, so that the columns of the board need not be read back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from db import columns
from db.importing.batch import Batch
from db.vocabulary import ACTOR_ROLES

_ROLE_NUMBERS = {code: number for number, code in enumerate(ACTOR_ROLES.codes)}
_AS_THEY_ARE = "kind reliability credibility deaths_best latitude longitude".split()
_NO_LINKS: columns.Links = (np.empty(0, "<i8"), np.empty(0, "<i8"), np.empty(0, "u1"))


class Gathered:
    """Batches of written rows in the order of their ids."""

    def __init__(self) -> None:
        self._flat: list[columns.Flat] = []
        self._links: list[columns.Links] = []

    def add(
        self,
        ids: range,
        batch: Batch,
        points: Sequence[int | None],
        roles: tuple[Sequence[int], Sequence[int], Sequence[str]],
    ) -> None:
        """Take a batch: the ids and flashpoints of its rows; `roles` as incident ids, actor ids and codes."""
        flags = [
            columns.RECURRING * recurring
            + columns.APPROXIMATE * ("~" in date or "%" in date)
            + columns.HEDGED * (hedge != "")
            for recurring, date, hedge in zip(batch["recurring"], batch["date"], batch["hedge"], strict=True)
        ]
        fields = (ids, batch["earliest"], batch["latest"], points, *(batch[name] for name in _AS_THEY_ARE), flags)
        self._flat.append(columns.from_fields(fields))
        incident, actor, code = roles
        if incident:
            numbers = np.array([_ROLE_NUMBERS[role] for role in code], dtype="u1")
            self._links.append((np.array(incident, dtype="<i8"), np.array(actor, dtype="<i8"), numbers))

    def result(self) -> tuple[columns.Flat, columns.Links]:
        """Everything, as fresh rows for `db.columns.patch`; what was gathered is let go."""
        parts = self._flat or [columns.batch([])]
        flat = {name: np.concatenate([part.pop(name) for part in parts]) for name in list(parts[0])}
        incident, actor, role = zip(*(self._links or [_NO_LINKS]), strict=True)
        self._flat, self._links = [], []
        return flat, (np.concatenate(incident), np.concatenate(actor), np.concatenate(role))
