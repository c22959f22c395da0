"""Words tell of incidents by kind; what is denied, planned or only pointed to is not told as one."""

from __future__ import annotations

import pytest

from db.drafting.kinds_in_text import kinds_in
from db.drafting.parts import DENIED, HAPPENED, NOT_REAL, REFERRED, FoundKind
from db.drafting.sentences import sentences_in


def found(text: str) -> list[FoundKind]:
    return [kind for sentence in sentences_in(text) for kind in kinds_in(text, sentence)]


def first(text: str) -> tuple[str, str]:
    kind = found(text)[0]
    return kind.kind, kind.state


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The two sides clashed.", "clash"),
        ("Warplanes hit a depot.", "air_strike"),
        ("An air strike destroyed a depot.", "air_strike"),
        ("A drone strike killed him.", "air_strike"),
        ("Artillery struck the village.", "shelling"),
        ("They fired dozens of rockets.", "shelling"),
        ("A roadside bomb went off.", "explosive"),
        ("A fighter shot down a drone.", "shoot_down"),
        ("They downed a helicopter.", "shoot_down"),
        ("Gunmen executed four men.", "civilians"),
        ("Militants kidnapped two engineers.", "abduction"),
        ("Chlorine was used.", "banned_weapon"),
        ("The army deployed tanks.", "deployment"),
        ("Troops withdrew from the hill.", "movement"),
        ("Troops advanced towards the town.", "movement"),
        ("Rebels captured the town.", "control"),
        ("The town fell to the rebels.", "control"),
        ("A ceasefire took hold.", "truce"),
        ("The commander warned them.", "statement"),
        ("Protesters gathered.", "protest"),
        ("Families were evacuated.", "aid"),
        ("Shops were looted.", "damage"),
        ("قصفت المدفعية القرية", "shelling"),
        ("وقعت اشتباكات عنيفة", "clash"),
        ("انفجار سيارة مفخخة", "explosive"),
    ],
)
def test_the_words_say_what_kind_it_was(text: str, kind: str) -> None:
    assert first(text) == (kind, HAPPENED)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("No clashes were reported.", DENIED),
        ("They did not attack.", DENIED),
        ("Reports that jets bombed the town are false.", DENIED),
        ("The army will attack.", NOT_REAL),
        ("They plan to attack the town.", NOT_REAL),
        ("If they shelled the town, all would be lost.", NOT_REAL),
        ("Further protests are expected.", NOT_REAL),
        ("The strike killed three.", REFERRED),
    ],
)
def test_what_did_not_happen_here_is_no_incident(text: str, state: str) -> None:
    assert first(text)[1] == state


@pytest.mark.parametrize(
    "text", ["The teachers' strike went on.", "An attack helicopter landed.", "A carrier strike group."]
)
def test_words_that_only_look_so_are_passed_over(text: str) -> None:
    assert found(text) == []
