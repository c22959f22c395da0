"""Which level a flashpoint stood at on a day, and in what words it was last checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.dates import ImpreciseDate
from db.records import Flashpoint, LevelEntry

STALE_DAYS = 7  # a check older than this is told with its age: silence is not calm


def histories(entries: Iterable[LevelEntry]) -> dict[int, list[LevelEntry]]:
    """The level histories by flashpoint, each oldest first as they came."""
    found: dict[int, list[LevelEntry]] = {}
    for entry in entries:
        found.setdefault(entry.flashpoint_id, []).append(entry)
    return found


def level_on(
    flashpoint: Flashpoint, history: Mapping[int, Sequence[LevelEntry]], day: int
) -> tuple[str, LevelEntry | None]:
    """The level that held on that day and the entry that says so.

    Without any history the flashpoint's own level holds; before its first entry no level was given yet ("").
    """
    entries = history.get(flashpoint.id, ())
    if not entries:
        return flashpoint.level, None
    standing = [entry for entry in entries if entry.since.earliest is None or entry.since.earliest <= day]
    return (standing[-1].level, standing[-1]) if standing else ("", None)


def checked_words(checked: ImpreciseDate, as_of: int) -> tuple[str, bool]:
    """When it was last checked, in words, and whether that is too long ago to call silence calm."""
    if checked.latest is None:
        return "not checked yet", True
    days = as_of - checked.latest
    if days <= STALE_DAYS:
        return f"checked {short_day(checked)}", False
    return f"last checked {days:,} days ago", True


def short_day(date: ImpreciseDate) -> str:
    """A date as cards write it: “14 Jun” without its year where it is one day."""
    text = date.short()
    return text.rsplit(" ", 1)[0] if date.is_exact else text
