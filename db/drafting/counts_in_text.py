"""Deaths and injuries that a sentence counts, as ranges: what it does not say stays unknown, and "no casualties" is 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.drafting.parts import CIVILIANS, FoundCount
from db.drafting.sentences import Sentence

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: value for value, word in enumerate(_UNITS)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_SPELLED = rf"(?:{'|'.join(_TENS)})(?:[- ]{_ONE})?|{'|'.join(reversed(_UNITS))}"
_FIGURE = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_DOZEN = (
    rf"(?:a|one|two|three|four|half a)\s(?:dozen|hundred|thousand)|(?:{_FIGURE}|{_SPELLED})\s(?:hundred|thousand|dozen)"
)
_NUMBER = rf"(?:{_DOZEN}|{_FIGURE}|{_SPELLED}|a|an|another)"
_LOW = r"at least|more than|over|no fewer than|no less than|not less than|upwards of|a minimum of|minimum"
_HIGH = r"up to|as many as|at most|fewer than|less than|no more than|under|nearly|almost"
_ABOUT = (
    r"about|around|some|approximately|roughly|an estimated|estimated|reportedly|nearly|almost|other|a total of|total of"
)
_VAGUE = (
    r"dozens|scores|hundreds|thousands|several|many|a number|an unknown number|an unspecified number|a few"
    r"|numerous|multiple|some"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,])(?:(?P<low>{_LOW})\s|(?P<high>{_HIGH})\s|(?P<about>{_ABOUT})\s|(?P<between>between)\s)?"
    rf"(?:(?P<vague>{_VAGUE})|(?P<first>{_NUMBER})(?:(?:\s(?:to|and|or)\s|\s?[-–]\s?)(?P<second>{_FIGURE}|{_SPELLED})(?![\w%]))?)"
    r"(?![\w%]|[.,]\d|-(?:year|day|km|mile|member|month|week|hour|man|strong))",
    re.IGNORECASE,
)
_KILLED = re.compile(
    r"\b(?P<deaths>killed|killing|kills|kill|dead|died|dies|perished|murdered|did not survive|lost (?:his|her) life|succumbed"
    r"|loss(?= of (?:\d|one|two|three|four|five|six|seven|eight|nine|ten))|death toll"
    r"|deaths?(?= of)|deaths|fatalities"
    r"|lost their lives"
    r"|claimed the lives of"
    r"|slain|martyred|martyrs|lost(?=\s(?:at least |some |about |more than )?(?:\d|[a-z]+ (?:of (?:its "
    r"|their )?)?(?:men|man|fighters?|soldiers?|troops|members)))|cost(?=\s[\w ]{1,40}(?:men|fighters|soldiers"
    r"|lives))|left behind|executed|beheaded|bodies|massacred|KIA)\b"
    r"|\b(?P<injured>wounded|wounding|injured|injuring|injures|injuries|hurt|wounds)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|without(?: any)?|nor any|zero)\s(?:[a-z]{1,12}\s){0,2}?(?P<what>casualties|deaths|fatalities"
    r"|injuries|losses)\b"
    r"|\b(?:no one|nobody|no-one|none)\s(?:was|were|had been|has been)\s(?:[a-z]{1,12}\s){0,1}?(?P<verb>killed"
    r"|hurt|injured|wounded|harmed)\b"
    r"|\bcaus(?:ed|ing)\sno\s(?P<caused>casualties|injuries|deaths)\b",
    re.IGNORECASE,
)
_NO_WORD = re.compile(
    r"\bno (?:immediate |further |confirmed |official )?(?:reports?|word|information|details|confirmation"
    r"|figures?) (?:of|on|about)\b"
    r"|\b(?:casualties|casualty figures?|number of (?:dead|casualties|deaths)|death toll)\s(?:\w{1,12}\s){0,3}?"
    r"(?:unknown|unclear|not known|not immediately (?:known|clear))\b"
    r"|\b(?:unclear|not known|unknown|not clear) (?:how many|whether anyone|whether there)",
    re.IGNORECASE,
)
_NO_PEOPLE = re.compile(
    r"\s(?:casualties|january|february|march|april|may|june|july|august|september|october|november|december|jan"
    r"|feb|aug|sept|oct|nov|dec"
    r"|days?|weeks?|months?|years?|hours?|minutes?|kilomet\w+|km|miles?|met(?:er|re)s?|m|percent|per|p\.?m"
    r"|a\.?m|o.clock|vehicles?|tanks?"
    r"|houses?|homes?|buildings?|rockets?|missiles?|mortars?|shells?|bombs?|strikes?|air|airstrikes?|raids?"
    r"|times?|drones?"
    r"|aircraft|villages?|towns?|million|billion|dollars?|tons?|tonnes?|rounds?|separate|attacks?|clashes"
    r"|incidents?|members? of the)\b",
    re.IGNORECASE,
)
_CIVILIAN = re.compile(rf"\b{CIVILIANS}\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\s(?:[\w'-]{1,20}\s){0,2}?(?:soldier|fighter|civilian|child|woman|man|boy|girl|officer|policeman"
    r"|policewoman|militant|commander"
    r"|guard|driver|journalist|person|resident|villager|farmer|teacher|doctor|rebel|militiaman|trooper|gunman"
    r"|dozen|worker"
    r"|student|protester|demonstrator|shepherd|general|colonel|peacekeeper|pilot|baby|family)\b",
    re.IGNORECASE,
)
_WERE = re.compile(r"\b(?:was|were|been|being|got|are|is)\s(?:\w{1,14}ly\s|also\s|later\s)?$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec)\.?\s(?:\d{1,2}\s(?:and|or|to)\s)?$"
)
_INCLUDED = re.compile(r"\b(?:including|among them|of them|of whom|most of them|them)\b[\s\w]{0,12}$", re.IGNORECASE)
_REACH = 90


@dataclass(frozen=True, slots=True)
class _Quantity:
    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    words: str
    civilian: bool
    included: bool


def counts_in(text: str, sentence: Sentence) -> list[FoundCount]:
    """The deaths and injuries that a sentence counts; one entry for each of the two at most, or none."""
    part = text[sentence.start : sentence.end]
    verbs = list(_KILLED.finditer(text, sentence.start, sentence.end))
    found = _none_at_all(text, sentence)
    if not verbs:
        return found
    quantities = [q for match in _QUANTITY.finditer(text, sentence.start, sentence.end) if (q := _read(text, match))]
    used: set[int] = set()
    for place, verb in enumerate(verbs):
        what = "deaths" if verb["deaths"] else "injured"
        if any(count.what == what for count in found):
            continue
        before = verbs[place - 1].end() if place else sentence.start
        after = verbs[place + 1].start() if place + 1 < len(verbs) else sentence.end
        chosen = _of_verb(text, quantities, used, before, verb, after)
        if chosen:
            used.update(id(q) for q in chosen)
            found.append(_sum(what, chosen, verb))
    if not found and (unknown := _NO_WORD.search(part)):
        start = sentence.start + unknown.start()
        found.append(FoundCount(start, start + len(unknown.group()), "deaths", words=unknown.group()))
    return found


def _none_at_all(text: str, sentence: Sentence) -> list[FoundCount]:
    match = _NONE.search(text, sentence.start, sentence.end)
    if match is None or _NO_WORD.match(text, match.start(), sentence.end):
        return []
    what = (match["what"] or match["verb"] or match["caused"]).lower()
    start, end = match.span()
    found = []
    if what in ("casualties", "deaths", "fatalities", "losses", "killed", "harmed"):
        found.append(FoundCount(start, end, "deaths", 0, 0, 0, civilians=0))
    if what in ("casualties", "injuries", "hurt", "injured", "wounded", "harmed"):
        found.append(FoundCount(start, end, "injured", 0, 0, 0))
    return found


def _value(words: str) -> int | None:
    folded = " ".join(words.lower().replace("-", " ").split())
    if folded in ("a", "an", "another"):
        return 1
    for unit, size in (("dozen", 12), ("hundred", 100), ("thousand", 1000)):
        if folded.endswith(" " + unit):
            head = folded.removesuffix(" " + unit)
            if head == "half a":
                return size // 2
            number = _value(head)
            return None if number is None else number * size
    digits = folded.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    parts = [_WORDS.get(part) for part in folded.split()]
    return None if None in parts else sum(part for part in parts if part is not None)


def _read(text: str, match: re.Match[str]) -> _Quantity | None:
    start, end = match.span()
    if _NO_PEOPLE.match(text, end):
        return None
    before = text[max(start - 24, 0) : start]
    if _MONTH_BEFORE.search(before) or re.search(
        r"\b(?:aged?|number|no\.?|phase|chapter|page)\s$", before, re.IGNORECASE
    ):
        return None
    included = bool(_INCLUDED.search(before))
    civilian = bool(_CIVILIAN.search(text[end : end + 32].partition(",")[0].partition(" and ")[0]))
    if match["vague"]:
        return _Quantity(start, end, None, None, None, match.group(), civilian, included)
    first = _value(match["first"])
    if first is None or (match["first"].lower() in ("a", "an", "another") and not _PERSON.match(text, end)):
        return None
    if 1900 <= first <= 2100 and match["first"].isdecimal() and not match["low"]:
        return None
    second = _value(match["second"]) if match["second"] else None
    low, best, high = _range(match, first, second)
    return _Quantity(start, end, low, best, high, match.group(), civilian, included)


def _range(match: re.Match[str], first: int, second: int | None) -> tuple[int | None, int | None, int | None]:
    joined = match["between"] or " and " not in match.group()
    if second is not None and second > first and joined:
        return first, None, second
    if match["low"]:
        return first, first, None
    if match["high"] and match["high"].lower() not in ("nearly", "almost"):
        return None, None, first
    if (match["about"] or match["high"]) and (match["about"] or "").lower() not in (
        "other",
        "a total of",
        "total of",
        "reportedly",
    ):
        return None, first, None
    return first, first, first


def _of_verb(
    text: str, quantities: Sequence[_Quantity], used: set[int], before: int, verb: re.Match[str], after: int
) -> list[_Quantity]:
    """The numbers that a verb counts: those right behind it, else those that lead up to it."""
    free = [q for q in quantities if id(q) not in used]
    right = [q for q in free if verb.end() <= q.start < after]
    if verb.group().lower() in ("died", "dies", "perished", "did not survive"):
        right = []  # "35 died and 37 were hurt": nobody dies others
    passive = _WERE.search(text, max(verb.start() - 30, 0), verb.start())
    if right and not passive and _leads(text[verb.end() : right[0].start]):
        return _joined(text, right)
    left = [q for q in free if before <= q.start and q.end <= verb.start() and verb.start() - q.end <= _REACH]
    if left and not re.search(r"[;:]", text[left[-1].end : verb.start()]):
        return _joined(text, left[::-1])[::-1]
    return []


def _leads(between: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:\s+(?:of|in|at|as|to|by|its|their|sdf|saa|rose|stands|stood|reached|is|was|are|were|the|lives|toll"
            r"|including|and|or|wounded|injured))*\s*",
            between.lower(),
        )
    )


def _joined(text: str, row: Sequence[_Quantity]) -> list[_Quantity]:
    """The first of a row and those that "and", a comma or "including" join to it."""
    chosen = [row[0]]
    for one in row[1:]:
        first, second = sorted((chosen[-1], one), key=lambda q: q.start)
        between = text[first.end : second.start]
        if len(between) > 60 or not re.search(r"(?:\band\b|,|\bincluding\b|\bas well as\b|\bplus\b)", between):
            break
        if re.search(r"\b(?:after|when|near|in|at|from|on|while)\b", between):
            break
        chosen.append(one)
    return chosen


def _sum(what: str, chosen: list[_Quantity], verb: re.Match[str]) -> FoundCount:
    ordered = sorted(chosen, key=lambda q: q.start)
    counted = [q for q in ordered if not q.included] or ordered[:1]
    start = min(q.start for q in (*ordered, _span(verb)))
    end = max(q.end for q in (*ordered, _span(verb)))
    vague = [q for q in counted if q.low is q.best is q.high is None]
    civil = [q for q in ordered if q.civilian]
    civilians = sum(q.best or q.low or 0 for q in civil) if civil and all(q.best or q.low for q in civil) else None
    if vague:
        return FoundCount(start, end, what, words=" ".join(vague[0].words.split()), civilians=civilians)
    count = FoundCount(start, end, what, civilians=civilians)
    return replace(
        count,
        low=_added(q.low for q in counted),
        best=_added(q.best for q in counted),
        high=_added(q.high for q in counted),
    )


def _span(match: re.Match[str]) -> _Quantity:
    return _Quantity(match.start(), match.end(), None, None, None, "", False, False)


def _added(values: object) -> int | None:
    known = list(values)  # type: ignore[call-overload]
    return None if any(value is None for value in known) else sum(known)
