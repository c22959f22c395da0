"""Kinds of incident found in a sentence: which words tell of one, and whether it happened, is denied or only planned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from db.drafting.arabic import kinds_in_arabic
from db.drafting.kind_table import NOT_INCIDENTS, TOOLS, TRIGGERS, Trigger
from db.drafting.parts import CIVILIANS, DENIED, HAPPENED, NOT_REAL, REFERRED, FoundKind
from db.drafting.sentences import Sentence, Word

_BE = frozenset("was were been being be is are got get gets am".split())
_ADVERBS = frozenset(
    "also then reportedly later allegedly again soon already subsequently first just heavily severely badly apparently "
    "now twice both all themselves immediately briefly partly fully largely quickly repeatedly directly".split()
)
_NO = frozenset("no not never without neither nor none nobody cannot hardly".split())
_PREVENTED = frozenset(
    "denied deny denies denying averted prevented avoid avoided avoiding prevent prevents failed refused refuses "
    "refusing thwarted foiled ruled stop".split()
)
_NT = frozenset("dont doesnt didnt havent hasnt hadnt wasnt werent isnt arent couldnt cant wont wouldnt".split())
_MODAL = frozenset("will would could may might should shall must can ll".split())
_PLANNED = frozenset(
    "expect expecting predict predicts predicted foresee anticipate anticipates anticipated "
    "plan plans planned planning intends intended intend expected expects likely ready preparing prepares prepared "
    "preparation preparations going threatened threatens threatening vowed vows pledged wants wanted hopes hoped "
    "aims aimed aiming possible potential future upcoming imminent risk fear fears feared threat prospect capable "
    "ability able capacity designed if unless whether should exercise exercises drill drills simulated mock scheduled "
    "urged calls called demanded proposes proposed ordered asked promised orders told warns warned warning discuss "
    "discussed discussing eventual plot plotting hypothetical seek seeks seeking sought offered agreed continue".split()
)
_STILL_REAL = frozenset(
    "succeeded proceeded enabled allowed led "
    "managed began begun started continued appear appears appeared seem seems seemed said reported believed thought "
    "alleged claimed was able used understood known rumoured rumored suspected forced moved attempted tried trying "
    "helped came went".split()
)
_USED = frozenset("used using employed fired sent".split())
_DOERS = frozenset(
    "force fighter troop soldier militant rebel jet warplane aircraft gunmen police guard militia unit tank drone missile "
    "plane helicopter insurgent terrorist militiamen army".split()
)
_NOT_DOERS = frozenset(
    "the a an to of on in at for by with we i you who they and or january february march april may june july august air".split()
)
_BEFORE_PARTICIPLE = frozenset("in of from near to into with around inside across".split())
_POINTING = frozenset("the this that these those its their such latest said both".split())
_SUBORDINATE = frozenset(
    "after before since when while which who that whose where because following amid despite as".split()
)
_EXERCISE = re.compile(
    r"\b(?:exercises?|drills?|war ?games?|simulat\w+|rehears\w+|hypothetical\w*|scenario)\b", re.IGNORECASE
)
_UNTRUE = re.compile(
    r"\b(?:is|are|was|were)\s(?:false|incorrect|untrue|baseless|fabricated|unfounded|not\strue)\b|\bit\sis\snot\strue\b|\bfake\snews\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied|ying)|rejected|dismissed)\b(?:(?!\b(?:but|and|while)\b)[^.;:])*$")
_OF = re.compile(
    r"\sof\s(?!\d|January|February|March|April|May|June|July|August|September|October|November|December|last|this|that|the\s\d)"
)
_EXPECTED = re.compile(
    r"(?:\s\w{1,14}){0,2}?\s(?:is|are|was|were|remains?)\s(?:\w{1,12}\s)?(?:expected|planned|scheduled|feared|likely|possible|due|imminent)\b"
)
_WOULD = re.compile(r"\b(?:would|will|could|should)\s(?!have\b)\w{1,16}\s(?:(?!\b(?:said|says|told)\b)[^.;:])*$")
_CIVILIANS = re.compile(rf"\b{CIVILIANS}\b", re.IGNORECASE)
_FIGHTING = frozenset({"clash", "air_strike", "shelling", "explosive", "shoot_down", "banned_weapon", "civilians"})
_BY_TOOL = (("air", "air_strike"), ("drone", "air_strike"), ("artillery", "shelling"), ("bomb", "explosive"))
_SEIZED = frozenset("seized captured taken recaptured".split())
_SUBJECT = re.compile(
    r"\b(?:men|man|women|woman|boys?|girls?|people|persons?|civilians?|villagers?|residents?|fighters?|soldiers?|militants?"
    r"|assailants?|attackers?|insurgents?|rebels?|gunmen|suspects?|members?|commanders?|officers?|patients?|drivers?"
    r"|workers?|students?|teachers?|journalists?|leaders?|officials?|others|pilots?|troops|he|she|they|who)\b"
    r"(?:,[^,.;]{1,50},|\s[A-Z][\w'’-]{1,20}){0,3}\s(?:was|were|been|had been|have been|has been|being)\s(?:\w{1,12}\s)?$",
)
_REACH = 60


def kinds_in(text: str, sentence: Sentence) -> list[FoundKind]:
    """The words of a sentence that tell of incidents, in their order; of two that overlap the longer."""
    barred = [match.span() for match in NOT_INCIDENTS.finditer(text, sentence.start, sentence.end)]
    found: list[FoundKind] = []
    taken = sentence.start
    for at, word in enumerate(sentence.words):
        if word.start < taken:
            continue
        if word.folded not in TRIGGERS or any(start <= word.start < end for start, end in barred):
            continue
        for trigger, end in _triggers_at(text, sentence, word):
            kind = _read(text, sentence, at, end, trigger)
            if kind is not None:
                found.append(kind)
                taken = end
                break
    if not found and not text[sentence.start : sentence.end].isascii():
        found = kinds_in_arabic(sentence)
    return found


def _triggers_at(text: str, sentence: Sentence, word: Word) -> list[tuple[Trigger, int]]:
    """The triggers that begin with a word and where each ends, those that take in most first."""
    found = []
    for trigger in TRIGGERS[word.folded]:
        match = trigger.pattern.match(text, word.start, sentence.end)
        if match:
            found.append((trigger, match.end()))
    return sorted(found, key=lambda pair: (-pair[1], -pair[0].weight))


def _read(text: str, sentence: Sentence, at: int, end: int, trigger: Trigger) -> FoundKind | None:
    words = sentence.words
    word = words[at]
    form = _form(text, words, at, end, trigger)
    if form == "":
        return None
    tools = set(_tools(words, word.start, end))
    kind, weight = _settled(text, sentence, trigger, tools, word, end)
    if not kind:
        return None
    tool = "drone" if "drone" in tools else ""
    if kind == "control" and form == "passive" and word.folded in _SEIZED and _is_person(text, sentence, word.start):
        kind = "abduction"
    state = _state(text, sentence, at, form, kind)
    return FoundKind(word.start, end, kind, form, state, weight, _is_subordinate(text, words, at), tool)


def _is_person(text: str, sentence: Sentence, at: int) -> bool:
    """Whether those of whom a passive word is told are people: "fifteen assailants were captured"."""
    return _SUBJECT.search(text, max(sentence.start, at - 90), at) is not None


def kind_of_killing(sentence: Sentence, kill: FoundKind) -> str:
    """What people were killed by, where words near by say so: "air_strike", "shelling", "explosive"; else nothing."""
    tools = set(_tools(sentence.words, kill.start, kill.end))
    found = [code for tool, code in _BY_TOOL if tool in tools]
    return found[0] if len(found) == 1 else ""


def _form(text: str, words: Sequence[Word], at: int, end: int, trigger: Trigger) -> str:
    """Verb, passive or noun; an empty text where the word is none of them here."""
    before = [word.folded for word in words[max(at - 3, 0) : at]]
    while before and before[-1] in _ADVERBS:
        before.pop()
    last = before[-1] if before else ""
    if trigger.form == "n":
        return "noun"
    if trigger.form == "b":
        doer = words[at - 1] if at else None
        plural = doer is not None and (doer.key in _DOERS or doer.text.isupper() or doer.text.istitle())
        gap = doer is not None and text[doer.end : words[at].start] == " "
        return "verb" if plural and gap and last not in _NOT_DOERS else ""
    if trigger.form == "g":
        return "noun" if last in ("the", "a", "of", "heavy", "intense") else "verb"
    if last in _BE or (last == "been"):
        return "passive"
    following = text[end : end + 4]
    if following.startswith(" by ") and last not in ("the", "a"):
        return "passive"
    if last in _BEFORE_PARTICIPLE and words[at].folded.endswith("ed") and trigger.pattern.pattern.endswith(r"\b"):
        return ""
    # "the seized weapons", "a destroyed tank": a participle before its noun
    if last in ("the", "a", "an", "its", "their", "recently", "newly") and trigger.pattern.pattern.endswith(r"\b"):
        return "" if words[at].folded.endswith("ed") else "noun"
    return "verb"


def _tools(words: Sequence[Word], start: int, end: int) -> Iterable[str]:
    for word in words:
        if start - _REACH * 2 < word.start < end + _REACH:
            tool = TOOLS.get(word.key) or TOOLS.get(word.folded)
            if tool:
                yield tool


def _settled(text: str, sentence: Sentence, trigger: Trigger, tools: set[str], word: Word, end: int) -> tuple[str, int]:
    """The kind and weight of words that leave it open: by what was used and who was hit."""
    kind, weight = trigger.kind, trigger.weight
    if kind == "kill":
        return "kill", weight
    if kind == "damage" and trigger.form == "v":
        by = [
            code for tool, code in _BY_TOOL if tool in {TOOLS.get(w.key) for w in sentence.words if w.end < word.start}
        ]
        return (by[0], 2) if len(set(by)) == 1 and word.folded.startswith("destr") else (kind, weight)
    around = text[max(sentence.start, word.start - _REACH) : min(sentence.end, end + _REACH)]
    if kind == "hit" or (kind == "clash" and weight == 2):
        if "gas" in tools:
            return "banned_weapon", 3
        if kind == "clash" and len(tools) > 1:
            return kind, weight
        if "air" in tools or "drone" in tools:
            return "air_strike", 3
        if "bomb" in tools and re.search(r"suicide|car bomb|ied\b|truck bomb|roadside", around, re.IGNORECASE):
            return "explosive", 3
        if "artillery" in tools:
            return "shelling", 3
        if kind == "hit":
            # a bare "strike" is one from the air; a bare "hit" or "targeted" says too little
            return ("air_strike", 2) if weight == 3 else ("", 0)
        if re.search(r"\b(?:on|against|at|attacked)\s+(?:[\w'-]{1,20}\s){0,3}?$", around[: word.start - end] or ""):
            return kind, weight
        if trigger.form == "v" and _CIVILIANS.search(text[end : min(end + 30, sentence.end)]):
            return "civilians", 3
    return kind, weight


def _state(text: str, sentence: Sentence, at: int, form: str, kind: str) -> str:
    if _UNTRUE.search(text, sentence.start, sentence.end) and kind != "statement":
        return DENIED
    words = sentence.words
    near = [word.folded for word in words[max(at - 4, 0) : at]]
    clause = _clause_before(text, words, at)
    last = near[-1] if near else ""
    if any(word in _NO for word in clause[-4:]) or (set(clause[-5:]) & _PREVENTED and kind != "statement"):
        return DENIED
    if _DENIED.search(text, max(sentence.start, words[at].start - 90), words[at].start):
        return DENIED
    if any(word in _NT for word in clause[-4:]):
        return DENIED
    if {"if", "unless"} & set(clause) or ("until" in clause and not {"then", "now", "recently"} & set(clause)):
        return NOT_REAL
    if form != "noun":
        if set(clause[-4:]) & _MODAL:
            return NOT_REAL
        if last == "to" or (last in ("and", "or") and "to" in near):
            before = near[near.index("to") - 1] if near.index("to") else ""
            if before not in _STILL_REAL and not _USED & set(clause):
                return NOT_REAL
    elif set(clause[-4:]) & (_PLANNED | _MODAL) and kind != "statement":
        return NOT_REAL
    if form == "noun" and _EXERCISE.search(text, sentence.start, sentence.end):
        return NOT_REAL
    if form == "noun" and (
        _EXPECTED.match(text, words[at].end, sentence.end)
        or _WOULD.search(text, max(sentence.start, words[at].start - 110), words[at].start)
    ):
        return NOT_REAL
    if form == "noun" and _OF.match(text, words[at].end):
        return HAPPENED  # "the downing of two drones": told here
    if form == "noun" and not words[at].folded.startswith("bod") and _points_back(near):
        return REFERRED
    return HAPPENED


def _clause_before(text: str, words: Sequence[Word], at: int) -> list[str]:
    """The folded words of the clause before the trigger, at most eight."""
    found: list[str] = []
    place = at
    while place > 0 and len(found) < 8:
        gap = text[words[place - 1].end : words[place].start]
        if any(sign in gap for sign in ',;:()—–“”"'):
            break
        place -= 1
        # "18 May" is no "may"
        found.append("month" if words[place].text == "May" else words[place].folded)
        if words[place].folded in ("that", "but", "after", "which", "who", "while"):
            break
    return found[::-1]


def _points_back(near: list[str]) -> bool:
    """ "the strike", "these clashes", "the deadly attack": told of elsewhere."""
    return any(word in _POINTING for word in near[-2:])


def _is_subordinate(text: str, words: Sequence[Word], at: int) -> bool:
    """In a clause that explains another: "after it dropped a munition", "militia that had entered the zone"."""
    place = at
    steps = 0
    while place > 0 and steps < 8:
        gap = text[words[place - 1].end : words[place].start]
        if any(sign in gap for sign in ";:()—–") or ("," in gap and steps > 0):
            return False
        place -= 1
        steps += 1
        if words[place].folded in _SUBORDINATE:
            said = place > 0 and words[place].folded == "that" and words[place - 1].folded in _SAYING
            as_then = words[place].folded == "as"
            return not (said or as_then)
    return False


_SAYING = frozenset(
    "said says say told reported reports claimed claims confirmed announced stated added believe believes alleged "
    "suggests suggested indicated indicate shows showed showing reporting saying claiming".split()
)
