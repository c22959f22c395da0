"""Words that every part of the program says in the same way."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str = "") -> str:
    """ "1 incident", "12,480 incidents"; `plural` where it is more than the noun and an s."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
