"""The names that a board knows for its places, and places of the gazetteer by how they sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from db.drafting.knowledge import Knowledge, KnownPlace
from db.gazetteer import Gazetteer
from db.name_folding import key_of, sound_words
from db.names import NameIndex, fold
from db.records import Flashpoint

_SURE = 0.84  # from this likeness on a misspelt name of the board is believed
# where names are written in Arabic letters, or were: their vowels vary in Latin ones, elsewhere they do not
_TRANSLITERATED = frozenset("SY IQ JO LB PS IL YE SA EG SD LY TN DZ MA MR OM AE QA KW BH IR AF PK TR".split())
_MISSPELT = 0.86
MOST_WORDS = 8
_LETTERS = 4  # names of fewer letters are not sought by their sound: too many sound alike


@dataclass
class OwnNames:
    """Flashpoints and places of a board by their folded names; those of flashpoints come first."""

    flashpoints: dict[str, Flashpoint] = field(default_factory=dict)
    places: dict[str, KnownPlace] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)  # first word of a name of several -> most words
    _index: NameIndex = field(default_factory=NameIndex)
    _owners: list[Flashpoint | KnownPlace] = field(default_factory=list)

    @classmethod
    def of(cls, knowledge: Knowledge) -> OwnNames:
        """The names of a board."""
        own = cls()
        for flashpoint in knowledge.flashpoints:
            for name in (flashpoint.name, *flashpoint.other_names):
                own.flashpoints.setdefault(fold(name), flashpoint)
                own._add(name, flashpoint)
        for place in knowledge.places:
            own.places.setdefault(fold(place.name), place)
            own._add(place.name, place)
        own.flashpoints.pop("", None)
        own.places.pop("", None)
        return own

    def _add(self, name: str, owner: Flashpoint | KnownPlace) -> None:
        words = fold(name).split()
        if len(words) > 1:
            self.longest[words[0]] = min(MOST_WORDS, max(len(words), self.longest.get(words[0], 0)))
        if len(self._owners) < 4_000:
            self._index.add(len(self._owners), name)
            self._owners.append(owner)

    def exact(self, folded: str) -> Flashpoint | KnownPlace | None:
        """The flashpoint or place of a name, an article before it left aside."""
        return self.flashpoints.get(folded) or self.places.get(folded) or self.flashpoints.get(_bare(folded))

    def alike(self, name: str) -> tuple[Flashpoint | KnownPlace, float] | None:
        """The flashpoint or place that a misspelt name means, and how like it is; None where none is like enough."""
        if len(name) < _LETTERS:
            return None
        for match in self._index.alike(name, limit=1, threshold=_SURE):
            return self._owners[match.owner], match.score
        return None


def _bare(folded: str) -> str:
    first, _, rest = folded.partition(" ")
    return rest if first in ("al", "el", "at", "ar", "as", "ad", "an", "ash", "az", "the") else folded


class Sounds:
    """The places of some countries by how they sound."""

    def __init__(self, gazetteer: Gazetteer | None, countries: Iterable[str]) -> None:
        self._by_key: dict[str, list[tuple[str, int]]] = {}
        countries = [country for country in countries if country in _TRANSLITERATED]
        for country in sorted(countries) if gazetteer is not None else ():
            for sounds, place in gazetteer.sounds_of(country) if gazetteer else ():
                self._by_key.setdefault(key_of(sounds), []).append((sounds, place))
        self._keys: dict[tuple[str, int], list[str]] = {}  # by first sound and length

    def alike(self, name: str, *, misspelt: bool) -> Sequence[tuple[int, float]]:
        """The ids of places that sound like a name with their likeness, the likest first; at most five.

        `misspelt`: also those that differ in one consonant or in the order of two.
        """
        sounds = "".join(sound_words(name))
        key = key_of(sounds)
        if len(sounds) < _LETTERS or len(key) < 3:
            return ()
        found: dict[int, float] = {}
        for other, place in self._by_key.get(key, ()):
            found[place] = max(found.get(place, 0.0), 0.9 + fuzz.ratio(sounds, other) / 1000)
        # few consonants are shared by many names: their vowels must agree the more
        least = {3: 0.99, 4: 0.98}.get(len(key), 0.97)
        found = {place: likeness for place, likeness in found.items() if likeness >= least}
        if not found and misspelt and len(key) > 3 and len(sounds) > 5:
            found = self._misspelt(sounds, key)
        return sorted(found.items(), key=lambda pair: -pair[1])[:5]

    def _misspelt(self, sounds: str, key: str) -> dict[int, float]:
        if not self._keys:
            for known in self._by_key:
                self._keys.setdefault((known[:1], len(known)), []).append(known)
        found: dict[int, float] = {}
        for length in (len(key) - 1, len(key), len(key) + 1):
            some = self._keys.get((key[0], length), ())
            for other, _, _ in process.extract_iter(key, some, scorer=OSA.distance, score_cutoff=1):
                for spelled, place in self._by_key[other]:
                    likeness = OSA.normalized_similarity(sounds, spelled)
                    if likeness >= _MISSPELT:
                        found[place] = max(found.get(place, 0.0), likeness)
        return found
