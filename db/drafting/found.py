"""What the finders of dates and places hand on: each with the words that it came from, text[start:end].

Places in the text are counted in code points, the end excluded.  `why` is told to the user in the tray, so it is
a few plain words ("year from publication date"), empty where the words say all there is.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.dates import UNKNOWN, ImpreciseDate
from db.drafts import Choice


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date or time of day in a text.

    `background`: it tells when something else was ("a 2015 agreement", a line that says when the text was
    published), so no incident is dated by it unless nothing else is there.  `anchor`: a later "two days after"
    may be counted from it.  `relative`: counted from another date or from publication ("yesterday").
    `time`: "HH:MM" where the words hold a time of day, `zone` as in `Incident.zone` ("UTC", "+03:00", "").
    A time of day without a day of its own has an unknown date.
    """

    start: int
    end: int
    date: ImpreciseDate = UNKNOWN
    why: str = ""
    time: str = ""
    zone: str = ""
    anchor: bool = True
    background: bool = False
    relative: bool = False


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place in a text: one of the board's flashpoints or places, or one of the gazetteer.

    `name`: the place's own name, spelled right ("Tabqa" where the text says "Taqba").  `start` and `end` cover the
    name with the words that belong to it ("20 km north of Raqqa"); `name_start` and `name_end` the name alone.
    `precision`: a code of PLACE_PRECISIONS.  `country`: ISO 3166 alpha-2, or empty; `province`: its name, or empty.
    `choices`: several places that are meant with like probability: then the position and the flashpoint are left
    open (their values are gazetteer ids, or "flashpoint:ID").  `near`: the words that move or blur the position
    ("20 km north of").  `metonym`: the place stands for its government ("Moscow said"), `part_of_name`: it stands
    within another name ("Aleppo Council"), `background`: a country named only as somebody's side or origin; no
    incident is placed by these.  `contained`: a country or province that only says where another place found
    lies ("Raqqa, Syria").
    """

    start: int
    end: int
    name: str
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    flashpoint_id: int | None = None
    country: str = ""
    province: str = ""
    choices: tuple[Choice, ...] = ()
    why: str = ""
    near: str = ""
    name_start: int = 0
    name_end: int = 0
    place_id: int = 0  # the gazetteer's id, 0 for a place of the board
    likeness: float = 1.0  # 1.0 the very name, less where it was misspelt
    metonym: bool = False
    part_of_name: bool = False
    background: bool = False
    contained: bool = False

    @property
    def happens_here(self) -> bool:
        """Whether an incident may be placed by it."""
        return not (self.metonym or self.part_of_name or self.background)
