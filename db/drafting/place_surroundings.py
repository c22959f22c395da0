"""What stands around the name of a place: "20 km north of", "countryside", "said", "Council"."""

from __future__ import annotations

from dataclasses import dataclass

from db.drafting.place_candidates import Candidate, Words
from db.drafting.place_words import (
    BEFORE_METONYM,
    BETWEEN_NAME_AND_KIND,
    BODIES,
    BODIES_OF,
    CUES,
    DEMONYMS,
    DIRECTIONS,
    KINDS_AFTER,
    NEAR_WORDS,
    NO_PLACES,
    PEOPLE_AFTER,
    PLACED_BEFORE,
    PLACES_UNKNOWN,
    PROVINCES,
    SPEAKING,
    STRONG_CUES,
    TITLES,
    UNKNOWN_KINDS,
)

_KILOMETRES = {"km": 1.0, "kms": 1.0, "kilometres": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometer": 1.0,
               "miles": 1.609, "mile": 1.609, "mi": 1.609, "metres": 0.001, "meters": 0.001, "m": 0.001}  # fmt: skip
_BLUR = {"outskirts": "vicinity", "suburbs": "vicinity", "edge": "vicinity", "countryside": "district"}
_SIDES = frozenset("northern southern eastern western northeastern northwestern southeastern southwestern".split())


_GOES_ON = frozenset("in on at near was is were with where who when while after before and to from as which".split())
_OFFICE = frozenset(
    "ministry ministries officials official government people diplomats leaders leadership those".split()
)
_LED = frozenset("led controlled directed run ordered orders commanded supplied funded steered paid support".split())


_SKIPPED = frozenset("the neighbouring neighboring nearby central rural besieged village town city".split())
_BEFALLS = frozenset(
    "attack attacks raid raids strike strikes assault assaults offensive shelling bombing bombardment siege capture fall"
    " battle seizure storming evacuation liberation recapture control advance airstrike airstrikes clearing loss"
    " encirclement occupation destruction".split()
)


@dataclass(frozen=True, slots=True)
class Around:
    """The words that belong to a name: words [first, last), what they say, and how exact the place then is."""

    first: int
    last: int
    near: str = ""
    km: float = 0.0
    bearing: float | None = None
    precision: str = ""
    province: bool = False


def around(words: Words, found: Candidate) -> Around:
    """The words before and after a name that move its place or make it less exact."""
    first, near, km, bearing, precision = _before(words, found.first)
    last, after, province = _after(words, found.last)
    if after and not precision:
        precision = after
    return Around(first, last, near, km, bearing, precision, province)


def _after(words: Words, place: int) -> tuple[int, str, bool]:
    """The place after "province", "countryside", "dam", "IDP camp", the precision it gives, and if it is a province."""
    at = place
    if words.at(at) == "'s" or words.gap(at) == "'s ":
        return place, "", False
    # "Idlib's southern countryside" and "Aleppo northern countryside"
    if (words.at(at) in _SIDES and words.at(at + 1) in ("countryside", "suburbs", "outskirts", "province")) or (
        words.at(at) in BETWEEN_NAME_AND_KIND and words.at(at + 1) in KINDS_AFTER
    ):
        at += 1
    kind = words.at(at)
    if kind not in KINDS_AFTER or words.gap(place) not in (" ", "  ", "-"):
        return place, "", False
    if words.is_capital(at) and words.is_capital(at + 1) and words.at(at + 1) in BODIES:
        return place, "", False
    return at + 1, KINDS_AFTER[kind], kind in PROVINCES


def _before(words: Words, place: int) -> tuple[int, str, float, float | None, str]:
    """What stands before a name: its first word, the words, how far in km, which way, and the precision."""
    at = place - 1
    while words.at(at) in ("the", "city", "town", "village", "of") and at > place - 5:
        if words.at(at) == "of" and words.at(at - 1) in (
            "city",
            "town",
            "village",
            "district",
            "province",
            "outskirts",
        ):
            at -= 1
            if words.at(at) in ("outskirts",):
                break
            continue
        if words.at(at) == "of":
            break
        at -= 1
    of = words.at(at) == "of"
    at -= of
    word = words.at(at)
    if of and word in DIRECTIONS:
        return _measured(words, at, place)
    if (of and word in _BLUR) or word in ("outskirts",):
        start = at - (words.at(at - 1) in _SIDES)
        start -= words.at(start - 1) == "the"
        return start, _told(words, start, place), 0.0, None, _BLUR.get(word, "vicinity")
    if (word == "from" and words.at(at - 1) in _KILOMETRES) or (words.at(at) in NEAR_WORDS and not of):
        start = at
        if word == "from":
            start = at - 2
        return start, _told(words, start, place), 0.0, None, "vicinity"
    if word in DIRECTIONS and not of and at == place - 1 and words.gap(place) == " ":
        return at, _told(words, at, place), 0.0, None, ""
    return place, "", 0.0, None, ""


def _measured(words: Words, at: int, place: int) -> tuple[int, str, float, float | None, str]:
    """ "20 km north of", "about 15 miles (24 km) south-east of", "just west of"."""
    start, bearing = at, DIRECTIONS[words.at(at)]
    if words.at(at - 1) == "-" and words.at(at - 2) in DIRECTIONS:
        start = at - 2
        bearing = DIRECTIONS.get(f"{words.at(start)}-{words.at(at)}", bearing)
    before = start - 1
    before -= words.at(before) in ("to",)
    before -= words.at(before) in ("the",) and words.at(before - 1) in ("to", "in", *_KILOMETRES)
    before -= words.at(before) in ("to",)
    if words.at(before) in _KILOMETRES:
        number = words.at(before - 1).replace(",", ".")
        km = float(number) * _KILOMETRES[words.at(before)] if _is_number(number) else 0.0
        start = before - 1
        precision = "vicinity" if km < 5 else "town"
        return start, _told(words, start, place), km if km <= 400 else 0.0, bearing, precision
    return start, _told(words, start, place), 0.0, bearing, "vicinity"


def _is_number(text: str) -> bool:
    return len(text) < 8 and text.replace(".", "", 1).isdecimal() and text.isascii()


def _told(words: Words, first: int, place: int) -> str:
    return " ".join(words.text[words.starts[first] : words.ends[place - 1]].split()) if first < place else ""


def has_cue(words: Words, place: int, *, strong: bool = False) -> bool:
    """Whether a word before the name places something there ("in", "near", "north of", "shelled")."""
    cues = STRONG_CUES if strong else CUES
    at = place - 1
    for _ in range(3):
        word = words.at(at)
        if word == "of" and strong:
            return words.at(at - 1) in DIRECTIONS or words.at(at - 1) in KINDS_AFTER or words.at(at - 1) == "outskirts"
        if word in cues:
            return True
        if (
            word not in ("the", "city", "town", "village", "province", "district", "of", "camp")
            and word not in PLACED_BEFORE
        ):
            return False
        at -= 1
    return False


def led_in(words: Words, place: int) -> bool:
    """Whether the words before an unknown name in capitals make a place of it: "in", "the villages of", "attack on"."""
    at = place - 1
    while words.at(at) in _SKIPPED and at > place - 4:
        at -= 1
    before, earlier = words.at(at), words.at(at - 1)
    if before in ("of", "called", "named"):
        kind = earlier in UNKNOWN_KINDS or earlier in DIRECTIONS or earlier in _BLUR or earlier in _BEFALLS
        return kind and not words.is_capital(at - 1)
    if before in ("on", "against", "for"):
        return earlier in _BEFALLS
    return before in UNKNOWN_KINDS or before in PLACES_UNKNOWN


def in_longer_name(words: Words, found: Candidate) -> bool:
    """Whether words in capitals beside a name make another name with it: "Carmelo Guerrero", "Operation Raqqa"."""
    before, after = found.first - 1, found.last
    if words.gap(found.first) in (" ", "-") and words.is_capital(before) and not words.owns(before):
        word = words.at(before)
        name_like = word not in PLACED_BEFORE and word not in DEMONYMS and not words.raw(before).isupper()
        known = (word in NO_PLACES and word not in TITLES and words.begins_sentence(before)) or word in CUES
        if name_like and not known:
            return True
    if words.gap(after) in (" ", "-") and words.is_capital(after) and not words.owns(after - 1):
        word = words.at(after)
        if word in KINDS_AFTER or word in DEMONYMS or words.raw(after).isupper() or word in BETWEEN_NAME_AND_KIND:
            return False
        return word not in NO_PLACES or word in BODIES
    # "Wadi al-Shay"
    joins = words.at(after) in ("al", "el", "ez", "az", "as", "ash", "ad", "ar", "an", "at") and words.gap(after) == " "
    return joins and words.at(after + 1) == "-" and words.is_capital(after + 2)


def part_of_name(words: Words, found: Candidate) -> bool:
    """Whether the name is a part of that of a body or a side: "Aleppo Council", "Raqqa-based", "Government of Yemen"."""
    after = found.last
    word = words.at(after)
    if words.gap(after) == " " and words.is_capital(after) and word in BODIES:
        return True
    if word == "-" and not words.gap(after) and (words.at(after + 1) in PEOPLE_AFTER or words.at(after + 1) in BODIES):
        return True
    if words.at(found.first - 1) == "-" and not words.gap(found.first) and words.at(found.first - 2) in ("anti", "pro"):
        return True
    before = words.at(found.first - 1)
    at = found.first - 1 - (before == "the")
    if words.at(at) in ("of", "in", "for") and words.at(at - 1) in BODIES_OF and words.is_capital(at - 1):
        return True
    # "Mr Raqqa", "Col. Aleppo"
    at = found.first - 1 - (words.at(found.first - 1) == ".")
    return words.at(at) in TITLES and words.is_capital(at) and words.gap(found.first) == " "


def is_metonym(words: Words, found: Candidate) -> bool:
    """Whether the name of a country or capital stands for its government: "Moscow said", "according to Ankara"."""
    first, after = found.first, found.last
    before = words.at(first - 1)
    if before == "the":
        before = words.at(first - 2)
    possessive = words.text[found.end : found.end + 2] in ("'s", "’s")
    following = words.at(after)
    if following in ("also", "has", "had", "have") or (following == "," and words.at(after + 1) == "which"):
        following = words.at(after + 2) if following == "," else following
    speaks = following in SPEAKING and not possessive
    # "the defence ministry in Moscow", "led from Tehran"
    if before in ("in", "from") and (
        words.at(first - 2) in _OFFICE or (before == "from" and words.at(first - 2) in _LED)
    ):
        return True
    if words.begins_sentence(first) and following.isalpha() and not words.is_capital(after) and not possessive:
        speaks |= following not in _GOES_ON and following not in KINDS_AFTER
    if before in ("in", "at", "near", "around", "outside", "into", "across", "inside", "toward", "towards", "north",
                  "south", "east", "west", "northern", "southern", "eastern", "western", "central", "through"):  # fmt: skip
        return False
    if before in ("from", "to", "of") and not speaks:
        return before == "to" and words.at(first - 2) == "according"
    if speaks or before in BEFORE_METONYM:
        return True
    # "Washington and London", "Moscow, Tehran and Ankara": as the subject
    return (following in ("and", ",") and words.begins_sentence(first)) or possessive
