"""What is copied: words, a page and a table under the profile of copies; the clipboard is left where nothing leaves."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.commands.copying import AT_ONCE, MOST_ROWS, Copier, copy_quote
from board.session import Session
from db.dates import from_typed
from db.profiles import EVERYTHING
from db.records import Actor, Incident, Relationship, Source
from tests.board.summer import Summer, summer_board


@pytest.fixture
def summer(tmp_path: Path) -> Iterator[Summer]:
    made = summer_board(tmp_path / "summer.sitboard")
    yield made
    made.board.close()


@pytest.fixture
def session(qapp: QApplication, summer: Summer) -> Iterator[Session]:
    made = Session(summer.board)
    yield made
    made.tasks.stop_all()


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    found = qapp.clipboard()
    found.setText("as it was")
    yield found
    found.clear()


class Copies:
    """Copies, and hears what is said of it."""

    def __init__(self, session: Session) -> None:
        self.copier, self.said = Copier(session), list[str]()
        session.said.connect(self._hear)

    def _hear(self, sentence: str, _tone: str) -> None:
        self.said.append(sentence)

    def copy(self, kind: str, ids: list[int]) -> str:
        self.copier.copy(kind, ids)
        return self.said[-1]


def table_on(clipboard: QClipboard) -> list[dict[str, str]]:
    """The rows of the CSV on the clipboard."""
    return list(csv.DictReader(bytes(clipboard.mimeData().data("text/csv").data()).decode().splitlines()))


def test_one_incident_is_words_a_page_and_a_table(session: Session, summer: Summer, clipboard: QClipboard) -> None:
    said = Copies(session).copy("incident", [summer.incidents["drone"]])
    assert said.startswith("Copied: ")
    assert "US fighter shoots down" in said
    assert clipboard.text().startswith("About 8 June 2017")
    assert clipboard.mimeData().hasHtml()
    (row,) = table_on(clipboard)
    assert row["date"].startswith("2017-06-08")


def test_no_cell_of_a_copy_is_a_formula(session: Session, summer: Summer, clipboard: QClipboard) -> None:
    board = summer.board
    bad = board.incidents.add(Incident("=1+1"))
    actor = board.actors.add(Actor("=cmd|' /C calc'!A0"))
    source = board.sources.add(Source("@SUM(1)", publisher="-2+3"))
    copies = Copies(session)
    copies.copy("incident", [bad])
    assert table_on(clipboard)[0]["title"] == "'=1+1"
    assert "<td>&#x27;=1+1</td>" in clipboard.mimeData().html()
    for kind, one in (("actor", actor), ("source", source)):
        copies.copy(kind, [one])
        assert clipboard.text().startswith("'")
        assert next(iter(table_on(clipboard)[0].values())).startswith("'")


def test_every_kind_of_record_can_be_copied(session: Session, summer: Summer, clipboard: QClipboard) -> None:
    copies = Copies(session)
    us, tanf, wire = summer.actors["us"], summer.flashpoints["tanf"], summer.sources["wire"]
    tie = next(iter(session.relationships.values()))
    for kind, one, words, column in (
        ("actor", us, "United States: state", "Name"),
        ("flashpoint", tanf, "At Tanf (al-Tanf", "Name"),
        ("source", wire, "Wire, “US again", "Title"),
        ("relationship", tie.id, session.actors[tie.from_id].label, "From"),
    ):
        assert copies.copy(kind, [one]).startswith("Copied: ")
        assert clipboard.text().startswith(words)
        assert clipboard.mimeData().hasHtml()
        (row,) = table_on(clipboard)
        assert (row["Id"], bool(row[column])) == (str(one), True)


def test_a_relationship_tells_its_days_and_its_sources(session: Session, summer: Summer, clipboard: QClipboard) -> None:
    ends = summer.actors["us"], next(one for name, one in summer.actors.items() if name != "us")
    since, until = from_typed("May 2015"), from_typed("June 2016")
    tie = Relationship(*ends, "hostile", since=since, until=until, label="air\nstrikes", contested=True)
    made = summer.board.relationships.add(tie)
    Copies(session).copy("relationship", [made])
    assert "hostile" in clipboard.text()
    assert ", since May 2015, until June 2016: air strikes (no source cited; contested)." in clipboard.text()


def test_what_stays_is_told_and_the_rest_leaves(session: Session, summer: Summer, clipboard: QClipboard) -> None:
    drone, video = summer.incidents["drone"], summer.incidents["video"]
    summer.board.incidents.update(drone, marking="RED")
    said = Copies(session).copy("incident", [drone, video])
    assert said.startswith("Copied: ")
    assert "Iran releases a video" in said
    assert "1 of 2 stay here: the release profile of copies is “Up to AMBER”." in said
    for made in (clipboard.text(), clipboard.mimeData().html(), str(table_on(clipboard))):
        assert "Shahed" not in made
        assert "Iran releases a video" in made


@pytest.mark.parametrize("kind", ["incident", "flashpoint", "actor", "source", "relationship"])
def test_the_clipboard_is_left_where_nothing_leaves(
    session: Session, summer: Summer, clipboard: QClipboard, kind: str
) -> None:
    store = getattr(summer.board, f"{kind}s")
    one = int(summer.board.columns().ids[0]) if kind == "incident" else store.all()[0].id
    store.update(one, marking="RED")
    copies = Copies(session)
    said = copies.copy(kind, [one])
    assert said.startswith("Nothing was copied: what is selected stays here under the release profile “Up to AMBER”.")
    assert clipboard.text() == "as it was"
    session.copy_profile = EVERYTHING
    assert copies.copy(kind, [one]).startswith("Copied: ")
    assert clipboard.text() != "as it was"


def test_a_tie_stays_with_its_ends(session: Session, summer: Summer, clipboard: QClipboard) -> None:
    tie = next(iter(session.relationships.values()))
    summer.board.actors.update(tie.to_id, marking="RED")
    assert Copies(session).copy("relationship", [tie.id]).startswith("Nothing was copied: ")
    assert clipboard.text() == "as it was"


def many(summer: Summer, count: int) -> list[int]:
    with summer.board.command("Fill"):
        day = from_typed("8 June 2017")
        return [summer.board.incidents.add(Incident(f"Shelling {number}", date=day)) for number in range(count)]


def test_many_are_copied_apart_and_the_last_asked_counts(
    session: Session, summer: Summer, clipboard: QClipboard, qtbot: QtBot
) -> None:
    ids = many(summer, AT_ONCE + 401)
    copies = Copies(session)
    copies.copier.copy("incident", ids)
    assert copies.copier.busy
    copies.copier.copy("incident", ids[:-1])
    qtbot.waitUntil(lambda: not copies.copier.busy)
    assert copies.said == ["Copied: 500 incidents."]
    assert len(table_on(clipboard)) == 500
    copies.copier.copy("incident", ids)
    qtbot.waitUntil(lambda: not copies.copier.busy)
    assert copies.said[-1] == "Copied: 501 incidents. The words tell the first 500; the table holds all."
    assert clipboard.text().endswith("… and 1 more")
    assert len(table_on(clipboard)) == 501


def test_the_incidents_in_focus_are_copied_up_to_what_a_clipboard_is_for(
    session: Session, summer: Summer, clipboard: QClipboard, qtbot: QtBot
) -> None:
    copies = Copies(session)
    session.focus.set(flashpoints=frozenset({summer.flashpoints["tanf"]}))
    copies.copier.copy_focus()
    assert len(clipboard.text().splitlines()) == len(session.places_in_focus()) > 1
    session.focus.clear()
    many(summer, MOST_ROWS)
    session.tell(summer.board.last_changes)
    copies.copier.copy_focus()
    qtbot.waitUntil(lambda: not copies.copier.busy)
    assert not clipboard.mimeData().hasFormat("text/csv")
    assert "make no table on the clipboard: File ▸ Export… writes any number." in copies.said[-1]


def test_nothing_in_focus_leaves_the_clipboard(session: Session, clipboard: QClipboard) -> None:
    session.focus.set(text="no incident says this")
    copies = Copies(session)
    copies.copier.copy_focus()
    assert copies.said == ["Nothing was copied: no incident is in focus."]
    assert clipboard.text() == "as it was"


def test_a_quote_passes_the_profile_too(session: Session, summer: Summer, clipboard: QClipboard) -> None:
    cited = summer.board.citations.of("incident", summer.incidents["drone"])[0]
    summer.board.citations.update(cited.id, quote="shot it down")
    copies = Copies(session)
    said = copies.said
    citation = summer.board.citations.get(cited.id)
    summer.board.sources.update(citation.source_id, marking="RED")
    copy_quote(session, citation)
    assert said[-1].startswith("Nothing was copied: the quote stays here")
    assert clipboard.text() == "as it was"
    summer.board.sources.update(citation.source_id, marking="")
    copy_quote(session, citation)
    assert (clipboard.text(), said[-1]) == ("shot it down", "Copied: the quote.")
