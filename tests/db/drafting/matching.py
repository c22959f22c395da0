"""When something found says the same as the truth: the definitions that the scores of drafting rest on.

- Date: the words meet, and earliest and latest day are those of one right date; or it lies inside the truth's
  `within` and meets a right date.
- Place: the words meet, and it has the truth's flashpoint, lies within the truth's distance (25 km where none is
  said), or is called by one of its names.  Where a choice is offered, one of at most six must be right.
- Actor: the words meet, and it is one of the right actors of the board, or a new one that has one of the right names,
  more of its words or fewer ("Ramos front", "the Ramos").
- Incident: see `fits`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from db.dates import UNKNOWN, ImpreciseDate
from db.drafting.found import FoundPlace
from db.drafting.knowledge import Knowledge
from db.drafts import DraftActor, IncidentDraft
from db.names import fold
from db.vocabulary import INCIDENT_KINDS
from tests.db.drafting.marked import Figures, MarkedText, Span, TrueIncident, TruePlace, TrueRole, meets

MOST_CHOICES = 6
OPEN = 10**7  # days: farther than any date of ours
_EARTH_KM = 6371.0
_EXTRA_ROLES = ("initiator", "target", "participant")  # that nobody may have who is not in the truth


def date_is_right(found: ImpreciseDate, right: tuple[ImpreciseDate, ...], within: ImpreciseDate | None) -> bool:
    """Whether a date says the same as one of the right ones."""
    if any((found.earliest, found.latest) == (date.earliest, date.latest) for date in right):
        return True
    if within is None or found == UNKNOWN:
        return False
    (first, last), (outer_first, outer_last) = _days(found), _days(within)
    return outer_first <= first and last <= outer_last and any(_overlap(found, date) for date in right)


def date_fits(found: ImpreciseDate, right: tuple[ImpreciseDate, ...]) -> bool:
    """Whether a date leaves it possible that the same is meant: unknown, or meeting a right one and not far wider."""
    if found == UNKNOWN or UNKNOWN in right:
        return True
    return any(_overlap(found, date) and _width(found) <= 31 + 4 * _width(date) for date in right)


def _days(date: ImpreciseDate) -> tuple[int, int]:
    return (
        -OPEN if date.earliest is None else date.earliest,
        OPEN if date.latest is None else date.latest,
    )


def _width(date: ImpreciseDate) -> int:
    first, last = _days(date)
    return 0 if first == -OPEN or last == OPEN else last - first  # an open end is judged by the overlap alone


def _overlap(one: ImpreciseDate, other: ImpreciseDate) -> bool:
    (first, last), (other_first, other_last) = _days(one), _days(other)
    return first <= other_last and other_first <= last


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two positions in degrees (haversine formula)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _near(place: TruePlace, latitude: float | None, longitude: float | None) -> bool:
    if place.position is None or latitude is None or longitude is None:
        return False
    return distance_km(place.position, (latitude, longitude)) <= place.km


def _flashpoint_name(flashpoint_id: int | None, knowledge: Knowledge) -> str:
    return knowledge.flashpoints_by_id[flashpoint_id].name if flashpoint_id is not None else ""


def place_is_right(found: FoundPlace, place: TruePlace, knowledge: Knowledge) -> bool:
    """Whether a place found is the one that is meant."""
    flashpoint = _flashpoint_name(found.flashpoint_id, knowledge)
    if place.flashpoint and flashpoint == place.flashpoint:
        return True
    if _near(place, found.latitude, found.longitude) or fold(found.name) in {fold(name) for name in place.names}:
        return True
    offered = found.choices if len(found.choices) <= MOST_CHOICES else ()
    return any(_near(place, choice.latitude, choice.longitude) for choice in offered)


def same_actor(found: str, wanted: str, *, new: bool) -> bool:
    """Whether two names are the same; those of a new actor where one is made of words of the other."""
    one, other = fold(found), fold(wanted)
    words, others = set(one.split()), set(other.split())
    return one == other or (new and bool(words) and (words <= others or others <= words))


@dataclass(frozen=True)
class Judge:
    """Compares the incident drafts of one text with its truth."""

    text: MarkedText
    knowledge: Knowledge

    def fits(self, draft: IncidentDraft, incident: TrueIncident) -> bool:
        """Whether a draft may be this incident.

        Its kind is a right one or of the same family; its date meets a right one and is not far wider, or is not
        known; its place is a right one, or one of the two names none; and its quotes meet the sentences that tell it.
        """
        return (
            _family_fits(draft.kind, incident.kinds)
            and (incident.dates is None or date_fits(draft.date, incident.dates))
            and (incident.places is None or self.place_absent(draft) or self.place_right(draft, incident))
            and any(meets(quote, told) for quote in quotes_of(draft) for told in incident.told)
        )

    def points(self, draft: IncidentDraft, incident: TrueIncident) -> tuple[float, ...]:
        """How well a draft that fits does so: the best pairs are matched first."""
        quotes = quotes_of(draft)
        told = sum(any(meets(quote, span) for quote in quotes) for span in incident.told) / len(incident.told)
        right = (
            2.0 * (draft.kind in incident.kinds)
            + 2.0 * (incident.dates is not None and date_is_right(draft.date, incident.dates, incident.within))
            + 2.0 * (incident.places is not None and self.place_right(draft, incident))
            + self.roles_share(draft, incident)
            + self.deaths_right(draft, incident)
            + told
        )
        return (float(not incident.optional), right)

    def place_absent(self, draft: IncidentDraft) -> bool:
        """Whether a draft says no more of its place than the country."""
        return draft.flashpoint_id is None and (draft.precision == "country" or not draft.place)

    def place_right(self, draft: IncidentDraft, incident: TrueIncident) -> bool:
        """Whether flashpoint, position or name of the place is that of one of the right places ("near …" or not)."""
        wanted = incident.places or ()
        flashpoint = _flashpoint_name(draft.flashpoint_id, self.knowledge)
        names = {fold(name) for name in wanted}
        for place in self.text.places:
            if {*place.names, place.flashpoint} & {*wanted}:
                names |= {fold(name) for name in place.names}
                if _near(place, draft.latitude, draft.longitude) or (flashpoint and flashpoint == place.flashpoint):
                    return True
        if not draft.place:
            return flashpoint in wanted
        called = f" {fold(draft.place)}"
        return any(called.endswith(f" {name}") for name in names)

    def roles_right(self, draft: IncidentDraft, incident: TrueIncident) -> bool:
        """Whether each actor of the truth has a right role, and nobody else has one but "mentioned"."""
        named = [name for role in incident.roles for name, _ in role.choices]
        extra = any(
            actor.role in _EXTRA_ROLES and not any(self.is_actor(actor, name) for name in named)
            for actor in draft.actors
        )
        return not extra and all(role.optional or self._has(draft, role) for role in incident.roles)

    def roles_share(self, draft: IncidentDraft, incident: TrueIncident) -> float:
        """The share of the actors of the truth that have a right role."""
        needed = [role for role in incident.roles if not role.optional]
        return sum(self._has(draft, role) for role in needed) / len(needed) if needed else 0.0

    def _has(self, draft: IncidentDraft, role: TrueRole) -> bool:
        return any(
            self.is_actor(actor, name) and actor.role in codes for actor in draft.actors for name, codes in role.choices
        )

    def is_actor(self, actor: DraftActor, name: str) -> bool:
        """Whether an actor of a draft is the one that the truth calls so."""
        known = self.knowledge.actors_by_id.get(actor.actor_id) if actor.actor_id is not None else None
        return same_actor(known.name if known else actor.name, name, new=known is None)

    def name_of(self, actor: DraftActor) -> str:
        """The actor's name on the board, or the one that a new one would get."""
        known = self.knowledge.actors_by_id.get(actor.actor_id) if actor.actor_id is not None else None
        return known.name if known else actor.name

    def deaths_right(self, draft: IncidentDraft, incident: TrueIncident) -> bool:
        """Whether the deaths are those of the truth: unknown where it is, and never 0 for unknown."""
        low = draft.deaths_low if draft.deaths_low is not None else draft.deaths_best
        high = draft.deaths_high if draft.deaths_high is not None else draft.deaths_best
        return any(_figures_right(low, draft.deaths_best, high, figures) for figures in incident.deaths)

    def injured_right(self, draft: IncidentDraft, incident: TrueIncident) -> bool:
        """Whether the injured are those of the truth."""
        return any(
            _figures_right(draft.injured_low, None, draft.injured_high, right) for right in incident.injured or ()
        )


def quotes_of(draft: IncidentDraft) -> list[Span]:
    """The passages that speak of a draft; all its words where it marks no passage."""
    quotes = [(mark.start, mark.end) for mark in draft.marks if mark.field == "quote"]
    return quotes or [(mark.start, mark.end) for mark in draft.marks]


def _family_fits(kind: str, right: tuple[str, ...]) -> bool:
    return kind in right or INCIDENT_KINDS[kind].role in {INCIDENT_KINDS[code].role for code in right}


def _figures_right(low: int | None, best: int | None, high: int | None, right: Figures) -> bool:
    """Whether each end that the truth gives is there, and no figure lies outside of it."""
    given = [figure for figure in (low, best, high) if figure is not None]
    if right == Figures():
        return not given
    first, last = right.low or 0, OPEN if right.high is None else right.high
    ends = (right.low is None or low == right.low) and (right.high is None or right.high in (high, low, best))
    return bool(given) and ends and all(first <= figure <= last for figure in given)
