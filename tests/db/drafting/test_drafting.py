"""A text becomes drafts: the one of the picture of the tray, and the rules that each draft keeps."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.dates import from_edtf
from db.drafting import Knowledge, draft, draft_of_passage, find_twins
from db.drafts import MARK_FIELDS, Aim, FlashpointDraft, IncidentDraft, TrayDocument
from db.readers.documents import ReadDocument, ReadPlace
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS
from tests.db.drafting import boards
from tests.db.drafting.reading import KNOWN, incidents_of, proposal_of, roles_of

PICTURED = """On 18 May and again on 5 June aircraft of the United States struck a column of pro-government militia \
that had entered the deconfliction zone around At Tanf.

A few days later a fighter shot down an Iranian-made drone after it dropped a munition near coalition advisers. …

Further north, Tiger Forces and the SDF have clashed west of Raqqa, in the area of the Taqba dam."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> db.Board:
    return boards.make("sample", tmp_path_factory.mktemp("drafting") / "sample.sitboard")


def of_picture(board: db.Board) -> list[IncidentDraft]:
    document = ReadDocument("report-16-june.html", "html", published="2017-06-16", text=PICTURED)
    found = find_twins(board, draft(document, Knowledge.of(board)).drafts)
    return [made for made in found if isinstance(made, IncidentDraft)]


def test_the_text_of_the_picture_becomes_its_four_drafts(sample: db.Board) -> None:
    first, second, third, fourth = of_picture(sample)
    assert first.title == second.title == "Air strike on pro-government militia at At Tanf"
    assert (first.date.edtf, second.date.edtf) == ("2017-05-18", "2017-06-05")
    assert roles_of(first) == {"United States": "initiator", "Pro-government militias": "target"}
    assert third.title == "Drone shot down near At Tanf"
    assert third.actors == ()
    assert fourth.title == "Clash west of Raqqa"
    assert fourth.date.edtf == "../2017-06-16"
    assert roles_of(fourth) == {"Tiger Forces": "participant", "Syrian Democratic Forces": "participant"}
    assert [made.credibility for made in (first, second, fourth)] == ["3", "3", "3"]


def test_the_fields_of_the_picture_are_tied_to_their_words(sample: db.Board) -> None:
    first, _, third, fourth = of_picture(sample)
    words = {mark.field: PICTURED[mark.start : mark.end] for mark in first.marks}
    assert words["date"] == "18 May"
    assert words["kind"] == "struck"
    assert "year from publication date" in {mark.why for mark in first.marks}
    assert {PICTURED[m.start : m.end] for m in third.marks if m.field == "date"} == {"A few days later"}
    assert "no date in text" in {mark.why for mark in fourth.marks}


def test_what_the_board_has_is_a_twin_with_what_differs(sample: db.Board) -> None:
    _, second, third, _ = of_picture(sample)
    assert second.twin is not None
    assert second.twin.title == "Second US air strike at At Tanf"
    assert ("date", "5–6 June 2017", "5 June 2017") in second.twin.differences
    assert third.twin is not None
    assert third.twin.title == "US fighter brings down a Shahed 129 drone"


def test_nothing_like_it_on_the_board_is_no_twin(sample: db.Board) -> None:
    far = IncidentDraft("Clash", kind="clash", date=from_edtf("2017-05-18"), latitude=60.0, longitude=10.0)
    (made,) = find_twins(sample, [far])
    assert isinstance(made, IncidentDraft)
    assert made.twin is None


def test_several_mentions_of_one_incident_are_one_draft() -> None:
    text = "Russian jets bombed a market on 8 June. The strike killed 12 people. Three shops burned."
    (made,) = incidents_of(text)
    quotes = [text[mark.start : mark.end] for mark in made.marks if mark.field == "quote"]
    assert len(quotes) >= 2
    assert made.deaths_best == 12


def test_words_of_doubt_are_quoted_and_lower_the_credibility() -> None:
    (plain,) = incidents_of("Tiger Forces and the SDF clashed on 8 June.")
    (hedged,) = incidents_of("Tiger Forces and the SDF reportedly clashed on 8 June.")
    assert (plain.credibility, plain.hedge) == ("3", "")
    assert (hedged.credibility, hedged.hedge) == ("4", "reportedly")


def test_unknown_deaths_are_not_zero() -> None:
    (made,) = incidents_of("Russian jets bombed a market on 8 June.")
    assert (made.deaths_low, made.deaths_best, made.deaths_high) == (None, None, None)


def test_a_text_without_incidents_has_none() -> None:
    assert incidents_of("The weather was fine and the harvest is good. The minister opened a school.") == []


def test_what_it_was_dropped_on_is_filled_in() -> None:
    document = ReadDocument("a.txt", "text", published="2017-06-16", text="Russian jets bombed a market.")
    aim = Aim(flashpoint_id=77, pair=(6, 7), date=from_edtf("2017-06-01"))
    (made,) = draft(document, KNOWN, aim).drafts
    assert isinstance(made, IncidentDraft)
    assert (made.flashpoint_id, made.date.edtf) == (77, "2017-06-01")
    assert {"Syrian Arab Army", "Syrian Democratic Forces"} <= set(roles_of(made))


@pytest.mark.parametrize("passage", ["SDF and ISIS clashed on 8 June", "nothing at all", "x"])
def test_a_passage_chosen_by_hand_is_always_a_draft(passage: str) -> None:
    text = f"Before it. {passage}. After it."
    document = TrayDocument("a.txt", id=5, text=text, published=from_edtf("2017-06-16"))
    start = text.index(passage)
    made = draft_of_passage(document, start, start + len(passage), KNOWN)
    assert made.document_id == 5
    assert made.title
    (quote,) = [mark for mark in made.marks if mark.field == "quote"]
    assert text[quote.start : quote.end] == passage
    assert all(start <= mark.start <= mark.end <= start + len(passage) for mark in made.marks)


def test_points_of_a_map_are_incidents_and_areas_flashpoints() -> None:
    area = '{"type": "Polygon", "coordinates": [[[38, 33], [39, 33], [39, 34], [38, 33]]]}'
    places = (ReadPlace("Raid", 33.5, 38.6, date="2017-06-08"), ReadPlace("Zone", area=area))
    incident, flashpoint = draft(ReadDocument("a.kml", "map", places=places), KNOWN).drafts
    assert isinstance(incident, IncidentDraft)
    assert (incident.title, incident.date.edtf, incident.latitude) == ("Raid", "2017-06-08", 33.5)
    assert isinstance(flashpoint, FlashpointDraft)
    assert (flashpoint.name, flashpoint.area) == ("Zone", area)


def test_a_picture_says_when_and_where_it_was_taken() -> None:
    taken = ReadDocument(
        "a.jpg", "picture", taken="2017-06-08", taken_time="14:05", places=(ReadPlace("", 33.5, 38.6),)
    )
    (made,) = draft(taken, KNOWN).drafts
    assert isinstance(made, IncidentDraft)
    assert (made.date.edtf, made.time, made.latitude, made.kind) == ("2017-06-08", "14:05", 33.5, "other")
    assert draft(replace(taken, taken="", places=()), KNOWN).drafts == ()


def test_what_is_known_is_read_from_a_board(sample: db.Board) -> None:
    knowledge = Knowledge.of(sample)
    assert "At Tanf" in {flashpoint.name for flashpoint in knowledge.flashpoints}
    assert {place.name for place in knowledge.places} >= {"At Tanf", "West of Raqqa"}
    assert "SY" in knowledge.countries


# -- any text
PIECES = (
    "On 8 June", "the SDF", "ISIS", "clashed", "with", "Russian jets", "bombed", "killing", "at least", "12", "people",
    "reportedly", ".", "\n\n", ",", "(", ")", "Sultan Murad Division", "was shot down", "by", "no", "و", "قصف", "-led",
    "U.S.", "…", "the strike", "12-15", "\u202e", "a", "e\u0301", "🔥",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_gives_drafts_whose_marks_lie_in_it(text: str) -> None:
    proposal = proposal_of(text)
    for mark in proposal.marks:
        assert 0 <= mark.start <= mark.end <= len(text)
    for made in proposal.drafts:
        assert all(0 <= mark.start <= mark.end <= len(text) and mark.field in MARK_FIELDS for mark in made.marks)
        if isinstance(made, IncidentDraft):
            assert made.title.strip()
            assert made.kind in INCIDENT_KINDS
            assert made.credibility in CREDIBILITIES
            known = [n for n in (made.deaths_low, made.deaths_best, made.deaths_high) if n is not None]
            assert known == sorted(known)
            assert all(question.index < max(len(made.actors), 1) for question in made.questions)


@pytest.mark.parametrize(
    "piece", [PICTURED + "\n\n", "SDF and ISIS and ", "took sent-", "12, ", "aaaa", "(A) ", "killed 3 and "]
)
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        proposal_of(text)
        return time.process_time() - began

    seconds(2_000)  # what is made once is made
    assert seconds(64_000) < 40 * seconds(8_000) + 0.5


def test_a_report_of_twenty_pages_is_read_at_once(sample: db.Board, tmp_path: Path) -> None:
    knowledge = Knowledge.of(sample)
    text = (PICTURED + "\n\n") * 110  # some 55,000 characters
    began = time.process_time()
    draft(ReadDocument("a.txt", "text", published="2017-06-16", text=text), knowledge)
    assert time.process_time() - began < 3
