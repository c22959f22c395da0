"""The tray: what is dropped is kept with its drafts, edited, skipped, put back, removed; each one step of the history."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import db
from db.dates import from_edtf
from db.drafts import Aim, Choice, DraftActor, IncidentDraft, Question, TrayDocument, TrayFile, Twin
from db.readers.documents import ReadFile
from tests.db.random_user import state_of
from tests.db.tray_material import PICTURE, TEXT, backing, document, drop, flight, ford, mark, strike


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard", title="A") as board:
        yield board


def test_a_drop_is_kept_as_it_came(board: db.Board) -> None:
    made, _ = drop(board, strike(), backing(), ford(), aim=Aim(pair=(1, 2), date=from_edtf("2017")))
    kept = board.tray.document(made)
    assert (kept.text, kept.title, kept.published.edtf, kept.aim.pair) == (
        TEXT,
        "Jets over the mill",
        "2017-06-09",
        (1, 2),
    )
    assert (kept.sha256, kept.size) == (hashlib.sha256(TEXT.encode()).hexdigest(), len(TEXT.encode()))
    assert kept.dropped_at.endswith("+00:00")
    assert [(file.name, file.size, file.graphic) for file in kept.files] == [("mill.png", len(PICTURE), False)]
    assert board.tray.original(made) == TEXT.encode()
    (listed,) = board.tray.documents()
    assert (listed.id, listed.text, listed.files) == (made, "", kept.files)


def test_drafts_come_back_as_they_went_in_and_in_the_order_of_the_text(board: db.Board) -> None:
    given = (flight(), backing(), strike(), ford())
    made, _ = drop(board, *given)
    found = board.tray.drafts(made)
    assert [replace(draft, id=0, document_id=0) for draft in found] == [given[2], given[1], given[0], given[3]]
    assert {draft.document_id for draft in found} == {made}
    assert board.tray.draft(found[1].id) == found[1]


def test_the_tray_counts_what_waits(board: db.Board) -> None:
    one, ids = drop(board, strike(), flight())
    two, _ = drop(board, flight(), name="again.txt")
    drop(board, name="empty.txt")
    assert (board.tray.waiting(), board.tray.counts()) == (3, {one: 2, two: 1})
    board.tray.skip(ids[:1])
    assert (board.tray.waiting(), board.tray.counts()) == (2, {one: 1, two: 1})


def test_documents_stand_newest_first(board: db.Board) -> None:
    made = [drop(board, name=f"{number}.txt")[0] for number in range(3)]
    assert [document.id for document in board.tray.documents()] == made[::-1]


def test_a_document_without_bytes_and_one_with_empty_ones(board: db.Board) -> None:
    link = board.tray.add(TrayDocument("A link", format="link", address="https://example.org"), (), original=None)
    empty = board.tray.add(TrayDocument("empty.txt"), (), original=b"")
    assert board.tray.original(link) is None
    assert board.tray.original(empty) == b""
    assert board.check() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (flight(kind="party"), "kind"),
        (flight(latitude=91.0, longitude=0.0), "latitude"),
        (flight(deaths_low=5, deaths_high=2), "deaths_best"),
        (flight(actors=(DraftActor("A", "hero"),)), "actors"),
        (flight(actors=(DraftActor("  "),)), "name"),
        (backing(credibility="9"), "credibility"),
        (backing(since=from_edtf("2018"), until=from_edtf("2017")), "until"),
        (ford(latitude=None), "latitude"),
    ],
)
def test_a_draft_that_could_not_stand_on_the_board_is_refused(
    board: db.Board, wrong: IncidentDraft, field: str
) -> None:
    with pytest.raises(db.EntryProblem) as refused:
        drop(board, wrong)
    assert refused.value.field == field
    assert board.tray.documents() == []


def test_a_document_needs_a_name_and_grades_that_there_are(board: db.Board) -> None:
    for wrong, field in ((document("  "), "name"), (document(reliability="Z"), "reliability")):
        with pytest.raises(db.EntryProblem) as refused:
            board.tray.add(wrong, (), original=None)
        assert refused.value.field == field


def test_edits_are_kept(board: db.Board) -> None:
    made, (first, *_) = drop(board, strike(), flight())
    board.tray.change_draft(replace(board.tray.draft(first), title="Raid on the mill", questions=()))
    assert board.undo_name == "Edit draft “Air strike near the mill”"
    assert board.tray.draft(first).title == "Raid on the mill"
    board.tray.change_document(made, title="Raid", reliability="B", graphic=True, published=from_edtf("2017-06-10"))
    changed = board.tray.document(made)
    assert (changed.title, changed.reliability, changed.graphic, changed.published.edtf) == (
        "Raid",
        "B",
        True,
        "2017-06-10",
    )
    assert changed.text == TEXT
    board.tray.change_file(changed.files[0].id, graphic=True, note="faces")
    assert board.tray.document(made).files[0] == replace(changed.files[0], graphic=True, note="faces")


def test_what_is_no_edit_is_refused(board: db.Board) -> None:
    made, (first,) = drop(board, flight())
    with pytest.raises(db.EntryProblem, match="cannot be changed"):
        board.tray.change_document(made, text="other")
    with pytest.raises(db.EntryProblem, match="another kind"):
        board.tray.change_draft(replace(backing(), id=first))
    board.tray.accept([first])
    with pytest.raises(db.EntryProblem, match="on the board already"):
        board.tray.change_draft(board.tray.draft(first))
    with pytest.raises(db.EntryProblem, match="on the board already"):
        board.tray.skip([first])


def test_what_is_gone_is_told(board: db.Board) -> None:
    made, (first,) = drop(board, flight())
    board.tray.remove(made)
    for ask in (lambda: board.tray.document(made), lambda: board.tray.draft(first), lambda: board.tray.remove(made)):
        with pytest.raises(db.NotOnBoard, match="no longer in the tray"):
            ask()


def test_a_passage_selected_by_hand_becomes_one_more_draft(board: db.Board) -> None:
    made, _ = drop(board, strike())
    new = board.tray.add_draft(made, flight())
    assert [draft.id for draft in board.tray.drafts(made)][-1] == new
    assert board.undo_name == "Draft “Flight to the ford”"


Step = Callable[[db.Board, int, list[int]], object]
STEPS: list[tuple[str, Step]] = [
    ("Skip “Air strike near the mill”", lambda board, _, ids: board.tray.skip(ids[:1])),
    ("Skip 2 drafts", lambda board, _, ids: board.tray.skip(ids[:2])),
    ("Edit “orontes.txt” in the tray", lambda board, made, _: board.tray.change_document(made, title="Other")),
    ("Remove “orontes.txt” from the tray", lambda board, made, _: board.tray.remove(made)),
    ("Edit draft “Air strike near the mill”", lambda board, _, ids: board.tray.answer(ids[0], 0, "none")),
    ("Accept “Flight to the ford”", lambda board, _, ids: board.tray.accept(ids[2:3])),
    ("Accept 4 drafts", lambda board, _, ids: board.tray.accept(ids, despite_questions=True)),
    ("Keep “Jets over the mill” as a source", lambda board, made, _: board.tray.keep_source(made)),
]


@pytest.mark.parametrize(("name", "step"), STEPS)
def test_each_is_one_step_back_and_forth_also_after_opening_again(tmp_path: Path, name: str, step: Step) -> None:
    path = tmp_path / "b.sitboard"
    with db.create_board(path) as board:
        made, ids = drop(board, strike(), backing(), flight(), ford())
        assert board.undo_name == "Drop “orontes.txt” into the tray"
        before, steps = state_of(board), len(board.history())
        step(board, made, ids)
        after = state_of(board)
        assert (board.undo_name, len(board.history())) == (name, steps + 1)
        assert board.last_changes.touches_record("tray", made)
    with db.open_board(path) as board:
        assert board.undo().touches_record("tray", made)
        assert state_of(board) == before
    with db.open_board(path) as board:
        board.redo()
        assert (state_of(board), board.check()) == (after, [])


def test_a_removed_document_comes_back_with_its_bytes(board: db.Board) -> None:
    made, _ = drop(board, strike())
    before = board.tray.document(made)
    board.tray.remove(made)
    assert board.tray.documents() == []
    board.undo()
    assert (board.tray.document(made), board.tray.original(made)) == (before, TEXT.encode())


def test_drafts_with_a_question_or_a_twin_are_left_to_a_person(board: db.Board) -> None:
    told = board.incidents.add(db.Incident("Raid on the mill"))
    twin = Twin(told, "Raid on the mill", "8 June 2017", 0.9)
    made, _ = drop(board, strike(), flight(), flight(twin=twin), backing())
    free = [
        draft.id for draft in board.tray.drafts(made) if not draft.questions and getattr(draft, "twin", None) is None
    ]
    assert board.tray.without_questions(made) == free == board.tray.without_questions()
    assert len(free) == 2
    board.incidents.delete(told)
    assert len(board.tray.without_questions()) == 3  # what it may have told again is gone


def test_an_actor_that_came_on_the_board_since_is_found(board: db.Board) -> None:
    made, (first, tie) = drop(board, strike(), backing())
    brigade = board.actors.add(db.Actor("The Brigade", other_names=("River  Brigade",)))
    found = board.tray.draft(first)
    assert isinstance(found, IncidentDraft)
    assert (found.actors[0].actor_id, found.questions) == (brigade, ())
    assert board.tray.without_questions(made) == [first, tie]
    board.undo()
    assert board.tray.draft(first).questions != ()


def test_an_actor_that_went_off_the_board_is_asked_about(board: db.Board) -> None:
    guard = board.actors.add(db.Actor("Mill Guard"))
    place = board.flashpoints.add(db.Flashpoint("The mill"))
    _, (first,) = drop(board, flight(actors=(DraftActor("Mill Guard", "target", guard),), flashpoint_id=place))
    board.actors.delete(guard)
    board.flashpoints.delete(place)
    found = board.tray.draft(first)
    assert isinstance(found, IncidentDraft)
    assert (found.actors[0].actor_id, found.flashpoint_id) == (None, None)
    assert found.questions[0].sentence == "“Mill Guard” is no longer on the board. Make it anew?"
    assert board.check() == []


# -- answers


def asked(question: Question, **fields: object) -> IncidentDraft:
    return flight(questions=(Question("kind", "Which kind?"), question), **fields)


def after(board: db.Board, draft: IncidentDraft, value: str) -> IncidentDraft:
    _, (made,) = drop(board, draft)
    board.tray.answer(made, 1, value)
    found = board.tray.draft(made)
    assert isinstance(found, IncidentDraft)
    assert [question.field for question in found.questions] == ["kind"]
    return found


def test_an_actor_is_chosen_made_new_or_left_out(board: db.Board) -> None:
    guard = board.actors.add(db.Actor("Mill Guard"))
    actors = (DraftActor("Ford Guard", "target"), DraftActor("the Guards", "initiator"), DraftActor("Militia"))
    marks = (mark("the Mill Guard", "actor", 1), mark("Dozens", "actor", 2))
    draft = asked(Question("actor", "Who?", index=1), actors=actors, marks=marks)
    chosen = after(board, draft, str(guard))
    assert chosen.actors[1] == DraftActor("Mill Guard", "initiator", guard, as_named="the Guards")
    assert after(board, draft, "new").actors == actors
    left = after(board, draft, "none")
    assert left.actors == (actors[0], actors[2])
    assert left.marks == (mark("Dozens", "actor", 1),)


def test_a_place_is_chosen_from_the_gazetteer_or_as_a_flashpoint(board: db.Board) -> None:
    mill = board.flashpoints.add(db.Flashpoint("The mill", latitude=33.0, longitude=38.0))
    choices = (Choice("Raqqa, Syria", "172955", 35.95, 39.01), Choice("The mill", f"flashpoint:{mill}"))
    draft = asked(Question("place", "Which Raqqa is meant?", choices), place="Raqqa")
    placed = after(board, draft, "172955")
    assert (placed.place, placed.latitude, placed.longitude, placed.flashpoint_id) == ("Raqqa", 35.95, 39.01, None)
    assert after(board, draft, f"flashpoint:{mill}").flashpoint_id == mill
    assert after(board, draft, "none").latitude is None


def test_dates_numbers_and_codes_are_answered(board: db.Board) -> None:
    assert after(board, asked(Question("date", "Which day?")), "2017-06-08").date.edtf == "2017-06-08"
    assert after(board, asked(Question("deaths", "How many?")), "6").deaths_best == 6
    assert after(board, asked(Question("deaths", "How many?")), "none").deaths_best is None
    _, (made,) = drop(board, flight(questions=(Question("kind", "Which kind?"),)))
    board.tray.answer(made, 0, "clash")
    assert board.tray.draft(made) == replace(board.tray.draft(made), kind="clash", questions=())


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("actor", "12", "no longer names"),
        ("date", "the day before", "day"),
        ("deaths", "many", "is no number"),
        ("deaths", "-3", "is no number"),
        ("kind", "party", "is no kind"),
        ("place", "1", "none of the places"),
        ("moon", "full", "no field"),
    ],
)
def test_a_wrong_answer_is_told_and_changes_nothing(board: db.Board, field: str, value: str, problem: str) -> None:
    _, (made,) = drop(board, flight(questions=(Question(field, "Which?"),)))
    before = board.tray.draft(made)
    with pytest.raises(db.BoardError, match=problem):
        board.tray.answer(made, 0, value)
    assert board.tray.draft(made) == before
    with pytest.raises(db.EntryProblem, match="answered already"):
        board.tray.answer(made, 1, "new")


# -- soundness


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE tray_drafts SET body = '{\"title\": 3}'", "makes no sense"),
        ('UPDATE tray_drafts SET body = \'{"title": "x", "shape": 1}\'', "has no shape"),
        ("UPDATE tray_drafts SET body = json_set(body, '$.kind', 'party')", "makes no sense"),
        ("UPDATE tray_texts SET text = 'short'", "beyond the end"),
        ("UPDATE tray_documents SET aim = '[1]'", "makes no sense"),
        ("UPDATE tray_documents SET published = 'soon'", "is no date"),
        ("UPDATE tray_documents SET source_id = 5", "a source that the board never had"),
        ("UPDATE contents SET data = x'00'", "is no longer what was put in"),
        ("UPDATE tray_files SET size = 3", "should have 3 bytes"),
        ("UPDATE text_sketches SET data = x'00000000'", "to know the text"),
        ("DELETE FROM tray_texts", "has lost its text"),
        ("UPDATE tray_drafts SET body = json_set(body, '$.flashpoint_id', 7)", "names a row of flashpoints"),
    ],
)
def test_a_damaged_tray_is_told_and_still_read(board: db.Board, damage: str, told: str) -> None:
    drop(board, flight())
    assert board.check() == []
    board.db.conn.execute(damage)
    assert any(told in problem for problem in board.check()), board.check()
    (document,) = board.tray.documents()
    board.tray.drafts(document.id)
    board.tray.document(document.id)


def test_a_graphic_file_stays_graphic(board: db.Board) -> None:
    sha256 = hashlib.sha256(PICTURE).hexdigest()
    flagged = TrayFile("mill.png", "image/png", sha256, len(PICTURE), graphic=True)
    files = (ReadFile("mill.png", "image/png", PICTURE),)
    made = board.tray.add(document(files=(flagged,)), (flight(),), original=None, files=files)
    board.tray.accept(board.tray.without_questions(made))
    (source,) = board.sources.all()
    assert [(file.name, file.graphic) for file in board.attachments.of("source", source.id)] == [("mill.png", True)]
