"""A real data set comes in through the window, is reviewed, edited, undone: all panels stay right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.incident.form import IncidentForm
from board.intake.import_desk import ImportDesk
from board.intake.report_dialog import ReportDialog
from board.window import MainWindow

ROWS = 1430  # of the file


class Typist(QObject):
    """Fills the form for a new incident as soon as it stands there, and saves it with Ctrl+Enter."""

    def __init__(self, window: MainWindow, title: str) -> None:
        super().__init__(window)
        self._window, self._title = window, title
        self.done = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._type)
        self._timer.start(20)

    def _type(self) -> None:
        form = QApplication.activeModalWidget()
        if isinstance(form, IncidentForm) and form.isVisible() and not self.done:
            self.done = True
            self._timer.stop()
            field = form.parts["title"]
            QTest.keyClicks(field.focusProxy() or field, self._title)
            QTest.keyClick(form.save_button, Qt.Key.Key_Space)


def read_in(window: MainWindow, qtbot: QtBot, file: Path) -> ReportDialog:
    """Import a known data set and wait for its report."""
    desk = window.findChild(ImportDesk)
    assert desk is not None
    desk.take_paths([file])
    qtbot.waitUntil(lambda: isinstance(desk.dialog, ReportDialog))
    assert isinstance(desk.dialog, ReportDialog)
    return desk.dialog


def test_thousands_come_in_and_one_undo_takes_them_back(window: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    session = window.session
    before = len(session.columns)
    actors = len(session.actors)
    report = read_in(window, qtbot, shared_data / "ucdp" / "ged_syria_2017_05_07.csv")
    report.close()
    assert len(session.columns) == before + ROWS
    assert session.flashpoints  # the cards count them too
    counts = session.everything.by_flashpoint.counts(*session.full_span())
    assert counts.sum() == before + ROWS
    at_deir = session.board.flashpoints_named("Deir ez-Zor")[0]
    group = session.group_of(at_deir)
    assert group is not None
    assert counts[group] > 50
    # the data set's names find the sample's actors instead of doubling them
    names = [actor.name for actor in session.actors.values()]
    assert "Government of Syria" not in names
    assert "IS" not in names
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: len(session.columns) == before and not session.busy)
    assert len(session.actors) == actors
    window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: len(session.columns) == before + ROWS and not session.busy)
    assert session.board.check() == []


def test_while_an_import_runs_writing_is_refused_with_a_sentence(
    window: MainWindow, qtbot: QtBot, shared_data: Path
) -> None:
    session = window.session
    desk = window.findChild(ImportDesk)
    assert desk is not None
    said: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        said.append(sentence)

    session.said.connect(hear)
    desk.take_paths([shared_data / "ucdp" / "ged_syria_2016_2019.csv"])
    qtbot.waitUntil(lambda: bool(session.busy))
    assert not window.actions_by_id["new_incident"].isEnabled()
    point = next(iter(session.flashpoints))
    assert session.run("Rename", lambda: session.board.flashpoints.update(point, name="X")) is None
    assert any("ged_syria" in sentence and "Nothing else can be changed" in sentence for sentence in said)
    qtbot.waitUntil(lambda: isinstance(desk.dialog, ReportDialog))
    assert desk.dialog is not None
    desk.dialog.close()
    assert window.actions_by_id["new_incident"].isEnabled()


def test_a_cancelled_import_leaves_nothing(window: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    session = window.session
    desk = window.findChild(ImportDesk)
    assert desk is not None
    before, step = len(session.columns), session.board.undo_name
    desk.take_paths([shared_data / "ucdp" / "ged_syria_2016_2019.csv"])
    qtbot.waitUntil(lambda: bool(session.busy))
    for task in session.tasks.running:
        task.cancel()
    qtbot.waitUntil(lambda: not session.busy)
    assert session.board.undo_name == step
    assert len(session.columns) == before == session.board.incidents.count()


def test_a_new_incident_by_keyboard_appears_where_one_looks(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    tanf = session.board.flashpoints_named("At Tanf")[0]
    session.focus.set(flashpoints=frozenset({tanf}))
    before = set(session.columns.ids.tolist())
    typist = Typist(window, "Column seen on the road from Palmyra")
    window.actions_by_id["new_incident"].trigger()  # the form holds the keyboard until it is closed
    assert typist.done
    qtbot.waitUntil(lambda: len(session.columns) == len(before) + 1)
    (new,) = set(session.columns.ids.tolist()) - before
    incident = session.board.incidents.get(new)
    assert incident.title == "Column seen on the road from Palmyra"
    assert incident.flashpoint_id == tanf
    assert incident.deaths_best is None
    place = session.columns.place_of(new)
    assert place is not None
    assert place in session.places_in_focus()
    window.actions_by_id["undo"].trigger()
    assert np.array_equal(sorted(before), session.columns.ids)
