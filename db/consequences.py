"""What accepting drafts would change on the board, told in sentences before it happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from db import claiming
from db.accepting import SEEN_AS_SUCH, Accepting
from db.drafts import ACCEPTED, Draft, DraftActor, IncidentDraft, RelationshipDraft, TrayDocument
from db.names import fold
from db.tray_words import title_of
from db.vocabulary import ACTOR_KINDS, INCIDENT_KINDS
from db.wording import counted

if TYPE_CHECKING:
    from db.board import Board
    from db.tray import TrayStore


class Consequences:
    """Tells; changes nothing."""

    def __init__(self, board: Board, tray: TrayStore) -> None:
        self._board = board
        self._tray = tray
        self._accepting = Accepting(board, tray)
        self._told: set[object] = set()

    def of(self, drafts: Sequence[Draft], into: int | None = None) -> list[str]:
        """Each change as a sentence, in the order in which it would be made. Raises `NotOnBoard`."""
        sentences: list[str] = []
        for draft in drafts:
            if draft.state == ACCEPTED:
                sentences.append(f"“{title_of(draft)}” is on the board already.")
                continue
            sentences.extend(self._source(self._accepting.document(draft.document_id)))
            sentences.extend(self._into(draft, into) if into is not None else self._record(draft))
        return sentences

    def _source(self, document: TrayDocument) -> Iterator[str]:
        if self._seen("document", document.id):
            return
        title = document.title or document.name
        if document.source_id is not None:
            return
        same = self._tray.source_with(document.sha256)
        if same is not None:
            yield f"Uses the source “{self._board.sources.get(same).title}”: the same file is on the board already."
            return
        grade = f"with reliability {document.reliability}" if document.reliability else "without a reliability"
        yield f"Adds the source “{title}” {grade}{self._files(document)}."
        quotes, quoted_by = self._accepting.quoted(document)
        for source in self._board.sources.many(quotes):
            yield f"Notes that it repeats “{source.title}”, so the two count as one origin."
        for source in self._board.sources.many(quoted_by):
            yield f"Notes on “{source.title}”, which is later, that it repeats this source."

    def _files(self, document: TrayDocument) -> str:
        count = len(document.files) + (self._tray.original_sha256(document.id) is not None)
        return f", with {counted(count, 'file')} attached" if count else ""

    def _record(self, draft: Draft) -> Iterator[str]:
        if isinstance(draft, IncidentDraft):
            for actor in draft.actors:
                yield from self._actor(actor)
            yield f"Makes the incident “{draft.title}”{self._when_and_where(draft)}."
            evidence = self._accepting.document(draft.document_id)
            if evidence.format in SEEN_AS_SUCH and self._tray.original_sha256(evidence.id) is not None:
                yield f"Attaches “{evidence.name}” to it."
        elif isinstance(draft, RelationshipDraft):
            yield from self._tie(draft)
        elif draft.flashpoint_id is None:
            yield f"Makes the flashpoint “{draft.name}”{' with its area' if draft.area else ''}."
        else:
            name = self._board.flashpoints.get(draft.flashpoint_id)
            what = "area" if draft.area else "position"
            has = name.area if draft.area else name.latitude is not None
            yield f"{'Replaces' if has else 'Sets'} the {what} of the flashpoint “{name.name}”."

    def _tie(self, draft: RelationshipDraft) -> Iterator[str]:
        if draft.known_id is not None:
            yield f"Adds a source to the relationship “{title_of(draft)}”."
            return
        for actor in (draft.from_actor, draft.to_actor):
            yield from self._actor(actor)
        since = f" since {draft.since.text()}" if draft.since.edtf else ""
        until = f" until {draft.until.text()}" if draft.until.edtf else ""
        yield f"Makes the relationship “{title_of(draft)}”{since}{until}."

    def _actor(self, actor: DraftActor) -> Iterator[str]:
        if actor.actor_id is None and not self._seen("actor", fold(actor.name)):
            yield f"Makes the new actor “{actor.name}” ({ACTOR_KINDS.label(actor.kind).lower()})."

    def _when_and_where(self, draft: IncidentDraft) -> str:
        kind = f" ({INCIDENT_KINDS.label(draft.kind).lower()})"
        when = f" on {draft.date.text()}" if draft.date.earliest == draft.date.latest else f", {draft.date.text()},"
        when = when if draft.date.edtf else " without a date"
        where = draft.place
        if draft.flashpoint_id is not None:
            where = self._board.flashpoints.get(draft.flashpoint_id).name
        return f"{kind}{when}{f' at {where}' if where else ''}"

    def _into(self, draft: Draft, incident_id: int) -> Iterator[str]:
        incident = self._board.incidents.get(incident_id)
        yield f"Adds a source to the incident “{incident.title}”; what stands there stays as it is."
        if not isinstance(draft, IncidentDraft):
            return
        claims = claiming.differing_claims(draft, incident)
        if claims:
            names = ", ".join(name.replace("_", " ") for name in claims)
            yield f"Keeps what the source says otherwise beside it: {names}."
        if claiming.contradicts(draft, incident) and not incident.disputed:
            yield "Marks the incident as disputed, since the two cannot both be true."

    def _seen(self, *what: object) -> bool:
        seen = what in self._told
        self._told.add(what)
        return seen
