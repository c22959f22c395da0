"""Which kinds of record and which ids a write touched: what the panels refresh for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# the kinds: flashpoints, actors, relationships, incidents, sources, citations, attachments, views, board, differences,
# profiles, sheets,
# and tray, with the ids of its documents
BULK_LIMIT = 5000  # beyond so many ids of a kind the set says "all of them" instead


@dataclass(frozen=True)
class Changes:
    """The kinds touched, and the ids of each; a kind in `whole` changed too widely to list its ids."""

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    revision: int = 0

    def touches(self, *kinds: str) -> bool:
        """Whether any of these kinds changed."""
        return any(kind in self.ids or kind in self.whole for kind in kinds)

    def touches_record(self, kind: str, record_id: int) -> bool:
        """Whether this record changed, or may have."""
        return kind in self.whole or record_id in self.ids.get(kind, frozenset())

    def __bool__(self) -> bool:
        return bool(self.ids or self.whole)

    def merged(self, other: Changes) -> Changes:
        """Both changes as one."""
        ids = {
            kind: self.ids.get(kind, frozenset()) | other.ids.get(kind, frozenset()) for kind in {*self.ids, *other.ids}
        }
        return Changes(ids, self.whole | other.whole, max(self.revision, other.revision))


class ChangeCollector:
    """Gathers what one command touches and gives it as `Changes`."""

    def __init__(self) -> None:
        self._ids: dict[str, set[int]] = {}
        self._whole: set[str] = set()

    def add(self, kind: str, record_id: int) -> None:
        """Note one record."""
        if kind in self._whole:
            return
        ids = self._ids.setdefault(kind, set())
        ids.add(record_id)
        if len(ids) > BULK_LIMIT:
            self.add_whole((kind,))

    def add_whole(self, kinds: Iterable[str]) -> None:
        """Note kinds of which too many records changed to name."""
        for kind in kinds:
            self._whole.add(kind)
            self._ids.pop(kind, None)

    def result(self, revision: int) -> Changes:
        """What was gathered, stamped with the board's revision."""
        return Changes({kind: frozenset(ids) for kind, ids in self._ids.items()}, frozenset(self._whole), revision)
