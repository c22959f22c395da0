"""Places of the board named in a text: flashpoints and places of incidents, by their exact names."""

from __future__ import annotations

import re

from db.drafting.found import FoundPlace
from db.drafting.knowledge import Knowledge


def places_in(text: str, knowledge: Knowledge) -> list[FoundPlace]:
    """The places of the board that a text names, in its order."""
    names: dict[str, FoundPlace] = {}
    for place in knowledge.places:
        names[place.name.casefold()] = FoundPlace(
            0, 0, place.name, place.latitude, place.longitude, place.precision, place.flashpoint_id
        )
    for point in knowledge.flashpoints:
        for name in (point.name, *point.other_names):
            names[name.casefold()] = FoundPlace(0, 0, point.name, point.latitude, point.longitude, "vicinity", point.id)
    if not names:
        return []
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
    found = []
    for match in pattern.finditer(text):
        known = names.get(match.group().casefold())
        if known is not None:
            found.append(
                FoundPlace(
                    match.start(), match.end(), known.name, known.latitude, known.longitude, known.precision,
                    known.flashpoint_id, name_start=match.start(), name_end=match.end(),
                )
            )  # fmt: skip
    return found
