"""What the panel writes: moves, deletions, a new arrangement; each one undoable step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from board.diagrams.layout import Point
from board.session import Session


def unplaced(session: Session, places: Mapping[int, Point]) -> dict[int, Point]:
    """Where those stand who have no stored position: kept along with the first hand-made change.

    From then on the picture comes back as it was left, instead of being arranged anew round what was moved.
    """
    known = session.actors  # a picture drawn before the panel was hidden may hold one that is gone
    return {i: (round(x, 1), round(y, 1)) for i, (x, y) in places.items() if i in known and known[i].x is None}


def move_actor(session: Session, actor_id: int, place: Point, shown: Mapping[int, Point]) -> None:
    """Keep where an actor was put, and where all others stand."""
    places = {**unplaced(session, shown), actor_id: (round(place[0], 1), round(place[1], 1))}
    session.run(f"Move {session.actors[actor_id].label}", partial(session.board.actors.place, places))


def delete_actor(session: Session, actor_id: int) -> None:
    """Take an actor off the board with its relationships."""
    label = session.actors[actor_id].label
    ties = sum(actor_id in (tie.from_id, tie.to_id) for tie in session.relationships.values())
    session.run(f"Delete actor {label}", partial(session.board.actors.delete, actor_id))
    if actor_id not in session.actors:
        with_ties = f" with {ties} relationship{'s' if ties != 1 else ''}" if ties else ""
        session.said.emit(f"Deleted {label}{with_ties}. Ctrl+Z brings it back.", "done")


def delete_relationship(session: Session, relationship_id: int) -> None:
    """Take a tie off the board."""
    phrase = session.board.relationships.phrase(session.relationships[relationship_id])
    session.run(f"Delete relationship {phrase}", partial(session.board.relationships.delete, relationship_id))
    if relationship_id not in session.relationships:
        session.said.emit(f"Deleted: {phrase}. Ctrl+Z brings it back.", "done")


def forget_places(session: Session, actor_ids: Iterable[int]) -> None:
    """Let the program choose where these actors stand."""
    placed = [i for i in actor_ids if session.actors[i].x is not None]
    if placed:
        session.run("Arrange the actors anew", partial(_clear, session, placed))


def _clear(session: Session, actor_ids: list[int]) -> None:
    for actor_id in actor_ids:
        session.board.actors.update(actor_id, x=None, y=None)
