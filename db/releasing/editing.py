"""Takes out of each record what a profile drops, and puts pseudonyms in the place of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.names import show_controls
from db.profiles import DROPPABLE_WORDS
from db.records import Actor, Attachment, Citation, Flashpoint, Incident, LevelEntry, Profile, Relationship, Source
from db.releasing.coarsening import (
    coarse_flashpoint,
    coarse_incident,
    coarse_level,
    coarse_relationship,
    coarse_source,
)
from db.releasing.markings import Markings
from db.releasing.metadata import is_picture, without_metadata
from db.releasing.pseudonyms import Renamer, actor_pseudonyms


class Editor:
    """Edits records for one profile."""

    def __init__(self, actors: Sequence[Actor], profile: Profile, markings: Markings) -> None:
        self._profile, self._markings = profile, markings
        self._drop = profile.drop
        self._pseudonyms = actor_pseudonyms(actors) if profile.pseudonyms == "actors" else {}
        held = {actor.id: "an actor held back" for actor in actors if not markings.passes("actors", actor.id)}
        hidden = {**held, **self._pseudonyms}
        self._renamer = Renamer([actor for actor in actors if actor.id in hidden], hidden)
        self._source_numbers: dict[int, int] = {}

    def _dropped(self, what: str, text: str) -> str:
        return "" if what in self._drop else self._text(text)

    def _text(self, text: str) -> str:
        return show_controls(self._renamer.text(text))

    def incident(self, incident: Incident) -> Incident:
        """Roles of actors that must stay are left out."""
        incident = coarse_incident(incident, self._profile)
        roles = tuple(
            replace(role, as_named="" if self._pseudonyms else self._text(role.as_named))
            for role in incident.actors
            if self._markings.passes("actors", role.actor_id)
        )
        outside = "outside_ids" in self._drop
        flashpoint = incident.flashpoint_id
        return replace(
            incident,
            title=self._text(incident.title),
            summary=self._dropped("summaries", incident.summary),
            note=self._dropped("notes", incident.note),
            hedge=self._text(incident.hedge),
            tags=() if "tags" in self._drop else incident.tags,
            actors=roles,
            flashpoint_id=flashpoint if flashpoint and self._markings.passes("flashpoints", flashpoint) else None,
            dataset="" if outside else incident.dataset,
            outside_id="" if outside else incident.outside_id,
        )

    def flashpoint(self, flashpoint: Flashpoint) -> Flashpoint:
        """Without its note where notes are dropped."""
        flashpoint = coarse_flashpoint(flashpoint, self._profile)
        return replace(
            flashpoint, description=self._text(flashpoint.description), note=self._dropped("notes", flashpoint.note)
        )

    def level(self, entry: LevelEntry) -> LevelEntry:
        """A step of a level's history."""
        return replace(coarse_level(entry, self._profile), note=self._dropped("notes", entry.note))

    def actor(self, actor: Actor) -> Actor:
        """Under its pseudonym where the profile asks for one."""
        outside = "outside_ids" in self._drop
        actor = replace(
            actor,
            identity_note=self._dropped("notes", actor.identity_note),
            note=self._dropped("notes", actor.note),
            dataset="" if outside else actor.dataset,
            outside_id="" if outside else actor.outside_id,
            parent_id=actor.parent_id if actor.parent_id and self._markings.passes("actors", actor.parent_id) else None,
        )
        if not self._pseudonyms:
            return actor
        name = self._pseudonyms[actor.id]
        return replace(
            actor, name=name, short_name="", other_names=(), identity_note="", note="", dataset="", outside_id=""
        )

    def relationship(self, tie: Relationship) -> Relationship:
        """A tie without its note where notes are dropped."""
        tie = coarse_relationship(tie, self._profile)
        place = (
            tie.flashpoint_id if tie.flashpoint_id and self._markings.passes("flashpoints", tie.flashpoint_id) else None
        )
        return replace(tie, label=self._text(tie.label), note=self._dropped("notes", tie.note), flashpoint_id=place)

    def citation(self, citation: Citation) -> Citation:
        """A citation without its quote where quotes are dropped."""
        claims = {field: self._text(value) for field, value in citation.claims.items()}
        if self._profile.dates != "day":
            claims.pop("date", None)
        if self._profile.positions != "exact":
            claims = {field: value for field, value in claims.items() if field not in _WHERE}
        return replace(citation, quote=self._dropped("quotes", citation.quote), claims=claims)

    def source(self, source: Source) -> Source:
        """A source; its whole text never leaves, which is its author's and not the board's to pass on."""
        source = coarse_source(source, self._profile)
        source = replace(
            source,
            text="",
            author=self._dropped("authors", source.author),
            address="" if "addresses" in self._drop else source.address,
            note=self._dropped("notes", source.note),
            title=self._text(source.title),
            quotes=tuple(one for one in source.quotes if self._markings.passes("sources", one)),
        )
        if self._profile.pseudonyms == "none":
            return source
        number = self._source_numbers.setdefault(source.id, len(self._source_numbers) + 1)
        return replace(
            source, title=f"Source {number}", publisher="", author="", address="", note="", language="", sha256=""
        )

    def lets_out(self, attachment: Attachment) -> bool:
        """Whether an attachment may leave at all."""
        if "attachments" in self._drop or self._profile.pseudonyms != "none":
            return False
        return not (attachment.graphic and "graphic" in self._drop)

    def content(self, data: bytes, attachment: Attachment) -> bytes | None:
        """The bytes that leave; None where metadata cannot be taken out without touching the picture."""
        if self._profile.keep_exif or not is_picture(data, attachment.media_type):
            return data
        return without_metadata(data)

    def sentences(self) -> Iterator[tuple[str, str]]:
        """("fields", a sentence) for each thing that is left out of, or changed in, every record."""
        left_out = [words for what, words in DROPPABLE_WORDS.items() if what in self._drop]
        if left_out:
            yield "fields", f"Left out of every record: {', '.join(left_out)}."
        if self._profile.positions == "district":
            yield "fields", "Positions were moved to the middle of a square of half a degree; areas were left out."
        elif self._profile.positions == "none":
            yield "fields", "Positions, places and areas were left out."
        if self._profile.dates != "day":
            yield "fields", f"Dates were coarsened to the {self._profile.dates}; times of day were left out."
        if self._profile.positions != "exact" or self._profile.dates != "day":
            yield "fields", "Titles and texts were not changed where they tell a place or a day: read them through."
        if self._pseudonyms:
            yield (
                "fields",
                (
                    "Actors have numbers for names, in texts where these spell them as the board does: read them through."
                ),
            )
        elif self._profile.pseudonyms == "sources":
            yield "fields", "Sources have numbers for names."


_WHERE = frozenset({"place", "latitude", "longitude", "position", "district"})
