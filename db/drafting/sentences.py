"""A text as paragraphs, sentences and words, each with its place; in time that grows with the text and no faster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from db.drafting.budget import Budget, GoesOn, always, loop_of
from db.names import fold

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_WORD = re.compile(rf"(?:[A-Za-z]\.){{2,}}|(?:[^\W_]|[{_MARKS}])+(?:['’ʼ](?:[^\W_]|[{_MARKS}])+)*")
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|[\u2029\f]+")
# where a sentence may end: signs, closing quotation marks and brackets, then white space; a long row of signs is
# looked at once, from its first sign, and not again from each of them
_END = re.compile(r"(?:(?<![.!?؟۔…])[.!?؟۔…]++[\"'”’»)\]]*+)(?=\s)|\n")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*•–—▪●○◦‣]|\(?\d{1,3}[.)]|\[?\d{1,4}[:./-]\d{1,2}[\s\d:./,-]|#{1,6} |[🔴⚠🚨⚡🟥])")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SHORT_FORMS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr pvt rev hon st mt ft no nos approx ca c vs etc eg ie "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun dept gov sen rep km hrs "
    "al ibid fig vol pp ed inc ltd co corp bn rt".split()
)
_LONGEST_HEADLINE = 140
_LONGEST = 1200
_SHORT_LINE = 48


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text without its possessive ending; `key` is its fold without a plural s."""

    start: int
    end: int
    text: str
    folded: str
    key: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end] with its words; `headline`: a short line of its own without an end."""

    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]
    headline: bool = False


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> tuple[str, str]:
    folded = fold(text).replace(" ", "")
    return folded, key_of(folded)


def key_of(folded: str) -> str:
    """A folded word without the s of its plural: "forces" and "force" are one."""
    if len(folded) > 3 and folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        return folded[:-3] + "y" if folded.endswith("ies") and len(folded) > 5 else folded[:-1]
    return folded


def words_in(text: str, start: int = 0, end: int | None = None, goes_on: GoesOn = always) -> list[Word]:
    """The words of text[start:end]; words joined by a hyphen are two."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        if not goes_on(match.start()):
            break
        word = match.group()
        if (own := _POSSESSIVE.search(word)) and own.start() > 0:
            word = word[: own.start()]
        folded, key = _folded(word)
        if folded:
            found.append(Word(match.start(), match.start() + len(word), word, folded, key))
    return found


def sentences_in(text: str, budget: Budget | None = None) -> list[Sentence]:
    """The sentences in their order; words outside of any do not exist."""
    words = words_in(text, goes_on=loop_of(budget, "words"))
    goes_on = loop_of(budget, "sentences")
    text = text[: budget.reach] if budget is not None else text
    at = 0
    found: list[Sentence] = []
    for number, (first, last) in enumerate(_paragraphs(text)):
        if not goes_on(first):
            break
        for start, end in _sentences(text, first, last, goes_on):
            while at < len(words) and words[at].start < start:
                at += 1
            begin = at
            while at < len(words) and words[at].start < end:
                at += 1
            if at > begin:
                found.append(Sentence(start, end, number, tuple(words[begin:at]), _is_headline(text, start, end)))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PARAGRAPH.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _sentences(text: str, first: int, last: int, goes_on: GoesOn) -> Iterator[tuple[int, int]]:
    start = line = first
    looked, lettered = first, False  # how far letters were looked for, and whether the sentence has some
    for match in _END.finditer(text, first, last):
        if not goes_on(match.start()):
            return
        if match.group() == "\n":
            ends = _line_ends_sentence(text, line, match.start(), match.end(), last)
            line = match.end()
        else:
            # "15.12. Two people die": a number alone is no sentence
            lettered = lettered or bool(_LETTERS.search(text, max(start, looked), match.end()))
            looked = match.end()
            ends = lettered and _stop_ends_sentence(text, match, last)
        if ends:
            yield from _trimmed(text, start, match.end())
            start, lettered = match.end(), False
    yield from _trimmed(text, start, last)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        # text without full stops: a sentence that has no end must not make reading slow
        cut = max(text.rfind(" ", start, start + _LONGEST), start + _LONGEST // 2)
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def _stop_ends_sentence(text: str, match: re.Match[str], last: int) -> bool:
    """Whether a full stop is one: not after an abbreviation or an initial, nor before a small letter."""
    following = text[match.end() : min(match.end() + 40, last)].lstrip(" \t\n\"'“‘«([")
    if match.group()[0] in "!?؟۔":
        return match.group()[0] not in "!?" or not following[:1].islower()
    before = text[max(match.start() - 12, 0) : match.start()]
    word = re.search(r"[^\W_]+(?:\.[^\W_])*$", before)
    if match.group().startswith(".") and not match.group().startswith("..") and word is not None:
        last_word = word.group()
        if last_word == "no" and following[:1].isupper():
            return True
        if last_word.lower() in _SHORT_FORMS and (len(last_word) > 2 or not last_word.isupper()):
            # "2 km. The" ends; "Lt. Col." and "10 Jan. 2017" do not
            return last_word.lower() in ("km", "hrs", "etc", "al", "co", "inc") and following[:1].isupper()
        if len(last_word) == 1 and last_word.isupper():
            return False
        if "." in last_word:
            return following[:1].isupper() and _opens_sentence(following)
    return not following[:1].islower()


def _opens_sentence(following: str) -> bool:
    """After "U.S." a sentence ends only before a word that usually opens one."""
    word = re.match(r"[^\W_]+", following)
    return bool(word) and word.group() in (  # type: ignore[union-attr]
        "The", "A", "An", "It", "In", "On", "At", "He", "She", "They", "This", "That", "These", "No", "But", "After",
    )  # fmt: skip


def _line_ends_sentence(text: str, line: int, end: int, following: int, last: int) -> bool:
    """Whether a single line break parts sentences: a list, a heading, a line of its own; not a wrapped line."""
    if _LIST_ITEM.match(text, following, last):
        return True
    written = text[line:end].rstrip()
    if not written or written[-1] in ".!?:؟…":
        return True
    opening = text[following : following + 1]
    return len(written) < _SHORT_LINE and not opening.islower()


def _is_headline(text: str, start: int, end: int) -> bool:
    if end - start > _LONGEST_HEADLINE or text[end - 1] in ".!?؟:;,…":
        return False
    before = text[:start].rstrip(" \t") if start < 200 else text[start - 200 : start].rstrip(" \t")
    after = text[end : end + 50].lstrip(" \t")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
