"""What a newer export says against a value that the analyst changed: shown until one of the two is taken."""

from __future__ import annotations

from typing import Any

from db.dates import from_edtf
from db.records import Difference
from db.store import Store

_NUMBERS = frozenset(
    {
        "deaths_low",
        "deaths_best",
        "deaths_high",
        "deaths_civilians",
        "injured_low",
        "injured_high",
        "latitude",
        "longitude",
    }
)


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
        """Take the data set's value, or keep ours; the difference is closed either way."""
        difference = Difference(**self._row(difference_id))
        with self._board.command("Take the data set's value" if take else "Keep the board's value") as command:
            command.delete("differences", (difference_id,))
            if take:
                values = _columns(difference.field, difference.theirs)
                command.update("incidents", (difference.incident_id,), values)


def _columns(field: str, text: str) -> dict[str, Any]:
    if field == "date":
        date = from_edtf(text)
        return {"date": date.edtf, "earliest": date.earliest, "latest": date.latest}
    if field in _NUMBERS:
        if not text:
            return {field: None}
        return {field: float(text) if field in ("latitude", "longitude") else int(text)}
    return {field: text}
