"""The words of a text that may name a place: runs of words in capitals, or words in a writing without capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from db.drafting.budget import Budget, loop_of
from db.drafting.date_tokens import within_paragraph
from db.drafting.place_words import ARABIC_PREFIXES
from db.names import fold

MOST_WORDS = 5
_TOKEN = re.compile(r"[`‘ʿ]?[^\W\d_]+(?:['’‘ʿ`][^\W\d_]+)*|\d+(?:[.,]\d+)*|\n|[^\w\s]")
_ARTICLES = frozenset("al el ad as at ash an ar az ez es er ed the ul en".split())
_JOINERS = frozenset(
    "al el ad as at ash an ar az ez es er ed de del la las los of bin ibn abu um umm da do du e y".split()
)
_HYPHENS = frozenset("-‑ ")
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words: small letters, where each begins and ends, and whether it begins with a capital letter."""

    text: str
    small: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]

    def __len__(self) -> int:
        return len(self.small)

    def at(self, place: int) -> str:
        """The word at a place in small letters; empty before the first and after the last."""
        return self.small[place] if 0 <= place < len(self.small) else ""

    def raw(self, place: int) -> str:
        """The word as it is written."""
        return self.text[self.starts[place] : self.ends[place]] if 0 <= place < len(self.small) else ""

    def is_capital(self, place: int) -> bool:
        """Whether there is a word that begins with a capital letter."""
        return 0 <= place < len(self.small) and self.capital[place]

    def gap(self, place: int) -> str:
        """What stands between the word before a place and the word there; a line break where there is none."""
        if not 0 < place < len(self.small):
            return "\n"
        return self.text[self.ends[place - 1] : self.starts[place]].replace("\n", " ")

    def begins_sentence(self, place: int) -> bool:
        """Whether the word is the first of a sentence, a line or a quotation."""
        before = self.at(place - 1)
        return before in (
            "",
            "\n",
            ".",
            "!",
            "?",
            ":",
            "•",
            "·",
            "*",
            "“",
            '"',
            "…",
            "–",
            "—",
            ";",
            "#",
            ")",
            "-",
        ) and (before not in ("-", "–", "—", ")") or " " in self.gap(place))

    def owns(self, place: int) -> bool:
        """Whether the word is a possessive: "Omdurman's"."""
        return self.raw(place).endswith(("'s", "’s"))

    def shouted(self, place: int) -> bool:
        """Whether the word is all capitals and longer than an abbreviation."""
        word = self.raw(place)
        return len(word) > 4 and word.isupper()


def words_of(text: str, budget: Budget | None = None) -> Words:
    """The text taken apart."""
    small: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    capital: list[bool] = []
    goes_on = loop_of(budget, "names")
    for found in _TOKEN.finditer(text):
        if not goes_on(found.start()):
            break
        word = found.group()
        if word == "\n" and within_paragraph(text, found.start()):
            continue
        small.append(word.lower())
        starts.append(found.start())
        ends.append(found.end())
        letter = word[1:2] if word[0] in "`‘ʿ" else word[0]
        capital.append(letter.isupper())
    return Words(text, small, starts, ends, capital)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [first, last) that may name a place, folded; `start` and `end` are places in the text."""

    first: int
    last: int
    folded: str
    start: int
    end: int


def candidates_at(words: Words, place: int) -> Iterator[Candidate]:
    """The runs of words that begin at a place and may be a name, the longest first."""
    raw = words.raw(place)
    if _ARABIC.match(raw):
        yield from _arabic(words, place)
        return
    opens = words.capital[place]
    if words.small[place] in _ARTICLES and not opens:
        hyphen = words.at(place + 1) in ("-", "‑") and not words.gap(place + 1)
        spaced = words.gap(place + 1) == " " and words.small[place] in ("al", "el")
        opens = (hyphen and words.is_capital(place + 2)) or (spaced and words.is_capital(place + 1))
    if not opens:
        return
    ends: list[int] = []
    at = place
    while at < len(words) and len(ends) < MOST_WORDS * 2 and at - place < MOST_WORDS * 2:
        small = words.small[at]
        if at > place and words.gap(at).strip(" ‑-") and small not in ("-", "‑"):
            break
        if words.capital[at] or (at == place):
            ends.append(at + 1)
        elif small in ("-", "‑"):
            if words.gap(at):
                break
        elif small not in _JOINERS:
            break
        if words.raw(at).endswith(("'s", "’s")) or len(words.gap(at + 1)) > 2:
            break
        at += 1
    for last in reversed(ends[:MOST_WORDS]):
        start, end = words.starts[place], words.ends[last - 1]
        if words.text[end - 2 : end] in ("'s", "’s"):
            end -= 2
        folded = fold(words.text[start:end])
        if len(folded) > 1:
            yield Candidate(place, last, folded, start, end)


def _arabic(words: Words, place: int) -> Iterator[Candidate]:
    ends = [place + 1]
    while len(ends) < 3 and words.gap(ends[-1]) == " " and _ARABIC.match(words.raw(ends[-1])):
        ends.append(ends[-1] + 1)
    for last in reversed(ends):
        start, end = words.starts[place], words.ends[last - 1]
        written = words.text[start:end]
        yield Candidate(place, last, fold(written), start, end)
        for prefix in ARABIC_PREFIXES:
            if written.startswith(prefix) and len(written) - len(prefix) > 2:
                rest = written[len(prefix) :]
                # "للرقة" is "ل" and "الرقة"; of "بالرقة" the article stays
                article = prefix.endswith(("ال", "لل"))
                cut = len(prefix) - 2 if prefix.endswith("ال") else len(prefix)
                yield Candidate(place, last, fold("ال" + rest if article else rest), start + cut, end)
