"""Sources told once at the end: each record points to them by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.records import Source
from db.releasing import Released
from db.vocabulary import CITATION_BEARINGS
from db.writers.telling import Cited, batches


class Footnotes:
    """Numbers sources in the order in which they are first cited; keeps no more than their ids."""

    def __init__(self, released: Released) -> None:
        self._released = released
        self._numbers: dict[int, int] = {}

    def number(self, source_id: int) -> int:
        """The number of a source."""
        return self._numbers.setdefault(source_id, len(self._numbers) + 1)

    def marks(self, cited: Iterable[Cited]) -> list[tuple[int, str]]:
        """(number, words) of each citation: its grade, and whether it speaks against the record."""
        found: dict[tuple[int, str], None] = {}
        for citation, source in cited:
            bearing = "" if citation.bearing == "supports" else CITATION_BEARINGS.label(citation.bearing).lower()
            grade = (source.reliability or "–") + (citation.credibility or "–")
            words = ", ".join(filter(None, ("" if grade == "––" else grade, bearing)))
            found[self.number(source.id), words] = None
        return list(found)

    def sources(self) -> Iterator[tuple[int, Source, list[int]]]:
        """(number, source, the numbers of those that it repeats) of all that were cited; what they repeat joins the end."""
        done = 0
        while done < len(self._numbers):
            ids = list(self._numbers)[done:]
            done += len(ids)
            for part in batches(ids):
                for source in self._released.sources(part):
                    yield self.number(source.id), source, [self.number(one) for one in source.quotes]
