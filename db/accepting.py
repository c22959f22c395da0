"""Drafts become records: the source with its files once, new actors once each, then record and citation of each draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db import claiming
from db.command import Command
from db.drafts import (
    ACCEPTED,
    Draft,
    DraftActor,
    FlashpointDraft,
    IncidentDraft,
    RelationshipDraft,
    TrayDocument,
)
from db.errors import EntryProblem, NotOnBoard
from db.names import fold
from db.records import Actor, Citation, Flashpoint, Relationship, Role, Source
from db.store import stored_date
from db.tray_checks import incident_of
from db.tray_words import called, locator_of, quote_of, title_of

if TYPE_CHECKING:
    from db.board import Board
    from db.tray import TrayStore

SEEN_AS_SUCH = ("picture", "video", "audio")  # documents that are evidence themselves: attached to their incidents too
_ROLE_ORDER = ("initiator", "target", "participant", "mentioned")


class Accepting:
    """One acceptance: what it made is known to all its drafts. Use one for each step."""

    def __init__(self, board: Board, tray: TrayStore) -> None:
        self._board = board
        self._tray = tray
        self._standing = tray.standing()
        self._documents: dict[int, TrayDocument] = {}
        self._made: dict[str, int] = {}  # folded name -> the actor that this step made

    def accept(self, drafts: Sequence[Draft], step: str, despite_questions: bool) -> list[int]:
        """Make the records of these drafts; returns their ids. Raises `EntryProblem`."""
        for draft in drafts:
            if draft.state == ACCEPTED:
                raise EntryProblem(f"“{called(title_of(draft))}” is on the board already.", "state")
            if draft.questions and not despite_questions:
                asked = draft.questions[0]
                raise EntryProblem(f"“{called(title_of(draft))}” has an open question: {asked.sentence}", asked.field)
        if not drafts:
            return []
        made = []
        with self._board.command(step) as command:
            for draft in drafts:
                source_id = self.source_of(draft.document_id)
                if isinstance(draft, IncidentDraft):
                    record_id = self._incident(draft, source_id)
                elif isinstance(draft, RelationshipDraft):
                    record_id = self._relationship(draft, source_id)
                else:
                    record_id = self._flashpoint(draft, source_id)
                self._done(command, draft, record_id)
                made.append(record_id)
        return made

    def accept_into(self, draft: Draft, incident_id: int) -> int:
        """Cite the draft's document for an incident of the board; returns the id of the citation."""
        if not isinstance(draft, IncidentDraft):
            raise EntryProblem("Only a draft of an incident can be added to an incident.", "state")
        if draft.state == ACCEPTED:
            raise EntryProblem(f"“{called(draft.title)}” is on the board already.", "state")
        incident = self._board.incidents.get(incident_id)
        with self._board.command(f"Add a source to “{called(incident.title)}”") as command:
            source_id = self.source_of(draft.document_id)
            claims = claiming.differing_claims(draft, incident)
            citation_id = self._cite(draft, source_id, claims, incident_id=incident_id)
            if claiming.contradicts(draft, incident) and not incident.disputed:
                self._board.incidents.update(incident_id, disputed=True)
            self._attach_evidence(draft.document_id, incident_id)
            self._done(command, draft, incident_id)
        return citation_id

    def keep_source(self, document: TrayDocument, incident_id: int | None, relationship_id: int | None) -> int:
        """Keep a document as a source alone, cited where a record is named; returns the id of the source."""
        if incident_id is not None:
            self._board.incidents.get(incident_id)
        if relationship_id is not None:
            self._board.relationships.get(relationship_id)
        with self._board.command(f"Keep “{called(document.title or document.name)}” as a source"):
            source_id = self.source_of(document.id)
            cite = Citation(source_id, credibility=document.credibility)
            if relationship_id is not None:
                self._board.citations.add(replace(cite, relationship_id=relationship_id))
            if incident_id is not None:
                self._board.citations.add(replace(cite, incident_id=incident_id))
                self._attach_evidence(document.id, incident_id)
        return source_id

    # -- the source
    def document(self, document_id: int) -> TrayDocument:
        """A document of the tray, read once."""
        if document_id not in self._documents:
            self._documents[document_id] = self._tray.document(document_id)
        return self._documents[document_id]

    def source_of(self, document_id: int) -> int:
        """The source that the document is: the one it became, one with the same original, or a new one."""
        document = self.document(document_id)
        source_id = document.source_id
        if source_id is None:
            source_id = self._tray.source_with(document.sha256)
            if source_id is None:
                source_id = self._new_source(document)
            with self._board.command("Keep source") as command:
                command.update("tray_documents", (document_id,), {"source_id": source_id})
            self._documents[document_id] = replace(document, source_id=source_id)
        return source_id

    def _new_source(self, document: TrayDocument) -> int:
        quotes, quoted_by = self.quoted(document)
        source_id = self._board.sources.add(
            Source(
                document.title.strip() or document.name.strip() or "Document without a title",
                publisher=document.publisher,
                author=document.author,
                address=document.address,
                published=document.published,
                retrieved=stored_date(document.dropped_at[:10]),
                language=document.language,
                text=document.text,
                sha256=document.sha256,
                reliability=document.reliability,
                quotes=quotes,
            )
        )
        for other in self._board.sources.many(quoted_by):
            self._board.sources.update(other.id, quotes=(*other.quotes, source_id))
        self._attach_all(document, source_id)
        return source_id

    def quoted(self, document: TrayDocument) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The sources that a document repeats, and those that repeat it: of two alike the later one repeats."""
        alike: list[int] = []
        for like in document.likenesses:
            source_id = like.source_id
            if source_id is None and like.document_id is not None and not like.same_bytes:
                source_id = self._source_of_other(like.document_id)
            if source_id is not None and source_id not in alike:
                alike.append(source_id)
        last = document.published.latest
        later = [
            source.id
            for source in self._board.sources.many(alike)
            if last is not None and source.published.earliest is not None and last < source.published.earliest
        ]
        return tuple(source_id for source_id in alike if source_id not in later), tuple(later)

    def _source_of_other(self, document_id: int) -> int | None:
        try:
            return self._tray.document(document_id).source_id
        except NotOnBoard:
            return None

    def _attach_all(self, document: TrayDocument, source_id: int) -> None:
        attach = self._board.attachments.attach_kept
        original = self._tray.original_sha256(document.id)
        if original is not None:
            attach(original, document.name, document.media_type, source_id=source_id, graphic=document.graphic)
        for file in document.files:
            if file.sha256 != original:
                attach(
                    file.sha256, file.name, file.media_type, source_id=source_id, graphic=file.graphic, note=file.note
                )

    def _attach_evidence(self, document_id: int, incident_id: int) -> None:
        document = self.document(document_id)
        original = self._tray.original_sha256(document_id)
        if original is None or document.format not in SEEN_AS_SUCH:
            return
        there = {attachment.sha256 for attachment in self._board.attachments.of("incident", incident_id)}
        if original not in there:
            self._board.attachments.attach_kept(
                original, document.name, document.media_type, incident_id=incident_id, graphic=document.graphic
            )

    # -- actors
    def _actor(self, actor: DraftActor) -> int:
        if actor.actor_id is not None:
            return actor.actor_id
        name = fold(actor.name)
        if name not in self._made:
            owners = self._standing.named(actor.name)
            if len(owners) > 1:
                raise EntryProblem(
                    f"“{actor.name}” is the name of {len(owners)} actors on the board. Choose which one is meant.",
                    "actors",
                )
            self._made[name] = owners[0] if owners else self._board.actors.add(Actor(actor.name, kind=actor.kind))
        return self._made[name]

    def _roles(self, draft: IncidentDraft) -> tuple[Role, ...]:
        """Each actor once a role; one that does something is not "mentioned" as well."""
        roles: dict[tuple[int, str], Role] = {}
        for actor in sorted(draft.actors, key=lambda actor: _ROLE_ORDER.index(actor.role)):
            actor_id = self._actor(actor)
            if actor.role == "mentioned" and any(known == actor_id for known, _ in roles):
                continue
            named = actor.as_named if fold(actor.as_named) != fold(actor.name) else ""
            roles.setdefault((actor_id, actor.role), Role(actor_id, actor.role, named))
        return tuple(roles.values())

    # -- records
    def _incident(self, draft: IncidentDraft, source_id: int) -> int:
        document = self.document(draft.document_id)
        incident_id = self._board.incidents.add(
            incident_of(
                draft,
                actors=self._roles(draft),
                reliability=document.reliability,
                credibility=draft.credibility or document.credibility,
                note="\n".join(part for part in (draft.note, _in_words(draft)) if part),
            )
        )
        self._cite(draft, source_id, claiming.claims_of(draft), incident_id=incident_id)
        self._attach_evidence(draft.document_id, incident_id)
        return incident_id

    def _relationship(self, draft: RelationshipDraft, source_id: int) -> int:
        tie_id = draft.known_id
        if tie_id is None:
            tie_id = self._board.relationships.add(
                Relationship(
                    self._actor(draft.from_actor),
                    self._actor(draft.to_actor),
                    draft.stance,
                    since=draft.since,
                    until=draft.until,
                    label=draft.label,
                    note=f"In the words of the source: “{draft.hedge}”." if draft.hedge else "",
                )
            )
        self._cite(draft, source_id, {}, relationship_id=tie_id)
        return tie_id

    def _flashpoint(self, draft: FlashpointDraft, source_id: int) -> int:
        flashpoint_id = draft.flashpoint_id
        if flashpoint_id is None:
            flashpoint_id = self._board.flashpoints.add(
                Flashpoint(
                    draft.name,
                    latitude=draft.latitude,
                    longitude=draft.longitude,
                    area=draft.area,
                    description=draft.description,
                )
            )
        elif draft.area:
            self._board.flashpoints.update(flashpoint_id, area=draft.area)
        elif draft.latitude is not None:
            self._board.flashpoints.update(flashpoint_id, latitude=draft.latitude, longitude=draft.longitude)
        self._cite(draft, source_id, {}, flashpoint_id=flashpoint_id)
        return flashpoint_id

    def _cite(self, draft: Draft, source_id: int, claims: dict[str, str], **cited: Any) -> int:
        document = self.document(draft.document_id)
        credibility = "" if isinstance(draft, FlashpointDraft) else draft.credibility
        return self._board.citations.add(
            Citation(
                source_id,
                quote=quote_of(draft, document.text),
                locator=locator_of(draft, document.text),
                credibility=credibility or document.credibility,
                claims=claims,
                **cited,
            )
        )

    @staticmethod
    def _done(command: Command, draft: Draft, record_id: int) -> None:
        command.update("tray_drafts", (draft.id,), {"state": ACCEPTED, "record_id": record_id})


def _in_words(draft: IncidentDraft) -> str:
    """What no figure can stand for, so that it is not lost."""
    return f"Killed, in the words of the source: “{draft.deaths_words}”." if draft.deaths_words else ""
