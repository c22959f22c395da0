"""The truthful end of an import: what went in, what changed, and what was left out and why, row by row."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from db.changes import Changes

KEPT_LINES = 100_000  # of each list; beyond that only the count goes on


@dataclass
class ImportReport:
    """What one reading of a file did; `seconds` is wall time."""

    file_name: str
    dataset: str = ""
    kind: str = ""
    import_id: int | None = None
    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    differences: int = 0
    assigned: int = 0
    new_actors: int = 0
    new_sources: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)
    left_out_count: int = 0
    warnings: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    changes: Changes = field(default_factory=Changes)

    def sentence(self) -> str:
        """The end in one sentence."""
        parts = [f"{self.added:,} added", f"{self.updated:,} updated", f"{self.unchanged:,} unchanged"]
        if self.withdrawn:
            parts.append(f"{self.withdrawn:,} withdrawn")
        parts.append(f"{self.left_out_count:,} left out")
        return f"{self.file_name} ({self.dataset}): " + ", ".join(parts) + "."

    def as_json(self) -> dict[str, object]:
        """The report as the command line prints it."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "left_out": [{"row": row, "why": why} for row, why in self.left_out],
            "warnings": [{"row": row, "field": name, "why": why} for row, name, why in self.warnings],
            "notes": self.notes,
            "dataset": self.dataset,
            "differences": self.differences,
            "assigned": self.assigned,
            "new_actors": self.new_actors,
            "new_sources": self.new_sources,
            "seconds": round(self.seconds, 3),
        }

    def save_left_out(self, path: Path) -> None:
        """Write the rows that stayed out, and the fields that could not be read, as CSV for a spreadsheet."""
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow(["row", "field", "why"])
            for row, why in self.left_out:
                writer.writerow([row, "", defused(why)])
            for row, name, why in self.warnings:
                writer.writerow([row, name, defused(why)])


def well_formed(text: str) -> str:
    """A text that can be stored and shown: a file name that is not UTF-8 comes from the system with half letters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def defused(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
