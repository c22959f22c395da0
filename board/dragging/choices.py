"""The menu that asks in which of several ways a drop is meant; Escape means in none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from board.commands.carry_offers import Option


class ChoiceMenu(QObject):
    """Shows the ways of one drop at a time; the last one shown is `menu`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.menu: QMenu | None = None

    def ask(self, options: Sequence[Option], at: QPoint) -> None:
        """Let one of these be chosen at a place of the screen."""
        menu = QMenu(self._window)
        for option in options:
            action = menu.addAction(option.label.replace("&", "&&"))
            action.triggered.connect(partial(self._do, option))
        menu.addSeparator()
        menu.addAction("Nothing\tEsc")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(partial(self._forget, menu))
        self.menu = menu
        first: QAction = menu.actions()[0]
        menu.popup(at)
        menu.setActiveAction(first)

    def _do(self, option: Option, _checked: bool = False) -> None:
        option.act()

    def _forget(self, menu: QMenu, _gone: object = None) -> None:
        if self.menu is menu:
            self.menu = None
