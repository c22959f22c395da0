"""The nouns of a board as frozen dataclasses: what the stores give out and take in.

An id of 0 means "not stored yet".  A missing number is None, never 0.  Dates are `ImpreciseDate`.  Positions
are WGS 84 degrees.  Other names are a tuple, one name an entry, in any script.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from db.dates import UNKNOWN, ImpreciseDate


@dataclass(frozen=True, slots=True)
class Flashpoint:
    """A place or area under watch where forces clash or may."""

    name: str
    id: int = 0
    other_names: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    area: str = ""  # GeoJSON Polygon or MultiPolygon geometry, or empty
    description: str = ""
    level: str = "watch"
    last_checked: ImpreciseDate = UNKNOWN
    opened: ImpreciseDate = UNKNOWN
    closed: ImpreciseDate = UNKNOWN
    place_in_list: int = 0
    note: str = ""
    marking: str = ""  # a code of MARKINGS; empty: as the board


@dataclass(frozen=True, slots=True)
class LevelEntry:
    """One step of a flashpoint's dated level history."""

    flashpoint_id: int
    level: str
    since: ImpreciseDate
    id: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party: state, state force, armed group, coalition, militia, civilians, organisation."""

    name: str
    id: int = 0
    short_name: str = ""
    other_names: tuple[str, ...] = ()
    kind: str = "armed_group"
    parent_id: int | None = None
    identity_note: str = ""
    contested: bool = False
    colour: str = ""
    x: float | None = None  # where the analyst put it in the panel, in the panel's own units
    y: float | None = None
    note: str = ""
    dataset: str = ""
    outside_id: str = ""
    marking: str = ""  # a code of MARKINGS; empty: as the board

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Relationship:
    """A directed, dated tie from one actor to another, with a stance."""

    from_id: int
    to_id: int
    stance: str
    id: int = 0
    since: ImpreciseDate = UNKNOWN
    until: ImpreciseDate = UNKNOWN
    label: str = ""
    note: str = ""
    contested: bool = False
    flashpoint_id: int | None = None  # where the tie holds only there ("hostile at At Tanf")
    marking: str = ""  # a code of MARKINGS; empty: as the board

    def holds_on(self, day: int) -> bool:
        """Whether the tie may have held on that day: the doubt of its dates counts as holding."""
        first, last = self.since.earliest, self.until.latest
        return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Role:
    """An actor's part in an incident."""

    actor_id: int
    role: str  # a code of ACTOR_ROLES
    as_named: str = ""  # how the source names it, where that differs


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened, or is claimed to have."""

    title: str
    id: int = 0
    summary: str = ""
    kind: str = "other"
    date: ImpreciseDate = UNKNOWN
    time: str = ""  # HH:MM, empty if not known
    zone: str = ""  # "UTC", "+03:00", or empty
    flashpoint_id: int | None = None
    place: str = ""
    district: str = ""
    province: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""  # a code of PLACE_PRECISIONS, empty if not known
    actors: tuple[Role, ...] = ()
    deaths_low: int | None = None
    deaths_best: int | None = None
    deaths_high: int | None = None
    deaths_civilians: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    reliability: str = ""  # the analyst's grade: A-F, empty if not graded
    credibility: str = ""  # 1-6, empty if not graded
    hedge: str = ""  # the words of doubt in the source: "reportedly", "our sources"
    tags: tuple[str, ...] = ()
    note: str = ""
    recurring: bool = False
    disputed: bool = False
    dataset: str = ""
    outside_id: str = ""
    withdrawn: bool = False
    import_id: int | None = None
    marking: str = ""  # a code of MARKINGS; empty: as the board

    @property
    def grade(self) -> str:
        """The Admiralty pair as one text: "C3"; a missing half is "–", both missing an empty text."""
        if not (self.reliability or self.credibility):
            return ""
        return (self.reliability or "–") + (self.credibility or "–")


@dataclass(frozen=True, slots=True)
class Source:
    """A document, post, broadcast, data set or person that says so."""

    title: str
    id: int = 0
    publisher: str = ""
    author: str = ""
    address: str = ""
    published: ImpreciseDate = UNKNOWN
    retrieved: ImpreciseDate = UNKNOWN
    language: str = ""
    text: str = ""
    sha256: str = ""
    reliability: str = ""
    note: str = ""
    marking: str = ""  # a code of MARKINGS; empty: as the board
    quotes: tuple[int, ...] = ()  # ids of the sources that it repeats


@dataclass(frozen=True, slots=True)
class Citation:
    """The place in a source that supports or contradicts one record: exactly one of the four ids is set."""

    source_id: int
    id: int = 0
    incident_id: int | None = None
    relationship_id: int | None = None
    flashpoint_id: int | None = None
    actor_id: int | None = None
    bearing: str = "supports"
    quote: str = ""
    locator: str = ""
    credibility: str = ""
    claims: dict[str, str] = field(default_factory=dict)  # field -> the value that this source gives


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept inside the board, byte for byte; its content is read by its SHA-256."""

    name: str
    media_type: str
    sha256: str
    size: int
    id: int = 0
    incident_id: int | None = None
    source_id: int | None = None
    graphic: bool = False
    note: str = ""


OPENING_VIEW = "Opening view"  # the saved view of this name is what a board shows the first time


@dataclass(frozen=True, slots=True)
class SavedView:
    """A focus kept under a name; `focus` is the JSON text that the window wrote."""

    name: str
    focus: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What may leave the board: how high its marking may be, what is dropped and what is coarsened."""

    name: str
    id: int = 0
    highest_marking: str = "AMBER"  # what is marked higher stays
    drop: frozenset[str] = frozenset()  # of DROPPABLE
    positions: str = "exact"  # exact, district or none
    dates: str = "day"  # day, month or year
    pseudonyms: str = "none"  # none, sources or actors (which is sources too)
    keep_exif: bool = False


DROPPABLE = ("notes", "summaries", "quotes", "authors", "addresses", "attachments", "graphic", "tags", "outside_ids")
COARSE_POSITIONS = ("exact", "district", "none")
COARSE_DATES = ("day", "month", "year")
PSEUDONYMS = ("none", "sources", "actors")


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """A sheet that was printed: what, about which record, when, from which state and with which choices (JSON)."""

    kind: str  # flashpoint, overview, actor, chronology, incident or pack
    about: str  # the id of its record, or empty
    printed_at: str  # UTC, ISO 8601
    revision: int
    choices: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of a newer export that stands against one the analyst changed: shown, never written over."""

    incident_id: int
    field: str
    ours: str
    theirs: str
    id: int = 0
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """What one reading of a file did."""

    id: int
    file_name: str
    dataset: str
    at: str
    added: int
    updated: int
    unchanged: int
    withdrawn: int
    left_out: int


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One command of the past: its name, when (UTC, ISO 8601) and whether it stands."""

    revision: int
    name: str
    at: str
    state: str  # done, undone or dropped


@dataclass(frozen=True, slots=True)
class BoardInfo:
    """Title, marking and identity of a board."""

    title: str
    marking: str
    uid: str
    schema_version: int
    revision: int
