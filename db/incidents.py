"""The incidents with their actors and tags: queries and writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from db.codes import as_known, read_as
from db.command import Command, Value, storable
from db.records import Incident, Role
from db.store import (
    CHUNK,
    Converters,
    Store,
    check_code,
    check_position,
    check_range,
    check_text,
    field_values,
    rename_fields,
    shadow_of,
    stored_date,
)
from db.vocabulary import ACTOR_ROLES, CREDIBILITIES, INCIDENT_KINDS, MARKINGS, PLACE_PRECISIONS, RELIABILITIES

SEARCHED = ("title", "summary", "place", "note")
_CONVERTERS: Converters = {"date": lambda date: {"date": date.edtf, "earliest": date.earliest, "latest": date.latest}}
_NO_FIELD = ("shadow", "digest", "earliest", "latest")
_OTHER_TABLES = ("actors", "tags")


def _record(row: dict[str, Any], roles: tuple[Role, ...], tags: tuple[str, ...]) -> Incident:
    fields = {name: value for name, value in as_known("incidents", row).items() if name not in _NO_FIELD}
    fields["date"] = stored_date(row["date"])
    for flag in ("recurring", "disputed", "withdrawn"):
        fields[flag] = bool(row[flag])
    return Incident(**fields, actors=roles, tags=tags)


class IncidentStore(Store):
    """What happened, or is claimed to have."""

    table = "incidents"

    def get(self, incident_id: int) -> Incident:
        """One incident; raises `NotOnBoard`."""
        row = self._row(incident_id)
        return _record(row, *self._parts([incident_id])[incident_id])

    def many(self, ids: Iterable[int]) -> list[Incident]:
        """Incidents in the order of the ids; ids that are not on the board are passed over."""
        rows = self._rows_by_id(ids)
        parts = self._parts([row["id"] for row in rows])
        return [_record(row, *parts[row["id"]]) for row in rows]

    def titles(self, ids: Iterable[int]) -> dict[int, str]:
        """Titles by id: all that a label needs."""
        wanted = list(ids)
        titles: dict[int, str] = {}
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            titles.update(self._tuples(f"SELECT id, title FROM incidents WHERE id IN ({marks})", part))
        return titles

    def tags(self) -> list[str]:
        """All tags in use, by name."""
        sql = "SELECT DISTINCT t.name FROM tags t JOIN incident_tags i ON i.tag_id = t.id ORDER BY t.name"
        return [row[0] for row in self._tuples(sql)]

    def add(self, incident: Incident, *, as_it_stood: bool = False) -> int:
        """Put an incident on the board; returns its id. Raises `EntryProblem`.

        `as_it_stood`: on another board, where a data set's best figure may lie below its lowest.
        """
        check(incident, () if as_it_stood else _DEATHS | _INJURED)
        incident_id = incident.id or self._board.ids.next()
        values = {name: value for name, value in field_values(incident).items() if name not in _OTHER_TABLES}
        row = rename_fields({**values, "id": incident_id, "title": incident.title.strip()}, _CONVERTERS)
        row["shadow"] = shadow_of(row, SEARCHED)
        with self._board.command(f"Add incident “{_short(incident.title)}”") as command:
            command.insert("incidents", row)
            self._write_roles(command, incident_id, incident.actors)
            self._write_tags(command, incident_id, incident.tags)
        return incident_id

    def update(self, incident_id: int, **fields: Any) -> None:
        """Change fields of an incident by the names of the record. Raises `EntryProblem`, `NotOnBoard`."""
        old = self.get(incident_id)
        new = replace(old, **fields)
        check(new, fields)
        columns = {name: value for name, value in fields.items() if name not in _OTHER_TABLES}
        if "title" in columns:
            columns["title"] = new.title.strip()
        row = rename_fields(columns, _CONVERTERS)
        if any(name in fields for name in SEARCHED):
            row["shadow"] = shadow_of(field_values(new), SEARCHED)
        with self._board.command(f"Edit “{_short(old.title)}”") as command:
            if row:
                command.update("incidents", (incident_id,), row)
            if "actors" in fields:
                self._write_roles(command, incident_id, new.actors)
            if "tags" in fields:
                self._write_tags(command, incident_id, new.tags)

    def delete(self, incident_id: int) -> None:
        """Take one incident off the board with its citations and attachments."""
        self.get(incident_id)
        self.delete_many([incident_id])

    def delete_many(self, ids: Sequence[int]) -> None:
        """Take incidents off the board as one step."""
        titles = self.titles(ids)
        name = (
            f"Delete “{_short(next(iter(titles.values())))}”" if len(titles) == 1 else f"Delete {len(titles)} incidents"
        )
        with self._board.command(name) as command:
            for incident_id in titles:
                self._write_roles(command, incident_id, ())
                self._write_tags(command, incident_id, ())
                for table in ("citations", "attachments", "differences"):
                    for row in self._rows(f"SELECT id FROM {table} WHERE incident_id = ?", (incident_id,)):
                        command.delete(table, (row["id"],))
                command.delete("incidents", (incident_id,))

    def assign(self, ids: Sequence[int], flashpoint_id: int | None) -> None:
        """Give incidents to a flashpoint, or to none, as one step."""
        where = "no flashpoint"
        if flashpoint_id is not None:
            where = self._rows("SELECT name FROM flashpoints WHERE id = ?", (flashpoint_id,))[0]["name"]
        what = "incident" if len(ids) == 1 else f"{len(ids)} incidents"
        with self._board.command(f"Move {what} to {where}") as command:
            for incident_id in ids:
                command.update("incidents", (incident_id,), {"flashpoint_id": flashpoint_id})

    def set_roles(self, incident_id: int, roles: Sequence[Role]) -> None:
        """Say who took which part."""
        self.update(incident_id, actors=tuple(roles))

    def set_tags(self, incident_id: int, tags: Sequence[str]) -> None:
        """Give exactly these tags."""
        self.update(incident_id, tags=tuple(tags))

    def _parts(self, ids: Sequence[int]) -> dict[int, tuple[tuple[Role, ...], tuple[str, ...]]]:
        roles: dict[int, list[Role]] = {incident_id: [] for incident_id in ids}
        tags: dict[int, list[str]] = {incident_id: [] for incident_id in ids}
        for start in range(0, len(ids), CHUNK):
            part = list(ids[start : start + CHUNK])
            marks = ",".join("?" * len(part))
            for incident_id, actor_id, role, as_named in self._tuples(
                f"SELECT incident_id, actor_id, role, as_named FROM incident_actors WHERE incident_id IN ({marks})",
                part,
            ):
                roles[incident_id].append(Role(actor_id, read_as("incident_actors", "role", role), as_named))
            for incident_id, name in self._tuples(
                f"""SELECT i.incident_id, t.name FROM incident_tags i JOIN tags t ON t.id = i.tag_id
                    WHERE i.incident_id IN ({marks}) ORDER BY t.name""",
                part,
            ):
                tags[incident_id].append(name)
        for found in roles.values():
            found.sort(key=lambda role: ACTOR_ROLES.number(role.role))
        return {incident_id: (tuple(roles[incident_id]), tuple(tags[incident_id])) for incident_id in ids}

    def _write_roles(self, command: Command, incident_id: int, roles: Sequence[Role]) -> None:
        sql = "SELECT actor_id, role FROM incident_actors WHERE incident_id = ?"
        there = {tuple(row) for row in self._db.conn.execute(sql, (incident_id,))}
        wanted = {(role.actor_id, role.role): role for role in roles}
        for actor_id, role_code in sorted(there - set(wanted)):
            command.delete("incident_actors", (incident_id, actor_id, role_code))
        for key, role in wanted.items():
            if key in there:
                command.update("incident_actors", (incident_id, *key), {"as_named": role.as_named})
                continue
            row: dict[str, Value] = {
                "incident_id": incident_id,
                "actor_id": role.actor_id,
                "role": role.role,
                "as_named": role.as_named,
            }
            command.insert("incident_actors", row)

    def _write_tags(self, command: Command, incident_id: int, tags: Sequence[str]) -> None:
        names = self._tuples("SELECT id, name FROM tags") if tags else ()
        known = {name.casefold(): tag_id for tag_id, name in names}
        wanted: set[int] = set()
        for tag in tags:
            name = storable(tag.strip())
            if not name:
                continue
            tag_id = known.get(name.casefold())
            if tag_id is None:
                tag_id = known[name.casefold()] = self._board.ids.next()
                command.insert("tags", {"id": tag_id, "name": name})
            wanted.add(tag_id)
        sql = "SELECT tag_id FROM incident_tags WHERE incident_id = ?"
        there = {row[0] for row in self._db.conn.execute(sql, (incident_id,))}
        for tag_id in sorted(there - wanted):
            command.delete("incident_tags", (incident_id, tag_id))
        for tag_id in sorted(wanted - there):
            command.insert("incident_tags", {"incident_id": incident_id, "tag_id": tag_id})


_DEATHS = frozenset({"deaths_low", "deaths_best", "deaths_high"})
_INJURED = frozenset({"injured_low", "injured_high"})


def check(incident: Incident, changed: Collection[str] = _DEATHS | _INJURED) -> None:
    """Raise an `EntryProblem` with a sentence where an incident cannot stand on a board.

    `changed`: the fields that are being written. Data sets do hold a best figure below the lowest; whoever edits the
    title of such an incident is not asked to settle that.
    """
    check_text(incident.title, "title", "An incident")
    check_code(INCIDENT_KINDS, incident.kind, "kind")
    check_code(PLACE_PRECISIONS, incident.precision, "precision", empty=True)
    check_code(RELIABILITIES, incident.reliability, "reliability", empty=True)
    check_code(CREDIBILITIES, incident.credibility, "credibility", empty=True)
    check_code(MARKINGS, incident.marking, "marking", empty=True)
    check_position(incident.latitude, incident.longitude)
    if not _DEATHS.isdisjoint(changed):
        check_range(incident.deaths_low, incident.deaths_best, incident.deaths_high, "Deaths", "deaths_best")
    if not _INJURED.isdisjoint(changed):
        check_range(incident.injured_low, None, incident.injured_high, "Injured", "injured_low")
    check_range(None, incident.deaths_civilians, None, "Civilians killed", "deaths_civilians")
    for role in incident.actors:
        check_code(ACTOR_ROLES, role.role, "actors")


def _short(title: str, length: int = 40) -> str:
    return title if len(title) <= length else title[: length - 1].rstrip() + "…"
