"""What the timeline changes on the board: another date, another flashpoint; each one undoable step."""

from __future__ import annotations

from collections.abc import Collection

from board.commands.redating import moved
from board.focus import UNASSIGNED
from board.session import Session
from db import Incident, wording
from db.dates import ImpreciseDate
from db.names import isolate


def flashpoint_name(session: Session, flashpoint: int | str) -> str:
    """The name of a flashpoint as it stands within a sentence."""
    point = session.flashpoints.get(int(flashpoint)) if flashpoint != UNASSIGNED else None
    return "no flashpoint" if point is None else isolate(point.name)


def counted(number: int) -> str:
    """ "1 incident", "12,480 incidents"."""
    return wording.counted(number, "incident")


def grouped(number: int) -> str:
    """A number with its thousands apart."""
    return f"{number:,}"


def redate(session: Session, incident: Incident, days: int) -> ImpreciseDate | None:
    """Move the date of an incident by so many days; the new date, None where nothing came of it."""
    when = moved(incident.date, days)
    if when == incident.date:
        return None

    def work() -> bool:
        session.board.incidents.update(incident.id, date=when)
        return True

    return when if session.run(f"Move “{_short(incident.title)}” to {when.text()}", work) else None


def assign(session: Session, incidents: Collection[int], flashpoint: int) -> None:
    """Give incidents to a flashpoint, or with UNASSIGNED to none."""
    ids = sorted(incidents)
    where = flashpoint_name(session, flashpoint)
    what = counted(len(ids))
    if len(ids) == 1:
        what = f"“{_short(session.board.incidents.titles(ids).get(ids[0], ''))}”"

    def work() -> None:
        session.board.incidents.assign(ids, None if flashpoint == UNASSIGNED else flashpoint)

    session.run(f"Move {what} to {where}", work)


def _short(title: str, length: int = 40) -> str:
    return isolate(title if len(title) <= length else title[: length - 1].rstrip() + "…")
