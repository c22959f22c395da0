"""What drafting knows of the board: plain data, read once, with no board behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from db.drafting.actor_index import ActorIndex
from db.gazetteer import Gazetteer
from db.known_places import KnownPlace, places_of_incidents
from db.names import fold
from db.records import Actor, Flashpoint, Relationship

if TYPE_CHECKING:
    from db.board import Board

__all__ = ["Knowledge", "KnownPlace"]


@dataclass(frozen=True)
class Knowledge:
    """The names, places and ties of a board, and what is known of the world beyond it.

    `countries`: ISO 3166 alpha-2 codes in which the flashpoints lie; they settle which of two places is meant.
    """

    actors: tuple[Actor, ...] = ()
    flashpoints: tuple[Flashpoint, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    gazetteer: Gazetteer | None = field(default=None, compare=False)
    countries: frozenset[str] = frozenset()

    @classmethod
    def of(cls, board: Board, gazetteer: Gazetteer | None = None) -> Knowledge:
        """Read from a board; use it in any thread after that. Without a gazetteer the one that ships is used."""
        world = gazetteer if gazetteer is not None else Gazetteer()
        flashpoints = tuple(board.flashpoints.all())
        return cls(
            actors=tuple(board.actors.all()),
            flashpoints=flashpoints,
            relationships=tuple(board.relationships.all()),
            places=places_of_incidents(board),
            gazetteer=world,
            countries=_countries_of(flashpoints, world),
        )

    @cached_property
    def actors_by_id(self) -> dict[int, Actor]:
        """The actors by their ids."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def flashpoints_by_id(self) -> dict[int, Flashpoint]:
        """The flashpoints by their ids."""
        return {flashpoint.id: flashpoint for flashpoint in self.flashpoints}

    @cached_property
    def actor_index(self) -> ActorIndex:
        """The names by which the actors are found in a text."""
        return ActorIndex(self.actors, self.relationships)

    def flashpoint_called(self, name: str) -> int | None:
        """The flashpoint with this name in any spelling of its letters, or None."""
        wanted = fold(name)
        for flashpoint in self.flashpoints:
            if wanted and wanted in (fold(flashpoint.name), *map(fold, flashpoint.other_names)):
                return flashpoint.id
        return None


def _countries_of(flashpoints: tuple[Flashpoint, ...], gazetteer: Gazetteer) -> frozenset[str]:
    """The countries in which the flashpoints lie, by the towns around them."""
    found: set[str] = set()
    for flashpoint in flashpoints:
        if flashpoint.latitude is not None and flashpoint.longitude is not None:
            found.update(gazetteer.countries_near(flashpoint.latitude, flashpoint.longitude)[:1])
    return frozenset(found)
