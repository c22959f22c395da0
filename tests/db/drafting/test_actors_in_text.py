"""Actors are found by any name they go by, inflected and by their state, and never where only a place is meant."""

from __future__ import annotations

import pytest

from db.drafting.actors_in_text import actors_in
from db.drafting.parts import FoundActor
from db.drafting.sentences import sentences_in
from tests.db.drafting.reading import KNOWN


def found(text: str) -> list[FoundActor]:
    return actors_in(text, sentences_in(text), KNOWN.actor_index)


def named(text: str) -> list[str]:
    return [actor.name for actor in found(text) if actor.side == "force" and not actor.is_nobody]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kurdish-led SDF forces advanced.", ["Syrian Democratic Forces"]),
        ("The SDF's men left.", ["Syrian Democratic Forces"]),
        ("American warplanes struck.", ["United States"]),
        ("U.S. forces struck.", ["United States"]),
        ("Russian strategic bombers fired missiles.", ["Russia"]),
        ("The Syrian army left.", ["Syrian Arab Army"]),
        ("A column of pro-government militia moved.", ["Pro-government militias"]),
        ("Iranian-led militias moved.", ["Pro-government militias"]),
        ("Islamic State militants attacked.", ["ISIS"]),
        ("Russia and Turkey agreed.", ["Russia", "Turkey"]),
        ("The Americans left.", ["United States"]),
        ("Fighters of Liwa Thuwar al-Raqqa left.", ["Liwa Thuwar al-Raqqa"]),
        ("The Sultan Murad Division left.", ["Sultan Murad Division"]),
        ("JNIM militants attacked.", ["JNIM"]),
        ("قصف مواقع قوات سوريا الديمقراطية", ["Syrian Democratic Forces"]),
    ],
)
def test_an_actor_is_found_by_its_words(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "It is up to us whether this is so.",
        "The village lies in Syria.",
        "They fled from Iran.",
        "A Syrian town was empty.",
        "An Iranian-made drone fell.",
        "He lives in Moscow.",
        "The police station burned.",
        "Raqqa, Syria",
    ],
)
def test_what_only_says_where_or_whose_is_no_party(text: str) -> None:
    assert named(text) == []


def test_an_acronym_that_the_text_explains_means_what_it_stands_for() -> None:
    text = "The Southern Liberation Army (SLA) left. The SLA came back."
    assert {actor.name for actor in found(text)} == {"Southern Liberation Army"}
    assert [text[actor.start : actor.end] for actor in found(text)][-1] == "SLA"


def test_a_capital_that_speaks_is_its_government() -> None:
    (actor,) = found("Moscow said nothing.")
    assert (actor.name, actor.side) == ("Russia", "official")


def test_a_word_that_may_mean_several_offers_them() -> None:
    (actor,) = found("Kurdish fighters left.")
    assert actor.actor_id is None or actor.choices == ()
    assert actor.generic
