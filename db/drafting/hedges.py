"""Words of doubt and attribution in a sentence: quoted beside the incident, and what they do to its credibility.

An incident told flatly is proposed as "3" (possibly true): one text alone confirms nothing.  Told with doubt or on
the word of nobody who is named it is "4" (doubtful), denied or contradicted in the text "5" (improbable).  The analyst decides.
"""

from __future__ import annotations

import re

from db.drafting.parts import FoundHedge
from db.drafting.sentences import Sentence

_DOUBT = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|apparently|supposedly|presumably|rumou?red(?: to)?|rumou?rs?"
    r"|unconfirmed(?: reports?)?"
    r"|unverified(?: reports?)?|alleged|purported|suspected|apparent"
    r"|(?:our|local|unnamed|anonymous|several|two|three|some|various|security|military|opposition|activist"
    r"|tribal|well-informed)"
    r"\s(?:[a-z]{1,14}\s)?sources(?:\s(?:are\s)?(?:say|said|claim|claimed|report|reported|told|tell|telling)(?:\sus)?)?"
    r"|sources\s(?:say|said|claim|claimed|told|reported)|reports?\s(?:say|said|suggest|suggested|indicate"
    r"|indicated|claim)"
    r"|according\sto\s(?:[\w'’-]{1,24}\s){0,3}?(?:sources?|reports?|rumou?rs?|activists|residents|locals|witnesses|accounts|media)"
    r"|(?:could|can)\s?not\s(?:be\s)?(?:immediately\s|independently\s)*(?:be\s)?(?:verified|confirmed|corroborated|checked)"
    r"|(?:not|no|without|nor)\s(?:been\s)?(?:independently\s|immediately\s)?(?:independent\s)?(?:verified"
    r"|confirmed|confirmation|verification|corroboration)"
    r"|unable\sto\s(?:independently\s)?(?:verify|confirm)"
    r"|appears?\sto(?:\shave)?|appeared\sto(?:\shave)?|seems?\sto(?:\shave)?|seemed\sto(?:\shave)?"
    r"|(?:is|are|was|were)\s(?:said|believed|thought|reported|understood|rumou?red|alleged)\sto(?:\shave)?"
    r"|claim(?:s|ed|ing)?(?=\s(?:that|to|it|they|the|his|its|their|on|\w+ed\b|\w+ing\b|a|an|\d)\b)(?!\s(?:the|their)\slives)|claims"
    r"|possibly|probably|likely|perhaps|may\shave|might\shave|it\sis\sunclear\swhether|unclear\swhether"
    r"|believed\sto\shave|thought\sto\shave"
    r"|activists\s(?:said|say|reported)|residents\s(?:said|say|reported)|witnesses\s(?:said|say|reported)"
    r"|social\smedia\s(?:posts?|users?|accounts?|reports?)(?:\s(?:said|say|claimed|showed))?)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:(?:has|have|had)?\s?denied|denies|denying|rejected\s(?:the\s)?(?:claim|report|accusation"
    r"|allegation)s?|dismissed\s(?:the\s)?"
    r"(?:claim|report|accusation|allegation)s?|contradict(?:s|ed|ing)|disputed|false\s(?:report|claim)s?|debunked)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:no group|no one|nobody|none|no organisation)\b[^.;]*$", re.IGNORECASE)
PLAIN, DOUBTED, CONTRADICTED, NOT_JUDGED = "3", "4", "5", "6"


def hedges_in(text: str, sentence: Sentence) -> list[FoundHedge]:
    """The words of doubt in a sentence, in their order."""
    found = [
        FoundHedge(match.start(), match.end(), " ".join(match.group().split()))
        for match in _DOUBT.finditer(text, sentence.start, sentence.end)
        if not _NOBODY.search(text, max(match.start() - 40, sentence.start), match.start())
    ]
    found += [
        FoundHedge(match.start(), match.end(), " ".join(match.group().split()), 2)
        for match in _DENIED.finditer(text, sentence.start, sentence.end)
    ]
    return sorted(found, key=lambda hedge: hedge.start)


def credibility_of(strengths: list[int]) -> str:
    """The grade to propose for what is told with words of these strengths."""
    if not strengths:
        return PLAIN
    return CONTRADICTED if max(strengths) > 1 else DOUBTED
