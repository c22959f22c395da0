"""Who and who says so, from the cells of any table: actors with their roles, sources with days and addresses."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from db.readers.cell_dates import CellDates
from db.readers.mapped_cells import MappedCells
from db.readers.rows import ReadActor, ReadSource
from db.readers.values import BadCell, is_unknown

MOST_REMEMBERED = 20_000
LONGEST_NAME = 200
_ROLES = ("initiator", "target", "participant", "mentioned")
_OF_SOURCES = ("source", "source_title", "source_date", "source_address", "quoted")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CIVILIANS = re.compile(r"\b(?:civilians?|civils?|civiles|zivilist|zivilisten)\b|مدني", re.IGNORECASE)


class NamedInRows:
    """Actors and sources of the row at hand; rows that name the same get the same tuples."""

    def __init__(self, cells: MappedCells, day_first: bool) -> None:
        self._cells = cells
        self._dates = CellDates(day_first)
        self._actor_places = [place for role in _ROLES for place in cells.places.get(role, ())]
        self._source_places = [place for field in _OF_SOURCES for place in cells.places.get(field, ())]
        self._actors: dict[tuple[str, ...], tuple[ReadActor, ...]] = {}
        self._sources: dict[tuple[str, ...], tuple[ReadSource, ...]] = {}

    def actors(self) -> tuple[ReadActor, ...]:
        """The actors that the row names, each once, in the first of the roles it is given."""
        cells = self._cells.cells
        key = tuple([cells[place] for place in self._actor_places])
        known = self._actors.get(key)
        if known is None:
            found: dict[str, ReadActor] = {}
            for role in _ROLES:
                for name in self._cells.many(role):
                    if not is_unknown(name):
                        actor = ReadActor("", name[:LONGEST_NAME], role, _kind_of_actor(name))
                        found.setdefault(name.casefold(), actor)
            if len(self._actors) >= MOST_REMEMBERED:
                self._actors.clear()
            known = self._actors[key] = tuple(found.values())
        return known

    def sources(self) -> tuple[ReadSource, ...]:
        """The sources that the row names."""
        cells = self._cells.cells
        key = tuple([cells[place] for place in self._source_places])
        known = self._sources.get(key)
        if known is None:
            troubles = len(self._cells.trouble)
            known = self._read_sources()
            if len(self._sources) >= MOST_REMEMBERED:
                self._sources.clear()
            if len(self._cells.trouble) == troubles:
                self._sources[key] = known
        return known

    def _read_sources(self) -> tuple[ReadSource, ...]:
        names, addresses = self._names_and_addresses()
        title = " ".join(self._cells.first("source_title").split())
        quoted = "; ".join(self._cells.many("quoted"))
        published = self._published()
        if not names and not title and not addresses:
            return ()
        made: dict[ReadSource, None] = {}
        # addresses belong to the names in their order; of one address all names are the source
        alone = addresses[0] if len(addresses) == 1 else ""
        for at in range(max(len(names), len(addresses), 1)):
            address = addresses[at] if at < len(addresses) else alone
            name = (names[at] if at < len(names) else _host(address))[:LONGEST_NAME]
            relayed = quoted if quoted != name else ""
            made[ReadSource(name, published, title or name or address, relayed, address)] = None
        return tuple(made)

    def _published(self) -> str:
        cell = self._cells.first("source_date")
        if not cell:
            return ""
        try:
            return self._dates.read(cell).edtf
        except BadCell as bad:
            self._cells.tell("source_date", cell, str(bad))
            return ""

    def _names_and_addresses(self) -> tuple[list[str], list[str]]:
        """The publishers of a row, and the addresses that stand among them or in a column of their own."""
        cells = self._cells.of("source")
        own = self._cells.first("source_address")
        addresses = [found for cell in [*cells, own] for found in _ADDRESS.findall(cell)]
        if own and not addresses and not is_unknown(own):
            addresses = [own]
        names = self._cells.parts([_ADDRESS.sub(" ", cell) for cell in cells])
        return [name for name in (name.strip(" ,;:–-()[]") for name in names) if name], addresses


def _kind_of_actor(name: str) -> str:
    if name.startswith("Government of "):
        return "state"
    return "civilians" if _CIVILIANS.search(name) else "unknown"


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else "//" + address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
