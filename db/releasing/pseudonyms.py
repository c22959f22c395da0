"""Names that stand for names: actors and sources get a number, in their records and wherever a text spells them so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from db.records import Actor
from db.vocabulary import ACTOR_KINDS

_SHORT = 3  # names up to this long are words too, and are meant only where they are written just so ("US", "us")


def actor_pseudonyms(actors: Iterable[Actor]) -> dict[int, str]:
    """Actor id -> "Armed group 2": the kind, and a number in the order of the ids, which says nothing of the name."""
    numbers: Counter[str] = Counter()
    found: dict[int, str] = {}
    for actor in sorted(actors, key=lambda one: one.id):
        numbers[actor.kind] += 1
        label = "Actor" if actor.kind == "unknown" else ACTOR_KINDS.label(actor.kind)
        found[actor.id] = f"{label} {numbers[actor.kind]}"
    return found


class Renamer:
    """Replaces the spellings that the board knows. A text may name an actor in yet another way: read it through."""

    def __init__(self, actors: Iterable[Actor], pseudonyms: Mapping[int, str]) -> None:
        self._by_name: dict[str, str] = {}
        self._spelt: set[str] = set()
        for actor in actors:
            for name in (actor.name, actor.short_name, *actor.other_names):
                if len(name) > 1:
                    self._by_name.setdefault(name.casefold(), pseudonyms[actor.id])
                    self._spelt.add(name)
        longest_first = sorted(self._by_name, key=len, reverse=True)
        self._pattern = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
            if longest_first
            else None
        )

    def text(self, text: str) -> str:
        """The text with every known spelling replaced."""
        if self._pattern is None or not text:
            return text
        return self._pattern.sub(self._other_name, text)

    def _other_name(self, found: re.Match[str]) -> str:
        name = found.group()
        if len(name) <= _SHORT and name not in self._spelt:
            return name
        return self._by_name.get(name.casefold(), "an actor")
