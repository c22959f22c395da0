"""Which column of a table is which field of an incident: proposed, edited in a dialog, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from db.errors import FileProblem
from db.vocabulary import INCIDENT_KINDS

VERSION = 1
# What a column can be, with the label of it in the dialog.  Several columns may be one field: a text field joins
# them, actors, tags and sources add up, of the others the first that is not empty counts.
FIELDS: dict[str, str] = {
    "outside_id": "Id in this table",
    "title": "Title",
    "summary": "Summary",
    "kind": "Kind",
    "date": "Date",
    "date_end": "Last day",
    "year": "Year",
    "month": "Month",
    "day": "Day of the month",
    "time": "Time of day",
    "zone": "Time zone",
    "place": "Place",
    "district": "District",
    "province": "Province",
    "country": "Country",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "position": "Position (both in one, or MGRS)",
    "precision": "Precision of the place",
    "deaths": "Deaths (a number or a range)",
    "deaths_low": "Deaths, lowest",
    "deaths_high": "Deaths, highest",
    "deaths_civilians": "Deaths among civilians",
    "injured": "Injured (a number or a range)",
    "injured_low": "Injured, lowest",
    "injured_high": "Injured, highest",
    "initiator": "Initiator",
    "target": "Target",
    "participant": "Actor taking part",
    "mentioned": "Actor mentioned",
    "source": "Source (who published)",
    "source_title": "Source, headline",
    "source_date": "Source, date",
    "source_address": "Source, address",
    "quoted": "Whom the source quotes",
    "grade": "Grade (C3)",
    "reliability": "Reliability (A–F)",
    "credibility": "Credibility (1–6)",
    "hedge": "Words of doubt",
    "flashpoint": "Flashpoint",
    "tags": "Tags",
    "note": "Note",
    "recurring": "Recurring (yes or no)",
}


@dataclass(frozen=True)
class Mapping:
    """How a table is read.

    columns: field -> names of its columns; kinds: cell of the kind column -> code of INCIDENT_KINDS; fixed: field ->
    value for every row whose own cell is empty; day_first: 8/6 is 8 June; splitter: parts several names in a cell;
    dataset: name under which ids are kept.  assumptions are sentences on what was guessed; they are not kept.
    """

    dataset: str = ""
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    day_first: bool = True
    splitter: str = ";"
    assumptions: tuple[str, ...] = field(default=(), compare=False)

    def to_json(self) -> str:
        """The mapping as JSON text to be kept; `from_json` reads it back to an equal one."""
        return json.dumps(
            {
                "version": VERSION,
                "dataset": self.dataset,
                "columns": {name: list(columns) for name, columns in self.columns.items()},
                "kinds": self.kinds,
                "fixed": self.fixed,
                "day_first": self.day_first,
                "splitter": self.splitter,
            },
            ensure_ascii=False,
            indent=2,
        )

    @staticmethod
    def from_json(text: str) -> Mapping:
        """The mapping of a JSON text; FileProblem, in one sentence, for what is none."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise FileProblem(f"The mapping is not JSON ({str(error)[:120]}).") from error
        if not isinstance(found, dict):
            raise FileProblem('The mapping is not a JSON object; it should begin like {"columns": {"date": "Date"}}.')
        version = found.get("version", VERSION)
        if not isinstance(version, int) or version > VERSION:
            raise FileProblem("The mapping was written by a later version of the program.")
        unknown = set(found) - {"version", "dataset", "columns", "kinds", "fixed", "day_first", "splitter"}
        if unknown:
            raise FileProblem(f"The mapping has an entry “{min(unknown)}” that does not exist.")
        mapping = Mapping(
            dataset=_text(found, "dataset", ""),
            columns=_columns(found.get("columns")),
            kinds={_plain(name): code for name, code in _texts(found, "kinds").items()},
            fixed=_texts(found, "fixed"),
            day_first=_flag(found, "day_first"),
            splitter=_text(found, "splitter", ";"),
        )
        mapping.check()
        return mapping

    def check(self) -> None:
        """FileProblem for a field or a kind that does not exist, or where nothing would be read."""
        for name in (*self.columns, *self.fixed):
            if name not in FIELDS:
                raise FileProblem(f"The mapping names a field “{name}”; the fields are {', '.join(FIELDS)}.")
        for cell, code in self.kinds.items():
            if code not in INCIDENT_KINDS:
                kinds = ", ".join(INCIDENT_KINDS.codes)
                raise FileProblem(f"The mapping turns “{cell}” into the kind “{code}”; the kinds are {kinds}.")
        if not any(self.columns.values()):
            raise FileProblem("The mapping gives no column to any field; give at least a date or a title.")

    def places(self, header: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
        """Field -> where its columns stand; FileProblem for a column that the table lacks."""
        plain = {_plain(name): place for place, name in reversed(list(enumerate(header)))}
        exact = {name: place for place, name in reversed(list(enumerate(header)))}
        found: dict[str, tuple[int, ...]] = {}
        for name, columns in self.columns.items():
            places = []
            for column in columns:
                place = exact.get(column, plain.get(_plain(column)))
                if place is None:
                    raise FileProblem(
                        f"The mapping expects a column “{column}” for {FIELDS.get(name, name).lower()}; the table has "
                        + (", ".join(header)[:300] or "no columns")
                        + "."
                    )
                places.append(place)
            if places:
                found[name] = tuple(places)
        return found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _text(found: AnyMapping[str, object], name: str, default: str) -> str:
    value = found.get(name, default)
    if not isinstance(value, str):
        raise FileProblem(f"“{name}” of the mapping should be a text.")
    return value


def _flag(found: AnyMapping[str, object], name: str) -> bool:
    value = found.get(name, True)
    if not isinstance(value, bool):
        raise FileProblem(f"“{name}” of the mapping should be true or false.")
    return value


def _texts(found: AnyMapping[str, object], name: str) -> dict[str, str]:
    value = found.get(name, {})
    if not isinstance(value, dict) or not all(isinstance(entry, str) for entry in value.values()):
        raise FileProblem(f"“{name}” of the mapping should be an object of texts.")
    return {str(key): str(entry) for key, entry in value.items()}


def _columns(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise FileProblem('The mapping has no "columns": an object of fields and the columns that hold them.')
    made = {}
    for name, columns in value.items():
        columns = [columns] if isinstance(columns, str) else columns
        if not isinstance(columns, list) or not all(isinstance(column, str) for column in columns):
            raise FileProblem(f"The columns of “{name}” in the mapping should be a text or a list of texts.")
        made[str(name)] = tuple(columns)
    return made
