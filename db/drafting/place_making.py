"""Names of places in a text to places found: which one is meant, where it lies, how exactly, and why."""

from __future__ import annotations

from collections.abc import Sequence

from db.drafting.budget import Budget, loop_of
from db.drafting.found import FoundPlace
from db.drafting.knowledge import Knowledge, KnownPlace
from db.drafting.place_candidates import Words
from db.drafting.place_choosing import (
    Surroundings,
    choice_of,
    flashpoint_around,
    moved,
    precision_of_radius,
    rivals,
)
from db.drafting.place_scanning import Hit
from db.drafting.place_surroundings import Around, around, has_cue, is_metonym, part_of_name
from db.drafting.place_words import CAPITALS
from db.drafts import Choice
from db.gazetteer import COUNTRY, PROVINCE, GazetteerPlace
from db.names import fold
from db.records import Flashpoint

_AFTER_NAMES = ' \n\t.,;:!?*_"”»)]}'  # what may follow a name and is none of it


class Maker:
    """Makes the places of one text."""

    def __init__(self, words: Words, knowledge: Knowledge, surroundings: Surroundings) -> None:
        self._words = words
        self._knowledge = knowledge
        self._surroundings = surroundings
        self._settled: dict[tuple[str, bool], tuple[GazetteerPlace, ...]] = {}

    def made(self, hits: Sequence[Hit], budget: Budget | None = None) -> list[FoundPlace]:
        """A place for each hit; what is sure is settled first, since it tells which of two others is meant."""
        surroundings = self._surroundings
        for hit in hits:
            if hit.own is not None and hit.own.latitude is not None and hit.own.longitude is not None:
                surroundings.sure.append((hit.own.latitude, hit.own.longitude))
            elif len(hit.places) == 1 and hit.places[0].kind != COUNTRY and hit.likeness == 1.0:
                surroundings.sure.append((hit.places[0].latitude, hit.places[0].longitude))
        # a place named often is one place, and some dozens tell enough
        surroundings.sure[:] = list(dict.fromkeys(surroundings.sure))[:60]
        goes_on = loop_of(budget, "places")
        return [
            self._place(hit, hits[at + 1] if at + 1 < len(hits) else None)
            for at, hit in enumerate(hits)
            if goes_on(hit.candidate.start)
        ]

    def _place(self, hit: Hit, following: Hit | None) -> FoundPlace:
        about = around(self._words, hit.candidate)
        if isinstance(hit.own, Flashpoint):
            return self._of_flashpoint(hit, hit.own, about)
        if hit.own is not None:
            return self._of_board(hit, hit.own, about)
        if hit.places:
            return self._of_gazetteer(hit, about, self._container(hit, following))
        return self._found(hit, about, self._name(hit), None, about.precision or "town", "not in the gazetteer")

    def _name(self, hit: Hit) -> str:
        return " ".join(self._words.text[hit.candidate.start : hit.candidate.end].split())

    def _container(self, hit: Hit, following: Hit | None) -> GazetteerPlace | None:
        """The country or province that follows after a comma: "Raqqa, Syria"."""
        if following is None or not following.places or following.candidate.first != hit.candidate.last + 1:
            return None
        if self._words.at(hit.candidate.last) != ",":
            return None
        return next((place for place in following.places if place.kind in (COUNTRY, PROVINCE)), None)

    def _of_flashpoint(self, hit: Hit, own: Flashpoint, about: Around) -> FoundPlace:
        position = None
        if own.latitude is not None and own.longitude is not None:
            position = own.latitude, own.longitude
        why = "flashpoint of the board"
        if hit.likeness < 1.0:
            why = f"like “{own.name}”, a flashpoint of the board"
        precision = about.precision or precision_of_radius(own.radius_km)
        written = fold(self._name(hit))
        # "Tabqa" stays Tabqa, though the flashpoint around it has a wider name
        name = next((other for other in own.other_names if fold(other) == written and other.isascii()), own.name)
        return self._found(hit, about, name, position, precision, why, flashpoint=own)

    def _of_board(self, hit: Hit, own: KnownPlace, about: Around) -> FoundPlace:
        why = "named on the board" if hit.likeness == 1.0 else f"like “{own.name}”, named on the board"
        flashpoint = self._knowledge.flashpoints_by_id.get(own.flashpoint_id or 0)
        position = own.latitude, own.longitude
        return self._found(hit, about, own.name, position, about.precision or own.precision, why, flashpoint=flashpoint)

    def _of_gazetteer(self, hit: Hit, about: Around, container: GazetteerPlace | None) -> FoundPlace:
        places = hit.places
        if container is not None:
            inside = tuple(p for p in places if p.country == container.country and p.id != container.id)
            places = inside or places
        if about.province and any(place.kind == PROVINCE for place in places):
            places = tuple(place for place in places if place.kind == PROVINCE)
        ranked = self._surroundings.ranked(places, province=about.province)
        best = ranked[0][1]
        others = rivals(ranked)
        name = self._name(hit) if hit.likeness == 1.0 else best.name
        why = "" if hit.likeness == 1.0 else f"sounds like {best.name}"
        precision = {COUNTRY: "country", PROVINCE: "district"}.get(best.kind, about.precision or "town")
        if others:
            choices = tuple(map(choice_of, others))
            return self._found(hit, about, name, None, precision, "several places have this name", choices=choices)
        position = best.latitude, best.longitude
        if about.precision and best.kind != COUNTRY:
            precision = about.precision
        flashpoint = None
        if best.kind not in (COUNTRY, PROVINCE):
            flashpoint = flashpoint_around(position, self._knowledge.flashpoints)
            if flashpoint is not None:
                why = why or f"within {flashpoint.radius_km:g} km of {flashpoint.name}"
        return self._found(hit, about, name, position, precision, why, place=best, flashpoint=flashpoint)

    def _found(
        self,
        hit: Hit,
        about: Around,
        name: str,
        position: tuple[float, float] | None,
        precision: str,
        why: str,
        *,
        place: GazetteerPlace | None = None,
        flashpoint: Flashpoint | None = None,
        choices: tuple[Choice, ...] = (),
    ) -> FoundPlace:
        words, candidate = self._words, hit.candidate
        if position is not None and about.km and about.bearing is not None:
            position = moved(position, about.km, about.bearing)
        metonym = self._metonym(hit, place, about)
        first, last = (about.first, about.last) if not metonym else (candidate.first, candidate.last)
        name_end = candidate.start + len(words.text[candidate.start : candidate.end].rstrip(_AFTER_NAMES))
        end = words.ends[last - 1] if last > candidate.last else name_end
        start = words.starts[first] if first < candidate.first else candidate.start
        end = start + len(words.text[start:end].rstrip(_AFTER_NAMES))
        is_country = place is not None and place.kind == COUNTRY
        contained = is_country and words.at(candidate.first - 1) == ","
        return FoundPlace(
            start=start,
            end=end,
            name=name,
            latitude=position[0] if position else None,
            longitude=position[1] if position else None,
            precision=precision,
            flashpoint_id=flashpoint.id if flashpoint else None,
            country=place.country if place else "",
            province=(place.province or (place.name if place.kind == PROVINCE else "")) if place else "",
            choices=choices,
            why=why,
            near=about.near,
            name_start=candidate.start,
            name_end=name_end,
            place_id=place.id if place else 0,
            likeness=hit.likeness,
            metonym=metonym,
            part_of_name=part_of_name(words, candidate),
            background=hit.dateline or (is_country and not (contained or has_cue(words, candidate.first, strong=True))),
            contained=contained,
        )

    def _metonym(self, hit: Hit, place: GazetteerPlace | None, about: Around) -> bool:
        if about.near or about.last > hit.candidate.last:
            return False
        capital = fold(self._name(hit)) in CAPITALS
        country = place is not None and place.kind == COUNTRY
        return (capital or country) and is_metonym(self._words, hit.candidate)
