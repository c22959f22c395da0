"""True drags on a real X server: another program is the source, xdotool is the hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from board.intake.mapping_dialog import MappingDialog
from board.window import MainWindow
from tests.e2e.dragging import Hand, shown_words

pytestmark = pytest.mark.xserver

TABLE = """id,date,place,event,killed
a1,2017-06-02,Tabqa,Clash at the dam,3
a2,2017-06-09,Tabqa,Shelling of the airfield,
a3,not a day,,,
"""


@pytest.fixture
def hand(window: MainWindow, qtbot: QtBot) -> Iterator[Hand]:
    """A hand over the window of the sample board."""
    made = Hand(window, qtbot)
    yield made
    made.drop_all()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small table of nobody's form."""
    file = tmp_path / "dam.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_table_dropped_on_the_window_asks_how_it_is_read(
    window: MainWindow, hand: Hand, qtbot: QtBot, table: Path
) -> None:
    before = len(window.session.columns)
    hand.lift("files", table)
    assert "dam.csv" in hand.over(window.top_bar)
    hand.let_go()
    qtbot.waitUntil(lambda: window.findChild(MappingDialog) is not None)
    dialog = window.findChild(MappingDialog)
    assert dialog is not None
    dialog.accept()
    qtbot.waitUntil(lambda: len(window.session.columns) == before + 2)
    assert "dam.csv" in (window.session.board.undo_name or "")


def test_a_known_data_set_dropped_goes_in_without_a_question(
    window: MainWindow, hand: Hand, qtbot: QtBot, shared_data: Path
) -> None:
    before = len(window.session.columns)
    hand.lift("files", shared_data / "ucdp" / "ged_syria_2017_05_07.csv")
    assert "ged_syria" in hand.over(window.panels["timeline"])
    hand.let_go()
    qtbot.waitUntil(lambda: len(window.session.columns) == before + 1430)


def test_escape_lets_a_drag_go_without_a_trace(window: MainWindow, hand: Hand, table: Path) -> None:
    hand.lift("files", table)
    assert hand.over(window.panels["incident"])
    hand.escape()
    assert window.session.tasks.running == []
    assert window.session.board.undo_name == "Make the sample board"


Documents = Callable[[], int]


@pytest.fixture
def documents(window: MainWindow) -> Documents:
    """How many documents are in the tray."""
    return lambda: len(window.session.board.tray.documents())


OFFERS = {
    "text": ("Clashes near At Tanf on 8 June 2017 killed three fighters.",),
    "html": ("<p>Clashes near <b>At Tanf</b></p>", "Clashes near At Tanf", "https://example.org/report"),
    "link": ("https://example.org/report", "The report"),
}
WORDS = {
    "text": "Read the text into the tray",
    "html": "Read the text into the tray",
    "link": "Keep the link “The report” in the tray; it is not opened",
}


@pytest.mark.parametrize("kind", sorted(OFFERS))
def test_text_html_and_links_go_into_the_tray(
    window: MainWindow, hand: Hand, qtbot: QtBot, documents: Documents, kind: str
) -> None:
    hand.lift(kind, *OFFERS[kind])
    assert hand.over(window.top_bar) == WORDS[kind]
    hand.let_go()
    qtbot.waitUntil(lambda: documents() == 1)
    document = window.session.board.tray.documents()[0]
    assert document.address == ("" if kind == "text" else "https://example.org/report")
    assert shown_words(window) == ""
