"""What waits in the tray: dropped documents, and the drafts of records that were found in them.

A draft is a proposed record that is not on the board yet.  Each of its fields may be tied to the words that it
came from: a `Mark` names the field and the place of the words in the document's text, in code points, the end
excluded.  An id of 0 means "not stored yet"; unknown numbers are None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from db.dates import UNKNOWN, ImpreciseDate

WAITING, ACCEPTED, SKIPPED = "waiting", "accepted", "skipped"  # the states of a draft

# what a mark is about; the first four have a colour each in the text (highlight.date, .place, .actor, .kind)
MARK_FIELDS = ("date", "place", "actor", "kind", "deaths", "injured", "hedge", "stance", "quote", "title")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text that a proposed value came from: text[start:end].

    `value`: what they were read as, as it may be told ("18 May 2017"); `why`: how ("year from publication date").
    `index`: which of several values of the field (the actor's place in `actors`); 0 where there is one.
    """

    start: int
    end: int
    field: str  # one of MARK_FIELDS
    value: str = ""
    why: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to an open question: what is told, and the value that the field then gets (an id or a code)."""

    label: str
    value: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must decide before the draft can be accepted with all others: "Which Raqqa?"."""

    field: str
    sentence: str
    choices: tuple[Choice, ...] = ()
    index: int = 0  # as in `Mark`


@dataclass(frozen=True, slots=True)
class DraftActor:
    """An actor of a draft: one of the board (`actor_id`), or a new one that accepting would make.

    Never silently: a draft with an actor that is not on the board carries a question on it.
    """

    name: str
    role: str = "mentioned"  # a code of ACTOR_ROLES
    actor_id: int | None = None
    as_named: str = ""  # how the text names it
    kind: str = "armed_group"  # a code of ACTOR_KINDS, for a new one


@dataclass(frozen=True, slots=True)
class Twin:
    """An incident of the board that a draft may be telling again, and what the two say differently.

    `differences`: (field, what the board says, what the draft says), each as it is shown.
    """

    incident_id: int
    title: str
    date: str  # as shown
    likeness: float  # 0..1
    differences: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """A proposed incident."""

    title: str
    id: int = 0
    document_id: int = 0
    state: str = WAITING
    record_id: int | None = None  # what it became when it was accepted
    kind: str = "other"  # a code of INCIDENT_KINDS
    date: ImpreciseDate = UNKNOWN
    time: str = ""
    zone: str = ""
    place: str = ""
    province: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""  # a code of PLACE_PRECISIONS
    flashpoint_id: int | None = None
    actors: tuple[DraftActor, ...] = ()
    deaths_low: int | None = None
    deaths_best: int | None = None
    deaths_high: int | None = None
    deaths_civilians: int | None = None
    deaths_words: str = ""  # "dozens", "an unknown number", where no figure can stand for the words
    injured_low: int | None = None
    injured_high: int | None = None
    credibility: str = ""
    hedge: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    marks: tuple[Mark, ...] = ()  # those with field "quote" are the passages that speak of it, in text order
    questions: tuple[Question, ...] = ()
    twin: Twin | None = None


@dataclass(frozen=True, slots=True)
class RelationshipDraft:
    """A proposed tie between two actors, each on the board or new."""

    from_actor: DraftActor
    to_actor: DraftActor
    stance: str  # a code of STANCES
    id: int = 0
    document_id: int = 0
    state: str = WAITING
    record_id: int | None = None
    since: ImpreciseDate = UNKNOWN
    until: ImpreciseDate = UNKNOWN
    label: str = ""
    credibility: str = ""
    hedge: str = ""
    known_id: int | None = None  # the tie that is on the board already: accepting adds the source to it
    marks: tuple[Mark, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class FlashpointDraft:
    """A proposed flashpoint, from an area or a point of a map file; or a new area for one of the board."""

    name: str
    id: int = 0
    document_id: int = 0
    state: str = WAITING
    record_id: int | None = None
    flashpoint_id: int | None = None  # the one of the board that would get the area
    latitude: float | None = None
    longitude: float | None = None
    area: str = ""  # GeoJSON geometry
    description: str = ""
    marks: tuple[Mark, ...] = ()
    questions: tuple[Question, ...] = ()


Draft = IncidentDraft | RelationshipDraft | FlashpointDraft


@dataclass(frozen=True, slots=True)
class Aim:
    """What a document was dropped on: these fields are filled in on every draft made from it."""

    flashpoint_id: int | None = None
    actor_id: int | None = None
    pair: tuple[int, int] | None = None  # two actors, or a tie between them
    relationship_id: int | None = None
    incident_id: int | None = None  # a source for this incident
    date: ImpreciseDate = UNKNOWN


@dataclass(frozen=True, slots=True)
class Likeness:
    """A source or another document of the tray that says the same: circular reporting.

    `share`: how much of this text is in that one, 0..1; 1 with `same_bytes` is the very same file.
    """

    share: float
    source_id: int | None = None  # a source of the board
    document_id: int | None = None  # a document of the tray
    title: str = ""
    same_bytes: bool = False


@dataclass(frozen=True, slots=True)
class TrayFile:
    """A file that came within a document: an attachment of a mail, a picture of a page."""

    name: str
    media_type: str
    sha256: str
    size: int
    id: int = 0
    document_id: int = 0
    graphic: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrayDocument:
    """Something dropped, as it waits in the tray beside its drafts."""

    name: str  # of the file, or the first words of dropped text
    id: int = 0
    dropped_at: str = ""  # UTC, ISO 8601
    format: str = "text"  # a format of db.readers.documents
    media_type: str = "text/plain"
    sha256: str = ""  # of the original, kept in `contents`
    size: int = 0
    title: str = ""
    publisher: str = ""
    author: str = ""
    address: str = ""
    published: ImpreciseDate = UNKNOWN
    language: str = ""
    text: str = ""
    reliability: str = ""  # proposed for the source; the analyst sets it
    credibility: str = ""
    graphic: bool = False
    sentences: tuple[str, ...] = ()  # what the reader has to say: what was left out, and why
    likenesses: tuple[Likeness, ...] = ()
    aim: Aim = field(default_factory=Aim)
    marks: tuple[Mark, ...] = ()  # all words found, whether a draft uses them or not
    source_id: int | None = None  # the source of the board that it became
    files: tuple[TrayFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a text would become: the result of drafting, before anything is stored."""

    drafts: tuple[Draft, ...] = ()
    marks: tuple[Mark, ...] = ()
    new_actors: tuple[DraftActor, ...] = ()
    sentences: tuple[str, ...] = ()  # what was not looked at, and why
