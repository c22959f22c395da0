"""`main.py draft` saves nothing and speaks JSON; `main.py accept` takes what has no open question, once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

import db
from tests.running import Run, as_json, refusal, run_program

REPORT = """AMMAN, 19 May 2017 (Radio Orontes) - Jets struck a convoy near At Tanf on Thursday,
killing at least six fighters, the coalition said.
"""
FIELDS = [
    "title",
    "kind",
    "date",
    "place",
    "lat",
    "lon",
    "flashpoint",
    "actors",
    "deaths",
    "credibility",
    "quotes",
    "twin",
]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program in a folder with a board and two reports."""
    with db.create_board(tmp_path / "a.sitboard") as board:
        board.flashpoints.add(db.Flashpoint("At Tanf", latitude=33.5, longitude=38.66))
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    (tmp_path / "quiet.txt").write_text("Nothing of note.\n", "utf-8")
    return partial(run_program, tmp_path)


def test_draft_says_what_a_file_would_become_and_saves_nothing(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "a.sitboard").read_bytes()
    found = as_json(run("draft", "a.sitboard", "report.txt", "--json"))
    assert list(found) == ["source", "incidents", "relationships", "new_actors"]
    assert found["source"]["published"] == "2017-05-19"
    (incident,) = found["incidents"]
    assert list(incident) == FIELDS
    assert (incident["kind"], incident["date"], incident["flashpoint"], incident["twin"]) == (
        "air_strike", "2017-05-18", "At Tanf", None
    )  # fmt: skip
    assert incident["deaths"]["low"] == 6
    (quote,) = incident["quotes"]
    assert REPORT[quote["start"] : quote["end"]] == quote["text"]
    assert (tmp_path / "a.sitboard").read_bytes() == before
    both = as_json(run("draft", "a.sitboard", "report.txt", "quiet.txt", "--json"))
    assert [len(one["incidents"]) for one in both] == [1, 0]


MAIL = """From: Observer <o@example.org>
Subject: Report
Date: Fri, 19 May 2017 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

The report is attached.
--b
Content-Type: text/plain; name="within.txt"
Content-Disposition: attachment; filename="within.txt"

{report}
--b--
"""


def test_the_report_within_a_mail_is_drafted_and_accepted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_text(MAIL.format(report=REPORT), "utf-8")
    found = as_json(run("draft", "a.sitboard", "m.eml", "--json"))
    assert found["incidents"] == []
    (within,) = found["within"]
    assert [incident["flashpoint"] for incident in within["incidents"]] == ["At Tanf"]
    assert "within.txt: " in run("draft", "a.sitboard", "m.eml").stdout
    done = as_json(run("accept", "a.sitboard", "m.eml", "--json"))
    assert len(done["accepted"]) + len(done["waiting"]) == 1
    with db.open_board(tmp_path / "a.sitboard") as board:
        assert len(board.tray.documents()) == 2
    assert as_json(run("accept", "a.sitboard", "m.eml", "--json"))["accepted"] == []


def test_draft_tells_people_in_lines(run: Run) -> None:
    told = run("draft", "a.sitboard", "report.txt", "quiet.txt").stdout
    assert "air or drone strike · 18 May 2017" in told
    assert "No incident was found in it." in told


def test_what_was_not_searched_is_told_by_both(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dots.txt").write_text(REPORT + "\n" + "." * 1_900_000, "utf-8")
    for command in ("draft", "accept"):
        done = run(command, "a.sitboard", "dots.txt")
        assert "characters were searched for incidents, because" in done.stderr
    with db.open_board(tmp_path / "a.sitboard") as board:
        (document,) = board.tray.documents()
        assert "Only the first" in document.sentences[-1]


def test_accept_puts_on_the_board_what_has_no_question_and_only_once(run: Run, tmp_path: Path) -> None:
    done = as_json(run("accept", "a.sitboard", "report.txt", "--json"))
    with db.open_board(tmp_path / "a.sitboard") as board:
        assert len(board.columns()) == len(done["accepted"])
        assert board.tray.waiting() == len(done["waiting"])
        assert len(done["accepted"]) + len(done["waiting"]) == 1
        assert board.check() == []
    again = as_json(run("accept", "a.sitboard", "report.txt", "--json"))
    assert (again["accepted"], again["waiting"]) == ([], done["waiting"])
    with db.open_board(tmp_path / "a.sitboard") as board:
        assert len(board.tray.documents()) == 1


def test_what_cannot_be_read_is_refused_in_one_sentence(run: Run) -> None:
    assert "is not there" in refusal(run, "draft", "a.sitboard", "missing.txt")
    assert "is not there" in refusal(run, "accept", "a.sitboard", "missing.txt")
    assert "What was accepted before stays" in run("accept", "a.sitboard", "report.txt", "missing.txt", code=1).stderr
