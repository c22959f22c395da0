"""Ties that a text asserts are drafts of their own, each once, and known where the board has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.records import Relationship
from tests.db.drafting.reading import KNOWN, ties_of


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("US-backed SDF fighters left.", ("United States", "backs", "Syrian Democratic Forces")),
        ("The SDF, backed by the United States, left.", ("United States", "backs", "Syrian Democratic Forces")),
        ("Russia backs the Syrian Arab Army.", ("Russia", "backs", "Syrian Arab Army")),
        ("The Tiger Forces, an elite formation of the SAA, left.", ("Tiger Forces", "part_of", "Syrian Arab Army")),
        ("The Tiger Forces are part of the SAA.", ("Tiger Forces", "part_of", "Syrian Arab Army")),
        ("American troops train the SDF.", ("United States", "trains", "Syrian Democratic Forces")),
        ("Turkey is allied with Russia.", ("Turkey", "allied", "Russia")),
        ("Iranian-led militias left.", ("Iran", "leads", "Pro-government militias")),
    ],
)
def test_a_tie_is_read_from_its_words(text: str, tie: tuple[str, str, str]) -> None:
    (made,) = ties_of(text)
    assert (made.from_actor.name, made.stance, made.to_actor.name) == tie
    assert {mark.field for mark in made.marks} >= {"stance", "actor", "quote"}


@pytest.mark.parametrize(
    "text", ["Russia denies backing the SDF.", "The SDF is not part of the SAA.", "The SDF and the SAA met."]
)
def test_a_tie_that_is_not_asserted_is_none(text: str) -> None:
    assert ties_of(text) == []


def test_a_tie_is_told_once_and_known_where_the_board_has_it() -> None:
    known = replace(KNOWN, relationships=(Relationship(1, 7, "backs", id=99),))
    (made,) = ties_of("US-backed SDF fighters left. The US-backed SDF came back.", known)
    assert made.known_id == 99


def test_a_tie_has_the_date_that_the_text_gives() -> None:
    (made,) = ties_of("The SDF has been backed by the United States since 2014.")
    assert made.since.earliest is not None
    assert made.since.edtf.startswith("2014")
