"""Lays a theme over the whole application: style, palette, style sheet, font and the icons already shown."""

from __future__ import annotations

import sys
from pathlib import Path
from string import Template

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from board.theme.icons import ICON_FOLDER, IconSet, redress
from board.theme.palette import DARK, LIGHT, THEMES, Theme, mix

TEXT_PX = 13  # device-independent, so 26 real pixels at 200 %
FONT_FAMILIES = (
    "Noto Sans",
    "Segoe UI",
    "SF Pro Text",
    "DejaVu Sans",
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
)
_STYLE_SHEET = Path(__file__).with_name("board.qss")


def apply_theme(app: QApplication, theme: Theme, text_px: int = TEXT_PX) -> None:
    """Give every present and later widget of ``app`` this theme, with text of ``text_px`` pixels at 100 %.

    Widgets hear of it by ``changeEvent`` (PaletteChange, StyleChange) and paint with ``current_theme``.
    """
    if app.property("theme") is None:
        app.setProperty("system_theme", system_theme(app).name)
        app.setStyle("Fusion")
    app.setProperty("theme", theme.name)
    app.setProperty("icons", IconSet(theme))
    app.setFont(text_font(text_px))
    app.setPalette(qt_palette(theme))
    app.setStyleSheet(style_sheet(theme, text_px))
    plots = sys.modules.get("pyqtgraph")  # it is loaded late, so never import it for the sake of two colours
    if plots is not None:
        plots.setConfigOptions(**pyqtgraph_colours(theme))
    redress(app, icon_set(app))


def current_theme(app: QCoreApplication | None = None) -> Theme:
    """The theme that was applied last, to ``app`` or the one that runs; paper before any was."""
    app = app or QApplication.instance()
    return LIGHT if app is None else THEMES.get(str(app.property("theme")), LIGHT)


def icon_set(app: QCoreApplication | None = None) -> IconSet:
    """The icons of the current theme; needs a running application."""
    app = app or QApplication.instance()
    icons = None if app is None else app.property("icons")
    return icons if isinstance(icons, IconSet) else IconSet(current_theme(app))


def system_theme(app: QApplication) -> Theme:
    """The theme that the desktop asks for; where it does not say, by how light its own palette is."""
    scheme = app.styleHints().colorScheme()
    if scheme != Qt.ColorScheme.Unknown:
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    before_ours = app.property("system_theme")
    if before_ours is not None:
        return THEMES[str(before_ours)]
    return DARK if app.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.5 else LIGHT


def pyqtgraph_colours(theme: Theme) -> dict[str, str]:
    """The options for pyqtgraph's ``setConfigOptions``: call it before the first plot is made."""
    return {"background": theme.panel, "foreground": theme.text_soft}


def text_font(text_px: int = TEXT_PX, *, bold: bool = False) -> QFont:
    """The program's font at so many device-independent pixels, with Arabic fallbacks."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(text_px)
    font.setBold(bold)
    return font


def qt_palette(theme: Theme) -> QPalette:
    """The theme as a Qt palette, disabled colours included."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, theme.panel),
        (role.WindowText, theme.text),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.hover),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.text_soft),
        (role.Button, theme.chip),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.danger),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.accent_text),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.tooltip),
        (role.ToolTipText, theme.text),
        (role.Light, theme.raised),
        (role.Midlight, theme.hover),
        (role.Mid, theme.outline),
        (role.Dark, theme.text_faint),
        (role.Shadow, theme.window),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.text_faint))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.chip))
    return palette


def style_sheet(theme: Theme, text_px: int = TEXT_PX) -> str:
    """The style sheet with this theme's colours filled in."""
    colours = {name: value for name, value in vars(theme).items() if isinstance(value, str)}
    return Template(_STYLE_SHEET.read_text(encoding="utf-8")).substitute(
        colours,
        accent_hover=mix(theme.text, theme.accent, 0.15),
        heading_px=round(text_px * 15 / 13),
        small_px=max(10, round(text_px * 11.5 / 13)),
        glyphs=(ICON_FOLDER / "controls" / theme.name).as_posix(),
    )
