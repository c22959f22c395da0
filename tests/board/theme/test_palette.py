"""The palette: every role has a colour, all text is readable, stances stay apart for colour-blind readers."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import combinations

import pytest

from board.theme.palette import DARK, LIGHT, MARKING_GROUND, THEMES, Theme, mix
from db import vocabulary
from tests.board.theme.colour_science import SIGHTS, contrast, difference, lab

both = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
GROUNDS = ("window", "panel", "raised", "field", "chip", "hover", "tooltip", "accent_soft", "brush")


def vocabulary_roles(*families: str) -> list[str]:
    roles = {term.role for terms in vocabulary.ALL for term in terms.terms if term.role}
    return sorted(role for role in roles if not families or role.split(".")[0] in families)


def test_colour_science_agrees_with_published_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    # pair 1 of the CIEDE2000 test data of Sharma, Wu and Dalal 2005
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    # pair 17: far apart in lightness, hue across the axis
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


@both
def test_every_colour_is_written_as_rrggbb(theme: Theme) -> None:
    plain = [getattr(theme, item.name) for item in fields(theme) if item.name not in ("name", "roles", "fills")]
    for colour in [*plain, *theme.roles.values(), *theme.fills.values()]:
        assert re.fullmatch("#[0-9a-f]{6}", colour), colour


@both
def test_every_role_of_the_vocabulary_has_a_colour(theme: Theme) -> None:
    assert set(vocabulary_roles()) <= set(theme.roles)
    assert set(theme.fills) <= set(theme.roles)


def test_both_themes_know_the_same_roles() -> None:
    assert set(LIGHT.roles) == set(DARK.roles)
    assert THEMES == {"light": LIGHT, "dark": DARK}
    assert DARK.dark
    assert not LIGHT.dark


def test_an_unknown_role_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match="stance.odd"):
        LIGHT.role("stance.odd")
    with pytest.raises(KeyError, match="stance.odd"):
        LIGHT.fill("stance.odd")


@both
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_readable_on_every_ground(theme: Theme, ground: str) -> None:
    under = getattr(theme, ground)
    assert contrast(theme.text, under) >= 7
    for name in ("text_soft", "accent", "danger", "warn", "ok"):
        assert contrast(getattr(theme, name), under) >= 4.5, name


@both
def test_text_on_the_accent_is_readable(theme: Theme) -> None:
    assert contrast(theme.accent_text, theme.accent) >= 4.5


@both
@pytest.mark.parametrize("role", vocabulary_roles("level", "stance", "kind", "actor"))
def test_roles_are_readable_as_text_and_visible_as_marks(theme: Theme, role: str) -> None:
    assert contrast(theme.role(role), theme.panel) >= 4.5
    assert contrast(theme.role(role), theme.accent_soft) >= 4.5  # the selected card
    assert contrast(theme.fill(role), theme.panel) >= 3
    assert contrast(theme.text, theme.tint(role)) >= 4.5


@both
@pytest.mark.parametrize("name", ["date", "place", "actor", "kind"])
def test_highlighted_passages_stay_readable(theme: Theme, name: str) -> None:
    assert contrast(theme.text, theme.role(f"highlight.{name}")) >= 7


@both
def test_markings_are_those_of_tlp_2_on_black(theme: Theme) -> None:
    assert theme.role("tlp.red") == "#ff2b2b"
    assert theme.role("tlp.amber") == "#ffc000"
    assert theme.role("tlp.green") == "#33ff00"
    assert theme.role("tlp.clear") == "#ffffff"
    assert min(contrast(theme.role(role), MARKING_GROUND) for role in vocabulary_roles("tlp")) >= 4.5


@both
@pytest.mark.parametrize("sight", list(SIGHTS))
@pytest.mark.parametrize("look", ["role", "fill"])
def test_stances_stay_apart_for_colour_blind_readers(theme: Theme, sight: str, look: str) -> None:
    seen = {name: lab(getattr(theme, look)(f"stance.{name}"), sight) for name in ("support", "hostile", "neutral")}
    for one, other in combinations(seen, 2):
        assert difference(seen[one], seen[other]) >= 10, (one, other)


def test_levels_darken_step_by_step_on_paper_for_every_sight() -> None:
    hot = ["tense", "skirmishes", "clashes", "open_fighting"]
    for sight in SIGHTS:
        lightness = [lab(LIGHT.fill(f"level.{code}"), sight)[0] for code in hot]
        assert lightness == sorted(lightness, reverse=True), sight


def test_mix_lays_one_colour_on_another() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#123456", "#ffffff", 1) == "#123456"
    assert mix("#123456", "#abcdef", 0) == "#abcdef"
