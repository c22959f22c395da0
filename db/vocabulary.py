"""Every closed list of the board, once: its stored codes, labels, colour roles and foreign spellings.

A term's ``code`` is what is stored and checked by the schema, its ``label`` what a person reads, its
``role`` the name of a colour that the theme gives (never a colour itself), and ``mark`` the shape or line
that says the same without colour.  Sources: TLP 2.0 (FIRST), the Admiralty grading of NATO AJP-2.1,
UCDP GED codebook (type_of_violence, where_prec, date_prec), ACLED codebook (event and sub-event types).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a closed list: stored code, shown label, colour role, mark that works without colour."""

    code: str
    label: str
    role: str = ""
    mark: str = ""


def shown_word(word: str, most: int = 40) -> str:
    """A word of a stranger's on one line, without signs that cannot be seen, and not too long."""
    plain = "".join(sign if sign.isprintable() else " " for sign in str(word)[: most + 1])
    return plain if len(plain) <= most else plain[: most - 1] + "…"


class Vocabulary:
    """An ordered closed list of terms; the order is the one in which forms show them."""

    def __init__(self, name: str, terms: tuple[Term, ...], stand_in: Term | None = None) -> None:
        """`stand_in`: as what a word is shown that another tool wrote and the list does not have."""
        self.name = name
        self._stand_in = stand_in
        self.terms = terms
        self.codes: tuple[str, ...] = tuple(term.code for term in terms)
        self._by_code = {term.code: term for term in terms}
        self._position = {code: number for number, code in enumerate(self.codes)}

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Term:
        """The term of a code; of a word that is not of a list with a stand-in, that with the word in its label."""
        term = self._by_code.get(code)
        if term is None and self._stand_in is not None:
            return replace(self._stand_in, code=code, label=f"{self._stand_in.label} (“{shown_word(code)}”)")
        return self._by_code[code]

    def label(self, code: str | None) -> str:
        """The label of a code; an empty text for no code."""
        return self[code].label if code else ""

    def used(self, codes: Collection[str]) -> list[str]:
        """These codes in the order of the list; words that are not of it at the end."""
        return [code for code in self.codes if code in codes] + sorted(code for code in codes if code not in self)

    def number(self, code: str) -> int:
        """The place of a code in the list, from 0: what the numpy columns store."""
        return self._position[code]

    def find(self, text: str) -> str | None:
        """The code whose code or label is this text, capitals aside; None where there is none."""
        wanted = text.strip().casefold()
        for term in self.terms:
            if wanted in (term.code, term.label.casefold()):
                return term.code
        return None


LEVELS = Vocabulary(
    "level",
    (
        Term("calm", "Calm", "level.calm", "○"),
        Term("watch", "Watch", "level.watch", "◔"),
        Term("tense", "Tense", "level.tense", "◑"),
        Term("skirmishes", "Skirmishes", "level.skirmishes", "◕"),
        Term("clashes", "Clashes", "level.clashes", "●"),
        Term("open_fighting", "Open fighting", "level.open_fighting", "⬤"),
    ),
)

# mark: the pen pattern of a tie, so that stances read in black and white
STANCES = Vocabulary(
    "stance",
    (
        Term("backs", "Backs", "stance.support", "solid"),
        Term("leads", "Leads", "stance.support", "double"),
        Term("part_of", "Part of", "stance.structure", "thin"),
        Term("trains", "Trains or advises", "stance.support", "dash"),
        Term("allied", "Allied with", "stance.support", "dashdot"),
        Term("talks", "Talks with", "stance.neutral", "dot"),
        Term("tolerates", "Tolerates or deconflicts", "stance.neutral", "dash"),
        Term("hostile", "Hostile to", "stance.hostile", "thick"),
        Term("succeeds", "Succeeds", "stance.structure", "dot"),
    ),
    stand_in=Term("", "Other", "stance.neutral", "dot"),
)
UNDIRECTED_STANCES = frozenset({"allied", "talks", "tolerates", "hostile"})
SUPPORTIVE_STANCES = frozenset({"backs", "leads", "part_of", "trains", "allied"})

ACTOR_KINDS = Vocabulary(
    "actor kind",
    (
        Term("state", "State", "actor.state", "rectangle"),
        Term("state_force", "State force", "actor.state", "rectangle"),
        Term("armed_group", "Armed group", "actor.group", "rounded"),
        Term("coalition", "Coalition", "actor.group", "rounded"),
        Term("militia", "Militia", "actor.group", "rounded"),
        Term("civilians", "Civilians", "actor.civilian", "ellipse"),
        Term("organisation", "Organisation", "actor.civilian", "ellipse"),
        Term("unknown", "Not known", "actor.civilian", "rounded"),
    ),
)

ACTOR_ROLES = Vocabulary(
    "role",
    (
        Term("initiator", "Initiator"),
        Term("target", "Target"),
        Term("participant", "Participant"),
        Term("mentioned", "Mentioned"),
    ),
)

# mark: the symbol of a mark on the timeline; role: its colour family
INCIDENT_KINDS = Vocabulary(
    "kind of incident",
    (
        Term("clash", "Clash", "kind.fighting", "circle"),
        Term("air_strike", "Air or drone strike", "kind.fighting", "triangle_down"),
        Term("shelling", "Shelling or missile attack", "kind.fighting", "triangle_up"),
        Term("explosive", "Explosive device", "kind.fighting", "star"),
        Term("shoot_down", "Shoot-down", "kind.fighting", "cross"),
        Term("civilians", "Attack on civilians", "kind.civilians", "square"),
        Term("abduction", "Abduction or arrest", "kind.civilians", "square_open"),
        Term("banned_weapon", "Chemical or other banned weapon", "kind.civilians", "hexagon"),
        Term("deployment", "Deployment or build-up", "kind.movement", "diamond"),
        Term("movement", "Movement or advance", "kind.movement", "arrow"),
        Term("control", "Change of control", "kind.movement", "flag"),
        Term("truce", "Truce or agreement", "kind.talk", "pentagon"),
        Term("statement", "Statement or warning", "kind.talk", "bubble"),
        Term("protest", "Protest or riot", "kind.talk", "plus"),
        Term("aid", "Aid or evacuation", "kind.talk", "heart"),
        Term("damage", "Damage to property", "kind.other", "square_small"),
        Term("other", "Other", "kind.other", "dot"),
    ),
)

PLACE_PRECISIONS = Vocabulary(
    "precision of the place",
    (
        Term("exact", "Exact"),
        Term("vicinity", "Vicinity"),
        Term("town", "Town"),
        Term("district", "District"),
        Term("country", "Country"),
    ),
)
# the radius in km within which a position of that precision may truly lie (None: not known)
PRECISION_RADIUS_KM: dict[str, float] = {
    "exact": 1.0,
    "vicinity": 5.0,
    "town": 10.0,
    "district": 50.0,
    "country": 300.0,
}

RELIABILITIES = Vocabulary(
    "reliability",
    (
        Term("A", "A · Completely reliable"),
        Term("B", "B · Usually reliable"),
        Term("C", "C · Fairly reliable"),
        Term("D", "D · Not usually reliable"),
        Term("E", "E · Unreliable"),
        Term("F", "F · Cannot be judged"),
    ),
)
CREDIBILITIES = Vocabulary(
    "credibility",
    (
        Term("1", "1 · Confirmed by other sources"),
        Term("2", "2 · Probably true"),
        Term("3", "3 · Possibly true"),
        Term("4", "4 · Doubtful"),
        Term("5", "5 · Improbable"),
        Term("6", "6 · Cannot be judged"),
    ),
)

MARKINGS = Vocabulary(
    "marking",
    (
        Term("RED", "TLP:RED", "tlp.red"),
        Term("AMBER+STRICT", "TLP:AMBER+STRICT", "tlp.amber"),
        Term("AMBER", "TLP:AMBER", "tlp.amber"),
        Term("GREEN", "TLP:GREEN", "tlp.green"),
        Term("CLEAR", "TLP:CLEAR", "tlp.clear"),
    ),
)

CITATION_BEARINGS = Vocabulary(
    "bearing",
    (Term("supports", "Supports"), Term("contradicts", "Contradicts"), Term("mentions", "Mentions")),
)

# ACLED sub-event types (2019 codebook onwards) and the event types of older exports
ACLED_KINDS: dict[str, str] = {
    "armed clash": "clash",
    "government regains territory": "control",
    "non-state actor overtakes territory": "control",
    "attack": "civilians",
    "sexual violence": "civilians",
    "abduction/forced disappearance": "abduction",
    "chemical weapon": "banned_weapon",
    "air/drone strike": "air_strike",
    "suicide bomb": "explosive",
    "shelling/artillery/missile attack": "shelling",
    "remote explosive/landmine/ied": "explosive",
    "grenade": "explosive",
    "peaceful protest": "protest",
    "protest with intervention": "protest",
    "excessive force against protesters": "civilians",
    "violent demonstration": "protest",
    "mob violence": "protest",
    "agreement": "truce",
    "arrests": "abduction",
    "change to group/activity": "other",
    "disrupted weapons use": "other",
    "headquarters or base established": "deployment",
    "looting/property destruction": "damage",
    "non-violent transfer of territory": "control",
    "other": "other",
    "battles": "clash",
    "battle-no change of territory": "clash",
    "battle-government regains territory": "control",
    "battle-non-state actor overtakes territory": "control",
    "explosions/remote violence": "explosive",
    "remote violence": "explosive",
    "violence against civilians": "civilians",
    "protests": "protest",
    "riots": "protest",
    "riots/protests": "protest",
    "strategic developments": "other",
    "strategic development": "other",
    "non-violent activity by a conflict actor": "other",
}
# UCDP type_of_violence: 1 state-based conflict, 2 non-state conflict, 3 one-sided violence
UCDP_KINDS: dict[str, str] = {"1": "clash", "2": "clash", "3": "civilians"}

ALL: tuple[Vocabulary, ...] = (
    LEVELS,
    STANCES,
    ACTOR_KINDS,
    ACTOR_ROLES,
    INCIDENT_KINDS,
    PLACE_PRECISIONS,
    RELIABILITIES,
    CREDIBILITIES,
    MARKINGS,
    CITATION_BEARINGS,
)
