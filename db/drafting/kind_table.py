"""The words that tell of incidents, read from the lines into patterns by the word that each begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.drafting import kind_lines, kind_lines_more


@dataclass(frozen=True, slots=True)
class Trigger:
    """One way to tell of an incident; `pattern` is matched where one of its heads stands."""

    kind: str
    weight: int
    form: str  # "v", "g" or "n"
    pattern: re.Pattern[str]


_WORDS = re.compile(r"~(\d)")


def _read() -> dict[str, tuple[Trigger, ...]]:
    """The triggers by each word that one may begin with, in small letters; longer patterns before plain words."""
    found: dict[str, list[Trigger]] = {}
    for line in filter(None, re.sub(r"\n  ", "", kind_lines.LINES + kind_lines_more.LINES).splitlines()):
        plain, _, rest = line.partition(" | ")
        kind, weight, form, *heads = plain.split()
        for head in heads:
            # words between are bounded, so that no text makes the search slow
            tail = (
                _WORDS.sub(r"(?:(?!(?:after|before|when|while|because|if)\\b)[\\w'’-]{1,24}\\s){0,\1}?", rest)
                if rest
                else r"\b"
            )
            pattern = re.compile(re.escape(head) + tail, re.IGNORECASE)
            found.setdefault(head.partition("-")[0], []).append(Trigger(kind, int(weight), form, pattern))
    return {head: tuple(sorted(of_head, key=_length, reverse=True)) for head, of_head in found.items()}


def _length(trigger: Trigger) -> int:
    return len(trigger.pattern.pattern)


TRIGGERS = _read()

# words near a hit that say what was used
TOOLS: dict[str, str] = {
    **dict.fromkeys(
        "aircraft warplane jet plane airplane bomber helicopter gunship airstrike airforce sortie aerial warplanes "
        "f16 f15 f15e su24 su25 su34 mig b52 a10 airstrikes pilot aviation".split(),
        "air",
    ),
    **dict.fromkeys("drone uav quadcopter unmanned".split(), "drone"),
    **dict.fromkeys(
        "artillery mortar rocket shell missile howitzer grad katyusha himars cannon ballistic tos".split(), "artillery"
    ),
    **dict.fromkeys("ied bomb bomber landmine mine vest vbied explosive".split(), "bomb"),
    **dict.fromkeys("chlorine sarin gas chemical phosphorus".split(), "gas"),
}
# a word before or behind that makes of the noun something else
NOT_INCIDENTS = re.compile(
    r"\b(?:general|labou?r|hunger|doctors'?|teachers'?|workers'?|truckers'?|lightning|armed|transport|prison)\s+strikes?\b"
    r"|\bstrike\s+(?:group|force|eagle|aircraft|fighters?)\b|\b(?:heart|panic|verbal|cyber|media)\s+attacks?\b"
    r"|\battack\s+(?:helicopters?|aircraft|jets?|dogs?|drones?)\b|\bbomb\s+(?:disposal|squad|shelter|threat)\b"
    r"|\bmine\s+(?:clearance|clearing|removal|action)\b|\b(?:peace|protest|liberation|national|islamic|political)\s+movement\b"
    r"|\bin\s+advance\b|\badvance\s+(?:notice|warning|guard|party|team)\b|\bearly[ -]warning\b|\bceasefire\s+(?:line|monitors?)\b"
    r"|\bde-?escalation\s+zones?\b|\bdeconfliction\s+(?:zone|line|area)\b|\bpeace\s+talks\b|\bsince\s+the\s+fall\b"
    r"|\b(?:killed|dead|wounded)\s(?:or|and)\scaptured\b"
    r"|\bbattle\s+group\b|\bfighting\s+(?:season|force|age|vehicles?|men|position)\b|\bpress\s+statement\b"
    r"|\bthreat\s+(?:assessment|level|posed)\b|\bcharm\s+offensive\b|\bmassive\s+attack\b|\bdeal\s+with\b"
    r"|\bgreat\s+deal\b|\bgood\s+deal\b|\bcounter\s*-?\s*attack\s+helicopter\b|\bhuman\s+rights\s+watch\b",
    re.IGNORECASE,
)
