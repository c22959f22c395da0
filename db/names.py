"""Names in any script and spelling: folding for search, a key by sound, and finding who is meant.

Three strengths of sameness.  `fold` is equality: case, accents, hyphens and the spellings of one Arabic
letter do not count.  `sound_key` is transliteration: articles, vowels and doubled letters do not count, so
that "Der Ezoir", "Dayr az-Zawr" and "دير الزور" fall together.  `NameIndex.alike` adds misspelling.
A match by sound or likeness is a proposal to a person, never a reason to merge two records unasked.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from .name_folding import VOWELLESS, fold, key_of, search_shadow, sound_key, sound_words
from .name_tables import PLAIN_ARTICLES, SUN_ARTICLES, TELLING_WORDS

__all__ = [
    "NameIndex",
    "NameMatch",
    "fold",
    "has_rtl",
    "isolate",
    "join_names",
    "search_shadow",
    "show_controls",
    "sound_key",
    "split_names",
]

# --- finding ---------------------------------------------------------------------------------------------

_SAME_SOUND = 0.90
_ACROSS_SCRIPTS = 0.9
_WORDS_APART = 0.70
_FEW_LETTERS = 0.70
_DOUBT = 0.9
_SHORT_NAME = 4
_ACRONYM_LETTERS = 4


@dataclass(frozen=True)
class NameMatch:
    """One owner found: its id, the one of its names that fits best, and how well (1.0 is equal)."""

    owner: int
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class _Form:
    """Everything about one name that matching compares, worked out once."""

    folded: str
    sounds: str
    key: str
    words: tuple[str, ...]
    telling: frozenset[str]
    acronym: bool
    vowelless: bool


def _form(name: str) -> _Form:
    folded = fold(name)
    words = sound_words(name)
    sounds = "".join(words)
    tokens = folded.split()
    telling = {TELLING_WORDS[token] for token in tokens if token in TELLING_WORDS}
    telling.update(number.lstrip("0") for number in re.findall(r"\d+", folded))
    return _Form(
        folded, sounds, key_of(sounds), words, frozenset(telling), _is_acronym(name), bool(VOWELLESS.search(folded))
    )


def _is_acronym(name: str) -> bool:
    """Up to four letters that are all capitals, or that hold no vowel: too short to be misspelt knowingly."""
    letters = [character for character in name if character.isalpha()]
    if not 0 < len(letters) <= _ACRONYM_LETTERS or not name.isascii():
        return False
    return all(letter.isupper() for letter in letters) or not any(letter in "aeiouyAEIOUY" for letter in letters)


def _ratio(one: str, other: str) -> float:
    """How alike two texts of sound letters are, 0 to 1; swapped neighbours cost little."""
    if len(one) == len(other) > 2 and sorted(one) == sorted(other) and OSA.distance(one, other) == 1:
        return 0.9
    return fuzz.ratio(one, other) / 100


def _likeness(one: _Form, other: _Form) -> float:
    """How well two names fit, 0 to 1 exclusive of equality, which the caller has looked for already."""
    if one.acronym or other.acronym or not (one.key and other.key):
        return 0.0
    across = one.vowelless != other.vowelless
    vowelled = fuzz.ratio(one.sounds, other.sounds) / 100
    if one.key == other.key:
        if len(one.key.lstrip("a")) > 2:
            return 0.95 if across else _SAME_SOUND + 0.08 * vowelled
        # Two consonants alone say little (Daraa, Deir, Dura): the vowels decide, where they are written.
        return 0.92 if across else 0.25 + 0.70 * vowelled
    shorter = min(len(one.key), len(other.key)) if across else min(len(one.sounds), len(other.sounds))
    if shorter < _SHORT_NAME or one.telling != other.telling:
        return 0.0
    by_key = _ratio(one.key, other.key)
    by_letters = by_key if across else max(vowelled, fuzz.ratio(one.folded, other.folded) / 100)
    score = _ACROSS_SCRIPTS * by_key if across else (by_letters + by_key) / 2
    # What misspelling seldom touches: the first sound, most letters at once, a name of four letters.
    doubts = (shorter == _SHORT_NAME, one.key[0] != other.key[0], by_letters < _FEW_LETTERS)
    score *= _DOUBT ** sum(doubts)
    if not across and len(one.words) == len(other.words) > 1:
        # Long shared words must not carry one that differs: Government of Syria, Government of Libya.
        worst = min(map(_word_likeness, one.words, other.words))
        score = score if worst >= _WORDS_APART else min(score, worst)
    return score


def _word_likeness(one: str, other: str) -> float:
    """How alike two words of sound letters are; in short words a differing consonant weighs more."""
    ratio = _ratio(one, other)
    if ratio < 0.9 and min(len(one), len(other)) <= _SHORT_NAME:
        return 0.9 if key_of(one) == key_of(other) else ratio * _DOUBT
    return ratio


class NameIndex:
    """The names of many owners (flashpoints, actors …), found by equality, likeness or their first letters.

    An owner may have several names; each answer holds an owner once, by the name that fits best.
    """

    def __init__(self, entries: Iterable[tuple[int, str]] = ()) -> None:
        self._owners: list[int] = []
        self._names: list[str] = []
        self._forms: list[_Form] = []
        self._sounds: list[str] = []
        self._keys: list[str] = []
        self._folds: list[str] = []
        self._by_fold: dict[str, list[int]] = {}
        self._by_key: dict[str, list[int]] = {}
        self._by_letters: dict[str, list[int]] = {}
        self._openings: list[tuple[str, int, int]] = []
        self._openings_current = True
        for owner, name in entries:
            self.add(owner, name)

    def add(self, owner: int, name: str) -> None:
        """Take in one more name of an owner; a name without any letter or digit is left out."""
        form = _form(name)
        if form.folded:
            self._take(owner, name, form)

    def _take(self, owner: int, name: str, form: _Form) -> None:
        place = len(self._owners)
        self._owners.append(owner)
        self._names.append(name)
        self._forms.append(form)
        self._sounds.append(form.sounds)
        self._keys.append(form.key)
        self._folds.append(form.folded)
        self._by_fold.setdefault(form.folded, []).append(place)
        if form.key:
            self._by_key.setdefault(form.key, []).append(place)
            self._by_letters.setdefault("".join(sorted(form.key)), []).append(place)
        self._openings_current = False

    def remove(self, owner: int) -> None:
        """Forget every name of an owner; an owner that is not there is no error."""
        if owner not in self._owners:
            return
        entries = list(zip(self._owners, self._names, self._forms, strict=True))
        for held in (self._owners, self._names, self._forms, self._sounds, self._keys, self._folds):
            held.clear()
        for places in (self._by_fold, self._by_key, self._by_letters):
            places.clear()
        for other, name, form in entries:
            if other != owner:
                self._take(other, name, form)

    def exact(self, text: str) -> list[int]:
        """The owners that have a name of the same fold, in the order in which they were added."""
        return list(dict.fromkeys(self._owners[place] for place in self._by_fold.get(fold(text), ())))

    def alike(self, text: str, limit: int = 8, threshold: float = 0.72) -> list[NameMatch]:
        """The owners that `text` may mean, best first: 1.0 equal, 0.9 and more same sound, else likeness.

        Acronyms of up to four letters match by equality only; names that differ in a number or in a
        word such as north or new never match by likeness.
        """
        wanted = _form(text)
        if not wanted.folded or limit < 1:
            return []
        scores = dict.fromkeys(self._by_fold.get(wanted.folded, ()), 1.0)
        for place in self._candidates(wanted, threshold):
            if place not in scores:
                score = _likeness(wanted, self._forms[place])
                if score >= threshold:
                    scores[place] = score
        return self._best(scores, limit)

    def _candidates(self, wanted: _Form, threshold: float) -> set[int]:
        """The places whose likeness can reach the threshold: the slow comparison is made for these alone."""
        if wanted.acronym or not wanted.key or not self._keys:
            return set()
        found = set(self._by_key.get(wanted.key, ()))
        found.update(self._by_letters.get("".join(sorted(wanted.key)), ()))
        by_key = process.cdist([wanted.key], self._keys, scorer=fuzz.ratio, dtype=np.float32)[0]
        by_sound = process.cdist([wanted.sounds], self._sounds, scorer=fuzz.ratio, dtype=np.float32)[0]
        by_fold = process.cdist([wanted.folded], self._folds, scorer=fuzz.ratio, dtype=np.float32)[0]
        reach = np.maximum((by_key + np.maximum(by_sound, by_fold)) / 2, by_key * _ACROSS_SCRIPTS)
        found.update(np.flatnonzero(reach >= threshold * 100 - 0.01).tolist())
        return found

    def prefix(self, text: str, limit: int = 8) -> list[NameMatch]:
        """The owners with a name, or a word in one, that begins like `text`, for completion while typing.

        Whole names come first, then names past their article, then later words, then beginnings that
        only sound the same; shorter names before longer ones.
        """
        folded = fold(text)
        if not folded or limit < 1:
            return []
        scores: dict[int, float] = {}
        for place, rank in self._opening_with(folded):
            length_cost = min(len(self._folds[place]) - len(folded), 90) / 1000
            score = 1.0 if self._folds[place] == folded else (0.99, 0.89, 0.79)[rank] - length_cost
            scores[place] = max(score, scores.get(place, 0.0))
        key = sound_key(text)
        if len(scores) < limit and len(key) > 1 and not _is_acronym(text):
            for place, _ in self._opening_with("\0" + key):
                length_cost = min(len(self._keys[place]) - len(key), 90) / 1000
                scores.setdefault(place, 0.69 - length_cost)
        return self._best(scores, limit)

    def _opening_with(self, folded: str) -> Iterator[tuple[int, int]]:
        """Place and rank (0 whole name, 1 past the article, 2 a later word) of what begins with a text."""
        if not self._openings_current:
            self._openings = sorted(_openings(self._forms))
            self._openings_current = True
        at = bisect_left(self._openings, (folded, -1, -1))
        while at < len(self._openings) and self._openings[at][0].startswith(folded):
            _, rank, place = self._openings[at]
            yield place, rank
            at += 1

    def _best(self, scores: dict[int, float], limit: int) -> list[NameMatch]:
        best: dict[int, NameMatch] = {}
        for place in sorted(scores, key=lambda place: (-scores[place], self._names[place], place)):
            owner = self._owners[place]
            if owner not in best:
                best[owner] = NameMatch(owner, self._names[place], scores[place])
                if len(best) == limit:
                    break
        return list(best.values())


def _openings(forms: list[_Form]) -> Iterator[tuple[str, int, int]]:
    """Every text that typing may begin with: (folded beginning, rank, place); keys are led by a NUL."""
    for place, form in enumerate(forms):
        yield form.folded, 0, place
        if form.key:
            yield "\0" + form.key, 0, place
        words = form.folded.split()
        after_article = words[0] in PLAIN_ARTICLES or words[0] in SUN_ARTICLES
        for number in range(1, len(words)):
            yield " ".join(words[number:]), 1 if number == 1 and after_article else 2, place
        if words[0].startswith("ال") and len(words[0]) > 3:
            yield form.folded[2:], 1, place


# --- lists of names --------------------------------------------------------------------------------------


def split_names(text: str) -> tuple[str, ...]:
    """Other names as stored, one a line: stripped, without empty lines and repetitions, in their order."""
    return tuple(dict.fromkeys(filter(None, (line.strip() for line in text.splitlines()))))


def join_names(names: Iterable[str]) -> str:
    """Other names as they are stored, one a line; a line break inside a name becomes a space."""
    whole = (" ".join(split_names(name)) for name in names)
    return "\n".join(dict.fromkeys(filter(None, whole)))


# --- writing direction -----------------------------------------------------------------------------------

_FIRST_STRONG, _END_ISOLATE = "\u2068", "\u2069"
_OPENING_ISOLATES = frozenset("\u2066\u2067\u2068")
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def has_rtl(text: str) -> bool:
    """Whether the text holds a letter that is written from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in ("R", "AL") and character not in "\u200f\u061c" for character in text
    )


def isolate(text: str) -> str:
    """The text between FSI and PDI, so that its direction cannot disturb the sentence around it (UAX 9).

    Isolates inside are balanced, so that a stray PDI cannot end ours early.  Nothing stays nothing.
    """
    if not text:
        return ""
    if not text.isascii() and _CONTROLS.search(text):
        text = _balanced(text)
    return f"{_FIRST_STRONG}{text}{_END_ISOLATE}"


def _balanced(text: str) -> str:
    depth = 0
    kept = []
    for character in text:
        if character in _OPENING_ISOLATES:
            depth += 1
        elif character == _END_ISOLATE:
            if depth == 0:
                continue
            depth -= 1
        kept.append(character)
    return "".join(kept) + _END_ISOLATE * depth


def show_controls(text: str) -> str:
    """The text with its invisible direction controls written out, as in ⟦U+202E⟧: nothing is hidden."""
    return text if text.isascii() else _CONTROLS.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return f"⟦U+{ord(found.group()):04X}⟧"
