"""Marked-up texts: the truth that drafting is measured against, as read from TOML files; see texts/README.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.dates import UNKNOWN, ImpreciseDate, from_edtf

TEXTS = Path(__file__).parent / "texts"
SETS = ("tune", "tune_more", "held_back", "arabic")
KINDS_OF_TEXT = (
    "wire report", "analysis", "statement", "situation report", "social media thread", "local news", "e-mail",
    "monitor report", "chronology",
)  # fmt: skip
Span = tuple[int, int]
_SENTENCE_END = re.compile(r"[.!?…؟][\"”’')\]]*(?=\s|$)|\n")
_OPENING = re.compile(r"\b(since|from|by|until|till|before)\s+(?:the\s+)?$", re.IGNORECASE)
_OPENED = re.compile(r"(since|from|by|until|till|before)\b", re.IGNORECASE)
_FIGURES = re.compile(r"(\d+)?(\+|-)?(\d+)?")


class MarkupError(Exception):
    """A marked-up text that contradicts itself; the sentence says where."""


@dataclass(frozen=True, slots=True)
class TrueDate:
    """Words that date something. Right is one of `dates`, or a date inside `within` that meets one of them."""

    span: Span
    dates: tuple[ImpreciseDate, ...]
    within: ImpreciseDate | None = None
    optional: bool = False
    background: bool = False


@dataclass(frozen=True, slots=True)
class TruePlace:
    """Words that name a place: right is the flashpoint, a position within `km`, or one of the names."""

    span: Span
    names: tuple[str, ...]
    position: tuple[float, float] | None = None
    km: float = 25.0
    flashpoint: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TrueActor:
    """Words that name an actor: one of the board, or a new one."""

    span: Span
    names: tuple[str, ...]
    new: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TrueRole:
    """An actor's part in an incident: right is any (name, one of the roles) of `choices`."""

    choices: tuple[tuple[str, tuple[str, ...]], ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """A number of people: None is open; unknown where both are None."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class TrueIncident:
    """An incident that the text tells, in the sentences `told`. Dates or places of None are not compared."""

    kinds: tuple[str, ...]
    told: tuple[Span, ...]
    dates: tuple[ImpreciseDate, ...] | None = None
    within: ImpreciseDate | None = None
    places: tuple[str, ...] | None = None
    roles: tuple[TrueRole, ...] = ()
    deaths: tuple[Figures, ...] = (Figures(),)
    injured: tuple[Figures, ...] | None = None
    hedge: bool = False
    optional: bool = False

    @property
    def called(self) -> str:
        """What it is called in a list of misses."""
        date = self.dates[0].edtf if self.dates else "no date"
        return f"{self.kinds[0]}, {date}, {self.places[0] if self.places else 'no place'}"


@dataclass(frozen=True, slots=True)
class TrueRelationship:
    """A tie that the text asserts."""

    from_name: str
    to_name: str
    stances: tuple[str, ...]
    since: tuple[ImpreciseDate, ...] | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with all that a careful analyst would find in it."""

    name: str
    kind: str
    published: ImpreciseDate
    title: str
    board: str
    text: str
    dates: tuple[TrueDate, ...]
    places: tuple[TruePlace, ...]
    actors: tuple[TrueActor, ...]
    incidents: tuple[TrueIncident, ...]
    relationships: tuple[TrueRelationship, ...]


def texts_of(folder: str) -> list[MarkedText]:
    """The texts of one of SETS, by name."""
    return [load(path) for path in sorted((TEXTS / folder).glob("*.toml"))]


def load(path: Path) -> MarkedText:
    """Read one file; MarkupError where its words are not in the text, KeyError and DateError where it is malformed."""
    with path.open("rb") as file:
        values = tomllib.load(file)
    return _Reading(path.stem, values).run()


class _Reading:
    """One reading of a file: finds each of the marked words in the text."""

    def __init__(self, name: str, values: dict[str, Any]) -> None:
        self._name = name
        self._values = values
        self._text: str = values["text"]

    def run(self) -> MarkedText:
        values = self._values
        about = {"kind", "published", "title", "board", "text"}
        self._refuse_other(values, about | {"dates", "places", "actors", "incidents", "relationships"})
        return MarkedText(
            name=self._name,
            kind=values["kind"],
            published=from_edtf(values["published"]),
            title=values["title"],
            board=values["board"],
            text=self._text,
            dates=tuple(self._dates()),
            places=tuple(self._places()),
            actors=tuple(self._actors()),
            incidents=tuple(self._incident(entry) for entry in values.get("incidents", ())),
            relationships=tuple(self._relationship(entry) for entry in values.get("relationships", ())),
        )

    def _dates(self) -> Iterator[TrueDate]:
        for entry, span in self._marked("dates", {"is", "within", "background"}):
            dates = _dates_of(entry.get("is", ()))
            within = entry.get("within", "")
            word = _OPENING.search(self._text[max(0, span[0] - 20) : span[0]]) or _OPENED.match(
                self._text[slice(*span)]
            )
            if word:
                later = word[1].lower() in ("since", "from")
                dates = (*dates, *(from_edtf(edtf) for date in dates for edtf in self._opened(date.edtf, later)))
                within = within and self._opened(within, later)[0]
            right_within = from_edtf(within) if within else None
            yield TrueDate(span, dates, right_within, entry.get("optional", False), entry.get("background", False))

    def _opened(self, edtf: str, later: bool) -> list[str]:
        """What "since" (later) or "by" a date may be read as too: open, or up to the day of publication."""
        first, last = edtf.partition("/")[0], edtf.rpartition("/")[2]
        published = self._values["published"]
        if not later:
            return [f"../{last}"]
        return [f"{first}/..", *([f"{first}/{published}"] if published and "." not in first else [])]

    def _places(self) -> Iterator[TruePlace]:
        for entry, span in self._marked("places", {"is", "at", "km", "flashpoint"}):
            position = (float(entry["at"][0]), float(entry["at"][1])) if "at" in entry else None
            names = (*_several(entry["is"]), entry["words"])
            flashpoint, optional = entry.get("flashpoint", ""), entry.get("optional", False)
            yield TruePlace(span, names, position, float(entry.get("km", 25)), flashpoint, optional)

    def _actors(self) -> Iterator[TrueActor]:
        for entry, span in self._marked("actors", {"is", "new"}):
            names = (*_several(entry.get("is", ())), *_several(entry.get("new", ())))
            yield TrueActor(span, names, "is" not in entry, entry.get("optional", False))

    def _marked(self, noun: str, own: set[str]) -> list[tuple[dict[str, Any], Span]]:
        """Each entry of a list with each of its places in the text; of "all", those that no longer entry holds."""
        entries = self._values.get(noun, [])
        found: list[tuple[dict[str, Any], Span]] = []
        for entry in entries:
            self._refuse_other(entry, {"words", "n", "all", "optional", *own})
            if not entry.get("all"):
                found += [(entry, span) for span in self._chosen(entry)]
        for entry in sorted((e for e in entries if e.get("all")), key=_length, reverse=True):
            taken = [span for _, span in found]
            spans = [span for span in self._everywhere(entry["words"]) if not any(meets(span, t) for t in taken)]
            if not spans:
                raise MarkupError(f"{self._name}: “{entry['words']}” stands nowhere but within longer words of {noun}.")
            found += [(entry, span) for span in spans]
        return sorted(found, key=lambda pair: pair[1])

    def _chosen(self, entry: dict[str, Any]) -> list[Span]:
        spans = self._everywhere(entry["words"])
        if "n" not in entry:
            if len(spans) != 1:
                raise MarkupError(f"{self._name}: “{entry['words']}” stands {len(spans)} times in the text; say which.")
            return spans
        numbers = entry["n"] if isinstance(entry["n"], list) else [entry["n"]]
        if max(numbers) > len(spans):
            raise MarkupError(f"{self._name}: “{entry['words']}” stands only {len(spans)} times in the text.")
        return [spans[number - 1] for number in numbers]

    def _everywhere(self, words: str) -> list[Span]:
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        return [found.span() for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", self._text)]

    def _incident(self, entry: dict[str, Any]) -> TrueIncident:
        own = {"kind", "also", "date", "within", "place", "actors", "deaths", "deaths_words", "injured", "hedge"}
        self._refuse_other(entry, {*own, "told", "optional"})
        return TrueIncident(
            kinds=(*_several(entry["kind"]), *_several(entry.get("also", ()))),
            told=tuple(self._sentence(start) for start in entry["told"]),
            dates=_dates_of(entry["date"]) if "date" in entry else None,
            within=from_edtf(entry["within"]) if "within" in entry else None,
            places=_several(entry["place"]) if "place" in entry else None,
            roles=tuple(_role(part) for part in entry.get("actors", ())),
            deaths=tuple(_figures(figure) for figure in _several(entry.get("deaths", ""))),
            injured=tuple(_figures(figure) for figure in _several(entry["injured"])) if "injured" in entry else None,
            hedge=entry.get("hedge", False),
            optional=entry.get("optional", False),
        )

    def _sentence(self, start: str) -> Span:
        """From these words to the end of their sentence."""
        spans = self._everywhere(start)
        if len(spans) != 1:
            raise MarkupError(f"{self._name}: the sentence “{start} …” begins {len(spans)} times in the text.")
        end = _SENTENCE_END.search(self._text, spans[0][1])
        return spans[0][0], end.end() if end else len(self._text)

    def _relationship(self, entry: dict[str, Any]) -> TrueRelationship:
        self._refuse_other(entry, {"pair", "stance", "since", "optional"})
        first, second = entry["pair"].split(" > ")
        since = _dates_of(entry["since"]) if "since" in entry else None
        return TrueRelationship(first, second, _several(entry["stance"]), since, entry.get("optional", False))

    def _refuse_other(self, entry: dict[str, Any], known: set[str]) -> None:
        if other := set(entry) - known:
            raise MarkupError(f"{self._name}: nothing is called {', '.join(sorted(other))}; there are {sorted(known)}.")


def meets(one: Span, other: Span) -> bool:
    """Whether two spans share at least one character."""
    return one[0] < other[1] and other[0] < one[1]


def _length(entry: dict[str, Any]) -> int:
    return len(entry["words"])


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _dates_of(value: str | Sequence[str]) -> tuple[ImpreciseDate, ...]:
    return tuple(from_edtf(edtf) if edtf else UNKNOWN for edtf in _several(value))


def _role(part: str | list[str]) -> TrueRole:
    """ "?Iran: target|mentioned", or a list of such of which one is enough; "?" says that it may be missing."""
    texts = _several(part)
    choices = []
    for text in texts:
        name, _, roles = text.removeprefix("?").rpartition(": ")
        choices.append((name, tuple(roles.split("|"))))
    return TrueRole(tuple(choices), any(text.startswith("?") for text in texts))


def _figures(text: str) -> Figures:
    """ "12" is exactly that, "12+" at least, "-12" at most, "10-15" between, "" unknown."""
    found = _FIGURES.fullmatch(text)
    if not found:
        raise MarkupError(f"“{text}” is no number of people.")
    low, sign, high = found.groups()
    first, last = (int(low) if low else None), (int(high) if high else None)
    return Figures(first, last if sign else first)
