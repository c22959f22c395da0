"""Folding of names and text in any script, and the key by which transliterations of a name fall together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

from .name_tables import (
    ARABIC_SOUNDS,
    DIGRAPHS,
    DROPPED_MARKS,
    FOLDED_LETTERS,
    JOINING_MARKS,
    LATIN_SOUNDS,
    PLAIN_ARTICLES,
    SHORTENED_WORDS,
    SOUNDED_LETTERS,
    SUN_ARTICLES,
    SUN_LETTERS,
)

_INITIALS = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])")
# dashes and quotation marks part words for the index as blanks do: they need no shadow
_NOT_PLAIN = re.compile("[^\x00-\x7f–—“”„«»…·•]")
_ASCII_SIGNS: dict[int, str | None] = {
    code: (None if chr(code) in JOINING_MARKS else " ") for code in range(128) if not chr(code).isalnum()
}

# --- folding ---------------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """The text as the search index and equality see it; folding twice changes nothing.

    Case, accents and Arabic vowel signs go; alef, ya, kaf and ha forms, ta marbuta and hamza seats become
    one; digits become 0-9; direction marks and zero-width signs vanish; apostrophes join, other signs part;
    initials lose their dots ("U.S." is "us").
    """
    if text.isascii():
        lowered = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text).casefold()
        mapped = "".join(map(_folded_character, unicodedata.normalize("NFKD", decomposed)))
        lowered = unicodedata.normalize("NFC", mapped)
    if "." in lowered:
        lowered = _INITIALS.sub(_without_dots, lowered)
    return " ".join(lowered.translate(_ASCII_SIGNS).split())


def _without_dots(found: re.Match[str]) -> str:
    return found.group().replace(".", "")


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    """What one character of a decomposed, casefolded text becomes: itself, another, a space, or nothing."""
    if character.isascii():
        return character
    if character in FOLDED_LETTERS:
        return FOLDED_LETTERS[character]
    if character in JOINING_MARKS:
        return ""
    category = unicodedata.category(character)
    code = ord(character)
    if category in ("Mn", "Me") and any(first <= code <= last for first, last in DROPPED_MARKS):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Cf", "Sk"):
        return ""
    if category[0] in "PSZ" or category in ("Cc", "Cs"):
        return " "
    return character


def search_shadow(text: str) -> str:
    """What the full-text index holds beside `text`: nothing for plain words, else its fold and a Latin spelling.

    The Latin spelling covers only the words that folding does not bring into ASCII.  Arabic comes out
    without its short vowels ("dyr alzwr"): finding it by a Latin name needs an alias or `sound_key`.
    """
    if text.isascii() or not _NOT_PLAIN.search(text):
        return ""
    folded = fold(text)
    if folded.isascii():
        return folded
    latin = (fold(anyascii(word)) for word in text.split() if not fold(word).isascii())
    return " ".join(dict.fromkeys([folded, *filter(None, latin)]))


# --- sound -----------------------------------------------------------------------------------------------

_RUNS = re.compile("[\u0600-\u08ff]+|[^\\s\u0600-\u08ff]+")
VOWELLESS = re.compile("[\u0590-\u08ff]")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_SERVANT = re.compile(r"(abd)[aeou]l?(.{4,})")
_FATHER = re.compile(r"(abou?|abu)([^aeiou].{2,})")
_OF_GOD = re.compile(r"(.{3,}?)[aeiou]?(llah)")
_OF_FAITH = re.compile(r"(.{3,}?)[aeiou]d(d[ie]+n)e?")
_GLUED_ARTICLE = re.compile(r"[ae](?:l(?=[^aeiouyl\d].{2})|([tdrzsn])(?=\1.{3}))")
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLED = re.compile(r"([^\d])\1+")
_NARROW = re.compile(r"ai(?![aiu])")
_BROAD = re.compile(r"au(?![aiu])")
_NO_VOWELS = str.maketrans("", "", "aiu")


def sound_key(text: str) -> str:
    """The consonants of a name by sound class, articles left out: one key for all its transliterations.

    A leading vowel is kept as "a", numbers are kept.  Empty when the text holds no letter or number.
    Two texts of equal `fold` may differ here: an accent that folding drops can tell a sound (ş is sh).
    """
    return key_of("".join(sound_words(text)))


def key_of(sounds: str) -> str:
    """The key of joined sound words: their consonants, led by an "a" where a vowel led."""
    return ("a" if sounds[:1] in ("a", "i", "u") else "") + sounds.translate(_NO_VOWELS)


def sound_words(text: str) -> tuple[str, ...]:
    """The words of a name in sound letters, vowels as a, i and u; articles left out, glued parts set apart."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.casefold()).translate(SOUNDED_LETTERS)
    parts = list(_parts(fold(text)))
    words: list[str] = []
    for place, part in enumerate(parts):
        following = parts[place + 1][:1] if place + 1 < len(parts) else ""
        if following and (part in PLAIN_ARTICLES or (part in SUN_ARTICLES and following in SUN_LETTERS)):
            continue
        # The t of a bound feminine ("Madinat", "Khirbet") is written in some spellings only.
        bound = following and len(part) > 4 and part.endswith(("at", "et"))
        words.append(_arabic_word(part) if not part.isascii() else _latin_word(part[:-1] if bound else part))
    return tuple(word for word in words if word)


def _parts(folded: str) -> Iterator[str]:
    """The words of a folded text, each in Latin or Arabic letters, compounds taken apart, "abu" as "bu"."""
    for run in _RUNS.findall(folded):
        if VOWELLESS.match(run) and run[0] >= "\u0600":
            yield from _arabic_parts(run)
        elif run.isascii():
            yield from _latin_parts(run)
        else:
            for word in fold(anyascii(run)).split():
                yield from _latin_parts(word)


def _latin_parts(word: str) -> Iterator[str]:
    if word in SHORTENED_WORDS:
        yield SHORTENED_WORDS[word]
    elif found := _ORDINAL.fullmatch(word):
        yield found[1]
    elif found := _OF_GOD.fullmatch(word) or _OF_FAITH.fullmatch(word) or _SERVANT.fullmatch(word):
        yield from found.groups()
    elif found := _FATHER.fullmatch(word):
        yield "bu"
        yield found[2]
    else:
        yield _GLUED_ARTICLE.sub("", word, count=1) if _GLUED_ARTICLE.match(word) else word


def _arabic_parts(word: str) -> Iterator[str]:
    if word in SHORTENED_WORDS:
        yield SHORTENED_WORDS[word]
    elif word.endswith("الله") and len(word) > 5:
        yield from (word[:-4], word[-2:])
    elif word.startswith("عبدال") and len(word) > 7:
        yield from (word[:3], word[5:])
    elif word.startswith("ابو") and len(word) > 5:
        yield from ("bu", word[3:])
    else:
        yield word[2:] if word.startswith("ال") and len(word) > 3 else word


def _latin_word(word: str) -> str:
    for spelling, sound in DIGRAPHS:
        if spelling in word:
            word = word.replace(spelling, sound.upper())
    word = _SOFT_C.sub("s", word).replace("c", "k").lower()
    # At the head of a word w and y are consonants, elsewhere they write a vowel or a diphthong.
    head = word[:1] if word[:1] in ("w", "y") and len(word) > 1 else ""
    body = _DOUBLED.sub(r"\1", word[len(head) :].translate(LATIN_SOUNDS))
    return _rounded(head + body, final_h=body.endswith(("ah", "ih", "uh")))


def _arabic_word(word: str) -> str:
    head = {"و": "w", "ي": "y"}.get(word[0], "") if len(word) > 1 else ""
    sounds = "".join(ARABIC_SOUNDS.get(letter) or _other_letter(letter) for letter in word[len(head) :])
    return _rounded(head + sounds, final_h=sounds.endswith("h"))


def _other_letter(letter: str) -> str:
    return "".join(re.findall("[a-z0-9]", anyascii(letter).lower()))


def _rounded(sounds: str, final_h: bool) -> str:
    """One vowel for a diphthong; a silent last h dropped, unless too little would be left of the word."""
    short = sounds[:-1]
    if final_h and (len(short) > 2 or len(short.translate(_NO_VOWELS)) > 1):
        sounds = short
    return _BROAD.sub("u", _NARROW.sub("i", sounds))
