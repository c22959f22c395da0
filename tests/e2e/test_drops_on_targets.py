"""True drags of files, text, HTML, links and pictures onto each thing that takes them: the words first, then the deed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from board.actors.panel import ActorPanel
from board.flashpoints.panel import FlashpointPanel
from board.incident.panel import IncidentPanel
from board.timeline.panel import TimelinePanel
from board.window import MainWindow
from db.dates import from_typed
from db.drafts import Aim
from tests.e2e.dragging import Hand, shown_words

pytestmark = pytest.mark.xserver

KINDS = ("files", "text", "html", "link", "picture")
Spot = tuple[QWidget, QPoint, str, Aim]  # where, what the words say of it, and what the drop fills in


@pytest.fixture
def hand(window: MainWindow, qtbot: QtBot) -> Iterator[Hand]:
    """A hand over the window of the sample board."""
    made = Hand(window, qtbot)
    yield made
    made.drop_all()


@pytest.fixture
def offers(tmp_path: Path) -> dict[str, tuple[str, ...]]:
    """Of each kind something that speaks of no place, day or actor of the board."""
    (tmp_path / "report.txt").write_text("An air strike hit the base and killed two.")
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    (tmp_path / "tower.png").write_bytes(bytes(buffer.data().data()))
    return {
        "files": (str(tmp_path / "report.txt"),),
        "text": ("Shelling of the bridge wounded three.",),
        "html": (
            "<p>Fighters <b>clashed</b> at the gate.</p>",
            "Fighters clashed at the gate.",
            "https://example.org/gate",
        ),
        "link": ("https://example.org/report", "The report"),
        "picture": (str(tmp_path / "tower.png"),),
    }


def _told(kind: str, ending: str) -> str:
    """How the words of a drag begin, onto something that fills a field in."""
    what = {
        "files": "Read “report.txt” into",
        "picture": "Read the picture into",
        "link": "Keep the link “The report” in",
    }
    return f"{what.get(kind, 'Read the text into')} the tray{ending}"


# -- the places
def _window(window: MainWindow) -> Spot:
    return window.top_bar, window.top_bar.rect().center(), "", Aim()


def _tray(window: MainWindow) -> Spot:
    window.show_panel("tray")
    panel = window.panels["tray"]
    return panel, panel.rect().center(), "", Aim()


def _card(window: MainWindow) -> Spot:
    panel = window.panels["flashpoints"]
    assert isinstance(panel, FlashpointPanel)
    point = next(point for point in window.session.flashpoints.values() if point.name == "At Tanf")
    return panel.cards.viewport(), panel.cards.box_of(point.id).center(), ", as about At Tanf", Aim(point.id)


def _actor(window: MainWindow) -> Spot:
    panel = window.panels["actors"]
    assert isinstance(panel, ActorPanel)
    actor = next(one for one in window.session.actors.values() if not panel.view.box_of(one.id).isEmpty())
    place = panel.view.box_of(actor.id).center()
    return panel.view.viewport(), place, f", as about {actor.label}", Aim(actor_id=actor.id)


def _tie(window: MainWindow) -> Spot:
    panel = window.panels["actors"]
    assert isinstance(panel, ActorPanel)
    view = panel.view
    room = view.viewport().rect().adjusted(20, 20, -20, -20)
    places = (QPoint(x, y) for y in range(room.top(), room.bottom(), 15) for x in range(room.left(), room.right(), 4))
    place = next(place for place in places if _well_within_a_tie(view.thing_at, place))
    shown = panel.desk.tie(str(view.thing_at(place)))
    assert shown is not None
    tie = window.session.relationships[panel.desk.relationship_of(shown) or 0]
    aim = Aim(pair=(tie.from_id, tie.to_id), relationship_id=tie.id)
    return view.viewport(), place, ", as evidence on ", aim


def _well_within_a_tie(thing_at: Callable[[QPoint], int | str | None], place: QPoint) -> bool:
    """So that a hand that trembles stays on it."""
    found = thing_at(place)
    return isinstance(found, str) and all(thing_at(place + QPoint(step, 0)) == found for step in (-2, 2, 3))


def _day(window: MainWindow) -> Spot:
    panel = window.panels["timeline"]
    assert isinstance(panel, TimelinePanel)
    day = from_typed("8 June 2017")
    view = panel.view
    lane = panel.model.lanes().keys[0]
    assert isinstance(lane, int)
    x = (view.lane_scale.x(day.earliest) + view.lane_scale.x(day.earliest + 1)) / 2
    return view, QPoint(round(x), round(view.frame.lanes_top) + 12), ", as of 8 Jun", Aim(lane, date=day)


def _incident(window: MainWindow) -> Spot:
    window.show_panel("incident")  # the tray comes before it with each document
    panel = window.panels["incident"]
    assert isinstance(panel, IncidentPanel)
    incident_id = panel.model.id_at(panel.model.index(0, 0))
    assert incident_id is not None
    return (
        panel.list.viewport(),
        panel.list.box_of(incident_id).center(),
        ", as a source of “",
        Aim(incident_id=incident_id),
    )


PLACES = {
    "window": _window,
    "tray": _tray,
    "flashpoint": _card,
    "actor": _actor,
    "relationship": _tie,
    "day": _day,
}


@pytest.mark.parametrize("place", PLACES)
def test_a_drop_on_a_target_fills_its_field_in(
    window: MainWindow, hand: Hand, qtbot: QtBot, offers: dict[str, tuple[str, ...]], place: str
) -> None:
    tray = window.session.board.tray
    for number, kind in enumerate(KINDS, 1):
        widget, at, ending, aim = PLACES[place](window)
        hand.lift(kind, *offers[kind])
        words = hand.over(widget, at, saying=ending)
        _keep_picture(window, f"{place}-{kind}")
        assert words.startswith(_told(kind, ending))
        assert words.endswith("; it is not opened") == (kind == "link")
        hand.let_go()
        qtbot.waitUntil(lambda number=number: len(tray.documents()) == number)  # type: ignore[misc]
        assert shown_words(window) == ""
        found = tray.documents()[0].aim
        assert found == aim
        qtbot.waitUntil(lambda: not window.session.tasks.running)


def test_on_an_incident_a_picture_is_attached_and_a_link_cited(
    window: MainWindow, hand: Hand, qtbot: QtBot, offers: dict[str, tuple[str, ...]]
) -> None:
    board = window.session.board
    widget, at, ending, aim = _incident(window)
    assert aim.incident_id is not None
    cited, attached = board.citations.of("incident", aim.incident_id), board.attachments.of("incident", aim.incident_id)
    hand.lift("picture", *offers["picture"])
    assert hand.over(widget, at, saying="Attach").startswith("Attach the picture to “")
    _keep_picture(window, "incident-picture")
    hand.let_go()
    qtbot.waitUntil(lambda: len(board.attachments.of("incident", aim.incident_id)) == len(attached) + 1)
    hand.lift("link", *offers["link"])
    assert "as a source of “" in hand.over(widget, at, saying="as a source")
    _keep_picture(window, "incident-link")
    hand.let_go()
    qtbot.waitUntil(lambda: len(board.citations.of("incident", aim.incident_id)) == len(cited) + 1)
    for kind in ("files", "text", "html"):
        before = len(board.tray.documents())
        widget, at, ending, aim = _incident(window)
        hand.lift(kind, *offers[kind])
        assert ending in hand.over(widget, at, saying=ending)
        _keep_picture(window, f"incident-{kind}")
        hand.let_go()
        qtbot.waitUntil(lambda before=before: len(board.tray.documents()) == before + 1)  # type: ignore[misc]
        assert board.tray.documents()[0].aim.incident_id == aim.incident_id


@pytest.mark.parametrize("place", ["flashpoint", "day", "tray"])
def test_escape_over_a_target_leaves_no_trace(
    window: MainWindow, hand: Hand, offers: dict[str, tuple[str, ...]], place: str
) -> None:
    step = window.session.board.undo_name
    widget, at, _, _ = PLACES[place](window)
    hand.lift("text", *offers["text"])
    assert hand.over(widget, at)
    hand.escape()
    assert window.session.tasks.running == []
    assert window.session.board.undo_name == step
    assert window.session.board.tray.documents() == []


def _keep_picture(window: MainWindow, name: str) -> None:
    """Where a person wants to look at the words: a picture of the screen for each."""
    folder = os.environ.get("DROP_PICTURES")
    if folder:
        window.screen().grabWindow(0, 0, 0, 1600, 900).save(f"{folder}/{name}.png")
