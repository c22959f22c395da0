"""From a file to the tray: read, drafted and compared, and nothing stored before it is put there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import db
from db import taking
from db.drafting import Budget, find_twins
from db.drafting.budget import left_out
from db.drafts import Aim, IncidentDraft
from db.readers.documents import ReadDocument, ReadFile
from tests.db.random_user import state_of

REPORT = """AMMAN, 19 May 2017 (Radio Orontes) - Jets struck a convoy near At Tanf on Thursday,
killing at least six fighters, the coalition said.
"""


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard") as board:
        board.flashpoints.add(db.Flashpoint("At Tanf", latitude=33.5, longitude=38.66))
        yield board


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    return file


def test_a_file_becomes_a_document_with_drafts(board: db.Board, report: Path) -> None:
    before = state_of(board)
    reader = board.again()
    (taken,) = taking.take_file(reader, report)
    reader.close()
    assert state_of(board) == before
    assert (taken.document.name, taken.document.format, taken.original) == ("report.txt", "text", REPORT.encode())
    assert taken.document.published.edtf == "2017-05-19"
    (draft,) = taken.drafts
    assert isinstance(draft, IncidentDraft)
    assert (draft.kind, draft.date.edtf) == ("air_strike", "2017-05-18")
    assert draft.flashpoint_id == board.flashpoints.all()[0].id
    made = taken.put(board)
    assert (board.tray.original(made), board.tray.waiting(), board.check()) == (REPORT.encode(), 1, [])
    (again,) = taking.take_file(board, report, Aim(flashpoint_id=draft.flashpoint_id))
    assert [(like.document_id, like.same_bytes) for like in again.document.likenesses] == [(made, True)]


def test_drafts_that_there_was_no_time_to_compare_are_left_out_and_told(board: db.Board) -> None:
    read = ReadDocument("report.txt", "text", published="2017-05-19", text=REPORT)
    budget = Budget(5.0)
    whole = taking.proposal_of(board, read, Aim(), None, budget)
    assert (len(whole.drafts), whole.sentences) == (1, ())
    assert find_twins(board, whole.drafts, budget=Budget(0.0)) == []
    assert left_out(0, 1).startswith("Only the first 0 of 1 drafts")


def test_what_is_no_document_is_told(board: db.Board, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,date\n1,2017-06-01\n", "utf-8")
    for name, told in (("missing.txt", "is not there"), ("a.sitboard", "this very board"), ("", "is not a file")):
        with pytest.raises(db.FileProblem, match=told):
            taking.take_file(board, tmp_path / name)
    with pytest.raises(db.FileProblem, match="is a table"):
        taking.take_file(board, tmp_path / "t.csv")


def test_documents_within_a_document_come_with_their_bytes() -> None:
    inner = ReadDocument(
        "a.txt", "text", text="hi", sha256="98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4"
    )
    emblem = ReadDocument("logo.png", "picture")
    mail = ReadDocument("m.eml", "mail", files=(ReadFile("a.txt", "text/plain", b"hi\n"),), inner=(emblem, inner))
    assert list(taking.inner_documents(mail)) == [(inner, b"hi\n")]


MAIL = """From: Observer <o@example.org>
Subject: Report
Date: Fri, 19 May 2017 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

The report is attached.
--b
Content-Type: text/plain; name="report.txt"
Content-Disposition: attachment; filename="report.txt"

{report}
--b--
"""


def test_a_report_that_came_with_a_mail_has_drafts_of_its_own(board: db.Board, tmp_path: Path) -> None:
    mail = tmp_path / "m.eml"
    mail.write_text(MAIL.format(report=REPORT), "utf-8")
    outer, report = taking.take_file(board, mail)
    assert (outer.document.name, outer.drafts) == ("m.eml", ())
    assert (report.document.name, len(report.drafts)) == ("report.txt", 1)
    assert report.original is not None
    assert REPORT.strip() in report.original.decode()
