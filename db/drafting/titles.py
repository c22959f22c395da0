"""Titles of proposed incidents in the house's style: what, on whom, where ("Air strike on pro-government militia at At Tanf")."""

from __future__ import annotations

import re

from db.drafting.found import FoundPlace
from db.drafting.parts import FoundActor, FoundKind
from db.drafting.roles import INITIATOR, TARGET, Part
from db.records import Actor
from db.vocabulary import INCIDENT_KINDS

LONGEST = 90
_NOUNS = {
    "clash": "Clash", "air_strike": "Air strike", "shelling": "Shelling", "explosive": "Explosion",
    "civilians": "Attack on civilians", "abduction": "Abduction", "banned_weapon": "Banned weapon used",
    "deployment": "Deployment", "movement": "Advance", "control": "Change of control", "truce": "Truce",
    "statement": "Statement", "protest": "Protest", "aid": "Aid", "damage": "Damage to property", "other": "Incident",
}  # fmt: skip
_NEARER: tuple[tuple[str, str, str], ...] = (
    ("air_strike", r"drone|uav", "Drone strike"),
    ("shelling", r"rocket|missile", "Rocket attack"),
    ("shelling", r"mortar", "Mortar attack"),
    ("explosive", r"suicide", "Suicide bombing"),
    ("explosive", r"car bomb|vbied|vehicle", "Car bomb"),
    ("explosive", r"ied|roadside|improvised|mine", "Explosive device"),
    ("abduction", r"arrest|detain", "Arrests"),
    ("movement", r"withdr|retreat|pull", "Withdrawal"),
    ("movement", r"enter|cross|incursion", "Entry"),
    ("truce", r"agree|deal|accord|sign|laid|exchange|swap", "Agreement"),
    ("truce", r"cease", "Ceasefire"),
    ("statement", r"warn|ultimatum", "Warning"),
    ("statement", r"threat", "Threat"),
    ("aid", r"evacuat", "Evacuation"),
    ("clash", r"ambush", "Ambush"),
    ("clash", r"raid", "Raid"),
    ("clash", r"attack|assault|storm", "Attack"),
    ("banned_weapon", r"chemical|gas|chlorine|sarin", "Chemical attack"),
    ("banned_weapon", r"cluster", "Cluster munitions used"),
)
_DIRECTED = re.compile(r"(?:well )?(?:to the )?(?:north|south|east|west|between|near|in|around)\b.* ", re.IGNORECASE)
_DOWNED = re.compile(
    r"\b(drone|uav|helicopter|jet|fighter|warplane|aircraft|plane|su-?\d+|mig-?\d+|missile|rocket)s?\b", re.IGNORECASE
)
_DOWNED_NAMES = {"uav": "Drone", "jet": "Jet", "warplane": "Warplane", "plane": "Aircraft", "fighter": "Jet"}


def title_of(
    text: str,
    sentence: tuple[int, int],
    kind: FoundKind,
    parts: list[Part],
    place: FoundPlace | None,
    carried: bool,
    actors: dict[int, Actor],
) -> str:
    """What happened, on whom and where, within LONGEST characters."""
    what = _what(text, sentence, kind)
    doers = [part.actor for part in parts if part.role == INITIATOR]
    targets = [part.actor for part in parts if part.role == TARGET]
    sides = [part.actor for part in parts if part.role == "participant"]
    if targets and what in _ON:
        what += " on " + _names(text, targets, actors)
    elif kind.kind in ("statement", "movement", "deployment", "control") and doers:
        what += " by " + _names(text, doers, actors)
    elif sides and place is None:
        what += " of " + _names(text, sides, actors)
    elif doers and place is None and kind.kind != "shoot_down":
        what += " by " + _names(text, doers, actors)
    if place is not None and kind.kind != "statement":
        what += " " + _where(place, carried)
    return what if len(what) <= LONGEST else what[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


_ON = frozenset(
    {"Air strike", "Drone strike", "Shelling", "Rocket attack", "Mortar attack", "Suicide bombing", "Car bomb", "Attack",
     "Raid", "Ambush", "Chemical attack", "Explosive device"}
)  # fmt: skip


def _what(text: str, sentence: tuple[int, int], kind: FoundKind) -> str:
    told = text[kind.start : kind.end]
    if kind.kind == "shoot_down":
        found = _DOWNED.search(text, kind.end, sentence[1]) or _DOWNED.search(text, sentence[0], kind.end)
        if found is None:
            return "Shoot-down"
        name = found[1].lower()
        return f"{_DOWNED_NAMES.get(name, found[1][:1].upper() + found[1][1:])} shot down"
    if kind.kind == "air_strike" and kind.tool == "drone":
        return "Drone strike"
    for code, pattern, noun in _NEARER:
        if code == kind.kind and re.search(pattern, told, re.IGNORECASE):
            return noun
    return _NOUNS.get(kind.kind) or INCIDENT_KINDS.label(kind.kind)


def _names(text: str, found: list[FoundActor], actors: dict[int, Actor]) -> str:
    names = list(dict.fromkeys(_name(text, actor, actors) for actor in found))[:3]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _name(text: str, found: FoundActor, actors: dict[int, Actor]) -> str:
    as_named = " ".join(text[found.start : found.end].split())
    if found.generic or as_named[:1].islower():
        return as_named
    return actors[found.actor_id].label if found.actor_id in actors else found.name


def _where(place: FoundPlace, carried: bool) -> str:
    if _DIRECTED.match(place.name):  # a place of the board that is called "West of Raqqa"
        return place.name[:1].lower() + place.name[1:]
    near = " ".join(place.near.split())
    near = near[:1].lower() + near[1:]
    if near and not re.fullmatch(
        r"(?:the\s)?(?:area\s)?(?:around|in|at|of|inside|within|across)(?:\sthe)?", near, re.IGNORECASE
    ):
        return f"in {near} {place.name}" if near.endswith("ern") else f"{near} {place.name}"
    if carried:
        return f"near {place.name}"
    return (
        f"{'in' if place.precision in ('district', 'country') and place.flashpoint_id is None else 'at'} {place.name}"
    )
