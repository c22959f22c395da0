"""Who did what to whom is read where the sentence says it plainly, and left open where it does not."""

from __future__ import annotations

import pytest

from tests.db.drafting.reading import incidents_of, roles_of


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Russian jets bombed ISIS positions.", {"Russia": "initiator", "ISIS": "target"}),
        ("ISIS positions were bombed by Russian jets.", {"Russia": "initiator", "ISIS": "target"}),
        ("Turkish shelling of SDF positions went on.", {"Turkey": "initiator", "Syrian Democratic Forces": "target"}),
        (
            "Clashes erupted between the SDF and ISIS.",
            {"Syrian Democratic Forces": "participant", "ISIS": "participant"},
        ),
        (
            "Tiger Forces and the SDF clashed.",
            {"Tiger Forces": "participant", "Syrian Democratic Forces": "participant"},
        ),
        ("The SDF captured the village from ISIS.", {"Syrian Democratic Forces": "initiator", "ISIS": "target"}),
        ("The village fell to ISIS.", {"ISIS": "initiator"}),
        ("ISIS militants ambushed an SDF patrol.", {"ISIS": "initiator", "Syrian Democratic Forces": "target"}),
        ("A fighter shot down an Iranian-made drone.", {}),
        ("Shells hit the market, the SDF said.", {}),
    ],
)
def test_the_sentence_says_who_did_what(text: str, roles: dict[str, str]) -> None:
    (made,) = incidents_of(text)
    assert roles_of(made) == roles


def test_an_actor_that_the_board_does_not_know_is_asked_about() -> None:
    (made,) = incidents_of("The Sultan Murad Division attacked ISIS positions.")
    assert roles_of(made) == {"Sultan Murad Division": "initiator", "ISIS": "target"}
    (question,) = made.questions
    assert (question.field, question.index) == ("actor", 0)
    assert {choice.value for choice in question.choices} >= {"new", "none"}
