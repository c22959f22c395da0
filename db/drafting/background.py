"""What only looks like an incident: habits, trends, totals, what lasts, and what is told of people who carry no arms."""

from __future__ import annotations

import re

from db.drafting.facts import Facts
from db.drafting.found import FoundDate
from db.drafting.parts import FoundKind

_HABIT = re.compile(
    r"\b(?:regularly|routinely|frequently|often|usually|typically|almost daily|near-daily"
    r"|every (?:single )?(?:day|night|week|year)"
    r"|(?:has|have) been \w{3,14}ing\b(?:(?! killed)[^.;]){0,50}\bfor (?:\w{1,12} ){0,2}(?:days|weeks|months|years"
    r"|decades)"
    r"|for (?:years|decades|generations)|grew out of|lives? off|(?:has|have) (?:stepped up|intensified|escalated|multiplied)"
    r"|(?:has|have) come under (?:repeated|constant|frequent|growing|regular) "
    r"|(?:known|notorious|famous) for|tends? to|used to|over the years|in the past(?! \w+ (?:days|hours|weeks)))\b",
    re.IGNORECASE,
)
_TREND = re.compile(
    r"\b(?:doubled|tripled|quadrupled|(?:gone|went|are|is) (?:up|down)|(?:rose|risen|increased?|decreased|dropped|fallen|grew"
    r"|grown|fell) (?:by|from|sharply|steadily|again)|on the (?:rise|increase|decline)|per ?cent (?:more|fewer|up|down)"
    r"|against \w{1,12} (?:the|in the|last) (?:week|month|year|day)|compared (?:to|with)"
    r"|document(?:s|ed) (?:\d|\w{1,12} cases)|hands \w{1,12} times"
    r"|(?:average|rate|number) of)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"(?:\b(?:is|are|remains?|still)\s(?:\w{1,12}\s)?|\b(?:town|city|village|enclave|area|region|district|camp|garrison)\s)$",
    re.IGNORECASE,
)
_FOR_LONG = re.compile(r"\s(?:for|since|by)\b")
_UNARMED = re.compile(
    r"\b(?:envoys?|ministers?|presidents?|ambassadors?|diplomats?|delegations?|negotiators?|mediators?|secretary(?:-general)?"
    r"|premier|prince|king|emir|bishop|pope|mayor|governor|lawmakers?|tourists?|pilgrims?|students?|journalists?|reporters?)\s"
    r"(?:(?!\b(?:said|says|told|that|as|after|when|while|and)\b)[\w'’-]{1,20}\s){0,5}$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:so far|in total|altogether|provisional|overall|in all|since then|(?:death|total) toll since)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:is|was|were|be|are)\s(?:now\s|also\s|by far\s|among\s|one of\s)?(?:the|its|their)\s(?:\w{1,14}\s){0,2}?"
    r"(?:first|second|third|fourth|fifth|worst|deadliest|bloodiest|largest|heaviest|biggest|latest|most)\b",
    re.IGNORECASE,
)
_NARROW_DAYS = 31


def is_background(text: str, facts: Facts, kind: FoundKind, dates: tuple[FoundDate, ...], *, counted: bool) -> bool:
    """Whether words for an incident tell a habit, a trend, a total, or what lasts; never where they name the day."""
    first, last = facts.sentence.start, facts.sentence.end
    if kind.kind == "movement" and _UNARMED.search(text, max(first, kind.start - 110), kind.start):
        return True
    if kind.kind in ("movement", "control") and kind.form != "noun" and _FOR_LONG.match(text, kind.end):
        before = text[max(first, kind.start - 30) : kind.start]
        if text[kind.start : kind.end].endswith("ed") and _LASTING.search(before):
            return True
    if any(_is_narrow(date) for date in dates):
        return False
    if _HABIT.search(text, first, last) and not counted:
        return True
    if (kind.form == "noun" or "hands" in text[kind.start : kind.end]) and _TREND.search(text, first, last):
        return True
    opened = any(date.date.edtf.endswith("/..") for date in dates)
    return kind.weight == 1 and (opened or bool(_TOTAL.search(text, first, last))) and not facts.places


def compares(text: str, facts: Facts, kind: FoundKind) -> bool:
    """ "It was the deadliest attack since May": the words point to what is told already."""
    before = _SUPERLATIVE.search(text, max(facts.sentence.start, kind.start - 70), kind.start)
    return kind.form == "noun" and before is not None and not re.search(r"[.;:]", text[before.end() : kind.start])


def _is_narrow(date: FoundDate) -> bool:
    first, last = date.date.earliest, date.date.latest
    return first is not None and last is not None and last - first <= _NARROW_DAYS
