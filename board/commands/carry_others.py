"""What actors, flashpoints and sources do where they are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from board.commands import carry_deeds as deeds
from board.commands.carry_incidents import BEARING_WORDS, onto_actor, onto_flashpoint
from board.commands.carry_offers import Offer, Option, named, only, plainly, refuse, write
from board.commands.targets import Target
from board.focus import UNASSIGNED
from board.session import Session
from db.dates import UNKNOWN, from_days
from db.records import Incident, Role
from db.vocabulary import CITATION_BEARINGS
from db.wording import counted


class Forms(Protocol):
    """The forms that some drops end in, as signals of the carrier."""

    def ask_relationship(self, from_id: int, to_id: int) -> None:
        """The form of a new relationship."""

    def ask_incident(self, incident: Incident) -> None:
        """The form of a new incident, filled in so far."""

    def ask_citation(self, source_id: int, incident_id: int) -> None:
        """The form of a new citation."""

    def ask_merge(self, from_id: int, into_id: int) -> None:
        """The question before a flashpoint is merged into another."""


def _actor_words(session: Session, ids: Sequence[int]) -> str:
    first = session.actors[ids[0]].label
    return named(first) if len(ids) == 1 else counted(len(ids), "actor")


def actors_onto(session: Session, forms: Forms, ids: Sequence[int], target: Target) -> Offer:
    """Actors: a relationship with another, a part in an incident, or a new incident where or when they are dropped."""
    ids = [one for one in ids if one in session.actors]
    if not ids:
        return refuse("This actor is no longer on the board")
    who = _actor_words(session, ids)
    if target.kind == "actor":
        if target.id in ids:
            return refuse("Drop it on another actor to relate the two")
        if len(ids) > 1:
            return refuse("Relate one actor at a time")
        return only(
            f"Relate {who} to {named(target.label)}: opens the form", partial(forms.ask_relationship, ids[0], target.id)
        )
    if target.kind == "incident":
        if len(ids) == 1:
            return onto_actor(session, [target.id], Target("actor", ids[0], who))
        return refuse("Drop one actor at a time on an incident")
    if target.kind in ("flashpoint", "day"):
        return _new_incident(forms, session, target, actors=ids, who=who)
    if target.kind == "source":
        return _cited(session, target, "actor", ids, who)
    return refuse("An actor goes onto another actor, a flashpoint, an incident, a day or a source")


def _new_incident(forms: Forms, session: Session, target: Target, *, actors: Sequence[int] = (), flashpoint: int = 0,
                  who: str = "") -> Offer:  # fmt: skip
    """The form of a new incident with what is known by where it was dropped."""
    kind, lane = target.lane or ("", 0)
    point = target.id if target.kind == "flashpoint" else flashpoint or (lane if kind == "flashpoint" else UNASSIGNED)
    others = [lane] if kind == "actor" and lane in session.actors and lane not in actors else []
    others += [target.id] if target.kind == "actor" else []
    date = UNKNOWN if target.day is None else from_days(target.day, target.day)
    parts = tuple(Role(one, "participant") for one in (*actors, *others)[:12])
    incident = Incident("", flashpoint_id=point if point in session.flashpoints else None, date=date, actors=parts)
    place = f" at {named(session.flashpoints[point].name)}" if point in session.flashpoints else ""
    when = f" on {date.text()}" if date.edtf else ""
    people = [who] if actors else []
    people += [named(session.actors[one].label) for one in others]
    with_whom = f" with {' and '.join(people)}" if people else ""
    return only(f"New incident{with_whom}{place}{when}: opens the form", partial(forms.ask_incident, incident))


def flashpoints_onto(session: Session, forms: Forms, ids: Sequence[int], target: Target) -> Offer:
    """Flashpoints: merged with another, given to an incident or a tie, or a new incident there."""
    if ids[0] not in session.flashpoints:
        return refuse("This flashpoint is no longer on the board")
    if len(ids) > 1:
        return refuse("Carry one flashpoint at a time")
    flashpoint = session.flashpoints[ids[0]]
    name = named(flashpoint.name)
    if target.kind == "flashpoint":
        if target.id not in session.flashpoints:
            return refuse("")
        if target.id == flashpoint.id:
            return refuse("Drop it on another flashpoint to merge the two")
        merge = partial(forms.ask_merge, flashpoint.id, target.id)
        return only(f"Merge {name} into {named(target.label)}: asks first", merge)
    if target.kind == "incident":
        return onto_flashpoint(session, [target.id], Target("flashpoint", flashpoint.id, flashpoint.name))
    if target.kind in ("actor", "day"):
        return _new_incident(forms, session, target, flashpoint=flashpoint.id)
    if target.kind == "relationship":
        if session.relationships[target.id].flashpoint_id == flashpoint.id:
            return refuse(f"This tie is told of {name} already")
        work = partial(deeds.set_flashpoint_of_tie, target.id, flashpoint.id)
        step = f"{plainly(target.label)} at {plainly(flashpoint.name)}"
        return only(f"Say that “{named(target.label)}” holds at {name}", partial(write, session, step, 1, work))
    if target.kind == "source":
        return _cited(session, target, "flashpoint", ids, name)
    return refuse("A flashpoint goes onto another flashpoint, an incident, an actor, a tie, a day or a source")


def sources_onto(session: Session, forms: Forms, ids: Sequence[int], target: Target) -> Offer:
    """Sources: cited for what they are dropped on; on another source, as one that repeats it."""
    found = session.board.sources.many(ids)
    if not found:
        return refuse("This source is no longer on the board")
    what = f"“{named(found[0].title)}”" if len(found) == 1 else counted(len(found), "source")
    if target.kind == "incident":
        if len(found) == 1:
            sentence = f"Cite {what} for “{named(target.label)}”: opens the form"
            return only(sentence, partial(forms.ask_citation, found[0].id, target.id))
        return onto_sources(session, ids, target)
    if target.kind == "source":
        return (
            _repeats(session, found[0].id, found[0].title, target) if len(found) == 1 else refuse("Drop one at a time")
        )
    if target.kind in ("relationship", "actor", "flashpoint") and target.id:
        options = partial(_bearings, session, ids, target, plainly(found[0].title))
        return Offer(f"Cite {what} for or against {named(target.label)}: asks which", options=options)
    return refuse("A source goes onto an incident, an actor, a tie, a flashpoint or another source")


def onto_sources(session: Session, ids: Sequence[int], target: Target) -> Offer:
    """Several sources are cited for one incident at once."""
    step = f"Cite {counted(len(ids), 'source')} for “{plainly(target.label)}”"
    work = partial(deeds.cite, ids, "incident", [target.id], "supports")
    return only(
        f"Cite {counted(len(ids), 'source')} for “{named(target.label)}”", partial(write, session, step, 1, work)
    )


def _bearings(session: Session, ids: Sequence[int], target: Target, title: str) -> list[Option]:
    options = []
    for code in CITATION_BEARINGS.codes:
        way = "against" if code == "contradicts" else "for"
        work = partial(deeds.cite, ids, target.kind, [target.id], code)
        act = partial(write, session, f"Cite {title} {way} {plainly(target.label)}", 1, work)
        options.append(Option(BEARING_WORDS[code], act))
    return options


def _cited(session: Session, target: Target, kind: str, ids: Sequence[int], who: str) -> Offer:
    """The source under the pointer is cited for the actor or flashpoint that was carried to it."""
    work = partial(deeds.cite, [target.id], kind, ids, "supports")
    act = partial(write, session, f"Cite {plainly(target.label)}", len(ids), work)
    return only(f"Cite {named(target.label)} for {who}", act)


def _repeats(session: Session, source_id: int, title: str, target: Target) -> Offer:
    if source_id == target.id:
        return refuse("This is the source itself")

    def ways() -> list[Option]:
        forth = partial(deeds.quote, source_id, target.id)
        back = partial(deeds.quote, target.id, source_id)
        one, other = named(title), named(target.label)
        steps = f"{plainly(title)} repeats {plainly(target.label)}", f"{plainly(target.label)} repeats {plainly(title)}"
        return [
            Option(f"“{one}” repeats “{other}”", partial(write, session, steps[0], 1, forth)),
            Option(f"“{other}” repeats “{one}”", partial(write, session, steps[1], 1, back)),
        ]

    return Offer("Say which of the two repeats the other: they then count as one origin", options=ways)
