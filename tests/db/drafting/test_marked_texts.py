"""The marked-up texts say what can be measured: their words stand in the text, and their codes, names and dates are ours."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from db.vocabulary import ACTOR_ROLES, INCIDENT_KINDS, STANCES
from tests.db.drafting.boards import BOARDS, names_on
from tests.db.drafting.marked import KINDS_OF_TEXT, SETS, TEXTS, MarkedText, load, texts_of

PATHS = [path for folder in SETS for path in sorted((TEXTS / folder).glob("*.toml"))]


def _known_actors(text: MarkedText) -> set[str]:
    return {*names_on(text.board).actors} | {name for actor in text.actors for name in actor.names}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_markup_holds(path: Path) -> None:
    text = load(path)
    board = names_on(text.board)
    assert text.kind in KINDS_OF_TEXT
    assert all(date.dates or date.optional for date in text.dates)
    assert {place.flashpoint for place in text.places} <= board.flashpoints | {""}
    for actor in text.actors:
        assert actor.names
        assert actor.new or set(actor.names) & board.actors
    for entry in tomllib.loads(path.read_text("utf-8")).get("actors", ()):
        on_board = entry.get("is", [])
        assert set([on_board] if isinstance(on_board, str) else on_board) <= board.actors, entry
    assert text.board in BOARDS


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_marked_incidents_and_ties_hold(path: Path) -> None:
    text = load(path)
    actors = _known_actors(text)
    places = {name for place in text.places for name in (*place.names, place.flashpoint)}
    for incident in text.incidents:
        assert set(incident.kinds) <= set(INCIDENT_KINDS.codes)
        assert incident.told
        assert incident.optional or incident.dates, incident.called
        for role in incident.roles:
            for name, codes in role.choices:
                assert name in actors, f"{name} of {incident.called}"
                assert set(codes) <= set(ACTOR_ROLES.codes)
        if incident.places and not incident.optional:
            assert places & set(incident.places), incident.called
    for tie in text.relationships:
        assert {tie.from_name, tie.to_name} <= actors, tie
        assert set(tie.stances) <= set(STANCES.codes)


def test_a_third_of_the_english_texts_is_held_back() -> None:
    tune, held_back = ({text.name for text in texts_of(folder)} for folder in ("tune", "held_back"))
    assert len(tune | held_back) >= 30
    assert not tune & held_back
    assert len(held_back) * 3 >= len(tune | held_back)


def test_all_kinds_of_text_are_there_and_none_rules() -> None:
    kinds = Counter(text.kind for folder in ("tune", "held_back") for text in texts_of(folder))
    assert set(kinds) == set(KINDS_OF_TEXT)
    assert max(kinds.values()) <= sum(kinds.values()) / 3


def test_texts_are_as_long_as_reports_are() -> None:
    words = {path.stem: len(load(path).text.split()) for path in PATHS if path.parent.name != "arabic"}
    assert {name for name, number in words.items() if number < 100} == set()
    assert max(words.values()) >= 900
