"""Icons: all of them draw, in the theme's colours, sharp at 200 %, and follow when the theme changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from board.theme.apply import apply_theme, icon_set
from board.theme.icons import ICON_FOLDER, IconSet, icon, icon_names
from board.theme.palette import DARK, LIGHT


def strongest(picture: QPixmap | QImage) -> str:
    """The colour of the most opaque pixel; empty where nothing is drawn."""
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    best = max(pixels, key=QColor.alpha)
    return best.name() if best.alpha() > 150 else ""


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_drawn_in_the_quiet_colour(app: QApplication, name: str) -> None:
    assert strongest(IconSet(LIGHT).pixmap(name, 32)) == LIGHT.text_soft
    drawing = (ICON_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert "currentColor" in drawing
    assert "<script" not in drawing
    assert "href" not in drawing


def test_icons_come_with_their_licence() -> None:
    licence = (ICON_FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "ISC License" in licence
    assert "Lucide" in licence


def test_each_state_has_its_colour(app: QApplication) -> None:
    search = IconSet(DARK).icon("search")
    size = QSize(32, 32)
    looks = {
        (QIcon.Mode.Normal, QIcon.State.Off): DARK.text_soft,
        (QIcon.Mode.Active, QIcon.State.Off): DARK.text,
        (QIcon.Mode.Disabled, QIcon.State.Off): DARK.text_faint,
        (QIcon.Mode.Normal, QIcon.State.On): DARK.accent,
    }
    for (mode, state), colour in looks.items():
        assert strongest(search.pixmap(size, 1.0, mode, state)) == colour
    assert strongest(IconSet(DARK).icon("trash", DARK.danger).pixmap(size, 1.0)) == DARK.danger


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_have_real_pixels_for_every_scale(app: QApplication, ratio: float) -> None:
    picture = IconSet(LIGHT).icon("map").pixmap(QSize(16, 16), ratio)
    assert picture.size() == QSize(round(16 * ratio), round(16 * ratio))
    assert picture.devicePixelRatio() == ratio
    large = IconSet(LIGHT).pixmap("map", 28, ratio=ratio)
    assert large.width() == round(28 * ratio)
    assert large.deviceIndependentSize().toSize() == QSize(28, 28)


def test_an_icon_is_drawn_once_per_set(app: QApplication) -> None:
    icons = IconSet(LIGHT)
    assert icons.icon("pin").cacheKey() == icons.icon("pin").cacheKey()
    assert icons.icon("pin").cacheKey() != IconSet(LIGHT).icon("pin").cacheKey()
    assert not icon("pin", DARK).isNull()


def test_an_unknown_icon_is_named(app: QApplication) -> None:
    with pytest.raises(KeyError, match="no-such-thing"):
        IconSet(LIGHT).icon("no-such-thing")


def test_dressed_buttons_and_actions_follow_the_theme(app: QApplication, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    button, action, of_the_app = QToolButton(window), QAction("Undo", window), QAction("Quit", app)
    for target in (button, action, of_the_app):
        icon_set().dress(target, "undo")
    icon_set().dress(button, "trash", "danger")
    apply_theme(app, DARK)
    assert strongest(button.icon().pixmap(QSize(32, 32), 1.0)) == DARK.danger
    assert strongest(action.icon().pixmap(QSize(32, 32), 1.0)) == DARK.text_soft
    assert strongest(of_the_app.icon().pixmap(QSize(32, 32), 1.0)) == DARK.text_soft
    of_the_app.deleteLater()
