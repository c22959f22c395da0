"""The scores say what they claim to: made-up finds beside a made-up truth, through the comparisons that the figures rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.dates import UNKNOWN, from_edtf
from db.drafting.found import FoundPlace
from db.drafting.knowledge import Knowledge
from db.drafts import Choice, DraftActor, IncidentDraft, Mark
from tests.db.drafting.marked import TEXTS, MarkedText, MarkupError, TruePlace, load, texts_of
from tests.db.drafting.matching import (
    Judge,
    date_fits,
    date_is_right,
    distance_km,
    place_is_right,
    same_actor,
)
from tests.db.drafting.score import main
from tests.db.drafting.scoring import Score, Tally, knowledge_of, score_of

MARKUP = """
kind = "wire report"
published = "2024-05-20"
title = "Two towns"
board = "sudan"
text = "RSF fighters raided Tawila on Friday. Nine people died in Tawila. Nothing happened in Nyala."
dates = [{ words = "Friday", is = "2024-05-17" }]
places = [
  { words = "Tawila", all = true, is = "Tawila", at = [13.49, 24.90] },
  { words = "Nyala", is = "Nyala", at = [12.05, 24.88] },
]
actors = [{ words = "RSF", is = "Rapid Support Forces" }]

[[incidents]]
kind = "civilians"
date = "2024-05-17"
place = "Tawila"
actors = ["Rapid Support Forces: initiator"]
deaths = "9"
told = ["RSF fighters raided", "Nine people died"]
"""


@pytest.fixture
def raid(tmp_path: Path) -> MarkedText:
    """A text with one incident in two sentences."""
    return _load(tmp_path, MARKUP)


@pytest.fixture(scope="module")
def sudan() -> Knowledge:
    """What is on the board of that text."""
    return knowledge_of("sudan")


def _load(folder: Path, markup: str) -> MarkedText:
    path = folder / "raid.toml"
    path.write_text(markup, "utf-8")
    return load(path)


def _draft(text: MarkedText, knowledge: Knowledge, sentence: int = 0, **fields: object) -> IncidentDraft:
    rsf = next(actor.id for actor in knowledge.actors if actor.short_name == "RSF")
    values: dict[str, object] = {
        "title": "Raid",
        "kind": "civilians",
        "date": from_edtf("2024-05-17"),
        "place": "Tawila",
        "actors": (DraftActor("RSF", "initiator", rsf),),
        "deaths_best": 9,
        "marks": (Mark(*text.incidents[0].told[sentence], "quote"),),
    }
    return IncidentDraft(**{**values, **fields})  # type: ignore[arg-type]


def test_words_are_found_wherever_they_stand(raid: MarkedText) -> None:
    assert [raid.text[slice(*place.span)] for place in raid.places] == ["Tawila", "Tawila", "Nyala"]
    assert [raid.text[slice(*told)] for told in raid.incidents[0].told] == [
        "RSF fighters raided Tawila on Friday.",
        "Nine people died in Tawila.",
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('words = "Friday"', 'words = "Saturday"'),
        ('words = "Tawila", all = true', 'words = "Tawila"'),
        ('words = "Nyala"', 'words = "Nyala", n = 2'),
        ('"Nine people died"', '"Ten people died"'),
        ('kind = "civilians"', 'sort = "raid"'),
        ('deaths = "9"', 'deaths = "nine"'),
    ],
)
def test_markup_that_does_not_hold_is_refused(tmp_path: Path, right: str, wrong: str) -> None:
    assert right in MARKUP
    with pytest.raises(MarkupError):
        _load(tmp_path, MARKUP.replace(right, wrong))


def test_after_since_a_date_may_be_open(tmp_path: Path) -> None:
    text = _load(tmp_path, MARKUP.replace("on Friday", "since Friday"))
    assert {date.edtf for date in text.dates[0].dates} == {"2024-05-17", "2024-05-17/..", "2024-05-17/2024-05-20"}


def test_a_date_is_right_by_its_days_or_inside_what_is_allowed() -> None:
    spring, most = (from_edtf("2017-03/2017-05"),), from_edtf("2017-02/2017-06")
    assert date_is_right(from_edtf("2017-03-01/2017-05-31"), spring, None)
    assert not date_is_right(from_edtf("2017-04"), spring, None)
    assert date_is_right(from_edtf("2017-04"), spring, most)
    assert not date_is_right(from_edtf("2017-01/2017-04"), spring, most)
    assert not date_is_right(from_edtf("2017-06"), spring, most)
    assert not date_is_right(UNKNOWN, spring, most)


def test_a_date_fits_where_it_may_be_meant_and_is_not_far_wider() -> None:
    day = (from_edtf("2017-06-08"),)
    assert date_fits(UNKNOWN, day)
    assert date_fits(from_edtf("2017-06"), day)
    assert date_fits(from_edtf("../2017-06-16"), day)
    assert not date_fits(from_edtf("2017"), day)
    assert not date_fits(from_edtf("2017-06-09"), day)


def test_the_distance_of_two_places() -> None:
    paris, london = (48.8566, 2.3522), (51.5074, -0.1278)
    assert distance_km(paris, london) == pytest.approx(343.6, abs=1)
    assert distance_km(paris, paris) == 0


def test_a_place_is_right_by_flashpoint_position_name_or_choice(sudan: Knowledge) -> None:
    fasher = next(flashpoint.id for flashpoint in sudan.flashpoints if flashpoint.name == "El Fasher")
    meant = TruePlace((0, 5), ("Tawila",), (13.49, 24.90), 25.0, "El Fasher")
    assert place_is_right(FoundPlace(0, 5, "x", flashpoint_id=fasher), meant, sudan)
    assert place_is_right(FoundPlace(0, 5, "x", 13.6, 24.8), meant, sudan)
    assert place_is_right(FoundPlace(0, 5, "TAWILA"), meant, sudan)
    assert not place_is_right(FoundPlace(0, 5, "x", 14.5, 24.9), meant, sudan)
    right, far = Choice("here", "1", 13.5, 24.9), Choice("there", "2", 3.0, 4.0)
    assert place_is_right(FoundPlace(0, 5, "x", choices=(far, right)), meant, sudan)
    assert not place_is_right(FoundPlace(0, 5, "x", choices=(far,) * 6 + (right,)), meant, sudan)


def test_a_new_actor_may_be_called_by_more_words_or_fewer() -> None:
    assert same_actor("Desert Lions", "the desert lions", new=True)
    assert not same_actor("Desert Lions", "the desert lions", new=False)
    assert not same_actor("Desert Lions", "Mountain Lions", new=True)


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({}, True),
        ({"sentence": 1}, True),
        ({"kind": "abduction"}, True),
        ({"kind": "truce"}, False),
        ({"date": UNKNOWN}, True),
        ({"date": from_edtf("2024-05-18")}, False),
        ({"place": ""}, True),
        ({"place": "near Tawila"}, True),
        ({"place": "Nyala"}, False),
        ({"place": "Sudan", "precision": "country"}, True),
        ({"marks": (Mark(70, 80, "quote"),)}, False),
    ],
)
def test_what_may_be_the_same_incident(
    raid: MarkedText, sudan: Knowledge, fields: dict[str, object], fits: bool
) -> None:
    draft = _draft(raid, sudan, **fields)  # type: ignore[arg-type]
    assert Judge(raid, sudan).fits(draft, raid.incidents[0]) is fits


def test_roles_are_right_when_all_are_there_and_nobody_else(raid: MarkedText, sudan: Knowledge) -> None:
    judge, incident = Judge(raid, sudan), raid.incidents[0]
    rsf = _draft(raid, sudan).actors[0]
    other = DraftActor("Somebody else", "mentioned")
    assert judge.roles_right(_draft(raid, sudan, actors=(rsf, other)), incident)
    assert not judge.roles_right(_draft(raid, sudan, actors=()), incident)
    assert not judge.roles_right(_draft(raid, sudan, actors=(rsf, DraftActor("x", "target"))), incident)


@pytest.mark.parametrize(
    ("deaths", "given", "right"),
    [
        ("9", {"deaths_best": 9}, True),
        ("9", {"deaths_low": 9, "deaths_high": 12}, False),
        ("9", {"deaths_best": None}, False),
        ("", {"deaths_best": None}, True),
        ("", {"deaths_best": 0}, False),
        ("12+", {"deaths_best": None, "deaths_low": 12}, True),
        ("12+", {"deaths_best": 11, "deaths_low": 11}, False),
        ("10-15", {"deaths_best": None, "deaths_low": 10, "deaths_high": 15}, True),
        ("10-15", {"deaths_best": 12}, False),
        ("-20", {"deaths_best": None, "deaths_high": 20}, True),
    ],
)
def test_deaths_are_right_with_their_range(
    tmp_path: Path, sudan: Knowledge, deaths: str, given: dict[str, int | None], right: bool
) -> None:
    text = _load(tmp_path, MARKUP.replace('deaths = "9"', f'deaths = "{deaths}"'))
    assert Judge(text, sudan).deaths_right(_draft(text, sudan, **given), text.incidents[0]) is right


def test_a_tally_of_nothing_is_no_error() -> None:
    assert (Tally().precision, Tally().recall) == (1.0, 1.0)
    tally = Tally(found=4, right=3, true=6, hit=3)
    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.5, pytest.approx(0.6))
    assert Tally(found=1, true=1).f1 == 0.0


def test_the_sums_are_those_of_the_texts() -> None:
    first, second = (score_of(text) for text in texts_of("tune")[:2])
    total = Score()
    total.add(first)
    total.add(second)
    for noun, tally in total.tallies.items():
        assert tally.true == first.tallies[noun].true + second.tallies[noun].true
        assert tally.hit <= tally.true
        assert tally.right <= tally.found
    assert total.slips == first.slips + second.slips


def test_each_wrong_find_of_a_text_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    name = sorted((TEXTS / "tune").glob("*.toml"))[0].stem
    assert main(["tune", name, "--show"]) == 0
    told = capsys.readouterr().out
    assert f"— {name}" in told
    assert "precision" in told


@pytest.mark.parametrize("more", [["--show"], ["wire"]])
def test_of_the_texts_held_back_only_the_sums_are_told(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["held_back", *more])
    assert refused.value.code == 2
    assert capsys.readouterr().out == ""
