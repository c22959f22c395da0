"""The bar above the panels: board name, marking, search, the focus as chips, the as-of day, the sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from board.focus import FocusState
from board.guards import guarded
from board.search.field import SearchField
from board.session import Session
from board.shell.chips import ChipSpec, chips_of
from board.theme.apply import icon_set
from board.theme.widgets import Chip, ElidedLabel, MarkingBadge, plain_tooltip
from db import Changes
from db.dates import from_days
from db.names import isolate
from db.vocabulary import CREDIBILITIES, INCIDENT_KINDS, RELIABILITIES

_MOST_CHIPS = 6
_CHIP_PX, _MORE_PX = 220, 84
_NARROW_PX = 1150  # of the bar


@guarded
class TopBar(QWidget):
    """Signals: as_of_asked(): the analyst wants another as-of day; sheet_asked(): a printed sheet of the focus."""

    as_of_asked = Signal()
    sheet_asked = Signal()

    def __init__(self, session: Session, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title = ElidedLabel("")
        self.title.setProperty("heading", True)
        self.title.setMaximumWidth(280)
        self.marking = MarkingBadge("AMBER")
        self.search = SearchField(session, actions)
        self.chips = QWidget()
        self._chip_row = QHBoxLayout(self.chips)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self._chip_row.setSpacing(6)
        self.filter_button = QToolButton()
        self.filter_button.setText("filter")
        self.filter_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.filter_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.filter_button.setAccessibleName("Add a filter to the focus")
        self.filter_button.setToolTip("Narrow by kind, grade or tag (Ctrl+F)")
        icon_set().dress(self.filter_button, "plus")
        self.filter_menu = QMenu(self)
        self.filter_menu.aboutToShow.connect(self._fill_filter_menu)
        self.filter_button.setMenu(self.filter_menu)
        self.as_of = Chip("As of")
        self.as_of.setToolTip("Ties and levels are shown as they stood on this day. Click to choose another.")
        self.as_of.clicked.connect(self.as_of_asked)
        self.sheet_button = QToolButton()
        self.sheet_button.setText("Summary sheet")
        self.sheet_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.sheet_button.setAccessibleName("Summary sheet")
        self.sheet_button.setToolTip("Print what is in focus, or save it as PDF (Ctrl+P)")
        icon_set().dress(self.sheet_button, "printer")
        self.sheet_button.clicked.connect(self.sheet_asked)
        self._specs: list[ChipSpec] = []
        self._chips: list[Chip] = []
        self._chip_widths: dict[str, int] = {}
        self._lay_out()
        session.focus.focus_changed.connect(self._on_focus)
        session.board_changed.connect(self._on_board)
        self._show_board()
        self._show_focus()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)  # the tool bar has its own
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.marking)
        row.addWidget(self.search, 4)
        row.addWidget(self.chips)
        row.addWidget(self.filter_button)
        row.addStretch(1)
        row.addWidget(self.as_of)
        row.addWidget(self.sheet_button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _on_board(self, changes: Changes) -> None:
        if changes.touches("board"):
            self._show_board()
        if changes.touches("flashpoints", "actors", "incidents"):
            self._show_focus()

    def _on_focus(self, old: FocusState) -> None:
        self._show_focus()

    def _show_board(self) -> None:
        info = self._session.board.info()
        self.title.setText(info.title)
        self.marking.set_code(info.marking)

    def _show_focus(self) -> None:
        day = self._session.as_of()
        self.as_of.setText(f"As of {from_days(day, day).text()}")
        self._specs = chips_of(self._session)
        self._show_chips()

    def _show_chips(self) -> None:
        """As many of the filters as there is room for, each in full; the rest behind one chip."""
        specs = self._specs
        shown = specs if len(specs) <= _MOST_CHIPS else specs[: _MOST_CHIPS - 1]
        while len(shown) > 1 and self._width_of([spec.text for spec in shown]) > self._room():
            shown = shown[:-1]
        hidden = specs[len(shown) :]
        wanted = [spec.text for spec in shown]
        if hidden:
            wanted.append(f"+{len(hidden)} more")
        if [chip.text() for chip in self._chips] != wanted:
            self._remake_chips(shown, wanted)
        for chip, spec in zip(self._chips, shown, strict=False):
            chip.setProperty("off", dict(spec.off))
        if hidden:
            self._chips[-1].setToolTip(plain_tooltip("\n".join(spec.text for spec in hidden)))

    def _width_of(self, texts: list[str]) -> int:
        """How wide chips of these texts would be, side by side."""
        if len(self._chip_widths) > 200:
            self._chip_widths.clear()  # each step of a brush has a text of its own
        for text in texts:
            if text not in self._chip_widths:
                self._chip_widths[text] = min(Chip(text, removable=True).sizeHint().width(), _CHIP_PX) + 6
        return sum(self._chip_widths[text] for text in texts) + (_MORE_PX if len(texts) < len(self._specs) else 0)

    def _room(self) -> int:
        """What title, marking, a narrow search, filter and as-of day leave."""
        others = (self.title, self.marking, self.filter_button, self.as_of, self.sheet_button)
        taken = sum(widget.sizeHint().width() for widget in others) + self.search.minimumWidth()
        return self.width() - taken - 7 * self.layout().spacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if self.width() < _NARROW_PX:  # the words of the focus matter more than those of a button
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        self.sheet_button.setToolButtonStyle(style)
        self._show_chips()

    def _remake_chips(self, shown: list[ChipSpec], wanted: list[str]) -> None:
        while self._chip_row.count():
            widget = self._chip_row.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips = []
        for place, text in enumerate(wanted):
            chip = Chip(text, removable=place < len(shown), accent=True)
            chip.setMaximumWidth(_CHIP_PX)
            chip.setToolTip(plain_tooltip(text))
            if place < len(shown):
                chip.removed.connect(partial(self._take_off, chip))
            else:
                chip.clicked.connect(self._show_hidden)
            self._chips.append(chip)
            self._chip_row.addWidget(chip)
        self.chips.setVisible(bool(wanted))

    def _take_off(self, chip: Chip) -> None:
        self._session.focus.set(**chip.property("off"))

    def hidden_menu(self) -> QMenu:
        """The filters that have no chip of their own, each to be taken off."""
        menu = QMenu(self)
        menu.addSection("Take off")
        for spec in self._specs[len(self._chips) - 1 :]:
            menu.addAction(spec.text.replace("&", "&&")).triggered.connect(partial(self._choose, dict(spec.off)))
        return menu

    def _show_hidden(self) -> None:
        menu, chip = self.hidden_menu(), self._chips[-1]
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    # -- the filter menu
    def _fill_filter_menu(self) -> None:
        menu, state = self.filter_menu, self._session.focus.state
        menu.clear()
        kinds = menu.addMenu("Kind of incident")
        for term in INCIDENT_KINDS.terms:
            self._add_choice(kinds, term.label, term.code in state.kinds, kinds=state.kinds ^ {term.code})
        grades = menu.addMenu("Reliability of the source, at least")
        for term in RELIABILITIES.terms[:-1]:
            self._add_choice(grades, term.label, term.code in state.lowest_grade, lowest_grade=_grade(state, term.code))
        doubts = menu.addMenu("Credibility, at least")
        for term in CREDIBILITIES.terms[:-1]:
            self._add_choice(doubts, term.label, term.code in state.lowest_grade, lowest_grade=_grade(state, term.code))
        tags = menu.addMenu("Tag")
        for tag in self._session.board.incidents.tags()[:60]:
            self._add_choice(tags, isolate(tag), tag in state.tags, tags=state.tags ^ {tag})
        tags.setEnabled(not tags.isEmpty())
        menu.addSeparator()
        self._add_choice(menu, "Only incidents at no flashpoint", 0 in state.flashpoints, flashpoints=frozenset({0}))

    def _add_choice(self, menu: QMenu, text: str, checked: bool, **changes: object) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(partial(self._choose, changes))

    def _choose(self, changes: dict[str, object], _checked: bool = False) -> None:
        self._session.focus.set(**changes)


def _grade(state: FocusState, code: str) -> str:
    """The lowest grade with one half set to this code, or without it where it was set so."""
    letter = next((c for c in state.lowest_grade if c in RELIABILITIES), "")
    number = next((c for c in state.lowest_grade if c in CREDIBILITIES), "")
    if code in RELIABILITIES:
        letter = "" if letter == code else code
    else:
        number = "" if number == code else code
    return letter + number
