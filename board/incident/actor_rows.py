"""The actors of an incident by their part; a click on a name looks at that actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QSizePolicy, QWidget

from board.guards import guarded
from board.incident.slots import LABEL_WIDTH
from board.theme.apply import current_theme
from board.theme.widgets import FlowLayout, plain_label, plain_tooltip
from db.names import show_controls
from db.records import Actor, Role
from db.vocabulary import ACTOR_ROLES

MOST_SHOWN = 40


@guarded
class TextLink(QAbstractButton):
    """A word that does something: plain until pointed at. Signals: clicked (of QAbstractButton)."""

    def __init__(self, text: str, tooltip: str = "", parent: QWidget | None = None, *, accent: bool = False) -> None:
        super().__init__(parent)
        self._accent = accent
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(plain_tooltip(tooltip))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The text."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 3, self.fontMetrics().height() + 1)

    def minimumSizeHint(self) -> QSize:
        """A few letters of it."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), self.fontMetrics().horizontalAdvance("mmmm…")), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, underlined while it can be pressed."""
        theme, painter = current_theme(), QPainter(self)
        lively = self.underMouse() or self.hasFocus()
        font = self.font()
        font.setUnderline(lively)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if lively or self._accent else theme.text))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Underline."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No line."""
        super().leaveEvent(event)
        self.update()


class ActorRows(QWidget):
    """A row for each part that somebody took.

    Signals: actor_chosen(int actor id, bool add).
    """

    actor_chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[object, ...] | None = None
        self.links: list[TextLink] = []

    def tell(self, roles: Sequence[Role], actors: Mapping[int, Actor]) -> None:
        """Show who took which part; nothing is built anew where nothing changed."""
        named = [(role, actors[role.actor_id]) for role in roles if role.actor_id in actors]
        state = tuple((role, actor.name) for role, actor in named)
        if state == self._shown:
            return
        self._shown = state
        self._clear()
        if not named:
            self._row(0, "Actors")
            self._grid.addWidget(plain_label("none named"), 0, 1)
        for number, code in enumerate(
            code for code in ACTOR_ROLES.codes if any(role.role == code for role, _ in named)
        ):
            self._row(number, ACTOR_ROLES.label(code))
            self._grid.addWidget(self._names([pair for pair in named if pair[0].role == code]), number, 1)

    def _row(self, number: int, label: str) -> None:
        shown = plain_label(label, soft=True)
        shown.setFixedWidth(LABEL_WIDTH)
        self._grid.addWidget(shown, number, 0, Qt.AlignmentFlag.AlignTop)

    def _names(self, named: Sequence[tuple[Role, Actor]]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8, line_gap=1)
        for role, actor in named[:MOST_SHOWN]:
            name = show_controls(actor.name)
            words = f"{name} (“{show_controls(role.as_named)}”)" if role.as_named else name
            hint = f"Show what {name} took part in. With Ctrl it joins the actors looked at."
            if actor.contested:
                words += " ?"
                hint = f"Who this is, is contested. {show_controls(actor.identity_note)}\n{hint}"
            link = TextLink(words, hint)
            link.clicked.connect(partial(self._choose, role.actor_id))
            self.links.append(link)
            flow.addWidget(link)
        if len(named) > MOST_SHOWN:
            flow.addWidget(plain_label(f"and {len(named) - MOST_SHOWN} more", soft=True))
        return holder

    def _choose(self, actor_id: int, _checked: bool = False) -> None:
        add = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        self.actor_chosen.emit(actor_id, add)

    def _clear(self) -> None:
        self.links.clear()
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
