"""Applying a theme: palette, style sheet, font, icons and plots follow, and what was there before is kept apart."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from board.theme.apply import (
    apply_theme,
    current_theme,
    icon_set,
    pyqtgraph_colours,
    style_sheet,
    system_theme,
    text_font,
)
from board.theme.icons import ICON_FOLDER
from board.theme.palette import DARK, LIGHT, Theme
from tests.patience import PATIENCE_S

both = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@both
def test_palette_and_current_theme_follow(app: QApplication, theme: Theme) -> None:
    apply_theme(app, theme)
    assert current_theme() is theme
    assert current_theme(app) is theme
    assert icon_set(app).theme is theme
    assert app.palette().color(QPalette.ColorRole.Window).name() == theme.panel
    assert app.palette().color(QPalette.ColorRole.Text).name() == theme.text
    disabled = app.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled.name() == theme.text_faint


@both
def test_style_sheet_reaches_the_pixels(app: QApplication, qtbot: QtBot, theme: Theme) -> None:
    # a style sheet that Qt cannot read is a warning of its, and a warning fails the test
    apply_theme(app, theme)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    button = QPushButton("Accept")
    button.setProperty("primary", True)
    for widget in (button, QLineEdit("text"), QSpinBox(), QLabel("words")):
        column.addWidget(widget)
    picture = page.grab().toImage()
    assert picture.pixelColor(1, 1).name() == theme.panel
    assert picture.pixelColor(button.geometry().left() + 6, button.geometry().center().y()).name() == theme.accent


@both
def test_style_sheet_uses_no_colour_of_its_own_and_only_glyphs_that_exist(theme: Theme) -> None:
    template = (Path(__file__).parents[3] / "board" / "theme" / "board.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"#qt_\w+", "", template)) == []
    filled = style_sheet(theme)
    assert "$" not in filled.split("*/", 1)[1]
    glyphs = re.findall(r'url\("([^"]+)"\)', filled)
    assert glyphs
    assert [path for path in glyphs if not Path(path).is_file()] == []


@both
def test_control_glyphs_have_the_colours_of_their_theme(theme: Theme) -> None:
    for path in sorted((ICON_FOLDER / "controls" / theme.name).glob("*.svg")):
        colours = set(re.findall("#[0-9a-f]{6}", path.read_text(encoding="utf-8")))
        expected = theme.accent_text if path.stem in ("check", "minus", "dot") else theme.text_soft
        assert colours == {expected}, path.name


def test_text_is_13_px_and_can_be_larger(app: QApplication, qtbot: QtBot) -> None:
    label = QLabel("words")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.fontInfo().pixelSize() == 13
    apply_theme(app, LIGHT, text_px=18)
    assert QApplication.font().pixelSize() == 18
    assert text_font(15, bold=True).bold()
    assert "Noto Sans Arabic" in text_font().families()


def test_present_widgets_change_their_colours(app: QApplication, qtbot: QtBot) -> None:
    label = QLabel("words")
    qtbot.addWidget(label)
    label.show()
    for theme in (DARK, LIGHT, DARK):
        apply_theme(app, theme)
        assert label.grab().toImage().pixelColor(0, 0).name() == theme.panel


def test_system_theme_does_not_mistake_ours_for_the_desktops(app: QApplication) -> None:
    asked = system_theme(app)
    apply_theme(app, DARK)
    assert system_theme(app) is asked
    apply_theme(app, LIGHT)
    assert system_theme(app) is asked
    if app.styleHints().colorScheme() == Qt.ColorScheme.Unknown:  # so it is offscreen and on plain X11
        assert asked is LIGHT


def test_plots_are_told_but_not_loaded() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from board.theme.apply import apply_theme, pyqtgraph_colours\n"
        "from board.theme.palette import DARK, LIGHT\n"
        "app = QApplication([])\n"
        "apply_theme(app, LIGHT)\n"
        "assert 'pyqtgraph' not in sys.modules\n"
        "import pyqtgraph\n"
        "apply_theme(app, DARK)\n"
        "assert pyqtgraph.getConfigOption('background') == DARK.panel\n"
        "assert pyqtgraph.getConfigOption('foreground') == DARK.text_soft\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert pyqtgraph_colours(DARK) == {"background": DARK.panel, "foreground": DARK.text_soft}
