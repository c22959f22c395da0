"""A board of actors, its session, and the panel on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

import db
from board.actors.panel import ActorPanel
from board.session import Session
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT
from db.dates import from_edtf
from db.records import Actor, Citation, Flashpoint, Incident, Relationship, Role, Source


@dataclass
class Cast:
    """A board with its ids by name; ties by "US backs SDF"."""

    board: db.Board
    ids: dict[str, int]
    ties: dict[str, int]
    tanf: int


def fill(board: db.Board) -> Cast:
    """Seven actors, seven ties, four incidents, one source."""
    with board.command("Fill"):
        ids: dict[str, int] = {}
        for name, kind, parent in (
            ("US", "state", None),
            ("SDF", "armed_group", None),
            ("SAA", "state_force", None),
            ("Tiger Forces", "state_force", "SAA"),
            ("PMU", "militia", None),
            ("ISIS", "armed_group", None),
            ("NSA", "armed_group", None),
        ):
            above = ids.get(parent) if parent else None
            ids[name] = board.actors.add(Actor(name, kind=kind, parent_id=above, contested=name == "NSA"))
        board.actors.update(ids["SDF"], other_names=("Syrian Democratic Forces", "قوات سوريا الديمقراطية"))
        tanf = board.flashpoints.add(Flashpoint("At Tanf"))
        ties: dict[str, int] = {}
        for one, stance, two, since, until, label in (
            ("US", "backs", "SDF", "", "", ""),
            ("SAA", "tolerates", "SDF", "", "2017-05", ""),
            ("SAA", "hostile", "SDF", "2017-06", "", "clashes"),
            ("SDF", "hostile", "PMU", "2017-06-10", "", "skirmishes"),
            ("US", "backs", "NSA", "", "", ""),
            ("ISIS", "hostile", "NSA", "2016", "", ""),
            ("US", "hostile", "NSA", "2019", "", ""),
        ):
            tie = Relationship(ids[one], ids[two], stance, since=from_edtf(since), until=from_edtf(until), label=label)
            ties[f"{one} {stance} {two}"] = board.relationships.add(tie)
        source = board.sources.add(Source("S1", reliability="C", published=from_edtf("2017-06-16")))
        cited = ties["SAA hostile SDF"]
        board.citations.add(Citation(source, relationship_id=cited, credibility="3"))
        for day, names, place in (
            ("2017-06-08", ("US", "ISIS"), tanf),
            ("2017-06-12", ("Tiger Forces", "SDF"), None),
            ("2017-06-13", ("SDF", "PMU"), None),
            ("2017-05-02", ("ISIS", "NSA"), tanf),
        ):
            roles = tuple(Role(ids[name], "participant") for name in names)
            board.incidents.add(Incident("Incident", date=from_edtf(day), actors=roles, flashpoint_id=place))
    return Cast(board, ids, ties, tanf)


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """The board."""
    with db.create_board(tmp_path / "actors.sitboard", title="Actors") as board:
        yield fill(board)


@pytest.fixture
def session(qapp: QApplication, cast: Cast) -> Session:
    """A session on it that looks at everything."""
    apply_theme(qapp, LIGHT)
    return Session(cast.board)


@dataclass
class Stage:
    """A panel in a window, and what a hand can do to it."""

    panel: ActorPanel
    window: QMainWindow
    qtbot: QtBot

    def at(self, actor_id: int) -> QPoint:
        """The middle of a box in the viewport."""
        return self.panel.view.mapFromScene(self.panel.scene.nodes[actor_id].pos())

    def on_tie(self, key: str) -> QPoint:
        """A place on a tie that nothing else covers."""
        view, item = self.panel.view, self.panel.scene.ties[key]
        spots = [view.mapFromScene(*point) for point in item.route.points()[6:-6]]
        return next(spot for spot in spots if view.item_under(spot) is item)

    def ground(self) -> QPoint:
        """A place with nothing on it."""
        view = self.panel.view
        spots = (QPoint(x, y) for x in range(4, 400, 16) for y in range(4, 300, 16))
        return next(spot for spot in spots if view.item_under(spot) is None)


Show = Callable[[Session], Stage]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows the panel of a session in a window of 900 × 600."""
    windows: list[QMainWindow] = []

    def shown(session: Session) -> Stage:
        window = QMainWindow()
        panel = ActorPanel(session, LIGHT)
        window.setCentralWidget(panel)
        window.resize(900, 600)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        panel.view.setFocus()
        windows.append(window)
        return Stage(panel, window, qtbot)

    yield shown
    for window in windows:
        window.close()


@pytest.fixture
def stage(show: Show, session: Session) -> Stage:
    """The panel of the board, shown."""
    return show(session)
