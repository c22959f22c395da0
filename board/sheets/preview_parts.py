"""Small parts of the preview of sheets: its buttons, its timers and the tools above the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton

from board.sheets.page_view import PageView
from board.theme.apply import icon_set
from board.theme.widgets import plain_tooltip


class Plain:
    """Drops the `checked` of a button."""

    def __init__(self, slot: Callable[[], None]) -> None:
        self._slot = slot

    def __call__(self, _checked: bool = False) -> None:
        self._slot()


def button(
    text: str, slot: Callable[[], None], *, icon: str = "", primary: bool = False, quiet: bool = False
) -> QPushButton:
    """A button of a dialog that Enter does not press by accident."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setProperty("quiet", quiet)
    made.setAutoDefault(False)
    if icon:
        icon_set().dress(made, icon, "accent_text" if primary else "text")
    made.clicked.connect(Plain(slot))
    return made


def resting_timer(parent: QObject, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    """A timer that calls once when nobody started it again for so long."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer


def add_page_tools(bar: QHBoxLayout, pages: PageView) -> None:
    """Buttons that turn the pages and change their size."""
    for name, words, keys, slot in (
        ("chevron_up", "Page before", "PgUp", partial(pages.turn, -1)),
        ("chevron_down", "Next page", "PgDn", partial(pages.turn, 1)),
        ("zoom_out", "Smaller", "−", pages.zoom_out),
        ("zoom_in", "Larger", "+", pages.zoom_in),
        ("maximize", "Fit the width", "0", pages.fit_width),
    ):
        tool = QToolButton()
        tool.setAccessibleName(words)
        tool.setToolTip(plain_tooltip(f"{words} ({keys})"))
        icon_set().dress(tool, name)
        tool.clicked.connect(Plain(slot))
        bar.addWidget(tool)
