"""What only looks like an incident makes no draft; the same words with a day of their own do."""

from __future__ import annotations

import pytest

from tests.db.drafting.reading import incidents_of


@pytest.mark.parametrize(
    "text",
    [
        "ISIS regularly attacks convoys on the road.",
        "The SDF has been fighting ISIS for five years.",
        "ISIS cells live off ambushes.",
        "The village has come under repeated attack since the winter.",
        "Kidnappings are up, and clashes have doubled against the year before.",
        "The minister entered Hasakah with his guards.",
        "Analysts expect an offensive against the SDF.",
        "The SDF documented 47 cases of arrest.",
    ],
)
def test_habits_trends_and_hopes_are_none(text: str) -> None:
    assert incidents_of(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ISIS, which regularly attacks convoys, killed three soldiers in an ambush on 3 May 2017.", "clash"),
        ("Fifteen militants were captured near Tabqa.", "abduction"),
        ("The SDF took nine young men off a bus on Thursday.", "abduction"),
        ("A fisherman was murdered near Tabqa.", "civilians"),
        ("The SDF, which respects the ceasefire, shelled Tabqa.", "shelling"),
    ],
)
def test_deeds_are_told_by_their_kind(text: str, kind: str) -> None:
    assert [made.kind for made in incidents_of(text)] == [kind]
