"""Actors named in a text: by any name or alias, inflected, by the adjective of a state, by sort, and by unknown names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.drafting.actor_index import ActorIndex, Entry
from db.drafting.budget import Budget, GoesOn, loop_of
from db.drafting.parts import FoundActor
from db.drafting.sentences import Sentence, Word
from db.drafting.world import (
    BACKERS,
    BETWEEN,
    FORCE_NOUNS,
    GROUP_ENDINGS,
    GROUP_OPENINGS,
    MAKERS,
    OFFICIAL_NOUNS,
)
from db.drafts import Choice

# before the name of a state these make it a place
_PLACING = frozenset(
    "in into inside across within throughout near northern southern eastern western central northeastern northwestern "
    "southeastern southwestern northeast northwest southeast southwest north south east west around over neighbouring "
    "neighboring from to toward towards outside leave left enter entered via".split()
)
_SPEAKS = frozenset(
    "said says has have had denied denies accused accuses warned warns announced announces insisted insists wants "
    "backs backed rejected rejects vowed vows condemned condemns confirmed confirms claims claimed blamed blames "
    "and is was will would supports supported agreed sees considers called calls did does deployed sent responded "
    "threatened urged demanded".split()
)
_ADDRESSED = frozenset(
    "warned accused told threatened urged blamed against between denounced condemned backing".split()
)
_ARMY_NOUNS = frozenset("army troop soldier force military".split())
_LED = frozenset("militia militiamen fighter force group rebel faction troop".split())
_FIGHTERS = frozenset("fighter militant rebel gunmen militia insurgent militiamen guerrilla faction".split())
_NO_GROUP = frozenset({"THE", "AND", "PRO", "GOV", "ARMED", "LOCAL", "KURD"})
_RULERS = frozenset({"government", "regime", "state", "junta"})
_DEEDS = frozenset(
    "strike airstrike raid shelling bombardment fire offensive operation invasion incursion attack assault bombing "
    "barrage position base outpost checkpoint artillery rocket missile mortar reinforcement".split()
)
_PEOPLE = re.compile(r"(?:ans|ians|is|ons|ks|ns|eris|es)$")
_ACRONYM = re.compile(r"\(\s*(?:the |or |known as |also known as )?[\"“']?([A-Z][A-Za-z0-9-]{1,9})[\"”']?\s*\)")
_SMALL_IN_NAME = frozenset("al of the for and ul as ash at ad an az bin ibn el abu e".split())
_NO_NAME = frozenset(
    "the a an this that these those its their our his her in on at by from with and or but for as after before while "
    "when two three four five six seven eight nine ten several some many both all also".split()
)
# endings in small letters, and how many words must stand before them: "Raqqa front" is a place
_LOWER_ENDINGS = {"militia": 1, "brigade": 1, "battalion": 1, "regiment": 1, "faction": 1, "front": 2}
_PLAIN_WORDS = frozenset(
    "special armed air security task defence defense government regime army ground naval border police national "
    "military coalition local rapid reaction operation combined allied elite northern southern eastern western "
    "central front regional united us peacekeeping".split()
)


def actors_in(
    text: str, sentences: Sequence[Sentence], index: ActorIndex, budget: Budget | None = None
) -> list[FoundActor]:
    """The actors that a text names, in its order; none overlaps another."""
    names = _defined_names(text, sentences, index, loop_of(budget, "acronyms"))
    goes_on = loop_of(budget, "actors")
    found: list[FoundActor] = []
    for sentence in sentences:
        if not goes_on(sentence.start):
            break
        found.extend(_in_sentence(text, sentence, index, names))
    return found


def _in_sentence(
    text: str, sentence: Sentence, index: ActorIndex, names: dict[str, FoundActor]
) -> Iterator[FoundActor]:
    words = sentence.words
    shouted = text[sentence.start : sentence.end].isupper()
    at = 0
    last: FoundActor | None = None
    while at < len(words):
        actor, used = _at(text, words, at, index, names, shouted, last)
        beside = last is not None and actor is not None and text[last.end : actor.start] == " "
        if actor is not None and not (beside and actor.is_nobody):  # "ISIS militants" are one
            yield actor
            last = actor
        at += max(used, 1)


def _at(
    text: str,
    words: Sequence[Word],
    at: int,
    index: ActorIndex,
    names: dict[str, FoundActor],
    shouted: bool,
    last: FoundActor | None,
) -> tuple[FoundActor | None, int]:
    """The actor that begins with word `at`, and how many words it takes; (None, n) to pass over n words."""
    word = words[at]
    entry = _longest(text, words, at, index, shouted)
    defined = names.get(word.text)
    if defined is not None and (entry is None or len(entry.keys) == 1):
        return replace(defined, start=word.start, end=word.end), 1
    unknown = _unknown_name(text, words, at)
    longer = entry is None or (len(entry.keys) < unknown and entry.sort != "state" and words[at + 1].text[:1].isupper())
    if unknown and longer and index.state_of(words[at].folded) is None:
        return _new_name(text, words[at : at + unknown]), unknown
    if entry is not None and entry.sort == "sort" and _is_building(words, at + len(entry.keys)):
        return None, len(entry.keys)
    if entry is not None:
        if entry.sort in ("state", "capital"):
            return _state(text, words, at, entry, index, last)
        return _named(text, words[at : at + len(entry.keys)], entry, index), len(entry.keys)
    state = index.state_of(word.folded)
    if state is not None and not word.text[:1].islower():
        return _adjective(text, words, at, 1, state, index)
    return None, 1


def _is_building(words: Sequence[Word], at: int) -> bool:
    """ "police station", "army base": a building."""
    return at < len(words) and words[at].key in ("station", "academy", "headquarter", "college", "barracks", "hospital")


def _longest(text: str, words: Sequence[Word], at: int, index: ActorIndex, shouted: bool) -> Entry | None:
    for entry in index.starting_with(words[at].key):
        size = len(entry.keys)
        if at + size > len(words) or any(words[at + n].key != key for n, key in enumerate(entry.keys)):
            continue
        if size > 1 and any("\n\n" in text[words[at + n].end : words[at + n + 1].start] for n in range(size - 1)):
            continue
        if _written_so(words[at], entry, shouted):
            return entry
    return None


def _written_so(word: Word, entry: Entry, shouted: bool) -> bool:
    if not entry.written:
        return True
    letters = word.text.replace(".", "")
    if entry.written != "Xx":
        return letters.isupper() and not (shouted and entry.written in ("IS", "US", "IT", "WHO", "AS"))
    return letters[:1].isupper()


def _named(text: str, words: Sequence[Word], entry: Entry, index: ActorIndex) -> FoundActor:
    start, end = words[0].start, words[-1].end
    as_named = text[start:end]
    generic = entry.sort == "sort"
    if len(entry.owners) == 1:
        actor = index.actors[entry.owners[0]]
        why = "" if as_named in (actor.name, actor.short_name) else f"alias “{as_named}”"
        return FoundActor(start, end, actor.name, actor.id, actor.kind, why=why, generic=generic)
    choices = tuple(Choice(index.actors[owner].name, str(owner)) for owner in entry.owners)
    return FoundActor(start, end, entry.name, None, entry.kind, choices, generic=generic)


# -- states


def _state(
    text: str, words: Sequence[Word], at: int, entry: Entry, index: ActorIndex, last: FoundActor | None
) -> tuple[FoundActor | None, int]:
    """The name of a state: a party, unless it is only where something is."""
    size = len(entry.keys)
    end = words[at + size - 1].end
    before = [word.folded for word in words[max(at - 3, 0) : at]]
    following = words[at + size].folded if at + size < len(words) else ""
    joined = text[end : end + 1] in ("-", "‑", "–")
    if joined and (following in BACKERS or following in MAKERS):
        return _adjective(text, words, at, size, entry, index)
    if entry.sort == "capital":
        addressed = bool(before) and before[-1] in _ADDRESSED
        speaks = (addressed or following in _SPEAKS) and (
            not before or before[-1] not in ("in", "from", "to", "near", "of", "around")
        )
        if not speaks or (not addressed and following == "and" and before[-1:] != ["between"]):
            return None, size
        return _of_state(text, words[at].start, end, entry, index, "official"), size
    noun = _noun_after(text, words, at + size)
    if noun is not None:
        return _adjective(text, words, at, size, entry, index)
    if _is_place(text, words, at, size, before, last):
        return None, size
    return _of_state(text, words[at].start, end, entry, index, "force"), size


def _is_place(text: str, words: Sequence[Word], at: int, size: int, before: list[str], last: FoundActor | None) -> bool:
    preceding = before[-1] if before else ""
    if preceding == "the" and len(before) > 1:
        preceding = before[-2]
    if preceding in _PLACING or ("border" in before and preceding == "with"):
        return True
    if preceding == "of":
        head = before[-3] if before[-1] == "the" and len(before) > 2 else before[-2] if len(before) > 1 else ""
        return head.rstrip("s") not in FORCE_NOUNS
    end = words[at + size - 1].end
    if at > 0 and text[words[at - 1].end : words[at].start].strip() == "," and words[at - 1].text[:1].isupper():
        beside = last is not None and last.end == words[at - 1].end
        return not beside
    # "Syria's Idlib" is a place, "Turkey's offensive" a deed
    possessive = text[end : end + 2] in ("'s", "’s")
    following = words[at + size].text if at + size < len(words) else ""
    return possessive and following[:1].isupper()


def _noun_after(text: str, words: Sequence[Word], at: int) -> tuple[int, str] | None:
    """The noun that the adjective of a state belongs to, at most three words on: (its place, "force" | "official")."""
    for place in range(at, min(at + 4, len(words))):
        word = words[place]
        gap = text[words[place - 1].end : word.start]
        if place > at and any(sign in gap for sign in ",.;:()"):
            return None
        if word.key in _RULERS and (
            place + 1 == len(words) or words[place + 1].key not in OFFICIAL_NOUNS | FORCE_NOUNS
        ):
            return place, "force"
        if word.key in OFFICIAL_NOUNS and word.key not in BETWEEN:
            return place, "official"
        if word.key in FORCE_NOUNS:
            after = words[place + 1].key if place + 1 < len(words) else ""
            if after in OFFICIAL_NOUNS and word.key in BETWEEN:
                return place + 1, "official"
            if after in FORCE_NOUNS and word.key in BETWEEN:
                return place + 1, "force"
            return None if word.key == "border" else (place, "force")
        if word.key not in BETWEEN and not re.fullmatch(r"\d+\w?|[A-Z]+", word.text):
            return None
    return None


def _adjective(
    text: str, words: Sequence[Word], at: int, size: int, state: Entry, index: ActorIndex
) -> tuple[FoundActor | None, int]:
    """ "Russian jets", "US-backed", "Iranian-made", "the Americans": what the adjective of a state says of it."""
    start, end = words[at].start, words[at + size - 1].end
    following = words[at + size] if at + size < len(words) else None
    if following is not None and text[end : end + 1] in ("-", "‑", "–"):
        if following.folded in BACKERS:
            return _led_by(text, words, at, size, state, index) or (
                _of_state(text, start, end, state, index, "tie"),
                size,
            )
        if following.folded in MAKERS:
            return _of_state(text, start, end, state, index, "maker"), size
    if joined_to := _led_by(text, words, at, size, state, index):
        return joined_to
    noun = _noun_after(text, words, at + size)
    if noun is None:
        people = size == 1 and index.state_of(words[at].folded) is not None and bool(_PEOPLE.search(words[at].folded))
        if people and at > 0 and words[at - 1].folded == "the":
            return _of_state(text, start, end, state, index, "force"), size
        side = "maker" if index.state_of(words[at].folded) is not None else "force"
        return _of_state(text, start, end, state, index, side), size
    place, side = noun
    if side == "force" and words[place].key in _ARMY_NOUNS and state.owners and state.owners[0] in index.armies:
        army = index.actors[index.armies[state.owners[0]]]
        whole = text[start : words[place].end]
        return FoundActor(start, words[place].end, army.name, army.id, army.kind, why=f"alias “{whole}”"), (
            place + 1 - at
        )
    if words[place].key in _DEEDS or any(index.state_of(word.folded) for word in words[at + size : place]):
        return _of_state(text, start, end, state, index, side), size
    return _of_state(text, start, words[place].end if side == "force" else end, state, index, side), place + 1 - at


def _led_by(
    text: str, words: Sequence[Word], at: int, size: int, state: Entry, index: ActorIndex
) -> tuple[FoundActor, int] | None:
    """ "Iranian-led militias": the one group of the board that this state leads or backs; None for no or many."""
    if at + size + 1 >= len(words) or words[at + size].folded not in BACKERS:
        return None
    place = at + size + 1
    while place < len(words) and words[place].folded in (
        "pro",
        "government",
        "shia",
        "shiite",
        "iraqi",
        "syrian",
        "allied",
    ):
        place += 1
    if place == len(words) or words[place].key not in _LED or not state.owners:
        return None
    owners = index.led_by(state.owners[0], words[at].folded, words[at + size].folded)
    if len(owners) != 1:
        return None
    actor = index.actors[owners[0]]
    start, end = words[at].start, words[place].end
    return FoundActor(start, end, actor.name, actor.id, actor.kind, why=f"alias “{text[start:end]}”"), place + 1 - at


def _of_state(text: str, start: int, end: int, state: Entry, index: ActorIndex, side: str) -> FoundActor:
    why = "" if text[start:end] == state.name else f"“{text[start:end]}”"
    if state.owners:
        actor = index.actors[state.owners[0]]
        return FoundActor(start, end, actor.name, actor.id, actor.kind, why=why, side=side)
    return FoundActor(start, end, state.name, None, "state", why=why, side=side)


# -- names that the board does not know


def _unknown_name(text: str, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on are the name of a group by its form; 0 if they are none."""
    word = words[at]
    numbered = re.fullmatch(r"\d{1,4}(?:st|nd|rd|th)", word.folded) is not None
    if not numbered and (not word.text[:1].isupper() or word.folded in _NO_NAME):
        return 0
    if _is_acronym_of_group(words, at):
        return 1
    opened = word.folded in GROUP_OPENINGS
    size, best = 1, 0
    while at + size < len(words) and size < 7:
        gap = text[words[at + size - 1].end : words[at + size].start]
        following = words[at + size]
        if gap.strip(" -‑'’\n") or "\n\n" in gap:
            break
        if following.text[:1].isupper() or following.text[:1].isdigit():
            size += 1
            if following.key in GROUP_ENDINGS or opened:
                best = size
        elif following.key in _LOWER_ENDINGS and size >= _LOWER_ENDINGS[following.key]:
            best = size + 1
            break
        elif following.folded in _SMALL_IN_NAME and at + size + 1 < len(words):
            if following.folded == "and" or not words[at + size + 1].text[:1].isupper():
                break
            if following.folded == "the" and words[at + size - 1].folded != "of":
                break
            size += 1
        else:
            break
    if (
        best
        and not opened
        and all(word.key in _PLAIN_WORDS or word.key in GROUP_ENDINGS for word in words[at : at + best])
    ):
        return 0
    return best


def _is_acronym_of_group(words: Sequence[Word], at: int) -> bool:
    """ "JNIM militants": capitals before a word for fighters."""
    written = words[at].text
    if not 3 <= len(written) <= 7 or not written.isupper() or not written.isalpha():
        return False
    before = [word.key for word in words[max(at - 3, 0) : at] if word.folded != "the"]
    if len(before) > 1 and before[-1] == "of" and before[-2] in _FIGHTERS:
        return written not in _NO_GROUP
    if at + 1 == len(words):
        return False
    following = words[at + 1]
    return following.text.islower() and following.key in _FIGHTERS and written not in _NO_GROUP


def _new_name(text: str, words: Sequence[Word]) -> FoundActor:
    name = " ".join(text[words[0].start : words[-1].end].split())
    kind = GROUP_ENDINGS.get(words[-1].key, "armed_group")
    return FoundActor(words[0].start, words[-1].end, name, None, kind)


def _defined_names(
    text: str, sentences: Sequence[Sentence], index: ActorIndex, goes_on: GoesOn
) -> dict[str, FoundActor]:
    """Acronyms that the text explains: "Southern Transitional Council (STC)" makes STC a name of it."""
    found: dict[str, FoundActor] = {}
    place = 0
    for match in _ACRONYM.finditer(text):
        while place < len(sentences) and sentences[place].end < match.start():
            place += 1
        if place == len(sentences) or not goes_on(match.start()):
            break
        before = [word for word in sentences[place].words if word.end <= match.start()]
        actor = _explained(text, before, match.group(1), index)
        if actor is not None:
            found.setdefault(match.group(1), actor)
    return found


def _explained(text: str, before: list[Word], acronym: str, index: ActorIndex) -> FoundActor | None:
    if index.owners_of(acronym) or len(before) < 2:
        return None
    for size in range(2, min(len(before), 8) + 1):
        words = before[-size:]
        entry = _longest(text, words, 0, index, False)
        if entry is not None and len(entry.keys) == size and entry.sort in ("name", "state"):
            return _named(text, words, entry, index)
        initials = "".join(word.text[0] for word in words if word.folded not in ("of", "the", "for", "and", "al"))
        fits = words[0].text[:1].isupper() and initials.upper() == acronym.upper()
        group = any(word.key in GROUP_ENDINGS or word.key in ("council", "party", "group") for word in words)
        if fits and group and index.state_of(words[0].folded) is None:
            return _new_name(text, words)
    return None
