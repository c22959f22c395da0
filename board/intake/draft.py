"""The mapping of a table while it is edited: which column is what, what is missing, which kinds its words stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from db.errors import FileProblem
from db.readers import FIELDS, Mapping

# The fields as the dialog offers them.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("When", ("date", "date_end", "year", "month", "day", "time", "zone")),
    ("What", ("title", "summary", "kind", "hedge", "tags", "note", "recurring")),
    (
        "Where",
        (
            "place",
            "district",
            "province",
            "country",
            "latitude",
            "longitude",
            "position",
            "precision",
            "flashpoint",
        ),
    ),
    ("Who", ("initiator", "target", "participant", "mentioned")),
    (
        "Harm",
        (
            "deaths",
            "deaths_low",
            "deaths_high",
            "deaths_civilians",
            "injured",
            "injured_low",
            "injured_high",
        ),
    ),
    (
        "Who says so",
        (
            "source",
            "source_title",
            "source_date",
            "source_address",
            "quoted",
            "grade",
            "reliability",
            "credibility",
        ),
    ),
    ("The row", ("outside_id",)),
)
_TELLS_WHAT_OR_WHEN = ("date", "year", "title", "summary")
MOST_KINDS = 60


def plain(cell: str) -> str:
    """A cell as mappings compare it: blank space and capitals aside."""
    return " ".join(cell.split()).casefold()


class MappingDraft:
    """One field (or none, "") for each column; all else is kept from the mapping that it began with."""

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]], mapping: Mapping) -> None:
        self.header, self.rows = tuple(header), rows
        self.fields = [""] * len(self.header)
        self._base = mapping
        self._also: dict[str, list[str]] = {}  # fields of a column beyond its first
        self.kinds = dict(mapping.kinds)
        self.fixed = dict(mapping.fixed)
        self.dataset, self.splitter, self.day_first = mapping.dataset, mapping.splitter, mapping.day_first
        places = {plain(name): place for place, name in reversed(list(enumerate(self.header)))}
        exact = {name: place for place, name in reversed(list(enumerate(self.header)))}
        for field, columns in mapping.columns.items():
            for column in columns:
                place = exact.get(column, places.get(plain(column)))
                if place is None:
                    continue
                if self.fields[place]:
                    self._also.setdefault(field, []).append(self.header[place])
                else:
                    self.fields[place] = field

    def is_second(self, place: int) -> bool:
        """Whether a column left of this one has the same name: a mapping goes by names, so this one cannot be used."""
        return self.header[place] in self.header[:place]

    def also_read(self) -> list[str]:
        """Sentences on columns that are read as two things."""
        return [
            f"“{column}” is read as {FIELDS[field].lower()} too."
            for field, columns in self._also.items()
            for column in columns
        ]

    def mapping(self) -> Mapping:
        """The mapping as it stands; several columns of one field in the order of the first mapping, then of the table."""
        columns: dict[str, list[str]] = {}
        for place, field in enumerate(self.fields):
            if field:
                columns.setdefault(field, []).append(self.header[place])
        for field, names in self._also.items():
            columns.setdefault(field, []).extend(names)
        for field, names in columns.items():
            order = {name: number for number, name in enumerate(self._base.columns.get(field, ()))}
            names.sort(key=lambda name, order=order: order.get(name, len(order)))  # type: ignore[misc]
        return replace(
            self._base,
            dataset=self.dataset.strip(),
            columns={field: tuple(columns[field]) for field in FIELDS if field in columns},
            kinds=dict(self.kinds),
            fixed={field: value.strip() for field, value in self.fixed.items() if value.strip()},
            day_first=self.day_first,
            splitter=self.splitter.strip(),
        )

    def problem(self) -> str:
        """Why nothing can be read like this, and what to do; empty where it can."""
        if not any(field in _TELLS_WHAT_OR_WHEN for field in self.fields):
            return "Choose the column that holds the date, or the title: a row with neither is no incident."
        given = set(self.fields)
        if "date" not in given and "year" not in given and given & {"month", "day"}:
            return "Month and day say nothing without the year: choose the column that holds the year too."
        if ("latitude" in given) != ("longitude" in given):
            missing = "longitude" if "latitude" in given else "latitude"
            return f"Choose the column that holds the {missing} too, or take the other one away."
        try:
            self.mapping().check()
        except FileProblem as problem:
            return str(problem)
        return ""

    def hints(self) -> list[str]:
        """What is worth knowing about the mapping as it stands, in sentences."""
        hints = []
        given = set(self.fields)
        if "date" not in given and "year" not in given and not self.problem():
            hints.append("No column is the date: every incident will stand on the board without one.")
        if "outside_id" not in given:
            hints.append("No column is an id: read again, a row that was changed since comes in as a new incident.")
        return hints + self.also_read()

    def kind_values(self) -> list[tuple[str, int]]:
        """The values of the columns that hold the kind, with how often the first rows have each, the first most often."""
        places = [place for place, field in enumerate(self.fields) if field == "kind"]
        found: Counter[str] = Counter()
        shown: dict[str, str] = {}
        for row in self.rows:
            for place in places:
                cell = " ".join(row[place].split()) if place < len(row) else ""
                if cell:
                    found[shown.setdefault(plain(cell), cell)] += 1
        return found.most_common(MOST_KINDS)

    def kind_of(self, value: str) -> str:
        """The kind that was chosen for a value; empty where its words decide."""
        return self.kinds.get(plain(value), "")

    def set_kind(self, value: str, code: str) -> None:
        """Choose the kind for a value; an empty code leaves it to the words."""
        if code:
            self.kinds[plain(value)] = code
        else:
            self.kinds.pop(plain(value), None)
