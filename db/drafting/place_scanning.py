"""Goes through the words of a text and says which of them name a place of the board or of the gazetteer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from db.drafting.budget import Budget, loop_of
from db.drafting.knowledge import KnownPlace
from db.drafting.place_candidates import Candidate, Words, candidates_at
from db.drafting.place_choosing import Surroundings
from db.drafting.place_names import OwnNames, Sounds
from db.drafting.place_surroundings import has_cue, in_longer_name, led_in
from db.drafting.place_words import (
    ARABIC_NO_PLACES,
    BETWEEN_NAME_AND_KIND,
    CAPITALS,
    DEMONYMS,
    KINDS_AFTER,
    NO_PLACES,
    TITLES,
    UNKNOWN_KINDS,
)
from db.gazetteer import COUNTRY, TOWN, Gazetteer, GazetteerPlace
from db.names import fold
from db.records import Flashpoint

_BIG, _SMALL = 200_000, 3_000  # people: a town abroad is believed with and without a word that places something there
_MUCH = 0.9
_ASKED_AT_ONCE = 500  # names: so many are looked up in a moment
_OPENS_NAMES = frozenset("abu bin ibn um umm al el as ad ar ash at az an la le les los las el san santa".split())
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in the text with what it may be: a flashpoint or place of the board, places of the gazetteer, or nothing
    but a name that the text itself calls a place."""

    candidate: Candidate
    own: Flashpoint | KnownPlace | None = None
    places: tuple[GazetteerPlace, ...] = ()
    likeness: float = 1.0
    dateline: bool = False
    guessed: bool = False


class Scanner:
    """One pass over one text."""

    def __init__(
        self,
        words: Words,
        own: OwnNames,
        gazetteer: Gazetteer | None,
        surroundings: Surroundings,
        taken: Sequence[tuple[int, int]],
        budget: Budget | None = None,
    ) -> None:
        self._budget = budget
        self._words = words
        self._own = own
        self._gazetteer = gazetteer
        self._surroundings = surroundings
        self._taken = sorted(taken)
        self._taken_starts = [start for start, _ in self._taken]
        self._candidates: dict[int, list[Candidate]] = {}
        self._named: dict[str, list[GazetteerPlace]] = {}
        self._guessed: dict[str, Hit | None] = {}
        self._sounds: Sounds | None = None
        self._again: dict[str, Hit] = {}
        self._last_end = -1  # where the last name found ends

    def hits(self) -> list[Hit]:
        """The names of places in text order; none overlap."""
        self._collect()
        self._see_countries()
        found = self._pass(self._hit, "hits")
        guessed = {hit.candidate.folded: hit for hit in found if hit.guessed}
        if not guessed:
            return found
        # a name that was a place once is one where no word beside it says so
        again = {hit.candidate.first: hit for hit in found}
        self._again = guessed
        return self._pass(partial(self._known_again, again), "hits again")

    def _pass(self, look: Callable[[list[Candidate]], Hit | None], loop: str) -> list[Hit]:
        found: list[Hit] = []
        place, length = 0, len(self._words)
        goes_on = loop_of(self._budget, loop)
        while place < length and goes_on(self._words.starts[place]):
            candidates = self._candidates.get(place)
            hit = look(candidates) if candidates else None
            if hit is None:
                place += 1
            else:
                found.append(hit)
                place = self._last_end = hit.candidate.last
        return found

    def _known_again(self, found: dict[int, Hit], candidates: list[Candidate]) -> Hit | None:
        hit = found.get(candidates[0].first)
        if hit is not None:
            return hit
        for each in candidates:
            known = self._again.get(each.folded)
            if known is not None and not in_longer_name(self._words, each):
                return replace(known, candidate=each)
        return None

    def _collect(self) -> None:
        folds: dict[str, None] = {}
        words = self._words
        goes_on = loop_of(self._budget, "candidates")
        for place in range(len(words)):
            if not goes_on(words.starts[place]):
                break
            if not words.small[place][0].isalpha() and words.small[place][0] not in "`‘ʿ":
                continue
            some = [each for each in self._written_at(place) if not self._is_taken(each)]
            if some:
                self._candidates[place] = some
                folds.update((each.folded, None) for each in some if each.folded not in self._named)
            if len(folds) >= _ASKED_AT_ONCE:
                self._ask(folds)
        self._ask(folds)

    def _ask(self, folds: dict[str, None]) -> None:
        """Look names up in the gazetteer, and forget that they were to be."""
        if self._gazetteer is not None:
            self._named.update(self._gazetteer.named(folds))
        folds.clear()

    def _written_at(self, place: int) -> Iterator[Candidate]:
        """The runs of words that may be a name; names of the board may hold words in small letters too."""
        words = self._words
        longest = self._own.longest.get(fold(words.raw(place)), 0)
        # an article or a sign counts as a word of the text, so that more of these are looked at
        for last in range(min(len(words), place + 2 * longest), place + 1, -1) if longest else ():
            if all(len(words.gap(at)) < 2 for at in range(place + 1, last)):
                folded = fold(words.text[words.starts[place] : words.ends[last - 1]])
                if folded in self._own.flashpoints or folded in self._own.places:
                    yield Candidate(place, last, folded, words.starts[place], words.ends[last - 1])
        yield from candidates_at(words, place)

    def _is_taken(self, candidate: Candidate) -> bool:
        at = bisect_right(self._taken_starts, candidate.start) - 1
        if at >= 0 and self._taken[at][1] > candidate.start:
            return True
        return at + 1 < len(self._taken) and self._taken[at + 1][0] < candidate.end

    def _see_countries(self) -> None:
        """Count the countries that the text names, by name or by the adjective of their people."""
        named = self._surroundings.named
        for place, small in enumerate(self._words.small):
            if small in DEMONYMS and self._words.capital[place]:
                named[DEMONYMS[small]] += 1
        for candidates in self._candidates.values():
            for each in candidates:
                countries = [p.country for p in self._named.get(each.folded, ())[:1] if p.kind == COUNTRY]
                named.update(countries)
                self._surroundings.by_name.update(countries)

    def _hit(self, candidates: list[Candidate]) -> Hit | None:
        for each in candidates:
            own = self._own.exact(each.folded)
            if own is not None and self._may_be_own(each, own):
                return Hit(each, own=own)
            places = self._named.get(each.folded)
            if places and (hit := self._gazetteer_hit(each, places)):
                return hit
        for each in candidates:
            if (hit := self._guess(each)) is not None:
                return hit
        return None

    def _may_be_own(self, each: Candidate, own: Flashpoint | KnownPlace) -> bool:
        """The board's own names are believed, but not "Nice" at the head of a sentence or within a person's name."""
        if each.folded in NO_PLACES:
            return has_cue(self._words, each.first)
        if each.last - each.first > 1 or isinstance(own, Flashpoint):
            return True
        return not in_longer_name(self._words, each) or has_cue(self._words, each.first)

    def _gazetteer_hit(self, each: Candidate, places: list[GazetteerPlace]) -> Hit | None:
        words = self._words
        if _ARABIC.match(each.folded):
            return self._arabic_hit(each, places)
        several = each.last - each.first > 1
        father = each.folded.startswith(("abu ", "umm "))
        if all(word in NO_PLACES or word in DEMONYMS for word in each.folded.split()) and not (
            several and (father or has_cue(words, each.first))
        ):
            return None
        if len(each.folded) < 3 and places[0].kind != COUNTRY:
            return None
        if words.shouted(each.first) and not self._dateline(each):
            return None
        if in_longer_name(words, each):
            return None
        cue = has_cue(words, each.first) or words.at(each.last) in KINDS_AFTER
        believed = tuple(place for place in places if self._believed(place, each, cue))
        return Hit(each, places=believed, dateline=self._dateline(each)) if believed else None

    def _arabic_hit(self, each: Candidate, places: list[GazetteerPlace]) -> Hit | None:
        """Arabic has no capitals: only places of the countries at hand, or large ones, not words of the language."""
        if each.folded in ARABIC_NO_PLACES or len(each.folded) < 4:
            return None
        near = [place for place in places if place.country in self._surroundings.countries or place.kind == COUNTRY]
        people = [place for place in near if place.kind != TOWN or place.population >= 5_000 or len(each.folded) > 6]
        large = [place for place in places if place.population >= 500_000]
        believed = tuple(people or large)
        return Hit(each, places=believed) if believed else None

    def _dateline(self, each: Candidate) -> bool:
        """Whether the name opens a line and is followed by what a date line has: "AMMAN, June 15 –", "Kyiv (AFP)"."""
        words = self._words
        if words.at(each.first - 1) not in ("", "\n"):
            return False
        return words.at(each.last) in (",", "(", "–", "—", "/") or (
            words.at(each.last) == "-" and words.gap(each.last) == " "
        )

    def _believed(self, place: GazetteerPlace, each: Candidate, cue: bool) -> bool:
        words = self._words
        if place.kind == COUNTRY:
            return len(each.folded) > 3 or words.raw(each.first).isupper()
        several = each.last - each.first > 1
        if place.country in self._surroundings.countries:
            opens = words.begins_sentence(each.first)
            return cue or several or not opens or len(each.folded) > 3
        if place.kind != TOWN:
            return cue and (several or len(each.folded) > 4)
        if each.folded in CAPITALS or place.population >= _BIG:
            return len(each.folded) > 3
        return cue and place.population >= _SMALL and has_cue(words, each.first, strong=True)

    def _guess(self, each: Candidate) -> Hit | None:
        """A name that stands where a place stands: misspelt, spelled in another way, or not known to the gazetteer."""
        words = self._words
        if words.shouted(each.first) or in_longer_name(words, each) or not each.folded[0].isalpha():
            return None
        parts = each.folded.split()
        if any(part in DEMONYMS for part in parts) or all(part in NO_PLACES for part in parts):
            return None
        if parts[0] in TITLES or _ARABIC.match(each.folded) or words.at(each.first - 1) in TITLES:
            return None
        after = each.last + (words.at(each.last) in BETWEEN_NAME_AND_KIND)
        kind = words.at(after) in UNKNOWN_KINDS and words.gap(each.last) == " "
        listed = self._goes_on(each)
        led = led_in(words, each.first)
        if not (kind or led or listed) and not has_cue(words, each.first):
            return self._much_alike(each)
        known = self._guessed.get(each.folded)
        if known is None and each.folded not in self._guessed:
            known = self._guessed[each.folded] = self._guessed_hit(each)
        if known is not None:
            return Hit(each, known.own, known.places, known.likeness, guessed=True)
        if (parts[0] in NO_PLACES and parts[0] not in _OPENS_NAMES) or parts[-1] in NO_PLACES:
            return None
        return Hit(each, guessed=True) if self._called_a_place(each, kind or listed) else None

    def _much_alike(self, each: Candidate) -> Hit | None:
        """A name of several words that is nearly one of the board's needs no word that places something there."""
        if each.last - each.first < 2 or each.last - each.first > 4:
            return None
        own = self._own.alike(self._words.text[each.start : each.end])
        return Hit(each, own=own[0], likeness=own[1], guessed=True) if own is not None and own[1] > _MUCH else None

    def _goes_on(self, each: Candidate) -> bool:
        """Whether the name goes on with a list of places: "Lushagala and Bulengo", "in Sake, Shasha and Minova"."""
        words = self._words
        at = each.first - 1
        joint = words.at(at)
        at -= joint in ("and", "or") and words.at(at - 1) == ","
        if at != self._last_end or joint not in ("and", "or", ",", "–", "/"):
            return False
        return joint != "," or words.at(each.last) in (",", "and", "or")

    def _guessed_hit(self, each: Candidate) -> Hit | None:
        name = self._words.text[each.start : each.end]
        if name.isupper() or len(name) < 4:
            return None
        own = self._own.alike(name)
        if own is not None:
            return Hit(each, own=own[0], likeness=own[1])
        if self._gazetteer is None:
            return None
        if self._sounds is None:
            self._sounds = Sounds(self._gazetteer, self._surroundings.home or self._surroundings.by_name)
        alike = self._sounds.alike(name, misspelt=True)
        if not alike:
            return None
        best = alike[0][1]
        places = self._gazetteer.places(place for place, likeness in alike if likeness > best - 0.03)
        return Hit(each, places=tuple(places.values()), likeness=best)

    def _called_a_place(self, each: Candidate, kind: bool) -> bool:
        """Whether the text itself says that an unknown name is a place: "the village of Hatla", "Hatla village"."""
        words = self._words
        name = words.text[each.start : each.end]
        if name.isupper() or len(name) < 3:
            return False
        if kind:
            return True
        return led_in(words, each.first)
