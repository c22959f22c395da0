"""Deaths and injuries are read as ranges; what is not said stays unknown, and only "no casualties" is 0."""

from __future__ import annotations

import pytest

from db.drafting.counts_in_text import counts_in
from db.drafting.parts import FoundCount
from db.drafting.sentences import sentences_in


def counted(text: str) -> dict[str, FoundCount]:
    return {count.what: count for sentence in sentences_in(text) for count in counts_in(text, sentence)}


@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("At least 12 people were killed.", 12, 12, None),
        ("12 to 15 fighters were killed.", 12, None, 15),
        ("The raid killed between 12 and 15 people.", 12, None, 15),
        ("Some 40 men were killed.", None, 40, None),
        ("Up to 30 soldiers were killed.", None, None, 30),
        ("More than 20 died.", 20, 20, None),
        ("Twelve soldiers died.", 12, 12, 12),
        ("It killed twenty-three people.", 23, 23, 23),
        ("A soldier was killed.", 1, 1, 1),
        ("The blast killed 1,200 people.", 1200, 1200, 1200),
        ("Two civilians, including a child, died.", 2, 2, 2),
        ("Twelve fighters and two civilians were killed.", 14, 14, 14),
        ("No casualties were reported.", 0, 0, 0),
        ("Nobody was killed.", 0, 0, 0),
    ],
)
def test_deaths_are_a_range(text: str, low: int | None, best: int | None, high: int | None) -> None:
    deaths = counted(text)["deaths"]
    assert (deaths.low, deaths.best, deaths.high) == (low, best, high)


def test_dead_and_hurt_are_counted_apart() -> None:
    counts = counted("The strike killed three fighters and wounded five.")
    assert (counts["deaths"].best, counts["injured"].best) == (3, 5)
    counts = counted("Two soldiers were killed and seven others injured.")
    assert (counts["deaths"].best, counts["injured"].best) == (2, 7)


@pytest.mark.parametrize("words", ["dozens", "scores", "an unknown number"])
def test_words_that_are_no_figure_stay_words(words: str) -> None:
    deaths = counted(f"The shelling killed {words} of people.")["deaths"]
    assert (deaths.low, deaths.best, deaths.high) == (None, None, None)
    assert deaths.words == words


def test_civilians_are_told_apart() -> None:
    assert counted("Three civilians were killed.")["deaths"].civilians == 3
    assert counted("Three fighters were killed.")["deaths"].civilians is None


@pytest.mark.parametrize(
    "text",
    [
        "There were no immediate reports of casualties.",
        "Twelve vehicles were destroyed.",
        "On 12 June they left.",
        "The convoy of 30 trucks arrived.",
    ],
)
def test_what_is_not_told_stays_unknown(text: str) -> None:
    assert all(count.best is None for count in counted(text).values())
