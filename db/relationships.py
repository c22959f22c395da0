"""The relationships of actors: queries and writes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db.codes import as_known
from db.dates import ImpreciseDate
from db.errors import EntryProblem
from db.records import Relationship
from db.store import Converters, Store, check_code, field_values, rename_fields, stored_date
from db.vocabulary import MARKINGS, STANCES

_CONVERTERS: Converters = {
    "since": lambda date: {"since": date.edtf},
    "until": lambda date: {"until": date.edtf},
}


def _record(row: dict[str, Any]) -> Relationship:
    dates = {"since": stored_date(row["since"]), "until": stored_date(row["until"])}
    return Relationship(**{**as_known("relationships", row), **dates, "contested": bool(row["contested"])})


class RelationshipStore(Store):
    """Directed, dated ties; several between the same two actors are normal."""

    table = "relationships"

    def all(self) -> list[Relationship]:
        """All ties in the order in which they were entered."""
        return [_record(row) for row in self._rows("SELECT * FROM relationships ORDER BY id")]

    def get(self, relationship_id: int) -> Relationship:
        """One tie; raises `NotOnBoard`."""
        return _record(self._row(relationship_id))

    def between(self, one_id: int, other_id: int) -> list[Relationship]:
        """All ties of two actors, in both directions."""
        sql = "SELECT * FROM relationships WHERE (from_id = ? AND to_id = ?) OR (from_id = ? AND to_id = ?) ORDER BY id"
        return [_record(row) for row in self._rows(sql, (one_id, other_id, other_id, one_id))]

    def add(self, relationship: Relationship) -> int:
        """Put a tie on the board; returns its id. Raises `EntryProblem`."""
        self._check(relationship)
        relationship_id = relationship.id or self._board.ids.next()
        row = rename_fields({**field_values(relationship), "id": relationship_id}, _CONVERTERS)
        with self._board.command(f"Add relationship {self.phrase(relationship)}") as command:
            command.insert("relationships", row)
        return relationship_id

    def update(self, relationship_id: int, **fields: Any) -> None:
        """Change fields of a tie by the names of the record. Raises `EntryProblem`, `NotOnBoard`."""
        old = self.get(relationship_id)
        self._check(replace(old, **fields), old.stance)
        with self._board.command(f"Edit relationship {self.phrase(old)}") as command:
            command.update("relationships", (relationship_id,), rename_fields(fields, _CONVERTERS))

    def delete(self, relationship_id: int) -> None:
        """Take a tie off the board with its citations."""
        old = self.get(relationship_id)
        with self._board.command(f"Delete relationship {self.phrase(old)}") as command:
            for row in self._rows("SELECT id FROM citations WHERE relationship_id = ?", (relationship_id,)):
                command.delete("citations", (row["id"],))
            command.delete("relationships", (relationship_id,))

    def phrase(self, relationship: Relationship) -> str:
        """The tie in words: "SDF hostile to PMU"."""
        marks = (relationship.from_id, relationship.to_id)
        names = {
            row["id"]: row["short_name"] or row["name"]
            for row in self._rows("SELECT id, name, short_name FROM actors WHERE id IN (?, ?)", marks)
        }
        stance = STANCES.label(relationship.stance).lower()
        return f"{names.get(relationship.from_id, '?')} {stance} {names.get(relationship.to_id, '?')}"

    @staticmethod
    def _check(relationship: Relationship, stance_before: str | None = None) -> None:
        if relationship.stance != stance_before:  # one that only a board from elsewhere has may stay
            check_code(STANCES, relationship.stance, "stance")
        check_code(MARKINGS, relationship.marking, "marking", empty=True)
        if relationship.from_id == relationship.to_id:
            raise EntryProblem("A relationship needs two different actors.", "to_id")
        check_order(relationship.since, relationship.until)


def check_order(since: ImpreciseDate, until: ImpreciseDate) -> None:
    """Raise a sentence where a tie would end before it begins."""
    if since.earliest is not None and until.latest is not None and since.earliest > until.latest:
        raise EntryProblem(f"The tie ends ({until.text()}) before it begins ({since.text()}).", "until")
