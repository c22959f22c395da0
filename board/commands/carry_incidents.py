"""What incidents do where they are dropped: at a flashpoint, on an actor, a tie, a day, a source, another incident."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from board.commands import carry_deeds as deeds
from board.commands.carry_offers import Offer, Option, named, only, plainly, refuse, write
from board.commands.redating import moved
from board.commands.targets import Target
from board.focus import UNASSIGNED
from board.session import Session
from db.dates import ImpreciseDate, from_days
from db.vocabulary import ACTOR_ROLES, CITATION_BEARINGS
from db.wording import counted

BEARING_WORDS = {
    "supports": "As evidence for it",
    "contradicts": "As evidence against it",
    "mentions": "As a mere mention of it",
}
_LOOKED_AT = 1_000  # more than this and it is not looked up what each of them says already
_ASKED_FOR_SOURCES = 50  # of more than this some will cite one


def what_of(session: Session, ids: Sequence[int], *, step: bool = False) -> str:
    """ "“Title”" or "3 incidents", for a sentence or, with `step`, for the name of a step."""
    if len(ids) > 1:
        return counted(len(ids), "incident")
    title = session.board.incidents.titles(ids).get(ids[0], "")
    return f"“{plainly(title) if step else named(title)}”"


def onto_flashpoint(session: Session, ids: Sequence[int], target: Target) -> Offer:
    """They are assigned to it; on the card of the unassigned, to none."""
    point = session.flashpoints.get(target.id)
    if point is None and target.id != UNASSIGNED:
        return refuse("This flashpoint is no longer on the board")
    if all(flashpoint_of(session, one) == target.id for one in ids[:_LOOKED_AT]) and len(ids) <= _LOOKED_AT:
        there = f"at {named(point.name)}" if point else "at no flashpoint"
        return refuse(f"{what_of(session, ids)} {'is' if len(ids) == 1 else 'are'} {there} already")
    where = point.name if point else "no flashpoint"
    name = f"Move {what_of(session, ids, step=True)} to {plainly(where)}"
    wanted = point.id if point else None
    act = partial(write, session, name, len(ids), partial(deeds.assign, ids, wanted))
    return only(f"Assign {what_of(session, ids)} to {named(where)}", act)


def flashpoint_of(session: Session, incident_id: int) -> int:
    """The flashpoint of an incident; UNASSIGNED for none."""
    columns = session.columns
    place = columns.place_of(incident_id)
    number = -1 if place is None else int(columns.flashpoint[place])
    return int(columns.flashpoint_ids[number]) if number >= 0 else UNASSIGNED


def onto_actor(session: Session, ids: Sequence[int], target: Target) -> Offer:
    """The actor takes a part in them; which one is asked."""
    actor = session.actors.get(target.id)
    if actor is None:
        return refuse("This actor is no longer on the board")
    sentence = f"Say what part {named(actor.label)} took in {what_of(session, ids)}: asks which"
    return Offer(sentence, options=partial(_roles, session, ids, actor.id, actor.label))


def _roles(session: Session, ids: Sequence[int], actor_id: int, label: str) -> list[Option]:
    has = set()
    if len(ids) == 1:
        has = {part.role for part in session.board.incidents.get(ids[0]).actors if part.actor_id == actor_id}
    options = []
    for term in ACTOR_ROLES.terms:
        name = f"{plainly(label)} as {term.label.lower()} of {what_of(session, ids, step=True)}"
        act = partial(write, session, name, len(ids), partial(deeds.give_role, ids, actor_id, term.code))
        words = f"{term.label} already" if term.code in has else term.label
        options.append(Option(words, act))
    return options


def onto_tie(session: Session, ids: Sequence[int], target: Target) -> Offer:
    """Their sources speak for or against the tie; which is asked."""
    if target.id not in session.relationships:
        return refuse("This relationship is no longer on the board")
    citations = session.board.citations
    if len(ids) <= _ASKED_FOR_SOURCES and not any(
        citation.bearing != "contradicts" for one in ids for citation in citations.of("incident", one)
    ):
        has = "cites" if len(ids) == 1 else "cite"
        return refuse(f"{what_of(session, ids)} {has} no source yet: cite one first, then it can speak for a tie")
    sentence = f"Cite the sources of {what_of(session, ids)} for or against “{named(target.label)}”: asks which"
    return Offer(sentence, options=partial(_bearings, session, ids, target))


def _bearings(session: Session, ids: Sequence[int], target: Target) -> list[Option]:
    options = []
    for code in CITATION_BEARINGS.codes:
        name = f"Cite {what_of(session, ids, step=True)} for {plainly(target.label)}"
        name = name if code != "contradicts" else name.replace(" for ", " against ", 1)
        act = partial(write, session, name, len(ids), partial(deeds.evidence, ids, target.id, code))
        options.append(Option(BEARING_WORDS[code], act))
    return options


def onto_source(session: Session, ids: Sequence[int], target: Target) -> Offer:
    """The source is cited for them."""
    name = f"Cite {plainly(target.label)} for {what_of(session, ids, step=True)}"
    work = partial(deeds.cite, [target.id], "incident", ids, "supports")
    act = partial(write, session, name, len(ids), work)
    return only(f"Cite {named(target.label)} for {what_of(session, ids)}", act)


def onto_incident(session: Session, ids: Sequence[int], target: Target) -> Offer:
    """They tell of the same: their sources go there, or they become one with it."""
    others = [one for one in ids if one != target.id]
    if not others:
        return refuse("This is the incident itself")
    sentence = f"The same as “{named(target.label)}”? Its sources can go there, or the two become one: asks which"
    if len(others) > 1:
        sentence = (
            f"{counted(len(others), 'incident')} the same as “{named(target.label)}”? Asks what is to become of them"
        )
    return Offer(sentence, options=partial(_twins, session, others, target))


def _twins(session: Session, ids: Sequence[int], target: Target) -> list[Option]:
    what, into = what_of(session, ids, step=True), plainly(target.label)
    cite = partial(
        write, session, f"Cite sources of {what} for “{into}”", len(ids), partial(deeds.add_sources, ids, target.id)
    )
    join = partial(write, session, f"Merge {what} into “{into}”", len(ids), partial(deeds.join, ids, target.id))
    gone = "delete this one" if len(ids) == 1 else f"delete these {len(ids):,}"
    return [
        Option(
            "Cite its sources there too; both stay" if len(ids) == 1 else "Cite their sources there; all stay", cite
        ),
        Option(f"Move sources, files, actors and tags there and {gone}", join),
    ]


def onto_day(session: Session, ids: Sequence[int], target: Target, *, copy: bool) -> Offer:
    """They get that date; what is not exact, or goes to another lane as well, is asked. With Ctrl copies get it."""
    kind, lane = target.lane or ("", 0)
    if target.day is None:
        if kind == "flashpoint":
            return onto_flashpoint(session, ids, Target("flashpoint", lane, target.label))
        return onto_actor(session, ids, Target("actor", lane, target.label)) if kind == "actor" else refuse("")
    when = from_days(target.day, target.day)
    what = what_of(session, ids)
    if copy:
        name = f"Copy {what_of(session, ids, step=True)} to {when.text()}"
        work = partial(deeds.copy_to, dict.fromkeys(ids, when))
        return only(f"Copy {what} to {when.text()}", partial(write, session, name, len(ids), work), copies=True)
    elsewhere = kind == "flashpoint" and any(flashpoint_of(session, one) != lane for one in ids[:_LOOKED_AT])
    name_of_lane = session.flashpoints[lane].name if lane in session.flashpoints else "no flashpoint"
    ways = f" or assign to {named(name_of_lane)}: asks which" if elsewhere else ""
    sentence = f"Move {what} to {when.text()}{ways} · with Ctrl: a copy"
    return Offer(sentence, options=partial(_dates, session, ids, target.day, lane if elsewhere else None), copies=True)


def _dates(session: Session, ids: Sequence[int], day: int, lane: int | None) -> list[Option]:
    """Ways to give them the day: exactly, keeping the doubt of an imprecise date, or all moved alike."""
    when, found = from_days(day, day), session.board.incidents.many(ids)
    what = what_of(session, ids, step=True)
    ways: dict[str, dict[int, ImpreciseDate]] = {}
    ways[f"On {when.text()}"] = dict.fromkeys(ids, when)
    known = [one.date.earliest for one in found if one.date.earliest is not None]
    if any(one.date.edtf and not one.date.is_exact for one in found):
        about = from_days(day, day, approximate=True)
        ways[f"{about.text().capitalize()}"] = dict.fromkeys(ids, about)
    if known and (len(found) > 1 or not found[0].date.is_exact):
        shifted = {one.id: moved(one.date, day - min(known)) for one in found}
        told = (
            f"As it is told, moved: {shifted[ids[0]].text()}"
            if len(found) == 1
            else "All moved alike, the first to this day"
        )
        if len(found) > 1 or shifted[ids[0]] not in (when, from_days(day, day, approximate=True)):
            ways[told] = shifted
    options = [
        Option(words, partial(write, session, f"Move {what} to {when.text()}", len(ids), partial(deeds.redate, dates)))
        for words, dates in ways.items()
    ]
    if lane is None:
        return options
    return [*options, *_to_lane(session, ids, when, lane)]


def _to_lane(session: Session, ids: Sequence[int], when: ImpreciseDate, lane: int) -> list[Option]:
    point = session.flashpoints.get(lane)
    where, wanted = (point.name, point.id) if point else ("no flashpoint", None)
    name = f"Move {what_of(session, ids, step=True)} to {plainly(where)}"
    both = partial(deeds.redate_and_assign, dict.fromkeys(ids, when), wanted)
    return [
        Option(
            f"Assign to {named(where)}, the date stays",
            partial(write, session, name, len(ids), partial(deeds.assign, ids, wanted)),
        ),
        Option(
            f"On {when.text()}, and assign to {named(where)}",
            partial(write, session, f"{name}, {when.text()}", len(ids), both),
        ),
    ]
