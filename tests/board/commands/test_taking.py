"""From a drop to the tray: read apart, stored as one step, told truthfully; nothing is lost on the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import db
from board.commands.dropped import Blob, Clip
from board.commands.items import Item, file_item
from board.commands.spool import Spool
from board.commands.taking import BatchEnd, TakingFlow
from board.commands.targets import WINDOW, Target
from board.commands.uris import Link
from board.session import Session
from board.tasks import Task
from db.dates import from_typed
from tests.patience import PATIENCE_S

TEXT = "Clashes between the SDF and the Tiger Forces near At Tanf on 8 June 2017 killed three fighters."
BINARY = b"MZ\x90\x00\x03\x00" + bytes(range(256)) * 4


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    board = db.create_board(tmp_path / "b.sitboard")
    board.flashpoints.add(db.Flashpoint("At Tanf", latitude=33.5, longitude=38.6))
    board.actors.add(db.Actor("SDF"))
    board.incidents.add(db.Incident("Strike", date=from_typed("6 June 2017")))
    made = Session(board)
    yield made
    made.close()


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


@pytest.fixture
def flow(session: Session, spool: Spool) -> TakingFlow:
    return TakingFlow(session, spool, session)


@pytest.fixture
def png(qapp: QApplication) -> bytes:
    """A small picture."""
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _take(qtbot: QtBot, flow: TakingFlow, items: Sequence[Item], target: Target = WINDOW, **more: bool) -> BatchEnd:
    with qtbot.waitSignal(flow.batch_ended) as ended:
        flow.start(items, target, **more)
    end: BatchEnd = ended.args[0]
    return end


def _text(words: str = TEXT) -> Item:
    return Item("Clashes", clip=Clip(words))


def _file(tmp_path: Path, name: str, data: str | bytes = TEXT) -> Item:
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return file_item(tmp_path / name)


def test_text_is_in_the_tray_with_its_drafts_as_one_step(
    qtbot: QtBot, flow: TakingFlow, session: Session, spool: Spool
) -> None:
    with qtbot.waitSignal(flow.document_arrived) as arrived:
        end = _take(qtbot, flow, [_text()])
    tray = session.board.tray
    document = tray.document(arrived.args[0])
    assert (document.name, document.text.strip()) == ("Clashes", TEXT)
    assert tray.original(document.id) == TEXT.encode()
    assert end.sentence.startswith("“Clashes” is in the tray, ")
    assert session.board.undo_name == "Drop “Clashes” into the tray"
    assert (spool.take_up(), spool.given_up()) == ([], [])
    session.undo()
    assert tray.documents() == []


def test_what_it_was_dropped_on_is_filled_in(qtbot: QtBot, flow: TakingFlow, session: Session) -> None:
    (flashpoint,) = session.flashpoints.values()
    (actor,) = session.actors.values()
    _take(qtbot, flow, [_text("Shelling killed two.")], Target("flashpoint", flashpoint.id, flashpoint.name))
    day = from_typed("9 June 2017")
    _take(
        qtbot, flow, [_text("An air strike hit the base.")], Target("day", day=day.earliest, lane=("actor", actor.id))
    )
    strike, shelling = (document.aim for document in session.board.tray.documents())
    assert shelling.flashpoint_id == flashpoint.id
    assert (strike.actor_id, strike.date) == (actor.id, day)


def test_several_things_are_read_one_after_the_other_and_counted(
    qtbot: QtBot, flow: TakingFlow, session: Session, tmp_path: Path
) -> None:
    items = [
        _file(tmp_path, "a.txt"),
        _file(tmp_path, "b.bin", BINARY),
        file_item(tmp_path / "gone.txt"),
    ]
    end = _take(qtbot, flow, items)
    assert [one.outcome for one in end.ends] == ["tray", "kept", "refused"]
    assert "“a.txt” is in the tray" in end.sentence
    assert "“b.bin” was kept as an attached source" in end.sentence
    assert "“gone.txt” cannot be read" in end.sentence
    (source,) = session.board.sources.all()
    (kept,) = session.board.attachments.of("source", source.id)
    assert session.board.attachments.data(kept.sha256) == BINARY


def test_the_same_bytes_are_known_and_taken_again_only_when_asked(
    qtbot: QtBot, flow: TakingFlow, session: Session, tmp_path: Path
) -> None:
    first = _take(qtbot, flow, [_file(tmp_path, "a.txt")])
    again = _take(qtbot, flow, [_file(tmp_path, "copy.txt")])
    assert [one.outcome for one in again.ends] == ["known"]
    assert again.ends[0].document_id == first.ends[0].document_id
    assert "“copy.txt” is in the tray already" in again.ends[0].sentence
    assert len(session.board.tray.documents()) == 1
    asked = _take(qtbot, flow, [_file(tmp_path, "copy.txt")], again=True)
    assert [one.outcome for one in asked.ends] == ["tray"]
    assert len(session.board.tray.documents()) == 2


def test_a_picture_on_an_incident_is_attached_at_once(
    qtbot: QtBot, flow: TakingFlow, session: Session, png: bytes
) -> None:
    incident_id = int(session.columns.ids[0])
    picture = Item("tower.png", blob=Blob("tower.png", "image/png", png))
    end = _take(qtbot, flow, [picture], Target("incident", incident_id, "Strike"))
    assert end.sentence == "“tower.png” was attached."
    (attached,) = session.board.attachments.of("incident", incident_id)
    assert session.board.attachments.data(attached.sha256) == png
    assert session.board.undo_name == "Attach tower.png"
    session.undo()
    assert session.board.attachments.of("incident", incident_id) == []


def test_a_link_on_an_incident_is_cited_at_once(qtbot: QtBot, flow: TakingFlow, session: Session) -> None:
    incident_id = int(session.columns.ids[0])
    link = Item("The report", link=Link("https://example.org/report", "The report"))
    end = _take(qtbot, flow, [link], Target("incident", incident_id, "Strike"))
    assert [one.outcome for one in end.ends] == ["kept"]
    assert [document.name for document in session.board.tray.documents()] == ["The report"]
    (citation,) = session.board.citations.of("incident", incident_id)
    source = session.board.sources.get(citation.source_id)
    assert (source.title, source.address) == ("The report", "https://example.org/report")
    session.undo()
    assert session.board.citations.of("incident", incident_id) == []


def test_what_was_read_waits_while_the_board_is_held(qtbot: QtBot, flow: TakingFlow, session: Session) -> None:
    session.set_busy("“ged.csv” is being read into the board.")
    with qtbot.assertNotEmitted(flow.batch_ended):
        flow.start([_text()], WINDOW)
        qtbot.waitUntil(lambda: flow.waits_for_the_board)
    with qtbot.waitSignal(flow.batch_ended):
        session.set_busy("")
    assert len(session.board.tray.documents()) == 1


def test_cancelling_keeps_what_is_done_and_says_so(
    qtbot: QtBot, flow: TakingFlow, session: Session, spool: Spool, tmp_path: Path
) -> None:
    def cancel(_document_id: int) -> None:
        session.tasks.running[0].cancel()

    flow.document_arrived.connect(cancel)
    items = [_file(tmp_path, f"{number}.txt", f"{TEXT} {number}") for number in range(6)]
    end = _take(qtbot, flow, items)
    outcomes = [one.outcome for one in end.ends]
    assert outcomes[0] == "tray"
    assert outcomes[-1] == "cancelled"
    assert len(outcomes) == 6
    assert "cancelled before" in end.sentence
    assert len(session.board.tray.documents()) == outcomes.count("tray")
    assert spool.take_up() == []


def _looking_through(session: Session) -> list[tuple[int, int]]:
    """Fills with how far drafting is, once it is under way."""
    told: list[tuple[int, int]] = []

    def remember(done: int, total: int, what: str) -> None:
        if total and what.startswith("looking for incidents"):
            told.append((done, total))

    session.tasks.running[0].progressed.connect(remember)
    return told


def test_a_cancel_ends_the_search_for_incidents_and_keeps_nothing(
    qtbot: QtBot, flow: TakingFlow, session: Session, tmp_path: Path
) -> None:
    item = _file(tmp_path, "long.txt", f"{TEXT}\n\n" * 20_000)
    with qtbot.waitSignal(flow.batch_ended) as ended:
        flow.start([item], WINDOW)
        told = _looking_through(session)
        qtbot.waitUntil(lambda: len(told) > 2)
        session.tasks.running[0].cancel()
    assert [one.outcome for one in ended.args[0].ends] == ["cancelled"]
    assert session.board.tray.documents() == []
    assert all(done < total * 0.9 for done, total in told)


def test_closing_does_not_wait_for_the_search_for_incidents(
    qtbot: QtBot, flow: TakingFlow, session: Session, tmp_path: Path
) -> None:
    flow.start([_file(tmp_path, "long.txt", f"{TEXT}\n\n" * 20_000)], WINDOW)
    told = _looking_through(session)
    qtbot.waitUntil(lambda: len(told) > 2)
    session.tasks.stop_all()
    assert all(done < total * 0.9 for done, total in told)
    assert session.board.tray.documents() == []


def test_a_drop_that_was_not_finished_is_read_at_the_next_opening(
    qtbot: QtBot, tmp_path: Path, session: Session, spool: Spool
) -> None:
    path = session.board.path
    TakingFlow(session, spool, session).start([_text()], Target("actor", 1, "SDF"))
    session.close()  # as a window that is closed at once
    again = Session(db.open_board(path))
    flow = TakingFlow(again, spool, again)
    with qtbot.waitSignal(flow.batch_ended) as ended:
        flow.take_up()
    assert [one.outcome for one in ended.args[0].ends] == ["tray"]
    assert ended.args[0].target == Target("actor", 1, "SDF")
    assert again.board.tray.documents()[0].name == "Clashes"
    again.close()
    assert (spool.take_up(), spool.given_up()) == ([], [])


def test_a_fault_of_the_program_loses_nothing(
    qtbot: QtBot, flow: TakingFlow, session: Session, spool: Spool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = _file(tmp_path, "a.txt"), _file(tmp_path, "b.txt", "Shelling killed two.")
    broken = replace(second, name=cast(str, ["no name at all"]))
    end = _take(qtbot, flow, [first, broken, _text("An air strike hit the base.")])
    assert [one.outcome for one in end.ends] == ["tray", "refused", "tray"]
    assert "fault in the program" in end.sentence
    assert "Unexpected fault" in caplog.text
    (kept,) = spool.take_up()
    assert len(kept.items) == 3


def test_several_drops_wait_for_one_another(qtbot: QtBot, flow: TakingFlow, session: Session) -> None:
    ends: list[BatchEnd] = []
    flow.batch_ended.connect(ends.append)
    for number in range(3):
        flow.start([_text(f"{TEXT} {number}")], WINDOW)
    qtbot.waitUntil(lambda: len(ends) == 3)
    assert not flow.active
    assert len(session.board.tray.documents()) == 3


def test_a_text_file_that_is_a_table_goes_to_the_import(
    qtbot: QtBot, flow: TakingFlow, session: Session, tmp_path: Path
) -> None:
    table = "id,date,place,event,killed\n" + "".join(
        f"a{n},2017-06-0{n},Tabqa,Clash at the dam,3\n" for n in range(1, 8)
    )
    end = _take(qtbot, flow, [_file(tmp_path, "dam.txt", table)])
    assert [one.outcome for one in end.ends] == ["table"]
    assert session.board.tray.documents() == []
    lines = _take(qtbot, flow, [_file(tmp_path, "poem.txt", "First, this.\nSecond\nThird, and more, too.\n")])
    assert [one.outcome for one in lines.ends] == ["tray"]


@pytest.mark.parametrize("closed_by", ["session", "board"])
def test_what_was_read_while_the_board_closed_is_taken_up_at_the_next_opening(
    flow: TakingFlow, session: Session, spool: Spool, closed_by: str
) -> None:
    drafting = threading.Event()

    def hear(_done: int, _total: int, what: str) -> None:
        if what.startswith("looking for incidents"):
            drafting.set()

    def listen(task: Task) -> None:
        task.progressed.connect(hear, Qt.ConnectionType.DirectConnection)  # in the thread that works

    session.tasks.task_started.connect(listen)
    flow.start([_text()], WINDOW)
    assert drafting.wait(PATIENCE_S)  # and the GUI thread comes to nothing of what it is told before the board is closed
    (session if closed_by == "session" else session.board).close()
    assert session.tasks.running == []
    QCoreApplication.sendPostedEvents()
    assert flow.active
    assert [kept.items[0].name for kept in spool.take_up()] == ["Clashes"]
