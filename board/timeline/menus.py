"""The menus of the timeline: what can be done with the chosen incidents, and lists of those that are not drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from board.focus import UNASSIGNED
from board.timeline.edits import counted
from db.names import show_controls

MOST_LISTED = 30
_WIDTH = 420


def shown_in_menu(text: str, widget: QWidget) -> str:
    """Text from anywhere as an entry: on one line, not too long, no letter taken for a shortcut."""
    line = show_controls(" ".join(text.split()))
    return QFontMetrics(widget.font()).elidedText(line, Qt.TextElideMode.ElideRight, _WIDTH).replace("&", "&&")


def chosen_menu(
    parent: QWidget,
    number: int,
    flashpoints: Mapping[int, str],
    do: Callable[[str], None],
    assign: Callable[[int], None],
    *,
    writable: bool,
) -> QMenu:
    """For so many incidents: open, assign, move by a day; `do` takes what the keys of the timeline mean."""
    menu = QMenu(parent)
    if number == 1:
        menu.addAction("Open\tEnter").triggered.connect(partial(_run, do, "open"))
        menu.addAction("Summary sheet…").triggered.connect(partial(_run, do, "sheet"))
    if number:
        menu.addAction("Copy as words\tCtrl+C").triggered.connect(partial(_run, do, "copy"))
    where = menu.addMenu(f"Assign {counted(number)} to flashpoint")
    for key, name in flashpoints.items():
        where.addAction(shown_in_menu(name, menu)).triggered.connect(partial(_run, assign, key))
    where.addSeparator()
    where.addAction("No flashpoint").triggered.connect(partial(_run, assign, UNASSIGNED))
    where.setEnabled(writable and number > 0)
    if number == 1:
        for text, what in (
            ("One day earlier\tCtrl+Shift+Left", "day_earlier"),
            ("One day later\tCtrl+Shift+Right", "day_later"),
        ):
            action = menu.addAction(text)
            action.triggered.connect(partial(_run, do, what))
            action.setEnabled(writable)
    menu.addSeparator()
    for text, what in (
        ("Choose all marks\tCtrl+A", "choose_all"),
        ("Zoom to the incidents in focus\t*", "fit"),
        ("Show everything\t0", "all"),
        ("Copy the incidents in focus\tCtrl+Alt+C", "copy_focus"),
        ("Go to date…\tCtrl+G", "go_to_date"),
    ):
        menu.addAction(text).triggered.connect(partial(_run, do, what))
    return menu


def titles_menu(parent: QWidget, titles: Sequence[tuple[int, str]], more: int, select: Callable[[int], None]) -> QMenu:
    """A list of incidents to choose one from; `more` others are only counted."""
    menu = QMenu(parent)
    for key, title in titles[:MOST_LISTED]:
        menu.addAction(shown_in_menu(title, menu)).triggered.connect(partial(_run, select, key))
    more += max(len(titles) - MOST_LISTED, 0)
    if more:
        menu.addAction(f"and {counted(more)} more").setEnabled(False)
    return menu


def _run(what: Callable[..., None], value: object, _checked: bool = False) -> None:
    what(value)
