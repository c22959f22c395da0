"""True drags on a real X server: another program is the source, xdotool is the hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from pytestqt.qtbot import QtBot

from board.intake.drop import DropWords
from board.intake.mapping_dialog import MappingDialog
from board.window import MainWindow
from tests.e2e.drag_source import SIDE

pytestmark = pytest.mark.xserver
SOURCE = Path(__file__).with_name("drag_source.py")
AT = QPoint(1500, 40)  # beside the window, which is 1400 wide

TABLE = """id,date,place,event,killed
a1,2017-06-02,Tabqa,Clash at the dam,3
a2,2017-06-09,Tabqa,Shelling of the airfield,
a3,not a day,,,
"""


def hand(*words: object) -> None:
    """Move or press the mouse as a person would."""
    subprocess.run(["xdotool", *map(str, words)], check=True, timeout=20)


def shown_words(window: MainWindow) -> str:
    """What the window says while something is held over it."""
    words = window.findChild(DropWords)
    return words.sentence if words is not None and words.isVisible() else ""


Drag = Callable[[Path, MainWindow, str], str]


@pytest.fixture
def drag(qtbot: QtBot) -> Iterator[Drag]:
    """Drags a file from the other program onto a panel until the window says what a drop will do; returns the words."""
    sources: list[subprocess.Popen[str]] = []

    def carry(file: Path, window: MainWindow, panel: str) -> str:
        source = subprocess.Popen(
            [sys.executable, str(SOURCE), str(AT.x()), str(AT.y()), str(file)], stdout=subprocess.PIPE, text=True
        )
        sources.append(source)
        assert source.stdout is not None
        assert source.stdout.readline() == "ready\n"
        start = AT + QPoint(SIDE // 2, SIDE // 2)
        target = window.panels[panel]
        end = target.mapToGlobal(target.rect().center())
        hand("mousemove", start.x(), start.y(), "mousedown", 1)
        for step in range(1, 11):
            way = start + (end - start) * step / 10
            hand("mousemove", way.x(), way.y())
            qtbot.waitUntil(partial(_pointer_is_at, way))
        # the other program begins its drag when it comes round to it: stir until it has
        jiggle = cycle((0, 3))

        def told() -> bool:
            hand("mousemove", end.x() + next(jiggle), end.y())
            return shown_words(window) != ""

        qtbot.waitUntil(told, timeout=10000)
        return shown_words(window)

    yield carry
    hand("mouseup", 1)
    for source in sources:
        source.kill()
        source.wait()
        if source.stdout is not None:
            source.stdout.close()


def _pointer_is_at(point: QPoint) -> bool:
    return QCursor.pos() == point


def test_a_table_dropped_on_the_window_asks_how_it_is_read(
    window: MainWindow, drag: Drag, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "dam.csv"
    file.write_text(TABLE, encoding="utf-8")
    before = len(window.session.columns)
    assert "dam.csv" in drag(file, window, "actors")
    hand("mouseup", 1)
    qtbot.waitUntil(lambda: window.findChild(MappingDialog) is not None, timeout=15000)
    dialog = window.findChild(MappingDialog)
    assert dialog is not None
    dialog.accept()
    qtbot.waitUntil(lambda: len(window.session.columns) == before + 2, timeout=15000)
    assert "dam.csv" in (window.session.board.undo_name or "")


def test_a_known_data_set_dropped_goes_in_without_a_question(
    window: MainWindow, drag: Drag, qtbot: QtBot, shared_data: Path
) -> None:
    before = len(window.session.columns)
    assert "ged_syria" in drag(shared_data / "ucdp" / "ged_syria_2017_05_07.csv", window, "timeline")
    hand("mouseup", 1)
    qtbot.waitUntil(lambda: len(window.session.columns) == before + 1430, timeout=60000)


def test_escape_lets_a_drag_go_without_a_trace(window: MainWindow, drag: Drag, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "dam.csv"
    file.write_text(TABLE, encoding="utf-8")
    drag(file, window, "incident")
    hand("key", "Escape")
    qtbot.waitUntil(lambda: shown_words(window) == "")
    hand("mouseup", 1)
    assert window.session.tasks.running == []
    assert window.session.board.undo_name == "Make the sample board"
