"""What a newer export says against a value that the analyst changed: shown until one of the two is taken."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from db.command import Row
from db.dates import from_edtf
from db.incidents import SEARCHED
from db.names import search_shadow
from db.records import Difference
from db.store import Store

# fields that make sense only together: half of one position and half of another is no position
TOGETHER: tuple[frozenset[str], ...] = (
    frozenset({"latitude", "longitude", "precision"}),
    frozenset({"deaths_low", "deaths_best", "deaths_high"}),
    frozenset({"injured_low", "injured_high"}),
    frozenset({"time", "zone"}),
)
_DEGREES = frozenset({"latitude", "longitude"})
_COUNTS = frozenset(
    {"deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "injured_low", "injured_high", "recurring",
     "withdrawn"}
)  # fmt: skip


def fellows(field: str) -> frozenset[str]:
    """The fields that are taken or kept together with this one, itself among them."""
    return next((group for group in TOGETHER if field in group), frozenset({field}))


def held_back(differing: Set[str], edited: Set[str]) -> set[str]:
    """Those of the differing columns that a newer export may not write over."""
    return {name for name in differing if fellows(name) & edited}


class DifferenceStore(Store):
    """Open differences between the board and a data set."""

    table = "differences"

    def all(self) -> list[Difference]:
        """All that are open."""
        return [Difference(**row) for row in self._rows("SELECT * FROM differences ORDER BY id")]

    def of(self, incident_id: int) -> list[Difference]:
        """Those of one incident."""
        sql = "SELECT * FROM differences WHERE incident_id = ? ORDER BY id"
        return [Difference(**row) for row in self._rows(sql, (incident_id,))]

    def settle(self, difference_id: int, *, take: bool) -> None:
        """Take the data set's value, or keep ours; the difference is closed either way.

        Fields that make sense only together, such as both halves of a position, are settled together.
        """
        asked = Difference(**self._row(difference_id))
        group = [other for other in self.of(asked.incident_id) if other.field in fellows(asked.field)]
        with self._board.command("Take the data set's value" if take else "Keep the board's value") as command:
            for difference in group:
                command.delete("differences", (difference.id,))
            if take:
                values: Row = {}
                for difference in group:
                    values.update(_columns(difference.field, difference.theirs))
                if set(SEARCHED) & set(values):
                    values["shadow"] = self._shadow(asked.incident_id, values)
                command.update("incidents", (asked.incident_id,), values)

    def _shadow(self, incident_id: int, values: Row) -> str:
        found = self._rows(f"SELECT {', '.join(SEARCHED)} FROM incidents WHERE id = ?", (incident_id,))[0]
        return search_shadow(" ".join(str({**found, **values}[name]) for name in SEARCHED))


def _columns(field: str, text: str) -> dict[str, Any]:
    if field == "date":
        date = from_edtf(text)
        return {"date": date.edtf, "earliest": date.earliest, "latest": date.latest}
    if field in _DEGREES:
        return {field: float(text) if text else None}
    if field in _COUNTS:
        return {field: int(text) if text else None}
    return {field: text}
