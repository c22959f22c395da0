"""What is carried onto actors and ties, and the actors that are carried off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect

from board.actors import tips
from board.actors.desk import Desk
from board.actors.view import ActorView
from board.commands.targets import Target
from board.dragging.router import DropRouter
from board.dragging.zone import DropZone
from board.session import Session


class ActorDrops:
    """Ties the picture of the actors to the router of the window."""

    def __init__(self, session: Session, desk: Desk, view: ActorView, router: DropRouter) -> None:
        self._session, self._desk, self._view, self._router = session, desk, view, router
        self._zone = DropZone(view, router, self._target_at, self._light)
        view.lift_asked.connect(self._lift)

    def target_of(self, thing: int | str | None) -> Target | None:
        """An actor (by id) or the relationship of a tie (by its key) as a target."""
        session = self._session
        if isinstance(thing, str):
            tie = self._desk.tie(thing)
            chosen = self._desk.relationship_of(tie) if tie is not None else None
            if chosen is None:
                return None
            return Target("relationship", chosen, tips.phrase(session.relationships[chosen], session.actors))
        return Target("actor", thing, session.actors[thing].label) if thing in session.actors else None

    def _target_at(self, place: QPoint) -> Target | None:
        return self.target_of(self._view.thing_at(place))

    def _light(self, target: Target | None) -> QRect | None:
        """A box is framed; a tie lights up as it does under the pointer."""
        scene = self._view.picture
        if target is not None and target.kind == "relationship":
            found = (key for key, item in scene.ties.items() if item.isVisible() and target.id in item.tie.ids)
            scene.light_tie(next(found, None))
            return None
        scene.light_tie(None)
        return self._view.box_of(target.id).adjusted(-3, -3, 3, 3) if target is not None else None

    def _lift(self, actor_id: int) -> None:
        actor = self._session.actors.get(actor_id)
        if actor is not None:
            self._router.lift(self._view, "actor", [actor_id], actor.label)

    # -- by key
    def carried_here(self) -> tuple[str, list[int], str] | None:
        """The tie or actor that the keyboard is on, else the relationship or the actors in focus."""
        actors, chosen = self._session.actors, self._view.current_thing()
        tie = self._desk.tie(chosen) if isinstance(chosen, str) else None
        held = self._session.focus.state.relationship
        if tie is not None or (chosen is None and held in self._session.relationships):
            ties = list(tie.ids) if tie is not None else [held]
            ties = [one for one in ties if one in self._session.relationships]
            return ("relationship", ties, "") if ties else None
        ids = [chosen] if isinstance(chosen, int) else sorted(self._session.focus.state.actors)
        ids = [one for one in ids if one in actors]
        return ("actor", ids, actors[ids[0]].label) if ids else None

    def target_here(self) -> tuple[Target, QPoint] | None:
        """The tie or actor that the keyboard is on, else the tie in focus."""
        view, thing = self._view, self._view.current_thing()
        target = self.target_of(thing)
        chosen = self._session.focus.state.relationship
        if target is None and chosen in self._session.relationships:
            tie = self._session.relationships[chosen]
            target = Target("relationship", chosen, tips.phrase(tie, self._session.actors))
        if target is None:
            return None
        box = view.box_of(target.id) if target.kind == "actor" else view.viewport().rect()
        return target, view.viewport().mapToGlobal(box.center())
