"""The actors: queries and writes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db.codes import as_known
from db.command import Value
from db.errors import EntryProblem
from db.names import join_names, split_names
from db.records import Actor
from db.store import Converters, Store, check_code, check_text, field_values, rename_fields, shadow_of
from db.vocabulary import ACTOR_KINDS, MARKINGS

_SEARCHED = ("name", "short_name", "other_names", "identity_note", "note")
_CONVERTERS: Converters = {"other_names": lambda names: {"other_names": join_names(names)}}
_LEFT_OUT = ("shadow", "import_id")


def _record(row: dict[str, Any]) -> Actor:
    row = as_known("actors", row)
    fields = {name: value for name, value in row.items() if name not in _LEFT_OUT}
    fields["other_names"] = split_names(row["other_names"])
    fields["contested"] = bool(row["contested"])
    return Actor(**fields)


class ActorStore(Store):
    """Parties to the conflict."""

    table = "actors"

    def all(self) -> list[Actor]:
        """All actors by name."""
        return [_record(row) for row in self._rows("SELECT * FROM actors ORDER BY name COLLATE NOCASE, id")]

    def get(self, actor_id: int) -> Actor:
        """One actor; raises `NotOnBoard`."""
        return _record(self._row(actor_id))

    def add(self, actor: Actor) -> int:
        """Put an actor on the board; returns its id. Raises `EntryProblem`."""
        self._check(actor)
        actor_id = actor.id or self._board.ids.next()
        row = rename_fields({**field_values(actor), "id": actor_id, "name": actor.name.strip()}, _CONVERTERS)
        row["shadow"] = shadow_of(row, _SEARCHED)
        with self._board.command(f"Add actor {actor.label}") as command:
            command.insert("actors", row)
        return actor_id

    def update(self, actor_id: int, **fields: Any) -> None:
        """Change fields of an actor by the names of the record. Raises `EntryProblem`, `NotOnBoard`."""
        old = self.get(actor_id)
        new = replace(old, **fields)
        self._check(new)
        if new.parent_id is not None:
            self._refuse_circle(actor_id, new.parent_id)
        row = rename_fields({**fields, **({"name": new.name.strip()} if "name" in fields else {})}, _CONVERTERS)
        if any(name in fields for name in _SEARCHED):
            texts: dict[str, Value] = {name: getattr(new, name) for name in _SEARCHED if name != "other_names"}
            texts["other_names"] = join_names(new.other_names)
            row["shadow"] = shadow_of(texts, _SEARCHED)
        moved_only = set(fields) <= {"x", "y"}
        with self._board.command(f"{'Move' if moved_only else 'Edit'} {old.label}") as command:
            command.update("actors", (actor_id,), row)

    def delete(self, actor_id: int) -> None:
        """Take an actor off the board with its relationships and roles; incidents and parts of it stay."""
        actor = self.get(actor_id)
        with self._board.command(f"Delete actor {actor.label}") as command:
            for row in self._rows("SELECT id FROM actors WHERE parent_id = ?", (actor_id,)):
                command.update("actors", (row["id"],), {"parent_id": None})
            ties = self._rows("SELECT id FROM relationships WHERE from_id = ? OR to_id = ?", (actor_id, actor_id))
            for tie in ties:
                for row in self._rows("SELECT id FROM citations WHERE relationship_id = ?", (tie["id"],)):
                    command.delete("citations", (row["id"],))
                command.delete("relationships", (tie["id"],))
            for row in self._rows("SELECT id FROM citations WHERE actor_id = ?", (actor_id,)):
                command.delete("citations", (row["id"],))
            for row in self._rows("SELECT incident_id, role FROM incident_actors WHERE actor_id = ?", (actor_id,)):
                command.delete("incident_actors", (row["incident_id"], actor_id, row["role"]))
            command.delete("actors", (actor_id,))

    def place(self, positions: dict[int, tuple[float, float]]) -> None:
        """Keep where actors were put in the panel."""
        if not positions:
            return
        first = self.get(next(iter(positions)))
        name = f"Move {first.label}" if len(positions) == 1 else f"Move {len(positions)} actors"
        with self._board.command(name) as command:
            for actor_id, (x, y) in positions.items():
                command.update("actors", (actor_id,), {"x": float(x), "y": float(y)})

    def _refuse_circle(self, actor_id: int, parent_id: int) -> None:
        seen, current = {actor_id}, parent_id
        while True:
            if current in seen:
                raise EntryProblem("An actor cannot be part of itself, not even through others.", "parent_id")
            seen.add(current)
            parent = self.get(current).parent_id
            if parent is None:
                return
            current = parent

    @staticmethod
    def _check(actor: Actor) -> None:
        check_text(actor.name, "name", "An actor")
        check_code(ACTOR_KINDS, actor.kind, "kind")
        check_code(MARKINGS, actor.marking, "marking", empty=True)
