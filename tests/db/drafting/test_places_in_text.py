"""Places in prose: which words name one, which place is meant, and where it lies."""

from __future__ import annotations

import pytest

from db.drafting.found import FoundPlace
from db.drafting.knowledge import Knowledge, KnownPlace
from db.drafting.place_choosing import distance_km
from db.drafting.places_in_text import places_in
from db.gazetteer import Gazetteer
from db.records import Flashpoint

KNOWLEDGE = Knowledge(
    flashpoints=(
        Flashpoint("At Tanf", id=1, other_names=("al-Tanf", "التنف"), latitude=33.50, longitude=38.66, radius_km=55),
        Flashpoint("Western Raqqa", id=2, other_names=("Tabqa",), latitude=35.87, longitude=38.56, radius_km=30),
        Flashpoint("Deir ez-Zor", id=3, latitude=35.34, longitude=40.14),
    ),
    places=(KnownPlace("Ayn Issa crossroads", 36.38, 38.86, "vicinity", None),),
    gazetteer=Gazetteer(),
    countries=frozenset({"SY", "IQ"}),
)
RAQQA, SINJAR = (35.95, 39.01), (36.32, 41.86)


def found_in(text: str, knowledge: Knowledge = KNOWLEDGE) -> list[FoundPlace]:
    return [place for place in places_in(text, knowledge) if place.happens_here]


def only(text: str) -> FoundPlace:
    (found,) = found_in(text)
    return found


def position(place: FoundPlace) -> tuple[float, float]:
    assert place.latitude is not None
    assert place.longitude is not None
    return place.latitude, place.longitude


@pytest.mark.parametrize(
    ("text", "flashpoint"),
    [
        ("Clashes near At Tanf went on.", 1),
        ("Clashes near al-Tanf went on.", 1),
        ("قرب التنف", 1),
        ("Fighting around Der Ezoir went on.", 3),
        ("Der ez-Zor was calm.", 3),
    ],
)
def test_a_flashpoint_by_any_name_or_misspelt(text: str, flashpoint: int) -> None:
    assert only(text).flashpoint_id == flashpoint


def test_a_misspelling_is_told() -> None:
    found = only("Fighting at Taqba went on.")
    assert (found.name, found.flashpoint_id) == ("Western Raqqa", 2)
    assert found.likeness < 1
    assert "Western Raqqa" in found.why


def test_a_place_of_the_board_comes_before_the_gazetteer() -> None:
    found = only("A mine went off at Ayn Issa crossroads on Friday.")
    assert (found.name, found.precision, found.latitude) == ("Ayn Issa crossroads", "vicinity", 36.38)


@pytest.mark.parametrize("name", ["Mayadin", "Mayadeen", "al-Mayadin", "Al Mayadin"])
def test_spellings_of_a_town_are_one(name: str) -> None:
    assert only(f"The army entered {name} on Friday.").place_id == 173480


@pytest.mark.parametrize(
    ("text", "precision", "near"),
    [
        ("in Raqqa", "town", ""),
        ("west of Raqqa", "vicinity", "west of"),
        ("near Raqqa", "vicinity", "near"),
        ("on the outskirts of Raqqa", "vicinity", "the outskirts of"),
        ("in the Raqqa countryside", "district", ""),
        ("in Raqqa province", "district", ""),
        ("at the Tishrin dam", "vicinity", ""),
    ],
)
def test_the_words_around_a_name_say_how_exact_it_is(text: str, precision: str, near: str) -> None:
    found = only(f"They fought {text} for days.")
    assert (found.precision, found.near) == (precision, near)


def test_a_distance_moves_the_place() -> None:
    found = only("A convoy was hit 20 km north of Raqqa on Friday.")
    assert (found.near, found.name) == ("20 km north of", "Raqqa")
    assert 18 < distance_km(position(found), RAQQA) < 22
    assert position(found)[0] > RAQQA[0]


def test_of_two_towns_that_of_the_country_at_hand_is_meant() -> None:
    places = found_in("Iraqi troops clashed with fighters in Sinjar, Iraq.")
    assert distance_km(position(places[0]), SINJAR) < 15


def test_what_cannot_be_told_apart_is_a_choice() -> None:
    knowledge = Knowledge(gazetteer=Gazetteer(), countries=frozenset({"SY"}))
    (found,) = found_in("Clashes were reported in Suran on Friday.", knowledge)
    assert found.latitude is None
    assert len(found.choices) == 2
    assert all(choice.latitude is not None for choice in found.choices)


NO_PLACES = [
    "They said that police in March were reading a nice book.",
    "Mr Raqqa and General Aleppo met Carmelo Guerrero.",
    "The Aleppo Council, a Raqqa-based group and the Islamic State of Iraq.",
    "Moscow said so. Damascus called it an outrage, and according to Ankara it was.",
    "Lebanese and Syrian fighters of the Free Syrian Army; the Idlib Martyrs Brigade.",
    "The Ministry of Health, the Security Council and Operation Inherent Resolve.",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_no_places(text: str) -> None:
    assert found_in(text) == []


def test_names_of_actors_hold_no_places() -> None:
    text = "The Raqqa Hawks attacked in Palmyra."
    assert [place.name for place in places_in(text, KNOWLEDGE, taken=[(4, 15)])] == ["Palmyra"]


def test_a_name_that_nobody_knows_is_a_place_where_the_text_says_so() -> None:
    found = found_in("Men raided the villages of Xarbeta and Qestel Gundor. Xarbeta was burned.")
    assert [place.name for place in found] == ["Xarbeta", "Qestel Gundor", "Xarbeta"]
    assert all(place.latitude is None and place.why for place in found)


def test_arabic_and_cyrillic_names_are_found() -> None:
    assert [place.name for place in found_in("اشتباكات في الرقة وبالحسكة")] == ["الرقة", "الحسكة"]
    assert [place.country for place in found_in("бои за Бахмут продолжаются в Бахмут", KNOWLEDGE)][-1:] == ["UA"]


def test_a_country_says_where_its_town_is() -> None:
    raqqa, syria = found_in("They met in Raqqa, Syria, on Friday.")
    assert (raqqa.country, syria.precision, syria.contained) == ("SY", "country", True)


def test_without_a_gazetteer_the_board_is_known() -> None:
    knowledge = Knowledge(flashpoints=KNOWLEDGE.flashpoints)
    assert [place.flashpoint_id for place in found_in("Clashes at At Tanf and in Palmyra.", knowledge)] == [1, None]
