"""The right side of the panel's title bar: lanes, counts, zoom, buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from board.theme.apply import icon_set
from board.theme.widgets import DockTitleBar, ElidedLabel, plain_tooltip
from board.timeline.edits import counted, grouped
from board.timeline.lanes import LANES_BY
from board.timeline.legend import legend_text


class Header(QObject):
    """Puts its widgets into a title bar and says what was pressed.

    Signals: lanes_by_chosen(str code); all_asked(); fit_asked(): zoom to the incidents in focus;
    date_asked(); undated_asked(QPoint where); legend_asked(QPoint where).
    """

    lanes_by_chosen = Signal(str)
    all_asked = Signal()
    fit_asked = Signal()
    date_asked = Signal()
    undated_asked = Signal(QPoint)
    legend_asked = Signal(QPoint)

    def __init__(self, bar: DockTitleBar) -> None:
        super().__init__(bar)
        self._lanes = self._text_button("What a lane stands for")
        self._lanes.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._lanes)
        choices = QActionGroup(self._menu)
        self._choices: dict[str, QAction] = {}
        for code, word in LANES_BY.items():
            action = QAction(f"Lanes by {word}", choices)
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, code))
            self._menu.addAction(action)
            self._choices[code] = action
        self._lanes.setMenu(self._menu)
        self.count, self.zoom = ElidedLabel(soft=True), ElidedLabel(soft=True)
        self.undated = self._text_button("Incidents without a date: they are on no lane")
        self.undated.clicked.connect(self._show_undated)
        for label in (self.count, self.zoom):
            label.setContentsMargins(6, 0, 6, 0)
        for widget in (self._lanes, self.count, self.undated, self.zoom):
            bar.add_widget(widget)
        buttons = (
            ("calendar", "Go to a date", "Ctrl+G", self.date_asked),
            ("locate", "Zoom to the incidents in focus", "*", self.fit_asked),
            ("maximize", "Show everything", "0", self.all_asked),
        )
        for icon, words, key, signal in buttons:
            button = self._icon_button(icon, words, key)
            button.clicked.connect(signal)
            bar.add_widget(button)
        self.legend = self._icon_button("help", "Legend", "L")
        self.legend.setToolTip(plain_tooltip(f"Legend (L)\n{legend_text()}"))
        self.legend.clicked.connect(self._show_legend)
        bar.add_widget(self.legend)
        self.set_lanes_by("flashpoint")
        self.set_undated(0)

    def set_lanes_by(self, code: str) -> None:
        """Say what a lane stands for."""
        self._lanes.setText(f"lanes: {LANES_BY[code]}")
        self._lanes.setAccessibleName(f"Lanes by {LANES_BY[code]}")
        self._choices[code].setChecked(True)

    def set_count(self, shown: int, of: int) -> None:
        """How many are in the focus, of how many on the board."""
        self.count.setText(f"{grouped(shown)} of {counted(of)}" if of else "no incidents")

    def set_zoom(self, word: str) -> None:
        """How far in one is."""
        self.zoom.setText(f"zoom: {word}" if word else "")

    def set_undated(self, number: int) -> None:
        """How many have no date; hidden for none."""
        self.undated.setText(f"{grouped(number)} undated")
        self.undated.setAccessibleName(f"{counted(number)} without a date")
        self.undated.setVisible(number > 0)

    def _choose(self, code: str, _checked: bool = False) -> None:
        self.lanes_by_chosen.emit(code)

    def _show_undated(self) -> None:
        self.undated_asked.emit(_below(self.undated))

    def _show_legend(self) -> None:
        self.legend_asked.emit(self.legend.mapToGlobal(self.legend.rect().topRight()))

    @staticmethod
    def _text_button(words: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(plain_tooltip(words))
        return button

    @staticmethod
    def _icon_button(icon: str, words: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setAccessibleName(words)
        button.setToolTip(plain_tooltip(f"{words} ({key})"))
        icon_set().dress(button, icon)
        return button


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.rect().bottomLeft())
