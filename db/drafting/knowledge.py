"""What drafting knows of the board: plain data, read once, with no board behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from db.drafting.actor_index import ActorIndex
from db.known_places import KnownPlace, places_of_incidents
from db.names import fold
from db.records import Actor, Flashpoint, Relationship

if TYPE_CHECKING:
    from db.board import Board
    from db.gazetteer import Gazetteer

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
        """Read from a board; use it in any thread after that."""
        return cls(
            actors=tuple(board.actors.all()),
            flashpoints=tuple(board.flashpoints.all()),
            relationships=tuple(board.relationships.all()),
            places=places_of_incidents(board),
            gazetteer=gazetteer,
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
        return ActorIndex(self.actors)

    def flashpoint_called(self, name: str) -> int | None:
        """The flashpoint with this name in any spelling of its letters, or None."""
        wanted = fold(name)
        for flashpoint in self.flashpoints:
            if wanted and wanted in (fold(flashpoint.name), *map(fold, flashpoint.other_names)):
                return flashpoint.id
        return None
