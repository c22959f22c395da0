"""What accepting does to a board: source, files, actors, record, citation and claims; and that it is told before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import db
from db.dates import from_edtf
from db.drafts import DraftActor, Likeness, TrayDocument
from tests.db.random_user import state_of
from tests.db.tray_material import PICTURE, TEXT, backing, drop, flight, ford, mark, strike


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard", title="A") as board:
        yield board
        assert board.check() == []


def test_an_incident_with_its_actors_and_its_citation(board: db.Board) -> None:
    made, (first,) = drop(board, strike())
    (incident_id,) = board.tray.accept([first], despite_questions=True)
    incident = board.incidents.get(incident_id)
    (brigade,) = board.actors.all()
    assert (incident.title, incident.kind, incident.date.edtf) == (
        "Air strike near the mill",
        "air_strike",
        "2017-06-08",
    )
    assert (incident.grade, incident.deaths_best, incident.hedge) == ("C3", 6, "reportedly")
    assert (incident.place, incident.latitude, incident.precision) == ("the mill", 33.5, "vicinity")
    assert incident.actors == (db.Role(brigade.id, "target", "a convoy of the River Brigade"),)
    (cited,) = board.citations.of("incident", incident_id)
    quoted = "Jets reportedly struck a convoy of the River Brigade near the mill on 8 June, killing six."
    assert (cited.quote, cited.credibility, cited.bearing) == (quoted, "3", "supports")
    start = TEXT.index(quoted)
    assert cited.locator == f"characters {start}–{start + len(quoted)}"
    assert cited.claims == {"date": "2017-06-08", "deaths_best": "6", "place": "the mill"}
    draft = board.tray.draft(first)
    assert (draft.state, draft.record_id) == ("accepted", incident_id)
    assert board.tray.document(made).source_id == cited.source_id


def test_the_document_becomes_one_source_with_its_files(board: db.Board) -> None:
    made, ids = drop(board, strike(), flight(), graphic=True)
    board.tray.accept(ids[:1], despite_questions=True)
    board.tray.accept(ids[1:])
    (source,) = board.sources.all()
    assert (source.title, source.publisher, source.author) == ("Jets over the mill", "Radio Orontes", "A. Reporter")
    assert (source.published.edtf, source.language, source.reliability) == ("2017-06-09", "en", "C")
    assert (source.text, source.sha256) == (TEXT, hashlib.sha256(TEXT.encode()).hexdigest())
    assert source.retrieved.edtf == board.tray.document(made).dropped_at[:10]
    files = board.attachments.of("source", source.id)
    assert [(file.name, board.attachments.data(file.sha256), file.graphic) for file in files] == [
        ("orontes.txt", TEXT.encode(), True),
        ("mill.png", PICTURE, False),
    ]


def test_an_edit_of_the_document_reaches_its_source(board: db.Board) -> None:
    made, ids = drop(board, flight())
    board.tray.accept(ids)
    board.tray.change_document(made, reliability="B", publisher="Mill Gazette", title="", graphic=True)
    (source,) = board.sources.all()
    assert (source.reliability, source.publisher, source.title) == ("B", "Mill Gazette", "Jets over the mill")


def test_a_new_actor_of_several_drafts_is_made_once(board: db.Board) -> None:
    _, ids = drop(board, strike(), backing(), strike(place="the ford"))
    made = board.tray.accept(ids, despite_questions=True)
    assert [actor.name for actor in board.actors.all()] == ["Mill Guard", "River Brigade"]
    guard, brigade = (actor.id for actor in board.actors.all())
    tie = board.relationships.get(made[2])
    assert (tie.from_id, tie.to_id, tie.stance, tie.since.edtf) == (guard, brigade, "backs", "2017")
    assert board.actors.get(guard).kind == "militia"
    assert board.citations.of("relationship", tie.id)[0].quote == "The River Brigade is backed by the Mill Guard."


def test_an_actor_accepted_with_one_draft_is_used_by_the_next(board: db.Board) -> None:
    _, ids = drop(board, strike(), backing())
    board.tray.accept(ids[:1], despite_questions=True)
    board.tray.accept(ids[1:])
    assert [actor.name for actor in board.actors.all()] == ["Mill Guard", "River Brigade"]


def test_a_name_of_two_actors_is_not_guessed(board: db.Board) -> None:
    board.actors.add(db.Actor("River Brigade"))
    board.actors.add(db.Actor("Brigade of the river", other_names=("river brigade",)))
    _, ids = drop(board, strike())
    before = state_of(board)
    with pytest.raises(db.EntryProblem, match="the name of 2 actors"):
        board.tray.accept(ids, despite_questions=True)
    assert state_of(board) == before


def test_an_actor_named_twice_has_each_role_once(board: db.Board) -> None:
    parts = (DraftActor("River Brigade"), DraftActor("river brigade", "target"), DraftActor("River  Brigade", "target"))
    _, ids = drop(board, flight(actors=parts))
    (made,) = board.tray.accept(ids)
    assert [role.role for role in board.incidents.get(made).actors] == ["target"]


def test_a_question_is_asked_unless_it_is_passed_over(board: db.Board) -> None:
    _, ids = drop(board, flight(), strike())
    before = state_of(board)
    with pytest.raises(db.EntryProblem) as refused:
        board.tray.accept(ids)
    assert refused.value.field == "actor"
    assert str(refused.value) == (
        "“Air strike near the mill” has an open question: “River Brigade” is not on the board. Make a new actor?"
    )
    assert state_of(board) == before
    assert len(board.tray.accept(ids, despite_questions=True)) == 2
    with pytest.raises(db.EntryProblem, match="on the board already"):
        board.tray.accept(ids[:1], despite_questions=True)


def test_nothing_to_accept_is_no_step(board: db.Board) -> None:
    drop(board)
    assert board.tray.accept([]) == []
    assert board.undo_name == "Drop “orontes.txt” into the tray"


def test_words_for_deaths_are_not_lost(board: db.Board) -> None:
    _, ids = drop(board, flight(note="seen at noon"))
    (made,) = board.tray.accept(ids)
    incident = board.incidents.get(made)
    assert (incident.note, incident.deaths_best) == (
        "seen at noon\nKilled, in the words of the source: “dozens”.",
        None,
    )


def test_a_tie_that_is_there_gets_one_more_source(board: db.Board) -> None:
    one, two = board.actors.add(db.Actor("Mill Guard")), board.actors.add(db.Actor("River Brigade"))
    tie = board.relationships.add(db.Relationship(one, two, "backs"))
    _, ids = drop(board, backing(known_id=tie))
    assert board.tray.consequences(ids)[1] == "Adds a source to the relationship “Mill Guard backs river-brigade”."
    assert board.tray.accept(ids) == [tie]
    assert len(board.relationships.all()) == len(board.citations.of("relationship", tie)) == 1


def test_a_flashpoint_is_made_or_gets_its_area(board: db.Board) -> None:
    area = '{"type": "Polygon", "coordinates": [[[38, 33], [39, 33], [39, 34], [38, 33]]]}'
    _, ids = drop(board, ford(area=area, description="A ford."))
    (made,) = board.tray.accept(ids)
    found = board.flashpoints.get(made)
    assert (found.name, found.latitude, found.area, found.description) == ("The ford", 33.6, area, "A ford.")
    mill = board.flashpoints.add(db.Flashpoint("The mill", latitude=1.0, longitude=2.0))
    _, ids = drop(board, ford(flashpoint_id=mill, area=area), ford(flashpoint_id=mill), name="b.txt")
    assert board.tray.consequences(ids)[1:] == [
        "Sets the area of the flashpoint “The mill”.",
        "Replaces the position of the flashpoint “The mill”.",
    ]
    assert board.tray.accept(ids) == [mill, mill]
    assert (board.flashpoints.get(mill).area, board.flashpoints.get(mill).latitude) == (area, 33.6)
    assert [cited.quote for cited in board.citations.of("flashpoint", mill)] == ["the ford", "the ford"]


def test_a_picture_is_attached_to_its_incident_too(board: db.Board) -> None:
    picture = TrayDocument("mill.png", format="picture", media_type="image/png", graphic=True)
    made = board.tray.add(picture, (flight(marks=()),), original=PICTURE)
    (incident,) = board.tray.accept([draft.id for draft in board.tray.drafts(made)])
    (source,) = board.sources.all()
    for kind, record in (("incident", incident), ("source", source.id)):
        assert [(file.name, file.graphic) for file in board.attachments.of(kind, record)] == [("mill.png", True)]


# -- one more source for an incident


@pytest.mark.parametrize(
    ("ours", "claims", "disputed"),
    [
        ({"date": from_edtf("2017-06-08"), "deaths_best": 6, "place": "The Mill", "kind": "air_strike"}, {}, False),
        ({"date": from_edtf("2017-06"), "deaths_best": 6, "place": "the mill", "kind": "clash"},
         {"date": "2017-06-08", "kind": "air_strike"}, False),
        ({"date": from_edtf("2017-06-08"), "deaths_low": 4, "place": "the mill", "kind": "air_strike"},
         {"deaths_best": "6"}, False),
        ({"date": from_edtf("2017-06-08"), "deaths_best": 9, "place": "the mill", "kind": "air_strike"},
         {"deaths_best": "6"}, True),
        ({"date": from_edtf("2017-06-06"), "deaths_best": 6, "place": "the mill", "kind": "air_strike"},
         {"date": "2017-06-08"}, True),
        ({"kind": "air_strike"}, {"date": "2017-06-08", "deaths_best": "6", "place": "the mill"}, False),
    ],
)  # fmt: skip
def test_what_differs_is_claimed_and_the_assessment_stands(
    board: db.Board, ours: dict[str, object], claims: dict[str, str], disputed: bool
) -> None:
    incident = db.Incident("Raid", **ours)  # type: ignore[arg-type]
    told = board.incidents.add(incident)
    before = board.incidents.get(told)
    _, (first,) = drop(board, strike())
    sentences = board.tray.consequences([first], into=told)
    assert sentences[1] == "Adds a source to the incident “Raid”; what stands there stays as it is."
    assert any("disputed" in sentence for sentence in sentences) == disputed
    cited = board.citations.get(board.tray.accept_into(first, told))
    assert (cited.incident_id, cited.claims) == (told, claims)
    now = board.incidents.get(told)
    assert now.disputed == disputed
    assert (now.date, now.deaths_best, now.place, now.kind, now.actors) == (
        before.date, before.deaths_best, before.place, before.kind, before.actors
    )  # fmt: skip
    assert board.undo_name == "Add a source to “Raid”"
    assert board.tray.draft(first).record_id == told
    board.undo()
    assert (board.incidents.get(told), board.sources.all()) == (before, [])
    assert board.tray.draft(first).state == "waiting"


def test_only_an_incident_that_waits_goes_into_an_incident(board: db.Board) -> None:
    told = board.incidents.add(db.Incident("Raid"))
    _, (first, tie) = drop(board, flight(marks=(mark("Jets"),)), backing())
    with pytest.raises(db.EntryProblem, match="Only a draft of an incident"):
        board.tray.accept_into(tie, told)
    board.tray.accept_into(first, told)
    with pytest.raises(db.EntryProblem, match="on the board already"):
        board.tray.accept_into(first, told)
    _, (other,) = drop(board, flight(), name="b.txt")
    with pytest.raises(db.NotOnBoard):
        board.tray.accept_into(other, 12)


# -- the source alone, and what is known already


def test_a_source_alone_is_kept_and_cited(board: db.Board) -> None:
    told = board.incidents.add(db.Incident("Raid"))
    one, two = board.actors.add(db.Actor("One")), board.actors.add(db.Actor("Two"))
    tie = board.relationships.add(db.Relationship(one, two, "hostile"))
    made, ids = drop(board, flight(), credibility="2")
    source = board.tray.keep_source(made, told, relationship_id=tie)
    assert board.tray.keep_source(made) == source
    assert [cited.source_id for cited in board.citations.of("incident", told)] == [source]
    assert [cited.credibility for cited in board.citations.of("relationship", tie)] == ["2"]
    board.tray.accept(ids)
    assert [known.id for known in board.sources.all()] == [source]


def test_the_same_file_dropped_twice_is_one_source(board: db.Board) -> None:
    one, first = drop(board, flight())
    two, second = drop(board, flight(kind="movement"), name="copy.txt")
    board.tray.accept(first)
    assert board.tray.consequences(second)[0] == (
        "Uses the source “Jets over the mill”: the same file is on the board already."
    )
    board.tray.accept(second)
    assert len(board.sources.all()) == 1
    assert board.tray.document(one).source_id == board.tray.document(two).source_id
    assert len(board.attachments.of("source", board.sources.all()[0].id)) == 2


def test_whoever_says_the_same_later_repeats_the_other(board: db.Board) -> None:
    early = board.sources.add(db.Source("Early", published=from_edtf("2017-06-01")))
    late = board.sources.add(db.Source("Late", published=from_edtf("2017-07")))
    undated = board.sources.add(db.Source("Undated"))
    likenesses = tuple(Likeness(0.8, source_id=source) for source in (early, late, undated))
    _, ids = drop(board, flight(), likenesses=likenesses)
    assert board.tray.consequences(ids)[1:4] == [
        "Notes that it repeats “Early”, so the two count as one origin.",
        "Notes that it repeats “Undated”, so the two count as one origin.",
        "Notes on “Late”, which is later, that it repeats this source.",
    ]
    board.tray.accept(ids)
    new = next(source for source in board.sources.all() if source.title == "Jets over the mill")
    assert new.quotes == (early, undated)
    assert board.sources.get(late).quotes == (new.id,)


def test_a_source_that_was_deleted_is_made_again(board: db.Board) -> None:
    made, ids = drop(board, flight(), strike())
    board.tray.accept(ids[1:])
    board.sources.delete(board.sources.all()[0].id)
    assert board.tray.document(made).source_id is None
    board.tray.accept(ids[:1], despite_questions=True)
    assert board.tray.document(made).source_id == board.sources.all()[0].id


# -- told before it happens


def test_the_consequences_are_told_and_nothing_changes(board: db.Board) -> None:
    _, ids = drop(board, strike(), backing(), flight(), ford())
    before = state_of(board)
    assert board.tray.consequences(ids) == [
        "Adds the source “Jets over the mill” with reliability C, with 2 files attached.",
        "Makes the new actor “River Brigade” (armed group).",
        "Makes the incident “Air strike near the mill” (air or drone strike) on 8 June 2017 at the mill.",
        "Makes the new actor “Mill Guard” (militia).",
        "Makes the relationship “Mill Guard backs river-brigade” since 2017.",
        "Makes the incident “Flight to the ford” (aid or evacuation) without a date.",
        "Makes the flashpoint “The ford”.",
    ]
    assert state_of(board) == before
    board.tray.accept(ids, despite_questions=True)
    assert board.tray.consequences(ids[:1]) == ["“Air strike near the mill” is on the board already."]


def test_a_document_without_a_title_that_can_be_read_becomes_a_source(board: db.Board) -> None:
    made, _ = drop(board, strike(), title="\x1f")
    board.tray.keep_source(made)
    (source,) = board.sources.many(board.sources.ids())
    assert source.title == "orontes.txt"
