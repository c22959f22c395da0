"""What a hand does to the panel, and what an eye sees there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from db.dates import from_edtf
from tests.board.actors.conftest import Cast, Stage

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def day(text: str) -> int:
    found = from_edtf(text).earliest
    assert found is not None
    return found


def click(stage: Stage, place: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier | None = None) -> None:
    stage.qtbot.mouseClick(stage.panel.view.viewport(), button, keys or Qt.KeyboardModifier.NoModifier, place)


def drag(
    stage: Stage, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier | None = None
) -> None:
    viewport, held = stage.panel.view.viewport(), keys or Qt.KeyboardModifier.NoModifier
    stage.qtbot.mousePress(viewport, button, held, start)
    for share in (0.3, 0.7, 1.0):
        stage.qtbot.mouseMove(viewport, start + (end - start) * share)
    stage.qtbot.mouseRelease(viewport, button, held, end)


def press(stage: Stage, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    stage.qtbot.keyClick(stage.panel.view, key, keys)


def lit_actors(stage: Stage, cast: Cast) -> set[str]:
    return {name for name, i in cast.ids.items() if i in stage.panel.scene.nodes and stage.panel.scene.nodes[i].lit}


def seen_ties(stage: Stage, cast: Cast) -> set[str]:
    return {name for name, i in cast.ties.items() if stage.panel.scene.ties[str(i)].isVisible()}
