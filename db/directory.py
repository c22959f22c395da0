"""All names of actors and flashpoints by owner: how one spelling finds the others."""

from __future__ import annotations

from collections.abc import Sequence

from db.names import NameIndex
from db.records import Actor, Flashpoint

_MOST_OWNERS = 4  # a word that names more than so many is no name
_LONGEST = 5  # words in a name


class Directory:
    """Made from the records; made anew when they change."""

    def __init__(self, actors: Sequence[Actor], flashpoints: Sequence[Flashpoint]) -> None:
        self._names: dict[int, tuple[str, ...]] = {}
        self._kinds: dict[int, str] = {}
        for actor in actors:
            self._add(actor.id, "actors", (actor.name, actor.short_name, *actor.other_names))
        for flashpoint in flashpoints:
            self._add(flashpoint.id, "flashpoints", (flashpoint.name, *flashpoint.other_names))
        self._index = NameIndex((owner, name) for owner, names in self._names.items() for name in names)

    def _add(self, owner: int, kind: str, names: tuple[str, ...]) -> None:
        self._names[owner] = tuple(name for name in names if name)
        self._kinds[owner] = kind

    def owners(self, text: str, kind: str) -> list[int]:
        """Owners of that kind with this name, else those whose name is alike, best first."""
        exact = [owner for owner in self._index.exact(text) if self._kinds[owner] == kind]
        if exact:
            return exact
        alike = self._index.alike(text, limit=8, threshold=0.8)
        return [match.owner for match in alike if self._kinds[match.owner] == kind][:1]

    def spellings(self, text: str, *, alike: bool = False) -> list[str]:
        """The other spellings of the one name that a search text is, or is part of: phrases to search for too.

        With `alike` also names that only sound like the text.
        """
        owners = self._index.exact(text)
        if not owners and alike:
            owners = [match.owner for match in self._index.alike(text, limit=2, threshold=0.8)]
        if not owners or len(owners) > _MOST_OWNERS:
            return []
        return [name for owner in owners for name in self._names[owner]]
