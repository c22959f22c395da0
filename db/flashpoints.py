"""The flashpoints and their dated levels: queries and writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from db.codes import as_known
from db.command import Value
from db.dates import ImpreciseDate
from db.errors import EntryProblem
from db.names import join_names, split_names
from db.records import Flashpoint, LevelEntry
from db.store import (
    Converters,
    Store,
    check_code,
    check_position,
    check_text,
    field_values,
    rename_fields,
    shadow_of,
    stored_date,
)
from db.vocabulary import LEVELS, MARKINGS

HALF_AROUND_KM = 20_040  # no two places on Earth are farther apart
_DATES = ("last_checked", "opened", "closed")
_SEARCHED = ("name", "other_names", "description", "note")
_CONVERTERS: Converters = {
    "other_names": lambda names: {"other_names": join_names(names)},
    "last_checked": lambda date: {"last_checked": date.edtf},
    "opened": lambda date: {"opened": date.edtf},
    "closed": lambda date: {"closed": date.edtf},
}


def _record(row: dict[str, Any]) -> Flashpoint:
    row = {name: value for name, value in row.items() if name != "shadow"}
    dates = {name: stored_date(row[name]) for name in _DATES}
    return Flashpoint(**{**as_known("flashpoints", row), **dates, "other_names": split_names(row["other_names"])})


class FlashpointStore(Store):
    """Places and areas under watch."""

    table = "flashpoints"

    def all(self) -> list[Flashpoint]:
        """All flashpoints in the analyst's own order."""
        return [_record(row) for row in self._rows("SELECT * FROM flashpoints ORDER BY place_in_list, name")]

    def get(self, flashpoint_id: int) -> Flashpoint:
        """One flashpoint; raises `NotOnBoard`."""
        return _record(self._row(flashpoint_id))

    def add(self, flashpoint: Flashpoint) -> int:
        """Put a flashpoint on the board; returns its id. Raises `EntryProblem`."""
        self._check(flashpoint)
        flashpoint_id = flashpoint.id or self._board.ids.next()
        row = rename_fields(
            {**field_values(flashpoint), "id": flashpoint_id, "name": flashpoint.name.strip()}, _CONVERTERS
        )
        row["shadow"] = shadow_of(row, _SEARCHED)
        if not flashpoint.place_in_list:
            row["place_in_list"] = self.count() + 1
        with self._board.command(f"Add flashpoint {flashpoint.name}") as command:
            command.insert("flashpoints", row)
        return flashpoint_id

    def update(self, flashpoint_id: int, **fields: Any) -> None:
        """Change fields of a flashpoint by the names of the record. Raises `EntryProblem`, `NotOnBoard`."""
        old = self.get(flashpoint_id)
        new = replace(old, **fields)
        self._check(new)
        row = rename_fields({**fields, **({"name": new.name.strip()} if "name" in fields else {})}, _CONVERTERS)
        if any(name in fields for name in _SEARCHED):
            texts: dict[str, Value] = {
                "name": new.name,
                "other_names": join_names(new.other_names),
                "description": new.description,
                "note": new.note,
            }
            row["shadow"] = shadow_of(texts, _SEARCHED)
        with self._board.command(f"Edit flashpoint {old.name}") as command:
            command.update("flashpoints", (flashpoint_id,), row)

    def delete(self, flashpoint_id: int) -> None:
        """Take a flashpoint off the board; its incidents stay, unassigned."""
        flashpoint = self.get(flashpoint_id)
        with self._board.command(f"Delete flashpoint {flashpoint.name}") as command:
            for table in ("incidents", "relationships"):
                for row in self._rows(f"SELECT id FROM {table} WHERE flashpoint_id = ?", (flashpoint_id,)):
                    command.update(table, (row["id"],), {"flashpoint_id": None})
            for table in ("levels", "citations"):
                for row in self._rows(f"SELECT id FROM {table} WHERE flashpoint_id = ?", (flashpoint_id,)):
                    command.delete(table, (row["id"],))
            command.delete("flashpoints", (flashpoint_id,))

    def merge(self, from_id: int, into_id: int) -> None:
        """Make one flashpoint of two: all that belongs to the first goes to the second, and the first is gone.

        Incidents, levels, ties and citations move; its names become other names; what the second does not say of
        itself is taken over from the first. Raises `EntryProblem` for a flashpoint and itself, `NotOnBoard`.
        """
        if from_id == into_id:
            raise EntryProblem("A flashpoint cannot be merged with itself.", "name")
        gone, kept = self.get(from_id), self.get(into_id)
        with self._board.command(f"Merge flashpoint {gone.name} into {kept.name}") as command:
            for table in ("incidents", "relationships", "levels", "citations"):
                for (record_id,) in self._tuples(f"SELECT id FROM {table} WHERE flashpoint_id = ?", (from_id,)):
                    command.update(table, (record_id,), {"flashpoint_id": into_id})
            command.delete("flashpoints", (from_id,))
            levels = self.levels(into_id)
            self.update(into_id, **_joined(gone, kept), **({"level": levels[-1].level} if levels else {}))

    def reorder(self, ids: Sequence[int]) -> None:
        """Keep this order as the order by hand."""
        with self._board.command("Reorder flashpoints") as command:
            for place, flashpoint_id in enumerate(ids, start=1):
                command.update("flashpoints", (flashpoint_id,), {"place_in_list": place})

    def levels(self, flashpoint_id: int | None = None) -> list[LevelEntry]:
        """The level history of one flashpoint (or of all), oldest first."""
        where, values = ("", ()) if flashpoint_id is None else ("WHERE flashpoint_id = ?", (flashpoint_id,))
        entries = [
            LevelEntry(**{**as_known("levels", row), "since": stored_date(row["since"])})
            for row in self._rows(f"SELECT * FROM levels {where} ORDER BY id", values)
        ]
        return sorted(entries, key=lambda entry: (entry.flashpoint_id, _start(entry.since), entry.id))

    def set_level(self, flashpoint_id: int, level: str, since: ImpreciseDate, note: str = "") -> int:
        """Say that a level holds since a date: adds to the history; the newest entry is the level now."""
        check_code(LEVELS, level, "level")
        flashpoint = self.get(flashpoint_id)
        entry_id = self._board.ids.next()
        name = f"Set {flashpoint.name} to {LEVELS.label(level).lower()}"
        with self._board.command(name) as command:
            row: dict[str, Value] = {
                "id": entry_id,
                "flashpoint_id": flashpoint_id,
                "level": level,
                "since": since.edtf,
                "note": note,
            }
            command.insert("levels", row)
            newest = self.levels(flashpoint_id)[-1]
            command.update("flashpoints", (flashpoint_id,), {"level": newest.level})
        return entry_id

    @staticmethod
    def _check(flashpoint: Flashpoint) -> None:
        check_text(flashpoint.name, "name", "A flashpoint")
        check_code(LEVELS, flashpoint.level, "level")
        check_code(MARKINGS, flashpoint.marking, "marking", empty=True)
        check_position(flashpoint.latitude, flashpoint.longitude)
        if flashpoint.radius_km is not None and not 0 < flashpoint.radius_km <= HALF_AROUND_KM:
            raise EntryProblem(
                f"The radius of a flashpoint must be above 0 km and at most {HALF_AROUND_KM:,} km, or empty.", "radius_km"
            )


def _joined(gone: Flashpoint, kept: Flashpoint) -> dict[str, Any]:
    """What a flashpoint gains by taking in another: its names, its later look, and whatever it does not say itself."""
    names = {kept.name.casefold(): ""}
    for name in (*kept.other_names, gone.name, *gone.other_names):
        names.setdefault(name.casefold(), name)
    fields: dict[str, Any] = {"other_names": tuple(filter(None, names.values()))}
    if _start(gone.last_checked) > _start(kept.last_checked):
        fields["last_checked"] = gone.last_checked
    if kept.latitude is None and not kept.area:
        for name in ("latitude", "longitude", "radius_km", "area"):
            fields[name] = getattr(gone, name)
    for name in ("description", "note"):
        texts = dict.fromkeys(text for text in (getattr(kept, name), getattr(gone, name)) if text)
        fields[name] = "\n\n".join(texts)
    if not kept.opened.edtf:
        fields["opened"] = gone.opened
    if not gone.closed.edtf:
        fields["closed"] = gone.closed
    return fields


def _start(date: ImpreciseDate) -> int:
    """Where a date begins, for sorting; an open beginning comes first."""
    return -(10**9) if date.earliest is None else date.earliest
