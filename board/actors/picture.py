"""The whole picture at rest: who is shown where, and which lines run between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QFont

from board.actors.faces import Face, face_of
from board.actors.nesting import Nest, nest
from board.actors.positions import Positions
from board.actors.ties import Tie, bundle
from board.diagrams.layout import Point
from board.diagrams.routes import Box, Route, Wish, route_all
from db.records import Actor, Relationship


@dataclass(frozen=True)
class Cast:
    """Everybody and every line before some are chosen to be shown."""

    nested: Nest = field(default_factory=Nest)
    ties: tuple[Tie, ...] = ()

    @classmethod
    def of(
        cls, actors: Mapping[int, Actor], relationships: Mapping[int, Relationship], opened: Mapping[int, bool]
    ) -> Cast:
        """The cast of a board; `opened` holds which parents the analyst opened (True) or closed (False)."""
        nested = nest(actors, relationships.values(), opened)
        return cls(nested, tuple(bundle(relationships.values(), nested)))


@dataclass(frozen=True)
class Picture:
    """Faces and places by actor, lines and their curves by key."""

    faces: Mapping[int, Face] = field(default_factory=dict)
    places: Mapping[int, Point] = field(default_factory=dict)
    ties: Mapping[str, Tie] = field(default_factory=dict)
    routes: Mapping[str, Route] = field(default_factory=dict)


def draw_up(cast: Cast, shown: list[int], actors: Mapping[int, Actor], positions: Positions, font: QFont) -> Picture:
    """The picture of the `shown` boxes; `positions` keeps everybody where he was."""
    nested = cast.nested
    faces = {
        box: face_of(
            actors[box],
            [actors[part] for part in nested.children.get(box, ())],
            [actors[part] for part in nested.tucked.get(box, ())],
            font,
        )
        for box in shown
    }
    ties = {tie.key: tie for tie in cast.ties if tie.from_id in faces and tie.to_id in faces}
    sizes = {box: face.size for box, face in faces.items()}
    places = positions.place([actors[box] for box in shown], sizes, [tie.pair for tie in ties.values()])
    boxes = {box: Box(*places[box], *face.size, face.radius) for box, face in faces.items()}
    return Picture(faces, places, ties, route_all(wishes_of(ties.values()), boxes))


def wishes_of(ties: Iterable[Tie]) -> list[Wish]:
    """What the router is asked for these ties."""
    return [Wish(tie.key, tie.from_id, tie.to_id, tie.lane, tie.lanes) for tie in ties]
