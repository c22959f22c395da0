"""What a drag hangs over or was dropped on, in the board's own words: panels say it, commands act on it."""

from __future__ import annotations

from dataclasses import dataclass

TARGET_KINDS = ("window", "tray", "flashpoint", "actor", "relationship", "day", "incident", "source")


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that can take a drop. `label` is its name as shown ("At Tanf", "8 June 2017")."""

    kind: str = "window"  # one of TARGET_KINDS
    id: int = 0  # of the record, where it is one
    label: str = ""
    day: int | None = None  # Unix day, for "day"
    lane: tuple[str, int] | None = None  # the timeline lane under the pointer: ("flashpoint" | "actor", id)


WINDOW = Target()
