"""Scores drafting on marked-up texts: what is found beside what is there; `matching` says when it is the same.

Of dates, places and actors precision is the share of right ones among those found, recall the share of those that
are there which are found.  Incidents and relationships are matched one to one, the best pairs first, what must be
found before what may be: a draft that tells again what another draft tells already is a false one.  What is
optional counts neither way.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from db.dates import UNKNOWN
from db.drafting import draft
from db.drafting.dates_in_text import dates_in
from db.drafting.found import FoundPlace
from db.drafting.knowledge import Knowledge
from db.drafting.places_in_text import places_in
from db.drafts import IncidentDraft, Mark, Proposal, RelationshipDraft
from db.gazetteer import Gazetteer
from db.names import fold
from db.readers.documents import ReadDocument
from db.vocabulary import UNDIRECTED_STANCES
from tests.db.drafting import boards
from tests.db.drafting.marked import MarkedText, Span, TrueIncident, TrueRelationship, meets
from tests.db.drafting.matching import Judge, date_is_right, place_is_right, same_actor

NOUNS = ("dates", "places", "actors", "incidents", "relationships")
SHARES = ("kind", "date", "place", "roles", "deaths", "injured", "hedge")  # of the incidents found


@dataclass
class Tally:
    """How many were found and right, and how many are there and were hit."""

    found: int = 0
    right: int = 0
    true: int = 0
    hit: int = 0

    @property
    def precision(self) -> float:
        """The share of right ones among those found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of those there that were found; 1 where nothing is there."""
        return self.hit / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Tally) -> None:
        """Count in what another text gave."""
        self.found += other.found
        self.right += other.right
        self.true += other.true
        self.hit += other.hit


@dataclass(frozen=True, slots=True)
class Slip:
    """Something missed, false, or found with a wrong value, for whoever tunes."""

    noun: str
    sort: str  # "missed", "false", or "wrong date" and the like
    words: str
    told: str


@dataclass
class Score:
    """What one text or a set of them gave: a tally a noun, right and comparable values of the incidents, and slips."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {noun: Tally() for noun in NOUNS})
    right: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    slips: list[Slip] = field(default_factory=list)

    def share(self, name: str) -> float:
        """The share of incidents found whose value of that name (one of SHARES) is right."""
        return self.right[name] / self.compared[name] if self.compared[name] else 1.0

    def add(self, other: Score) -> None:
        """Count in what another text gave."""
        for noun, tally in self.tallies.items():
            tally.add(other.tallies[noun])
        self.right += other.right
        self.compared += other.compared
        self.slips += other.slips


def score(texts: Iterable[MarkedText]) -> Score:
    """The sum over texts: each mention and each incident counts the same."""
    total = Score()
    for text in texts:
        total.add(score_of(text))
    return total


def score_of(text: MarkedText, nouns: Sequence[str] = NOUNS) -> Score:
    """What drafting finds in one text beside what is there, of these nouns."""
    knowledge = knowledge_of(text.board)
    scoring = _Scoring(text, knowledge, Score())
    if "dates" in nouns:
        scoring.dates()
    if "places" in nouns:
        scoring.places()
    if {"actors", "incidents", "relationships"} & {*nouns}:
        scoring.proposal(draft(document_of(text), knowledge))
    return scoring.given


def document_of(text: MarkedText) -> ReadDocument:
    """The text as a reader of documents would give it."""
    return ReadDocument(f"{text.name}.txt", "text", title=text.title, published=text.published.edtf, text=text.text)


@cache
def knowledge_of(board: str) -> Knowledge:
    """What drafting knows of a board, read from a real board file."""
    with tempfile.TemporaryDirectory() as folder, boards.make(board, Path(folder) / f"{board}.sitboard") as made:
        return Knowledge.of(made, Gazetteer())


@dataclass
class _Scoring:
    """The scoring of one text, into `given`."""

    text: MarkedText
    knowledge: Knowledge
    given: Score

    def dates(self) -> None:
        # a time of day alone is no date of its own
        found = [date for date in dates_in(self.text.text, self.text.published) if date.date != UNKNOWN]
        self._mentions(
            "dates",
            [((date.start, date.end), date.date.edtf) for date in found],
            [(date.span, date.optional, date.dates[0].edtf if date.dates else "") for date in self.text.dates],
            lambda this, that: date_is_right(
                found[this].date, self.text.dates[that].dates, self.text.dates[that].within
            ),
        )

    def places(self) -> None:
        marked = [place.span for place in self.text.places]
        found = [place for place in places_in(self.text.text, self.knowledge) if _counts(place, marked)]
        self._mentions(
            "places",
            [((place.start, place.end), place.name) for place in found],
            [(place.span, place.optional, place.names[0]) for place in self.text.places],
            lambda this, that: place_is_right(found[this], self.text.places[that], self.knowledge),
        )

    def proposal(self, proposal: Proposal) -> None:
        """Score the actors, the incidents and the relationships of a proposal."""
        self._actors([mark for mark in proposal.marks if mark.field == "actor"])
        self._incidents([made for made in proposal.drafts if isinstance(made, IncidentDraft)])
        self._relationships([made for made in proposal.drafts if isinstance(made, RelationshipDraft)])

    def _actors(self, marks: Sequence[Mark]) -> None:
        names = self._actor_names()

        def right(this: int, that: int) -> bool:
            called = names.get(fold(marks[this].value), ())
            wanted = self.text.actors[that].names
            if called:
                return any(same_actor(name, other, new=False) for name in called for other in wanted)
            return any(same_actor(marks[this].value, other, new=True) for other in wanted)

        self._mentions(
            "actors",
            [((mark.start, mark.end), mark.value) for mark in marks],
            [(actor.span, actor.optional, actor.names[0]) for actor in self.text.actors],
            right,
        )

    def _actor_names(self) -> dict[str, set[str]]:
        """Each folded name of an actor of the board -> the main names of those called so."""
        names: dict[str, set[str]] = {}
        for actor in self.knowledge.actors:
            for name in filter(None, (actor.name, actor.short_name, *actor.other_names)):
                names.setdefault(fold(name), set()).add(actor.name)
        return names

    def _mentions(
        self,
        noun: str,
        found: Sequence[tuple[Span, str]],
        true: Sequence[tuple[Span, bool, str]],
        right: Callable[[int, int], bool],
    ) -> None:
        """Tally mentions; `found` are spans with what they were read as, `true` spans, optional or not, and the truth."""
        tally = self.given.tallies[noun]
        hit: set[int] = set()
        for this, (span, value) in enumerate(found):
            met = [that for that, (other, _, _) in enumerate(true) if meets(span, other)]
            fitting = [that for that in met if right(this, that)]
            hit.update(fitting)
            if fitting and all(true[that][1] for that in fitting):
                continue
            if met and not fitting and all(true[that][1] for that in met):
                continue
            tally.found += 1
            tally.right += bool(fitting)
            if not fitting:
                wanted = f", not {true[met[0]][2]}" if met else ""
                self._slip(noun, "wrong" if met else "false", span, f"{value}{wanted}")
        for that, (span, optional, value) in enumerate(true):
            if not optional:
                tally.true += 1
                tally.hit += that in hit
                if that not in hit:
                    self._slip(noun, "missed", span, value)

    def _incidents(self, drafts: Sequence[IncidentDraft]) -> None:
        judge = Judge(self.text, self.knowledge)
        truth = self.text.incidents
        pairs = [
            (judge.points(one, other), -this, -that)
            for this, one in enumerate(drafts)
            for that, other in enumerate(truth)
            if judge.fits(one, other)
        ]
        matched = _best_first(pairs)
        tally = self.given.tallies["incidents"]
        for this, made in enumerate(drafts):
            that = matched.get(this)
            if that is None or not truth[that].optional:
                tally.found += 1
                tally.right += that is not None
            if that is None:
                self._false_incident(made)
            elif not truth[that].optional:
                self._values(judge, made, truth[that])
        for that, incident in enumerate(truth):
            if not incident.optional:
                tally.true += 1
                tally.hit += that in matched.values()
                if that not in matched.values():
                    self._slip("incidents", "missed", incident.told[0], incident.called)

    def _false_incident(self, made: IncidentDraft) -> None:
        quotes = [mark for mark in made.marks if mark.field == "quote"] or list(made.marks)
        span = (quotes[0].start, quotes[0].end) if quotes else (0, 0)
        self._slip(
            "incidents", "false", span, f"{made.kind}, {made.date.edtf or 'no date'}, {made.place or 'no place'}"
        )

    def _values(self, judge: Judge, made: IncidentDraft, incident: TrueIncident) -> None:
        """Tally which values of a matched incident are right."""
        right: dict[str, bool] = {
            "kind": made.kind in incident.kinds,
            "roles": judge.roles_right(made, incident),
            "deaths": judge.deaths_right(made, incident),
            "hedge": bool(made.hedge) == incident.hedge,
        }
        if incident.dates is not None:
            right["date"] = date_is_right(made.date, incident.dates, incident.within)
        if incident.places is not None:
            right["place"] = not judge.place_absent(made) and judge.place_right(made, incident)
        if incident.injured is not None:
            right["injured"] = judge.injured_right(made, incident)
        values = {
            "kind": made.kind,
            "date": made.date.edtf,
            "place": made.place,
            "roles": ", ".join(f"{judge.name_of(actor)}: {actor.role}" for actor in made.actors),
            "deaths": f"{made.deaths_low} {made.deaths_best} {made.deaths_high}",
            "injured": f"{made.injured_low} {made.injured_high}",
            "hedge": made.hedge,
        }
        for name, is_right in right.items():
            self.given.compared[name] += 1
            self.given.right[name] += is_right
            if not is_right:
                self._slip("incidents", f"wrong {name}", incident.told[0], f"{values[name] or '–'} ({incident.called})")

    def _relationships(self, drafts: Sequence[RelationshipDraft]) -> None:
        judge = Judge(self.text, self.knowledge)
        truth = self.text.relationships
        pairs = [
            ((float(not other.optional),), -this, -that)
            for this, made in enumerate(drafts)
            for that, other in enumerate(truth)
            if _same_tie(judge, made, other)
        ]
        matched = _best_first(pairs)
        tally = self.given.tallies["relationships"]
        for this, made in enumerate(drafts):
            that = matched.get(this)
            if that is None or not truth[that].optional:
                tally.found += 1
                tally.right += that is not None
            if that is None:
                span = (made.marks[0].start, made.marks[0].end) if made.marks else (0, 0)
                told = f"{judge.name_of(made.from_actor)} {made.stance} {judge.name_of(made.to_actor)}"
                self._slip("relationships", "false", span, told)
        for that, other in enumerate(truth):
            if not other.optional:
                tally.true += 1
                tally.hit += that in matched.values()
                if that not in matched.values():
                    told = f"{other.from_name} {other.stances[0]} {other.to_name}"
                    self._slip("relationships", "missed", (0, 0), told)

    def _slip(self, noun: str, sort: str, span: Span, told: str) -> None:
        words = " ".join(self.text.text[slice(*span)].split())
        self.given.slips.append(Slip(noun, sort, words, told))


def _counts(place: FoundPlace, marked: Sequence[Span]) -> bool:
    """Whether a place found is scored: not what stands for a government or within a name, nor an unmarked country."""
    if place.metonym or place.part_of_name:
        return False
    return place.precision != "country" or any(meets((place.start, place.end), span) for span in marked)


def _best_first(pairs: Sequence[tuple[tuple[float, ...], int, int]]) -> dict[int, int]:
    """One to one, the most points first: the number of the draft -> the number of the truth (both given negative)."""
    matched: dict[int, int] = {}
    for _, this, that in sorted(pairs, reverse=True):
        if -this not in matched and -that not in matched.values():
            matched[-this] = -that
    return matched


def _same_tie(judge: Judge, made: RelationshipDraft, truth: TrueRelationship) -> bool:
    if made.stance not in truth.stances:
        return False
    ends = (made.from_actor, made.to_actor)
    ways = (ends, ends[::-1]) if made.stance in UNDIRECTED_STANCES else (ends,)
    return any(judge.is_actor(one, truth.from_name) and judge.is_actor(other, truth.to_name) for one, other in ways)
