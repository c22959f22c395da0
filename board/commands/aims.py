"""What dropping on something means for the drafts: the field that is filled in on every one of them."""

from __future__ import annotations

from board.commands.targets import Target
from board.session import Session
from db.dates import UNKNOWN, from_days
from db.drafts import Aim


def aim_of(target: Target, session: Session) -> Aim:
    """The aim of a target; none where its record has gone meanwhile."""
    if target.kind == "flashpoint" and target.id in session.flashpoints:
        return Aim(flashpoint_id=target.id)
    if target.kind == "actor" and target.id in session.actors:
        return Aim(actor_id=target.id)
    if target.kind == "relationship" and target.id in session.relationships:
        tie = session.relationships[target.id]
        return Aim(pair=(tie.from_id, tie.to_id), relationship_id=tie.id)
    if target.kind == "incident" and target.id:
        return Aim(incident_id=target.id)
    if target.kind == "day":
        return _aim_of_day(target, session)
    return Aim()


def _aim_of_day(target: Target, session: Session) -> Aim:
    """A day of the timeline, and the flashpoint or actor of the lane that is under the pointer there."""
    date = from_days(target.day, target.day) if target.day is not None else UNKNOWN
    kind, record_id = target.lane or ("", 0)
    return Aim(
        date=date,
        flashpoint_id=record_id if kind == "flashpoint" and record_id in session.flashpoints else None,
        actor_id=record_id if kind == "actor" and record_id in session.actors else None,
    )
