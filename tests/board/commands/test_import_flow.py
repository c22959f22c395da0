"""From chosen files to the board: recognised at once, asked about, refused, cancelled, kept mappings, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import db
from board.commands.imports import FileEnd, ImportFlow, Question
from board.session import Session
from board.tasks import Task
from db.readers import Mapping
from tests.table_files import ACLED_31, GED_41, acled, ged, write_table


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(db.create_board(tmp_path / "b.sitboard"))
    yield made
    made.close()


@pytest.fixture
def flow(session: Session) -> ImportFlow:
    return ImportFlow(session, session)


def _ged(path: Path, rows: int = 3, first: int = 1) -> Path:
    return write_table(path, [GED_41, *(ged(id=str(number)) for number in range(first, first + rows))])


def _own(path: Path, header: tuple[str, ...] = ("Date", "What happened", "Dead")) -> Path:
    return write_table(path, [header, ["2017-06-08", "Clash at the mill", "3"], ["2017-06-09", "Shelling", ""]])


def _run(qtbot: QtBot, flow: ImportFlow, *paths: Path) -> list[FileEnd]:
    with qtbot.waitSignal(flow.all_ended) as ended:
        flow.start(paths)
    ends: list[FileEnd] = ended.args[0]
    return ends


def _ask(qtbot: QtBot, flow: ImportFlow, path: Path, **more: str) -> Question:
    with qtbot.waitSignal(flow.question_asked) as asked:
        flow.start([path], **more)
    question: Question = asked.args[0]
    return question


def test_known_data_sets_are_read_without_asking(
    qtbot: QtBot, flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    said: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        said.append(sentence)

    session.said.connect(hear)
    files = _ged(tmp_path / "ged.csv"), write_table(tmp_path / "acled.csv", [ACLED_31, acled()])
    ged_end, acled_end = _run(qtbot, flow, *files)
    assert [ged_end.outcome, acled_end.outcome] == ["read", "read"]
    assert ged_end.report is not None
    assert (ged_end.report.added, ged_end.report.kind) == (3, "ucdp")
    assert len(session.columns) == 4
    assert said[0].startswith("ged.csv (UCDP GED): 3 added")
    assert (flow.active, session.busy) == (False, "")


def test_what_is_no_table_of_incidents_is_refused_and_the_rest_is_read(
    qtbot: QtBot, flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "report.csv").write_bytes(b"%PDF-1.7 ...")
    refused, read = _run(qtbot, flow, tmp_path / "report.csv", _ged(tmp_path / "ged.csv"))
    assert (refused.outcome, read.outcome) == ("refused", "read")
    assert "is not a table but a PDF document" in refused.sentence


def test_the_board_itself_is_refused_before_it_is_opened(qtbot: QtBot, flow: ImportFlow, session: Session) -> None:
    (end,) = _run(qtbot, flow, session.board.path)
    assert (end.outcome, "board that is open here" in end.sentence) == ("refused", True)
    session.run("Add actor", lambda: session.board.actors.add(db.Actor("SDF")))
    assert [actor.name for actor in session.board.actors.all()] == ["SDF"]


def test_an_unknown_table_is_asked_about_and_then_read(
    qtbot: QtBot, flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    question = _ask(qtbot, flow, _own(tmp_path / "own.csv"), flashpoint="At Tanf")
    assert question.suggested.columns["date"] == ("Date",)
    assert question.suggested.fixed == {"flashpoint": "At Tanf"}
    assert (question.suggested_name, question.kept, flow.active) == ("", {}, True)
    with qtbot.waitSignal(flow.all_ended) as ended:
        flow.answer(question.suggested)
    assert ended.args[0][0].report.added == 2
    assert session.board.undo_name == "Import own.csv"


def test_a_kept_mapping_is_suggested_where_the_header_fits(
    qtbot: QtBot, flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    kept = Mapping(dataset="Mill log", columns={"date": ("Date",), "title": ("What happened",), "note": ("Dead",)})
    session.board.imports.keep_mapping("Mill", kept.to_json())
    session.board.imports.keep_mapping("Other", Mapping(columns={"date": ("Tag",)}).to_json())
    question = _ask(qtbot, flow, _own(tmp_path / "own.csv"))
    assert (question.suggested_name, question.suggested, list(question.kept)) == ("Mill", kept, ["Mill"])
    with qtbot.waitSignal(flow.all_ended) as ended:
        flow.skip()
    assert ended.args[0][0].outcome == "skipped"
    other = _ask(qtbot, flow, _own(tmp_path / "other.csv", ("Tag", "Ereignis", "Tote")))
    assert (other.suggested_name, list(other.kept)) == ("Other", ["Other"])


def test_all_questions_come_before_the_first_reading(
    qtbot: QtBot, flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    with qtbot.waitSignal(flow.question_asked) as asked:
        flow.start([_ged(tmp_path / "ged.csv"), _own(tmp_path / "own.csv")])
    assert (len(session.columns), session.busy) == (0, "")
    with qtbot.waitSignal(flow.all_ended) as ended:
        flow.answer(asked.args[0].suggested)
    assert [end.report.added for end in ended.args[0]] == [3, 2]


def test_cancelling_leaves_nothing_and_stops_what_was_to_come(
    qtbot: QtBot, flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    began: list[Task] = []

    def cancel_imports(task: Task) -> None:
        if task.name.startswith("Importing"):
            began.append(task)
            task.progressed.connect(task.cancel)

    session.tasks.task_started.connect(cancel_imports)
    ends = _run(qtbot, flow, _ged(tmp_path / "large.csv", rows=9000), _ged(tmp_path / "next.csv"))
    assert [end.outcome for end in ends] == ["cancelled", "skipped"]
    assert ends[0].sentence == "Cancelled; nothing of large.csv was kept."
    assert len(began) == 1
    assert (len(session.columns), session.board.actors.all(), session.board.imports.all()) == (0, [], [])
    assert (session.board.undo_name, session.busy, flow.active) == (None, "", False)


def test_what_cannot_be_read_to_its_end_leaves_nothing(
    qtbot: QtBot, flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    question = _ask(qtbot, flow, _own(tmp_path / "own.csv"))
    (tmp_path / "own.csv").unlink()
    with qtbot.waitSignal(flow.all_ended) as ended:
        flow.answer(question.suggested)
    assert (ended.args[0][0].outcome, session.busy) == ("failed", "")
    assert "is not there" in ended.args[0][0].sentence


def test_imports_are_taken_back_together_unless_something_came_after(
    qtbot: QtBot, flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    first, more = _ged(tmp_path / "a.csv"), _ged(tmp_path / "b.csv", first=4)
    ends = _run(qtbot, flow, first, more, _ged(tmp_path / "c.csv", rows=6))
    assert [end.step is None for end in ends] == [False, False, True]  # c brings nothing new
    assert flow.can_undo(ends)
    session.run("Add actor", lambda: session.board.actors.add(db.Actor("SDF")))
    assert not flow.can_undo(ends)
    with qtbot.waitSignal(session.said) as said:
        flow.undo(ends)
    assert (said.args[1], "Undo that first" in said.args[0], len(session.columns)) == ("error", True, 6)
    session.undo()
    assert flow.can_undo(ends)
    with qtbot.waitSignal(session.board_changed):
        flow.undo(ends)
    assert (len(session.columns), session.board.imports.all()) == (0, [])


def test_a_board_that_takes_nothing_says_so(qtbot: QtBot, session: Session, flow: ImportFlow, tmp_path: Path) -> None:
    path = _ged(tmp_path / "ged.csv")
    session.set_busy("“Import x” is being undone.")
    with qtbot.waitSignal(session.said) as busy:
        flow.start([path])
    assert busy.args[0] == "“Import x” is being undone. Import the table when it has ended."
    closed = Session(db.create_board(tmp_path / "other.sitboard"))
    closed.close()
    reading = Session(db.open_board(tmp_path / "other.sitboard", read_only=True))
    with qtbot.waitSignal(reading.said) as read_only:
        ImportFlow(reading, reading).start([path])
    reading.close()
    assert "reading only" in read_only.args[0]
    assert not flow.active


def test_a_real_file_is_read_whole(qtbot: QtBot, flow: ImportFlow, session: Session, shared_data: Path) -> None:
    (end,) = _run(qtbot, flow, shared_data / "ucdp" / "ged_syria_2017_05_07.csv")
    assert end.report is not None
    assert end.report.added == len(session.columns) > 500
    with qtbot.waitSignal(session.board_changed):
        flow.undo([end])
    assert len(session.columns) == 0
