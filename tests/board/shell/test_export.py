"""Exports out of the window: the dialog shows what leaves, writes off the GUI thread, and panels leave as seen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

import db
from board.commands import exporting
from board.controller import Controller
from board.forms.profile_dialog import ProfileDialog
from board.shell.export_dialog import ExportDialog
from board.theme.apply import apply_theme
from board.theme.palette import THEMES
from db import sample
from db.records import Incident
from db.releasing import release
from db.writers import FORMATS

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"


@pytest.fixture
def controller(tmp_path: Path, qtbot: QtBot) -> Iterator[Controller]:
    board = db.create_board(tmp_path / "a.sitboard")
    sample.fill(board, SAMPLE)
    first = board.columns().ids[0]
    board.incidents.update(int(first), marking="RED", title="REDSECRET")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, THEMES["light"])
    made = Controller(board, THEMES["light"])
    made.window.resize(1440, 900)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    made.window.deleteLater()  # each theme that is set later would dress it again
    app.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def wait_for(qtbot: QtBot, dialog: ExportDialog) -> None:
    """Until what leaves is shown."""
    qtbot.waitUntil(lambda: not dialog.counting)


def test_the_dialog_shows_what_leaves_and_writes_it(
    controller: Controller, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = controller.session
    dialog = ExportDialog(session, controller.window)
    assert dialog.counting
    assert not dialog.save_button.isEnabled()
    wait_for(qtbot, dialog)
    assert dialog.counts.text().startswith("13 incidents")
    assert "1 incident was held back" in dialog.held.text()
    titles = [dialog.rows.item(row, 2).text() for row in range(dialog.rows.rowCount())]
    assert titles
    assert "REDSECRET" not in titles
    dialog.profile.setCurrentIndex(1)
    wait_for(qtbot, dialog)
    assert dialog.counts.text().startswith("14 incidents")
    dialog.profile.setCurrentIndex(0)
    wait_for(qtbot, dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out.csv"), ""))
    with qtbot.waitSignal(session.said) as heard:
        dialog.accept()
    sentence, tone = heard.args
    assert (tone, "“out.csv” was written: 13 incidents" in sentence) == ("done", True)
    assert "REDSECRET" not in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_only_the_last_choice_is_shown_and_the_dialog_hears_of_the_board(controller: Controller, qtbot: QtBot) -> None:
    session = controller.session
    dialog = ExportDialog(session, controller.window)
    dialog.what.setCurrentIndex(1)
    for place in (1, 2, 0, 1):
        dialog.profile.setCurrentIndex(place)
        assert not dialog.save_button.isEnabled()
    wait_for(qtbot, dialog)
    assert dialog.counts.text().startswith("14 incidents")
    assert dialog.held.text() == "Nothing."
    assert dialog.save_button.isEnabled()
    session.run("Add", partial(session.board.incidents.add, Incident("A strike that came meanwhile")))
    assert dialog.counting
    wait_for(qtbot, dialog)
    assert dialog.counts.text().startswith("15 incidents")
    dialog.reject()
    session.undo()
    assert not dialog.counting


def test_the_dialog_says_what_a_format_has_no_room_for(controller: Controller, qtbot: QtBot) -> None:
    session = controller.session
    session.board.incidents.add(Incident("Neither dated nor placed"))
    dialog = ExportDialog(session, controller.window)
    dialog.what.setCurrentIndex(1)
    wait_for(qtbot, dialog)
    told = {}
    for place, code in enumerate(FORMATS):
        dialog.kind.setCurrentIndex(place)
        told[code] = dialog.lacking.text()
    assert told["json"] == told["xlsx"] == told["html"] == ""
    assert "incidents only" in told["csv"]
    assert "no incident" in told["gexf"]
    released = release(session.board)
    nowhere = sum(one.latitude is None for one in released.incidents())
    undated = sum(not one.date.edtf for one in released.incidents())
    assert f"not being known: {nowhere} incident" in told["geojson"]
    assert f"not being known: {undated} incident" in told["ics"]
    dialog.reject()


def test_the_focus_can_be_exported_and_a_stopped_export_leaves_nothing(
    controller: Controller, qtbot: QtBot, tmp_path: Path
) -> None:
    session = controller.session
    session.focus.set(flashpoints=frozenset({next(iter(session.flashpoints))}))
    (words, scope), *_ = exporting.scopes(session)
    assert words.startswith("What is in focus")
    assert scope.incident_ids is not None
    assert len(scope.incident_ids) == len(session.places_in_focus())
    export = exporting.Export("html", session.board.profiles.all()[0], scope)
    with qtbot.waitSignal(session.said) as heard:
        exporting.start(session, export, tmp_path / "out.html").cancel()
    assert "was not written" in heard.args[0]
    assert not (tmp_path / "out.html").exists()


def test_a_profile_is_made_and_kept_with_the_board(controller: Controller) -> None:
    session = controller.session
    dialog = ProfileDialog(session)
    dialog.accept()
    assert dialog.saved is None
    assert "needs a name" in dialog.error.text()
    dialog.name.setText("Donors")
    dialog.drops["notes"].setChecked(True)
    dialog.dates.setCurrentIndex(1)
    dialog.accept()
    kept = session.board.profiles.named("donors")
    assert dialog.saved == kept
    assert (kept.drop, kept.dates) == (frozenset({"notes"}), "month")
    session.undo()
    assert "Donors" not in [one.name for one in session.board.profiles.all()]
