"""What other programs get of a record: a clean sentence, a table, or a small file that is gone with the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from board.commands.carried import MOST_CARRIED, RECORDS_MIME, carried_in
from board.commands.takeaway import Takeaway, file_name
from board.session import Session
from db.profiles import EVERYTHING
from db.records import Incident
from tests.board.summer import Summer, summer_board


@pytest.fixture
def summer(tmp_path: Path) -> Iterator[Summer]:
    made = summer_board(tmp_path / "summer.sitboard")
    yield made
    made.board.close()


@pytest.fixture
def session(qapp: QApplication, summer: Summer) -> Session:
    return Session(summer.board)


def lines_of(session: Session, kind: str, ids: list[int]) -> list[str]:
    return Takeaway(session).text(kind, ids).splitlines()


def test_an_incident_says_when_where_what_who_says_so_and_how_sure(session: Session, summer: Summer) -> None:
    told = lines_of(session, "incident", [summer.incidents["drone"], summer.incidents["video"]])
    assert told[0] == (
        "About 8 June 2017, At Tanf, reportedly: US fighter shoots down an Iranian-made Shahed 129 drone near At Tanf – "
        "nobody killed (News article, 16 June 2017; against it: Video; C3)."
    )
    assert told[1] == "Date not known, At Tanf, reportedly: Iran releases a video in answer (no source cited; E4)."
    (clash,) = lines_of(session, "incident", [summer.incidents["raqqa_clash"]])
    assert "2 to 9 killed, most likely 4 (no source cited; not graded)" in clash


def test_the_other_records_are_told_too(session: Session, summer: Summer) -> None:
    assert lines_of(session, "source", [summer.sources["wire"]]) == [
        "Wire, “US again strikes near the border”, 6 June 2017 (reliability B)."
    ]
    (actor,) = lines_of(session, "actor", [summer.actors["us"]])
    assert actor.startswith("United States: state; backs New Syrian Army")
    (flashpoint,) = lines_of(session, "flashpoint", [summer.flashpoints["tanf"]])
    assert flashpoint.startswith("At Tanf (al-Tanf, التنف): open fighting; last checked 14 June 2017")


def test_a_table_for_mail_holds_no_markup_of_strangers(session: Session, summer: Summer) -> None:
    bad = summer.board.incidents.add(Incident("<img src=x> & \u202eevil"))
    html = Takeaway(session).html("incident", [bad])
    assert "&lt;img src=x&gt; &amp;" in html
    assert "\u202e" not in html


def test_a_drag_offers_words_and_a_file_made_when_it_is_asked_for(session: Session, summer: Summer) -> None:
    takeaway, drone = Takeaway(session), summer.incidents["drone"]
    mime = takeaway.mime("incident", [drone])
    assert mime.formats()[0] == RECORDS_MIME
    carried = carried_in(mime)
    assert carried is not None
    assert carried.ids == (drone,)
    assert mime.text().startswith("About 8 June 2017")
    (url,) = mime.urls()
    file = Path(url.toLocalFile())
    assert file.suffix == ".md"
    assert str(summer.board.path.parent) not in file.read_text(encoding="utf-8")
    assert "TLP:AMBER" in file.read_text(encoding="utf-8")
    assert file.parent.stat().st_mode & 0o077 == 0
    takeaway.close()
    assert not file.parent.exists()


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "con", "a/b\\c:d*?<>|", "\u202egpj.exe", "." * 40, "ش" * 300, ""]
)
def test_a_file_name_stays_in_its_folder(title: str) -> None:
    name = file_name([title], "incident")
    assert Path(name).name == name
    assert name.endswith(".md")
    assert not name.startswith(".")
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\:*?<>|"\u202e')
    assert name.casefold() != "con.md"


def test_a_drag_passes_a_release_profile_and_says_what_stayed(session: Session, summer: Summer) -> None:
    drone, video = summer.incidents["drone"], summer.incidents["video"]
    summer.board.incidents.update(drone, marking="RED")
    summer.board.actors.update(summer.actors["us"], marking="AMBER+STRICT")
    takeaway = Takeaway(session)
    both = takeaway.mime("incident", [drone, video])
    for made in (both.text(), both.html()):
        assert "Shahed" not in made
        assert "Iran releases a video" in made
    assert takeaway.text("actor", [summer.actors["us"]]) == ""
    dragged = takeaway.mime("incident", [drone])
    said: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        said.append(sentence)

    session.said.connect(hear)
    assert dragged.text() == ""
    assert dragged.urls() == []
    assert carried_in(dragged) is not None  # between our own panels nothing is held back
    assert said[0].startswith("Nothing was copied: what is selected stays here")
    session.copy_profile = EVERYTHING
    assert "Shahed" in takeaway.mime("incident", [drone]).text()
    assert len(said) == 1


def test_more_than_can_be_carried_is_told(session: Session) -> None:
    said: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        said.append(sentence)

    session.said.connect(hear)
    carried = carried_in(Takeaway(session).mime("incident", range(1, MOST_CARRIED + 11)))
    assert carried is not None
    assert len(carried.ids) == MOST_CARRIED
    assert said[0].startswith("Only the first 100,000 of 100,010 incidents are carried.")
    assert "File ▸ Export…" in said[0]


def test_a_file_is_marked_as_the_highest_of_what_is_in_it(session: Session, summer: Summer) -> None:
    session.copy_profile = EVERYTHING
    low, high = summer.incidents["drone"], summer.incidents["video"]
    summer.board.incidents.update(high, marking="RED")
    for ids, marking in (([low], "TLP:AMBER"), ([low, high], "TLP:RED")):
        path = Takeaway(session).file("incident", ids)
        assert path is not None
        assert path.read_text("utf-8").splitlines()[0].endswith(f" · {marking}")
